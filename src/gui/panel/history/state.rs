//! What the history panel shows: what was read, by what it is narrowed, the rows that follow, and where one is.
//!
//! It must not know how a row looks.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Id, Outline, Project};
use crate::session::chronicle::{Chronicle, Point};
use crate::text::fold::{Folding, fold};

/// How high the name of a day is, in points.
pub const DAY: f32 = 30.0;
/// How high a step is while it is closed, in points.
pub const STEP: f32 = 46.0;

/// Whether the history is narrowed to the chosen mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// It is not.
    #[default]
    Anything,
    /// To that mark, its record and its evidence.
    Mark,
}

/// By what the history is narrowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// All of these words have to stand in what was done.
    pub words: String,
    /// One of these people has to have done it; nobody where everybody may.
    pub people: BTreeSet<String>,
    /// Whether it has to be about the chosen mark.
    pub only: Only,
}

impl Filter {
    /// Tells whether everything is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes a person in, or out again.
    pub fn toggle(&mut self, name: &str) {
        if !self.people.remove(name) {
            self.people.insert(name.to_owned());
        }
    }
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The name of a day, over the steps of that day.
    Day(Date),
    /// A step, by its place in the chronicle.
    Step(usize),
}

/// What the rows were made of.
#[derive(Clone, Debug)]
struct Made {
    chronicle: Arc<Chronicle>,
    filter: Filter,
    mark: Option<(Id, u64)>,
}

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.chronicle, &other.chronicle)
            && (&self.filter, self.mark) == (&other.filter, other.mark)
    }
}

/// What the history panel shows.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "what the last frame saw of the panel, each apart")]
pub struct HistoryState {
    /// What was read last.
    pub chronicle: Option<Arc<Chronicle>>,
    /// Why it could not be read.
    pub failure: Option<String>,
    /// Whether the project has no log.
    pub is_without: bool,
    /// By what it is narrowed.
    pub filter: Filter,
    /// The step one is at.
    pub cursor: Option<Point>,
    /// The step that is open, with how high it is.
    pub open: Option<(Point, f32)>,
    /// Whether the row one is at has to come into view.
    pub is_to_scroll: bool,
    /// Whether the rows have the keyboard.
    pub has_keyboard: bool,
    /// Whether the panel was drawn in this frame.
    pub is_drawn: bool,
    rows: Vec<Row>,
    /// Where each row begins while all are closed, in points.
    tops: Vec<f32>,
    /// The steps that are shown with their rows, the newest first.
    steps: Vec<(usize, usize)>,
    made: Option<Made>,
}

impl HistoryState {
    /// Makes the rows anew where something has changed that they follow from.
    pub fn refresh(
        &mut self,
        chronicle: &Arc<Chronicle>,
        chosen: Option<Id>,
        project: &Project,
        outline: &Outline,
        revision: u64,
    ) {
        let mark = chosen.filter(|_| self.filter.only == Only::Mark).map(|mark| (mark, revision));
        let made = Made { chronicle: Arc::clone(chronicle), filter: self.filter.clone(), mark };
        if self.made.as_ref() == Some(&made) {
            return;
        }
        let words: Vec<String> =
            fold(&self.filter.words, Folding::default()).split_whitespace().map(str::to_owned).collect();
        let belonging = mark.map(|(mark, _)| chronicle.belonging(mark, project, outline));
        let is_shown = |at: &usize| {
            let deed = &chronicle.deeds[*at];
            (self.filter.people.is_empty() || self.filter.people.contains(&deed.by))
                && match (&belonging, self.filter.only) {
                    (_, Only::Anything) => true,
                    (Some(all), Only::Mark) => deed.records.iter().any(|id| all.contains(id)),
                    (None, Only::Mark) => false,
                }
                && (words.is_empty() || chronicle.has_words(*at, &words))
        };
        let steps: Vec<usize> = (0..chronicle.deeds.len()).rev().filter(is_shown).collect();
        self.steps.clear();
        self.rows.clear();
        self.tops.clear();
        let (mut day, mut top) = (None, 0.0);
        for at in steps {
            let date = chronicle.deeds[at].local.date();
            if day != Some(date) {
                day = Some(date);
                self.rows.push(Row::Day(date));
                self.tops.push(top);
                top += DAY;
            }
            self.steps.push((at, self.rows.len()));
            self.rows.push(Row::Step(at));
            self.tops.push(top);
            top += STEP;
        }
        self.tops.push(top);
        self.made = Some(made);
    }

    /// Lists the steps that it is narrowed to, the oldest first; nothing while everything is shown.
    pub fn narrowed(&self) -> Option<Vec<Point>> {
        let chronicle = self.chronicle.as_ref().filter(|_| !self.filter.is_empty())?;
        let steps = self.steps.iter().rev().filter_map(|(step, _)| chronicle.deeds.get(*step));
        Some(steps.map(|deed| deed.point.clone()).collect())
    }

    /// Counts the steps that are shown.
    pub fn shown(&self) -> usize {
        self.steps.len()
    }

    /// Returns the row at a place.
    pub fn row(&self, at: usize) -> Option<Row> {
        self.rows.get(at).copied()
    }

    /// Returns the place of a step among the rows.
    pub fn place(&self, chronicle: &Chronicle, point: &Point) -> Option<usize> {
        let step = chronicle.find(point)?;
        let at = self.steps.binary_search_by(|(known, _)| step.cmp(known)).ok()?;
        self.steps.get(at).map(|(_, row)| *row)
    }

    /// Returns the place of the step one is at, if it is shown.
    pub fn cursor_place(&self, chronicle: &Chronicle) -> Option<usize> {
        self.place(chronicle, self.cursor.as_ref()?)
    }

    /// Returns where a row begins, in points, while one is open.
    pub fn top(&self, at: usize, opened: Option<usize>) -> f32 {
        let grown = match (&self.open, opened) {
            (Some((_, height)), Some(open)) if open < at => (height - STEP).max(0.0),
            _ => 0.0,
        };
        self.tops.get(at).copied().unwrap_or_default() + grown
    }

    /// Returns how high all rows are together, in points.
    pub fn height(&self, opened: Option<usize>) -> f32 {
        self.top(self.rows.len(), opened)
    }

    /// Returns the rows between two heights, in points.
    pub fn between(&self, from: f32, to: f32, opened: Option<usize>) -> Range<usize> {
        let count = self.rows.len();
        let first = first(count, |at| self.top(at + 1, opened) > from);
        let last = first_from(first, count, |at| self.top(at, opened) >= to);
        first..last
    }

    /// Moves by so many steps; the first one from nowhere.
    pub fn step(&mut self, chronicle: &Chronicle, by: isize) {
        let Some(last) = self.steps.len().checked_sub(1) else { return };
        let here = self.cursor_place(chronicle);
        let here = here.and_then(|place| self.steps.binary_search_by_key(&place, |(_, row)| *row).ok());
        let to = here.map_or(0, |here| here.saturating_add_signed(by).min(last));
        if let Some(deed) = self.steps.get(to).and_then(|(step, _)| chronicle.deeds.get(*step)) {
            self.cursor = Some(deed.point.clone());
            self.is_to_scroll = true;
        }
    }

    /// Opens the step one is at, or closes it.
    pub fn toggle(&mut self) {
        let Some(cursor) = self.cursor.clone() else { return };
        let is_open = self.open.as_ref().is_some_and(|(open, _)| *open == cursor);
        self.open = if is_open { None } else { Some((cursor, STEP)) };
        self.is_to_scroll = true;
    }
}

/// Finds the first place from which on something holds.
fn first(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    first_from(0, count, holds)
}

fn first_from(from: usize, count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (from, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Change, Moment, Slot, Table, Value};
    use crate::session::chronicle::Deed;

    fn deed(sequence: u64, by: &str, day: i8, did: &str) -> Arc<Deed> {
        let slot = Slot { record: Id::new(Table::Claim, sequence), field: "note" };
        Arc::new(Deed {
            point: Point { writer: "w-a".into(), sequence },
            by: by.into(),
            at: Moment(sequence.cast_signed()),
            local: jiff::civil::date(2026, 11, day).at(14, 5, 0, 0),
            did: did.into(),
            edits: 1,
            changes: vec![Change { slot, before: Value::Nothing, after: Value::Text("étang".into()) }],
            records: vec![slot.record],
        })
    }

    fn chronicle() -> Arc<Chronicle> {
        let deeds = vec![
            deed(1, "Ada", 20, "open article"),
            deed(2, "Ada", 21, "mark claim"),
            deed(3, "Ben", 21, "edit note of claim"),
            deed(4, "Ada", 22, "undo mark claim"),
        ];
        let vocabulary = crate::store::vocabulary::shipped();
        Arc::new(Chronicle::new(deeds, Vec::new(), &Chronicle::default(), &vocabulary))
    }

    fn shown(state: &mut HistoryState, chronicle: &Arc<Chronicle>) -> Vec<usize> {
        let project = Project::default();
        state.refresh(chronicle, None, &project, &Outline::of(&project), 0);
        let step = |row: &Row| match row {
            Row::Step(step) => Some(*step),
            Row::Day(_) => None,
        };
        state.rows.iter().filter_map(step).collect()
    }

    #[test]
    fn the_newest_comes_first_and_each_day_has_its_name() {
        let (chronicle, mut state) = (chronicle(), HistoryState::default());
        assert_eq!(shown(&mut state, &chronicle), [3, 2, 1, 0]);
        let days = state.rows.iter().filter(|row| matches!(row, Row::Day(_))).count();
        assert_eq!((days, state.rows.len()), (3, 7));
        assert!((state.height(None) - (3.0 * DAY + 4.0 * STEP)).abs() < 0.01);
    }

    #[test]
    fn it_is_narrowed_by_people_and_by_words_in_any_letters() {
        let (chronicle, mut state) = (chronicle(), HistoryState::default());
        state.filter.toggle("Ben");
        assert_eq!(shown(&mut state, &chronicle), [2]);
        state.filter.toggle("Ben");
        state.filter.words = "ETANG mark".into();
        assert_eq!(shown(&mut state, &chronicle), [3, 1]);
        state.filter = Filter { only: Only::Mark, ..Filter::default() };
        assert_eq!(shown(&mut state, &chronicle), [0; 0]);
    }

    #[test]
    fn the_arrows_go_from_step_to_step_past_the_names_of_days() {
        let (chronicle, mut state) = (chronicle(), HistoryState::default());
        shown(&mut state, &chronicle);
        let mut at = |by| {
            state.step(&chronicle, by);
            state.cursor.as_ref().map(|point| point.sequence)
        };
        assert_eq!([at(1), at(1), at(1), at(9), at(-2)], [Some(4), Some(3), Some(2), Some(1), Some(3)]);
    }

    #[test]
    fn only_rows_on_screen_are_drawn_whatever_is_open() {
        let (chronicle, mut state) = (chronicle(), HistoryState::default());
        shown(&mut state, &chronicle);
        assert_eq!(state.between(0.0, 1.0, None), 0..1);
        assert_eq!(state.between(DAY, DAY + STEP, None), 1..2);
        state.step(&chronicle, 1);
        state.toggle();
        state.open.as_mut().unwrap().1 = 500.0;
        assert_eq!(state.between(DAY + STEP + 1.0, DAY + 499.0, Some(1)), 1..2);
        assert_eq!(state.between(0.0, 9_999.0, Some(1)), 0..7);
    }
}
