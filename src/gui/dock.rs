//! Where the panels stand around the article: each to the left, to the right or below, one of each side in front.
//!
//! It belongs to the window, not to a project, and is remembered in the settings. It must not know what a panel shows.

use std::collections::BTreeMap;

use super::panel::{DOCKED, Docked};
use crate::store::settings::{Placing, Settings, Shown, Side};

/// From this width on, in points, findings, article and inspector have room side by side.
pub const WIDE: f32 = 1600.0;

/// Where the panels stand, and which of them are on screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dock {
    panels: BTreeMap<String, Placing>,
    sizes: BTreeMap<Side, f32>,
    /// Whether the article is alone on screen, for a clean read.
    alone: Alone,
}

/// Whether the article is alone on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alone {
    /// Bars and panels stand around it.
    #[default]
    No,
    /// Nothing else is on screen.
    Yes,
}

/// What one side shows.
#[derive(Clone)]
pub struct SideView {
    /// The open panels, in the order of their tabs.
    pub open: Vec<&'static dyn Docked>,
    /// The one in front.
    pub front: &'static dyn Docked,
}

impl Dock {
    /// Takes up what was remembered; `width` is the window's, in points.
    pub fn remembered(settings: &Settings, width: f32) -> Self {
        let mut dock =
            Self { panels: settings.panels.clone(), sizes: settings.panel_sizes.clone(), ..Self::default() };
        for panel in DOCKED {
            let fits = width >= panel.least_width();
            let place = dock.panels.entry(panel.id().to_owned()).or_default();
            if place.shown == Shown::WhereItFits {
                place.shown = if fits { Shown::Yes } else { Shown::No };
            }
        }
        dock
    }

    /// Puts what is to be remembered into the settings.
    pub fn remember(&self, settings: &mut Settings) {
        settings.panels.clone_from(&self.panels);
        settings.panel_sizes.clone_from(&self.sizes);
    }

    /// Tells whether the settings hold all this already.
    pub fn is_remembered(&self, settings: &Settings) -> bool {
        settings.panels == self.panels && settings.panel_sizes == self.sizes
    }

    /// Tells whether the article is alone on screen.
    pub fn alone(&self) -> Alone {
        self.alone
    }

    /// Takes bars and panels away, or brings them back.
    pub fn toggle_alone(&mut self) {
        self.alone = match self.alone {
            Alone::Yes => Alone::No,
            Alone::No => Alone::Yes,
        };
    }

    /// Brings bars and panels back, if they were taken away.
    pub fn leave_alone(&mut self) {
        self.alone = Alone::No;
    }

    /// Tells whether a panel is open, in front or behind another one.
    pub fn is_open(&self, id: &str) -> bool {
        self.panels.get(id).is_some_and(|place| place.shown == Shown::Yes)
    }

    /// Tells whether a panel can be seen.
    pub fn is_front(&self, id: &str) -> bool {
        self.alone == Alone::No && self.view(self.side_of(id)).is_some_and(|view| view.front.id() == id)
    }

    /// Opens a panel and brings it to the front.
    pub fn show(&mut self, id: &str) {
        self.alone = Alone::No;
        let side = self.side_of(id);
        for panel in DOCKED {
            if self.side_of(panel.id()) == side {
                self.place(panel.id()).front = false;
            }
        }
        let place = self.place(id);
        place.shown = Shown::Yes;
        place.front = true;
    }

    /// Closes a panel.
    pub fn hide(&mut self, id: &str) {
        let place = self.place(id);
        place.shown = Shown::No;
        place.front = false;
    }

    /// Closes a panel that can be seen; any other comes to the front.
    pub fn toggle(&mut self, id: &str) {
        if self.is_front(id) { self.hide(id) } else { self.show(id) }
    }

    /// Puts a panel to another side and shows it there.
    pub fn put(&mut self, id: &str, side: Side) {
        self.place(id).side = Some(side);
        self.show(id);
    }

    /// Returns the side a panel stands at.
    pub fn side_of(&self, id: &str) -> Side {
        let chosen = self.panels.get(id).and_then(|place| place.side);
        let home = || DOCKED.iter().find(|panel| panel.id() == id).map(|panel| panel.home());
        chosen.or_else(home).unwrap_or(Side::Right)
    }

    /// Returns what a side shows; nothing where every panel of it is closed.
    pub fn view(&self, side: Side) -> Option<SideView> {
        let open: Vec<&'static dyn Docked> = DOCKED
            .iter()
            .copied()
            .filter(|panel| self.is_open(panel.id()) && self.side_of(panel.id()) == side)
            .collect();
        let is_front = |panel: &&&dyn Docked| self.panels.get(panel.id()).is_some_and(|place| place.front);
        let front = *open.iter().find(is_front).or_else(|| open.first())?;
        Some(SideView { open, front })
    }

    /// Tells whether a panel is open with no other one at its side.
    pub fn is_single(&self, id: &str) -> bool {
        self.view(self.side_of(id))
            .is_some_and(|view| matches!(view.open.as_slice(), [only] if only.id() == id))
    }

    /// Returns the width of a side, or the height of the one below, in points; nothing before anybody drew it.
    pub fn size(&self, side: Side) -> Option<f32> {
        self.sizes.get(&side).copied()
    }

    /// Notes how large a side was drawn, in points.
    pub fn note_size(&mut self, side: Side, points: f32) {
        let points = points.round();
        if self.sizes.get(&side) != Some(&points) {
            self.sizes.insert(side, points);
        }
    }

    fn place(&mut self, id: &str) -> &mut Placing {
        self.panels.entry(id.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dock(width: f32) -> Dock {
        Dock::remembered(&Settings::default(), width)
    }

    #[test]
    fn findings_are_open_at_first_where_there_is_room() {
        assert!(!dock(1280.0).is_open("findings"));
        assert!(dock(1920.0).is_front("findings"));
        assert!(dock(1280.0).is_front("inspector"));
    }

    #[test]
    fn a_panel_behind_another_comes_to_the_front_before_it_closes() {
        let mut dock = dock(1280.0);
        dock.show("article");
        assert!(dock.is_front("article") && dock.is_open("inspector"));
        dock.toggle("inspector");
        assert!(dock.is_front("inspector") && dock.is_open("article"));
        dock.toggle("inspector");
        assert!(!dock.is_open("inspector") && dock.is_front("article"));
    }

    #[test]
    fn a_panel_moves_to_another_side_and_stays_there() {
        let mut dock = dock(1280.0);
        dock.put("findings", Side::Below);
        assert!(dock.is_front("findings") && dock.view(Side::Left).is_none());
        dock.note_size(Side::Below, 240.4);
        let mut settings = Settings::default();
        dock.remember(&mut settings);
        let again = Dock::remembered(&settings, 1280.0);
        assert_eq!((again.side_of("findings"), again.size(Side::Below)), (Side::Below, Some(240.0)));
        assert!(again.is_front("findings"));
    }

    #[test]
    fn asking_for_a_panel_ends_the_clean_read() {
        let mut dock = dock(1280.0);
        dock.toggle_alone();
        assert!(!dock.is_front("inspector"));
        dock.show("inspector");
        assert_eq!(dock.alone(), Alone::No);
    }
}
