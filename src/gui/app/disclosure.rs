//! Sealed words on their way from the disk to the person who asked to see them.

use egui::Context;

use super::App;
use super::arrival::News;
use super::tab::Tab;
use crate::model::{Slot, Value};

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

    /// Ends a frame for sealed fields: what is no longer on screen is forgotten, in the tabs behind too.
    pub(super) fn close_sealed(&mut self, ctx: &Context) {
        let left: Vec<Slot> =
            self.tabs.iter_mut().filter_map(|(_, tab)| tab.desk.view.disclosure.sweep()).collect();
        for slot in left {
            let label = slot.record.table().field(slot.field).map_or(slot.field, |field| field.label);
            self.toasts.say(format!("“{label}” was not sealed: it was left before Enter"));
            ctx.request_repaint();
        }
    }
}
