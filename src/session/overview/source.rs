//! Sources in numbers: how they are graded, and how many of them depend on one another.

use std::collections::BTreeMap;

use super::{Bar, Chart, Ground, Lead, bar_of, is_sealed, statements};
use crate::check;
use crate::model::Id;

/// So many groups of sources that share something are named; the rest are counted together.
const NAMED: usize = 8;

/// Counts the sources by how far they have proved right before (Admiralty A to F).
pub(super) fn grades(ground: &Ground<'_>) -> Chart {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for source in ground.project.sources().values() {
        *counts.entry(source.reliability.as_str()).or_default() += 1;
    }
    let mut bars = Vec::new();
    for row in ground.vocabulary.scale("reliability") {
        if let Some(count) = counts.remove(row.id.as_str()) {
            bars.push(Bar::new(&row.label, count, Some(Lead::Sources("reliability", row.id.clone()))));
        }
    }
    let ungraded = counts.remove("");
    bars.extend(
        counts
            .into_iter()
            .map(|(id, count)| Bar::new(id, count, Some(Lead::Sources("reliability", id.to_owned())))),
    );
    if let Some(count) = ungraded {
        bars.push(Bar {
            hue: "gray".into(),
            ..Bar::new("Not graded", count, Some(Lead::Sources("reliability", String::new())))
        });
    }
    Chart { id: "grades", title: "Sources by grade", empty: "There is no source yet", bars }
}

/// Counts the sources that stand alone, and those of each group that shares an origin, author, publisher or person.
pub(super) fn independence(ground: &Ground<'_>) -> Chart {
    let sources: Vec<Id> = ground.project.sources().keys().copied().collect();
    let groups = check::groups(ground.project, &sources);
    let alone: Vec<Id> = groups.iter().filter(|group| group.len() == 1).flatten().copied().collect();
    let mut shared: Vec<&Vec<Id>> = groups.iter().filter(|group| group.len() > 1).collect();
    shared.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let mut bars = Vec::new();
    if !alone.is_empty() {
        bars.push(bar_of("Independent of all others", "green", alone));
    }
    for group in shared.iter().take(NAMED) {
        let words = bond(ground, group);
        let label = if words.is_empty() {
            "Depend on one another".to_owned()
        } else {
            format!("Share “{words}”")
        };
        bars.push(bar_of(&label, "orange", group.iter().copied()));
    }
    let rest: Vec<Id> = shared.iter().skip(NAMED).copied().flatten().copied().collect();
    if !rest.is_empty() {
        bars.push(bar_of("In smaller groups that share something", "orange", rest));
    }
    Chart { id: "independence", title: "Sources by independence", empty: "There is no source yet", bars }
}

/// Returns the words that most of a group's sources share; nothing of a sealed one.
fn bond(ground: &Ground<'_>, group: &[Id]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for id in group.iter().filter(|id| !is_sealed(ground, **id)) {
        for field in ["origin", "publisher", "author"] {
            let words = ground.project.text_of(*id, field).split_whitespace().collect::<Vec<_>>().join(" ");
            if !words.is_empty() {
                *counts.entry(words).or_default() += 1;
            }
        }
    }
    let most = counts.into_iter().max_by_key(|(words, count)| (*count, std::cmp::Reverse(words.clone())));
    most.map_or_else(String::new, |(words, _)| words)
}

/// Counts the claims, quotations and allegations by how many independent sources bear them out.
pub(super) fn support(ground: &Ground<'_>) -> Chart {
    const RUNGS: [(&str, &str); 4] = [
        ("No source", "gray"),
        ("1 source", "amber"),
        ("2 independent sources", "green"),
        ("3 or more", "green"),
    ];
    let mut found = RUNGS.map(|_| Vec::new());
    for (id, _) in statements(ground.project) {
        let support = check::support(ground.project, ground.outline, ground.vocabulary, id);
        let at = support.independent.min(RUNGS.len() - 1);
        found[at].push(id);
    }
    let bars = RUNGS.iter().zip(found).filter(|(_, found)| !found.is_empty());
    Chart {
        id: "support",
        title: "Statements by independent sources",
        empty: "Nothing is marked yet",
        bars: bars.map(|((label, hue), found)| bar_of(label, hue, found)).collect(),
    }
}
