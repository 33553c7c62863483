//! The source whose own text stands beside the article: its page, the passages in it, and the reader's place.
//!
//! Follows from the project by revision; the text is cut into blocks once. It must not know how it is drawn.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::article_view::ArticleView;
use super::derived::{Derived, sign_of, status_of};
use super::highlight::{Highlight, Highlights, StatusShape, Weight};
use crate::import::plain;
use crate::model::{Anchoring, Evidence, Id, Passage, Project, Prose, Source};
use crate::search::{Haystack, Needle, Query};
use crate::session::Session;
use crate::text::{Block, Range};

/// The text of the open source.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Its words.
    pub text: Arc<str>,
    /// How they are set, as far as the lines tell.
    pub blocks: Vec<Block>,
    /// Another number for another text.
    pub revision: u64,
    sha256: String,
}

/// A passage that has to be looked at: its words changed, moved to several places, or are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The evidence.
    pub evidence: Id,
    /// The number of the mark that it proves; none for one that stands nowhere in the article.
    pub number: Option<usize>,
    /// What has become of the words.
    pub state: Anchoring,
    /// The words as they were marked.
    pub quote: String,
}

/// The words that are looked for in the source.
#[derive(Debug, Default)]
pub struct Seeking {
    /// Whether the field is open.
    pub is_open: bool,
    /// Whether the field has to get the keyboard.
    pub is_wanted: bool,
    /// The words.
    pub words: String,
    /// Where they stand.
    pub hits: Vec<Range>,
    /// Which of them one is at.
    pub at: Option<usize>,
    /// What the hits were found for: the words and the text.
    found_for: Option<(String, u64)>,
    haystack: Option<(u64, Haystack)>,
}

/// The source beside the article.
pub struct Beside {
    open: Option<Id>,
    last: Option<Id>,
    /// The reading view of its text.
    pub view: ArticleView,
    /// Whether something of it has the keyboard.
    pub has_keyboard: bool,
    /// Whether the pointer is over it.
    pub is_pointed: bool,
    /// The share of the room that it takes, from 0 to 1.
    pub share: f32,
    /// What is looked for in it.
    pub seeking: Seeking,
    leaf: Option<Arc<Leaf>>,
    passages: Arc<Highlights>,
    doubts: Vec<Doubt>,
    /// The sources that have a text, by title.
    texts: Vec<Id>,
    seen: Option<(Option<Id>, u64)>,
    chosen: Option<Id>,
    /// The mark that was chosen in the article when the passage followed it last.
    led: Option<Id>,
    places: BTreeMap<Id, (usize, usize)>,
}

impl Default for Beside {
    fn default() -> Self {
        Self {
            open: None,
            last: None,
            view: ArticleView::called("Source"),
            has_keyboard: false,
            is_pointed: false,
            share: 0.5,
            seeking: Seeking::default(),
            leaf: None,
            passages: Arc::default(),
            doubts: Vec::new(),
            texts: Vec::new(),
            seen: None,
            chosen: None,
            led: None,
            places: BTreeMap::new(),
        }
    }
}

impl Beside {
    /// Returns the open source.
    pub fn open(&self) -> Option<Id> {
        self.open
    }

    /// Returns the source that was open last.
    pub fn last(&self) -> Option<Id> {
        self.open.or(self.last)
    }

    /// Opens a source at the place where it was left.
    pub fn show(&mut self, source: Id) {
        if self.open == Some(source) {
            return;
        }
        self.leave();
        self.open = Some(source);
        self.last = Some(source);
        self.led = None;
        self.chosen = None;
        self.view = ArticleView::called("Source");
        if let Some((top, caret)) = self.places.get(&source).copied() {
            self.view.select(Range::new(caret, caret));
            self.view.restore(top);
        }
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.leave();
        self.open = None;
        self.has_keyboard = false;
    }

    fn leave(&mut self) {
        self.seeking = Seeking::default();
        if let Some(before) = self.open.filter(|_| self.leaf.is_some()) {
            self.places.insert(before, (self.view.position(), self.view.caret()));
        }
        self.leaf = None;
        self.seen = None;
    }

    /// Returns the text of the open source, if it has one.
    pub fn leaf(&self) -> Option<&Arc<Leaf>> {
        self.leaf.as_ref().filter(|_| self.open.is_some())
    }

    /// Returns the passages in it; their keys are those of their evidence.
    pub fn passages(&self) -> &Arc<Highlights> {
        &self.passages
    }

    /// Lists the passages that have to be looked at.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// Lists the sources that have a text, by title.
    pub fn texts(&self) -> &[Id] {
        &self.texts
    }

    /// Returns the evidence whose passage is framed.
    pub fn chosen(&self) -> Option<Id> {
        self.chosen
    }

    /// Frames a passage.
    pub fn choose(&mut self, evidence: Option<Id>) {
        self.chosen = evidence;
    }

    /// Returns the words that are selected in it, if any are.
    pub fn selection(&self) -> Option<Range> {
        let leaf = self.leaf()?;
        self.view.selection().filter(|range| !range.is_empty() && range.of(&leaf.text).is_some())
    }

    /// Returns the selected words themselves.
    pub fn selected_words(&self) -> Option<&str> {
        self.selection()?.of(&self.leaf()?.text)
    }

    /// Brings everything up to the session's revision.
    pub fn refresh(&mut self, session: &Session, derived: &mut Derived) {
        let state = Some((self.open, session.revision()));
        if self.seen == state {
            return;
        }
        self.seen = state;
        let project = session.project();
        if self.open.is_some_and(|open| !project.has(open)) {
            self.close();
            self.seen = Some((None, session.revision()));
        }
        self.list_texts(session);
        let Some(source) = self.open else { return };
        let prose = project.sources().get(&source).and_then(text_of);
        match prose {
            Some(prose) if self.leaf.as_ref().is_some_and(|leaf| leaf.sha256 == prose.sha256()) => {}
            Some(prose) => self.leaf = Some(Arc::new(Leaf::of(prose))),
            None => self.leaf = None,
        }
        self.read_passages(session, derived, source);
    }

    fn list_texts(&mut self, session: &Session) {
        let sources = session.project().sources().iter();
        let mut texts: Vec<(String, Id)> = sources
            .filter(|(_, source)| text_of(source).is_some())
            .map(|(id, source)| (source.title.to_lowercase(), *id))
            .collect();
        texts.sort_unstable();
        self.texts = texts.into_iter().map(|(_, id)| id).collect();
    }

    fn read_passages(&mut self, session: &Session, derived: &mut Derived, source: Id) {
        let project = session.project();
        let (mut marks, mut numbers, mut doubts) = (Vec::new(), HashMap::new(), Vec::new());
        for id in session.outline().uses(source) {
            let Some(evidence) = project.evidence().get(id) else { continue };
            let Some(passage) = &evidence.passage else { continue };
            let mark = evidence.record.and_then(|record| session.outline().mentions(record).first().copied());
            let number = mark.and_then(|mark| session.outline().number(mark));
            let standing = self.leaf.as_ref().as_ref().is_some_and(|leaf| stands(passage, leaf));
            let state = if standing { passage.target.state } else { Anchoring::Lost };
            if !matches!(state, Anchoring::Intact | Anchoring::Moved) {
                let quote = passage.target.quote.clone();
                doubts.push(Doubt { evidence: *id, number, state, quote });
            }
            if standing {
                let key = derived.key(*id);
                numbers.insert(key, number.unwrap_or_default() as u32);
                marks.push(highlight(session, evidence, passage, mark, key));
            }
        }
        self.passages = Arc::new(Highlights::with_numbers(marks, numbers));
        doubts.sort_by_key(|doubt| doubt.number.unwrap_or(usize::MAX));
        self.doubts = doubts;
        let is_there = |id: &Id| project.evidence().get(id).is_some_and(|known| known.source == Some(source));
        self.chosen = self.chosen.filter(is_there);
    }

    /// Follows the mark that is chosen in the article: frames its first passage here and brings it into view. One that
    /// was chosen here already stays.
    pub fn follow(&mut self, session: &Session, chosen: Option<Id>) {
        if self.led == chosen || self.leaf().is_none() {
            return;
        }
        self.led = chosen;
        let Some(mark) = chosen else { return };
        let record = session.project().annotations().get(&mark).and_then(|mark| mark.record);
        let evidence = record.map_or(&[][..], |record| session.outline().evidence(record));
        if self.chosen.is_some_and(|chosen| evidence.contains(&chosen)) {
            return;
        }
        let first = evidence.iter().copied().find(|id| self.place_of(session, *id).is_some());
        self.chosen = first;
        if let Some(range) = first.and_then(|id| self.place_of(session, id)) {
            self.view.reveal(range.start);
        }
    }

    /// Returns where the passage of a piece of evidence stands in the open text.
    pub fn place_of(&self, session: &Session, evidence: Id) -> Option<Range> {
        let evidence = session.project().evidence().get(&evidence)?;
        if evidence.source != self.open {
            return None;
        }
        let passage = evidence.passage.as_ref()?;
        self.leaf().filter(|leaf| stands(passage, leaf)).map(|_| passage.target.span())
    }

    /// Looks for the words again where they or the text have changed; goes to the first hit from the caret on.
    pub fn seek(&mut self) {
        let Some(leaf) = self.leaf.as_ref().filter(|_| self.open.is_some()) else { return };
        let state = Some((self.seeking.words.clone(), leaf.revision));
        if self.seeking.found_for == state {
            return;
        }
        self.seeking.found_for = state;
        let known = self.seeking.haystack.take().filter(|(revision, _)| *revision == leaf.revision);
        let (revision, haystack) =
            known.unwrap_or_else(|| (leaf.revision, Haystack::new(Arc::clone(&leaf.text))));
        let needle = Needle::new(&Query::new(self.seeking.words.clone()));
        self.seeking.hits = needle.map_or_else(Vec::new, |needle| haystack.hits(&needle, &|| true));
        self.seeking.haystack = Some((revision, haystack));
        let from = self.view.selection().map_or(self.view.caret(), |range| range.start);
        let next = self.seeking.hits.partition_point(|hit| hit.start < from);
        self.seeking.at = match self.seeking.hits.len() {
            0 => None,
            count => Some(if next < count { next } else { 0 }),
        };
        if let Some(hit) = self.hit() {
            self.view.reveal(hit.start);
        }
    }

    /// Returns the hit that one is at.
    pub fn hit(&self) -> Option<Range> {
        self.seeking.hits.get(self.seeking.at?).copied()
    }

    /// Goes so many hits on or back, round and round, and selects the words.
    pub fn step_hit(&mut self, step: isize) {
        let count = self.seeking.hits.len();
        let Some(at) = self.seeking.at.filter(|_| count > 0) else { return };
        let next = (at.cast_signed() + step).rem_euclid(count.cast_signed()).cast_unsigned();
        self.seeking.at = Some(next);
        if let Some(hit) = self.hit() {
            self.view.select(hit);
            self.view.reveal(hit.start);
        }
    }
}

impl Leaf {
    fn of(prose: &Prose) -> Self {
        let revision = prose.sha256().get(..15).and_then(|hex| u64::from_str_radix(hex, 16).ok());
        Self {
            text: prose.shared(),
            blocks: plain::blocks(prose.as_str()),
            revision: revision.unwrap_or(1),
            sha256: prose.sha256().to_owned(),
        }
    }
}

/// Returns the text of a source, unless there is nothing in it.
pub fn text_of(source: &Source) -> Option<&Prose> {
    source.text.as_ref().filter(|prose| !prose.as_str().trim().is_empty())
}

/// Returns what has become of a passage's words; nothing for evidence without one. A passage of another text than the
/// source has now counts as lost.
pub fn standing(project: &Project, evidence: Id) -> Option<Anchoring> {
    let evidence = project.evidence().get(&evidence)?;
    let passage = evidence.passage.as_ref()?;
    let source = evidence.source.and_then(|source| project.sources().get(&source));
    if source.and_then(|source| source.text.as_ref()).is_some_and(Prose::is_missing) {
        // What is not here cannot be looked at.
        return Some(passage.target.state);
    }
    let text = source.and_then(text_of);
    let is_there =
        text.is_some_and(|text| text.sha256() == passage.text && passage.target.stands_in(text.as_str()));
    Some(if is_there { passage.target.state } else { Anchoring::Lost })
}

/// Tells whether a passage stands in a text.
fn stands(passage: &Passage, leaf: &Leaf) -> bool {
    passage.target.state != Anchoring::Lost
        && passage.text == leaf.sha256
        && passage.target.stands_in(&leaf.text)
}

/// Says what has become of a passage's words; nothing where they stand as they were marked.
pub fn fate(state: Anchoring) -> Option<&'static str> {
    match state {
        Anchoring::Intact | Anchoring::Moved => None,
        Anchoring::Changed => Some("words changed"),
        Anchoring::Ambiguous => Some("stands in several places"),
        Anchoring::Uncertain => Some("may be another place"),
        Anchoring::Lost => Some("not found"),
    }
}

fn highlight(
    session: &Session,
    evidence: &Evidence,
    passage: &Passage,
    mark: Option<Id>,
    key: u64,
) -> Highlight {
    let (project, vocabulary) = (session.project(), session.vocabulary());
    let kind = mark.and_then(|mark| project.annotations().get(&mark)).map(|mark| mark.kind.as_str());
    let status = evidence.record.and_then(|record| status_of(project, record));
    let mut words = vec![kind.map_or_else(
        || evidence.record.map_or("record", |record| record.table().noun()).to_owned(),
        |kind| vocabulary.label("kind", kind).to_lowercase(),
    )];
    if let Some(row) = status.and_then(|status| vocabulary.status(&status.id)) {
        words.push(row.label.to_lowercase());
    }
    if !evidence.stance.is_empty() {
        words.push(vocabulary.label("stance", &evidence.stance).to_lowercase());
    }
    let fate = fate(passage.target.state);
    words.extend(fate.map(str::to_owned));
    let hue = kind.and_then(|kind| vocabulary.kind(kind)).map_or("gray", |kind| kind.hue.as_str());
    let shape =
        if fate.is_some() { StatusShape::Question } else { sign_of(vocabulary.meaning_of_status(status)) };
    Highlight {
        key,
        ranges: passage.target.ranges.clone(),
        hue: hue.into(),
        words: words.join(", ").into(),
        shape,
        weight: Weight::Full,
    }
}
