//! What reaches the window besides its widgets: keys, pasted text, dropped files, the wish to close.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers, PointerButton, Popup};

use super::App;
use crate::gui::command::{Command, Effect, Need, Reach};
use crate::gui::panel::find;
use crate::gui::scene::Request;
use crate::gui::view_state::Wanted;
use crate::gui::widget::keyboard;

impl App {
    /// Turns keys, pasted text and dropped files into requests, before any widget sees them.
    pub(super) fn hear(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.queue.push_back(Request::Run(Effect::Quit));
        }
        let dropped = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().display().to_string()).collect::<Vec<_>>()
        });
        self.queue.extend(dropped.into_iter().map(Request::Dropped));
        if self.overlay.is_some() {
            return;
        }
        let focused = ctx.memory(egui::Memory::focused);
        // The field for words to find has the keyboard before it was ever drawn.
        let types = ctx.text_edit_focused() || focused == Some(find::field_id()) || keyboard::is_taken(ctx);
        if self.leaves_field(ctx) {
            return;
        }
        let context_menu = self.desk().is_some_and(|desk| desk.view.context_menu.is_some());
        let menu_open = context_menu || Popup::is_any_open(ctx);
        let in_article = focused.is_none() || focused == self.article;
        let listens = |reach: Reach| match reach {
            Reach::Everywhere => true,
            Reach::OutsideFields => !types && !menu_open,
            Reach::Article => !types && !menu_open && in_article,
        };
        let at_hand = self.at_hand();
        let mut heard: Vec<Request> = Vec::new();
        let commands = &self.commands;
        ctx.input_mut(|input| {
            let mut took_letter = false;
            input.events.retain(|event| match event {
                Event::Key { key, pressed: true, modifiers, .. } => {
                    let Some(command) = command_for(commands, *key, *modifiers, &listens) else {
                        return true;
                    };
                    if !command.is_enabled(&at_hand) && !at_hand.contains(&Need::Desk) {
                        return true;
                    }
                    took_letter |= !modifiers.command;
                    heard.push(if command.is_enabled(&at_hand) {
                        Request::Run(command.effect.clone())
                    } else {
                        Request::Say(lacking(command.need).to_owned())
                    });
                    false
                }
                Event::Paste(text) if !types && !menu_open && at_hand.contains(&Need::Desk) => {
                    heard.push(Request::Paste(text.clone()));
                    false
                }
                _ => true,
            });
            if took_letter {
                input.events.retain(|event| !matches!(event, Event::Text(_)));
            }
        });
        self.queue.extend(heard);
        // The buttons at the side of a mouse, as in a browser.
        for (button, effect) in
            [(PointerButton::Extra1, Effect::GoBack), (PointerButton::Extra2, Effect::GoForward)]
        {
            if !self.tabs.is_empty() && ctx.input(|input| input.pointer.button_pressed(button)) {
                self.queue.push_back(Request::Run(effect));
            }
        }
    }

    /// Escape in a field gives the keyboard back to the article; egui has taken it from the field already.
    fn leaves_field(&mut self, ctx: &Context) -> bool {
        // A field that keeps Escape to itself closes something that is open over it.
        let is_free = ctx.memory(egui::Memory::focused).is_none();
        let escape = is_free && ctx.input(|input| input.key_pressed(Key::Escape));
        let was_typing = self.was_typing;
        let Some(desk) = self.desk_mut().filter(|_| escape && was_typing) else { return false };
        desk.view.wanted = Some(Wanted::Article);
        desk.view.attaching = None;
        true
    }
}

fn command_for<'a>(
    commands: &'a [Command],
    key: Key,
    modifiers: Modifiers,
    hears: &dyn Fn(Reach) -> bool,
) -> Option<&'a Command> {
    commands
        .iter()
        .filter(|command| hears(command.reach))
        .find(|command| command.keys.iter().any(|keys| is_pressed(*keys, key, modifiers)))
}

/// Tells whether exactly these keys are pressed. Signs that some keyboards have on Shift ask for no Shift.
fn is_pressed(keys: KeyboardShortcut, key: Key, modifiers: Modifiers) -> bool {
    let is_sign = matches!(
        key,
        Key::Questionmark
            | Key::OpenBracket
            | Key::CloseBracket
            | Key::Plus
            | Key::Equals
            | Key::Minus
            | Key::Comma
    );
    keys.logical_key == key
        && keys.modifiers.command == modifiers.command
        && (keys.modifiers.alt == modifiers.alt || is_sign)
        && (keys.modifiers.shift == modifiers.shift || is_sign)
}

/// Says what has to be at hand first.
pub(super) fn lacking(need: Need) -> &'static str {
    match need {
        Need::Nothing | Need::Desk => "Open an article or a project first",
        Need::Tabs => "Only one article is open: open another one beside it",
        Need::Folder => "This project is not in a folder",
        Need::Done => "There is nothing to undo",
        Need::Undone => "There is nothing to redo",
        Need::Mark => "Choose a mark first: click it, or press ] to go to the next one",
        Need::MarkAndWords => "Choose a mark and select the words it is to stand on first",
        Need::Record => "Choose a claim, a quotation or an allegation first",
        Need::Marks => "Nothing is marked yet: select words and press C, A or Q",
        Need::Findings => "There are no findings",
        Need::Behind => "There is no place to go back to yet",
        Need::Ahead => "There is no place to go forward to",
    }
}
