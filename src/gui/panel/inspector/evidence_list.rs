//! A record's evidence: a line each that opens to its card, and the search for a source to attach.

use egui::{
    Event, EventFilter, FontId, Key, Modifiers, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    vec2,
};

use super::passage::{passage_ui, read_ui};
use crate::anchor::comparison::record::of_evidence;
use crate::check::{Support, support};
use crate::gui::app::beside::Reading;
use crate::gui::beside::{fate, standing};
use crate::gui::command::{Effect, with_keys};
use crate::gui::desk::link_in;
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::card::card_ui;
use crate::gui::widget::choice::beginning;
use crate::gui::widget::keyboard;
use crate::gui::widget::linked::candidates;
use crate::gui::widget::menu::{Keys, context_menu_ui};
use crate::gui::widget::picker::{Picked, Picker, fold};
use crate::gui::widget::section::{AtFirst, fold_sign, section_ui};
use crate::gui::widget::sign::{muted_ui, quiet_button_ui, sign_button_ui};
use crate::gui::widget::words::{Room, hover, lines};
use crate::model::vocabulary::Meaning;
use crate::model::{Id, Slot, Table, Value};
use crate::session::holding;
use crate::session::{Action, Attachment, Details};
use crate::text::locator;

/// The height of a folded piece, in points.
const LINE: f32 = 32.0;
/// The room for the button that removes it, in points.
const BUTTON: f32 = 32.0;

/// Shows the evidence of a record and the ways to attach more.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, record: Id) {
    let outline = scene.outline;
    let evidence = outline.evidence(record);
    let title = match evidence.len() {
        0 => "Evidence".to_owned(),
        count => format!("Evidence ({count})"),
    };
    let is_wanted = scene.view.attaching == Some(record) || evidence.iter().any(|id| is_wanted(scene, *id));
    let at_first = if is_wanted { AtFirst::Now } else { AtFirst::Open };
    section_ui(ui, &title, &format!("{} evidence", record.table().noun()), at_first, |ui| {
        if evidence.is_empty() && scene.view.attaching.is_none() {
            muted_ui(ui, "None yet. Attach a source, or paste a link, a text or a file onto the mark.");
        }
        let Support { sources, independent } = support(scene.project(), outline, scene.vocabulary(), record);
        if sources > 1 {
            let told = match independent {
                1 => format!("{sources} sources that bear it out, of one origin"),
                all if all == sources => format!("{sources} independent sources that bear it out"),
                some => format!("{sources} sources that bear it out, {some} independent"),
            };
            muted_ui(ui, told).on_hover_text("Sources of one origin, author, publisher or person count once");
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
                ("Attach evidence…", "Pick or create a source", Effect::Attach),
                ("Same source again", "The source used last", Effect::SameSource),
            ] {
                if ui.button(label).on_hover_text(with_keys(scene.commands, help, &effect)).clicked() {
                    scene.run(effect);
                }
            }
        });
        return;
    }
    let grab = scene.takes_keyboard(Wanted::SourceSearch).then_some(());
    let id = egui::Id::unique(("attach", record.to_string()));
    let slot = Slot { record, field: "evidence" };
    let picker = Picker {
        name: "Source to attach",
        hint: "Find a source, or type a title, link or path…",
        creates: Some("source"),
        most: 8,
    };
    match picker.ui(ui, id, grab, |ui| candidates(ui, scene, Table::Source, slot, &[])) {
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
        Some(Picked::Back) | None => {}
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

/// Tells whether a record has to be open, because one of its fields is gone to.
fn is_wanted(scene: &Scene<'_>, record: Id) -> bool {
    let project = scene.project();
    // Where the record that it speaks to is contested too, that is asked there.
    let is_in_conflict =
        project.slots_in_conflict(record).next().is_some() && project.contested_with(record) == record;
    is_in_conflict
        || record.table().fields().iter().any(|info| scene.asks_for(Slot { record, field: info.name }))
}

fn evidence_ui(ui: &mut Ui, scene: &mut Scene<'_>, evidence: Id, number: usize) {
    let id = egui::Id::unique(("evidence", evidence.to_string()));
    let mut is_open =
        ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default() || is_wanted(scene, evidence);
    if line_ui(ui, scene, (evidence, number), is_open) {
        is_open = !is_open;
    }
    ui.data_mut(|data| data.insert_temp(id, is_open));
    if !is_open {
        return;
    }
    let theme = Theme::current(ui.ctx());
    let frame = egui::Frame::new()
        .stroke(Stroke::new(1.0, theme.rule))
        .corner_radius(8)
        .inner_margin(egui::Margin { left: 12, right: 12, top: 8, bottom: 4 });
    frame.show(ui, |ui| {
        let source = scene.project().evidence().get(&evidence).and_then(|evidence| evidence.source);
        if let Some(source) = source {
            let place = scene.project().text_of(evidence, "locator");
            source_links_ui(ui, scene, source, &place);
        }
        passage_ui(ui, scene, evidence);
        comparison_ui(ui, scene, evidence);
        card_ui(ui, scene, evidence, |_, _| {});
        if let Some(source) = source {
            let uses = scene.outline.uses(source).len();
            let title = if uses > 1 {
                format!("The source itself (used {uses} times)")
            } else {
                "The source itself".to_owned()
            };
            let untitled = scene.project().text_of(source, "title").is_empty();
            let at_first = match (is_wanted(scene, source), untitled) {
                (true, _) => AtFirst::Now,
                (false, true) => AtFirst::Open,
                (false, false) => AtFirst::Folded,
            };
            section_ui(ui, &title, "evidence source", at_first, |ui| card_ui(ui, scene, source, |_, _| {}));
        }
    });
    ui.add_space(space::TIGHT);
}

/// Says how a quotation differs from the source's words, and offers to show both.
fn comparison_ui(ui: &mut Ui, scene: &mut Scene<'_>, evidence: Id) {
    let Some(summary) = summary_of(ui, scene, evidence) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(&*summary).size(text::SMALL));
        let help = with_keys(scene.commands, "The quotation beside its source’s words", &Effect::Compare);
        if ui.button("Compare").on_hover_text(help).clicked() {
            scene.queue.push(Request::Compare(evidence));
        }
    });
}

/// Compares once for each revision of the project.
fn summary_of(ui: &Ui, scene: &Scene<'_>, evidence: Id) -> Option<String> {
    let id = egui::Id::unique(("comparison", evidence.to_string()));
    let revision = scene.session.revision();
    if let Some((known, summary)) = ui.data(|data| data.get_temp::<(u64, Option<String>)>(id))
        && known == revision
    {
        return summary;
    }
    let summary =
        of_evidence(scene.project(), scene.outline, evidence).map(|compared| compared.comparison.summary());
    ui.data_mut(|data| data.insert_temp(id, (revision, summary.clone())));
    summary
}

/// Shows a piece in one line: its stance as a sign, its source, the place in it. Tells whether it is to be folded or
/// opened. With the keyboard on it, a stance's first letter sets the stance and Delete removes the piece.
fn line_ui(ui: &mut Ui, scene: &mut Scene<'_>, (evidence, number): (Id, usize), is_open: bool) -> bool {
    let theme = Theme::current(ui.ctx());
    let (project, vocabulary) = (scene.project(), scene.vocabulary());
    let words = |field| project.words_of(&Slot { record: evidence, field }, vocabulary);
    let source = project.evidence().get(&evidence).and_then(|evidence| evidence.source);
    let name = source.map_or_else(|| "No source".to_owned(), |source| scene.name(source));
    let (stance, locator) = (words("stance"), words("locator"));
    let id = egui::Id::unique(("evidence line", evidence.to_string()));
    let mut toggled = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::HAIR;
        ui.spacing_mut().button_padding.x = 4.0;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - BUTTON, LINE), Sense::hover());
        let response = ui.interact(rect, id, Sense::click());
        let place = if locator.is_empty() { "no locator yet".to_owned() } else { locator.clone() };
        let fate = standing(project, evidence).and_then(fate);
        let place = fate.map_or(place.clone(), |fate| format!("{place}, excerpt {fate}"));
        let spoken = format!("Evidence {number}: {name}, {}, {place}", stance.to_lowercase());
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, enabled, is_open, &spoken));
        ui.ctx().accesskit_node_builder(id, |node| node.set_expanded(is_open));
        let fill = if response.hovered() { theme.control_hover } else { theme.raised };
        let ring =
            if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::new(1.0, theme.rule) };
        ui.painter().rect(rect, 6.0, fill, ring, StrokeKind::Inside);
        fold_sign(ui, rect.left_center() + vec2(12.0, 0.0), is_open);
        let (sign, hue) = stance_sign(scene, evidence);
        let at = rect.left_center() + vec2(32.0, 0.0);
        let ink = theme.hue(hue).ink;
        ui.painter().text(at, egui::Align2::CENTER_CENTER, sign.sign(), theme::icon_font(text::SIGN), ink);
        // The place in the source is never cut away by a long title: that gives way.
        let quiet = if locator.is_empty() || fate.is_some() { theme.warning } else { theme.muted };
        let room = rect.width() - 56.0;
        let cut = |words: &str, font, width| lines(ui.ctx(), words, &Room::line(font, width));
        let told = cut(&place, FontId::proportional(text::CAPTION), room * 0.45);
        let title = cut(&name, theme::bold(text::SMALL), room - told.size().x - 8.0);
        let left = rect.left_center() + vec2(46.0, 0.0);
        let beside = left + vec2(title.size().x + 8.0, -told.size().y / 2.0);
        title.paint(ui.painter(), left - vec2(0.0, title.size().y / 2.0), theme.ink);
        told.paint(ui.painter(), beside, quiet);
        toggled = response.clicked();
        context_menu_ui(&response, Keys::of(&response), |ui| {
            toggled |= menu_ui(ui, scene, evidence, is_open);
        });
        if response.has_focus() {
            let kept = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            keyboard::take(ui, id, kept);
            toggled |= keys(ui, scene, evidence, is_open);
        }
        let letters: Vec<String> =
            vocabulary.scale("stance").iter().map(|row| row.label.to_lowercase()).collect();
        let told = format!("{name}: {stance}, {place}. By first letter: {}", letters.join(", "));
        hover(response, &told);
        let removes = format!("Remove evidence {number}: {name}");
        if sign_button_ui(ui, Icon::Close, &removes).clicked() {
            scene.act(Action::Delete { id: evidence });
        }
    });
    toggled
}

/// Shows what can be done with a piece of evidence; tells whether it is to be folded or opened.
fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, evidence: Id, is_open: bool) -> bool {
    let toggles = ui.button(if is_open { "Fold" } else { "Open" }).clicked();
    let known = scene.project().evidence().get(&evidence);
    let source = known.and_then(|evidence| evidence.source);
    let has_passage = known.is_some_and(|evidence| evidence.passage.is_some());
    if let Some(source) = source.filter(|_| ui.button("Read beside").clicked()) {
        scene.queue.push(Request::Read(Reading::Open(source)));
        ui.close();
    }
    if has_passage && ui.button("Go to the passage").clicked() {
        scene.queue.push(Request::Read(Reading::Passage(evidence)));
        ui.close();
    }
    let slot = Slot { record: evidence, field: "stance" };
    let stored = scene.project().text_of(evidence, slot.field);
    ui.separator();
    for row in scene.vocabulary().scale("stance") {
        if ui.add(egui::Button::selectable(row.id == stored, row.label.as_str())).clicked() {
            scene.set(slot, Value::Text(row.id.clone()));
            ui.close();
        }
    }
    ui.separator();
    if ui.button("Remove").clicked() {
        scene.act(Action::Delete { id: evidence });
        ui.close();
    }
    if toggles {
        ui.close();
    }
    toggles
}

/// Hears the keys of a line; tells whether it is to be folded or opened.
fn keys(ui: &Ui, scene: &mut Scene<'_>, evidence: Id, is_open: bool) -> bool {
    let rows = scene.vocabulary().scale("stance");
    let slot = Slot { record: evidence, field: "stance" };
    let stored = scene.project().text_of(evidence, slot.field);
    let (mut letters, mut removes, mut turned) = (String::new(), false, false);
    ui.input_mut(|input| {
        removes = input.consume_key(Modifiers::NONE, Key::Delete);
        turned = input.consume_key(Modifiers::NONE, if is_open { Key::ArrowLeft } else { Key::ArrowRight });
        input.events.retain(|event| match event {
            Event::Text(text) if !text.trim().is_empty() => {
                letters.push_str(text);
                false
            }
            _ => true,
        });
    });
    let labels: Vec<(&str, &str)> = rows.iter().map(|row| (row.id.as_str(), row.label.as_str())).collect();
    let here = labels.iter().position(|(id, _)| *id == stored).unwrap_or(labels.len().saturating_sub(1));
    if let Some((row, _)) = beginning(&labels, &fold(&letters), here).and_then(|at| labels.get(at))
        && *row != stored
    {
        scene.set(slot, Value::Text((*row).to_owned()));
    }
    if removes {
        scene.act(Action::Delete { id: evidence });
    }
    turned
}

/// Returns the sign of a piece's stance and the hue it has.
fn stance_sign(scene: &Scene<'_>, evidence: Id) -> (Icon, &'static str) {
    match scene.vocabulary().meaning("stance", &scene.project().text_of(evidence, "stance")) {
        Meaning::Supports => (Icon::Check, "green"),
        Meaning::Contradicts => (Icon::Close, "crimson"),
        _ => (Icon::Info, "slate"),
    }
}

/// Shows the ways to the source itself: the page, at the place that the locator names, and the copy that is kept.
fn source_links_ui(ui: &mut Ui, scene: &mut Scene<'_>, source: Id, place: &str) {
    let theme = Theme::current(ui.ctx());
    let (url, file) = match scene.project().sources().get(&source) {
        Some(source) => (source.url.clone(), source.file.clone().filter(|_| !holding::has_lost_file(source))),
        None => return,
    };
    ui.horizontal_wrapped(|ui| {
        read_ui(ui, scene, source);
        if let Some(url) = link_in(&url) {
            let shown = url.split_once("://").map_or(url, |(_, rest)| rest);
            let host = shown.split(['/', '?', '#']).next().unwrap_or(shown);
            let words = RichText::new(format!("{host} ↗")).size(text::CAPTION).color(theme.focus);
            let address = locator::address(url, place);
            if ui.link(words).on_hover_text(&address).clicked() {
                scene.queue.push(Request::OpenLink(address));
            }
        }
        if let Some(file) = file {
            let words = RichText::new(format!("Kept: {}", file.name)).size(text::CAPTION).color(theme.focus);
            if ui.link(words).clicked() {
                scene.queue.push(Request::OpenFile(file));
            }
        }
    });
}
