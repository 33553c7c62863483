//! Bibliographies: what an audience may see of the sources, and nothing else.

use redpencil::check::Rulebook;
use redpencil::cite::{self, Entry};
use redpencil::export::{self, Audience};
use redpencil::model::{Id, Moment, Value};
use redpencil::session::report::{Order, whole_report};
use redpencil::session::{Action, Attachment, Session};

use super::{TEXT, mark, session, set, words};

fn source(session: &mut Session, record: Id, fields: &[(&'static str, &str)], pairs: &[(&str, &str)]) {
    let mut details: Vec<(&'static str, Value)> =
        fields.iter().map(|(name, text)| (*name, words(text))).collect();
    let pairs = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    details.push(("citation", Value::Pairs(pairs)));
    let evidence = vec![("locator", words("page 9")), ("stance", words("supports"))];
    let action = Action::Attach { record, source: Attachment::New(details), details: evidence };
    session.dispatch(action).unwrap();
}

fn with_sources() -> Session {
    let mut session = session(TEXT, 31);
    let claim = mark(&mut session, "claim", &["3 bribes"], vec![("statement", words("Three."))]).1.unwrap();
    let s = &mut session;
    let open = [("title", "On bribes"), ("author", "Jane Doe"), ("kind", "book"), ("published", "2001")];
    source(s, claim, &open, &[("DOI", "10.1/x"), ("bibtex:file", "/home/jane/x.pdf"), ("annote", "dull")]);
    source(s, claim, &[("title", "Talk at night"), ("ground_rules", "off-record")], &[]);
    source(s, claim, &[("title", "Kept shut"), ("confidentiality", "sealed")], &[("volume", "77")]);
    let agreed = [("title", "Ann Aide"), ("ground_rules", "background"), ("description", "an aide")];
    source(s, claim, &agreed, &[]);
    session
}

fn file(session: &Session, format: &str, audience: Audience) -> String {
    let today = Moment::parse("2026-11-22T10:00:00Z").unwrap();
    let order = Order { audience, today, rulebook: &Rulebook::shipped(), sealed: &[] };
    let exporter = export::named(format).unwrap();
    let report = whole_report(session.project(), session.outline(), session.vocabulary(), exporter, &order);
    String::from_utf8(report.bytes).unwrap()
}

fn entries(format: &str, text: &str) -> Vec<Entry> {
    let library = cite::read(cite::named(format).unwrap(), text.as_bytes());
    assert_eq!(library.problems, [], "{text}");
    library.entries
}

#[test]
fn the_public_gets_open_sources_alone_and_no_path_of_anybodys_machine() {
    let session = with_sources();
    for format in cite::ALL {
        let text = file(&session, format.id(), Audience::Public);
        let titles: Vec<String> =
            entries(format.id(), &text).iter().map(|entry| entry.text("title").to_owned()).collect();
        assert_eq!(titles, ["On bribes"], "{}", format.id());
        for word in ["Talk", "shut", "77", "Aide", "aide", "/home/jane", "dull"] {
            assert!(!text.contains(word), "{word} stands in {text}");
        }
    }
}

#[test]
fn sealed_and_off_record_sources_are_in_no_bibliography_for_anybody() {
    let session = with_sources();
    let text = file(&session, "bibtex", Audience::Internal);
    let titles: Vec<String> =
        entries("bibtex", &text).iter().map(|entry| entry.text("title").to_owned()).collect();
    assert!(titles.contains(&"On bribes".to_owned()) && text.contains("/home/jane/x.pdf"), "{text}");
    assert!(!text.contains("Kept shut") && !text.contains("Talk at night"), "{text}");
}

#[test]
fn a_report_lists_sources_in_the_style_of_the_article() {
    let mut session = with_sources();
    let report = file(&session, "markdown", Audience::Public);
    assert!(report.contains("Jane Doe, *On bribes*, 2001, https"), "{report}");
    set(&mut session, Id::ARTICLE, "citation_style", words("apa"));
    let report = file(&session, "markdown", Audience::Public);
    assert!(report.contains("Doe, J. (2001). *On bribes*"), "{report}");
    let page = file(&session, "html", Audience::Public);
    assert!(page.contains("<i>On bribes</i>"));
}
