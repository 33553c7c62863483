//! What one action costs without a window: medians in milliseconds at three sizes of article.
//!
//! `cargo bench --bench session`; with `-- --json` one object a line.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::time::Instant;

use redpencil::check;
use redpencil::import;
use redpencil::model::{Moment, Outline, Project};
use redpencil::session::context::Fixed;
use redpencil::session::journal::Memory;
use redpencil::session::{Action, ImportedMark, Placing, Session};
use redpencil::store::{state, vocabulary};
use redpencil::text::{Block, BlockKind, Range};

const CASES: [(&str, usize, usize); 3] =
    [("3 KB / 20", 3_000, 20), ("100 KB / 1,000", 100_000, 1_000), ("1 MB / 10,000", 1_000_000, 10_000)];
const SENTENCE: &str =
    "The committee met on 12 March and the members said the plan would cost 4 million dollars. ";

fn main() {
    let json = std::env::args().any(|argument| argument == "--json");
    if !json {
        println!("{:<16} {:>12} {:>10}", "case", "figure", "ms");
    }
    for (case, bytes, marks) in CASES {
        let mut session = session(bytes, marks);
        let end = session.project().text().len();
        let mut at = 0;
        measure(json, case, "new mark", || {
            at = (at + 3_001) % (end - 100);
            let ranges = vec![Range::new(at, at + 21)];
            let kind = "claim".to_owned();
            let placing = Placing::Snapped;
            drop(session.dispatch(Action::Mark { ranges, kind, placing, record: None, details: vec![] }));
        });
        measure(json, case, "undo", || drop(session.dispatch(Action::Undo)));
        measure(json, case, "outline", || drop(Outline::of(session.project())));
        measure(json, case, "snapshot", || drop(session.project().clone()));
        let outline = Outline::of(session.project());
        measure(json, case, "checks", || {
            let reading = check::Reading::of(session.project(), session.rulebook());
            let ground = check::Ground {
                project: session.project(),
                outline: &outline,
                vocabulary: session.vocabulary(),
                reading: &reading,
                rulebook: session.rulebook(),
                today: session.today(),
            };
            drop(check::run(&ground));
        });
        // As the window does between two changes of the records: the text is the same.
        let reading = check::Reading::of(session.project(), session.rulebook());
        measure(json, case, "checks, same text", || {
            let ground = check::Ground {
                project: session.project(),
                outline: &outline,
                vocabulary: session.vocabulary(),
                reading: &reading,
                rulebook: session.rulebook(),
                today: session.today(),
            };
            drop(check::run(&ground));
        });
        measure(json, case, "project.ron", || drop(state::write(session.project(), &state::Clock::new())));
    }
}

fn session(bytes: usize, marks: usize) -> Session {
    let text = SENTENCE.repeat(bytes / SENTENCE.len());
    let mut blocks = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = (start + SENTENCE.len() * 6).min(text.len());
        blocks.push(Block { kind: BlockKind::Paragraph, range: Range::new(start, end - 1) });
        start = end;
    }
    let step = text.len() / marks;
    let article = import::Article { text, blocks, ..import::Article::default() };
    let context = Fixed::new(Moment(0), "bench", 1);
    let journal = Memory::default();
    let mut session =
        Session::new(Project::default(), vocabulary::shipped(), Box::new(journal), Box::new(context));
    let begin = Action::Begin { article: Box::new(article), name: "bench.txt".into(), original: None };
    session.dispatch(begin).expect("an article can be taken in");
    let marks = (0..marks)
        .map(|number| ImportedMark {
            ranges: vec![Range::new(number * step, number * step + 24)],
            kind: "claim".into(),
            ..ImportedMark::default()
        })
        .collect();
    session.dispatch(Action::Import { marks, from: "bench".into() }).expect("marks can be taken in");
    session
}

fn measure(json: bool, case: &str, figure: &str, mut run: impl FnMut()) {
    run();
    let mut times: Vec<f64> = (0..15)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    if json {
        println!("{}", serde_json::json!({"case": case, "figure": figure, "ms": median}));
    } else {
        println!("{case:<16} {figure:>12} {median:>10.3}");
    }
}
