//! Where each field can be edited, found, seen and exported, told by the program itself: each field of a project in which
//! all are filled is changed, and whatever changes with it shows it.
//!
//! ARCHITECTURE.md holds the tables. `REDPENCIL_UPDATE=1` writes it anew; a field that can be edited nowhere, or that no report
//! shows, needs a reason here.
#![expect(clippy::disallowed_methods, reason = "the test keeps its table beside it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use redpencil::export::letter::{self, Particulars};
use redpencil::export::{self, Audience, Coverage, Handout, Watch};
use redpencil::model::words::capital;
use redpencil::model::{
    Edit, FieldInfo, FileRef, Id, Moment, Outline, Passage, Project, Prose, SealedId, Sight, Slot, Stamp,
    Status, Table, Target, Value, Widget, words_of,
};
use redpencil::search::{Hit, Index, Needle, Query};
use redpencil::session::report::cite_sources;
use redpencil::text::{Block, BlockKind, Range};

use crate::fixture::{fixture, vocabulary};
use crate::readme::with_table;

/// What an article with one of everything is made of; the two sources differ in what may be told of them.
const MARKUP: &str = "# Mayor resigns\n\nHe was [claim as=a evidence=p.4 marked=\"for two terms\": mayor for two terms]. \
    “[quote as=b speaker=Clerk evidence=p.2: He knew],” she said. [query: Critics] say he \
    [allegation as=c accuser=Clerk accused=Mayor evidence=p.3 attempts=1: took bribes]. [response answers=c: He denies it].";

/// Fields that nobody enters, each with what fills it.
const WRITTEN: &[(&str, &str)] = &[
    ("created", "the program, when the record is made"),
    ("signed", "the program, when the question is answered"),
    ("draft", "*New project*, *New draft*"),
    ("name", "*New project*, *New draft*"),
    ("blocks", "*New project*, *New draft*"),
    ("original", "*New project*, *New draft*"),
    ("replaces", "*New draft*"),
    ("text", "reading the source’s file, or the article’s"),
    ("kind", "the key of the kind, on the mark"),
    ("targets", "marking words in the text"),
    ("record", "the mark, *Attach evidence*, *Log an attempt*, *Reply*"),
    ("about", "*Ask about this record*"),
    ("passage", "marking words in a source’s text"),
    ("removed", "*Remove the file for good*"),
    ("removal", "*Remove the file for good*"),
    ("rule", "*Waive*, on a finding"),
    ("subject", "*Waive*, on a finding"),
    ("row", "the checklist"),
    ("state", "*Sign off*"),
    ("withdrawn", "*Withdraw*, on a sign-off"),
];

/// Fields that no report shows, each with the reason.
const UNTOLD: &[(&str, &str, &str)] = &[
    ("draft", "created", "the report is of one draft, and gives its hash"),
    ("draft", "name", "the name of a file on somebody’s machine"),
    ("draft", "original", "the file itself goes with the project"),
    ("draft", "replaces", "the report is of one draft"),
    ("mark", "created", "the history tells it"),
    ("source", "sealed_name", "sealed: it leaves by no way"),
    ("source", "contact", "sealed: it leaves by no way"),
    ("source", "text", "another’s words as a whole; excerpts of them are told"),
    ("evidence", "passage", "where the excerpt stands; the excerpt and its locator are told"),
    ("claim", "created", "told by the history"),
    ("quotation", "created", "told by the history"),
    ("allegation", "created", "told by the history"),
    ("source", "created", "told by the history"),
    ("evidence", "created", "told by the history"),
    ("person", "created", "told by the history"),
    ("attempt", "created", "told by the history"),
    ("query", "created", "told by the history"),
    ("waiver", "created", "told with the finding that it sets aside, which the session hands to a report"),
    ("waiver", "rule", "told with the finding that it sets aside, which the session hands to a report"),
    ("waiver", "subject", "told with the finding that it sets aside, which the session hands to a report"),
    ("waiver", "reason", "told with the finding that it sets aside, which the session hands to a report"),
    ("sign-off", "created", "told with the sign-offs, which the session hands to a report"),
    ("sign-off", "role", "told with the sign-offs, which the session hands to a report"),
    ("sign-off", "person", "told with the sign-offs, which the session hands to a report"),
    ("sign-off", "note", "told with the sign-offs, which the session hands to a report"),
    ("sign-off", "draft", "told with the sign-offs, which the session hands to a report"),
    ("sign-off", "state", "told with the sign-offs, which the session hands to a report"),
    ("sign-off", "withdrawn", "told with the sign-offs, which the session hands to a report"),
    ("sign-off", "withdrawal", "told with the sign-offs, which the session hands to a report"),
    ("checklist item", "row", "told as the question itself"),
];

/// Fields of the desk's that decide what the public is told, or how, and are told to nobody themselves.
const DECIDING: &[(&str, &str)] = &[
    ("article", "citation_style"),
    ("source", "naming"),
    ("source", "ground_rules"),
    ("source", "confidentiality"),
];

/// A project with every field filled, and the record of each table that is looked at.
struct Full {
    project: Project,
    looked_at: Vec<Id>,
    /// The fields for which nothing was found, in words.
    unfilled: Vec<String>,
}

/// What some field is given: a value of its own, so that it can be told from all others.
fn candidates(table: Table, field: &FieldInfo, turn: usize) -> Vec<Value> {
    let word = format!("q{}{}{turn}z", table.noun().replace(' ', ""), field.name.replace('_', ""));
    let day = format!("20{:02}-0{}-{:02}", 10 + field.name.len(), 1 + turn, 1 + (table as usize) % 28);
    let vocabulary = vocabulary();
    let moment = Moment::parse(&format!("{day}T08:00:00Z")).unwrap();
    let stamp = Stamp { by: word.clone(), at: moment };
    let text = |words: String| vec![Value::Text(words)];
    match field.widget {
        Widget::Date => text(day),
        Widget::Url => text(format!("https://example.org/{word}")),
        Widget::Rating => text(["five-step/half-true", "five-step/true"][turn].to_owned()),
        Widget::Choice(list) => {
            let rows = vocabulary.scale(list);
            // The first row of each list is the one that withholds least.
            rows.get(turn).map_or_else(|| text(word), |row| text(row.id.clone()))
        }
        Widget::Status => {
            let id = vocabulary.statuses[7 - turn].id.clone();
            vec![Value::Status(Status {
                id,
                by: word,
                at: moment,
                draft: "0".repeat(64),
                basis: String::new(),
            })]
        }
        Widget::Pairs(_) => vec![Value::Pairs(vec![("number".to_owned(), word)])],
        Widget::Names => vec![Value::Names(vec![word])],
        Widget::File => vec![Value::File(file(word))],
        Widget::Sealed => vec![Value::Sealed(SealedId::new(turn as u64 + field.name.len() as u64))],
        Widget::Hidden => vec![
            Value::Text(word.clone()),
            Value::Stamp(stamp),
            Value::File(file(word.clone())),
            Value::Prose(Prose::new(format!("Mayor resigns\n\n{word}"))),
            Value::Blocks(Arc::new(vec![Block { kind: BlockKind::Paragraph, range: Range::new(0, 3) }])),
            Value::Passage(Passage { text: word.clone(), target: target(&word) }),
            Value::Pairs(vec![(word.clone(), word)]),
        ],
        _ => text(word),
    }
}

fn file(name: String) -> FileRef {
    FileRef { sha256: "0".repeat(64), extension: "txt".to_owned(), name, bytes: 7 }
}

fn target(words: &str) -> Target {
    Target { ranges: vec![Range::new(0, 5)], quote: words.to_owned(), ..Target::default() }
}

/// Fills what is empty, and keeps what the article, its marks and their records rest on.
fn full(rules: &str, naming: &str) -> Full {
    let made = fixture(MARKUP);
    let mut project = made.session.project().clone();
    let of = |table: Table| project.ids().into_iter().find(|id| id.table() == table);
    let mut looked_at: Vec<Id> =
        Table::ALL.into_iter().map(|table| of(table).unwrap_or_else(|| Id::new(table, 1))).collect();
    let response = made.marks.last().copied().unwrap();
    let at = looked_at.iter().position(|id| id.table() == Table::Annotation).unwrap();
    looked_at[at] = response;
    let evidence = project.evidence().iter().find(|(_, row)| row.passage.is_some()).map(|(id, _)| *id);
    let at = looked_at.iter().position(|id| id.table() == Table::Evidence).unwrap();
    looked_at[at] = evidence.unwrap();
    let source = project.evidence()[&looked_at[at]].source.unwrap();
    let at = looked_at.iter().position(|id| id.table() == Table::Source).unwrap();
    looked_at[at] = source;
    let person = of(Table::Person).unwrap();
    let (allegation, query) = (of(Table::Allegation).unwrap(), of(Table::Query).unwrap());
    let mut unfilled = Vec::new();
    for record in &looked_at {
        let table = record.table();
        for field in table.fields() {
            let slot = Slot { record: *record, field: field.name };
            // A copy that was removed takes its text with it; that is looked at in a project of its own.
            let is_left = matches!(field.name, "removed" | "removal" | "text" | "naming" | "ground_rules");
            if project.value(&slot) != Value::Nothing || is_left && table == Table::Source {
                continue;
            }
            let linked = match (table, field.name) {
                (_, "row") => vec![Value::Text(vocabulary().checklist[0].id.clone())],
                (Table::Message, "record") => vec![Value::Link(query)],
                (Table::Attempt | Table::Annotation, "record") | (Table::Query, "about") => {
                    vec![Value::Link(allegation)]
                }
                _ if field.widget == Widget::Person => vec![Value::Link(person)],
                _ if field.widget == Widget::People => vec![Value::Links(vec![person])],
                (Table::Draft, "replaces") => vec![Value::Link(Id::new(Table::Draft, 9))],
                _ => candidates(table, field, 0),
            };
            for value in linked {
                project.apply(&[Edit { slot, value }]);
                if project.value(&slot) != Value::Nothing {
                    break;
                }
            }
            if project.value(&slot) == Value::Nothing {
                unfilled.push(format!("nothing fits into {} {}", table.noun(), field.name));
            }
        }
    }
    let item = looked_at.iter().position(|id| id.table() == Table::Item).unwrap();
    let real = redpencil::model::Item::id_of(&vocabulary().checklist[0].id);
    let moved: Vec<Edit> = (Table::Item.fields().iter())
        .map(|field| Edit {
            slot: Slot { record: real, field: field.name },
            value: project.value(&Slot { record: looked_at[item], field: field.name }),
        })
        .collect();
    project.apply(&moved);
    looked_at[item] = real;
    for (field, value) in [("ground_rules", rules), ("naming", naming), ("kind", "person")] {
        let slot = Slot { record: source, field };
        project.apply(&[Edit { slot, value: Value::Text(value.to_owned()) }]);
    }
    Full { project, looked_at, unfilled }
}

/// What a project looks like from outside, by the name of the way.
fn outside(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let (outline, vocabulary) = (Outline::of(project), vocabulary());
    let today = Moment::parse("2021-03-12T18:00:00Z").unwrap();
    let mut ways = BTreeMap::new();
    for audience in Audience::ALL {
        let coverage = Coverage::default();
        let mut handout =
            Handout::for_audience(project, &outline, &vocabulary, Vec::new(), coverage, today, audience);
        cite_sources(&mut handout, &vocabulary, &project.article().citation_style);
        let particulars = Particulars {
            person: project.allegations().values().next().and_then(|row| row.accused.first().copied()),
            deadline: project
                .allegations()
                .values()
                .next()
                .map_or_else(String::new, |row| row.reply_deadline.clone()),
            ..Particulars::default()
        };
        for letter in letter::ALL.iter().filter(|letter| letter.audience() == audience) {
            let words = letter::write(letter, &handout, &particulars).text;
            ways.insert(letter.id.to_owned(), words.into_bytes());
        }
        for exporter in export::ALL {
            let is_report = matches!(exporter.id(), "html" | "markdown");
            if is_report || audience == Audience::Internal {
                let name = if is_report {
                    format!("{}.{audience:?}", exporter.id())
                } else {
                    exporter.id().to_owned()
                };
                ways.insert(name, exporter.write(&handout, &Watch::default()).unwrap());
            }
        }
    }
    ways
}

/// Lists the ways by which a field is seen: those that say something else once the field does.
fn seen(full: &Full, before: &BTreeMap<String, Vec<u8>>, slot: Slot, field: &FieldInfo) -> Vec<String> {
    let was = full.project.value(&slot);
    let others = candidates(slot.record.table(), field, 1);
    let mut project = full.project.clone();
    for value in others.into_iter().chain([Value::Nothing]) {
        project.apply(&[Edit { slot, value }]);
        let now = project.value(&slot);
        if now != was && now != Value::Nothing {
            break;
        }
    }
    // Links have no other value at hand: they are taken away.
    if project.value(&slot) == was {
        project.apply(&[Edit { slot, value: Value::Nothing }]);
    }
    let after = outside(&project);
    before.iter().filter(|(way, bytes)| after.get(*way) != Some(*bytes)).map(|(way, _)| way.clone()).collect()
}

/// Tells whether *Find* finds a field by its own words.
fn is_found(project: &Project, slot: Slot, field: &FieldInfo) -> bool {
    let (outline, vocabulary) = (Outline::of(project), vocabulary());
    let words = words_of(&project.value(&slot), field.widget, &vocabulary, |id| project.name_of(id));
    let index = Index::new(project, &outline, &vocabulary, None);
    let Some(needle) = Needle::new(&Query::new(words)) else { return false };
    let hits = index.search(&needle, &|| true);
    (0..hits.len())
        .filter_map(|at| hits.at(at))
        .any(|hit| matches!(hit, Hit::Record(hit) if hit.slot == slot))
}

fn is_column(table: Table, field: &FieldInfo) -> bool {
    use redpencil::gui::register::Page;
    use redpencil::gui::register::column::{Shows, columns};
    Page::ALL.into_iter().filter(|page| page.tables().contains(&table)).any(|page| {
        let is_it = |shows: Shows| match shows {
            Shows::Field(name) => name == field.name,
            Shows::Kind => field.widget == Widget::Choice("kind"),
            Shows::Statement => table.words_field() == Some(field.name),
            _ => false,
        };
        columns(page).iter().any(|column| is_it(column.shows))
    })
}

fn edited(table: Table, field: &FieldInfo) -> Option<String> {
    let written = || WRITTEN.iter().find(|(name, _)| *name == field.name);
    match field.widget {
        Widget::Hidden | Widget::Choice("kind") => written().map(|(_, by)| (*by).to_owned()),
        _ if table == Table::Draft => None,
        _ => Some("card".to_owned()),
    }
}

fn widget(field: &FieldInfo) -> String {
    format!("{:?}", field.widget).replace('"', "")
}

#[test]
fn the_list_of_fields_tells_where_each_is_edited_found_seen_and_exported() {
    let projects = [full("on-record", "named"), full("background", "unnamed")];
    let outsides: Vec<_> = projects.iter().map(|full| outside(&full.project)).collect();
    let mut out = String::from(
        "\nReports: I internal, L legal, P public; m where Markdown has it as well. What is sealed leaves by no way.\n",
    );
    let mut faults = projects[0].unfilled.clone();
    for (at, table) in Table::ALL.into_iter().enumerate() {
        let noun = table.noun();
        write!(
            out,
            "\n### {}\n\n| field | label | entered as | edited by | find | column | reports | files and letters |\n\
             |---|---|---|---|---|---|---|---|\n",
            capital(noun)
        )
        .unwrap();
        for field in table.fields() {
            let mut ways: Vec<String> = Vec::new();
            let mut is_met = false;
            for (full, before) in projects.iter().zip(&outsides) {
                let slot = Slot { record: full.looked_at[at], field: field.name };
                ways.extend(seen(full, before, slot, field));
                is_met |= is_found(&full.project, slot, field);
            }
            ways.sort();
            ways.dedup();
            let has = |way: &str| ways.iter().any(|seen| seen == way);
            let mut reports: String = ["Internal", "Legal", "Public"]
                .into_iter()
                .filter(|audience| has(&format!("html.{audience}")))
                .map(|audience| &audience[..1])
                .collect();
            if has("markdown.Internal") || has("markdown.Legal") || has("markdown.Public") {
                reports.push_str(" m");
            }
            let files: Vec<&str> = ways.iter().map(String::as_str).filter(|way| !way.contains('.')).collect();
            let name = format!("{noun} {}", field.name);
            let by = edited(table, field).unwrap_or_else(|| {
                faults.push(format!("{name} can be edited nowhere"));
                String::new()
            });
            let untold = UNTOLD.iter().find(|(of, name, _)| *of == noun && *name == field.name);
            match (untold, reports.is_empty()) {
                (None, true) => faults.push(format!("{name} is in no report")),
                (Some((_, _, why)), true) => reports = format!("none: {why}"),
                (Some(_), false) => faults.push(format!("{name} is in a report, and the list says why not")),
                (None, false) => {}
            }
            let decides = DECIDING.contains(&(noun, field.name));
            if field.sight == Sight::Desk && has("html.Public") != decides {
                faults.push(format!("{name} is the desk’s: it changes the public report without deciding on it, or the other way round"));
            }
            if field.sight == Sight::Sealed && !ways.is_empty() {
                faults.push(format!("{name} is sealed, and leaves by {ways:?}"));
            }
            let tick = |is: bool| if is { "yes" } else { "" };
            writeln!(
                out,
                "| {} | {} | {} | {by} | {} | {} | {reports} | {} |",
                field.name,
                field.label,
                widget(field),
                tick(is_met),
                tick(is_column(table, field)),
                files.join(", ")
            )
            .unwrap();
        }
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let made = with_table(&page, "fields", &out).expect("a place for the list of fields");
    if std::env::var_os("REDPENCIL_UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
        assert!(faults.is_empty(), "{faults:#?}");
        return;
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(made == page, "the list of fields is out of date: run with REDPENCIL_UPDATE=1");
}
