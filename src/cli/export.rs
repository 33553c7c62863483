//! `redpencil export`: hands a project out.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::check::judged;
use super::desk::Desk;
use super::{Answer, Command, Failure};
use crate::check;
use crate::export::{self, Audience, Exporter, Handout};
use crate::model::{Outline, Project, Vocabulary};
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
        let bytes =
            written(desk.project(), desk.session.outline(), desk.session.vocabulary(), exporter, audience);
        let remarks = desk.close()?;
        document::write(&given.output, &bytes)?;
        Ok(Answer::of(given.output.display().to_string()).remarking(remarks))
    }
}

/// Writes what an audience may see of a project.
pub(super) fn written(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    exporter: &dyn Exporter,
    audience: Audience,
) -> Vec<u8> {
    let (findings, coverage) = judged(project, outline, vocabulary);
    let findings = findings
        .into_iter()
        .map(|finding| export::Finding {
            rule: finding.rule.to_owned(),
            label: check::named(finding.rule).map_or(finding.rule, |rule| rule.label()).to_owned(),
            level: finding.level.name().to_owned(),
            message: finding.message,
            annotation: finding.annotation,
            range: finding.range,
            waived: finding.waived,
        })
        .collect();
    let coverage = export::Coverage { sentences: coverage.sentences, covered: coverage.covered };
    let today = system::now();
    exporter.write(&Handout::for_audience(project, outline, vocabulary, findings, coverage, today, audience))
}
