//! Parts of records: attempts to reach an accused, messages in the thread of a query.
//!
//! Evidence is a part, too, but comes with its source: see `super::record`.

use super::record::{filled_in, lacks};
use super::{View, created, missing};
use crate::model::vocabulary::Meaning;
use crate::model::words::capital;
use crate::model::{Edit, Id, Table, Transaction, Value};
use crate::session::{Context, Details, Refusal};

/// Returns the table whose records have parts of this one; nothing for what is no part, or is attached.
fn owner_of(part: Table) -> Option<Table> {
    match part {
        Table::Attempt => Some(Table::Allegation),
        Table::Message => Some(Table::Query),
        _ => None,
    }
}

pub(super) fn add(
    view: &View<'_>,
    owners: &[Id],
    table: Table,
    details: &Details,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let Some(home) = owner_of(table) else {
        return Err(Refusal(format!("{} is not added to a record so.", capital(table.one()))));
    };
    if owners.is_empty() {
        return Err(Refusal(format!("Say which {} {} belongs to.", home.noun(), table.one())));
    }
    let mut edits = Vec::new();
    let mut focus = None;
    for owner in owners {
        if !view.project.has(*owner) {
            return Err(missing(*owner));
        }
        if owner.table() != home {
            return Err(lacks(owner.table(), table.plural()));
        }
        let part = context.id(table);
        focus = focus.or(Some(part));
        edits.push(created(part, context));
        edits.push(Edit::new(part, "record", Some(*owner)));
        if table == Table::Attempt {
            edits.extend(usual(view, part, *owner, details, context));
        }
        edits.extend(filled_in(view.vocabulary, part, details.clone())?);
    }
    let label = match owners {
        [_] => format!("add {}", table.noun()),
        several => format!("add {} {}", several.len(), table.plural()),
    };
    Ok(Transaction { label, edits, focus })
}

/// Fills in what is usually so of an attempt and was not said, and notes on the allegation that the accused was asked.
fn usual(view: &View<'_>, part: Id, owner: Id, details: &Details, context: &dyn Context) -> Vec<Edit> {
    let accused = view.project.allegations().get(&owner).map_or(&[][..], |row| row.accused.as_slice());
    let names: Vec<String> = accused.iter().map(|person| view.project.name_of(*person)).collect();
    let known = [("made_on", context.today().to_string()), ("by", context.who()), ("to", names.join(", "))];
    let is_said =
        |field: &str| details.iter().any(|(name, value)| *name == field && *value != Value::Nothing);
    let mut edits: Vec<Edit> = known
        .into_iter()
        .filter(|(field, words)| !is_said(field) && !words.is_empty())
        .map(|(field, words)| Edit::new(part, field, words))
        .collect();
    if view.project.text_of(owner, "reply_sought").is_empty()
        && let Some(row) = view.vocabulary.row_meaning("reply", Meaning::Asked)
    {
        edits.push(Edit::new(owner, "reply_sought", row.id.clone()));
    }
    edits
}

#[cfg(test)]
mod tests {
    use crate::fixture::{dispatch, fixture};
    use crate::model::{Table, Value};
    use crate::session::Action;

    fn add(owners: Vec<crate::model::Id>, table: Table) -> Action {
        Action::AddPart { owners, table, details: vec![] }
    }

    #[test]
    fn an_attempt_is_of_today_by_who_works_to_the_accused_and_goes_in_one_step() {
        let mut fixture = fixture("He [allegation accused=Mayor accused=Bob: ran]. She [allegation: left].");
        let owners = vec![fixture.record(0), fixture.record(1)];
        let before = fixture.session.project().clone();
        let made = dispatch(&mut fixture.session, add(owners.clone(), Table::Attempt)).made;
        let project = fixture.session.project();
        let attempt = &project.attempts()[&made[0]];
        let told = [&attempt.made_on, &attempt.by, &attempt.to].map(String::as_str);
        assert_eq!(told, [&*fixture.session.today().to_string(), &fixture.session.who(), "Mayor, Bob"]);
        assert_eq!(project.attempts()[&made[1]].to, "");
        assert_eq!(project.allegations()[&owners[0]].reply_sought, "asked");
        assert_eq!(fixture.session.outline().parts(owners[1]), [made[1]]);
        dispatch(&mut fixture.session, Action::Undo);
        assert_eq!(*fixture.session.project(), before);
    }

    #[test]
    fn what_is_said_of_an_attempt_stands_and_what_is_recorded_of_the_reply_stays() {
        let mut fixture = fixture("He [allegation accused=Mayor reply_sought=not-asked: ran].");
        let owner = fixture.record(0);
        let details =
            vec![("made_on", Value::Text("2026-01-02".into())), ("by", Value::Text("Jo Roe".into()))];
        let action = Action::AddPart { owners: vec![owner], table: Table::Attempt, details };
        let made = dispatch(&mut fixture.session, action).made;
        let project = fixture.session.project();
        let attempt = &project.attempts()[&made[0]];
        assert_eq!((attempt.made_on.as_str(), attempt.by.as_str()), ("2026-01-02", "Jo Roe"));
        assert_eq!(project.allegations()[&owner].reply_sought, "not-asked");
    }

    #[test]
    fn a_part_belongs_to_what_has_such_parts() {
        let mut fixture = fixture("He [claim: ran]. She [query: left]. It [allegation: fell].");
        let owners: Vec<_> = (0..3).map(|at| fixture.record(at)).collect();
        let refused = [
            (vec![owners[0]], Table::Attempt),
            (vec![owners[2]], Table::Message),
            (vec![], Table::Attempt),
            (vec![owners[2]], Table::Evidence),
            (vec![owners[2]], Table::Claim),
        ];
        for (owners, table) in refused {
            assert!(fixture.session.dispatch(add(owners, table)).is_err(), "{table:?}");
        }
        let made = dispatch(&mut fixture.session, add(vec![owners[1]], Table::Message)).made;
        assert_eq!(fixture.session.outline().parts(owners[1]), made);
    }

    #[test]
    fn attempts_go_with_their_allegation_also_where_it_becomes_a_claim() {
        for action in [0, 1] {
            let mut fixture = fixture("He [allegation: ran].");
            let owner = fixture.record(0);
            dispatch(&mut fixture.session, add(vec![owner], Table::Attempt));
            let action = match action {
                0 => Action::Delete { id: owner },
                _ => Action::SetKind { annotation: fixture.marks[0], kind: "claim".into() },
            };
            dispatch(&mut fixture.session, action);
            assert!(fixture.session.project().attempts().is_empty());
            dispatch(&mut fixture.session, Action::Undo);
            assert_eq!(fixture.session.outline().parts(owner).len(), 1);
        }
    }
}
