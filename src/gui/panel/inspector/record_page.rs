//! A record that was gone to without a mark: a source, a person, a query on the article.

use egui::{RichText, Ui};

use super::passage::read_ui;
use super::{evidence_list, thread, used_list};
use crate::gui::scene::{Scene, takes_evidence};
use crate::gui::theme::{self, Icon, space, text};
use crate::gui::widget::card::card_ui;
use crate::gui::widget::citation::citation_ui;
use crate::gui::widget::sign::{sign_button_ui, small_button_ui};
use crate::model::{Id, Table};
use crate::session::Action;

/// Shows a record's card, with the way back to the chosen mark.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let noun = record.table().noun();
    ui.horizontal(|ui| {
        if scene.chosen().is_some() && sign_button_ui(ui, Icon::Back, "Back to the chosen mark").clicked() {
            scene.view.opened = None;
        }
        let mut title = noun.to_owned();
        title[..1].make_ascii_uppercase();
        ui.label(RichText::new(title).font(theme::bold(text::TITLE)));
    });
    ui.add_space(space::TIGHT);
    used_list::twins_ui(ui, scene, record);
    if record.table() == Table::Source {
        read_ui(ui, scene, record);
        ui.add_space(space::TIGHT);
    }
    if record.table() == Table::Source {
        citation_ui(ui, scene, record);
        ui.add_space(space::NEAR);
    }
    card_ui(ui, scene, record, |ui, scene| {
        if takes_evidence(record.table()) {
            evidence_list::ui(ui, scene, record);
        }
        if record.table() == Table::Query {
            thread::ui(ui, scene, record);
        }
    });
    used_list::ui(ui, scene, record);
    thread::questions_ui(ui, scene, record);
    ui.add_space(space::NEAR);
    if small_button_ui(ui, &format!("Delete {noun}")).clicked() {
        scene.act(Action::Delete { id: record });
    }
}
