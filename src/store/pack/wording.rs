//! Leaves former wordings out of a state that is for others: the drafts before the current one, and where marks stood
//! in them.
//!
//! What the state still needs stays: every draft that is disputed, and the last one in which a mark stands that has no
//! place in the current one. Knows records, not files.

use std::collections::BTreeSet;

use crate::model::{Annotation, Edit, Id, Project, Slot, Table, Target, Value};

/// Returns a state without its former wordings, and how many drafts were left out.
pub(super) fn current_alone(project: &Project) -> (Project, usize) {
    let Some(current) = project.draft_id() else { return (project.clone(), 0) };
    let mut kept = BTreeSet::from([current]);
    for (slot, versions) in project.conflicts() {
        kept.extend(versions.iter().filter_map(|version| match &version.value {
            Value::Link(draft) if *slot == (Slot { record: Id::ARTICLE, field: "draft" }) => Some(*draft),
            _ => None,
        }));
        if slot.record.table() == Table::Draft {
            kept.insert(slot.record);
        }
    }
    for mark in project.annotations().values().filter(|mark| mark.target(current).is_none()) {
        kept.extend(last_place(project, mark));
    }
    let former: Vec<Id> = project.drafts().keys().copied().filter(|id| !kept.contains(id)).collect();
    let mut shown = project.clone();
    shown.apply(&edits(project, &kept, &former));
    for (slot, versions) in project.conflicts().iter().filter(|(slot, _)| slot.field == "targets") {
        let mut versions = versions.clone();
        for version in &mut versions {
            if let Value::Targets(targets) = &mut version.value {
                retain(targets, &kept);
            }
        }
        shown.apply_conflict(*slot, versions);
    }
    (shown, former.len())
}

/// Returns the newest draft in which a mark stands.
fn last_place(project: &Project, mark: &Annotation) -> Option<Id> {
    let drafts = mark.targets.iter().filter_map(|(id, _)| Some((id, project.drafts().get(id)?)));
    let newest = drafts.max_by_key(|(_, draft)| draft.created.as_ref().map(|created| created.at));
    newest.map(|(id, _)| *id)
}

fn retain(targets: &mut Vec<(Id, Target)>, kept: &BTreeSet<Id>) {
    targets.retain(|(draft, _)| kept.contains(draft));
}

fn edits(project: &Project, kept: &BTreeSet<Id>, former: &[Id]) -> Vec<Edit> {
    let filled = former.iter().flat_map(|id| project.filled(*id));
    let mut edits: Vec<Edit> = filled.map(|(slot, _)| Edit { slot, value: Value::Nothing }).collect();
    let is_loose = |id: &Id| !kept.contains(id);
    for (id, draft) in project.drafts().iter().filter(|(id, _)| kept.contains(id)) {
        if draft.replaces.as_ref().is_some_and(is_loose) {
            edits.push(Edit { slot: Slot { record: *id, field: "replaces" }, value: Value::Nothing });
        }
    }
    for (id, mark) in project.annotations() {
        let slot = Slot { record: *id, field: "targets" };
        if mark.targets.iter().any(|(draft, _)| is_loose(draft)) && !project.conflicts().contains_key(&slot) {
            let mut targets = mark.targets.clone();
            retain(&mut targets, kept);
            edits.push(Edit { slot, value: Value::Targets(targets) });
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Anchoring, Moment, Prose, Stamp, Version};
    use crate::text::Range;

    fn target(quote: &str) -> Target {
        let ranges = vec![Range::new(0, quote.len())];
        Target { ranges, quote: quote.into(), state: Anchoring::Intact, ..Target::default() }
    }

    fn draft(number: u64) -> Id {
        Id::new(Table::Draft, number)
    }

    /// Three drafts, one after the other, and a mark that stands in some of them.
    fn project(stands_in: &[u64]) -> (Project, Id) {
        let (mut project, mark) = (Project::default(), Id::new(Table::Annotation, 1));
        let mut targets = Vec::new();
        // The newest one has the lowest id.
        for (number, text) in [(3_u64, "He took bribes."), (2, "He took money."), (1, "He took gifts.")] {
            let stamp = Stamp { by: "Ada".into(), at: Moment(100 - i64::try_from(number).unwrap()) };
            project.apply(&[
                Edit::new(draft(number), "created", Some(stamp)),
                Edit::new(draft(number), "text", Some(Prose::new(text))),
            ]);
            if stands_in.contains(&(number)) {
                targets.insert(0, (draft(number), target(text)));
            }
        }
        project.apply(&[
            Edit::new(draft(1), "replaces", Some(draft(2))),
            Edit::new(draft(2), "replaces", Some(draft(3))),
            Edit::new(Id::ARTICLE, "draft", Some(draft(1))),
            Edit::new(mark, "targets", targets),
        ]);
        (project, mark)
    }

    fn shows(project: &Project, words: &str) -> bool {
        format!("{project:?}").contains(words)
    }

    #[test]
    fn former_wordings_stay_behind_and_the_current_one_with_its_marks_does_not() {
        let (project, mark) = project(&[1, 2, 3]);
        let (shown, former) = current_alone(&project);
        assert_eq!((former, shown.drafts().len(), shown.draft_id()), (2, 1, Some(draft(1))));
        assert_eq!(shown.annotations()[&mark].targets, vec![(draft(1), target("He took gifts."))]);
        assert!(!shows(&shown, "bribes") && !shows(&shown, "money"), "{shown:?}");
        assert_eq!(shown.drafts()[&draft(1)].replaces, None);
        assert_eq!(current_alone(&shown), (shown.clone(), 0));
    }

    #[test]
    fn a_mark_that_has_no_place_yet_keeps_the_newest_draft_in_which_it_stands() {
        let (project, mark) = project(&[2, 3]);
        let (shown, former) = current_alone(&project);
        assert_eq!((former, shown.drafts().len()), (1, 2));
        assert_eq!(shown.annotations()[&mark].targets, vec![(draft(2), target("He took money."))]);
        assert!(!shows(&shown, "bribes"));
    }

    #[test]
    fn what_is_disputed_stays_disputed() {
        let (mut project, mark) = project(&[1, 2]);
        let version = |value| Version { value, by: None };
        let places = |number, words| version(Value::Targets(vec![(draft(number), target(words))]));
        let slot = Slot { record: mark, field: "targets" };
        let both = [(draft(1), target("He")), (draft(2), target("money"))];
        project.apply_conflict(slot, vec![version(Value::Targets(both.to_vec())), places(1, "gifts")]);
        let (shown, former) = current_alone(&project);
        assert_eq!(former, 2);
        assert_eq!(shown.conflicts()[&slot], vec![places(1, "He"), places(1, "gifts")]);
        let current = Slot { record: Id::ARTICLE, field: "draft" };
        let disputed = vec![version(Value::Link(draft(1))), version(Value::Link(draft(2)))];
        project.apply_conflict(current, disputed.clone());
        let (shown, former) = current_alone(&project);
        assert_eq!((former, shown.drafts().len()), (1, 2));
        assert_eq!(shown.conflicts()[&current], disputed);
    }
}
