//! Has searches run on a thread, and follows what they find.

use std::sync::Arc;

use egui::Context;

use super::App;
use super::arrival::News;
use crate::gui::finder::{Found, Watched};

impl App {
    /// Has the newest query searched for, if its hits are on screen or one is to be gone to.
    pub(super) fn search(&mut self, ctx: &Context) {
        let is_shown = self.dock.as_ref().is_some_and(|dock| dock.is_front("find"));
        let Some(desk) = self.desk.as_deref_mut() else { return };
        let watched = if is_shown { Watched::Yes } else { Watched::No };
        let Some(task) = desk.view.finder.to_search(desk.session.revision(), watched) else { return };
        let project = desk.session.project().clone();
        let outline = Arc::clone(desk.session.outline());
        let vocabulary = Arc::clone(desk.session.vocabulary());
        let number = self.desk_number;
        self.jobs
            .start(ctx, move || News::Searched(number, Box::new(task.run(&project, &outline, &vocabulary))));
    }

    /// Takes in what a search of the project with this number found.
    pub(super) fn searched(&mut self, number: u64, found: Found) {
        let Some(desk) = self.desk.as_deref_mut().filter(|_| number == self.desk_number) else { return };
        if desk.view.finder.take(found) {
            desk.show_hit();
        }
        desk.take_step();
    }
}
