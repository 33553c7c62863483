//! Records that are perhaps one and the same: how people and sources are compared. Knows no rule and judges nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Finding, Ground};
use crate::model::{Id, Person, Source, Table};
use crate::text::fold::{Folding, fold};

/// Two records that are perhaps one, and what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// In the order of their ids.
    pub ids: [Id; 2],
    /// What they share, in words: “the same URL”.
    pub shared: Vec<&'static str>,
}

/// Returns the two records that a finding of a rule about twins is about.
pub fn twins_of(finding: &Finding) -> Option<[Id; 2]> {
    let (one, other) = finding.subject.split_once(' ')?;
    let ids = [Id::parse(one)?, Id::parse(other)?];
    let is_pair = ids[0].table() == ids[1].table() && matches!(ids[0].table(), Table::Source | Table::Person);
    is_pair.then_some(ids)
}

/// Reports two records, at the first place where one of them stands.
pub(in crate::check) fn finding(
    rule: &dyn Check,
    ground: &Ground<'_>,
    twins: &Twins,
    message: String,
) -> Finding {
    let [one, other] = twins.ids;
    let speaks = |id: Id| spoken_of(ground, id);
    let record = speaks(one).or_else(|| speaks(other));
    let mut finding = Finding::on_record(rule, ground, record.unwrap_or(one), message);
    finding.record = Some(one);
    finding.subject = format!("{one} {other}");
    finding
}

/// Returns a record with a mark in the text that names the person or uses the source, the first in the text.
fn spoken_of(ground: &Ground<'_>, id: Id) -> Option<Id> {
    let project = ground.project;
    let mut records: Vec<Id> = match id.table() {
        Table::Source => {
            let uses = ground.outline.uses(id).iter();
            uses.filter_map(|evidence| project.evidence().get(evidence)?.record).collect()
        }
        _ => people_in(ground)
            .into_iter()
            .filter(|(person, _)| *person == id)
            .map(|(_, record)| record)
            .collect(),
    };
    records.retain(|record| !ground.outline.mentions(*record).is_empty());
    records.into_iter().min_by_key(|record| ground.outline.number(*ground.outline.mentions(*record).first()?))
}

/// Pairs people with the claims, quotations and allegations that name them.
fn people_in(ground: &Ground<'_>) -> Vec<(Id, Id)> {
    let project = ground.project;
    let mut named: Vec<(Id, Id)> = Vec::new();
    named.extend(project.claims().iter().filter_map(|(id, claim)| Some((claim.claimant?, *id))));
    named.extend(project.quotations().iter().filter_map(|(id, quotation)| Some((quotation.speaker?, *id))));
    for (id, allegation) in project.allegations() {
        named.extend(allegation.accusers.iter().chain(&allegation.accused).map(|person| (*person, *id)));
    }
    named
}

/// Finds sources that are perhaps one: by their URL, DOI, ISBN or file, or by title, publisher and day together.
pub(in crate::check) fn sources(ground: &Ground<'_>) -> Vec<Twins> {
    let mut groups: BTreeMap<(&'static str, String), Vec<Id>> = BTreeMap::new();
    for (id, source) in ground.project.sources() {
        for key in keys(source) {
            groups.entry(key).or_default().push(*id);
        }
    }
    let mut pairs: BTreeMap<[Id; 2], Vec<&'static str>> = BTreeMap::new();
    for ((what, _), ids) in groups {
        for other in &ids[1..] {
            pairs.entry([ids[0], *other]).or_default().push(what);
        }
    }
    pairs.into_iter().map(|(ids, shared)| Twins { ids, shared }).collect()
}

fn keys(source: &Source) -> Vec<(&'static str, String)> {
    let mut keys = Vec::new();
    keys.extend(page(&source.url).map(|page| ("the same URL", page)));
    for (name, words) in &source.citation {
        let (what, number) = match name.to_ascii_lowercase().as_str() {
            "doi" => ("the same DOI", doi(words)),
            "isbn" => ("the same ISBN", isbn(words)),
            _ => continue,
        };
        keys.extend((!number.is_empty()).then_some((what, number)));
    }
    keys.extend(source.file.as_ref().map(|file| ("the same file", file.sha256.clone())));
    let [title, publisher, day] =
        [&source.title, &source.publisher, &source.published].map(|words| even(words));
    let is_told = !publisher.is_empty() || !day.is_empty();
    if is_told && !title.is_empty() {
        keys.push(("title, publisher and day", format!("{title}\n{publisher}\n{day}")));
    }
    keys
}

/// Folds words for comparison.
pub(in crate::check) fn even(words: &str) -> String {
    fold(words, Folding::default()).trim().to_owned()
}

/// Returns a page's address without what does not lead elsewhere: scheme, `www.`, a slash at the end, the place on the
/// page, and what counts where readers came from.
fn page(url: &str) -> Option<String> {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host);
    let path = path.trim_end_matches('/');
    let is_counting = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or(pair).to_lowercase();
        name.starts_with("utm_") || matches!(name.as_str(), "fbclid" | "gclid" | "mc_cid" | "mc_eid" | "")
    };
    let mut kept: Vec<&str> = query.split('&').filter(|pair| !is_counting(pair)).collect();
    kept.sort_unstable();
    let is_address = host.contains('.') && !host.contains(char::is_whitespace);
    is_address.then(|| format!("{host}/{path}?{}", kept.join("&")))
}

fn doi(words: &str) -> String {
    let words = words.trim().to_lowercase();
    words.find("10.").map_or_else(String::new, |at| words[at..].to_owned())
}

/// Returns the nine figures that an ISBN has in both of its lengths.
fn isbn(words: &str) -> String {
    let figures: String = words.chars().filter(char::is_ascii_digit).collect();
    let is_short =
        words.chars().filter(|sign| sign.is_ascii_digit() || matches!(sign, 'x' | 'X')).count() == 10;
    match figures.len() {
        13 => figures[3..12].to_owned(),
        9 | 10 if is_short => figures[..9].to_owned(),
        _ => String::new(),
    }
}

/// Finds people who are perhaps one: one name, or names of which one is the other's with initials or without the middle.
pub(in crate::check) fn people(ground: &Ground<'_>) -> Vec<Twins> {
    let people = ground.project.people();
    let is_body = |person: &Person| person.kind == ORGANISATION;
    let mut groups: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    for (id, person) in people {
        for name in person.aliases.iter().chain([&person.name]) {
            let words = words(name);
            if let Some(last) = words.iter().rev().find(|word| !SUFFIXES.contains(&word.as_str())) {
                groups.entry(last.clone()).or_default().insert(*id);
            }
        }
    }
    let mut pairs: BTreeSet<[Id; 2]> = BTreeSet::new();
    for ids in groups.values() {
        let ids: Vec<Id> = ids.iter().copied().collect();
        for (at, one) in ids.iter().enumerate() {
            pairs.extend(ids[at + 1..].iter().map(|other| [*one, *other]));
        }
    }
    let twins = |ids: [Id; 2]| {
        let [one, other] = [people.get(&ids[0])?, people.get(&ids[1])?];
        let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
        if differ(&one.born, &other.born) || is_body(one) != is_body(other) {
            return None;
        }
        let shared = likeness(one, other, is_body(one))?;
        Some(Twins { ids, shared: vec![shared] })
    };
    pairs.into_iter().filter_map(twins).collect()
}

/// The row of the vocabulary's people who are no people.
const ORGANISATION: &str = "organisation";

/// What stands behind a name and tells a father from a son.
const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "v"];

/// Returns the words of a name, folded, without stops and commas.
fn words(name: &str) -> Vec<String> {
    let folded = even(name);
    let parts = folded.split(|sign: char| sign.is_whitespace() || matches!(sign, '.' | ','));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn likeness(one: &Person, other: &Person, is_body: bool) -> Option<&'static str> {
    let mut best = None;
    for ours in one.aliases.iter().chain([&one.name]) {
        for theirs in other.aliases.iter().chain([&other.name]) {
            let (ours, theirs) = (words(ours), words(theirs));
            if ours.is_empty() || theirs.is_empty() {
                continue;
            }
            // A surname alone is shared by many: it is another name of both, and says nothing.
            if ours == theirs && (ours.len() > 1 || is_body || (one.name == other.name)) {
                return Some("the same name");
            }
            if !is_body && is_short_for(&ours, &theirs) {
                best = Some("a name that can be the other’s in short");
            }
        }
    }
    best
}

/// Tells whether two names of a person can be one: the same surname, given names of which one begins the other.
fn is_short_for(ours: &[String], theirs: &[String]) -> bool {
    let parted = |words: &[String]| {
        let suffix = words.last().filter(|word| SUFFIXES.contains(&word.as_str())).cloned();
        let rest = &words[..words.len() - usize::from(suffix.is_some())];
        let (last, given) = rest.split_last()?;
        Some((suffix, last.clone(), given.to_vec()))
    };
    let (Some((our_suffix, our_last, our_given)), Some((their_suffix, their_last, their_given))) =
        (parted(ours), parted(theirs))
    else {
        return false;
    };
    if our_suffix != their_suffix || our_last != their_last || our_given.is_empty() || their_given.is_empty()
    {
        return false;
    }
    let is_one = |one: &String, other: &String| {
        one == other
            || (one.chars().count() == 1 && other.starts_with(one.as_str()))
            || (other.chars().count() == 1 && one.starts_with(other.as_str()))
    };
    let middle = |given: &[String]| given[1..].to_vec();
    let (our_middle, their_middle) = (middle(&our_given), middle(&their_given));
    let is_alike = our_middle.is_empty()
        || their_middle.is_empty()
        || (our_middle.len() == their_middle.len()
            && our_middle.iter().zip(&their_middle).all(|(one, other)| is_one(one, other)));
    is_one(&our_given[0], &their_given[0]) && is_alike
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_however_it_was_copied() {
        let same = [
            "https://www.example.org/a/b/",
            "http://example.org/a/b#part",
            "HTTPS://Example.org:443/a/b?utm_source=x&utm_medium=y",
            "example.org/a/b?fbclid=1",
        ];
        let pages: BTreeSet<_> = same.iter().map(|url| page(url)).collect();
        assert_eq!(pages.len(), 1, "{pages:?}");
        assert_ne!(page("https://example.org/a?id=1"), page("https://example.org/a?id=2"));
        assert_ne!(page("https://example.org/A"), page("https://example.org/a"));
        assert_eq!(page("minutes"), None);
    }

    #[test]
    fn numbers_of_books_and_papers_are_one_in_every_form() {
        assert_eq!(doi("https://doi.org/10.1000/ABC"), doi("doi:10.1000/abc"));
        assert_eq!(isbn("978-0-306-40615-7"), isbn("0-306-40615-2"));
        assert_eq!(isbn("0-8044-2957-X"), isbn("978-0-8044-2957-3"));
        assert_eq!(isbn("12"), "");
    }

    #[test]
    fn names_are_one_in_short_but_not_across_generations() {
        let is_one = |one: &str, other: &str| is_short_for(&words(one), &words(other));
        assert!(is_one("J. Doe", "Jane Doe"));
        assert!(is_one("Andrew M. Cuomo", "Andrew Cuomo"));
        assert!(is_one("Andrew M. Cuomo", "Andrew Mark Cuomo"));
        assert!(!is_one("John Doe", "Jane Doe"));
        assert!(!is_one("Mario Cuomo", "Andrew Cuomo"));
        assert!(!is_one("Martin King", "Martin King Jr."));
        assert!(!is_one("Doe", "Jane Doe"));
        assert!(!is_one("Andrew M. Cuomo", "Andrew J. Cuomo"));
    }
}
