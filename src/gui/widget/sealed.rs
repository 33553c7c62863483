//! A sealed field: entered masked, sealed by Enter, shown only when it is asked for and only until it is left.

use egui::{Key, RichText, TextEdit, Ui};

use super::sign::{muted_ui, small_button_ui};
use crate::gui::disclosure::Stage;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::model::{Confidential, Envelope, FieldInfo, Slot, Value};
use crate::session::Action;

/// What was done to the field in this frame.
enum Deed {
    /// Open it to a stage.
    Open(Stage),
    /// Close it.
    Close,
    /// Read the words.
    Read,
    /// Seal the words that were entered.
    Seal(Confidential<String>),
    /// Delete whatever was ever sealed here.
    Purge,
}

/// Shows a sealed field.
pub fn sealed_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, info: &FieldInfo) {
    let is_sealed = matches!(scene.project().value(&slot), Value::Sealed(_));
    let is_wanted = scene.takes_keyboard(Wanted::Field(slot));
    let name = info.label.to_lowercase();
    let field = field_id(slot);
    let deed = match scene.view.disclosure.stage(slot) {
        Some(Stage::Entering(words)) => entry_ui(ui, field, info, words, is_wanted),
        Some(Stage::Asking) => question_ui(ui, &name),
        Some(Stage::Waiting) => {
            muted_ui(ui, "Unsealing…");
            None
        }
        Some(Stage::Shown(words)) => shown_ui(ui, &name, words),
        Some(Stage::Missing) => missing_ui(ui, &name),
        Some(Stage::Failed(why)) => {
            muted_ui(ui, format!("It cannot be shown: {why}"));
            small_button_ui(ui, "Close").clicked().then_some(Deed::Close)
        }
        None if is_sealed => closed_ui(ui, &name, is_wanted),
        None => empty_ui(ui, &name, is_wanted),
    };
    let Some(deed) = deed else { return };
    match deed {
        Deed::Open(stage) => {
            if matches!(stage, Stage::Entering(_)) {
                forget_typing(ui.ctx(), slot);
                scene.view.wanted = Some(Wanted::Field(slot));
            }
            scene.view.disclosure.begin(slot, stage);
        }
        Deed::Close => {
            forget_typing(ui.ctx(), slot);
            scene.view.disclosure.end();
        }
        Deed::Read => {
            scene.view.disclosure.begin(slot, Stage::Waiting);
            scene.queue.push(Request::Unseal(slot));
        }
        // Both close the field once they are done; refused, they leave it as it is.
        Deed::Seal(words) => {
            scene.act(Action::Seal { slot, words: Envelope::new(words.reveal().clone()) });
        }
        Deed::Purge => scene.act(Action::Purge { slot }),
    }
    ui.ctx().request_repaint();
}

fn lock_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::current(ui.ctx());
    ui.label(Icon::Lock.text(text::SIGN).color(theme.muted));
    ui.label(RichText::new(words).color(theme.muted));
}

/// Shows a small button whose spoken name says which field it is for.
fn button_ui(ui: &mut Ui, words: &str, name: &str) -> egui::Response {
    let response = small_button_ui(ui, words);
    let enabled = ui.is_enabled();
    let spoken = match words.strip_suffix('…') {
        Some(words) => format!("{words} {name}…"),
        None => format!("{words} {name}"),
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &spoken));
    response
}

fn empty_ui(ui: &mut Ui, name: &str, is_wanted: bool) -> Option<Deed> {
    let enter = button_ui(ui, "Enter…", name)
        .on_hover_text("It is kept in a file of its own and never leaves with a report or a copy in git");
    if is_wanted {
        enter.request_focus();
    }
    enter.clicked().then(|| Deed::Open(Stage::Entering(Confidential::new(String::new()))))
}

fn closed_ui(ui: &mut Ui, name: &str, is_wanted: bool) -> Option<Deed> {
    let mut deed = None;
    ui.horizontal_wrapped(|ui| {
        lock_ui(ui, "Sealed");
        let show = button_ui(ui, "Show", name).on_hover_text("Shows it until you go to another record");
        if is_wanted {
            show.request_focus();
        }
        if show.clicked() {
            deed = Some(Deed::Read);
        }
        deed = deed.take().or(change_ui(ui, name));
    });
    deed
}

/// Offers what can be done to something that is sealed, shown or not.
fn change_ui(ui: &mut Ui, name: &str) -> Option<Deed> {
    let replace = button_ui(ui, "Replace…", name).on_hover_text("Seals other words; undo brings these back");
    let purge = button_ui(ui, "Purge…", name).on_hover_text("Deletes it for good");
    match (replace.clicked(), purge.clicked()) {
        (true, _) => Some(Deed::Open(Stage::Entering(Confidential::new(String::new())))),
        (_, true) => Some(Deed::Open(Stage::Asking)),
        _ => None,
    }
}

fn shown_ui(ui: &mut Ui, name: &str, words: &Confidential<String>) -> Option<Deed> {
    let theme = Theme::current(ui.ctx());
    egui::Frame::new()
        .fill(theme.raised)
        .stroke(egui::Stroke::new(1.0, theme.rule))
        .corner_radius(6)
        .inner_margin(space::FIELD)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(egui::Label::new(words.reveal().as_str()).wrap().selectable(true));
        });
    let mut deed = None;
    ui.horizontal_wrapped(|ui| {
        if button_ui(ui, "Hide", name).clicked() {
            deed = Some(Deed::Close);
        }
        deed = deed.take().or(change_ui(ui, name));
    });
    deed
}

fn missing_ui(ui: &mut Ui, name: &str) -> Option<Deed> {
    muted_ui(ui, "Purged, or not on this machine");
    let mut deed = None;
    ui.horizontal_wrapped(|ui| {
        deed = change_ui(ui, name);
        if button_ui(ui, "Close", name).clicked() {
            deed = Some(Deed::Close);
        }
    });
    deed
}

fn question_ui(ui: &mut Ui, name: &str) -> Option<Deed> {
    let theme = Theme::current(ui.ctx());
    ui.label("Delete it for good, with everything that was sealed here before? This cannot be undone.");
    let mut deed = None;
    ui.horizontal_wrapped(|ui| {
        let keep = button_ui(ui, "Keep", name);
        let purge =
            egui::Button::new(RichText::new("Delete for good").size(text::CAPTION).color(theme.danger));
        let purge = ui.add(purge.min_size(egui::vec2(0.0, 24.0)));
        let enabled = ui.is_enabled();
        purge.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, enabled, format!("Delete {name} for good"))
        });
        let escape = ui.input(|input| input.key_pressed(Key::Escape));
        match (keep.clicked() || escape, purge.clicked()) {
            (true, _) => deed = Some(Deed::Close),
            (_, true) => deed = Some(Deed::Purge),
            _ => {}
        }
    });
    deed
}

fn entry_ui(
    ui: &mut Ui,
    field: egui::Id,
    info: &FieldInfo,
    words: &mut Confidential<String>,
    is_wanted: bool,
) -> Option<Deed> {
    let response = ui.add(
        TextEdit::singleline(words.reveal_mut())
            .id(field)
            .password(true)
            .hint_text("Enter seals it")
            .desired_width(f32::INFINITY)
            .margin(space::FIELD),
    );
    let enabled = ui.is_enabled();
    let dots = "•".repeat(words.reveal().chars().count());
    response.widget_info(|| {
        let mut spoken = egui::WidgetInfo::labeled(egui::Role::PasswordInput, enabled, info.label);
        spoken.current_text_value = Some(dots.clone());
        spoken
    });
    if is_wanted {
        response.request_focus();
        response.scroll_to_me(None);
    }
    let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    let name = info.label.to_lowercase();
    let is_empty = words.reveal().trim().is_empty();
    let mut deed = None;
    ui.horizontal_wrapped(|ui| {
        let seal = ui.add_enabled_ui(!is_empty, |ui| button_ui(ui, "Seal", &name)).inner;
        let cancel = button_ui(ui, "Cancel", &name);
        if (seal.clicked() || (response.lost_focus() && enter)) && !is_empty {
            deed = Some(Deed::Seal(words.clone()));
        } else if cancel.clicked() || (response.lost_focus() && escape) {
            deed = Some(Deed::Close);
        }
    });
    if deed.is_none() && response.lost_focus() && enter {
        response.request_focus();
    }
    deed
}

fn field_id(slot: Slot) -> egui::Id {
    egui::Id::unique(("sealed", slot.record.to_string(), slot.field))
}

/// Has the text field of a slot forget the steps by which words came to be.
pub fn forget_typing(ctx: &egui::Context, slot: Slot) {
    egui::text_edit::TextEditState::default().store(ctx, field_id(slot));
}
