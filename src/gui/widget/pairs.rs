//! Names with what stands for each: a line each, and a button for every name that is asked for and not there yet.

use std::fmt::Write as _;

use egui::Ui;

use super::sign::small_button_ui;
use super::text::{Commit, Escape, Lines, TextField};
use crate::gui::scene::Scene;
use crate::gui::theme::space;
use crate::gui::view_state::Wanted;
use crate::model::{FieldInfo, Slot, pairs};

/// What a citation is asked for most, by its CSL names.
const CITATION: &[&str] = &["container-title", "volume", "issue", "page", "edition", "DOI", "ISBN"];

/// Shows the pairs of a field as lines of text.
pub fn pairs_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo, purpose: &str) {
    let field = TextField {
        slot,
        name: info.label,
        hint: "Name: words, one a line",
        lines: Lines::Several,
        commit: Commit::WhenDone,
        escape: Escape::Leaves,
        width: ui.available_width(),
    };
    let (_, shown) = field.ui(ui, scene);
    let there = pairs::read(&shown);
    let is_there = |name: &str| {
        there.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
            || shown.lines().any(|line| line.trim_end().strip_suffix(':') == Some(name))
    };
    let asked: Vec<String> = match purpose {
        "category" => {
            let category = scene.project().text_of(slot.record, "category");
            scene.vocabulary().row("category", &category).map_or_else(Vec::new, |row| row.prompts.clone())
        }
        _ => CITATION.iter().map(|name| (*name).to_owned()).collect(),
    };
    let asked: Vec<String> = asked.into_iter().filter(|name| !is_there(name)).collect();
    if asked.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::NEAR, space::TIGHT);
        for name in asked {
            if small_button_ui(ui, &name).on_hover_text(format!("Add a line for “{name}”")).clicked() {
                let buffer = scene.view.buffers.open(slot, &shown, crate::gui::buffer::Standing::Alone);
                let gap = if buffer.text.is_empty() || buffer.text.ends_with('\n') { "" } else { "\n" };
                let _ = write!(buffer.text, "{gap}{name}: ");
                scene.view.wanted = Some(Wanted::Field(slot));
            }
        }
    });
}
