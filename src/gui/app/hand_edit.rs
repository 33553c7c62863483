//! What somebody has changed in `project.ron` with another program, and what is to be done about it: told above the
//! desk until that is decided. It must not know how the difference was found.

use std::sync::Arc;

use egui::Ui;

use crate::gui::scene::Request;
use crate::gui::widget::toast::{Tone, notice_ui};
use crate::model::{Project, Value};
use crate::session::Action;
use crate::store::{recover, vocabulary};
use crate::text::counted;

/// The state as it was edited, beside the one that the logs lead to.
pub(super) struct HandEdit {
    logged: Arc<Project>,
    edited: Arc<Project>,
    words: String,
}

/// What was answered.
pub(super) enum Answer {
    /// More is to be known.
    Look(Request),
    /// It is decided.
    Decided(Option<Request>),
}

impl HandEdit {
    /// Compares what the logs lead to with what stands in the file.
    pub fn new(logged: Project, edited: Project) -> Self {
        let count = counted(recover::differing(&logged, &edited).len(), "field differs", "fields differ");
        let words = format!("project.ron was edited by hand: {count} from what the log says.");
        Self { logged: Arc::new(logged), edited: Arc::new(edited), words }
    }

    /// Tells of it and offers what can be done; returns what was chosen in this frame.
    pub fn ui(&self, ui: &mut Ui) -> Option<Answer> {
        let offers = ["Look at them", "Take over", "Leave as it was"];
        Some(match notice_ui(ui, Tone::Calm, &self.words, &offers)? {
            0 => Answer::Look(Request::ShowNotes(self.fields())),
            1 => Answer::Decided(Some(Request::Act(Action::Become {
                project: Arc::clone(&self.edited),
                from: Some(Arc::clone(&self.logged)),
                label: "take over what was edited by hand".into(),
            }))),
            _ => Answer::Decided(None),
        })
    }

    /// Says of each field what stands there and what was written there.
    fn fields(&self) -> Vec<String> {
        let vocabulary = vocabulary::shipped();
        let lines = recover::differing(&self.logged, &self.edited).into_iter().map(|change| {
            let slot = change.slot;
            let label = slot.record.table().field(slot.field).map_or(slot.field, |field| field.label);
            let [before, after] = [&self.logged, &self.edited].map(|state| {
                let words = state.words_of(&slot, &vocabulary);
                let is_nothing = words.is_empty() || state.value(&slot) == Value::Nothing;
                if is_nothing { "nothing".to_owned() } else { format!("“{words}”") }
            });
            format!("{label} of {} {}: {before} → {after}", slot.record.table().noun(), slot.record)
        });
        lines.collect()
    }
}
