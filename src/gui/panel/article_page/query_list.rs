//! The queries on the article as a whole: those that no mark stands for.

use egui::Ui;

use crate::gui::command::{Effect, keys_of};
use crate::gui::highlight::StatusShape;
use crate::gui::scene::Scene;
use crate::gui::theme::{Theme, space};
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{muted_ui, row_ui, shape_ui, small_button_ui};
use crate::model::Id;
use crate::model::vocabulary::Meaning;

/// Shows the queries, and the way to ask another.
pub fn queries_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let outline = scene.outline;
    let on_article = scene.project().queries().keys().filter(|id| outline.mentions(**id).is_empty());
    let queries: Vec<Id> = on_article.copied().collect();
    let title = match queries.len() {
        0 => "Queries on the article".to_owned(),
        count => format!("Queries on the article ({count})"),
    };
    section_ui(ui, &title, "article queries", AtFirst::Open, |ui| {
        if queries.is_empty() {
            muted_ui(
                ui,
                "Ask here what no words of the text stand for: who else was asked, what is missing.",
            );
        }
        for query in queries {
            query_ui(ui, scene, query);
        }
        ui.add_space(space::TIGHT);
        let keys = keys_of(scene.commands, &Effect::AskQuery);
        if small_button_ui(ui, "Ask a query on the article").on_hover_text(keys).clicked() {
            scene.run(Effect::AskQuery);
        }
    });
}

fn query_ui(ui: &mut Ui, scene: &mut Scene<'_>, query: Id) {
    let theme = Theme::current(ui.ctx());
    let Some(record) = scene.project().queries().get(&query) else { return };
    let is_closed = scene.vocabulary().meaning("query", &record.state) == Meaning::Closed;
    let (shape, colour) =
        if is_closed { (StatusShape::Check, theme.good) } else { (StatusShape::Question, theme.warning) };
    let to = scene.vocabulary().label("addressee", &record.to);
    let words =
        if record.question.trim().is_empty() { "No question yet".to_owned() } else { scene.name(query) };
    let label = if to.is_empty() { words } else { format!("{to}: {words}") };
    let is_open = scene.view.opened == Some(query);
    ui.horizontal(|ui| {
        shape_ui(ui, shape, colour);
        if row_ui(ui, is_open, &label).clicked() {
            scene.view.open_record(query);
        }
    });
}
