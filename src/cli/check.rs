//! `redpencil check`: tells what has to be mended before publication.

use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::civil::Date;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::json::Writer;
use super::{Answer, Command, Exit, Failure, conflict};
use crate::check::{self, Coverage, Finding, Ground, Level, Reading, Rulebook};
use crate::model::{Outline, Project, Vocabulary};

/// Checks a project.
pub struct Check;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

impl Command for Check {
    fn name(&self) -> &'static str {
        "check"
    }

    fn about(&self) -> &'static str {
        "Lists what was found; exits with 1 where a blocking finding is not waived or two people's changes conflict"
    }

    fn usage(&self) -> &'static str {
        "check PROJECT [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let desk = Desk::look(&given.project)?;
        let (project, outline, vocabulary) =
            (desk.project(), desk.session.outline(), desk.session.vocabulary());
        let (findings, coverage) =
            judged(project, outline, vocabulary, desk.session.rulebook(), desk.session.today());
        let writer = Writer::new(project, outline, vocabulary);
        let answer = if given.json {
            Answer::of_json(&findings.iter().map(|finding| as_json(finding, &writer)).collect())
        } else {
            let conflicts = conflict::listed(project, outline, vocabulary);
            Answer::of(listed(&findings, coverage, &writer) + &conflicts)
        };
        let conflicts = project.open_conflicts().len();
        let remark = (conflicts > 0).then(|| {
            format!(
                "Conflicting changes: {conflicts}. “redpencil show” lists both versions; “redpencil set --keep” keeps one."
            )
        });
        let ends = if is_blocked(&findings) || conflicts > 0 { Exit::Findings } else { Exit::Done };
        Ok(answer.remarking(remark).remarking(desk.close()?).ending(ends))
    }
}

/// Runs every check and counts what is covered.
pub(super) fn judged(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    rulebook: &Rulebook,
    today: Date,
) -> (Vec<Finding>, Coverage) {
    let reading = Reading::of(project, rulebook);
    let ground = Ground { project, outline, vocabulary, reading: &reading, rulebook, today };
    (check::run(&ground), check::coverage(&ground))
}

fn is_blocked(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Blocking && finding.waived.is_none())
}

fn as_json(finding: &Finding, writer: &Writer<'_>) -> Json {
    let span = finding.range.map(|range| writer.span(range));
    json!({
        "rule": finding.rule,
        "code": check::named(finding.rule).map(check::Check::code),
        "level": finding.level.name(),
        "message": finding.message,
        "annotation": finding.annotation.map(|id| id.to_string()),
        "record": finding.record.map(|id| id.to_string()),
        "start": span.as_ref().map(|span| span.start),
        "end": span.as_ref().map(|span| span.end),
        "waived": finding.waived.is_some(),
        "reason": finding.waived,
        "subject": finding.subject,
        "fix": finding.fix,
    })
}

fn listed(findings: &[Finding], coverage: Coverage, writer: &Writer<'_>) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.range.map_or_else(String::new, |range| {
            let span = writer.span(range);
            format!("{}..{}", span.start, span.end)
        });
        let level = if finding.waived.is_some() { "waived" } else { finding.level.name() };
        let _ = writeln!(out, "{level:<9} {place:<12} {}: {}", finding.rule, finding.message);
        match (&finding.waived, &finding.fix) {
            (Some(reason), _) => {
                let _ = writeln!(out, "{:22} Waived: {reason}", "");
            }
            (None, Some(fix)) => {
                let _ = writeln!(out, "{:22} Suggested: “{fix}”", "");
            }
            (None, None) => {}
        }
    }
    let _ = writeln!(out, "{}", summary(findings, coverage));
    out
}

/// Counts findings by level and says how much of the text is covered.
pub(super) fn summary(findings: &[Finding], coverage: Coverage) -> String {
    let count = |level: Level| {
        findings.iter().filter(|finding| finding.level == level && finding.waived.is_none()).count()
    };
    let waived = findings.iter().filter(|finding| finding.waived.is_some()).count();
    let some = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    format!(
        "Findings: {} blocking, {}, {}, {waived} waived. Sentences with a mark: {} of {}.",
        count(Level::Blocking),
        some(count(Level::Warning), "warning"),
        some(count(Level::Hint), "hint"),
        coverage.covered,
        coverage.sentences,
    )
}
