//! The lists of words that the rules look for: what stands in one, what the desk has put in and taken out.

use egui::{Key, Label, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

use crate::check::rulebook::{Phrase, Wordbook};
use crate::gui::overlay::Stage;
use crate::gui::scene::Request;
use crate::gui::theme::{Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{muted_ui, small_button_ui};
use crate::store::desk::change::Change;
use crate::store::desk::{Settled, Whose};
use crate::text::counted;

/// So many phrases are shown at once; typing narrows them down.
const MOST: usize = 150;

/// Which list is shown, and what is being typed.
#[derive(Debug, Default)]
pub(super) struct Words {
    language: String,
    list: String,
    phrase: String,
}

impl Words {
    /// Asks for a list and a phrase.
    pub fn head_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>, whose: Whose) {
        let settled = stage.settled;
        let books = &settled.rulebook.languages;
        let book = books.iter().find(|book| book.tag == self.language).or(books.first());
        let Some(book) = book else { return };
        self.language.clone_from(&book.tag);
        if !book.lists.contains_key(&self.list) {
            self.list = book.lists.keys().next().cloned().unwrap_or_default();
        }
        ui.horizontal(|ui| {
            let label = ui.label("List");
            let shown = format!(
                "{} ({})",
                told(&self.list),
                book.lists.get(&self.list).map_or(0, |list| list.phrases.len())
            );
            let combo = egui::ComboBox::from_id_salt("desk words").selected_text(shown).width(300.0);
            let combo = combo.show_ui(ui, |ui| {
                for (name, list) in &book.lists {
                    let words = format!("{} ({})", told(name), list.phrases.len());
                    ui.selectable_value(&mut self.list, name.clone(), words);
                }
            });
            combo.response.labelled_by(label.id);
            if books.len() > 1 {
                for book in books {
                    ui.selectable_value(&mut self.language, book.tag.clone(), book.tag.as_str());
                }
            }
        });
        self.phrase_ui(ui, stage, whose, book);
    }

    fn phrase_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>, whose: Whose, book: &Wordbook) {
        let name = "Phrase to find or to add";
        let typed = self.phrase.trim().to_owned();
        let read = Phrase::read(&typed);
        let is_there = book.lists.get(&self.list).is_some_and(|list| {
            list.phrases.iter().any(|phrase| Phrase::spelling(&phrase.written) == Phrase::spelling(&typed))
        });
        let can_add = read.is_ok() && !is_there;
        ui.horizontal(|ui| {
            let field = TextEdit::singleline(&mut self.phrase)
                .desired_width((ui.available_width() - 90.0).max(160.0))
                .hint_text("Type to find a phrase, or to add one")
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, name, &self.phrase);
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let clicked = ui.add_enabled_ui(can_add, |ui| ui.button("Add")).inner.clicked();
            if can_add && (clicked || entered) {
                let (language, list) = (self.language.clone(), self.list.clone());
                let change = Change::AddPhrase { language, list, phrase: typed.clone() };
                stage.queue.push(Request::ChangeTerms(whose, change));
                self.phrase.clear();
                response.request_focus();
            }
        });
        let theme = Theme::current(ui.ctx());
        match read {
            _ if typed.is_empty() => muted_ui(
                ui,
                "a|b: one word or the other · murder~: a word that begins so · the?: may be missing · ^: a name · #: a \
                 figure · *: any word · **: up to three · => what is said of it",
            ),
            Ok(_) if is_there => muted_ui(ui, "This phrase is in the list."),
            Ok(_) => muted_ui(ui, "Enter adds this phrase."),
            Err(words) => {
                ui.label(RichText::new(format!("This is no phrase yet: {words}.")).color(theme.danger))
            }
        };
    }

    /// Lists the phrases, those that were taken out last.
    pub fn list_ui(&self, ui: &mut Ui, stage: &mut Stage<'_>, whose: Whose) {
        let settled = stage.settled;
        let book = settled.rulebook.languages.iter().find(|book| book.tag == self.language);
        let Some(list) = book.and_then(|book| book.lists.get(&self.list)) else { return };
        let sought = self.phrase.trim().to_lowercase();
        let found: Vec<&Phrase> = list
            .phrases
            .iter()
            .rev()
            .filter(|phrase| phrase.written.to_lowercase().contains(&sought))
            .collect();
        for phrase in found.iter().take(MOST) {
            let from = self.from(settled, &phrase.written);
            ui.horizontal(|ui| {
                let remove = small_button_ui(ui, "Remove");
                let spoken = format!("Remove “{}”", phrase.written);
                remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
                if remove.clicked() {
                    let (language, list) = (self.language.clone(), self.list.clone());
                    let change = Change::RemovePhrase { language, list, phrase: phrase.written.clone() };
                    stage.queue.push(Request::ChangeTerms(whose, change));
                }
                ui.label(&phrase.written);
                let muted = Theme::current(ui.ctx()).muted;
                let mut more = phrase.note.clone();
                if let Some(from) = from {
                    more = if more.is_empty() {
                        format!("added by the {from}")
                    } else {
                        format!("{more} (added by the {from})")
                    };
                }
                ui.add(Label::new(RichText::new(more).size(text::SMALL).color(muted)).truncate());
            });
        }
        if found.len() > MOST {
            muted_ui(
                ui,
                format!("And {}: type to narrow them down.", counted(found.len() - MOST, "more", "more")),
            );
        }
        self.removed_ui(ui, stage, whose);
    }

    /// Lists what was taken out, to be put back.
    fn removed_ui(&self, ui: &mut Ui, stage: &mut Stage<'_>, whose: Whose) {
        let settled = stage.settled;
        let mut is_first = true;
        for from in [Whose::Desk, Whose::Project] {
            let words = settled.sheet(from).terms.words.get(&self.language);
            let Some(changes) = words.and_then(|lists| lists.get(&self.list)) else { continue };
            for phrase in &changes.remove {
                if std::mem::take(&mut is_first) {
                    ui.add_space(space::NEAR);
                    muted_ui(ui, "Taken out");
                }
                ui.horizontal(|ui| {
                    let back = small_button_ui(ui, "Put back");
                    let spoken = format!("Put back “{phrase}”");
                    back.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
                    if back.clicked() {
                        let (language, list) = (self.language.clone(), self.list.clone());
                        let change = Change::AddPhrase { language, list, phrase: phrase.clone() };
                        stage.queue.push(Request::ChangeTerms(whose, change));
                    }
                    ui.label(RichText::new(phrase).strikethrough());
                    muted_ui(ui, format!("taken out by the {}", from.name()));
                });
            }
        }
        let own = settled.sheet(whose).terms.words.get(&self.language);
        if own.is_some_and(|lists| lists.contains_key(&self.list)) {
            ui.add_space(space::NEAR);
            let words = format!("Undo all changes of the {}", whose.name());
            if ui.add(egui::Button::new(words).min_size(vec2(0.0, 28.0))).clicked() {
                let change = Change::ResetWords { language: self.language.clone(), list: self.list.clone() };
                stage.queue.push(Request::ChangeTerms(whose, change));
            }
        }
    }

    /// Tells who has put a phrase in.
    fn from(&self, settled: &Settled, phrase: &str) -> Option<&'static str> {
        let added = |whose: Whose| {
            let lists = settled.sheet(whose).terms.words.get(&self.language)?;
            let changes = lists.get(&self.list)?;
            let spelling = Phrase::spelling(phrase);
            changes.add.iter().any(|other| Phrase::spelling(other) == spelling).then(|| whose.name())
        };
        added(Whose::Project).or_else(|| added(Whose::Desk))
    }
}

/// Says a list's name in words.
fn told(list: &str) -> String {
    crate::model::words::capital(&list.replace('-', " "))
}
