//! The ways out: what an audience is handed, what the exporters make of it, and what comes back in.

use std::collections::BTreeSet;

use proptest::prelude::*;
use redpencil::check::Rulebook;
use redpencil::export::segment::{cut, pieces};
use redpencil::export::{self, Audience, Coverage, Exporter, Finding, Handout, Stopped, Watch};
use redpencil::import::{self, web_annotation};
use redpencil::model::{Id, Moment, Project, Slot, Table, Value};
use redpencil::session::{Action, Attachment, Details, Placing, Session, context, journal};
use redpencil::store::vocabulary;
use redpencil::text::{Block, BlockKind, Range};

mod audience;
mod csv;
mod exposure;
mod legal;
mod library;
mod markdown;

const TEXT: &str = "Mayor took bribes\n\n“I never took a cent,” Ann Smith said. “Not one.”\n\nThe mayor has been accused \
                    of taking 3 bribes – in May. مرحبا 👩\u{200D}🚀";

fn session(text: &str, seed: u64) -> Session {
    let now = Moment::parse("2026-11-22T10:00:00Z").unwrap();
    let context = context::Fixed::new(now, "Ada Checker", seed);
    let journal = Box::new(journal::Memory::default());
    let mut session = Session::new(Project::default(), vocabulary::shipped(), journal, Box::new(context));
    let mut at = 0;
    let mut blocks = Vec::new();
    for paragraph in text.split("\n\n") {
        let range = Range::new(at, at + paragraph.len());
        at = range.end + 2;
        let kind = if blocks.is_empty() { BlockKind::Headline } else { BlockKind::Paragraph };
        blocks.push(Block { kind, range });
    }
    blocks.retain(|block| !block.range.is_empty());
    let article = import::Article { text: text.into(), blocks, ..import::Article::default() };
    let begin = Action::Begin { article: Box::new(article), name: "article.txt".into(), original: None };
    session.dispatch(begin).unwrap();
    session
}

fn words(text: &str) -> Value {
    Value::Text(text.into())
}

fn mark(session: &mut Session, kind: &str, quotes: &[&str], details: Details) -> (Id, Option<Id>) {
    let text = session.project().text();
    let ranges = quotes.iter().map(|quote| {
        let at = text.find(quote).unwrap();
        Range::new(at, at + quote.len())
    });
    let ranges = ranges.collect();
    let action = Action::Mark { ranges, kind: kind.into(), placing: Placing::Exact, record: None, details };
    let id = session.dispatch(action).unwrap().focus.unwrap();
    (id, session.project().annotations()[&id].record)
}

fn set(session: &mut Session, record: Id, field: &'static str, value: Value) {
    session.dispatch(Action::Set { slot: Slot { record, field }, value }).unwrap();
}

/// A project with marks of every kind that overlap, nest and touch, and everything that can hang on them.
fn full() -> Session {
    let mut session = session(TEXT, 1);
    let s = &mut session;
    let name = vec![("name", words("Ann Smith")), ("role", words("Mayor"))];
    let person = s.dispatch(Action::Create { table: Table::Person, details: name, link: None });
    let person = person.unwrap().focus.unwrap();
    let (_, claim) = mark(
        s,
        "claim",
        &["took bribes"],
        vec![("statement", words("She took bribes.")), ("category", words("event"))],
    );
    let claim = claim.unwrap();
    let (_, allegation) = mark(
        s,
        "allegation",
        &["The mayor has been accused of taking 3 bribes"],
        vec![("gist", words("Bribery."))],
    );
    let allegation = allegation.unwrap();
    set(s, allegation, "accused", Value::Links(vec![person]));
    mark(
        s,
        "claim",
        &["3 bribes – in May"],
        vec![("category", words("number")), ("note", words("Two or three?"))],
    );
    mark(s, "claim", &["3"], vec![]);
    mark(s, "legal", &["accused"], vec![("note", words("See counsel."))]);
    let (_, quotation) = mark(
        s,
        "quote",
        &["“I never took a cent,”", "“Not one.”"],
        vec![("content", words("I never took a cent. Not one."))],
    );
    set(s, quotation.unwrap(), "speaker", Value::Link(person));
    let (response, _) = mark(s, "response", &["I never took a cent,"], vec![]);
    set(s, response, "answers", Value::Links(vec![allegation]));
    mark(s, "query", &["said"], vec![("question", words("When did she say it?"))]);
    mark(s, "opinion", &["–"], vec![]);
    mark(s, "nocheck", &["Mayor"], vec![]);
    let (same, _) = mark(s, "claim", &["bribes"], vec![("category", words("description"))]);
    s.dispatch(Action::MarkSame { annotation: same }).unwrap();
    let source = vec![
        ("title", words("Court file")),
        ("url", words("https://example.org/file")),
        ("person", Value::Link(person)),
    ];
    let details =
        vec![("locator", words("page 3")), ("excerpt", words("she received")), ("stance", words("supports"))];
    s.dispatch(Action::Attach { record: claim, source: Attachment::New(source), details }).unwrap();
    let source = s.project().evidence().values().next().unwrap().source.unwrap();
    let details = vec![("locator", words("page 4"))];
    s.dispatch(Action::Attach { record: allegation, source: Attachment::Existing(source), details }).unwrap();
    s.dispatch(Action::SetStatus { record: claim, status: "confirmed".into() }).unwrap();
    set(s, allegation, "replacement", words("is said to have taken"));
    session
}

fn hand_out(session: &Session, findings: Vec<Finding>) -> Handout {
    hand_out_to(Audience::Internal, session, findings)
}

fn hand_out_to(audience: Audience, session: &Session, findings: Vec<Finding>) -> Handout {
    let today = Moment::parse("2026-11-22T10:00:00Z").unwrap();
    let coverage = Coverage { sentences: 4, covered: 3 };
    let (project, outline) = (session.project(), session.outline());
    Handout::for_audience(project, outline, session.vocabulary(), findings, coverage, today, audience)
}

fn bytes(exporter: &dyn Exporter, handout: &Handout) -> Vec<u8> {
    exporter.write(handout, &Watch::default()).unwrap()
}

fn written(format: &str, handout: &Handout) -> String {
    String::from_utf8(bytes(export::named(format).unwrap(), handout)).unwrap()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the list is compared with the folder")]
fn every_exporter_stands_in_the_list_once() {
    let ids: BTreeSet<&str> = export::ALL.iter().map(|exporter| exporter.id()).collect();
    assert_eq!(ids.len(), export::ALL.len());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/export");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let formats = files.filter(|path| {
        std::fs::read_to_string(path).is_ok_and(|source| source.contains("impl Exporter for"))
    });
    let names: BTreeSet<String> =
        formats.map(|path| path.file_stem().unwrap().to_str().unwrap().replace('_', "-")).collect();
    assert_eq!(names.iter().map(String::as_str).collect::<BTreeSet<_>>(), ids);
}

#[test]
fn every_exporter_writes_an_empty_project() {
    let now = Moment::parse("2026-11-22T10:00:00Z").unwrap();
    let context = Box::new(context::Fixed::new(now, "", 1));
    let journal = Box::new(journal::Memory::default());
    let session = Session::new(Project::default(), vocabulary::shipped(), journal, context);
    for exporter in export::ALL {
        assert!(!bytes(*exporter, &hand_out(&session, Vec::new())).is_empty(), "{}", exporter.id());
        assert!(!exporter.label().is_empty() && !exporter.extension().contains('.'));
    }
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    for exporter in export::ALL {
        assert_eq!(
            bytes(*exporter, &hand_out(&full(), Vec::new())),
            bytes(*exporter, &hand_out(&full(), Vec::new()))
        );
    }
}

#[test]
fn the_report_begins_with_what_the_author_needs() {
    let report = written("html", &hand_out(&full(), Vec::new()));
    let places = [
        "is said to have taken",
        "When did she say it?",
        "id=\"article\"",
        "id=\"sources\"",
        "id=\"findings\"",
        "id=\"totals\"",
        "Made by redpencil on 22 November 2026",
    ]
    .map(|words| report.find(words).unwrap_or_else(|| panic!("{words} is missing")));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_report_runs_nothing_and_fetches_nothing() {
    let report = written("html", &hand_out(&full(), Vec::new()));
    assert!(report.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"));
    let style = report.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    for unwanted in ["url(", "@import", "@font-face"] {
        assert!(!style.contains(unwanted), "{unwanted}");
    }
    let tags = report.split('<').skip(1).map(|rest| rest.split('>').next().unwrap());
    for tag in tags.filter(|tag| !tag.starts_with("style")) {
        let name = tag.split(' ').next().unwrap();
        assert!(
            !["script", "link", "img", "iframe", "object", "embed", "base", "form"].contains(&name),
            "{tag}"
        );
        let attributes = tag.split(' ').skip(1).filter_map(|attribute| attribute.split_once('='));
        for (name, _) in attributes {
            assert!(!name.starts_with("on") && !["style", "src", "srcset", "data"].contains(&name), "{tag}");
        }
    }
}

#[test]
fn the_policy_names_the_style_sheet_by_its_hash() {
    use sha2::{Digest, Sha256};
    let report = written("html", &hand_out(&full(), Vec::new()));
    let style = report.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let named = report.split("'sha256-").nth(1).unwrap().split('\'').next().unwrap();
    let decoded: Vec<u8> = {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let bits: Vec<usize> =
            named.trim_end_matches('=').chars().map(|letter| letters.find(letter).unwrap()).collect();
        let bits = bits.iter().fold(String::new(), |bits, value| bits + &format!("{value:06b}"));
        bits.as_bytes()
            .chunks_exact(8)
            .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
            .collect()
    };
    assert_eq!(decoded, Sha256::digest(style.as_bytes()).to_vec());
}

#[test]
fn hostile_words_are_shown_and_never_run() {
    let hostile = "<script>alert(\"1\")</script> '\"><img src=x onerror=y> & \u{202E}evil";
    let mut session = session(&format!("Head\n\n{hostile} 👩\u{200D}🚀 שלום"), 3);
    let record = mark(
        &mut session,
        "claim",
        &[hostile],
        vec![("statement", words(hostile)), ("note", words(hostile))],
    )
    .1
    .unwrap();
    let source = ["title", "author", "url", "archived_url"].map(|field| (field, words(hostile))).to_vec();
    let details = vec![("locator", words("javascript:alert(1)")), ("excerpt", words(hostile))];
    session.dispatch(Action::Attach { record, source: Attachment::New(source), details }).unwrap();
    for field in ["title", "language", "byline"] {
        set(&mut session, Id::ARTICLE, field, words(hostile));
    }
    let finding = Finding {
        rule: hostile.into(),
        level: "blocking".into(),
        message: hostile.into(),
        waived: Some(hostile.into()),
        ..Finding::default()
    };
    let open = Finding { waived: None, ..finding.clone() };
    let report = written("html", &hand_out(&session, vec![finding, open]));
    assert!(!report.contains("<script") && !report.contains("<img") && !report.contains('\u{202E}'));
    assert!(!report.contains("href=\"javascript:"));
    assert!(report.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"));
    assert!(report.contains("👩\u{200D}🚀 שלום"));
    let annotations: serde_json::Value =
        serde_json::from_str(&written("web-annotation", &hand_out(&session, Vec::new()))).unwrap();
    assert_eq!(annotations["items"][0]["target"]["selector"][0]["exact"], hostile);
}

#[test]
fn a_sealed_source_is_there_but_nothing_of_it_is_told() {
    let mut session = session(TEXT, 4);
    let record = mark(&mut session, "claim", &["took bribes"], vec![]).1.unwrap();
    let mut source = ["title", "author", "publisher", "url", "notice", "note"]
        .map(|field| (field, words("TOKEN")))
        .to_vec();
    source.push(("confidentiality", words("sealed")));
    let details = ["locator", "excerpt", "note", "calculation"].map(|field| (field, words("TOKEN"))).to_vec();
    session.dispatch(Action::Attach { record, source: Attachment::New(source), details }).unwrap();
    let handout = hand_out(&session, Vec::new());
    for exporter in export::ALL {
        let written = String::from_utf8(bytes(*exporter, &handout)).unwrap();
        assert!(!written.contains("TOKEN"), "{}", exporter.id());
    }
    assert!(written("html", &handout).contains("Sealed source"));
}

#[test]
fn every_mark_has_one_number_in_the_text_and_one_entry() {
    let handout = hand_out(&full(), Vec::new());
    let report = written("html", &handout);
    for number in 1..=handout.marks.len() {
        assert_eq!(report.matches(&format!("id=\"t{number}\"")).count(), 1, "number {number}");
        assert_eq!(report.matches(&format!("id=\"m{number}\"")).count(), 1, "entry {number}");
    }
}

#[test]
fn every_link_of_the_report_leads_somewhere() {
    let report = written("html", &hand_out(&full(), Vec::new()));
    for link in report.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(report.contains(&format!("id=\"{link}\"")), "{link}");
    }
}

fn taken_in(bytes: &[u8], seed: u64) -> Session {
    let mut other = session(TEXT, seed);
    let read = web_annotation::read(bytes, TEXT, other.vocabulary()).unwrap();
    assert_eq!(read.warnings, [] as [&str; 0]);
    other.dispatch(Action::Import { marks: read.marks, from: "Web Annotation".into() }).unwrap();
    other
}

#[test]
fn marks_that_go_out_come_back_as_they_were() {
    let session = full();
    let out = written("web-annotation", &hand_out(&session, Vec::new()));
    let back = taken_in(out.as_bytes(), 99);
    assert_eq!(written("web-annotation", &hand_out(&back, Vec::new())), out);
    let (was, is) = (session.project(), back.project());
    assert_eq!(was.claims(), is.claims());
    assert_eq!(was.quotations(), is.quotations());
    assert_eq!(was.allegations(), is.allegations());
    assert_eq!(was.queries(), is.queries());
    assert_eq!(was.evidence(), is.evidence());
    assert_eq!(was.sources(), is.sources());
    assert_eq!(was.people(), is.people());
    assert_eq!(was.annotations().len(), is.annotations().len());
    for (id, annotation) in was.annotations() {
        let other = &is.annotations()[id];
        assert_eq!(was.target(*id), is.target(*id));
        assert_eq!(
            (&annotation.created, &annotation.kind, &annotation.record),
            (&other.created, &other.kind, &other.record)
        );
        assert_eq!((&annotation.answers, &annotation.note), (&other.answers, &other.note));
    }
}

#[test]
fn marks_that_are_there_already_stay_as_they_are() {
    let mut session = full();
    let out = written("web-annotation", &hand_out(&session, Vec::new()));
    let before = session.project().clone();
    let read = web_annotation::read(out.as_bytes(), TEXT, session.vocabulary()).unwrap();
    let refusal = session.dispatch(Action::Import { marks: read.marks, from: "Web Annotation".into() });
    assert!(refusal.is_err());
    assert_eq!(*session.project(), before);
}

#[test]
fn a_mention_that_comes_back_leaves_its_record_alone() {
    let mut session = full();
    let out = written("web-annotation", &hand_out(&session, Vec::new()));
    let record = session
        .project()
        .claims()
        .keys()
        .copied()
        .find(|id| session.outline().mentions(*id).len() > 1)
        .unwrap();
    set(&mut session, record, "statement", words("Newer words."));
    let mention = session.outline().mentions(record)[0];
    session.dispatch(Action::Delete { id: mention }).unwrap();
    let read = web_annotation::read(out.as_bytes(), TEXT, session.vocabulary()).unwrap();
    session.dispatch(Action::Import { marks: read.marks, from: "Web Annotation".into() }).unwrap();
    assert_eq!(session.project().claims()[&record].statement, "Newer words.");
    assert!(session.outline().mentions(record).contains(&mention));
}

#[test]
fn words_that_are_gone_make_a_mark_that_waits() {
    let json = br#"[{"type": "Annotation", "body": {"type": "TextualBody", "value": "why?"}, "target":
        {"source": "http://example.org/", "selector": {"type": "TextQuoteSelector", "exact": "a sentence that stands nowhere here"}}}]"#;
    let read = web_annotation::read(json, TEXT, &vocabulary::shipped()).unwrap();
    assert_eq!(read.marks[0].ranges, []);
    assert_eq!(read.marks[0].quote.0, "a sentence that stands nowhere here");
    assert_eq!(read.warnings.len(), 1);
}

#[test]
fn a_position_that_belies_its_quote_is_not_believed() {
    let json = br#"{"type": "Annotation", "target": {"source": "http://example.org/", "selector": [
        {"type": "TextPositionSelector", "start": 0, "end": 5},
        {"type": "TextQuoteSelector", "exact": "Ann Smith"}]}}"#;
    let read = web_annotation::read(json, TEXT, &vocabulary::shipped()).unwrap();
    assert_eq!(read.marks[0].ranges[0].of(TEXT), Some("Ann Smith"));
}

#[test]
fn one_bad_annotation_is_reported_and_the_rest_goes_in() {
    let json =
        br#"{"type": "AnnotationPage", "items": [ 7, {"type": "Note"}, {"type": "Annotation", "target": 3},
        {"type": "Annotation", "motivation": "questioning", "bodyValue": "Really?",
         "target": {"source": "x:y", "selector": {"type": "TextQuoteSelector", "exact": "Ann Smith"}}} ]}"#;
    let read = web_annotation::read(json, TEXT, &vocabulary::shipped()).unwrap();
    assert_eq!((read.marks.len(), read.warnings.len()), (1, 3));
    assert_eq!(read.marks[0].kind, "query");
    assert_eq!(read.marks[0].details, [("question", words("Really?"))]);
}

#[test]
fn an_export_that_is_stopped_gives_nothing() {
    let handout = hand_out(&full(), Vec::new());
    for exporter in export::ALL {
        let watch = Watch::default();
        assert!(exporter.write(&handout, &watch).is_ok());
        let (done, all) = watch.progress();
        assert!(all > 0 && done == all, "{}: {done} of {all}", exporter.id());
        watch.stop();
        assert_eq!(exporter.write(&handout, &watch), Err(Stopped), "{}", exporter.id());
    }
}

fn ranges(len: usize) -> impl Strategy<Value = Vec<Vec<Range>>> {
    let range = (0..=len, 0..=len).prop_map(|(start, end)| Range::new(start, end));
    proptest::collection::vec(proptest::collection::vec(range, 1..3), 0..12)
}

proptest! {
    #[test]
    fn segments_give_back_the_text_and_every_quote(mut marks in ranges(24), breaks in proptest::collection::vec(1_usize..24, 0..4)) {
        let text = "abcdefghijklmnopqrstuvwx";
        for ranges in &mut marks {
            ranges.sort();
            ranges.dedup_by(|next, last| next.start <= last.end && { *last = last.hull(*next); true });
        }
        let mut edges = breaks;
        edges.extend([0, text.len()]);
        edges.sort_unstable();
        edges.dedup();
        let bounds: Vec<Range> = edges.windows(2).map(|pair| Range::new(pair[0], pair[1])).collect();
        let borrowed: Vec<&[Range]> = marks.iter().map(Vec::as_slice).collect();
        let segments = cut(&bounds, &borrowed).concat();
        let whole: String = segments.iter().filter_map(|segment| segment.range.of(text)).collect();
        prop_assert_eq!(&whole, text);
        for (at, ranges) in marks.iter().enumerate() {
            let quote: String = ranges.iter().filter_map(|range| range.of(text)).collect();
            let shown: String = segments.iter().filter(|segment| segment.marks.contains(&at)).filter_map(|segment| segment.range.of(text)).collect();
            prop_assert_eq!(shown, quote.clone());
            let first = segments.iter().filter(|segment| segment.first.contains(&at)).count();
            prop_assert_eq!(first, usize::from(!quote.is_empty()));
        }
    }

    #[test]
    fn pieces_miss_no_word(text in "[ab \n]{0,40}", blocks in proptest::collection::vec((0_usize..50, 0_usize..50), 0..5)) {
        let blocks: Vec<Block> = blocks.into_iter().map(|(start, end)| Block { kind: BlockKind::Note, range: Range::new(start, end) }).collect();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let shown: String = pieces(&text, &blocks).iter().filter_map(|piece| piece.range.of(&text)).collect();
        prop_assert_eq!(bare(&shown), bare(&text));
    }

    #[test]
    fn any_marks_go_out_and_come_back(marks in proptest::collection::vec((0_usize..160, 0_usize..60, 0_usize..8), 1..12)) {
        let mut session = session(TEXT, 5);
        let kinds: Vec<String> = session.vocabulary().kinds.iter().map(|kind| kind.id.clone()).collect();
        for (start, length, kind) in marks {
            let range = Range::new(TEXT.floor_char_boundary(start), TEXT.floor_char_boundary(start + length + 1));
            let kind = kinds[kind % kinds.len()].clone();
            let _ = session.dispatch(Action::Mark { ranges: vec![range], kind, placing: Placing::Snapped, record: None, details: Vec::new() });
        }
        prop_assume!(!session.project().annotations().is_empty());
        let out = written("web-annotation", &hand_out(&session, Vec::new()));
        let back = taken_in(out.as_bytes(), 77);
        prop_assert_eq!(written("web-annotation", &hand_out(&back, Vec::new())), out);
    }

    #[test]
    fn no_json_makes_the_reader_fall_over(text in "[\\[\\]{}:,\"a-z0-9@ ]{0,60}") {
        let _ = web_annotation::read(text.as_bytes(), TEXT, &vocabulary::shipped());
    }
}

#[test]
fn an_internal_report_opens_with_what_is_to_be_settled_and_a_public_one_is_doubted() {
    use crate::fixture::{NOW, fixture};
    use redpencil::session::report::{Order, whole_report};
    let fixture = fixture(
        "# Pool\n\nThe council [claim conflict=statement: voted 7 to 2] [claim conflict=note: on Friday].",
    );
    let session = &fixture.session;
    let report = |audience, format: &str| {
        let order = Order {
            audience,
            today: Moment::parse(NOW).unwrap(),
            rulebook: &Rulebook::shipped(),
            sealed: &[],
        };
        let exporter = export::named(format).unwrap();
        let (project, outline) = (session.project(), session.outline());
        let report = whole_report(project, outline, session.vocabulary(), exporter, &order);
        (String::from_utf8(report.bytes).unwrap(), report.unsettled)
    };
    for format in ["html", "markdown"] {
        let (internal, unsettled) = report(Audience::Internal, format);
        assert!(internal.contains("Conflicts to settle"), "{format}");
        for words in ["statement of claim 1", "He says so", "She says so", "Ben Other, 2021-03-12 18:00 UTC"]
        {
            assert!(internal.contains(words), "{words} is missing in {format}");
        }
        assert_eq!(unsettled, ["statement of claim 1", "note of claim 2"]);
        let (public, unsettled) = report(Audience::Public, format);
        assert!(!public.contains("Ben Other") && !public.contains("She says so"), "{format}");
        assert_eq!(unsettled, ["statement of claim 1"], "the public sees no notes");
    }
}
