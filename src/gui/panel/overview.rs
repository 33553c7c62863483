//! Where the checking stands, as charts: each bar leads to what it counts.
//!
//! The numbers come from [`crate::session::overview`] and are worked out off the frame; here they are only drawn. The bars
//! are `egui_plot`'s; beside each stands its name and number as a button, for the keyboard and for screen readers.

use std::sync::Arc;

use egui::{RichText, ScrollArea, Ui, vec2};
use egui_plot::{Bar as PlotBar, BarChart, Plot};

use super::Docked;
use crate::check::{self, Check};
use crate::gui::command::Effect;
use crate::gui::finding_list::Sieve;
use crate::gui::register::Page;
use crate::gui::register::filter::{Filter, Only};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::sign::muted_ui;
use crate::gui::widget::words;
use crate::model::Table;
use crate::session::chronicle::Chronicle;
use crate::session::overview::{self, Bar, Chart, Lead};
use crate::store::settings::Side;
use crate::text::counted;

/// How high the row of a bar is, in points.
const ROW: f32 = 24.0;
/// The least width of a chart, in points.
const LEAST: f32 = 300.0;
/// The share of a chart's width that the names take.
const NAMES: f32 = 0.56;

/// The overview.
pub struct OverviewPanel;

/// The charts of who did how much, as of the history that was read last.
#[derive(Debug, Default)]
pub struct WorkCharts {
    made_of: Option<Arc<Chronicle>>,
    charts: Vec<Chart>,
}

impl WorkCharts {
    /// Counts anew where another history was read.
    fn follow(&mut self, chronicle: Option<&Arc<Chronicle>>) {
        let is_same = match (&self.made_of, chronicle) {
            (Some(made), Some(read)) => Arc::ptr_eq(made, read),
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            self.charts = chronicle.map_or_else(Vec::new, |read| overview::work(&read.deeds).to_vec());
            self.made_of = chronicle.cloned();
        }
    }
}

impl Docked for OverviewPanel {
    fn id(&self) -> &'static str {
        "overview"
    }

    fn label(&self) -> &'static str {
        "Overview"
    }

    fn icon(&self) -> Icon {
        Icon::Overview
    }

    fn help(&self) -> &'static str {
        "Claims, coverage, queries, replies, sources, findings and work in numbers"
    }

    fn home(&self) -> Side {
        Side::Below
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        // The history is read while this is on screen.
        scene.view.history.is_drawn = true;
        let mut work = std::mem::take(&mut scene.view.work);
        work.follow(scene.view.history.chronicle.as_ref());
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| charts_ui(ui, scene, &work.charts));
        scene.view.work = work;
    }
}

fn charts_ui(ui: &mut Ui, scene: &mut Scene<'_>, work: &[Chart]) {
    let derived = scene.derived;
    let judgement = &derived.judgement;
    if judgement.revision.is_none() {
        muted_ui(ui, "Checking…");
        return;
    }
    let charts: Vec<&Chart> = judgement.overview.charts.iter().chain(work).collect();
    let width = ui.available_width() - space::NEAR;
    let columns = ((width / LEAST) as usize).clamp(1, 4);
    let gap = space::APART;
    let each = (width - gap * (columns - 1) as f32) / columns as f32;
    // Each chart goes under the column that is shortest so far.
    let mut heights = vec![0.0_f32; columns];
    let mut placed: Vec<Vec<&Chart>> = vec![Vec::new(); columns];
    for chart in charts {
        let at = (0..columns).min_by(|one, other| heights[*one].total_cmp(&heights[*other])).unwrap_or(0);
        heights[at] += 48.0 + ROW * chart.bars.len().max(1) as f32;
        placed[at].push(chart);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for charts in placed {
            ui.vertical(|ui| {
                ui.set_width(each);
                ui.spacing_mut().item_spacing = vec2(space::NEAR, 0.0);
                for chart in charts {
                    chart_ui(ui, scene, chart, each);
                    ui.add_space(space::APART);
                }
            });
        }
    });
}

fn chart_ui(ui: &mut Ui, scene: &mut Scene<'_>, chart: &Chart, width: f32) {
    ui.label(RichText::new(chart.title).font(theme::bold(text::BODY)));
    if chart.is_empty() {
        muted_ui(ui, chart.empty);
        return;
    }
    let names = width * NAMES;
    let mut hit = None;
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(names);
            for bar in &chart.bars {
                if name_ui(ui, chart, bar, names) {
                    hit = Some(bar);
                }
            }
        });
        let drawn = bars_ui(ui, chart, width - names - space::NEAR);
        hit = hit.or(drawn);
    });
    if let Some(bar) = hit {
        follow(scene, bar);
    }
}

/// Shows what a bar counts and how many, as a button; tells whether it was pressed.
fn name_ui(ui: &mut Ui, chart: &Chart, bar: &Bar, width: f32) -> bool {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(
        vec2(width, ROW),
        if bar.lead.is_some() { egui::Sense::click() } else { egui::Sense::hover() },
    );
    let name = format!("{}: {}, {}", chart.title, bar.label, bar.count);
    let enabled = ui.is_enabled();
    let role = if bar.lead.is_some() { egui::Role::Button } else { egui::Role::Label };
    response.widget_info(|| egui::WidgetInfo::labeled(role, enabled, &name));
    if bar.lead.is_some() && (response.hovered() || response.has_focus()) {
        let ring =
            if response.has_focus() { egui::Stroke::new(2.0, theme.focus) } else { egui::Stroke::NONE };
        ui.painter().rect(rect, 4.0, theme.control_hover, ring, egui::StrokeKind::Inside);
    }
    let count = ui.painter().layout_no_wrap(bar.count.to_string(), theme::bold(text::SMALL), theme.ink);
    let font = egui::FontId::proportional(text::SMALL);
    let room = words::Room::line(font, width - count.size().x - 3.0 * space::TIGHT);
    let lines = words::lines(ui.ctx(), &bar.label, &words::Room { rows: 1, ..room });
    let middle = rect.center().y;
    lines.paint(
        ui.painter(),
        egui::pos2(rect.left() + space::TIGHT, middle - lines.size().y / 2.0),
        theme.ink,
    );
    let at = egui::pos2(rect.right() - count.size().x - space::TIGHT, middle - count.size().y / 2.0);
    ui.painter().galley(at, count, theme.ink);
    let told = match &bar.lead {
        Some(_) => format!("{}: show them", bar.label),
        None => bar.label.clone(),
    };
    response.on_hover_text(told).clicked()
}

/// Draws the bars; returns the one that was clicked.
fn bars_ui<'a>(ui: &mut Ui, chart: &'a Chart, width: f32) -> Option<&'a Bar> {
    let theme = Theme::current(ui.ctx());
    let rows = chart.bars.len() as f64;
    let bars = chart
        .bars
        .iter()
        .enumerate()
        .map(|(at, bar)| {
            // The accent is a red that would read as a fault.
            let hue = theme.hue(if bar.hue.is_empty() { "slate" } else { &bar.hue }).line;
            PlotBar::new(rows - at as f64 - 0.5, bar.count as f64)
                .width(0.62)
                .fill(hue)
                .stroke(egui::Stroke::NONE)
        })
        .collect();
    let most = chart.most().max(1) as f64;
    let shown = Plot::new(("overview", chart.id))
        .width(width.max(24.0))
        .height(ROW * chart.bars.len() as f32)
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(vec2(0.0, 0.0))
        .sense(egui::Sense::click())
        .show(ui, |plot| {
            plot.set_plot_bounds_x(0.0..=most * 1.04);
            plot.set_plot_bounds_y(0.0..=rows);
            plot.add(BarChart::new(chart.title, bars).horizontal().allow_hover(false));
            plot.pointer_coordinate()
        });
    // The names beside it say the same, and take the keyboard.
    let label = format!("{}, drawn", counted(chart.bars.len(), "bar", "bars"));
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &label));
    let point = shown.inner.filter(|_| shown.response.clicked())?;
    let at = (rows - point.y).floor();
    (at >= 0.0).then(|| chart.bars.get(at as usize)).flatten()
}

/// Goes to what a bar counts.
fn follow(scene: &mut Scene<'_>, bar: &Bar) {
    let Some(lead) = &bar.lead else { return };
    let mut table = |page: Page, filter: Filter| {
        scene.view.table.page = page;
        scene.view.table.open().filter = filter;
        scene.queue.push(Request::Run(Effect::ShowTable(page)));
    };
    let with = |column: &'static str, value: &str| {
        let mut filter = Filter::default();
        filter.toggle(column, value);
        filter
    };
    match lead {
        Lead::Marked(column, value) => table(Page::Marks, with(column, value)),
        Lead::These(records) => {
            let is_of_sources = records.iter().any(|record| record.table() == Table::Source);
            let page = if is_of_sources { Page::Sources } else { Page::Marks };
            let only = Only { label: bar.label.clone(), records: Arc::clone(records) };
            table(page, Filter { only: Some(only), ..Filter::default() });
        }
        Lead::Sources(column, value) => table(Page::Sources, with(column, value)),
        Lead::Finding(rule, subject) => {
            scene.view.show("findings");
            scene.view.findings.sieve = Sieve { rule: check::named(rule).map(Check::id), ..Sieve::default() };
            scene.view.finding = Some((rule.clone(), subject.clone()));
            scene.queue.push(Request::GoToFinding(rule.clone(), subject.clone()));
        }
        Lead::Uncovered => scene.run(Effect::NextUncovered),
        Lead::Person(name) => history(scene, name, None),
        Lead::Day(day, name) => history(scene, name, Some(*day)),
    }
}

/// Shows what one person did, from the last step of a day on where one is given.
fn history(scene: &mut Scene<'_>, name: &str, day: Option<jiff::civil::Date>) {
    let state = &mut scene.view.history;
    state.filter = super::history::state::Filter::default();
    state.filter.toggle(name);
    let last = state.chronicle.as_ref().and_then(|read| {
        let deeds = read.deeds.iter().rev();
        deeds.clone().find(|deed| deed.by == name && day.is_none_or(|day| deed.local.date() == day))
    });
    state.cursor = last.map(|deed| deed.point.clone());
    state.is_to_scroll = true;
    scene.view.show("history");
}
