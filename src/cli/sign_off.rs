//! `redpencil sign-off`: signs the article off as it stands, or takes that back.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::check::judged;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Exit, Failure};
use crate::check::rulebook::relief::reliefs;
use crate::model::Id;
use crate::session::Action;
use crate::session::sign_off::{Account, in_the_way};
use crate::text::counted;

/// Signs an article off.
pub struct SignOff;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// As what: checker, editor or counsel
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// A remark that goes with it
    #[arg(long, value_name = "TEXT", conflicts_with = "withdraw")]
    note: Option<String>,
    /// Take the sign-off of this role back instead; it stays in the project and in the log
    #[arg(long)]
    withdraw: bool,
    /// Why it is taken back
    #[arg(long, value_name = "TEXT", requires = "withdraw")]
    reason: Option<String>,
    #[command(flatten)]
    signed: Signed,
}

impl Command for SignOff {
    fn name(&self) -> &'static str {
        "sign-off"
    }

    fn about(&self) -> &'static str {
        "Signs the article off as it stands, or takes that back; exits with 1 and the reasons where findings block it"
    }

    fn usage(&self) -> &'static str {
        "sign-off PROJECT --role ROLE [--by NAME] [--note TEXT | --withdraw [--reason TEXT]]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut desk = Desk::open(&given.project, &given.signed)?;
        if given.withdraw {
            let sign_off = standing(&desk, &given.role)?;
            desk.act(Action::Withdraw { sign_off, reason: given.reason.unwrap_or_default() })?;
            return Ok(Answer::of(format!("{sign_off}")).remarking(desk.close()?));
        }
        let session = &desk.session;
        let (findings, _) = judged(
            desk.project(),
            session.outline(),
            session.vocabulary(),
            session.rulebook(),
            session.today(),
        );
        let standing: Vec<String> = in_the_way(&findings)
            .map(|finding| format!("blocking  {}: {}", finding.rule, finding.message))
            .collect();
        // A role that there is not is told by the refusal itself.
        let is_known = session.vocabulary().row("sign_off_role", &given.role).is_some();
        if is_known && !standing.is_empty() {
            let remark = format!(
                "Not signed off: {} that nobody has waived. Mend them, or set them aside with “redpencil waive”.",
                counted(standing.len(), "blocking finding stands", "blocking findings stand")
            );
            let answer = Answer::of(standing.join("\n")).remarking([remark]);
            return Ok(answer.remarking(desk.close()?).ending(Exit::Findings));
        }
        let (person, note) = (given.signed.name(), given.note.unwrap_or_default());
        let relief = reliefs(desk.session.rulebook()).into_iter().map(|said| format!("{said}."));
        let relief: Vec<String> = relief.collect();
        let made = desk.act(Action::SignOff { role: given.role, person, note })?;
        let id = made.focus.map_or_else(String::new, |id| id.to_string());
        Ok(Answer::of(id).remarking(relief).remarking(desk.close()?))
    }
}

/// Finds the sign-off of a role that counts.
fn standing(desk: &Desk, role: &str) -> Result<Id, Failure> {
    let project = desk.project();
    let found = project.standing_sign_offs().into_iter().find(|id| project.sign_offs()[id].role == role);
    found.ok_or_else(|| {
        Failure::Usage(format!(
            "There is no sign-off as “{role}” to take back. “redpencil status” lists who signed."
        ))
    })
}

/// Lists sign-offs as text, each with what has changed since.
pub(super) fn listed(accounts: &[Account]) -> String {
    let mut out = String::new();
    for account in accounts {
        let _ = writeln!(out, "  {}  {}  [{}]", account.id, account.line(), account.fingerprint);
        if !account.note.trim().is_empty() {
            let _ = writeln!(out, "    {}", account.note.trim());
        }
        let _ = writeln!(out, "    {}", account.state());
        for since in &account.changes {
            let _ = writeln!(out, "    - {}", since.told);
        }
    }
    out
}
