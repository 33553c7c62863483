//! Excerpts: a range in a source's own text, tied to a piece of evidence.
//!
//! What the excerpt and the locator hold by hand stays; what followed from the passage before follows from the new one.
//! It must not know where the source's text comes from, nor how it is shown.

use super::mark::{placed, target};
use super::record;
use super::{Plan, View, missing};
use crate::import::plain;
use crate::model::{Anchoring, Edit, Evidence, Id, Passage, Prose, Target, Transaction, Value};
use crate::session::{Attachment, Context, Details, Placing, Refusal};
use crate::text::Range;

/// The row of the vocabulary for places that are counted by paragraphs.
const BY_PARAGRAPH: &str = "paragraph";

pub(super) fn excerpt(view: &View<'_>, evidence: Id, ranges: &[Range]) -> Result<Plan, Refusal> {
    let known = view.project.evidence().get(&evidence).ok_or_else(|| missing(evidence))?;
    let (edits, said) = passage_edits(view, evidence, known, ranges)?;
    let label = if known.passage.is_some() { "change range of excerpt" } else { "mark excerpt" };
    let transaction = Transaction { label: label.into(), edits, focus: Some(evidence) };
    Ok(Plan { transaction, said, ..Plan::default() })
}

pub(super) fn attach(
    view: &View<'_>,
    record: Id,
    source: Id,
    ranges: &[Range],
    details: Details,
    context: &mut dyn Context,
) -> Result<Plan, Refusal> {
    let words = |field: &str| -> String {
        let given = details.iter().find(|(name, _)| *name == field);
        given.map_or_else(String::new, |(_, value)| match value {
            Value::Text(words) => words.clone(),
            _ => String::new(),
        })
    };
    let known = Evidence {
        source: Some(source),
        excerpt: words("excerpt"),
        locator: words("locator"),
        locator_kind: words("locator_kind"),
        ..Evidence::default()
    };
    let mut transaction = record::attach(view, record, Attachment::Existing(source), details, context)?;
    let evidence = transaction.focus.ok_or_else(|| missing(source))?;
    let (edits, said) = passage_edits(view, evidence, &known, ranges)?;
    transaction.edits.extend(edits);
    Ok(Plan { transaction, said, ..Plan::default() })
}

/// Ties evidence to a passage; says what stays as it was although the passage says otherwise.
fn passage_edits(
    view: &View<'_>,
    evidence: Id,
    known: &Evidence,
    ranges: &[Range],
) -> Result<(Vec<Edit>, String), Refusal> {
    let source = known.source.and_then(|id| view.project.sources().get(&id));
    let source = source.ok_or_else(|| Refusal::new("This evidence has no source yet. Choose one first."))?;
    let prose = source.text.as_ref().filter(|text| !text.as_str().trim().is_empty()).ok_or_else(|| {
        let name = source.title.trim();
        let name = if name.is_empty() { "The source".to_owned() } else { format!("“{name}”") };
        Refusal(format!(
            "{name} has no text of its own yet, so no words of it can be marked. Give it one first."
        ))
    })?;
    let text = prose.as_str();
    let target = target(text, &placed(text, ranges, Placing::Snapped)?, Anchoring::Intact);
    let mut edits = Vec::new();
    let mut said = String::new();
    let follows = known.excerpt.trim().is_empty()
        || known.passage.as_ref().is_some_and(|before| before.target.quote == known.excerpt);
    if follows {
        edits.push(Edit::new(evidence, "excerpt", target.quote.clone()));
    } else if known.excerpt != target.quote {
        "The excerpt stays as it was typed; the passage is marked beside it.".clone_into(&mut said);
    }
    if let Some(number) = paragraph_of(text, &target)
        && view.vocabulary.row("locator", BY_PARAGRAPH).is_some()
        && is_free(known, prose)
    {
        edits.push(Edit::new(evidence, "locator", locator(number)));
        edits.push(Edit::new(evidence, "locator_kind", BY_PARAGRAPH.to_owned()));
    }
    let passage = Passage { text: prose.sha256().to_owned(), target };
    edits.push(Edit::new(evidence, "passage", Some(passage)));
    Ok((edits, said))
}

/// Tells whether the locator may be filled in: it is empty, or says what followed from the passage before.
fn is_free(known: &Evidence, prose: &Prose) -> bool {
    let kind_is_free = known.locator_kind.is_empty() || known.locator_kind == BY_PARAGRAPH;
    kind_is_free && (known.locator.trim().is_empty() || follows_passage(known, prose))
}

/// Tells whether the locator of evidence says where its passage stands in a text.
pub(super) fn follows_passage(known: &Evidence, prose: &Prose) -> bool {
    known.passage.as_ref().is_some_and(|before| {
        known.locator_kind == BY_PARAGRAPH
            && before.text == prose.sha256()
            && paragraph_of(prose.as_str(), &before.target)
                .is_some_and(|number| known.locator == locator(number))
    })
}

/// Writes a locator by paragraph.
pub(super) fn locator(number: usize) -> String {
    format!("paragraph {number}")
}

/// Counts the paragraphs up to the one in which a target begins; nothing before the first.
pub(super) fn paragraph_of(text: &str, target: &Target) -> Option<usize> {
    let start = target.ranges.first()?.start;
    let blocks = plain::blocks(text);
    let before = blocks.iter().take_while(|block| block.range.start <= start);
    Some(before.filter(|block| block.kind.is_numbered()).count()).filter(|number| *number > 0)
}
