//! The command palette: finds a command by some letters of its name, its menu or its help.

use egui::text::LayoutJob;
use egui::{
    Align, Color32, FontId, Id, Key, Modifiers, Role, ScrollArea, Sense, Stroke, TextEdit, TextFormat,
};
use egui::{Ui, WidgetInfo, pos2, vec2};

use super::{Overlay, Stage, Stay};
use crate::gui::app::hear::lacking;
use crate::gui::command::ranking::{self, Entry, fit};
use crate::gui::command::{Command, Effect, Need};
use crate::gui::scene::Request;
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::muted_ui;
use crate::store::settings::Memory;

/// The height of a row, in points.
const ROW: f32 = 32.0;
/// So many rows one goes by a page.
const PAGE: isize = 10;
/// A command that was run lately stands before one that fits as well.
const RECENT_BONUS: i32 = 3;

/// The command palette.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    at: usize,
    /// Why the chosen command cannot run, once it was tried.
    refused: Option<String>,
}

/// A command that fits what was typed.
struct Found<'a> {
    command: &'a Command,
    label: String,
    letters: Vec<usize>,
    is_recent: bool,
}

impl Overlay for Palette {
    fn title(&self) -> &'static str {
        "Run a command"
    }

    fn width(&self) -> f32 {
        640.0
    }

    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay {
        let (step, enter) = ui.input_mut(|input| {
            let mut step = 0;
            for (key, by) in
                [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, PAGE), (Key::PageUp, -PAGE)]
            {
                step += by * input.count_and_consume_key(Modifiers::NONE, key).cast_signed();
            }
            (step, input.consume_key(Modifiers::NONE, Key::Enter))
        });
        let field = TextEdit::singleline(&mut self.query)
            .hint_text("Type some letters of a command")
            .desired_width(f32::INFINITY)
            .margin(space::SEARCH);
        let response = ui.add(field);
        name_text_field(ui, &response, "Command", &self.query);
        response.request_focus();
        if response.changed() {
            self.at = 0;
        }
        if response.changed() || step != 0 {
            self.refused = None;
        }
        let recent = recent(ui, stage);
        let found = find(stage, &self.query, &recent);
        if found.is_empty() {
            ui.add_space(space::NEAR);
            muted_ui(ui, "No command has these letters");
            return Stay::Open;
        }
        self.at = self.at.saturating_add_signed(step).min(found.len() - 1);
        ui.add_space(space::TIGHT);
        let mut run: Option<&Command> = None;
        ScrollArea::vertical().max_height(ui.available_height().max(240.0)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (row, found) in found.iter().enumerate() {
                let is_here = row == self.at;
                let why = why_off(found.command, stage.at_hand);
                let said = self.refused.as_deref().filter(|_| is_here).or(why);
                let response = row_ui(ui, found, is_here, said);
                if is_here && step != 0 {
                    response.scroll_to_me(Some(Align::Center));
                }
                if response.clicked() || (is_here && enter) {
                    self.at = row;
                    match why {
                        None => run = Some(found.command),
                        Some(why) => self.refused = Some(why.to_owned()),
                    }
                }
            }
        });
        let Some(command) = run else { return Stay::Open };
        remember(ui, stage, recent, &command.id);
        stage.queue.push(Request::Run(command.effect.clone()));
        Stay::Closed
    }
}

/// Says what has to be at hand before a command can run; nothing where it can.
fn why_off(command: &Command, at_hand: &[Need]) -> Option<&'static str> {
    let need = if at_hand.contains(&Need::Desk) { command.need } else { Need::Desk };
    (!command.is_enabled(at_hand)).then(|| lacking(need, at_hand))
}

/// Where the recent commands are while nothing is remembered: until the program ends.
fn place_of_recent() -> Id {
    Id::unique("recent commands")
}

fn recent(ui: &Ui, stage: &Stage<'_>) -> Vec<String> {
    match stage.settings.memory {
        Memory::Kept => stage.settings.commands.clone(),
        Memory::Off => ui.data(|data| data.get_temp(place_of_recent())).unwrap_or_default(),
    }
}

fn remember(ui: &Ui, stage: &mut Stage<'_>, mut recent: Vec<String>, id: &str) {
    ranking::note_recent(&mut recent, id);
    match stage.settings.memory {
        Memory::Kept => {
            let mut changed = stage.settings.clone();
            changed.commands = recent;
            stage.queue.push(Request::Settings(Box::new(changed)));
        }
        Memory::Off => drop(ui.data_mut(|data| data.insert_temp(place_of_recent(), recent))),
    }
}

/// Finds the commands that fit, the best first. Where nothing is typed: the recent ones, then those that can run,
/// then the others.
fn find<'a>(stage: &Stage<'a>, query: &str, recent: &[String]) -> Vec<Found<'a>> {
    let mut found: Vec<((i32, usize, bool), Found<'a>)> = Vec::new();
    let is_typed = !query.trim().is_empty();
    for command in stage.commands.iter().filter(|command| command.effect != Effect::Palette) {
        let label = command.label_now(stage.session).into_owned();
        let entry = Entry { name: &label, menu: command.menu.title(), help: &command.help };
        let Some(fit) = fit(entry, query) else { continue };
        let lately = recent.iter().position(|id| *id == command.id);
        let is_off = !command.is_enabled(stage.at_hand);
        let bonus = if lately.is_some() { RECENT_BONUS } else { 0 };
        let order = if is_typed {
            (-(fit.score + bonus), 0, is_off)
        } else {
            (0, lately.unwrap_or(recent.len()), is_off)
        };
        found.push((order, Found { command, label, letters: fit.letters, is_recent: lately.is_some() }));
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, found)| found).collect()
}

fn row_ui(ui: &mut Ui, found: &Found<'_>, is_here: bool, why_off: Option<&str>) -> egui::Response {
    let theme = Theme::current(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, why_off.is_none(), is_here, &found.label));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter().with_clip_rect(rect);
    let (fill, ink) = match (is_here, response.hovered()) {
        (true, _) => (theme.selection, theme.selection_ink),
        (_, true) => (theme.control_hover, theme.ink),
        _ => (Color32::TRANSPARENT, theme.ink),
    };
    let ink = if why_off.is_some() { theme.muted } else { ink };
    painter.rect_filled(rect, 6.0, fill);
    let mut x = rect.left() + 12.0;
    if let Some(hue) = &found.command.hue {
        painter.circle_filled(pos2(x + 4.0, rect.center().y), 4.0, theme.hue(hue).line);
        x += 18.0;
    }
    let words = painter.layout_job(emphasised(&found.label, &found.letters, ink));
    let after = x + words.size().x + 12.0;
    painter.galley(pos2(x, rect.center().y - words.size().y / 2.0), words, ink);
    let small = FontId::proportional(text::CAPTION);
    let keys = painter.layout_no_wrap(found.command.keys_text(), small.clone(), theme.muted);
    let keys_left = rect.right() - 12.0 - keys.size().x;
    painter.galley(pos2(keys_left, rect.center().y - keys.size().y / 2.0), keys, theme.muted);
    let place = if found.is_recent { "Recent" } else { found.command.menu.title() };
    let said = why_off.unwrap_or_else(|| found.command.help.trim_end_matches('.'));
    let room = (keys_left - 12.0 - after).max(0.0);
    let mut job = LayoutJob::simple_singleline(format!("{place} · {said}"), small, theme.muted);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let line = painter.layout_job(job);
    if room > 40.0 {
        painter.galley(pos2(after, rect.center().y - line.size().y / 2.0 + 1.0), line, theme.muted);
    }
    response
}

/// Sets a name with some of its letters bold and underlined.
fn emphasised(label: &str, letters: &[usize], ink: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = TextFormat { font_id: FontId::proportional(text::BODY), color: ink, ..TextFormat::default() };
    let strong =
        TextFormat { font_id: theme::bold(text::BODY), underline: Stroke::new(1.0, ink), ..plain.clone() };
    let mut run = String::new();
    let mut is_strong = false;
    for (at, character) in label.chars().enumerate() {
        if letters.contains(&at) != is_strong {
            job.append(&run, 0.0, if is_strong { strong.clone() } else { plain.clone() });
            run.clear();
            is_strong = !is_strong;
        }
        run.push(character);
    }
    job.append(&run, 0.0, if is_strong { strong } else { plain });
    job
}
