//! Which tag of RIS is which variable of CSL, and which type is which.

use super::super::date::{Date, Day};
use super::super::dialect::{Dialect, Raw};
use super::super::entry::{Datum, Entry};
use super::super::name::Name;

/// How RIS says things.
pub(super) struct Tags;

/// The types, and what CSL calls them; the first of a CSL type is the one that is written.
const TYPES: &[(&str, &str)] = &[
    ("GEN", "document"),
    ("AGGR", "document"),
    ("ANCIENT", "document"),
    ("MULTI", "document"),
    ("GRANT", "document"),
    ("EQUA", "document"),
    ("JOUR", "article-journal"),
    ("ABST", "article-journal"),
    ("EJOUR", "article-journal"),
    ("INPR", "article-journal"),
    ("JFULL", "periodical"),
    ("MGZN", "article-magazine"),
    ("NEWS", "article-newspaper"),
    ("BOOK", "book"),
    ("EBOOK", "book"),
    ("EDBOOK", "book"),
    ("CLSWK", "book"),
    ("CTLG", "book"),
    ("SER", "book"),
    ("CHAP", "chapter"),
    ("ECHAP", "chapter"),
    ("CPAPER", "paper-conference"),
    ("CONF", "paper-conference"),
    ("DICT", "entry-dictionary"),
    ("ENCYC", "entry-encyclopedia"),
    ("THES", "thesis"),
    ("RPRT", "report"),
    ("GOVDOC", "report"),
    ("STAND", "standard"),
    ("UNPB", "manuscript"),
    ("UNPD", "manuscript"),
    ("MANSCPT", "manuscript"),
    ("PAMP", "pamphlet"),
    ("ELEC", "webpage"),
    ("WEB", "webpage"),
    ("BLOG", "post-weblog"),
    ("ICOMM", "personal_communication"),
    ("PCOMM", "personal_communication"),
    ("PAT", "patent"),
    ("BILL", "bill"),
    ("UNBILL", "bill"),
    ("CASE", "legal_case"),
    ("STAT", "legislation"),
    ("LEGAL", "legislation"),
    ("HEAR", "hearing"),
    ("COMP", "software"),
    ("DATA", "dataset"),
    ("DBASE", "dataset"),
    ("MAP", "map"),
    ("ART", "graphic"),
    ("CHART", "figure"),
    ("FIGURE", "figure"),
    ("SLIDE", "speech"),
    ("SOUND", "song"),
    ("MUSIC", "musical_score"),
    ("VIDEO", "motion_picture"),
    ("MPCT", "motion_picture"),
    ("ADVS", "motion_picture"),
    ("JOUR", "article"),
    ("BLOG", "post"),
    ("JOUR", "review"),
];

/// Tags that mean one variable whatever the type; where a variable has several, the first that is there counts, and is
/// written.
const WORDS: &[(&str, &str)] = &[
    ("ID", "id"),
    ("TI", "title"),
    ("T1", "title"),
    ("CT", "title"),
    ("ST", "title-short"),
    ("VL", "volume"),
    ("UR", "URL"),
    ("DO", "DOI"),
    ("AB", "abstract"),
    ("N2", "abstract"),
    ("N1", "note"),
    ("CY", "publisher-place"),
    ("PP", "publisher-place"),
    ("PB", "publisher"),
    ("ET", "edition"),
    ("LA", "language"),
    ("M3", "genre"),
    ("CN", "call-number"),
    ("DB", "archive"),
    ("AN", "archive_location"),
    ("AV", "archive_location"),
    ("DP", "source"),
    ("NV", "number-of-volumes"),
    ("RI", "reviewed-title"),
];

/// Where the whole stands of which the work is a part, in the order in which it is believed.
const WHOLE: &[&str] = &["T2", "JF", "BT", "JO", "JA", "J2", "J1"];

/// Where the short name of the whole stands.
const SHORT: &[&str] = &["J2", "JA", "J1", "JO"];

/// The names of people, by who they are.
const NAMES: &[(&str, &str)] = &[
    ("AU", "author"),
    ("A1", "author"),
    ("ED", "editor"),
    ("A2", "editor"),
    ("A3", "collection-editor"),
    ("A4", "translator"),
];

/// Makes one tag of two that mean the same where their values form one list: authors stay in order.
pub(super) fn settle(raw: &mut Raw) {
    let has = |tag: &str, raw: &Raw| raw.iter().any(|(other, _)| other == tag);
    if has("AU", raw) && has("A1", raw) {
        for (tag, _) in raw.iter_mut().filter(|(tag, _)| tag == "A1") {
            "AU".clone_into(tag);
        }
    }
}

fn value<'a>(raw: &'a [(String, String)], tag: &str) -> Option<&'a str> {
    raw.iter().find(|(other, _)| other == tag).map(|(_, value)| value.as_str())
}

/// Puts the lines of a value together; an empty line stays a paragraph.
fn words(value: &str) -> String {
    if !value.contains('\n') {
        return value.to_owned();
    }
    let paragraphs =
        value.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Tells whether works of this CSL type stand by themselves, so that a second title is a series.
fn stands_alone(kind: &str) -> bool {
    matches!(
        kind,
        "book"
            | "thesis"
            | "report"
            | "map"
            | "pamphlet"
            | "manuscript"
            | "standard"
            | "software"
            | "dataset"
    )
}

/// Tells whether the pages of works of this CSL type are a number rather than a place.
fn is_counted(kind: &str) -> bool {
    matches!(kind, "book" | "thesis" | "manuscript" | "pamphlet")
}

fn has_issues(kind: &str) -> bool {
    kind.starts_with("article") || matches!(kind, "periodical" | "review")
}

/// Returns the variable of the tag IS.
fn issue_of(kind: &str) -> &'static str {
    if has_issues(kind) { "issue" } else { "number" }
}

/// Returns the variable that the people of the tag AU are.
fn maker_of(kind: &str) -> &'static str {
    if kind == "motion_picture" { "director" } else { "author" }
}

fn names(raw: &[(String, String)], tag: &str) -> Vec<Name> {
    let values = raw.iter().filter(|(other, _)| other == tag).map(|(_, value)| words(value));
    values
        .map(|words| if words.contains(',') { Name::from_inverted(&words) } else { Name::whole(words) })
        .collect()
}

fn name(name: &Name) -> String {
    if !name.literal.is_empty() {
        return name.literal.clone();
    }
    let family = name.family_name();
    match (name.given.as_str(), name.suffix.as_str()) {
        ("", "") => format!("{family},"),
        (given, "") => format!("{family}, {given}"),
        (given, suffix) => format!("{family}, {given}, {suffix}"),
    }
}

/// Reads a date as RIS has it (`2009/05/12/`), or in words (“12 May 2009”, “May 12” of a year that is known).
pub(super) fn date(text: &str, year: Option<i32>) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.trim();
    if let Some(date) = Date::from_edtf(text).filter(|_| !text.contains('/')) {
        return Some(date);
    }
    // The fourth part is free: a season, a time, an issue.
    let text = if text.matches('/').count() >= 3 {
        text.match_indices('/').nth(2).map_or(text, |(at, _)| &text[..at])
    } else {
        text
    };
    let mut found = Day { year: year.unwrap_or_default(), ..Day::default() };
    let mut has_year = false;
    for token in text.split(['/', ' ', ',', '-', '.']).filter(|token| !token.is_empty()) {
        let lower = token.to_lowercase();
        let month = MONTHS.iter().position(|month| lower.starts_with(month) && lower.len() < 10);
        if let Ok(number) = token.parse::<i32>() {
            match (token.len(), has_year || year.is_some(), found.month, found.day) {
                (4, _, _, _) if !has_year => {
                    found.year = number;
                    has_year = true;
                }
                (1 | 2, true, 0, 0) if (1..=12).contains(&number) && text.contains(['/', '-']) => {
                    found.month = u8::try_from(number).ok()?;
                }
                (1 | 2, _, _, 0) if (1..=31).contains(&number) => found.day = u8::try_from(number).ok()?,
                _ => return None,
            }
        } else {
            let month = month.filter(|_| found.month == 0)?;
            found.month = u8::try_from(month + 1).ok()?;
        }
    }
    let is_whole = (has_year || year.is_some() && found.month > 0) && (found.month > 0 || found.day == 0);
    is_whole.then(|| Date { days: vec![found], ..Date::default() })
}

fn issued(raw: &[(String, String)]) -> Option<Date> {
    let said: Vec<&str> = ["DA", "PY", "Y1"].iter().filter_map(|tag| value(raw, tag)).collect();
    let year = ["PY", "Y1"].iter().filter_map(|tag| value(raw, tag)).find_map(|text| date(text, None));
    let year = year.and_then(|date| date.first()).map(|day| day.year);
    let day = value(raw, "DA").and_then(|text| date(text, year));
    let rest = ["PY", "Y1"].iter().filter_map(|tag| value(raw, tag)).find_map(|text| date(text, None));
    // A year that the other tags say differently is the year of another day: when it was looked at.
    let day = day.filter(|day| {
        year.is_none() || day.first().map(|day| day.year) == year || value(raw, "PY").is_none()
    });
    day.or(rest).or_else(|| said.first().map(|text| Date::words(words(text))))
}

fn written(day: Day) -> String {
    match (day.month, day.day) {
        (0, _) => format!("{:04}", day.year),
        (month, 0) => format!("{:04}/{month:02}", day.year),
        (month, number) => format!("{:04}/{month:02}/{number:02}", day.year),
    }
}

fn number_kind(number: &str, kind: &str) -> &'static str {
    let digits = number.chars().filter(char::is_ascii_alphanumeric).count();
    match digits {
        8 => "ISSN",
        10 | 13 => "ISBN",
        _ if has_issues(kind) => "ISSN",
        _ => "ISBN",
    }
}

impl Dialect for Tags {
    const PREFIX: &'static str = "ris:";

    fn read(raw: &[(String, String)]) -> Entry {
        let said = value(raw, "TY").unwrap_or_default();
        let known = TYPES.iter().find(|(tag, _)| *tag == said);
        let kind = known.map_or("document", |(_, kind)| kind);
        let mut entry = Entry { kind: kind.to_owned(), fields: Vec::new() };
        if kind == "book" || kind == "manuscript" {
            let title = ["TI", "T1", "CT", "BT"].iter().find_map(|tag| value(raw, tag));
            entry.say("title", words(title.unwrap_or_default()));
        }
        for (tag, variable) in WORDS {
            if let Some(text) = value(raw, tag) {
                entry.say(variable, words(text));
            }
        }
        for (tag, variable) in NAMES {
            let variable = if *variable == "author" { maker_of(kind) } else { variable };
            entry.add(variable, Datum::Names(names(raw, tag)));
        }
        let whole = WHOLE.iter().find_map(|tag| value(raw, tag).map(|text| (*tag, words(text))));
        if let Some((tag, text)) = whole {
            let is_title = tag == "BT" && matches!(kind, "book" | "manuscript");
            let variable = if stands_alone(kind) { "collection-title" } else { "container-title" };
            if !is_title {
                entry.say(variable, text);
            }
            let short = SHORT.iter().filter(|other| **other != tag).find_map(|tag| value(raw, tag));
            entry.say("container-title-short", words(short.unwrap_or_default()));
        }
        if let Some(series) = value(raw, "T3") {
            entry.say("collection-title", words(series));
        }
        if let Some(date) = issued(raw) {
            entry.add("issued", Datum::Date(date));
        }
        if let Some(accessed) = ["Y2", "RD"].iter().find_map(|tag| value(raw, tag)) {
            entry.add(
                "accessed",
                Datum::Date(date(accessed, None).unwrap_or_else(|| Date::words(words(accessed)))),
            );
        }
        if let Some(issue) = ["IS", "CP"].iter().find_map(|tag| value(raw, tag)) {
            entry.say(issue_of(kind), words(issue));
        }
        match (value(raw, "SP"), value(raw, "EP")) {
            (Some(first), Some(last)) if first != last => {
                entry.say("page", words(&format!("{first}-{last}")));
            }
            (Some(pages), None) if is_counted(kind) => entry.say("number-of-pages", words(pages)),
            (Some(page), _) | (None, Some(page)) => entry.say("page", words(page)),
            (None, None) => {}
        }
        if let Some(number) = value(raw, "SN") {
            entry.say(number_kind(number, kind), words(number));
        }
        if let Some(section) = value(raw, "SE") {
            entry.say(if kind == "chapter" { "chapter-number" } else { "section" }, words(section));
        }
        let keywords: Vec<String> =
            raw.iter().filter(|(tag, _)| tag == "KW").map(|(_, value)| words(value)).collect();
        entry.say("keyword", keywords.join(", "));
        entry.settle();
        entry
    }

    fn write(entry: &Entry) -> Raw {
        let kind = entry.kind.as_str();
        let known = TYPES.iter().find(|(_, csl)| *csl == kind);
        let mut raw: Raw = vec![("TY".to_owned(), known.map_or("GEN", |(tag, _)| tag).to_owned())];
        let mut put = |tag: &str, text: &str| {
            if !text.is_empty() {
                raw.push((tag.to_owned(), text.to_owned()));
            }
        };
        for (name_of, datum) in &entry.fields {
            match datum {
                Datum::Names(people) => {
                    let wanted = if name_of == maker_of(kind) { "author" } else { name_of };
                    if let Some((tag, _)) = NAMES.iter().find(|(_, variable)| *variable == wanted) {
                        for person in people {
                            put(tag, &name(person));
                        }
                    }
                }
                Datum::Date(date) => {
                    let day = date.first().filter(|day| day.year > 0 && day.month <= 12);
                    match (name_of.as_str(), day) {
                        ("issued", Some(day)) => {
                            put("PY", &format!("{:04}", day.year));
                            if day.month > 0 {
                                put("DA", &written(day));
                            }
                        }
                        ("issued", None) => put("PY", &date.to_words()),
                        ("accessed", Some(day)) => put("Y2", &written(day)),
                        ("accessed", None) => put("Y2", &date.to_words()),
                        _ => {}
                    }
                }
                Datum::Text(text) => write_text(name_of, text, kind, &mut put),
            }
        }
        raw
    }

    fn same(_tag: &str, one: &str, other: &str) -> bool {
        one == other || words(one) == words(other)
    }
}

fn write_text(variable: &str, text: &str, kind: &str, put: &mut impl FnMut(&str, &str)) {
    match variable {
        "container-title" if !stands_alone(kind) => put("T2", text),
        "collection-title" if stands_alone(kind) => put("T2", text),
        "collection-title" => put("T3", text),
        "container-title-short" => put("J2", text),
        "page" => match text.split_once(['-', '–']) {
            Some((first, last)) if !last.contains(['-', '–', ',']) && !first.contains(',') => {
                put("SP", first.trim());
                put("EP", last.trim());
            }
            _ if is_counted(kind) => {
                put("SP", text);
                put("EP", text);
            }
            _ => put("SP", text),
        },
        "number-of-pages" if is_counted(kind) => put("SP", text),
        "ISBN" | "ISSN" => put("SN", text),
        "chapter-number" if kind == "chapter" => put("SE", text),
        "section" => put("SE", text),
        "keyword" => text.split(", ").for_each(|word| put("KW", word)),
        _ if variable == issue_of(kind) => put("IS", text),
        _ => {
            if let Some((tag, _)) = WORDS.iter().find(|(_, known)| *known == variable) {
                put(tag, text);
            }
        }
    }
}
