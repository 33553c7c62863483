//! Sealed values on a disk that fails and loses power: durable before they are named, gone before that is said.

use std::path::Path;
use std::sync::{Arc, Mutex};

use super::super::vfs::{Fault, Repeat, Simulated};
use super::super::{Opened, Place, create, created, opening, verify::verify_in, vocabulary};
use super::*;
use crate::model::{Envelope, Moment, Table};
use crate::session::context::Fixed;
use crate::session::{Action, Durability, Journal, Session};

const TOKEN: &str = "Mallory-Quill-555-0142";
const FIELD: &str = "contact";

fn folder() -> &'static Path {
    Path::new("/w/p")
}

/// A project with a source, on a simulated disk, all of it saved.
struct Begun {
    disk: Simulated,
    opened: Opened,
    session: Session,
    slot: Slot,
}

fn begun() -> Begun {
    let disk = Simulated::with_folder(Path::new("/w"));
    let place = Place::new(Arc::new(disk.clone()), "/w/config".into(), "/w/state".into(), "/w/data".into());
    let opened = create(folder(), &place).unwrap();
    let context = Fixed::new(Moment(1_700_000_000), "Ada", 1);
    let (project, journal) = (opened.project.clone(), opened.store.journal());
    let mut session = Session::new(project, vocabulary::shipped(), journal, Box::new(context));
    let details = vec![("title", Value::Text("A clerk".into()))];
    let made = session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap().made;
    opened.store.checkpoint().unwrap();
    Begun { disk, opened, session, slot: Slot { record: made[0], field: FIELD } }
}

fn seal(session: &mut Session, slot: Slot, words: &str) {
    session.dispatch(Action::Seal { slot, words: Envelope::new(words) }).unwrap();
}

fn held(project: &Project, slot: Slot) -> Option<SealedId> {
    match project.value(&slot) {
        Value::Sealed(id) => Some(id),
        _ => None,
    }
}

fn words(disk: &Simulated, id: SealedId) -> Option<String> {
    read(disk, folder(), id).unwrap().map(|words| words.reveal().clone())
}

/// Every file of a project but the sealed ones, with what is in it.
fn files(disk: &Simulated, folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in disk.list(folder).unwrap() {
        let path = folder.join(&entry.name);
        match entry.kind {
            Kind::Folder if entry.name == FOLDER => {}
            Kind::Folder => found.extend(files(disk, &path)),
            _ => found.push((path.clone(), disk.read(&path, CAP).unwrap())),
        }
    }
    found
}

#[test]
fn words_stand_in_their_own_file_for_the_owner_alone_and_nowhere_else() {
    let Begun { disk, opened, mut session, slot } = begun();
    seal(&mut session, slot, &format!("  {TOKEN} \n"));
    opened.store.checkpoint().unwrap();
    let id = held(session.project(), slot).unwrap();
    assert_eq!(words(&disk, id).as_deref(), Some(TOKEN));
    assert_eq!(disk.metadata(&folder().join(FOLDER).join(name(id))).unwrap().mode, MODE);
    assert_eq!(disk.read(&folder().join(FOLDER).join(IGNORE), CAP).unwrap(), b"*\n");
    for (path, bytes) in files(&disk, folder()) {
        assert!(!String::from_utf8_lossy(&bytes).contains(TOKEN), "{}", path.display());
    }
    assert_eq!(opened.store.unseal(id).unwrap().map(|words| words.reveal().clone()).as_deref(), Some(TOKEN));
    assert_eq!(verify_in(&disk, folder()), vec![]);
}

#[test]
fn whatever_fails_no_record_names_words_that_are_not_there() {
    let Begun { disk, opened, mut session, slot } = begun();
    let before = disk.calls().len();
    seal(&mut session, slot, TOKEN);
    opened.store.flush().unwrap();
    let count = disk.calls().len() - before;
    assert!(count > 8, "{count}");
    for number in 0..=count {
        for fault in Fault::REPORTED {
            let Begun { disk, opened, mut session, slot } = begun();
            disk.fail_call(disk.calls().len() + number, fault, Repeat::FromThenOn);
            seal(&mut session, slot, TOKEN);
            let flushed = opened.store.flush();
            let is_saved = session.durability() == Durability::Saved;
            assert_eq!(is_saved, flushed.is_ok(), "call {number}, {fault:?}");
            if let Err(error) = flushed {
                assert!(!error.to_string().contains(TOKEN), "{error}");
                assert!(matches!(session.durability(), Durability::Failed(_)));
            }
            // Whatever a power cut leaves of it at this moment: a slot that names words finds them.
            for cut in disk.power_cut_states(64, 1) {
                cut.heal();
                let found = opening::read(&cut, folder()).unwrap();
                match held(&found.project, slot) {
                    Some(id) => {
                        assert_eq!(words(&cut, id).as_deref(), Some(TOKEN), "call {number}, {fault:?}");
                    }
                    None => assert!(!is_saved, "call {number}, {fault:?}"),
                }
            }
            // The cause is mended: it saves by itself, without being asked again.
            disk.heal();
            opened.store.flush().unwrap();
            assert_eq!(session.durability(), Durability::Saved);
            let id = held(&opening::read(&disk, folder()).unwrap().project, slot).unwrap();
            assert_eq!(words(&disk, id).as_deref(), Some(TOKEN));
        }
    }
}

#[test]
fn a_sync_left_out_before_the_record_is_noticed() {
    let Begun { disk, opened, mut session, slot } = begun();
    let before = disk.calls().len();
    seal(&mut session, slot, TOKEN);
    opened.store.flush().unwrap();
    let calls = disk.calls().split_off(before);
    let in_folder = |path: &Path| path.starts_with(folder().join(FOLDER));
    let syncs: Vec<usize> = calls
        .iter()
        .enumerate()
        .filter(|(_, call)| call.method.starts_with("sync") && in_folder(&call.path))
        .map(|(at, _)| at)
        .collect();
    let logged = calls.iter().position(|call| call.method == "write_at_once").unwrap();
    assert!(syncs.len() >= 2 && syncs.iter().all(|at| *at < logged), "{calls:?}");
    // Those of the words' file and of the names in the folder, taken out one by one.
    let mut noticed = 0;
    for at in &syncs {
        let Begun { disk, opened, mut session, slot } = begun();
        disk.fail_call(disk.calls().len() + at, Fault::SkippedSync, Repeat::Once);
        seal(&mut session, slot, TOKEN);
        opened.store.flush().unwrap();
        let lost = disk.power_cut_states(256, 1).into_iter().any(|cut| {
            let found = opening::read(&cut, folder()).unwrap();
            held(&found.project, slot)
                .is_some_and(|id| read(&cut, folder(), id).map_or(true, |words| words.is_none()))
        });
        noticed += usize::from(lost);
    }
    assert!(noticed >= 2, "{noticed} of {} syncs are needed", syncs.len());
}

#[test]
fn replacing_keeps_the_earlier_words_for_undo_and_purging_ends_both() {
    let Begun { disk, opened, mut session, slot } = begun();
    seal(&mut session, slot, "first");
    let first = held(session.project(), slot).unwrap();
    seal(&mut session, slot, "second");
    let second = held(session.project(), slot).unwrap();
    opened.store.flush().unwrap();
    assert_eq!(words(&disk, first).as_deref(), Some("first"));
    session.dispatch(Action::Undo).unwrap();
    assert_eq!(held(session.project(), slot), Some(first));
    session.dispatch(Action::Redo).unwrap();
    opened.store.checkpoint().unwrap();
    let told = verify_in(&disk, folder());
    assert!(
        told.len() == 1 && !told[0].damage && told[0].what.contains("earlier contact of source"),
        "{told:?}"
    );
    session.dispatch(Action::Purge { slot }).unwrap();
    opened.store.checkpoint().unwrap();
    assert_eq!((words(&disk, first), words(&disk, second)), (None, None));
    assert_eq!(session.project().value(&slot), Value::Nothing);
    assert_eq!(verify_in(&disk, folder()), vec![]);
    // The history forgot it: the step before is the next to be undone.
    assert_eq!(session.next_undo(), Some("add source"));
    assert!(session.next_redo().is_none());
}

#[test]
fn a_purge_that_is_saved_survives_every_power_cut() {
    let Begun { disk, opened, mut session, slot } = begun();
    seal(&mut session, slot, TOKEN);
    opened.store.flush().unwrap();
    let before = disk.calls().len();
    session.dispatch(Action::Purge { slot }).unwrap();
    opened.store.flush().unwrap();
    let count = disk.calls().len() - before;
    for number in 0..=count {
        let Begun { disk, opened, mut session, slot } = begun();
        seal(&mut session, slot, TOKEN);
        let id = held(session.project(), slot).unwrap();
        opened.store.flush().unwrap();
        disk.fail_call(disk.calls().len() + number, Fault::Broken, Repeat::FromThenOn);
        session.dispatch(Action::Purge { slot }).unwrap();
        let is_saved = opened.store.flush().is_ok();
        for cut in disk.power_cut_states(64, 1) {
            cut.heal();
            let found = opening::read(&cut, folder()).unwrap();
            let is_empty = held(&found.project, slot).is_none();
            assert!(is_empty || !is_saved, "call {number}");
            // The file goes first: no state says that it is purged while it still stands there.
            assert!(!is_empty || words(&cut, id).is_none(), "call {number}");
        }
        disk.heal();
        opened.store.flush().unwrap();
        assert_eq!(words(&disk, id), None);
    }
}

#[test]
fn words_that_wait_for_the_disk_can_be_looked_at_and_purged() {
    let Begun { disk, opened, mut session, slot } = begun();
    disk.fail_call(disk.calls().len(), Fault::Full, Repeat::FromThenOn);
    seal(&mut session, slot, TOKEN);
    let id = held(session.project(), slot).unwrap();
    assert!(opened.store.flush().is_err());
    // What is only in memory can be looked at all the same.
    assert_eq!(opened.store.unseal(id).unwrap().map(|words| words.reveal().clone()).as_deref(), Some(TOKEN));
    session.dispatch(Action::Purge { slot }).unwrap();
    disk.heal();
    opened.store.checkpoint().unwrap();
    assert_eq!(words(&disk, id), None);
    assert!(opened.store.unseal(id).unwrap().is_none());
}

#[test]
fn what_is_missing_changed_or_left_over_is_told_and_only_a_change_is_damage() {
    let Begun { disk, opened, mut session, slot } = begun();
    seal(&mut session, slot, TOKEN);
    opened.store.checkpoint().unwrap();
    let id = held(session.project(), slot).unwrap();
    let path = folder().join(FOLDER).join(name(id));
    let whole = disk.read(&path, CAP).unwrap();
    disk.put(&path, String::from_utf8(whole.clone()).unwrap().replace("Quill", "Quilt").as_bytes());
    let told = verify_in(&disk, folder());
    assert!(told.len() == 1 && told[0].damage && !told[0].sentence().contains("Quil"), "{told:?}");
    let error = opened.store.unseal(id).map(drop).unwrap_err().to_string();
    assert!(error.contains("was changed after it was sealed") && !error.contains("Quil"), "{error}");
    disk.remove(&path).unwrap();
    disk.put(&folder().join(FOLDER).join(vfs::temporary_name("ab")), &whole[..20]);
    let told = verify_in(&disk, folder());
    assert!(told.len() == 2 && told.iter().all(|problem| !problem.damage), "{told:?}");
    assert!(opened.store.unseal(id).unwrap().is_none());
    disk.put(&path, &whole);
    disk.set_mode(&path, 0o644).unwrap();
    session
        .dispatch(Action::Set { slot: Slot { field: "note", ..slot }, value: Value::Text("n".into()) })
        .unwrap();
    let told = verify_in(&disk, folder());
    assert!(
        told.iter().any(|problem| problem.what.contains("Others on this machine may read it")),
        "{told:?}"
    );
    session.dispatch(Action::Purge { slot }).unwrap();
    opened.store.checkpoint().unwrap();
    assert_eq!(verify_in(&disk, folder()), vec![]);
}

#[test]
fn a_copy_of_the_project_takes_its_sealed_values_along_for_the_owner_alone() {
    let Begun { disk, opened, mut session, slot } = begun();
    seal(&mut session, slot, TOKEN);
    let id = held(session.project(), slot).unwrap();
    opened.store.save_as(Path::new("/w/copy")).unwrap();
    let copied = read(&disk, Path::new("/w/copy"), id).unwrap();
    assert_eq!(copied.map(|words| words.reveal().clone()).as_deref(), Some(TOKEN));
    assert_eq!(disk.metadata(&Path::new("/w/copy/sealed").join(name(id))).unwrap().mode, MODE);
    assert_eq!(verify_in(&disk, Path::new("/w/copy")), vec![]);
}

#[test]
fn a_file_that_cannot_be_read_keeps_a_purge_open_and_holds_nothing_else_back() {
    let Begun { disk, opened, mut session, slot } = begun();
    seal(&mut session, slot, TOKEN);
    opened.store.checkpoint().unwrap();
    let id = held(session.project(), slot).unwrap();
    let foreign = folder().join(FOLDER).join("v-0000000000.ron");
    disk.put(&foreign, &vec![b'x'; usize::try_from(CAP).unwrap() + 1]);
    session.dispatch(Action::Purge { slot }).unwrap();
    let note = Slot { field: "note", ..slot };
    session.dispatch(Action::Set { slot: note, value: Value::Text("n".into()) }).unwrap();
    let error = opened.store.checkpoint().unwrap_err().to_string();
    assert!(error.contains("The purge is not finished") && error.contains("v-0000000000.ron"), "{error}");
    assert!(matches!(session.durability(), Durability::Failed(words) if words == error));
    assert_eq!(words(&disk, id), None, "what can be purged is gone");
    let found = opening::read(&disk, folder()).unwrap().project;
    assert_eq!((held(&found, slot), found.text_of(slot.record, "note")), (None, "n".to_owned()));
    // What is sealed there from now on is not meant.
    seal(&mut session, slot, "new words");
    let fresh = held(session.project(), slot).unwrap();
    assert!(opened.store.flush().is_err(), "it is told until it is done");
    assert_eq!(held(&opening::read(&disk, folder()).unwrap().project, slot), Some(fresh));
    disk.remove(&foreign).unwrap();
    opened.store.checkpoint().unwrap();
    assert_eq!(session.durability(), Durability::Saved);
    assert_eq!(words(&disk, fresh).as_deref(), Some("new words"));
}

#[test]
fn whoever_asks_at_whatever_moment_hears_that_a_purge_is_not_finished() {
    let disk = Simulated::with_folder(Path::new("/w"));
    let place = Place::new(Arc::new(disk.clone()), "/w/config".into(), "/w/state".into(), "/w/data".into());
    // The store's work is done here, so that it is known what it is doing when it is asked.
    let mut begun = created(folder(), &place).unwrap();
    let store = begun.opened.store.clone();
    let context = Fixed::new(Moment(1_700_000_000), "Ada", 1);
    let project = begun.opened.project.clone();
    let mut session = Session::new(project, vocabulary::shipped(), store.journal(), Box::new(context));
    let mut work = || {
        while let Ok(message) = begun.inbox.try_recv() {
            assert!(begun.keeper.answer(message).is_continue());
        }
        begun.keeper.checkpoint().map_err(|error| error.to_string())
    };
    let details = vec![("title", Value::Text("A clerk".into()))];
    let made = session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap().made;
    let slot = Slot { record: made[0], field: FIELD };
    seal(&mut session, slot, TOKEN);
    work().unwrap();
    let foreign = folder().join(FOLDER).join("v-0000000000.ron");
    disk.put(&foreign, &vec![b'x'; usize::try_from(CAP).unwrap() + 1]);
    session.dispatch(Action::Purge { slot }).unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (hear, asked) = (Arc::clone(&heard), store);
    disk.watch(move |_| hear.lock().unwrap().push(Journal::durability(&asked)));
    let told = work().unwrap_err();
    let first = std::mem::take(&mut *heard.lock().unwrap());
    assert!(first.len() > 20 && !first.contains(&Durability::Saved), "{first:?}");
    let note = Slot { field: "note", ..slot };
    session.dispatch(Action::Set { slot: note, value: Value::Text("n".into()) }).unwrap();
    assert_eq!(work(), Err(told.clone()));
    let then = std::mem::take(&mut *heard.lock().unwrap());
    assert!(then.len() > 8 && then.iter().all(|said| *said == Durability::Failed(told.clone())), "{then:?}");
    disk.unwatch();
    disk.remove(&foreign).unwrap();
    work().unwrap();
    assert_eq!(session.durability(), Durability::Saved);
}

#[test]
fn the_longest_words_that_can_be_sealed_can_be_read_again_whatever_they_are() {
    let longest = crate::session::Sealing::LONGEST;
    for sign in ["x", "\u{7f}", "\u{300}", "\u{e0001}", "\""] {
        let Begun { disk, opened, mut session, slot } = begun();
        let longest = sign.repeat(longest / sign.len());
        seal(&mut session, slot, &longest);
        opened.store.checkpoint().unwrap();
        let id = held(session.project(), slot).unwrap();
        assert!(words(&disk, id).as_ref() == Some(&longest), "{sign:?}");
        assert_eq!(verify_in(&disk, folder()), vec![]);
        let longer = format!("{longest}xxxxx");
        let refused = session.dispatch(Action::Seal { slot, words: Envelope::new(&*longer) }).unwrap_err();
        let both =
            refused.to_string().contains(&longer.len().to_string()) && refused.to_string().contains("65536");
        assert!(both, "{refused}");
    }
}
