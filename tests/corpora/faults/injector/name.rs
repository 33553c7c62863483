//! Faults of names and of the article's own numbers: a letter, a given name, a title, a figure in the headline.

use std::collections::{HashMap, HashSet};

use redpencil::text::Range;

use super::number::sentences;
use super::{Altered, Chance, Injector};

/// Lists the places of surnames that the article mentions more than once, behind a given name or alone: long words with a
/// capital, never small.
fn surnames(text: &str) -> Vec<Range> {
    let words: Vec<(usize, &str)> = text
        .split(|sign: char| !sign.is_alphanumeric())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect();
    let is_name = |word: &str| {
        word.len() > 4
            && word.starts_with(char::is_uppercase)
            && word[1..].bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, word) in &words {
        *counts.entry(word).or_default() += 1;
    }
    let behind_given: HashSet<&str> = words
        .windows(2)
        .filter(|two| is_name(two[0].1) && two[0].1.len() > 3 && two[0].0 + two[0].1.len() + 1 == two[1].0)
        .map(|two| two[1].1)
        .collect();
    let is_wanted = |word: &str| {
        let is_small = counts.contains_key(word.to_lowercase().as_str());
        is_name(word) && counts[word] > 2 && !is_small && behind_given.contains(word)
    };
    let wanted = words.iter().filter(|(_, word)| is_wanted(word));
    wanted.map(|(start, word)| Range::new(*start, start + word.len())).collect()
}

/// Changes a word by a letter, as typists do.
fn mistyped(word: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + chance.below(letters.len() - 2);
    match chance.below(4) {
        0 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = *chance.pick(&['e', 'a', 'o', 'i', 'n', 'r', 's', 't']).unwrap_or(&'e'),
    }
    letters.into_iter().collect()
}

/// One mention of a name with a letter changed.
pub(super) const MISTYPED: Injector = Injector {
    rule: "name-in-two-spellings",
    fault: "a letter of a name",
    floor: 50,
    alter: |text, chance| {
        let places = surnames(text);
        let place = *chance.pick(&places)?;
        let word = place.of(text)?;
        let wrong = mistyped(word, chance);
        (wrong != word && !text.contains(&wrong)).then(|| Altered::replaced(text, place, &wrong))
    },
};

/// One mention of a full name with another spelling of the given name.
pub(super) const GIVEN: Injector = Injector {
    rule: "name-in-two-spellings",
    fault: "a given name in another spelling",
    floor: 45,
    alter: |text, chance| {
        let pairs = [
            ("Hillary", "Hilary"),
            ("Donald", "Donnald"),
            ("Barack", "Barrack"),
            ("Michael", "Micheal"),
            ("Bernie", "Berney"),
            ("Chelsea", "Chelsey"),
            ("Stephen", "Steven"),
            ("John", "Jon"),
            ("Mitt", "Mit"),
            ("Alicia", "Alisha"),
            ("Timothy", "Timothey"),
            ("Kellyanne", "Kellyann"),
            ("Elizabeth", "Elisabeth"),
            ("Gary", "Garry"),
            ("Jill", "Gill"),
            ("Robby", "Robbie"),
            ("Loretta", "Lorreta"),
        ];
        let mut places = Vec::new();
        for (right, wrong) in pairs {
            for (at, _) in text.match_indices(&format!("{right} ")) {
                let rest = &text[at + right.len() + 1..];
                let surname = rest.split(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
                let whole = format!("{right} {surname}");
                if surname.len() > 3
                    && surname.starts_with(char::is_uppercase)
                    && text.matches(&whole).count() > 1
                {
                    places.push((at, right.len(), wrong));
                }
            }
        }
        let (at, length, wrong) = *chance.pick(&places)?;
        Some(Altered::replaced(text, Range::new(at, at + length), wrong))
    },
};

sentences!(TITLE, "title-or-party-changes", "a title or party that changes", 60, |chance: &mut Chance| {
    let (given, surname) = *chance.pick(&[
        ("Marian", "Holbrook"),
        ("Peter", "Vandermeer"),
        ("Louisa", "Pickering"),
        ("Carl", "Osterman"),
    ])?;
    let (wrong, right) = *chance.pick(&[
        ("Rep.", "Sen."),
        ("Sen.", "Rep."),
        ("Mayor", "Gov."),
        ("Gov.", "Mayor"),
        ("Congresswoman", "Sen."),
    ])?;
    let form = chance.below(4);
    let sentence = |title: &str, party: &str| match form {
        0 => format!("{right} {given} {surname} backed the bill. {title} {surname} said it would pass."),
        1 => format!(
            "The bill was written by {right} {given} {surname}, and {title} {given} {surname} spoke for it."
        ),
        2 => format!(
            "{right} {given} {surname} (D-N.Y.) spoke first. “I am tired,” said {surname}, a {party}."
        ),
        _ => {
            format!("{right} {given} {surname}, a Democrat, was there. Later {party} {right} {surname} left.")
        }
    };
    let named = if form == 3 { ("Republican", "Democratic") } else { ("Republican", "Democrat") };
    Some(if form < 2 {
        (sentence(wrong, ""), sentence(right, ""))
    } else {
        (sentence(right, named.0), sentence(right, named.1))
    })
});

/// A figure of the headline's number changed.
pub(super) const HEADLINE: Injector = Injector {
    rule: "headline-number-not-in-body",
    fault: "a number put into the headline",
    floor: 20,
    alter: |text, chance| {
        let end = text.find('\n')?;
        let (headline, body) = text.split_at(end);
        let numbers: Vec<Range> = numbers(headline);
        let place = *chance.pick(&numbers)?;
        let number = place.of(text)?;
        let mut figures: Vec<u8> = number.bytes().collect();
        let at = figures.len() - 1;
        figures[at] = b'0' + (figures[at] - b'0' + 1 + u8::try_from(chance.below(8)).ok()?) % 10;
        let wrong = String::from_utf8(figures).ok()?;
        (!body.contains(&wrong)).then(|| Altered::replaced(text, place, &wrong))
    },
};

/// A headline with a number of the body, and its twin with the right one.
pub(super) const HEADED: Injector = Injector {
    rule: "headline-number-not-in-body",
    fault: "a headline with a number of the body, mistyped",
    floor: 75,
    alter: |text, chance| {
        let end = text.find('\n')?;
        let bodies: Vec<Range> = numbers(&text[end..])
            .into_iter()
            .map(|place| Range::new(place.start + end, place.end + end))
            .collect();
        let place = *chance.pick(&bodies)?;
        let number = place.of(text)?;
        let value: usize = number.parse().ok()?;
        let behind = text[place.end..].trim_start();
        let is_counted = behind.starts_with(|sign: char| sign.is_ascii_lowercase())
            && value > 4
            && !(1500..2100).contains(&value);
        let noun = behind.split(|sign: char| !sign.is_ascii_lowercase()).next().unwrap_or_default();
        if !is_counted || noun.len() < 4 || !noun.ends_with('s') {
            return None;
        }
        let wrong = value + 1 + chance.below(7);
        if text.contains(&wrong.to_string()) {
            return None;
        }
        let headline = Range::new(0, end);
        let (wrong, right) = (format!("The story of {wrong} {noun}"), format!("The story of {value} {noun}"));
        let altered = Altered::replaced(text, headline, &wrong);
        let twin = Altered::replaced(text, headline, &right);
        Some(altered.with_twin(twin))
    },
};

/// Lists the numbers of two figures or more that stand alone.
fn numbers(text: &str) -> Vec<Range> {
    let mut places = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, sign.is_ascii_digit()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let is_alone = !text[..from]
                    .ends_with(|sign: char| sign.is_alphanumeric() || ".,$€£:/-'’".contains(sign))
                    && !text[at..].starts_with(|sign: char| sign.is_alphanumeric() || ".,:/-".contains(sign));
                if is_alone && at - from > 1 {
                    places.push(Range::new(from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    places
}
