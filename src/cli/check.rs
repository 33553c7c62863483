//! `redpencil check`: tells what has to be mended before publication.

mod many;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Value as Json, json};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::json::Writer;
use super::{Answer, Command, Exit, Failure, conflict};
use crate::check::rulebook::relief::reliefs;
use crate::check::{self, Coverage, Finding, Ground, Level, Reading, Rulebook};
use crate::model::{Outline, Project, Vocabulary};
use crate::store::home;
use many::Choice;

/// Checks projects.
pub struct Check;

#[derive(Debug, clap::Args)]
struct Given {
    /// A project's folder, or a folder that holds projects (may be repeated)
    #[arg(required = true, value_name = "DIR")]
    projects: Vec<PathBuf>,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
    /// Only findings of this level (may be repeated); what blocks is counted in any case
    #[arg(long, value_name = "LEVEL", value_parser = ["blocking", "warning", "hint"])]
    level: Vec<String>,
    /// Write a summary of all the projects into this file, as one page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

impl Command for Check {
    fn name(&self) -> &'static str {
        "check"
    }

    fn about(&self) -> &'static str {
        "Lists what was found, of one project or of many; exits with 1 where a blocking finding is not waived or two \
         people's changes conflict"
    }

    fn usage(&self) -> &'static str {
        "check DIR... [--level LEVEL] [--html FILE] [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let level =
            |name: &String| Level::ALL.into_iter().find(|(_, known)| known == name).map(|(level, _)| level);
        let levels: Vec<Level> = given.level.iter().filter_map(level).collect();
        let choice = Choice { levels, html: given.html, json: given.json };
        match given.projects.as_slice() {
            [one] if choice.html.is_none() && !matches!(home::look(one), home::Found::Folder(_)) => {
                single(one, &choice)
            }
            several => many::check(several, &choice),
        }
    }
}

/// Lists what was found in one project.
fn single(path: &Path, choice: &Choice) -> Result<Answer, Failure> {
    let desk = Desk::look(path)?;
    let (project, outline, vocabulary) = (desk.project(), desk.session.outline(), desk.session.vocabulary());
    let (findings, coverage) =
        judged(project, outline, vocabulary, desk.session.rulebook(), desk.session.today());
    let writer = Writer::new(project, outline, vocabulary);
    let shown: Vec<&Finding> = findings.iter().filter(|finding| choice.takes(finding)).collect();
    let relief = reliefs(desk.session.rulebook());
    let told = relief.iter().filter(|_| choice.json).map(|said| format!("{said}."));
    let told: Vec<String> = told.collect();
    let answer = if choice.json {
        Answer::of_json(&shown.iter().map(|finding| as_json(finding, &writer)).collect())
    } else {
        let conflicts = conflict::listed(project, outline, vocabulary);
        let summary = summary(&findings, coverage);
        let settings = relief.iter().fold(String::new(), |lines, said| lines + said + ".\n");
        Answer::of(format!("{}{summary}\n{settings}{conflicts}", listed(&shown, &writer)))
    };
    let conflicts = project.open_conflicts().len();
    let remark = (conflicts > 0).then(|| {
        format!(
            "Conflicting changes: {conflicts}. “redpencil show” lists both versions; “redpencil set --keep” keeps one."
        )
    });
    let ends = if is_blocked(&findings) || conflicts > 0 { Exit::Findings } else { Exit::Done };
    Ok(answer.remarking(told).remarking(remark).remarking(desk.close()?).ending(ends))
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
        "reason": finding.waived.as_ref().map(|waived| &waived.reason),
        "waived_by": finding.waived.as_ref().and_then(|waived| Some(waived.by.as_ref()?.by.clone())),
        "waived_at": finding.waived.as_ref().and_then(|waived| Some(waived.by.as_ref()?.at.to_string())),
        "subject": finding.subject,
        "fix": finding.fix,
    })
}

fn listed(findings: &[&Finding], writer: &Writer<'_>) -> String {
    let mut out = String::new();
    for finding in findings {
        let place = finding.range.map_or_else(String::new, |range| {
            let span = writer.span(range);
            format!("{}..{}", span.start, span.end)
        });
        let level = if finding.waived.is_some() { "waived" } else { finding.level.name() };
        let _ = writeln!(out, "{level:<9} {place:<12} {}: {}", finding.rule, finding.message);
        match (&finding.waived, &finding.fix) {
            (Some(waived), _) => {
                let _ = writeln!(out, "{:22} Waived: {}", "", waived.told());
            }
            (None, Some(fix)) => {
                let _ = writeln!(out, "{:22} Suggested: “{fix}”", "");
            }
            (None, None) => {}
        }
    }
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
