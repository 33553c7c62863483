//! English words that accuse somebody, or report that somebody is accused. A list, not a judgement.
//!
//! Words that mostly mean something else in the news ("attack", "abuse" of a substance, "cover") are left out or
//! stand in a phrase.

use super::word::Word;

/// Words and phrases in lower case, sorted; a phrase matches words that follow one another closely.
static WORDS: &[&str] = &[
    "a suspect",
    "abuse of office",
    "abuse of power",
    "abused",
    "abuser",
    "abusers",
    "abusive",
    "accomplice",
    "accomplices",
    "accusation",
    "accusations",
    "accuse",
    "accused",
    "accuser",
    "accusers",
    "accuses",
    "accusing",
    "allegation",
    "allegations",
    "allege",
    "alleged",
    "allegedly",
    "alleges",
    "alleging",
    "antisemitic",
    "arrested",
    "arson",
    "assaulted",
    "assaulting",
    "atrocities",
    "blackmail",
    "blackmailed",
    "breach of trust",
    "bribe",
    "bribed",
    "bribery",
    "bribes",
    "bribing",
    "bullied",
    "bullying",
    "charged in",
    "charged with",
    "charges against",
    "charges of",
    "cheated",
    "child abuse",
    "complicit",
    "complicity",
    "conflict of interest",
    "conspiracy charges",
    "conspiracy to",
    "conspired",
    "conspiring",
    "convicted",
    "conviction for",
    "convictions for",
    "corrupt",
    "corruption",
    "cover-up",
    "covered up",
    "criminal charges",
    "criminal conspiracy",
    "criminal investigation",
    "cronyism",
    "defamation",
    "defamatory",
    "defamed",
    "defraud",
    "defrauded",
    "defrauding",
    "domestic violence",
    "embezzle",
    "embezzled",
    "embezzlement",
    "embezzling",
    "ethnic cleansing",
    "extort",
    "extorted",
    "extorting",
    "extortion",
    "falsified",
    "falsifying",
    "felonies",
    "felony",
    "forgery",
    "fraud",
    "frauds",
    "fraudster",
    "fraudulent",
    "fraudulently",
    "genocide",
    "grooming",
    "groped",
    "groping",
    "guilty",
    "harassed",
    "harasser",
    "harassing",
    "harassment",
    "hate crime",
    "hate crimes",
    "homicide",
    "human trafficking",
    "illegally",
    "improper relationship",
    "impropriety",
    "inappropriate conduct",
    "inappropriately touched",
    "indicted",
    "indictment",
    "indictments",
    "insider trading",
    "kickback",
    "kickbacks",
    "kidnapped",
    "kidnapping",
    "laundered money",
    "laundering",
    "lawsuit",
    "lawsuits",
    "libel",
    "lied about",
    "lied to",
    "looted",
    "looting",
    "lying about",
    "lying to",
    "malfeasance",
    "malpractice",
    "manslaughter",
    "misappropriated",
    "misappropriation",
    "misconduct",
    "misled",
    "misuse of",
    "misused",
    "molestation",
    "molested",
    "molesting",
    "money laundering",
    "murder",
    "murdered",
    "murderer",
    "murderers",
    "murders",
    "negligence",
    "negligent",
    "negligently",
    "nepotism",
    "perjured",
    "perjury",
    "perpetrator",
    "perpetrators",
    "physical abuse",
    "plagiarised",
    "plagiarism",
    "plagiarized",
    "pleaded guilty",
    "racist",
    "rape",
    "raped",
    "rapes",
    "raping",
    "rapist",
    "rapists",
    "robbed",
    "robbery",
    "scandal",
    "scandals",
    "sexual abuse",
    "sexual assault",
    "sexual assaults",
    "sexual violence",
    "sexually abused",
    "sexually assaulted",
    "slander",
    "slandered",
    "smuggled",
    "smuggling",
    "stalked",
    "stalking",
    "stole",
    "sued",
    "suspected of",
    "suspects in",
    "swindle",
    "swindled",
    "tax evasion",
    "the suspect",
    "theft",
    "thefts",
    "tortured",
    "torturing",
    "trafficked",
    "treason",
    "under investigation",
    "unlawful",
    "unlawfully",
    "vandalised",
    "vandalism",
    "vandalized",
    "verbal abuse",
    "victimised",
    "victimized",
    "violated",
    "violating",
    "war crime",
    "war crimes",
    "wrongdoing",
];

/// How many words the longest phrase has.
const LONGEST: usize = 3;

/// Returns the first accusing words of a sentence as they are written.
pub fn first<'a>(sentence: &'a str, words: &[Word]) -> Option<&'a str> {
    (0..words.len()).find_map(|at| {
        let mut phrase = String::new();
        let mut found = None;
        for (count, word) in words[at..].iter().take(LONGEST).enumerate() {
            if count > 0 {
                if !word.follows_closely {
                    break;
                }
                phrase.push(' ');
            }
            phrase.push_str(word.lower.strip_suffix("'s").unwrap_or(&word.lower));
            if WORDS.binary_search(&phrase.as_str()).is_ok() {
                found = Some(&sentence[words[at].range.start..word.range.end]);
            }
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::unmarked_sentence::word::words;

    fn accusation(sentence: &str) -> Option<&str> {
        first(sentence, &words(sentence))
    }

    #[test]
    fn the_list_is_sorted_without_doubles_and_within_the_longest() {
        assert!(WORDS.is_sorted_by(|one, other| one < other));
        assert!(WORDS.iter().all(|words| words.split(' ').count() <= LONGEST));
    }

    #[test]
    fn words_and_phrases_are_found_whole() {
        assert_eq!(accusation("The alleged bribes."), Some("alleged"));
        assert_eq!(accusation("He was Charged with a crime."), Some("Charged with"));
        assert_eq!(accusation("He charged, with a smile, ahead."), None);
        assert_eq!(accusation("The battery charged for an hour."), None);
        assert_eq!(accusation("The fraud’s victims."), Some("fraud’s"));
    }
}
