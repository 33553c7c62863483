//! What the table has on screen: its page, filters, selection, and the rows that follow, worked out when they change.

use std::collections::BTreeSet;

use super::layout::Layout;
use crate::gui::register::column::Column;
use crate::gui::register::filter::Filter;
use crate::gui::register::order::sorted;
use crate::gui::register::selection::{Hold, Selection, Shown};
use crate::gui::register::{Ground, Page, Register};
use crate::model::{Id, Table};
use crate::store::settings::Way;

/// What the table has on screen.
#[derive(Debug, Default)]
pub struct TableState {
    /// The page that is open.
    pub page: Page,
    /// The page that was drawn in this frame: its register has to be made.
    pub drawn: Option<Page>,
    /// Whether the rows have the keyboard.
    pub has_keyboard: bool,
    /// The mark that was gone to from its row: while it is chosen, one comes back there.
    pub left_for: Option<Id>,
    pages: [PageState; 3],
}

impl TableState {
    /// Returns the state of the open page.
    pub fn open(&mut self) -> &mut PageState {
        &mut self.pages[self.page as usize]
    }

    /// Lists the selected rows, if the rows have the keyboard: what a key is meant for.
    pub fn meant(&self) -> &[Id] {
        if self.has_keyboard { &self.pages[self.page as usize].in_order } else { &[] }
    }

    /// Returns the row that the keyboard is at, if the rows have it.
    pub fn row_at_hand(&self) -> Option<Id> {
        self.pages[self.page as usize].selection.cursor.filter(|_| self.has_keyboard)
    }
}

/// What a page of the table has on screen.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one thing is to be done or shown")]
pub struct PageState {
    /// Which rows are asked for.
    pub filter: Filter,
    /// Which rows are selected.
    pub selection: Selection,
    /// The rows that are shown.
    pub shown: Shown,
    /// The selected rows in the order in which they are shown.
    pub in_order: Vec<Id>,
    /// The tables that the selected rows stand in.
    pub tables: BTreeSet<Table>,
    /// Whether the cursor's row has to be brought into view.
    pub is_to_scroll: bool,
    /// Whether the line of what can be done to several rows stood under them in the last frame.
    pub has_bar: bool,
    /// Whether the rows have to begin with the first: others are shown than before.
    pub is_to_top: bool,
    /// Whether the menu of statuses has to open at the cursor's row.
    pub is_status_wanted: bool,
    /// The column whose edge is being dragged, and its width so far.
    pub dragged: Option<(&'static str, f32)>,
    /// The row that text and inspector showed last.
    pub followed: Option<Id>,
    /// What the article and the inspector showed when the table looked last.
    pub seen: Option<Id>,
    order: Vec<u32>,
    sorted_for: Option<(u64, &'static str, Way)>,
    filtered_for: Option<(u64, &'static str, Way, Filter)>,
}

impl PageState {
    /// Brings the rows that are shown up to the register, the sorting and the filter.
    pub fn refresh(&mut self, register: &Register, ground: Ground<'_>, layout: &Layout) {
        let (column, way): (Option<&'static Column>, Way) = (layout.sort, layout.way);
        let name = column.map_or("", |column| column.name);
        let wanted = (register.revision, name, way);
        if self.sorted_for != Some(wanted) {
            self.order = match column {
                Some(column) => sorted(register, ground, column, way),
                None => (0..register.rows.len() as u32).collect(),
            };
            self.sorted_for = Some(wanted);
        }
        let is_current = self.filtered_for.as_ref().is_some_and(|(revision, sort, there, filter)| {
            (*revision, *sort, *there) == wanted && *filter == self.filter
        });
        if !is_current {
            self.shown = Shown::new(register, self.filter.shown(register, &self.order));
            self.selection.keep(register, &self.shown);
            // The same project, but other rows of it: what was in view says nothing any more.
            let is_same_project =
                self.filtered_for.as_ref().is_some_and(|(revision, ..)| *revision == register.revision);
            self.is_to_top |= is_same_project;
            self.is_to_scroll |= is_same_project;
            self.filtered_for = Some((register.revision, name, way, self.filter.clone()));
            self.note_selection(register);
        }
    }

    /// Changes what is selected.
    pub fn select(&mut self, register: &Register, change: impl FnOnce(&mut Selection, &Register, &Shown)) {
        change(&mut self.selection, register, &self.shown);
        self.is_to_scroll = true;
        self.note_selection(register);
    }

    /// Selects a record's row alone, if it is shown.
    pub fn go_to(&mut self, register: &Register, subject: Id) {
        if self.shown.place(register, subject).is_some() && self.selection.cursor != Some(subject) {
            self.select(register, |selection, register, shown| selection.go_to(register, shown, subject));
        }
    }

    /// Takes the row at a place, as a click does.
    pub fn take(&mut self, register: &Register, at: usize, hold: Hold) {
        self.select(register, |selection, register, shown| selection.take(register, shown, at, hold));
    }

    fn note_selection(&mut self, register: &Register) {
        self.in_order = self.selection.in_order(register, &self.shown);
        self.tables = self.in_order.iter().map(|id| id.table()).collect();
    }
}
