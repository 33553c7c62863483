//! What the rules about wording find, what they propose, and what they leave alone.

use redpencil::check::Level;

use super::{findings, fixture};

/// Lists what a rule finds in an article: the words, the level and what would stand in their place.
fn found(rule: &str, article: &str) -> Vec<(String, Level, Option<String>)> {
    let made = fixture(article);
    let project = made.session.project();
    findings(project)
        .into_iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| {
            let words = finding.range.and_then(|range| range.of(project.text())).unwrap_or_default();
            (words.to_owned(), finding.level, finding.fix)
        })
        .collect()
}

#[track_caller]
fn mends(rule: &str, article: &str, words: &str, fix: &str) {
    let found = found(rule, article);
    let is_it = |(there, _, proposed): &(String, Level, Option<String>)| {
        there == words && proposed.as_deref() == Some(fix)
    };
    assert!(found.len() == 1 && found.iter().all(is_it), "{article}: {found:?}");
}

#[track_caller]
fn silent(rule: &str, article: &str) {
    let found = found(rule, article);
    assert!(found.is_empty(), "{article}: {found:?}");
}

#[track_caller]
fn weighs(rule: &str, article: &str, level: Level) {
    let levels: Vec<Level> = found(rule, article).iter().map(|(_, level, _)| *level).collect();
    assert_eq!(levels, [level], "{article}");
}

#[test]
fn an_accusation_is_of_something_and_once() {
    let rule = "accusation-wording";
    mends(rule, "Doe was accused with fraud.", "accused with", "accused of");
    mends(rule, "They accuse her with fraud.", "accuse her with", "accuse her of");
    mends(rule, "Doe is accused of allegedly lying.", "accused of allegedly", "accused of");
    mends(rule, "Accused of allegedly lying, Doe left.", "Accused of allegedly", "Accused of");
    mends(rule, "The alleged suspect left.", "alleged suspect", "suspect");
    weighs(rule, "Accused cop killer Jane Doe left.", Level::Warning);
    weighs(rule, "The alleged incident was on Monday.", Level::Hint);
    for right in [
        "Doe is accused of colluding with Roe.",
        "The accused left with her lawyer.",
        "“I was accused with fraud,” she said.",
        "She wrote for Accused With Fraud, a show.",
        "Doe allegedly hit the man.",
    ] {
        silent(rule, right);
    }
}

#[test]
fn only_evidence_refutes() {
    let rule = "denial-called-refutation";
    mends(rule, "A spokesman for the bank flatly refuted it.", "refuted", "denied");
    mends(rule, "Doe debunks the rumour.", "debunks", "denies");
    mends(rule, "The rumour was rebutted by Doe.", "rebutted", "denied");
    for right in [
        "A study refuted it.",
        "Fact-checkers debunked what Doe said.",
        "Doe refuted it with documents.",
        "Doe tried to refute it.",
        "The rumour was refuted.",
    ] {
        silent(rule, right);
    }
}

#[test]
fn words_that_judge_what_was_said_are_told_from_their_other_meanings() {
    let rule = "loaded-cue";
    mends(rule, "Doe claimed that it rained.", "claimed", "said");
    mends(rule, "“It rained,” Doe admitted.", "admitted", "said");
    for right in [
        "Doe was admitted to the hospital.",
        "The group claimed responsibility.",
        "The storm claimed 12 lives.",
        "His claims, Doe said, are false.",
    ] {
        silent(rule, right);
    }
}

#[test]
fn courts_find_nobody_innocent() {
    let rule = "court-wording";
    mends(rule, "Doe pleaded innocent.", "pleaded innocent", "pleaded not guilty");
    mends(rule, "Doe was indicted for fraud.", "indicted for", "indicted on a charge of");
    mends(rule, "Doe was charged for robbing a shop.", "charged for robbing", "charged with robbing");
    weighs(rule, "Doe was arrested for theft.", Level::Hint);
    for right in
        ["Doe was arrested for the first time.", "They charged for parking.", "Doe is innocent, he said."]
    {
        silent(rule, right);
    }
}

#[test]
fn one_hedge_is_enough() {
    let rule = "stacked-hedges";
    mends(rule, "It may possibly rain.", "may possibly", "may");
    mends(rule, "Perhaps might it rain.", "Perhaps might", "Might");
    mends(rule, "It reportedly could rain.", "reportedly could", "could");
    silent(rule, "It may rain, and possibly soon.");
}

#[test]
fn a_record_needs_evidence_under_it() {
    let rule = "superlative-without-evidence";
    weighs(rule, "It was the first time in history.", Level::Warning);
    weighs(rule, "She was the only woman there.", Level::Hint);
    silent(rule, "[claim evidence=p.4: It was the first time in history].");
    silent(rule, "[opinion: It was unprecedented].");
    silent(rule, "“It was unprecedented,” she said.");
    silent(rule, "It is one of the largest.");
}

#[test]
fn a_cause_weighs_more_beside_a_mere_connection() {
    let rule = "cause-without-evidence";
    weighs(rule, "Coffee leads to long life. People who drink it are more likely to be old.", Level::Warning);
    weighs(rule, "The road was closed because of snow.", Level::Hint);
    silent(rule, "The train is due to arrive.");
}

#[test]
fn nobody_in_particular_is_told_from_people_who_are_counted_or_named() {
    let rule = "weasel-attribution";
    weighs(rule, "It is widely believed that it will fail.", Level::Warning);
    weighs(rule, "Critics say it will fail. “It will,” said Jane Doe.", Level::Hint);
    weighs(rule, "Experts say it will fail.", Level::Hint);
    silent(rule, "Two critics said it will fail.");
    silent(rule, "“Many believe it,” she said.");
}

#[test]
fn an_accusation_has_somebody_who_makes_it() {
    let rule = "passive-accusation";
    weighs(rule, "Doe was accused of theft.", Level::Warning);
    silent(rule, "Doe was accused of theft by her brother.");
    silent(rule, "Doe was accused of theft. The complaint names her three times.");
    let rule = "allegation-without-source";
    weighs(rule, "Doe allegedly took it.", Level::Warning);
    silent(rule, "Doe allegedly took it, police said.");
    silent(rule, "Prosecutors described the night. Doe allegedly took it then. She left.");
}

#[test]
fn what_is_alleged_is_not_said_flatly_elsewhere() {
    let rule = "allegation-as-fact";
    weighs(rule, "# Doe stole from charity\n\nJane Doe is accused of theft.", Level::Blocking);
    weighs(
        rule,
        "Officers arrested Jane Doe on suspicion of murder. Doe strangled her aunt.",
        Level::Blocking,
    );
    weighs(rule, "Jane Doe was charged with theft. She stole the ring.", Level::Warning);
    weighs(rule, "The suspect stabbed two men.", Level::Warning);
    weighs(
        rule,
        "A clerk says that [allegation accuser=A accused=\"Jane Doe\" gist=\"Took bribes\": she was paid]. Doe took bribes.",
        Level::Blocking,
    );
    for right in [
        "Jane Doe is accused of theft. Doe stole it, police said.",
        "Jane Doe was accused of theft. She was convicted in May. Doe stole the ring.",
        "Jane Doe is accused of theft. Doe did not steal. Roe stole it.",
        "Jane Doe is accused of killing him. Doe was shot on Monday.",
        "Jane Doe stole the show.",
    ] {
        silent(rule, right);
    }
}

#[test]
fn nobody_is_called_by_a_deed_before_a_court_has_found_it() {
    let rule = "word-ahead-of-stage";
    weighs(rule, "Jane Doe was charged with murder. The killer, Jane Doe, left.", Level::Blocking);
    weighs(rule, "Jane Doe was charged with fraud. Doe is a fraudster.", Level::Blocking);
    weighs(
        rule,
        "It [allegation accuser=A accused=\"Jane Doe\" stage=investigation: is looked into]. Doe was convicted of it.",
        Level::Blocking,
    );
    weighs(
        rule,
        "It [allegation accuser=A accused=\"Jane Doe\" stage=investigation: is looked into]. Doe was indicted.",
        Level::Blocking,
    );
    weighs(rule, "Doe has not been charged. The day before, Doe was charged with theft.", Level::Warning);
    for right in [
        "Jane Doe was charged with murder and convicted. The killer, Jane Doe, left.",
        "Jane Doe was charged with theft. “The thief Doe,” he called her.",
        "Jane Doe was charged with theft. A thief left.",
        "It [allegation accuser=A accused=\"Jane Doe\" stage=charged: is looked into]. Doe was indicted.",
    ] {
        silent(rule, right);
    }
}

#[test]
fn marks_hold_one_fact_and_are_of_the_right_kind() {
    let rule = "several-facts-in-one-mark";
    weighs(rule, "[claim: He ran. She won].", Level::Hint);
    silent(rule, "[claim: He ran 3 times]. [claim: She won].");
    let rule = "opinion-and-claim-confused";
    weighs(rule, "[opinion: He committed fraud].", Level::Hint);
    silent(rule, "[claim: She called the plan disgraceful].");
}
