//! Every record of a table that stands for itself: sources, people. One at a time shows its card.

use egui::{ScrollArea, Ui};

use super::Docked;
use super::inspector::source_line;
use crate::gui::scene::Scene;
use crate::gui::theme::Icon;
use crate::gui::widget::sign::{self, muted_ui};
use crate::model::{Id, Table, Value};
use crate::session::Action;
use crate::store::settings::Side;

/// Every source.
pub struct Sources;

impl Docked for Sources {
    fn id(&self) -> &'static str {
        "sources"
    }

    fn label(&self) -> &'static str {
        "Sources"
    }

    fn icon(&self) -> Icon {
        Icon::Sources
    }

    fn help(&self) -> &'static str {
        "Every source, and what it carries"
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
            list_ui(ui, scene, Table::Source);
            ui.add_space(32.0);
        });
    }
}

/// Every person and organisation.
pub struct People;

impl Docked for People {
    fn id(&self) -> &'static str {
        "people"
    }

    fn label(&self) -> &'static str {
        "People"
    }

    fn icon(&self) -> Icon {
        Icon::People
    }

    fn help(&self) -> &'static str {
        "Every person and organisation, with the right spelling"
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
            list_ui(ui, scene, Table::Person);
            ui.add_space(32.0);
        });
    }
}

fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>, table: Table) {
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
    let is_open = scene.view.opened == Some(id);
    if sign::row_ui(ui, is_open, name).clicked() {
        scene.view.open_record(id);
    }
}
