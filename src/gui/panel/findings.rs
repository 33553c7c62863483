//! What the checks found, by level and rule: a list that jumps to the text, says why, and where findings are set aside
//! with a reason, one by one or together.

use egui::{RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2};

mod bulk;
mod why;

use super::Docked;
use crate::check::{self, Finding, Level};
use crate::gui::command::{Effect, with_keys};
use crate::gui::derived::place_of;
use crate::gui::desk::finding::reworded;
use crate::gui::finding_list::{FindingList, Group, Row, label_of};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::menu::{Keys, context_menu_ui};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::relief::settings_ui;
use crate::gui::widget::section::fold_sign;
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

/// How high a level's title is, in points.
const TITLE: f32 = 32.0;
/// How high a rule's heading is, in points.
const RULE: f32 = 30.0;
/// How high a finding is, in points: two lines of what was found, one of where.
const FINDING: f32 = 64.0;

/// What was asked of a row.
enum Deed {
    /// Fold a rule's findings, or open them.
    Fold(Group),
    /// Look at one rule alone, or at all again.
    Only(Option<&'static str>),
    /// Set all of a rule aside.
    Waive(Group),
}

fn list_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    let derived = scene.derived;
    let judgement = &derived.judgement;
    settings_ui(ui, scene);
    if judgement.findings.is_empty() {
        empty_ui(ui, scene);
        return;
    }
    // Taken out while it is drawn: the rows read the scene.
    let mut list = std::mem::take(&mut scene.view.findings);
    list.refresh(judgement, scene.project(), scene.view.waived);
    head_ui(ui, scene, &mut list);
    bulk::bulk_ui(ui, scene, &mut list);
    list.refresh(judgement, scene.project(), scene.view.waived);
    let deed = if list.rows.is_empty() {
        ui.add_space(space::STEP);
        let told =
            if list.sieve.is_open() { "Every finding was set aside" } else { "No finding passes the filter" };
        muted_ui(ui, told);
        None
    } else {
        rows_ui(ui, scene, &list)
    };
    match deed {
        Some(Deed::Fold(group)) => {
            let was_folded = list.folded.remove(&group);
            if !was_folded {
                list.folded.insert(group);
            }
        }
        Some(Deed::Only(rule)) => list.sieve.rule = rule,
        Some(Deed::Waive(group)) => {
            list.begin(judgement, Some(group));
            scene.view.wanted = Some(Wanted::Waiver);
        }
        None => {}
    }
    scene.view.findings = list;
}

/// Shows what of the findings is looked at.
fn head_ui(ui: &mut Ui, scene: &mut Scene<'_>, list: &mut FindingList) {
    let judgement = &scene.derived.judgement;
    let response = ui.add(
        TextEdit::singleline(&mut list.sieve.words)
            .hint_text("Filter findings…")
            .desired_width(f32::INFINITY)
            .margin(space::FIELD),
    );
    name_text_field(ui, &response, "Filter findings by words", &list.sieve.words);
    if scene.takes_keyboard(Wanted::FindingWords) {
        response.request_focus();
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        list.sieve.words.clear();
        scene.view.wanted = Some(Wanted::Article);
    }
    ui.add_space(space::TIGHT);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::TIGHT, space::TIGHT);
        for ((level, _), count) in Level::ALL.into_iter().zip(list.counts) {
            let (title, _) = level_look(ui, level);
            let is_on = list.sieve.level == Some(level);
            let words = RichText::new(format!("{title} {count}")).size(text::SMALL);
            let button =
                egui::Button::selectable(is_on, words).frame_when_inactive(true).min_size(vec2(0.0, 24.0));
            let response = ui.add_enabled(count > 0 || is_on, button);
            if response.on_hover_text("Shows only these, or all again").clicked() {
                list.sieve.level = (!is_on).then_some(level);
            }
        }
        if let Some(rule) = list.sieve.rule {
            let words = format!("Only “{}” ×", label_of(rule));
            if small_button_ui(ui, &words).on_hover_text("Shows all rules again").clicked() {
                list.sieve.rule = None;
            }
        }
    });
    let waived = judgement.findings.len() - judgement.open.len();
    if waived > 0 {
        let label = format!("Show {} set aside", counted(waived, "finding", "findings"));
        ui.checkbox(&mut scene.view.waived, label);
    }
    if !list.sieve.is_open() {
        ui.horizontal_wrapped(|ui| {
            let of = if scene.view.waived { judgement.all.len() } else { judgement.open.len() };
            muted_ui(ui, format!("{} of {of}", list.passed.len()));
            let has_open = list.passed.iter().any(|at| judgement.findings[*at].waived.is_none());
            if has_open && small_button_ui(ui, "Waive shown…").clicked() {
                list.begin(judgement, None);
                scene.view.wanted = Some(Wanted::Waiver);
            }
            if small_button_ui(ui, "Show all").clicked() {
                list.sieve = crate::gui::finding_list::Sieve::default();
            }
        });
    }
    ui.add_space(space::TIGHT);
}

fn rows_ui(ui: &mut Ui, scene: &mut Scene<'_>, list: &FindingList) -> Option<Deed> {
    let derived = scene.derived;
    let judgement = &derived.judgement;
    let finding_at = |row: &Row| if let Row::Finding(at) = row { judgement.findings.get(*at) } else { None };
    let current = scene.view.finding.as_ref().and_then(|key| {
        list.rows.iter().position(|row| finding_at(row).is_some_and(|finding| is_the_one(finding, key)))
    });
    let is_asked = scene.view.wanted == Some(Wanted::Waiver) && list.bulk.is_none();
    if is_asked && current.is_none() {
        scene.view.wanted = None;
    }
    // The current one shows all of its words, and what can be done with it.
    let opened = egui::Id::unique("the current finding's height");
    let grown = current.and_then(|_| ui.data(|data| data.get_temp::<f32>(opened))).unwrap_or(FINDING);
    let high = |row: usize| match list.rows[row] {
        Row::Level(..) => TITLE,
        Row::Rule(..) => RULE,
        Row::Finding(_) if Some(row) == current => grown,
        Row::Finding(_) => FINDING,
    };
    // Where a row begins follows from how many of each sort stand before it.
    let top_of = |row: usize| {
        let (levels, rules) = list.before(row);
        let more = if current.is_some_and(|current| current < row) { grown - FINDING } else { 0.0 };
        levels as f32 * TITLE + rules as f32 * RULE + (row - levels - rules) as f32 * FINDING + more
    };
    let mut deed = None;
    let count = list.rows.len();
    let height = top_of(count);
    ScrollArea::vertical().auto_shrink([false, false]).show_viewport(ui, |ui, seen| {
        let width = ui.available_width() - 8.0;
        let top = ui.max_rect().min;
        ui.set_height(height + 16.0);
        if let Some(at) = current
            && let Some(finding) = finding_at(&list.rows[at])
            && (scene_scrolls(ui, finding) || is_asked)
        {
            let from = top + vec2(0.0, top_of(at));
            let place = egui::Rect::from_min_size(from, vec2(width, grown.max(112.0)));
            ui.scroll_to_rect(place, None);
        }
        let first = partition(count, |row| top_of(row) + high(row) < seen.min.y);
        for (at, row) in list.rows.iter().enumerate().skip(first) {
            let from = top_of(at);
            if from > seen.max.y {
                break;
            }
            let place = egui::Rect::from_min_size(top + vec2(0.0, from), vec2(width, high(at)));
            let builder =
                egui::UiBuilder::new().max_rect(place).layout(egui::Layout::top_down(egui::Align::Min));
            let shown = ui.scope_builder(builder, |ui| match row {
                Row::Level(level, count) => title_ui(ui, *level, *count),
                Row::Rule(group, count) => {
                    let is_folded = list.folded.contains(group);
                    let is_alone = list.sieve.rule.is_some();
                    deed = deed.take().or(rule_ui(ui, *group, *count, is_folded, is_alone));
                }
                Row::Finding(at) => finding_ui(ui, scene, &judgement.findings[*at], Below::Place),
            });
            let drawn = shown.response.rect.height();
            if Some(at) == current && (drawn - grown).abs() > 0.5 {
                ui.data_mut(|data| data.insert_temp(opened, drawn.max(FINDING)));
                ui.ctx().request_repaint();
            }
        }
    });
    deed
}

/// Returns the first of so many rows of which something does not hold; it holds of all before.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// Says what is looked for, where nothing was found.
fn empty_ui(ui: &mut Ui, scene: &Scene<'_>) {
    if scene.derived.judgement.revision.is_none() {
        muted_ui(ui, "Checking…");
        return;
    }
    let is_bare = scene.project().annotations().is_empty();
    let title = if is_bare { "Nothing found yet" } else { "No findings" };
    ui.label(RichText::new(title).font(theme::bold(text::TITLE)));
    let off = check::ALL.iter().filter(|rule| scene.session.rulebook().is_off(**rule)).count();
    let rules = counted(check::ALL.len() - off, "rule", "rules");
    let told = if is_bare {
        format!(
            "{rules} read along. As you mark statements, what is missing or contradicts itself is listed here."
        )
    } else {
        format!("{rules} looked at the article, and none found a fault.")
    };
    muted_ui(ui, told);
    ui.add_space(space::STEP);
    muted_ui(
        ui,
        "Looked for: sentences that nobody marked, claims without evidence or locator, quotations that differ from their \
         source, accusations without accuser, stage or reply, sources that may not be used, names, numbers and days \
         that do not fit, open queries and legal flags.",
    );
    muted_ui(ui, "The checklist asks what no program can check.");
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
    ui.add_space(space::NEAR);
    ui.label(RichText::new(format!("{title} · {count}")).font(theme::bold(text::SMALL)).color(colour));
}

/// Shows a rule over its findings: it folds them, and sets all of them aside.
fn rule_ui(ui: &mut Ui, group: Group, count: usize, is_folded: bool, is_alone: bool) -> Option<Deed> {
    let theme = Theme::current(ui.ctx());
    let (level, rule) = group;
    let label = label_of(rule);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), RULE - 2.0), Sense::click());
    let enabled = ui.is_enabled();
    let name = format!("{label}, {}", counted(count, "finding", "findings"));
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, enabled, !is_folded, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(!is_folded));
    if response.hovered() || response.has_focus() {
        let ring = if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::NONE };
        ui.painter().rect(rect, 6.0, theme.control_hover, ring, StrokeKind::Inside);
    }
    fold_sign(ui, rect.left_center() + vec2(9.0, 0.0), !is_folded);
    let can_waive = check::is_waivable(rule);
    let button = egui::Rect::from_min_max(
        egui::pos2(rect.right() - 72.0, rect.top() + 2.0),
        rect.max - vec2(0.0, 2.0),
    );
    let room = if can_waive { button.left() } else { rect.right() } - rect.left() - 28.0;
    // A narrow panel cuts the label, not the count.
    let bold = || theme::bold(text::SMALL);
    let count = lines(ui.ctx(), &format!(" · {count}"), &Room::line(bold(), room));
    let line = lines(ui.ctx(), label, &Room::line(bold(), room - count.size().x));
    let at = rect.left_center() + vec2(20.0, -line.size().y / 2.0);
    line.paint(ui.painter(), at, theme.ink);
    count.paint(ui.painter(), at + vec2(line.size().x, 0.0), theme.ink);
    let mut deed = response.clicked().then_some(Deed::Fold(group));
    let response = match check::named(rule) {
        Some(rule) => response.on_hover_text(rule.finds()),
        None => response,
    };
    context_menu_ui(&response, Keys::of(&response), |ui| {
        let only = if is_alone { "Show all rules" } else { "Show only this rule" };
        if ui.button(only).clicked() {
            deed = Some(Deed::Only((!is_alone).then_some(rule)));
            ui.close();
        }
        if can_waive && ui.button("Waive all…").clicked() {
            deed = Some(Deed::Waive((level, rule)));
            ui.close();
        }
    });
    if can_waive {
        let words = RichText::new("Waive all…").size(text::CAPTION).color(theme.muted);
        let waive = ui.put(
            button,
            egui::Button::new(words).wrap_mode(egui::TextWrapMode::Extend).frame_when_inactive(false),
        );
        let name = format!("Waive all: {label}");
        waive.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
        if waive.on_hover_text("Sets all of them aside for one reason").clicked() {
            deed = Some(Deed::Waive(group));
        }
    }
    deed
}

fn level_look(ui: &Ui, level: Level) -> (&'static str, egui::Color32) {
    let theme = Theme::current(ui.ctx());
    match level {
        Level::Blocking => ("Blocking", theme.danger),
        Level::Warning => ("Warnings", theme.warning),
        Level::Hint => ("Hints", theme.muted),
    }
}

/// What stands below a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Below {
    /// The words it is about: the rule stands over the rows.
    Place,
    /// The rule that found it.
    Rule,
}

/// Shows a finding with its place; the current one whole, with the way to set it aside.
pub(super) fn finding_ui(ui: &mut Ui, scene: &mut Scene<'_>, finding: &Finding, below: Below) {
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
    let place = match (below, number) {
        (Below::Place, _) => place,
        (Below::Rule, Some(number)) => format!("{number}  {}", label_of(finding.rule)),
        (Below::Rule, None) => label_of(finding.rule).to_owned(),
    };
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
    if let Some(waived) = &finding.waived {
        muted_ui(ui, format!("Set aside: {}", waived.told()));
        ui.horizontal(|ui| {
            if small_button_ui(ui, "Take waiver back").clicked() {
                let (rule, subject) = (finding.rule.to_owned(), finding.subject.clone());
                scene.act(Action::Waive { rule, subject, reason: String::new() });
            }
            why::toggle_ui(ui, scene);
        });
        why::why_ui(ui, scene, finding);
        return;
    }
    let is_open = scene
        .view
        .waiving
        .as_ref()
        .is_some_and(|waiving| waiving.rule == finding.rule && waiving.subject == finding.subject);
    if !is_open {
        ui.horizontal_wrapped(|ui| {
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
            let told = with_keys(scene.commands, "Set this finding aside, with a reason", &Effect::Waive);
            if small_button_ui(ui, "Waive…").on_hover_text(told).clicked() {
                scene.view.begin_waiver(finding.rule.to_owned(), finding.subject.clone());
            }
            why::toggle_ui(ui, scene);
        });
        why::why_ui(ui, scene, finding);
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
