//! Excerpts marked in a source's text, and found again when the text changes.

use std::sync::Arc;

use proptest::prelude::*;

use crate::import;
use crate::model::{Anchoring, Evidence, Id, Moment, Passage, Project, Prose, Slot, Source, Table, Value};
use crate::session::context::Fixed;
use crate::session::journal::Memory;
use crate::session::{Action, Attachment, Deed, Placing, Session};
use crate::text::Range;

const ARTICLE: &str = "The council voted 7 to 2.\n";
const MINUTES: &str = "Minutes of 5 March.\n\nThe chair opened the meeting at noon.\n\nThe motion to close the pool \
                       was carried, seven in favour and two against.\n\nThe chair closed the meeting.\n";

/// A claim, and a source with a text.
struct Bench {
    session: Session,
    claim: Id,
    source: Id,
}

impl Bench {
    fn new(text: &str) -> Self {
        let context = Fixed::new(Moment(1_700_000_000), "Ada", 7);
        let vocabulary = Arc::clone(&crate::store::vocabulary::shipped());
        let journal = Box::new(Memory::default());
        let mut session = Session::new(Project::default(), vocabulary, journal, Box::new(context));
        let article = import::read(ARTICLE.as_bytes(), "a.txt").unwrap();
        let begin = Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None };
        session.dispatch(begin).unwrap();
        let ranges = vec![Range::new(12, 24)];
        let mark = Action::Mark {
            ranges,
            kind: "claim".into(),
            placing: Placing::Snapped,
            record: None,
            details: vec![],
        };
        let mark = session.dispatch(mark).unwrap().focus.unwrap();
        let claim = session.project().annotations()[&mark].record.unwrap();
        let details = vec![("title", Value::Text("Minutes".into()))];
        let create = Action::Create { table: Table::Source, details, link: None };
        let source = session.dispatch(create).unwrap().focus.unwrap();
        let mut bench = Self { session, claim, source };
        bench.text(Some(text));
        bench
    }

    fn text(&mut self, text: Option<&str>) {
        let slot = Slot { record: self.source, field: "text" };
        let value = text.map_or(Value::Nothing, |text| Value::Prose(Prose::new(text)));
        self.session.dispatch(Action::Set { slot, value }).unwrap();
    }

    /// Marks words of the source as the excerpt of new evidence.
    fn mark(&mut self, words: &[&str]) -> Id {
        let source: &Source = &self.session.project().sources()[&self.source];
        let text = source.text.as_ref().unwrap().as_str();
        let range = |words: &&str| {
            let start = text.find(words).unwrap();
            Range::new(start, start + words.len())
        };
        let ranges = words.iter().map(range).collect();
        self.mark_ranges(ranges)
    }

    fn mark_ranges(&mut self, ranges: Vec<Range>) -> Id {
        let (record, source) = (self.claim, self.source);
        let action = Action::AttachPassage { record, source, ranges, details: vec![] };
        self.session.dispatch(action).unwrap().focus.unwrap()
    }

    fn evidence(&self, id: Id) -> &Evidence {
        &self.session.project().evidence()[&id]
    }

    fn passage(&self, id: Id) -> &Passage {
        self.evidence(id).passage.as_ref().unwrap()
    }

    /// Returns the state of a passage and the words on which it stands now.
    fn standing(&self, id: Id) -> (Anchoring, String) {
        let source = &self.session.project().sources()[&self.source];
        let text = source.text.as_ref().map_or("", Prose::as_str);
        let target = &self.passage(id).target;
        let words: Vec<&str> = target.ranges.iter().filter_map(|range| range.of(text)).collect();
        (target.state, words.join(" … "))
    }
}

#[test]
fn words_of_a_source_become_evidence_with_excerpt_and_place_in_one_step() {
    let mut bench = Bench::new(MINUTES);
    let evidence = bench.mark(&[" seven in favour and two against"]);
    let held = bench.evidence(evidence);
    assert_eq!(held.excerpt, "seven in favour and two against");
    assert_eq!((held.locator.as_str(), held.locator_kind.as_str()), ("paragraph 3", "paragraph"));
    assert_eq!((held.record, held.source), (Some(bench.claim), Some(bench.source)));
    let sha256 = bench.session.project().sources()[&bench.source].text.as_ref().unwrap().sha256().to_owned();
    assert_eq!(bench.passage(evidence).text, sha256);
    assert_eq!(bench.standing(evidence), (Anchoring::Intact, "seven in favour and two against".into()));
    bench.session.dispatch(Action::Undo).unwrap();
    assert!(bench.session.project().evidence().is_empty());
}

#[test]
fn a_second_range_takes_the_place_of_the_first_and_what_was_typed_stays() {
    let mut bench = Bench::new(MINUTES);
    let evidence = bench.mark(&["two against"]);
    let start = MINUTES.find("at noon").unwrap();
    let at_noon = vec![Range::new(start, start + 7)];
    let outcome = bench.session.dispatch(Action::Excerpt { evidence, ranges: at_noon.clone() }).unwrap();
    assert_eq!((outcome.deed, outcome.said.as_str()), (Deed::Excerpted, ""));
    assert_eq!(bench.evidence(evidence).excerpt, "at noon");
    assert_eq!(bench.evidence(evidence).locator, "paragraph 2");

    let excerpt = Slot { record: evidence, field: "excerpt" };
    bench.session.dispatch(Action::Set { slot: excerpt, value: Value::Text("by hand".into()) }).unwrap();
    let locator = Slot { record: evidence, field: "locator" };
    bench.session.dispatch(Action::Set { slot: locator, value: Value::Text("p. 3".into()) }).unwrap();
    let end = MINUTES.find("The chair closed").unwrap();
    let ranges = vec![Range::new(end, end + 9)];
    let outcome = bench.session.dispatch(Action::Excerpt { evidence, ranges }).unwrap();
    assert!(outcome.said.contains("stays as it was typed"), "{}", outcome.said);
    let held = bench.evidence(evidence);
    assert_eq!((held.excerpt.as_str(), held.locator.as_str()), ("by hand", "p. 3"));
    assert_eq!(bench.passage(evidence).target.quote, "The chair");
}

#[test]
fn a_source_without_a_text_is_refused_in_words() {
    let mut bench = Bench::new(MINUTES);
    let attach =
        Action::Attach { record: bench.claim, source: Attachment::Existing(bench.source), details: vec![] };
    let evidence = bench.session.dispatch(attach).unwrap().focus.unwrap();
    bench.text(None);
    let ranges = vec![Range::new(0, 4)];
    let refusal = bench.session.dispatch(Action::Excerpt { evidence, ranges: ranges.clone() }).unwrap_err();
    assert!(refusal.0.contains("“Minutes” has no text of its own yet"), "{refusal}");
    let (record, source) = (bench.claim, bench.source);
    let attach = Action::AttachPassage { record, source, ranges, details: vec![] };
    assert!(bench.session.dispatch(attach).is_err());
    assert_eq!(bench.session.project().evidence().len(), 1);
}

#[test]
fn words_that_moved_are_found_with_their_paragraph_and_undo_brings_them_back() {
    let mut bench = Bench::new(MINUTES);
    let evidence = bench.mark(&["seven in favour and two against"]);
    let before = bench.passage(evidence).clone();
    bench.text(Some(&format!("A note by the clerk on the next page.\n\n{MINUTES}")));
    assert_eq!(bench.standing(evidence), (Anchoring::Moved, "seven in favour and two against".into()));
    assert_eq!(bench.evidence(evidence).locator, "paragraph 4");
    bench.session.dispatch(Action::Undo).unwrap();
    assert_eq!(bench.passage(evidence), &before);
    assert_eq!(bench.evidence(evidence).locator, "paragraph 3");
}

#[test]
fn changed_words_are_shown_as_changed_beside_those_that_were_marked() {
    let mut bench = Bench::new(MINUTES);
    let evidence = bench.mark(&["seven in favour and two against"]);
    bench.text(Some(&MINUTES.replace("seven in favour", "six in favour")));
    let (state, words) = bench.standing(evidence);
    assert_eq!((state, words.as_str()), (Anchoring::Changed, "six in favour and two against"));
    assert_eq!(bench.passage(evidence).target.quote, "seven in favour and two against");
    assert_eq!(bench.evidence(evidence).excerpt, "seven in favour and two against");
}

#[test]
fn lost_words_are_kept_and_found_again_when_a_text_has_them() {
    let mut bench = Bench::new(MINUTES);
    let evidence = bench.mark(&["seven in favour and two against"]);
    bench.text(Some("Another paper on other things altogether.\n"));
    assert_eq!(bench.passage(evidence).target.state, Anchoring::Lost);
    assert_eq!(bench.passage(evidence).target.quote, "seven in favour and two against");
    bench.text(None);
    assert_eq!(bench.passage(evidence).target.state, Anchoring::Lost);
    bench.text(Some(MINUTES));
    assert_eq!(bench.standing(evidence), (Anchoring::Intact, "seven in favour and two against".into()));
}

#[test]
fn both_parts_of_a_broken_excerpt_are_found_again() {
    let mut bench = Bench::new(MINUTES);
    let evidence = bench.mark(&["The motion", "was carried"]);
    assert_eq!(bench.evidence(evidence).excerpt, "The motion was carried");
    bench.text(Some(&MINUTES.replace("to close the pool", "of the mayor to close the indoor pool")));
    assert_eq!(bench.standing(evidence), (Anchoring::Moved, "The motion … was carried".into()));
    bench.text(Some("Nothing of this."));
    bench.text(Some(MINUTES));
    assert_eq!(bench.standing(evidence), (Anchoring::Moved, "The motion … was carried".into()));
}

/// A text of words that repeat, so that the same words stand in several places.
fn words() -> impl Strategy<Value = String> {
    let word =
        prop::sample::select(vec!["pool", "mayor", "é", "closed", "“no”", "seven", "\n\n", "العربية", "."]);
    prop::collection::vec(word, 1..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn nothing_is_dropped_and_what_is_found_stands_in_the_text(
        first in words(),
        texts in prop::collection::vec(prop::option::of(words()), 1..4),
        picks in prop::collection::vec((any::<usize>(), any::<usize>()), 1..4),
    ) {
        let mut bench = Bench::new(&first);
        let mut marked = Vec::new();
        for (one, other) in picks {
            let mut ends = [one % (first.len() + 1), other % (first.len() + 1)];
            ends.sort_unstable();
            let ranges = vec![Range::new(ends[0], ends[1])];
            let (record, source) = (bench.claim, bench.source);
            let action = Action::AttachPassage { record, source, ranges, details: vec![] };
            if let Ok(outcome) = bench.session.dispatch(action) {
                marked.push(outcome.focus.unwrap());
            }
        }
        let quotes: Vec<String> = marked.iter().map(|id| bench.passage(*id).target.quote.clone()).collect();
        let before: Vec<Passage> = marked.iter().map(|id| bench.passage(*id).clone()).collect();
        let mut steps = 0;
        for text in &texts {
            let next = bench.session.revision();
            bench.text(text.as_deref());
            steps += usize::from(bench.session.revision() != next);
            for (id, quote) in marked.iter().zip(&quotes) {
                let target = &bench.passage(*id).target;
                prop_assert_eq!(&target.quote, quote);
                let Some(text) = text else {
                    prop_assert_eq!(target.state, Anchoring::Lost);
                    continue;
                };
                let (state, standing) = bench.standing(*id);
                match state {
                    Anchoring::Lost => prop_assert!(!text.contains(quote.as_str())),
                    Anchoring::Intact | Anchoring::Moved => prop_assert_eq!(&standing, quote),
                    _ => prop_assert!(target.stands_in(text)),
                }
                let sha256 = crate::model::draft::sha256(text.as_bytes());
                prop_assert_eq!(&bench.passage(*id).text, &sha256);
            }
        }
        for _ in 0..steps {
            // Commits to one slot are one step.
            if bench.session.dispatch(Action::Undo).is_err() {
                break;
            }
        }
        let after: Vec<Passage> = marked.iter().map(|id| bench.passage(*id).clone()).collect();
        prop_assert_eq!(before, after);
    }

    #[test]
    fn words_that_stand_once_are_found_wherever_they_went(
        before in words(), after in words(), unique in "[a-z]{4} zebra [a-z]{4}",
    ) {
        let mut bench = Bench::new(&format!("{before} {unique} {after}"));
        let evidence = bench.mark(&[&unique]);
        bench.text(Some(&format!("{after} {unique} {before}")));
        let (state, words) = bench.standing(evidence);
        prop_assert!(state < Anchoring::Lost, "{:?}", state);
        prop_assert_eq!(words, unique);
    }
}
