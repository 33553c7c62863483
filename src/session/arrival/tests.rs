//! What others wrote comes in without a step of one's own, and undo leaves it standing.

use crate::import;
use crate::model::{Id, Moment, Project, Slot, Stamp, Table, Value, Version};
use crate::session::context::Fixed;
use crate::session::journal::Memory;
use crate::session::{Action, Arrival, News, Placing, Session, Standing};
use crate::store::vocabulary;
use crate::text::{Block, BlockKind, Range};

const TEXT: &str = "He took bribes in May.";
const SLUG: Slot = Slot { record: Id::ARTICLE, field: "slug" };

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn session() -> (Session, Memory) {
    let journal = Memory::default();
    let context = Fixed::new(Moment(1_700_000_000), "Ada", 1);
    let mut session =
        Session::new(Project::default(), vocabulary::shipped(), Box::new(journal.clone()), Box::new(context));
    let blocks = vec![Block { kind: BlockKind::Paragraph, range: Range::new(0, TEXT.len()) }];
    let article = import::Article { text: TEXT.into(), blocks, ..import::Article::default() };
    session
        .dispatch(Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None })
        .unwrap();
    (session, journal)
}

fn arrive(journal: &Memory, slots: Vec<(Slot, Standing)>) {
    let news = vec![News { by: "Ben".into(), label: "set slug".into() }];
    journal.arrivals.lock().unwrap().push(Arrival { slots, news });
}

fn both(one: &str, other: &str) -> Standing {
    let version = |words: &str, by: &str| Version {
        value: text(words),
        by: Some(Stamp { by: by.into(), at: Moment(1_700_000_000) }),
    };
    Standing::Several(vec![version(one, "Ada"), version(other, "Ben")])
}

fn mark(session: &mut Session) -> Id {
    let ranges = vec![Range::new(3, 14)];
    let placing = Placing::Snapped;
    let action = Action::Mark { ranges, kind: "claim".into(), placing, record: None, details: vec![] };
    session.dispatch(action).unwrap().focus.unwrap()
}

#[test]
fn what_comes_in_is_seen_counted_and_no_step_of_one_s_own() {
    let (mut session, journal) = session();
    let (revision, entries) = (session.revision(), journal.entries.lock().unwrap().len());
    arrive(&journal, vec![(SLUG, Standing::One(text("mill")))]);
    let news = session.join();
    assert_eq!(news[0].by, "Ben");
    assert_eq!(session.project().article().slug, "mill");
    assert_eq!(session.changed_since(revision), Some(vec![SLUG]));
    assert_eq!(journal.entries.lock().unwrap().len(), entries, "nothing is written twice");
    assert_eq!(session.next_undo(), None);
    session.dispatch(Action::Set { slot: SLUG, value: text("the mill") }).unwrap();
    assert_eq!(journal.entries.lock().unwrap().last().unwrap().seen, 1);
}

#[test]
fn undo_stops_where_somebody_else_wrote_or_two_disagree() {
    let (mut session, journal) = session();
    session.dispatch(Action::Set { slot: SLUG, value: text("mill") }).unwrap();
    arrive(&journal, vec![(SLUG, both("mill", "bribes"))]);
    session.join();
    let refusal = session.dispatch(Action::Undo).unwrap_err();
    assert!(refusal.0.contains("Settle that first"), "{refusal}");
    session.dispatch(Action::Settle { choices: vec![(SLUG, text("mill"))] }).unwrap();
    assert!(session.project().conflicts().is_empty());
    arrive(&journal, vec![(SLUG, Standing::One(text("bribes")))]);
    session.join();
    let refusal = session.dispatch(Action::Undo).unwrap_err();
    assert!(refusal.0.contains("was changed since"), "{refusal}");
}

#[test]
fn a_mark_is_not_undone_from_under_what_somebody_else_hung_on_it() {
    let (mut session, journal) = session();
    let mark = mark(&mut session);
    let claim = session.project().annotations()[&mark].record.unwrap();
    let note = Slot { record: claim, field: "note" };
    arrive(&journal, vec![(note, Standing::One(text("asked twice")))]);
    session.join();
    let refusal = session.dispatch(Action::Undo).unwrap_err();
    assert!(refusal.0.contains("added by somebody else"), "{refusal}");
    arrive(&journal, vec![(note, Standing::One(Value::Nothing))]);
    let evidence = Id::new(Table::Evidence, 7);
    let hung = Slot { record: evidence, field: "record" };
    arrive(&journal, vec![(hung, Standing::One(Value::Link(claim)))]);
    session.join();
    let refusal = session.dispatch(Action::Undo).unwrap_err();
    assert!(refusal.0.contains("evidence"), "{refusal}");
    arrive(&journal, vec![(hung, Standing::One(Value::Nothing))]);
    session.join();
    session.dispatch(Action::Undo).unwrap();
    assert!(session.project().annotations().is_empty());
}

#[test]
fn what_cannot_be_undone_is_passed_over_when_one_asks_again_and_a_settling_says_what_stays_away() {
    let (mut session, journal) = session();
    session.dispatch(Action::Set { slot: SLUG, value: text("mill") }).unwrap();
    let note = Slot { record: Id::ARTICLE, field: "note" };
    session.dispatch(Action::Set { slot: note, value: text("ask Ben") }).unwrap();
    arrive(&journal, vec![(note, Standing::One(text("asked")))]);
    session.join();
    assert!(session.dispatch(Action::Undo).unwrap_err().0.contains("Undo once more"));
    assert!(session.dispatch(Action::Undo).unwrap().said.contains("stays as it is"));
    session.dispatch(Action::Undo).unwrap();
    assert_eq!(session.project().article().slug, "");
    arrive(&journal, vec![(SLUG, both("mill", "bribes"))]);
    session.join();
    session.dispatch(Action::Settle { choices: vec![(SLUG, text("bribes"))] }).unwrap();
    let said = session.dispatch(Action::Undo).unwrap().said;
    assert!(said.contains("does not come back"), "{said}");
}

#[test]
fn there_is_nothing_to_settle_where_somebody_has_settled_it() {
    let (mut session, _) = session();
    let refusal = session.dispatch(Action::Settle { choices: vec![(SLUG, text("mill"))] }).unwrap_err();
    assert!(refusal.0.contains("meanwhile"), "{refusal}");
}
