//! The first screen: what the program is, the ways to begin, and recent projects.

use egui::{
    Align, Layout, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::gui::command::{Command, Effect, doing, with_keys};
use crate::gui::scene::Request;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::picker::name_text_field;
use crate::gui::widget::sign::{muted_ui, quiet_button_ui, sign_button_ui};
use crate::gui::widget::words::{self, Room};
use crate::store::settings::Settings;

/// The width of the column, in points.
const WIDTH: f32 = 720.0;

/// Shows the welcome screen.
pub fn welcome_ui(
    ui: &mut Ui,
    commands: &[Command],
    settings: &Settings,
    is_busy: Option<&str>,
    queue: &mut Vec<Request>,
) {
    let theme = Theme::current(ui.ctx());
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    egui::CentralPanel::no_frame().frame(egui::Frame::new().fill(theme.page)).show(ui, |ui| {
        let whole = ui.max_rect();
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            let width = WIDTH.min(ui.available_width() - 48.0);
            let left = ((ui.available_width() - width) / 2.0).floor();
            // Somewhat above the middle, never far from the top of a small window.
            ui.add_space(((whole.height() - 640.0) * 0.4).clamp(40.0, 240.0).round());
            ui.horizontal_top(|ui| {
                ui.add_space(left);
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    heading_ui(ui);
                    ui.add_space(space::VAST);
                    ui.scope(|ui| ways_ui(ui, commands, queue));
                    ui.add_space(space::NEAR);
                    if let Some(words) = is_busy {
                        ui.horizontal(|ui| {
                            ui.spinner();
                            muted_ui(ui, words);
                        });
                    } else {
                        muted_ui(ui, "Or drop an article or a project’s folder anywhere on this window.");
                    }
                    ui.add_space(space::VAST);
                    recent_ui(ui, commands, settings, queue);
                    name_ui(ui, settings, queue);
                    ui.add_space(space::WIDE);
                    foot_ui(ui, commands, queue);
                    ui.add_space(space::WIDE);
                });
            });
        });
        if hovering {
            let inside = whole.shrink(16.0);
            ui.painter().rect(
                inside,
                12.0,
                theme.accent.gamma_multiply(0.08),
                Stroke::new(2.0, theme.accent),
                StrokeKind::Inside,
            );
        }
    });
}

fn heading_ui(ui: &mut Ui) {
    let theme = Theme::current(ui.ctx());
    let name = ui.label(RichText::new("redpencil").font(theme::reading_bold(46.0)).color(theme.ink));
    // One stroke of the pencil under the name.
    let from = name.rect.left_bottom() + vec2(2.0, 2.0);
    let points: Vec<egui::Pos2> = (0_u8..=24)
        .map(|step| {
            let share = f32::from(step) / 24.0;
            let wave = (share * 9.0).sin() * 1.6 - share * 3.0;
            from + vec2(share * (name.rect.width() - 4.0), wave)
        })
        .collect();
    ui.painter().add(egui::Shape::line(points, Stroke::new(3.0, theme.accent)));
    ui.add_space(space::STEP);
    let line =
        "Check an article fact by fact: mark its claims, tie them to sources, hand out the annotated report.";
    ui.label(RichText::new(line).font(theme::reading(18.0)).color(theme.muted));
}

fn ways_ui(ui: &mut Ui, commands: &[Command], queue: &mut Vec<Request>) {
    let ways = [
        (Effect::OpenArticle, "Text, Markdown or a saved web page"),
        (Effect::OpenProject, "A folder that redpencil made"),
        (Effect::PasteText, "From the clipboard, or typed"),
        (Effect::OpenSample, "A news story half checked, with real sources"),
    ];
    let width = ((ui.available_width() - 16.0) / 2.0).floor();
    ui.spacing_mut().item_spacing = vec2(space::APART, space::APART);
    for pair in ways.chunks(2) {
        ui.horizontal(|ui| {
            for (effect, line) in pair {
                let Some(command) = doing(commands, effect) else { continue };
                if way_ui(ui, command, line, width) {
                    queue.push(Request::Run(effect.clone()));
                }
            }
        });
    }
}

fn way_ui(ui: &mut Ui, command: &Command, line: &str, width: f32) -> bool {
    let theme = Theme::current(ui.ctx());
    let is_first = command.effect == Effect::OpenArticle;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 80.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &*command.label));
    let painter = ui.painter();
    let (fill, ink, muted) = match (is_first, response.hovered()) {
        (true, _) => (theme.accent, theme.on_accent, theme.on_accent),
        (false, true) => (theme.control_hover, theme.ink, theme.muted),
        (false, false) => (theme.raised, theme.ink, theme.muted),
    };
    let edge = match (response.has_focus(), is_first && response.hovered()) {
        (true, _) => Stroke::new(3.0, theme.focus),
        (_, true) => Stroke::new(2.0, theme.ink),
        _ => Stroke::new(1.0, if is_first { theme.accent } else { theme.rule }),
    };
    painter.rect(
        rect,
        8.0,
        fill,
        edge,
        if response.has_focus() { StrokeKind::Outside } else { StrokeKind::Inside },
    );
    let title = painter.layout_no_wrap(command.label.to_string(), theme::bold(text::TITLE), ink);
    painter.galley(rect.min + vec2(20.0, 18.0), title, ink);
    let line = painter.layout_no_wrap(line.to_owned(), egui::FontId::proportional(text::SMALL), muted);
    painter.galley(rect.min + vec2(20.0, 43.0), line, muted);
    let key = painter.layout_no_wrap(command.keys_text(), egui::FontId::proportional(text::CAPTION), muted);
    painter.galley(egui::pos2(rect.right() - 20.0 - key.size().x, rect.top() + 21.0), key, muted);
    response.clicked()
}

fn recent_ui(ui: &mut Ui, commands: &[Command], settings: &Settings, queue: &mut Vec<Request>) {
    if settings.recent.is_empty() {
        return;
    }
    let theme = Theme::current(ui.ctx());
    ui.horizontal(|ui| {
        ui.label(RichText::new("Recent projects").font(theme::bold(text::BODY)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if quiet_button_ui(ui, "Clear list").clicked() {
                let mut changed = settings.clone();
                changed.forget_all();
                queue.push(Request::Settings(Box::new(changed)));
            }
        });
    });
    again_ui(ui, commands, settings, queue);
    ui.spacing_mut().item_spacing = vec2(space::NEAR, space::HAIR);
    for recent in settings.recent.iter().take(6) {
        let path = std::path::Path::new(&recent.folder);
        let name = path
            .file_name()
            .map_or_else(|| recent.folder.clone(), |name| name.to_string_lossy().into_owned());
        ui.horizontal(|ui| {
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width() - 48.0, 36.0), Sense::click());
            let enabled = ui.is_enabled();
            response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, format!("Open {name}")));
            let fill = if response.hovered() { theme.control_hover } else { egui::Color32::TRANSPARENT };
            let edge = if response.has_focus() { Stroke::new(2.0, theme.focus) } else { Stroke::NONE };
            let painter = ui.painter().with_clip_rect(rect.shrink2(vec2(4.0, 0.0)));
            ui.painter().rect(rect, 6.0, fill, edge, StrokeKind::Inside);
            let line = |words: &str, size: f32, room: f32| {
                words::lines(painter.ctx(), words, &Room::line(egui::FontId::proportional(size), room))
            };
            let title = line(&name, text::BODY, rect.width() - 24.0);
            let after = rect.left() + 12.0 + title.size().x + 12.0;
            let top = rect.center().y - title.size().y / 2.0;
            title.paint(&painter, egui::pos2(rect.left() + 12.0, top), theme.ink);
            let folder = path.parent().map_or_else(String::new, |parent| parent.display().to_string());
            let folder = line(&folder, text::CAPTION, (rect.right() - 12.0 - after).max(0.0));
            let top = rect.center().y - folder.size().y / 2.0 + 1.0;
            folder.paint(&painter, egui::pos2(after, top), theme.muted);
            if words::hover(response, &recent.folder).clicked() {
                queue.push(Request::OpenRecent(recent.folder.clone()));
            }
            if sign_button_ui(ui, Icon::Close, &format!("Remove {name} from the list")).clicked() {
                let mut changed = settings.clone();
                changed.forget(&recent.folder);
                queue.push(Request::Settings(Box::new(changed)));
            }
        });
    }
    ui.add_space(space::WIDE);
}

/// Offers the articles that were open side by side last time; one alone is the first of the list anyway.
fn again_ui(ui: &mut Ui, commands: &[Command], settings: &Settings, queue: &mut Vec<Request>) {
    let count = settings.last_open.folders.len();
    if count < 2 {
        return;
    }
    let words = format!("Open the last {count} articles again");
    let response = ui.add(egui::Button::new(words).min_size(vec2(0.0, 32.0)));
    let folders = settings.last_open.folders.join("\n");
    if response.on_hover_text(with_keys(commands, &folders, &Effect::OpenAgain)).clicked() {
        queue.push(Request::Run(Effect::OpenAgain));
    }
    ui.add_space(space::TIGHT);
}

/// Asks kindly for a name, once, where none is known.
fn name_ui(ui: &mut Ui, settings: &Settings, queue: &mut Vec<Request>) {
    let id = ui.make_persistent_id("checker name");
    let typing = ui.memory(|memory| memory.has_focus(id));
    if !settings.checker.is_empty() && !typing {
        return;
    }
    let theme = Theme::current(ui.ctx());
    egui::Frame::new().fill(theme.panel).corner_radius(8).inner_margin(egui::Margin::symmetric(20, 16)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::NEAR;
        ui.label(RichText::new("Who is checking?").font(theme::bold(text::BODY)));
        let mut changed = settings.clone();
        ui.horizontal(|ui| {
            for (text, hint, name, width) in [
                (&mut changed.checker, "Your name", "Your name", 240.0),
                (&mut changed.role, "Your role, if you like", "Your role", 200.0),
            ] {
                let field = if name == "Your name" { id } else { id.with("role") };
                let response = ui.add(
                    TextEdit::singleline(text).id(field).hint_text(hint).desired_width(width).margin(space::FIELD),
                );
                name_text_field(ui, &response, name, text);
            }
        });
        muted_ui(ui, "Marks, statuses and waivers are signed with it. It stays on this machine and in your projects.");
        if changed != *settings {
            queue.push(Request::Settings(Box::new(changed)));
        }
    });
}

fn foot_ui(ui: &mut Ui, commands: &[Command], queue: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::NEAR;
        // The words, not their frames, stand in line with what is above.
        ui.add_space(-ui.spacing().button_padding.x);
        for effect in [Effect::TypePath, Effect::Settings, Effect::Keys, Effect::SwitchLook, Effect::About] {
            let Some(command) = doing(commands, &effect) else { continue };
            if quiet_button_ui(ui, &command.label)
                .on_hover_text(with_keys(commands, &command.help, &effect))
                .clicked()
            {
                queue.push(Request::Run(effect));
            }
        }
    });
}
