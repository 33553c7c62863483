//! Checks many projects, one after the other: what is wrong with one does not keep the others from being looked at.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::{as_json, is_blocked, judged};
use crate::check::rulebook::relief::reliefs;
use crate::check::{Finding, Level};
use crate::cli::desk::Desk;
use crate::cli::json::Writer;
use crate::cli::{Answer, Exit, Failure};
use crate::export::html::digest::{self, Entry, Tally};
use crate::model::UNTITLED;
use crate::session::Context as _;
use crate::session::sign_off::{accounts, summary};
use crate::store::{System, document, home};

/// So many findings of each project are named.
const WORST: usize = 3;

/// What is asked for.
#[derive(Debug)]
pub(super) struct Choice {
    /// The levels that are listed; none: all of them.
    pub levels: Vec<Level>,
    /// Where the page goes.
    pub html: Option<PathBuf>,
    /// Whether JSON is printed.
    pub json: bool,
}

impl Choice {
    /// Tells whether a finding is listed.
    pub fn takes(&self, finding: &Finding) -> bool {
        self.levels.is_empty() || self.levels.contains(&finding.level)
    }
}

/// What came of one project.
struct Checked {
    entry: Entry,
    is_blocked: bool,
    findings: Json,
}

/// Checks every project that the paths lead to.
pub(super) fn check(paths: &[PathBuf], choice: &Choice) -> Result<Answer, Failure> {
    let mut checked = Vec::new();
    for path in paths {
        let projects = match home::look(path) {
            home::Found::Folder(folder) => home::projects_within(&folder),
            home::Found::Pack(_) => {
                checked.push(unread(path, "It is packed: unpack it first, with “redpencil unpack”."));
                continue;
            }
            _ => vec![path.clone()],
        };
        if projects.is_empty() {
            checked.push(unread(path, "It holds no project."));
        }
        for project in projects {
            checked
                .push(one(&project, choice).unwrap_or_else(|failure| unread(&project, &failure.to_string())));
        }
    }
    let entries: Vec<Entry> = checked.iter().map(|checked| checked.entry.clone()).collect();
    if let Some(file) = &choice.html {
        let today = System::new("").today().to_string();
        document::write(file, digest::page(&entries, &today).as_bytes())?;
    }
    let unread = entries.iter().filter(|entry| entry.found.is_err()).count();
    let ends = match (unread, checked.iter().any(|checked| checked.is_blocked)) {
        (0, false) => Exit::Done,
        (0, true) => Exit::Findings,
        _ => Exit::Files,
    };
    let answer = if choice.json {
        Answer::of_json(&checked.iter().map(project_json).collect())
    } else {
        Answer::of(listed(&checked))
    };
    let remark = (unread > 0).then(|| format!("Could not be read: {unread} of {}.", entries.len()));
    Ok(answer.remarking(remark).ending(ends))
}

fn unread(path: &Path, why: &str) -> Checked {
    let title = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let entry = Entry { title, place: path.display().to_string(), found: Err(why.to_owned()) };
    Checked { entry, is_blocked: false, findings: Json::Null }
}

fn one(path: &Path, choice: &Choice) -> Result<Checked, Failure> {
    let desk = Desk::look(path)?;
    let (project, outline, vocabulary) = (desk.project(), desk.session.outline(), desk.session.vocabulary());
    let (findings, coverage) =
        judged(project, outline, vocabulary, desk.session.rulebook(), desk.session.today());
    let open = |level: Level| {
        findings.iter().filter(|finding| finding.level == level && finding.waived.is_none()).count()
    };
    let mut worst: Vec<&Finding> =
        findings.iter().filter(|finding| finding.waived.is_none() && choice.takes(finding)).collect();
    worst.sort_by_key(|finding| finding.level);
    let named = |finding: &&Finding| {
        let level = match finding.level {
            Level::Blocking => "Blocking",
            Level::Warning => "Warning",
            Level::Hint => "Hint",
        };
        (level, finding.message.clone())
    };
    let is_blocked = is_blocked(&findings) || !project.open_conflicts().is_empty();
    let tally = Tally {
        counts: [Level::Blocking, Level::Warning, Level::Hint].map(open),
        waived: findings.iter().filter(|finding| finding.waived.is_some()).count(),
        sentences: coverage.sentences,
        covered: coverage.covered,
        signed: summary(&accounts(project, outline, vocabulary, &findings)).unwrap_or_default(),
        settings: reliefs(desk.session.rulebook()),
        worst: worst.iter().take(WORST).map(named).collect(),
        more: worst.len().saturating_sub(WORST),
    };
    let writer = Writer::new(project, outline, vocabulary);
    let listed = findings.iter().filter(|finding| choice.takes(finding));
    let findings =
        if choice.json { listed.map(|finding| as_json(finding, &writer)).collect() } else { Json::Null };
    let title = project.article().name().unwrap_or(UNTITLED).to_owned();
    let entry = Entry { title, place: path.display().to_string(), found: Ok(tally) };
    desk.close()?;
    Ok(Checked { entry, is_blocked, findings })
}

fn project_json(checked: &Checked) -> Json {
    let Entry { title, place, found } = &checked.entry;
    match found {
        Ok(tally) => json!({
            "project": place,
            "title": title,
            "blocked": checked.is_blocked,
            "blocking": tally.counts[0],
            "warnings": tally.counts[1],
            "hints": tally.counts[2],
            "waived": tally.waived,
            "sentences": tally.sentences,
            "covered": tally.covered,
            "signed_off": tally.signed,
            "settings": tally.settings,
            "findings": checked.findings,
        }),
        Err(why) => json!({ "project": place, "error": why }),
    }
}

fn listed(checked: &[Checked]) -> String {
    let mut out = String::new();
    for Checked { entry, is_blocked, .. } in checked {
        match &entry.found {
            Err(why) => {
                let _ = writeln!(out, "unread   {}: {why}", entry.place);
            }
            Ok(tally) => {
                let state = if *is_blocked { "blocked" } else { "clear" };
                let [blocking, warnings, hints] = tally.counts;
                let _ = writeln!(out, "{state:<8} {}: {}", entry.place, entry.title);
                let _ = writeln!(
                    out,
                    "         {blocking} blocking, {warnings} warnings, {hints} hints, {} waived. Sentences with a mark: \
                     {} of {}.",
                    tally.waived, tally.covered, tally.sentences
                );
                if !tally.signed.is_empty() {
                    let _ = writeln!(out, "         {}", tally.signed);
                }
                for said in &tally.settings {
                    let _ = writeln!(out, "         {said}");
                }
                for (level, message) in &tally.worst {
                    let _ = writeln!(out, "         {level}: {message}");
                }
            }
        }
    }
    let blocked = checked.iter().filter(|checked| checked.is_blocked).count();
    let unread = checked.iter().filter(|checked| checked.entry.found.is_err()).count();
    let _ = writeln!(out, "Projects: {}. Blocked: {blocked}. Could not be read: {unread}.", checked.len());
    out
}
