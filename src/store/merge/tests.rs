//! Merging by the store's own doors: folders, packs, copies without history, an open project.

use super::*;
use crate::model::{Id, Slot, Value};
use crate::session::context::Fixed;
use crate::session::{Action, Session};
use crate::store::pack::Packing;
use crate::store::{self, Opened, Place, vocabulary};

/// A project in a folder that has been worked on.
struct Bench {
    folder: tempfile::TempDir,
    place: Place,
}

fn set(field: &'static str, text: &str) -> Action {
    Action::Set { slot: Slot { record: Id::ARTICLE, field }, value: Value::Text(text.into()) }
}

fn session(opened: &Opened, by: &str, seed: u64) -> Session {
    let context = Fixed::new(crate::model::Moment(1_700_000_000), by, seed);
    Session::new(opened.project.clone(), vocabulary::shipped(), opened.store.journal(), Box::new(context))
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::within(&folder.path().join("machine"));
        let bench = Self { folder, place };
        let opened = store::create(&bench.path("a"), &bench.place).unwrap();
        session(&opened, "Ada", 1).dispatch(set("title", "Pool to close")).unwrap();
        opened.store.close().unwrap();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn copy(&self, from: &str, to: &str) {
        let opened = store::open(&self.path(from), &self.place).unwrap();
        opened.store.save_as(&self.path(to)).unwrap();
        opened.store.close().unwrap();
    }

    fn work(&self, name: &str, by: &str, actions: impl IntoIterator<Item = Action>) {
        let opened = store::open(&self.path(name), &self.place).unwrap();
        let mut session = session(&opened, by, 7);
        for action in actions {
            session.dispatch(action).unwrap();
        }
        opened.store.close().unwrap();
    }

    fn merged(&self, one: &str, other: &str, out: &str) -> Merged {
        merge(None, &self.path(one), &self.path(other), &self.path(out), &Limits::default()).unwrap()
    }

    fn damage(&self, name: &str) -> Vec<Problem> {
        store::verify(&self.path(name)).into_iter().filter(|problem| problem.damage).collect()
    }

    /// Every file of a folder with its bytes, to see that nothing was changed.
    fn bytes(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        fn below(folder: &Path, all: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in Disk.list(folder).unwrap() {
                let path = folder.join(entry.name);
                match entry.kind {
                    Kind::Folder => below(&path, all),
                    _ => all.push((path.clone(), Disk.read(&path, 1 << 30).unwrap())),
                }
            }
        }
        let mut all = Vec::new();
        below(&self.path(name), &mut all);
        all
    }
}

#[test]
fn what_two_people_did_joins_and_what_both_changed_is_kept_twice() {
    let bench = Bench::new();
    bench.copy("a", "b");
    bench.work("a", "Ada", [set("editor", "Bo"), set("slug", "one")]);
    bench.work("b", "Cy", [set("writer", "Di"), set("slug", "other")]);
    let before = (bench.bytes("a"), bench.bytes("b"));
    let merged = bench.merged("a", "b", "out");
    assert_eq!((bench.bytes("a"), bench.bytes("b")), before, "what is merged from is not touched");
    let article = merged.project.article();
    assert_eq!((article.editor.as_str(), article.writer.as_str()), ("Bo", "Di"));
    let slot = Slot { record: Id::ARTICLE, field: "slug" };
    assert_eq!(merged.project.conflicts()[&slot].len(), 2);
    assert_eq!(merged.brought[1].by.iter().collect::<Vec<_>>(), ["Cy"]);
    assert_eq!(merged.brought.iter().map(|side| side.records).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(bench.damage("out"), vec![]);
    let opened = store::open(&bench.path("out"), &bench.place).unwrap();
    assert!(opened.project == merged.project && opened.notes.is_empty(), "{:?}", opened.notes);
    opened.store.close().unwrap();
    assert_eq!(bench.damage("out"), vec![]);
}

#[test]
fn packed_projects_merge_like_folders_and_leave_nothing_behind() {
    let bench = Bench::new();
    bench.copy("a", "b");
    bench.work("b", "Cy", [set("writer", "Di")]);
    let opened = store::open(&bench.path("b"), &bench.place).unwrap();
    opened.store.pack(Packing::Whole, &bench.path("b.redpencil")).unwrap();
    opened.store.close().unwrap();
    let merged = bench.merged("a", "b.redpencil", "out");
    assert_eq!(merged.project.article().writer, "Di");
    let names: Vec<_> = Disk.list(bench.folder.path()).unwrap().into_iter().map(|entry| entry.name).collect();
    assert_eq!(names, ["a", "b", "b.redpencil", "machine", "out"]);
}

#[test]
fn a_copy_without_history_that_was_worked_on_merges_back_without_a_conflict() {
    let bench = Bench::new();
    bench.work("a", "Ada", [set("slug", "former"), set("slug", "now"), set("note", "gone"), set("note", "")]);
    let opened = store::open(&bench.path("a"), &bench.place).unwrap();
    opened.store.save_without_history(&bench.path("bare"), "Ada").unwrap();
    opened.store.close().unwrap();
    bench.work("bare", "Cy", [set("slug", "later"), set("writer", "Di")]);
    bench.work("a", "Ada", [set("editor", "Bo")]);
    let merged = bench.merged("a", "bare", "out");
    let article = merged.project.article();
    assert_eq!((article.slug.as_str(), article.writer.as_str()), ("later", "Di"));
    assert_eq!((article.editor.as_str(), article.note.as_str()), ("Bo", ""));
    assert!(merged.project.conflicts().is_empty(), "{:?}", merged.project.conflicts());
    assert_eq!(bench.damage("out"), vec![]);
}

#[test]
fn a_copy_that_lost_its_logs_is_joined_by_what_it_says_differently() {
    let bench = Bench::new();
    bench.work("a", "Ada", [set("slug", "pool"), set("note", "old")]);
    bench.copy("a", "base");
    bench.copy("a", "b");
    bench.work("b", "Cy", [set("writer", "Di"), set("slug", "other"), set("note", "")]);
    bench.work("a", "Ada", [set("editor", "Bo")]);
    for (path, _) in bench.bytes("b").into_iter().filter(|(path, _)| path.parent().unwrap().ends_with("log"))
    {
        Disk.remove(&path).unwrap();
    }
    let base = bench.path("base");
    let (a, b, out) = (bench.path("a"), bench.path("b"), bench.path("out"));
    let merged = merge(Some(&base), &a, &b, &out, &Limits::default()).unwrap();
    let article = merged.project.article();
    assert_eq!((article.slug.as_str(), article.writer.as_str()), ("other", "Di"));
    assert_eq!((article.editor.as_str(), article.note.as_str()), ("Bo", ""));
    assert!(merged.project.conflicts().is_empty());
    assert!(merged.brought[1].was_without_history && !merged.brought[0].was_without_history);
    assert_eq!(bench.damage("out"), vec![]);
    // Its state tells what it had seen, so that much the same comes of it without a base.
    let without = bench.merged("a", "b", "without");
    assert!(without.project == merged.project);
    assert_eq!(bench.damage("without"), vec![]);
}

#[test]
fn an_open_project_takes_in_what_another_copy_brings() {
    let bench = Bench::new();
    bench.copy("a", "b");
    bench.work("b", "Cy", [set("writer", "Di"), set("note", &"long ".repeat(300_000))]);
    let opened = store::open(&bench.path("a"), &bench.place).unwrap();
    let mut session = session(&opened, "Ada", 3);
    session.dispatch(set("editor", "Bo")).unwrap();
    let arrived = opened.store.merge_in(&bench.path("b"), &Limits::default()).unwrap();
    assert_eq!((arrived.records, arrived.files), (2, 1), "{arrived:?}");
    assert_eq!(arrived.by.iter().collect::<Vec<_>>(), ["Cy"]);
    session.join();
    let article = session.project().article();
    assert_eq!((article.writer.as_str(), article.editor.as_str()), ("Di", "Bo"));
    let again = opened.store.merge_in(&bench.path("b"), &Limits::default()).unwrap();
    assert_eq!((again.records, again.files), (0, 0));
    opened.store.close().unwrap();
    assert_eq!(bench.damage("a"), vec![]);
    let names: Vec<_> = Disk.list(&bench.path("a")).unwrap().into_iter().map(|entry| entry.name).collect();
    assert!(names.iter().all(|name| !vfs::is_temporary(&name.to_string_lossy())), "{names:?}");
}

#[test]
fn an_open_project_takes_in_a_copy_that_lost_its_logs() {
    let bench = Bench::new();
    bench.copy("a", "b");
    bench.work("b", "Cy", [set("writer", "Di")]);
    for (path, _) in bench.bytes("b").into_iter().filter(|(path, _)| path.parent().unwrap().ends_with("log"))
    {
        Disk.remove(&path).unwrap();
    }
    let opened = store::open(&bench.path("a"), &bench.place).unwrap();
    let mut session = session(&opened, "Ada", 3);
    let arrived = opened.store.merge_in(&bench.path("b"), &Limits::default()).unwrap();
    assert_eq!(arrived.records, 1);
    session.join();
    assert_eq!(session.project().article().writer, "Di");
    let itself = opened.store.merge_in(&bench.path("a"), &Limits::default()).unwrap_err().to_string();
    assert!(itself.contains("the project itself"), "{itself}");
    opened.store.close().unwrap();
    assert_eq!(bench.damage("a"), vec![]);
}
