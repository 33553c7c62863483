//! A source's file and its text on the card: what is kept, what was removed, and what can be done with it.

use egui::{Label, RichText, Ui};

use super::field::size_text;
use super::sign::{muted_ui, small_button_ui};
use crate::gui::command::{Effect, with_keys};
use crate::gui::scene::{Deal, Request, Scene};
use crate::gui::theme::{Theme, space, text};
use crate::import::own_text;
use crate::model::{FileRef, Id, Prose, Slot, Source, Table, Value};
use crate::session::holding;

/// What can be done about a file that is not what it was.
const DAMAGED: &str = "The file is not the one that was put there. Put it back from a backup, or keep another copy of the source.";

/// Shows a file's field; of a source also its text.
pub fn file_ui(ui: &mut Ui, scene: &mut Scene<'_>, slot: Slot) {
    let source = scene.project().sources().get(&slot.record).cloned().filter(|_| slot.field == "file");
    match (scene.project().value(&slot), source) {
        (Value::File(_), Some(source)) if holding::has_lost_file(&source) => removed_ui(ui, scene, &source),
        (Value::File(file), _) => kept_ui(ui, scene, &file),
        (_, Some(source)) if !source.removal.is_empty() => removed_ui(ui, scene, &source),
        _ if slot.record.table() == Table::Source => {
            muted_ui(ui, "None kept. Drop a file on a mark to keep a copy");
        }
        _ => {
            muted_ui(ui, "None");
        }
    }
    if let Some(source) = scene.project().sources().get(&slot.record).filter(|_| slot.field == "file") {
        let source = source.clone();
        text_ui(ui, &source);
        deals_ui(ui, scene, slot.record, &source);
    }
}

fn kept_ui(ui: &mut Ui, scene: &Scene<'_>, file: &FileRef) {
    let name = if file.name.is_empty() { short(&file.sha256) } else { &file.name };
    ui.add(Label::new(name).truncate()).on_hover_text(name);
    let kind = scene.view.survey.kind_of(file);
    muted_ui(ui, format!("{kind}, {}", size_text(file.bytes)));
    hash_ui(ui, &file.sha256);
    if scene.view.survey.is_damaged(file) {
        let theme = Theme::current(ui.ctx());
        ui.label(RichText::new("damaged or missing").color(theme.danger)).on_hover_text(DAMAGED);
    }
}

/// Shows a hash in short; a click copies all of it.
fn hash_ui(ui: &mut Ui, sha256: &str) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::NEAR;
        let words = RichText::new(format!("SHA-256 {}…", short(sha256))).size(text::CAPTION);
        ui.label(words.color(Theme::current(ui.ctx()).muted)).on_hover_text(sha256);
        if ui.link(RichText::new("Copy SHA-256").size(text::CAPTION)).on_hover_text(sha256).clicked() {
            ui.ctx().copy_text(sha256.to_owned());
        }
    });
}

fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

fn removed_ui(ui: &mut Ui, scene: &Scene<'_>, source: &Source) {
    let (by, day) = match &source.removed {
        Some(stamp) => (stamp.by.as_str(), stamp.at.day().clone()),
        None => ("somebody", String::new()),
    };
    let reason = holding::reason(&source.removal);
    let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    let theme = Theme::current(ui.ctx());
    ui.label(RichText::new(format!("Removed for good by {by}, {day}{reason}")).color(theme.warning));
    match source.file.as_ref().filter(|_| holding::has_lost_file(source)) {
        Some(file) => {
            let kind = scene.view.survey.kind_of(file);
            muted_ui(ui, format!("It was {}: {kind}, {}", file.name, size_text(file.bytes)));
            hash_ui(ui, &file.sha256);
        }
        None => {
            for hash in holding::hashes(&source.removal) {
                hash_ui(ui, hash);
            }
        }
    }
}

fn text_ui(ui: &mut Ui, source: &Source) {
    let is_removed = |text: &Prose| holding::hashes(&source.removal).any(|hash| hash == text.sha256());
    match &source.text {
        None => {}
        Some(text) if is_removed(text) => {
            muted_ui(ui, "Its text went with it");
        }
        Some(text) if text.is_missing() => {
            let theme = Theme::current(ui.ctx());
            ui.label(RichText::new("Its text is missing here").color(theme.danger))
                .on_hover_text("Read it again, or put the project’s folder “texts” back from a backup.");
        }
        Some(text) => {
            muted_ui(ui, format!("Its text was read: {}", size_text(text.as_str().len() as u64)));
        }
    }
}

/// Shows what can be done, the usual things first.
fn deals_ui(ui: &mut Ui, scene: &mut Scene<'_>, id: Id, source: &Source) {
    let file = source.file.as_ref().filter(|_| !holding::has_lost_file(source));
    let is_readable = file.is_some_and(|file| own_text::is_readable(&file.name));
    let has_text = source.text.as_ref().is_some_and(|text| !text.is_missing());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::TIGHT, space::TIGHT);
        if let Some(file) = file {
            if small_button_ui(ui, "Open file").clicked() {
                scene.queue.push(Request::OpenFile(file.clone()));
            }
            deal_ui(ui, scene, id, "Show in folder", &Effect::ShowFile, Deal::ShowInFolder);
            deal_ui(ui, scene, id, "Replace file…", &Effect::ReplaceFile, Deal::Replace);
        } else {
            deal_ui(ui, scene, id, "Keep a file…", &Effect::ReplaceFile, Deal::Replace);
        }
        if is_readable {
            let words = if has_text { "Read its text again" } else { "Read its text" };
            deal_ui(ui, scene, id, words, &Effect::ReadText, Deal::ReadAgain);
        }
        deal_ui(ui, scene, id, "Text from file…", &Effect::TextFromFile, Deal::AskText);
        deal_ui(ui, scene, id, "Paste its text…", &Effect::PasteSourceText, Deal::AskPasted);
        if file.is_some() || has_text {
            deal_ui(ui, scene, id, "Remove for good…", &Effect::RemoveFile, Deal::AskRemoval);
        }
    });
}

fn deal_ui(ui: &mut Ui, scene: &mut Scene<'_>, id: Id, words: &str, effect: &Effect, deal: Deal) {
    let help = scene.commands.iter().find(|command| command.effect == *effect);
    let help = help.map_or("", |command| &command.help);
    let tip = with_keys(scene.commands, help, effect);
    if small_button_ui(ui, words).on_hover_text(tip).clicked() {
        scene.queue.push(Request::Source(id, deal));
    }
}
