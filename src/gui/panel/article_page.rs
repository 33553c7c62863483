//! The article's particulars, and how far its checking has come.

mod checklist;
mod due_list;
pub(super) mod query_list;

use egui::{RichText, ScrollArea, Ui};

use super::Docked;
use crate::gui::command::{Effect, with_keys};
use crate::gui::derived::sign_of;
use crate::gui::overlay::loose_files::summed;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::card::card_ui;
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{muted_ui, row_ui, shape_ui, small_button_ui};
use crate::model::Id;
use crate::store::settings::Side;

/// The article's page.
pub struct ArticlePage;

impl Docked for ArticlePage {
    fn id(&self) -> &'static str {
        "article"
    }

    fn label(&self) -> &'static str {
        "Article"
    }

    fn icon(&self) -> Icon {
        Icon::Article
    }

    fn help(&self) -> &'static str {
        "The article’s particulars, and how far its checking has come"
    }

    fn home(&self) -> Side {
        Side::Right
    }

    fn least_width(&self) -> f32 {
        0.0
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            page_ui(ui, scene);
            ui.add_space(space::VAST);
        });
    }
}

fn page_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    card_ui(ui, scene, Id::ARTICLE, |_, _| {});
    due_list::due_ui(ui, scene);
    checklist::checklist_ui(ui, scene);
    query_list::queries_ui(ui, scene);
    lost_ui(ui, scene);
    section_ui(ui, "Progress", "article progress", AtFirst::Open, |ui| progress_ui(ui, scene));
    section_ui(ui, "Drafts", "drafts", AtFirst::Open, |ui| drafts_ui(ui, scene));
    loose_ui(ui, scene);
}

/// Lists the texts that there were, the newest first.
fn drafts_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let project = scene.project();
    let mut drafts: Vec<_> = project.drafts().iter().collect();
    drafts.sort_by_key(|(_, draft)| std::cmp::Reverse(draft.created.as_ref().map(|made| made.at)));
    if drafts.is_empty() {
        muted_ui(ui, "There is no text yet");
    }
    for (id, draft) in drafts {
        let made = draft.created.as_ref().map_or_else(String::new, |made| format!(", {}", made.at.day()));
        let name = if draft.name.is_empty() { "Untitled draft" } else { &draft.name };
        let present = if project.draft_id() == Some(*id) { " (on screen)" } else { "" };
        ui.label(format!("{name}{made}{present}"));
    }
}

/// Tells of files that nothing names any more, where there are any.
fn loose_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let loose = &scene.view.survey.loose;
    if loose.is_empty() {
        return;
    }
    let are = if loose.len() == 1 { "is" } else { "are" };
    let words = format!("{} {are} kept that nothing names any more", summed(loose));
    section_ui(ui, "Files", "loose files", AtFirst::Open, |ui| {
        ui.label(words);
        let tip = with_keys(scene.commands, "Look at them, and remove what nobody needs", &Effect::Sweep);
        if small_button_ui(ui, "Look at them…").on_hover_text(tip).clicked() {
            scene.queue.push(Request::ShowLoose);
        }
    });
}

/// Lists the marks whose words are gone from this draft, so that none is dropped unseen.
fn lost_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let outline = scene.outline;
    if outline.lost.is_empty() {
        return;
    }
    let title = format!("Marks without a place ({})", outline.lost.len());
    section_ui(ui, &title, "lost marks", AtFirst::Open, |ui| {
        for mark in &outline.lost {
            let Some(annotation) = scene.project().annotations().get(mark) else { continue };
            let quote = annotation.targets.last().map_or("", |(_, target)| target.quote.as_str());
            let kind = scene.vocabulary().label("kind", &annotation.kind);
            let label = format!("{kind}: {}", quote.split_whitespace().collect::<Vec<_>>().join(" "));
            if row_ui(ui, false, &label).clicked() {
                scene.queue.push(Request::Choose(*mark));
            }
        }
    });
}

fn progress_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let theme = Theme::current(ui.ctx());
    if scene.derived.tally.by_status.is_empty() {
        muted_ui(ui, "Nothing is marked yet");
    }
    let vocabulary = scene.vocabulary();
    for (id, count) in &scene.derived.tally.by_status {
        let Some(row) = vocabulary.status(id) else { continue };
        ui.horizontal(|ui| {
            shape_ui(ui, sign_of(row.meaning), theme.hue(&row.hue).ink);
            ui.label(&row.label);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(RichText::new(count.to_string()).font(theme::bold(text::BODY)));
            });
        });
    }
    if let Some(coverage) = &scene.derived.judgement.coverage {
        ui.add_space(space::TIGHT);
        muted_ui(ui, format!("{} of {} sentences meet a mark", coverage.covered, coverage.sentences));
    }
}
