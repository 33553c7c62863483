//! What others do meanwhile, in every open project: taken in before a frame is drawn, and told in a calm sentence.
//!
//! It must not know how anything travels from one process to another.

use egui::Context;

use super::App;
use super::tab::Tab;
use super::tabs::TabId;
use crate::gui::command::Effect;
use crate::gui::scene::Request;
use crate::gui::view_state::Wanted;
use crate::gui::widget::toast::Offer;
use crate::model::Table;
use crate::session::{Action, News};
use crate::text::counted;

/// What comes within so many seconds is told in one sentence.
const TOGETHER: f64 = 6.0;
/// So many characters of what was typed are quoted.
const QUOTED: usize = 60;

/// What others did lately, person by person.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Who, what they did last, and how much else they did.
    people: Vec<(String, String, usize)>,
    /// When the last of it came, in seconds.
    at: f64,
}

impl Heard {
    /// Takes in what others did; what was told long ago is forgotten.
    fn take(&mut self, news: Vec<News>, who: &str, now: f64) {
        if now - self.at > TOGETHER {
            self.people.clear();
        }
        self.at = now;
        for News { by, label } in news {
            let name = match by.trim() {
                "" => "Somebody".to_owned(),
                name if name == who => "You, elsewhere".to_owned(),
                name => name.to_owned(),
            };
            match self.people.iter_mut().find(|(known, ..)| *known == name) {
                Some((_, last, others)) => {
                    *others += 1;
                    *last = label;
                }
                None => self.people.push((name, label, 0)),
            }
        }
    }

    /// Says what they did: “Ben: set status to confirmed, and 3 more changes”.
    fn words(&self) -> String {
        let told = self.people.iter().map(|(name, last, others)| match others {
            0 => format!("{name}: {last}"),
            count => format!("{name}: {last}, and {}", counted(*count, "more change", "more changes")),
        });
        told.collect::<Vec<_>>().join(". ")
    }
}

impl App {
    /// Takes in what others have written, in every tab.
    pub(super) fn join(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        for id in self.tabs.ids() {
            let is_front = self.tabs.front_id() == Some(id);
            let name = self.name_of(id);
            let Some(Tab { desk, heard, .. }) = self.tabs.of_mut(id) else { continue };
            if !desk.session.has_arrivals() {
                continue;
            }
            let joined = desk.join();
            heard.take(joined.news, &desk.session.who(), now);
            let mut words = heard.words();
            if joined.conflicts > 0 {
                let told = counted(joined.conflicts, "conflict has", "conflicts have");
                let gap = if words.is_empty() { "" } else { ". " };
                words = format!("{words}{gap}{told} to be settled");
            }
            if !words.is_empty() {
                let words = if is_front { words } else { format!("{name}. {words}") };
                let show = Request::InTab(id, Box::new(Request::Run(Effect::NextConflict)));
                let offer = Offer { words: "Show it".to_owned(), request: show };
                let offers = if joined.conflicts > 0 { vec![offer] } else { Vec::new() };
                self.toasts.renew(format!("others {id:?}"), words, offers);
            }
            if let Some(refusal) = joined.refused {
                self.say(refusal.0);
            }
        }
    }

    /// Says what was typed in a tab that nobody has decided on yet, and goes to its field; nothing where there is none.
    pub(super) fn held_in(&mut self, id: TabId) -> Option<String> {
        let Tab { desk, .. } = self.tabs.of_mut(id)?;
        let (slot, typed) = desk.view.buffers.held()?;
        let field = slot.record.table().field(slot.field).map_or(slot.field, |field| field.label);
        let typed: String = typed.chars().take(QUOTED).collect();
        let words = format!(
            "“{field}” was changed by somebody else while you were typing “{typed}”. Keep what you typed, or drop it"
        );
        if slot.record.table() != Table::Article && !desk.session.project().has(slot.record) {
            desk.view.buffers.drop_typed(slot);
            return Some(format!(
                "The {} was deleted meanwhile. You had typed: “{typed}”",
                slot.record.table().noun()
            ));
        }
        desk.go_to_slot(slot);
        desk.view.wanted = Some(Wanted::Field(slot));
        Some(words)
    }

    /// Keeps what was typed in a tab whose window goes without asking: the others' words stay in the history.
    pub(super) fn settle_held_in(&mut self, id: TabId) {
        let Some(Tab { desk, .. }) = self.tabs.of_mut(id) else { return };
        while let Some((slot, typed)) = desk.view.buffers.held().map(|(slot, typed)| (slot, typed.to_owned()))
        {
            let today = desk.session.today();
            let value = crate::gui::desk::value_of(desk.session.project(), slot, &typed, today);
            desk.view.buffers.drop_typed(slot);
            drop(desk.session.dispatch(Action::Set { slot, value }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_together_is_told_in_one_sentence() {
        let mut heard = Heard::default();
        let news = |by: &str, label: &str| News { by: by.to_owned(), label: label.to_owned() };
        heard.take(vec![news("Ben", "mark claim")], "Jo Roe", 1.0);
        assert_eq!(heard.words(), "Ben: mark claim");
        heard.take(
            vec![news("Ben", "set status to confirmed"), news("", "edit note of claim")],
            "Jo Roe",
            3.0,
        );
        assert_eq!(
            heard.words(),
            "Ben: set status to confirmed, and 1 more change. Somebody: edit note of claim"
        );
        heard.take(vec![news("Jo Roe", "mark quotation")], "Jo Roe", 30.0);
        assert_eq!(heard.words(), "You, elsewhere: mark quotation");
    }
}
