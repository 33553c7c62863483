//! `redpencil show`: shows what a project holds.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::check::judged;
use super::desk::Desk;
use super::json::{self, Writer};
use super::{Answer, Command, Failure, conflict, sign_off};
use crate::model::attempt;
use crate::model::item::Progress;
use crate::model::{Id, Item, Project, Slot, Table, UNTITLED, Vocabulary, Widget};
use crate::session::sign_off::{Account, accounts};

/// Shows a project.
pub struct Show;

/// How many characters of a mark's words are shown in a list.
const SHOWN: usize = 60;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

impl Command for Show {
    fn name(&self) -> &'static str {
        "show"
    }

    fn about(&self) -> &'static str {
        "Lists a project's marks and records"
    }

    fn usage(&self) -> &'static str {
        "show PROJECT [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let desk = Desk::look(&given.project)?;
        let outline = desk.session.outline();
        let answer = if given.json {
            let mut json = Writer::new(desk.project(), outline, desk.session.vocabulary()).project();
            json["sign_offs"] = json::sign_offs(&signed(&desk));
            Answer::of_json(&json)
        } else {
            Answer::of(listed(&desk))
        };
        Ok(answer.remarking(desk.close()?))
    }
}

fn listed(desk: &Desk) -> String {
    let (project, vocabulary) = (desk.project(), desk.session.vocabulary());
    let outline = desk.session.outline();
    let writer = Writer::new(project, outline, vocabulary);
    let mut out = String::new();
    let _ = writeln!(out, "{}", project.article().name().unwrap_or(UNTITLED));
    let marks = outline.marks.iter().map(|mark| (mark.id, Some(mark)));
    let lost = outline.lost.iter().map(|id| (*id, None));
    for (id, place) in marks.chain(lost) {
        let Some(annotation) = project.annotations().get(&id) else { continue };
        let (number, span) = place.map_or_else(
            || ("-".to_owned(), "lost".to_owned()),
            |mark| {
                let span = writer.span(mark.span);
                (mark.number.to_string(), format!("{}..{}", span.start, span.end))
            },
        );
        let kind = vocabulary.label("kind", &annotation.kind);
        let status = annotation.record.map_or(String::new(), |record| status(project, vocabulary, record));
        let quote = project.target(id).map_or("", |target| &target.quote);
        let _ = writeln!(out, "{number:>5}  {id}  {span:<12} {kind:<12} {status:<14} “{}”", short(quote));
    }
    for (name, table) in [
        ("People", Table::Person),
        ("Sources", Table::Source),
        ("Allegations", Table::Allegation),
        ("Queries", Table::Query),
    ] {
        let ids: Vec<Id> = project.ids().into_iter().filter(|id| id.table() == table).collect();
        if !ids.is_empty() {
            let _ = writeln!(out, "\n{name}");
        }
        for id in ids {
            let words =
                ["name", "title", "gist", "question"].map(|field| project.text_of(id, field)).concat();
            let _ = writeln!(out, "  {id}  {}", words.split_whitespace().collect::<Vec<_>>().join(" "));
            parts(&mut out, desk, id);
        }
    }
    due(&mut out, desk);
    checklist(&mut out, project, vocabulary);
    let signed = signed(desk);
    if !signed.is_empty() {
        let _ = writeln!(out, "\nSign-off");
        out.push_str(&sign_off::listed(&signed));
    }
    out.push_str(&conflict::listed(project, outline, vocabulary));
    out
}

/// Tells of the sign-offs; the checks are asked only where there is one.
fn signed(desk: &Desk) -> Vec<Account> {
    let (project, session) = (desk.project(), &desk.session);
    if project.sign_offs().is_empty() {
        return Vec::new();
    }
    let (outline, vocabulary) = (session.outline(), session.vocabulary());
    let (findings, _) = judged(project, outline, vocabulary, session.rulebook(), session.today());
    accounts(project, outline, vocabulary, &findings)
}

/// Lists attempts below their allegation, messages below their query.
fn parts(out: &mut String, desk: &Desk, owner: Id) {
    let project = desk.project();
    for part in project.parts_in_order(owner, desk.session.outline()) {
        let words = |field| project.words_of(&Slot { record: part, field }, desk.session.vocabulary());
        let told = match project.messages().get(&part) {
            Some(message) => format!("{}: {}", message.speaker(), short(&message.words)),
            None => attempt::line(words),
        };
        let _ = writeln!(out, "    {part}  {told}");
    }
}

/// Lists what is due, what is latest first.
fn due(out: &mut String, desk: &Desk) {
    let (project, outline) = (desk.project(), desk.session.outline());
    let due = project.due(outline, desk.session.vocabulary());
    if !due.is_empty() {
        let _ = writeln!(out, "\nDue");
    }
    let today = desk.session.today();
    for due in due {
        let (record, words) = (due.slot.record, short(&project.name_of(due.slot.record)));
        let _ = writeln!(out, "  {:<14} {}  {record}  {}: {words}", due.told(today), due.on, due.what);
    }
}

fn checklist(out: &mut String, project: &Project, vocabulary: &Vocabulary) {
    let progress = Progress::of(project, vocabulary);
    let _ = writeln!(out, "\nChecklist: {} of {} done", progress.settled, progress.asked);
    for question in &vocabulary.checklist {
        let item = project.items().get(&Item::id_of(&question.id));
        let state = item.map_or("", |item| item.state.as_str());
        let state = if state.is_empty() { "open" } else { state };
        let _ = write!(
            out,
            "  {:<16} {:<12} {}",
            vocabulary.label("checklist", state),
            question.id,
            question.label
        );
        match item.filter(|item| !item.note.is_empty()) {
            Some(item) => writeln!(out, " – {}", short(&item.note)),
            None => writeln!(out),
        }
        .unwrap_or_default();
    }
}

fn status(project: &Project, vocabulary: &Vocabulary, record: Id) -> String {
    let fields = record.table().fields().iter();
    let state = fields
        .map(|field| (field.name, field.widget))
        .find(|(_, widget)| matches!(widget, Widget::Status | Widget::Choice("query")));
    state.map_or_else(String::new, |(field, _)| project.words_of(&Slot { record, field }, vocabulary))
}

fn short(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
