//! `redpencil new`: makes a project of an article.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure, text};
use crate::session::Action;

/// Makes a project.
pub struct New;

#[derive(Debug, clap::Args)]
struct Given {
    /// The article: plain text, Markdown or HTML
    article: PathBuf,
    /// The project's folder, which must be new or empty
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    signed: Signed,
}

impl Command for New {
    fn name(&self) -> &'static str {
        "new"
    }

    fn about(&self) -> &'static str {
        "Makes a project of an article and prints the project's path"
    }

    fn usage(&self) -> &'static str {
        "new ARTICLE -o DIR [--by NAME]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        // Read before anything is made, so that a file that cannot be read leaves no folder behind.
        let (article, bytes, name) = text::read(&given.article)?;
        let mut desk = Desk::create(&given.output, &given.signed)?;
        let original = Some(desk.store.keep_original(&bytes, &name)?);
        let warnings = article.warnings.clone();
        desk.act(Action::Begin { article: Box::new(article), name, original })?;
        let remarks = desk.close()?;
        Ok(Answer::of(given.output.display().to_string()).remarking(remarks).remarking(warnings))
    }
}
