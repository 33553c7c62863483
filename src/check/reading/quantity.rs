//! The quantities of an article: a number with what it is of, and how exactly it is meant. Read once for all rules.
//!
//! Days, times of the day and numbers that only label something are no quantities. Numbers are the machine's own, of
//! fifteen figures: an article's are shorter, and what is compared is compared as rounded.

use std::collections::HashMap;

use super::Reading;
use super::day::year;
use crate::text::{Range, calculation};

/// How exactly a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// As it stands.
    Exact,
    /// More or less.
    About,
    /// It is more.
    Above,
    /// It is less.
    Below,
}

/// What a number is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A number of things, or a number alone.
    Count,
    /// A place in an order.
    Place,
    /// A year of the calendar.
    Year,
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// An amount of money, by its sign.
    Money(Box<str>),
    /// An amount in a unit, by the name that calculations know.
    Unit(Box<str>),
    /// A span of time, by its unit.
    Time(Box<str>),
}

/// A number with what it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How much.
    pub value: f64,
    /// What one of its last written place is worth: 0.1 in 4.5, 100,000 in 1.2 million.
    pub place: f64,
    /// What it is of.
    pub measure: Measure,
    /// How exactly it is meant.
    pub hedge: Hedge,
    /// Whether it is the end of a range of numbers: “10 to 15”.
    pub is_range: bool,
    /// Whether it belongs to a word behind a hyphen: “10-mile”.
    pub is_joined: bool,
    /// Whether it is written in words alone.
    pub is_spelt: bool,
    /// The word that names what is counted.
    pub noun: Option<usize>,
    /// The bytes with sign and unit.
    pub range: Range,
    /// The first word, what makes it inexact included.
    pub lead: usize,
    /// The first word of the number.
    pub first: usize,
    /// The word behind the last.
    pub end: usize,
    /// The number of the sentence.
    pub sentence: usize,
}

impl Quantity {
    /// Returns how far the true value may lie from the written one: half of the last place, and a tenth of what is only
    /// about right.
    pub fn slack(&self) -> f64 {
        let rounding = if self.place < 1.0 || self.value >= 1_000_000.0 { self.place / 2.0 } else { 0.0 };
        match self.hedge {
            Hedge::Exact => rounding,
            _ => rounding.max(self.value.abs() * 0.1),
        }
    }

    /// Tells whether two are of one measure.
    pub fn is_like(&self, other: &Self) -> bool {
        self.measure == other.measure
    }

    /// Tells whether it is meant as it stands.
    pub fn is_exact(&self) -> bool {
        self.hedge == Hedge::Exact && !self.is_range
    }
}

/// Writes a number as an article would: no more than two decimals, thousands parted.
pub fn shown(number: f64) -> String {
    let (figures, scale) = match number.abs() {
        size if size >= 1e12 => (number / 1e12, " trillion"),
        size if size >= 1e9 => (number / 1e9, " billion"),
        size if size >= 1e6 => (number / 1e6, " million"),
        _ => (number, ""),
    };
    format!("{}{scale}", calculation::grouped(figures))
}

/// The words that numbers are read by.
struct Words<'a> {
    cardinals: HashMap<&'a str, f64>,
    scales: HashMap<&'a str, f64>,
    articles: Vec<&'a str>,
    labels: Vec<&'a str>,
    measures: HashMap<&'a str, &'a str>,
    signs: HashMap<&'a str, &'a str>,
}

impl<'a> Words<'a> {
    fn of(reading: &'a Reading) -> Option<Self> {
        let book = reading.wordbook.as_ref()?;
        let alone = |list: &str| -> Vec<(&'a str, &'a str)> {
            let phrases = book.lists.get(list).map(|list| list.phrases.as_slice()).unwrap_or_default();
            let single = phrases.iter().filter(|phrase| !phrase.written.contains(' '));
            single
                .flat_map(|phrase| phrase.written.split('|').map(|word| (word, phrase.note.as_str())))
                .collect()
        };
        let numbers = |list: &str| {
            alone(list).into_iter().filter_map(|(word, note)| Some((word, note.parse().ok()?))).collect()
        };
        Some(Self {
            cardinals: numbers("number-word"),
            scales: numbers("number-scale"),
            articles: alone("number-article").into_iter().map(|(word, _)| word).collect(),
            labels: alone("number-label").into_iter().map(|(word, _)| word).collect(),
            measures: alone("measure").into_iter().collect(),
            signs: alone("measure-sign").into_iter().collect(),
        })
    }

    /// Reads “five” and “twenty-five”.
    fn cardinal(&self, lower: &str) -> Option<f64> {
        match lower.split_once('-') {
            None => self.cardinals.get(lower).copied(),
            Some((tens, ones)) => {
                let (tens, ones) = (self.cardinals.get(tens)?, self.cardinals.get(ones)?);
                (*tens >= 20.0 && (1.0..10.0).contains(ones)).then_some(tens + ones)
            }
        }
    }
}

/// Reads the quantities of an article.
pub fn read(reading: &Reading, text: &str) -> Vec<Quantity> {
    let Some(words) = Words::of(reading) else { return Vec::new() };
    let mut taken = vec![false; reading.words.len()];
    for day in &reading.days {
        taken[day.first..day.end].fill(true);
    }
    let measures: HashMap<usize, (usize, &str)> =
        reading.hits("measure").map(|hit| (hit.first, (hit.end, hit.phrase.note.as_str()))).collect();
    let hedges: HashMap<usize, (usize, &str)> =
        reading.hits("hedge").map(|hit| (hit.end, (hit.first, hit.phrase.note.as_str()))).collect();
    let hedges_behind: HashMap<usize, &str> =
        reading.hits("hedge-behind").map(|hit| (hit.first, hit.phrase.note.as_str())).collect();
    let meaning = |note: &str| match note {
        "about" => Some(Hedge::About),
        "above" => Some(Hedge::Above),
        "below" => Some(Hedge::Below),
        _ => None,
    };
    let mut found: Vec<Quantity> = Vec::new();
    for (sentence, line) in reading.lines().iter().enumerate() {
        let reader =
            Reader { reading, text, words: &words, line: line.words(), measures: &measures, sentence };
        let mut at = line.words().start;
        while at < line.words().end {
            let Some(mut quantity) = (!taken[at]).then(|| reader.quantity(at)).flatten() else {
                at += 1;
                continue;
            };
            quantity.lead = quantity.first;
            // Of this sentence: one that ends the sentence before says nothing of what comes next.
            let begins = line.words().start;
            while let Some((first, note)) = hedges.get(&quantity.lead).filter(|(first, _)| *first >= begins) {
                quantity.lead = *first;
                quantity.hedge = meaning(note).unwrap_or(quantity.hedge);
            }
            // “$1 million or more”, “12 people or so”
            let behind = [Some(quantity.end), quantity.noun.map(|noun| noun + 1)];
            let mut behind = behind.into_iter().flatten().filter(|at| reader.follows(*at));
            let note = behind.find_map(|at| hedges_behind.get(&at));
            quantity.hedge = note.and_then(|note| meaning(note)).unwrap_or(quantity.hedge);
            at = quantity.end;
            reader.join_range(found.last_mut(), &mut quantity);
            found.push(quantity);
        }
    }
    found
}

/// A number as far as it was read.
struct Number {
    value: f64,
    place: f64,
    end: usize,
    is_range: bool,
    is_spelt: bool,
    is_place: bool,
    /// What stands behind it in the same word.
    tail: String,
}

struct Reader<'a> {
    reading: &'a Reading,
    text: &'a str,
    words: &'a Words<'a>,
    line: std::ops::Range<usize>,
    measures: &'a HashMap<usize, (usize, &'a str)>,
    sentence: usize,
}

impl<'a> Reader<'a> {
    fn lower(&self, at: usize) -> &'a str {
        if self.line.contains(&at) { self.reading.lower(self.reading.word(at)) } else { "" }
    }

    fn follows(&self, at: usize) -> bool {
        self.line.contains(&at) && at > self.line.start && self.reading.word(at).follows_closely
    }

    /// Returns the character before a word.
    fn before(&self, at: usize) -> Option<char> {
        self.text[..self.reading.word(at).range().start].chars().next_back()
    }

    /// Returns the letters that say whose dollars: “C$”, “A$”; none for “US$”.
    fn country(&self, at: usize, sign: char) -> &'a str {
        let start = self.reading.word(at).range().start - sign.len_utf8();
        let before = &self.text[..start];
        let letters = before.trim_end_matches(|letter: char| letter.is_ascii_uppercase()).len();
        let country = &before[letters..];
        if country == "US" || country.len() > 2 { "" } else { country }
    }

    /// Makes a number one below nothing where a minus sign stands right before it.
    fn signed(&self, number: Number, range: &mut Range) -> Number {
        let before = &self.text[..range.start];
        let Some(rest) = before.strip_suffix(['-', '−']).filter(|rest| rest.ends_with([' ', '('])) else {
            return number;
        };
        range.start = rest.len();
        Number { value: -number.value, ..number }
    }

    /// Returns what follows a word.
    fn behind(&self, at: usize) -> &'a str {
        &self.text[self.reading.word(at).range().end..]
    }

    fn quantity(&self, at: usize) -> Option<Quantity> {
        let word = self.reading.word(at);
        if word.is_address {
            return None;
        }
        let sign = self.before(at).filter(|sign| "$€£¥₹".contains(*sign));
        let number = self.number(at, sign.is_some())?;
        let last = number.end - 1;
        let mut end = number.end;
        let mut range = self.reading.span(at..number.end);
        let mut note = sign.map(|sign| format!("money {}{sign}", self.country(at, sign)));
        if let Some(sign) = sign {
            range.start -= sign.len_utf8();
        }
        let number = self.signed(number, &mut range);
        let behind = self.behind(last);
        if note.is_none() {
            let tail = number.tail.trim_start_matches('-');
            let tail = tail.split('-').next().unwrap_or_default();
            let attached = self.words.measures.get(tail).or_else(|| self.words.signs.get(tail));
            if let Some(attached) = attached.filter(|_| !tail.is_empty()) {
                note = Some((*attached).to_owned());
            } else if behind.starts_with('%') {
                note = Some("percent".to_owned());
                range.end += 1;
                // “5 % points”
                if self.follows_sign(end) && self.lower(end).starts_with("point") {
                    note = Some("points".to_owned());
                    range.end = self.reading.word(end).range().end;
                    end += 1;
                }
            } else if let Some(rest) = behind.strip_prefix('°').or_else(|| behind.strip_prefix(" °")) {
                let scale = rest.trim_start().chars().next();
                note = scale.filter(|scale| "CF".contains(*scale)).map(|scale| format!("unit °{scale}"));
            } else if number.tail.is_empty()
                && let Some((to, found)) = self.measures.get(&end).filter(|_| self.follows(end))
            {
                note = Some((*found).to_owned());
                range.end = self.reading.word(to - 1).range().end;
                end = *to;
            } else if self.follows(end) && self.is_bracketed(at, end) {
                note = self.words.signs.get(self.lower(end)).map(|found| (*found).to_owned());
                if note.is_some() {
                    range.end = self.reading.word(end).range().end;
                    end += 1;
                }
            }
        }
        let is_clock = number.tail.is_empty()
            && (behind.starts_with(" a.m") || behind.starts_with(" p.m") || behind.starts_with(" o’clock"));
        if is_clock || (note.is_none() && self.is_label(at)) {
            return None;
        }
        let measure = self.measure(note.as_deref(), &number, at);
        let noun = if measure == Measure::Count { self.noun(end, &number.tail) } else { None };
        Some(Quantity {
            value: number.value,
            place: number.place,
            measure,
            hedge: Hedge::Exact,
            is_range: number.is_range,
            is_joined: number.tail.starts_with('-'),
            is_spelt: number.is_spelt,
            noun,
            range,
            lead: at,
            first: at,
            end,
            sentence: self.sentence,
        })
    }

    fn follows_sign(&self, at: usize) -> bool {
        self.line.contains(&at) && {
            let between =
                Range::new(self.reading.word(at - 1).range().end, self.reading.word(at).range().start);
            between.of(self.text).is_some_and(|gap| gap.trim() == "%")
        }
    }

    /// Tells whether words stand alone in brackets.
    fn is_bracketed(&self, first: usize, last: usize) -> bool {
        self.before(first) == Some('(') && self.behind(last).starts_with(')')
    }

    /// Tells whether a number is a label: “No. 3”, “Apollo 11”.
    fn is_label(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| self.line.contains(before)) else {
            return false;
        };
        let gap = Range::new(self.reading.word(before).range().end, self.reading.word(at).range().start);
        let gap = gap.of(self.text).unwrap_or_default().trim();
        let is_named = self.words.labels.contains(&self.lower(before))
            && (gap.is_empty() || gap == "." || gap == ":")
            && self.noun(at + 1, "").is_none();
        let is_name = gap.is_empty()
            && before > self.line.start
            && self.reading.word(before).is_capitalised
            && self.lower(at).starts_with(|sign: char| sign.is_ascii_digit())
            && self.noun(at + 1, "").is_none()
            && year(self.lower(at)).is_none();
        is_named || is_name || gap.ends_with('#')
    }

    fn measure(&self, note: Option<&str>, number: &Number, at: usize) -> Measure {
        match note.map(|note| note.split_once(' ').unwrap_or((note, ""))) {
            Some(("percent", _)) => Measure::Percent,
            Some(("points", _)) => Measure::Points,
            Some(("money", sign)) => Measure::Money(sign.into()),
            Some(("unit", name)) => Measure::Unit(name.into()),
            Some(("time", name)) => Measure::Time(name.into()),
            _ if number.is_place => Measure::Place,
            _ => {
                let is_year = year(self.lower(at)).is_some_and(|year| (1500..=2100).contains(&year))
                    && number.end == at + 1
                    && number.tail.is_empty()
                    && self.people(number.end).is_none();
                if is_year { Measure::Year } else { Measure::Count }
            }
        }
    }

    /// Returns the next word but one at most if it names people.
    fn people(&self, at: usize) -> Option<usize> {
        let book = self.reading.wordbook.as_ref()?;
        (at..at + 2).take_while(|at| self.follows(*at)).find(|at| book.list("people").has(self.lower(*at)))
    }

    /// Finds the word that names what is counted: the first plural among the next words.
    fn noun(&self, end: usize, tail: &str) -> Option<usize> {
        const NEXT: usize = 4;
        if !tail.is_empty() {
            return None;
        }
        (end..end + NEXT).take_while(|at| self.follows(*at)).find(|at| is_plural(self.lower(*at)))
    }

    /// Reads a number: “4,500”, “4.5 million”, “two hundred and fifty”, “a dozen”.
    fn number(&self, at: usize, is_money: bool) -> Option<Number> {
        let lower = self.lower(at);
        let mut number = if lower.starts_with(|sign: char| sign.is_ascii_digit()) {
            self.figure(lower, at, is_money)?
        } else {
            self.spelt(at)?
        };
        // “3.5 million”, “two hundred thousand”
        while number.tail.is_empty() && self.follows(number.end) {
            let word = self.lower(number.end);
            let Some(scale) = self.words.scales.get(word).filter(|_| word.len() > 2) else { break };
            number.value *= scale;
            number.place *= scale;
            number.end += 1;
        }
        Some(number)
    }

    fn figure(&self, lower: &str, at: usize, is_money: bool) -> Option<Number> {
        let digits = lower.find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, '.' | ',')));
        let (figures, tail) = lower.split_at(digits.unwrap_or(lower.len()));
        let (value, place) = parsed(figures)?;
        let mut number = Number {
            value,
            place,
            end: at + 1,
            is_range: false,
            is_spelt: false,
            is_place: matches!(tail, "st" | "nd" | "rd" | "th"),
            tail: tail.to_owned(),
        };
        // “5bn”, “$5m”, “$5m-a-year”
        let letters = tail.split('-').next().unwrap_or_default();
        let scale = self.words.scales.get(letters).filter(|_| !letters.is_empty());
        if let Some(scale) = scale.filter(|_| is_money || (letters.len() > 1 && letters.len() < 4)) {
            number.value *= scale;
            number.place *= scale;
            tail[letters.len()..].clone_into(&mut number.tail);
        }
        // “10-15”, “10-15%”
        if let Some((to, place)) = tail.strip_prefix('-').and_then(parsed) {
            number = Number { value: to, place, is_range: true, tail: String::new(), ..number };
        }
        // “1990s”, “9/11”, “3:30”, “4x4”, “'16”
        let is_other = matches!(number.tail.as_str(), "s" | "'s")
            || number.tail.contains(['/', ':', '.'])
            || self.before(at).is_some_and(|sign| "'’.".contains(sign));
        (!is_other).then_some(number)
    }

    fn spelt(&self, at: usize) -> Option<Number> {
        let (mut total, mut part, mut end) = (0.0, 0.0, at);
        let lower = self.lower(at);
        let mut tail = String::new();
        if self.words.articles.contains(&lower) {
            // “a dozen”, “a hundred”
            let next = self.lower(at + 1);
            self.words.scales.get(next).filter(|_| self.follows(at + 1) && next.len() > 2)?;
            return Some(Number {
                value: 1.0,
                place: 1.0,
                end: at + 1,
                is_range: false,
                is_spelt: true,
                is_place: false,
                tail,
            });
        }
        while end == at || self.follows(end) {
            let word = self.lower(end);
            if let Some(value) = self.words.cardinal(word) {
                if part > 0.0 && (part % 100.0 != 0.0 || value >= 100.0) {
                    break;
                }
                part += value;
            } else if let Some(scale) = self.words.scales.get(word).filter(|_| part > 0.0 && word.len() > 2) {
                if *scale < 1000.0 {
                    part *= scale;
                } else {
                    total += part * scale;
                    part = 0.0;
                }
            } else if word == "and"
                && end > at
                && self.words.cardinal(self.lower(end + 1)).is_some()
                && self.follows(end + 1)
            {
                // “two hundred and fifty”, but not “two and three”
                if !self.words.scales.contains_key(self.lower(end - 1)) {
                    break;
                }
            } else if end == at
                && let Some((head, rest)) = word.split_once('-')
                && let Some(value) = self.words.cardinal(head)
            {
                // “five-point”, “two-year-old”
                part = value;
                tail = format!("-{rest}");
                end += 1;
                break;
            } else {
                break;
            }
            end += 1;
        }
        let is_other = tail.ends_with("third")
            || tail.ends_with("thirds")
            || tail.ends_with("quarters")
            || tail.ends_with("quarter")
            || tail.ends_with("half")
            || tail.ends_with("fold");
        (end > at && !is_other).then_some(Number {
            value: total + part,
            place: 1.0,
            end,
            is_range: false,
            is_spelt: true,
            is_place: false,
            tail,
        })
    }

    /// Makes one range of “10 to 15 percent”: both ends are of what the second is of.
    fn join_range(&self, before: Option<&mut Quantity>, quantity: &mut Quantity) {
        let Some(before) =
            before.filter(|before| before.sentence == self.sentence && before.end + 1 == quantity.first)
        else {
            return;
        };
        let gap = Range::new(before.range.end, quantity.range.start).of(self.text).unwrap_or_default();
        if gap.contains([',', ';', '(', ':']) {
            return;
        }
        let link = self.lower(before.end);
        let opens = before.lead.checked_sub(1).filter(|at| self.line.contains(at)).map(|at| self.lower(at));
        let is_bare = before.measure == Measure::Count && before.noun.is_none();
        if !matches!(link, "to" | "or" | "and") || !is_bare || quantity.measure == Measure::Year {
            return;
        }
        if quantity.measure != Measure::Count {
            before.measure = quantity.measure.clone();
        }
        let from = opens.is_some_and(|word| word == "from");
        let is_range = match link {
            // “173 to 80” is a score.
            "to" => !from && before.value < quantity.value,
            "or" => before.value < quantity.value,
            _ => opens == Some("between"),
        };
        before.is_range |= is_range;
        quantity.is_range |= is_range;
    }
}

/// Reads “4,500.5” with the worth of its last place; nothing where commas part no thousands.
fn parsed(figures: &str) -> Option<(f64, f64)> {
    let (whole, decimals) = figures.split_once('.').unwrap_or((figures, ""));
    let mut groups = whole.split(',');
    let head = groups.next().unwrap_or_default();
    let mut has_commas = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        has_commas = true;
    }
    let is_whole = !head.is_empty()
        && (!has_commas || head.len() <= 3)
        && head.bytes().all(|byte| byte.is_ascii_digit())
        && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let number = figures.replace(',', "").parse().ok().filter(|_| is_whole)?;
    let places = i32::try_from(decimals.len()).ok()?;
    Some((number, 10_f64.powi(-places)))
}

/// Tells whether a word seems to be a plural.
fn is_plural(lower: &str) -> bool {
    const OTHERS: &[&str] =
        &["people", "men", "women", "children", "police", "feet", "teeth", "media", "data", "staff", "crew"];
    const NONE: &[&str] = &[
        "is", "was", "has", "does", "this", "its", "his", "as", "us", "yes", "plus", "times", "minus",
        "versus", "less", "across",
    ];
    OTHERS.contains(&lower)
        || (lower.len() > 3
            && lower.ends_with('s')
            && !lower.ends_with("ss")
            && !lower.ends_with("'s")
            && !lower.ends_with("us")
            && !NONE.contains(&lower))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Rulebook;
    use crate::fixture::fixture;

    fn read_in(text: &str) -> Vec<String> {
        let made = fixture(text);
        let project = made.session.project();
        let reading = Reading::of(project, &Rulebook::shipped());
        let told = reading.quantities.iter().map(|quantity| {
            let noun = quantity.noun.map_or("", |noun| reading.lower(reading.word(noun)));
            format!("{} {:?} {:?} {noun}", quantity.value, quantity.measure, quantity.hedge)
                .trim_end()
                .to_owned()
        });
        told.collect()
    }

    #[test]
    fn numbers_are_read_in_figures_and_in_words() {
        assert_eq!(read_in("The 4,500 young people left."), ["4500 Count Exact people"]);
        assert_eq!(read_in("They met two hundred and fifty members."), ["250 Count Exact members"]);
        assert_eq!(read_in("They met twenty-five thousand members."), ["25000 Count Exact members"]);
        assert_eq!(read_in("They met a dozen dogs."), ["12 Count Exact dogs"]);
        assert_eq!(read_in("It was $1.2bn then."), ["1200000000 Money(\"$\") Exact"]);
        assert_eq!(read_in("It was 3.5 million euros then."), ["3500000 Money(\"€\") Exact"]);
    }

    #[test]
    fn a_hedge_that_ends_a_sentence_says_nothing_of_the_next() {
        assert_eq!(read_in("Nobody knew what it was about. 12 dogs barked."), ["12 Count Exact dogs"]);
    }

    #[test]
    fn what_a_number_is_of_stands_behind_it_or_with_it() {
        assert_eq!(read_in("It rose 5% then."), ["5 Percent Exact"]);
        assert_eq!(read_in("It rose 5 per cent then."), ["5 Percent Exact"]);
        assert_eq!(read_in("It rose five percentage points then."), ["5 Points Exact"]);
        assert_eq!(read_in("A 10-mile walk of 16 km."), ["10 Unit(\"mile\") Exact", "16 Unit(\"km\") Exact"]);
        assert_eq!(read_in("It was 30C there."), ["30 Unit(\"°C\") Exact"]);
        assert_eq!(read_in("He served for 12 years."), ["12 Time(\"year\") Exact"]);
    }

    #[test]
    fn words_before_a_number_say_how_exactly_it_is_meant() {
        assert_eq!(read_in("It took about 500 dogs."), ["500 Count About dogs"]);
        assert_eq!(read_in("It took more than 500 dogs."), ["500 Count Above dogs"]);
        assert_eq!(read_in("It took fewer than 500 dogs."), ["500 Count Below dogs"]);
    }

    #[test]
    fn days_years_times_and_labels_are_no_counts() {
        assert_eq!(read_in("It was on March 12, 2021, then."), Vec::<String>::new());
        assert_eq!(read_in("It was in 2016 then."), ["2016 Year Exact"]);
        assert_eq!(
            read_in("It was at 3:30 p.m. and 9 p.m. on Apollo 11, No. 3, in the 1990s."),
            Vec::<String>::new()
        );
    }
}
