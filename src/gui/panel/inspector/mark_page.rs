//! The chosen mark: its number, kind and words, then the card of its record, its evidence and its mentions.

use std::sync::Arc;

use egui::{Label, RichText, Ui};

use super::{evidence_list, thread};
use crate::gui::command::{Effect, with_keys};
use crate::gui::scene::{Request, Scene, takes_evidence};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::card::{card_ui, conflicts_ui};
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{muted_ui, number_ui, row_ui, told_button_ui};
use crate::gui::widget::words::words_ui;
use crate::model::outline::reply::{NO_RESPONSE, Nearness};
use crate::model::{Anchoring, Id, Slot, Table};

/// The width of a button beside the kind, in points.
const STEP: f32 = 28.0;

/// Shows the chosen mark, or says how one is chosen.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(mark) = scene.chosen() else {
        nothing_chosen_ui(ui, scene);
        return;
    };
    header_ui(ui, scene, mark);
    conflicts_ui(ui, scene, mark);
    let kind = scene
        .project()
        .annotations()
        .get(&mark)
        .map(|annotation| annotation.kind.clone())
        .unwrap_or_default();
    if let Some(record) = scene.chosen_record() {
        card_ui(ui, scene, record, |ui, scene| {
            if takes_evidence(record.table()) {
                evidence_list::ui(ui, scene, record);
            }
            if record.table() == Table::Query {
                thread::ui(ui, scene, record);
            }
        });
        thread::questions_ui(ui, scene, record);
        mentions_ui(ui, scene, mark, record);
        let note = Slot { record: mark, field: "note" };
        let is_wanted = scene.asks_for(note) || scene.project().conflicts().contains_key(&note);
        let at_first = if is_wanted { AtFirst::Now } else { AtFirst::Folded };
        section_ui(ui, "This mention", "mark mention", at_first, |ui| card_ui(ui, scene, mark, |_, _| {}));
    } else {
        bare_ui(ui, scene, mark, &kind);
    }
    if let Some(made) = scene.project().annotations().get(&mark).and_then(|mark| mark.created.clone()) {
        ui.add_space(space::NEAR);
        let by = if made.by.is_empty() { String::new() } else { format!(" by {}", made.by) };
        let theme = Theme::current(ui.ctx());
        ui.label(
            RichText::new(format!("Marked{by} on {}", made.at.day())).size(text::CAPTION).color(theme.muted),
        );
    }
}

/// Shows a mark that speaks of no record: what its kind is for, and its note.
fn bare_ui(ui: &mut Ui, scene: &mut Scene<'_>, mark: Id, kind: &str) {
    if let Some(row) = scene.vocabulary().kind(kind) {
        muted_ui(ui, row.help.clone());
        ui.add_space(space::NEAR);
    }
    card_ui(ui, scene, mark, |_, _| {});
}

fn nothing_chosen_ui(ui: &mut Ui, scene: &Scene<'_>) {
    let theme = Theme::current(ui.ctx());
    ui.add_space(space::WIDE);
    ui.label(RichText::new("No mark chosen").font(theme::bold(text::TITLE)));
    ui.add_space(space::TIGHT);
    muted_ui(
        ui,
        "Select words in the article and press a key to mark them, or click a mark to see its record.",
    );
    ui.add_space(space::APART);
    egui::Grid::new("kinds").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        for command in scene.commands.iter().filter(|command| matches!(command.effect, Effect::Mark(_))) {
            let Effect::Mark(kind) = &command.effect else { continue };
            let Some(kind) = scene.vocabulary().kind(kind) else { continue };
            let hue = theme.hue(&kind.hue);
            let key = RichText::new(format!(" {} ", command.keys_text()))
                .font(theme::bold(text::CAPTION))
                .color(hue.ink);
            ui.label(key.background_color(hue.fill));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.label(RichText::new(&kind.label).color(theme.ink));
                ui.add(Label::new(RichText::new(&kind.help).size(text::CAPTION).color(theme.muted)).wrap());
            });
            ui.end_row();
        }
    });
}

fn header_ui(ui: &mut Ui, scene: &mut Scene<'_>, mark: Id) {
    let theme = Theme::current(ui.ctx());
    let project = scene.project();
    let Some(annotation) = project.annotations().get(&mark) else { return };
    let kind = scene.vocabulary().kind(&annotation.kind);
    let hue = theme.hue(kind.map_or("gray", |kind| kind.hue.as_str()));
    let label = kind.map_or(annotation.kind.as_str(), |kind| kind.label.as_str());
    ui.horizontal(|ui| {
        number_ui(ui, scene.outline.number(mark), hue);
        ui.label(RichText::new(label).font(theme::bold(text::TITLE)).color(hue.ink));
        // From left to right, as the Tab key goes.
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.spacing_mut().button_padding.x = 4.0;
        ui.add_space((ui.available_width() - 3.0 * STEP).max(0.0));
        for (sign, name, effect) in [
            (Icon::Previous, "Previous mark", Effect::PreviousMark),
            (Icon::Next, "Next mark", Effect::NextMark),
            (Icon::Delete, "Delete mark", Effect::DeleteMark),
        ] {
            if told_button_ui(ui, sign, name, &with_keys(scene.commands, name, &effect)).clicked() {
                scene.run(effect);
            }
        }
    });
    let Some(target) = project.target(mark) else {
        ui.label(RichText::new("These words stand nowhere in this draft").color(theme.warning));
        return;
    };
    let words = target.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String =
        if words.chars().count() > 220 { words.chars().take(220).chain(['…']).collect() } else { words };
    ui.add_space(space::HAIR);
    words_ui(ui, &quoted(words), &theme::reading_italic(text::TITLE), theme.ink);
    if target.state != Anchoring::Intact {
        let told = format!("The place is {}: look at the words again", target.state.name());
        ui.label(RichText::new(told).size(text::CAPTION).color(theme.warning));
    }
    ui.add_space(space::NEAR);
}

fn mentions_ui(ui: &mut Ui, scene: &mut Scene<'_>, mark: Id, record: Id) {
    let outline = scene.outline;
    let mentions = outline.mentions(record);
    let answers = outline.answers(record);
    let is_alleged = record.table() == Table::Allegation;
    if mentions.len() > 1 || is_alleged {
        let title = format!("Mentions ({})", mentions.len());
        section_ui(ui, &title, "record mentions", AtFirst::Open, |ui| {
            let near = if is_alleged { nearness(ui, scene, record) } else { Arc::default() };
            for (at, mention) in mentions.iter().enumerate() {
                place_ui(ui, scene, *mention, *mention == mark);
                if is_alleged {
                    nearness_ui(ui, scene, *mention, near.get(at).copied().flatten());
                }
            }
        });
    }
    if !answers.is_empty() {
        section_ui(ui, "Answered in the text", "record answers", AtFirst::Open, |ui| {
            for answer in answers {
                place_ui(ui, scene, *answer, false);
            }
        });
    }
}

/// Returns how far the nearest response stands from each mention; worked out once a revision.
fn nearness(ui: &Ui, scene: &Scene<'_>, record: Id) -> Arc<[Option<Nearness>]> {
    type Known = (u64, Id, Arc<[Option<Nearness>]>);
    let (id, revision) = (egui::Id::unique("nearest responses"), scene.session.revision());
    let known: Option<Known> = ui.data(|data| data.get_temp(id));
    if let Some((_, _, near)) = known.filter(|(at, of, _)| *at == revision && *of == record) {
        return near;
    }
    let (outline, project) = (scene.outline, scene.project());
    let mentions = outline.mentions(record).iter();
    let near: Arc<[Option<Nearness>]> =
        mentions.map(|mention| outline.nearest_answer(project, *mention)).collect();
    ui.data_mut(|data| data.insert_temp::<Known>(id, (revision, record, Arc::clone(&near))));
    near
}

/// Says how far the nearest response stands from a mention; a click goes to it.
fn nearness_ui(ui: &mut Ui, scene: &mut Scene<'_>, mention: Id, near: Option<Nearness>) {
    let theme = Theme::current(ui.ctx());
    if scene.outline.number(mention).is_none() {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(space::WIDE);
        match near {
            None => {
                ui.label(RichText::new(NO_RESPONSE).size(text::CAPTION).color(theme.warning));
            }
            Some(near) => {
                let words = RichText::new(near.told()).size(text::CAPTION).color(theme.focus);
                let button = egui::Button::new(words).frame(false).min_size(egui::vec2(0.0, 20.0));
                if ui.add(button).on_hover_text("Go to the response").clicked() {
                    scene.queue.push(Request::Choose(near.response));
                }
            }
        }
    });
}

/// Shows where a mark stands; a click goes there.
fn place_ui(ui: &mut Ui, scene: &mut Scene<'_>, mark: Id, is_here: bool) {
    let words = scene.project().target(mark).map_or("", |target| target.quote.as_str());
    let number = scene.outline.number(mark).map_or_else(|| "–".to_owned(), |number| number.to_string());
    let label = format!("{number}  {}", words.split_whitespace().collect::<Vec<_>>().join(" "));
    if row_ui(ui, is_here, &label).clicked() {
        scene.queue.push(Request::Choose(mark));
    }
}

/// Puts words into quotation marks, unless they begin with one of their own.
fn quoted(words: impl AsRef<str>) -> String {
    let words = words.as_ref();
    if words.starts_with(['“', '"', '„', '«', '‘']) {
        words.to_owned()
    } else {
        format!("“{words}”")
    }
}
