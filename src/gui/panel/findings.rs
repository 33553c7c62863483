//! What the checks found: a list that jumps to the text, where each finding can be set aside with a reason.

use egui::{RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

use super::Docked;
use crate::check::{self, Finding, Level};
use crate::gui::command::{Effect, with_keys};
use crate::gui::derived::place_of;
use crate::gui::desk::reworded;
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::menu::{Keys, context_menu_ui};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{muted_ui, small_button_ui};
use crate::gui::widget::words::{Lines, Room, lines};
use crate::session::Action;
use crate::store::settings::Side;
use crate::text::counted;

/// The list of findings.
pub struct Findings;

impl Docked for Findings {
    fn id(&self) -> &'static str {
        "findings"
    }

    fn label(&self) -> &'static str {
        "Findings"
    }

    fn icon(&self) -> Icon {
        Icon::Findings
    }

    fn help(&self) -> &'static str {
        "What the checks found, what blocks first"
    }

    fn home(&self) -> Side {
        Side::Left
    }

    fn least_width(&self) -> f32 {
        crate::gui::dock::WIDE
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        list_ui(ui, scene);
    }
}

/// One row of the list.
#[derive(Clone, Copy)]
enum Row<'a> {
    Title(Level, usize),
    Finding(&'a Finding),
}

/// How high a level's title is, in points.
const TITLE: f32 = 32.0;
/// How high a finding is, in points: two lines of what was found, one of where.
const FINDING: f32 = 64.0;

fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let derived = scene.derived;
    let judgement = &derived.judgement;
    let waived = judgement.findings.len() - judgement.open.len();
    if waived > 0 {
        let label = format!("Show {} set aside", counted(waived, "finding", "findings"));
        ui.checkbox(&mut scene.view.waived, label);
    }
    let listed = if scene.view.waived { &judgement.all } else { &judgement.open };
    if listed.is_empty() {
        empty_ui(ui, scene);
        return;
    }
    // Three levels at most: where each begins is found by halving, so that no frame goes through all findings.
    let level_of = |at: &usize| judgement.findings[*at].level;
    let mut sections: Vec<(Level, std::ops::Range<usize>)> = Vec::new();
    for level in [Level::Blocking, Level::Warning, Level::Hint] {
        let from = listed.partition_point(|at| level_of(at) < level);
        let to = listed.partition_point(|at| level_of(at) <= level);
        if from < to {
            sections.push((level, from..to));
        }
    }
    let current = scene
        .view
        .finding
        .as_ref()
        .and_then(|key| listed.iter().position(|at| is_the_one(&judgement.findings[*at], key)));
    let is_asked = scene.view.wanted == Some(Wanted::Waiver);
    if is_asked && current.is_none() {
        scene.view.wanted = None;
    }
    // The current one shows all of its words, and what can be done with it.
    let opened = egui::Id::unique("the current finding's height");
    let grown = current.and_then(|_| ui.data(|data| data.get_temp::<f32>(opened))).unwrap_or(FINDING);
    let height = sections.len() as f32 * TITLE
        + listed.len() as f32 * FINDING
        + if current.is_some() { grown - FINDING } else { 0.0 };
    ScrollArea::vertical().auto_shrink([false, false]).show_viewport(ui, |ui, seen| {
        let width = ui.available_width() - 8.0;
        let top = ui.max_rect().min;
        ui.set_height(height + 16.0);
        let mut row_ui = |ui: &mut Ui, y: f32, high: f32, row: Row<'_>| -> f32 {
            let place = egui::Rect::from_min_size(top + vec2(0.0, y), vec2(width, high));
            let builder =
                egui::UiBuilder::new().max_rect(place).layout(egui::Layout::top_down(egui::Align::Min));
            let shown = ui.scope_builder(builder, |ui| match row {
                Row::Title(level, count) => title_ui(ui, level, count),
                Row::Finding(finding) => finding_ui(ui, scene, finding),
            });
            shown.response.rect.height()
        };
        let mut y = 0.0;
        for (level, section) in sections {
            if y + TITLE > seen.min.y && y < seen.max.y {
                row_ui(ui, y, TITLE, Row::Title(level, section.len()));
            }
            y += TITLE;
            let end = section_end(&section, current, grown);
            let first = ((seen.min.y - y - grown) / FINDING).max(0.0) as usize + section.start;
            for (at, finding) in listed.iter().enumerate().take(section.end).skip(first) {
                let from = y + section_end(&(section.start..at), current, grown);
                if from > seen.max.y {
                    break;
                }
                let finding = &judgement.findings[*finding];
                let drawn = row_ui(ui, from, FINDING, Row::Finding(finding));
                if Some(at) == current && (drawn - grown).abs() > 0.5 {
                    ui.data_mut(|data| data.insert_temp(opened, drawn.max(FINDING)));
                    ui.ctx().request_repaint();
                }
            }
            if let Some(at) = current.filter(|at| section.contains(at))
                && (scene_scrolls(ui, &judgement.findings[listed[at]]) || is_asked)
            {
                let from = y + section_end(&(section.start..at), None, grown);
                let place = egui::Rect::from_min_size(top + vec2(0.0, from), vec2(width, grown.max(112.0)));
                ui.scroll_to_rect(place, None);
            }
            y += end;
        }
    });
}

/// Says why nothing is listed, and what comes here.
fn empty_ui(ui: &mut Ui, scene: &Scene<'_>) {
    if scene.derived.judgement.revision.is_none() {
        muted_ui(ui, "Checking…");
        return;
    }
    let (title, help) = if scene.project().annotations().is_empty() {
        (
            "Nothing to check yet",
            "As you mark statements, what is still missing or contradicts itself is listed here: claims without \
             evidence, allegations without a reply, open queries.",
        )
    } else {
        (
            "No findings",
            "Nothing is missing and nothing contradicts itself. The checklist asks what no program can check.",
        )
    };
    ui.label(RichText::new(title).font(theme::bold(text::TITLE)));
    muted_ui(ui, help);
}

/// Returns how high some findings are together, the current one among them or not.
fn section_end(rows: &std::ops::Range<usize>, current: Option<usize>, grown: f32) -> f32 {
    let more = if current.is_some_and(|at| rows.contains(&at)) { grown - FINDING } else { 0.0 };
    rows.len() as f32 * FINDING + more
}

fn is_the_one(finding: &Finding, (rule, subject): &(String, String)) -> bool {
    finding.rule == rule && finding.subject == *subject
}

/// Tells, once for each finding gone to, whether the list has to be scrolled to it.
fn scene_scrolls(ui: &Ui, finding: &Finding) -> bool {
    let id = egui::Id::unique("the finding scrolled to last");
    let key = (finding.rule.to_owned(), finding.subject.clone());
    ui.data_mut(|data| {
        let last = data.get_temp_mut_or_default::<(String, String)>(id);
        let moved = *last != key;
        *last = key;
        moved
    })
}

fn title_ui(ui: &mut Ui, level: Level, count: usize) {
    let (title, colour) = level_look(ui, level);
    ui.add_space(space::STEP);
    ui.label(RichText::new(format!("{title} · {count}")).font(theme::bold(text::SMALL)).color(colour));
}

fn level_look(ui: &Ui, level: Level) -> (&'static str, egui::Color32) {
    let theme = Theme::current(ui.ctx());
    match level {
        Level::Blocking => ("Blocking", theme.danger),
        Level::Warning => ("Warnings", theme.warning),
        Level::Hint => ("Hints", theme.muted),
    }
}

fn finding_ui(ui: &mut Ui, scene: &mut Scene<'_>, finding: &Finding) {
    let theme = Theme::current(ui.ctx());
    let key = (finding.rule.to_owned(), finding.subject.clone());
    let is_current = scene.view.finding.as_ref() == Some(&key);
    let width = ui.available_width();
    let rows = if is_current { usize::MAX } else { 2 };
    let message = in_lines(ui, &finding.message, text::SMALL, width - 20.0, rows);
    let place = place_of(scene.project(), finding);
    let number = finding.annotation.and_then(|mark| scene.outline.number(mark));
    let place = match (number, place.is_empty()) {
        (Some(number), _) => format!("{number}  {place}"),
        (None, true) => "The whole article".to_owned(),
        (None, false) => place,
    };
    let name = format!("{}: {place}", finding.message);
    let place = in_lines(ui, &place, text::CAPTION, width - 20.0, 1);
    let height = if is_current { message.size().y + place.size().y + 16.0 } else { FINDING - 4.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, is_current, &name));
    let (fill, ink) = match (is_current, response.hovered()) {
        (true, _) => (theme.selection, theme.selection_ink),
        (_, true) => (theme.control_hover, theme.ink),
        _ => (egui::Color32::TRANSPARENT, theme.ink),
    };
    let edge = if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::NONE };
    let painter = ui.painter();
    painter.rect(rect, 6.0, fill, edge, StrokeKind::Inside);
    let bar = egui::Rect::from_min_size(rect.min + vec2(2.0, 8.0), vec2(3.0, height - 16.0));
    painter.rect_filled(
        bar,
        1.5,
        if finding.waived.is_some() { theme.rule } else { level_look(ui, finding.level).1 },
    );
    let at = rect.min + vec2(12.0, 6.0);
    let below = at + vec2(0.0, message.size().y + 2.0);
    let across = egui::Rangef::new(at.x, rect.right() - 8.0);
    message.paint(painter, egui::pos2(message.left_in(across), at.y), ink);
    place.paint(painter, egui::pos2(place.left_in(across), below.y), theme.muted);
    let explanation =
        check::ALL.iter().find(|check| check.id() == finding.rule).map(|check| check.explanation());
    let response = match explanation {
        Some(why) => response.on_hover_text(why),
        None => response,
    };
    context_menu_ui(&response, Keys::of(&response), |ui| menu_ui(ui, scene, finding));
    if response.clicked() {
        scene.view.finding = Some(key.clone());
        scene.view.leave_waiver();
        scene.queue.push(crate::gui::scene::Request::GoToFinding(key.0.clone(), key.1.clone()));
    }
    if is_current {
        egui::Frame::new()
            .inner_margin(egui::Margin { left: 12, right: 0, top: 0, bottom: 8 })
            .show(ui, |ui| waive_ui(ui, scene, finding));
    }
}

/// Shows what can be done with a finding.
fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, finding: &Finding) {
    let (rule, subject) = (finding.rule.to_owned(), finding.subject.clone());
    if ui.button("Go to its place").clicked() {
        scene.queue.push(crate::gui::scene::Request::GoToFinding(rule, subject));
        ui.close();
        return;
    }
    if finding.conflict.is_some() {
        return;
    }
    if finding.waived.is_some() {
        if ui.button("Take waiver back").clicked() {
            scene.act(Action::Waive { rule, subject, reason: String::new() });
            ui.close();
        }
    } else if let Some((action, label)) = offered(scene, finding)
        && ui.button(label).clicked()
    {
        scene.act(action);
        ui.close();
    } else if ui.button("Waive…").clicked() {
        scene.view.finding = Some((rule.clone(), subject.clone()));
        scene.view.begin_waiver(rule, subject);
        ui.close();
    }
}

/// Returns the step that suggests the finding's words and what its button says; nothing where a mark on just these words
/// suggests them already.
fn offered(scene: &Scene<'_>, finding: &Finding) -> Option<(Action, String)> {
    let (fix, range) = (finding.fix.as_ref()?, finding.range?);
    let mut there = scene.outline.marks.beginning_at(range.start).filter(|mark| mark.span == range);
    let is_suggested = there.any(|mark| {
        let record = scene.project().annotations().get(&mark.id).and_then(|annotation| annotation.record);
        record.is_some_and(|record| scene.project().text_of(record, "replacement") == *fix)
    });
    let action = reworded(finding).filter(|_| !is_suggested)?;
    Some((action, format!("Suggest “{fix}”")))
}

fn in_lines(ui: &Ui, words: &str, points: f32, width: f32, rows: usize) -> Lines {
    let font = egui::FontId::proportional(points);
    lines(ui.ctx(), words, &Room { rows, ..Room::line(font, width) })
}

fn waive_ui(ui: &mut Ui, scene: &mut Scene<'_>, finding: &Finding) {
    if finding.conflict.is_some() {
        muted_ui(ui, "Both versions stand where it is: keep one of them");
        return;
    }
    if let Some(reason) = &finding.waived {
        muted_ui(ui, format!("Set aside: {reason}"));
        if small_button_ui(ui, "Take waiver back").clicked() {
            let (rule, subject) = (finding.rule.to_owned(), finding.subject.clone());
            scene.act(Action::Waive { rule, subject, reason: String::new() });
        }
        return;
    }
    let is_open = scene
        .view
        .waiving
        .as_ref()
        .is_some_and(|waiving| waiving.rule == finding.rule && waiving.subject == finding.subject);
    if !is_open {
        if let Some((action, label)) = offered(scene, finding) {
            let told = with_keys(
                scene.commands,
                "Make it a suggested replacement, with the reason",
                &Effect::SuggestFix,
            );
            if small_button_ui(ui, &label).on_hover_text(told).clicked() {
                scene.act(action);
            }
        } else if let Some(fix) = &finding.fix {
            muted_ui(ui, format!("Suggested: “{fix}”"));
        }
        if small_button_ui(ui, "Waive…").on_hover_text("Set this finding aside, with a reason").clicked() {
            scene.view.begin_waiver(finding.rule.to_owned(), finding.subject.clone());
        }
        return;
    }
    let grab = scene.takes_keyboard(Wanted::Waiver);
    let (mut done, mut escaped) = (false, false);
    if let Some(waiving) = &mut scene.view.waiving {
        let response = ui.add(
            TextEdit::singleline(&mut waiving.reason)
                .hint_text("Why is it published so?")
                .desired_width(f32::INFINITY)
                .margin(space::FIELD),
        );
        name_text_field(ui, &response, "Reason for the waiver", &waiving.reason);
        if grab {
            response.request_focus();
        }
        let ends = |key| response.lost_focus() && ui.input(|input| input.key_pressed(key));
        (done, escaped) = (ends(egui::Key::Enter), ends(egui::Key::Escape));
    }
    let mut left = false;
    ui.horizontal(|ui| {
        done |= ui.button("Waive finding").clicked();
        left = small_button_ui(ui, "Cancel").clicked();
    });
    if done && let Some(waiving) = scene.view.waiving.clone() {
        if waiving.reason.trim().is_empty() {
            scene.queue.push(crate::gui::scene::Request::Say(
                "Say why it is published so: a waiver needs a reason".into(),
            ));
            scene.view.wanted = Some(Wanted::Waiver);
        } else {
            scene.view.waiving = None;
            scene.view.wanted = Some(Wanted::Article);
            scene.act(Action::Waive { rule: waiving.rule, subject: waiving.subject, reason: waiving.reason });
        }
    }
    if left {
        scene.view.waiving = None;
        scene.view.wanted = Some(Wanted::Article);
    } else if escaped {
        scene.view.leave_waiver();
    }
}
