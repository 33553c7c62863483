//! What a screen reader is told between the frames: what an action did, which mark one came to, how many hits there
//! are.
//!
//! It must not know how anything is said.

use egui::Context;

use super::App;
use super::tabs::TabId;
use crate::gui::announcement::Announcements;
use crate::gui::command::Effect;
use crate::gui::desk::Desk;
use crate::model::words::capital;
use crate::model::{Id, Table};
use crate::session::{Deed, Outcome};
use crate::text::counted;

/// How many characters of the marked words are quoted.
const QUOTED: usize = 80;

/// Where one was when it was told last.
#[derive(Default)]
pub(super) struct Voice {
    pub(super) announcements: Announcements,
    tab: Option<TabId>,
    chosen: Option<Id>,
    caret: usize,
    /// The marks that the caret was in.
    around: Vec<u64>,
    /// How many hits there were, of what, and where.
    hits: Option<(TabId, String, usize)>,
    /// The way a command went from mark to mark in this frame.
    step: Option<Effect>,
}

impl App {
    /// Has it told at the end of the frame whether the way to the next mark led anywhere.
    pub(super) fn note_step(&mut self, effect: &Effect) {
        if matches!(effect, Effect::NextMark | Effect::PreviousMark) {
            self.voice.step = Some(effect.clone());
        }
    }

    /// Tells what an action did to the project in front.
    pub(super) fn tell_outcome(&mut self, outcome: &Outcome) {
        let Some(desk) = self.tabs.front().map(|tab| &tab.desk) else { return };
        if outcome.label.is_empty() {
            return;
        }
        let words = told(desk, outcome);
        // The mark that an action leads to is named with it, or was before.
        self.voice.chosen = desk.chosen();
        self.voice.announcements.say(words);
    }

    /// Tells where one is by now, if that is another mark.
    pub(super) fn tell_place(&mut self, ctx: &Context) {
        let step = self.voice.step.take();
        let (front, voice) = (self.tabs.front_id(), &mut self.voice);
        if !Announcements::is_heard(ctx) {
            return;
        }
        let Some(desk) = self.tabs.front().map(|tab| &tab.desk) else { return };
        let (chosen, caret) = (desk.chosen(), desk.article.caret());
        let marks = &desk.derived.highlights;
        let text = desk.session.project().text();
        let is_same_tab = voice.tab == front;
        let number = |mark: Option<Id>| desk.session.outline().number(mark?);
        let mut words = None;
        if chosen != voice.chosen && is_same_tab {
            let name = chosen.and_then(|id| marks.name(desk.derived.key_of(id)?, text));
            let (before, here) = (number(voice.chosen), number(chosen));
            let is_around = match step {
                Some(Effect::NextMark) => before > here,
                Some(_) => before.is_some() && before < here,
                None => false,
            };
            let around = match (is_around, &step) {
                (true, Some(Effect::NextMark)) => "No more marks, from the beginning: ",
                (true, _) => "No more marks, from the end: ",
                (false, _) => "",
            };
            words = name.map(|name| format!("{around}{name}"));
        } else if step.is_some() {
            words = Some("No other mark".to_owned());
        }
        if caret != voice.caret || !is_same_tab {
            let here = marks.at(caret);
            let is_new = |key: &&u64| !voice.around.contains(key);
            if is_same_tab && words.is_none() && self.article == ctx.memory(egui::Memory::focused) {
                words = here.iter().find(is_new).and_then(|key| marks.name(*key, text));
            }
            (voice.caret, voice.around) = (caret, here);
        }
        (voice.chosen, voice.tab) = (chosen, front);
        if let Some(words) = words {
            voice.announcements.say(words);
        }
        self.tell_hits();
        if self.voice.announcements.is_waiting() {
            ctx.request_repaint();
        }
    }

    /// Tells how many hits there are, once they are known.
    fn tell_hits(&mut self) {
        let (voice, front) = (&mut self.voice, self.tabs.front().zip(self.tabs.front_id()));
        let Some((finder, tab)) = front.map(|(front, tab)| (&front.desk.view.finder, tab)) else { return };
        if finder.query.is_empty() {
            // Who looks for the same words once more asks once more.
            voice.hits = Some((tab, String::new(), 0));
            return;
        }
        if !finder.is_answered() {
            return;
        }
        let found = (tab, finder.query.words.clone(), finder.hits().len());
        if voice.hits.as_ref() == Some(&found) {
            return;
        }
        let words = match found.2 {
            0 => "No hits".to_owned(),
            count => counted(count, "hit", "hits"),
        };
        // Where the words were there before, an edit has changed the hits; in another tab they were asked for before:
        // neither is what one asks for now.
        let is_asked =
            voice.hits.as_ref().is_none_or(|(place, before, _)| *place == tab && *before != found.1);
        voice.hits = Some(found);
        if is_asked {
            voice.announcements.say(words);
        }
    }
}

/// Says what was done; of a mark that was made or moved, its number and the words it stands on.
fn told(desk: &Desk, outcome: &Outcome) -> String {
    let label = outcome.label.as_str();
    let made = outcome.made.iter().copied().find(|id| id.table() == Table::Annotation);
    let words = match outcome.deed {
        Deed::Undone => Some(format!("Undone: {}", outcome.step)),
        Deed::Redone => Some(format!("Done again: {}", outcome.step)),
        Deed::Marked => made.and_then(|mark| standing(desk, mark, "marked")),
        Deed::Moved => outcome.focus.and_then(|mark| standing(desk, mark, "moved")),
        Deed::Excerpted => outcome.focus.and_then(|evidence| excerpted(desk, evidence)),
        Deed::Changed => None,
    };
    words.unwrap_or_else(|| format!("Done: {label}"))
}

/// Says which words of a source are an excerpt now, and for which mark.
fn excerpted(desk: &Desk, evidence: Id) -> Option<String> {
    let project = desk.session.project();
    let evidence = project.evidence().get(&evidence)?;
    let quote = shortened(&evidence.passage.as_ref()?.target.quote);
    let outline = desk.session.outline();
    let mark = outline.mentions(evidence.record?).first().copied();
    let number = mark.and_then(|mark| outline.number(mark));
    let to = number.map_or_else(String::new, |number| format!(" to mark {number}"));
    Some(format!("Excerpt{to}, {}: “{quote}”", evidence.locator))
}

/// Says what has become of a mark, with its kind, its number and its words.
fn standing(desk: &Desk, mark: Id, what: &str) -> Option<String> {
    let project = desk.session.project();
    let kind = &project.annotations().get(&mark)?.kind;
    let kind = desk.session.vocabulary().kinds.iter().find(|row| row.id == *kind)?;
    let number = desk.session.outline().number(mark).map_or_else(String::new, |number| format!(" {number}"));
    let quote = shortened(&project.target(mark)?.quote);
    Some(format!("{}{number} {what}: “{quote}”", capital(&kind.label.to_lowercase())))
}

/// Returns words as they are, or the first and the last of many: each end can be what has changed.
fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = words.chars().count();
    if count <= QUOTED {
        return words;
    }
    let part = |from: usize| words.chars().skip(from).take(QUOTED / 2).collect::<String>();
    format!("{} … {}", part(0).trim_end(), part(count - QUOTED / 2).trim())
}
