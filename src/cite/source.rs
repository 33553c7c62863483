//! A work as a source of a project: its typed fields, and everything else by its name.
//!
//! A typed field shows what a person wants to read (“Jane Doe and John Roe”); where that alone would not bring the
//! entry back exactly, the exact words stand among the other fields, and count as long as the typed field still shows
//! what they say. So an entry that becomes a source and an entry again is the same, and a field that a person has
//! changed is what the person wrote.

use super::date::{self, Date};
use super::entry::{Datum, Entry};
use super::name;

/// The fields of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The typed ones, by their names in the source's field table; empty ones are left out.
    pub typed: Vec<(&'static str, String)>,
    /// All others, in order.
    pub citation: Vec<(String, String)>,
}

/// The typed fields that a citation speaks of, without the kind.
const TYPED: &[&str] =
    &["title", "author", "publisher", "published", "language", "url", "archived_url", "captured"];

/// The name under which the place of a lasting copy stands in an entry.
const ARCHIVED: &str = "redpencil:archived_url";

/// Kinds of sources, and the CSL types that are of that kind; the first is what a source of that kind is without more.
const KINDS: &[(&str, &[&str])] = &[
    ("web-page", &["webpage", "post", "post-weblog", "software"]),
    (
        "article",
        &[
            "article-newspaper",
            "article-magazine",
            "article-journal",
            "article",
            "review",
            "review-book",
            "periodical",
        ],
    ),
    ("book", &["book", "chapter", "pamphlet", "entry", "entry-dictionary", "entry-encyclopedia", "classic"]),
    ("recording", &["broadcast", "motion_picture", "song", "performance", "interview"]),
    ("dataset", &["dataset"]),
    ("photograph", &["graphic", "figure", "map"]),
    ("statement", &["speech"]),
    ("person", &["personal_communication"]),
    ("observation", &["event"]),
    ("document", &["document"]),
];

/// Returns the kind of source that a CSL type is.
fn kind_of(csl: &str) -> &'static str {
    KINDS.iter().find(|(_, types)| types.contains(&csl)).map_or("document", |(kind, _)| kind)
}

/// Returns the CSL type of a kind of source.
fn type_of(kind: &str) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("document", |(_, types)| types[0])
}

/// Tells whether who published a work of this CSL type is the paper or the site in which it stands.
fn stands_in_a_paper(csl: &str) -> bool {
    matches!(csl, "article-newspaper" | "article-magazine" | "webpage" | "post" | "post-weblog" | "broadcast")
}

/// Makes the fields of a source of an entry.
pub fn of_entry(entry: &Entry) -> Fields {
    let mut typed: Vec<(&'static str, String)> = vec![("kind", kind_of(&entry.kind).to_owned())];
    typed.extend(
        TYPED.iter().map(|field| (*field, shown(field, entry))).filter(|(_, words)| !words.is_empty()),
    );
    let kind = (type_of(kind_of(&entry.kind)) != entry.kind).then(|| ("type".to_owned(), entry.kind.clone()));
    let said: Vec<(&str, Datum)> =
        typed.iter().filter_map(|(field, words)| meant(field, words, &entry.kind)).collect();
    let other = entry
        .fields
        .iter()
        .filter(|(name, datum)| !said.iter().any(|(variable, meant)| variable == name && meant == datum));
    let words = |(name, datum): &(String, Datum)| (name.clone(), datum.to_words());
    let citation: Vec<(String, String)> = kind.iter().cloned().chain(other.map(words)).collect();
    let fields = Fields { typed, citation };
    if to_entry(&fields.typed, &fields.citation) == *entry {
        return fields;
    }
    let whole = kind.into_iter().chain(entry.fields.iter().map(words)).collect();
    Fields { citation: whole, ..fields }
}

/// Makes an entry of a source's fields: typed ones by their names, and all others.
pub fn to_entry<S: AsRef<str>>(typed: &[(&'static str, S)], citation: &[(String, String)]) -> Entry {
    let field = |name: &str| {
        typed.iter().find(|(field, _)| *field == name).map_or("", |(_, words)| words.as_ref()).trim()
    };
    let named = citation.iter().find(|(name, _)| name == "type").map_or("", |(_, words)| words.as_str());
    let kind = field("kind");
    let csl = if !named.is_empty() && (kind.is_empty() || kind_of(named) == kind) {
        named
    } else if kind.is_empty() && !field("url").is_empty() {
        "webpage"
    } else {
        type_of(kind)
    };
    let mut entry = Entry { kind: csl.to_owned(), fields: Vec::new() };
    for (name, words) in citation.iter().filter(|(name, _)| name != "type") {
        entry.add(name, Datum::from_words(name, words));
    }
    for name in TYPED {
        let words = field(name);
        if words.is_empty() || shown(name, &entry) == words {
            continue;
        }
        if let Some((variable, datum)) = meant(name, words, csl) {
            entry.fields.retain(|(known, _)| known != variable);
            entry.add(variable, datum);
        }
    }
    entry.settle();
    entry
}

/// Tells whether a source says anything that could be cited.
pub fn is_citable(entry: &Entry) -> bool {
    ["title", "author", "editor", "container-title", "URL", "DOI", "publisher"]
        .iter()
        .any(|name| entry.field(name).is_some())
}

/// Tells whether a field of a citation is for its owner's eyes: a path on somebody's machine, a private note.
pub fn is_private(name: &str) -> bool {
    let own = name.split_once(':').map_or(name, |(_, own)| own);
    name == "annote"
        || name.contains(':')
            && (own.starts_with("file")
                || own.starts_with("bdsk")
                || own.starts_with("local")
                || matches!(
                    own,
                    "annote" | "annotation" | "owner" | "L1" | "L2" | "L3" | "L4" | "RN" | "custom"
                ))
}

/// Returns what a typed field shows of an entry.
fn shown(field: &str, entry: &Entry) -> String {
    let line = |text: &str| {
        let text = without_tags(text);
        if text.contains(['\n', '\t']) {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            text.trim().to_owned()
        }
    };
    match field {
        "title" => line(entry.text("title")),
        "author" => line(&name::to_natural(entry.names("author"))),
        "publisher" => {
            let paper = entry.text("container-title");
            line(if stands_in_a_paper(&entry.kind) && !paper.is_empty() {
                paper
            } else {
                entry.text("publisher")
            })
        }
        "published" => day(entry.date("issued")),
        "captured" => day(entry.date("accessed")),
        "language" => line(entry.text("language")),
        "url" => line(entry.text("URL")),
        "archived_url" => line(entry.text(ARCHIVED)),
        _ => String::new(),
    }
}

/// Returns what a typed field says in a citation.
fn meant(field: &str, words: &str, csl: &str) -> Option<(&'static str, Datum)> {
    let text = |variable| Some((variable, Datum::Text(words.to_owned())));
    let date = |variable| {
        // A time of day is no matter of citations.
        let day = words.split_once('T').map_or(words, |(day, _)| day);
        Some((variable, Datum::Date(Date::from_words(day))))
    };
    match field {
        "title" => text("title"),
        "author" => Some(("author", Datum::Names(name::from_natural(words)))),
        "publisher" if stands_in_a_paper(csl) => text("container-title"),
        "publisher" => text("publisher"),
        "published" => date("issued"),
        "captured" => date("accessed"),
        "language" => text("language"),
        "url" => text("URL"),
        "archived_url" => text(ARCHIVED),
        _ => None,
    }
}

/// Writes a date as a day's field holds it; empty where it is none.
fn day(date: Option<&Date>) -> String {
    let day = date.and_then(Date::first).filter(|day| (1000..=9998).contains(&day.year) && day.month <= 12);
    day.map_or_else(String::new, date::iso)
}

/// Takes the tags of CSL out of words.
pub fn without_tags(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let tag = &rest[at..];
        let length =
            ["<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>", "</span>", "<sc>", "</sc>"]
                .iter()
                .find(|known| tag.starts_with(**known))
                .map(|known| known.len())
                .or_else(|| tag.starts_with("<span ").then(|| tag.find('>').map(|end| end + 1)).flatten());
        if let Some(length) = length {
            rest = &tag[length..];
        } else {
            plain.push('<');
            rest = &tag[1..];
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::{Format as _, bibtex::Bibtex};

    fn entry(text: &str) -> Entry {
        Bibtex.read(text).entries[0].clone()
    }

    fn typed<'a>(fields: &'a Fields, name: &str) -> &'a str {
        fields.typed.iter().find(|(field, _)| *field == name).map_or("", |(_, words)| words)
    }

    #[test]
    fn a_source_shows_what_a_person_reads_and_comes_back_exactly() {
        let entry = entry(
            "@article{k, author={Doe, Jane and {The Bureau}}, title={On {\\em E. coli}}, journal={J}, entrysubtype={newspaper},
             publisher={P}, year=2001, month=may, doi={10.1/x}, language={en}, url={http://a.b}, urldate={2002-01-02}, file={x}}",
        );
        let fields = of_entry(&entry);
        assert_eq!(typed(&fields, "title"), "On E. coli");
        assert_eq!(typed(&fields, "author"), "Jane Doe and The Bureau");
        assert_eq!((typed(&fields, "publisher"), typed(&fields, "published")), ("J", "2001-05"));
        assert_eq!((typed(&fields, "kind"), typed(&fields, "captured")), ("article", "2002-01-02"));
        assert!(fields.citation.contains(&("DOI".into(), "10.1/x".into())));
        assert_eq!(to_entry(&fields.typed, &fields.citation), entry);
    }

    #[test]
    fn what_a_person_changes_in_a_typed_field_counts() {
        let mut fields = of_entry(&entry(
            "@book{k, author={Doe, Jane and {The Bureau}}, title={{\\em A} b}, year={c. 1900}}",
        ));
        for (name, words) in [("title", "New"), ("author", "Ann Poe"), ("published", "2021-03-12T10:00")] {
            fields.typed.retain(|(field, _)| *field != name);
            fields.typed.push((name, words.to_owned()));
        }
        let entry = to_entry(&fields.typed, &fields.citation);
        assert_eq!(entry.text("title"), "New");
        assert_eq!(entry.names("author"), [name::Name::of("Ann", "Poe")]);
        assert_eq!(entry.date("issued").map(Date::to_words), Some("2021-03-12".into()));
    }

    #[test]
    fn a_source_made_by_hand_is_an_entry_of_its_kind() {
        let entry = to_entry(
            &[
                ("kind", "article"),
                ("title", "T"),
                ("author", "Jane Doe, John Roe"),
                ("publisher", "The Times"),
            ],
            &[("volume".into(), "3".into()), ("container-title".into(), String::new())],
        );
        assert_eq!(entry.kind, "article-newspaper");
        assert_eq!((entry.text("container-title"), entry.names("author").len()), ("The Times", 2));
        let page = to_entry(&[("url", "http://a.b")], &[]);
        assert_eq!(page.kind, "webpage");
    }

    #[test]
    fn paths_of_somebodys_machine_are_private() {
        assert!(is_private("bibtex:file") && is_private("ris:L1") && is_private("annote"));
        assert!(!is_private("note") && !is_private("bibtex:eprint") && !is_private("DOI"));
    }
}
