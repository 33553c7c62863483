//! Finding words: what is looked for, what was found, and which hit one is at.
//!
//! Searching runs on a thread, one search at a time; the newest query ends an older one. It must not know how hits
//! are drawn, nor what going to one means.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::{Outline, Project, Vocabulary};
use crate::search::{Hit, Hits, Index, Needle, Query};
use crate::text::Range;

/// Which hit is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next one.
    Next,
    /// The one before.
    Previous,
}

/// What a search came to.
#[derive(Debug)]
pub struct Found {
    query: Query,
    revision: u64,
    index: Index,
    /// The starts of the paragraphs that carry numbers.
    paragraphs: Arc<[usize]>,
    /// Nothing where the search was given up for a newer one.
    hits: Option<Hits>,
}

/// What a search is to do.
#[derive(Debug)]
pub struct Task {
    query: Query,
    revision: u64,
    before: Option<(u64, Index)>,
    number: u64,
    newest: Arc<AtomicU64>,
}

impl Task {
    /// Searches, until it is done or a newer search is wanted.
    pub fn run(self, project: &Project, outline: &Outline, vocabulary: &Vocabulary) -> Found {
        let index = match self.before {
            Some((revision, index)) if revision == self.revision => index,
            before => Index::new(project, outline, vocabulary, before.as_ref().map(|(_, index)| index)),
        };
        let goes_on = || self.newest.load(Ordering::Relaxed) == self.number;
        let hits =
            Needle::new(&self.query).map_or_else(Hits::default, |needle| index.search(&needle, &goes_on));
        let blocks = project.draft().map_or(&[][..], |draft| draft.blocks.as_slice());
        let numbered = blocks.iter().filter(|block| block.kind.is_numbered());
        Found {
            query: self.query,
            revision: self.revision,
            index,
            paragraphs: numbered.map(|block| block.range.start).collect(),
            hits: goes_on().then_some(hits),
        }
    }
}

/// What is looked for and what was found.
#[derive(Debug, Default)]
pub struct Finder {
    /// What is looked for.
    pub query: Query,
    /// Where the search began, in bytes of the text: the first hit behind it is shown first.
    pub origin: usize,
    /// Whether the list is to bring the current hit into view.
    pub to_scroll: bool,
    at: Option<usize>,
    found: Option<Found>,
    asked: Option<(Query, u64)>,
    running: bool,
    wanted: Option<Step>,
    newest: Arc<AtomicU64>,
}

/// Whether hits are on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// They are: what is found has to be up to date.
    Yes,
    /// They are not: only a step to the next one asks for a search.
    No,
}

impl Finder {
    /// Tells what is to be searched now, at most once for a query and a revision, and one search at a time.
    pub fn to_search(&mut self, revision: u64, watched: Watched) -> Option<Task> {
        let is_asked = self.asked.as_ref().is_some_and(|(query, at)| *query == self.query && *at == revision);
        // Without words it is enough that the text was folded once, to have it at hand for the first letter.
        let has_nothing_to_do = self.query.is_empty() && self.found.is_some();
        if is_asked || has_nothing_to_do || (watched == Watched::No && self.wanted.is_none()) {
            return None;
        }
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        if self.running {
            // The one that runs ends soon, and its folded text is of use.
            return None;
        }
        self.running = true;
        self.asked = Some((self.query.clone(), revision));
        let before = self.found.as_ref().map(|found| (found.revision, found.index.clone()));
        let newest = Arc::clone(&self.newest);
        Some(Task { query: self.query.clone(), revision, before, number, newest })
    }

    /// Takes in what was found; tells whether it answers another query than the one before.
    pub fn take(&mut self, mut found: Found) -> bool {
        self.running = false;
        let Some(hits) = found.hits.take() else {
            // Given up: what was folded is kept, what was found before stays on screen.
            if let Some(last) = &mut self.found {
                last.index = found.index;
                last.revision = found.revision;
                last.paragraphs = found.paragraphs;
            } else {
                self.found = Some(Found { hits: Some(Hits::default()), query: Query::default(), ..found });
            }
            self.asked = None;
            return false;
        };
        let is_new = self.found.as_ref().is_none_or(|last| last.query != found.query);
        let here = self.current();
        self.at = match here {
            Some(here) if !is_new => place_of(&hits, here),
            _ => self.first(&hits),
        };
        self.to_scroll = is_new;
        self.found = Some(Found { hits: Some(hits), ..found });
        is_new
    }

    /// Returns the place of the first hit behind where the search began, else of the first; none where the text has
    /// none.
    fn first(&self, hits: &Hits) -> Option<usize> {
        let behind = hits.text.partition_point(|range| range.start < self.origin);
        (!hits.text.is_empty()).then_some(if behind < hits.text.len() { behind } else { 0 })
    }

    /// Tells whether what was found answers what is looked for.
    pub fn is_answered(&self) -> bool {
        self.found.as_ref().is_some_and(|found| found.query == self.query)
    }

    /// Returns what was found last.
    pub fn hits(&self) -> &Hits {
        static NONE: Hits = Hits { text: Vec::new(), records: Vec::new() };
        self.found.as_ref().and_then(|found| found.hits.as_ref()).unwrap_or(&NONE)
    }

    /// Returns the project as it was when it was searched.
    pub fn index(&self) -> Option<&Index> {
        self.found.as_ref().map(|found| &found.index)
    }

    /// Returns the hits in this text, in its order; none where another text was searched.
    pub fn in_text(&self, project: &Project) -> &[Range] {
        let is_same = self.index().is_some_and(|index| index.is_of(project));
        if is_same && !self.query.is_empty() { &self.hits().text } else { &[] }
    }

    /// Counts the numbered paragraphs that begin at or before an offset.
    pub fn paragraph(&self, offset: usize) -> usize {
        self.found.as_ref().map_or(0, |found| found.paragraphs.partition_point(|start| *start <= offset))
    }

    /// Returns the place of the current hit in the list.
    pub fn at(&self) -> Option<usize> {
        self.at
    }

    /// Returns the current hit; none while there are no words to find.
    pub fn current(&self) -> Option<Hit> {
        self.hits().at(self.at.filter(|_| !self.query.is_empty())?)
    }

    /// Makes the hit at a place of the list the current one.
    pub fn stand_at(&mut self, place: usize) -> Option<Hit> {
        let hit = self.hits().at(place)?;
        self.at = Some(place);
        self.to_scroll = true;
        Some(hit)
    }

    /// Asks for the next hit or the one before; it is gone to as soon as the search has an answer.
    pub fn want(&mut self, step: Step) {
        self.wanted = Some(step);
    }

    /// Returns the place that was asked for, if the search has an answer for this revision; asks no more then.
    pub fn wanted_place(&mut self, revision: u64) -> Option<usize> {
        let is_current = self.found.as_ref().is_some_and(|found| found.revision == revision);
        if !(is_current && self.is_answered()) {
            return None;
        }
        let step = self.wanted.take()?;
        let count = self.hits().len();
        match (step, self.at) {
            _ if count == 0 => None,
            (Step::Next, Some(at)) => Some((at + 1) % count),
            (Step::Next, None) => Some(0),
            (Step::Previous, Some(at)) => Some((at + count - 1) % count),
            (Step::Previous, None) => Some(count - 1),
        }
    }
}

/// Finds a hit again among others.
fn place_of(hits: &Hits, hit: Hit) -> Option<usize> {
    match hit {
        Hit::Text(range) => hits.text.binary_search(&range).ok(),
        Hit::Record(hit) => {
            let same = |other: &crate::search::RecordHit| (other.slot, other.range) == (hit.slot, hit.range);
            hits.records.iter().position(same).map(|place| hits.text.len() + place)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Fixture, fixture, vocabulary};

    fn run(finder: &mut Finder, made: &Fixture) -> Option<bool> {
        let task = finder.to_search(made.session.revision(), Watched::Yes)?;
        Some(finder.take(task.run(made.session.project(), made.session.outline(), &vocabulary())))
    }

    fn made() -> Fixture {
        fixture("One pool. Two pools.\n\nThree pools were open, the council said.")
    }

    #[test]
    fn the_first_hit_behind_where_one_was_is_the_current_one() {
        let made = made();
        let mut finder = Finder { query: Query::new("pool"), origin: 8, ..Finder::default() };
        assert_eq!(run(&mut finder, &made), Some(true));
        assert_eq!((finder.hits().len(), finder.at()), (3, Some(1)));
        assert_eq!(run(&mut finder, &made), None);
        finder.origin = 9_999;
        finder.query = Query::new("pools");
        run(&mut finder, &made);
        assert_eq!(finder.at(), Some(0));
    }

    #[test]
    fn steps_go_round() {
        let made = made();
        let mut finder = Finder { query: Query::new("pool"), ..Finder::default() };
        run(&mut finder, &made);
        let mut step = |step| {
            finder.want(step);
            let place = finder.wanted_place(made.session.revision()).unwrap();
            finder.stand_at(place);
            place
        };
        assert_eq!([step(Step::Next), step(Step::Next), step(Step::Next)], [1, 2, 0]);
        assert_eq!(step(Step::Previous), 2);
    }

    #[test]
    fn a_step_waits_for_the_answer_of_the_newest_query() {
        let made = made();
        let mut finder = Finder { query: Query::new("pool"), ..Finder::default() };
        finder.want(Step::Next);
        assert_eq!(finder.wanted_place(made.session.revision()), None);
        run(&mut finder, &made);
        assert_eq!(finder.wanted_place(made.session.revision()), Some(1));
        assert_eq!(finder.wanted_place(made.session.revision()), None);
    }

    #[test]
    fn the_text_is_folded_before_the_first_letter_and_not_again_without_one() {
        let made = made();
        let mut finder = Finder::default();
        assert_eq!(run(&mut finder, &made), Some(true));
        assert!(finder.index().is_some() && finder.current().is_none());
        assert!(finder.to_search(made.session.revision() + 1, Watched::Yes).is_none());
        finder.query = Query::new("pool");
        run(&mut finder, &made);
        finder.query = Query::default();
        assert!(finder.current().is_none() && finder.in_text(made.session.project()).is_empty());
    }

    #[test]
    fn nobody_looks_nobody_searches() {
        let mut finder = Finder { query: Query::new("pool"), ..Finder::default() };
        assert!(finder.to_search(1, Watched::No).is_none());
        finder.want(Step::Next);
        assert!(finder.to_search(1, Watched::No).is_some());
    }

    #[test]
    fn the_newest_query_ends_the_one_that_runs_and_uses_what_it_folded() {
        let made = made();
        let revision = made.session.revision();
        let mut finder = Finder { query: Query::new("p"), ..Finder::default() };
        let old = finder.to_search(revision, Watched::Yes).unwrap();
        finder.query = Query::new("pool");
        assert!(finder.to_search(revision, Watched::Yes).is_none(), "one at a time");
        let given_up = old.run(made.session.project(), made.session.outline(), &vocabulary());
        assert!(given_up.hits.is_none());
        assert!(!finder.take(given_up));
        assert!(finder.index().is_some() && !finder.is_answered());
        assert_eq!(run(&mut finder, &made), Some(true));
        assert_eq!(finder.hits().len(), 3);
    }

    #[test]
    fn the_current_hit_is_kept_when_the_project_changes() {
        use crate::model::{Slot, Value};
        let mut made = fixture("A [claim: pool]. A pool.");
        let mut finder = Finder { query: Query::new("pool"), ..Finder::default() };
        run(&mut finder, &made);
        finder.stand_at(1);
        let slot = Slot { record: made.record(0), field: "note" };
        let value = Value::Text("pool".into());
        made.session.dispatch(crate::session::Action::Set { slot, value }).unwrap();
        assert_eq!(run(&mut finder, &made), Some(false));
        assert_eq!((finder.hits().len(), finder.at()), (3, Some(1)));
    }
}
