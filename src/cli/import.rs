//! `redpencil import`: takes marks and sources of another program in.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::cite::{self, Problem};
use crate::import::web_annotation;
use crate::session::{Action, Durability};
use crate::store::document;
use crate::text::counted;

/// Imports marks and sources.
pub struct Import;

/// The formats that marks come in: the name on the command line, and the words for it.
pub(super) const FORMATS: &[(&str, &str)] = &[("web-annotation", "W3C Web Annotations")];

fn formats() -> Vec<&'static str> {
    let sources = cite::ALL.iter().map(|format| format.id());
    FORMATS.iter().map(|(id, _)| *id).chain(sources).collect()
}

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The file's format; where it is not given, the file itself tells
    #[arg(short, long, value_parser = formats())]
    format: Option<String>,
    /// The file with the marks or the sources
    file: PathBuf,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Import {
    fn name(&self) -> &'static str {
        "import"
    }

    fn about(&self) -> &'static str {
        "Takes marks or sources of another program into a project and prints how many; a source that is there already is \
         not doubled, and what cannot be read is said with its line"
    }

    fn usage(&self) -> &'static str {
        "import PROJECT [--format web-annotation|csl-json|bibtex|ris] FILE [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let (bytes, name) = document::read(&given.file)?;
        let named = given.format.as_deref();
        let is_marks = |id: &str| FORMATS.iter().any(|(known, _)| *known == id);
        let format = match named {
            Some(id) if is_marks(id) => None,
            Some(id) => cite::named(id),
            None => cite::format_of(&bytes, &name),
        };
        let desk = Desk::open(&given.project, &given.signed)?;
        match format {
            Some(format) => sources(desk, format, &bytes, &name),
            None => marks(desk, &bytes, named.unwrap_or(FORMATS[0].0)),
        }
    }
}

/// Takes sources in.
fn sources(mut desk: Desk, format: &dyn cite::Format, bytes: &[u8], name: &str) -> Result<Answer, Failure> {
    let library = cite::read(format, bytes);
    let mut remarks: Vec<String> = library.problems.iter().map(Problem::words).collect();
    let before = desk.project().sources().len();
    if !library.entries.is_empty() {
        if let Durability::ReadOnly(reason) = desk.session.durability() {
            return Err(Failure::Files(reason));
        }
        let action = Action::TakeSources { entries: library.entries, from: name.to_owned() };
        match desk.session.dispatch(action) {
            Ok(outcome) if outcome.said.is_empty() => {}
            Ok(outcome) => remarks.push(outcome.said),
            // That all are there already is no failure.
            Err(refusal) => remarks.push(refusal.to_string()),
        }
    }
    let count = desk.project().sources().len() - before;
    let said = match count {
        0 => "No new sources.".to_owned(),
        count => format!("{} imported.", counted(count, "source", "sources")),
    };
    Ok(Answer::of(said).remarking(remarks).remarking(desk.close()?))
}

/// Takes marks in.
fn marks(mut desk: Desk, bytes: &[u8], format: &str) -> Result<Answer, Failure> {
    let project = desk.project();
    let found = web_annotation::read(bytes, project.text(), desk.session.vocabulary())?;
    let is_new = |id| !project.annotations().contains_key(&id);
    let marks = found.marks.iter().filter(|mark| mark.id.is_none_or(is_new)).count();
    if marks > 0 {
        let label = FORMATS.iter().find(|(id, _)| *id == format).map_or("", |(_, label)| label);
        desk.act(Action::Import { marks: found.marks, from: label.to_owned() })?;
    }
    let said = match marks {
        0 => "No new marks.".to_owned(),
        1 => "1 mark imported.".to_owned(),
        several => format!("{several} marks imported."),
    };
    Ok(Answer::of(said).remarking(found.warnings).remarking(desk.close()?))
}
