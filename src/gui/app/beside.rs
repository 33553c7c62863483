//! The source beside the article, as far as the window has to do with it: its events, its commands, and which keys mean
//! something else while one reads in it.

use super::App;
use crate::gui::article_view::Event;
use crate::gui::command::{Effect, context::Spot, keys_of};
use crate::gui::desk::Desk;
use crate::gui::view_state::{ContextMenu, Wanted};
use crate::import::own_text;
use crate::model::{Id, Prose};
use crate::session::Action;
use crate::text::Range;

/// Something that is asked of the source beside the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Open this source beside the article.
    Open(Id),
    /// Close it.
    Close,
    /// Show the passage of this evidence in its source.
    Passage(Id),
    /// Look for the words of this evidence's passage again.
    Find(Id),
    /// Take the passage as it stands in the text now.
    Accept(Id),
}

impl App {
    /// Does what was asked of the source beside the article.
    pub(super) fn read(&mut self, asked: &Reading) {
        match *asked {
            Reading::Open(source) => self.see(|desk| desk.read_beside(source)),
            Reading::Close => self.see(Desk::close_beside),
            Reading::Passage(evidence) => self.see(|desk| {
                desk.show_passage(evidence);
                desk.choose_passage(evidence);
            }),
            Reading::Find(evidence) => self.with_desk(|desk| desk.find_passage(evidence)),
            Reading::Accept(evidence) => self.with_desk(|desk| desk.accept_passage(evidence)),
        }
    }

    /// Takes what the reader did in the source.
    pub(super) fn beside_event(&mut self, event: Event) {
        let Some(desk) = self.desk_mut() else { return };
        match event {
            Event::Clicked { marks, keys, .. } if !keys.shift => desk.click_passage(&marks),
            Event::MarkClicked { key, .. } => {
                if let Some(evidence) = desk.derived.id_of(key) {
                    desk.choose_passage(evidence);
                }
            }
            Event::ContextMenu { at, .. } => {
                desk.view.context_menu =
                    Some(ContextMenu { at, was_entered: false, spot: Some(Spot::Source) });
            }
            Event::Zoomed(times) => self.zoom(times),
            Event::Clicked { .. } | Event::DoubleClicked { .. } | Event::SelectionChanged(_) => {}
        }
    }

    /// Returns what a command means while the keyboard is in the source; nothing where it was done or refused here.
    pub(super) fn in_source(&mut self, effect: Effect) -> Option<Effect> {
        if !self.desk().is_some_and(Desk::reads_source) {
            return Some(effect);
        }
        match effect {
            Effect::SetRange => Some(Effect::Excerpt),
            Effect::Mark(_) => {
                let keys = keys_of(&self.commands, &Effect::Excerpt);
                self.say(format!("These are a source’s words: take them as an excerpt ({keys})"));
                None
            }
            Effect::Deselect | Effect::BackToText => {
                self.see(|desk| {
                    if desk.beside.view.selection().is_some() && effect == Effect::Deselect {
                        let caret = desk.beside.view.caret();
                        desk.beside.view.select(Range::new(caret, caret));
                    } else if effect == Effect::Deselect {
                        desk.close_beside();
                    } else {
                        desk.view.wanted = Some(Wanted::Article);
                    }
                });
                None
            }
            Effect::Find => {
                self.see(|desk| {
                    desk.beside.seeking.is_open = desk.beside.leaf().is_some();
                    desk.beside.seeking.is_wanted = true;
                    if let Some(words) = desk.beside.selected_words().filter(|words| words.len() < 200) {
                        desk.beside.seeking.words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                    }
                });
                None
            }
            Effect::NextHit | Effect::PreviousHit
                if self.desk().is_some_and(|desk| desk.beside.seeking.is_open) =>
            {
                self.see(|desk| desk.beside.step_hit(if effect == Effect::NextHit { 1 } else { -1 }));
                None
            }
            effect => Some(effect),
        }
    }

    /// Runs a command that is about the source beside the article; tells whether it was one.
    pub(super) fn perform_beside(&mut self, effect: &Effect) -> bool {
        match effect {
            Effect::ReadBeside => {
                let refused = self.desk_mut().and_then(|desk| desk.toggle_beside().err());
                if let Some(refusal) = refused {
                    self.warn(refusal.0);
                }
            }
            Effect::NextSource | Effect::PreviousSource => {
                let step = if *effect == Effect::NextSource { 1 } else { -1 };
                if !self.desk_mut().is_some_and(|desk| desk.step_source(step)) {
                    self.say("No source has a text of its own yet");
                }
            }
            Effect::Excerpt => self.with_desk(Desk::excerpt),
            Effect::GoBetween => {
                let refused = self.desk_mut().and_then(|desk| desk.go_between().err());
                if let Some(refusal) = refused {
                    self.warn(refusal.0);
                }
            }
            Effect::FindPassage => {
                let lost = self.desk().and_then(|desk| {
                    let doubts = desk.beside.doubts();
                    let framed = doubts.iter().find(|doubt| Some(doubt.evidence) == desk.beside.chosen());
                    framed.or_else(|| doubts.first()).map(|doubt| doubt.evidence)
                });
                match lost {
                    Some(evidence) => self.read(&Reading::Find(evidence)),
                    None => self.say("Every passage of the source beside the article is found"),
                }
            }
            _ => return false,
        }
        true
    }

    /// Takes a pasted text as that of the source beside the article, where it has none and the keyboard is there; tells
    /// whether it did.
    pub(super) fn take_source_text(&mut self, text: &str) -> bool {
        let source = self.desk().filter(|desk| desk.reads_source() && desk.beside.leaf().is_none());
        let Some(source) = source.and_then(|desk| desk.beside.open()) else { return false };
        if text.trim().is_empty() {
            self.say("There is no text on the clipboard");
            return true;
        }
        match own_text::pasted(text) {
            Err(why) => self.warn(why.to_string()),
            Ok(read) => {
                let text = Prose::new(read.text);
                self.with_desk(|desk| desk.act(Action::TakeText { source, text }));
            }
        }
        self.see(|desk| desk.view.wanted = Some(Wanted::Beside));
        true
    }
}
