//! The fields that a mark's kind requires, and those of them that are empty.

use super::{Id, Project, Slot, Value, Vocabulary};

impl Project {
    /// Lists the slots that a mark's kind requires, of its record or, where that lacks the field, of the mark; in the
    /// order of the vocabulary.
    pub fn required(&self, vocabulary: &Vocabulary, mark: Id) -> Vec<Slot> {
        let Some(annotation) = self.annotations().get(&mark) else { return Vec::new() };
        let names = vocabulary.kind(&annotation.kind).map_or(&[][..], |kind| kind.required.as_slice());
        let owners = || annotation.record.filter(|record| self.has(*record)).into_iter().chain([mark]);
        let slot = |name: &String| {
            owners().find_map(|owner| Some(Slot { record: owner, field: owner.table().field(name)?.name }))
        };
        names.iter().filter_map(slot).collect()
    }

    /// Tells whether a slot holds nothing but white space.
    pub fn is_blank(&self, slot: &Slot) -> bool {
        match self.value(slot) {
            Value::Nothing => true,
            Value::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{fixture, vocabulary};
    use crate::model::{Id, Slot};

    fn lacking(project: &crate::model::Project, mark: Id) -> Vec<&'static str> {
        let required = project.required(&vocabulary(), mark);
        required.iter().filter(|slot| project.is_blank(slot)).map(|slot| slot.field).collect()
    }

    #[test]
    fn required_fields_stand_in_the_record_or_in_the_mark() {
        let fixture = fixture("The pool [claim: opened in 1931]. “[response: I did nothing],” Doe said.");
        let project = fixture.session.project();
        let (claim, response) = (fixture.marks[0], fixture.marks[1]);
        assert_eq!(lacking(project, claim), ["statement", "category"]);
        assert_eq!(lacking(project, response), ["answers"]);
        let slot = Slot { record: response, field: "answers" };
        assert_eq!(project.required(&vocabulary(), response), [slot]);
    }
}
