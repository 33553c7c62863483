//! What was found in a project's files, and what was done about it: one sentence a line.
//!
//! It must not know where the sentences come from.

use egui::{Key, Label, ScrollArea, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::theme::space;

/// The sentences.
#[derive(Debug)]
pub struct Notes {
    sentences: Vec<String>,
}

impl Notes {
    /// Shows these.
    pub fn new(sentences: Vec<String>) -> Self {
        Self { sentences }
    }
}

impl Overlay for Notes {
    fn title(&self) -> &'static str {
        "What was found in the project’s files"
    }

    fn width(&self) -> f32 {
        620.0
    }

    fn ui(&mut self, ui: &mut Ui, _stage: &mut Stage<'_>) -> Stay {
        ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
            for sentence in &self.sentences {
                ui.add(Label::new(sentence).wrap());
                ui.add_space(space::NEAR);
            }
        });
        let closed = ui.button("Close").clicked() || ui.input(|input| input.key_pressed(Key::Escape));
        if closed { Stay::Closed } else { Stay::Open }
    }
}
