//! Projects leaving the desk: what is typed and marked until the last moment is on disk before anything follows.
//!
//! First the project is saved while one may go on working; then it is put aside and closed; only when that is done
//! the window closes or the next project is opened. It must not know how anything is written.

use egui::Context;

use super::App;
use super::arrival::{News, Target};
use crate::gui::job::Unfinished;
use crate::gui::scene::Request;
use crate::session::Durability;
use crate::store::{self, Store};

/// Why the project on the desk is being put away.
#[derive(Clone, Debug)]
pub(super) enum Leaving {
    /// Back to the welcome screen.
    ForWelcome,
    /// To end the program.
    ForGood,
    /// To open another one.
    For(Target),
}

/// Whether a project that cannot be closed comes back onto the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resolve {
    /// It does.
    IfSaved,
    /// It does not: it was asked for in spite of a failure.
    Anyway,
}

impl App {
    /// Puts the project on the desk away first, where there is one.
    pub(super) fn leave(&mut self, leaving: Leaving, ctx: &Context) {
        if self.put_aside.is_some() {
            // Asked again: the program waits for the last words without its window.
            if matches!(leaving, Leaving::ForGood) {
                self.close_window(ctx);
            }
            return;
        }
        let is_under_way = self.leaving.is_some() && self.busy.is_some();
        if is_under_way || !self.commit_typing() {
            return;
        }
        self.leaving = Some(leaving);
        self.save_to_leave(ctx);
    }

    fn save_to_leave(&mut self, ctx: &Context) {
        self.note_place();
        let Some(desk) = &self.desk else { return self.put_away(Resolve::IfSaved, ctx) };
        let Some(store) = desk.store.clone() else { return self.put_away(Resolve::IfSaved, ctx) };
        let (number, revision) = (self.desk_number, desk.session.revision());
        self.busy = Some("Saving…".to_owned());
        self.jobs.start_writing(ctx, move || {
            News::ReadyToLeave(number, revision, store.checkpoint().map_err(|error| error.to_string()))
        });
    }

    /// Takes in that the project was saved up to a revision: what came after it is saved next, then it goes.
    pub(super) fn ready_to_leave(&mut self, saved: u64, result: Result<(), String>, ctx: &Context) {
        if self.leaving.is_none() || self.desk.is_none() {
            return;
        }
        if let Err(words) = result {
            return self.stay_unsaved(&words);
        }
        if !self.commit_typing() {
            self.leaving = None;
            self.busy = None;
            return;
        }
        let is_behind = self.desk.as_ref().is_some_and(|desk| {
            desk.session.revision() != saved
                && !matches!(desk.durability(), Durability::Saved | Durability::ReadOnly(_))
        });
        if is_behind {
            self.save_to_leave(ctx);
        } else {
            self.note_place();
            self.put_away(Resolve::IfSaved, ctx);
        }
    }

    fn stay_unsaved(&mut self, words: &str) {
        self.busy = None;
        self.offer(
            format!("The project could not be saved: {words}"),
            &[("Close anyway", Request::LeaveAnyway)],
        );
    }

    /// Puts the project away although it could not be saved.
    pub(super) fn leave_anyway(&mut self, ctx: &Context) {
        if self.leaving.is_some() && self.put_aside.is_none() {
            self.commit_typing();
            self.put_away(Resolve::Anyway, ctx);
        }
    }

    fn note_place(&mut self) {
        let Some(desk) = &self.desk else { return };
        if let Some(store) = &desk.store {
            let folder = store.folder().to_owned();
            let place = desk.place();
            self.settings.note_place(&folder, place);
            self.settings_changed.get_or_insert(0.0);
        }
    }

    fn put_away(&mut self, resolve: Resolve, ctx: &Context) {
        self.overlay = None;
        let desk = self.desk.take();
        let Some(store) = desk.as_ref().and_then(|desk| desk.store.clone()) else { return self.depart(ctx) };
        self.busy = Some("Saving…".to_owned());
        self.put_aside = desk;
        self.jobs.start_writing(ctx, move || {
            News::PutAway(resolve, store.close().map_err(|error| error.to_string()))
        });
    }

    /// Takes in that the project was closed; where that failed it comes back onto the desk.
    pub(super) fn was_put_away(&mut self, resolve: Resolve, result: Result<(), String>, ctx: &Context) {
        let Some(desk) = self.put_aside.take() else { return };
        match (result, resolve) {
            (Err(words), Resolve::IfSaved) => {
                self.desk = Some(desk);
                return self.stay_unsaved(&words);
            }
            (Err(words), Resolve::Anyway) => self.say(format!("The project could not be saved: {words}")),
            (Ok(()), _) => {}
        }
        self.depart(ctx);
    }

    fn depart(&mut self, ctx: &Context) {
        let Some(leaving) = self.leaving.take() else { return };
        self.busy = None;
        match leaving {
            Leaving::ForWelcome => {}
            Leaving::ForGood => self.close_window(ctx),
            Leaving::For(target) => self.open(target, ctx),
        }
    }

    fn close_window(&mut self, ctx: &Context) {
        self.keep_settings_to_end(ctx);
        self.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    fn keep_settings_to_end(&mut self, ctx: &Context) {
        let (Some(folder), Some(_)) = (self.machine.settings_folder.clone(), self.settings_changed.take())
        else {
            return;
        };
        let settings = self.settings.clone();
        self.jobs.start_writing(ctx, move || {
            let kept = store::settings::save(&folder, &settings).map_err(|error| error.to_string());
            // The window is closing: there is nowhere left to say it but the terminal.
            if let Err(words) = &kept {
                eprintln!("The settings cannot be kept: {words}");
            }
            News::SettingsKept(kept)
        });
    }

    /// Closes the project that is still on the desk, without asking.
    pub(super) fn clear_desk(&mut self, ctx: &Context) {
        self.commit_typing();
        self.note_place();
        if let Some(store) = self.desk.take().and_then(|desk| desk.store) {
            self.jobs.start_writing(ctx, move || News::Saved(closed(store)));
        }
    }

    /// Ends with the window, however that came to be closed; [`App::unfinished`] tells what is still being written.
    pub fn end(&mut self, ctx: &Context) {
        self.clear_desk(ctx);
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
