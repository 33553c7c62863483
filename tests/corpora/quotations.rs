//! How many altered quotations are noticed, and how many that nobody altered are found fault with.
//!
//! Real quotations (`PolNeAR`) are compared with the articles they stand in, as they are and altered by a seeded
//! generator.

#![expect(clippy::ptr_arg, reason = "alterations are called through one type of function")]

use redpencil::anchor::comparison::{Class, Comparison, Extent, compare};
use redpencil::text::{Range, Units};
use std::collections::BTreeMap;

/// A generator of the same numbers every time (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// Takes the quotations of six words or more out of an annotated article.
fn quotations(text: &str, marks: &str) -> Vec<String> {
    let units = Units::new(text);
    let mut found = Vec::new();
    for line in marks.lines() {
        let Some((kind, places)) = line.split('\t').nth(1).and_then(|head| head.split_once(' ')) else {
            continue;
        };
        let ends: Vec<usize> = places.split([' ', ';']).filter_map(|end| end.parse().ok()).collect();
        let [start, end] = ends.as_slice() else { continue };
        let range: Option<Range> = units.range_of_code_points(text, *start..*end);
        let Some(words) = range.and_then(|range| range.of(text)).filter(|_| kind == "Content") else {
            continue;
        };
        let inside = words.trim_start_matches(['"', '“']).trim_end_matches(['"', '”']);
        let is_one = inside.len() < words.len() && !inside.contains(['"', '“', '”']);
        if is_one && words.starts_with(['"', '“']) && words.split_whitespace().count() >= 6 {
            found.push(words.to_owned());
        }
    }
    found
}

/// What is done to a quotation.
type Alteration = (&'static str, fn(&mut Vec<String>, &mut Chance) -> bool, fn(&Comparison) -> bool);

fn has(comparison: &Comparison, class: Class) -> bool {
    comparison.segments.iter().any(|segment| segment.class == class)
}

/// Lists the places of words that a test is true of, inside the quotation.
fn places(words: &[String], test: impl Fn(&str) -> bool) -> Vec<usize> {
    (1..words.len().saturating_sub(1)).filter(|at| test(&words[*at])).collect()
}

fn pick(places: &[usize], chance: &mut Chance) -> Option<usize> {
    (!places.is_empty()).then(|| places[chance.below(places.len())])
}

fn drop_negation(words: &mut Vec<String>, chance: &mut Chance) -> bool {
    let at = pick(&places(words, |word| matches!(word, "not" | "never" | "no")), chance);
    at.map(|at| words.remove(at)).is_some()
}

fn add_negation(words: &mut Vec<String>, chance: &mut Chance) -> bool {
    let at = pick(
        &places(words, |word| matches!(word, "is" | "was" | "are" | "will" | "can" | "would" | "has")),
        chance,
    );
    at.map(|at| words.insert(at + 1, "not".into())).is_some()
}

fn change_number(words: &mut Vec<String>, chance: &mut Chance) -> bool {
    let at = pick(&places(words, |word| word.bytes().all(|byte| byte.is_ascii_digit())), chance);
    at.map(|at| words[at] = (words[at].parse::<u64>().unwrap_or(1) + 3).to_string()).is_some()
}

fn change_word(words: &mut Vec<String>, chance: &mut Chance) -> bool {
    let at = pick(
        &places(words, |word| word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_lowercase())),
        chance,
    );
    at.map(|at| words[at] = "marmalade".into()).is_some()
}

fn bracket(words: &mut Vec<String>, chance: &mut Chance) -> bool {
    let at = pick(&places(words, |word| matches!(word, "he" | "she" | "they" | "it")), chance);
    at.map(|at| words[at] = "[the governor]".into()).is_some()
}

fn leave_out(words: &mut Vec<String>, chance: &mut Chance) -> bool {
    if words.len() < 14 {
        return false;
    }
    let at = 4 + chance.below(words.len() - 12);
    words.splice(at..at + 4, ["[...]".to_owned()]);
    true
}

fn respell(words: &mut Vec<String>, _: &mut Chance) -> bool {
    for word in words.iter_mut() {
        *word = word.replace(',', "").replace('\'', "’");
    }
    true
}

fn untouched(_: &mut Vec<String>, _: &mut Chance) -> bool {
    true
}

const ALTERATIONS: [Alteration; 8] = [
    ("untouched", untouched, |told| !told.is_grave()),
    ("commas and apostrophes", respell, |told| !told.is_grave()),
    ("bracket", bracket, |told| !told.is_grave() && has(told, Class::Bracket)),
    ("ellipsis", leave_out, |told| !told.is_grave() && has(told, Class::Ellipsis)),
    ("negation dropped", drop_negation, |told| has(told, Class::Negation)),
    ("negation added", add_negation, |told| has(told, Class::Negation)),
    ("number changed", change_number, |told| has(told, Class::Number)),
    ("word changed", change_word, Comparison::is_grave),
];

#[test]
fn altered_quotations_are_noticed_and_others_left_alone() {
    let Some(folder) = crate::collection("05-quotes/polnear") else { return };
    let mut tallies: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut chance = Chance(0x5eed_2021_0312);
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("attributions")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let article = name.rsplit_once('_').map_or(name, |(article, _)| article);
        let text = std::fs::read_to_string(folder.join(format!("text/{article}.txt")));
        let Ok(text) = text else { continue };
        for quotation in quotations(&text, &std::fs::read_to_string(&file).unwrap()) {
            for (name, alter, is_right) in ALTERATIONS {
                let mut words: Vec<String> = quotation.split_whitespace().map(str::to_owned).collect();
                if !alter(&mut words, &mut chance) {
                    continue;
                }
                let altered = words.join(" ");
                let told = compare(&altered, &text, "en", Extent::Whole);
                let tally = tallies.entry(name).or_default();
                tally.0 += 1;
                tally.1 += usize::from(is_right(&told));
                if !is_right(&told) && std::env::var_os("REDPENCIL_SHOW").is_some() {
                    println!("{name}: {altered}\n  {}", told.summary());
                }
            }
        }
    }
    for (name, (cases, right)) in &tallies {
        println!("{name:24} {right:5} of {cases:5}  {:.1} %", 100.0 * *right as f64 / *cases as f64);
    }
    for (name, (cases, right)) in tallies {
        assert!(right as f64 >= 0.9 * cases as f64, "{name}: {right} of {cases}");
    }
}
