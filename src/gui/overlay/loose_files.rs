//! Files that nothing names any more: to be looked at, and to be removed.

use std::collections::BTreeSet;

use egui::{Label, ScrollArea, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::scene::Request;
use crate::gui::theme::space;
use crate::gui::widget::field::size_text;
use crate::gui::widget::sign::{muted_ui, small_button_ui};
use crate::store::kind;
use crate::store::sweep::Loose;
use crate::text::counted;

/// The list.
#[derive(Debug)]
pub struct LooseFiles {
    files: Vec<Loose>,
    /// Those that stay.
    kept: BTreeSet<String>,
}

impl LooseFiles {
    /// Shows these.
    pub fn new(files: Vec<Loose>) -> Self {
        Self { files, kept: BTreeSet::new() }
    }
}

/// Counts files and their size.
pub fn summed(files: &[Loose]) -> String {
    let bytes = files.iter().map(|file| file.bytes).sum();
    format!("{}, {}", counted(files.len(), "file", "files"), size_text(bytes))
}

impl Overlay for LooseFiles {
    fn title(&self) -> &'static str {
        "Files that nothing names any more"
    }

    fn width(&self) -> f32 {
        620.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        if self.files.is_empty() {
            ui.label("There are none: every kept file belongs to a source, or undo may bring it back.");
            return if ui.button("Close").clicked() { Stay::Closed } else { Stay::Open };
        }
        muted_ui(
            ui,
            "Left behind by undo, by sources that were deleted, or by texts that were read anew. Nothing in the project \
             needs them.",
        );
        ui.add_space(space::NEAR);
        ScrollArea::vertical().max_height(320.0).auto_shrink([false, true]).show(ui, |ui| {
            for loose in &self.files {
                ui.horizontal(|ui| {
                    let mut goes = !self.kept.contains(&loose.place);
                    let file = loose.file();
                    let kind = file.as_ref().map_or_else(
                        || "text of a source".to_owned(),
                        |file| kind::in_words(&file.extension, &[]),
                    );
                    let name = if loose.name.is_empty() {
                        loose.place.get(..24).unwrap_or(&loose.place)
                    } else {
                        &loose.name
                    };
                    let words = format!("{name}: {kind}, {}", size_text(loose.bytes));
                    if ui.checkbox(&mut goes, words).on_hover_text(&loose.place).changed() {
                        if goes {
                            self.kept.remove(&loose.place);
                        } else {
                            self.kept.insert(loose.place.clone());
                        }
                    }
                    if let Some(file) = file
                        && small_button_ui(ui, "Look").clicked()
                    {
                        stage.queue.push(Request::OpenFile(file));
                    }
                });
            }
        });
        ui.add_space(space::NEAR);
        let going: Vec<Loose> =
            self.files.iter().filter(|loose| !self.kept.contains(&loose.place)).cloned().collect();
        ui.add(
            Label::new("They cannot be brought back. Backups and synchronised folders may keep them.").wrap(),
        );
        let mut stay = Stay::Open;
        ui.horizontal(|ui| {
            if ui.button("Keep them").clicked() {
                stay = Stay::Closed;
            }
            let remove = egui::Button::new(format!("Remove for good ({})", summed(&going)));
            if ui.add_enabled(!going.is_empty(), remove).clicked() {
                stage.queue.push(Request::Sweep(going.into_iter().map(|loose| loose.place).collect()));
                stay = Stay::Closed;
            }
        });
        stay
    }
}
