//! No frame waits for a disk: none asks it for anything, and while it hangs one goes on working.
#![expect(clippy::print_stdout, reason = "the longest frame is told, not judged")]

use std::io::Read;
use std::path::Path;
use std::sync::Condvar;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use redpencil::model::{Envelope, Slot, Value};
use redpencil::session::Durability;
use redpencil::store::vfs::{Access, Disk, Entry, HeldLock, Metadata, Seekable, Vfs, VfsError, VfsFile};
use redpencil::store::{self, System};

use super::*;

/// The real disk, which notes what is asked of it on one thread, and makes nothing durable while its gate is shut.
#[derive(Clone, Debug)]
struct Watched(Arc<Watch>);

#[derive(Debug)]
struct Watch {
    thread: ThreadId,
    is_watching: AtomicBool,
    asked: Mutex<Vec<String>>,
    is_shut: Mutex<bool>,
    opens: Condvar,
    waiting: Mutex<usize>,
}

impl Watched {
    fn new() -> Self {
        Self(Arc::new(Watch {
            thread: std::thread::current().id(),
            is_watching: AtomicBool::new(false),
            asked: Mutex::default(),
            is_shut: Mutex::default(),
            opens: Condvar::new(),
            waiting: Mutex::default(),
        }))
    }

    fn note(&self, call: &str, path: &Path) -> &Disk {
        if self.0.is_watching.load(Ordering::SeqCst) && std::thread::current().id() == self.0.thread {
            self.0.asked.lock().unwrap().push(format!("{call} {}", path.display()));
        }
        &Disk
    }

    /// Waits until the gate is open.
    fn pass(&self) {
        *self.0.waiting.lock().unwrap() += 1;
        let shut = self.0.is_shut.lock().unwrap();
        drop(self.0.opens.wait_while(shut, |shut| *shut).unwrap());
        *self.0.waiting.lock().unwrap() -= 1;
    }

    fn shut(&self, is_shut: bool) {
        *self.0.is_shut.lock().unwrap() = is_shut;
        self.0.opens.notify_all();
    }

    fn is_waited_for(&self) -> bool {
        *self.0.waiting.lock().unwrap() > 0
    }
}

/// Opens the gate however a test ends: the store's thread is not left behind it.
struct Opening(Watched);

impl Drop for Opening {
    fn drop(&mut self) {
        self.0.shut(false);
    }
}

macro_rules! passed_on {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        $(fn $name(&self, $($argument: $type),*) -> Result<$result, VfsError> {
            self.note(stringify!($name), first!($($argument),*)).$name($($argument),*)
        })*
    };
}

macro_rules! first {
    ($first:expr $(, $rest:expr)*) => {
        $first
    };
}

impl Vfs for Watched {
    passed_on! {
        open(path: &Path) -> Box<dyn Read + Send>;
        open_outside(path: &Path) -> Box<dyn Read + Send>;
        open_seekable(path: &Path) -> Box<dyn Seekable>;
        metadata(path: &Path) -> Metadata;
        list(folder: &Path) -> Vec<Entry>;
        canonical(folder: &Path) -> PathBuf;
        create_folder(folder: &Path, access: Access) -> ();
        exchange(one: &Path, other: &Path) -> ();
        rename_new(from: &Path, to: &Path) -> ();
        rename_over(from: &Path, to: &Path) -> ();
        hard_link(existing: &Path, new: &Path) -> ();
        remove(path: &Path) -> ();
        remove_folder(folder: &Path) -> ();
        set_mode(path: &Path, mode: u32) -> ();
        try_lock(path: &Path) -> Option<HeldLock>;
    }

    fn create_new(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError> {
        let file = self.note("create_new", path).create_new(path)?;
        Ok(Box::new(WatchedFile { file, watched: self.clone() }))
    }

    fn open_for_append(&self, path: &Path) -> Result<Box<dyn VfsFile>, VfsError> {
        let file = self.note("open_for_append", path).open_for_append(path)?;
        Ok(Box::new(WatchedFile { file, watched: self.clone() }))
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), VfsError> {
        let disk = self.note("sync_folder", folder);
        self.pass();
        disk.sync_folder(folder)
    }

    fn sync_file(&self, path: &Path) -> Result<(), VfsError> {
        let disk = self.note("sync_file", path);
        self.pass();
        disk.sync_file(path)
    }
}

#[derive(Debug)]
struct WatchedFile {
    file: Box<dyn VfsFile>,
    watched: Watched,
}

impl VfsFile for WatchedFile {
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), VfsError> {
        self.watched.note("write_all", Path::new(""));
        self.file.write_all(bytes)
    }

    fn write_at_once(&mut self, bytes: &[u8]) -> Result<(), VfsError> {
        self.watched.note("write_at_once", Path::new(""));
        self.file.write_at_once(bytes)
    }

    fn sync_data(&mut self) -> Result<(), VfsError> {
        self.watched.note("sync_data", Path::new(""));
        self.watched.pass();
        self.file.sync_data()
    }

    fn sync_all(&mut self) -> Result<(), VfsError> {
        self.watched.note("sync_all", Path::new(""));
        self.watched.pass();
        self.file.sync_all()
    }

    fn metadata(&self) -> Result<Metadata, VfsError> {
        self.file.metadata()
    }
}

/// A window on a project on the watched disk, with threads of its own as the program has them.
struct Bench {
    window: Window,
    watched: Watched,
    folder: tempfile::TempDir,
    source: Id,
    _opening: Opening,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p");
        let watched = Watched::new();
        let of = |name: &str| folder.path().join("machine").join(name);
        let place = Place::new(Arc::new(watched.clone()), of("config"), of("state"), of("data"));
        let opened = store::create(&path, &place).unwrap();
        let context = Box::new(System::new("Jo Roe"));
        let vocabulary = store::vocabulary::shipped();
        let mut session = Session::new(Project::default(), vocabulary, opened.store.journal(), context);
        let article = import::read(ARTICLE.as_bytes(), "pool.txt").unwrap();
        let begin = Action::Begin { article: Box::new(article), name: "pool.txt".into(), original: None };
        session.dispatch(begin).unwrap();
        let details = vec![("title", Value::Text("A clerk".into()))];
        let create = Action::Create { table: Table::Source, details, link: None };
        let source = session.dispatch(create).unwrap().focus.unwrap();
        opened.store.close().unwrap();
        std::fs::create_dir_all(of("config")).unwrap();
        let machine = Machine {
            place,
            pace: Pace::Threads,
            settings_folder: Some(of("config")),
            ..machine(Vec::new())
        };
        let window = window(App::new(machine).opening(Some(path)));
        let opening = Opening(watched.clone());
        let mut bench = Self { window, watched, folder, source, _opening: opening };
        bench.until("the project is open", |window| window.state().desk().is_some());
        bench
    }

    /// Draws frames until something holds.
    fn until(&mut self, what: &str, holds: impl Fn(&Window) -> bool) {
        let since = Instant::now();
        while !holds(&self.window) {
            assert!(since.elapsed() < Duration::from_mins(1), "never came: {what}");
            self.window.step();
            std::thread::yield_now();
        }
    }

    fn is_saved(window: &Window) -> bool {
        window.state().desk().unwrap().durability() == Durability::Saved
    }

    fn mark(&mut self, words: &str, kind: Key) {
        let desk = self.window.state_mut().desk_mut().unwrap();
        let start = desk.session.project().text().find(words).unwrap();
        desk.article.select(Range::new(start, start + words.len()));
        self.window.step();
        self.press(Modifiers::NONE, kind);
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.window.key_press_modifiers(modifiers, key);
        self.window.run_steps(3);
    }

    fn contact(&self) -> Slot {
        Slot { record: self.source, field: "contact" }
    }

    /// Seals a contact and has it shown.
    fn seal_and_reveal(&mut self) {
        let slot = self.contact();
        let words = Envelope::new("Mallory Quill, 555-0142");
        self.window.state_mut().desk_mut().unwrap().act(Action::Seal { slot, words }).unwrap();
        self.window.state_mut().desk_mut().unwrap().view.open_record(slot.record);
        self.window.run_steps(6);
        if !has_label(&self.window, "Show contact") {
            self.window.get_by_label("Protection").click_accesskit();
        }
        self.until("the contact can be shown", |window| has_label(window, "Show contact"));
        self.window.get_by_label("Show contact").click_accesskit();
        self.until("the contact is shown", |window| has_label(window, "Mallory Quill"));
    }

    fn type_statement(&mut self) {
        self.press(Modifiers::NONE, Key::Enter);
        self.until("the field has the keyboard", |window| window.ctx.text_edit_focused());
        type_steps(&mut self.window, "The council voted.");
        self.press(Modifiers::COMMAND, Key::Enter);
        self.window.run_steps(80);
    }
}

fn type_steps(window: &mut Window, text: &str) {
    window.event(Event::Text(text.to_owned()));
    window.run_steps(2);
}

#[test]
fn from_opening_to_closing_no_frame_asks_the_disk_for_anything() {
    let mut bench = Bench::new();
    bench.watched.0.is_watching.store(true, Ordering::SeqCst);
    let ctrl_shift = Modifiers::COMMAND | Modifiers::SHIFT;
    bench.mark("voted 7 to 2", Key::C);
    bench.type_statement();
    bench.press(Modifiers::NONE, Key::Num3);
    let minutes = bench.folder.path().join("minutes.pdf");
    std::fs::write(&minutes, "%PDF-1.7").unwrap();
    bench.window.input_mut().dropped_files.push(Arc::new(super::Dropped(minutes)));
    bench.until("the file is evidence", |window| !project(window).evidence().is_empty());
    bench.seal_and_reveal();
    bench.press(Modifiers::COMMAND, Key::F);
    type_steps(&mut bench.window, "pool");
    bench.press(Modifiers::NONE, Key::F9);
    bench.press(ctrl_shift, Key::H);
    bench.until("the history is there", |window| has_label(window, "Seal contact of source"));
    bench.press(Modifiers::COMMAND, Key::E);
    bench.until("the report is there", |window| has_label(window, "The article, annotated"));
    bench.press(Modifiers::NONE, Key::Escape);
    bench.press(Modifiers::COMMAND, Key::Comma);
    bench.window.get_by_label("Files").click_accesskit();
    bench.window.run_steps(3);
    bench.press(Modifiers::NONE, Key::Escape);
    bench.press(Modifiers::COMMAND, Key::P);
    bench.press(Modifiers::NONE, Key::Escape);
    bench.press(Modifiers::COMMAND, Key::Z);
    bench.press(Modifiers::COMMAND, Key::S);
    bench.until("it is saved", Bench::is_saved);
    bench.press(ctrl_shift, Key::S);
    bench.until("a place for the copy is proposed", |window| has_label(window, "Save project as"));
    bench.press(Modifiers::NONE, Key::Escape);
    bench.press(Modifiers::COMMAND, Key::W);
    bench.until("the project is closed", |window| window.state().desk().is_none());
    assert_eq!(*bench.watched.0.asked.lock().unwrap(), Vec::<String>::new());
}

#[test]
fn while_the_disk_hangs_one_goes_on_and_everything_is_saved_when_it_comes_back() {
    let mut bench = Bench::new();
    bench.mark("voted 7 to 2", Key::C);
    bench.until("it is saved", Bench::is_saved);
    bench.watched.shut(true);
    bench.mark("took bribes", Key::A);
    let watched = bench.watched.clone();
    bench.until("the disk hangs", |_| watched.is_waited_for());
    let mut longest = Duration::ZERO;
    let mut timed = |bench: &mut Bench, work: &mut dyn FnMut(&mut Bench)| {
        let since = Instant::now();
        work(bench);
        bench.window.step();
        longest = longest.max(since.elapsed());
    };
    timed(&mut bench, &mut |bench| bench.mark("opened in 1931", Key::C));
    timed(&mut bench, &mut Bench::type_statement);
    timed(&mut bench, &mut |bench| bench.press(Modifiers::COMMAND, Key::Z));
    for key in [Key::F6, Key::F9, Key::F4, Key::F4] {
        timed(&mut bench, &mut |bench| bench.press(Modifiers::NONE, key));
    }
    timed(&mut bench, &mut Bench::seal_and_reveal);
    timed(&mut bench, &mut |bench| bench.press(Modifiers::COMMAND, Key::S));
    let mut frames = Duration::ZERO;
    for _ in 0..50 {
        let since = Instant::now();
        bench.window.step();
        frames = frames.max(since.elapsed());
    }
    println!(
        "the disk hangs: longest frame {frames:.1?}, longest turn of work with its frames {longest:.1?}"
    );
    assert!(watched.is_waited_for(), "the disk still hangs");
    assert!(!Bench::is_saved(&bench.window), "nothing is called saved that is not");
    let expected = project(&bench.window).clone();
    bench.watched.shut(false);
    bench.until("it is saved", Bench::is_saved);
    bench.press(Modifiers::COMMAND, Key::W);
    bench.until("the project is closed", |window| window.state().desk().is_none());
    assert!(bench.window.state().unfinished().wait(Duration::from_mins(1)));
    let place = Place::within(&bench.folder.path().join("other machine"));
    let again = store::open(&bench.folder.path().join("p"), &place).unwrap();
    assert!(again.project == expected);
}
