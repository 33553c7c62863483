//! Lines that say who wrote an article: "By Jane Doe and John Roe, The Associated Press".
//!
//! Knows nothing of where such a line stands.

/// What such a line begins with, in lower case.
const OPENINGS: &[&str] = &[
    "by: ",
    "by ",
    "story by ",
    "words by ",
    "written by ",
    "text by ",
    "byline: ",
    "author: ",
    "von ",
    "par ",
    "por ",
];

/// Words in lower case that may stand between names.
const BETWEEN_NAMES: &[&str] = &[
    "and",
    "&",
    "with",
    "und",
    "et",
    "y",
    "e",
    "de",
    "del",
    "della",
    "der",
    "den",
    "di",
    "da",
    "do",
    "dos",
    "du",
    "la",
    "le",
    "van",
    "von",
    "ter",
    "ten",
    "bin",
    "ibn",
    "al",
    "el",
    "of",
    "the",
    "for",
    "in",
    "at",
    "special",
    "to",
    "staff",
    "writer",
    "writers",
    "reporter",
    "correspondent",
    "editor",
    "columnist",
];

/// Words that make what follows a comma an employer or a post, not one more name.
const POSTS: &[&str] = &[
    "press",
    "reuters",
    "ap",
    "afp",
    "upi",
    "dpa",
    "bloomberg",
    "news",
    "times",
    "post",
    "herald",
    "tribune",
    "journal",
    "guardian",
    "telegraph",
    "gazette",
    "chronicle",
    "magazine",
    "daily",
    "today",
    "service",
    "agency",
    "bureau",
    "staff",
    "writer",
    "writers",
    "correspondent",
    "reporter",
    "editor",
    "columnist",
    "contributor",
    "special",
    "team",
    "desk",
    "cnn",
    "bbc",
    "npr",
    "nbc",
    "abc",
    "cbs",
];

/// Returns the names in a line that says who wrote the article, without "By" and without their employers.
///
/// *Limitations:* tells names by their capitals, so a headline of the form "By Hook and Crook" passes; callers ask
/// only about lines near the head of an article.
pub(super) fn names_in(line: &str) -> Option<String> {
    let line = line.trim().trim_end_matches([',', '|', '•', '·']).trim_end();
    let opening = opening_of(line)?;
    let is_foreign = matches!(opening, "von " | "par " | "por ");
    let rest = line[opening.len()..].trim();
    let end = [" | ", " • ", " · ", " — ", " – ", " - ", "\n", " for ", " in ", " at ", "@", " ("]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .min()
        .unwrap_or(rest.len());
    let names = without_posts(rest[..end].trim().trim_end_matches(','));
    let words: Vec<&str> = names.split_whitespace().collect();
    let capitals = words.iter().filter(|word| starts_a_name(word)).count();
    let are_names = words.iter().all(|word| {
        starts_a_name(word) || BETWEEN_NAMES.contains(&word.to_lowercase().trim_end_matches(','))
    });
    let ends_as_name = !names.ends_with(['?', '!', ':', ';', '”', '"'])
        && (!names.ends_with('.') || words.last().is_some_and(|word| word.chars().count() <= 4));
    let fits = words.len() <= 24
        && names.chars().count() <= 160
        && words.first().is_some_and(|word| starts_a_name(word));
    (fits && are_names && ends_as_name && capitals >= if is_foreign { 2 } else { 1 })
        .then(|| names.to_owned())
}

/// Returns a byline without the word that opens it, if one does.
pub(super) fn without_opening(line: &str) -> &str {
    opening_of(line).map_or(line, |opening| &line[opening.len()..])
}

fn opening_of(line: &str) -> Option<&'static str> {
    OPENINGS
        .iter()
        .find(|opening| line.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening)))
        .copied()
}

fn starts_a_name(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['“', '"', '‘', '\'', '(']).chars();
    letters.next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        && !word.chars().any(|c| c.is_ascii_digit())
}

/// Cuts the parts behind the last commas that name an employer or a post.
fn without_posts(names: &str) -> &str {
    let mut kept = names;
    while let Some((before, after)) = kept.rsplit_once(',') {
        let is_post = after
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| POSTS.contains(&word.to_lowercase().as_str()));
        if !is_post {
            break;
        }
        kept = before.trim_end();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn names_are_taken_without_by_and_without_employers() {
        for (line, names) in [
            ("By Jane Doe", "Jane Doe"),
            ("BY JANE DOE AND JOHN ROE", "JANE DOE AND JOHN ROE"),
            ("By Jane Doe, John Roe and Max van der Moe", "Jane Doe, John Roe and Max van der Moe"),
            ("By MARINA VILLENEUVE, Associated Press", "MARINA VILLENEUVE"),
            ("By Jane Doe | The Daily Planet", "Jane Doe"),
            ("By Jane Doe, staff writer for The Sun", "Jane Doe"),
            ("By John Roe Jr.", "John Roe Jr."),
            ("Von Anna Müller", "Anna Müller"),
            ("By Reuters", "Reuters"),
        ] {
            assert_eq!(names_in(line).as_deref(), Some(names), "{line}");
        }
    }

    #[test]
    fn a_sentence_that_begins_with_by_is_no_byline() {
        for line in [
            "By Friday the governor had lost his party.",
            "By then, it was over",
            "By 2021 Cuomo was gone",
            "Von der Leyen trat zurück",
            "Bylaws",
            "By",
            "By the way",
        ] {
            assert_eq!(names_in(line), None, "{line}");
        }
    }
}
