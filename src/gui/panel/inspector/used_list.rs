//! Where a source or a person is used, each place a jump; and with whom it is perhaps one.

use std::sync::Arc;

use egui::{RichText, Ui};

use crate::check::{Finding, twins_of};
use crate::gui::command::{Effect, with_keys};
use crate::gui::overlay::duplicates::TWO;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{Theme, space, text};
use crate::gui::used::{Use, uses_of};
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{muted_ui, quiet_button_ui, row_ui, small_button_ui};
use crate::model::{Id, Table};
use crate::session::Action;

/// How many places are listed at most; the table has all.
const MOST: usize = 60;

/// Shows the records that rest on a source or name a person.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    if !matches!(record.table(), Table::Source | Table::Person) {
        return;
    }
    let uses = known(ui, scene, record);
    let title = match uses.len() {
        0 => "Where used".to_owned(),
        count => format!("Where used ({count})"),
    };
    section_ui(ui, &title, "where used", AtFirst::Open, |ui| {
        if uses.is_empty() {
            let words = match record.table() {
                Table::Source => "Nowhere yet: no evidence comes from it.",
                _ => "Nowhere yet: no record names them.",
            };
            muted_ui(ui, words);
        }
        for used in uses.iter().take(MOST) {
            use_ui(ui, scene, used);
        }
        if uses.len() > MOST {
            muted_ui(ui, format!("and {} more, which the table lists", uses.len() - MOST));
        }
    });
}

/// Returns what uses a record, worked out once a revision.
fn known(ui: &Ui, scene: &Scene<'_>, record: Id) -> Arc<Vec<Use>> {
    let id = egui::Id::unique(("uses", record.to_string()));
    let revision = scene.session.revision();
    let there: Option<(u64, Arc<Vec<Use>>)> = ui.data(|data| data.get_temp(id));
    if let Some((_, uses)) = there.filter(|(seen, _)| *seen == revision) {
        return uses;
    }
    let uses = Arc::new(uses_of(scene.project(), scene.outline, record));
    ui.data_mut(|data| data.insert_temp(id, (revision, Arc::clone(&uses))));
    uses
}

fn use_ui(ui: &mut Ui, scene: &mut Scene<'_>, used: &Use) {
    let mark = scene.outline.mentions(used.record).first().copied();
    let number = mark.and_then(|mark| scene.outline.number(mark));
    let quote = mark.and_then(|mark| scene.project().target(mark));
    let words = quote.map_or_else(|| scene.name(used.record), |target| target.quote.clone());
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let number = number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    let noun = used.record.table().noun();
    let label = match used.role {
        "Evidence" => format!("{number}  {words}"),
        role => format!("{number}  {role} of {noun}: {words}"),
    };
    if row_ui(ui, false, &label).clicked() {
        scene.queue.push(Request::OpenRecord(used.record));
    }
}

/// Says with which other one a source or a person is perhaps one, and offers to merge them.
pub fn twins_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    if !matches!(record.table(), Table::Source | Table::Person) {
        return;
    }
    let derived = scene.derived;
    let judgement = &derived.judgement;
    let found: Vec<(&Finding, [Id; 2])> = judgement
        .twins
        .iter()
        .filter_map(|at| judgement.findings.get(*at))
        .filter_map(|finding| Some((finding, twins_of(finding)?)))
        .filter(|(_, ids)| ids.contains(&record) && ids.iter().all(|id| scene.project().has(*id)))
        .collect();
    let theme = Theme::current(ui.ctx());
    for (finding, ids) in found {
        ui.label(RichText::new(&finding.message).size(text::SMALL).color(theme.muted));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::NEAR;
            if small_button_ui(ui, "Merge").on_hover_text("One stays, with all that both have").clicked() {
                scene.act(Action::Join { ids: ids.to_vec() });
            }
            if small_button_ui(ui, TWO).on_hover_text("They are not compared again").clicked() {
                let (rule, subject) = (finding.rule.to_owned(), finding.subject.clone());
                scene.act(Action::Waive { rule, subject, reason: TWO.to_owned() });
            }
            let told = with_keys(scene.commands, "Every pair that is perhaps one", &Effect::Duplicates);
            if quiet_button_ui(ui, "Duplicates…").on_hover_text(told).clicked() {
                scene.run(Effect::Duplicates);
            }
        });
        ui.add_space(space::NEAR);
    }
}
