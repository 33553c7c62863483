//! Laws that hold for every action: undo of do is nothing, redo is do, and the journal leads to the live state.

use std::sync::Arc;

use proptest::prelude::*;

use super::journal::Memory;
use super::{Action, Attachment, Edge, Growth, Placing, Session, context::Fixed};
use crate::import;
use crate::model::{Edit, Id, Moment, Project, Prose, Slot, Table, Value, Version};
use crate::text::{Block, BlockKind, Range};

const TEXT: &str = "Mr. Smith took bribes in May. “I did not,” he said. Smith denies it; 7 people saw Smith.";

fn session() -> (Session, Memory) {
    let journal = Memory::default();
    let context = Fixed::new(Moment(1_700_000_000), "Ada", 7);
    let vocabulary = Arc::clone(&crate::store::vocabulary::shipped());
    let mut session =
        Session::new(Project::default(), vocabulary, Box::new(journal.clone()), Box::new(context));
    let block = Block { kind: BlockKind::Paragraph, range: Range::new(0, TEXT.len()) };
    let article =
        import::Article { text: TEXT.to_owned(), blocks: vec![block], ..import::Article::default() };
    session
        .dispatch(Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None })
        .expect("an article can be taken in");
    (session, journal)
}

/// A wish that [`action`] turns into an action on whatever is there.
type Wish = (u8, usize, usize, u8);

fn pick(ids: &[Id], at: usize) -> Id {
    if ids.is_empty() { Id::new(Table::Claim, 1) } else { ids[at % ids.len()] }
}

#[expect(clippy::too_many_lines, reason = "an arm for each action")]
fn action(session: &Session, (what, one, other, third): Wish) -> Action {
    let project = session.project();
    let mut ends = [one % (TEXT.len() + 3), other % (TEXT.len() + 3)];
    ends.sort_unstable();
    let ranges = vec![Range::new(ends[0], ends[1])];
    let kinds = &session.vocabulary().kinds;
    let kind = kinds[usize::from(third) % kinds.len()].id.clone();
    let annotation = pick(&project.annotations().keys().copied().collect::<Vec<_>>(), one);
    let any = pick(&project.ids(), one);
    let record = pick(
        &project
            .claims()
            .keys()
            .chain(project.quotations().keys())
            .chain(project.allegations().keys())
            .copied()
            .collect::<Vec<_>>(),
        one,
    );
    let several = || -> Vec<Id> {
        let ids = project.ids();
        let spread = ids.iter().copied().filter(|id| id.table() != Table::Draft);
        spread.skip(one % 5).step_by(1 + other % 3).take(1 + usize::from(third) % 6).collect()
    };
    match what % 23 {
        0..=2 => Action::Mark { ranges, kind, placing: Placing::Snapped, record: None, details: vec![] },
        3 => Action::MarkSame { annotation },
        4 => Action::SetKind { annotation, kind },
        5 => Action::SetRange { annotation, ranges, placing: Placing::Snapped },
        6 => Action::Delete { id: any },
        7 => {
            let field = any.table().fields()[other % any.table().fields().len()].name;
            let value = match project.value(&Slot { record: any, field }) {
                Value::Text(text) => Value::Text(format!("{text}{third}")),
                value => value,
            };
            Action::Set { slot: Slot { record: any, field }, value }
        }
        8 => {
            let statuses = &session.vocabulary().statuses;
            Action::SetStatus { record, status: statuses[other % statuses.len()].id.clone() }
        }
        9 => Action::Attach {
            record,
            source: match project.sources().keys().next() {
                Some(id) if third % 2 == 0 => Attachment::Existing(*id),
                _ => Attachment::New(vec![("title", Value::Text("Minutes".into()))]),
            },
            details: vec![("locator", Value::Text("p. 4".into()))],
        },
        10 => Action::Create {
            table: Table::Person,
            details: vec![("name", Value::Text("Ann Smith".into()))],
            link: Slot::named(record, "speaker").or_else(|| Slot::named(record, "accused")),
        },
        11 => match third % 3 {
            0 => Action::SetEach { records: several(), field: "category", value: Value::Text("date".into()) },
            1 => {
                let value = Value::Text("confirmed".into());
                Action::SetEach { records: several(), field: "status", value }
            }
            _ => Action::SetEach { records: several(), field: "note", value: Value::Text("seen".into()) },
        },
        17 => Action::MoveEdge {
            annotation,
            edge: if third % 2 == 0 { Edge::Start } else { Edge::End },
            growth: if third % 3 == 0 { Growth::Shrink } else { Growth::Grow },
        },
        21 => Action::Join { ids: vec![record, pick(&several(), other)] },
        22 => Action::Join { ids: several() },
        20 => Action::Split {
            id: record,
            ranges: if third % 2 == 0 { Vec::new() } else { ranges },
            placing: Placing::Snapped,
        },
        12 => Action::SetKindEach { ids: several(), kind },
        13 => Action::DeleteEach { ids: several() },
        14 => Action::Seal {
            slot: Slot {
                record: pick(&project.sources().keys().copied().collect::<Vec<_>>(), one),
                field: ["contact", "sealed_name"][other % 2],
            },
            words: crate::model::Envelope::new(format!("word {third}")),
        },
        15 => {
            let questions = &session.vocabulary().checklist;
            let states = session.vocabulary().scale("checklist");
            Action::Answer {
                row: questions[one % questions.len()].id.clone(),
                state: states[other % states.len()].id.clone(),
            }
        }
        18 => match project.sources().iter().find(|(_, source)| source.text.is_some()) {
            Some((source, _)) => Action::AttachPassage { record, source: *source, ranges, details: vec![] },
            None => Action::Create { table: Table::Source, details: vec![], link: None },
        },
        19 => {
            let (one, other) = TEXT.split_at(TEXT.floor_char_boundary(one % TEXT.len()));
            Action::Set {
                slot: Slot {
                    record: pick(&project.sources().keys().copied().collect::<Vec<_>>(), 0),
                    field: "text",
                },
                value: Value::Prose(Prose::new(format!("{other}\n\n{one}"))),
            }
        }
        16 => Action::Reword {
            range: ranges[0],
            words: ["said", "denied"][other % 2].into(),
            reason: "Plainer".into(),
        },
        _ if third % 2 == 0 => Action::WaiveAll {
            findings: [any, record].map(|id| ("open-query".to_owned(), id.to_string())).to_vec(),
            reason: "r".repeat(other % 2),
        },
        _ => Action::Waive {
            rule: "open-query".into(),
            subject: any.to_string(),
            reason: "r".repeat(other % 2),
        },
    }
}

/// Lists what is sealed in a project.
fn sealed(project: &Project) -> Vec<(Slot, Value)> {
    let filled = project.ids().into_iter().flat_map(|id| project.filled(id));
    filled.filter(|(_, value)| matches!(value, Value::Sealed(_))).collect()
}

fn sealed_in(project: &Project, (slot, value): &(Slot, Value)) -> bool {
    project.value(slot) == *value
}

/// Returns a project without what is sealed in it.
fn unsealed(project: &Project) -> Project {
    let mut project = project.clone();
    let edits: Vec<Edit> =
        sealed(&project).into_iter().map(|(slot, _)| Edit { slot, value: Value::Nothing }).collect();
    project.apply(&edits);
    project
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    proptest::collection::vec((any::<u8>(), any::<usize>(), any::<usize>(), any::<u8>()), 1..40)
}

proptest! {
    #[test]
    fn an_outline_that_follows_each_change_is_that_of_the_project(wishes in wishes()) {
        let (mut session, _) = session();
        for (at, wish) in wishes.into_iter().enumerate() {
            let action = match at % 5 {
                3 => Action::Undo,
                4 if wish.3 % 2 == 0 => Action::Redo,
                _ => action(&session, wish),
            };
            // What is refused changes nothing.
            drop(session.dispatch(action));
            prop_assert_eq!(&**session.outline(), &crate::model::Outline::of(session.project()));
        }
    }

    #[test]
    fn undo_of_do_is_nothing_and_redo_is_do(wishes in wishes()) {
        let (mut session, _) = session();
        let mut states = vec![session.project().clone()];
        for wish in wishes {
            let action = action(&session, wish);
            session.seal();
            if session.dispatch(action).is_ok() && states.last() != Some(session.project()) {
                states.push(session.project().clone());
            }
        }
        for state in states.iter().rev().skip(1) {
            session.dispatch(Action::Undo).expect("every step can be undone");
            prop_assert_eq!(session.project(), state);
        }
        for state in states.iter().skip(1) {
            session.dispatch(Action::Redo).expect("every step can be done again");
            prop_assert_eq!(session.project(), state);
        }
    }

    #[test]
    fn a_project_becomes_what_it_was_but_for_what_is_sealed_and_one_undo_brings_it_back(
        wishes in wishes(),
        at: prop::sample::Index,
    ) {
        let (mut session, _) = session();
        let mut states = vec![session.project().clone()];
        for wish in wishes {
            let action = action(&session, wish);
            drop(session.dispatch(action));
            states.push(session.project().clone());
        }
        let (past, now) = (at.get(&states).clone(), session.project().clone());
        let undone = session.next_undo().map(str::to_owned);
        let back = Action::Become { project: Arc::new(past.clone()), from: None, label: "go back".into() };
        if let Err(refusal) = session.dispatch(back.clone()) {
            prop_assert!(refusal.0.starts_with("Nothing would change"), "{}", refusal);
            prop_assert_eq!(unsealed(&now), unsealed(&past));
        } else {
            prop_assert_eq!(unsealed(session.project()), unsealed(&past));
            for (slot, value) in sealed(&now) {
                let expected = if past.has(slot.record) { value } else { Value::Nothing };
                prop_assert_eq!(session.project().value(&slot), expected);
            }
            prop_assert!(sealed(session.project()).iter().all(|sealed| sealed_in(&now, sealed)));
            prop_assert!(session.dispatch(back).is_err());
            session.dispatch(Action::Undo).expect("it is one step");
            prop_assert_eq!(session.project(), &now);
            prop_assert_eq!(session.next_undo(), undone.as_deref());
        }
    }

    #[test]
    fn the_journal_leads_to_the_live_state(wishes in wishes()) {
        let (mut session, journal) = session();
        for wish in wishes {
            let action = if wish.0 % 5 == 0 { Action::Undo } else { action(&session, wish) };
            let _ = session.dispatch(action);
        }
        let mut replayed = Project::default();
        for entry in journal.entries.lock().expect("one thread").iter() {
            for change in &entry.changes {
                prop_assert_eq!(&replayed.value(&change.slot), &change.before);
                replayed.apply(&[Edit { slot: change.slot, value: change.after.clone() }]);
            }
        }
        prop_assert_eq!(&replayed, session.project());
    }

    #[test]
    fn no_link_points_at_nothing_but_a_response_or_a_refusal(wishes in wishes()) {
        let (mut session, _) = session();
        for wish in wishes {
            let action = action(&session, wish);
            let _ = session.dispatch(action);
        }
        let project = session.project();
        for id in project.ids() {
            for (slot, value) in project.filled(id) {
                let links = match value {
                    Value::Link(link) => vec![link],
                    Value::Links(links) => links,
                    _ => continue,
                };
                for link in links {
                    prop_assert!(project.has(link), "{:?} of {} points at {}", slot.field, slot.record, link);
                }
            }
        }
    }
}

#[test]
fn text_commits_of_one_field_undo_together_until_sealed() {
    let (mut session, _) = session();
    let mark = Action::Mark {
        ranges: vec![Range::new(4, 9)],
        kind: "claim".into(),
        placing: Placing::Snapped,
        record: None,
        details: vec![],
    };
    let made = session.dispatch(mark).expect("a mark").made;
    let slot = Slot { record: made[1], field: "statement" };
    for text in ["S", "Sm", "Smith"] {
        session.dispatch(Action::Set { slot, value: Value::Text(text.into()) }).expect("typing");
    }
    session.seal();
    session.dispatch(Action::Set { slot, value: Value::Text("Smith.".into()) }).expect("typing");
    session.dispatch(Action::Undo).expect("one step back");
    assert_eq!(session.project().text_of(made[1], "statement"), "Smith");
    session.dispatch(Action::Undo).expect("all typing back");
    assert_eq!(session.project().text_of(made[1], "statement"), "");
    assert_eq!(session.next_undo(), Some("mark claim"));
}

#[test]
fn the_same_kind_on_the_same_words_offers_the_mark_that_is_there() {
    let (mut session, _) = session();
    let mark = |kind: &str| Action::Mark {
        ranges: vec![Range::new(3, 10)],
        kind: kind.into(),
        placing: Placing::Snapped,
        record: None,
        details: vec![],
    };
    let first = session.dispatch(mark("claim")).expect("a mark");
    let again = session.dispatch(mark("claim")).expect("the mark that is there");
    assert_eq!(again.focus, first.focus);
    assert_eq!(session.project().annotations().len(), 1);
    session.dispatch(mark("quote")).expect("another kind may stand on the same words");
    assert_eq!(session.project().annotations().len(), 2);
}

#[test]
fn white_space_at_the_ends_of_a_hand_made_range_is_left_out() {
    let (mut session, _) = session();
    let range = Range::new(TEXT.find(" took").expect("there"), TEXT.find("bribes").expect("there"));
    let kind = "claim".to_owned();
    let mark =
        Action::Mark { ranges: vec![range], kind, placing: Placing::Snapped, record: None, details: vec![] };
    let id = session.dispatch(mark).expect("a mark").focus.expect("the mark");
    assert_eq!(session.project().target(id).expect("a target").quote, "took");
}

#[test]
fn every_same_mention_joins_one_record_and_undoes_at_once() {
    let (mut session, _) = session();
    let at = TEXT.find("Smith").expect("there");
    let kind = "claim".to_owned();
    let ranges = vec![Range::new(at, at + 5)];
    let mark = Action::Mark { ranges, kind, placing: Placing::Snapped, record: None, details: vec![] };
    let id = session.dispatch(mark).expect("a mark").focus.expect("the mark");
    session.dispatch(Action::MarkSame { annotation: id }).expect("two more");
    assert_eq!(session.project().annotations().len(), 3);
    assert_eq!(session.project().claims().len(), 1);
    session.dispatch(Action::Undo).expect("one step");
    assert_eq!(session.project().annotations().len(), 1);
}

#[test]
fn a_value_of_another_shape_changes_nothing_and_blocks_no_undo() {
    let (mut session, _) = session();
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    session.dispatch(Action::Set { slot, value: Value::Text("cuomo".into()) }).expect("a slug");
    session.seal();
    session.dispatch(Action::Set { slot, value: Value::Links(vec![]) }).expect("nothing happens");
    session.dispatch(Action::Set { slot, value: Value::Text(String::new()) }).expect("emptied");
    session.dispatch(Action::Undo).expect("filled again");
    assert_eq!(session.project().article().slug, "cuomo");
    session.dispatch(Action::Undo).expect("as it was");
    assert_eq!(session.project().article().slug, "");
}

#[test]
fn an_allegation_made_a_claim_keeps_its_words_and_leaves_no_answer_behind() {
    let (mut session, _) = session();
    let mark = |kind: &str, start, end, details| Action::Mark {
        ranges: vec![Range::new(start, end)],
        kind: kind.into(),
        placing: Placing::Snapped,
        record: None,
        details,
    };
    let gist = vec![("gist", Value::Text("Smith took bribes".into())), ("note", Value::Text("ask".into()))];
    let made = session.dispatch(mark("allegation", 0, 15, gist)).expect("an allegation").made;
    let answers = vec![("answers", Value::Links(vec![made[1]]))];
    let response =
        session.dispatch(mark("response", 31, 45, answers)).expect("a response").focus.expect("it");
    session.dispatch(Action::SetKind { annotation: made[0], kind: "claim".into() }).expect("a claim");
    let claim = session.project().annotations()[&made[0]].record.expect("its record");
    assert_eq!(session.project().text_of(claim, "statement"), "Smith took bribes");
    assert_eq!(session.project().text_of(claim, "note"), "ask");
    assert!(session.project().annotations()[&response].answers.is_empty());
    session.dispatch(Action::SetKind { annotation: made[0], kind: "opinion".into() }).expect("an opinion");
    assert_eq!(session.project().annotations()[&made[0]].note, "ask\n\nSmith took bribes");
}

#[test]
fn details_for_words_that_are_marked_already_go_to_the_mark_that_is_there() {
    let (mut session, _) = session();
    let mark = |details| Action::Mark {
        ranges: vec![Range::new(0, 9)],
        kind: "claim".into(),
        placing: Placing::Snapped,
        record: None,
        details,
    };
    let made = session.dispatch(mark(vec![])).expect("a mark").made;
    session.dispatch(mark(vec![("note", Value::Text("ask".into()))])).expect("its note");
    assert_eq!(session.project().text_of(made[1], "note"), "ask");
    let unknown = mark(vec![("category", Value::Text("nonsense".into()))]);
    assert!(session.dispatch(unknown).is_err());
}

#[test]
fn words_typed_and_taken_back_leave_no_empty_step() {
    let (mut session, _) = session();
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    for text in ["c", "cu", "c", ""] {
        session.dispatch(Action::Set { slot, value: Value::Text(text.into()) }).expect("typing");
    }
    assert_eq!(session.next_undo(), None);
    assert_eq!(session.project().article().slug, "");
}

#[test]
fn a_sealed_slot_takes_its_words_only_in_an_envelope_and_no_entry_shows_them() {
    let (mut session, journal) = session();
    let details = vec![("title", Value::Text("A clerk".into()))];
    let source =
        session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap().made[0];
    let slot = Slot { record: source, field: "contact" };
    for action in [
        Action::Set { slot, value: Value::Text("555-0142".into()) },
        Action::Create {
            table: Table::Source,
            details: vec![("contact", Value::Text("555-0142".into()))],
            link: None,
        },
        Action::Seal { slot: Slot { field: "note", ..slot }, words: crate::model::Envelope::new("555-0142") },
        Action::Seal { slot, words: crate::model::Envelope::new("  ") },
    ] {
        let refusal = session.dispatch(action).unwrap_err().to_string();
        assert!(!refusal.contains("555"), "{refusal}");
    }
    let action = Action::Seal { slot, words: crate::model::Envelope::new("555-0142") };
    assert!(!format!("{action:?}").contains("555"));
    session.dispatch(action).unwrap();
    assert_eq!(session.next_undo(), Some("seal contact of source"));
    assert!(matches!(session.project().value(&slot), Value::Sealed(_)));
    assert!(!format!("{:?} {:?}", session.project(), journal.entries.lock().unwrap()).contains("555"));
}

#[test]
fn a_purge_cannot_be_undone_and_leaves_the_steps_around_it_alone() {
    let (mut session, _) = session();
    let details = vec![("title", Value::Text("A clerk".into()))];
    let source =
        session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap().made[0];
    let (slot, note) = (Slot { record: source, field: "contact" }, Slot { record: source, field: "note" });
    session.dispatch(Action::Seal { slot, words: crate::model::Envelope::new("555-0142") }).unwrap();
    session.dispatch(Action::Set { slot: note, value: Value::Text("n".into()) }).unwrap();
    session.dispatch(Action::Purge { slot }).unwrap();
    assert_eq!(session.project().value(&slot), Value::Nothing);
    session.dispatch(Action::Undo).unwrap();
    assert_eq!(session.project().text_of(source, "note"), "");
    assert_eq!(session.next_undo(), Some("add source"));
    // A source that is deleted and comes back comes without what was purged meanwhile.
    session.dispatch(Action::Seal { slot, words: crate::model::Envelope::new("555-0143") }).unwrap();
    session.dispatch(Action::Delete { id: source }).unwrap();
    session.dispatch(Action::Purge { slot }).unwrap();
    session.dispatch(Action::Undo).unwrap();
    assert!(session.project().has(source));
    assert_eq!(session.project().value(&slot), Value::Nothing);
}

#[test]
fn a_source_that_goes_says_that_its_sealed_words_stay() {
    let (mut session, _) = session();
    let create = || Action::Create {
        table: Table::Source,
        details: vec![("title", Value::Text("A clerk".into()))],
        link: None,
    };
    let open = session.dispatch(create()).unwrap().made[0];
    let sealed = session.dispatch(create()).unwrap().made[0];
    let slot = Slot { record: sealed, field: "contact" };
    session.dispatch(Action::Seal { slot, words: crate::model::Envelope::new("555-0142") }).unwrap();
    let said = session.dispatch(Action::Delete { id: sealed }).unwrap().said;
    assert!(said.starts_with("The sealed contact stays") && said.contains("purge"), "{said}");
    session.dispatch(Action::Undo).unwrap();
    let said = session.dispatch(Action::DeleteEach { ids: vec![open, sealed] }).unwrap().said;
    assert!(said.starts_with("The sealed contact stays"), "{said}");
    session.dispatch(Action::Undo).unwrap();
    session.dispatch(Action::Purge { slot }).unwrap();
    assert_eq!(session.dispatch(Action::DeleteEach { ids: vec![open, sealed] }).unwrap().said, "");
}

#[test]
fn an_answer_is_signed_and_given_once_and_a_question_can_have_a_note_before_it() {
    let (mut session, _) = session();
    let id = crate::model::Item::id_of("headline");
    let answer = |state: &str| Action::Answer { row: "headline".into(), state: state.into() };
    let note = Action::Set { slot: Slot { record: id, field: "note" }, value: Value::Text("ask".into()) };
    session.dispatch(note).unwrap();
    assert_eq!(session.project().items()[&id].row, "headline");
    session.dispatch(answer("done")).unwrap();
    let revision = session.revision();
    let item = session.project().items()[&id].clone();
    assert_eq!((item.state.as_str(), item.signed.unwrap().by.as_str()), ("done", "Ada"));
    session.dispatch(answer("done")).unwrap();
    assert_eq!(session.revision(), revision);
    session.dispatch(Action::Undo).unwrap();
    assert_eq!(session.project().items()[&id].state, "");
    for (row, state) in [("nonsense", "done"), ("headline", "nonsense")] {
        let refused = Action::Answer { row: row.into(), state: state.into() };
        assert!(session.dispatch(refused).is_err());
    }
    let unknown = Slot { record: crate::model::Item::id_of("nonsense"), field: "note" };
    assert!(session.dispatch(Action::Set { slot: unknown, value: Value::Text("n".into()) }).is_err());
}

#[test]
fn undo_never_takes_the_article_away() {
    let (mut session, _) = session();
    assert_eq!(session.next_undo(), None);
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    session.dispatch(Action::Set { slot, value: Value::Text("pools".into()) }).expect("a slug");
    session.dispatch(Action::Undo).expect("the slug is taken back");
    let refusal = session.dispatch(Action::Undo).expect_err("nothing is left to undo");
    assert_eq!(refusal.0, "There is nothing to undo.");
    assert_eq!(session.project().text(), TEXT);
}

#[test]
fn a_project_does_not_become_one_without_an_article_or_what_it_is_already() {
    let (mut session, _) = session();
    let project = Arc::new(session.project().clone());
    let become_it = |project| Action::Become { project, from: None, label: "go back".into() };
    let refusal = session.dispatch(become_it(Arc::default())).expect_err("there was no article");
    assert!(refusal.0.contains("no article"), "{refusal}");
    let refusal = session.dispatch(become_it(project)).expect_err("nothing would change");
    assert!(refusal.0.contains("like that already"), "{refusal}");
}

#[test]
fn what_was_done_meanwhile_stays_where_only_a_difference_is_taken_over() {
    let (mut session, _) = session();
    let set = |field, words: &str| {
        let slot = Slot { record: Id::ARTICLE, field };
        Action::Set { slot, value: Value::Text(words.into()) }
    };
    session.dispatch(set("slug", "pools")).expect("a slug");
    let from = Arc::new(session.project().clone());
    session.dispatch(set("slug", "baths")).expect("another slug");
    let edited = Arc::new(session.project().clone());
    session.dispatch(Action::Undo).expect("back");
    session.dispatch(set("editor", "Jo Roe")).expect("an editor");
    let take_over = Action::Become { project: edited, from: Some(from), label: "take over".into() };
    session.dispatch(take_over).expect("taken over");
    let article = session.project().article();
    assert_eq!((article.slug.as_str(), article.editor.as_str()), ("baths", "Jo Roe"));
}

#[test]
fn a_conflict_is_settled_by_going_back_to_where_there_was_none() {
    let (mut session, _) = session();
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    session.dispatch(Action::Set { slot, value: Value::Text("pools".into()) }).expect("a slug");
    let past = Arc::new(session.project().clone());
    let mut disputed = session.project().clone();
    disputed.apply_conflict(
        slot,
        ["pools", "baths"].map(|words| Version { value: Value::Text(words.into()), by: None }).into(),
    );
    session.project = disputed;
    session
        .dispatch(Action::Become { project: Arc::clone(&past), from: None, label: "go back".into() })
        .expect("it");
    assert_eq!(session.project(), &*past);
}
