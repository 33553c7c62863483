//! `redpencil waive`: sets findings aside with a reason, one or all of a rule, or takes that back.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::check::judged;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::check::{self, Finding};
use crate::session::Action;
use crate::text::counted;

/// Sets findings aside.
pub struct Waive;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The rule, such as “open-query”
    rule: String,
    /// What the finding is about: a record's id, or the words it stands on (“subject” in “check --json”); with “--all”
    /// the reason stands here
    subject: Option<String>,
    /// Why it is published so
    reason: Option<String>,
    /// All that the rule found, for one reason and in one step
    #[arg(long)]
    all: bool,
    /// With “--all”: only what has these words in its message
    #[arg(long, value_name = "WORDS", requires = "all")]
    with: Option<String>,
    /// Take the waiver back instead
    #[arg(long)]
    take_back: bool,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Waive {
    fn name(&self) -> &'static str {
        "waive"
    }

    fn about(&self) -> &'static str {
        "Sets a finding aside with the reason why it is published so, signed and dated; or all of a rule at once"
    }

    fn usage(&self) -> &'static str {
        "waive PROJECT RULE (SUBJECT | --all [--with WORDS]) (REASON | --take-back) [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        if check::named(&given.rule).is_none() {
            let known: Vec<&str> = check::ALL.iter().map(|rule| rule.id()).collect();
            return Err(Failure::Usage(format!(
                "There is no rule “{}”. Give one of: {}.",
                given.rule,
                known.join(", ")
            )));
        }
        let (subject, reason) = words(&given)?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        let session = &desk.session;
        let (found, _) = judged(
            desk.project(),
            session.outline(),
            session.vocabulary(),
            session.rulebook(),
            session.today(),
        );
        let subjects = match &subject {
            None => all(&found, &given)?,
            Some(subject) if given.take_back => {
                let mut waivers = desk.project().waivers().values();
                if !waivers.any(|waiver| waiver.rule == given.rule && waiver.subject == *subject) {
                    return Err(Failure::Usage(format!(
                        "“{}” is not waived for “{subject}”. “redpencil check --json” lists what is.",
                        given.rule
                    )));
                }
                vec![subject.clone()]
            }
            Some(subject) => {
                expect_finding(&found, &given.rule, subject)?;
                vec![subject.clone()]
            }
        };
        let told = subject.is_none().then(|| {
            let count = counted(subjects.len(), "finding", "findings");
            format!(
                "{count} of “{}” {}.",
                given.rule,
                if given.take_back { "taken up again" } else { "waived" }
            )
        });
        let findings = subjects.into_iter().map(|subject| (given.rule.clone(), subject)).collect();
        desk.act(Action::WaiveAll { findings, reason })?;
        Ok(Answer::default().remarking(told).remarking(desk.close()?))
    }
}

/// Tells what is set aside, nothing for all that the rule found, and why; no reason takes a waiver back.
fn words(given: &Given) -> Result<(Option<String>, String), Failure> {
    let (subject, reason) = match (given.all, &given.subject, &given.reason) {
        (true, reason, None) => (None, reason.clone()),
        (true, ..) => {
            return Err(Failure::Usage(
                "With “--all” give the reason alone: no subject stands before it.".into(),
            ));
        }
        (false, Some(subject), reason) => (Some(subject), reason.clone()),
        (false, None, _) => {
            let help = "Say which finding: its subject as “check --json” gives it, or “--all”.";
            return Err(Failure::Usage(help.into()));
        }
    };
    let subject = subject.map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" "));
    match (given.take_back, reason.filter(|reason| !reason.trim().is_empty())) {
        (true, None) => Ok((subject, String::new())),
        (true, Some(_)) => Err(Failure::Usage("Give a reason or “--take-back”, not both.".into())),
        (false, Some(reason)) => Ok((subject, reason)),
        (false, None) => Err(Failure::Usage("Say why it is published so: a waiver needs a reason.".into())),
    }
}

/// Lists what a rule found and nobody has set aside yet; or, to take waivers back, what somebody has.
fn all(found: &[Finding], given: &Given) -> Result<Vec<String>, Failure> {
    let wanted = given.with.as_ref().map(|words| words.to_lowercase());
    let subjects: Vec<String> = found
        .iter()
        .filter(|finding| finding.rule == given.rule && finding.waived.is_some() == given.take_back)
        .filter(|finding| wanted.as_ref().is_none_or(|words| finding.message.to_lowercase().contains(words)))
        .map(|finding| finding.subject.clone())
        .collect();
    if !subjects.is_empty() {
        return Ok(subjects);
    }
    Err(Failure::Usage(if given.take_back {
        format!("Nothing that “{}” found is waived.", given.rule)
    } else {
        format!("“{}” found nothing here that is not waived already.", given.rule)
    }))
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
