//! Measures the reading view: what a frame costs when an article is opened, read, turned, marked and resized.
//!
//! Each figure stands beside the floor of the same run: a screenful of text that does nothing, an egui label of
//! 5,500 characters whose layout is cached. Both count the run of the frame and its tessellation; neither the
//! graphics card. `-- --json` prints one object a line; words behind `--` choose cases whose names hold them. The texts
//! are generated and always the same. Fonts are warm, and what was set is forgotten before what is to set it is
//! measured. How long finding as one types takes is measured by `search`.
#![expect(clippy::print_stdout, reason = "a bench reports on standard output")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock, and what memory it holds")]

use std::hint::black_box;
use std::time::Instant;

use egui::{Context, Event, Key, Modifiers, RawInput, Rect, Ui, vec2};
use redpencil::gui::article_view::{ArticleView, Look, Page};
use redpencil::gui::highlight::{Highlight, Highlights, StatusShape, Weight};
use redpencil::gui::{App, Machine};
use redpencil::gui::{theme, typeset};
use redpencil::import;
use redpencil::model::{Moment, Project};
use redpencil::session::context::Fixed;
use redpencil::session::journal::Memory;
use redpencil::session::{Action, ImportedMark, Session};
use redpencil::store::{Place, vocabulary};
use redpencil::text::{Block, BlockKind, Range};

const WORDS: [&str; 24] = [
    "governor",
    "said",
    "on",
    "Friday",
    "that",
    "the",
    "inquiry",
    "would",
    "answer",
    "every",
    "question",
    "and",
    "seven",
    "women",
    "had",
    "accused",
    "him",
    "of",
    "harassment",
    "“never”",
    "which",
    "he",
    "denies",
    "again",
];

const ARABIC: [&str; 20] = [
    "الحاكم",
    "قال",
    "يوم",
    "الجمعة",
    "إن",
    "التحقيق",
    "سيجيب",
    "عن",
    "كل",
    "سؤال",
    "ولن",
    "يستقيل",
    "قبل",
    "أن",
    "يُنجَز",
    "«أبدًا»",
    "2021",
    "New York Times",
    "ينكر",
    "مجددًا،",
];

/// A figure: what was measured, how much, and in which unit.
struct Figure(&'static str, f64, &'static str);

fn ms(name: &'static str, value: f64) -> Figure {
    Figure(name, value, "ms")
}

fn mb(name: &'static str, bytes: f64) -> Figure {
    Figure(name, bytes / 1_048_576.0, "MB")
}

/// Returns how much memory the program holds, in bytes; 0 where the system does not tell.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok())
        .map_or(0.0, |kb| kb * 1024.0)
}

/// What is measured: name, words, bytes, marks, and how many bytes of it are one paragraph.
const CASES: [(&str, &[&str], usize, usize, usize); 8] = [
    ("3 KB / 20", &WORDS, 3_000, 20, 0),
    ("100 KB / 1,000", &WORDS, 100_000, 1_000, 0),
    ("1 MB / 10,000", &WORDS, 1_000_000, 10_000, 200_000),
    ("10 MB / 100,000", &WORDS, 10_000_000, 100_000, 200_000),
    ("100 KB / 1,000 Arabic", &ARABIC, 100_000, 1_000, 0),
    ("1 MB / 10,000 Arabic", &ARABIC, 1_000_000, 10_000, 200_000),
    ("10 MB / 100,000 Arabic", &ARABIC, 10_000_000, 100_000, 200_000),
    ("1 MB one paragraph", &WORDS, 1_050_000, 10_000, 1_000_000),
];
/// Where egui's own text field is measured, too.
const TEXT_EDIT: [&str; 2] = ["100 KB / 1,000", "1 MB / 10,000"];

/// A generator of numbers that are the same in every run (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

struct Case {
    text: String,
    blocks: Vec<Block>,
    marks: Vec<Highlight>,
    /// Where the longest paragraph begins.
    longest: usize,
}

impl Case {
    /// Generates an article of so many bytes and marks; `long` bytes of it are one paragraph near the end.
    fn new(words: &[&str], bytes: usize, count: usize, long: usize) -> Self {
        let mut dice = Dice(20);
        let mut text = String::with_capacity(bytes + 1024);
        let mut blocks = Vec::new();
        let mut longest = 0;
        while text.len() < bytes {
            let is_long = long > 0 && longest == 0 && text.len() + long + long / 4 > bytes;
            let size = if is_long { long } else { 200 + dice.below(600) };
            let start = text.len();
            if is_long {
                longest = start;
            }
            while text.len() < start + size {
                for _ in 0..6 + dice.below(14) {
                    text.push_str(words[dice.below(words.len())]);
                    text.push(' ');
                }
                text.pop();
                text.push_str(". ");
            }
            text.pop();
            let kind = if start == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
            blocks.push(Block { kind, range: Range::new(start, text.len()) });
            text.push_str("\n\n");
        }
        let hues = ["blue", "crimson", "violet", "teal", "amber", "green"];
        let marks = (0..count)
            .map(|index| {
                let start = text.floor_char_boundary(dice.below(text.len() - 200));
                let end = text.floor_char_boundary(start + 10 + dice.below(120));
                Highlight {
                    key: index as u64,
                    ranges: vec![Range::new(start, end)],
                    hue: hues[index % hues.len()].into(),
                    words: "claim, open".into(),
                    shape: StatusShape::Circle,
                    weight: Weight::Full,
                }
            })
            .collect::<Vec<_>>();
        // As the window hands them over: in the order of the outline.
        let mut marks = marks;
        marks.sort_by_key(|mark| (mark.span().start, std::cmp::Reverse(mark.span().end)));
        Self { text, blocks, marks, longest }
    }
}

/// A window without a screen.
struct Window {
    context: Context,
    time: f64,
}

impl Window {
    fn new() -> Self {
        let context = Context::default();
        theme::install(&context);
        Self { context, time: 0.0 }
    }

    /// Runs and tessellates one frame; returns how long that took, in milliseconds.
    fn frame(&mut self, width: f32, events: Vec<Event>, mut content: impl FnMut(&mut Ui)) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, vec2(width, 800.0))),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let start = Instant::now();
        let mut output = self.context.run_ui(input, |ui| content(ui));
        let shapes = std::mem::take(&mut output.shapes);
        black_box(self.context.tessellate(shapes, output.pixels_per_point));
        let spent = start.elapsed().as_secs_f64() * 1000.0;
        output.textures_delta.clear();
        spent
    }
}

fn median(spent: Vec<f64>) -> f64 {
    quantile(spent, 0.5)
}

fn quantile(mut spent: Vec<f64>, share: f64) -> f64 {
    spent.sort_by(f64::total_cmp);
    let at = (spent.len() as f64 * share) as usize;
    spent.get(at.min(spent.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn floor(window: &mut Window) -> f64 {
    let text = Case::new(&WORDS, 5_500, 0, 0).text.replace("\n\n", " ");
    let label = text.get(..text.floor_char_boundary(5_500)).unwrap_or_default();
    let mut run = |times: usize| -> Vec<f64> {
        (0..times).map(|_| window.frame(1280.0, Vec::new(), |ui| drop(ui.label(label)))).collect()
    };
    run(20);
    median(run(300))
}

fn measure(window: &mut Window, case: &Case) -> Vec<Figure> {
    let look = Look::default();
    let revision = std::cell::Cell::new(1);
    let show = |view: &mut ArticleView, marks: &Highlights, ui: &mut Ui| {
        black_box(view.ui(ui, &page(case, marks, revision.get()), &look));
    };
    let mut first = Vec::new();
    for _ in 0..11 {
        // An empty frame between makes egui forget the layouts of the one before.
        window.frame(1280.0, Vec::new(), |_| {});
        typeset::forget(&window.context);
        let marks = case.marks.clone();
        let start = Instant::now();
        let marks = Highlights::new(marks);
        let indexed = start.elapsed().as_secs_f64() * 1000.0;
        let mut view = ArticleView::default();
        first.push(indexed + window.frame(1280.0, Vec::new(), |ui| show(&mut view, &marks, ui)));
    }
    let marks = Highlights::new(case.marks.clone());
    typeset::forget(&window.context);
    let mut view = ArticleView::default();
    view.focus();
    let mut steady = Vec::new();
    for round in 0..330 {
        let spent = window.frame(1280.0, Vec::new(), |ui| show(&mut view, &marks, ui));
        if round >= 30 {
            steady.push(spent);
        }
    }
    let p99 = quantile(steady.clone(), 0.99);
    let flips =
        [0, case.longest].map(|from| flips(window, &mut view, from, |view, ui| show(view, &marks, ui)));
    let jumps =
        jumps(window, |events, window| window.frame(1280.0, events, |ui| show(&mut view, &marks, ui)));
    let drags =
        drags(window, |events, window| window.frame(1280.0, events, |ui| show(&mut view, &marks, ui)));
    let new_mark = new_marks(window, case, |marks, ui| show(&mut view, marks, ui));
    let mut resize = Vec::new();
    for step in 0..60_u8 {
        let width = 820.0 - f32::from(step) * 6.0;
        resize.push(window.frame(width, Vec::new(), |ui| show(&mut view, &marks, ui)));
    }
    vec![
        ms("first frame", median(first)),
        ms("steady frame", median(steady)),
        ms("steady frame p99", p99),
        ms("page flip", median(flips.concat())),
        ms("jump to an end", median(jumps)),
        ms("hit test", hit_test(window, case)),
        ms("drag-select frame", median(drags)),
        ms("new mark", new_mark),
        ms("resize step", median(resize)),
        mb("of it text as set", typeset::weight(&window.context) as f64),
    ]
}

fn pressed(key: Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// Jumps to the end of the text and back to its beginning.
fn jumps(window: &mut Window, mut frame: impl FnMut(Vec<Event>, &mut Window) -> f64) -> Vec<f64> {
    (0..20)
        .map(|round| {
            typeset::forget(&window.context);
            let key = if round % 2 == 0 { Key::End } else { Key::Home };
            frame(vec![pressed(key, Modifiers::COMMAND)], window)
        })
        .collect()
}

/// Drags a selection over the page, a line or so a frame.
fn drags(window: &mut Window, mut frame: impl FnMut(Vec<Event>, &mut Window) -> f64) -> Vec<f64> {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let start = egui::pos2(420.0, 180.0);
    frame(vec![Event::PointerMoved(start)], window);
    frame(vec![button(start, true)], window);
    let step = |at: u8| egui::pos2(420.0 + f32::from(at % 7) * 40.0, 180.0 + f32::from(at) * 9.0);
    let spent = (0..60).map(|at| frame(vec![Event::PointerMoved(step(at))], window)).collect();
    frame(vec![button(step(59), false), Event::PointerGone], window);
    spent
}

/// Asks ten thousand times which letter stands at a place of a paragraph that is set; returns what one answer takes.
fn hit_test(window: &mut Window, case: &Case) -> f64 {
    let text = case.blocks.get(1).or(case.blocks.first()).and_then(|block| block.range.of(&case.text));
    let text = text.unwrap_or_default();
    let text = &text[..text.floor_char_boundary(4_000)];
    let mut spent = 0.0;
    window.frame(1280.0, Vec::new(), |ui| {
        let font = theme::reading(18.0);
        let setting = typeset::Setting {
            text,
            font: &font,
            line_height: 28.0,
            width: 600.0,
            line_ends: typeset::LineEnds::Break,
            direction: None,
            language: "",
        };
        let paragraph = typeset::set(ui.ctx(), &setting);
        let height = paragraph.geometry.height();
        let mut dice = Dice(5);
        let start = Instant::now();
        for _ in 0..10_000 {
            let at = egui::pos2(dice.below(600) as f32, dice.below(height as usize + 1) as f32);
            black_box(paragraph.geometry.spot(at));
        }
        spent = start.elapsed().as_secs_f64() * 1000.0 / 10_000.0;
    });
    spent
}

/// Measures egui's own text field on the same text, in a scroll area, at rest and resized.
fn text_edit(context: &Context, case: &Case) -> Vec<Figure> {
    let mut window = Window { context: context.clone(), time: 1.0e6 };
    let mut text = case.text.clone();
    let mut show = |window: &mut Window, width: f32| {
        window.frame(width, Vec::new(), |ui| {
            egui::ScrollArea::vertical().show(ui, |ui| {
                ui.add(egui::TextEdit::multiline(&mut text).desired_width(f32::INFINITY));
            });
        })
    };
    let before = memory();
    let first = show(&mut window, 1280.0);
    let steady = (0..60).map(|_| show(&mut window, 1280.0)).collect();
    let held = (memory() - before).max(0.0);
    let resize = (0..5_u8).map(|step| show(&mut window, 900.0 - f32::from(step) * 6.0)).collect();
    vec![
        ms("TextEdit, first frame", first),
        ms("TextEdit, steady frame", median(steady)),
        ms("TextEdit, resize step", median(resize)),
        mb("TextEdit, memory", held),
    ]
}

fn flips(
    window: &mut Window,
    view: &mut ArticleView,
    from: usize,
    mut show: impl FnMut(&mut ArticleView, &mut Ui),
) -> Vec<f64> {
    let mut spent = Vec::new();
    while spent.len() < 40 {
        view.select(Range::new(from, from));
        view.restore(from);
        typeset::forget(&window.context);
        for _ in 0..3 {
            window.frame(1280.0, Vec::new(), |ui| show(view, ui));
        }
        for _ in 0..20 {
            let place = view.position();
            let time =
                window.frame(1280.0, vec![pressed(Key::PageDown, Modifiers::NONE)], |ui| show(view, ui));
            if view.position() == place {
                break;
            }
            spent.push(time);
        }
        if spent.is_empty() {
            break;
        }
    }
    spent
}

/// Marks one thing more, and makes all that the view needs of the marks anew, as the window does.
fn new_marks(window: &mut Window, case: &Case, mut show: impl FnMut(&Highlights, &mut Ui)) -> f64 {
    let mut marks = Highlights::new(case.marks.clone());
    let mut spent = Vec::new();
    for round in 0..20 {
        let mut mark = case.marks[round % case.marks.len()].clone();
        mark.key = marks.len() as u64;
        let place = marks.place_of_offset(mark.span().start);
        let start = Instant::now();
        marks.replace(&[], vec![(place, mark)]);
        let indexed = start.elapsed().as_secs_f64() * 1000.0;
        spent.push(indexed + window.frame(1280.0, Vec::new(), |ui| show(&marks, ui)));
    }
    median(spent)
}

/// Measures the whole window over a project with the case's marks: a frame at rest; a mark, a status and an undo up to
/// the last frame that each changes (action, journal, highlights, inspector; the checks run on a thread).
fn whole(window: &mut Window, case: &Case) -> Vec<Figure> {
    let blocks = case.blocks.clone();
    let article = import::Article { text: case.text.clone(), blocks, ..import::Article::default() };
    let marks = case.marks.iter().map(|mark| ImportedMark {
        ranges: mark.ranges.clone(),
        kind: "claim".into(),
        ..ImportedMark::default()
    });
    let context = Fixed::new(Moment(0), "bench", 1);
    let journal = Box::new(Memory::default());
    let mut session = Session::new(Project::default(), vocabulary::shipped(), journal, Box::new(context));
    let begin = Action::Begin { article: Box::new(article), name: "bench.txt".into(), original: None };
    session.dispatch(begin).expect("an article can be taken in");
    session
        .dispatch(Action::Import { marks: marks.collect(), from: "bench".into() })
        .expect("marks can be taken in");
    let scratch = std::env::temp_dir().join("redpencil-bench");
    let machine = Machine { settings_folder: None, place: Place::within(&scratch), ..Machine::real() };
    let mut app = App::new(machine).with_session(session);
    // Until the text was read and judged on their threads, which would else take the processor from what is measured.
    let is_busy = |app: &App| {
        app.desk()
            .is_none_or(|desk| !desk.derived.uncovered.is_read() || desk.derived.judgement.revision.is_none())
    };
    for round in 0..2_000 {
        window.frame(1280.0, Vec::new(), |ui| app.ui(ui));
        if round > 60 && !is_busy(&app) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let rest = (0..100).map(|_| window.frame(1280.0, Vec::new(), |ui| app.ui(ui))).collect();
    let key = |key, pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    // From the key to the last frame that it changes.
    let press = |window: &mut Window, app: &mut App, which| {
        let mut spent = window.frame(1280.0, vec![key(which, true), key(which, false)], |ui| app.ui(ui));
        for _ in 0..2 {
            spent += window.frame(1280.0, Vec::new(), |ui| app.ui(ui));
        }
        spent
    };
    let (mut marked, mut judged, mut undone) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..15_usize {
        if let Some(desk) = app.desk_mut() {
            let start = case.text.floor_char_boundary(40 + at * 7);
            desk.article.select(Range::new(start, start + 9));
        }
        window.frame(1280.0, Vec::new(), |ui| app.ui(ui));
        marked.push(press(window, &mut app, Key::C));
        // In progress: to confirm asks for evidence first.
        judged.push(press(window, &mut app, Key::Num2));
    }
    let count = app.desk().map_or(0, |desk| desk.session.project().annotations().len());
    assert!(count >= case.marks.len() + 15, "the key has marked words every time");
    for _ in 0..10 {
        let start = Instant::now();
        if let Some(desk) = app.desk_mut() {
            desk.act(Action::Undo).expect("a step can be taken back");
        }
        let acted = start.elapsed().as_secs_f64() * 1000.0;
        undone.push(acted + press(window, &mut app, Key::F20));
    }
    vec![
        ms("window at rest", median(rest)),
        ms("window, mark", median(marked)),
        ms("window, status", median(judged)),
        ms("window, undo", median(undone)),
    ]
}

/// Asks a process of its own, which has not done anything yet, how much memory the view of a case takes.
fn memory_of(name: &str) -> f64 {
    let program = std::env::current_exe().expect("a program knows where it is");
    let output =
        std::process::Command::new(program).args(["--memory", name]).output().expect("it can be run");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or_default()
}

/// Measures what a view of the case takes beyond its text and marks: its index, what is set while thirty pages are
/// turned, glyphs. The fonts are there before.
fn tell_memory(name: &str) {
    let Some((_, words, bytes, count, long)) = CASES.into_iter().find(|case| case.0 == name) else { return };
    let case = Case::new(words, bytes, count, long);
    let marks = case.marks.clone();
    let mut window = Window::new();
    floor(&mut window);
    typeset::mean_advance(&window.context, &theme::reading(18.0));
    let before = memory();
    let marks = Highlights::new(marks);
    let mut view = ArticleView::default();
    view.focus();
    for round in 0..60 {
        let events = if round % 2 == 0 { vec![pressed(Key::PageDown, Modifiers::NONE)] } else { Vec::new() };
        let page = page(&case, &marks, 1);
        window.frame(1280.0, events, |ui| drop(view.ui(ui, &page, &Look::default())));
    }
    println!("{}", memory() - before);
}

/// Shows a case and nothing beside it.
fn page<'a>(case: &'a Case, marks: &'a Highlights, revision: u64) -> Page<'a> {
    Page {
        text: &case.text,
        blocks: &case.blocks,
        revision,
        marks,
        found: &[],
        current: None,
        uncovered: &[],
        findings: &[],
        card: None,
        state: 0,
        title: "",
        disguises: &[],
        language: "en",
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [how, name] = arguments.as_slice()
        && how == "--memory"
    {
        return tell_memory(name);
    }
    let is_json = std::env::args().any(|argument| argument == "--json");
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let small = Case::new(&WORDS, 3_000, 20, 0);
    let small_arabic = Case::new(&ARABIC, 3_000, 20, 0);
    let mut window = Window::new();
    for case in [&small, &small_arabic] {
        let warm = Highlights::new(case.marks.clone());
        let mut view = ArticleView::default();
        for _ in 0..5 {
            let page = page(case, &warm, 0);
            window.frame(1280.0, Vec::new(), |ui| drop(view.ui(ui, &page, &Look::default())));
        }
    }
    let floor_ms = floor(&mut window);
    if !is_json {
        println!("static screenful (floor): {floor_ms:.3} ms");
    }
    let is_wanted =
        |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| name.contains(wanted.as_str()));
    for (name, words, bytes, count, long) in CASES {
        if !is_wanted(name) {
            continue;
        }
        let case = Case::new(words, bytes, count, long);
        let mut figures = measure(&mut window, &case);
        figures.push(mb("memory beyond", memory_of(name)));
        if TEXT_EDIT.contains(&name) {
            figures.extend(text_edit(&window.context, &case));
        }
        figures.extend(whole(&mut window, &case));
        for Figure(figure, value, unit) in figures {
            if is_json {
                let key = unit.to_lowercase();
                println!(
                    r#"{{"case":"{name}","figure":"{figure}","{key}":{value:.4},"floor_ms":{floor_ms:.4}}}"#
                );
            } else {
                println!("{name:24} {figure:22} {value:10.4} {unit}   floor {floor_ms:.3} ms");
            }
        }
    }
}
