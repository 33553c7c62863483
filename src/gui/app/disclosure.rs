//! Sealed words on their way from the disk to the person who asked to see them.

use egui::Context;

use super::App;
use super::arrival::{News, lower};
use super::tab::Tab;
use super::tabs::TabId;
use crate::gui::disclosure::Left;
use crate::gui::widget::sealed::forget_typing;
use crate::model::{Slot, Value};
use crate::session::Action;

impl App {
    /// Reads what is sealed in a slot, off the window's thread.
    pub(super) fn unseal(&mut self, slot: Slot, ctx: &Context) {
        let Some((number, Tab { desk, .. })) = self.tabs.front_id().zip(self.tabs.front_mut()) else {
            return;
        };
        let Value::Sealed(id) = desk.session.project().value(&slot) else {
            desk.view.disclosure.end();
            return;
        };
        let Some(store) = desk.store.clone() else {
            let words = "This project is not in a folder, so nothing of it is kept.".to_owned();
            desk.view.disclosure.tell(slot, Err(words));
            return;
        };
        self.jobs.start(ctx, move || {
            News::Unsealed(number, slot, store.unseal(id).map_err(|error| error.to_string()))
        });
    }

    /// Seals words or purges them. Where that is refused, the field stays open with what was entered.
    pub(super) fn change_sealed(&mut self, slot: Slot, action: Action, ctx: &Context) {
        let Some((number, Tab { desk, .. })) = self.tabs.front_id().zip(self.tabs.front_mut()) else {
            return;
        };
        let is_purge = matches!(action, Action::Purge { .. });
        if let Err(refusal) = desk.act(action) {
            return self.say(refusal.0);
        }
        desk.view.disclosure.end();
        forget_typing(ctx, slot);
        match desk.store.clone() {
            // Only what is gone from the disk is gone.
            Some(store) if is_purge => self.jobs.start_writing(ctx, move || {
                News::Purged(number, slot, store.flush().map_err(|error| error.to_string()))
            }),
            None if is_purge => self.purged(number, slot, Ok(())),
            _ => {}
        }
    }

    /// Tells what became of a purge.
    pub(super) fn purged(&mut self, id: TabId, slot: Slot, done: Result<(), String>) {
        let label = label(slot);
        match done {
            Ok(()) => self.say(format!("“{label}” was purged")),
            Err(words) => {
                let name = lower(&self.name_of(id));
                self.say(format!("“{label}” of {name} is not deleted yet: {words}"));
            }
        }
    }

    /// Ends a frame for sealed fields: what is no longer on screen is forgotten, in the tabs behind too.
    pub(super) fn close_sealed(&mut self, ctx: &Context) {
        let left: Vec<Left> =
            self.tabs.iter_mut().flat_map(|(_, tab)| tab.desk.view.disclosure.sweep()).collect();
        for Left { slot, held_words } in left {
            forget_typing(ctx, slot);
            if held_words {
                self.toasts.say(format!("“{}” was not sealed: it was left before Enter", label(slot)));
            }
            ctx.request_repaint();
        }
    }
}

fn label(slot: Slot) -> &'static str {
    slot.record.table().field(slot.field).map_or(slot.field, |field| field.label)
}
