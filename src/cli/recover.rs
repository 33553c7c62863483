//! `redpencil recover`: makes a whole project of whatever is left of a damaged one.

use std::path::PathBuf;
use std::sync::Arc;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::json;

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Exit, Failure};
use crate::session::Action;
use crate::store::{self, Place, recover};
use crate::text::counted;

/// Recovers a project.
pub struct Recover;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder; nothing in it is touched
    project: PathBuf,
    /// The folder of the copy, which must be new or empty [default: PROJECT-recovered]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Make no copy, but take over in the project itself what was edited by hand in project.ron
    #[arg(long, conflicts_with = "output")]
    take_over: bool,
    /// Print what was found and done as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    signed: Signed,
}

impl Command for Recover {
    fn name(&self) -> &'static str {
        "recover"
    }

    fn about(&self) -> &'static str {
        "Makes a whole copy of a damaged project from everything that can be read; exits with 1 where something is lost"
    }

    fn usage(&self) -> &'static str {
        "recover PROJECT [-o DIR | --take-over] [--json] [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        if given.take_over {
            return take_over(&given);
        }
        let recovery = store::recover(&given.project, given.output.as_deref(), &Place::of_this_machine())?;
        let ends = if recovery.is_complete { Exit::Done } else { Exit::Findings };
        if given.json {
            let answer = json!({
                "folder": recovery.folder.display().to_string(),
                "complete": recovery.is_complete,
                "said": recovery.said,
            });
            return Ok(Answer::of_json(&answer).ending(ends));
        }
        let mut said = recovery.said;
        said.push(if recovery.is_complete {
            format!("The project was recovered whole into {}.", recovery.folder.display())
        } else {
            format!(
                "What could be read was recovered into {}; see above for the rest.",
                recovery.folder.display()
            )
        });
        Ok(Answer::of(said.join("\n")).ending(ends))
    }
}

/// Makes one log record of what somebody has changed in `project.ron`.
fn take_over(given: &Given) -> Result<Answer, Failure> {
    let mut desk = Desk::open(&given.project, &given.signed)?;
    let Some(edited) = desk.hand_edited.take() else {
        return Err(Failure::Usage(
            "There is nothing to take over: project.ron says what the logs say, or there is no whole log to compare it \
             with. Without --take-over a whole copy is made."
                .into(),
        ));
    };
    let differing = recover::differing(desk.project(), &edited);
    let label = "take over what was edited by hand".to_owned();
    desk.act(Action::Become { project: Arc::new(edited), from: None, label })?;
    let lines: Vec<String> =
        differing.iter().map(|change| format!("{} {}", change.slot.record, change.slot.field)).collect();
    desk.close()?;
    if given.json {
        return Ok(Answer::of_json(&json!({ "taken_over": lines })));
    }
    let count = lines.len();
    let fields = counted(count, "field was", "fields were");
    Ok(Answer::of(format!("{}\n{fields} taken over as one step, which can be undone.", lines.join("\n"))))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_copy_and_taking_over_exclude_one_another() {
        let call = ["redpencil", "recover", "p", "-o", "q", "--take-over"];
        assert!(crate::cli::program().try_get_matches_from(call).is_err());
    }
}
