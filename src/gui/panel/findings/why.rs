//! Why a finding was made: what its rule looks for, why that matters, an example, and what to do. Says nothing of its own.

use egui::{RichText, Ui};

use crate::check::{self, Finding};
use crate::gui::command::{Effect, with_keys};
use crate::gui::finding_list::example_in_words;
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::sign::small_button_ui;

/// Shows the button that opens the explanation, and closes it.
pub(super) fn toggle_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = if scene.view.is_explained { "Less" } else { "Why?" };
    let told = with_keys(scene.commands, "What the rule looks for, with an example", &Effect::ExplainFinding);
    if small_button_ui(ui, words).on_hover_text(told).clicked() {
        scene.view.is_explained = !scene.view.is_explained;
    }
}

/// Explains the rule of a finding.
pub(super) fn why_ui(ui: &mut Ui, scene: &Scene<'_>, finding: &Finding) {
    let Some(rule) = check::named(finding.rule).filter(|_| scene.view.is_explained) else { return };
    let theme = Theme::current(ui.ctx());
    ui.add_space(space::TIGHT);
    ui.label(RichText::new(format!("{} · {}", rule.label(), rule.code())).font(theme::bold(text::SMALL)));
    let mut part = |title: &str, words: &str| {
        ui.add_space(space::TIGHT);
        ui.label(RichText::new(title).font(theme::bold(text::CAPTION)).color(theme.muted));
        ui.label(RichText::new(words).size(text::SMALL));
    };
    part("What it finds", rule.finds());
    part("Why it matters", rule.explanation());
    part("Example of a fault", &example_in_words(rule.example()));
    part("The same, mended", &example_in_words(rule.mended()));
    part("What to do", rule.advice());
}
