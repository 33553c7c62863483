//! The cheat sheet: every command with its keys, menu by menu; and where the keys are changed.
//!
//! It must not know how keys are kept: it asks for other settings.

mod listening;
mod row;

use egui::{Key, KeyboardShortcut, Modifiers, RichText, ScrollArea, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::command::chord::{keys_text, parse};
use crate::gui::command::keyboard::Keyboard;
use crate::gui::command::ranking::{Entry, fit};
use crate::gui::command::{Command, Menu, keymap};
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{muted_ui, small_button_ui};
use listening::{Listening, heard};
use row::{card_ui, fixed_row_ui, row_ui};

/// The cheat sheet.
#[derive(Debug, Default)]
pub struct Keys {
    shipped: Vec<Command>,
    query: String,
    /// Keys that are searched for instead of words.
    found: Option<KeyboardShortcut>,
    chosen: Option<String>,
    listening: Listening,
    keyboard: Keyboard,
    /// Whether *Reset all* was pressed once.
    asks_to_reset: bool,
    /// The row to bring into view.
    wanted: Option<String>,
}

/// What the article itself understands, besides the commands.
const READING: [(&str, &str); 9] = [
    ("Arrows, Home, End, Page up, Page down", "Move the caret"),
    ("Shift with a movement", "Select"),
    ("Ctrl+Left, Ctrl+Right", "Move by words"),
    ("Alt+Up, Alt+Down", "Move by sentences"),
    ("Ctrl+Up, Ctrl+Down", "Move by paragraphs"),
    ("Double click, triple click", "Select a word, a sentence"),
    ("Ctrl+A", "Select everything"),
    ("Shift+F10, Menu", "Open the menu of the text, or of the chosen row"),
    ("Tab, Shift+Tab", "Move between article and panels"),
];

impl Keys {
    /// Begins with no row chosen; `shipped` is the table with the keys as they are shipped.
    pub fn new(shipped: Vec<Command>) -> Self {
        Self { shipped, ..Self::default() }
    }

    fn search_ui(&mut self, ui: &mut Ui, commands: &[Command]) {
        ui.horizontal(|ui| {
            let room = (ui.available_width() - 330.0).max(160.0);
            let field = TextEdit::singleline(&mut self.query)
                .hint_text("Search, such as “mark” or Ctrl+E")
                .desired_width(room)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "Search shortcuts", &self.query);
            if response.changed() {
                self.found = None;
                self.chosen = None;
            }
            if !self.listening.is_on() && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            let words = match (&self.listening, self.found) {
                (Listening::Search, _) => "Press some keys…".to_owned(),
                (_, Some(keys)) => format!("Keys: {}", keys_text(&keys)),
                _ => "Find by pressing keys…".to_owned(),
            };
            let button = egui::Button::new(words).selected(self.listening == Listening::Search);
            if ui.add(button).clicked() {
                self.listening = Listening::Search;
                self.found = None;
                ui.memory_mut(egui::Memory::stop_text_input);
            }
            if (self.found.is_some() || !self.query.is_empty()) && small_button_ui(ui, "Show all").clicked() {
                self.found = None;
                self.query.clear();
            }
        });
        if let Some(keys) = self.found
            && keymap::holder(commands, keys).is_none()
        {
            muted_ui(ui, format!("{} does nothing yet", keys_text(&keys)));
        }
    }

    /// Lists the commands that are searched for, menu by menu.
    fn rows<'a>(&self, commands: &'a [Command]) -> Vec<&'a Command> {
        let typed = self.query.trim();
        let keys =
            self.found.or_else(|| parse(typed).ok().filter(|_| typed.contains('+') || typed.len() > 1));
        let is_found = |command: &Command| {
            if let Some(keys) = self.found {
                return keymap::holder(std::slice::from_ref(command), keys).is_some();
            }
            let entry = Entry { name: &command.label, menu: command.menu.title(), help: &command.help };
            // Scattered letters find too much in so long a list.
            let by_words = fit(entry, typed).filter(|fit| typed.is_empty() || is_whole(&fit.letters, typed));
            by_words.is_some()
                || keys.is_some_and(|keys| keymap::holder(std::slice::from_ref(command), keys).is_some())
        };
        let mut rows = Vec::new();
        for (menu, _) in Menu::ALL {
            rows.extend(commands.iter().filter(|command| command.menu == menu && is_found(command)));
        }
        rows
    }

    fn step(&mut self, ui: &mut Ui, rows: &[&Command]) {
        if self.listening.is_on() || rows.is_empty() {
            return;
        }
        let in_field = ui.memory(egui::Memory::focused).is_none_or(|_| ui.ctx().text_edit_focused());
        if !in_field {
            return;
        }
        let (step, enter) = ui.input_mut(|input| {
            let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown).cast_signed();
            let up = input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp).cast_signed();
            (down - up, input.consume_key(Modifiers::NONE, Key::Enter))
        });
        let at = self.chosen.as_ref().and_then(|id| rows.iter().position(|command| command.id == *id));
        if step != 0 {
            let next = at.map_or(0, |at| at.saturating_add_signed(step).min(rows.len() - 1));
            self.chosen = Some(rows[next].id.to_string());
            self.wanted.clone_from(&self.chosen);
        }
        if let (true, Some(at)) = (enter, at) {
            self.listening = Listening::For { command: rows[at].id.to_string(), adds: false };
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>, rows: &[&Command]) {
        let theme = Theme::current(ui.ctx());
        let heading = |ui: &mut Ui, title: &str| {
            ui.add_space(space::NEAR);
            ui.label(RichText::new(title).font(theme::bold(text::SMALL)).color(theme.accent));
            ui.add_space(space::HAIR);
        };
        let mut menu = None;
        for command in rows {
            if menu != Some(command.menu) {
                menu = Some(command.menu);
                heading(ui, command.menu.title());
            }
            let is_chosen = self.chosen.as_deref() == Some(&*command.id);
            let is_changed = stage.settings.keys.contains_key(&*command.id);
            let response = row_ui(ui, command, is_chosen, is_changed);
            if self.wanted.as_deref() == Some(&*command.id) {
                self.wanted = None;
                response.scroll_to_me(None);
            }
            if response.clicked() {
                self.chosen = (!is_chosen).then(|| command.id.to_string());
                self.listening = Listening::Off;
            }
            if is_chosen {
                card_ui(ui, self, stage, command);
            }
        }
        if self.query.trim().is_empty() && self.found.is_none() {
            heading(ui, "In the article");
            for (keys, what) in READING {
                fixed_row_ui(ui, keys, what);
            }
        } else if rows.is_empty() && self.found.is_none() {
            muted_ui(ui, "No command has these words or keys");
        }
    }

    fn foot_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) {
        let changed = stage.settings.keys.len();
        ui.horizontal(|ui| {
            if changed == 0 {
                muted_ui(ui, "All keys are as shipped. Choose a row to change its keys.");
                return;
            }
            let words = if changed == 1 {
                "1 shortcut is changed".to_owned()
            } else {
                format!("{changed} shortcuts are changed")
            };
            muted_ui(ui, words);
            let words = if self.asks_to_reset {
                "Really give all commands their shipped keys?"
            } else {
                "Reset all…"
            };
            if small_button_ui(ui, words).clicked() {
                if self.asks_to_reset {
                    self.use_keys(stage, keymap::Changes::new());
                }
                self.asks_to_reset = !self.asks_to_reset;
            }
        });
    }

    /// Asks for other keys from now on.
    fn use_keys(&mut self, stage: &mut Stage<'_>, keys: keymap::Changes) {
        let mut changed = stage.settings.clone();
        changed.keys = keys;
        stage.queue.push(Request::Settings(Box::new(changed)));
        self.listening = Listening::Off;
        self.asks_to_reset = false;
    }
}

/// Tells whether matched letters stand together: in no more runs than words were typed, or in two.
fn is_whole(letters: &[usize], typed: &str) -> bool {
    let gaps = letters.windows(2).filter(|pair| pair[1] != pair[0] + 1).count();
    gaps < typed.split_whitespace().count().max(2)
}

impl Overlay for Keys {
    fn title(&self) -> &'static str {
        "Keyboard shortcuts"
    }

    fn width(&self) -> f32 {
        820.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        if let Some(keys) = heard(ui, &mut self.listening, &mut self.keyboard, stage.commands) {
            self.found = Some(keys);
            self.query.clear();
        }
        self.search_ui(ui, stage.commands);
        let commands = stage.commands;
        let rows = self.rows(commands);
        self.step(ui, &rows);
        ui.add_space(space::TIGHT);
        let room = (ui.available_height() - 40.0).max(280.0);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.list_ui(ui, stage, &rows);
            },
        );
        ui.add_space(space::NEAR);
        self.foot_ui(ui, stage);
        Stay::Open
    }
}
