//! Which field of BibTeX and biblatex is which variable of CSL, and which type is which.

use super::super::date::{self, Date, Day};
use super::super::dialect::{Dialect, Raw};
use super::super::entry::{Datum, Entry};
use super::super::variable::{self, Shape};
use super::{KEY, TYPE, latex, person};

/// How BibTeX says things.
pub(super) struct Bib;

/// The months by the names that every style of BibTeX knows.
pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The types, and what CSL calls them; the first of a CSL type is the one that is written.
const TYPES: &[(&str, &str)] = &[
    ("article", "article-journal"),
    ("book", "book"),
    ("mvbook", "book"),
    ("collection", "book"),
    ("mvcollection", "book"),
    ("proceedings", "book"),
    ("mvproceedings", "book"),
    ("manual", "book"),
    ("reference", "book"),
    ("mvreference", "book"),
    ("booklet", "pamphlet"),
    ("incollection", "chapter"),
    ("inbook", "chapter"),
    ("bookinbook", "chapter"),
    ("suppbook", "chapter"),
    ("suppcollection", "chapter"),
    ("inproceedings", "paper-conference"),
    ("conference", "paper-conference"),
    ("inreference", "entry-encyclopedia"),
    ("thesis", "thesis"),
    ("phdthesis", "thesis"),
    ("mastersthesis", "thesis"),
    ("mathesis", "thesis"),
    ("report", "report"),
    ("techreport", "report"),
    ("unpublished", "manuscript"),
    ("online", "webpage"),
    ("electronic", "webpage"),
    ("www", "webpage"),
    ("misc", "document"),
    ("patent", "patent"),
    ("periodical", "periodical"),
    ("suppperiodical", "article-journal"),
    ("dataset", "dataset"),
    ("software", "software"),
    ("artwork", "graphic"),
    ("image", "graphic"),
    ("audio", "song"),
    ("music", "song"),
    ("movie", "motion_picture"),
    ("video", "motion_picture"),
    ("letter", "personal_communication"),
    ("jurisdiction", "legal_case"),
    ("legislation", "legislation"),
    ("legal", "treaty"),
    ("performance", "performance"),
    ("review", "review"),
    ("standard", "standard"),
    ("article", "article"),
    ("article", "article-newspaper"),
    ("article", "article-magazine"),
    ("inreference", "entry-dictionary"),
    ("inreference", "entry"),
    ("online", "post"),
    ("online", "post-weblog"),
];

/// The kinds of article that biblatex tells apart by a word.
const SUBTYPES: &[(&str, &str)] = &[("newspaper", "article-newspaper"), ("magazine", "article-magazine")];

/// The theses that have a type of their own, and what they are called.
const THESES: &[(&str, &str)] =
    &[("phdthesis", "PhD thesis"), ("mastersthesis", "Master’s thesis"), ("mathesis", "Master’s thesis")];

/// Fields that are words; where a variable has several, the first that is there counts, and is written.
const WORDS: &[(&str, &str)] = &[
    ("journal", "container-title"),
    ("journaltitle", "container-title"),
    ("shorttitle", "title-short"),
    ("shortjournal", "container-title-short"),
    ("series", "collection-title"),
    ("volume", "volume"),
    ("edition", "edition"),
    ("chapter", "chapter-number"),
    ("part", "part-number"),
    ("version", "version"),
    ("pages", "page"),
    ("pagetotal", "number-of-pages"),
    ("numpages", "number-of-pages"),
    ("volumes", "number-of-volumes"),
    ("eventtitle", "event-title"),
    ("note", "note"),
    ("annote", "annote"),
    ("annotation", "annote"),
    ("abstract", "abstract"),
    ("keywords", "keyword"),
    ("keyword", "keyword"),
    ("language", "language"),
    ("langid", "language"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    ("pmid", "PMID"),
    ("pmcid", "PMCID"),
    ("pubstate", "status"),
    ("lccn", "call-number"),
    ("library", "call-number"),
    ("origtitle", "original-title"),
    ("origpublisher", "original-publisher"),
    ("origlocation", "original-publisher-place"),
    ("copyright", "license"),
    ("rights", "license"),
    ("venue", "event-place"),
];

const VERBATIM: &[(&str, &str)] = &[("doi", "DOI"), ("url", "URL")];

const NAMES: &[(&str, &str)] = &[
    ("author", "author"),
    ("editor", "editor"),
    ("translator", "translator"),
    ("bookauthor", "container-author"),
    ("director", "director"),
    ("illustrator", "illustrator"),
];

const DATES: &[(&str, &str)] =
    &[("urldate", "accessed"), ("eventdate", "event-date"), ("origdate", "original-date")];

fn field<'a>(raw: &'a [(String, String)], name: &str) -> Option<&'a str> {
    raw.iter()
        .find(|(field, value)| field == name && !value.trim().is_empty())
        .map(|(_, value)| value.as_str())
}

fn words(source: &str) -> String {
    latex::decode(source).text.trim().to_owned()
}

/// Tells whether entries of this CSL type are numbered as an issue is.
fn has_issues(kind: &str) -> bool {
    kind.starts_with("article") || matches!(kind, "periodical" | "review")
}

/// Tells whether entries of this CSL type stand in a series by their number.
fn is_bookish(kind: &str) -> bool {
    matches!(
        kind,
        "book" | "chapter" | "paper-conference" | "entry-encyclopedia" | "entry-dictionary" | "entry"
    )
}

/// Returns the variable that a number is.
fn number_of(kind: &str) -> &'static str {
    if has_issues(kind) {
        "issue"
    } else if is_bookish(kind) {
        "collection-number"
    } else {
        "number"
    }
}

/// Puts a title and what stands below it together.
fn title(raw: &[(String, String)], names: [&str; 2]) -> Option<String> {
    let [main, below] = names.map(|name| field(raw, name).map(words));
    let (main, below) = (main?, below);
    Some(match below {
        None => main,
        Some(below) if main.ends_with(['?', '!', ':', '.']) => format!("{main} {below}"),
        Some(below) => format!("{main}: {below}"),
    })
}

/// Reads a month: its number, its name or the beginning of that.
fn month(source: &str) -> Option<u8> {
    let word = words(source).to_lowercase();
    if let Ok(number) = word.parse::<u8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let word = word.trim_end_matches('.');
    let at = MONTHS.iter().position(|month| word.starts_with(month))?;
    word.chars().all(char::is_alphabetic).then(|| u8::try_from(at + 1).ok()).flatten()
}

fn issued(raw: &[(String, String)]) -> Option<Date> {
    if let Some(source) = field(raw, "date") {
        return Some(date_of(&words(source)));
    }
    let year = words(field(raw, "year")?);
    let Ok(number) = year.parse::<i32>() else { return Some(date_of(&year)) };
    let month = field(raw, "month").and_then(month).unwrap_or(0);
    let day = field(raw, "day")
        .and_then(|day| words(day).parse().ok())
        .filter(|day| month > 0 && (1..=31).contains(day));
    Some(Date { days: vec![Day { year: number, month, day: day.unwrap_or(0) }], ..Date::default() })
}

/// Reads a date of biblatex: EDTF, with a time that CSL has no place for, or an end that is open.
fn date_of(text: &str) -> Date {
    let without_time: Vec<&str> =
        text.split('/').map(|part| part.split_once('T').map_or(part, |(day, _)| day)).collect();
    let closed: Vec<&str> = without_time.iter().copied().filter(|part| !matches!(*part, "" | "..")).collect();
    Date::from_edtf(&without_time.join("/"))
        .or_else(|| (closed.len() == 1).then(|| Date::from_edtf(closed[0])).flatten())
        .unwrap_or_else(|| Date::words(text))
}

/// Returns the CSL type of an entry.
fn kind_of(raw: &[(String, String)]) -> String {
    let kind = field(raw, TYPE).unwrap_or_default();
    let subtype = field(raw, "entrysubtype").unwrap_or_default();
    let narrow = SUBTYPES.iter().find(|(word, _)| kind == "article" && *word == subtype);
    let known = narrow.or_else(|| TYPES.iter().find(|(known, _)| *known == kind));
    known.map_or("document", |(_, csl)| csl).to_owned()
}

impl Dialect for Bib {
    const PREFIX: &'static str = "bibtex:";

    fn read(raw: &[(String, String)]) -> Entry {
        let mut entry = Entry { kind: kind_of(raw), fields: Vec::new() };
        let kind = entry.kind.clone();
        entry.say("id", field(raw, KEY).unwrap_or_default());
        if let Some(title) = title(raw, ["title", "subtitle"]) {
            entry.say("title", title);
        }
        let is_part = !has_issues(&kind);
        if let Some(book) = title(raw, ["booktitle", "booksubtitle"]).filter(|_| is_part && kind != "book") {
            entry.say("container-title", book);
        }
        if let Some(whole) = field(raw, "fjournal") {
            entry.say("container-title", words(whole));
            entry.say("container-title-short", field(raw, "journal").map(words).unwrap_or_default());
        }
        let journal =
            title(raw, ["journaltitle", "journalsubtitle"]).filter(|_| field(raw, "journal").is_none());
        entry.say("container-title", journal.unwrap_or_default());
        for (name, variable) in WORDS {
            if let Some(source) = field(raw, name) {
                entry.say(variable, words(source));
            }
        }
        for (name, variable) in VERBATIM {
            if let Some(source) = field(raw, name) {
                entry.say(variable, latex::decode_verbatim(source));
            }
        }
        for (name, variable) in NAMES {
            if let Some(source) = field(raw, name) {
                entry.add(variable, Datum::Names(person::read(source)));
            }
        }
        for (name, variable) in DATES {
            if let Some(source) = field(raw, name) {
                entry.add(variable, Datum::Date(date_of(&words(source))));
            }
        }
        if let Some(date) = issued(raw) {
            entry.add("issued", Datum::Date(date));
        }
        let number = field(raw, "number");
        if let Some(number) = number {
            entry.say(number_of(&kind), words(number));
        }
        if let Some(issue) = field(raw, "issue") {
            entry.say("issue", words(issue));
        }
        if let Some(eid) = field(raw, "eid") {
            entry.say("number", words(eid));
        }
        publish(raw, &mut entry);
        let genre =
            THESES.iter().find(|(thesis, _)| field(raw, TYPE) == Some(*thesis)).map(|(_, genre)| *genre);
        if let Some(genre) = field(raw, "type").map(words).or(genre.map(str::to_owned)) {
            entry.say("genre", genre);
        }
        own_names(raw, &mut entry);
        entry.settle();
        entry
    }

    fn write(entry: &Entry) -> Raw {
        let kind = entry.kind.as_str();
        let thesis = THESES.iter().find(|(_, genre)| kind == "thesis" && entry.text("genre") == *genre);
        let usual = TYPES.iter().find(|(_, csl)| *csl == kind);
        let (written, _) = thesis.or(usual).copied().unwrap_or(("misc", ""));
        let mut raw: Raw =
            vec![(TYPE.to_owned(), written.to_owned()), (KEY.to_owned(), entry.text("id").to_owned())];
        let mut put = |name: &str, source: String| raw.push((name.to_owned(), source));
        if let Some((word, _)) = SUBTYPES.iter().find(|(_, csl)| *csl == kind) {
            put("entrysubtype", (*word).to_owned());
        }
        for (name, datum) in entry.fields.iter().filter(|(name, _)| variable::shape_of(name).is_some()) {
            match datum {
                Datum::Names(names) => {
                    let known = NAMES.iter().find(|(_, variable)| variable == name);
                    put(known.map_or(name.as_str(), |(field, _)| field), person::write(names));
                }
                Datum::Date(date) if name == "issued" => write_issued(date, &mut put),
                Datum::Date(date) => {
                    let known = DATES.iter().find(|(_, variable)| variable == name);
                    put(known.map_or(name.as_str(), |(field, _)| field), latex::encode(&date.to_words()));
                }
                Datum::Text(text) => {
                    if name == "id" || name == "genre" && thesis.is_some() {
                        continue;
                    }
                    let is_verbatim = VERBATIM.iter().any(|(_, variable)| variable == name);
                    let source = if is_verbatim { verbatim(text) } else { latex::encode(text) };
                    put(&name_of(name, kind), source);
                }
            }
        }
        raw
    }

    fn same(name: &str, one: &str, other: &str) -> bool {
        if one == other {
            return true;
        }
        let is = |list: &[(&str, &str)]| list.iter().any(|(field, _)| *field == name);
        if is(NAMES) {
            return person::read(one) == person::read(other);
        }
        match name {
            TYPE | KEY => false,
            "month" => month(one).is_some() && month(one) == month(other),
            "doi" | "url" => latex::decode_verbatim(one) == latex::decode_verbatim(other),
            _ => {
                let (one, other) = (latex::decode(one), latex::decode(other));
                one.text.trim() == other.text.trim() && !one.is_less && !other.is_less
            }
        }
    }
}

/// Reads who published it, and where.
fn publish(raw: &[(String, String)], entry: &mut Entry) {
    let order: &[&str] = match entry.kind.as_str() {
        "thesis" => &["school", "institution", "publisher"],
        "report" => &["institution", "publisher", "school", "organization"],
        _ => &["publisher", "institution", "organization", "school"],
    };
    if let Some(publisher) = order.iter().find_map(|name| field(raw, name)) {
        entry.say("publisher", words(publisher));
    }
    if let Some(how) = field(raw, "howpublished") {
        let text = words(how);
        match text.find("http").map(|at| text[at..].trim_end_matches(['.', ','])) {
            Some(url) if !url.contains(' ') => entry.say("URL", url),
            _ => entry.say("publisher", text),
        }
    }
    let (address, location) = (field(raw, "address"), field(raw, "location"));
    if let Some(place) = address.or(location) {
        entry.say("publisher-place", words(place));
    }
    if let (Some(_), Some(event)) = (address, location) {
        entry.say("event-place", words(event));
    }
}

/// Reads the fields that carry the name of a variable of CSL.
fn own_names(raw: &[(String, String)], entry: &mut Entry) {
    for (name, source) in raw {
        let is_known = [WORDS, NAMES, DATES].iter().any(|list| list.iter().any(|(field, _)| field == name));
        if is_known || matches!(name.as_str(), "title" | "publisher" | "number" | "issue" | "id") {
            continue;
        }
        let variable =
            ["DOI", "URL", "PMID", "PMCID"].into_iter().find(|upper| upper.eq_ignore_ascii_case(name));
        let variable = variable.unwrap_or(name);
        match variable::shape_of(variable) {
            Some(Shape::Text) => entry.say(variable, words(source)),
            Some(Shape::Names) => entry.add(variable, Datum::Names(person::read(source))),
            Some(Shape::Date) => entry.add(variable, Datum::Date(Date::from_words(&words(source)))),
            None => {}
        }
    }
}

/// Returns the field that a variable's words are written to.
fn name_of(variable: &str, kind: &str) -> String {
    let is_article = has_issues(kind);
    match variable {
        "title" => "title",
        "container-title" if !is_article && kind != "book" => "booktitle",
        "issue" if is_article => "number",
        "collection-number" if is_bookish(kind) => "number",
        "number" if !is_article && !is_bookish(kind) => "number",
        "number" if is_article => "eid",
        "publisher" => match kind {
            "thesis" => "school",
            "report" => "institution",
            _ => "publisher",
        },
        "publisher-place" => "address",
        "genre" => "type",
        other => {
            let known = VERBATIM.iter().chain(WORDS).find(|(_, known)| *known == other);
            known.map_or(other, |(field, _)| field)
        }
    }
    .to_owned()
}

fn write_issued(date: &Date, put: &mut impl FnMut(&str, String)) {
    let plain = |day: &Day| date.edtf() == Some(date::iso(*day)) && day.year > 0;
    match date.days.as_slice() {
        [day] if plain(day) && day.month <= 12 => {
            put("year", day.year.to_string());
            if let Some(month) = usize::from(day.month).checked_sub(1) {
                put("month", MONTHS[month].to_owned());
            }
            if day.day > 0 {
                put("day", day.day.to_string());
            }
        }
        _ if date.edtf().is_some() => put("date", date.to_words()),
        _ => put("year", latex::encode(&date.to_words())),
    }
}

/// Writes an address, whose signs LaTeX is told to leave alone by the field itself.
fn verbatim(text: &str) -> String {
    text.replace('{', "%7B").replace('}', "%7D")
}
