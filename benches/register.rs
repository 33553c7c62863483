//! What the table of marks costs: medians in milliseconds at 1,000, 10,000 and 100,000 marks.
//!
//! `cargo bench --bench register`; with `-- --json` one object a line. The register is made on a thread where it is
//! large; sorting happens when the sort or the project changes, filtering at each letter. The frames are those of
//! the whole window with the table open, without the graphics card.
#![expect(clippy::print_stdout, reason = "a bench reports on standard output")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::hint::black_box;
use std::time::Instant;

use egui::{Context, Event, Key, Modifiers, RawInput, Rect, vec2};
use redpencil::gui::job::Pace;
use redpencil::gui::register::column::column;
use redpencil::gui::register::filter::{Filter, Openness};
use redpencil::gui::register::order::sorted;
use redpencil::gui::register::selection::Shown;
use redpencil::gui::register::{Ground, Page, Register};
use redpencil::gui::{App, Machine, theme};
use redpencil::import;
use redpencil::model::{Moment, Project, Value};
use redpencil::session::context::Fixed;
use redpencil::session::journal::Memory;
use redpencil::session::{Action, ImportedMark, Session};
use redpencil::store::settings::Way;
use redpencil::store::{Place, vocabulary};
use redpencil::text::{Block, BlockKind, Range};

const CASES: [(&str, usize); 3] = [("1,000", 1_000), ("10,000", 10_000), ("100,000", 100_000)];
const SENTENCE: &str =
    "The committee met on 12 March and the members said the plan would cost 4 million dollars. ";

fn main() {
    let is_json = std::env::args().any(|argument| argument == "--json");
    for (case, marks) in CASES {
        let session = session(marks);
        let ground = Ground {
            project: session.project(),
            outline: session.outline(),
            vocabulary: session.vocabulary(),
            today: session.today(),
        };
        measure(is_json, case, "from scratch", || drop(black_box(Register::of(ground, Page::Marks, 0))));
        let register = Register::of(ground, Page::Marks, 0);
        for (figure, name) in [("sort by status", "status"), ("sort by statement", "statement")] {
            let Some(column) = column(Page::Marks, name) else { continue };
            measure(is_json, case, figure, || {
                drop(black_box(sorted(&register, ground, column, Way::Falling)));
            });
        }
        let order: Vec<u32> = (0..register.rows.len() as u32).collect();
        let words = Filter { words: "committee n17".into(), ..Filter::default() };
        let open = Filter { openness: Openness::OpenOnly, ..Filter::default() };
        for (figure, filter) in [("filter by words", words), ("filter open only", open)] {
            measure(is_json, case, figure, || {
                drop(black_box(Shown::new(&register, filter.shown(&register, &order))));
            });
        }
        window(is_json, case, session);
    }
}

/// Makes a project whose marks have statements, categories, statuses and assignees.
fn session(marks: usize) -> Session {
    let text = SENTENCE.repeat(marks + 10);
    let step = SENTENCE.len() * 6;
    let blocks = (0..text.len() / step)
        .map(|at| Block { kind: BlockKind::Paragraph, range: Range::new(at * step, (at + 1) * step - 1) });
    let article = import::Article { blocks: blocks.collect(), text, ..import::Article::default() };
    let context = Fixed::new(Moment(0), "bench", 1);
    let journal = Box::new(Memory::default());
    let mut session = Session::new(Project::default(), vocabulary::shipped(), journal, Box::new(context));
    let begin = Action::Begin { article: Box::new(article), name: "bench.txt".into(), original: None };
    session.dispatch(begin).expect("an article can be taken in");
    let marks = (0..marks).map(|number| ImportedMark {
        ranges: vec![Range::new(number * SENTENCE.len(), number * SENTENCE.len() + 24)],
        kind: ["claim", "claim", "claim", "quote", "allegation", "opinion"][number % 6].into(),
        ..ImportedMark::default()
    });
    let import = Action::Import { marks: marks.collect(), from: "bench".into() };
    session.dispatch(import).expect("marks can be taken in");
    let claims: Vec<_> = session.project().claims().keys().copied().collect();
    for (at, part) in claims.chunks(claims.len() / 7 + 1).enumerate() {
        for (field, value) in [
            ("status", ["confirmed", "disputed", "unchecked", "needs-fix"][at % 4].to_owned()),
            ("category", ["number", "date", "name"][at % 3].to_owned()),
            ("assignee", ["Ann", "Bob"][at % 2].to_owned()),
            ("statement", format!("The plan would cost 4 million dollars n{at}")),
        ] {
            let set = Action::SetEach { records: part.to_vec(), field, value: Value::Text(value) };
            session.dispatch(set).expect("claims take it");
        }
    }
    session
}

/// Measures frames of the whole window with the table open: at rest, one row down, a letter in the filter.
fn window(is_json: bool, case: &str, session: Session) {
    let scratch = std::env::temp_dir().join("redpencil-bench");
    let machine = Machine {
        settings_folder: None,
        place: Place::within(&scratch),
        pace: Pace::AtOnce,
        ..Machine::real()
    };
    let mut app = App::new(machine).with_session(session);
    let context = Context::default();
    theme::install(&context);
    let mut time = 0.0;
    let mut frame = |events: Vec<Event>| {
        time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let start = Instant::now();
        let mut output = context.run_ui(input, |ui| app.ui(ui));
        let shapes = std::mem::take(&mut output.shapes);
        black_box(context.tessellate(shapes, output.pixels_per_point));
        output.textures_delta.clear();
        start.elapsed().as_secs_f64() * 1e3
    };
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    frame(Vec::new());
    frame(vec![key(Key::F9)]);
    for _ in 0..90 {
        frame(Vec::new());
    }
    report(is_json, case, "frame at rest", (0..60).map(|_| frame(Vec::new())).collect());
    let steps = (0..30).map(|_| {
        let first = frame(vec![key(Key::ArrowDown)]);
        first.max(frame(Vec::new()))
    });
    report(is_json, case, "row down, frame", steps.collect());
    frame(vec![key(Key::Slash)]);
    frame(Vec::new());
    let typed = "committee plan".chars().map(|letter| {
        let first = frame(vec![Event::Text(letter.to_string())]);
        first.max(frame(Vec::new()))
    });
    report(is_json, case, "letter, frame", typed.collect());
}

fn measure(is_json: bool, case: &str, figure: &str, mut run: impl FnMut()) {
    run();
    let times = (0..11).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64() * 1e3
    });
    report(is_json, case, figure, times.collect());
}

fn report(is_json: bool, case: &str, figure: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    if is_json {
        println!(r#"{{"case":"{case}","figure":"{figure}","ms":{median:.4}}}"#);
    } else {
        println!("{case:<10} {figure:>18} {median:>10.3}");
    }
}
