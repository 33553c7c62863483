//! The letter sheet: a letter as it was written from the record, to be changed, copied, saved, noted as an attempt.
//!
//! It must not know how a letter is written: it asks for one and shows what comes.

use std::path::{Path, PathBuf};

use egui::{ComboBox, RichText, ScrollArea, TextEdit, Ui};

use super::{Overlay, Stage, Stay};
use crate::export::letter::{Letter, Recipient};
use crate::gui::dialog::Question;
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{caption_ui, muted_ui, unfold_sign};
use crate::model::{Id, Slot, Table, Value};
use crate::session::Action;
use crate::session::letter::{Written, accused};

/// What a letter is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The letter's name.
    pub letter: &'static str,
    /// The accused it goes to.
    pub person: Option<Id>,
}

/// A letter at hand, with what it was asked for.
#[derive(Debug)]
pub struct Drafted {
    /// What it was asked for.
    pub wish: Wish,
    /// What came of it.
    pub written: Written,
}

/// The letter sheet.
#[derive(Debug)]
pub struct LetterSheet {
    letter: &'static Letter,
    person: Option<Id>,
    /// The letter as it stands; nothing until it was written.
    text: Option<String>,
    written: Written,
    stem: PathBuf,
    path: String,
    was_noted: bool,
    was_shown: bool,
}

impl LetterSheet {
    /// Begins with a letter, the person who is meant first, and a path without its ending.
    pub fn new(letter: &'static Letter, person: Option<Id>, stem: &Path) -> Self {
        let mut sheet = Self {
            letter,
            person,
            text: None,
            written: Written::default(),
            stem: stem.to_owned(),
            path: String::new(),
            was_noted: false,
            was_shown: false,
        };
        sheet.path = sheet.suggested();
        sheet
    }

    fn suggested(&self) -> String {
        let name = self.stem.file_name().unwrap_or_default().to_string_lossy();
        let name = name.trim_end_matches("-report");
        self.stem.with_file_name(format!("{name}-{}.md", self.letter.id)).display().to_string()
    }

    fn wish(&self) -> Wish {
        Wish { letter: self.letter.id, person: self.person }
    }

    /// Takes the letter in once it is written, and asks for it where nobody has.
    fn refresh(&mut self, stage: &mut Stage<'_>) {
        if self.text.is_some() {
            return;
        }
        match stage.letter.filter(|drafted| drafted.wish == self.wish()) {
            Some(drafted) if self.was_shown => {
                self.text = Some(drafted.written.text.clone());
                self.written = drafted.written.clone();
            }
            _ => {
                if !std::mem::replace(&mut self.was_shown, true) {
                    stage.queue.push(Request::DraftLetter(self.wish()));
                }
            }
        }
    }

    /// Forgets the letter as it stands, so that it is written anew.
    fn begin_anew(&mut self) {
        self.text = None;
        self.was_shown = false;
        self.was_noted = false;
    }
}

impl Overlay for LetterSheet {
    fn title(&self) -> &'static str {
        self.letter.label
    }

    fn width(&self) -> f32 {
        820.0
    }

    fn is_tall(&self) -> bool {
        true
    }

    fn take_path(&mut self, question: &Question, path: &str) {
        if matches!(question, Question::Letter(_)) {
            path.clone_into(&mut self.path);
        }
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let Some(session) = stage.session else { return Stay::Closed };
        let people = accused(session.project());
        if self.letter.recipient == Recipient::Accused {
            if people.is_empty() {
                muted_ui(
                    ui,
                    "Nobody is named as accused yet. Name the accused on the card of the allegation; the letter puts every \
                     allegation about one person to them.",
                );
                return Stay::Open;
            }
            if self.person.is_none_or(|person| people.iter().all(|(id, _)| *id != person)) {
                self.person = people.first().map(|(id, _)| *id);
            }
            self.people_ui(ui, &people);
        }
        self.refresh(stage);
        muted_ui(
            ui,
            "Written from the record: change it as you like. What is in [brackets] is left for you to fill in.",
        );
        self.exposures_ui(ui, stage);
        let Some(text) = &mut self.text else {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(50));
            return Stay::Open;
        };
        ui.add_space(space::TIGHT);
        ScrollArea::vertical().max_height((ui.available_height() - 132.0).max(160.0)).show(ui, |ui| {
            let field = TextEdit::multiline(text)
                .desired_rows(20)
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(12, 8));
            let response = ui.add(field);
            name_text_field(ui, &response, "Text of the letter", text);
        });
        ui.add_space(space::TIGHT);
        self.ways_out_ui(ui, stage, &people)
    }
}

impl LetterSheet {
    fn people_ui(&mut self, ui: &mut Ui, people: &[(Id, String)]) {
        let mut chosen = self.person;
        let shown = people.iter().find(|(id, _)| Some(*id) == chosen).map_or("", |(_, name)| name);
        ui.horizontal(|ui| {
            caption_ui(ui, "To");
            let response = ComboBox::from_id_salt("accused")
                .icon(unfold_sign)
                .width(320.0)
                .selected_text(shown)
                .show_ui(ui, |ui| {
                    for (id, name) in people {
                        ui.selectable_value(&mut chosen, Some(*id), name);
                    }
                })
                .response;
            let enabled = ui.is_enabled();
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::ComboBox, enabled, format!("To: {shown}"))
            });
        });
        if chosen != self.person {
            self.person = chosen;
            self.begin_anew();
        }
    }

    /// Warns of places that would give a source away.
    fn exposures_ui(&self, ui: &mut Ui, stage: &Stage<'_>) {
        let theme = Theme::current(ui.ctx());
        if self.letter.recipient == Recipient::Accused && self.text.is_some() && self.written.about.is_empty()
        {
            let words = "Nothing that the article may tell is alleged about this person: mark the allegation in the text.";
            ui.label(RichText::new(words).size(text::SMALL).color(theme.warning));
        }
        let left = self
            .written
            .exposures
            .iter()
            .filter(|place| self.text.as_ref().is_some_and(|text| text.contains(&place.words)));
        let left: Vec<String> =
            left.map(|place| format!("“{}” in “{}”", place.words, place.around)).collect();
        if !left.is_empty() {
            let words = format!("The letter names what the accused may not know: {}", left.join("; "));
            ui.label(RichText::new(words).size(text::SMALL).color(theme.danger));
        }
        if stage.settings.checker.is_empty() {
            muted_ui(ui, "Your name is not set yet: the letter is not signed.");
        }
    }

    /// Shows what can be done with the letter.
    fn ways_out_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>, people: &[(Id, String)]) -> Stay {
        let text = self.text.clone().unwrap_or_default();
        let ready = !self.path.trim().is_empty() && !text.trim().is_empty();
        ui.horizontal(|ui| {
            caption_ui(ui, "File");
            let field = TextEdit::singleline(&mut self.path)
                .desired_width(ui.available_width() - 196.0)
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, "File of the letter", &self.path);
            if ui.button("Choose…").clicked() {
                let name = Path::new(&self.path).file_name().unwrap_or_default().to_string_lossy();
                stage.queue.push(Request::AskPath(Question::Letter(name.into_owned())));
            }
            if ui.add_enabled(ready, egui::Button::new("Save as file")).clicked() {
                stage.queue.push(Request::KeepLetter(text.clone(), self.path.trim().to_owned()));
            }
        });
        ui.add_space(space::TIGHT);
        ui.horizontal(|ui| {
            if theme::emphasised(ui, |ui| ui.button("Copy").clicked()) {
                ui.ctx().copy_text(text.clone());
                stage.queue.push(Request::Say("The letter was copied".to_owned()));
            }
            if self.letter.recipient == Recipient::Accused {
                let words = if self.was_noted { "Noted as attempt" } else { "Note as attempt" };
                let is_ready = !self.was_noted && !self.written.about.is_empty();
                let told = "Adds an attempt of today with these words to each allegation of the letter";
                if ui.add_enabled(is_ready, egui::Button::new(words)).on_hover_text(told).clicked() {
                    let name = people.iter().find(|(id, _)| Some(*id) == self.person);
                    let to = name.map_or_else(String::new, |(_, name)| name.clone());
                    let details = vec![("put", Value::Text(text.clone())), ("to", Value::Text(to))];
                    let owners = self.written.about.clone();
                    stage.queue.push(Request::Act(Action::AddPart {
                        owners,
                        table: Table::Attempt,
                        details,
                    }));
                    self.was_noted = true;
                }
            }
            if ui.button("Write anew").on_hover_text("Drops what was changed here").clicked() {
                self.begin_anew();
            }
        });
        Stay::Open
    }
}

/// Returns the accused whom a letter is meant for first: that of the record at hand.
pub fn meant(session: &crate::session::Session, record: Option<Id>) -> Option<Id> {
    match session.project().value(&Slot { record: record?, field: "accused" }) {
        Value::Links(people) => people.first().copied(),
        _ => record.filter(|record| record.table() == Table::Person),
    }
}
