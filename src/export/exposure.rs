//! Places where words that the public would see name somebody or something that the public may not know of.
//!
//! Looks at a handout, which is all that an exporter can write, so nothing that goes out is overlooked. It changes
//! nothing: words stand in the article because somebody wrote them, and whether they give a source away is for
//! people to decide. Knows no format.
//!
//! *Limitations:* finds names as they are written, whole and by the last word; a nickname that no alias tells of, a
//! misspelt name, a number written otherwise, or a description that everybody understands is not found.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use memchr::memmem::Finder;

use super::audience::{Audience, Standing};
use super::{Card, Handout};
use crate::model::{Id, Project, Value, Vocabulary, Widget};
use crate::text::Range;
use crate::text::fold::{Folded, Folding, fold};

/// One place where such words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposure {
    /// The record; the article's own for the text.
    pub record: Id,
    /// The field; `text` for the text of the article.
    pub field: &'static str,
    /// The field's name on screen.
    pub label: &'static str,
    /// Where in the field's words, in bytes.
    pub range: Range,
    /// The words as they stand there.
    pub words: String,
    /// The words with a little of what stands around them.
    pub around: String,
}

/// The field that an exposure in the article's own text names.
pub const TEXT: &str = "text";

/// Lists the words by which sources that the public may not see by name are known: titles, authors, file names,
/// the people behind them with every alias, and the words of sealed values; of names the last word as well.
pub fn names(project: &Project, vocabulary: &Vocabulary, sealed: &[String]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for source in project.sources().values() {
        if Audience::Public.standing(vocabulary, source) == Standing::Open {
            continue;
        }
        found.extend([source.title.clone(), source.url.clone()]);
        found.extend(source.file.as_ref().map(|file| file.name.clone()));
        if is_like_a_name(&source.title) {
            add_name(&source.title, &mut found);
        }
        for author in source.author.split([';', '&']).flat_map(|author| author.split(" and ")) {
            add_name(author, &mut found);
        }
        if let Some(person) = source.person.and_then(|person| project.people().get(&person)) {
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                add_name(name, &mut found);
            }
        }
    }
    for words in sealed {
        add_free_words(words, &mut found);
    }
    found
        .into_iter()
        .filter(|name| name.chars().filter(|letter| letter.is_alphanumeric()).count() > 1)
        .collect()
}

/// Tells whether words look like the name of a person: two words or more, all with a capital but for particles.
fn is_like_a_name(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let capitals = words.iter().filter(|word| has_capital(word)).count();
    (2..=4).contains(&capitals) && words.iter().all(|word| has_capital(word) || is_particle(word))
}

fn has_capital(word: &str) -> bool {
    word.chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Tells whether a small word may stand within a name.
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 27] = [
        "af", "al", "av", "bin", "bint", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
        "el", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "y", "zu", "zum",
    ];
    PARTICLES.contains(&word)
}

/// Adds what may be told of words that somebody wrote down freely, as a name with a way to reach its bearer: all of
/// them, each part between commas or line ends, each name in it, and each number or address.
fn add_free_words(words: &str, found: &mut BTreeSet<String>) {
    found.insert(words.trim().to_owned());
    for part in words.split([',', ';', '/', '|', '(', ')', '<', '>', ':', '\n', '\t']) {
        let part = part.trim_matches(|sign: char| !sign.is_alphanumeric());
        found.insert(part.to_owned());
        let is_reach =
            |word: &&str| word.contains('@') || word.chars().filter(char::is_ascii_digit).count() > 3;
        found.extend(part.split_whitespace().filter(is_reach).map(str::to_owned));
        add_names_in(part, found);
    }
}

/// Adds every run of words with a capital, particles between them included; titles before a name go.
fn add_names_in(part: &str, found: &mut BTreeSet<String>) {
    const TITLES: [&str; 14] = [
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "sir",
        "dame",
        "rev",
        "sgt",
        "capt",
        "lt",
    ];
    // What begins a sentence, or says how somebody is reached, names nobody.
    const NOBODY: [&str; 36] = [
        "a", "an", "and", "ask", "at", "after", "before", "by", "call", "cell", "email", "for", "from", "he",
        "her", "his", "home", "if", "in", "it", "mail", "mobile", "not", "on", "only", "or", "phone", "she",
        "signal", "tel", "the", "they", "this", "to", "via", "work",
    ];
    let bare = |word: &str| folded_word(word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_name = |word: &str| has_capital(word) && !NOBODY.contains(&bare(word).as_str());
    let mut at = 0;
    while at < words.len() {
        if !is_name(words[at]) || TITLES.contains(&bare(words[at]).as_str()) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(word) = words.get(end) {
            let leads_on =
                words[end..].iter().find(|word| !is_particle(word)).is_some_and(|word| is_name(word));
            if !(is_name(word) || (is_particle(word) && leads_on)) {
                break;
            }
            end += 1;
        }
        let name = words[at..end].join(" ");
        add_name(name.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '.'), found);
        at = end;
    }
}

/// Adds a name as it is written, the other way round where it has a comma, and the family name alone.
fn add_name(name: &str, found: &mut BTreeSet<String>) {
    const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "esq"];
    let name = name.trim();
    found.insert(name.to_owned());
    let (name, family) = match name.split_once(',') {
        Some((before, after)) if !SUFFIXES.contains(&folded_word(after).as_str()) => {
            found.insert(format!("{} {}", after.trim(), before.trim()));
            (name, Some(before.trim()))
        }
        Some((before, _)) => (before, None),
        None => (name, None),
    };
    let last = name.split_whitespace().rev().find(|word| !SUFFIXES.contains(&folded_word(word).as_str()));
    found.extend(family.or(last).map(str::to_owned));
}

fn folded_word(word: &str) -> String {
    word.trim().trim_end_matches('.').to_lowercase()
}

/// Finds the places in a text that stands for itself, such as a letter.
pub fn find_in(text: &str, names: &[String]) -> Vec<Exposure> {
    let names: Vec<String> = names.iter().map(|name| fold(name.trim(), Folding::default())).collect();
    let finders: Vec<Finder<'_>> =
        names.iter().filter(|name| !name.is_empty()).map(|name| Finder::new(name.as_bytes())).collect();
    let exposure = |range: Range| Exposure {
        record: Id::ARTICLE,
        field: TEXT,
        label: "Letter",
        range,
        words: range.of(text).unwrap_or_default().to_owned(),
        around: around(text, range),
    };
    places(text, &finders).into_iter().map(exposure).collect()
}

/// Finds the places where one of these names stands as a whole word, whatever its case and accents.
pub fn find(handout: &Handout, names: &[String]) -> Vec<Exposure> {
    let names: Vec<String> = names.iter().map(|name| fold(name.trim(), Folding::default())).collect();
    let finders: Vec<Finder<'_>> =
        names.iter().filter(|name| !name.is_empty()).map(|name| Finder::new(name.as_bytes())).collect();
    if finders.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut look = |record: Id, field: &'static str, label: &'static str, words: &str| {
        for range in places(words, &finders) {
            found.push(Exposure {
                record,
                field,
                label,
                range,
                words: range.of(words).unwrap_or_default().to_owned(),
                around: around(words, range),
            });
        }
    };
    look(Id::ARTICLE, TEXT, "Article", &handout.text);
    let marks = handout.marks.iter().map(|mark| &mark.card);
    for card in std::iter::once(&handout.article).chain(handout.cards.values()).chain(marks) {
        for (field, label, words) in free_text(card) {
            look(card.id, field, label, words);
        }
    }
    found
}

/// Lists the fields of a card that somebody wrote in their own words.
fn free_text(card: &Card) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
    card.fields.iter().filter_map(|field| {
        let widget = card.id.table().field(field.name)?.widget;
        let is_chosen = matches!(widget, Widget::Choice(_) | Widget::Status);
        match &field.value {
            Value::Text(_) | Value::Names(_) | Value::Pairs(_) if !is_chosen => {
                Some((field.name, field.label, field.words.as_str()))
            }
            _ => None,
        }
    })
}

fn places(words: &str, finders: &[Finder<'_>]) -> Vec<Range> {
    let folded = Folded::new(words);
    let text = str::from_utf8(folded.as_bytes()).unwrap_or_default();
    let mut found: Vec<Range> = finders
        .iter()
        .flat_map(|finder| {
            let length = finder.needle().len();
            finder.find_iter(text.as_bytes()).map(move |at| (at, at + length))
        })
        .filter(|(start, end)| is_whole(text, *start, *end))
        .filter_map(|(start, end)| folded.range(words, start, end))
        .collect();
    found.sort_unstable_by_key(|range| (range.start, Reverse(range.end)));
    found.dedup_by(|next, last| next.end <= last.end);
    found
}

/// Tells whether no word goes on beyond the ends of a stretch.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let joins = |before: Option<char>, after: Option<char>| {
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
    };
    let (Some(head), Some(name), Some(tail)) = (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return false;
    };
    !joins(head.chars().next_back(), name.chars().next())
        && !joins(name.chars().next_back(), tail.chars().next())
}

/// Returns a few words on each side, on one line.
fn around(words: &str, range: Range) -> String {
    const SIDE: usize = 36;
    let start = words.floor_char_boundary(range.start.saturating_sub(SIDE));
    let end = words.ceil_char_boundary((range.end + SIDE).min(words.len()));
    let piece = words.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let before = if start > 0 { "…" } else { "" };
    let after = if end < words.len() { "…" } else { "" };
    format!("{before}{piece}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str, names: &[&str]) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| fold(name, Folding::default())).collect();
        let finders: Vec<Finder<'_>> = names.iter().map(|name| Finder::new(name.as_bytes())).collect();
        places(words, &finders).iter().map(|range| range.of(words).unwrap().to_owned()).collect()
    }

    #[test]
    fn names_are_found_whatever_their_case_and_accents() {
        assert_eq!(found("JOSÉ  Núñez’s aide, Jose Nunez", &["José Núñez"]), ["JOSÉ  Núñez", "Jose Nunez"]);
        assert_eq!(found("He met Nu\u{301}n\u{303}ez.", &["Nunez"]), ["Nu\u{301}n\u{303}ez"]);
        assert_eq!(found("Strasse und Straße", &["straße"]), ["Strasse", "Straße"]);
    }

    #[test]
    fn a_name_within_a_longer_word_is_another_name() {
        assert_eq!(found("Roebuck met heroes and Roe-Smith.", &["Roe"]), ["Roe"]);
    }

    #[test]
    fn a_place_is_listed_once_under_its_longest_name() {
        assert_eq!(found("Jane Roe left. Roe returned.", &["Roe", "Jane Roe"]), ["Jane Roe", "Roe"]);
    }

    #[test]
    fn what_is_never_seen_parts_no_word() {
        assert_eq!(found("Roe\u{AD}buck and Ro\u{AD}e", &["Roe"]), ["Ro\u{AD}e"]);
    }

    #[test]
    fn names_numbers_and_addresses_are_told_apart_in_words_written_freely() {
        let of = |words: &str| {
            let mut found = BTreeSet::new();
            add_free_words(words, &mut found);
            found
        };
        for (words, wanted) in [
            ("Mallory Quill, 555-0142", &["Mallory Quill", "Quill", "555-0142"][..]),
            ("Dr. van Roe", &["Dr. van Roe", "Roe"]),
            ("Maria Anna van der Berg Smith Jones", &["Maria Anna van der Berg Smith Jones", "Jones"]),
            ("Call Mallory at work: 0171 5550142", &["Mallory", "5550142", "0171 5550142"]),
            ("mallory@example.org / Signal 5550142", &["mallory@example.org", "5550142"]),
            ("Jane Roe (sister of Ann Roe)\nask for her", &["Jane Roe", "Ann Roe", "Roe"]),
            ("Roe, Jane", &["Roe", "Jane", "Roe, Jane"]),
            ("quill", &["quill"]),
        ] {
            let found = of(words);
            for name in wanted {
                assert!(found.contains(*name), "{name} in {found:?}");
            }
            for nobody in ["Call", "Dr", "Dr.", "Signal", "her", "work"] {
                assert!(!found.contains(nobody), "{nobody} in {found:?}");
            }
        }
    }

    #[test]
    fn a_name_has_its_family_name_in_it() {
        let of = |name: &str| {
            let mut found = BTreeSet::new();
            add_name(name, &mut found);
            found.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(of("Jane Roe"), ["Jane Roe", "Roe"]);
        assert_eq!(of("Roe, Jane"), ["Jane Roe", "Roe", "Roe, Jane"]);
        assert_eq!(of("John Doe Jr."), ["Doe", "John Doe Jr."]);
        assert_eq!(of("John Doe, Jr."), ["Doe", "John Doe, Jr."]);
    }
}
