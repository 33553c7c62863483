//! What the program does where its window cannot be shown: it checks the sample and writes its annotated report.

use std::fmt::Write as _;
use std::path::PathBuf;

use super::check::{judged, summary};
use super::{ALL, Answer};
use crate::check::Rulebook;
use crate::export::{Audience, html};
use crate::model::Outline;
use crate::session::report::{Order, whole_report};
use crate::store::{Place, StoreError, document, sample, system, vocabulary};

/// Says why there is no window, does what can be done without one, and tells which commands need none.
pub fn instead(reason: &str) -> Answer {
    let mut out = String::new();
    let shown =
        sample_report().unwrap_or_else(|error| format!("The sample could not be checked either: {error}\n"));
    out.push_str(&shown);
    let commands: Vec<&str> =
        ALL.iter().filter(|command| !command.is_hidden()).map(|command| command.name()).collect();
    let _ = writeln!(out, "These commands need no window: {}. See redpencil --help.", commands.join(", "));
    Answer::of(out).remarking([reason.to_owned()])
}

fn sample_report() -> Result<String, StoreError> {
    let project = sample::project()?;
    let (outline, vocabulary) = (Outline::of(&project), vocabulary::shipped());
    let rulebook = Rulebook::shipped();
    let (findings, coverage) = judged(&project, &outline, &vocabulary, &rulebook, system::now().date());
    let order =
        Order { audience: Audience::Internal, today: system::now(), rulebook: &rulebook, sealed: &[] };
    let report = whole_report(&project, &outline, &vocabulary, &html::Html, &order);
    let path = kept(&report.bytes)?;
    Ok(format!(
        "The sample was checked instead. {}\nIts annotated report: {}\n",
        summary(&findings, coverage),
        path.display()
    ))
}

/// Writes the report into the program's own folder, or the temporary one where that cannot be written.
fn kept(report: &[u8]) -> Result<PathBuf, StoreError> {
    let name = format!("{}-report.html", sample::NAME);
    document::write_within(Place::of_this_machine().data(), &name, report)
        .or_else(|_| document::write_within(&std::env::temp_dir(), &name, report))
}
