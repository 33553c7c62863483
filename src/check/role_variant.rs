//! A title or party beside a name that is not the one on the person's card. Knows English titles and two parties.

use std::collections::BTreeSet;

use super::unmarked_sentence::word::{Word, words};
use super::{Check, Finding, Ground, rule, shortened};
use crate::model::Id;
use crate::text::Range;

rule! {
    RoleVariant, "role-variant", "W22", "Other title than on the card", Warning;
    what_it_finds: "A title right before a name (“Sen. Jane Doe”), or a party right beside it, where the person's card has \
        another title or party. A title that is left out, “former” and “then” are nothing to find.",
    why_it_matters: "Offices change hands and parties are mixed up between mentions. Looked up once, title and party are the \
        same everywhere or differ for a reason.",
    example: "“[quote speaker=\"Jane Doe\" role=\"Mayor of Albany\": I ran],” she said. Gov. Jane Doe won.",
    mended: "“[quote speaker=\"Jane Doe\" role=\"Mayor of Albany\": I ran],” she said. Mayor Jane Doe won.",
    what_to_do: "Look up which of the two holds on the day of publication, and mend the text or the card.",
}

/// Titles as they stand before names, and the office that each stands for; longer ones first.
const TITLES: &[(&[&str], &str)] = &[
    (&["lieutenant", "governor"], "lieutenant governor"),
    (&["lt", "gov"], "lieutenant governor"),
    (&["lt", "governor"], "lieutenant governor"),
    (&["attorney", "general"], "attorney general"),
    (&["vice", "president"], "vice president"),
    (&["prime", "minister"], "prime minister"),
    (&["district", "attorney"], "district attorney"),
    (&["police", "chief"], "police chief"),
    (&["governor"], "governor"),
    (&["gov"], "governor"),
    (&["senator"], "senator"),
    (&["sen"], "senator"),
    (&["representative"], "representative"),
    (&["rep"], "representative"),
    (&["congressman"], "representative"),
    (&["congresswoman"], "representative"),
    (&["assemblyman"], "assembly member"),
    (&["assemblywoman"], "assembly member"),
    (&["mayor"], "mayor"),
    (&["president"], "president"),
    (&["chancellor"], "chancellor"),
    (&["judge"], "judge"),
    (&["sheriff"], "sheriff"),
    (&["councilman"], "council member"),
    (&["councilwoman"], "council member"),
];

/// Parties as they stand beside names.
const PARTIES: &[(&str, &str)] = &[
    ("democrat", "Democrat"),
    ("democratic", "Democrat"),
    ("republican", "Republican"),
    ("d-n", "Democrat"),
    ("r-n", "Republican"),
];

/// Words that say that a title is one of another time, or of a namesake.
const OTHERWISE: [&str; 8] = ["former", "then", "ex", "late", "acting", "deputy", "assistant", "candidate"];

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let cards = cards(ground);
    if cards.is_empty() {
        return Vec::new();
    }
    let text = ground.project.text();
    let mut findings = Vec::new();
    for sentence in &ground.reading.sentences {
        let Some(inside) = sentence.of(text) else { continue };
        let words = words(inside);
        for card in &cards {
            for at in card.places(&words) {
                let Some((range, said, own)) = card.differs(&words, at) else { continue };
                let range = Range::new(sentence.start + range.start, sentence.start + range.end);
                let name = shortened(&ground.project.name_of(card.id));
                let message = format!("“{said}” beside {name}, whose card says “{own}”.");
                let spoken = range.of(text).unwrap_or_default();
                let finding = Finding::on_words(rule, spoken, range, message);
                findings.push(Finding { record: Some(card.id), ..finding });
            }
        }
    }
    findings
}

/// What a card says of a person whose title or party is known.
struct Card {
    id: Id,
    names: Vec<Vec<String>>,
    role: String,
    offices: BTreeSet<&'static str>,
    parties: BTreeSet<&'static str>,
}

fn cards(ground: &Ground<'_>) -> Vec<Card> {
    let mut cards = Vec::new();
    for (id, person) in ground.project.people() {
        let role: Vec<String> = words(&person.role).into_iter().map(|word| word.lower).collect();
        let is_former = role.iter().any(|word| OTHERWISE.contains(&word.as_str()));
        let (offices, parties) = (offices(&role), parties(&role));
        if is_former || (offices.is_empty() && parties.is_empty()) {
            continue;
        }
        let lower = |name: &str| words(name).into_iter().map(|word| word.lower).collect::<Vec<_>>();
        let mut names: Vec<Vec<String>> = vec![lower(&person.name)];
        names.extend(person.aliases.iter().map(|alias| lower(alias)));
        names.retain(|name| !name.is_empty());
        // A surname that only one card has stands for the person.
        if let Some(last) = names.first().and_then(|name| name.last()).cloned() {
            names.push(vec![last]);
        }
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        cards.push(Card { id: *id, names, role: person.role.trim().to_owned(), offices, parties });
    }
    let surnames: Vec<String> = ground
        .project
        .people()
        .values()
        .filter_map(|person| words(&person.name).pop().map(|word| word.lower))
        .collect();
    for card in &mut cards {
        let shared = |name: &Vec<String>| {
            name.len() == 1 && surnames.iter().filter(|surname| **surname == name[0]).count() > 1
        };
        card.names.retain(|name| !shared(name));
    }
    cards
}

fn offices(words: &[String]) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        let title = TITLES.iter().find(|(title, _)| {
            words
                .get(at..at + title.len())
                .is_some_and(|here| here.iter().zip(*title).all(|(one, other)| one == other))
        });
        found.extend(title.map(|(_, office)| *office));
        at += title.map_or(1, |(title, _)| title.len());
    }
    found
}

fn parties(words: &[String]) -> BTreeSet<&'static str> {
    words.iter().filter_map(|word| party(word)).collect()
}

fn party(word: &str) -> Option<&'static str> {
    PARTIES.iter().find(|(name, _)| *name == word).map(|(_, party)| *party)
}

impl Card {
    /// Lists where the person is named: the first and the last word, the longest name at each place.
    fn places(&self, words: &[Word]) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let here = self.names.iter().find(|name| {
                words.get(at..at + name.len()).is_some_and(|here| {
                    here.iter()
                        .zip(*name)
                        .all(|(word, part)| bare(&word.lower) == part && word.is_capitalised)
                })
            });
            if let Some(name) = here {
                places.push((at, at + name.len() - 1));
            }
            at += here.map_or(1, Vec::len);
        }
        places
    }

    /// Returns a title or party right beside the name that the card does not have: its place, its words, the card's.
    fn differs(&self, words: &[Word], (first, last): (usize, usize)) -> Option<(Range, String, &str)> {
        let (mut start, mut office) = (first, None);
        // What stands before the name, as far as it is title or party.
        while let Some(before) = start.checked_sub(1) {
            let title = TITLES.iter().find(|(title, _)| {
                start.checked_sub(title.len()).is_some_and(|from| {
                    words[from..start].iter().zip(*title).all(|(word, part)| word.lower == *part)
                })
            });
            if let Some((title, found)) = title.filter(|_| office.is_none()) {
                office = Some((*found, start - title.len()));
                start -= title.len();
                continue;
            }
            if let Some(party) = party(&words[before].lower).filter(|_| !self.parties.is_empty()) {
                if !self.parties.contains(party) && words[before].is_capitalised {
                    return Some(self.told(words, before, last, party));
                }
                start = before;
                continue;
            }
            break;
        }
        let (found, from) = office?;
        let is_otherwise =
            start.checked_sub(1).is_some_and(|before| OTHERWISE.contains(&words[before].lower.as_str()));
        let is_written_as_title = words[from].is_capitalised;
        // “The senator, Doe” names nobody's title; “Presidents Doe and Roe” is no word of the list.
        (is_written_as_title && !is_otherwise && !self.offices.is_empty() && !self.offices.contains(found))
            .then(|| self.told(words, from, last, found))
    }

    fn told(&self, words: &[Word], from: usize, to: usize, what: &str) -> (Range, String, &str) {
        let range = Range::new(words[from].range.start, words[to].range.end);
        (range, crate::model::words::capital(what), &self.role)
    }
}

/// Leaves the English possessive aside.
fn bare(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
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
