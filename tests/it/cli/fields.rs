//! Every field of every table, from its one row: set, shown, reported and logged without a word about it elsewhere.

use redpencil::model::{FieldInfo, Table, Widget};
use redpencil::store::vocabulary;
use redpencil::text::day::written;
use serde_json::Value as Json;

use super::Bench;

/// A record of each table that people fill in, with the name of its list in the JSON.
struct Records {
    bench: Bench,
    ids: Vec<(Table, &'static str, String)>,
}

impl Records {
    fn new() -> Self {
        let bench = Bench::with_project();
        std::fs::write(bench.path("scan.txt"), "scan").unwrap();
        let id_of = |list: &str| bench.show("p")[list][0]["id"].as_str().unwrap().to_owned();
        let mark = |kind: &str, quote: &str| bench.line(&["annotate", "p", "--kind", kind, "--quote", quote]);
        for (kind, quote) in
            [("claim", "The"), ("quote", "We won"), ("allegation", "he took bribes"), ("query", "Critics")]
        {
            mark(kind, quote);
        }
        let response = mark("response", "Big");
        let person = bench.line(&["add", "p", "person", "--name", "Jane Doe"]);
        let claim = id_of("claims");
        let evidence = bench.line(&["attach", "p", "--record", &claim, "--title", "Minutes"]);
        let attempt =
            bench.line(&["add", "p", "attempt", "--record", &id_of("allegations"), "--outcome", "waiting"]);
        let message = bench.line(&["add", "p", "message", "--record", &id_of("queries"), "--words", "Soon"]);
        let ids = vec![
            (Table::Article, "", "article".to_owned()),
            (Table::Annotation, "annotations", response),
            (Table::Claim, "claims", claim),
            (Table::Quotation, "quotations", id_of("quotations")),
            (Table::Allegation, "allegations", id_of("allegations")),
            (Table::Query, "queries", id_of("queries")),
            (Table::Source, "sources", id_of("sources")),
            (Table::Evidence, "evidence", evidence),
            (Table::Person, "people", person),
            (Table::Attempt, "attempts", attempt),
            (Table::Message, "messages", message),
        ];
        Self { bench, ids }
    }

    fn id(&self, table: Table) -> &str {
        &self.ids.iter().find(|row| row.0 == table).unwrap().2
    }

    /// What is given on the command line for a field, and its words in a report.
    fn value(&self, table: Table, field: &FieldInfo) -> (String, String) {
        let vocabulary = vocabulary::shipped();
        let same = |words: String| (words.clone(), words);
        match field.widget {
            Widget::Choice(scale) => {
                let row = &vocabulary.scale(scale)[0];
                (row.id.clone(), row.label.clone())
            }
            Widget::Rating => ("half-true".to_owned(), "Half true".to_owned()),
            Widget::Pairs(_) => (
                format!("{}: of {}", field.name, table.noun()),
                format!("{}: of {}", field.name, table.noun()),
            ),
            Widget::Status => ("disputed".to_owned(), "Disputed".to_owned()),
            Widget::Date => ("12 March 2021".to_owned(), "2021-03-12".to_owned()),
            Widget::Person | Widget::People => (self.id(Table::Person).to_owned(), "Jane Doe".to_owned()),
            Widget::Source => (self.id(Table::Source).to_owned(), "Minutes".to_owned()),
            Widget::Allegations => (self.id(Table::Allegation).to_owned(), String::new()),
            Widget::File => ("scan.txt".to_owned(), "scan.txt".to_owned()),
            Widget::Url => same(format!("https://example.org/{}", field.name)),
            _ if matches!((table, field.name), (Table::Source, "title")) => same("Minutes".to_owned()),
            _ if matches!((table, field.name), (Table::Person, "name")) => same("Jane Doe".to_owned()),
            _ => same(format!("{} of {}", field.name, table.noun())),
        }
    }
}

/// Fields that people enter; a sealed value or the kind of a mark is set in a way of its own.
fn entered(table: Table) -> impl Iterator<Item = &'static FieldInfo> {
    let own_way =
        |field: &&FieldInfo| matches!(field.widget, Widget::Hidden | Widget::Sealed | Widget::Choice("kind"));
    table.fields().iter().filter(move |field| !own_way(field))
}

#[test]
fn every_field_is_set_shown_reported_and_logged_from_its_one_row() {
    let records = Records::new();
    let bench = &records.bench;
    for (table, _, id) in &records.ids {
        let pairs: Vec<String> = entered(*table)
            .map(|field| format!("{}={}", field.name, records.value(*table, field).0))
            .collect();
        let mut arguments = vec!["set", "p", id];
        arguments.extend(pairs.iter().map(String::as_str));
        bench.said(&arguments);
    }
    let shown = bench.show("p");
    bench.said(&["export", "p", "--format", "html", "-o", "report.html"]);
    let report = std::fs::read_to_string(bench.path("report.html")).unwrap().to_lowercase();
    let logs: String = std::fs::read_dir(bench.path("p/log"))
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let mut missing = Vec::new();
    for (table, list, id) in &records.ids {
        let record = match *list {
            "" => shown["article"].clone(),
            list => {
                let rows = shown[list].as_array().unwrap();
                rows.iter().find(|row| row["id"] == id.as_str()).cloned().unwrap_or(Json::Null)
            }
        };
        for field in entered(*table) {
            let name = format!("{} of {}", field.name, table.noun());
            let words = records.value(*table, field).1;
            // A report has a day as it is read aloud.
            let day = written(&words).day().filter(|_| field.widget == Widget::Date);
            let words = day.map_or(words, |day| day.to_string());
            let is_empty = match &record[field.name] {
                Json::Null => true,
                Json::Array(list) => list.is_empty(),
                _ => false,
            };
            if is_empty {
                missing.push(format!("{name} is not in the JSON"));
            }
            if !words.is_empty() && !report.contains(&words.to_lowercase()) {
                missing.push(format!("{name} is not in the internal report"));
            }
            if !logs.contains(field.name) {
                missing.push(format!("{name} is not in the log"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn days_are_understood_and_those_in_doubt_refused() {
    let bench = Bench::with_project();
    bench.said(&["set", "p", "article", "published=March 12, 2021", "deadline=2021-03-15 17:00"]);
    let article = bench.show("p")["article"].clone();
    assert_eq!(
        (article["published"].as_str(), article["deadline"].as_str()),
        (Some("2021-03-12"), Some("2021-03-15T17:00"))
    );
    let kept = bench.run(&["set", "p", "article", "published=spring 2020"]);
    assert!(String::from_utf8_lossy(&kept.stderr).contains("not understood as a day"));
    assert_eq!(bench.show("p")["article"]["published"], "spring 2020");
    let words = bench.refused(2, &["set", "p", "article", "published=12/03/2021"]);
    assert!(words.contains("12 March 2021 or 3 December 2021") && words.contains("2021-12-03"), "{words}");
    let words = bench.refused(2, &["set", "p", "article", "published=Thursday, 12 March 2021"]);
    assert!(words.contains("12 March 2021 is a Friday"), "{words}");
}

#[test]
fn attempts_and_messages_are_added_shown_and_found() {
    let bench = Bench::with_project();
    bench.said(&[
        "annotate",
        "p",
        "--kind",
        "allegation",
        "--quote",
        "he took bribes",
        "--set",
        "gist=Bribes",
    ]);
    bench.said(&["annotate", "p", "--kind", "query", "--quote", "Critics", "--set", "question=Who?"]);
    let id = |list: &str| bench.show("p")[list][0]["id"].as_str().unwrap().to_owned();
    let (allegation, query) = (id("allegations"), id("queries"));
    let given = ["--time", "14:30", "--channel", "telephone", "--asked-by", "Jo Roe", "--to", "his office"];
    let attempt =
        [&["add", "p", "attempt", "--record", &allegation, "--made-on", "12 March 2021"][..], &given]
            .concat();
    bench.said(&[&attempt[..], &["--outcome", "message-left", "--put", "Did you take bribes?"]].concat());
    bench.said(&["add", "p", "message", "--record", &query, "--from", "Ann Author", "--words", "The mayor."]);
    let listed = bench.said(&["show", "p"]);
    assert!(
        listed.contains("12 March 2021, 14:30 · telephone · Jo Roe → his office: message left"),
        "{listed}"
    );
    assert!(listed.contains("Ann Author: The mayor."), "{listed}");
    let shown = bench.show("p");
    assert_eq!(
        (&shown["attempts"][0]["record"], &shown["messages"][0]["record"]),
        (&allegation.into(), &query.into())
    );
    assert_eq!(shown["allegations"][0]["reply_sought"], "asked");
    assert!(bench.said(&["search", "p", "Did you take"]).contains("What was put: [Did you take] bribes?"));
    for wrong in [
        &["add", "p", "attempt", "--outcome", "waiting"][..],
        &["add", "p", "message", "--words", "x"],
        &["add", "p", "person", "--name", "x", "--record", "g-0000000000"],
    ] {
        bench.refused(2, wrong);
    }
}

#[test]
fn what_is_due_is_listed_with_how_late_it_is() {
    let bench = Bench::with_project();
    bench.said(&["annotate", "p", "--kind", "claim", "--quote", "We won", "--set", "due=2021-03-12"]);
    let listed = bench.said(&["show", "p"]);
    assert!(
        listed.contains("Due\n") && listed.contains("days late") && listed.contains("2021-03-12"),
        "{listed}"
    );
}

#[test]
fn letters_are_written_from_the_record_and_name_nobody_who_is_withheld() {
    let bench = Bench::with_project();
    bench.said(&["add", "p", "person", "--name", "Max Mayor"]);
    bench.said(&["add", "p", "person", "--name", "Clara Clerk"]);
    let fields =
        ["gist=Bribes", "accused=Max Mayor", "accusers=Clara Clerk", "reply_deadline=2999-03-12 17:00"];
    let fields: Vec<&str> = fields.iter().flat_map(|field| ["--set", field]).collect();
    bench.said(
        &[&["annotate", "p", "--kind", "allegation", "--quote", "he took bribes"][..], &fields].concat(),
    );
    let export = ["export", "p", "-f", "letter-reply", "-o", "letter.md", "--contact", "desk@example.org"];
    assert!(bench.refused(2, &export).contains("Max Mayor"), "whom it goes to has to be said");
    bench.said(&[&export[..], &["--to", "Max Mayor", "--by", "Jo Roe"]].concat());
    let letter = std::fs::read_to_string(bench.path("letter.md")).unwrap();
    for words in ["Dear Max Mayor", "1. Bribes", "12 March 2999, 17:00", "desk@example.org", "Jo Roe"] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    assert!(!letter.contains("Clara"), "the article does not name her: {letter}");
    assert!(!letter.contains('{'), "{letter}");
    bench.said(&[
        "annotate",
        "p",
        "--kind",
        "query",
        "--quote",
        "Critics",
        "--set",
        "question=Which critics?",
    ]);
    bench.said(&["export", "p", "-f", "letter-questions", "-o", "questions.md"]);
    let letter = std::fs::read_to_string(bench.path("questions.md")).unwrap();
    assert!(letter.contains("1. Which critics?") && letter.contains("Critics"), "{letter}");
}
