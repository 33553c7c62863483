//! The reply log of an allegation: a line for each attempt that opens to its card, and the way to add one.

use egui::{EventFilter, FontId, Key, Modifiers, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::card::card_ui;
use super::keyboard;
use super::section::fold_sign;
use super::sign::{muted_ui, sign_button_ui, small_button_ui};
use super::words::{Room, hover, lines};
use crate::gui::command::{Effect, with_keys};
use crate::gui::desk::attempt_of;
use crate::gui::scene::Scene;
use crate::gui::theme::{Icon, Theme, space, text};
use crate::model::{Id, Slot, attempt};
use crate::session::Action;
use crate::text::counted;

/// The height of a folded attempt, in points.
const LINE: f32 = 32.0;
/// The room for the button that removes it, in points.
const BUTTON: f32 = 32.0;

/// Shows the attempts to reach the accused, and the ways on from there.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, allegation: Id) {
    let attempts = scene.project().parts_in_order(allegation, scene.outline);
    ui.add_space(space::TIGHT);
    match attempts.len() {
        0 => {
            muted_ui(
                ui,
                "No attempt is logged yet. Enter each one: day and hour, how, whom you asked, what came of it.",
            );
        }
        count => {
            muted_ui(ui, counted(count, "attempt", "attempts"));
        }
    }
    for (at, id) in attempts.iter().enumerate() {
        attempt_ui(ui, scene, *id, at + 1);
    }
    ui.horizontal_wrapped(|ui| {
        let told = with_keys(scene.commands, "Logs an attempt of today, by you", &Effect::AddAttempt);
        if small_button_ui(ui, "Add attempt").on_hover_text(told).clicked() {
            scene.act(attempt_of(allegation));
        }
        let effect = Effect::WriteLetter("letter-reply");
        let told = with_keys(scene.commands, "Puts every allegation about one person to them", &effect);
        if small_button_ui(ui, "Write request for reply…").on_hover_text(told).clicked() {
            scene.run(effect);
        }
    });
}

/// Tells whether an attempt of the allegation has to be open, because one of its fields is gone to.
pub fn is_any_wanted(scene: &Scene<'_>, allegation: Id) -> bool {
    scene.outline.parts(allegation).iter().any(|attempt| is_wanted(scene, *attempt))
}

fn is_wanted(scene: &Scene<'_>, attempt: Id) -> bool {
    let in_conflict = scene.project().slots_in_conflict(attempt).next().is_some();
    let fields = attempt.table().fields().iter();
    in_conflict
        || fields.map(|info| Slot { record: attempt, field: info.name }).any(|slot| scene.asks_for(slot))
}

fn attempt_ui(ui: &mut Ui, scene: &mut Scene<'_>, attempt: Id, number: usize) {
    let id = egui::Id::unique(("attempt", attempt.to_string()));
    let mut is_open =
        ui.data(|data| data.get_temp::<bool>(id)).unwrap_or_default() || is_wanted(scene, attempt);
    if line_ui(ui, scene, (attempt, number), is_open) {
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
    frame.show(ui, |ui| card_ui(ui, scene, attempt, |_, _| {}));
    ui.add_space(space::TIGHT);
}

/// Shows an attempt in one line; tells whether it is to be folded or opened. With the keyboard on it, arrows fold and
/// open it, and Delete removes it.
fn line_ui(ui: &mut Ui, scene: &mut Scene<'_>, (attempt, number): (Id, usize), is_open: bool) -> bool {
    let theme = Theme::current(ui.ctx());
    let (project, vocabulary) = (scene.project(), scene.vocabulary());
    let words = |field| project.words_of(&Slot { record: attempt, field }, vocabulary);
    let told = attempt::line(words);
    let made = attempt::line(|field| if field == "outcome" { String::new() } else { words(field) });
    let outcome = words("outcome").to_lowercase();
    let id = egui::Id::unique(("attempt line", attempt.to_string()));
    let mut toggled = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::HAIR;
        ui.spacing_mut().button_padding.x = 4.0;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width() - BUTTON, LINE), Sense::hover());
        let response = ui.interact(rect, id, Sense::click());
        let enabled = ui.is_enabled();
        let spoken = format!("Attempt {number}: {told}");
        response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, enabled, is_open, &spoken));
        ui.ctx().accesskit_node_builder(id, |node| node.set_expanded(is_open));
        let fill = if response.hovered() { theme.control_hover } else { theme.raised };
        let ring =
            if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::new(1.0, theme.rule) };
        ui.painter().rect(rect, 6.0, fill, ring, StrokeKind::Inside);
        fold_sign(ui, rect.left_center() + vec2(12.0, 0.0), is_open);
        // What came of it is never cut away by a long line.
        let room = rect.width() - 36.0;
        let cut = |words: &str, width| {
            lines(ui.ctx(), words, &Room::line(FontId::proportional(text::SMALL), width))
        };
        let came = cut(&outcome, room * 0.42);
        let gap = if outcome.is_empty() { 0.0 } else { 8.0 };
        let made = cut(&made, room - came.size().x - gap);
        let left = rect.left_center() + vec2(26.0, 0.0);
        let beside = left + vec2(made.size().x + gap, -came.size().y / 2.0);
        made.paint(ui.painter(), left - vec2(0.0, made.size().y / 2.0), theme.ink);
        came.paint(ui.painter(), beside, theme.muted);
        toggled = response.clicked();
        if response.has_focus() {
            let kept = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            keyboard::take(ui, id, kept);
            let turns = if is_open { Key::ArrowLeft } else { Key::ArrowRight };
            let (turned, removes) = ui.input_mut(|input| {
                (input.consume_key(Modifiers::NONE, turns), input.consume_key(Modifiers::NONE, Key::Delete))
            });
            toggled |= turned;
            if removes {
                scene.act(Action::Delete { id: attempt });
            }
        }
        hover(response, &told);
        if sign_button_ui(ui, Icon::Close, &format!("Remove attempt {number}")).clicked() {
            scene.act(Action::Delete { id: attempt });
        }
    });
    toggled
}
