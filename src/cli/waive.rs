//! `redpencil waive`: sets a finding aside with a reason, or takes that back.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::check::judged;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::check::{self, Finding};
use crate::session::Action;

/// Sets findings aside.
pub struct Waive;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The rule, such as “open-query”
    rule: String,
    /// What the finding is about: a record's id, or the words it stands on (“subject” in “check --json”)
    subject: String,
    /// Why it is published so
    #[arg(required_unless_present = "take_back")]
    reason: Option<String>,
    /// Take the waiver back instead
    #[arg(long, conflicts_with = "reason")]
    take_back: bool,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Waive {
    fn name(&self) -> &'static str {
        "waive"
    }

    fn about(&self) -> &'static str {
        "Sets a finding aside with the reason why it is published so, signed and dated"
    }

    fn usage(&self) -> &'static str {
        "waive PROJECT RULE SUBJECT (REASON | --take-back) [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let subject = given.subject.split_whitespace().collect::<Vec<_>>().join(" ");
        if check::named(&given.rule).is_none() {
            let known: Vec<&str> = check::ALL.iter().map(|rule| rule.id()).collect();
            return Err(Failure::Usage(format!(
                "There is no rule “{}”. Give one of: {}.",
                given.rule,
                known.join(", ")
            )));
        }
        let reason = match (given.take_back, given.reason) {
            (true, _) => {
                let stands = |(rule, subject): (&str, &str)| {
                    desk.project()
                        .waivers()
                        .values()
                        .any(|waiver| waiver.rule == rule && waiver.subject == subject)
                };
                if !stands((&given.rule, &subject)) {
                    return Err(Failure::Usage(format!(
                        "“{}” is not waived for “{subject}”. “redpencil check --json” lists what is.",
                        given.rule
                    )));
                }
                String::new()
            }
            (false, reason) => {
                let session = &desk.session;
                let (findings, _) = judged(
                    desk.project(),
                    session.outline(),
                    session.vocabulary(),
                    session.rulebook(),
                    session.today(),
                );
                expect_finding(&findings, &given.rule, &subject)?;
                reason.unwrap_or_default()
            }
        };
        desk.act(Action::Waive { rule: given.rule, subject, reason })?;
        Ok(Answer::default().remarking(desk.close()?))
    }
}

/// Tells a mistyped subject from a finding: what nobody found cannot be waived.
fn expect_finding(findings: &[Finding], rule: &str, subject: &str) -> Result<(), Failure> {
    let of_rule: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == rule).collect();
    if of_rule.iter().any(|finding| finding.subject == subject) {
        return Ok(());
    }
    let known: Vec<String> = of_rule.iter().take(8).map(|finding| format!("“{}”", finding.subject)).collect();
    Err(Failure::Usage(if known.is_empty() {
        format!("“{rule}” found nothing here, so there is nothing to waive.")
    } else {
        format!(
            "“{rule}” found nothing about “{subject}”, but about {}. Give one of these.",
            known.join(", ")
        )
    }))
}
