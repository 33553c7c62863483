//! Every single-bit flip and every truncation of every file of a small project is noticed.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::laws::{begin_session, mark};
use super::super::log::LogFile;
use super::super::vfs::Simulated;
use super::super::{Place, create, open};
use super::*;
use crate::import;
use crate::model::{Envelope, Prose, Slot, Table};
use crate::session::{Action, Attachment};
use crate::text::{Block, BlockKind, Range};

const TEXT: &str = "He took bribes.\n\nShe saw it.\n";

fn folder() -> &'static Path {
    Path::new("/p/project")
}

fn place(disk: &Simulated, machine: &str) -> Place {
    let at = |name: &str| PathBuf::from(format!("/p/{machine}-{name}"));
    Place::new(Arc::new(disk.clone()), at("config"), at("state"), at("data"))
}

/// A closed project with everything in it: a draft and its original, evidence, a sealed value, a source's text,
/// edits in a file of their own, the logs of three writers, and the state before the last one.
fn project() -> Simulated {
    let disk = Simulated::with_folder(Path::new("/p"));
    let opened = create(folder(), &place(&disk, "one")).unwrap();
    let mut session = begin_session(&opened, 1);
    let original = opened.store.keep_original(TEXT.as_bytes(), "a.txt").unwrap();
    let blocks = [(0, 15), (17, 28)];
    let blocks =
        blocks.map(|(start, end)| Block { kind: BlockKind::Paragraph, range: Range::new(start, end) });
    let article =
        import::Article { text: TEXT.to_owned(), blocks: blocks.to_vec(), ..import::Article::default() };
    let begin = Action::Begin { article: Box::new(article), name: "a.txt".into(), original: Some(original) };
    session.dispatch(begin).unwrap();
    let record = session.dispatch(mark(3, 14)).unwrap().made;
    let claim = record.into_iter().find(|id| id.table() == Table::Claim).unwrap();
    opened.store.checkpoint().unwrap();
    let file = opened.store.keep_bytes(b"a page", "page.txt").unwrap();
    let text = Value::Prose(Prose::new("What the page says."));
    let title = ("title", Value::Text("Page".into()));
    let source = Attachment::New(vec![title, ("file", Value::File(file)), ("text", text)]);
    session.dispatch(Action::Attach { record: claim, source, details: vec![] }).unwrap();
    let source = *session.project().sources().keys().next().unwrap();
    let words = Envelope::new("Deep Throat");
    session.dispatch(Action::Seal { slot: Slot { record: source, field: "sealed_name" }, words }).unwrap();
    opened.store.close().unwrap();
    aside(&disk);
    let opened = open(folder(), &place(&disk, "two")).unwrap();
    begin_session(&opened, 2).dispatch(mark(17, 20)).unwrap();
    opened.store.close().unwrap();
    disk
}

/// Writes a log whose one record has its edits in a file of their own, as very long ones have.
fn aside(disk: &Simulated) {
    let logs = folder().join("log");
    let edits = "[(record:\"article\",field:\"note\",after:Text(\"long\"))]";
    let hash = Sha256::of(edits.as_bytes());
    disk.put(&logs.join(format!("{hash}.ron")), edits.as_bytes());
    let mut log = LogFile::create(Arc::new(disk.clone()), &logs, "w-0000000000", "m-0000000000").unwrap();
    let record = format!(
        "(previous:\"\",by:\"Bo\",at:\"2021-03-12T18:00:00Z\",did:\"edit note\",edits:Aside(\"{hash}\"))"
    );
    log.append(&record).unwrap();
    log.sync().unwrap();
}

/// Lists every file of the project with its bytes.
fn files(disk: &Simulated) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![(String::new(), folder().to_owned())];
    while let Some((prefix, path)) = folders.pop() {
        for entry in disk.list(&path).unwrap() {
            let name = format!("{prefix}{}", entry.name.to_string_lossy());
            match entry.kind {
                Kind::Folder => folders.push((format!("{name}/"), path.join(&entry.name))),
                _ => files.push((name, disk.read(&path.join(&entry.name), 1 << 20).unwrap())),
            }
        }
    }
    files
}

/// How a change was noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Noticed {
    Never,
    AsNote,
    AsDamage,
}

fn noticed(problems: &[Problem]) -> Noticed {
    match problems {
        [] => Noticed::Never,
        problems if problems.iter().any(|problem| problem.damage) => Noticed::AsDamage,
        _ => Noticed::AsNote,
    }
}

/// Looks the changed file over by itself first, which is a part of what verify does, and quick; and at the whole
/// project where that shows no damage.
fn verify_with(disk: &Simulated, place: &str, changed: &[u8], whole: &[u8]) -> Noticed {
    let alone = noticed(&own::look_at(place, changed));
    if alone == Noticed::AsDamage {
        return alone;
    }
    disk.put(&folder().join(place), changed);
    let found = noticed(&verify_in(disk, folder()));
    disk.put(&folder().join(place), whole);
    found
}

#[test]
fn the_small_project_has_every_kind_of_file_and_is_whole() {
    let disk = project();
    assert_eq!(verify_in(&disk, folder()), vec![]);
    let names: Vec<String> = files(&disk).into_iter().map(|(name, _)| name).collect();
    let kinds = [
        "project.ron",
        "project.ron.prev",
        ".gitignore",
        ".gitattributes",
        "drafts/",
        "originals/",
        "evidence/",
        "sealed/v-",
        "sealed/.gitignore",
        "log/w-",
    ];
    for kind in kinds {
        assert!(names.iter().any(|name| name.starts_with(kind)), "{kind}: {names:?}");
    }
    assert_eq!(names.iter().filter(|name| name.starts_with("log/")).count(), 4, "{names:?}");
}

#[test]
fn every_single_flipped_bit_of_every_file_is_damage() {
    let disk = project();
    let mut count = 0;
    for (place, whole) in files(&disk) {
        let mut changed = whole.clone();
        for at in 0..whole.len() {
            for bit in 0..8 {
                changed[at] ^= 1 << bit;
                let found = verify_with(&disk, &place, &changed, &whole);
                assert_eq!(found, Noticed::AsDamage, "bit {bit} of byte {at} of {place}");
                changed[at] = whole[at];
                count += 1;
            }
        }
    }
    println!("flips noticed: {count} of {count}");
    assert_eq!(verify_in(&disk, folder()), vec![]);
}

#[test]
fn every_truncation_of_every_file_is_noticed_and_only_a_lost_line_end_is_no_damage() {
    let disk = project();
    let (mut count, mut notes) = (0, 0);
    for (place, whole) in files(&disk) {
        for length in 0..whole.len() {
            let found = verify_with(&disk, &place, &whole[..length], &whole);
            let lacks_line_end = length + 1 == whole.len() && whole.last() == Some(&b'\n');
            let is_noted_only = lacks_line_end && (place.starts_with("log/") || place.contains(".git"));
            let expected = if is_noted_only { Noticed::AsNote } else { Noticed::AsDamage };
            assert_eq!(found, expected, "{length} of {} bytes of {place}", whole.len());
            count += 1;
            notes += usize::from(is_noted_only);
        }
    }
    println!("truncations noticed: {count} of {count}, {notes} of them as notes");
}

#[test]
fn looking_at_a_file_alone_says_no_more_than_verify_does() {
    let disk = project();
    for (place, whole) in files(&disk) {
        for at in (0..whole.len()).step_by(97) {
            let mut changed = whole.clone();
            changed[at] ^= 4;
            disk.put(&folder().join(&place), &changed);
            assert_eq!(noticed(&verify_in(&disk, folder())), Noticed::AsDamage, "byte {at} of {place}");
        }
        disk.put(&folder().join(&place), &whole);
    }
}

#[test]
fn a_torn_tail_that_no_checkpoint_names_is_a_note_at_every_length() {
    let disk = project();
    let opened = open(folder(), &place(&disk, "three")).unwrap();
    let before: Vec<String> = files(&disk).into_iter().map(|(name, _)| name).collect();
    begin_session(&opened, 3).dispatch(mark(0, 2)).unwrap();
    opened.store.flush().unwrap();
    let (log, whole) = files(&disk).into_iter().find(|(name, _)| !before.contains(name)).unwrap();
    let header = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for length in 1..whole.len() {
        disk.put(&folder().join(&log), &whole[..length]);
        let found = noticed(&verify_in(&disk, folder()));
        // Cut exactly behind the header, it is a log that was begun and not used: nobody can tell.
        let expected = if length == header { Noticed::Never } else { Noticed::AsNote };
        assert_eq!(found, expected, "{length} of {} bytes", whole.len());
    }
}

#[test]
fn what_people_add_to_the_lines_for_git_is_theirs_and_what_they_take_away_is_told() {
    let disk = project();
    let ignore = folder().join(".gitignore");
    disk.put(&ignore, b"# ours\r\nnotes/\r\n*.prev\r\n*.lock\r\n.redpencil-*\r\nsealed/\r\n");
    assert_eq!(verify_in(&disk, folder()), vec![]);
    disk.put(&ignore, b"*.prev\n*.lock\n.redpencil-*\n");
    let problems = verify_in(&disk, folder());
    assert!(problems.len() == 1 && problems[0].what.contains("sealed/"), "{problems:?}");
}

#[test]
fn other_line_ends_and_a_byte_order_mark_are_notes() {
    let disk = project();
    for (name, whole) in files(&disk) {
        let is_text =
            name.starts_with("project.ron") || name.starts_with("log/w") || name.starts_with("drafts/");
        let Some(text) = is_text.then(|| String::from_utf8(whole.clone()).unwrap()) else { continue };
        for changed in [text.replace('\n', "\r\n"), format!("\u{feff}{text}")] {
            disk.put(&folder().join(&name), changed.as_bytes());
            assert_eq!(
                noticed(&verify_in(&disk, folder())),
                Noticed::AsNote,
                "{name}: {:?}",
                verify_in(&disk, folder())
            );
        }
        disk.put(&folder().join(&name), &whole);
    }
}

#[test]
fn a_file_that_is_only_in_the_history_is_looked_at_too() {
    let disk = project();
    let hash = Sha256::of(b"an earlier page");
    let path = folder().join(format!("evidence/{hash}.txt"));
    disk.put(&path, b"an earlier page");
    let told = verify_in(&disk, folder());
    assert!(told.len() == 1 && !told[0].damage && told[0].repair.contains("sweep"), "{told:?}");
    disk.put(&path, b"an earlier rage");
    assert_eq!(noticed(&verify_in(&disk, folder())), Noticed::AsDamage);
}
