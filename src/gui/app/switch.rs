//! Going from one tab to another, and what has to be known of the tabs that are not in front.

use std::path::Path;
use std::time::Duration;

use egui::{Context, Popup};

use super::App;
use super::arrival::Target;
use super::tab::{Leaving, Tab};
use super::tabs::{TabId, Way};
use crate::gui::command::Need;
use crate::gui::desk::Desk;
use crate::gui::panel::tab_strip::TabLabel;
use crate::gui::scene::Request;
use crate::gui::view_state::Wanted;
use crate::session::Durability;
use crate::store::settings::LastOpen;

/// How often one looks whether a project that is not in front was saved.
const LOOK: Duration = Duration::from_millis(150);
/// How often one looks whether a failure to save is mended.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

impl App {
    /// Lists what is at hand for commands.
    pub(super) fn at_hand(&self) -> Vec<Need> {
        let mut at_hand = self.desk().map_or_else(|| vec![Need::Nothing], Desk::at_hand);
        at_hand.extend((self.tabs.len() > 1).then_some(Need::Tabs));
        at_hand
    }

    /// Lists the tabs as they are named on screen; of two with one title each tells its folder.
    pub(super) fn tab_labels(&self) -> Vec<TabLabel> {
        let front = self.tabs.front_id();
        let mut labels: Vec<TabLabel> = self
            .tabs
            .iter()
            .map(|(id, tab)| TabLabel {
                id,
                title: tab.desk.title(),
                folder: tab.folder().map(Path::to_owned),
                durability: tab.desk.durability(),
                is_front: Some(id) == front,
                is_leaving: matches!(tab.leaving, Some(Leaving::Saving)),
            })
            .collect();
        let titles: Vec<String> = labels.iter().map(|label| label.title.clone()).collect();
        for label in &mut labels {
            let is_shared = titles.iter().filter(|title| **title == label.title).count() > 1;
            let folder = label.folder.as_deref().and_then(Path::file_name).filter(|_| is_shared);
            if let Some(folder) = folder {
                label.title = format!("{} ({})", label.title, folder.to_string_lossy());
            }
        }
        labels
    }

    /// Returns how a sentence begins that is about a tab's project: by its title where there are several.
    pub(super) fn name_of(&self, id: TabId) -> String {
        match self.tabs.of(id) {
            Some(tab) if self.tabs.len() > 1 => format!("“{}”", tab.desk.title()),
            _ => "The project".to_owned(),
        }
    }

    /// Brings a tab to the front.
    pub(super) fn go_to_tab(&mut self, id: TabId, ctx: &Context) {
        if self.tabs.front_id() != Some(id) {
            self.commit_typing();
            self.tabs.go_to(id);
            ctx.request_repaint();
        }
    }

    /// Goes to the tab beside the one in front.
    pub(super) fn step_tab(&mut self, way: Way, ctx: &Context) {
        if let Some(id) = self.tabs.beside(way) {
            self.go_to_tab(id, ctx);
        }
    }

    /// Puts the tab in front behind or before its neighbour.
    pub(super) fn shift_front(&mut self, way: Way) {
        let Some(id) = self.tabs.front_id() else { return };
        let at = self.tabs.at(id).unwrap_or_default();
        let to = if way == Way::Onward { at + 1 } else { at.saturating_sub(1) };
        self.tabs.shift(id, to);
    }

    /// Does what is asked of a project in a certain tab, which comes to the front for it.
    pub(super) fn grant_in_tab(&mut self, id: TabId, request: Request, ctx: &Context) {
        if self.tabs.of(id).is_none() {
            return self.say("Its project was closed meanwhile");
        }
        self.go_to_tab(id, ctx);
        self.grant(request, ctx);
    }

    /// Takes in which tab is in front: the commands follow from its words, and the keyboard goes to its text.
    pub(super) fn notice_front(&mut self, ctx: &Context) {
        let front = self.tabs.front_id();
        if self.shown == front {
            return;
        }
        self.shown = front;
        // Fields of two projects may share an id: neither keyboard, caret nor undo of a field goes along.
        ctx.memory_mut(|memory| memory.focused().map(|id| memory.surrender_focus(id)));
        ctx.data_mut(egui::util::IdTypeMap::remove_by_type::<egui::text_edit::TextEditState>);
        Popup::close_all(ctx);
        self.article = None;
        let Some(Tab { desk, .. }) = self.tabs.front_mut() else { return };
        desk.view.wanted.get_or_insert(Wanted::Article);
        desk.view.context_menu = None;
        self.arrange_commands();
    }

    /// Says so when a project that is not in front cannot be saved. The one in front has a banner.
    pub(super) fn watch_saving(&mut self, ctx: &Context) {
        let front = self.tabs.front_id();
        let mut failures = Vec::new();
        for (id, tab) in self.tabs.iter_mut() {
            let untold = tab.untold().filter(|_| Some(id) != front);
            failures.extend(untold.map(|why| (id, why)));
            match tab.desk.durability() {
                Durability::Saving if Some(id) != front => ctx.request_repaint_after(LOOK),
                Durability::Failed(_) => ctx.request_repaint_after(LOOK_AGAIN),
                _ => {}
            }
        }
        for (id, why) in failures {
            let words = format!("{} is not being saved: {why}", self.name_of(id));
            self.offer(words, &[("Show it", Request::GoToTab(id))]);
        }
    }

    /// Remembers which projects are open, to offer them again next time.
    pub(super) fn remember_tabs(&mut self) {
        let front = self.tabs.front().and_then(Tab::folder);
        let folders: Vec<&Path> = self.tabs.iter().filter_map(|(_, tab)| tab.folder()).collect();
        let front = folders.iter().position(|folder| Some(*folder) == front).unwrap_or_default();
        let open = LastOpen::of(&folders, front);
        self.settings.note_open(open);
        self.settings_changed.get_or_insert(0.0);
    }

    /// Opens the projects that were open last time, or else the one that was closed last.
    pub(super) fn open_again(&mut self, ctx: &Context) {
        let last = self.settings.last_open.clone();
        if self.tabs.is_empty() && !last.folders.is_empty() {
            for folder in last.in_order() {
                self.open(Target::Path(folder.into()), ctx);
            }
            return;
        }
        let is_open = |folder: &str| self.tabs.iter().any(|(_, tab)| tab.folder() == Some(Path::new(folder)));
        let closed = self.settings.recent.iter().find(|recent| !is_open(&recent.folder));
        match closed.map(|recent| recent.folder.clone()) {
            Some(folder) => self.open(Target::Path(folder.into()), ctx),
            None => self.say("There is no other project that was open before"),
        }
    }
}
