//! Laws of the store: what is read is what was written, byte for byte, and the order of logs does not matter.

use proptest::prelude::*;

use super::*;
use crate::import;
use crate::model::{Id, Slot, Table, Value};
use crate::session::context::Fixed;
use crate::session::{Action, Placing, Session};
use crate::text::{Block, BlockKind, Range};

const TEXT: &str = "He took bribes in May.\n\nHe said: “I did not.” 7 people saw it.";

pub(super) fn begin_session(opened: &Opened, seed: u64) -> Session {
    let context = Fixed::new(crate::model::Moment(1_700_000_000), "Ada", seed);
    Session::new(opened.project.clone(), vocabulary::shipped(), opened.store.journal(), Box::new(context))
}

pub(super) fn article() -> Action {
    let blocks = vec![
        Block { kind: BlockKind::Paragraph, range: Range::new(0, 22) },
        Block { kind: BlockKind::Paragraph, range: Range::new(24, TEXT.len()) },
    ];
    let article = import::Article { text: TEXT.to_owned(), blocks, ..import::Article::default() };
    Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None }
}

pub(super) fn mark(start: usize, end: usize) -> Action {
    Action::Mark {
        ranges: vec![Range::new(start, end)],
        kind: "claim".into(),
        placing: Placing::Snapped,
        record: None,
        details: vec![],
    }
}

/// A new project with an article in it, in a folder of its own.
pub(super) struct Begun {
    pub folder: tempfile::TempDir,
    pub path: PathBuf,
    pub place: Place,
    pub opened: Opened,
    pub session: Session,
}

pub(super) fn begun() -> Begun {
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = (folder.path().join("project"), Place::within(&folder.path().join("machine")));
    let opened = create(&path, &place).unwrap();
    let mut session = begin_session(&opened, 1);
    session.dispatch(article()).unwrap();
    Begun { folder, path, place, opened, session }
}

#[test]
fn what_was_closed_opens_again_as_it_was_and_verifies() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    session.dispatch(mark(3, 14)).unwrap();
    session.dispatch(Action::Undo).unwrap();
    session.dispatch(mark(0, 7)).unwrap();
    opened.store.clone().close().unwrap();
    let again = open(&path, &place).unwrap();
    assert_eq!(again.project, *session.project());
    assert_eq!(again.notes, Vec::<String>::new());
    assert_eq!(verify(&path), vec![]);
}

#[test]
fn without_project_ron_the_logs_lead_to_the_same_state() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    session.dispatch(mark(3, 14)).unwrap();
    opened.store.clone().close().unwrap();
    vfs::Disk.remove(&path.join("project.ron")).unwrap();
    let again = open(&path.join("project.ron"), &place).unwrap();
    assert_eq!(again.project, *session.project());
}

#[test]
fn what_was_flushed_is_there_without_closing() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    session.dispatch(mark(3, 14)).unwrap();
    opened.store.flush().unwrap();
    assert_eq!(session.durability(), Durability::Saved);
    assert_eq!(open(&path, &place).unwrap().project, *session.project());
}

#[test]
fn a_turn_that_ended_well_is_continued_and_a_copy_begins_its_own_log() {
    let Begun { folder, path, place, opened, session: _session } = begun();
    opened.store.clone().close().unwrap();
    let copy = folder.path().join("copy");
    for (at, count) in [(&path, 1), (&copy, 2)] {
        let opened = open(&path, &place).unwrap();
        if at == &copy {
            opened.store.save_as(&copy).unwrap();
        }
        let opened = open(at, &place).unwrap();
        begin_session(&opened, 9).dispatch(mark(0, 7 + 7 * count)).unwrap();
        opened.store.close().unwrap();
        let logs = opening::files(&vfs::Disk, &at.join("log"), ".ron").unwrap();
        assert_eq!(logs.len(), count, "{logs:?}");
        assert_eq!(verify(at), vec![]);
    }
}

#[test]
fn very_many_edits_at_once_stand_in_a_file_of_their_own() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    let slot = Slot { record: Id::ARTICLE, field: "note" };
    session.dispatch(Action::Set { slot, value: Value::Text("long ".repeat(300_000)) }).unwrap();
    opened.store.clone().close().unwrap();
    assert_eq!(opening::files(&vfs::Disk, &path.join("log"), ".ron").unwrap().len(), 2);
    vfs::Disk.remove(&path.join("project.ron")).unwrap();
    assert_eq!(open(&path, &place).unwrap().project, *session.project());
}

#[test]
fn two_who_had_not_seen_one_another_leave_a_conflict_in_one_field_and_join_in_others() {
    let Begun { folder: _folder, path, place, opened, session: _session } = begun();
    opened.store.clone().close().unwrap();
    let (one, other) = (open(&path, &place).unwrap(), open(&path, &place).unwrap());
    let set = |field, text: &str| Action::Set {
        slot: Slot { record: Id::ARTICLE, field },
        value: Value::Text(text.into()),
    };
    let mut first = begin_session(&one, 2);
    first.dispatch(set("slug", "one")).unwrap();
    first.dispatch(set("editor", "Bo")).unwrap();
    let mut second = begin_session(&other, 3);
    second.dispatch(set("slug", "other")).unwrap();
    second.dispatch(set("writer", "Cy")).unwrap();
    one.store.close().unwrap();
    other.store.close().unwrap();
    let joined = open(&path, &place).unwrap().project;
    assert_eq!(joined.article().editor, "Bo");
    assert_eq!(joined.article().writer, "Cy");
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    assert_eq!(joined.conflicts().get(&slot).map(Vec::len), Some(2));
    assert_eq!(verify(&path), vec![]);
}

#[test]
fn a_changed_byte_in_project_ron_is_noticed_and_the_logs_stand_in() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    session.dispatch(mark(3, 14)).unwrap();
    opened.store.clone().close().unwrap();
    let state = path.join("project.ron");
    let text = String::from_utf8(vfs::Disk.read(&state, 1 << 20).unwrap()).unwrap();
    document::write(&state, text.replace("took bribes", "took brides").as_bytes()).unwrap();
    assert!(verify(&path).iter().any(|problem| problem.damage));
    let again = open(&path, &place).unwrap();
    assert_eq!(again.project, *session.project());
    let shown = again.hand_edited.expect("it is shown what differs");
    assert_eq!(shown.differing(&again.project).len(), 1);
}

#[test]
fn a_folder_without_a_project_is_not_taken_for_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::within(&folder.path().join("machine"));
    let error = open(folder.path(), &place).unwrap_err().to_string();
    assert!(error.contains("holds no redpencil project"), "{error}");
}

#[test]
fn the_schema_has_a_row_for_every_field_of_the_model_and_no_other() {
    use schema::v1;
    let saved: [(Table, &[&str]); 15] = [
        (Table::Article, v1::Article::FIELDS),
        (Table::Draft, v1::Draft::FIELDS),
        (Table::Annotation, v1::Annotation::FIELDS),
        (Table::Claim, v1::Claim::FIELDS),
        (Table::Quotation, v1::Quotation::FIELDS),
        (Table::Allegation, v1::Allegation::FIELDS),
        (Table::Source, v1::Source::FIELDS),
        (Table::Evidence, v1::Evidence::FIELDS),
        (Table::Person, v1::Person::FIELDS),
        (Table::Attempt, v1::Attempt::FIELDS),
        (Table::Query, v1::Query::FIELDS),
        (Table::Message, v1::Message::FIELDS),
        (Table::Waiver, v1::Waiver::FIELDS),
        (Table::Item, v1::Item::FIELDS),
        (Table::SignOff, v1::SignOff::FIELDS),
    ];
    for (table, fields) in saved {
        let model: Vec<&str> = table.fields().iter().map(|field| field.name).collect();
        assert_eq!(model, fields, "{table:?}");
    }
}

#[test]
fn ranges_and_blocks_that_do_not_fit_the_text_hurt_nobody() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    let draft = session.project().draft_id().unwrap();
    let made = session.dispatch(mark(3, 14)).unwrap().focus.unwrap();
    let target = crate::model::Target { ranges: vec![Range::new(7, 7_000)], ..Default::default() };
    let blocks = vec![Block { kind: BlockKind::Paragraph, range: Range::new(31, 33_000) }];
    let bad = [
        (made, "targets", Value::Targets(vec![(draft, target)])),
        (draft, "blocks", Value::Blocks(Arc::new(blocks))),
    ];
    for (record, field, value) in bad {
        session.dispatch(Action::Set { slot: Slot { record, field }, value }).unwrap();
    }
    opened.store.clone().close().unwrap();
    let again = open(&path, &place).unwrap();
    assert_eq!(again.notes.len(), 1, "{:?}", again.notes);
    assert!(again.project.target(made).is_none());
    assert_eq!(crate::model::Outline::of(&again.project).lost, [made]);
    assert_eq!(again.project.draft().unwrap().blocks.len(), 2);
}

#[test]
fn a_kept_file_s_name_never_leads_out_of_the_project() {
    let file = |sha256: &str, extension: &str| schema::v1::File {
        sha256: sha256.into(),
        extension: extension.into(),
        name: "a".into(),
        bytes: 1,
    };
    let good = "0".repeat(64);
    let fits = |file| schema::v1::Value::File(file).value(&schema::v1::Texts::new()).is_ok();
    assert!(fits(file(&good, "pdf")));
    assert!(!fits(file(&good, "/../../etc/passwd")));
    assert!(!fits(file("../../etc/passwd", "pdf")));
}

#[test]
fn a_log_that_somebody_continued_meanwhile_is_not_continued_unread() {
    let Begun { folder: _folder, path, place, opened, session: _session } = begun();
    opened.store.clone().close().unwrap();
    let window = open(&path, &place).unwrap();
    let command = open(&path, &place).unwrap();
    begin_session(&command, 5).dispatch(mark(3, 7)).unwrap();
    command.store.close().unwrap();
    let mut session = begin_session(&window, 6);
    session.dispatch(mark(8, 14)).unwrap();
    window.store.checkpoint().unwrap();
    session.dispatch(mark(0, 2)).unwrap();
    window.store.close().unwrap();
    assert_eq!(open(&path, &place).unwrap().project.annotations().len(), 3);
    assert_eq!(verify(&path), vec![]);
}

#[test]
fn what_waits_for_a_missing_file_comes_back_with_it() {
    let Begun { folder, path, place, opened, mut session } = begun();
    let slot = Slot { record: Id::ARTICLE, field: "note" };
    session.dispatch(Action::Set { slot, value: Value::Text("long ".repeat(300_000)) }).unwrap();
    opened.store.clone().close().unwrap();
    vfs::Disk.remove(&path.join("project.ron")).unwrap();
    let logs = opening::files(&vfs::Disk, &path.join("log"), ".ron").unwrap();
    let aside =
        logs.into_iter().find(|log| !log.file_name().unwrap().to_string_lossy().starts_with("w-")).unwrap();
    let elsewhere = folder.path().join("elsewhere.ron");
    vfs::Disk.rename_over(&aside, &elsewhere).unwrap();
    let without = open(&path, &place).unwrap();
    assert_eq!(without.notes.len(), 1, "{:?}", without.notes);
    assert!(without.project.article().note.is_empty());
    begin_session(&without, 7).dispatch(mark(3, 7)).unwrap();
    without.store.close().unwrap();
    vfs::Disk.rename_over(&elsewhere, &aside).unwrap();
    let with = open(&path, &place).unwrap().project;
    assert_eq!(with.article().note.len(), 1_500_000);
    assert_eq!(with.annotations().len(), 1);
}

#[test]
fn an_unreadable_state_without_a_log_is_never_an_empty_project() {
    let Begun { folder: _folder, path, place, opened, session: _session } = begun();
    opened.store.clone().close().unwrap();
    for log in opening::files(&vfs::Disk, &path.join("log"), ".ron").unwrap() {
        vfs::Disk.remove(&log).unwrap();
    }
    let state = path.join("project.ron");
    let text = String::from_utf8(vfs::Disk.read(&state, 1 << 20).unwrap()).unwrap();
    assert!(open(&path, &place).unwrap().project.draft_id().is_some());
    document::write(&state, text.replace("a.txt", "b.txt").as_bytes()).unwrap();
    let edited = open(&path, &place).unwrap();
    assert_eq!(edited.project.draft().unwrap().name, "b.txt");
    document::write(&state, &text.as_bytes()[..text.len() / 2]).unwrap();
    let left = open(&path, &place).unwrap();
    assert!(left.read_only.is_some() && !left.project.drafts().is_empty());
    document::write(&state, b"nonsense").unwrap();
    let error = open(&path, &place).unwrap_err().to_string();
    assert!(error.contains("project.ron.prev"), "{error}");
}

#[test]
fn a_copy_of_a_log_beside_it_is_left_alone() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    session.dispatch(mark(3, 7)).unwrap();
    opened.store.clone().close().unwrap();
    let log = opening::files(&vfs::Disk, &path.join("log"), ".ron").unwrap().remove(0);
    let bytes = vfs::Disk.read(&log, 1 << 20).unwrap();
    document::write(&log.with_extension("conflicted copy.ron"), &bytes).unwrap();
    let again = open(&path, &place).unwrap();
    assert_eq!(again.project, *session.project());
    assert!(verify(&path).iter().all(|problem| !problem.damage));
}

#[test]
fn a_log_put_back_to_an_older_state_costs_nothing_that_was_saved() {
    let Begun { folder: _folder, path, place, opened, mut session } = begun();
    opened.store.flush().unwrap();
    let log = opening::files(&vfs::Disk, &path.join("log"), ".ron").unwrap().remove(0);
    let older = vfs::Disk.read(&log, 1 << 20).unwrap();
    session.dispatch(mark(3, 7)).unwrap();
    opened.store.flush().unwrap();
    vfs::Disk.remove(&log).unwrap();
    document::write(&log, &older).unwrap();
    session.dispatch(mark(8, 14)).unwrap();
    opened.store.clone().close().unwrap();
    assert_eq!(open(&path, &place).unwrap().project, *session.project());
}

/// Makes a project with odd texts in many slots.
fn odd_project(texts: &[String]) -> (Project, schema::v1::Texts) {
    let mut project = Project::default();
    let mut edits = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let table = Table::ALL[at % Table::ALL.len()];
        let id = if table == Table::Article { Id::ARTICLE } else { Id::new(table, at as u64 * 7919) };
        for field in table.fields() {
            if let crate::model::Widget::Line | crate::model::Widget::Lines = field.widget {
                let slot = Slot { record: id, field: field.name };
                edits.push(crate::model::Edit { slot, value: text_or_nothing(text) });
            }
        }
    }
    project.apply(&edits);
    (project, schema::v1::Texts::new())
}

fn text_or_nothing(text: &str) -> Value {
    if text.is_empty() { Value::Nothing } else { Value::Text(text.to_owned()) }
}

proptest! {
    #[test]
    fn a_state_reads_back_as_it_was_and_writes_the_same_bytes(texts in proptest::collection::vec("(?s).{0,40}", 0..30)) {
        let (project, known) = odd_project(&texts);
        let clock = state::Clock::new();
        let text = state::write(&project, &clock).unwrap();
        let read = state::read(&text, &known).unwrap();
        prop_assert_eq!(&read.problems, &Vec::<String>::new());
        prop_assert!(!read.edited);
        prop_assert_eq!(&read.project, &project);
        prop_assert_eq!(state::write(&read.project, &read.clock).unwrap(), text);
    }

    #[test]
    fn any_change_of_a_state_is_noticed(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let (project, known) = odd_project(&["He took bribes".into(), "“no”".into()]);
        let mut bytes = state::write(&project, &state::Clock::new()).unwrap().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(text) = String::from_utf8(bytes)
            && let Ok(read) = state::read(&text, &known)
        {
            prop_assert!(read.edited);
        }
    }
}
