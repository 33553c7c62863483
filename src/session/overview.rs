//! Where the checking stands, in numbers: the one place in which each of them is worked out, for the window, the command
//! line and whoever reads its JSON.
//!
//! A number leads to what it counts. It must not know how a chart looks, nor a table.

mod source;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::Date;

use crate::check::{self, Coverage, Finding};
use crate::model::due::days_between;
use crate::model::vocabulary::Meaning;
use crate::model::{Id, Outline, Project, Status, Table, Vocabulary};
pub use work::work;

/// What a bar counts, for whoever wants to see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// What is marked and has this value: the name of a field, and the value in files.
    Marked(&'static str, String),
    /// These records, all of one table.
    These(Arc<BTreeSet<Id>>),
    /// The sources with this value of a field.
    Sources(&'static str, String),
    /// The findings of a rule, from the first of a rule: rule and subject.
    Finding(String, String),
    /// Sentences that carry no mark.
    Uncovered,
    /// What one person did; the name as it stands in the log.
    Person(String),
    /// What one person did on a day.
    Day(Date, String),
}

/// One bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What is counted, in words.
    pub label: String,
    /// How many there are.
    pub count: usize,
    /// The colour of the vocabulary's palette; empty where it has none.
    pub hue: String,
    /// Where it leads.
    pub lead: Option<Lead>,
}

impl Bar {
    fn new(label: impl Into<String>, count: usize, lead: Option<Lead>) -> Self {
        Self { label: label.into(), count, hue: String::new(), lead }
    }
}

/// One chart: like things, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its name in JSON.
    pub id: &'static str,
    /// Its title on screen.
    pub title: &'static str,
    /// What is said where there is nothing to count.
    pub empty: &'static str,
    /// The bars in order; none is empty but those of a fixed scale.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// Tells whether there is anything to count.
    pub fn is_empty(&self) -> bool {
        self.bars.iter().all(|bar| bar.count == 0)
    }

    /// Returns the greatest count.
    pub fn most(&self) -> usize {
        self.bars.iter().map(|bar| bar.count).max().unwrap_or(0)
    }
}

/// Where the checking stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// How many sentences meet a mark.
    pub coverage: Coverage,
    /// The charts in the order in which they are shown.
    pub charts: Vec<Chart>,
}

/// What an overview is made from.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its marks in order.
    pub outline: &'a Outline,
    /// The desk's words.
    pub vocabulary: &'a Vocabulary,
    /// What the checks found.
    pub findings: &'a [Finding],
    /// How many sentences meet a mark.
    pub coverage: Coverage,
    /// The day it is where the checker works.
    pub today: Date,
}

impl Overview {
    /// Counts everything but who did the work, which the log alone knows: see [`work`].
    pub fn of(ground: &Ground<'_>) -> Self {
        let charts = vec![
            statuses(ground),
            categories(ground),
            coverage(ground),
            queries(ground),
            replies(ground),
            source::grades(ground),
            source::independence(ground),
            source::support(ground),
            rules(ground),
        ];
        Self { coverage: ground.coverage, charts }
    }

    /// Returns the chart of that name.
    pub fn chart(&self, id: &str) -> Option<&Chart> {
        self.charts.iter().find(|chart| chart.id == id)
    }
}

/// Writes charts as text: a title, and a line for each bar.
pub fn as_text(charts: &[Chart]) -> String {
    const LONGEST: usize = 44;
    let mut out = String::new();
    for chart in charts {
        let _ = writeln!(out, "\n{}", chart.title);
        if chart.is_empty() {
            let _ = writeln!(out, "  {}", chart.empty);
            continue;
        }
        let widest = chart.bars.iter().map(|bar| bar.label.chars().count()).max().unwrap_or(0).min(LONGEST);
        for bar in &chart.bars {
            let _ = writeln!(out, "  {:<widest$}  {:>5}", bar.label, bar.count);
        }
    }
    out
}

/// Lists the records that have a status.
fn statements(project: &Project) -> impl Iterator<Item = (Id, Option<&Status>)> {
    let claims = project.claims().iter().map(|(id, row)| (*id, row.status.as_ref()));
    let quotations = project.quotations().iter().map(|(id, row)| (*id, row.status.as_ref()));
    let allegations = project.allegations().iter().map(|(id, row)| (*id, row.status.as_ref()));
    claims.chain(quotations).chain(allegations)
}

fn statuses(ground: &Ground<'_>) -> Chart {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, status) in statements(ground.project) {
        let row = ground.vocabulary.status(status.map_or("", |status| status.id.as_str()));
        let id = row.map_or_else(|| status.map_or("", |status| status.id.as_str()), |row| row.id.as_str());
        *counts.entry(id).or_default() += 1;
    }
    let mut bars = Vec::new();
    for row in &ground.vocabulary.statuses {
        if let Some(count) = counts.remove(row.id.as_str()) {
            let lead = Lead::Marked("status", row.id.clone());
            bars.push(Bar { hue: row.hue.clone(), ..Bar::new(&row.label, count, Some(lead)) });
        }
    }
    // Statuses that this vocabulary lacks.
    bars.extend(
        counts
            .into_iter()
            .map(|(id, count)| Bar::new(id, count, Some(Lead::Marked("status", id.to_owned())))),
    );
    Chart {
        id: "statuses",
        title: "Claims, quotations and allegations by status",
        empty: "Nothing is marked yet",
        bars,
    }
}

fn categories(ground: &Ground<'_>) -> Chart {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for claim in ground.project.claims().values() {
        *counts.entry(claim.category.as_str()).or_default() += 1;
    }
    let rank = |id: &str| match id {
        "" => usize::MAX,
        id => {
            let rows = ground.vocabulary.scale("category");
            rows.iter().position(|row| row.id == id).unwrap_or(usize::MAX - 1)
        }
    };
    let mut rows: Vec<(&str, usize)> = counts.into_iter().collect();
    rows.sort_by_key(|(id, _)| rank(id));
    let bar = |(id, count): (&str, usize)| {
        let label = if id.is_empty() { "No category" } else { ground.vocabulary.label("category", id) };
        Bar::new(label, count, Some(Lead::Marked("category", id.to_owned())))
    };
    Chart {
        id: "categories",
        title: "Claims by category",
        empty: "No claim is marked yet",
        bars: rows.into_iter().map(bar).collect(),
    }
}

fn coverage(ground: &Ground<'_>) -> Chart {
    let Coverage { sentences, covered } = ground.coverage;
    Chart {
        id: "coverage",
        title: "Sentences of the article",
        empty: "There is no text yet",
        bars: vec![
            Bar { hue: "green".into(), ..Bar::new("With a mark", covered, None) },
            Bar {
                hue: "gray".into(),
                ..Bar::new("Without a mark", sentences - covered, Some(Lead::Uncovered))
            },
        ],
    }
}

/// Makes a bar of records, which leads to them.
fn bar_of(label: &str, hue: &str, records: impl IntoIterator<Item = Id>) -> Bar {
    let records: BTreeSet<Id> = records.into_iter().collect();
    let count = records.len();
    Bar { hue: hue.to_owned(), ..Bar::new(label, count, Some(Lead::These(Arc::new(records)))) }
}

/// Counts the open queries by their age in whole days.
fn queries(ground: &Ground<'_>) -> Chart {
    const AGES: [(&str, i64); 5] = [
        ("Asked today", 0),
        ("1 to 2 days", 2),
        ("3 to 7 days", 7),
        ("8 to 30 days", 30),
        ("Older", i64::MAX),
    ];
    let mut found = AGES.map(|_| Vec::new());
    let open = ground.project.queries().iter();
    for (id, query) in
        open.filter(|(_, query)| ground.vocabulary.meaning("query", &query.state) != Meaning::Closed)
    {
        let asked = query.created.as_ref().map_or(ground.today, |stamp| stamp.at.date());
        let age = days_between(asked, ground.today);
        let at = AGES.iter().position(|(_, most)| age <= *most).unwrap_or(AGES.len() - 1);
        found[at].push(*id);
    }
    let bars = AGES.iter().zip(found).filter(|(_, found)| !found.is_empty());
    Chart {
        id: "queries",
        title: "Open queries by age",
        empty: "No query is open",
        bars: bars.map(|((label, _), found)| bar_of(label, "", found)).collect(),
    }
}

/// Counts the allegations that nobody has answered, by when the answer is due.
fn replies(ground: &Ground<'_>) -> Chart {
    const DUE: [(&str, &str); 5] = [
        ("Late", "crimson"),
        ("Due today or tomorrow", "orange"),
        ("Due within a week", "amber"),
        ("Due later", "slate"),
        ("No day set", "gray"),
    ];
    let mut found = DUE.map(|_| Vec::new());
    for id in ground.project.allegations().keys() {
        if ground.project.is_answered(*id, ground.outline) {
            continue;
        }
        let due = ground.project.due_of(*id, ground.outline, ground.vocabulary);
        let left =
            due.iter().find(|due| due.slot.field == "reply_deadline").map(|due| due.left(ground.today));
        let at = match left {
            None => 4,
            Some(left) if left < 0 => 0,
            Some(0 | 1) => 1,
            Some(left) if left <= 7 => 2,
            Some(_) => 3,
        };
        found[at].push(*id);
    }
    let bars = DUE.iter().zip(found).filter(|(_, found)| !found.is_empty());
    Chart {
        id: "replies",
        title: "Replies due",
        empty: "No allegation waits for its answer",
        bars: bars.map(|((label, hue), found)| bar_of(label, hue, found)).collect(),
    }
}

/// Counts the findings that were not set aside, what blocks first.
fn rules(ground: &Ground<'_>) -> Chart {
    let mut counts: BTreeMap<&str, (check::Level, usize, &str)> = BTreeMap::new();
    for finding in ground.findings.iter().filter(|finding| finding.waived.is_none()) {
        let entry = counts.entry(finding.rule).or_insert((finding.level, 0, finding.subject.as_str()));
        entry.0 = entry.0.min(finding.level);
        entry.1 += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(rule, (level, count, _))| (*level, std::cmp::Reverse(*count), *rule));
    let bar = |(rule, (level, count, subject)): (&str, (check::Level, usize, &str))| {
        let label = check::named(rule).map_or(rule, |rule| rule.label());
        let hue = match level {
            check::Level::Blocking => "crimson",
            check::Level::Warning => "amber",
            check::Level::Hint => "slate",
        };
        let lead = Lead::Finding(rule.to_owned(), subject.to_owned());
        Bar { hue: hue.to_owned(), ..Bar::new(label, count, Some(lead)) }
    };
    Chart {
        id: "findings",
        title: "Findings by rule",
        empty: "Nothing was found",
        bars: rows.into_iter().map(bar).collect(),
    }
}

/// Tells whether a source must not be named even in the desk's own lists.
fn is_sealed(ground: &Ground<'_>, source: Id) -> bool {
    source.table() == Table::Source
        && ground.project.sources().get(&source).is_some_and(|source| ground.vocabulary.is_sealed(source))
}

#[cfg(test)]
mod tests;
