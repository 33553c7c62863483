//! Differences in words: one line for all of them, one sentence for each.
//!
//! Knows what was found; finds nothing.

use super::{Class, Comparison, Segment};
use crate::text::counted;

impl Comparison {
    /// Says in one line how the two differ: “2 words differ, a negation differs”.
    pub fn summary(&self) -> String {
        if !self.is_found {
            return "The words do not stand in the source".to_owned();
        }
        let count = |class| self.count(class);
        let mut told = Vec::new();
        let mut tell = |class: Class, one: &str, several: &str| match count(class) {
            0 => {}
            1 => told.push(one.to_owned()),
            number => told.push(format!("{number} {several}")),
        };
        tell(Class::Negation, "a negation differs", "negations differ");
        tell(Class::Number, "a number differs", "numbers differ");
        tell(Class::Word, "a wording differs", "wordings differ");
        tell(Class::Added, "words were added", "additions");
        tell(Class::LeftOut, "words were left out", "omissions");
        tell(Class::Beyond, "it is longer than the excerpt", "ends are longer than the excerpt");
        if self.segments.iter().any(|segment| segment.drops_negation) {
            told.push("what was left out holds a negation".to_owned());
        }
        if self.is_reordered {
            told.push("the parts stand in another order".to_owned());
        }
        if !told.is_empty() {
            return capital(&told.join(", "));
        }
        let forms = [
            (Class::Punctuation, "punctuation"),
            (Class::Case, "capitals"),
            (Class::Spelling, "spelling"),
            (Class::Small, "small words"),
            (Class::Filler, "fillers"),
        ];
        let forms: Vec<&str> =
            forms.iter().filter(|(class, _)| count(*class) > 0).map(|(_, name)| *name).collect();
        let mut told = match forms.as_slice() {
            [] => "Word for word the same".to_owned(),
            [one] if one.ends_with('s') => format!("Same words; {one} differ"),
            [one] => format!("Same words; {one} differs"),
            [first @ .., last] => format!("Same words; {} and {last} differ", first.join(", ")),
        };
        for (class, name) in [(Class::Bracket, "brackets"), (Class::Ellipsis, "an ellipsis")] {
            if count(class) > 0 {
                told.push_str(if told.contains(", with ") { " and " } else { ", with " });
                told.push_str(name);
            }
        }
        told
    }

    /// Says in a sentence how one stretch differs; both texts are those that were compared.
    pub fn sentence(&self, segment: &Segment, content: &str, source: &str) -> String {
        let [own, their] = [segment.content.of(content), segment.source.of(source)]
            .map(|words| shortened(words.unwrap_or_default()));
        let words = source
            .get(segment.source.start..segment.source.end)
            .map_or(0, |words| words.split_whitespace().count());
        match segment.class {
            Class::Same => format!("The same: “{own}”"),
            Class::Own => format!("The article’s own words: “{own}”"),
            Class::Punctuation => format!("Punctuation: “{}” for “{}”", own.trim(), their.trim()),
            Class::Case => format!("Capitals: “{own}” for “{their}”"),
            Class::Spelling => format!("Spelling: “{own}” for “{their}”"),
            Class::Bracket if their.is_empty() => format!("Added in brackets: “{own}”"),
            Class::Bracket => format!("In brackets: “{own}” for “{their}”{}", held(segment)),
            Class::Ellipsis if words == 0 => "An ellipsis where nothing is left out".to_owned(),
            Class::Ellipsis => {
                format!("The ellipsis leaves out {}{}", counted(words, "word", "words"), held(segment))
            }
            Class::Filler => format!("A filler left out: “{their}”"),
            Class::Aside => format!("Beside the speech, left out: “{their}”"),
            Class::Beyond => format!("Not in the excerpt, which is shorter: “{own}”"),
            Class::Small => told("Small word", &own, &their),
            Class::Word => told("Wording", &own, &their),
            Class::Added => format!("Not in the source: “{own}”"),
            Class::LeftOut => format!("Left out without a sign: “{their}”"),
            Class::Number => told("Number", &own, &their),
            Class::Negation => told("Negation", &own, &their),
        }
    }
}

impl Class {
    /// Names it in a word or two.
    pub fn label(self) -> &'static str {
        match self {
            Self::Same => "Same",
            Self::Punctuation => "Punctuation",
            Self::Case => "Capitals",
            Self::Spelling => "Spelling",
            Self::Bracket => "Brackets",
            Self::Ellipsis => "Ellipsis",
            Self::Filler => "Filler",
            Self::Aside => "Beside the speech",
            Self::Own => "Article’s own words",
            Self::Beyond => "Beyond the excerpt",
            Self::Small => "Small word",
            Self::Word => "Wording",
            Self::Added => "Added",
            Self::LeftOut => "Left out",
            Self::Number => "Number",
            Self::Negation => "Negation",
        }
    }

    /// Returns its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Punctuation => "punctuation",
            Self::Case => "case",
            Self::Spelling => "spelling",
            Self::Bracket => "bracket",
            Self::Ellipsis => "ellipsis",
            Self::Filler => "filler",
            Self::Aside => "aside",
            Self::Own => "own",
            Self::Beyond => "beyond",
            Self::Small => "small",
            Self::Word => "word",
            Self::Added => "added",
            Self::LeftOut => "left-out",
            Self::Number => "number",
            Self::Negation => "negation",
        }
    }
}

fn held(segment: &Segment) -> &'static str {
    match (segment.drops_negation, segment.drops_number) {
        (true, true) => ", a negation and a number among them",
        (true, false) => ", a negation among them",
        (false, true) => ", a number among them",
        (false, false) => "",
    }
}

fn told(what: &str, own: &str, their: &str) -> String {
    match (own.is_empty(), their.is_empty()) {
        (false, true) => format!("{what}: “{own}” is not in the source"),
        (true, _) => format!("{what}: “{their}” is missing"),
        _ => format!("{what}: “{own}” for “{their}”"),
    }
}

fn shortened(words: &str) -> String {
    const MOST: usize = 80;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
