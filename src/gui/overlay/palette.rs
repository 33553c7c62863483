//! The command palette: finds a command by some letters of its name.

use egui::{Align, Key, Modifiers, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::{Overlay, Stage, Stay};
use crate::gui::command::{Command, Effect};
use crate::gui::scene::Request;
use crate::gui::theme::Theme;
use crate::gui::widget::picker::name_text_field;

/// The command palette.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    at: usize,
}

impl Overlay for Palette {
    fn title(&self) -> &'static str {
        "Run a command"
    }

    fn width(&self) -> f32 {
        560.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let (step, enter) = ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown);
            let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp);
            (down.cast_signed() - up.cast_signed(), input.consume_key(Modifiers::NONE, Key::Enter))
        });
        let field = TextEdit::singleline(&mut self.query)
            .hint_text("Type some letters of a command")
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 8));
        let response = ui.add(field);
        name_text_field(ui, &response, "Command", &self.query);
        response.request_focus();
        if response.changed() {
            self.at = 0;
        }
        let found = matches(stage.commands, stage, &self.query);
        if found.is_empty() {
            ui.add_space(8.0);
            crate::gui::widget::sign::muted_ui(ui, "No command has these letters");
            return Stay::Open;
        }
        self.at = self.at.saturating_add_signed(step).min(found.len() - 1);
        ui.add_space(4.0);
        let mut run: Option<Effect> = None;
        ScrollArea::vertical().max_height(ui.available_height().max(240.0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (row, command) in found.iter().enumerate() {
                let is_here = row == self.at;
                let response = row_ui(
                    ui,
                    command,
                    &command.label_now(stage.session),
                    is_here,
                    command.is_enabled(stage.at_hand),
                );
                if is_here && step != 0 {
                    response.scroll_to_me(Some(Align::Center));
                }
                if (response.clicked() || (is_here && enter)) && command.is_enabled(stage.at_hand) {
                    run = Some(command.effect.clone());
                }
            }
        });
        match run {
            Some(effect) => {
                stage.queue.push(Request::Run(effect));
                Stay::Closed
            }
            None => Stay::Open,
        }
    }
}

fn row_ui(ui: &mut Ui, command: &Command, label: &str, is_here: bool, is_enabled: bool) -> egui::Response {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, is_enabled, is_here, label));
    let painter = ui.painter().with_clip_rect(rect);
    let (fill, ink) = match (is_here, response.hovered()) {
        (true, _) => (theme.selection, theme.selection_ink),
        (_, true) => (theme.control_hover, theme.ink),
        _ => (egui::Color32::TRANSPARENT, theme.ink),
    };
    let ink = if is_enabled { ink } else { theme.faint };
    painter.rect_filled(rect, 6.0, fill);
    let mut x = rect.left() + 12.0;
    if let Some(hue) = &command.hue {
        painter.circle_filled(egui::pos2(x + 4.0, rect.center().y), 4.0, theme.hue(hue).line);
        x += 18.0;
    }
    let words = painter.layout_no_wrap(label.to_owned(), egui::FontId::proportional(14.0), ink);
    let after = x + words.size().x + 12.0;
    painter.galley(egui::pos2(x, rect.center().y - words.size().y / 2.0), words, ink);
    let keys = painter.layout_no_wrap(command.keys_text(), egui::FontId::proportional(12.0), theme.muted);
    let keys_left = rect.right() - 12.0 - keys.size().x;
    painter.galley(egui::pos2(keys_left, rect.center().y - keys.size().y / 2.0), keys, theme.muted);
    let room = egui::Rect::from_x_y_ranges(after..=(keys_left - 12.0).max(after), rect.y_range());
    let help = painter.with_clip_rect(room).layout_no_wrap(
        command.help.trim_end_matches('.').to_owned(),
        egui::FontId::proportional(12.0),
        theme.muted,
    );
    if help.size().x <= room.width() {
        painter.galley(egui::pos2(after, rect.center().y - help.size().y / 2.0 + 1.0), help, theme.muted);
    }
    response
}

/// Finds the commands whose names hold the letters in order; the closest first, those that can run before the
/// others.
fn matches<'a>(commands: &'a [Command], stage: &Stage<'_>, query: &str) -> Vec<&'a Command> {
    let mut found: Vec<(bool, u32, &Command)> = commands
        .iter()
        .filter(|command| command.effect != Effect::Palette)
        .filter_map(|command| {
            let distance = distance(&command.label_now(stage.session), query)?;
            Some((!command.is_enabled(stage.at_hand), distance, command))
        })
        .collect();
    found.sort_by_key(|(is_off, distance, _)| (*is_off, *distance));
    found.into_iter().map(|(.., command)| command).collect()
}

/// Tells how far the letters lie apart in a name, or nothing where it does not hold them in order. Letters that
/// begin words cost nothing.
pub(super) fn distance(name: &str, query: &str) -> Option<u32> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let letters: Vec<char> = query.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let text: String = name.iter().collect();
    if let Some(at) = text.find(&query.trim().to_lowercase()) {
        let begins_word = at == 0 || text[..at].ends_with(' ');
        return Some(if begins_word { at as u32 / 8 } else { 4 + at as u32 / 8 });
    }
    let mut cost = 16;
    let mut at = 0;
    for letter in letters {
        let step = name[at..].iter().position(|c| *c == letter)?;
        let begins_word = at + step == 0 || name[at + step - 1] == ' ';
        cost += if begins_word { 0 } else { 1 + step as u32 };
        at += step + 1;
    }
    Some(cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_find_a_command() {
        assert!(distance("Mark every same mention", "mesm").is_some());
        assert!(distance("Mark every same mention", "zz").is_none());
        assert!(distance("Same source again", "").is_some());
    }

    #[test]
    fn whole_words_are_closer_than_scattered_letters() {
        assert!(distance("Undo", "undo") < distance("Change kind: no check needed or", "undo").or(Some(99)));
        assert!(
            distance("Export report…", "report") < distance("Set status: on author", "set st").map(|_| 10)
        );
    }
}
