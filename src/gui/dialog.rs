//! Questions that only the system's dialogs can ask: which file, which folder.
//!
//! Behind a trait, so that tests answer. It must not know what the answer is for. Every question has another way
//! in (a typed path, a dropped file), since a system without a file dialog looks like one that was cancelled.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Mutex;

use crate::cite;
use crate::import;
use crate::store::pack::EXTENSION;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Which article to open.
    Article,
    /// Which project's folder to open.
    Project,
    /// Which folder to copy the project to; begins with this name.
    SaveAs(String),
    /// Which new folder a project goes to.
    NewFolder,
    /// Which file a packed project goes to.
    NewPack,
    /// Which folder another copy of the project is in.
    Copy,
    /// Which packed project is meant.
    Pack,
    /// Which file the report goes to: name and ending.
    Report(String, &'static str),
    /// Which file the history goes to: name and ending.
    History(String, &'static str),
    /// Which file a letter goes to: its name.
    Letter(String),
    /// Which file is evidence.
    Evidence,
    /// Which file a source gets, or its text.
    SourceFile,
    /// Which file sources are taken from.
    Sources,
}

/// Whoever answers.
pub trait Dialogs: Send + Sync {
    /// Asks and waits; nothing where it was cancelled or no dialog is there. Called off the window's thread.
    fn ask(&self, question: &Question) -> Option<PathBuf>;
}

/// The system's own dialogs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl Dialogs for Native {
    fn ask(&self, question: &Question) -> Option<PathBuf> {
        let dialog = rfd::FileDialog::new();
        match question {
            Question::Article => {
                let all: Vec<&str> =
                    import::ALL.iter().flat_map(|importer| importer.extensions().iter().copied()).collect();
                let mut dialog = dialog.set_title("Open article").add_filter("Articles", &all);
                for importer in import::ALL {
                    dialog = dialog.add_filter(importer.label(), importer.extensions());
                }
                let dialog = dialog.add_filter("Packed projects", &[EXTENSION]);
                dialog.add_filter("All files", &["*"]).pick_file()
            }
            Question::Project => dialog.set_title("Open project").pick_folder(),
            Question::SaveAs(name) => dialog.set_title("Save project as").set_file_name(name).save_file(),
            Question::NewFolder => dialog.set_title("Choose a new folder").save_file(),
            Question::NewPack => dialog
                .set_title("Pack")
                .set_file_name(format!("project.{EXTENSION}"))
                .add_filter("Packed project", &[EXTENSION])
                .save_file(),
            Question::Copy => dialog.set_title("Merge another copy").pick_folder(),
            Question::Pack => {
                dialog.set_title("Merge another copy").add_filter("Packed project", &[EXTENSION]).pick_file()
            }
            Question::Report(name, extension) => dialog
                .set_title("Export report")
                .set_file_name(name)
                .add_filter("Report", &[extension])
                .save_file(),
            Question::History(name, extension) => dialog
                .set_title("Export history")
                .set_file_name(name)
                .add_filter("History", &[extension])
                .save_file(),
            Question::Letter(name) => dialog
                .set_title("Save letter")
                .set_file_name(name)
                .add_filter("Letter", &["md", "txt"])
                .save_file(),
            Question::Evidence => dialog.set_title("Attach file").pick_file(),
            Question::SourceFile => dialog.set_title("Choose a file").pick_file(),
            Question::Sources => {
                let all: Vec<&str> =
                    cite::ALL.iter().flat_map(|format| format.extensions().iter().copied()).collect();
                let mut dialog = dialog.set_title("Import sources").add_filter("Bibliographies", &all);
                for format in cite::ALL {
                    dialog = dialog.add_filter(format.label(), format.extensions());
                }
                dialog.add_filter("All files", &["*"]).pick_file()
            }
        }
    }
}

/// Answers that were written down before; nothing once they are used up.
#[derive(Debug, Default)]
pub struct Scripted {
    answers: Mutex<VecDeque<PathBuf>>,
}

impl Scripted {
    /// Writes the answers down, in order.
    pub fn new(answers: impl IntoIterator<Item = PathBuf>) -> Self {
        Self { answers: Mutex::new(answers.into_iter().collect()) }
    }
}

impl Dialogs for Scripted {
    fn ask(&self, _question: &Question) -> Option<PathBuf> {
        self.answers.lock().ok()?.pop_front()
    }
}
