//! How well sentences are split, by genre, against hand-made borders.

use redpencil::text::boundary::sentences;
use std::collections::{BTreeMap, BTreeSet};

/// One document with the byte offsets at which its sentences end.
pub(crate) struct Document {
    pub(crate) genre: String,
    pub(crate) text: String,
    ends: BTreeSet<usize>,
}

/// Rebuilds the running text from the columns of a CoNLL-U file.
pub(crate) fn read(name: &str, conllu: &str) -> Document {
    let genre = name.split('_').nth(1).unwrap_or("unknown").to_owned();
    let (mut text, mut ends) = (String::new(), BTreeSet::new());
    let (mut covered, mut fresh) = (0, true);
    let mut gap = "";
    for line in conllu.lines() {
        if line == "# newpar" || line.starts_with("# newpar ") {
            gap = if text.is_empty() { "" } else { "\n\n" };
        } else if line.starts_with("# sent_id") {
            (covered, fresh) = (0, true);
        } else if line.is_empty() && !fresh {
            ends.insert(text.len());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns[..] else { continue };
        if id.starts_with('#') || id.contains('.') {
            continue;
        }
        let (first, last) = id.split_once('-').unwrap_or((id, id));
        if first.parse::<usize>().unwrap() <= covered {
            continue;
        }
        covered = last.parse().unwrap();
        text.push_str(gap);
        text.push_str(form);
        gap = if misc.split('|').any(|note| note == "SpaceAfter=No") { "" } else { " " };
        fresh = false;
    }
    Document { genre, text, ends }
}

#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    wanted: usize,
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.wanted) as f64
    }
}

#[test]
fn sentences_end_where_readers_say_they_do() {
    let Some(folder) = crate::collection("15-sentences-gum") else { return };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "conllu")) {
        let name = path.file_name().unwrap().to_string_lossy();
        let document = read(&name, &std::fs::read_to_string(path).unwrap());
        let found: BTreeSet<usize> = sentences(&document.text).iter().map(|range| range.end).collect();
        let score = scores.entry(document.genre).or_default();
        score.right += found.intersection(&document.ends).count();
        score.found += found.len();
        score.wanted += document.ends.len();
        if std::env::var_os("REDPENCIL_SHOW").is_some() {
            for end in found.symmetric_difference(&document.ends) {
                let side = if found.contains(end) { "extra" } else { "missed" };
                let from = document.text.floor_char_boundary(end.saturating_sub(40));
                let to = document.text.ceil_char_boundary((end + 30).min(document.text.len()));
                println!("{side} {name}: {:?} | {:?}", &document.text[from..*end], &document.text[*end..to]);
            }
        }
    }
    let all = scores.values().fold(Score::default(), |sum, score| Score {
        right: sum.right + score.right,
        found: sum.found + score.found,
        wanted: sum.wanted + score.wanted,
    });
    for (genre, score) in &scores {
        println!("sentences {genre}: F1 {:.4} of {} ends", score.f1(), score.wanted);
    }
    println!("sentences in all: F1 {:.4} of {} ends", all.f1(), all.wanted);
    for (genre, score) in &scores {
        let floor = if genre == "news" { 0.97 } else { 0.93 };
        assert!(score.f1() >= floor, "{genre}: {:.4} is below {floor}", score.f1());
    }
}
