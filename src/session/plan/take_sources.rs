//! Works from a bibliography: all of them in one step, each once.

use std::collections::BTreeSet;

use super::{Plan, View, created};
use crate::cite::{Datum, Entry, source};
use crate::model::{Edit, FieldInfo, Slot, Table, Transaction, Value, Widget};
use crate::session::citation::entry_of;
use crate::session::{Context, Refusal};

pub(super) fn take_sources(
    view: &View<'_>,
    entries: &[Entry],
    from: &str,
    context: &mut dyn Context,
) -> Result<Plan, Refusal> {
    let mut there: BTreeSet<String> = BTreeSet::new();
    for id in view.project.sources().keys() {
        there.extend(keys(&entry_of(view.project, *id)));
    }
    let mut edits = Vec::new();
    let (mut taken, mut known) = (Vec::new(), Vec::new());
    let mut whole: BTreeSet<String> = BTreeSet::new();
    for entry in entries {
        let fields = source::of_entry(entry);
        let name = fields.typed.iter().find(|(field, _)| *field == "title").map_or("", |(_, words)| words);
        let is_there = keys(entry).iter().any(|key| there.contains(key));
        // Within one file only what says the same in every word is the same.
        if is_there || !whole.insert(format!("{entry:?}")) {
            known.push(if name.is_empty() { entry.text("id").to_owned() } else { name.to_owned() });
            continue;
        }
        let id = context.id(Table::Source);
        taken.push(id);
        edits.push(created(id, context));
        for (field, words) in fields.typed {
            let info = Table::Source.field(field);
            if info.is_some_and(|info| is_choice_of(view, info, &words)) {
                edits.push(Edit::new(id, field, words));
            }
        }
        if !fields.citation.is_empty() {
            let slot = Slot { record: id, field: "citation" };
            edits.push(Edit { slot, value: Value::Pairs(fields.citation) });
        }
    }
    if taken.is_empty() {
        return Err(Refusal(match known.len() {
            0 => format!("There is no entry in “{from}” that could be taken in."),
            1 => format!("The source in “{from}” is in this project already."),
            _ => format!("All sources in “{from}” are in this project already."),
        }));
    }
    let label = match taken.len() {
        1 => "import 1 source".to_owned(),
        count => format!("import {count} sources"),
    };
    let focus = taken.first().copied();
    Ok(Plan { transaction: Transaction { label, edits, focus }, said: said(&known), ..Plan::default() })
}

/// Tells whether words are one of a field's choices, or the field has none.
fn is_choice_of(view: &View<'_>, field: &FieldInfo, words: &str) -> bool {
    match field.widget {
        Widget::Choice(scale) => view.vocabulary.row(scale, words).is_some(),
        _ => true,
    }
}

/// Says what was there already.
fn said(known: &[String]) -> String {
    const MOST: usize = 3;
    let names: Vec<String> = known.iter().take(MOST).map(|name| format!("“{name}”")).collect();
    let more = known.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    match known.len() {
        0 => String::new(),
        1 => format!("{} is there already and was not added again.", names[0]),
        _ => format!("{}{more} are there already and were not added again.", names.join(", ")),
    }
}

/// Lists what tells a work from others: its numbers and addresses, and what it is called, whose it is and of when.
fn keys(entry: &Entry) -> Vec<String> {
    let folded = |words: &str| {
        let words = source::without_tags(words).to_lowercase();
        words
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut keys = Vec::new();
    let title = folded(entry.text("title"));
    let doi = entry.text("DOI").to_lowercase();
    let doi = doi.find("10.").map_or("", |at| doi[at..].trim());
    if !doi.is_empty() {
        keys.push(format!("doi {doi}"));
    }
    let isbn: String = entry.text("ISBN").chars().filter(char::is_ascii_alphanumeric).collect();
    // Chapters of one book share its number.
    if isbn.len() >= 10 && entry.field("container-title").is_none() {
        keys.push(format!("isbn {isbn} {}", entry.text("volume")));
    }
    let url = entry.text("URL").trim().trim_end_matches('/');
    let url = url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches("www.");
    if !url.is_empty() {
        // One page may be cited for two works; a page without a title is the page.
        keys.push(format!("url {url} {title}"));
    }
    if !title.is_empty() {
        let authors: Vec<String> =
            entry.names("author").iter().map(|name| folded(&name.family_name())).collect();
        let year = entry.date("issued").and_then(crate::cite::date::Date::first).map(|day| day.year);
        let parts =
            ["volume", "issue", "page", "number", "container-title"].map(|name| folded(entry.text(name)));
        keys.push(format!("work {} {title} {authors:?} {year:?} {parts:?}", entry.kind));
    } else if keys.is_empty() && !entry.fields.is_empty() {
        let fields: Vec<(&str, String)> = entry
            .fields
            .iter()
            .filter(|(name, datum)| {
                !name.contains(':') && !matches!(datum, Datum::Text(text) if text.is_empty())
            })
            .map(|(name, datum)| (name.as_str(), datum.to_words()))
            .collect();
        keys.push(format!("whole {} {fields:?}", entry.kind));
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::{Format as _, bibtex::Bibtex};
    use crate::fixture::empty;
    use crate::model::Id;
    use crate::session::Action;

    fn take(text: &str) -> Action {
        Action::TakeSources { entries: Bibtex.read(text).entries, from: "refs.bib".into() }
    }

    #[test]
    fn a_bibliography_comes_in_as_one_step_and_goes_with_one_undo() {
        let mut session = empty().session;
        let text = "@book{a, title={A}, author={Doe, Jane}, year=2001, isbn={0-306-40615-2}}\n@online{b, title={B}, url={https://b.org/}, doi={10.1/B}}\n@misc{c, author={X Y}}";
        let outcome = session.dispatch(take(text)).unwrap();
        assert_eq!(
            (outcome.made.len(), outcome.label.as_str(), outcome.said.as_str()),
            (3, "import 3 sources", "")
        );
        let ids: Vec<Id> = session.project().sources().keys().copied().collect();
        let entries: Vec<Entry> = ids.iter().map(|id| entry_of(session.project(), *id)).collect();
        for entry in Bibtex.read(text).entries {
            assert!(entries.contains(&entry), "{entry:?} is not in {entries:?}");
        }
        let refusal = session.dispatch(take(text)).unwrap_err();
        assert_eq!(refusal.to_string(), "All sources in “refs.bib” are in this project already.");
        session.dispatch(Action::Undo).unwrap();
        assert!(session.project().sources().is_empty());
    }

    #[test]
    fn a_source_that_is_there_is_not_doubled_but_said() {
        let mut session = empty().session;
        let details =
            vec![("title", Value::Text("The A".into())), ("url", Value::Text("http://www.a.org".into()))];
        session.dispatch(Action::Create { table: Table::Source, details, link: None }).unwrap();
        let text = "@online{a, title={The A}, url={https://a.org/}}\n@online{b, title={Other}, url={https://a.org/}}";
        let outcome = session.dispatch(take(text)).unwrap();
        assert_eq!(outcome.said, "“The A” is there already and was not added again.");
        assert_eq!(session.project().sources().len(), 2);
    }
}
