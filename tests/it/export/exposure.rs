//! Places in free text that name what the public may not see, listed before a report goes out.

use redpencil::export::exposure::{self, find, names};
use redpencil::export::{Exposure, audience};

use super::*;

const STORY: &str =
    "Mayor took bribes\n\nA person close to the mayor, JANÉ ROE’s neighbour, spoke. Roebuck did not.";

fn with_a_source(source: &[(&'static str, &str)]) -> (Session, Id) {
    let mut session = session(STORY, 31);
    let claim = mark(&mut session, "claim", &["took bribes"], vec![("statement", words("Roe saw it."))]);
    let details = source.iter().map(|(field, text)| (*field, words(text))).collect();
    let action = Action::Attach {
        record: claim.1.unwrap(),
        source: Attachment::New(details),
        details: vec![("note", words("Jane Roe asked us to wait."))],
    };
    session.dispatch(action).unwrap();
    (session, claim.1.unwrap())
}

fn exposed(session: &Session, sealed: &[String]) -> Vec<Exposure> {
    let handout = hand_out_to(Audience::Public, session, Vec::new());
    find(&handout, &names(session.project(), session.vocabulary(), sealed))
}

fn told(exposures: &[Exposure]) -> Vec<(String, &str)> {
    exposures.iter().map(|place| (place.words.clone(), place.field)).collect()
}

#[test]
fn the_author_of_a_withheld_source_is_found_in_text_and_statements_and_not_in_notes() {
    let (session, claim) = with_a_source(&[("author", "Jane Roe"), ("ground_rules", "off-record")]);
    let exposures = exposed(&session, &[]);
    assert_eq!(told(&exposures), [("JANÉ ROE".into(), exposure::TEXT), ("Roe".into(), "statement")]);
    assert_eq!((exposures[0].record, exposures[1].record), (Id::ARTICLE, claim));
    assert_eq!(exposures[0].range.of(STORY), Some("JANÉ ROE"));
    assert!(exposures[0].around.contains("mayor, JANÉ ROE’s neighbour"), "{}", exposures[0].around);
}

#[test]
fn people_behind_a_source_are_looked_for_by_every_name() {
    let (mut session, _) = with_a_source(&[("title", "Talk"), ("confidentiality", "desk")]);
    let details = vec![("name", words("Maria Nobody"))];
    let person = session.dispatch(Action::Create { table: Table::Person, details, link: None });
    let person = person.unwrap().focus.unwrap();
    set(&mut session, person, "aliases", Value::Names(vec!["Jane Roe".into()]));
    let source = *session.project().sources().keys().next().unwrap();
    assert_eq!(exposed(&session, &[]), []);
    set(&mut session, source, "person", Value::Link(person));
    assert_eq!(told(&exposed(&session, &[])).len(), 2);
}

#[test]
fn a_source_that_may_be_told_exposes_nothing() {
    let (session, _) = with_a_source(&[("author", "Jane Roe"), ("ground_rules", "on-record")]);
    assert_eq!(exposed(&session, &[]), []);
}

#[test]
fn the_words_of_sealed_values_are_looked_for_too() {
    let (session, _) = with_a_source(&[("title", "Court file")]);
    assert_eq!(told(&exposed(&session, &["Jane Roe".into()])).len(), 2);
    assert_eq!(exposed(&session, &["jane@example.org".into()]), []);
}

#[test]
fn a_person_of_the_same_name_is_listed() {
    let (mut session, claim) = with_a_source(&[("author", "Xaver Wim"), ("confidentiality", "sealed")]);
    let details = vec![("name", words("Xaver Wim"))];
    let person = session.dispatch(Action::Create { table: Table::Person, details, link: None });
    let (_, quotation) = mark(&mut session, "quote", &["spoke"], vec![]);
    set(&mut session, quotation.unwrap(), "speaker", Value::Link(person.unwrap().focus.unwrap()));
    let places = exposed(&session, &[]);
    assert_eq!(told(&places), [("Xaver Wim".into(), "name")]);
    assert_ne!(places[0].record, claim);
}

#[test]
fn every_audience_says_what_it_shows() {
    for audience in audience::Audience::ALL {
        assert!(audience.help().contains("Leaves out"));
        assert_eq!(Audience::named(audience.id()), Some(audience));
    }
}

proptest! {
    #[test]
    fn every_place_holds_its_words_and_no_place_is_listed_twice(
        text in "([Rr]o[eé]|[Jj]ane|smith|[ ,.’-]){1,12}",
    ) {
        let mut session = session(&format!("Head\n\nx {text}"), 4);
        let claim = mark(&mut session, "claim", &["x"], vec![]).1.unwrap();
        let source = vec![("author", words("Jane Roe")), ("ground_rules", words("off-record"))];
        session.dispatch(Action::Attach { record: claim, source: Attachment::New(source), details: vec![] }).unwrap();
        let places = exposed(&session, &[]);
        let whole = session.project().text().to_owned();
        for place in &places {
            prop_assert_eq!(place.range.of(&whole), Some(place.words.as_str()));
            prop_assert!(place.words.to_lowercase().replace('é', "e").contains("roe"));
        }
        prop_assert!(places.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        // A family name that stands between two spaces is always found.
        let alone = whole.split(' ').filter(|word| ["roe", "roé"].contains(&word.to_lowercase().as_str())).count();
        prop_assert!(places.len() >= alone);
    }
}
