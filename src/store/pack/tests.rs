//! What goes into a pack and a copy without history, what does not, and what comes out again.
#![expect(clippy::disallowed_methods, reason = "the tests look into every file that was made")]

use std::io::Read as _;

use super::*;
use crate::import;
use crate::model::{Envelope, Slot};
use crate::session::context::Fixed;
use crate::session::{Action, Attachment, Placing, Session};
use crate::store::{self, Opened, Place};
use crate::text::Range;

const TEXT: &str = "The council voted 7 to 2 to close the pool, a person familiar with it said.\n";

/// A project on which somebody has worked.
struct Worked {
    folder: tempfile::TempDir,
    path: PathBuf,
    place: Place,
    opened: Opened,
    session: Session,
}

fn session_of(opened: &Opened, seed: u64) -> Session {
    let context = Fixed::new(crate::model::Moment(1_700_000_000), "Ada", seed);
    Session::new(
        opened.project.clone(),
        crate::store::vocabulary::shipped(),
        opened.store.journal(),
        Box::new(context),
    )
}

fn set(record: Id, field: &'static str, text: &str) -> Action {
    Action::Set { slot: Slot { record, field }, value: Value::Text(text.into()) }
}

/// Makes a project with evidence of an open, an off-record and a sealed source, a deleted note and a former value.
fn worked() -> Worked {
    let folder = tempfile::tempdir().unwrap();
    let (path, place) = (folder.path().join("pool"), Place::within(&folder.path().join("machine")));
    let opened = store::create(&path, &place).unwrap();
    let mut session = session_of(&opened, 1);
    let original = opened.store.keep_original(TEXT.as_bytes(), "pool.docx").unwrap();
    let article = import::read(TEXT.as_bytes(), "pool.txt").unwrap();
    let begin =
        Action::Begin { article: Box::new(article), name: "pool.docx".into(), original: Some(original) };
    session.dispatch(begin).unwrap();
    let mark = Action::Mark {
        ranges: vec![Range::new(4, 24)],
        kind: "claim".into(),
        placing: Placing::Snapped,
        record: None,
        details: vec![],
    };
    let claim = session.dispatch(mark).unwrap().made[1];
    for (title, rules, sealed) in [
        ("Minutes", "on-record", ""),
        ("A clerk", "off-record", ""),
        ("A member", "background", "Mallory Quill"),
    ] {
        let file = opened.store.keep_bytes(format!("bytes of {title}").as_bytes(), "scan.pdf").unwrap();
        let details = vec![
            ("title", Value::Text(title.into())),
            ("ground_rules", Value::Text(rules.into())),
            ("file", Value::File(file)),
        ];
        let attach = Action::Attach { record: claim, source: Attachment::New(details), details: vec![] };
        let made = session.dispatch(attach).unwrap().made;
        let source = *made.iter().find(|id| id.table() == crate::model::Table::Source).unwrap();
        if !sealed.is_empty() {
            let slot = Slot { record: source, field: "sealed_name" };
            session.dispatch(Action::Seal { slot, words: Envelope::new(sealed) }).unwrap();
        }
    }
    session.dispatch(set(claim, "note", "Ask the mayor Kanarienvogel about it. Call on Monday.")).unwrap();
    session.dispatch(set(claim, "note", "Call on Monday.")).unwrap();
    session.dispatch(set(Id::ARTICLE, "slug", "Formerwert")).unwrap();
    session.dispatch(set(Id::ARTICLE, "slug", "pool")).unwrap();
    Worked { folder, path, place, opened, session }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn holds(folder: &Path, words: &str) -> bool {
    let has = |bytes: &[u8]| bytes.windows(words.len()).any(|window| window == words.as_bytes());
    files(folder)
        .iter()
        .any(|path| has(&std::fs::read(path).unwrap()) || has(path.to_string_lossy().as_bytes()))
}

fn unpacked(file: &Path) -> (tempfile::TempDir, PathBuf, unpack::Unpacked) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let unpacked = unpack(file, &path, &limit::Limits::default()).unwrap();
    (folder, path, unpacked)
}

fn damage(path: &Path) -> Vec<store::Problem> {
    store::verify(path).into_iter().filter(|problem| problem.damage).collect()
}

#[test]
fn a_copy_without_history_is_the_project_and_holds_nothing_of_what_it_was() {
    let Worked { folder, path, place, opened, session } = worked();
    let copy = folder.path().join("copy");
    assert_eq!(opened.store.save_without_history(&copy, "Ada").unwrap(), Vec::<String>::new());
    assert!(holds(&path, "Kanarienvogel") && holds(&path, "Formerwert"), "the words are there to be found");
    assert!(!holds(&copy, "Kanarienvogel") && !holds(&copy, "Formerwert"));
    assert!(holds(&copy, "Mallory Quill"), "whoever goes on in it needs the sealed values");
    assert_eq!(store::verify(&copy), vec![]);
    assert_eq!(files(&copy.join("log")).len(), 1);
    std::fs::remove_file(copy.join("project.ron")).unwrap();
    let again = store::open(&copy, &place).unwrap();
    assert!(again.project == *session.project(), "the log alone leads to the state");
    again.store.close().unwrap();
    opened.store.close().unwrap();
}

#[test]
fn a_copy_without_history_holds_what_is_only_in_memory_and_can_be_worked_on() {
    let Worked { folder, path: _path, place, opened, mut session } = worked();
    session.dispatch(set(Id::ARTICLE, "editor", "Bo")).unwrap();
    let copy = folder.path().join("copy");
    opened.store.save_without_history(&copy, "Ada").unwrap();
    let again = store::open(&copy, &place).unwrap();
    assert_eq!(again.project.article().editor, "Bo");
    assert_eq!(again.notes, Vec::<String>::new());
    session_of(&again, 7).dispatch(set(Id::ARTICLE, "editor", "Cy")).unwrap();
    again.store.close().unwrap();
    assert_eq!(store::open(&copy, &place).unwrap().project.article().editor, "Cy");
    assert_eq!(store::verify(&copy), vec![]);
    let within = opened.store.save_without_history(&opened.store.folder().join("inside"), "Ada");
    assert!(within.unwrap_err().to_string().contains("within the project itself"));
}

#[test]
fn very_many_edits_stand_aside_in_a_copy_too() {
    let Worked { folder, place, opened, mut session, .. } = worked();
    session.dispatch(set(Id::ARTICLE, "note", &"long ".repeat(300_000))).unwrap();
    let copy = folder.path().join("copy");
    opened.store.save_without_history(&copy, "Ada").unwrap();
    assert_eq!(files(&copy.join("log")).len(), 2);
    std::fs::remove_file(copy.join("project.ron")).unwrap();
    assert!(store::open(&copy, &place).unwrap().project == *session.project());
    // It compresses a thousandfold, and still nobody takes our own pack for a bomb.
    let file = folder.path().join("pool.redpencil");
    opened.store.pack(Packing::Whole, &file).unwrap();
    let (_kept, out, unpacked) = unpacked(&file);
    assert_eq!(unpacked.left_out, Vec::<String>::new());
    assert!(store::open(&out, &place).unwrap().project == *session.project());
}

#[test]
fn a_pack_brings_the_project_with_its_history_and_leaves_out_what_must_not_travel() {
    let Worked { folder, path, place, opened, session } = worked();
    let file = folder.path().join("pool.redpencil");
    let packed = opened.store.pack(Packing::Whole, &file).unwrap();
    let left_out = &packed.plan.left_out;
    assert_eq!((left_out.sealed, left_out.withheld, left_out.history), (1, 2, 0));
    assert!(packed.plan.telling.iter().any(|words| words.contains("pool.docx")), "{:?}", packed.plan.telling);
    let (_kept, out, unpacked) = unpacked(&file);
    assert_eq!(unpacked.left_out, Vec::<String>::new());
    assert!(holds(&out, "Kanarienvogel"), "the history goes along");
    for words in ["Mallory Quill", "bytes of A clerk", "bytes of A member"] {
        assert!(holds(&path, words) && !holds(&out, words), "{words}");
    }
    assert!(holds(&out, "bytes of Minutes"));
    let again = store::open(&out, &place).unwrap();
    assert!(again.project == *session.project());
    assert_eq!(damage(&out), vec![], "what was left out on purpose is no damage");
    assert_eq!(packed.bytes, std::fs::metadata(&file).unwrap().len());
}

#[test]
fn a_pack_for_others_holds_the_state_alone() {
    let Worked { folder, path: _path, place, opened, session } = worked();
    let file = folder.path().join("pool.redpencil");
    let packed = opened.store.pack(Packing::ForOthers, &file).unwrap();
    assert!(packed.plan.left_out.history > 5);
    assert!(packed.plan.sentences().iter().any(|words| words.contains("every former value")));
    let (_kept, out, _) = unpacked(&file);
    for words in ["Kanarienvogel", "Formerwert", "Mallory Quill", "bytes of A clerk", "bytes of A member"] {
        assert!(!holds(&out, words), "{words}");
    }
    assert!(!files(&out).iter().any(|path| path.to_string_lossy().ends_with(".prev")));
    assert!(store::open(&out, &place).unwrap().project == *session.project());
    assert_eq!(damage(&out), vec![]);
}

#[test]
fn the_same_project_always_makes_the_same_bytes_that_tell_no_time_and_no_machine() {
    let Worked { folder, opened, .. } = worked();
    let pack = |packing, name: &str| {
        let file = folder.path().join(name);
        opened.store.pack(packing, &file).unwrap();
        std::fs::read(file).unwrap()
    };
    for packing in [Packing::Whole, Packing::ForOthers] {
        assert!(pack(packing, "one.redpencil") == pack(packing, "other.redpencil"), "{packing:?}");
    }
    let bytes = pack(Packing::ForOthers, "one.redpencil");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut names = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        assert_eq!(entry.unix_mode(), Some(0o100_644));
        assert_eq!(entry.last_modified(), Some(zip::DateTime::default()));
        let stored = entry.compression() == zip::CompressionMethod::Stored;
        let name = entry.name().unwrap().into_owned();
        assert!(stored || name.rsplit('.').next() != Some("pdf"), "{name}");
        let mut text = Vec::new();
        entry.read_to_end(&mut text).unwrap();
        names.push(name);
    }
    assert!(names.is_sorted());
    assert_eq!(folder.path().join("one.redpencil").metadata().unwrap().len(), {
        pack(Packing::ForOthers, "one.redpencil").len() as u64
    });
}

#[test]
fn evidence_that_no_source_names_any_more_and_strange_files_stay_behind() {
    let Worked { folder, path, opened, mut session, .. } = worked();
    let is_clerk = |id: &Id| session.project().text_of(*id, "title") == "A clerk";
    let source = *session.project().sources().keys().find(|id| is_clerk(id)).unwrap();
    let is_its = |id: &Id| session.project().evidence()[id].source == Some(source);
    let evidence = *session.project().evidence().keys().find(|id| is_its(id)).unwrap();
    session.dispatch(Action::Delete { id: evidence }).unwrap();
    session.dispatch(Action::Delete { id: source }).unwrap();
    std::fs::write(path.join("notes from the pub.txt"), b"x").unwrap();
    std::fs::write(path.join("log/w-0000000000 (Ada's conflicted copy).ron"), b"no log").unwrap();
    std::fs::create_dir(path.join(".git")).unwrap();
    let plan = opened.store.plan_pack(Packing::Whole).unwrap();
    assert_eq!((plan.left_out.loose, plan.left_out.strangers.len()), (1, 2), "{:?}", plan.left_out);
    let file = folder.path().join("pool.redpencil");
    opened.store.pack(Packing::Whole, &file).unwrap();
    let (_kept, out, _) = unpacked(&file);
    assert!(!holds(&out, "bytes of A clerk"));
}

#[test]
fn a_disk_that_fails_leaves_no_half_pack_and_no_half_project() {
    use crate::store::vfs::{Fault, Repeat, Simulated};
    let Worked { folder, opened, .. } = worked();
    let plan = opened.store.plan_pack(Packing::ForOthers).unwrap();
    let members: Members = plan
        .members
        .iter()
        .map(|(name, content)| {
            let bytes = match content {
                Content::Bytes(bytes) => bytes.clone(),
                Content::File(path, _) => std::fs::read(path).unwrap(),
            };
            (name.clone(), Content::Bytes(bytes))
        })
        .collect();
    let (file, out) = (Path::new("/p/a.redpencil"), Path::new("/p/out"));
    let whole = Simulated::with_folder(Path::new("/p"));
    zipped::write(&whole, file, &members).unwrap();
    let packed = whole.calls().len();
    unpack::unpack(&whole, file, out, &limit::Limits::default()).unwrap();
    let calls = whole.calls().len();
    drop(folder);
    for at in 0..calls {
        for fault in Fault::REPORTED {
            let disk = Simulated::with_folder(Path::new("/p"));
            if at >= packed {
                zipped::write(&disk, file, &members).unwrap();
            }
            disk.fail_call(at, fault, Repeat::Once);
            let done = if at < packed {
                zipped::write(&disk, file, &members).map(drop)
            } else {
                unpack::unpack(&disk, file, out, &limit::Limits::default()).map(drop)
            };
            disk.heal();
            for state in disk.power_cut_states(8, at as u64) {
                if at < packed {
                    let there = state.look(file).unwrap().is_some();
                    let is_whole = there && zip::ZipArchive::new(state.open_seekable(file).unwrap()).is_ok();
                    assert!(!there || is_whole, "{fault:?} at {at} left half a pack");
                    assert!(done.is_err() || is_whole, "{fault:?} at {at} lost a pack");
                } else {
                    let there = state.look(out).unwrap().is_some();
                    let problems = if there { verify_all(&state, out) } else { Vec::new() };
                    assert_eq!(problems, vec![], "{fault:?} at {at}");
                    assert!(done.is_err() || there, "{fault:?} at {at} lost a project");
                }
            }
        }
    }
}

fn verify_all(vfs: &dyn Vfs, folder: &Path) -> Vec<store::Problem> {
    store::verify::verify_in(vfs, folder).into_iter().filter(|problem| problem.damage).collect()
}
