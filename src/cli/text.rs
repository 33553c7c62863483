//! `redpencil text`: shows what would be read of an article.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::json;

use super::answer::of_usage_failure;
use super::{Answer, Command, Failure, json};
use crate::import::{self, Article};
use crate::store::document;
use crate::text::Units;

/// Shows an article's text.
pub struct Text;

#[derive(Debug, clap::Args)]
struct Given {
    /// The article: plain text, Markdown or HTML
    file: PathBuf,
    /// Print the text, its blocks and the article's particulars as JSON
    #[arg(long)]
    json: bool,
}

impl Command for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "Prints an article's text as it is read, without making a project"
    }

    fn usage(&self) -> &'static str {
        "text FILE [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let (article, ..) = read(&given.file)?;
        if !given.json {
            return Ok(Answer::of(article.text).remarking(article.warnings));
        }
        let units = Units::new(&article.text);
        Ok(Answer::of_json(&json!({
            "title": article.title,
            "byline": article.byline,
            "dateline": article.dateline,
            "published": article.published,
            "publication": article.publication,
            "site": article.site,
            "language": article.language,
            "text": article.text,
            "blocks": json::blocks(&article.text, &units, &article.blocks),
            "warnings": article.warnings,
        })))
    }
}

/// Reads an article: what it says, the file's bytes and its name.
pub(super) fn read(path: &Path) -> Result<(Article, Vec<u8>, String), Failure> {
    let (bytes, name) = document::read(path)?;
    let article = import::read(&bytes, &name)?;
    if article.text.trim().is_empty() {
        return Err(Failure::Unreadable(format!(
            "“{name}” holds no text. Choose the file that holds the article."
        )));
    }
    Ok((article, bytes, name))
}
