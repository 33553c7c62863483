//! Says which blocking checks settings switch off or lower, above what relies on the checks; a click opens the settings.

use egui::{RichText, Ui};

use super::sign::small_button_ui;
use crate::check::rulebook::relief::reliefs;
use crate::gui::command::{Effect, with_keys};
use crate::gui::scene::Scene;
use crate::gui::theme::{Theme, space, text};

/// Shows it, where there is something to be said.
pub fn settings_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let said = reliefs(scene.session.rulebook());
    if said.is_empty() {
        return;
    }
    let theme = Theme::current(ui.ctx());
    for line in said {
        ui.label(RichText::new(line).size(text::SMALL).color(theme.warning));
    }
    let told =
        with_keys(scene.commands, "Shows what the settings decide about checks", &Effect::DeskSettings);
    if small_button_ui(ui, "Desk settings…").on_hover_text(told).clicked() {
        scene.run(Effect::DeskSettings);
    }
    ui.add_space(space::TIGHT);
}
