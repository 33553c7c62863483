//! An excerpt's place in its source's text: whether its words still stand there, and the way to them.
//!
//! It must not know how a text is searched.

use egui::{RichText, Ui};

use crate::gui::app::beside::Reading;
use crate::gui::beside::{fate, standing, text_of};
use crate::gui::command::{Effect, keys_of};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{Theme, text};
use crate::gui::widget::sign::small_button_ui;
use crate::model::{Anchoring, Id};

/// Shows what has become of a piece of evidence's passage, with what can be done about it.
pub fn passage_ui(ui: &mut Ui, scene: &mut Scene<'_>, evidence: Id) {
    let Some(state) = standing(scene.project(), evidence) else { return };
    let theme = Theme::current(ui.ctx());
    let (words, ink) = match (fate(state), state) {
        (Some(fate), Anchoring::Lost) => (format!("Excerpt {fate} in the source’s text"), theme.danger),
        (Some(fate), _) => (format!("Excerpt in the source’s text: {fate}"), theme.warning),
        (None, Anchoring::Moved) => ("Excerpt found in the source’s new text".to_owned(), theme.muted),
        (None, _) => ("Excerpt marked in the source’s text".to_owned(), theme.muted),
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words).size(text::CAPTION).color(ink));
        let shows = small_button_ui(ui, "Go to the passage");
        if shows.on_hover_text("Shows it in the source, beside the article").clicked() {
            scene.queue.push(Request::Read(Reading::Passage(evidence)));
        }
        let asked = match state {
            Anchoring::Intact | Anchoring::Moved => None,
            Anchoring::Lost => Some(("Find it again", Reading::Find(evidence))),
            _ => Some(("Take as it stands", Reading::Accept(evidence))),
        };
        if let Some((words, asked)) = asked
            && small_button_ui(ui, words).clicked()
        {
            scene.queue.push(Request::Read(asked));
        }
    });
}

/// Shows the way to a source's own text.
pub fn read_ui(ui: &mut Ui, scene: &mut Scene<'_>, source: Id) {
    let has_text = scene.project().sources().get(&source).is_some_and(|source| text_of(source).is_some());
    let keys = keys_of(scene.commands, &Effect::ReadBeside);
    let told = match (has_text, keys.as_str()) {
        (true, "") => "Its own text, beside the article".to_owned(),
        (true, keys) => format!("Its own text, beside the article ({keys})"),
        (false, _) => "It has no text of its own yet: paste one there".to_owned(),
    };
    if small_button_ui(ui, "Read beside").on_hover_text(told).clicked() {
        scene.queue.push(Request::Read(Reading::Open(source)));
    }
}
