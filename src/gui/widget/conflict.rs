//! What two people changed at once, where it stands: every version with who wrote it and when, and the way to keep one.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{FontId, Frame, Label, RichText, Role, Stroke, TextFormat, Ui, WidgetInfo};

use super::sign::{muted_ui, small_button_ui};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::model::conflict::{minute, named, signed};
use crate::model::words::capital;
use crate::model::{Conflict, Id, Slot, Value, Version, Widget};
use crate::session::Action;
use crate::text::diff::{Fate, Piece, brief, pieces};

/// So many characters of a version are shown around what tells it from another.
const AROUND: usize = 120;
/// What tells a version from another, as of a revision.
type Kept = (u64, Arc<Vec<Piece>>);

/// So many characters of a version stand in the name of its button.
const NAMED: usize = 60;

/// Shows what is in conflict in a record and has no field on its card: its deletion, its place, its kind.
pub fn record_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id, has_field: impl Fn(Slot) -> bool) {
    let derived = scene.derived;
    for conflict in derived.conflicts.iter().filter(|conflict| conflict.record() == record) {
        match *conflict {
            Conflict::Deletion(id) => deletion_ui(ui, scene, id),
            Conflict::Value(slot) if !has_field(slot) => {
                let label = slot.record.table().field(slot.field).map_or(slot.field, |info| info.label);
                super::sign::caption_ui(ui, label);
                versions_ui(ui, scene, slot);
            }
            Conflict::Value(_) => {}
        }
    }
}

/// Shows the versions of a field in conflict one above the other; nothing where it is in none, or where the record's
/// deletion is what has to be settled.
pub fn versions_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot) {
    let project = scene.project();
    let Some(versions) = project.conflicts().get(&slot) else { return };
    if project.is_contested(slot.record) {
        return;
    }
    let mut grab = scene.takes_keyboard(Wanted::Conflict(slot));
    framed_ui(ui, "Two people changed this without having seen one another", |ui| {
        for (at, version) in versions.iter().enumerate() {
            if at > 0 {
                ui.add_space(space::TIGHT);
                ui.separator();
            }
            let who = version.by.as_ref().map_or_else(|| "Written earlier".to_owned(), signed);
            let who = if at == 0 { format!("{who} (shown now)") } else { who };
            ui.label(RichText::new(&who).font(theme::bold(text::SMALL)));
            let words = scene.project().words_of_version(&slot, &version.value, scene.vocabulary(), |id| {
                format!("{} “{}”", capital(id.table().noun()), scene.name(id))
            });
            if words.trim().is_empty() {
                muted_ui(ui, "Empty");
            } else {
                ui.add(Label::new(told_apart(ui, scene, slot, versions, at, &words)).wrap());
            }
            let short: String = words.chars().take(NAMED).collect();
            let by = version.by.as_ref().map_or("written earlier", |stamp| stamp.by.as_str());
            let response = small_button_ui(ui, "Keep this");
            let enabled = ui.is_enabled();
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Button, enabled, format!("Keep this: {short} ({by})"))
            });
            if std::mem::take(&mut grab) {
                response.request_focus();
                response.scroll_to_me(Some(egui::Align::Center));
            }
            if response.on_hover_text("Settles the conflict; all versions stay in the history").clicked() {
                settle(scene, slot, versions, version);
            }
        }
    });
}

fn settle(scene: &mut Scene<'_>, slot: Slot, versions: &[Version], version: &Version) {
    // What stands in the field is dropped only if it is one of the versions: then it is kept in the history.
    let is_known =
        |typed: &str| versions.iter().any(|version| version.value == Value::Text(typed.to_owned()));
    if scene.view.buffers.text(slot).is_some_and(is_known) {
        scene.view.buffers.drop_typed(slot);
    }
    scene.act(Action::Settle { choices: scene.project().settled_by(slot, version) });
    scene.view.wanted = Some(Wanted::Field(slot));
}

/// Shows that one deleted a record while somebody else worked on it, and the two ways out.
fn deletion_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let contest = scene.project().contest(record);
    let noun = record.table().noun();
    let grab = scene.takes_keyboard(Wanted::Conflict(Slot { record, field: "" }));
    let (who, when) = contest.deleted.as_ref().map_or_else(
        || ("Somebody".to_owned(), String::new()),
        |stamp| (capital(named(&stamp.by)), format!(" on {},", minute(stamp.at))),
    );
    let work = contest.work_in_words(record);
    let title = format!("{who} deleted this {noun}{when} while {work}.");
    framed_ui(ui, &title, |ui| {
        ui.horizontal_wrapped(|ui| {
            let button = |ui: &mut Ui, words: &str, help: &str, grab: bool| {
                let response = small_button_ui(ui, words);
                let enabled = ui.is_enabled();
                response
                    .widget_info(|| WidgetInfo::labeled(Role::Button, enabled, format!("{words}: {noun}")));
                if grab {
                    response.request_focus();
                    response.scroll_to_me(Some(egui::Align::Center));
                }
                response.on_hover_text(help).clicked()
            };
            let keeps = "Keeps it as it stands, with its marks and evidence";
            if button(ui, "Keep it", keeps, grab) {
                scene.act(Action::Settle { choices: contest.kept.clone() });
                scene.view.wanted = Some(Wanted::Article);
            }
            if button(ui, "Delete it", "Deletes it with its marks and evidence; undo brings it back", false) {
                scene.act(Action::Delete { id: record });
                scene.view.wanted = Some(Wanted::Article);
            }
        });
    });
    ui.add_space(space::NEAR);
}

fn framed_ui(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui)) {
    let theme = Theme::current(ui.ctx());
    let frame = Frame::new()
        .fill(theme.raised)
        .stroke(Stroke::new(1.5, theme.danger))
        .corner_radius(6)
        .inner_margin(egui::Margin::same(8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            ui.label(Icon::Warning.text(text::SIGN).color(theme.danger));
            let words = RichText::new(title).size(text::SMALL).color(theme.danger);
            ui.add(Label::new(words).wrap());
        });
        content(ui);
    });
}

/// Sets a version's words with those underlined that the others lack.
fn told_apart(
    ui: &Ui,
    scene: &Scene<'_>,
    slot: Slot,
    versions: &[Version],
    at: usize,
    words: &str,
) -> LayoutJob {
    let theme = Theme::current(ui.ctx());
    let plain = TextFormat::simple(FontId::proportional(text::BODY), theme.ink);
    let texts = |at: usize| match versions.get(at).map(|version| &version.value) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let is_text =
        slot.record.table().field(slot.field).is_some_and(|info| {
            matches!(info.widget, Widget::Line | Widget::Lines | Widget::Url | Widget::Date)
        });
    let (Some(first), Some(other), true) = (texts(0), texts(at.max(1)), is_text) else {
        return LayoutJob::single_section(words.to_owned(), plain);
    };
    let id = egui::Id::unique(("versions", slot.record.to_string(), slot.field, at));
    let revision = scene.session.revision();
    let kept: Option<Kept> = ui.data(|data| data.get_temp(id));
    let shown = kept.filter(|(seen, _)| *seen == revision).map_or_else(
        || {
            let own = if at == 0 { Fate::Gone } else { Fate::New };
            let mut pieces = pieces(first, other);
            pieces.retain(|piece| piece.fate == Fate::Kept || piece.fate == own);
            let shown = Arc::new(brief(&pieces, AROUND));
            ui.data_mut(|data| data.insert_temp(id, (revision, Arc::clone(&shown))));
            shown
        },
        |(_, shown)| shown,
    );
    let hue = theme.hue("amber");
    let own = TextFormat { background: hue.fill, underline: Stroke::new(1.5, hue.line), ..plain.clone() };
    let mut job = LayoutJob::default();
    for piece in shown.iter() {
        let format = if piece.fate == Fate::Kept { &plain } else { &own };
        job.append(&piece.words, 0.0, format.clone());
    }
    job
}
