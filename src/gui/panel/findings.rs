//! What the checks found: a list that jumps to the text, where each finding can be set aside with a reason.

use egui::{RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

use super::Docked;
use super::status_bar::counted;
use crate::check::{self, Finding, Level};
use crate::gui::derived::place_of;
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme};
use crate::gui::view_state::Waiving;
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{muted_ui, small_button_ui};
use crate::session::Action;
use crate::store::settings::Side;

/// The list of findings.
pub struct Findings;

/// How many findings are listed at once; the rest is told by number.
const MOST: usize = 200;

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
        crate::gui::dock::wide()
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        list_ui(ui, scene);
    }
}

fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let derived = scene.derived;
    let findings = &derived.judgement.findings;
    let waived = findings.iter().filter(|finding| finding.waived.is_some()).count();
    if waived > 0 {
        let label = format!("Show {} set aside", counted(waived, "finding", "findings"));
        ui.checkbox(&mut scene.view.waived, label);
    }
    ui.add_space(4.0);
    let listed: Vec<&Finding> =
        findings.iter().filter(|finding| scene.view.waived || finding.waived.is_none()).collect();
    if listed.is_empty() {
        muted_ui(ui, if derived.judgement.revision.is_none() { "Checking…" } else { "Nothing to do here" });
        return;
    }
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(ui.available_width() - 8.0);
        for level in [Level::Blocking, Level::Warning, Level::Hint] {
            let of_level: Vec<&&Finding> = listed.iter().filter(|finding| finding.level == level).collect();
            if of_level.is_empty() {
                continue;
            }
            let (title, colour) = level_look(ui, level);
            ui.add_space(8.0);
            ui.label(
                RichText::new(format!("{title} · {}", of_level.len())).font(theme::bold(12.5)).color(colour),
            );
            for finding in of_level.iter().take(MOST) {
                finding_ui(ui, scene, finding);
            }
            if of_level.len() > MOST {
                muted_ui(ui, format!("… and {} more", of_level.len() - MOST));
            }
        }
        ui.add_space(16.0);
    });
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
    let message = ui.painter().layout(
        finding.message.clone(),
        egui::FontId::proportional(13.0),
        theme.ink,
        width - 20.0,
    );
    let place = place_of(scene.project(), finding);
    let number = finding.annotation.and_then(|mark| scene.outline.number(mark));
    let place = match (number, place.is_empty()) {
        (Some(number), _) => format!("{number}  {place}"),
        (None, true) => "The whole article".to_owned(),
        (None, false) => place,
    };
    let place = one_line(ui, &place, width - 20.0);
    let height = message.size().y + place.size().y + 16.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let enabled = ui.is_enabled();
    let name = format!("{}: {}", finding.message, place.text());
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
    painter.galley_with_override_text_color(at, message, ink);
    painter.galley(below, place, theme.muted);
    if is_current && scene.view.scrolled_to.as_ref() != Some(&key) {
        scene.view.scrolled_to = Some(key.clone());
        // With room for the button below.
        ui.scroll_to_rect(rect.with_max_y(rect.bottom() + 48.0), None);
    }
    let explanation =
        check::ALL.iter().find(|check| check.id() == finding.rule).map(|check| check.explanation());
    let response = match explanation {
        Some(why) => response.on_hover_text(why),
        None => response,
    };
    if response.clicked() {
        scene.view.finding = Some(key.clone());
        scene.view.waiving = None;
        scene.queue.push(crate::gui::scene::Request::GoToFinding(key.0.clone(), key.1.clone()));
    }
    if is_current {
        egui::Frame::new()
            .inner_margin(egui::Margin { left: 12, right: 0, top: 0, bottom: 8 })
            .show(ui, |ui| waive_ui(ui, scene, finding));
    }
}

fn one_line(ui: &Ui, text: &str, width: f32) -> std::sync::Arc<egui::Galley> {
    let theme = Theme::current(ui.ctx());
    let font = egui::FontId::proportional(12.0);
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, theme.muted);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn waive_ui(ui: &mut Ui, scene: &mut Scene<'_>, finding: &Finding) {
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
        if small_button_ui(ui, "Waive…").on_hover_text("Set this finding aside, with a reason").clicked() {
            scene.view.waiving = Some(Waiving {
                rule: finding.rule.to_owned(),
                subject: finding.subject.clone(),
                reason: String::new(),
            });
        }
        return;
    }
    let mut done = false;
    if let Some(waiving) = &mut scene.view.waiving {
        let response = ui.add(
            TextEdit::singleline(&mut waiving.reason)
                .hint_text("Why is it published so?")
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(8, 6)),
        );
        name_text_field(ui, &response, "Reason for the waiver", &waiving.reason);
        if waiving.reason.is_empty() && !response.has_focus() && !response.lost_focus() {
            response.request_focus();
        }
        done = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
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
        } else {
            scene.view.waiving = None;
            scene.act(Action::Waive { rule: waiving.rule, subject: waiving.subject, reason: waiving.reason });
        }
    }
    if left {
        scene.view.waiving = None;
    }
}
