//! What was found in files, and what was done about it: one sentence a line.
//!
//! It must not know where the sentences come from.

use egui::{Key, Label, ScrollArea, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::theme::space;

/// The sentences.
#[derive(Debug)]
pub struct Notes {
    title: &'static str,
    sentences: Vec<String>,
}

impl Notes {
    /// Shows these.
    pub fn new(sentences: Vec<String>) -> Self {
        Self { title: "What was found in the project’s files", sentences }
    }

    /// Shows what is wrong with a file that was imported.
    pub fn of_import(sentences: Vec<String>) -> Self {
        Self { title: "What could not be imported as it stands", sentences }
    }
}

impl Overlay for Notes {
    fn title(&self) -> &'static str {
        self.title
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
