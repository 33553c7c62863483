//! The menu bar: every command of the table in its menu.

use egui::{Button, FocusDirection, Key, Modifiers, Popup, RichText, ScrollArea, Ui};

use super::Panel;
use crate::gui::command::context::{Row, Spot, rows};
use crate::gui::command::{Command, Effect, Menu};
use crate::gui::scene::{Request, Scene};
use crate::gui::theme::{self, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::words::line_ui;

/// The menu bar.
pub struct MenuBar;

impl Panel for MenuBar {
    fn id(&self) -> &'static str {
        "menu-bar"
    }

    fn label(&self) -> &'static str {
        "Menu bar"
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let theme = Theme::current(ui.ctx());
        let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin::symmetric(8, 4));
        egui::Panel::top(self.id()).show_separator_line(false).frame(frame).show(ui, |ui| {
            egui::MenuBar::new().ui(ui, |ui| {
                // The titles stand in line with what is below them; their frames reach beyond.
                ui.spacing_mut().button_padding = egui::vec2(8.0, 2.0);
                ui.spacing_mut().item_spacing.x = space::HAIR;
                let place = place_of_bar();
                let before: Bar = ui.data(|data| data.get_temp(place)).unwrap_or_default();
                let next = step(ui, &before);
                ui.data_mut(|data| data.get_temp_mut_or_default::<Bar>(place).is_at_inner = false);
                let titles: Vec<egui::Response> = Menu::ALL
                    .into_iter()
                    .map(|(menu, title)| {
                        let shown = ui.menu_button(title, |ui| {
                            ui.set_min_width(264.0);
                            ui.spacing_mut().item_spacing.y = space::HAIR;
                            menu_ui(ui, scene, menu);
                        });
                        shown.response
                    })
                    .collect();
                by_keyboard(ui, scene, &before, &titles, next);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.add_space(space::NEAR);
                    line_ui(ui, scene.title, &theme::bold(text::SMALL), theme.muted);
                });
            });
        });
    }
}

/// The menus of the bar as they were in the frame before.
#[derive(Clone, Debug, Default)]
struct Bar {
    /// The titles, in order.
    titles: Vec<egui::Id>,
    /// Which of them is open.
    open: Option<usize>,
    /// Whether a title of a menu within a menu has the keyboard: the arrow opens that one.
    is_at_inner: bool,
}

fn place_of_bar() -> egui::Id {
    egui::Id::unique("menus of the bar")
}

/// Takes the arrows that go from one open menu to the one beside it; returns where to.
fn step(ui: &Ui, bar: &Bar) -> Option<usize> {
    let open = bar.open?;
    let focused = ui.memory(egui::Memory::focused);
    let layer = focused.and_then(|id| ui.ctx().read_response(id)).map(|response| response.layer_id.id);
    let at_title = focused == bar.titles.get(open).copied();
    let in_menu = bar.titles.get(open).is_some_and(|title| layer == Some(popup_of(*title)));
    if !(at_title || in_menu) {
        return None;
    }
    let (left, right) = ui.input_mut(|input| {
        let right = !bar.is_at_inner && input.consume_key(Modifiers::NONE, Key::ArrowRight);
        (input.consume_key(Modifiers::NONE, Key::ArrowLeft), right)
    });
    let count = bar.titles.len();
    let next = match (left, right) {
        (true, _) => (open + count - 1) % count,
        (_, true) => (open + 1) % count,
        _ => return None,
    };
    ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    Some(next)
}

/// Returns the id of the menu under a title.
fn popup_of(title: egui::Id) -> egui::Id {
    title.with("popup")
}

/// Opens the menu that is asked for, and gives the keyboard back to the article once the last one is closed.
fn by_keyboard(ui: &Ui, scene: &mut Scene<'_>, before: &Bar, titles: &[egui::Response], next: Option<usize>) {
    let asked = scene.takes_keyboard(Wanted::MenuBar).then_some(0);
    let to_open = asked.or(next).and_then(|at| Some((at, titles.get(at)?)));
    if let Some((_, title)) = to_open {
        title.request_focus();
        Popup::open_id(ui.ctx(), Popup::default_response_id(title));
        ui.request_repaint();
    }
    let is_open = |title: &egui::Response| Popup::is_id_open(ui.ctx(), Popup::default_response_id(title));
    let open = to_open.map(|(at, _)| at).or_else(|| titles.iter().position(is_open));
    if before.open.is_some() && open.is_none() {
        scene.view.wanted.get_or_insert(Wanted::Article);
    }
    ui.data_mut(|data| {
        let bar = data.get_temp_mut_or_default::<Bar>(place_of_bar());
        bar.titles = titles.iter().map(|title| title.id).collect();
        bar.open = open;
    });
}

/// Shows a menu's rows; what does not fit below the bar is scrolled to.
fn menu_ui(ui: &mut Ui, scene: &mut Scene<'_>, menu: Menu) {
    let room = ui.ctx().content_rect().bottom() - ui.cursor().top() - space::WIDE;
    ScrollArea::vertical().max_height(room.max(120.0)).show(ui, |ui| menu_rows_ui(ui, scene, menu));
}

fn menu_rows_ui(ui: &mut Ui, scene: &mut Scene<'_>, menu: Menu) {
    let mut group = None;
    let mut rows: Vec<&Command> = scene.commands.iter().filter(|command| command.menu == menu).collect();
    rows.sort_by_key(|command| command.group);
    for command in &rows {
        if group.is_some_and(|group| group != command.group) {
            ui.separator();
        }
        let is_new_group = group != Some(command.group);
        group = Some(command.group);
        let folded = match command.effect {
            Effect::SetKind(_) => Some("Change kind"),
            Effect::PutPanel(..) => Some("Move panels"),
            Effect::ShowFile
            | Effect::ReplaceFile
            | Effect::ReadText
            | Effect::TextFromFile
            | Effect::PasteSourceText
            | Effect::RemoveFile => Some("Source's file and text"),
            _ => None,
        };
        if let Some(title) = folded {
            if is_new_group {
                let inner = ui.menu_button(title, |ui| {
                    for command in rows.iter().filter(|row| row.group == command.group) {
                        item_ui(ui, scene, command);
                    }
                });
                note_inner(ui, &inner.response);
            }
            continue;
        }
        item_ui(ui, scene, command);
        if command.effect == Effect::TypePath {
            recent_ui(ui, scene);
        }
    }
}

/// Shows what can be done at a spot; returns its first row.
pub fn context_rows_ui(ui: &mut Ui, scene: &mut Scene<'_>, spot: Spot) -> Option<egui::Response> {
    let mut first = None;
    let mut is_line_due = false;
    for row in rows(scene.commands, spot) {
        let line = is_line_due && !matches!(row, Row::Line);
        if line {
            ui.separator();
            is_line_due = false;
        }
        match row {
            Row::Line => is_line_due = first.is_some(),
            Row::Command(command) => {
                let response = item_ui(ui, scene, command);
                first.get_or_insert(response);
            }
            Row::Menu(title, inside) => {
                // A menu in which nothing can be done is left out.
                if inside.iter().any(|command| command.is_enabled(scene.at_hand)) {
                    let shown = ui.menu_button(title, |ui| {
                        for command in inside {
                            item_ui(ui, scene, command);
                        }
                    });
                    first.get_or_insert(shown.response);
                }
            }
        }
    }
    first
}

/// Shows one command as a row of a menu.
pub fn item_ui(ui: &mut Ui, scene: &mut Scene<'_>, command: &Command) -> egui::Response {
    let label = command.label_now(Some(scene.session));
    let is_enabled = command.is_enabled(scene.at_hand);
    let response = ui.add_enabled_ui(is_enabled, |ui| row_ui(ui, command, &label)).inner;
    let response = response.on_hover_text(&*command.help);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        scene.queue.push(Request::Run(command.effect.clone()));
        ui.close();
    }
    response
}

fn row_ui(ui: &mut Ui, command: &Command, label: &str) -> egui::Response {
    let theme = Theme::current(ui.ctx());
    let button = match &command.hue {
        Some(hue) => Button::new((RichText::new("●").color(theme.hue(hue).line), label.to_owned())),
        None => Button::new(label.to_owned()),
    };
    let response = ui.add(button.shortcut_text(RichText::new(command.keys_text()).color(theme.muted)));
    let enabled = ui.is_enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MenuItem, enabled, label));
    response
}

/// Notes that the title of a menu within a menu has the keyboard.
fn note_inner(ui: &Ui, title: &egui::Response) {
    if title.has_focus() {
        ui.data_mut(|data| data.get_temp_mut_or_default::<Bar>(place_of_bar()).is_at_inner = true);
    }
}

fn recent_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.settings.recent.is_empty() {
        return;
    }
    let inner = ui.menu_button("Open recent", |ui| {
        for recent in &scene.settings.recent {
            let path = std::path::Path::new(&recent.folder);
            let name = path
                .file_name()
                .map_or_else(|| recent.folder.clone(), |name| name.to_string_lossy().into_owned());
            if ui.button(name).on_hover_text(&recent.folder).clicked() {
                scene.queue.push(Request::OpenRecent(recent.folder.clone()));
                ui.close();
            }
        }
    });
    note_inner(ui, &inner.response);
}
