//! A picture's words that nobody has checked. Knows captions and marks; sees no picture.

use super::unmarked_sentence::checkable;
use super::{Check, Finding, Ground, Marked, rule, shortened};
use crate::model::{Slot, Value};
use crate::text::{BlockKind, Range};

rule! {
    CaptionUnchecked, "caption-unchecked", "W18", "Caption unchecked", Warning;
    what_it_finds: "A caption in which nothing is marked, or in which work on every claim, quotation and allegation is still open.",
    why_it_matters: "Captions are written last, by somebody who was not there, and read first. A wrong name under a face is the error \
        that people sue for.",
    example: "! The mayor at the bridge. Photo: Jane Doe",
    mended: "! [claim confirmed evidence=p.4: The mayor at the bridge]. Photo: Jane Doe",
    what_to_do: "Check who and what the picture shows, where and when it was taken, and mark the caption; or mark it as needing no check.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let (project, text) = (ground.project, ground.project.text());
    let captions: Vec<Range> = (ground.reading.blocks.iter())
        .filter(|block| block.kind == BlockKind::Caption)
        .map(|block| block.range)
        .filter(|range| range.of(text).is_some_and(|words| words.contains(char::is_alphanumeric)))
        .collect();
    if captions.is_empty() {
        return Vec::new();
    }
    let marked = Marked::of(ground);
    let mut checked = vec![false; captions.len()];
    for (at, mark) in ground.marks_meeting(&captions) {
        let record = project.annotations().get(&mark).and_then(|row| row.record);
        let is_open = record.is_some_and(|record| match project.value(&Slot { record, field: "status" }) {
            Value::Status(status) => ground.vocabulary.meaning_of_status(Some(&status)).is_open(),
            _ => record.table() != crate::model::Table::Query,
        });
        checked[at] |= !is_open;
    }
    let book = ground.reading.wordbook.as_ref();
    let open = captions.into_iter().zip(checked).filter(|(_, checked)| !checked).map(|(caption, _)| caption);
    open.filter_map(|caption| {
        let words = caption.of(text)?;
        let is_bare = !marked.meets(caption);
        // That a number or a quotation in it is unmarked is said by another rule.
        let inside = |sentence: &&Range| sentence.overlaps(caption);
        let sentences: Vec<Range> =
            ground.reading.sentences_in(caption).iter().filter(inside).copied().collect();
        if is_bare && !checkable(project, &sentences, book).is_empty() {
            return None;
        }
        let how = if is_bare { "nothing is marked in it" } else { "what is marked in it is still open" };
        let message = format!("The caption “{}” is unchecked: {how}.", shortened(words));
        Some(Finding::on_words(rule, words, caption, message))
    })
    .collect()
}
