//! A field of text: one line, or several that grow with what is typed and then scroll.

use egui::{EventFilter, Frame, Key, Margin, Modifiers, Response, ScrollArea, Stroke, TextEdit, Ui, vec2};

use super::picker::name_text_field;
use super::sign::small_button_ui;
use crate::gui::buffer::{Keyboard, Standing};
use crate::gui::desk::value_of;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::model::{Slot, Value, Version};
use crate::session::Action;

/// How many lines a field shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One.
    One,
    /// Two at first, more as they are typed.
    Several,
}

/// When what is typed is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commit {
    /// A second after the first letter, and on leaving.
    EachSecond,
    /// On Enter and on leaving: half of it would mean something else.
    WhenDone,
}

/// How a field of text looks and commits.
#[derive(Clone, Copy, Debug)]
pub struct TextField<'a> {
    /// Its slot.
    pub slot: Slot,
    /// Its name, for screen readers.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// How many lines it shows.
    pub lines: Lines,
    /// When it is committed.
    pub commit: Commit,
    /// Whether Escape is for something that is open over it.
    pub escape: Escape,
    /// How wide it is, in points.
    pub width: f32,
}

/// Who hears Escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    /// Whoever takes the keyboard back to the text.
    Leaves,
    /// Something that is open over the field.
    Closes,
}

/// The lines at first.
const FEWEST: usize = 2;
/// The height from which on several lines scroll, in points.
const TALLEST: f32 = 164.0;
const MARGIN: Margin = space::FIELD;

impl TextField<'_> {
    /// Shows the field; returns its response and what stands in it.
    pub fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) -> (Response, String) {
        let slot = self.slot;
        let stored = scene.project().text_of(slot.record, slot.field);
        let grab = scene.takes_keyboard(Wanted::Field(slot));
        let id = field_id(slot);
        let now = ui.input(|input| input.time);
        let had_keyboard = ui.memory(|memory| memory.has_focus(id));
        let versions: Option<Vec<String>> =
            scene.project().conflicts().get(&slot).map(|versions| versions.iter().map(words_in).collect());
        let standing = versions.as_deref().map_or(Standing::Alone, Standing::InConflict);
        let buffer = scene.view.buffers.open(slot, &stored, standing);
        if self.commit == Commit::WhenDone {
            buffer.keep_whole();
        }
        if buffer.is_fresh() {
            fresh(ui, id);
        }
        let enter = self.lines == Lines::One
            && had_keyboard
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let response = match self.lines {
            Lines::One => ui.add(self.edit(TextEdit::singleline(&mut buffer.text), id).margin(MARGIN)),
            Lines::Several => self.several_ui(ui, id, &mut buffer.text),
        };
        name_text_field(ui, &response, self.name, &buffer.text);
        if grab {
            response.request_focus();
            response.scroll_to_me(None);
        }
        let shown = buffer.text.clone();
        let keyboard = if response.has_focus() && !enter { Keyboard::Here } else { Keyboard::Left };
        buffer.weigh(standing);
        if self.commit == Commit::WhenDone && keyboard == Keyboard::Here {
            // Not before it is done.
        } else if let Some(text) = buffer.due(now, keyboard) {
            let value = value_of(scene.project(), slot, &text, scene.session.today());
            scene.set(slot, value);
        } else if let Some(wait) = buffer.wait(now) {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(wait));
        }
        if response.gained_focus() || response.lost_focus() {
            scene.queue.push(Request::Seal);
        }
        if scene.view.buffers.is_held(slot) {
            held_ui(ui, scene, slot, self.name, &stored, &shown);
        }
        (response, shown)
    }

    fn edit<'t>(&self, edit: TextEdit<'t>, id: egui::Id) -> TextEdit<'t> {
        let escape = self.escape == Escape::Closes;
        edit.id(id).hint_text(self.hint.to_owned()).desired_width(self.width).event_filter(EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape,
        })
    }

    /// Shows lines in a frame that grows with them up to a height, and scrolls from there on.
    fn several_ui(&self, ui: &mut Ui, id: egui::Id, text: &mut String) -> Response {
        let theme = Theme::current(ui.ctx());
        let has_keyboard = ui.memory(|memory| memory.has_focus(id));
        let stroke =
            if has_keyboard { Stroke::new(2.0, theme.focus) } else { Stroke::new(1.0, theme.control_edge) };
        // The ring is painted over the edge, so that it takes no room of its own.
        let frame = Frame::new().fill(theme.control).corner_radius(6);
        let shown = frame.show(ui, |ui| {
            ui.set_width(self.width.min(ui.available_width()));
            let scroll = ScrollArea::vertical()
                .id_salt(("lines", id))
                .max_height(TALLEST)
                .min_scrolled_height(TALLEST);
            scroll
                .show(ui, |ui| {
                    let edit = self.edit(TextEdit::multiline(text), id);
                    // Ctrl+Enter is for going back to the text; Enter makes a line.
                    ui.add(edit.desired_rows(FEWEST).frame(Frame::new().inner_margin(MARGIN)))
                })
                .inner
        });
        let rect = shown.response.rect;
        ui.painter().rect_stroke(rect, 6.0, stroke, egui::StrokeKind::Inside);
        shown.inner
    }
}

/// Says below a field that what was typed there waits, and what one can do about it.
fn held_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot, name: &str, stored: &str, typed: &str) {
    let theme = Theme::current(ui.ctx());
    let told = if scene.project().conflicts().contains_key(&slot) {
        "What is typed here is none of the versions above, and is not kept yet.".to_owned()
    } else if stored.trim().is_empty() {
        "Somebody emptied this field meanwhile. What is typed here is not kept yet.".to_owned()
    } else {
        format!("Somebody changed this meanwhile to “{stored}”. What is typed here is not kept yet.")
    };
    ui.add(egui::Label::new(egui::RichText::new(told).size(text::SMALL).color(theme.warning)).wrap());
    ui.horizontal_wrapped(|ui| {
        let button = |ui: &mut Ui, words: &str, what: &str| {
            let response = small_button_ui(ui, words);
            let enabled = ui.is_enabled();
            let spoken = format!("{words}: {name}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &spoken));
            response.on_hover_text(what).clicked()
        };
        if button(
            ui,
            "Keep what I typed",
            "Puts these words in place of all others, which stay in the history",
        ) {
            let value = value_of(scene.project(), slot, typed, scene.session.today());
            let is_in_conflict = scene.project().conflicts().contains_key(&slot);
            scene.act(if is_in_conflict {
                Action::Settle { choices: vec![(slot, value)] }
            } else {
                Action::Set { slot, value }
            });
        }
        if button(ui, "Drop what I typed", "Leaves what the others wrote") {
            scene.view.buffers.drop_typed(slot);
        }
    });
}

/// Returns a version's text; empty where it is no text.
fn words_in(version: &Version) -> String {
    match &version.value {
        Value::Text(text) => text.clone(),
        _ => String::new(),
    }
}

/// Returns the id of a field's widget.
pub fn field_id(slot: Slot) -> egui::Id {
    egui::Id::unique(("field", slot.record.to_string(), slot.field))
}

/// Forgets a field's steps: they belong to another text than the one that it shows now.
pub fn fresh(ui: &Ui, id: egui::Id) {
    if let Some(mut state) = egui::text_edit::TextEditState::load(ui.ctx(), id) {
        state.clear_undoer();
        state.store(ui.ctx(), id);
    }
}

/// Keeps room for a line of small words below a field, so that nothing moves when they come and go.
pub fn reserved_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), RESERVED);
    let (_, rect) = ui.allocate_space(size);
    let mut line = ui.new_child(
        egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    line.set_clip_rect(rect.expand(2.0).intersect(ui.clip_rect()));
    line.spacing_mut().item_spacing.x = space::NEAR;
    line.spacing_mut().interact_size.y = RESERVED;
    content(&mut line);
}

/// The height of a line below a field, in points.
const RESERVED: f32 = 20.0;
