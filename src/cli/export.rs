//! `redpencil export`: hands a project out.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::{Answer, Command, Exit, Failure};
use crate::export::{self, Audience, Exposure};
use crate::session::report::{Order, doubt_of, whole_report};
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
        value_parser = Audience::ALL.iter().map(|audience| audience.id()).collect::<Vec<_>>()
    )]
    audience: String,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Write a public report although it names what the public may not see; the places are listed all the same
    #[arg(long)]
    anyway: bool,
}

impl Command for Export {
    fn name(&self) -> &'static str {
        "export"
    }

    fn about(&self) -> &'static str {
        "Writes a report for an audience and prints the file's path; a public one that names a withheld source is written \
         only with --anyway, else the places are listed and it exits with 1"
    }

    fn usage(&self) -> &'static str {
        "export PROJECT --format FORMAT [--audience internal|public] [--anyway] -o FILE"
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
        let sealed = desk.store.sealed_words(session.project());
        let order = Order { audience, today: system::now(), sealed: &sealed.words };
        let (project, outline) = (session.project(), session.outline());
        let report = whole_report(project, outline, session.vocabulary(), exporter, &order);
        let mut remarks = desk.close()?;
        remarks.extend(sealed.doubt().filter(|_| audience == Audience::Public));
        remarks.extend(report.exposures.iter().map(told));
        remarks.extend(doubt_of(&report.unsettled));
        if !report.exposures.is_empty() && !given.anyway {
            remarks.push(
                "Nothing was written: these places name what the public may not see. Change them, or give --anyway to \
                 write the report with these words as they stand."
                    .into(),
            );
            return Ok(Answer::default().remarking(remarks).ending(Exit::Findings));
        }
        match audience {
            Audience::Public => document::publish(&given.output, &report.bytes)?,
            Audience::Internal => document::write(&given.output, &report.bytes)?,
        }
        Ok(Answer::of(given.output.display().to_string()).remarking(remarks))
    }
}

/// Tells one place on one line.
fn told(exposure: &Exposure) -> String {
    format!("{}, {}: “{}” in “{}”", exposure.record, exposure.label, exposure.words, exposure.around)
}
