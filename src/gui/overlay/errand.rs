//! Where a copy, a pack or an unpacked project goes, and where another copy comes from: one field for a path, and what
//! has to be known before it is done.
//!
//! It must not know how any of it is done: it asks.

use std::path::PathBuf;

use egui::{Key, ScrollArea, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::dialog::Question;
use crate::gui::scene::Request;
use crate::gui::theme::{self, space};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;
use crate::store::pack::Packing;

/// What is to be done with a whole project and a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// The project as it stands goes to a folder.
    CopyWithoutHistory,
    /// The project goes into one file.
    Pack(Packing),
    /// The file at this path becomes a project's folder.
    Unpack(PathBuf),
    /// Another copy of the project comes in.
    Merge,
}

impl Errand {
    fn title(&self) -> &'static str {
        match self {
            Self::CopyWithoutHistory => "Save a copy without history",
            Self::Pack(Packing::Whole) => "Pack",
            Self::Pack(Packing::ForOthers) => "Pack for others",
            Self::Unpack(_) => "Unpack a project",
            Self::Merge => "Merge another copy",
        }
    }

    fn help(&self) -> String {
        match self {
            Self::CopyWithoutHistory => "The project as it stands now goes to this folder, which must be new or empty. What was deleted, every \
                 former value and who did what when stay behind; sealed values go along, because one works on with it. \
                 To hand it on, use Pack for others."
                .into(),
            Self::Pack(Packing::Whole) => {
                "The project with its history goes into this one file, for those who work on it.".into()
            }
            Self::Pack(Packing::ForOthers) => {
                "The project as it stands now goes into this one file, without its history.".into()
            }
            Self::Unpack(file) => {
                format!("{} is a packed project. It becomes this folder, which must be new or empty.", file.display())
            }
            Self::Merge => "The folder or the .redpencil file of another copy of this project. All that it has comes in; what both \
                 changed is kept twice until one decides. The other copy is not touched."
                .into(),
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::CopyWithoutHistory => "Folder of the copy",
            Self::Pack(_) => "File of the pack",
            Self::Unpack(_) => "Folder of the project",
            Self::Merge => "Folder or file of the other copy",
        }
    }

    fn button(&self) -> &'static str {
        match self {
            Self::CopyWithoutHistory => "Save copy",
            Self::Pack(_) => "Write file",
            Self::Unpack(_) => "Unpack",
            Self::Merge => "Merge",
        }
    }

    /// Returns the questions that a system's dialog can answer, with the words on their buttons.
    fn questions(&self) -> &'static [(&'static str, Question)] {
        match self {
            Self::CopyWithoutHistory | Self::Unpack(_) => &[("Choose…", Question::NewFolder)],
            Self::Pack(_) => &[("Choose…", Question::NewPack)],
            Self::Merge => &[("Choose folder…", Question::Copy), ("Choose file…", Question::Pack)],
        }
    }
}

/// The sheet of an errand.
#[derive(Debug)]
pub struct ErrandSheet {
    errand: Errand,
    path: String,
    told: Vec<String>,
    was_shown: bool,
}

impl ErrandSheet {
    /// Begins with a path that may be changed, and with what has to be known before.
    pub fn new(errand: Errand, path: Option<PathBuf>, told: Vec<String>) -> Self {
        let path = path.map_or_else(String::new, |path| path.display().to_string());
        Self { errand, path, told, was_shown: false }
    }
}

impl Overlay for ErrandSheet {
    fn title(&self) -> &'static str {
        self.errand.title()
    }

    fn width(&self) -> f32 {
        600.0
    }

    fn take_path(&mut self, question: &Question, path: &str) {
        if self.errand.questions().iter().any(|(_, own)| own == question) {
            path.clone_into(&mut self.path);
        }
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        muted_ui(ui, self.errand.help());
        ui.add_space(space::TIGHT);
        let mut enter = false;
        ui.horizontal(|ui| {
            let questions = self.errand.questions();
            let room = 8.0 + 128.0 * questions.len() as f32;
            let field = TextEdit::singleline(&mut self.path)
                .desired_width((ui.available_width() - room).max(120.0))
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, self.errand.field(), &self.path);
            if !std::mem::replace(&mut self.was_shown, true) {
                response.request_focus();
            }
            enter = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            for (words, question) in questions {
                if ui.button(*words).clicked() {
                    stage.queue.push(Request::AskPath(question.clone()));
                }
            }
        });
        if !self.told.is_empty() {
            ui.add_space(space::TIGHT);
            ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                for words in &self.told {
                    ui.label(words);
                }
            });
        }
        ui.add_space(space::NEAR);
        let path = self.path.trim().trim_matches('"').to_owned();
        let ready = !path.is_empty();
        let button = egui::Button::new(self.errand.button());
        let click = theme::emphasised(ui, |ui| ui.add_enabled(ready, button).clicked());
        if ready && (click || enter) {
            stage.queue.push(Request::CarryOut(self.errand.clone(), path));
            return Stay::Closed;
        }
        Stay::Open
    }
}
