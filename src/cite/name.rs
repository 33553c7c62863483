//! Names of people and organisations, as citations take them apart.
//!
//! Knows no format but the words on a card: “van Gogh, Vincent; {World Health Organization}”.

use serde_json::{Map, Value as Json};

/// One name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The family name, without its particles.
    pub family: String,
    /// The given names.
    pub given: String,
    /// A particle that goes where only the family name stands (“de” of “Alexis de Tocqueville”).
    pub dropping: String,
    /// A particle that always stays (“van” of “Vincent van Gogh”).
    pub non_dropping: String,
    /// What follows the name (“Jr.”).
    pub suffix: String,
    /// The whole name, where it is not to be taken apart: an organisation.
    pub literal: String,
    /// What else a format says of it: a word, and its value in JSON.
    pub rest: Vec<(String, String)>,
}

impl Name {
    /// Makes a name that is not taken apart.
    pub fn whole(words: impl Into<String>) -> Self {
        Self { literal: words.into(), ..Self::default() }
    }

    /// Makes a name of its two usual parts.
    pub fn of(given: impl Into<String>, family: impl Into<String>) -> Self {
        Self { given: given.into(), family: family.into(), ..Self::default() }
    }

    /// Tells that nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Writes it as it is read: “Vincent van Gogh”, “World Health Organization”.
    pub fn natural(&self) -> String {
        if !self.literal.is_empty() {
            return self.literal.clone();
        }
        let name = joined(&[&self.given, &self.dropping, &self.non_dropping, &self.family]);
        match self.suffix.as_str() {
            "" => name,
            suffix => format!("{name} {suffix}"),
        }
    }

    /// Returns the family name with its particles, or the whole name.
    pub fn family_name(&self) -> String {
        if self.literal.is_empty() {
            joined(&[&self.dropping, &self.non_dropping, &self.family])
        } else {
            self.literal.clone()
        }
    }

    /// Reads what CSL-JSON says of a name.
    pub(super) fn from_json(json: &Json) -> Option<Self> {
        let Json::Object(object) = json else {
            return json.as_str().map(Self::whole);
        };
        let mut name = Self::default();
        for (key, value) in object {
            match (name.part(key), value) {
                (Some(part), Json::String(text)) => text.clone_into(part),
                _ => name.rest.push((key.clone(), value.to_string())),
            }
        }
        Some(name)
    }

    /// Writes it for CSL-JSON.
    pub(super) fn to_json(&self) -> Json {
        let mut object = Map::new();
        let parts = [
            ("family", &self.family),
            ("given", &self.given),
            ("dropping-particle", &self.dropping),
            ("non-dropping-particle", &self.non_dropping),
            ("suffix", &self.suffix),
            ("literal", &self.literal),
        ];
        for (key, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
            object.insert(key.to_owned(), Json::String(part.clone()));
        }
        for (key, value) in &self.rest {
            object.insert(key.clone(), serde_json::from_str(value).unwrap_or(Json::Null));
        }
        Json::Object(object)
    }

    fn part(&mut self, key: &str) -> Option<&mut String> {
        Some(match key {
            "family" => &mut self.family,
            "given" => &mut self.given,
            "dropping-particle" => &mut self.dropping,
            "non-dropping-particle" => &mut self.non_dropping,
            "suffix" => &mut self.suffix,
            "literal" => &mut self.literal,
            _ => return None,
        })
    }

    /// Writes it with the family name first.
    pub(super) fn inverted(&self) -> String {
        if !self.literal.is_empty() {
            return format!("{{{}}}", self.literal);
        }
        let family = joined(&[&self.non_dropping, &self.family]);
        let parts = [family.as_str(), &self.suffix, &joined(&[&self.given, &self.dropping])];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Reads a name with the family name first; without a comma it is a family name alone.
    pub(super) fn from_inverted(words: &str) -> Self {
        let words = words.trim();
        if let Some(literal) = words.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            return Self::whole(literal);
        }
        let mut parts = words.splitn(3, ',').map(str::trim);
        let first = parts.next().unwrap_or_default();
        let (second, third) = (parts.next(), parts.next());
        let (particle, family) = parted(first);
        let (suffix, given) = match (second, third) {
            (Some(suffix), Some(given)) => (suffix, given),
            (given, _) => ("", given.unwrap_or_default()),
        };
        Self {
            family: family.to_owned(),
            given: given.to_owned(),
            non_dropping: particle.to_owned(),
            suffix: suffix.to_owned(),
            ..Self::default()
        }
    }

    /// Reads a name as a person writes it: “Jane van der Berg”, “Doe, Jane”, “Associated Press”.
    ///
    /// *Limitations:* an organisation is told by its words; an unusual one is taken for a person.
    pub fn from_natural(words: &str) -> Self {
        let words = words.trim();
        if words.starts_with('{') || words.contains(',') && !is_organisation(words) {
            return Self::from_inverted(words);
        }
        let parts: Vec<&str> = words.split_whitespace().collect();
        let Some((last, before)) = parts.split_last() else { return Self::default() };
        if is_organisation(words) || before.is_empty() {
            return Self::whole(words);
        }
        let (last, before, suffix) = match before.split_last() {
            Some((family, given)) if !given.is_empty() && is_suffix(last) => (*family, given, *last),
            _ => (*last, before, ""),
        };
        let particles = before.iter().rev().take_while(|word| is_particle(word)).count();
        let (given, particle) = before.split_at(before.len() - particles);
        Self {
            family: last.to_owned(),
            given: given.join(" "),
            non_dropping: particle.join(" "),
            suffix: suffix.to_owned(),
            ..Self::default()
        }
    }
}

/// Writes names for a card, so that they can be read back exactly; what words cannot say is written as JSON.
pub fn to_words(names: &[Name]) -> String {
    let words = names.iter().map(Name::inverted).collect::<Vec<_>>().join("; ");
    if read_words(&words) == names {
        return words;
    }
    Json::Array(names.iter().map(Name::to_json).collect()).to_string()
}

/// Reads what [`to_words`] wrote, or a person in its place.
pub fn from_words(words: &str) -> Vec<Name> {
    if words.trim_start().starts_with('[')
        && let Ok(Json::Array(list)) = serde_json::from_str(words)
    {
        return list.iter().filter_map(Name::from_json).collect();
    }
    read_words(words)
}

fn read_words(words: &str) -> Vec<Name> {
    let parts = words.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(Name::from_inverted).collect()
}

/// Writes names as one reads them: “Jane Doe and John Roe”, “Jane Doe, John Roe and Ann Poe”.
pub fn to_natural(names: &[Name]) -> String {
    let words: Vec<String> =
        names.iter().map(Name::natural).filter(|words| !words.trim().is_empty()).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// Reads names as a person writes them on a card: “Jane Doe and John Roe”, “Doe, Jane; Roe, John”.
pub fn from_natural(words: &str) -> Vec<Name> {
    let words = words.trim();
    let read = |parts: Vec<&str>| {
        parts.into_iter().map(Name::from_natural).filter(|name| !name.is_empty()).collect::<Vec<_>>()
    };
    if words.contains(';') {
        return read(words.split(';').collect());
    }
    // “Department of Health and Human Services” is one; “Jane Doe and World Health Organization” are two.
    let is_person = |part: &str| part.trim().contains(' ') && !is_organisation(part);
    if is_organisation(words) && !words.contains(',') && !words.split(" and ").any(is_person) {
        return vec![Name::whole(words)];
    }
    let (first, last) = match words.rsplit_once(" and ").or_else(|| words.rsplit_once(" & ")) {
        Some((first, last)) => (first, Some(last)),
        None => (words, None),
    };
    // “Doe, Jane” is one name; “Jane Doe, John Roe” are two.
    let parts: Vec<&str> = first.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_list = last.is_some() && parts.iter().all(|part| part.contains(' '))
        || parts.len() > 1 && parts[0].contains(' ') && !is_particle(parts[0]);
    let mut names = if is_list {
        read(parts)
    } else if last.is_some() {
        read(first.split(" and ").collect())
    } else {
        read(vec![first])
    };
    names.extend(last.map(Name::from_natural).filter(|name| !name.is_empty()));
    names
}

/// Parts a family name from the particles before it.
fn parted(words: &str) -> (&str, &str) {
    let mut at = 0;
    for word in words.split_inclusive(' ') {
        if !is_particle(word.trim_end()) || at + word.len() >= words.len() {
            break;
        }
        at += word.len();
    }
    (words[..at].trim_end(), &words[at..])
}

/// Tells whether a word is written small, as “von” and “d'” are.
fn is_particle(word: &str) -> bool {
    word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase)
}

fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Tells whether words name an organisation rather than a person.
fn is_organisation(words: &str) -> bool {
    const SIGNS: &[&str] = &[
        "academy",
        "administration",
        "agency",
        "alliance",
        "association",
        "authority",
        "board",
        "bureau",
        "cabinet",
        "center",
        "centre",
        "church",
        "city",
        "college",
        "commission",
        "committee",
        "company",
        "congress",
        "corporation",
        "council",
        "court",
        "department",
        "directorate",
        "embassy",
        "federation",
        "forum",
        "foundation",
        "fund",
        "government",
        "group",
        "hospital",
        "house",
        "inc",
        "institute",
        "institution",
        "international",
        "journal",
        "league",
        "library",
        "ltd",
        "magazine",
        "media",
        "ministry",
        "museum",
        "nations",
        "network",
        "news",
        "newspaper",
        "office",
        "organisation",
        "organization",
        "paper",
        "parliament",
        "party",
        "police",
        "post",
        "press",
        "program",
        "programme",
        "project",
        "radio",
        "reuters",
        "school",
        "secretariat",
        "senate",
        "service",
        "services",
        "society",
        "staff",
        "state",
        "studio",
        "team",
        "television",
        "times",
        "trust",
        "union",
        "university",
        "for",
        "of",
        "the",
    ];
    let mut parts = words.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty());
    let is_sign = |part: &str| SIGNS.contains(&part.to_lowercase().as_str());
    parts.any(is_sign)
}

fn joined(parts: &[&str]) -> String {
    let mut words = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !words.is_empty() && !words.ends_with(['’', '\'']) {
            words.push(' ');
        }
        words.push_str(part);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_taken_apart_as_it_is_written() {
        let name = Name::from_natural("Charles Louis de la Poussin");
        assert_eq!((name.given.as_str(), name.non_dropping.as_str()), ("Charles Louis", "de la"));
        assert_eq!(Name::from_natural("van Gogh, Vincent").non_dropping, "van");
        assert_eq!(Name::from_natural("Martin Luther King Jr.").suffix, "Jr.");
        assert_eq!(Name::from_natural("Associated Press"), Name::whole("Associated Press"));
        assert_eq!(Name::from_natural("Reuters").literal, "Reuters");
    }

    #[test]
    fn a_list_is_read_with_and_with_commas_and_with_semicolons() {
        let two = [Name::of("Jane", "Doe"), Name::of("John", "Roe")];
        assert_eq!(from_natural("Jane Doe and John Roe"), two);
        assert_eq!(from_natural("Jane Doe, John Roe"), two);
        assert_eq!(from_natural("Doe, Jane; Roe, John"), two);
        assert_eq!(from_natural("Doe, Jane"), two[..1]);
        let office = "Office of the Attorney General";
        assert_eq!(from_natural(office), [Name::whole(office)]);
        assert_eq!(from_natural(""), []);
        assert_eq!(to_natural(&two), "Jane Doe and John Roe");
    }

    proptest! {
        #[test]
        fn names_come_back_from_their_words(parts in proptest::collection::vec(
            proptest::collection::vec("[a-cA-C{},;\\[\\]\" ']{0,6}", 6), 0..4)) {
            let names: Vec<Name> = parts.into_iter().map(|part| Name {
                family: part[0].clone(),
                given: part[1].clone(),
                dropping: part[2].clone(),
                non_dropping: part[3].clone(),
                suffix: part[4].clone(),
                literal: part[5].clone(),
                rest: Vec::new(),
            }).collect();
            prop_assert_eq!(from_words(&to_words(&names)), names);
        }

        #[test]
        fn anything_a_person_types_is_read(words in "\\PC{0,40}") {
            let _ = to_natural(&from_natural(&words));
            let _ = from_words(&words);
        }
    }
}
