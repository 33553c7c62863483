//! Which file a source gets, or which text: a path, or words that are pasted.

use egui::{Key, ScrollArea, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::dialog::Question;
use crate::gui::scene::{Deal, Request};
use crate::gui::theme::{self, space};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;
use crate::model::Id;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A file to be kept.
    File,
    /// A file to read the text from.
    TextFile,
    /// The text itself.
    Text,
}

/// The sheet.
#[derive(Debug)]
pub struct SourceFile {
    source: Id,
    wanted: Wanted,
    words: String,
    was_shown: bool,
}

impl SourceFile {
    /// Asks for something of a source.
    pub fn new(source: Id, wanted: Wanted) -> Self {
        Self { source, wanted, words: String::new(), was_shown: false }
    }

    fn path_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> bool {
        let mut enter = false;
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.words)
                .hint_text("/home/…")
                .desired_width(ui.available_width() - 96.0)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "Path of the file", &self.words);
            if !std::mem::replace(&mut self.was_shown, true) {
                response.request_focus();
            }
            enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button("Choose…").clicked() {
                stage.queue.push(Request::AskPath(Question::SourceFile));
            }
        });
        enter
    }

    fn text_ui(&mut self, ui: &mut Ui) {
        ScrollArea::vertical().max_height((ui.available_height() - 64.0).max(240.0)).show(ui, |ui| {
            let field = TextEdit::multiline(&mut self.words)
                .hint_text("Paste the text or the page here (Ctrl+V)")
                .desired_rows(14)
                .desired_width(f32::INFINITY)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "Text of the source", &self.words);
            if !std::mem::replace(&mut self.was_shown, true) {
                response.request_focus();
            }
        });
    }
}

impl Overlay for SourceFile {
    fn title(&self) -> &'static str {
        match self.wanted {
            Wanted::File => "Keep a file for the source",
            Wanted::TextFile => "Text of the source from a file",
            Wanted::Text => "Text of the source",
        }
    }

    fn width(&self) -> f32 {
        if self.wanted == Wanted::Text { 680.0 } else { 560.0 }
    }

    fn take_path(&mut self, question: &Question, path: &str) {
        if *question == Question::SourceFile {
            path.clone_into(&mut self.words);
        }
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let (told, verb) = match self.wanted {
            Wanted::File => {
                ("A copy is kept with the project. Text, Markdown and web pages are read, too.", "Keep file")
            }
            Wanted::TextFile => ("A text, Markdown or HTML file. It is read and not kept.", "Read text"),
            Wanted::Text => {
                ("As it stands in the source: plain text, or the source code of a web page.", "Take text")
            }
        };
        muted_ui(ui, told);
        ui.add_space(space::TIGHT);
        let enter = if self.wanted == Wanted::Text {
            self.text_ui(ui);
            false
        } else {
            self.path_ui(ui, stage)
        };
        ui.add_space(space::NEAR);
        let ready = !self.words.trim().is_empty();
        let click = theme::emphasised(ui, |ui| ui.add_enabled(ready, egui::Button::new(verb)).clicked());
        if !ready || !(click || enter) {
            return Stay::Open;
        }
        let words = std::mem::take(&mut self.words);
        let path = || words.trim().trim_matches('"').to_owned();
        let deal = match self.wanted {
            Wanted::File => Deal::Keep(path()),
            Wanted::TextFile => Deal::ReadFrom(path()),
            Wanted::Text => Deal::TakePasted(words),
        };
        stage.queue.push(Request::Source(self.source, deal));
        Stay::Closed
    }
}
