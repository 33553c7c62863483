//! The article says that somebody was not reached, and the reply log does not bear it out. Knows a list of phrases.

use super::rulebook::number::ATTEMPTS;
use super::{Check, Finding, Ground, Level, rule, shortened};
use crate::model::vocabulary::Meaning;
use crate::model::{Id, Slot, Value};
use crate::text::{Range, counted};

rule! {
    UnloggedAttempts, "unlogged-attempts", "W19", "Not reached, without logged attempts", Warning;
    what_it_finds: "An allegation whose answer is “no comment” or “not reached”, or whose response in the text says so, with fewer \
        than two attempts in its reply log. Also, as a hint: a sentence that says so of somebody and belongs to no \
        response, while no two attempts are logged at all.",
    why_it_matters: "“Could not be reached” is a claim about our own work, and the first thing that the other side's lawyer asks \
        about. The rule of thumb is five earnest attempts, by more than one channel, each with its day and hour.",
    example: "A clerk says that the mayor [allegation as=a accuser=Clerk accused=Mayor answer=not-reached: took bribes]. \
        [response answers=a: The mayor could not be reached].",
    mended: "A clerk says that the mayor [allegation as=a accuser=Clerk accused=Mayor answer=not-reached attempts=2: took bribes]. \
        [response answers=a: The mayor could not be reached].",
    what_to_do: "Enter each attempt in the reply log on the allegation's card: day, hour, channel, by whom, to whom, what came of it; \
        or try again.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let allegations = ground.project.allegations().keys();
    let mut found: Vec<Finding> = allegations
        .filter_map(|id| {
            let message = fault(ground, *id)?;
            Some(Finding::on_record(rule, ground, *id, message))
        })
        .collect();
    if ground.project.attempts().len() < least(ground) {
        found.extend(loose_sentences(rule, ground));
    }
    found
}

/// Returns how many attempts bear it out at least.
fn least(ground: &Ground<'_>) -> usize {
    ground.rulebook.number(&ATTEMPTS) as usize
}

fn fault(ground: &Ground<'_>, id: Id) -> Option<String> {
    let attempts = ground.outline.parts(id).len();
    if attempts >= least(ground) {
        return None;
    }
    let answer = match ground.project.value(&Slot { record: id, field: "answer" }) {
        Value::Text(answer) => answer,
        _ => String::new(),
    };
    let is_silent = ground.vocabulary.meaning("answer", &answer) == Meaning::Silent;
    let answers = ground.outline.answers(id).iter();
    let mut said = answers.filter_map(|mark| sentence_at(ground, ground.outline.placed(*mark)?.span));
    let said = said.find(|sentence| ground.reading.has("silence", *sentence));
    let said = said.and_then(|at| ground.reading.lines()[at].range.of(ground.project.text()));
    let reason = match (is_silent, said) {
        (true, _) => format!("the answer is “{}”", ground.vocabulary.label("answer", &answer).to_lowercase()),
        (false, Some(words)) => format!("the text says “{}”", shortened(words)),
        (false, None) => return None,
    };
    let logged = match attempts {
        0 => "no attempt is logged".to_owned(),
        count => format!("only {} is logged", counted(count, "attempt", "attempts")),
    };
    Some(format!("“{}”: {reason}, and {logged}.", ground.words(id)))
}

/// Finds sentences that tell of silence and belong to no response: nobody can tell whose it is.
fn loose_sentences(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let text = ground.project.text();
    let answering: Vec<Range> = (ground.project.allegations().keys())
        .flat_map(|id| ground.outline.answers(*id))
        .filter_map(|mark| Some(ground.outline.placed(*mark)?.span))
        .collect();
    let mut findings = Vec::new();
    let mut last = None;
    for hit in ground.reading.hits("silence") {
        let sentence = ground.reading.lines()[hit.sentence].range;
        let is_told = last.replace(hit.sentence) == Some(hit.sentence);
        if !is_told && !answering.iter().any(|response| response.overlaps(sentence)) {
            let words = sentence.of(text).unwrap_or_default();
            let told = format!("“{}”: fewer than {} logged.", shortened(words), wanted(ground));
            findings.push(Finding::on_words(rule, words, sentence, told).weighing(Level::Hint));
        }
    }
    findings
}

fn wanted(ground: &Ground<'_>) -> String {
    match least(ground) {
        1 => "one attempt is".to_owned(),
        2 => "two attempts are".to_owned(),
        count => format!("{count} attempts are"),
    }
}

/// Returns the number of the sentence that a span begins in.
fn sentence_at(ground: &Ground<'_>, span: Range) -> Option<usize> {
    let at = ground.reading.sentences.partition_point(|sentence| sentence.end <= span.start);
    ground.reading.sentences.get(at).filter(|sentence| sentence.overlaps(span)).map(|_| at)
}

#[cfg(test)]
mod tests {
    use crate::check::rulebook::Rulebook;
    use crate::check::unmarked_sentence::word::words;

    fn tells_of_silence(sentence: &str) -> bool {
        let words = words(sentence);
        Rulebook::shipped().languages[0].list("silence").first(&words.as_slice()).is_some()
    }

    #[test]
    fn phrases_for_silence_are_known_in_any_case_and_over_lines() {
        for silent in [
            "The mayor could not be reached.",
            "A spokesman DECLINED to\ncomment on Friday.",
            "She did not immediately respond to a request.",
            "Doe couldn’t be reached, and he had not responded to messages.",
            "Calls to the firm were not returned.",
        ] {
            assert!(tells_of_silence(silent), "{silent}");
        }
        for other in
            ["He commented on the vote.", "The summit could be reached by noon.", "They declined the offer."]
        {
            assert!(!tells_of_silence(other), "{other}");
        }
    }
}
