//! Where a source or a person is used: the records that rest on it or name it. Knows nothing of the screen.

use std::collections::BTreeSet;

use super::register::column::people_links;
use crate::model::{Id, Outline, Project, Slot, Table, Value};

/// A record that uses another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The record.
    pub record: Id,
    /// As what it uses it: “Evidence”, “Speaker”.
    pub role: &'static str,
}

/// Lists what uses a source or a person: what is marked in the order of the text, then the rest.
pub fn uses_of(project: &Project, outline: &Outline, id: Id) -> Vec<Use> {
    let mut uses: Vec<Use> = match id.table() {
        Table::Source => {
            let records: BTreeSet<Id> = outline
                .uses(id)
                .iter()
                .filter_map(|evidence| project.evidence().get(evidence)?.record)
                .filter(|record| project.has(*record))
                .collect();
            records.into_iter().map(|record| Use { record, role: "Evidence" }).collect()
        }
        Table::Person => {
            let mut uses = Vec::new();
            for record in project.ids() {
                for (_, table, field) in
                    people_links().iter().filter(|(_, table, _)| *table == record.table())
                {
                    let slot = Slot { record, field };
                    let is_named = match project.value(&slot) {
                        Value::Link(link) => link == id,
                        Value::Links(links) => links.contains(&id),
                        _ => false,
                    };
                    if is_named {
                        uses.push(Use { record, role: table.field(field).map_or("", |info| info.label) });
                    }
                }
            }
            uses
        }
        _ => Vec::new(),
    };
    let number = |record: Id| outline.number(*outline.mentions(record).first()?);
    uses.sort_by_cached_key(|used| {
        let number = number(used.record);
        (number.is_none(), number, used.record)
    });
    uses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    #[test]
    fn people_and_sources_tell_where_they_are_used_in_the_order_of_the_text() {
        let made = fixture(
            "“[quote evidence=p.1 speaker=Ann: I ran],” and [allegation accused=Ann accuser=Bob: she lied].",
        );
        let (project, outline) = (made.session.project(), made.session.outline());
        let person = *project.people().iter().find(|(_, person)| person.name == "Ann").unwrap().0;
        let told: Vec<_> = uses_of(project, outline, person).into_iter().map(|used| used.role).collect();
        assert_eq!(told, ["Speaker", "Accused"]);
        let source = *project.sources().keys().next().unwrap();
        let used = uses_of(project, outline, source);
        assert_eq!(used, [Use { record: made.record(0), role: "Evidence" }]);
    }
}
