//! What would change if the project were again what it was at a point of its history, and the way there.
//!
//! It must not know how that is worked out.

use std::sync::Arc;

use egui::{Key, Label, RichText, Ui};
use jiff::civil::Date;

use super::{Overlay, Stage, Stay};
use crate::gui::panel::history::day_words;
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::sign::muted_ui;
use crate::model::Project;
use crate::model::words::capital;
use crate::session::Difference;
use crate::session::chronicle::{Deed, Point};
use crate::text::Day;
use crate::text::counted;

/// The project as it was, and what tells it from what it is.
#[derive(Clone, Debug)]
pub struct Back {
    /// The project as it was.
    pub project: Arc<Project>,
    /// What would change.
    pub difference: Difference,
    /// The revision of the project that it was compared with.
    pub revision: u64,
}

/// The point of the history that one looks back at.
#[derive(Debug)]
pub struct LookedBack {
    /// The step after which it is.
    pub point: Point,
    /// What going back is called in the history.
    pub label: String,
    /// What it was; nothing while that is worked out.
    pub back: Option<Result<Back, String>>,
    /// When it was, and what was done, in words.
    when: String,
    did: String,
    /// What was done since, by whom.
    since: String,
}

impl LookedBack {
    /// Begins to look back at the moment after a step; `since` counts who did how much after it.
    pub fn new(deed: &Deed, since: Vec<(String, usize)>, who: &str, today: Date) -> Self {
        let (date, time) = (deed.local.date(), deed.local.time());
        let clock = format!("{:02}:{:02}", time.hour(), time.minute());
        let day =
            Day::new(date.year(), date.month(), date.day()).map_or_else(String::new, |day| day.to_string());
        let people = since.into_iter().map(|(name, count)| {
            let name = match name.as_str() {
                name if name == who => "you".to_owned(),
                "" => "unsigned".to_owned(),
                name => name.to_owned(),
            };
            format!("{} by {name}", counted(count, "step", "steps"))
        });
        Self {
            point: deed.point.clone(),
            label: format!("go back to {day}, {clock}"),
            back: None,
            when: format!("{}, {clock}", day_words(date, today)),
            did: capital(&deed.did),
            since: people.collect::<Vec<_>>().join(", "),
        }
    }
}

/// The sheet from which one goes back.
#[derive(Debug, Default)]
pub struct GoBack {
    was_shown: bool,
}

impl Overlay for GoBack {
    fn title(&self) -> &'static str {
        "Go back to this point"
    }

    fn width(&self) -> f32 {
        520.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let Some(looked) = stage.back else { return Stay::Closed };
        let theme = Theme::current(ui.ctx());
        ui.label(RichText::new(&looked.when).font(theme::bold(text::BODY)).color(theme.ink));
        ui.add(Label::new(format!("After “{}”", looked.did)).wrap());
        ui.add_space(space::NEAR);
        let mut ready = false;
        match &looked.back {
            None => drop(muted_ui(ui, "Working out how the project stood then…")),
            Some(Err(words)) => {
                ui.add(Label::new(RichText::new(words).color(theme.danger)).wrap());
            }
            Some(Ok(back)) if back.difference.fields == 0 => {
                muted_ui(ui, "Nothing would change: the project is like that already.");
            }
            Some(Ok(back)) => {
                ready = true;
                for sentence in sentences(looked, back) {
                    ui.add(Label::new(sentence).wrap());
                    ui.add_space(space::TIGHT);
                }
                if stage.session.is_some_and(|session| session.revision() != back.revision) {
                    muted_ui(ui, "Something was done while this was worked out: that goes, too.");
                }
            }
        }
        ui.add_space(space::NEAR);
        let mut stay = Stay::Open;
        ui.horizontal(|ui| {
            let button = |ui: &mut Ui| ui.add_enabled(ready, egui::Button::new("Go back"));
            let go = theme::emphasised(ui, button);
            if ready && !std::mem::replace(&mut self.was_shown, true) {
                go.request_focus();
            }
            if go.clicked() {
                stage.queue.push(Request::BecomeThat);
                stay = Stay::Closed;
            }
            if ui.button("Cancel").clicked() || ui.input(|input| input.key_pressed(Key::Escape)) {
                stay = Stay::Closed;
            }
        });
        stay
    }
}

/// Says what would change, what was done since, and how it is taken back.
fn sentences(looked: &LookedBack, back: &Back) -> Vec<String> {
    let Difference { fields, records } = &back.difference;
    let all: usize = records.iter().map(|(_, count)| *count).sum();
    let kinds: Vec<String> =
        records.iter().map(|(table, count)| counted(*count, table.noun(), table.plural())).collect();
    let mut sentences = vec![format!(
        "{} in {} would change: {}.",
        capital(&counted(*fields, "field", "fields")),
        counted(all, "record", "records"),
        kinds.join(", ")
    )];
    if !looked.since.is_empty() {
        sentences.push(format!("What was done since is taken back with it: {}.", looked.since));
    }
    sentences.push(
        "Nothing is lost: it is one step, which Undo takes back, and the history keeps all of it. Sealed values stay as \
         they are."
            .into(),
    );
    sentences
}
