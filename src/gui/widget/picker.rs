//! A search field with its hits below: pick one that is there, or create what was typed.
//!
//! It must not know what is picked.

use egui::{Id, Key, Modifiers, Role, TextEdit, Ui, WidgetInfo};

use super::sign::row_ui;
use crate::gui::theme::Theme;

/// What came of a picker in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked<T> {
    /// One of the candidates.
    There(T),
    /// Something new by this name.
    New(String),
    /// It was left with Escape.
    Left,
}

/// How a picker looks.
#[derive(Clone, Copy, Debug)]
pub struct Picker<'a> {
    /// Its name, for screen readers.
    pub name: &'a str,
    /// What stands in the empty field.
    pub hint: &'a str,
    /// What one of the candidates is called: “source”.
    pub noun: &'a str,
    /// How many hits are shown.
    pub most: usize,
}

#[derive(Clone, Debug, Default)]
struct State {
    query: String,
    at: usize,
}

impl Picker<'_> {
    /// Shows the field and, while it has the keyboard or words, its hits. `grab` asks for the keyboard.
    pub fn ui<T: Clone>(
        &self,
        ui: &mut Ui,
        id: Id,
        grab: Option<()>,
        candidates: &[(T, String)],
    ) -> Option<Picked<T>> {
        let mut state: State = ui.data_mut(|data| data.get_temp(id).unwrap_or_default());
        if grab.is_some() {
            state = State::default();
        }
        let field = id.with("field");
        let had_keyboard = ui.memory(|memory| memory.has_focus(field));
        let keys = if had_keyboard { keys(ui) } else { Keys::default() };
        let response = ui.add(
            TextEdit::singleline(&mut state.query)
                .id(field)
                .hint_text(self.hint.to_owned())
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(8, 6)),
        );
        name_text_field(ui, &response, self.name, &state.query);
        if grab.is_some() {
            response.request_focus();
            response.scroll_to_me(None);
        }
        let typed = state.query.trim().to_owned();
        let hits = hits(candidates, &typed, self.most);
        let exact = candidates.iter().any(|(_, name)| name.eq_ignore_ascii_case(&typed));
        let can_create = !typed.is_empty() && !exact;
        let rows = hits.len() + usize::from(can_create);
        if response.changed() {
            state.at = 0;
        }
        let is_open = had_keyboard || response.has_focus() || !typed.is_empty() || grab.is_some();
        let mut picked = None;
        if is_open && rows > 0 {
            state.at = (state.at + rows * 2).saturating_add_signed(keys.steps) % rows;
            let theme = Theme::current(ui.ctx());
            egui::Frame::new()
                .fill(theme.raised)
                .stroke(egui::Stroke::new(1.0, theme.rule))
                .corner_radius(6)
                .inner_margin(4)
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for row in 0..rows {
                        let label = match hits.get(row) {
                            Some((_, name)) => name.clone(),
                            None => format!("Create {} “{typed}”", self.noun),
                        };
                        let clicked = row_ui(ui, row == state.at, &label).clicked();
                        if clicked || (keys.enter && row == state.at) {
                            picked = Some(match hits.get(row) {
                                Some((hit, _)) => Picked::There(hit.clone()),
                                None => Picked::New(typed.clone()),
                            });
                        }
                    }
                });
        }
        if keys.escape {
            picked = Some(Picked::Left);
        }
        if picked.is_some() {
            state = State::default();
        }
        ui.data_mut(|data| data.insert_temp(id, state));
        picked
    }
}

#[derive(Clone, Copy, Default)]
struct Keys {
    steps: isize,
    enter: bool,
    escape: bool,
}

/// Takes the keys that move through hits, before the text field sees them.
fn keys(ui: &Ui) -> Keys {
    ui.input_mut(|input| Keys {
        steps: isize::from(input.consume_key(Modifiers::NONE, Key::ArrowDown))
            - isize::from(input.consume_key(Modifiers::NONE, Key::ArrowUp)),
        enter: input.consume_key(Modifiers::NONE, Key::Enter),
        escape: input.key_pressed(Key::Escape),
    })
}

/// Finds candidates that hold all the typed words, those that begin with them first.
fn hits<T: Clone>(candidates: &[(T, String)], typed: &str, most: usize) -> Vec<(T, String)> {
    let typed = typed.to_lowercase();
    let mut found: Vec<(bool, &(T, String))> = candidates
        .iter()
        .filter_map(|candidate| {
            let shown = candidate.1.to_lowercase();
            let holds_all = typed.split_whitespace().all(|word| shown.contains(word));
            holds_all.then(|| (!shown.starts_with(&typed), candidate))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().take(most).map(|(_, candidate)| candidate.clone()).collect()
}

/// Gives a text field its spoken name.
pub fn name_text_field(ui: &Ui, response: &egui::Response, name: &str, text: &str) {
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::TextInput, enabled, name);
        info.current_text_value = Some(text.to_owned());
        info
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_hold_every_word_and_begin_with_the_best() {
        let candidates =
            [(1, "The New York Times".to_owned()), (2, "Times Union".into()), (3, "Post".into())];
        let found: Vec<i32> = hits(&candidates, "times", 5).into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, [2, 1]);
        assert_eq!(hits(&candidates, "york times", 5).len(), 1);
        assert_eq!(hits(&candidates, "", 2).len(), 2);
    }
}
