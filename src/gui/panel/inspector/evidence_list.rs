//! A record's evidence: a card each, and the search for a source to attach.

use egui::{Label, RichText, Ui};

use crate::gui::command::Effect;
use crate::gui::desk::link_in;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme};
use crate::gui::view_state::Wanted;
use crate::gui::widget::card::card_ui;
use crate::gui::widget::picker::{Picked, Picker};
use crate::gui::widget::row::row_ui;
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{muted_ui, quiet_button_ui, sign_button_ui, small_button_ui};
use crate::model::{Id, Slot, Table, Value};
use crate::session::{Action, Attachment, Details};

/// Shows the evidence of a record and the ways to attach more.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let outline = scene.outline;
    let evidence = outline.evidence(record);
    let title = match evidence.len() {
        0 => "Evidence".to_owned(),
        count => format!("Evidence ({count})"),
    };
    section_ui(ui, &title, &format!("{record} evidence"), AtFirst::Open, |ui| {
        if evidence.is_empty() && scene.view.attaching.is_none() {
            muted_ui(ui, "None yet. Attach a source, or paste a link, a text or a file onto the mark.");
        }
        for (at, id) in evidence.iter().enumerate() {
            evidence_ui(ui, scene, *id, at + 1);
        }
        attach_ui(ui, scene, record);
    });
}

fn attach_ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    if scene.view.attaching != Some(record) {
        ui.horizontal_wrapped(|ui| {
            for (label, help, effect) in [
                ("Attach evidence…", "Pick or create a source (V)", Effect::Attach),
                ("Same source again", "The source used last (S)", Effect::SameSource),
            ] {
                if ui.button(label).on_hover_text(help).clicked() {
                    scene.run(effect);
                }
            }
        });
        return;
    }
    let grab = scene.takes_keyboard(Wanted::SourceSearch).then_some(());
    let mut candidates: Vec<(Id, String)> =
        scene.project().sources().keys().map(|id| (*id, source_line(scene, *id))).collect();
    // The one used last stands first.
    let last = scene.view.last_source;
    candidates.sort_by_key(|(id, name)| (Some(*id) != last, name.to_lowercase()));
    let id = ui.make_persistent_id(("attach", record.to_string()));
    let picker = Picker {
        name: "Source to attach",
        hint: "Find a source, or type a title, link or path…",
        noun: "source",
        most: 8,
    };
    match picker.ui(ui, id, grab, &candidates) {
        Some(Picked::There(source)) => {
            scene.act(Action::Attach {
                record,
                source: Attachment::Existing(source),
                details: Details::new(),
            });
        }
        Some(Picked::New(path)) if path.starts_with(['/', '~']) => {
            scene.queue.push(Request::AttachPath(path));
        }
        Some(Picked::New(words)) => {
            let details = match link_in(&words) {
                Some(url) => {
                    vec![("kind", Value::Text("web-page".into())), ("url", Value::Text(url.to_owned()))]
                }
                None => vec![("title", Value::Text(words))],
            };
            scene.act(Action::Attach { record, source: Attachment::New(details), details: Details::new() });
        }
        Some(Picked::Left) => {
            scene.view.attaching = None;
            scene.view.wanted = Some(Wanted::Article);
        }
        None => {}
    }
    ui.horizontal(|ui| {
        if quiet_button_ui(ui, "Attach file…").clicked() {
            scene.run(Effect::AttachFile);
        }
        if quiet_button_ui(ui, "Cancel").clicked() {
            scene.view.attaching = None;
        }
    });
}

/// Returns what a source is called in a list: its title, then who published it.
pub fn source_line(scene: &Scene<'_>, source: Id) -> String {
    let name = scene.name(source);
    let publisher = scene.project().text_of(source, "publisher");
    if publisher.is_empty() || publisher == name { name } else { format!("{name} · {publisher}") }
}

fn evidence_ui(ui: &mut Ui, scene: &mut Scene<'_>, evidence: Id, number: usize) {
    let theme = Theme::current(ui.ctx());
    let source = scene.project().evidence().get(&evidence).and_then(|evidence| evidence.source);
    egui::Frame::new()
        .fill(theme.raised)
        .stroke(egui::Stroke::new(1.0, theme.rule))
        .corner_radius(8)
        .inner_margin(egui::Margin { left: 12, right: 12, top: 8, bottom: 4 })
        .show(ui, |ui| {
            let name = source.map_or_else(|| "No source".to_owned(), |source| scene.name(source));
            let mut removed = false;
            row_ui(
                ui,
                28.0,
                |ui| {
                    ui.add(Label::new(RichText::new(&name).font(theme::bold(13.5))).truncate())
                        .on_hover_text(&name);
                },
                |ui| {
                    removed = sign_button_ui(ui, Icon::Close, &format!("Remove evidence {number}: {name}"))
                        .clicked();
                },
            );
            if removed {
                scene.act(Action::Delete { id: evidence });
            }
            if let Some(source) = source {
                source_links_ui(ui, scene, source);
            }
            card_ui(ui, scene, evidence, |_, _| {});
            if let Some(source) = source {
                let uses = scene.outline.uses(source).len();
                let title =
                    if uses > 1 { format!("Source (used {uses} times)") } else { "Source".to_owned() };
                let untitled = scene.project().text_of(source, "title").is_empty();
                let at_first = if untitled { AtFirst::Open } else { AtFirst::Folded };
                section_ui(ui, &title, &format!("{evidence} source"), at_first, |ui| {
                    card_ui(ui, scene, source, |_, _| {});
                    other_source_ui(ui, scene, evidence, source);
                });
            }
        });
    ui.add_space(4.0);
}

/// Lets the evidence come from another source.
fn other_source_ui(ui: &mut Ui, scene: &mut Scene<'_>, evidence: Id, source: Id) {
    if scene.view.moving != Some(evidence) {
        if small_button_ui(ui, "Use another source…").clicked() {
            scene.view.moving = Some(evidence);
            scene.view.wanted = Some(Wanted::SourceSearch);
        }
        return;
    }
    let grab = scene.takes_keyboard(Wanted::SourceSearch).then_some(());
    let others = scene.project().sources().keys().filter(|id| **id != source);
    let candidates: Vec<(Id, String)> = others.map(|id| (*id, source_line(scene, *id))).collect();
    let id = ui.make_persistent_id(("other source", evidence.to_string()));
    let picker =
        Picker { name: "Other source", hint: "Find a source, or type a title…", noun: "source", most: 8 };
    let slot = Slot { record: evidence, field: "source" };
    match picker.ui(ui, id, grab, &candidates) {
        Some(Picked::There(other)) => scene.set(slot, Value::Link(other)),
        Some(Picked::New(words)) => {
            let details = vec![("title", Value::Text(words))];
            scene.act(Action::Create { table: Table::Source, details, link: Some(slot) });
        }
        Some(Picked::Left) => {}
        None => return,
    }
    scene.view.moving = None;
}

fn source_links_ui(ui: &mut Ui, scene: &mut Scene<'_>, source: Id) {
    let theme = Theme::current(ui.ctx());
    let (url, file) = match scene.project().sources().get(&source) {
        Some(source) => (source.url.clone(), source.file.clone()),
        None => return,
    };
    if link_in(&url).is_none() && file.is_none() {
        return;
    }
    ui.horizontal(|ui| {
        if let Some(url) = link_in(&url) {
            let shown = url.split_once("://").map_or(url, |(_, rest)| rest);
            let host = shown.split(['/', '?', '#']).next().unwrap_or(shown);
            let words = RichText::new(format!("{host} ↗")).size(12.0).color(theme.focus);
            if ui.link(words).on_hover_text(url).clicked() {
                scene.queue.push(Request::OpenLink(url.to_owned()));
            }
        }
        if let Some(file) = file {
            let words = RichText::new(format!("Kept: {}", file.name)).size(12.0).color(theme.focus);
            if ui.link(words).clicked() {
                scene.queue.push(Request::OpenFile(file));
            }
        }
    });
}
