//! The source beside the article: opening it, marking excerpts in it, and going from a mark to its passage and back.
//!
//! It must not know how either is drawn.

use super::Desk;
use crate::anchor::{Quote, locate};
use crate::gui::beside::text_of;
use crate::gui::view_state::Wanted;
use crate::model::{Anchoring, Id, Passage};
use crate::session::{Action, Details, Outcome, Refusal};
use crate::text::Range;

/// A lost passage is looked for by so many of its words at most.
const MOST_WORDS: usize = 24;
/// And by so many at least.
const LEAST_WORDS: usize = 3;

impl Desk {
    /// Tells whether the keyboard is in the source beside the article.
    pub fn reads_source(&self) -> bool {
        self.beside.has_keyboard && self.beside.open().is_some()
    }

    /// Opens a source beside the article, with the chosen mark's passage in view; the keyboard goes there.
    pub fn read_beside(&mut self, source: Id) {
        self.beside.show(source);
        self.beside.refresh(&self.session, &mut self.derived);
        self.beside.follow(&self.session, self.chosen());
        self.view.wanted = Some(Wanted::Beside);
    }

    /// Opens the source that is at hand beside the article, or closes the one that is open.
    pub fn toggle_beside(&mut self) -> Result<(), Refusal> {
        if self.beside.open().is_some() {
            self.close_beside();
            return Ok(());
        }
        let source = self.source_to_read().ok_or_else(|| {
            Refusal::new("There is no source yet: attach one to a claim, a quotation or an allegation first")
        })?;
        self.read_beside(source);
        Ok(())
    }

    /// Closes the source beside the article; the keyboard goes back to the article.
    pub fn close_beside(&mut self) {
        self.beside.close();
        self.view.wanted = Some(Wanted::Article);
    }

    /// Returns the source that somebody means who names none: of the record at hand, else the last one, else any.
    fn source_to_read(&self) -> Option<Id> {
        let project = self.session.project();
        if let Some(source) = self.opened().filter(|record| project.sources().contains_key(record)) {
            return Some(source);
        }
        let evidence = self.proven().map_or(&[][..], |record| self.session.outline().evidence(record));
        let known = || evidence.iter().filter_map(|id| project.evidence().get(id));
        let has_text = |id: &Id| project.sources().get(id).is_some_and(|source| text_of(source).is_some());
        let marked = known().filter(|evidence| evidence.passage.is_some()).find_map(|known| known.source);
        let readable = || known().filter_map(|known| known.source).find(has_text);
        let last = || self.beside.last().filter(|source| project.has(*source));
        marked
            .or_else(readable)
            .or_else(|| known().find_map(|known| known.source))
            .or_else(last)
            .or_else(|| project.sources().keys().copied().find(has_text))
            .or_else(|| project.sources().keys().next().copied())
    }

    /// Opens the next or the previous source that has a text, round and round; tells whether there is one.
    pub fn step_source(&mut self, step: isize) -> bool {
        self.beside.refresh(&self.session, &mut self.derived);
        let texts = self.beside.texts();
        let count = texts.len();
        if count == 0 {
            return false;
        }
        let here = self.beside.open().and_then(|open| texts.iter().position(|id| *id == open));
        let at = match here {
            Some(at) => (at.cast_signed() + step).rem_euclid(count.cast_signed()).cast_unsigned(),
            None if step < 0 => count - 1,
            None => 0,
        };
        let source = texts[at];
        self.read_beside(source);
        true
    }

    /// Makes the words that are selected in the source the excerpt of the record at hand: of its evidence from this
    /// source, or of new evidence.
    pub fn excerpt(&mut self) -> Result<Outcome, Refusal> {
        let source = self
            .beside
            .open()
            .ok_or_else(|| Refusal::new("Open a source beside the article first, and select words in it"))?;
        let range = self
            .beside
            .selection()
            .ok_or_else(|| Refusal::new("Select words in the source first, then take them as an excerpt"))?;
        let record = self.proven_or_refusal()?;
        let ranges = vec![range];
        let action = match self.evidence_from(record, source) {
            Some(evidence) => Action::Excerpt { evidence, ranges },
            None => Action::AttachPassage { record, source, ranges, details: Details::new() },
        };
        let outcome = self.act(action)?;
        self.beside.view.select(Range::new(range.end, range.end));
        self.beside.choose(outcome.focus);
        self.view.wanted = Some(Wanted::Beside);
        Ok(outcome)
    }

    /// Finds the piece of a record's evidence from a source that an excerpt is meant for: the framed one where its words
    /// have to be found again, else the first without a passage, else the framed one, else the last.
    fn evidence_from(&self, record: Id, source: Id) -> Option<Id> {
        let project = self.session.project();
        let known = self.session.outline().evidence(record).iter().copied();
        let known: Vec<Id> =
            known.filter(|id| project.evidence().get(id).is_some_and(|e| e.source == Some(source))).collect();
        let framed = self.beside.chosen().filter(|id| known.contains(id));
        let doubtful = framed.filter(|id| self.beside.doubts().iter().any(|doubt| doubt.evidence == *id));
        let bare = || known.iter().copied().find(|id| self.passage(*id).is_none());
        doubtful.or_else(bare).or(framed).or(known.last().copied())
    }

    fn passage(&self, evidence: Id) -> Option<&Passage> {
        self.session.project().evidence().get(&evidence)?.passage.as_ref()
    }

    /// Goes from the chosen mark to its next passage, or from the passage in the source to its mark.
    pub fn go_between(&mut self) -> Result<(), Refusal> {
        if self.reads_source() { self.go_to_passage_mark() } else { self.go_to_next_passage() }
    }

    fn go_to_passage_mark(&mut self) -> Result<(), Refusal> {
        let caret = self.beside.view.caret();
        let under = self.beside.passages().at(caret).first().and_then(|key| self.derived.id_of(*key));
        let evidence = under.or(self.beside.chosen()).ok_or_else(|| {
            Refusal::new("No passage stands here: put the caret into one, or choose a mark with an excerpt")
        })?;
        self.choose_passage(evidence);
        self.view.wanted = Some(Wanted::Article);
        Ok(())
    }

    fn go_to_next_passage(&mut self) -> Result<(), Refusal> {
        let record = self.proven_or_refusal()?;
        let evidence = self.session.outline().evidence(record).to_vec();
        let marked: Vec<Id> = evidence.iter().copied().filter(|id| self.passage(*id).is_some()).collect();
        if marked.is_empty() {
            let has_source = evidence.iter().any(|id| {
                self.session.project().evidence().get(id).is_some_and(|evidence| evidence.source.is_some())
            });
            if let Some(source) = self.source_to_read().filter(|_| has_source) {
                self.read_beside(source);
            }
            return Err(Refusal::new(
                "No words of a source are marked as an excerpt of it yet: select them in the source and take them",
            ));
        }
        let here = self.beside.chosen().and_then(|id| marked.iter().position(|known| *known == id));
        let is_open = |id: Id| {
            let source = self.session.project().evidence().get(&id).and_then(|evidence| evidence.source);
            source.is_some() && source == self.beside.open()
        };
        // Who comes from the article for the first time sees the framed passage; the next press the one after it.
        let at = match here {
            Some(at) if self.beside.view.caret() == self.start_of(marked[at]) && is_open(marked[at]) => {
                (at + 1) % marked.len()
            }
            Some(at) => at,
            None => marked.iter().position(|id| is_open(*id)).unwrap_or_default(),
        };
        self.show_passage(marked[at]);
        Ok(())
    }

    fn start_of(&self, evidence: Id) -> usize {
        self.passage(evidence).map_or(usize::MAX, |passage| passage.target.span().start)
    }

    /// Shows a passage in its source, framed; the keyboard goes there.
    pub fn show_passage(&mut self, evidence: Id) {
        let source = self.session.project().evidence().get(&evidence).and_then(|evidence| evidence.source);
        let Some(source) = source else { return };
        self.beside.show(source);
        self.beside.refresh(&self.session, &mut self.derived);
        self.beside.choose(Some(evidence));
        self.beside.follow(&self.session, self.chosen());
        if let Some(range) = self.beside.place_of(&self.session, evidence) {
            self.beside.view.select(Range::new(range.start, range.start));
            self.beside.view.reveal(range.start);
        }
        self.view.wanted = Some(Wanted::Beside);
    }

    /// Takes a click into the source: the smallest passage under it, the next click there the next larger one; its mark
    /// is chosen in the article.
    pub fn click_passage(&mut self, keys: &[u64]) {
        let ids: Vec<Id> = keys.iter().filter_map(|key| self.derived.id_of(*key)).collect();
        let next = match self.beside.chosen().and_then(|chosen| ids.iter().position(|id| *id == chosen)) {
            Some(at) => ids.get((at + 1) % ids.len()),
            None => ids.first(),
        };
        if let Some(evidence) = next.copied() {
            self.choose_passage(evidence);
        }
    }

    /// Frames a passage and chooses the mark in the article that it proves.
    pub fn choose_passage(&mut self, evidence: Id) {
        self.beside.choose(Some(evidence));
        let record = self.session.project().evidence().get(&evidence).and_then(|evidence| evidence.record);
        let Some(record) = record else { return };
        let mentions = self.session.outline().mentions(record);
        let here = self.chosen().filter(|mark| mentions.contains(mark));
        match here.or(mentions.first().copied()) {
            Some(mark) => self.go_to_mark(mark),
            None => self.view.open_record(record),
        }
    }

    /// Looks for the words of a passage again: takes them where they stand, else shows the longest of them that the text
    /// still has, to be marked by hand.
    pub fn find_passage(&mut self, evidence: Id) -> Result<Outcome, Refusal> {
        let quote = self.passage(evidence).map(|passage| passage.target.clone());
        let quote = quote.ok_or_else(|| Refusal::new("No words of a source are marked as this excerpt."))?;
        self.show_passage(evidence);
        self.choose_passage(evidence);
        let leaf = self.beside.leaf().ok_or_else(|| Refusal::new("This source has no text to look in."))?;
        let text = std::sync::Arc::clone(&leaf.text);
        let found = locate(&text, &Quote { hint: None, ..Quote::from(&quote) });
        if found.state != Anchoring::Lost && found.range.of(&text).is_some_and(|words| !words.is_empty()) {
            self.beside.view.select(found.range);
            self.beside.view.reveal(found.range.start);
            return self.act(Action::Excerpt { evidence, ranges: vec![found.range] });
        }
        self.view.wanted = Some(Wanted::Beside);
        if let Some(range) = longest_part(&text, &quote.quote) {
            self.beside.view.select(range);
            self.beside.view.reveal(range.start);
            return Err(Refusal::new(
                "Only some of the words stand here still. Select what is the excerpt now, and take it.",
            ));
        }
        Err(Refusal::new(
            "The words stand nowhere in this text. Select what is the excerpt now, and take it.",
        ))
    }

    /// Takes a passage whose words changed as it stands in the text now.
    pub fn accept_passage(&mut self, evidence: Id) -> Result<Outcome, Refusal> {
        let ranges = self.passage(evidence).map(|passage| passage.target.ranges.clone()).unwrap_or_default();
        self.act(Action::Excerpt { evidence, ranges })
    }
}

/// Finds the longest run of a quote's words that stands in a text.
fn longest_part(text: &str, quote: &str) -> Option<Range> {
    let words: Vec<&str> = quote.split_whitespace().take(MOST_WORDS).collect();
    (LEAST_WORDS..=words.len()).rev().find_map(|count| {
        words.windows(count).find_map(|part| {
            let part = part.join(" ");
            let start = text.find(&part)?;
            Some(Range::new(start, start + part.len()))
        })
    })
}
