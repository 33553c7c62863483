//! What an entry takes over from the entry that its `crossref` or `xdata` names.
//!
//! The links stay where they stand, and a field that the entry has itself is never replaced. The rules are those of
//! biblatex (manual, appendix B).

use std::collections::BTreeMap;

use super::super::{Library, MOST_FIELDS};
use super::scan::Work;
use super::{KEY, TYPE};

/// How far up links are followed.
const FARTHEST: usize = 5;

/// How many bytes all entries together may take over.
const MOST_BYTES: usize = 64 << 20;

/// The fields that belong to their entry alone.
const OWN: &[&str] = &[
    TYPE,
    KEY,
    "ids",
    "crossref",
    "xref",
    "xdata",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "shorttitle",
    "sortkey",
    "indextitle",
    "indexsorttitle",
    "abstract",
    "annote",
    "annotation",
    "keywords",
    "doi",
    "url",
    "urldate",
    "file",
];

/// Lets every entry take over what it lacks.
pub(super) fn inherit(works: &mut [Work], library: &mut Library) {
    let mut places = BTreeMap::new();
    for (at, work) in works.iter().enumerate() {
        places.entry(work.field(KEY).to_lowercase()).or_insert(at);
    }
    let mut budget = MOST_BYTES;
    let mut gained: Vec<(usize, Vec<(String, String)>)> = Vec::new();
    for (at, work) in works.iter().enumerate() {
        let links = ["crossref", "xdata"].map(|name| work.field(name));
        if links.iter().all(|link| link.is_empty()) {
            continue;
        }
        for link in
            links.iter().flat_map(|list| list.split(',')).map(str::trim).filter(|link| !link.is_empty())
        {
            if !places.contains_key(&link.to_lowercase()) {
                library.note(
                    work.line,
                    format!("“{}” leans on “{link}”, which is not in the file", work.field(KEY)),
                );
            }
        }
        let fields = from_links(works, &places, at, FARTHEST);
        let size: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        if size > budget {
            library.note(work.line, "entries take too much over from one another; from here on they do not");
            break;
        }
        budget -= size;
        gained.push((at, fields));
    }
    for (at, fields) in gained {
        works[at].fields.extend(fields);
    }
}

/// Lists what the entry at a place takes over.
fn from_links(
    works: &[Work],
    places: &BTreeMap<String, usize>,
    at: usize,
    steps: usize,
) -> Vec<(String, String)> {
    let work = &works[at];
    let mut gained: Vec<(String, String)> = Vec::new();
    if steps == 0 {
        return gained;
    }
    let parents = |name: &str| -> Vec<usize> {
        work.field(name)
            .split(',')
            .filter_map(|key| places.get(&key.trim().to_lowercase()).copied())
            .filter(|parent| *parent != at)
            .take(20)
            .collect()
    };
    for parent in parents("xdata") {
        let theirs = works[parent].fields.iter().cloned().chain(from_links(works, places, parent, steps - 1));
        for (name, value) in
            theirs.filter(|(name, _)| !matches!(name.as_str(), TYPE | KEY | "xdata" | "crossref"))
        {
            put(work, &mut gained, &name, value);
        }
    }
    for parent in parents("crossref").into_iter().take(1) {
        let theirs: Vec<(String, String)> = works[parent]
            .fields
            .iter()
            .cloned()
            .chain(from_links(works, places, parent, steps - 1))
            .collect();
        let has = |name: &str| theirs.iter().any(|(field, _)| field == name);
        for (name, value) in &theirs {
            if OWN.contains(&name.as_str()) {
                continue;
            }
            for name in renamed(work.field(TYPE), works[parent].field(TYPE), name) {
                // A parent that says itself what it is called as a book is believed.
                if name != "booktitle" || !has("booktitle") || value == find(&theirs, "booktitle") {
                    put(work, &mut gained, name, value.clone());
                }
            }
        }
    }
    gained
}

fn find<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
}

fn put(work: &Work, gained: &mut Vec<(String, String)>, name: &str, value: String) {
    // A date is one thing, however it is said.
    let is_date = |name: &str| matches!(name, "date" | "year" | "month" | "day");
    let is_there = |field: &str| field == name;
    let has_date = is_date(name) && work.fields.iter().any(|(field, _)| is_date(field));
    let is_taken = has_date
        || work.fields.iter().any(|(field, _)| is_there(field))
        || gained.iter().any(|(field, _)| is_there(field))
        || work.fields.len() + gained.len() > MOST_FIELDS;
    if !is_taken {
        gained.push((name.to_owned(), value));
    }
}

/// Says what a parent's field is called in the child; nothing where it stays with the parent.
fn renamed<'a>(child: &str, parent: &str, name: &'a str) -> Vec<&'a str> {
    let is_part = matches!(
        child,
        "inbook"
            | "incollection"
            | "inproceedings"
            | "conference"
            | "bookinbook"
            | "suppbook"
            | "suppcollection"
            | "inreference"
    );
    let is_periodical = parent == "periodical";
    match name {
        "title" if is_part => vec!["booktitle"],
        "subtitle" if is_part => vec!["booksubtitle"],
        "titleaddon" if is_part => vec!["booktitleaddon"],
        "title" if is_periodical => vec!["journaltitle"],
        "subtitle" if is_periodical => vec!["journalsubtitle"],
        "title" | "subtitle" | "titleaddon" => Vec::new(),
        "author" if is_part && parent.ends_with("book") => vec!["bookauthor", "author"],
        "author" if is_part => Vec::new(),
        other => vec![other],
    }
}
