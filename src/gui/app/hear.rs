//! What reaches the window besides its widgets: keys, pasted text, dropped files, the wish to close.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers, PointerButton, Popup};

use super::App;
use crate::gui::command::chord::same;
use crate::gui::command::keyboard::Stroke;
use crate::gui::command::{Command, Effect, Need, Reach};
use crate::gui::panel::find;
use crate::gui::scene::Request;
use crate::gui::view_state::Wanted;
use crate::gui::widget::keyboard;

/// The keys of which the window's library makes an event of its own.
const COPY: Stroke<'static> = Stroke { key: Key::C, place: None, held: Modifiers::COMMAND, text: None };
/// What is said while it is not known yet what is in the article.
const READING: &str = "The article is still being read";

impl App {
    /// Turns keys, pasted text and dropped files into requests, before any widget sees them.
    pub(super) fn hear(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.queue.push_back(Request::Run(Effect::Quit));
        }
        let dropped = ctx.input(|input| {
            input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect::<Vec<_>>()
        });
        self.queue.extend(dropped.into_iter().map(Request::Dropped));
        if self.overlay.is_some() {
            let keyboard = &mut self.keyboard;
            ctx.input(|input| input.events.iter().for_each(|event| keyboard.notice(event)));
            return;
        }
        let focused = ctx.memory(egui::Memory::focused);
        // The field for words to find has the keyboard before it was ever drawn.
        let types = ctx.text_edit_focused() || focused == Some(find::field_id());
        let takes_letters = keyboard::is_taken(ctx);
        if types && ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::Text(_)))) {
            self.typed_at = ctx.input(|input| input.time);
        }
        // What was pressed before Escape was the field's; what comes behind it is heard.
        let mut is_deaf = self.leaves_field(ctx);
        let context_menu = self.desk().is_some_and(|desk| desk.view.context_menu.is_some());
        let menu_open = context_menu || Popup::is_any_open(ctx);
        let in_article = focused.is_none() || focused == self.article || focused == self.source;
        let in_rows = self.desk().is_some_and(|desk| desk.view.table.has_keyboard);
        let listens = |reach: Reach| match reach {
            Reach::Everywhere => true,
            Reach::OutsideFields => !types && !menu_open,
            Reach::Article => !types && !menu_open && in_article,
            Reach::Marks => !types && !menu_open && (in_article || in_rows),
        };
        let at_hand = self.at_hand();
        let pastes = !types && !menu_open && at_hand.contains(&Need::Desk);
        let mut heard: Vec<Request> = Vec::new();
        let (commands, keyboard) = (&self.commands, &mut self.keyboard);
        ctx.input_mut(|input| {
            let events = std::mem::take(&mut input.events);
            let mut position = 0;
            while let Some(event) = events.get(position) {
                keyboard.notice(event);
                // The window's library makes this of Ctrl with C.
                let is_copy = matches!(event, Event::Copy) && in_article;
                let pressed = if is_copy { Some(COPY) } else { Stroke::at(&events, position) };
                let stroke = pressed.filter(|_| !keyboard.is_composing() && !is_deaf);
                is_deaf &= !matches!(event, Event::Key { key: Key::Escape, pressed: true, .. });
                let run = stroke.and_then(|stroke| {
                    let chords = keyboard.chords(&stroke);
                    // A widget that takes letters for itself leaves what is pressed with Ctrl, and the function keys.
                    let is_own = takes_letters && !stroke.held.command && !stroke.held.alt;
                    let answers = |reach: Reach| listens(reach) && (!is_own || reach == Reach::Everywhere);
                    let command = command_for(commands, &chords, &answers)?;
                    let is_enabled = command.is_enabled(&at_hand);
                    // On the welcome screen a key for something that a project needs is simply not heard.
                    (is_enabled || at_hand.contains(&Need::Desk)).then_some((command, is_enabled, stroke))
                });
                match (run, event) {
                    (Some((command, true, _)), _) => heard.push(Request::Run(command.effect.clone())),
                    (Some((command, false, _)), _) => {
                        heard.push(Request::Say(lacking(command.need, &at_hand).to_owned()));
                    }
                    (None, Event::Paste(text)) if pastes && !is_deaf => {
                        heard.push(Request::Paste(text.clone()));
                    }
                    (None, _) => input.events.push(event.clone()),
                }
                // What a key typed goes with its key.
                position += if run.is_some_and(|(.., stroke)| stroke.text.is_some()) { 2 } else { 1 };
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
        // A step that is taken back in the same moment is the typing.
        self.commit_typing();
        true
    }
}

/// Finds the command for the likeliest keys that a press can stand for.
fn command_for<'a>(
    commands: &'a [Command],
    chords: &[KeyboardShortcut],
    hears: &dyn Fn(Reach) -> bool,
) -> Option<&'a Command> {
    chords.iter().find_map(|chord| {
        let has_it = |command: &&Command| command.keys.iter().any(|keys| same(*keys, *chord));
        commands.iter().filter(|command| hears(command.reach)).find(has_it)
    })
}

/// Says what has to be at hand first, beside what is.
pub(in crate::gui) fn lacking(need: Need, at_hand: &[Need]) -> &'static str {
    match need {
        Need::Uncovered | Need::Disguises if !at_hand.contains(&Need::Read) => READING,
        Need::Read => READING,
        Need::Nothing | Need::Desk => "Open an article or a project first",
        Need::Tabs => "Only one article is open: open another one beside it",
        Need::Folder => "This project is not in a folder",
        Need::Done => "There is nothing to undo",
        Need::Undone => "There is nothing to redo",
        Need::Mark => "Choose a mark first: click it, or go to the next one",
        Need::MarkAndWords => "Choose a mark and select the words it is to stand on first",
        Need::Record => "Choose a claim, a quotation or an allegation first",
        Need::Source => "Open a source first, or choose a mark that rests on a single one",
        Need::Allegation => "Choose an allegation first: attempts belong to its reply log",
        Need::Shown => "Choose a mark or open a record first",
        Need::Query => "Choose a query first, in the text or on the article’s page",
        Need::Words => "Select some words first",
        Need::SourceWords => "Open a source beside the article and select words in it first",
        Need::Marks => {
            "Nothing is marked yet: select words and mark them as a claim, an allegation or a quotation"
        }
        Need::Findings => "There are no findings",
        Need::Uncovered => "Every sentence with something to check has a mark",
        Need::Disguises => "No character of this article is hidden or looks like another one",
        Need::Conflicts => "There are no conflicts: nobody has changed what somebody else was changing",
        Need::Behind => "There is no place to go back to yet",
        Need::Ahead => "There is no place to go forward to",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_found_yet_is_not_said_to_be_absent() {
        for need in [Need::Uncovered, Need::Disguises] {
            assert_eq!(lacking(need, &[Need::Nothing, Need::Desk]), READING);
            assert_ne!(lacking(need, &[Need::Nothing, Need::Desk, Need::Read]), READING);
        }
    }
}
