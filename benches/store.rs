//! What keeping a project safe costs: an action's way to the disk, the log's growth, opening and `project.ron` at three
//! sizes, and catching up with 10,000 log records. Medians, and the longest where that is what one waits for.
//!
//! `cargo bench --bench store`; with `-- --json` one object a line. Files stand in the target folder, on its disk.
#![expect(clippy::print_stdout, reason = "a bench reports on standard output")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock and the disk")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use redpencil::import;
use redpencil::model::{Id, Slot, Table, Value};
use redpencil::session::{Action, Attachment, Durability, ImportedMark, Placing, Session};
use redpencil::store::log::LogFile;
use redpencil::store::vfs::{Disk, Vfs};
use redpencil::store::{self, Opened, Place, Store, System, state, vocabulary};
use redpencil::text::{Block, BlockKind, Range};

const SIZES: [(&str, usize, usize); 3] = [("100", 100, 15), ("10,000", 10_000, 9), ("100,000", 100_000, 5)];
const SENTENCE: &str =
    "The committee met on 12 March and the members said the plan would cost 4 million dollars. ";
const RECORDS: usize = 10_000;

fn main() {
    let table = Figures { is_json: std::env::args().any(|argument| argument == "--json") };
    let stage = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    way_to_the_disk(&table, stage.path());
    growth(&table, stage.path());
    catching_up(&table, stage.path());
    for (case, marks, runs) in SIZES {
        size(&table, stage.path(), case, marks, runs);
    }
}

/// Prints one figure a line.
struct Figures {
    is_json: bool,
}

impl Figures {
    fn print(&self, case: &str, figure: &str, value: f64, unit: &str) {
        if self.is_json {
            println!("{}", serde_json::json!({"case": case, "figure": figure, "value": value, "unit": unit}));
        } else {
            println!("{case:<22} {figure:<34} {value:>12.2} {unit}");
        }
    }

    /// Prints the median of so many milliseconds, and the longest.
    fn times(&self, case: &str, figure: &str, mut times: Vec<f64>) {
        times.sort_by(f64::total_cmp);
        self.print(case, figure, times[times.len() / 2], "ms");
        self.print(case, &format!("{figure}, longest"), times[times.len() - 1], "ms");
    }
}

/// A project on the disk, and a session on it.
struct Work {
    session: Session,
    store: Store,
    folder: PathBuf,
}

impl Work {
    fn over(opened: Opened) -> Self {
        let Opened { project, store, .. } = opened;
        let context = Box::new(System::new("Jo Roe"));
        let folder = store.folder().to_owned();
        let session = Session::new(project, vocabulary::shipped(), store.journal(), context);
        Self { session, store, folder }
    }

    /// Makes a project with an article of so many marks.
    fn new(stage: &Path, name: &str, marks: usize) -> Self {
        let mut work = Self::over(store::create(&stage.join(name), &place(stage)).expect("a project"));
        let text = SENTENCE.repeat(marks.max(100) + 1);
        let blocks = (0..text.len() / SENTENCE.len() / 6)
            .map(|at| at * SENTENCE.len() * 6)
            .map(|start| Block {
                kind: BlockKind::Paragraph,
                range: Range::new(start, start + SENTENCE.len() * 6 - 1),
            })
            .collect();
        let article = import::Article { text, blocks, ..import::Article::default() };
        work.act(Action::Begin { article: Box::new(article), name: "bench.txt".into(), original: None });
        let marks = (0..marks)
            .map(|number| ImportedMark {
                ranges: vec![Range::new(number * SENTENCE.len(), number * SENTENCE.len() + 24)],
                kind: "claim".into(),
                details: vec![(
                    "statement",
                    Value::Text(format!("Statement {number} of the committee on the plan")),
                )],
                ..ImportedMark::default()
            })
            .collect();
        work.act(Action::Import { marks, from: "bench".into() });
        work.store.checkpoint().expect("it is written");
        work
    }

    fn act(&mut self, action: Action) -> Option<Id> {
        self.session.dispatch(action).expect("it can be done").focus
    }

    fn set(&mut self, record: Id, words: String) {
        self.act(Action::Set { slot: Slot { record, field: "note" }, value: Value::Text(words) });
        self.session.seal();
    }

    fn a_claim(&self) -> Id {
        *self.session.project().claims().keys().next().expect("a claim")
    }

    fn close(self) {
        drop(self.session);
        self.store.close().expect("it is closed");
    }
}

fn place(stage: &Path) -> Place {
    Place::within(&stage.join("machine"))
}

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let made = run();
    (start.elapsed().as_secs_f64() * 1e3, made)
}

/// From an action to the moment at which it counts as saved.
fn way_to_the_disk(table: &Figures, stage: &Path) {
    let vfs: Arc<dyn Vfs> = Arc::new(Disk);
    let mut log = LogFile::create(vfs, stage, "w-0000000000", "m-0000000000").expect("a log");
    let line = format!("(text: \"{}\")", "x".repeat(400));
    let raw = (0..400).map(|_| {
        timed(|| {
            log.append(&line).expect("it is taken");
            log.sync().expect("it is durable");
        })
    });
    table.times("way to the disk", "append and fdatasync", raw.map(|(time, ())| time).collect());
    let mut work = Work::new(stage, "way", 100);
    let claim = work.a_claim();
    let asked = (0..400).map(|number| {
        timed(|| {
            work.set(claim, format!("note {number}"));
            work.store.flush().expect("it is durable");
        })
    });
    let asked: Vec<f64> = asked.map(|(time, ())| time).collect();
    table.times("way to the disk", "action, as a command waits", asked);
    let left = (0..40).map(|number| {
        timed(|| {
            work.set(claim, format!("another note {number}"));
            while work.session.durability() != Durability::Saved {
                std::thread::yield_now();
            }
        })
    });
    let left: Vec<f64> = left.map(|(time, ())| time).collect();
    table.times("way to the disk", "action, until the window shows Saved", left);
    work.close();
}

/// What each kind of action adds to the log.
fn growth(table: &Figures, stage: &Path) {
    let mut work = Work::new(stage, "growth", 100);
    let claim = work.a_claim();
    let length = |folder: &Path| -> u64 {
        let entries = std::fs::read_dir(folder.join("log")).expect("logs");
        entries.map(|entry| entry.expect("an entry").metadata().expect("a file").len()).sum()
    };
    let mark = *work.session.project().annotations().keys().next().expect("a mark");
    let text = |words: &str| Value::Text(words.to_owned());
    let actions = [
        (
            "mark a claim",
            Action::Mark {
                ranges: vec![Range::new(30, 60)],
                kind: "claim".into(),
                placing: Placing::Exact,
                record: None,
                details: vec![],
            },
        ),
        ("set a status", Action::SetStatus { record: claim, status: "confirmed".into() }),
        (
            "one word in a field",
            Action::Set { slot: Slot { record: claim, field: "note" }, value: text("word") },
        ),
        (
            "200 letters in a field",
            Action::Set { slot: Slot { record: claim, field: "note" }, value: text(&"n".repeat(200)) },
        ),
        (
            "attach a source",
            Action::Attach {
                record: claim,
                source: Attachment::New(vec![
                    ("title", text("Annual report")),
                    ("url", text("https://example.org/a")),
                ]),
                details: vec![("locator", text("p. 4"))],
            },
        ),
        ("undo that", Action::Undo),
        (
            "add a person",
            Action::Create { table: Table::Person, details: vec![("name", text("Jane Doe"))], link: None },
        ),
        ("delete a mark", Action::Delete { id: mark }),
    ];
    for (figure, action) in actions {
        let before = length(&work.folder);
        work.act(action);
        work.session.seal();
        work.store.flush().expect("it is durable");
        table.print("log of an action", figure, (length(&work.folder) - before) as f64, "bytes");
    }
    work.close();
}

/// Opening a project whose log has 10,000 records that `project.ron` does not know of, or that has none.
fn catching_up(table: &Figures, stage: &Path) {
    let mut work = Work::new(stage, "tail", 1_000);
    let folder = work.folder.clone();
    let early = std::fs::read(folder.join("project.ron")).expect("a state");
    let claims: Vec<Id> = work.session.project().claims().keys().copied().collect();
    for number in 0..RECORDS {
        work.set(claims[number % claims.len()], format!("note {number}"));
    }
    work.close();
    for (figure, beyond) in
        [("opening, 10,000 records beyond", true), ("opening, replaying all of the log", false)]
    {
        let times = (0..7)
            .map(|_| {
                if beyond {
                    std::fs::write(folder.join("project.ron"), &early).expect("the early state");
                } else {
                    std::fs::remove_file(folder.join("project.ron")).expect("no state");
                }
                let (time, opened) = timed(|| store::open(&folder, &place(stage)).expect("it opens"));
                assert!(opened.notes.is_empty(), "{:?}", opened.notes);
                // Where there was no project.ron, closing writes one.
                opened.store.close().expect("it is closed");
                time
            })
            .collect();
        table.times("10,000 log records", figure, times);
    }
    let (time, problems) = timed(|| store::verify(&folder));
    assert!(problems.is_empty(), "{problems:?}");
    table.print("10,000 log records", "verify", time, "ms");
}

/// Opening, writing `project.ron` and verifying at one size.
fn size(table: &Figures, stage: &Path, case: &str, marks: usize, runs: usize) {
    let case = format!("{case} annotations");
    let mut work = Work::new(stage, &case, marks);
    let claim = work.a_claim();
    let (folder, project) = (work.folder.clone(), work.session.project().clone());
    let checkpoints: Vec<f64> = (0..runs)
        .map(|number| {
            work.set(claim, format!("note {number}"));
            work.store.flush().expect("it is durable");
            timed(|| work.store.checkpoint().expect("it is written")).0
        })
        .collect();
    work.close();
    table.times(&case, "checkpoint", checkpoints);
    let texts: redpencil::store::schema::v1::Texts = project
        .drafts()
        .values()
        .filter_map(|draft| draft.text.clone())
        .map(|text| (text.sha256().to_owned(), text))
        .collect();
    let written = || state::write(&project, &state::Clock::new()).expect("it is written");
    let text = written();
    let median = |run: &dyn Fn()| {
        let mut times: Vec<f64> = (0..runs).map(|_| timed(run).0).collect();
        times.sort_by(f64::total_cmp);
        times[runs / 2]
    };
    table.print(&case, "of it: writing RON", median(&|| drop(written())), "ms");
    table.print(&case, "of it: reading it back", median(&|| drop(state::read(&text, &texts))), "ms");
    let opened: Vec<f64> = (0..runs)
        .map(|_| {
            let (time, opened) = timed(|| store::open(&folder, &place(stage)).expect("it opens"));
            opened.store.close().expect("it is closed");
            time
        })
        .collect();
    table.times(&case, "opening", opened);
    let (time, problems) = timed(|| store::verify(&folder));
    assert!(problems.is_empty(), "{problems:?}");
    table.print(&case, "verify", time, "ms");
    let bytes = std::fs::metadata(folder.join("project.ron")).expect("a state").len();
    table.print(&case, "project.ron", bytes as f64 / 1e6, "MB");
}
