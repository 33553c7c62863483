//! What a search costs: folding a text, finding few and very many words in it; in the window, from a key to the frame
//! that shows the hits. Medians in milliseconds.
//!
//! `cargo bench --bench search`; with `-- --json` one object a line.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::time::Instant;

use redpencil::import;
use redpencil::model::{Moment, Outline, Project, Value};
use redpencil::search::{Accents, Case, Extent, Folding, Haystack, Index, Needle, Query};
use redpencil::session::context::Fixed;
use redpencil::session::journal::Memory;
use redpencil::session::{Action, ImportedMark, Session};
use redpencil::store::vocabulary;
use redpencil::text::{Block, BlockKind, Range};

const CASES: [(&str, usize, usize); 3] = [
    ("3 KB / 20", 3_000, 20),
    ("1 MB / 10,000", 1_000_000, 10_000),
    ("10 MB / 100,000", 10_000_000, 100_000),
];
const ENGLISH: &str = "the council voted on friday to close city pool mayor said that Jane O’Neill of “Daily \
                       Post” took no money from anybody and résumé showed 4,200 dollars were paid — in March";
const RUSSIAN: &str =
    "совет в пятницу проголосовал за закрытие бассейна мэр Ёлкина сказала что деньги никто не брал";
const KOREAN: &str = "시의회는 금요일에 수영장을 닫기로 의결했다 시장은 돈을 받은 사람이 없다고 말했다";
/// Stands a few times in each text.
const RARE: &str = "Zeugma";

fn main() {
    let json = std::env::args().any(|argument| argument == "--json");
    if !json {
        println!("{:<16} {:>30} {:>10} {:>10}", "case", "figure", "ms", "hits");
    }
    for (case, bytes, marks) in CASES {
        let text = written(ENGLISH, bytes);
        measure(json, case, "fold the text", || {
            drop(Haystack::new(text.as_str()));
            0
        });
        for (figure, words) in [("fold Russian", RUSSIAN), ("fold Korean", KOREAN)] {
            let other = written(words, bytes);
            measure(json, case, figure, || {
                drop(Haystack::new(other.as_str()));
                0
            });
        }
        let session = session(&text, marks);
        let outline = Outline::of(session.project());
        let first = Index::new(session.project(), &outline, session.vocabulary(), None);
        measure(json, case, "fold the records", || {
            drop(Index::new(session.project(), &outline, session.vocabulary(), Some(&first)));
            0
        });
        for (figure, query) in queries() {
            let needle = Needle::new(&query).expect("there is something to search for");
            measure(json, case, figure, || first.search(&needle, &|| true).len());
        }
        #[cfg(feature = "gui")]
        for (figure, ms, hits) in window::typed(session) {
            print(json, case, figure, ms, hits);
        }
    }
}

fn queries() -> [(&'static str, Query); 7] {
    let exact = Folding { case: Case::Exact, accents: Accents::Exact };
    [
        ("find none", Query::new("nowhere at all")),
        ("find few", Query::new(RARE)),
        ("find many: resume", Query::new("resume")),
        ("find very many: e", Query::new("e")),
        ("whole words: the", Query { extent: Extent::WholeWords, ..Query::new("the") }),
        ("whole words: e", Query { extent: Extent::WholeWords, ..Query::new("e") }),
        ("case and accents: the", Query { folding: exact, ..Query::new("the") }),
    ]
}

/// Writes so many bytes of these words in an order without a pattern, in paragraphs.
fn written(words: &str, bytes: usize) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut text = String::with_capacity(bytes + 64);
    let mut seed: u64 = 7;
    let mut count = 0;
    while text.len() < bytes {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        count += 1;
        text.push_str(if count % 20_011 == 80 { RARE } else { words[(seed >> 33) as usize % words.len()] });
        text.push_str(if count % 90 == 0 { ".\n\n" } else { " " });
    }
    text
}

fn session(text: &str, marks: usize) -> Session {
    let text = text.trim_end().to_owned();
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, range: Range::new(start, start + part.len()) });
        start += part.len() + 2;
    }
    let step = text.len() / marks;
    let ranges: Vec<Range> = (0..marks)
        .map(|number| Range::new(number * step, number * step + 24))
        .map(|range| redpencil::text::boundary::snap(&text, range))
        .collect();
    let article = import::Article { text, blocks, ..import::Article::default() };
    let context = Fixed::new(Moment(0), "bench", 1);
    let journal = Box::new(Memory::default());
    let mut session = Session::new(Project::default(), vocabulary::shipped(), journal, Box::new(context));
    let begin = Action::Begin { article: Box::new(article), name: "bench.txt".into(), original: None };
    session.dispatch(begin).expect("an article can be taken in");
    let said = |number: usize| Value::Text(format!("The {number}th thing said, in the checker’s own words"));
    let marks = ranges
        .into_iter()
        .enumerate()
        .map(|(number, range)| ImportedMark {
            ranges: vec![range],
            kind: "claim".into(),
            details: vec![("statement", said(number)), ("note", said(number))],
            ..ImportedMark::default()
        })
        .collect();
    session.dispatch(Action::Import { marks, from: "bench".into() }).expect("marks can be taken in");
    session
}

fn measure(json: bool, case: &str, figure: &str, mut run: impl FnMut() -> usize) {
    let hits = run();
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    print(json, case, figure, times[times.len() / 2], hits);
}

fn print(json: bool, case: &str, figure: &str, median: f64, hits: usize) {
    if json {
        println!("{}", serde_json::json!({"case": case, "figure": figure, "ms": median, "hits": hits}));
    } else {
        println!("{case:<16} {figure:>30} {median:>10.3} {hits:>10}");
    }
}

/// The whole window, without a screen.
#[cfg(feature = "gui")]
mod window {
    use std::time::Instant;

    use egui::{Context, Event, Key, Modifiers, RawInput, Rect, vec2};
    use redpencil::gui::{App, Machine, theme};
    use redpencil::session::Session;
    use redpencil::store::Place;

    /// Opens the panel and types words, letter by letter: the time from the key that opens it until all is folded,
    /// the median and the longest time from a letter to the frame that shows its hits, and the last count of hits.
    pub fn typed(session: Session) -> [(&'static str, f64, usize); 3] {
        let ctx = Context::default();
        theme::install(&ctx);
        let scratch = std::env::temp_dir().join("redpencil-bench");
        let machine = Machine { settings_folder: None, place: Place::within(&scratch), ..Machine::real() };
        let mut app = App::new(machine).with_session(session);
        let mut time = 0.0;
        let mut frame = |app: &mut App, events: Vec<Event>| {
            time += 1.0 / 60.0;
            let screen_rect = Some(Rect::from_min_size(egui::Pos2::ZERO, vec2(1280.0, 800.0)));
            let input = RawInput { screen_rect, time: Some(time), events, ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| app.ui(ui));
            output.textures_delta.clear();
            drop(ctx.tessellate(output.shapes, 1.0));
        };
        for _ in 0..30 {
            frame(&mut app, Vec::new());
        }
        let mut until_shown = |app: &mut App, events: Vec<Event>| {
            let start = Instant::now();
            frame(app, events);
            loop {
                let is_shown = app
                    .desk()
                    .is_some_and(|desk| desk.view.finder.is_answered() && desk.view.finder.index().is_some());
                frame(app, Vec::new());
                if is_shown {
                    return start.elapsed().as_secs_f64() * 1e3;
                }
            }
        };
        let open = Event::Key {
            key: Key::F,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        let opened = until_shown(&mut app, vec![open]);
        let mut letters: Vec<f64> = "council voted on"
            .chars()
            .map(|letter| until_shown(&mut app, vec![Event::Text(letter.to_string())]))
            .collect();
        letters.sort_by(f64::total_cmp);
        let hits = app.desk().map_or(0, |desk| desk.view.finder.hits().len());
        let longest = letters.last().copied().unwrap_or_default();
        [
            ("window: open the panel", opened, 0),
            ("window: letter to its hits", letters[letters.len() / 2], hits),
            ("window: longest of 16 letters", longest, hits),
        ]
    }
}
