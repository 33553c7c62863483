//! What a calculation comes to, under the line in which it is written.
//!
//! Says right and wrong by a sign and in words, not by colour alone. Knows no arithmetic.

use egui::{Role, Ui, WidgetInfo};

use crate::gui::theme::{Icon, Theme, icon_font, space, text};
use crate::gui::widget::words::wrapped_ui;
use crate::text::calculation::{Fault, Notation, Outcome, evaluate, is_sum};

/// Shows the result of a line, live; nothing where the line is blank.
pub fn result_ui(ui: &mut Ui, line: &str, language: &str) {
    let Some(found) = evaluate(line, Notation::of_language(language)) else { return };
    let theme = Theme::current(ui.ctx());
    let (icon, ink, words) = match &found {
        Ok(outcome) if outcome.verdicts.is_empty() => (None, theme.ink, outcome.words()),
        Ok(outcome) if outcome.is_right() => (Some(Icon::Check), theme.good, outcome.words()),
        Ok(outcome) => (Some(Icon::Warning), theme.danger, outcome.words()),
        Err(_) if !is_sum(line) => {
            (None, theme.muted, "Kept as words: there is no sum to work out".to_owned())
        }
        Err(fault) => (Some(Icon::Warning), theme.warning, pointed(line, fault)),
    };
    let notes = found.as_ref().map(|outcome: &Outcome| outcome.notes.join(" ")).unwrap_or_default();
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        if let Some(icon) = icon {
            ui.label(egui::RichText::new(icon.sign()).font(icon_font(text::SIGN)).color(ink));
        }
        ui.vertical(|ui| {
            wrapped_ui(ui, &words, &egui::FontId::proportional(text::SMALL), ink);
            if !notes.is_empty() {
                wrapped_ui(ui, &notes, &egui::FontId::proportional(text::CAPTION), theme.muted);
            }
        });
    });
    let spoken = format!("Result: {words}");
    row.response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
}

/// Says at which character a fault stands.
fn pointed(line: &str, fault: &Fault) -> String {
    let place = line.get(..fault.range.start).map_or(0, |before| before.chars().count()) + 1;
    format!("Not computed, at character {place}: {}", fault.message)
}
