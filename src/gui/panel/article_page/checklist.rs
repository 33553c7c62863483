//! The checklist for the whole article: questions in groups, answered by key or by click.

use egui::{Event, EventFilter, FontId, Key, Modifiers, Role, Sense, Stroke};
use egui::{StrokeKind, Ui, WidgetInfo, vec2};

use crate::gui::article_view::paint_shape;
use crate::gui::highlight::StatusShape;
use crate::gui::scene::Scene;
use crate::gui::theme::{Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::conflict::record_ui;
use crate::gui::widget::field::{Need, field_ui};
use crate::gui::widget::keyboard;
use crate::gui::widget::section::{AtFirst, section_ui};
use crate::gui::widget::sign::{caption_ui, muted_ui, small_button_ui};
use crate::model::vocabulary::{Meaning, Question};
use crate::model::{Id, Item, Slot};
use crate::session::Action;

/// What was done to a question in this frame.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// Done, or open again.
    Tick,
    /// This article has nothing of the kind, or it has after all.
    Waive,
    /// Go to the note.
    Note,
    /// Go to another question, so many further down.
    Step(isize),
}

/// Shows the checklist. Arrows go from question to question, space ticks, N says that one does not apply, Enter goes
/// to the note.
pub fn checklist_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let progress = scene.derived.checklist;
    let is_wanted = scene.takes_keyboard(Wanted::Checklist);
    let title = format!("Checklist ({} of {} done)", progress.settled, progress.asked);
    let at_first = if is_wanted { AtFirst::Now } else { AtFirst::Open };
    section_ui(ui, &title, "article checklist", at_first, |ui| questions_ui(ui, scene, is_wanted));
}

fn questions_ui(ui: &mut Ui, scene: &mut Scene<'_>, is_wanted: bool) {
    let questions = &scene.vocabulary().checklist;
    if questions.is_empty() {
        muted_ui(ui, "This desk asks no questions of the whole article");
        return;
    }
    let at = current(scene, questions);
    let mut goal = is_wanted.then_some(at);
    let mut group = "";
    for (place, question) in questions.iter().enumerate() {
        if question.group != group {
            group = &question.group;
            ui.add_space(space::NEAR);
            caption_ui(ui, group);
        }
        let is_open = scene.view.question.as_deref() == Some(question.id.as_str());
        let deed = question_ui(ui, scene, question, is_open);
        match deed {
            Some(Deed::Step(steps)) => {
                goal = Some(place.saturating_add_signed(steps).min(questions.len() - 1));
            }
            Some(deed) => perform(scene, question, deed),
            None => {}
        }
    }
    if let Some(question) = goal.and_then(|goal| questions.get(goal)) {
        scene.view.question = Some(question.id.clone());
        ui.memory_mut(|memory| memory.request_focus(row_id(&question.id)));
        scene.view.question_sought = true;
        ui.ctx().request_repaint();
    }
}

/// Returns the question gone to last, else the first that is open.
fn current(scene: &Scene<'_>, questions: &[Question]) -> usize {
    let last = scene.view.question.as_deref();
    let known = questions.iter().position(|question| Some(question.id.as_str()) == last);
    let open = || questions.iter().position(|question| meaning(scene, question) == Meaning::Open);
    known.or_else(open).unwrap_or(0)
}

fn row_id(question: &str) -> egui::Id {
    egui::Id::unique(("question", question))
}

fn meaning(scene: &Scene<'_>, question: &Question) -> Meaning {
    let item = scene.project().items().get(&Item::id_of(&question.id));
    match item.map_or("", |item| item.state.as_str()) {
        "" => Meaning::Open,
        state => scene.vocabulary().meaning("checklist", state),
    }
}

fn perform(scene: &mut Scene<'_>, question: &Question, deed: Deed) {
    let stands = meaning(scene, question);
    let wanted = match deed {
        Deed::Tick if stands == Meaning::Done => Meaning::Open,
        Deed::Tick => Meaning::Done,
        Deed::Waive if stands == Meaning::NotApplicable => Meaning::Open,
        Deed::Waive => Meaning::NotApplicable,
        Deed::Note => {
            let slot = Slot { record: Item::id_of(&question.id), field: "note" };
            scene.view.question = Some(question.id.clone());
            scene.view.wanted = Some(Wanted::Field(slot));
            return;
        }
        Deed::Step(_) => return,
    };
    scene.view.question = Some(question.id.clone());
    if let Some(state) = scene.vocabulary().row_meaning("checklist", wanted) {
        scene.act(Action::Answer { row: question.id.clone(), state: state.id.clone() });
    }
}

fn question_ui(ui: &mut Ui, scene: &mut Scene<'_>, question: &Question, is_open: bool) -> Option<Deed> {
    let stands = meaning(scene, question);
    let id = row_id(&question.id);
    let had_keyboard = ui.memory(|memory| memory.has_focus(id));
    let mut deed = if had_keyboard { keys(ui, id) } else { None };
    let response = row_ui(ui, scene, id, question, stands, is_open);
    if response.gained_focus() || (is_open && std::mem::take(&mut scene.view.question_sought)) {
        scene.view.question = Some(question.id.clone());
        response.scroll_to_me(Some(egui::Align::Center));
    }
    // What is clicked without a pointer is pressed by a screen reader: a box to tick.
    let is_on_sign = response.interact_pointer_pos().is_none_or(|at| at.x < response.rect.left() + TICK);
    if response.clicked() && is_on_sign {
        deed = deed.or(Some(Deed::Tick));
    } else if response.clicked() {
        let name = question.id.clone();
        scene.view.question = if is_open { None } else { Some(name) };
        response.request_focus();
    }
    if is_open {
        deed = deed.or(details_ui(ui, scene, question, stands));
    }
    deed
}

/// Takes the keys that a question has while the keyboard is on it.
fn keys(ui: &Ui, id: egui::Id) -> Option<Deed> {
    keyboard::take(ui, id, EventFilter { vertical_arrows: true, ..EventFilter::default() });
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let deed = if pressed(Key::ArrowDown) {
            Some(Deed::Step(1))
        } else if pressed(Key::ArrowUp) {
            Some(Deed::Step(-1))
        } else if pressed(Key::Home) {
            Some(Deed::Step(isize::from(i16::MIN)))
        } else if pressed(Key::End) {
            Some(Deed::Step(isize::from(i16::MAX)))
        } else if pressed(Key::Space) {
            Some(Deed::Tick)
        } else if pressed(Key::N) {
            Some(Deed::Waive)
        } else if pressed(Key::Enter) {
            Some(Deed::Note)
        } else {
            None
        };
        if deed.is_some() {
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
        deed
    })
}

/// The width of the sign before a question, in points.
const TICK: f32 = 28.0;

fn row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    id: egui::Id,
    question: &Question,
    stands: Meaning,
    is_open: bool,
) -> egui::Response {
    let is_in_conflict = scene.project().slots_in_conflict(Item::id_of(&question.id)).next().is_some();
    let theme = Theme::current(ui.ctx());
    let width = ui.available_width();
    let ink = if stands == Meaning::Open { theme.ink } else { theme.muted };
    let words = ui.painter().layout(
        question.label.clone(),
        FontId::proportional(text::SMALL),
        ink,
        (width - TICK - 8.0).max(80.0),
    );
    let size = vec2(width, (words.size().y + 10.0).max(28.0));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| {
        let state = match stands {
            _ if is_in_conflict => ": in conflict",
            Meaning::NotApplicable => ": does not apply",
            _ => "",
        };
        let name = format!("{}{state}", question.label);
        WidgetInfo::selected(Role::CheckBox, enabled, stands == Meaning::Done, name)
    });
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    if is_open || response.hovered() {
        painter.rect_filled(rect, 6.0, if is_open { theme.raised } else { theme.control_hover });
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 6.0, Stroke::new(2.0, theme.focus), StrokeKind::Inside);
    }
    let (shape, colour) = match stands {
        _ if is_in_conflict => (StatusShape::Conflict, theme.danger),
        Meaning::Done => (StatusShape::Check, theme.good),
        Meaning::NotApplicable => (StatusShape::Dash, theme.muted),
        _ => (StatusShape::Circle, theme.muted),
    };
    paint_shape(&painter, shape, rect.left_top() + vec2(14.0, 14.0), 6.0, colour);
    painter.galley(rect.left_top() + vec2(TICK, 5.0), words, ink);
    response
}

/// Shows what belongs to the question that is gone to: what to look at, the answers, the note, the signature.
fn details_ui(ui: &mut Ui, scene: &mut Scene<'_>, question: &Question, stands: Meaning) -> Option<Deed> {
    let id: Id = Item::id_of(&question.id);
    let mut deed = None;
    ui.horizontal(|ui| {
        ui.add_space(TICK);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            muted_ui(ui, &question.help);
            ui.horizontal_wrapped(|ui| {
                let tick = if stands == Meaning::Done { "Open again" } else { "Done" };
                if small_button_ui(ui, tick).on_hover_text("Space").clicked() {
                    deed = Some(Deed::Tick);
                }
                let waive =
                    if stands == Meaning::NotApplicable { "Applies after all" } else { "Does not apply" };
                if small_button_ui(ui, waive).on_hover_text("N").clicked() {
                    deed = Some(Deed::Waive);
                }
            });
            record_ui(ui, scene, id, |slot| slot.field == "note");
            if let Some(note) = id.table().field("note") {
                field_ui(ui, scene, id, note, Need::Free);
            }
            let signed = scene.project().items().get(&id).and_then(|item| item.signed.clone());
            if let Some(signed) = signed {
                let by = if signed.by.is_empty() {
                    "Answered".to_owned()
                } else {
                    format!("Answered by {}", signed.by)
                };
                muted_ui(ui, format!("{by} on {}", signed.at.day()));
            }
        });
    });
    deed
}
