//! A title or party beside a name that is not the one on the person's card. Knows lists of titles and parties.

use std::collections::{BTreeSet, HashMap};

use super::reading::name::bare;
use super::rulebook::List;
use super::unmarked_sentence::word::words;
use super::{Check, Finding, Ground, Reading, rule, shortened};
use crate::model::Id;

rule! {
    RoleVariant, "role-variant", "W11", "Other title than on the card", Warning;
    what_it_finds: "A title right before a name (“Sen. Jane Doe”), or a party right beside it, where the person's card has \
        another title or party. A title that is left out, “former” and “then” are nothing to find.",
    why_it_matters: "Offices change hands and parties are mixed up between mentions. Looked up once, title and party are the \
        same everywhere or differ for a reason.",
    example: "“[quote speaker=\"Jane Doe\" role=\"Mayor of Albany\": I ran],” she said. Gov. Jane Doe won.",
    mended: "“[quote speaker=\"Jane Doe\" role=\"Mayor of Albany\": I ran],” she said. Mayor Jane Doe won.",
    what_to_do: "Look up which of the two holds on the day of publication, and mend the text or the card.",
}

/// The lists of titles; the note of each is the office that it stands for.
const TITLES: [&str; 2] = ["office", "office-of-card"];

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let cards = cards(ground);
    // By the last word of each name, the longest name first.
    let mut by_last: HashMap<&str, Vec<(&Card, &[String])>> = HashMap::new();
    for card in &cards {
        for name in &card.names {
            let last = name.last().map_or("", String::as_str);
            by_last.entry(last).or_default().push((card, name));
        }
    }
    for names in by_last.values_mut() {
        names.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    }
    let mut findings = Vec::new();
    if cards.is_empty() {
        return findings;
    }
    for (sentence, line) in reading.lines().iter().enumerate() {
        let begins = line.words().start;
        for at in line.words().filter(|at| reading.word(*at).is_capitalised) {
            let names = by_last.get(bare(reading.lower(reading.word(at)))).into_iter().flatten();
            let mut met = names.filter_map(|(card, name)| {
                let first = (at + 1).checked_sub(name.len()).filter(|first| *first >= begins)?;
                let is_here = (first..=at).zip(*name).all(|(at, part)| {
                    let word = reading.word(at);
                    word.is_capitalised && bare(reading.lower(word)) == part
                });
                is_here.then_some((*card, first))
            });
            let Some((card, first)) = met.next() else { continue };
            let Some((from, said)) = card.differs(reading, sentence, first) else { continue };
            let range = reading.span(from..at + 1);
            let message = format!(
                "“{}” beside {}, whose card says “{}”.",
                crate::model::words::capital(said),
                shortened(&ground.project.name_of(card.id)),
                card.role
            );
            let spoken = range.of(text).unwrap_or_default();
            let finding = Finding::on_words(rule, spoken, range, message);
            findings.push(Finding { record: Some(card.id), ..finding });
        }
    }
    findings
}

/// What a card says of a person whose title or party is known.
struct Card {
    id: Id,
    names: Vec<Vec<String>>,
    role: String,
    offices: BTreeSet<String>,
    parties: BTreeSet<String>,
}

fn cards(ground: &Ground<'_>) -> Vec<Card> {
    let Some(book) = &ground.reading.wordbook else { return Vec::new() };
    let titles = TITLES.map(|list| book.list(list));
    let lower = |name: &str| words(name).into_iter().map(|word| word.lower).collect::<Vec<_>>();
    let mut surnames: HashMap<String, usize> = HashMap::new();
    for last in ground.project.people().values().filter_map(|person| lower(&person.name).pop()) {
        *surnames.entry(last).or_default() += 1;
    }
    let mut cards = Vec::new();
    for (id, person) in ground.project.people() {
        let (offices, rest) = notes(&titles, &person.role);
        let (parties, _) = notes(&[book.list("party")], &person.role);
        // “Former mayor”: what the person is now, the card does not say.
        let is_former = rest.iter().any(|word| book.list("office-otherwise").has(word));
        if is_former || (offices.is_empty() && parties.is_empty()) {
            continue;
        }
        let mut names: Vec<Vec<String>> = vec![lower(&person.name)];
        names.extend(person.aliases.iter().map(|alias| lower(alias)));
        // A surname that only one card has stands for the person.
        names.extend(names[0].last().cloned().map(|last| vec![last]));
        names.retain(|name| match name.as_slice() {
            [] => false,
            [alone] => surnames.get(alone).is_none_or(|count| *count < 2),
            _ => true,
        });
        names.dedup();
        cards.push(Card { id: *id, names, role: person.role.trim().to_owned(), offices, parties });
    }
    cards
}

/// Finds what lists say of a role, and the words that none of their phrases has.
fn notes(lists: &[&List], role: &str) -> (BTreeSet<String>, Vec<String>) {
    let words = words(role);
    let said = words.as_slice();
    let (mut found, mut rest, mut at) = (BTreeSet::new(), Vec::new(), 0);
    while at < said.len() {
        let met =
            lists.iter().filter_map(|list| Some((list, list.at(&said, at)?))).max_by_key(|(_, met)| met.end);
        if let Some((list, met)) = met {
            found.extend(list.phrases.get(met.phrase).map(|phrase| phrase.note.clone()));
            at = met.end;
        } else {
            rest.push(said[at].lower.clone());
            at += 1;
        }
    }
    (found, rest)
}

impl Card {
    /// Returns a title or party right before the name that the card does not have, and its first word.
    fn differs<'a>(&self, reading: &'a Reading, sentence: usize, name: usize) -> Option<(usize, &'a str)> {
        let begins = reading.lines()[sentence].words().start;
        let ending =
            |list: &'static str, at: usize| reading.hits_in(list, sentence).find(|hit| hit.end == at);
        let (mut start, mut office) = (name, None);
        // What stands before the name, as far as it is title or party.
        while start > begins {
            let title = TITLES.iter().filter_map(|list| ending(list, start)).min_by_key(|hit| hit.first);
            // “Lt.” before “Gov.” makes it another office.
            let prefix = ending("office-prefix", start);
            let prefix =
                prefix.filter(|hit| office.is_some_and(|(inner, _)| hit.phrase.note.ends_with(inner)));
            if let Some(title) = prefix.or(title.filter(|_| office.is_none())) {
                office = Some((title.phrase.note.as_str(), title.first));
                start = title.first;
                continue;
            }
            let Some(party) = ending("party", start).filter(|_| !self.parties.is_empty()) else { break };
            if !self.parties.contains(&party.phrase.note) && reading.word(party.first).is_capitalised {
                return Some((party.first, &party.phrase.note));
            }
            start = party.first;
        }
        let (found, from) = office?;
        let is_otherwise = start > begins && reading.is_in("office-otherwise", start - 1);
        let is_written_as_title = reading.word(from).is_capitalised;
        // “The senator, Doe” names nobody's title; “Presidents Doe and Roe” is no word of the list.
        let is_other = !self.offices.is_empty() && !self.offices.contains(found);
        (is_written_as_title && !is_otherwise && is_other).then_some((from, found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    fn found(text: &str) -> Vec<String> {
        let made = fixture(&format!(
            "“[quote speaker=\"Jane Doe\" role=\"Mayor of Albany, Democrat\": No],” she said. {text}"
        ));
        let project = made.session.project();
        let rulebook = crate::check::Rulebook::shipped();
        let reading = crate::check::Reading::of(project, &rulebook);
        let vocabulary = crate::fixture::vocabulary();
        let ground = Ground {
            project,
            outline: made.session.outline(),
            vocabulary: &vocabulary,
            reading: &reading,
            rulebook: &rulebook,
            today: made.session.today(),
        };
        RoleVariant.find(&ground).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn another_title_or_party_beside_the_name_is_found() {
        assert_eq!(
            found("Sen. Doe left."),
            ["“Senator” beside Jane Doe, whose card says “Mayor of Albany, Democrat”."]
        );
        assert_eq!(found("Then Republican Mayor Jane Doe left.").len(), 1);
        assert_eq!(found("Lt. Gov. Jane Doe left.").len(), 1);
    }

    #[test]
    fn the_right_title_none_at_all_and_one_of_another_time_are_left_alone() {
        for text in [
            "Mayor Doe left.",
            "Doe left, and the senator stayed.",
            "Former Sen. Jane Doe left.",
            "Democratic Mayor Jane Doe left.",
            "The governor, Doe said, had left.",
            "Gov. John Roe and Doe left.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
