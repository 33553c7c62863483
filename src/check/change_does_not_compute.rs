//! A change whose figures do not fit together: per cent, amount, direction, “doubled”. Knows what follows from two values,
//! not which of the figures is wrong.

use super::reading::arithmetic::{Placed, Token, pieces};
use super::reading::quantity::{Hedge, Measure, Quantity, shown};
use super::{Check, Finding, Ground, Reading, rule};

rule! {
    ChangeDoesNotCompute, "change-does-not-compute", "W07", "Change that does not compute", Warning;
    what_it_finds: "Two values with the change between them, where the change is another: the per cent, the difference, the \
        direction (“rose from 500 to 400”), or a word such as “doubled”. What is right as rounded is right, and what is \
        said to be about right may be a tenth off.",
    why_it_matters: "Per cent are worked out in a hurry, and of the wrong value; readers work them out again. One of the three \
        figures is wrong, and it may be the one in the headline.",
    example: "Membership [claim: rose 12 percent], to 560 from 450.",
    mended: "Membership [claim: rose 12 percent], to 560 from 500.",
    what_to_do: "Work the change out from the source's own figures, divided by the earlier value, and mend the figure that \
        is wrong.",
}

/// Two values of one thing, the earlier first.
#[derive(Clone, Copy)]
struct Pair<'a> {
    from: &'a Quantity,
    to: &'a Quantity,
    /// Which way a verb right before them says it went.
    way: Option<Way>,
    /// The places of both among the pieces.
    at: (usize, usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// A change as it is said.
enum Said<'a> {
    Share(&'a Quantity),
    Amount(&'a Quantity),
    Times(f64, Hedge),
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (reading, text) = (ground.reading, ground.project.text());
    let mut findings = Vec::new();
    let mut before: Option<(usize, Pair<'_>)> = None;
    for sentence in 0..reading.lines().len() {
        if reading.quantities_in(sentence).is_empty() {
            before = None;
            continue;
        }
        let line = pieces(reading, text, sentence);
        let pairs = pairs(&line);
        let said = said(&line, &pairs, |word| hedge(reading, sentence, word));
        let mut tell = |message: String, quantities: &[&Quantity]| {
            let range = quantities.iter().map(|quantity| quantity.range).reduce(super::Range::hull);
            let range = range.unwrap_or(reading.lines()[sentence].range);
            let words = range.of(text).unwrap_or_default();
            findings.push(Finding::on_words(rule, words, range, message));
        };
        for pair in &pairs {
            if let Some(message) = against_way(*pair) {
                tell(message, &[pair.from, pair.to]);
            }
        }
        if let [pair] = pairs.as_slice() {
            let faults: Vec<_> = said.iter().map(|(_, said)| (fault(*pair, said), said)).collect();
            // Where one of several changes fits, the others are of something else.
            if faults.iter().all(|(fault, _)| fault.is_some()) && faults.len() < 3 {
                for (message, said) in faults.into_iter().take(1) {
                    let mut places = vec![pair.from, pair.to];
                    places.extend(said.quantity());
                    tell(message.unwrap_or_default(), &places);
                }
            }
        } else if let ([], [(0..=5, one)], Some((number, pair))) = (pairs.as_slice(), said.as_slice(), before)
            && number + 1 == sentence
            && reading.lines()[number].block == reading.lines()[sentence].block
            && let (Some(message), Some(quantity)) = (fault(pair, one), one.quantity())
        {
            // “… from 400 to 500. That is an increase of 20 percent.”
            tell(message, &[quantity]);
        }
        before = match (pairs.as_slice(), said.is_empty()) {
            ([pair], true) => Some((sentence, *pair)),
            _ => None,
        };
    }
    findings
}

impl Said<'_> {
    fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Share(quantity) | Self::Amount(quantity) => Some(quantity),
            Self::Times(..) => None,
        }
    }
}

/// Tells whether a quantity may be a value that changes.
fn is_value(quantity: &Quantity) -> bool {
    let is_sort = match &quantity.measure {
        Measure::Count | Measure::Money(_) | Measure::Unit(_) | Measure::Percent => true,
        Measure::Time(_) => !quantity.is_joined,
        _ => false,
    };
    is_sort && !quantity.is_range
}

/// Finds the pairs “from A to B” and “to B from A” of a sentence.
fn pairs<'a>(line: &[Placed<'a>]) -> Vec<Pair<'a>> {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    let number = |at: usize| match line.get(at).map(|piece| piece.token) {
        Some(Token::Number(quantity)) if is_value(quantity) => Some(quantity),
        _ => None,
    };
    let part = |at: usize| match line.get(at).map(|piece| piece.token) {
        Some(Token::Part(part)) => part,
        _ => "",
    };
    // “from an average of 400”: a word or two and “of” before the value.
    let behind = |at: usize| {
        let is_led = matches!(line.get(at + 1).map(|piece| piece.token), Some(Token::Words(1 | 2)))
            && part(at + 2) == "of";
        let place = if is_led { at + 3 } else { at + 1 };
        number(place).map(|quantity| (place, quantity))
    };
    for at in 0..line.len() {
        let first = part(at);
        let Some((place, one)) = behind(at) else { continue };
        // The other value: past a few other words, a sign and a change.
        let other = (place + 1..line.len().min(place + 8)).find_map(|to| {
            let is_open = (place + 1..to).all(|between| match line[between].token {
                Token::Words(count) => count < 7,
                Token::Sign(sign) => matches!(sign, ',' | '(' | ')' | '—'),
                Token::Change(_) => true,
                Token::Part(part) => matches!(part, "in" | "of" | "by" | "and"),
                Token::Number(quantity) => {
                    matches!(quantity.measure, Measure::Year | Measure::Percent | Measure::Points)
                        || !quantity.is_like(one)
                }
                Token::Fraction(_) => false,
            });
            behind(to).filter(|_| is_open).map(|(place, other)| (place, part(to), other))
        });
        let Some((other, joined_by, two)) = other else { continue };
        let (from, into, places) = match (first, joined_by) {
            ("from" | "up-from" | "down-from", "to") => (one, two, (place, other)),
            ("to" | "at" | "by", "from" | "up-from" | "down-from") => (two, one, (other, place)),
            _ => continue,
        };
        let is_pair = from.is_like(into);
        if is_pair && pairs.iter().all(|pair| pair.at.0 != places.0 && pair.at.1 != places.1) {
            let way = way_before(line, at);
            pairs.push(Pair { from, to: into, way, at: places });
        }
    }
    pairs.extend(values_behind(line, &pairs));
    pairs
}

/// Finds “560, up 12 percent from 500” and “reached 560, compared with 500 the year before”.
fn values_behind<'a>(line: &[Placed<'a>], known: &[Pair<'a>]) -> Option<Pair<'a>> {
    if !known.is_empty() {
        return None;
    }
    let mut numbers = line.iter().enumerate().filter_map(|(at, piece)| match piece.token {
        Token::Number(quantity) if is_value(quantity) => Some((at, quantity)),
        _ => None,
    });
    // “30,000, double the 10,000 of last year”
    let is_multiple =
        |at: usize| at > 0 && matches!(line[at - 1].token, Token::Change(note) if multiple(note).is_some());
    let is_from = |at: usize| {
        is_multiple(at)
            || (at > 0 && matches!(line[at - 1].token, Token::Part("from" | "up-from" | "down-from")))
    };
    let from = numbers.clone().find(|(at, _)| is_from(*at))?;
    let likes = numbers.clone().filter(|(at, quantity)| *at != from.0 && quantity.is_like(from.1)).count();
    let to = numbers.find(|(at, quantity)| *at != from.0 && quantity.is_like(from.1))?;
    let is_change = line[to.0.min(from.0)..from.0]
        .iter()
        .any(|piece| matches!(piece.token, Token::Change(_) | Token::Part("up-from" | "down-from")));
    (likes == 1 && to.0 < from.0 && is_change && from.1.measure != Measure::Percent).then_some(Pair {
        from: from.1,
        to: to.1,
        way: None,
        at: (from.0, to.0),
    })
}

/// Returns the way that a verb shortly before the values says.
fn way_before(line: &[Placed<'_>], at: usize) -> Option<Way> {
    let mut way = None;
    for (back, piece) in line[..at].iter().enumerate().rev().take(3) {
        match piece.token {
            Token::Change("up verb" | "up joined") => return Some(Way::Up),
            Token::Change("down verb" | "down joined") => return Some(Way::Down),
            Token::Words(1..=3) | Token::Sign(',') => way = None,
            Token::Number(quantity)
                if matches!(quantity.measure, Measure::Percent | Measure::Points) && back + 1 == at => {}
            _ => return way,
        }
    }
    way
}

fn against_way(pair: Pair<'_>) -> Option<String> {
    let is_same = pair.from.value.total_cmp(&pair.to.value).is_eq();
    let went = if pair.to.value > pair.from.value { Way::Up } else { Way::Down };
    let way = pair.way.filter(|way| *way != went && !is_same)?;
    let (said, is) = match way {
        Way::Up => ("a rise", "a fall"),
        Way::Down => ("a fall", "a rise"),
    };
    Some(format!(
        "From {} to {} is {is}, the text says {said}.",
        shown(pair.from.value),
        shown(pair.to.value)
    ))
}

/// Lists the changes that are said in a sentence, with the number of the piece.
fn said<'a>(
    line: &[Placed<'a>],
    pairs: &[Pair<'a>],
    hedge: impl Fn(usize) -> Hedge,
) -> Vec<(usize, Said<'a>)> {
    let mut found = Vec::new();
    let is_value = |at: usize| pairs.iter().any(|pair| pair.at.0 == at || pair.at.1 == at);
    for (at, piece) in line.iter().enumerate() {
        match piece.token {
            // “three times as many as the 400”: of the number right behind it alone.
            Token::Change(note) if note.starts_with("times ") || is_value(at + 1) => {
                if let Some(times) = multiple(note) {
                    found.push((at, Said::Times(times, hedge(piece.word))));
                }
            }
            Token::Number(quantity) if !is_value(at) && !quantity.is_range => {
                let is_changed =
                    is_of_change(line, at) && !pairs.iter().any(|pair| is_parted(line, *pair, at));
                if is_changed && quantity.measure == Measure::Percent {
                    found.push((at, Said::Share(quantity)));
                } else if is_changed
                    && pairs.iter().any(|pair| pair.to.is_like(quantity))
                    && quantity.measure != Measure::Percent
                {
                    found.push((at, Said::Amount(quantity)));
                }
            }
            _ => {}
        }
    }
    found
}

/// Returns how many times as much a word of multiplying says.
fn multiple(note: &str) -> Option<f64> {
    note.strip_prefix("times ").or_else(|| note.strip_prefix("multiple "))?.parse().ok()
}

/// Tells whether a number says by how much something changed: beside a word of change, or behind “of” or “by”.
fn is_of_change(line: &[Placed<'_>], at: usize) -> bool {
    let is_change = |at: Option<usize>| {
        at.and_then(|at| line.get(at))
            .is_some_and(|piece| matches!(piece.token, Token::Change(note) if multiple(note).is_none()))
    };
    let before = at.checked_sub(1);
    let is_link = before.is_some_and(|before| matches!(line[before].token, Token::Part("of" | "by")));
    let two_back = at.checked_sub(2);
    let is_word = |at: Option<usize>| {
        at.and_then(|at| line.get(at)).is_some_and(|piece| matches!(piece.token, Token::Words(1 | 2)))
    };
    is_change(before)
        || is_change(Some(at + 1))
        || (is_link && (is_change(two_back) || (is_word(two_back) && is_change(at.checked_sub(3)))))
        || (is_word(Some(at + 1)) && is_change(Some(at + 2)))
        || (is_word(before) && is_change(two_back))
}

/// Tells whether another clause says by how much something else changed: a verb of its own stands between a change and
/// the values, as in “sales rose to 42 from 40, while costs rose 12 percent”.
fn is_parted(line: &[Placed<'_>], pair: Pair<'_>, at: usize) -> bool {
    let (first, last) = (pair.at.0.min(pair.at.1), pair.at.0.max(pair.at.1));
    let between = if at < first { at + 2..first } else { last + 1..(at + 2).min(line.len()) };
    let is_verb = |piece: &Placed<'_>| matches!(piece.token, Token::Change("up verb" | "down verb"));
    line.get(between).is_some_and(|pieces| pieces.iter().any(is_verb))
}

/// Returns how exactly the word behind is meant: “nearly doubled”, “more than doubled”.
fn hedge(reading: &Reading, sentence: usize, word: usize) -> Hedge {
    let hit = reading.hits_in("hedge", sentence).find(|hit| hit.end == word);
    match hit.map(|hit| hit.phrase.note.as_str()) {
        None | Some("exact") => Hedge::Exact,
        Some("above") => Hedge::Above,
        Some("below") => Hedge::Below,
        Some(_) => Hedge::About,
    }
}

/// Says what is wrong with a change; nothing where it fits.
fn fault(pair: Pair<'_>, said: &Said<'_>) -> Option<String> {
    let (from, to) = (pair.from, pair.to);
    if from.value <= 0.0 {
        return None;
    }
    let change = (to.value - from.value) / from.value * 100.0;
    let (low, high) = bounds(from, to);
    let (one, two) = (written(from), written(to));
    match said {
        Said::Share(share) if from.measure != Measure::Percent => {
            let is_right = fits(share, low, high) || fits(share, -high, -low);
            let word = if change < 0.0 { "a fall" } else { "a rise" };
            (!is_right).then(|| {
                format!(
                    "{one} to {two} is {word} of {} percent, the text says {}.",
                    shown(change.abs()),
                    shown(share.value)
                )
            })
        }
        Said::Amount(amount) if from.measure != Measure::Percent => {
            let difference = (to.value - from.value).abs();
            let slack = from.slack() + to.slack() + amount.slack().max(amount.place / 2.0);
            ((difference - amount.value).abs() > slack + 1e-9).then(|| {
                format!(
                    "{one} to {two} is a difference of {}, the text says {}.",
                    shown(difference),
                    shown(amount.value)
                )
            })
        }
        Said::Times(times, hedge) => {
            let ratio = to.value / from.value;
            let (least, most) = match hedge {
                Hedge::Exact => (0.915, 1.085),
                Hedge::About => (0.7, 1.3),
                // “more than doubled” may be all but tripled.
                Hedge::Above => (0.98, (times + 1.3) / times),
                Hedge::Below => (0.7, 1.02),
            };
            (ratio / times > most || ratio / times < least).then(|| {
                format!("{one} to {two} is {} times as much, the text says {}.", shown(ratio), shown(*times))
            })
        }
        _ => None,
    }
}

fn written(quantity: &Quantity) -> String {
    shown(quantity.value)
}

/// Returns between which per cent the change lies, as the values may have been rounded.
fn bounds(from: &Quantity, to: &Quantity) -> (f64, f64) {
    let share = |from: f64, to: f64| (to - from) / from * 100.0;
    let low = share(from.value + from.slack(), to.value - to.slack());
    let high = share((from.value - from.slack()).max(f64::MIN_POSITIVE), to.value + to.slack());
    (low, high)
}

/// Tells whether a share lies between two, as it may have been rounded.
pub(super) fn fits(share: &Quantity, low: f64, high: f64) -> bool {
    // Rounded, or cut off behind the last place.
    let rounding = share.place.max(if share.value >= 100.0 { share.value / 100.0 } else { 0.0 });
    match share.hedge {
        Hedge::Exact => share.value > low - rounding && share.value < high + rounding,
        Hedge::About => share.value * 1.1 + 1.0 > low && share.value * 0.9 - 1.0 < high,
        Hedge::Above => high >= share.value - rounding,
        Hedge::Below => low <= share.value + rounding,
    }
}
