//! `redpencil import`: takes marks of another program in.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::import::web_annotation;
use crate::session::Action;
use crate::store::document;

/// Imports marks.
pub struct Import;

/// The formats that marks come in: the name on the command line, and the words for it.
pub(super) const FORMATS: &[(&str, &str)] = &[("web-annotation", "W3C Web Annotations")];

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The file's format
    #[arg(long, value_parser = FORMATS.iter().map(|(id, _)| *id).collect::<Vec<_>>())]
    format: String,
    /// The file with the marks
    file: PathBuf,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Import {
    fn name(&self) -> &'static str {
        "import"
    }

    fn about(&self) -> &'static str {
        "Takes marks of another program into a project and prints how many"
    }

    fn usage(&self) -> &'static str {
        "import PROJECT --format web-annotation FILE [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let (bytes, _) = document::read(&given.file)?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let project = desk.project();
        let found = web_annotation::read(&bytes, project.text(), desk.session.vocabulary())?;
        let is_new = |id| !project.annotations().contains_key(&id);
        let marks = found.marks.iter().filter(|mark| mark.id.is_none_or(is_new)).count();
        if marks > 0 {
            let label = FORMATS.iter().find(|(id, _)| *id == given.format).map_or("", |(_, label)| label);
            desk.act(Action::Import { marks: found.marks, from: label.to_owned() })?;
        }
        let said = match marks {
            0 => "No new marks.".to_owned(),
            1 => "1 mark imported.".to_owned(),
            several => format!("{several} marks imported."),
        };
        Ok(Answer::of(said).remarking(found.warnings).remarking(desk.close()?))
    }
}
