//! Every record of a table that stands for itself: sources, people. One at a time shows its card.

use egui::{RichText, Ui};

use super::evidence_list::source_line;
use crate::gui::panel::status_bar::counted;
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Theme};
use crate::gui::widget::card::card_ui;
use crate::gui::widget::sign::{self, muted_ui};
use crate::model::{Id, Table, Value};
use crate::session::Action;

/// Shows the list of a table.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, table: Table) {
    let title = if table == Table::Source { "Sources" } else { "People and organisations" };
    ui.add_space(4.0);
    ui.label(RichText::new(title).font(theme::bold(15.0)));
    ui.add_space(4.0);
    let project = scene.project();
    let ids: Vec<Id> = match table {
        Table::Source => project.sources().keys().copied().collect(),
        _ => project.people().keys().copied().collect(),
    };
    if ids.is_empty() {
        muted_ui(
            ui,
            match table {
                Table::Source => "Sources appear here as you attach evidence to marks.",
                _ => "People appear here as you name accusers, accused and speakers.",
            },
        );
    }
    let mut rows: Vec<(String, Id)> = ids
        .into_iter()
        .map(|id| (if table == Table::Source { source_line(scene, id) } else { scene.name(id) }, id))
        .collect();
    rows.sort_by_key(|(name, _)| name.to_lowercase());
    for (name, id) in rows {
        row_ui(ui, scene, &name, id);
    }
    ui.add_space(8.0);
    if ui.button(format!("Add {}", table.noun())).clicked() {
        let field = if table == Table::Source { "title" } else { "name" };
        let details = vec![(field, Value::Text(format!("New {}", table.noun())))];
        scene.act(Action::Create { table, details, link: None });
    }
}

fn row_ui(ui: &mut Ui, scene: &mut Scene<'_>, name: &str, id: Id) {
    let theme = Theme::current(ui.ctx());
    let is_open = scene.view.opened == Some(id);
    if sign::row_ui(ui, is_open, name).clicked() {
        scene.view.opened = (!is_open).then_some(id);
    }
    if !is_open {
        return;
    }
    egui::Frame::new()
        .fill(theme.raised)
        .stroke(egui::Stroke::new(1.0, theme.rule))
        .corner_radius(8)
        .inner_margin(12)
        .show(ui, |ui| {
            card_ui(ui, scene, id, |_, _| {});
            let uses = scene.outline.uses(id).len();
            if id.table() == Table::Source {
                muted_ui(ui, format!("Carries {} of evidence", counted(uses, "piece", "pieces")));
            }
            if sign::small_button_ui(ui, &format!("Delete {}", id.table().noun())).clicked() {
                scene.act(Action::Delete { id });
            }
        });
    ui.add_space(4.0);
}
