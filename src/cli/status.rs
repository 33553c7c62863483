//! `redpencil status`: tells where the checking stands, in numbers.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};
use serde_json::{Map, Value as Json, json};

use super::answer::of_usage_failure;
use super::check::{judged, summary};
use super::desk::Desk;
use super::{Answer, Command, Failure, json, sign_off};
use crate::check::rulebook::relief::reliefs;
use crate::model::UNTITLED;
use crate::session::overview::{self, Chart, Ground, Overview};
use crate::session::sign_off::accounts;

/// Tells where the checking stands.
pub struct Status;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

impl Command for Status {
    fn name(&self) -> &'static str {
        "status"
    }

    fn about(&self) -> &'static str {
        "Counts claims, queries, replies, sources, findings and work, and tells who signed off and what changed since"
    }

    fn usage(&self) -> &'static str {
        "status PROJECT [--json]"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let desk = Desk::look(&given.project)?;
        let (project, outline) = (desk.project(), desk.session.outline());
        let (vocabulary, today) = (desk.session.vocabulary(), desk.session.today());
        let (findings, coverage) = judged(project, outline, vocabulary, desk.session.rulebook(), today);
        let ground = Ground { project, outline, vocabulary, findings: &findings, coverage, today };
        let mut charts = Overview::of(&ground).charts;
        let chronicle = desk.store.history().read(vocabulary)?;
        charts.extend(overview::work(&chronicle.deeds));
        let accounts = accounts(project, outline, vocabulary, &findings);
        let title = project.article().name().unwrap_or(UNTITLED);
        let answer = if given.json {
            Answer::of_json(&json!({
                "title": title,
                "sign_offs": json::sign_offs(&accounts),
                "settings": reliefs(desk.session.rulebook()),
                "coverage": {
                    "sentences": coverage.sentences,
                    "covered": coverage.covered,
                    "percent": coverage.percent(),
                },
                "charts": as_json(&charts),
            }))
        } else {
            let mut out = format!("{title}\n{}\n", summary(&findings, coverage));
            for said in reliefs(desk.session.rulebook()) {
                let _ = writeln!(out, "{said}.");
            }
            let _ = writeln!(out, "\nSign-off");
            if accounts.is_empty() {
                let _ = writeln!(out, "  Nobody has signed off yet");
            }
            out.push_str(&sign_off::listed(&accounts));
            out.push_str(&overview::as_text(&charts));
            Answer::of(out)
        };
        let notes = chronicle.notes.clone();
        Ok(answer.remarking(notes).remarking(desk.close()?))
    }
}

fn as_json(charts: &[Chart]) -> Json {
    let mut json = Map::new();
    for chart in charts {
        let bars = chart.bars.iter().map(|bar| json!({ "label": bar.label, "count": bar.count }));
        json.insert(chart.id.into(), json!({ "title": chart.title, "bars": bars.collect::<Json>() }));
    }
    json.into()
}
