//! Which rows are selected and which one the keyboard is on; by record, so that it survives sorting and filtering.
//!
//! Knows nothing of the screen.

use std::collections::BTreeSet;

use super::Register;
use crate::model::Id;

/// The rows that are shown, in order, with the way back from a record to its place.
#[derive(Debug, Default)]
pub struct Shown {
    /// The places of the rows in the register.
    pub rows: Vec<u32>,
    /// Where each row of the register is shown.
    places: Vec<u32>,
}

/// Stands for “not shown”.
const NOWHERE: u32 = u32::MAX;

impl Shown {
    /// Shows these rows of a register.
    pub fn new(register: &Register, rows: Vec<u32>) -> Self {
        let mut places = vec![NOWHERE; register.rows.len()];
        for (at, row) in rows.iter().enumerate() {
            if let Some(place) = places.get_mut(*row as usize) {
                *place = at as u32;
            }
        }
        Self { rows, places }
    }

    /// Counts the rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns what the row at a place is about.
    pub fn subject(&self, register: &Register, at: usize) -> Option<Id> {
        let row = *self.rows.get(at)?;
        register.rows.get(row as usize).map(|row| row.subject)
    }

    /// Returns where a record's row is shown.
    pub fn place(&self, register: &Register, subject: Id) -> Option<usize> {
        let at = *self.places.get(register.place(subject)?)?;
        (at != NOWHERE).then_some(at as usize)
    }
}

/// What a click or a key does to the rows that are selected already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// They are let go.
    Nothing,
    /// The row is added, or taken out (Ctrl).
    Each,
    /// All from the last one on are selected (Shift).
    Range,
}

/// Which rows are selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The row the keyboard is on.
    pub cursor: Option<Id>,
    /// Where a range began.
    anchor: Option<Id>,
    /// What is selected.
    chosen: BTreeSet<Id>,
    /// Where the cursor stood last, to go on from there when its row goes.
    at: usize,
}

impl Selection {
    /// Counts the selected rows.
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Tells whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Tells whether a row is selected.
    pub fn holds(&self, subject: Id) -> bool {
        self.chosen.contains(&subject)
    }

    /// Lists the selected rows in the order in which they are shown.
    pub fn in_order(&self, register: &Register, shown: &Shown) -> Vec<Id> {
        let mut rows: Vec<(Option<usize>, Id)> =
            self.chosen.iter().map(|id| (shown.place(register, *id), *id)).collect();
        rows.sort_unstable();
        rows.into_iter().map(|(_, id)| id).collect()
    }

    /// Goes through the selected rows, by id.
    pub fn iter(&self) -> impl Iterator<Item = Id> + '_ {
        self.chosen.iter().copied()
    }

    /// Puts the cursor on the row at a place.
    pub fn take(&mut self, register: &Register, shown: &Shown, at: usize, hold: Hold) {
        let Some(subject) = shown.subject(register, at) else { return };
        match hold {
            Hold::Nothing => {
                self.chosen = BTreeSet::from([subject]);
                self.anchor = Some(subject);
            }
            Hold::Each => {
                if !self.chosen.remove(&subject) {
                    self.chosen.insert(subject);
                }
                self.anchor = Some(subject);
            }
            Hold::Range => {
                let anchor = self.anchor.or(self.cursor).unwrap_or(subject);
                let from = shown.place(register, anchor).unwrap_or(at);
                let rows = from.min(at)..=from.max(at);
                self.chosen = rows.filter_map(|at| shown.subject(register, at)).collect();
                self.anchor = Some(anchor);
            }
        }
        self.cursor = Some(subject);
        self.at = at;
    }

    /// Moves the cursor by so many rows, up where negative; it stays within what is shown.
    pub fn step(&mut self, register: &Register, shown: &Shown, rows: isize, hold: Hold) {
        let Some(last) = shown.len().checked_sub(1) else { return };
        let at = match self.cursor.and_then(|cursor| shown.place(register, cursor)) {
            Some(at) => at.saturating_add_signed(rows).min(last),
            None => 0,
        };
        self.take(register, shown, at, hold);
    }

    /// Selects every row that is shown.
    pub fn take_all(&mut self, register: &Register, shown: &Shown) {
        self.chosen = (0..shown.len()).filter_map(|at| shown.subject(register, at)).collect();
        if self.cursor.is_none() {
            self.cursor = shown.subject(register, 0);
        }
        self.anchor = self.cursor;
    }

    /// Puts the cursor on a record's row and selects it alone, if it is shown.
    pub fn go_to(&mut self, register: &Register, shown: &Shown, subject: Id) {
        if let Some(at) = shown.place(register, subject) {
            self.take(register, shown, at, Hold::Nothing);
        }
    }

    /// Lets go of everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps what is still shown; a cursor whose row went goes to the row that stands in its place now, and where
    /// that leaves nothing selected, selects it.
    pub fn keep(&mut self, register: &Register, shown: &Shown) {
        let is_shown = |id: &Id| shown.place(register, *id).is_some();
        self.chosen.retain(|id| is_shown(id));
        self.anchor = self.anchor.filter(|id| is_shown(id));
        let Some(cursor) = self.cursor else { return };
        if let Some(at) = shown.place(register, cursor) {
            self.at = at;
            return;
        }
        self.cursor = None;
        if let Some(last) = shown.len().checked_sub(1) {
            let at = self.at.min(last);
            if self.chosen.is_empty() {
                self.take(register, shown, at, Hold::Nothing);
            } else {
                self.cursor = shown.subject(register, at);
                self.at = at;
            }
        }
    }
}
