//! Settles once for each script which font the system is asked for where a named one lacks a letter.
//!
//! What fontique is not told it asks the system about before it shapes a stretch of words, and for most scripts again
//! before each: that took longer than all the rest. The answer for a script and no certain language is what it
//! would take for every language that it knows nothing of.

use std::sync::atomic::{AtomicU64, Ordering};

use parley::FontContext;
use parley::fontique::{FallbackKey, FamilyId, Script};

/// The scripts that are told apart, and the letters by which.
const SCRIPTS: [(&[u8; 4], u32, u32); 38] = [
    (b"Latn", 0x00c0, 0x024f),
    (b"Latn", 0x1e00, 0x1eff),
    (b"Grek", 0x0370, 0x03ff),
    (b"Grek", 0x1f00, 0x1fff),
    (b"Cyrl", 0x0400, 0x052f),
    (b"Armn", 0x0531, 0x058f),
    (b"Hebr", 0x0591, 0x05f4),
    (b"Hebr", 0xfb1d, 0xfb4f),
    (b"Arab", 0x0600, 0x06ff),
    (b"Arab", 0x0750, 0x077f),
    (b"Arab", 0x08a0, 0x08ff),
    (b"Arab", 0xfb50, 0xfdff),
    (b"Arab", 0xfe70, 0xfefc),
    (b"Deva", 0x0900, 0x097f),
    (b"Beng", 0x0980, 0x09ff),
    (b"Guru", 0x0a00, 0x0a7f),
    (b"Gujr", 0x0a80, 0x0aff),
    (b"Orya", 0x0b00, 0x0b7f),
    (b"Taml", 0x0b80, 0x0bff),
    (b"Telu", 0x0c00, 0x0c7f),
    (b"Knda", 0x0c80, 0x0cff),
    (b"Mlym", 0x0d00, 0x0d7f),
    (b"Sinh", 0x0d80, 0x0dff),
    (b"Thai", 0x0e00, 0x0e7f),
    (b"Laoo", 0x0e80, 0x0eff),
    (b"Tibt", 0x0f00, 0x0fff),
    (b"Mymr", 0x1000, 0x109f),
    (b"Geor", 0x10a0, 0x10ff),
    (b"Ethi", 0x1200, 0x137f),
    (b"Khmr", 0x1780, 0x17ff),
    (b"Hira", 0x3041, 0x309f),
    (b"Kana", 0x30a0, 0x30ff),
    (b"Hang", 0x1100, 0x11ff),
    (b"Hang", 0xac00, 0xd7af),
    (b"Hani", 0x3400, 0x4dbf),
    (b"Hani", 0x4e00, 0x9fff),
    (b"Hani", 0xf900, 0xfaff),
    (b"Hani", 0x20000, 0x3ffff),
];

/// What no text is without: Latin letters, what all scripts share, marks; and Han, for which fontique always asks.
const ALWAYS: [&[u8; 4]; 4] = [b"Latn", b"Zyyy", b"Zinh", b"Hani"];

/// The rows of [`SCRIPTS`] that are settled, and behind them a bit for those that no text is without.
static SETTLED: AtomicU64 = AtomicU64::new(0);

/// Settles the scripts of a text.
pub fn settle(fonts: &mut FontContext, text: &str) {
    let wanted = rows(text);
    let settled = SETTLED.load(Ordering::Acquire);
    let missing = wanted & !settled;
    if missing == 0 {
        return;
    }
    if missing & 1 << SCRIPTS.len() != 0 {
        for script in ALWAYS {
            ask(fonts, *script);
        }
    }
    for (row, (script, ..)) in SCRIPTS.iter().enumerate() {
        if missing & 1 << row != 0 {
            ask(fonts, **script);
        }
    }
    SETTLED.fetch_or(wanted, Ordering::Release);
}

/// Asks the system, and remembers what it answered, for all windows: nothing, too.
fn ask(fonts: &mut FontContext, script: [u8; 4]) {
    let key = FallbackKey::new(Script::from_bytes(script), None);
    let families: Vec<FamilyId> = fonts.collection.fallback_families(key).collect();
    fonts.collection.set_fallbacks(key, families.into_iter());
}

/// Returns the rows of [`SCRIPTS`] that a text's letters stand in, a bit each.
fn rows(text: &str) -> u64 {
    let mut found = 1 << SCRIPTS.len();
    let mut last = (1, 0);
    for letter in text.chars().map(u32::from).filter(|letter| *letter >= SCRIPTS[0].1) {
        if (last.0..=last.1).contains(&letter) {
            continue;
        }
        if let Some(row) = SCRIPTS.iter().position(|(_, first, end)| (*first..=*end).contains(&letter)) {
            found |= 1 << row;
            last = (SCRIPTS[row].1, SCRIPTS[row].2);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::typeset::face;

    #[test]
    fn scripts_are_told_apart_by_their_letters() {
        let names = |text: &str| -> Vec<&[u8; 4]> {
            let found = rows(text);
            SCRIPTS
                .iter()
                .enumerate()
                .filter(|(row, _)| found & 1 << row != 0)
                .map(|(_, row)| row.0)
                .collect()
        };
        assert!(names("He said no, 2019 – “never”").is_empty());
        assert_eq!(names("Été"), [b"Latn"]);
        assert_eq!(names("قال הוא हि"), [b"Hebr", b"Arab", b"Deva"]);
        assert_eq!(names("日本語の、한국"), [b"Hira", b"Hang", b"Hani"]);
    }

    #[test]
    fn once_a_script_is_settled_every_language_finds_an_answer() {
        let (mut fonts, _) = face::fonts();
        settle(&mut fonts, "قال he שלום");
        let answer = |script: &[u8; 4], language: &str| {
            let key = FallbackKey::from((Script::from_bytes(*script), language));
            fonts.collection.clone().fallback_families(key).collect::<Vec<_>>()
        };
        for script in [b"Latn", b"Arab", b"Hebr"] {
            // A language that is not one of the script's is answered as none is.
            assert_eq!(answer(script, "en"), answer(script, "tr"));
        }
    }
}
