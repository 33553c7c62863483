//! What stands behind the text: sources, people, findings, totals.
//!
//! Knows nothing of how the text is set.

use std::collections::BTreeMap;

use super::line::{address, bold, within};
use super::{at, put, quoted, section};
use crate::export::{Card, Finding, Handout, Run};
use crate::model::{Id, Table};

/// Writes the numbered list of sources.
pub(super) fn sources(out: &mut String, handout: &Handout) {
    section(out, "Sources", Some(handout.sources.len()));
    if handout.sources.is_empty() {
        out.push_str("No source is recorded.\n");
    }
    for entry in &handout.sources {
        let Some(card) = handout.card(entry.id) else { continue };
        match handout.citations.get(&entry.id) {
            Some(runs) => put!(out, "- **S{}** {}\n", entry.number, cited(runs)),
            None => uncited(out, entry.number, card),
        }
        for name in ["url", "archived_url"] {
            let words = card.words(name);
            if !words.is_empty() {
                let what = if name == "url" { "" } else { "*Archived:* " };
                put!(out, "  - {what}{}\n", address(words, "    "));
            }
        }
        for field in &card.fields {
            let has_its_place = matches!(
                field.name,
                "created" | "title" | "author" | "publisher" | "published" | "url" | "archived_url"
            );
            if !has_its_place && !field.words.is_empty() && field.words != card.heading {
                put!(out, "  - *{}:* {}\n", field.label, within(&card.shown(field), "    "));
            }
        }
        let used = if entry.marks.is_empty() {
            "  - Not used by any mark.\n".to_owned()
        } else {
            format!("  - Used at {}.\n", at(&entry.marks, "").replacen('M', "m", 1))
        };
        out.push_str(&used);
    }
}

/// Writes what is known of a source that cannot be cited.
fn uncited(out: &mut String, number: usize, card: &Card) {
    put!(out, "- **S{number}** {}", within(&card.heading, "  "));
    for name in ["author", "publisher", "published"] {
        let words = card.words(name);
        if !words.is_empty() && words != card.heading {
            put!(out, ", {}", within(words, "  "));
        }
    }
    out.push('\n');
}

/// Writes a citation.
fn cited(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        let (before, rest) = run.text.split_at(run.text.len() - run.text.trim_start().len());
        let words = rest.trim_end();
        out.push_str(before);
        match (words.is_empty(), run.italic) {
            (true, _) => {}
            (false, true) => put!(out, "*{}*", within(words, "  ")),
            (false, false) => out.push_str(&within(words, "  ")),
        }
        out.push_str(&rest[words.len()..]);
    }
    out
}

/// Writes people and organisations, where there are any.
pub(super) fn people(out: &mut String, handout: &Handout) {
    let mut people: Vec<&Card> = handout.table(Table::Person).collect();
    if people.is_empty() {
        return;
    }
    people.sort_by_key(|card| card.heading.to_lowercase());
    section(out, "People and organisations", None);
    for card in people {
        put!(out, "- {}", bold(&card.heading));
        let role = card.words("role");
        if !role.is_empty() {
            put!(out, ", {}", within(role, "  "));
        }
        out.push('\n');
        for field in card.fields.iter().filter(|field| !matches!(field.name, "created" | "name" | "role")) {
            let label = if field.name == "aliases" { "Also" } else { field.label };
            put!(out, "  - *{label}:* {}\n", within(&card.shown(field), "    "));
        }
    }
}

/// Writes the findings by level, the waived ones last with their reasons.
pub(super) fn findings(out: &mut String, handout: &Handout, findings: &[Finding]) {
    section(out, "Findings", Some(findings.len()));
    if findings.is_empty() {
        out.push_str("The checks found nothing.\n");
    }
    let numbers: BTreeMap<Id, usize> =
        handout.marks.iter().filter_map(|mark| Some((mark.id, mark.number?))).collect();
    let mut list = |heading: &str, found: Vec<&Finding>| {
        if found.is_empty() {
            return;
        }
        put!(out, "### {heading} ({})\n\n", found.len());
        for finding in found {
            out.push_str("- ");
            if let Some(number) = finding.annotation.and_then(|id| numbers.get(&id)) {
                put!(out, "Mark {number}: ");
            }
            out.push_str(&within(&finding.message, "  "));
            let words = finding.range.and_then(|range| range.of(&handout.text)).unwrap_or_default();
            let shown: String = words.chars().take(160).collect();
            if !shown.is_empty() && !finding.message.contains(shown.as_str()) {
                let more = if shown.len() < words.len() { "…" } else { "" };
                put!(out, " {}{more}", quoted(&shown, "  "));
            }
            let name = if finding.label.is_empty() { &finding.rule } else { &finding.label };
            put!(out, "\n  - *Rule:* {}\n", within(name, "    "));
            if let Some(reason) = &finding.waived {
                put!(out, "  - *Waived:* {}\n", within(reason, "    "));
            }
        }
        out.push('\n');
    };
    for (level, heading) in [("blocking", "Blocking"), ("warning", "Warnings"), ("hint", "Hints")] {
        let is_open = |finding: &&Finding| finding.waived.is_none() && finding.level == level;
        list(heading, findings.iter().filter(is_open).collect());
    }
    let waived = findings.iter().filter(|finding| finding.waived.is_some()).collect();
    list("Waived, with the reason", waived);
}

/// Writes the totals, and for the desk the coverage.
pub(super) fn totals(out: &mut String, handout: &Handout) {
    let totals = &handout.totals;
    section(out, if handout.workings.is_some() { "Totals and coverage" } else { "Totals" }, None);
    if !totals.statuses.is_empty() {
        put!(out, "- Claims, quotations and allegations: {}\n", totals.records);
        for (status, count) in &totals.statuses {
            put!(out, "  - {}: {count}\n", within(&status.label, "    "));
        }
    }
    put!(out, "- Marks in the text: {}\n", handout.marks.len());
    for (label, _, count) in &totals.kinds {
        put!(out, "  - {}: {count}\n", within(label, "    "));
    }
    if let Some(coverage) = handout.workings.as_ref().map(|workings| workings.coverage) {
        put!(out, "- Sentences that meet a mark: {} of {}\n", coverage.covered, coverage.sentences);
    }
    if !handout.sha256.is_empty() {
        put!(out, "- SHA-256 of the text: {}\n", within(&handout.sha256, "  "));
    }
}
