//! One field of one record, entered as its row in the field table says.

use egui::{TextEdit, Ui};

use super::choice::choice_ui;
use super::people::{Room, people_ui};
use super::picker::name_text_field;
use super::row::row_ui;
use super::sealed::sealed_ui;
use super::sign::{caption_ui, muted_ui, small_button_ui};
use super::status::statuses_ui;
use crate::gui::buffer::Keyboard;
use crate::gui::desk::{link_in, value_of};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::Theme;
use crate::gui::view_state::Wanted;
use crate::model::{FieldInfo, Id, Slot, Table, Value, Widget};

/// Shows a field with its caption and what it holds.
pub fn field_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id, info: &'static FieldInfo) {
    let slot = Slot { record, field: info.name };
    if info.widget == Widget::Hidden || info.widget == Widget::Source {
        return;
    }
    let shown = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        caption_ui(ui, info.label).on_hover_text(info.help);
        match info.widget {
            Widget::Line => text_ui(ui, scene, slot, info, Lines::One, ""),
            Widget::Date => text_ui(ui, scene, slot, info, Lines::One, "YYYY-MM-DD"),
            Widget::Url => url_ui(ui, scene, slot, info),
            Widget::Lines | Widget::Names => text_ui(ui, scene, slot, info, Lines::Several, ""),
            Widget::Choice(scale) => {
                let response = choice_ui(ui, scene, slot, scale, info.label);
                if scene.takes_keyboard(Wanted::Field(slot)) {
                    response.request_focus();
                }
            }
            Widget::Status => statuses_ui(ui, scene, record),
            Widget::Person => people_ui(ui, scene, slot, info.label, Room::One),
            Widget::People => people_ui(ui, scene, slot, info.label, Room::Many),
            Widget::Allegations => allegations_ui(ui, scene, slot),
            Widget::File => file_ui(ui, scene, slot),
            Widget::Sealed => sealed_ui(ui, scene, slot),
            Widget::Hidden | Widget::Source => {}
        }
    });
    sought_ui(ui, scene, slot, shown.response.rect);
    ui.add_space(4.0);
}

/// Brings a field into view in which a hit was gone to, and says by a line beside it which one it is.
fn sought_ui(ui: &Ui, scene: &mut Scene<'_>, slot: Slot, rect: egui::Rect) {
    let Some(sought) = scene.view.sought.as_mut().filter(|sought| sought.slot == slot) else { return };
    let theme = Theme::current(ui.ctx());
    ui.painter().vline(rect.left() - 5.0, rect.y_range(), egui::Stroke::new(3.0, theme.focus));
    if !std::mem::replace(&mut sought.was_shown, true) {
        ui.scroll_to_rect(rect.expand(24.0), None);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Several,
}

fn text_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo, lines: Lines, hint: &str) {
    let stored = match scene.project().value(&slot) {
        Value::Text(text) => text,
        Value::Names(names) => names.join("\n"),
        _ => String::new(),
    };
    let grab = scene.takes_keyboard(Wanted::Field(slot));
    let id = field_id(slot);
    let now = ui.input(|input| input.time);
    let buffer = scene.view.buffers.open(slot, &stored);
    let edit = match lines {
        Lines::One => TextEdit::singleline(&mut buffer.text),
        Lines::Several => TextEdit::multiline(&mut buffer.text).desired_rows(2),
    };
    let response = ui.add(
        edit.id(id)
            .hint_text(hint.to_owned())
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 6)),
    );
    name_text_field(ui, &response, info.label, &buffer.text);
    if grab {
        response.request_focus();
        response.scroll_to_me(Some(egui::Align::Center));
    }
    let keyboard = if response.has_focus() { Keyboard::Here } else { Keyboard::Left };
    if let Some(text) = buffer.due(now, keyboard) {
        let value = value_of(slot, &text);
        scene.set(slot, value);
    } else if let Some(wait) = buffer.wait(now) {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(wait));
    }
    if response.gained_focus() || response.lost_focus() {
        scene.queue.push(Request::Seal);
    }
}

/// Returns the id of a field's widget.
fn field_id(slot: Slot) -> egui::Id {
    egui::Id::unique(("field", slot.record.to_string(), slot.field))
}

fn url_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo) {
    text_ui(ui, scene, slot, info, Lines::One, "https://…");
    let stored = scene.project().text_of(slot.record, slot.field);
    if let Some(url) = link_in(&stored)
        && small_button_ui(ui, &format!("Open {}", info.label.to_lowercase().replace("url", "link")))
            .clicked()
    {
        scene.queue.push(Request::OpenLink(url.to_owned()));
    }
}

fn allegations_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot) {
    let there: Vec<Id> = match scene.project().value(&slot) {
        Value::Links(ids) => ids,
        _ => Vec::new(),
    };
    let project = scene.project();
    if project.allegations().is_empty() {
        muted_ui(ui, "No allegation is marked yet");
    }
    for id in project.allegations().keys() {
        let mut answers = there.contains(id);
        let number = scene.outline.mentions(*id).first().and_then(|mark| scene.outline.number(*mark));
        let gist = scene.project().allegations().get(id).map_or("", |allegation| allegation.gist.as_str());
        let words = if gist.is_empty() { quote_of(scene, *id) } else { gist.to_owned() };
        let label = number.map_or_else(|| words.clone(), |number| format!("{number}  {words}"));
        if ui.checkbox(&mut answers, label).changed() {
            let mut links: Vec<Id> = there.iter().copied().filter(|other| other != id).collect();
            links.extend(answers.then_some(*id));
            let value = if links.is_empty() { Value::Nothing } else { Value::Links(links) };
            scene.set(slot, value);
        }
    }
}

/// Returns the marked words of a record's first mention.
pub fn quote_of(scene: &Scene<'_>, record: Id) -> String {
    let mark = scene.outline.mentions(record).first().copied().unwrap_or(record);
    scene.project().target(mark).map_or_else(|| scene.name(record), |target| target.quote.clone())
}

fn file_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot) {
    match scene.project().value(&slot) {
        Value::File(file) => {
            let short = file.sha256.get(..12).unwrap_or_default();
            let name = if file.name.is_empty() { short } else { &file.name };
            let mut opened = false;
            row_ui(
                ui,
                OPEN_FILE,
                |ui| {
                    ui.add(egui::Label::new(name).truncate()).on_hover_text(name);
                    muted_ui(ui, size_text(file.bytes));
                },
                |ui| opened = small_button_ui(ui, "Open file").clicked(),
            );
            if opened {
                scene.queue.push(Request::OpenFile(file.clone()));
            }
        }
        _ => {
            muted_ui(
                ui,
                match slot.record.table() {
                    Table::Source => "None kept. Drop a file on a mark to keep a copy",
                    _ => "None",
                },
            );
        }
    }
}

/// The width of the button behind a file's name, in points.
const OPEN_FILE: f32 = 84.0;

/// Writes a size in bytes for people.
pub fn size_text(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1_000.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}
