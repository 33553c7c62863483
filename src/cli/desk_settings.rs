//! `redpencil desk`: tells what a desk and a project want otherwise, and looks their files over.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::{Answer, Command, Exit, Failure};
use crate::check::rulebook::{Weight, number};
use crate::check::{self, Check};
use crate::model::Vocabulary;
use crate::store::desk::{self, Settled, Terms, Wanted, Whose};
use crate::store::{Place, vocabulary};

/// Tells what counts at this desk.
pub struct DeskSettings;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder; without one, what the desk wants
    project: Option<PathBuf>,
    /// Look this file over instead, without using it
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// Print where the files stand, and nothing else
    #[arg(long)]
    path: bool,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

impl Command for DeskSettings {
    fn name(&self) -> &'static str {
        "desk"
    }

    fn about(&self) -> &'static str {
        "Lists levels, words, numbers, fields and rows that count and where each comes from; exits with 4 where a desk.ron is wrong"
    }

    fn usage(&self) -> &'static str {
        "desk [PROJECT] [--check FILE] [--path] [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        if let Some(file) = &given.check {
            return looked_over(file, given.project.as_deref(), given.json);
        }
        let (settled, remarks) = if let Some(project) = &given.project {
            let desk = Desk::look(project)?;
            let settled = desk.settled.clone();
            (settled, desk.close()?)
        } else {
            let settled = desk::load(&Wanted::on(&Place::of_this_machine(), None), None);
            let remarks = settled.faults().map(ToString::to_string).collect();
            (settled, remarks)
        };
        let answer = match (given.path, given.json) {
            (true, _) => Answer::of(paths(&settled)),
            (false, true) => Answer::of_json(&as_json(&settled)),
            (false, false) => Answer::of(listed(&settled)),
        };
        let ends = if settled.faults().next().is_some() { Exit::Unreadable } else { Exit::Done };
        Ok(answer.remarking(remarks).ending(ends))
    }
}

/// Looks one file over; what is wrong in it is the result.
fn looked_over(file: &Path, project: Option<&Path>, as_json: bool) -> Result<Answer, Failure> {
    let whose = if project.is_some() { Whose::Project } else { Whose::Desk };
    let sheet = desk::check(file, whose).map_err(|words| {
        let words = format!("{}: {words}.", file.display());
        Failure::Files(words)
    })?;
    let ends = if sheet.faults.is_empty() { Exit::Done } else { Exit::Unreadable };
    if as_json {
        let faults: Json = sheet.faults.iter().map(fault_as_json).collect();
        return Ok(Answer::of_json(&faults).ending(ends));
    }
    let mut out = String::new();
    for fault in &sheet.faults {
        let _ = writeln!(out, "{fault}");
    }
    if sheet.faults.is_empty() {
        let _ = writeln!(out, "{} is in order.", file.display());
    }
    Ok(Answer::of(out).ending(ends))
}

fn paths(settled: &Settled) -> String {
    let mut out = String::new();
    for path in [&settled.desk.path, &settled.project.path].into_iter().flatten() {
        let _ = writeln!(out, "{}", path.display());
    }
    out
}

/// Tells whose word counts for something: the project's, the desk's, or nobody's.
fn from(settled: &Settled, says: impl Fn(&Terms) -> bool) -> &'static str {
    if says(&settled.project.terms) {
        "project"
    } else if says(&settled.desk.terms) {
        "desk"
    } else {
        "shipped"
    }
}

fn level(settled: &Settled, rule: &dyn Check) -> Weight {
    let usual = Weight::Of(rule.level());
    settled.rulebook.weights.get(rule.id()).copied().unwrap_or(usual)
}

/// Lists rows that are not as the program comes with them: the list, the row, its label.
fn rows(vocabulary: &Vocabulary) -> Vec<(String, String, String)> {
    let shipped = vocabulary::shipped();
    let mut rows = Vec::new();
    for kind in vocabulary.kinds.iter().filter(|kind| !shipped.kinds.contains(kind)) {
        rows.push(("kinds".to_owned(), kind.id.clone(), kind.label.clone()));
    }
    for status in vocabulary.statuses.iter().filter(|status| !shipped.statuses.contains(status)) {
        rows.push(("statuses".to_owned(), status.id.clone(), status.label.clone()));
    }
    for scale in &vocabulary.scales {
        for row in scale.rows.iter().filter(|row| !shipped.scale(&scale.name).contains(row)) {
            rows.push((scale.name.clone(), row.id.clone(), row.label.clone()));
        }
    }
    for question in vocabulary.checklist.iter().filter(|question| !shipped.checklist.contains(question)) {
        rows.push(("checklist".to_owned(), question.id.clone(), question.label.clone()));
    }
    rows
}

fn has_row(terms: &Terms, list: &str, id: &str) -> bool {
    let rows = match list {
        "kinds" => Some(&terms.kinds),
        "statuses" => Some(&terms.statuses),
        "checklist" => Some(&terms.checklist),
        scale => terms.scales.get(scale),
    };
    rows.is_some_and(|rows| rows.iter().any(|row| row.id == id))
        || (list == "kinds" && terms.required.contains_key(id))
}

/// Tells where a row comes from: the desk's file is missing where only the project carries it.
fn row_from(settled: &Settled, list: &str, id: &str) -> &'static str {
    match from(settled, |terms| has_row(terms, list, id)) {
        "shipped" if has_row(&settled.carried, list, id) => "carried",
        from => from,
    }
}

fn listed(settled: &Settled) -> String {
    let mut out = String::new();
    for (whose, path) in [("Desk", &settled.desk.path), ("Project", &settled.project.path)] {
        if let Some(path) = path {
            let _ = writeln!(out, "{whose}: {}", path.display());
        }
    }
    let _ = writeln!(out, "\nLevels of rules");
    for rule in check::ALL {
        let from = from(settled, |terms| terms.levels.contains_key(rule.id()));
        let _ =
            writeln!(out, "  {:<9} {:<32} {} {from}", level(settled, *rule).name(), rule.id(), rule.code());
    }
    let _ = writeln!(out, "\nNumbers");
    for number in number::ALL {
        let from = from(settled, |terms| terms.numbers.contains_key(number.name));
        let _ = writeln!(out, "  {:<9} {:<32} {from}", settled.rulebook.number(number), number.name);
    }
    let _ = writeln!(out, "\nRequired fields");
    for kind in &settled.vocabulary.kinds {
        let from = from(settled, |terms| {
            let has_row = |row: &desk::Row| row.id == kind.id && row.cells.contains_key("required");
            terms.required.contains_key(&kind.id) || terms.kinds.iter().any(has_row)
        });
        let _ = writeln!(out, "  {:<12} {} ({from})", kind.id, kind.required.join(", "));
    }
    let mut words = String::new();
    for (whose, terms) in [("desk", &settled.desk.terms), ("project", &settled.project.terms)] {
        for (language, lists) in &terms.words {
            for (list, changes) in lists {
                for (sign, phrases) in [("+", &changes.add), ("-", &changes.remove)] {
                    for phrase in phrases {
                        let _ = writeln!(words, "  {sign} {language} {list}: {phrase} ({whose})");
                    }
                }
            }
        }
    }
    let mut changed = String::new();
    for (list, id, label) in rows(&settled.vocabulary) {
        let _ = writeln!(changed, "  {list}: {id} “{label}” ({})", row_from(settled, &list, &id));
    }
    for (title, lines) in [("Words put in (+) or taken out (-)", words), ("Rows added or changed", changed)] {
        let lines = if lines.is_empty() { "  none\n".to_owned() } else { lines };
        let _ = write!(out, "\n{title}\n{lines}");
    }
    out
}

fn fault_as_json(fault: &desk::Fault) -> Json {
    json!({
        "file": fault.file.display().to_string(),
        "line": fault.place.map(|(line, _)| line),
        "column": fault.place.map(|(_, column)| column),
        "message": fault.words,
    })
}

fn as_json(settled: &Settled) -> Json {
    let levels: Json = check::ALL
        .iter()
        .map(|rule| {
            json!({
                "rule": rule.id(),
                "code": rule.code(),
                "level": level(settled, *rule).name(),
                "shipped": rule.level().name(),
                "from": from(settled, |terms| terms.levels.contains_key(rule.id())),
            })
        })
        .collect();
    let numbers: Json = number::ALL
        .iter()
        .map(|number| {
            json!({
                "name": number.name,
                "rule": number.rule,
                "value": settled.rulebook.number(number),
                "shipped": number.usual,
                "from": from(settled, |terms| terms.numbers.contains_key(number.name)),
            })
        })
        .collect();
    let required: Json = settled
        .vocabulary
        .kinds
        .iter()
        .map(|kind| json!({ "kind": kind.id, "fields": kind.required }))
        .collect();
    let mut words = Vec::new();
    for (whose, terms) in [("desk", &settled.desk.terms), ("project", &settled.project.terms)] {
        for (language, lists) in &terms.words {
            for (list, changes) in lists {
                words.push(json!({
                    "language": language, "list": list, "add": changes.add, "remove": changes.remove, "from": whose,
                }));
            }
        }
    }
    let rows: Json = rows(&settled.vocabulary)
        .iter()
        .map(|(list, id, label)| {
            json!({ "list": list, "id": id, "label": label, "from": row_from(settled, list, id) })
        })
        .collect();
    let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    json!({
        "desk": path(&settled.desk.path),
        "project": path(&settled.project.path),
        "levels": levels,
        "numbers": numbers,
        "required": required,
        "words": words,
        "rows": rows,
        "faults": settled.faults().map(fault_as_json).collect::<Json>(),
    })
}
