//! One field of one record, entered as its row in the field table says.

use egui::text::LayoutJob;
use egui::{FontId, RichText, TextFormat, Ui};

use super::calculation::result_ui;
use super::choice::choice_ui;
use super::conflict::versions_ui;
use super::day::day_ui;
use super::linked::linked_ui;
use super::names::names_ui;
use super::pairs::pairs_ui;
use super::rating::rating_ui;
use super::sealed::sealed_ui;
use super::sign::{caption_ui, muted_ui, small_button_ui};
use super::status::statuses_ui;
use super::text::{Commit, Escape, Lines, TextField};
use crate::gui::command::{Effect, keys_of};
use crate::gui::desk::link_in;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::model::{FieldInfo, Id, Slot, Table, Widget};
use crate::text::locator::Counted;

/// Whether a field has to be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may stay empty.
    Free,
    /// The kind of the mark requires it, and it is empty.
    Lacking,
    /// The kind of the mark requires it, and it is filled in.
    Met,
}

/// Shows a field with its caption and what it holds.
pub fn field_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id, info: &'static FieldInfo, need: Need) {
    let slot = Slot { record, field: info.name };
    if info.widget == Widget::Hidden {
        return;
    }
    let shown = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        caption(ui, info, need);
        versions_ui(ui, scene, slot);
        asked_ui(ui, scene, slot);
        match info.widget {
            Widget::Line => {
                line_ui(ui, scene, slot, info, Lines::One, "");
                if (slot.record.table(), info.name) == (Table::Evidence, "calculation") {
                    let stored = || scene.project().text_of(slot.record, slot.field);
                    let line = scene.view.buffers.text(slot).map_or_else(stored, str::to_owned);
                    result_ui(ui, &line, &scene.project().article().language);
                }
            }
            Widget::Lines => line_ui(ui, scene, slot, info, Lines::Several, ""),
            Widget::Url => url_ui(ui, scene, slot, info),
            Widget::Date => day_ui(ui, scene, slot, info),
            Widget::Names => names_ui(ui, scene, slot, info),
            Widget::Choice(scale) => {
                let response = choice_ui(ui, scene, slot, scale, info.label);
                if scale == "locator" {
                    counted_ui(ui, scene, slot);
                }
                if scene.takes_keyboard(Wanted::Field(slot)) {
                    response.request_focus();
                    response.scroll_to_me(None);
                }
            }
            Widget::Pairs(purpose) => pairs_ui(ui, scene, slot, info, purpose),
            Widget::Rating => rating_ui(ui, scene, slot, info),
            Widget::Status => statuses_ui(ui, scene, record),
            Widget::Person | Widget::People | Widget::Source | Widget::Allegations => {
                linked_ui(ui, scene, slot, info);
            }
            Widget::File => super::file::file_ui(ui, scene, slot),
            Widget::Sealed => sealed_ui(ui, scene, slot, info),
            Widget::Hidden => {}
        }
    });
    sought_ui(ui, scene, slot, shown.response.rect);
    ui.add_space(space::TIGHT);
}

/// Says over a field why the keyboard is in it: a status that was just set asks for it.
fn asked_ui(ui: &mut Ui, scene: &Scene<'_>, slot: Slot) {
    if scene.view.asked != Some(slot) {
        return;
    }
    let keys = keys_of(scene.commands, &Effect::Attach);
    let words = match slot.field {
        "locator" => {
            "Confirmed asks for the place in the source: page, paragraph, time. Escape goes on without it."
                .to_owned()
        }
        _ if keys.is_empty() => NO_EVIDENCE.to_owned(),
        _ => format!("{NO_EVIDENCE} Escape goes on; {keys} attaches a source then."),
    };
    let theme = Theme::current(ui.ctx());
    let label = ui.add(egui::Label::new(RichText::new(words).size(text::SMALL).color(theme.warning)).wrap());
    ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
}

/// What a status asks for to which no evidence is attached.
const NO_EVIDENCE: &str =
    "Confirmed asks for evidence with a locator, or for a reason: say here why none is needed.";

/// Brings a field into view in which a hit was gone to, and says by a line beside it which one it is.
fn sought_ui(ui: &Ui, scene: &mut Scene<'_>, slot: Slot, rect: egui::Rect) {
    let Some(sought) = scene.view.sought.as_mut().filter(|sought| sought.slot == slot) else { return };
    let theme = Theme::current(ui.ctx());
    ui.painter().vline(rect.left() - 5.0, rect.y_range(), egui::Stroke::new(3.0, theme.focus));
    if !std::mem::replace(&mut sought.was_shown, true) {
        ui.scroll_to_rect(rect.expand(24.0), None);
    }
}

/// Shows a field's name, and a quiet sign where it is required.
fn caption(ui: &mut Ui, info: &FieldInfo, need: Need) {
    if need == Need::Free {
        caption_ui(ui, info.label).on_hover_text(info.help);
        return;
    }
    let theme = Theme::current(ui.ctx());
    let (ink, words) = match need {
        Need::Lacking => (theme.warning, "Required, and still empty."),
        _ => (theme.muted, "Required."),
    };
    let mut job = LayoutJob::default();
    job.append(info.label, 0.0, TextFormat::simple(FontId::proportional(text::CAPTION), theme.muted));
    job.append("*", 3.0, TextFormat::simple(FontId::proportional(text::CAPTION), ink));
    ui.label(job).on_hover_text(format!("{} {words}", info.help));
}

/// Says by what a place is counted, where that shows from how it is written and nobody has chosen it.
fn counted_ui(ui: &mut Ui, scene: &Scene<'_>, slot: Slot) {
    let project = scene.project();
    let written = Counted::of(&project.text_of(slot.record, "locator"));
    if let Some(counted) = written.filter(|_| project.is_blank(&slot)) {
        muted_ui(
            ui,
            format!("Read as: {}", scene.vocabulary().label("locator", counted.id()).to_lowercase()),
        );
    }
}

fn line_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo, lines: Lines, hint: &str) {
    let field = TextField {
        slot,
        name: info.label,
        hint,
        lines,
        commit: Commit::EachSecond,
        escape: Escape::Leaves,
        width: ui.available_width(),
    };
    field.ui(ui, scene);
}

fn url_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo) {
    line_ui(ui, scene, slot, info, Lines::One, "https://…");
    let stored = scene.project().text_of(slot.record, slot.field);
    if let Some(url) = link_in(&stored)
        && small_button_ui(ui, &format!("Open {}", info.label.to_lowercase().replace("url", "link")))
            .clicked()
    {
        scene.queue.push(Request::OpenLink(url.to_owned()));
    }
}

/// Returns the marked words of a record's first mention.
pub fn quote_of(scene: &Scene<'_>, record: Id) -> String {
    let mark = scene.outline.mentions(record).first().copied().unwrap_or(record);
    scene.project().target(mark).map_or_else(|| scene.name(record), |target| target.quote.clone())
}

/// Writes a size in bytes for people.
pub fn size_text(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1_000.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}
