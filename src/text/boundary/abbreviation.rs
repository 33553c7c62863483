//! Abbreviations that end in a full stop which need not end a sentence, as data by language.
//!
//! Knows nothing of text around a word: what follows is for the sentence splitter to weigh.

/// How an abbreviation behaves before a capital letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands before a name or in mid-sentence: never ends a sentence.
    Leads,
    /// Stands before a number, and is a word of its own before anything else.
    Numbers,
    /// Ends a sentence only where the next word is one that sentences start with.
    Closes,
}

/// The words of one language.
struct Language {
    /// Abbreviations without their full stop, in lower case, by kind.
    words: &'static [(Kind, &'static [&'static str])],
    /// Words that start sentences and hardly ever continue a name.
    starters: &'static [&'static str],
    /// Words that go on after a time of day ("5 p.m. Monday").
    after_times: &'static [&'static str],
    /// Verbs that hand a quotation to its speaker.
    reporting: &'static [&'static str],
}

/// Every language with its tag, as in BCP 47.
const LANGUAGES: &[(&str, Language)] = &[("en", ENGLISH)];

const ENGLISH: Language = Language {
    words: &[
        (
            Kind::Leads,
            &[
                "adm", "ald", "amb", "asst", "atty", "brig", "capt", "cdr", "cmdr", "col", "cpl", "cpt",
                "det", "dist", "dr", "drs", "ens", "fr", "ft", "gen", "gov", "govs", "hon", "insp", "lt",
                "ltjg", "maj", "messrs", "mgr", "mlle", "mme", "mmes", "mr", "mrs", "ms", "msgr", "mt", "mx",
                "ofc", "pfc", "pres", "prof", "profs", "pvt", "rep", "reps", "rev", "revs", "rt", "sen",
                "sens", "sgt", "spc", "sra", "supt", "treas", "cf", "e.g", "eg", "i.e", "viz", "vs", "v",
                "c", "ca", "approx", "esp", "incl", "intl", "op",
            ],
        ),
        (
            Kind::Numbers,
            &[
                "no", "nos", "nr", "p", "pp", "pg", "vol", "vols", "fig", "figs", "art", "arts", "sec",
                "secs", "sect", "ch", "chap", "para", "paras", "pt", "ser", "tbl", "stat", "ex", "exh",
                "reg", "regs", "cl", "col", "h.r", "ed", "eds", "eq",
            ],
        ),
        (
            Kind::Closes,
            &[
                "inc", "corp", "co", "cos", "ltd", "llc", "plc", "bros", "mfg", "jr", "sr", "esq", "etc",
                "al", "st", "ave", "blvd", "rd", "hwy", "dept", "depts", "univ", "assn", "assoc", "bldg",
                "comm", "ctr", "div", "est", "ext", "fed", "govt", "inst", "intl", "lab", "min", "mins",
                "hr", "hrs", "sq", "tel", "u.s.c", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
                "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri",
                "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky",
                "la", "mass", "md", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa",
                "penn", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "dak", "ont", "que", "alta", "oz",
                "lb", "lbs", "km", "kg", "mi", "gal", "yr", "yrs", "mos", "ph.d", "b.sc", "m.sc", "ed.d",
                "d.phil", "b.a", "m.a", "m.d",
            ],
        ),
    ],
    starters: &[
        "a",
        "about",
        "according",
        "after",
        "all",
        "also",
        "although",
        "among",
        "an",
        "and",
        "another",
        "any",
        "are",
        "as",
        "asked",
        "at",
        "because",
        "before",
        "both",
        "but",
        "by",
        "can",
        "despite",
        "did",
        "do",
        "does",
        "during",
        "each",
        "earlier",
        "even",
        "every",
        "few",
        "finally",
        "first",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "his",
        "how",
        "however",
        "i",
        "i'd",
        "i'll",
        "i'm",
        "i've",
        "if",
        "in",
        "instead",
        "is",
        "it",
        "it's",
        "its",
        "just",
        "last",
        "later",
        "like",
        "many",
        "meanwhile",
        "more",
        "moreover",
        "most",
        "my",
        "nearly",
        "neither",
        "no",
        "nobody",
        "none",
        "nor",
        "not",
        "nothing",
        "now",
        "of",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "others",
        "our",
        "over",
        "perhaps",
        "please",
        "several",
        "she",
        "she's",
        "since",
        "so",
        "some",
        "someone",
        "still",
        "such",
        "than",
        "that",
        "that's",
        "the",
        "their",
        "then",
        "there",
        "there's",
        "these",
        "they",
        "they're",
        "this",
        "those",
        "though",
        "through",
        "thus",
        "to",
        "today",
        "under",
        "unlike",
        "until",
        "was",
        "we",
        "we're",
        "we've",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yes",
        "yesterday",
        "yet",
        "you",
        "you're",
        "your",
    ],
    after_times: &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "june",
        "july",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "august",
        "september",
        "october",
        "november",
        "december",
        "est",
        "edt",
        "et",
        "cst",
        "cdt",
        "ct",
        "mst",
        "mdt",
        "mt",
        "pst",
        "pdt",
        "pt",
        "gmt",
        "utc",
        "bst",
        "cet",
        "cest",
        "ist",
        "aest",
        "eastern",
        "pacific",
        "central",
    ],
    reporting: &[
        "said",
        "says",
        "asked",
        "asks",
        "added",
        "adds",
        "told",
        "wrote",
        "writes",
        "replied",
        "replies",
        "shouted",
        "cried",
        "wondered",
        "tweeted",
        "demanded",
        "continued",
        "recalled",
        "joked",
        "yelled",
        "exclaimed",
    ],
};

/// Finds how an abbreviation behaves, given without its last full stop and in lower case.
pub(super) fn kind(word: &str) -> Option<Kind> {
    LANGUAGES
        .iter()
        .flat_map(|(_, language)| language.words)
        .find(|(_, words)| words.contains(&word))
        .map(|(kind, _)| *kind)
}

/// Tells whether sentences start with this word, given in lower case.
pub(super) fn is_starter(word: &str) -> bool {
    LANGUAGES.iter().any(|(_, language)| language.starters.contains(&word))
}

/// Tells whether this word, in lower case, goes on after a time of day.
pub(super) fn follows_time(word: &str) -> bool {
    LANGUAGES.iter().any(|(_, language)| language.after_times.contains(&word))
}

/// Tells whether this word, in lower case, hands a quotation to its speaker.
pub(super) fn is_reporting(word: &str) -> bool {
    LANGUAGES.iter().any(|(_, language)| language.reporting.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_listed_bare_and_in_lower_case() {
        for (tag, language) in LANGUAGES {
            assert!(!tag.is_empty());
            for word in language.words.iter().flat_map(|(_, words)| *words) {
                assert_eq!(*word, word.trim_end_matches('.').to_lowercase());
            }
        }
    }
}
