//! What each audience is handed: a word of its own in every field of every record, sources under every agreement,
//! and the rules written down once more, without the code under test.

use std::collections::BTreeMap;

use redpencil::check::Rulebook;
use redpencil::check::{self, Ground};
use redpencil::cite;
use redpencil::model::{FileRef, Widget};
use redpencil::session::report::{Order, whole_report};

use super::*;

/// What the rules let a reader know of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    All,
    Description,
    Nothing,
}

/// The rules for the public, as the newsroom states them.
fn known_to_the_public(naming: &str, ground_rules: &str, confidentiality: &str) -> Known {
    if ["sealed", "desk"].contains(&confidentiality)
        || ["off-record", "deep-background"].contains(&ground_rules)
    {
        Known::Nothing
    } else if ground_rules == "background" || naming == "unnamed" {
        Known::Description
    } else {
        Known::All
    }
}

/// The fields that the public may see where their record may be seen at all.
const PUBLIC: [(Table, &[&str]); 8] = [
    (Table::Article, &["title", "byline", "dateline", "published", "publication", "site", "language"]),
    (Table::Claim, &["statement", "rating_reason"]),
    (Table::Quotation, &["content", "cue", "said_on", "occasion", "rating_reason"]),
    (
        Table::Allegation,
        &[
            "gist",
            "accuser_note",
            "relation",
            "act",
            "happened",
            "place",
            "reported",
            "reported_on",
            "case",
            "court",
            "stage_as_of",
            "answer_text",
        ],
    ),
    (
        Table::Source,
        &[
            "title",
            "author",
            "publisher",
            "published",
            "language",
            "url",
            "archived_url",
            "captured",
            "notice",
            "description",
        ],
    ),
    (Table::Evidence, &["locator", "excerpt", "calculation"]),
    (Table::Person, &["name", "role", "aliases"]),
    (Table::Query, &[]),
];

/// The fields that a format has a place for, where they may be seen; a format that is not listed has one for all.
fn has_a_place(format: &str, table: Table, field: &str) -> bool {
    match (format, table) {
        ("csv", Table::Article | Table::Query | Table::Message | Table::Annotation)
        | ("web-annotation", Table::Article) => false,
        ("queries", Table::Article) => field == "title",
        ("queries", table) => matches!(table, Table::Query | Table::Message),
        ("csv", Table::Source) => ["title", "url"].contains(&field),
        ("csv", Table::Evidence) => ["locator", "excerpt", "calculation"].contains(&field),
        ("csv", Table::Person) => field == "name",
        ("web-annotation", _) => field != "file",
        _ => true,
    }
}

/// Where a word was put.
#[derive(Clone, Debug)]
struct Planted {
    word: String,
    table: Table,
    field: &'static str,
    /// Whether the record exists for the public; of sources and what hangs on them, as far as this.
    public: Known,
    /// Whether it is of a source that is sealed for everybody.
    is_sealed: bool,
    /// What the word's record stands behind.
    behind: Behind,
}

/// What a person stands behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Behind {
    Nothing,
    Source,
    SealedSource,
}

/// A garden of words.
struct Garden {
    session: Session,
    planted: Vec<Planted>,
    /// Counts the words in the article's text.
    claims: usize,
}

impl Garden {
    fn new(claims: usize) -> Self {
        let text: Vec<String> = (0..claims).map(|at| format!("fact{at:04}")).collect();
        let session = session(&format!("Head\n\n{}", text.join(" ")), 8);
        Self { session, planted: Vec::new(), claims: 0 }
    }

    /// Puts a word of its own into every field of a record that takes words.
    fn plant(&mut self, record: Id, public: Known, is_sealed: bool) {
        self.plant_behind(record, public, is_sealed, Behind::Nothing);
    }

    fn plant_behind(&mut self, record: Id, public: Known, is_sealed: bool, behind: Behind) {
        let table = record.table();
        for field in table.fields() {
            let word = format!("qz{:05}zq", self.planted.len());
            let value = match field.widget {
                Widget::Line | Widget::Lines | Widget::Date => words(&word),
                Widget::Url => words(&format!("https://example.org/{word}")),
                Widget::Names => Value::Names(vec![word.clone()]),
                Widget::File => Value::File(FileRef {
                    sha256: "0".repeat(64),
                    extension: "pdf".into(),
                    name: format!("{word}.pdf"),
                    bytes: 7,
                }),
                _ => continue,
            };
            set(&mut self.session, record, field.name, value);
            self.planted.push(Planted { word, table, field: field.name, public, is_sealed, behind });
        }
    }

    fn person(&mut self, public: Known, behind: Behind) -> Id {
        let details = vec![("name", words("x"))];
        let made = self.session.dispatch(Action::Create { table: Table::Person, details, link: None });
        let person = made.unwrap().focus.unwrap();
        self.plant_behind(person, public, false, behind);
        person
    }

    /// Marks the next word of the text.
    fn mark(&mut self, kind: &str, public: Known) -> (Id, Option<Id>) {
        let quote = format!("fact{:04}", self.claims);
        self.claims += 1;
        let (annotation, record) = mark(&mut self.session, kind, &[&quote], Vec::new());
        self.plant(annotation, public, false);
        if let Some(record) = record {
            self.plant(record, public, false);
        }
        (annotation, record)
    }

    /// Makes a claim with evidence from a source under these agreements, with a person behind it.
    fn source(&mut self, naming: &str, rules: &str, secrecy: &str) {
        let public = known_to_the_public(naming, rules, secrecy);
        let is_sealed = secrecy == "sealed";
        let claim = self.mark("claim", Known::All).1.unwrap();
        let source = Attachment::New(vec![("title", words("x"))]);
        self.session.dispatch(Action::Attach { record: claim, source, details: Vec::new() }).unwrap();
        let evidence = *self.session.outline().evidence(claim).first().unwrap();
        let source = self.session.project().evidence()[&evidence].source.unwrap();
        self.plant(source, public, is_sealed);
        self.plant(evidence, public, is_sealed);
        // Of people, the desk knows all: it is the link from a sealed source that is cut.
        let known = if public == Known::All { Known::All } else { Known::Nothing };
        let behind = if is_sealed { Behind::SealedSource } else { Behind::Source };
        let person = self.person(known, behind);
        set(&mut self.session, source, "person", Value::Link(person));
        for (field, choice) in [("naming", naming), ("ground_rules", rules), ("confidentiality", secrecy)] {
            if let Some(field) = Table::Source.field(field).filter(|_| !choice.is_empty()) {
                set(&mut self.session, source, field.name, words(choice));
            }
        }
    }

    /// Lists the words that a format for an audience may hold, by the rules above.
    fn wanted(&self, format: &str, audience: Audience) -> BTreeSet<&str> {
        let is_public = |planted: &&Planted| {
            let fields = PUBLIC.iter().find(|(table, _)| *table == planted.table).map(|(_, fields)| *fields);
            fields.is_some_and(|fields| fields.contains(&planted.field))
                && match planted.public {
                    Known::All => true,
                    Known::Description => planted.table == Table::Source && planted.field == "description",
                    Known::Nothing => false,
                }
        };
        self.planted
            .iter()
            .filter(|planted| match audience {
                Audience::Internal | Audience::Legal => !planted.is_sealed,
                Audience::Public => is_public(planted),
            })
            .filter(|planted| {
                // Of a source without a name, the description stands where titles stand.
                let stands_for_title = audience == Audience::Public && planted.public == Known::Description;
                // Only the list of people names who is linked to by nothing else.
                let is_linked = match (format, planted.behind) {
                    ("csv", behind) => behind == Behind::Nothing,
                    ("web-annotation", behind) => behind != Behind::SealedSource,
                    _ => true,
                };
                let is_listed = format != "queries"
                    || matches!(planted.table, Table::Article | Table::Query | Table::Message);
                is_listed
                    && is_linked
                    && (stands_for_title || has_a_place(format, planted.table, planted.field))
            })
            .map(|planted| planted.word.as_str())
            .collect()
    }
}

fn with_every_agreement() -> Garden {
    let mut garden = Garden::new(120);
    let vocabulary = vocabulary::shipped();
    let choices = |scale: &str| {
        let rows = vocabulary.scale(scale).iter().map(|row| row.id.clone());
        std::iter::once(String::new()).chain(rows).collect::<Vec<_>>()
    };
    for naming in choices("naming") {
        for rules in choices("ground_rules") {
            for secrecy in choices("confidentiality") {
                garden.source(&naming, &rules, &secrecy);
            }
        }
    }
    let quotation = garden.mark("quote", Known::All).1.unwrap();
    let speaker = garden.person(Known::All, Behind::Nothing);
    set(&mut garden.session, quotation, "speaker", Value::Link(speaker));
    let allegation = garden.mark("allegation", Known::All).1.unwrap();
    for side in ["accusers", "accused"] {
        let person = garden.person(Known::All, Behind::Nothing);
        set(&mut garden.session, allegation, side, Value::Links(vec![person]));
    }
    let (response, _) = garden.mark("response", Known::All);
    set(&mut garden.session, response, "answers", Value::Links(vec![allegation]));
    garden.mark("opinion", Known::All);
    for hidden in ["legal", "nocheck"] {
        garden.mark(hidden, Known::Nothing);
    }
    let query = garden.mark("query", Known::Nothing).1.unwrap();
    for (owner, table) in [(allegation, Table::Attempt), (query, Table::Message)] {
        let action = Action::AddPart { owners: vec![owner], table, details: Vec::new() };
        let part = garden.session.dispatch(action).unwrap().focus.unwrap();
        garden.plant(part, Known::Nothing, false);
    }
    garden.plant(Id::ARTICLE, Known::All, false);
    garden
}

/// Lists the words of the garden that a file holds.
fn held(file: &str) -> BTreeSet<&str> {
    file.match_indices("qz")
        .filter_map(|(at, _)| file.get(at..at + 9))
        .filter(|word| word.ends_with("zq"))
        .collect()
}

#[test]
fn each_format_holds_exactly_what_its_audience_may_see() {
    let garden = with_every_agreement();
    for audience in Audience::ALL {
        let finding = Finding { message: "a finding".into(), level: "blocking".into(), ..Finding::default() };
        let handout = hand_out_to(audience, &garden.session, vec![finding]);
        for exporter in reports() {
            let file = written(exporter.id(), &handout);
            let (held, wanted) = (held(&file), garden.wanted(exporter.id(), audience));
            let tell = |words: Vec<&&str>| {
                let planted: BTreeMap<&str, &Planted> =
                    garden.planted.iter().map(|planted| (planted.word.as_str(), planted)).collect();
                words.iter().map(|word| format!("{:?}", planted[**word])).collect::<Vec<_>>().join("\n")
            };
            let name = format!("{} for {}", exporter.id(), audience.id());
            let alien = tell(held.difference(&wanted).collect());
            let missing = tell(wanted.difference(&held).collect());
            assert!(alien.is_empty(), "{name} holds what it may not hold:\n{alien}");
            assert!(missing.is_empty(), "{name} lacks:\n{missing}");
            assert!(!wanted.is_empty());
        }
    }
}

fn public(session: &Session) -> Handout {
    hand_out_to(Audience::Public, session, Vec::new())
}

fn in_every_format(handout: &Handout) -> Vec<(&'static str, String)> {
    reports().map(|exporter| (exporter.id(), written(exporter.id(), handout))).collect()
}

/// Lists the formats that tell of marks; bibliographies tell of sources alone.
fn reports() -> impl Iterator<Item = &'static dyn export::Exporter> {
    export::ALL.iter().copied().filter(|exporter| cite::named(exporter.id()).is_none())
}

/// Two projects that differ only in what the public may not see must give it the same report.
fn assert_alike(plain: &Session, other: &Session) {
    let (plain, other) = (public(plain), public(other));
    for ((format, plain), (_, other)) in in_every_format(&plain).iter().zip(in_every_format(&other)) {
        assert_eq!(*plain, other, "{format}");
    }
}

fn with_a_claim() -> (Session, Id) {
    let mut session = session(TEXT, 21);
    let claim = mark(&mut session, "claim", &["3 bribes"], vec![("statement", words("Three bribes."))]);
    (session, claim.1.unwrap())
}

fn attach(session: &mut Session, record: Id, source: &[(&'static str, &str)]) -> Id {
    let details = source.iter().map(|(field, text)| (*field, words(text))).collect();
    let action = Action::Attach {
        record,
        source: Attachment::New(details),
        details: vec![("locator", words("page 9")), ("stance", words("supports"))],
    };
    session.dispatch(action).unwrap();
    session.project().evidence()[session.outline().evidence(record).last().unwrap()].source.unwrap()
}

#[test]
fn marks_that_the_public_may_not_see_leave_no_gap_in_the_numbers() {
    let (plain, _) = with_a_claim();
    let (mut other, _) = with_a_claim();
    mark(&mut other, "nocheck", &["Mayor"], vec![("note", words("Fine."))]);
    mark(&mut other, "legal", &["took bribes"], vec![("note", words("Careful."))]);
    mark(&mut other, "query", &["said"], vec![("question", words("When?"))]);
    assert_alike(&plain, &other);
}

#[test]
fn a_withheld_source_leaves_no_trace_in_numbers_counts_or_lists() {
    let withheld: [&[(&str, &str)]; 5] = [
        &[("title", "Leak"), ("confidentiality", "sealed")],
        &[("title", "Memo"), ("confidentiality", "desk")],
        &[("author", "Ann Aide"), ("ground_rules", "off-record")],
        &[("url", "https://example.org/leak"), ("ground_rules", "deep-background")],
        // Nothing was agreed on under which it could appear.
        &[("title", "Ann Aide"), ("ground_rules", "background")],
    ];
    for source in withheld {
        let (mut plain, claim) = with_a_claim();
        attach(&mut plain, claim, &[("title", "Court file")]);
        let (mut other, claim) = with_a_claim();
        attach(&mut other, claim, source);
        attach(&mut other, claim, &[("title", "Court file")]);
        let names = |session: &Session| {
            let handout = public(session);
            let sources: Vec<(usize, String)> = handout
                .sources
                .iter()
                .map(|entry| (entry.number, handout.cards[&entry.id].heading.clone()))
                .collect();
            (sources, handout.cards.len(), handout.evidence.values().map(Vec::len).collect::<Vec<_>>())
        };
        assert_eq!(names(&plain), names(&other), "{source:?}");
        for (format, file) in in_every_format(&public(&other)) {
            for word in ["Leak", "Memo", "Ann Aide", "leak", "Sealed", "sealed", "S2", "Untitled source"] {
                assert!(!file.contains(word), "{format} holds {word} of {source:?}");
            }
        }
    }
}

#[test]
fn a_source_that_nothing_shown_leans_on_is_no_business_of_the_public() {
    let (plain, _) = with_a_claim();
    let (mut other, _) = with_a_claim();
    let details = vec![("title", words("Court file"))];
    other.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap();
    let details = vec![("name", words("Ann Aide"))];
    other.dispatch(Action::Create { table: Table::Person, details, link: None }).unwrap();
    assert_alike(&plain, &other);
}

#[test]
fn what_the_checks_find_names_no_sealed_source() {
    let (mut session, claim) = with_a_claim();
    for (title, secrecy) in [("Leaked memo", "sealed"), ("Court file", "desk")] {
        let source = Attachment::New(vec![("title", words(title)), ("confidentiality", words(secrecy))]);
        session.dispatch(Action::Attach { record: claim, source, details: vec![] }).unwrap();
    }
    session.dispatch(Action::SetStatus { record: claim, status: "confirmed".into() }).unwrap();
    let order = Order {
        audience: Audience::Internal,
        today: Moment(1_700_000_000),
        rulebook: &Rulebook::shipped(),
        sealed: &[],
    };
    for exporter in export::ALL {
        let (project, outline) = (session.project(), session.outline());
        let report = whole_report(project, outline, session.vocabulary(), *exporter, &order);
        let file = String::from_utf8(report.bytes).unwrap();
        assert!(!file.contains("Leaked memo"), "{}", exporter.id());
    }
    let (project, outline) = (session.project(), session.outline());
    let reading = check::Reading::of(project, session.rulebook());
    let ground = Ground {
        project,
        outline,
        vocabulary: session.vocabulary(),
        reading: &reading,
        rulebook: session.rulebook(),
        today: session.today(),
    };
    let found = check::run(&ground).into_iter().find(|finding| finding.record == Some(claim)).unwrap();
    assert!(["a sealed source", "“Court file”"].iter().all(|name| found.message.contains(name)), "{found:?}");
}

#[test]
fn a_file_is_never_told_by_its_name() {
    let (mut session, claim) = with_a_claim();
    let source = attach(&mut session, claim, &[("publisher", "")]);
    let file = FileRef {
        sha256: "a".repeat(64),
        extension: "pdf".into(),
        name: "from-ann-aide.pdf".into(),
        bytes: 9,
    };
    set(&mut session, source, "file", Value::File(file));
    for (format, file) in in_every_format(&public(&session)) {
        assert!(!file.contains("from-ann-aide") && !file.contains(&"a".repeat(64)), "{format}");
    }
}

#[test]
fn who_checked_what_and_when_is_not_told() {
    let (mut session, claim) = with_a_claim();
    session.dispatch(Action::SetStatus { record: claim, status: "confirmed".into() }).unwrap();
    let handout = public(&session);
    for (format, file) in in_every_format(&handout) {
        assert!(!file.contains("Ada") && !file.contains("2026-11-22"), "{format}");
        assert!(format == "queries" || file.to_lowercase().contains("confirmed"), "{format}");
    }
    let status = handout.marks[0].status.as_ref().unwrap();
    assert_eq!((status.by.as_str(), status.on.as_str()), ("", ""));
}

#[test]
fn whatever_is_still_open_is_told_as_unchecked() {
    let (mut plain, claim) = with_a_claim();
    plain.dispatch(Action::SetStatus { record: claim, status: "unchecked".into() }).unwrap();
    for status in ["in-progress", "needs-fix", "query-author", "query-legal"] {
        let (mut other, claim) = with_a_claim();
        other.dispatch(Action::SetStatus { record: claim, status: status.into() }).unwrap();
        assert_alike(&plain, &other);
    }
}

#[test]
fn the_person_behind_a_withheld_source_is_named_by_no_other_field() {
    let (mut session, claim) = with_a_claim();
    let details = vec![("name", words("Ann Aide"))];
    let person = session.dispatch(Action::Create { table: Table::Person, details, link: None });
    let person = person.unwrap().focus.unwrap();
    let (_, quotation) = mark(&mut session, "quote", &["Not one."], vec![]);
    set(&mut session, quotation.unwrap(), "speaker", Value::Link(person));
    let files = in_every_format(&public(&session));
    // The list of queries names nobody to the public.
    assert!(files.iter().all(|(format, file)| *format == "queries" || file.contains("Ann Aide")));
    let source = attach(&mut session, claim, &[("title", "Talk"), ("ground_rules", "off-record")]);
    set(&mut session, source, "person", Value::Link(person));
    for (format, file) in in_every_format(&public(&session)) {
        assert!(!file.contains("Ann Aide"), "{format}");
    }
}

#[test]
fn what_was_cut_from_the_text_is_nothing_for_the_public() {
    let (plain, _) = with_a_claim();
    let (mut other, _) = with_a_claim();
    let json = br#"[{"type": "Annotation", "body": {"type": "TextualBody", "value": "why?"}, "target":
        {"source": "http://example.org/", "selector": {"type": "TextQuoteSelector", "exact": "He named Ann Aide"}}}]"#;
    let mut read = web_annotation::read(json, TEXT, &vocabulary::shipped()).unwrap();
    read.marks[0].kind = "claim".into();
    other.dispatch(Action::Import { marks: read.marks, from: "a file".into() }).unwrap();
    assert_eq!(other.outline().lost.len(), 1);
    assert_alike(&plain, &other);
}

#[test]
fn a_row_that_nobody_here_knows_withholds_the_source() {
    let (mut session, claim) = with_a_claim();
    attach(&mut session, claim, &[("title", "Ann Aide"), ("ground_rules", "on-record")]);
    let mut vocabulary = session.vocabulary().as_ref().clone();
    for scale in vocabulary.scales.iter_mut().filter(|scale| scale.name == "ground_rules") {
        scale.rows.retain(|row| row.id != "on-record");
    }
    let (today, coverage) = (Moment::default(), Coverage::default());
    let (project, outline) = (session.project(), session.outline());
    let handout =
        Handout::for_audience(project, outline, &vocabulary, Vec::new(), coverage, today, Audience::Public);
    for (format, file) in in_every_format(&handout) {
        assert!(!file.contains("Ann Aide") && !file.contains("page 9"), "{format}");
    }
}

#[test]
fn findings_coverage_changes_and_questions_stay_at_the_desk() {
    let finding = Finding { message: "FINDING".into(), level: "blocking".into(), ..Finding::default() };
    let handout = hand_out_to(Audience::Public, &full(), vec![finding]);
    assert_eq!(handout.workings, None);
    for (format, file) in in_every_format(&handout) {
        for word in
            ["FINDING", "When did she say", "is said to have", "See counsel", "Two or three", "3 of 4"]
        {
            assert!(!file.contains(word), "{format} holds {word}");
        }
    }
    let report = written("html", &handout);
    for part in ["changes", "questions", "findings", "lost"] {
        assert!(!report.contains(&format!("id=\"{part}\"")), "{part}");
    }
}

#[test]
fn ids_of_what_is_withheld_stand_in_no_file() {
    let garden = with_every_agreement();
    let handout = public(&garden.session);
    for (format, file) in in_every_format(&handout) {
        for id in garden.session.project().ids().into_iter().filter(|id| *id != Id::ARTICLE) {
            let is_shown = handout.cards.contains_key(&id) || handout.marks.iter().any(|mark| mark.id == id);
            assert!(is_shown || !file.contains(&id.to_string()), "{format} names {id}");
        }
    }
    let project = garden.session.project();
    for (id, source) in project.sources() {
        let naming = project.text_of(*id, "naming");
        let known = known_to_the_public(&naming, &source.ground_rules, &source.confidentiality);
        assert_eq!(handout.cards.contains_key(id), known != Known::Nothing, "{source:?}");
    }
}

#[test]
fn a_report_for_the_public_comes_back_in_without_a_warning() {
    let session = full();
    let out = written("web-annotation", &public(&session));
    let read = web_annotation::read(out.as_bytes(), TEXT, session.vocabulary()).unwrap();
    assert_eq!(read.warnings, [] as [&str; 0]);
    assert_eq!(read.marks.len(), public(&session).marks.len());
}
