//! What stands behind the text: sources, people, findings, totals.
//!
//! Knows nothing of how the text is set but the anchors of marks.

use std::collections::BTreeMap;

use super::author::numbers;
use super::entry::other_fields;
use super::escape::{Address, Escaped};
use super::put;
use super::symbol::{badge, hue};
use crate::export::{Card, Finding, Handout, Run};
use crate::model::{Id, Table};

/// Writes the numbered list of sources.
pub(super) fn sources(handout: &Handout) -> String {
    if handout.sources.is_empty() {
        return "<p class=\"none\">No source is recorded.</p>\n".into();
    }
    let mut out = String::from("<ol class=\"sources\">\n");
    for entry in &handout.sources {
        let Some(card) = handout.card(entry.id) else { continue };
        put!(
            out,
            "<li id=\"s{0}\" value=\"{0}\"><span class=\"sno\" aria-hidden=\"true\">S{0}</span> ",
            entry.number
        );
        match handout.citations.get(&entry.id) {
            Some(runs) => cited(&mut out, runs),
            None => uncited(&mut out, card),
        }
        for name in ["url", "archived_url"] {
            let address = card.words(name);
            if !address.is_empty() {
                let what = if name == "url" { "" } else { "Archived: " };
                put!(out, "<p class=\"address\">{what}{}</p>", Address(address));
            }
        }
        particulars(&mut out, card);
        match entry.marks.as_slice() {
            [] => out += "<p class=\"used\">Not used by any mark.</p>",
            [mark] => put!(out, "<p class=\"used\">Used at mark {}</p>", numbers(&[*mark])),
            marks => put!(out, "<p class=\"used\">Used at marks {}</p>", numbers(marks)),
        }
        out += "</li>\n";
    }
    out + "</ol>\n"
}

/// Writes what is known of a source that cannot be cited.
fn uncited(out: &mut String, card: &Card) {
    put!(out, "<cite dir=\"auto\">{}</cite>", Escaped(&card.heading));
    let line = ["author", "publisher", "published"].map(|name| card.words(name));
    let line: Vec<String> =
        line.iter().filter(|words| !words.is_empty()).map(|words| Escaped(words).to_string()).collect();
    if !line.is_empty() {
        put!(out, " <span class=\"imprint\" dir=\"auto\">{}</span>", line.join(", "));
    }
}

/// Writes a citation; addresses in it stand below it as links.
fn cited(out: &mut String, runs: &[Run]) {
    *out += "<span class=\"imprint\" dir=\"auto\">";
    for run in runs {
        if run.italic {
            put!(out, "<i>{}</i>", Escaped(&run.text));
        } else {
            put!(out, "{}", Escaped(&run.text));
        }
    }
    *out += "</span>";
}

fn particulars(out: &mut String, card: &Card) {
    let placed = |name: &str| {
        matches!(name, "created" | "title" | "author" | "publisher" | "published" | "url" | "archived_url")
    };
    other_fields(out, card, placed);
}

/// Writes people and organisations; nothing where there are none.
pub(super) fn people(handout: &Handout) -> String {
    let mut people: Vec<&Card> = handout.table(Table::Person).collect();
    if people.is_empty() {
        return String::new();
    }
    people.sort_by_key(|card| card.heading.to_lowercase());
    let mut out = String::from("<ul class=\"people\">\n");
    for card in people {
        put!(out, "<li><b dir=\"auto\">{}</b>", Escaped(&card.heading));
        for (name, class, before) in
            [("role", "role", ""), ("aliases", "small", "Also: "), ("note", "note", "")]
        {
            let words = card.words(name);
            if !words.is_empty() {
                put!(out, " <span class=\"{class}\" dir=\"auto\">{before}{}</span>", Escaped(words));
            }
        }
        let others = card
            .fields
            .iter()
            .filter(|field| !matches!(field.name, "created" | "name" | "role" | "aliases" | "note"));
        for field in others {
            put!(
                out,
                " <span class=\"small\" dir=\"auto\">{}: {}</span>",
                Escaped(field.label),
                Escaped(&card.shown(field))
            );
        }
        out += "</li>\n";
    }
    out + "</ul>\n"
}

/// Writes the findings by level, the waived ones last with their reasons.
pub(super) fn findings(handout: &Handout, findings: &[Finding]) -> String {
    let numbers = handout.marks.iter().filter_map(|mark| Some((mark.id, mark.number?))).collect();
    let mut out = String::new();
    let open =
        |level: &'static str| move |finding: &&Finding| finding.waived.is_none() && finding.level == level;
    for (level, heading) in [("blocking", "Blocking"), ("warning", "Warnings"), ("hint", "Hints")] {
        let found: Vec<&Finding> = findings.iter().filter(open(level)).collect();
        list(&mut out, handout, &numbers, (level, heading), &found);
    }
    let waived: Vec<&Finding> = findings.iter().filter(|finding| finding.waived.is_some()).collect();
    list(&mut out, handout, &numbers, ("waived", "Waived, with the reason"), &waived);
    if out.is_empty() {
        return "<p class=\"none\">The checks found nothing.</p>\n".into();
    }
    out
}

fn list(
    out: &mut String,
    handout: &Handout,
    marks: &BTreeMap<Id, usize>,
    (level, heading): (&str, &str),
    findings: &[&Finding],
) {
    if findings.is_empty() {
        return;
    }
    put!(
        out,
        "<h3 class=\"level {level}\">{heading} <span class=\"count\">{}</span></h3>\n<ul class=\"findings {level}\">\n",
        findings.len()
    );
    for finding in findings {
        *out += "<li>";
        if let Some(number) = finding.annotation.and_then(|id| marks.get(&id)) {
            put!(out, "<span class=\"at\">{}</span> ", numbers(&[*number]));
        }
        put!(out, "<span dir=\"auto\">{}</span>", Escaped(&finding.message));
        let words = finding.range.and_then(|range| range.of(&handout.text)).unwrap_or_default();
        let shown: String = words.chars().take(160).collect();
        if !shown.is_empty() && !finding.message.contains(shown.as_str()) {
            let more = if shown.len() < words.len() { "…" } else { "" };
            put!(out, " <q class=\"about\" dir=\"auto\">{}{more}</q>", Escaped(&shown));
        }
        let name = if finding.label.is_empty() { &finding.rule } else { &finding.label };
        put!(out, " <span class=\"reason\">{}</span>", Escaped(name));
        if let Some(reason) = &finding.waived {
            put!(out, "<p class=\"note\" dir=\"auto\"><b>Waived:</b> {}</p>", Escaped(reason));
        }
        *out += "</li>\n";
    }
    *out += "</ul>\n";
}

/// Writes the totals and the coverage.
pub(super) fn totals(handout: &Handout) -> String {
    let totals = &handout.totals;
    let mut out = String::from("<div class=\"tables\">\n");
    if !totals.statuses.is_empty() {
        out += "<table>\n<caption>Claims, quotations and allegations by status</caption>\n<tbody>\n";
        for (status, count) in &totals.statuses {
            out += "<tr><th scope=\"row\">";
            badge(&mut out, status);
            put!(out, "</th><td>{count}</td></tr>\n");
        }
        put!(
            out,
            "</tbody>\n<tfoot><tr><th scope=\"row\">Together</th><td>{}</td></tr></tfoot>\n</table>\n",
            totals.records
        );
    }
    if !totals.kinds.is_empty() {
        out += "<table>\n<caption>Marks in the text by kind</caption>\n<tbody>\n";
        for (label, colour, count) in &totals.kinds {
            put!(
                out,
                "<tr><th scope=\"row\"><span class=\"dot {}\"></span>{}</th><td>{count}</td></tr>\n",
                hue(colour),
                Escaped(label)
            );
        }
        put!(
            out,
            "</tbody>\n<tfoot><tr><th scope=\"row\">Together</th><td>{}</td></tr></tfoot>\n</table>\n",
            handout.marks.len()
        );
    }
    out += "</div>\n<p class=\"coverage\">";
    match handout.workings.as_ref().map(|workings| workings.coverage) {
        None => {}
        Some(coverage) if coverage.sentences == 0 => out += "There is no sentence to mark. ",
        Some(coverage) => {
            let share = coverage.covered * 100 / coverage.sentences;
            put!(
                out,
                "<b>{share}%</b> of the sentences meet a mark: {} of {}. ",
                coverage.covered,
                coverage.sentences
            );
        }
    }
    if !handout.sha256.is_empty() {
        put!(
            out,
            "This report is about the text with the SHA-256 <code>{}</code>.",
            Escaped(&handout.sha256)
        );
    }
    out + "</p>\n"
}
