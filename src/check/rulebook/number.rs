//! The numbers that rules go by and that a desk may want otherwise. Knows no article.

/// A number that a rule goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The name in files.
    pub name: &'static str,
    /// The rule that goes by it.
    pub rule: &'static str,
    /// What it is called on screen.
    pub label: &'static str,
    /// What it does, in one sentence.
    pub help: &'static str,
    /// What it is where nobody decided otherwise.
    pub usual: u32,
    /// The least that makes sense.
    pub least: u32,
    /// The most that makes sense.
    pub most: u32,
}

/// How many days a stage that can still move is taken to hold.
pub static STAGE_DAYS: Number = Number {
    name: "stage-days",
    rule: "stage-out-of-date",
    label: "Days that a stage holds",
    help: "A stage that can still move (alleged, investigated, charged) has to be looked up again after so many days.",
    usual: 30,
    least: 0,
    most: 3_650,
};

/// How many sentences may stand between the first mention of an allegation and the response.
pub static RESPONSE_SENTENCES: Number = Number {
    name: "response-sentences",
    rule: "reply-left-out",
    label: "Sentences that a response may be away",
    help: "A response that stands more sentences than this from the first mention of the allegation is told.",
    usual: 6,
    least: 0,
    most: 1_000,
};

/// How many independent sources a claim needs on which much hangs.
pub static INDEPENDENT_SOURCES: Number = Number {
    name: "independent-sources",
    rule: "single-source",
    label: "Independent sources",
    help: "A material claim that is confirmed has to rest on at least so many sources that do not lean on one another.",
    usual: 2,
    least: 1,
    most: 20,
};

/// How many attempts to reach somebody bear out that they were not reached.
pub static ATTEMPTS: Number = Number {
    name: "attempts",
    rule: "unlogged-attempts",
    label: "Attempts to reach the accused",
    help: "“Could not be reached” needs at least so many attempts in the reply log; the rule of thumb is five.",
    usual: 2,
    least: 1,
    most: 50,
};

/// Every number, in the order of the settings.
pub static ALL: [&Number; 4] = [&STAGE_DAYS, &RESPONSE_SENTENCES, &INDEPENDENT_SOURCES, &ATTEMPTS];

/// Finds the number of that name.
pub fn named(name: &str) -> Option<&'static Number> {
    ALL.into_iter().find(|number| number.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check;

    #[test]
    fn each_number_belongs_to_a_rule_and_is_within_its_bounds() {
        for number in ALL {
            assert!(check::named(number.rule).is_some(), "{}", number.rule);
            assert!((number.least..=number.most).contains(&number.usual), "{}", number.name);
        }
        assert_eq!(ALL.iter().map(|number| number.name).collect::<BTreeSet<_>>().len(), ALL.len());
    }
}
