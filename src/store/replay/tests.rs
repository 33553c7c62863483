//! What records lead to does not depend on the order in which they are taken in.

use super::*;
use crate::store::schema::v1::Edits;

/// A record of the first number, whose writer had seen the first one of others.
fn record(writer: &str, seen: &[&str], gone: &[Id], changes: Vec<Change>) -> Numbered {
    let record = LogRecord {
        previous: String::new(),
        seen: Clock::new(),
        copy_of: Clock::new(),
        gone: gone.iter().map(ToString::to_string).collect(),
        by: writer.to_owned(),
        at: Moment(1_700_000_000).to_string(),
        did: String::new(),
        edits: Edits::Here(Vec::new()),
    };
    let sight = Arc::new(seen.iter().map(|other| ((*other).to_owned(), 1)).collect());
    Numbered { writer: writer.to_owned(), sequence: 1, sight, record, changes }
}

#[test]
fn where_two_deleted_what_each_knew_otherwise_the_same_stays_in_any_order() {
    let claim = Id::parse("c-0000000001").unwrap();
    let slot = Slot { record: claim, field: "note" };
    let other = Slot { record: claim, field: "statement" };
    let text = |words: &str| Value::Text(words.to_owned());
    let set = |slot, before, after| Change { slot, before, after };
    let begun = record("w-0", &[], &[], vec![set(slot, Value::Nothing, text("begun"))]);
    let known = record("w-1", &["w-0"], &[], vec![set(slot, text("begun"), text("known to one"))]);
    let emptied = |before: &str| vec![set(slot, text(before), Value::Nothing)];
    let one = record("w-2", &["w-0", "w-1"], &[claim], emptied("known to one"));
    let two = record("w-3", &["w-0"], &[claim], emptied("begun"));
    let work = record("w-4", &["w-0"], &[], vec![set(other, Value::Nothing, text("worked on"))]);
    let records = [begun, known, one, two, work];
    let led_to = |order: [usize; 5]| {
        let mut project = Project::default();
        play(&mut project, &order.map(|at| records[at].clone()));
        project
    };
    let first = led_to([0, 1, 2, 3, 4]);
    let versions = &first.conflicts()[&slot];
    assert_eq!(versions[0], Version { value: text("known to one"), by: None });
    for order in [[4, 3, 2, 1, 0], [0, 1, 3, 2, 4], [3, 0, 4, 1, 2]] {
        assert_eq!(led_to(order), first, "{order:?}");
    }
}
