//! `redpencil export`: hands a project out.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::{Answer, Command, Failure};
use crate::export::{self, Audience};
use crate::session::report::report;
use crate::store::{document, system};

/// Exports a project.
pub struct Export;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The format to write
    #[arg(long, value_parser = export::ALL.iter().map(|exporter| exporter.id()).collect::<Vec<_>>())]
    format: String,
    /// Whom it is for
    #[arg(
        long,
        default_value = "internal",
        value_parser = Audience::ALL.iter().map(|row| row.1).collect::<Vec<_>>()
    )]
    audience: String,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl Command for Export {
    fn name(&self) -> &'static str {
        "export"
    }

    fn about(&self) -> &'static str {
        "Writes the annotated report, or the marks for another program, and prints the file's path"
    }

    fn usage(&self) -> &'static str {
        "export PROJECT --format FORMAT [--audience internal] -o FILE"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let exporter = export::named(&given.format)
            .ok_or_else(|| Failure::Usage("There is no such format. See --help.".into()))?;
        let audience = Audience::named(&given.audience)
            .ok_or_else(|| Failure::Usage("There is no such audience. See --help.".into()))?;
        let desk = Desk::look(&given.project)?;
        let session = &desk.session;
        let bytes = report(
            session.project(),
            session.outline(),
            session.vocabulary(),
            exporter,
            audience,
            system::now(),
        );
        let remarks = desk.close()?;
        document::write(&given.output, &bytes)?;
        Ok(Answer::of(given.output.display().to_string()).remarking(remarks))
    }
}
