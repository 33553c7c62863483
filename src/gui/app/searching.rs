//! Has searches run on a thread, and follows what they find.

use std::sync::Arc;

use egui::Context;

use super::App;
use super::arrival::News;
use super::tab::Tab;
use super::tabs::TabId;
use crate::gui::finder::{Found, Watched};

impl App {
    /// Has the newest query searched for, if its hits are on screen or one is to be gone to.
    pub(super) fn search(&mut self, ctx: &Context) {
        let is_shown = self.dock.as_ref().is_some_and(|dock| dock.is_front("find"));
        let Some(id) = self.tabs.front_id() else { return };
        let Some(desk) = self.desk_mut() else { return };
        let watched = if is_shown { Watched::Yes } else { Watched::No };
        let Some(task) = desk.view.finder.to_search(desk.session.revision(), watched) else { return };
        let project = desk.session.project().clone();
        let outline = Arc::clone(desk.session.outline());
        let vocabulary = Arc::clone(desk.session.vocabulary());
        self.jobs.start(ctx, move || News::Searched(id, Box::new(task.run(&project, &outline, &vocabulary))));
    }

    /// Takes in what a search of a tab's project found.
    pub(super) fn searched(&mut self, id: TabId, found: Found) {
        let Some(Tab { desk, .. }) = self.tabs.of_mut(id) else { return };
        if desk.view.finder.take(found) {
            desk.show_hit();
        }
        desk.take_step();
    }
}
