//! The accused answered, and readers do not meet the answer where they meet the accusation. Reads marks, not sentences:
//! whether a response is fair is for people to judge.

use super::rulebook::number::RESPONSE_SENTENCES;
use super::{Check, Finding, Ground, Level, rule};
use crate::model::vocabulary::Meaning;
use crate::model::{Allegation, Id};
use crate::text::{BlockKind, Range, counted};

rule! {
    ReplyLeftOut, "reply-left-out", "B08", "Reply left out of the text", Blocking;
    what_it_finds: "An allegation whose record holds an answer of the accused while no response mark in the draft answers it. \
        Also, as a warning: a response further than six sentences from the first mention, and an allegation in the \
        headline without a response in headline, deck or first paragraph.",
    why_it_matters: "An answer that was asked for and is not printed is worse than none. Readers who stop early have to have met \
        both sides, and a denial at the end of a long article is one that many never see.",
    example: "A clerk says that the mayor [allegation accuser=Clerk accused=Mayor answer=denied: took bribes].",
    mended: "A clerk says that the mayor [allegation as=a accuser=Clerk accused=Mayor answer=denied: took bribes]. \
        [response answers=a: The mayor denies it].",
    what_to_do: "Put the answer next to the allegation, mark it as a response, and say on its card which allegation it answers.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let allegations = ground.project.allegations().iter();
    allegations
        .filter_map(|(id, allegation)| {
            let (level, message) = fault(ground, *id, allegation)?;
            Some(Finding { level, ..Finding::on_record(rule, ground, *id, message) })
        })
        .collect()
}

fn fault(ground: &Ground<'_>, id: Id, allegation: &Allegation) -> Option<(Level, String)> {
    let spans = |marks: &[Id]| -> Vec<Range> {
        marks.iter().filter_map(|mark| Some(ground.outline.placed(*mark)?.span)).collect()
    };
    let (mentions, responses) = (spans(ground.outline.mentions(id)), spans(ground.outline.answers(id)));
    let first = *mentions.first()?;
    let words = ground.words(id);
    if responses.is_empty() {
        let answer = ground.vocabulary.label("answer", &allegation.answer).to_lowercase();
        let told = match (answer.is_empty(), is_answered(ground, id)) {
            (false, _) => format!("“{answer}”"),
            (true, true) => "recorded".to_owned(),
            (true, false) => return None,
        };
        let message = format!("“{words}”: the answer is {told}, and no response in the text answers it.");
        return Some((Level::Blocking, message));
    }
    let sentence =
        |span: Range| ground.reading.sentences.partition_point(|sentence| sentence.end <= span.start);
    let away = responses.iter().map(|response| sentence(*response).abs_diff(sentence(first))).min()?;
    let kind = |span: &Range| ground.project.block_at(span.start);
    let leads = |span: &Range| {
        matches!(kind(span), BlockKind::Headline | BlockKind::Deck) || Some(*span) == lead(ground, *span)
    };
    let in_headline = mentions.iter().any(|span| kind(span) == BlockKind::Headline);
    let mut faults = Vec::new();
    if away > ground.rulebook.number(&RESPONSE_SENTENCES) as usize {
        let told = counted(away, "sentence", "sentences");
        faults.push(format!("the nearest response stands {told} from the first mention"));
    }
    if in_headline && !responses.iter().any(leads) {
        faults.push(
            "it stands in the headline, and no response in headline, deck or first paragraph".to_owned(),
        );
    }
    (!faults.is_empty()).then(|| (Level::Warning, format!("“{words}”: {}.", faults.join("; "))))
}

/// Tells whether anything that came back is recorded: in full, or with an attempt.
fn is_answered(ground: &Ground<'_>, id: Id) -> bool {
    let came_back = |attempt: &Id| {
        let outcome = ground.project.text_of(*attempt, "outcome");
        ground.vocabulary.meaning("outcome", &outcome) == Meaning::Closed
    };
    ground.is_filled(id, "answer_text") || ground.outline.parts(id).iter().any(came_back)
}

/// Returns a span that stands in the first paragraph.
fn lead(ground: &Ground<'_>, span: Range) -> Option<Range> {
    let blocks = super::blocks(ground.project);
    let first = blocks.iter().find(|block| block.kind == BlockKind::Paragraph)?;
    first.range.overlaps(span).then_some(span)
}
