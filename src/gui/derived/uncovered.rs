//! The sentences that hold something to check and that no mark meets, in order of the text.
//!
//! What is checkable follows from the text alone and is read on a thread; which of it no mark meets follows from the
//! marks, change by change. It must not know what makes a sentence checkable, nor how one is shown.

use std::sync::Arc;

use crate::check::{self, Rulebook};
use crate::gui::highlight::Highlights;
use crate::model::Project;
use crate::text::disguise::{Disguise, disguises};
use crate::text::{Block, Range};

/// If changed marks meet more sentences than this, all are looked at anew.
const FEW: usize = 4096;

/// A text with its blocks, known by where it is kept: texts never change.
#[derive(Clone, Debug)]
struct Ground {
    text: Arc<str>,
    blocks: Arc<Vec<Block>>,
}

impl Ground {
    fn of(project: &Project) -> Option<Self> {
        let draft = project.draft()?;
        Some(Self { text: draft.text.as_ref()?.shared(), blocks: Arc::clone(&draft.blocks) })
    }

    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.text, &other.text) && Arc::ptr_eq(&self.blocks, &other.blocks)
    }
}

/// What follows from one text alone.
#[derive(Debug)]
pub struct Reading {
    ground: Option<Ground>,
    /// The checkable sentences.
    sentences: Vec<Range>,
    /// The characters that deceive.
    disguises: Vec<Disguise>,
}

impl Reading {
    /// Reads the whole text of the current draft.
    pub fn of(project: &Project, rulebook: &Rulebook) -> Self {
        let sentences = check::checkable(project, &check::sentences(project), rulebook);
        let text = project.text();
        let disguises = disguises(text, Range::new(0, text.len()));
        Self { ground: Ground::of(project), sentences, disguises }
    }
}

/// How far the reading of a text has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Progress {
    /// Nothing was asked yet, or the answer is still awaited.
    #[default]
    Awaited,
    /// All that follows from the text is known.
    Known,
}

/// The checkable sentences, and which of them no mark meets.
#[derive(Debug, Default)]
pub struct Uncovered {
    /// The text that was asked about last.
    asked: Option<Ground>,
    progress: Progress,
    /// The sentences of that text, once they are known.
    checkable: Vec<Range>,
    bare: Vec<Range>,
    disguises: Vec<Disguise>,
}

impl Uncovered {
    /// Tells whether the text was read to its end: what is not found in it by then is not there.
    pub fn is_read(&self) -> bool {
        self.progress == Progress::Known
    }

    /// Returns the characters of the text that deceive, in order; none while the text is still being read.
    pub fn disguises(&self) -> &[Disguise] {
        &self.disguises
    }

    /// Returns the sentences that no mark meets, in order of the text; none while the text is still being read.
    pub fn sentences(&self) -> &[Range] {
        &self.bare
    }

    /// Tells whether the text has to be read: it is another one than was asked about last. It is asked about now.
    pub fn ask(&mut self, project: &Project) -> bool {
        let ground = Ground::of(project);
        let is_same = match (&self.asked, &ground) {
            (Some(asked), Some(ground)) => asked.is(ground),
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            *self = Self { asked: ground, ..Self::default() };
        }
        if self.asked.is_none() {
            self.progress = Progress::Known;
        }
        !is_same && self.asked.is_some()
    }

    /// Takes in what was read, unless it is of another text by now.
    pub fn take(&mut self, reading: Reading, marks: &Highlights) {
        let is_asked = self.asked.as_ref().zip(reading.ground.as_ref());
        if is_asked.is_some_and(|(asked, read)| asked.is(read)) {
            self.progress = Progress::Known;
            self.checkable = reading.sentences;
            self.disguises = reading.disguises;
            self.begin_anew(marks);
        }
    }

    /// Works out anew which sentences no mark meets: one walk over sentences and marks.
    pub fn begin_anew(&mut self, marks: &Highlights) {
        let mut ranges = marks.ranges().into_iter().peekable();
        let mut reach = 0;
        self.bare.clear();
        for sentence in &self.checkable {
            while let Some(range) = ranges.next_if(|range| range.start < sentence.end) {
                reach = reach.max(range.end);
            }
            if reach <= sentence.start {
                self.bare.push(*sentence);
            }
        }
    }

    /// Brings the sentences up to date that meet ranges which marks have left or come to.
    pub fn follow(&mut self, marks: &Highlights, changed: &[Range]) {
        let stretch = |list: &[Range], range: Range| {
            let first = list.partition_point(|sentence| sentence.end <= range.start);
            let count = list[first..].partition_point(|sentence| sentence.start < range.end);
            first..first + count
        };
        let met: usize = changed.iter().map(|range| stretch(&self.checkable, *range).len()).sum();
        if met > FEW {
            self.begin_anew(marks);
            return;
        }
        for range in changed.iter().filter(|range| !range.is_empty()) {
            let touched = &self.checkable[stretch(&self.checkable, *range)];
            let (Some(first), Some(last)) = (touched.first(), touched.last()) else { continue };
            let stale = stretch(&self.bare, first.hull(*last));
            let bare = touched.iter().copied().filter(|sentence| !marks.meets(*sentence));
            self.bare.splice(stale, bare.collect::<Vec<_>>());
        }
    }

    /// Finds the first one that begins at an offset or behind it, or the first of all where none does.
    pub fn next_from(&self, offset: usize) -> Option<Range> {
        let at = self.bare.partition_point(|sentence| sentence.start < offset);
        self.bare.get(at).or(self.bare.first()).copied()
    }

    /// Finds the last one that ends before an offset or at it, or the last of all where none does.
    pub fn previous(&self, offset: usize) -> Option<Range> {
        let at = self.bare.partition_point(|sentence| sentence.end <= offset);
        at.checked_sub(1).map_or(self.bare.last(), |at| self.bare.get(at)).copied()
    }
}
