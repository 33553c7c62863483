//! The page of the desk's settings: levels of rules, lists of words, required fields, numbers, and the files they stand
//! in. What is changed is written at once, into the desk's file or the project's.
//!
//! It must not know how a file is written, and asks the disk nothing.

mod words;

use egui::{Label, Response, RichText, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use crate::check::rulebook::{Weight, number};
use crate::check::{self, Check};
use crate::gui::link;
use crate::gui::overlay::Stage;
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{caption_ui, muted_ui, small_button_ui};
use crate::store::desk::change::Change;
use crate::store::desk::{Settled, Terms, Whose};
use crate::store::vocabulary::fields_of;
use crate::text::counted;
use words::Words;

/// What the page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Levels,
    Words,
    Required,
    Numbers,
    Files,
}

impl Part {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Levels, "Levels of checks"),
        (Self::Words, "Words"),
        (Self::Required, "Required fields"),
        (Self::Numbers, "Numbers"),
        (Self::Files, "Files"),
    ];
}

/// The page, and what is being typed on it.
#[derive(Debug, Default)]
pub(super) struct DeskPage {
    part: Part,
    whose: Whose,
    filter: String,
    words: Words,
    kind: String,
    /// The path of another desk's file, while it is typed.
    path: Option<String>,
}

/// The width of a rule's levels with what stands behind them, in points.
const CHOICES: f32 = 500.0;

impl DeskPage {
    /// Shows where the files stand and what is wrong in them.
    pub fn at_files() -> Self {
        Self { part: Part::Files, ..Self::default() }
    }

    /// Shows the page within so much height.
    pub fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>, height: f32) {
        let top = ui.cursor().top();
        if stage.folder.is_none() {
            self.whose = Whose::Desk;
        }
        ui.horizontal_wrapped(|ui| {
            for (part, title) in Part::ALL {
                let button = egui::Button::selectable(self.part == part, title).min_size(vec2(0.0, 30.0));
                if ui.add(button).clicked() {
                    self.part = part;
                }
            }
        });
        if self.part != Part::Files {
            self.whose_ui(ui, stage);
        }
        ui.add_space(space::TIGHT);
        match self.part {
            Part::Levels => self.filter_ui(ui),
            Part::Words => self.words.head_ui(ui, stage, self.whose),
            Part::Required => self.kinds_ui(ui, stage),
            Part::Numbers | Part::Files => {}
        }
        let room = (height - (ui.cursor().top() - top)).max(120.0);
        let area = ScrollArea::vertical().id_salt(("desk", self.part as u8)).max_height(room);
        area.auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 16.0);
            match self.part {
                Part::Levels => self.levels_ui(ui, stage),
                Part::Words => self.words.list_ui(ui, stage, self.whose),
                Part::Required => self.required_ui(ui, stage),
                Part::Numbers => self.numbers_ui(ui, stage),
                Part::Files => self.files_ui(ui, stage),
            }
        });
    }

    /// Asks where a change goes.
    fn whose_ui(&mut self, ui: &mut Ui, stage: &Stage<'_>) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::WIDE;
            muted_ui(ui, "A change goes to");
            ui.radio_value(&mut self.whose, Whose::Desk, "the desk, for all projects");
            ui.add_enabled_ui(stage.folder.is_some(), |ui| {
                let radio = ui.radio_value(&mut self.whose, Whose::Project, "this project alone");
                radio.on_disabled_hover_text("Open a project first");
            });
        });
    }

    fn filter_ui(&mut self, ui: &mut Ui) {
        let name = "Find a rule";
        let field = TextEdit::singleline(&mut self.filter)
            .desired_width(f32::INFINITY)
            .hint_text("Find a rule by its name, code or level")
            .margin(space::FIELD);
        let response = ui.add(field);
        name_text_field(ui, &response, name, &self.filter);
    }

    fn levels_ui(&self, ui: &mut Ui, stage: &mut Stage<'_>) {
        let sought = self.filter.trim().to_lowercase();
        let settled = stage.settled;
        let mut any = false;
        // Once for all rows: one that came out too wide would widen the next.
        let width = (ui.available_width() - CHOICES).max(120.0);
        for rule in check::ALL {
            let weight = weight(settled, *rule);
            let finds = |words: &str| words.to_lowercase().contains(&sought);
            if !(finds(rule.label()) || finds(rule.id()) || finds(rule.code()) || weight.name() == sought) {
                continue;
            }
            any = true;
            self.level_ui(ui, stage, *rule, weight, width);
        }
        if !any {
            muted_ui(ui, "No rule is called so.");
        }
    }

    /// Shows a rule, in so much width, with its four levels.
    fn level_ui(&self, ui: &mut Ui, stage: &mut Stage<'_>, rule: &dyn Check, weight: Weight, width: f32) {
        let settled = stage.settled;
        let is_fixed = !check::is_waivable(rule.id());
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            let room = vec2(width, 28.0);
            let line = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(room, line, |ui| {
                ui.set_min_width(room.x);
                let muted = Theme::current(ui.ctx()).muted;
                ui.add_sized(
                    vec2(36.0, 24.0),
                    Label::new(RichText::new(rule.code()).size(text::SMALL).color(muted)),
                );
                ui.add(Label::new(rule.label()).truncate()).on_hover_text(rule.finds());
            });
            for (level, name) in Weight::ALL {
                let words = capital(name);
                let button = egui::Button::selectable(level == weight, words).min_size(vec2(64.0, 26.0));
                let response = ui.add_enabled_ui(!is_fixed, |ui| ui.add(button)).inner;
                let spoken = format!("{}: {name}", rule.label());
                response.widget_info(|| {
                    WidgetInfo::selected(Role::RadioButton, !is_fixed, level == weight, &spoken)
                });
                if response.clicked() && level != weight {
                    let rule = rule.id().to_owned();
                    // What counts below need not stand here a second time.
                    let weight = (below(settled, self.whose, &rule) != level).then_some(level);
                    let change = Change::Level { rule, weight };
                    stage.queue.push(Request::ChangeTerms(self.whose, change));
                }
            }
            let own = settled.sheet(self.whose).terms.levels.contains_key(rule.id());
            let usual = below(settled, self.whose, rule.id()).name();
            let tip = format!("Back to “{usual}”");
            if reset_ui(ui, own, &format!("Back to usual: {}", rule.label()), &tip).clicked() {
                let change = Change::Level { rule: rule.id().to_owned(), weight: None };
                stage.queue.push(Request::ChangeTerms(self.whose, change));
            }
            from_ui(ui, settled, |terms| terms.levels.contains_key(rule.id()));
        });
    }

    fn kinds_ui(&mut self, ui: &mut Ui, stage: &Stage<'_>) {
        let kinds = &stage.settled.vocabulary.kinds;
        if kinds.iter().all(|kind| kind.id != self.kind) {
            self.kind = kinds.first().map_or_else(String::new, |kind| kind.id.clone());
        }
        ui.horizontal_wrapped(|ui| {
            for kind in kinds {
                let button = egui::Button::selectable(kind.id == self.kind, kind.label.as_str())
                    .min_size(vec2(0.0, 26.0));
                if ui.add(button).clicked() {
                    self.kind.clone_from(&kind.id);
                }
            }
        });
    }

    fn required_ui(&self, ui: &mut Ui, stage: &mut Stage<'_>) {
        let settled = stage.settled;
        let Some(kind) = settled.vocabulary.kind(&self.kind) else { return };
        muted_ui(ui, "Cards say of these fields when they are empty.");
        ui.horizontal(|ui| {
            let own = settled.sheet(self.whose).terms.required.contains_key(&kind.id);
            let name = format!("Back to usual: required fields of {}", kind.label.to_lowercase());
            if reset_ui(ui, own, &name, "Back to what counts without this file").clicked() {
                let change = Change::Required { kind: kind.id.clone(), fields: None };
                stage.queue.push(Request::ChangeTerms(self.whose, change));
            }
            from_ui(ui, settled, |terms| terms.required.contains_key(&kind.id));
        });
        ui.add_space(space::TIGHT);
        let mut fields = kind.required.clone();
        let known = fields_of(kind.meaning);
        let half = known.len().div_ceil(2);
        ui.columns(2, |columns| {
            for (at, field) in known.iter().enumerate() {
                let ui = &mut columns[usize::from(at >= half)];
                let mut is_required = fields.iter().any(|name| name == field.name);
                let response = ui.checkbox(&mut is_required, field.label).on_hover_text(field.help);
                if response.changed() {
                    fields.retain(|name| name != field.name);
                    if is_required {
                        fields.push(field.name.to_owned());
                    }
                }
            }
        });
        if fields != kind.required {
            // In the order of the card.
            let order = |name: &String| known.iter().position(|field| field.name == name);
            fields.sort_by_key(order);
            let change = Change::Required { kind: kind.id.clone(), fields: Some(fields) };
            stage.queue.push(Request::ChangeTerms(self.whose, change));
        }
    }

    fn numbers_ui(&self, ui: &mut Ui, stage: &mut Stage<'_>) {
        let settled = stage.settled;
        for known in number::ALL {
            ui.add_space(space::TIGHT);
            let mut value = settled.rulebook.number(known);
            ui.horizontal(|ui| {
                let room = vec2((ui.available_width() - 300.0).max(160.0), 28.0);
                let line = egui::Layout::left_to_right(egui::Align::Center);
                let label = ui.allocate_ui_with_layout(room, line, |ui| {
                    ui.set_min_width(room.x);
                    ui.label(RichText::new(known.label).font(theme::bold(text::BODY)))
                });
                let drag = egui::DragValue::new(&mut value)
                    .range(known.least..=known.most)
                    .update_while_editing(false);
                let response = ui.add_sized(vec2(72.0, 28.0), drag).labelled_by(label.inner.id);
                if response.changed() && value != settled.rulebook.number(known) {
                    let usual = settled.below(self.whose).number(known);
                    let value = (value != usual).then_some(value);
                    let change = Change::Number { name: known.name.to_owned(), value };
                    stage.queue.push(Request::ChangeTerms(self.whose, change));
                }
                let own = settled.sheet(self.whose).terms.numbers.contains_key(known.name);
                let name = format!("Back to usual: {}", known.label);
                let tip = format!("Back to {}", settled.below(self.whose).number(known));
                if reset_ui(ui, own, &name, &tip).clicked() {
                    let change = Change::Number { name: known.name.to_owned(), value: None };
                    stage.queue.push(Request::ChangeTerms(self.whose, change));
                }
                from_ui(ui, settled, |terms| terms.numbers.contains_key(known.name));
            });
            muted_ui(ui, known.help);
        }
    }

    fn files_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) {
        let settled = stage.settled;
        for whose in [Whose::Desk, Whose::Project] {
            let sheet = settled.sheet(whose);
            let Some(path) = &sheet.path else { continue };
            let what = match whose {
                Whose::Desk => "The desk’s settings, for all projects",
                Whose::Project => "This project’s settings, which count for more",
            };
            caption_ui(ui, what);
            let shown = path.display().to_string();
            ui.add(Label::new(&shown).truncate()).on_hover_text(&shown);
            ui.horizontal(|ui| {
                let open = small_button_ui(ui, "Open the file");
                let spoken = format!("Open the file of the {}", whose.name());
                open.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
                if open.on_hover_text("Opens it in your editor; it is made if it is not there yet").clicked()
                {
                    stage.queue.push(Request::OpenTerms(whose));
                }
                if small_button_ui(ui, "Show").clicked()
                    && let Some(folder) = path.parent()
                {
                    stage.queue.push(Request::OpenLink(link::of_path(folder)));
                }
                if small_button_ui(ui, "Copy path").clicked() {
                    ui.ctx().copy_text(shown.clone());
                    stage.queue.push(Request::Say(format!("{shown} is on the clipboard")));
                }
            });
            faults_ui(ui, settled, whose);
            ui.add_space(space::NEAR);
        }
        self.other_file_ui(ui, stage);
        ui.add_space(space::NEAR);
        muted_ui(
            ui,
            "The files can be edited by hand: kinds, statuses, scales, ratings and the checklist stand there, too. What \
             you save in an editor counts a moment later. Remarks and order stay when something is changed here.",
        );
        if small_button_ui(ui, "Check and reload").clicked() {
            stage.queue.push(Request::ReadTerms);
        }
    }

    /// Asks for a file that a desk shares.
    fn other_file_ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) {
        let name = "Another file for the desk";
        caption_ui(ui, name);
        let path = self.path.get_or_insert_with(|| stage.settings.desk_file.clone());
        ui.horizontal(|ui| {
            let room = (ui.available_width() - 150.0).max(160.0);
            let field = TextEdit::singleline(path)
                .desired_width(room)
                .hint_text("A path, for instance in a folder that the desk shares")
                .margin(space::FIELD);
            let response = ui.add(field);
            name_text_field(ui, &response, name, path);
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let is_other = path.trim() != stage.settings.desk_file;
            let use_it =
                ui.add_enabled_ui(is_other, |ui| small_button_ui(ui, "Use this file")).inner.clicked();
            if is_other && (entered || use_it) {
                let desk_file = path.trim().to_owned();
                let changed = crate::store::settings::Settings { desk_file, ..stage.settings.clone() };
                stage.queue.push(Request::Settings(Box::new(changed)));
            }
        });
        if stage.settings.desk_file.is_empty() {
            muted_ui(ui, "Empty: the file beside the program’s own settings.");
        }
    }
}

/// Lists what is wrong in a file.
fn faults_ui(ui: &mut Ui, settled: &Settled, whose: Whose) {
    let sheet = settled.sheet(whose);
    let theme = Theme::current(ui.ctx());
    if sheet.faults.is_empty() {
        let words = if sheet.text.is_empty() { "There is no such file yet." } else { "It is in order." };
        muted_ui(ui, words);
        return;
    }
    let count = counted(sheet.faults.len(), "mistake", "mistakes");
    ui.label(RichText::new(format!("{count} in it; everything else counts:")).color(theme.danger));
    for fault in &sheet.faults {
        let place =
            fault.place.map_or_else(String::new, |(line, column)| format!("Line {line}, column {column}: "));
        let words = format!("{place}{}.", fault.words);
        ui.add(Label::new(RichText::new(words).color(theme.danger)).wrap());
    }
}

/// Returns how much a rule weighs now.
fn weight(settled: &Settled, rule: &dyn Check) -> Weight {
    settled.rulebook.weights.get(rule.id()).copied().unwrap_or(Weight::Of(rule.level()))
}

/// Returns how much a rule would weigh if a file said nothing of it.
fn below(settled: &Settled, whose: Whose, rule: &str) -> Weight {
    let of_desk = settled.desk.terms.levels.get(rule).filter(|_| whose == Whose::Project);
    let shipped = || Weight::Of(check::named(rule).map_or(check::Level::Hint, Check::level));
    of_desk.copied().unwrap_or_else(shipped)
}

/// Shows the button that takes back what a file says of something.
fn reset_ui(ui: &mut Ui, is_own: bool, name: &str, tip: &str) -> Response {
    let response = ui.add_enabled_ui(is_own, |ui| small_button_ui(ui, "Usual")).inner;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_own, name));
    response.on_hover_text(tip)
}

/// Says whose word counts for something.
fn from_ui(ui: &mut Ui, settled: &Settled, says: impl Fn(&Terms) -> bool) {
    let words = if says(&settled.project.terms) {
        "project"
    } else if says(&settled.desk.terms) {
        "desk"
    } else {
        ""
    };
    let color = Theme::current(ui.ctx()).muted;
    ui.add_sized(vec2(48.0, 24.0), Label::new(RichText::new(words).size(text::SMALL).color(color)));
}

/// Writes a word as the beginning of a line.
fn capital(word: &str) -> String {
    crate::model::words::capital(word)
}
