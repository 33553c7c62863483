//! Projects leaving the window: what is typed and marked until the last moment is on disk before anything follows.
//!
//! First a project is saved while one may go on working; then its tab goes and it is closed; one that cannot be
//! saved comes back. The window closes when every project is. It must not know how anything is written.

use egui::Context;

use super::App;
use super::arrival::News;
use super::tab::{Leaving, PutAside};
use super::tabs::TabId;
use crate::gui::job::Unfinished;
use crate::gui::scene::Request;
use crate::store::Store;

impl App {
    /// Saves a tab's project and puts it away.
    pub(super) fn close_tab(&mut self, id: TabId, ctx: &Context) {
        self.stay();
        self.begin_to_leave(id, ctx);
    }

    /// Saves every project and closes the window; while one cannot be saved, it and the window stay.
    pub(super) fn quit(&mut self, ctx: &Context) {
        // Asked again: the program waits for the last words without its window.
        if self.tabs.is_empty() && (self.put_aside.is_empty() || self.is_quitting) {
            return self.close_window(ctx);
        }
        if !self.is_quitting {
            self.remember_tabs();
        }
        self.is_quitting = true;
        for id in self.tabs.ids() {
            self.begin_to_leave(id, ctx);
        }
    }

    /// Takes a wish to quit back, and with it every tab's that waits for the others.
    pub(super) fn stay(&mut self) {
        self.is_quitting = false;
        for (_, tab) in self.tabs.iter_mut() {
            tab.leaving.take_if(|leaving| *leaving != Leaving::Saving);
        }
    }

    fn begin_to_leave(&mut self, id: TabId, ctx: &Context) {
        let is_under_way = self.leaving(id) == Some(Leaving::Saving);
        if is_under_way {
            return;
        }
        if let Some(words) = self.held_in(id) {
            self.go_to_tab(id, ctx);
            self.say(words);
            return self.stay();
        }
        if self.commit_typing_in(id) {
            self.save_to_leave(id, ctx);
        } else {
            self.stay();
        }
    }

    fn leaving(&self, id: TabId) -> Option<Leaving> {
        self.tabs.of(id)?.leaving
    }

    fn set_leaving(&mut self, id: TabId, leaving: Option<Leaving>) {
        if let Some(tab) = self.tabs.of_mut(id) {
            tab.leaving = leaving;
        }
    }

    fn save_to_leave(&mut self, id: TabId, ctx: &Context) {
        self.note_place(id);
        let Some(tab) = self.tabs.of_mut(id) else { return };
        let revision = tab.desk.session.revision();
        let Some(store) = tab.desk.store.clone() else {
            tab.leaving = Some(Leaving::Saved(revision));
            return self.go_on_leaving(ctx);
        };
        tab.leaving = Some(Leaving::Saving);
        self.jobs.start_writing(ctx, move || {
            News::ReadyToLeave(id, revision, store.checkpoint().map_err(|error| error.to_string()))
        });
    }

    /// Takes in that a project was saved up to a revision: what came after it is saved next, then it goes.
    pub(super) fn ready_to_leave(
        &mut self,
        id: TabId,
        saved: u64,
        result: Result<(), String>,
        ctx: &Context,
    ) {
        if self.leaving(id) != Some(Leaving::Saving) {
            return;
        }
        if let Err(words) = result {
            return self.stay_unsaved(id, &words);
        }
        if !self.commit_typing_in(id) {
            self.set_leaving(id, None);
            return self.stay();
        }
        self.set_leaving(id, Some(Leaving::Saved(saved)));
        self.go_on_leaving(ctx);
    }

    /// Puts away what is saved: each tab as soon as it is, or all at once where the window is to be closed.
    fn go_on_leaving(&mut self, ctx: &Context) {
        for id in self.tabs.ids() {
            // While one waited for the others, something was perhaps typed in a tab that was saved already.
            let is_waiting = matches!(self.leaving(id), Some(Leaving::Saved(_) | Leaving::Anyway));
            if is_waiting && !self.commit_typing_in(id) {
                return self.stay();
            }
            if let Some(Leaving::Saved(saved)) = self.leaving(id)
                && self.tabs.of(id).is_some_and(|tab| tab.is_behind(saved))
            {
                self.save_to_leave(id, ctx);
            }
        }
        let is_ready =
            |leaving: Option<Leaving>| matches!(leaving, Some(Leaving::Saved(_) | Leaving::Anyway));
        if self.is_quitting && !self.tabs.iter().all(|(_, tab)| is_ready(tab.leaving)) {
            return;
        }
        for id in self.tabs.ids() {
            if is_ready(self.leaving(id)) {
                self.put_away(id, ctx);
            }
        }
    }

    fn stay_unsaved(&mut self, id: TabId, words: &str) {
        self.set_leaving(id, Some(Leaving::Unsaved));
        self.offer(
            format!("{} could not be saved: {words}", self.name_of(id)),
            &[("Close anyway", Request::LeaveAnyway(id))],
        );
    }

    /// Puts a project away although it could not be saved.
    pub(super) fn leave_anyway(&mut self, id: TabId, ctx: &Context) {
        if self.leaving(id) == Some(Leaving::Unsaved) {
            self.commit_typing_in(id);
            self.set_leaving(id, Some(Leaving::Anyway));
            self.go_on_leaving(ctx);
        }
    }

    fn note_place(&mut self, id: TabId) {
        let Some(tab) = self.tabs.of(id) else { return };
        if let Some(folder) = tab.folder() {
            self.settings.note_place(folder, tab.desk.place());
            self.settings_changed.get_or_insert(0.0);
        }
    }

    fn put_away(&mut self, id: TabId, ctx: &Context) {
        self.note_place(id);
        if self.tabs.front_id() == Some(id) {
            self.overlay = None;
        }
        let Some((at, tab)) = self.tabs.take(id) else { return };
        let Some(store) = tab.desk.store.clone() else { return self.departed(ctx) };
        self.put_aside.insert(id, PutAside { at, tab });
        self.jobs
            .start_writing(ctx, move || News::PutAway(id, store.close().map_err(|error| error.to_string())));
    }

    /// Takes in that a project was closed; where that failed it comes back.
    pub(super) fn was_put_away(&mut self, id: TabId, result: Result<(), String>, ctx: &Context) {
        let Some(PutAside { at, tab }) = self.put_aside.remove(&id) else { return };
        match (result, tab.leaving) {
            (Err(words), Some(Leaving::Anyway)) => {
                self.say(format!("“{}” could not be saved: {words}", tab.desk.title()));
            }
            (Err(words), _) => {
                self.tabs.put_back(at, id, tab);
                return self.stay_unsaved(id, &words);
            }
            (Ok(()), _) => {}
        }
        self.departed(ctx);
    }

    fn departed(&mut self, ctx: &Context) {
        if !self.is_quitting {
            self.remember_tabs();
        } else if self.tabs.is_empty() && self.put_aside.is_empty() {
            return self.close_window(ctx);
        }
        self.open_next(ctx);
    }

    /// Tells whether a project is being saved to be put away, or is being closed.
    pub(super) fn is_leaving(&self) -> bool {
        !self.put_aside.is_empty() || self.tabs.iter().any(|(_, tab)| tab.leaving == Some(Leaving::Saving))
    }

    fn close_window(&mut self, ctx: &Context) {
        self.keep_settings_to_end(ctx);
        self.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    /// Ends with the window, however that came to be closed: every project that is still open is closed without
    /// asking. [`App::unfinished`] tells what is still being written.
    pub fn end(&mut self, ctx: &Context) {
        if !self.tabs.is_empty() && !self.is_quitting {
            self.remember_tabs();
        }
        for id in self.tabs.ids() {
            self.commit_typing_in(id);
            self.settle_held_in(id);
            self.note_place(id);
            if let Some(store) = self.tabs.take(id).and_then(|(_, tab)| tab.desk.store) {
                self.jobs.start_writing(ctx, move || News::Saved(id, closed(store)));
            }
        }
        self.keep_settings_to_end(ctx);
    }

    /// Counts what is still being written; the program is to wait for it.
    pub fn unfinished(&self) -> Unfinished {
        self.jobs.unfinished()
    }
}

/// Closes a project; what went wrong goes to the terminal too, since there may be no window any more.
fn closed(store: Store) -> Result<(), String> {
    let folder = store.folder().to_owned();
    store.close().map_err(|error| {
        eprintln!("{} could not be saved: {error}", folder.display());
        error.to_string()
    })
}
