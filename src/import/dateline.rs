//! The place, wire and day at the head of a report: "ALBANY, N.Y. (AP) —".
//!
//! Knows one paragraph, not where it stands.

/// News agencies that sign in brackets.
const WIRES: &[&str] = &[
    "AP",
    "Reuters",
    "REUTERS",
    "AFP",
    "UPI",
    "dpa",
    "DPA",
    "Bloomberg",
    "CNN",
    "ANSA",
    "EFE",
    "TASS",
    "Xinhua",
    "PTI",
    "ANI",
    "IANS",
    "Kyodo",
    "Yonhap",
    "CP",
    "Canadian Press",
    "The Canadian Press",
    "AAP",
    "PA",
    "Interfax",
    "RIA",
];
const SMALL_WORDS: &[&str] =
    &["de", "del", "des", "du", "la", "le", "los", "las", "of", "the", "and", "upon", "sur", "am", "on"];
/// What stands in capitals at the head of a sentence but is no place.
const NO_PLACES: &[&str] = &[
    "NATO",
    "WHO",
    "UN",
    "EU",
    "FBI",
    "CIA",
    "NASA",
    "OPEC",
    "US",
    "U.S.",
    "UK",
    "U.K.",
    "AP",
    "BBC",
    "CNN",
    "NOTE",
    "UPDATE",
    "CORRECTION",
    "FILE",
    "WATCH",
    "BREAKING",
    "EXCLUSIVE",
    "PHOTOS",
    "VIDEO",
    "OPINION",
    "ANALYSIS",
];

/// Returns the dateline at the head of `paragraph`, without the dash.
pub(super) fn of(paragraph: &str) -> Option<&str> {
    let limit = paragraph.char_indices().nth(90).map_or(paragraph.len(), |(index, _)| index);
    let head = &paragraph[..limit];
    let (at, dash) = [" — ", " – ", " - ", " -- ", "—", "–", "--"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, *dash)))
        .min_by_key(|(at, dash)| (*at, usize::MAX - dash.len()))?;
    let opens_sentence = paragraph[at + dash.len()..]
        .trim_start()
        .trim_start_matches(['“', '"', '‘', '\'', '('])
        .starts_with(|c: char| !c.is_lowercase() && !c.is_whitespace());
    let dateline = head[..at].trim();
    (opens_sentence && is_dateline(dateline)).then_some(dateline)
}

fn is_dateline(text: &str) -> bool {
    let (places, wire) = match text.split_once('(') {
        Some((places, rest)) => match rest.strip_suffix(')') {
            Some(wire) => (places.trim(), Some(wire.trim())),
            None => return false,
        },
        None => (text, None),
    };
    let signed = wire.is_some_and(|wire| WIRES.contains(&wire));
    if wire.is_some()
        && !signed
        && !wire.is_some_and(|wire| wire.chars().count() <= 25 && wire.starts_with(char::is_uppercase))
    {
        return false;
    }
    let place = places.split(',').next().unwrap_or_default().trim();
    if place.is_empty() || NO_PLACES.contains(&place) || places.split_whitespace().count() > 9 {
        return false;
    }
    let mut words = places.split_whitespace().map(|word| word.trim_matches([',', '.', '/']));
    let all_capitalised = words.all(|word| {
        SMALL_WORDS.contains(&word) || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    });
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    let in_capitals = letters >= 3
        && place
            .split_whitespace()
            .all(|word| SMALL_WORDS.contains(&word) || word.chars().all(|c| !c.is_lowercase()));
    all_capitalised && place.starts_with(char::is_alphabetic) && (in_capitals || signed)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn places_wires_and_days_are_found() {
        for (paragraph, dateline) in [
            ("ALBANY, N.Y. (AP) — Gov. Andrew Cuomo said", "ALBANY, N.Y. (AP)"),
            ("LONDON, March 3 (Reuters) - Britain said", "LONDON, March 3 (Reuters)"),
            ("NEW YORK—The mayor", "NEW YORK"),
            ("ROME -- “No,” he said", "ROME"),
            ("London (Reuters) - Britain said", "London (Reuters)"),
            ("RIO DE JANEIRO — Brazil", "RIO DE JANEIRO"),
            ("PARIS/BERLIN, May 3 – Two", "PARIS/BERLIN, May 3"),
        ] {
            assert_eq!(of(paragraph), Some(dateline), "{paragraph}");
        }
    }

    #[test]
    fn a_sentence_with_a_dash_has_no_dateline() {
        for paragraph in [
            "NATO — The alliance",
            "ALBANY — where he lives — is cold",
            "Several Democrats — including Reps. Ocasio-Cortez — called",
            "Rep. Hakeem Jeffries — The chair",
            "Cuomo",
            "",
            "—",
        ] {
            assert_eq!(of(paragraph), None, "{paragraph}");
        }
    }
}
