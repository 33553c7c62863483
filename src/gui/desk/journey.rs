//! Going places: to a hit, a mark, a paragraph, a field; back and forward through the places visited.
//!
//! A jump is noted; scrolling and clicking are not.

use super::Desk;
use crate::gui::command::Effect;
use crate::gui::derived::status_of;
use crate::gui::finder::Step;
use crate::gui::scene::takes_evidence;
use crate::gui::trail::Place;
use crate::gui::view_state::{Sought, Wanted};
use crate::model::{Id, Slot, Table};
use crate::search::Hit;
use crate::session::Refusal;
use crate::text::{Range, boundary};

/// A selection that is longer than this, in bytes, is not taken for words to find.
const LONGEST: usize = 200;

impl Desk {
    /// Does something that leads elsewhere, and notes both places.
    pub fn jump(&mut self, leap: impl FnOnce(&mut Self)) {
        let from = self.here();
        leap(self);
        let to = Place { top: None, ..self.here() };
        self.trail.visit(from, to);
    }

    /// Returns where one is.
    pub fn here(&self) -> Place {
        Place {
            caret: self.article.caret(),
            top: Some(self.article.position()),
            mark: self.chosen(),
            opened: self.view.opened,
        }
    }

    /// Goes back to the place before the last jump.
    pub fn go_back(&mut self) {
        let here = self.here();
        if let Some(place) = self.trail.back(here) {
            self.stand_at(place);
        }
    }

    /// Goes forward again.
    pub fn go_forward(&mut self) {
        let here = self.here();
        if let Some(place) = self.trail.forward(here) {
            self.stand_at(place);
        }
    }

    fn stand_at(&mut self, place: Place) {
        let length = self.session.project().text().len();
        let has = |id: &Id| self.session.project().has(*id);
        let (mark, opened) = (place.mark.filter(has), place.opened.filter(has));
        match mark {
            Some(mark) => self.view.choose(mark),
            None => self.view.let_go(),
        }
        if let Some(record) = opened {
            self.view.open_record(record);
        }
        let caret = self.session.project().text().floor_char_boundary(place.caret.min(length));
        self.article.select(Range::new(caret, caret));
        match (place.top, mark) {
            (Some(top), _) => self.article.restore(top.min(length)),
            (None, Some(mark)) => self.reveal_mark(mark),
            (None, None) => self.article.reveal(caret),
        }
    }

    /// Chooses a mark and shows it.
    pub fn go_to_mark(&mut self, mark: Id) {
        self.jump(|desk| {
            desk.view.choose(mark);
            desk.reveal_mark(mark);
        });
    }

    /// Shows a record in the inspector: at its first mark, or by itself.
    pub fn go_to_record(&mut self, record: Id) {
        if self.session.project().has(record) {
            self.jump(|desk| desk.inspect(record));
        }
    }

    /// Selects words and shows them.
    pub fn go_to_range(&mut self, range: Range) {
        self.jump(|desk| {
            desk.view.let_go();
            desk.article.select(range);
            desk.article.reveal(range.start);
        });
    }

    /// Goes to the next or the previous mark, round and round.
    pub fn step_mark(&mut self, effect: &Effect) {
        let from = self.chosen().and_then(|mark| self.derived.key_of(mark));
        let caret = self.article.caret();
        let marks = &self.derived.highlights;
        let key = match effect {
            Effect::PreviousMark => marks.previous(from, caret).or_else(|| marks.previous(None, usize::MAX)),
            _ => marks.next(from, caret).or_else(|| marks.next(None, 0)),
        };
        if let Some(mark) = key.and_then(|key| self.derived.id_of(key)) {
            self.arrive_at(mark);
        }
    }

    /// Goes to the next mark whose record is not settled yet, or to the one before; tells whether there is one.
    pub fn step_open(&mut self, effect: &Effect) -> bool {
        let from = self.chosen().and_then(|mark| self.derived.key_of(mark));
        let marks = &self.derived.highlights;
        let count = marks.len();
        let caret = self.article.caret();
        let here = from.and_then(|key| marks.place_of(key));
        let first = here.map_or_else(|| marks.place_of_offset(caret), |place| place + 1);
        let before = here.unwrap_or_else(|| marks.place_of_offset(caret)) + count;
        let places = (0..count).map(|step| match effect {
            Effect::PreviousOpen => (before - step - 1) % count,
            _ => (first + step) % count,
        });
        let ids = places.filter_map(|place| self.derived.id_of(marks.in_order(place).key));
        let (project, vocabulary) = (self.session.project(), self.session.vocabulary());
        let is_open = |mark: &Id| {
            let record = project.annotations().get(mark).and_then(|row| row.record);
            let record = record.filter(|record| takes_evidence(record.table()) && project.has(*record));
            record.is_some_and(|record| vocabulary.meaning_of_status(status_of(project, record)).is_open())
        };
        let next = ids.into_iter().find(is_open);
        if let Some(mark) = next {
            self.arrive_at(mark);
        }
        next.is_some()
    }

    /// Goes to a mark; the caret comes along, unless words are selected that may be meant for the mark.
    fn arrive_at(&mut self, mark: Id) {
        let start = self.session.outline().placed(mark).map(|placed| placed.span.start);
        self.jump(|desk| {
            desk.view.choose(mark);
            if let Some(start) = start.filter(|_| desk.selection().is_none()) {
                desk.article.select(Range::new(start, start));
            }
            desk.reveal_mark(mark);
        });
    }

    /// Chooses the next of the marks that overlap at the caret, the smallest first; tells whether there is one.
    pub fn step_here(&mut self) -> bool {
        let caret = self.article.caret();
        let marks = &self.derived.highlights;
        let mut here = marks.at(caret);
        if here.is_empty() && caret > 0 {
            // The caret right behind a word stands at its marks, too.
            here = marks.at(boundary::previous_grapheme(self.session.project().text(), caret));
        }
        self.click_if_any(&here)
    }

    fn click_if_any(&mut self, marks: &[u64]) -> bool {
        if !marks.is_empty() {
            self.click(marks);
        }
        !marks.is_empty()
    }

    /// Selects the words of the chosen mark, from its first to its last.
    pub fn select_mark(&mut self) -> Result<(), Refusal> {
        let mark = self.only_mark()?;
        if let Some(span) = self.session.outline().placed(mark).map(|placed| placed.span) {
            self.article.select(span);
            self.article.reveal(span.start);
            self.view.wanted = Some(Wanted::Article);
        }
        Ok(())
    }

    /// Goes to the next sentence with something to check that no mark meets, or to the one before: round and round.
    pub fn step_uncovered(&mut self, effect: &Effect) {
        let here = self.selection().unwrap_or_else(|| {
            let caret = self.article.caret();
            Range::new(caret, caret)
        });
        let uncovered = &self.derived.uncovered;
        let sentence = match effect {
            Effect::PreviousUncovered => uncovered.previous(here.start),
            // A caret right before a sentence is not in it yet.
            _ if here.is_empty() => uncovered.next_from(here.start),
            _ => uncovered.next_from(here.start + 1),
        };
        if let Some(sentence) = sentence {
            self.go_to_range(sentence);
        }
    }

    /// Goes to the next character that deceives, or to the one before, round and round; says what it is.
    pub fn step_disguise(&mut self, effect: &Effect) -> Option<String> {
        let here = self.selection().unwrap_or_else(|| {
            let caret = self.article.caret();
            Range::new(caret, caret)
        });
        let found = self.derived.uncovered.disguises();
        let count = found.len();
        let at = if *effect == Effect::PreviousDisguise {
            let before = found.partition_point(|disguise| disguise.range.end <= here.start);
            before.checked_sub(1).or(count.checked_sub(1))?
        } else {
            let next = found.partition_point(|disguise| disguise.range.start < here.end);
            if next < count { next } else { 0 }
        };
        let disguise = *found.get(at)?;
        self.go_to_range(disguise.range);
        Some(format!("{} of {count}: {}", at + 1, disguise.words()))
    }

    /// Takes the selected words for the ones to find, and asks for the keyboard.
    pub fn begin_finding(&mut self) {
        let selection = self.selection();
        self.view.finder.origin = selection.map_or(self.article.caret(), |range| range.start);
        // The hit that one stands at was found by the words already.
        let is_hit = |range: &Range| self.view.finder.current() == Some(Hit::Text(*range));
        let words = selection
            .filter(|range| range.len() <= LONGEST && !is_hit(range))
            .and_then(|range| range.of(self.session.project().text()))
            .filter(|words| !words.contains("\n\n"));
        if let Some(words) = words {
            self.view.finder.query.words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.view.wanted = Some(Wanted::Find);
    }

    /// Asks for the next hit or the one before; without words to find, for the words.
    pub fn step_hit(&mut self, step: Step) {
        if self.view.finder.query.is_empty() {
            self.view.show("find");
            self.begin_finding();
            return;
        }
        self.view.finder.want(step);
        self.take_step();
    }

    /// Goes to the hit that was asked for, if it is known by now.
    pub fn take_step(&mut self) {
        if let Some(place) = self.view.finder.wanted_place(self.session.revision()) {
            self.go_to_hit(place);
        }
    }

    /// Brings the first hit of new words into view, without leaving the words.
    pub fn show_hit(&mut self) {
        self.view.sought = None;
        if let Some(Hit::Text(range)) = self.view.finder.current() {
            self.article.reveal(range.start);
        }
    }

    /// Goes to a hit of the list: selects its words in the text, or opens its record at the field.
    pub fn go_to_hit(&mut self, place: usize) {
        match self.view.finder.stand_at(place) {
            Some(Hit::Text(range)) if range.of(self.session.project().text()).is_some() => {
                self.view.finder.origin = range.start;
                self.go_to_range(range);
            }
            Some(Hit::Record(hit)) => self.go_to_slot(hit.slot),
            _ => {}
        }
    }

    /// Opens a record with a field in view.
    pub fn go_to_slot(&mut self, slot: Slot) {
        if !self.session.project().has(slot.record) {
            return;
        }
        if slot.record.table() == Table::Waiver {
            let waiver = self.session.project().waivers().get(&slot.record);
            let finding = waiver.map(|waiver| (waiver.rule.clone(), waiver.subject.clone()));
            self.view.waived = true;
            self.view.show("findings");
            if let Some((rule, subject)) = finding {
                self.go_to_finding(&rule, &subject);
            }
            return;
        }
        self.jump(|desk| desk.open_at(slot));
        self.view.sought = Some(Sought { slot, was_shown: false });
    }

    pub(super) fn open_at(&mut self, slot: Slot) {
        let record = slot.record;
        let owner = self.session.project().owner(record).unwrap_or(record);
        let mark = match owner.table() {
            Table::Article => {
                self.view.show("article");
                return;
            }
            Table::Annotation => Some(owner),
            _ => self.session.outline().mentions(owner).first().copied(),
        };
        match mark {
            Some(mark) => {
                self.view.choose(mark);
                self.reveal_mark(mark);
                self.view.show("inspector");
            }
            None => self.view.open_record(owner),
        }
    }
}
