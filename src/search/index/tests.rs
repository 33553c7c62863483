//! What is found where, and that nothing is folded twice.

use super::*;
use crate::fixture::{Fixture, fixture, vocabulary};
use crate::model::{Value, Widget};
use crate::search::Query;
use crate::session::{Action, Attachment};

const ARTICLE: &str = "# Council closes pool\n\nMayor Doe [allegation accused=\"Jane Doe\": took bribes], an aide said. \
                       The council [claim confirmed category=number evidence=p.4: voted 7 to 2] and [query: left].";

fn index(of: &Fixture) -> Index {
    Index::new(of.session.project(), of.session.outline(), &vocabulary(), None)
}

fn search(index: &Index, words: &str) -> Hits {
    Needle::new(&Query::new(words)).map_or_else(Hits::default, |needle| index.search(&needle, &|| true))
}

#[test]
fn every_field_that_takes_words_is_found_from_its_row() {
    let mut made = fixture(ARTICLE);
    let create = |table| Action::Create { table, details: vec![], link: None };
    made.session.dispatch(create(Table::Source)).unwrap();
    let mut written = Vec::new();
    for record in made.session.project().ids() {
        for field in record.table().fields() {
            let number = written.len();
            let word = format!("word{number}end");
            let value = match field.widget {
                Widget::Line | Widget::Lines | Widget::Url | Widget::Date => Value::Text(word.clone()),
                Widget::Names => Value::Names(vec!["first".into(), word.clone()]),
                _ => continue,
            };
            let slot = Slot { record, field: field.name };
            made.session.dispatch(Action::Set { slot, value }).unwrap();
            written.push((slot, word));
        }
    }
    assert!(written.len() > 40, "{} fields", written.len());
    let index = index(&made);
    for (slot, word) in written {
        let hits = search(&index, &word);
        let found: Vec<Slot> = hits.records.iter().map(|hit| hit.slot).collect();
        assert_eq!(found, [slot], "{word}");
        assert_eq!(hits.records[0].range.of(index.words(&hits.records[0])), Some(word.as_str()));
    }
}

#[test]
fn choices_and_statuses_are_found_by_their_words() {
    let made = fixture(ARTICLE);
    let index = index(&made);
    let label = vocabulary().label("category", "number").to_owned();
    let fields =
        |words: &str| search(&index, words).records.iter().map(|hit| hit.slot.field).collect::<Vec<_>>();
    assert!(fields(&label).contains(&"category"), "{label}");
    assert_eq!(fields("confirmed"), ["status"]);
}

#[test]
fn text_comes_first_then_records_by_their_marks_then_sources_and_people() {
    let mut made = fixture(ARTICLE);
    let words = |text: &str| Value::Text(text.to_owned());
    let record = made.record(1);
    let source = Attachment::New(vec![("title", words("Minutes on the bribes"))]);
    made.session
        .dispatch(Action::Attach { record, source, details: vec![("note", words("no bribes here"))] })
        .unwrap();
    let gist = Slot { record: made.record(0), field: "gist" };
    made.session.dispatch(Action::Set { slot: gist, value: words("Doe took bribes") }).unwrap();
    let person = *made.session.project().people().keys().next().unwrap();
    let note = Slot { record: person, field: "note" };
    made.session.dispatch(Action::Set { slot: note, value: words("Bribes?") }).unwrap();
    let hits = search(&index(&made), "bribes");
    let found: Vec<_> = hits.records.iter().map(|hit| (hit.slot.record.table(), hit.slot.field)).collect();
    assert_eq!(
        found,
        [
            (Table::Allegation, "gist"),
            (Table::Evidence, "note"),
            (Table::Source, "title"),
            (Table::Person, "note")
        ]
    );
    assert_eq!((hits.len(), hits.text.len()), (5, 1));
    let places: Vec<_> = Group::ALL.iter().map(|(group, _)| hits.places(*group)).collect();
    assert_eq!(places, [0..1, 1..3, 3..4, 4..5]);
    assert_eq!(hits.at(0), Some(Hit::Text(made.range_of("bribes"))));
    assert_eq!(hits.at(4), Some(Hit::Record(hits.records[3])));
    assert_eq!(hits.at(5), None);
}

#[test]
fn a_draft_is_folded_once() {
    let mut made = fixture(ARTICLE);
    let before = index(&made);
    let slot = Slot { record: made.record(1), field: "note" };
    made.session.dispatch(Action::Set { slot, value: Value::Text("unlikely".into()) }).unwrap();
    let after = Index::new(made.session.project(), made.session.outline(), &vocabulary(), Some(&before));
    assert!(Arc::ptr_eq(&before.prose, &after.prose));
    assert_eq!((search(&before, "unlikely").len(), search(&after, "unlikely").len()), (0, 1));
    assert_eq!(search(&after, "council").text, search(&before, "council").text);
}

#[test]
fn a_phrase_never_runs_from_one_field_into_the_next() {
    let mut made = fixture(ARTICLE);
    let record = made.record(1);
    for (field, text) in [("statement", "ends with apples"), ("status_reason", "pears begin it")] {
        let slot = Slot { record, field };
        made.session.dispatch(Action::Set { slot, value: Value::Text(text.into()) }).unwrap();
    }
    let index = index(&made);
    assert!(search(&index, "apples pears").is_empty());
    assert!(search(&index, "apples \u{1e} pears").is_empty());
    assert_eq!(search(&index, "begin it").len(), 1);
}

#[test]
fn a_search_that_nobody_waits_for_ends_early() {
    let made = fixture(&"a ".repeat(20_000));
    let needle = Needle::new(&Query::new("a")).unwrap();
    assert_eq!(index(&made).search(&needle, &|| true).text.len(), 20_000);
    assert!(index(&made).search(&needle, &|| false).text.len() < 20_000);
}
