//! Draws the panels at the sides of the article: frame, tabs, and the menu that moves them.
//!
//! It must not know what any of them shows.

use egui::{Align, FocusDirection, Layout, Popup, RichText, Role, Ui, WidgetInfo};

use super::Docked;
use crate::gui::dock::{Alone, SideView};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme};
use crate::gui::view_state::Wanted;
use crate::gui::widget::sign::sign_button_ui;
use crate::store::settings::Side;

/// The sides in the order in which they take their room: the inspector has the whole height, what stands below the
/// article is as wide as the article and what stands left of it.
const SIDES: [Side; 3] = [Side::Right, Side::Below, Side::Left];

/// Every side with its name in a sentence, and its icon.
pub const NAMES: [(Side, &str, Icon); 3] = [
    (Side::Left, "to the left", Icon::DockLeft),
    (Side::Right, "to the right", Icon::DockRight),
    (Side::Below, "below", Icon::DockBelow),
];

/// Shows every open panel at its side.
pub fn docked_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.dock.alone() == Alone::Yes {
        return;
    }
    for side in SIDES {
        if let Some(view) = scene.dock.view(side) {
            side_ui(ui, scene, side, &view);
        }
    }
}

fn side_ui(ui: &mut Ui, scene: &mut Scene<'_>, side: Side, view: &SideView) {
    let theme = Theme::current(ui.ctx());
    let room = ui.ctx().content_rect();
    let frame = egui::Frame::new().fill(theme.panel).inner_margin(egui::Margin {
        left: 16,
        right: 8,
        top: 6,
        bottom: 0,
    });
    let wide = room.width() >= crate::gui::dock::wide();
    let id = id_of(side);
    let (panel, usual, least, most) = match side {
        Side::Left => (egui::Panel::left(id), 300.0, 240.0, room.width() * 0.3),
        Side::Right => (egui::Panel::right(id), if wide { 440.0 } else { 368.0 }, 304.0, room.width() * 0.36),
        Side::Below => {
            (egui::Panel::bottom(id), (room.height() * 0.4).clamp(260.0, 480.0), 140.0, room.height() * 0.6)
        }
    };
    let points = scene.dock.size(side).unwrap_or(usual);
    let shown =
        panel.resizable(true).default_size(points).size_range(least..=most.max(least)).frame(frame).show(
            ui,
            |ui| {
                head_ui(ui, scene, side, view);
                ui.add_space(4.0);
                if scene.takes_keyboard(Wanted::Panels(side)) {
                    enter(ui, view);
                }
                // Each project is scrolled to a place of its own.
                let tab = scene.tabs.iter().find(|tab| tab.is_front).map(|tab| tab.id);
                ui.push_id((view.front.id(), tab), |ui| view.front.ui(ui, scene));
            },
        );
    let drawn = shown.response.rect;
    let drawn = if side == Side::Below { drawn.height() } else { drawn.width() };
    if (drawn - points).abs() >= 1.0 {
        scene.dock.note_size(side, drawn);
    }
}

/// Gives the keyboard to the first thing in the panel that can have it.
fn enter(ui: &Ui, view: &SideView) {
    let start = ui.scope_id().with("start");
    ui.memory_mut(|memory| {
        memory.request_focus(start);
        memory.move_focus(FocusDirection::Next);
    });
    let spot = egui::Rect::from_min_size(ui.cursor().min, egui::Vec2::splat(1.0));
    let response = ui.interact(spot, start, egui::Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, view.front.label()));
}

/// Returns the side whose panels hold what has the keyboard.
pub fn side_with_keyboard(ctx: &egui::Context) -> Option<Side> {
    let focused = ctx.memory(egui::Memory::focused)?;
    let at = ctx.read_response(focused)?.rect.center();
    SIDES.into_iter().find(|side| {
        let place = egui::containers::panel::PanelState::load(ctx, id_of(*side));
        place.is_some_and(|place| place.outer_rect.contains(at))
    })
}

fn id_of(side: Side) -> egui::Id {
    egui::Id::unique(("side", side as usize))
}

fn head_ui(ui: &mut Ui, scene: &mut Scene<'_>, side: Side, view: &SideView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let room = ui.available_width() - 64.0;
        let words: usize = view.open.iter().map(|panel| panel.label().len()).sum();
        let tabs =
            if words as f32 * 7.5 + view.open.len() as f32 * 26.0 > room { Tabs::Icons } else { Tabs::Words };
        if let [only] = view.open.as_slice() {
            ui.label(RichText::new(only.label()).font(theme::bold(13.0))).on_hover_text(only.help());
        } else {
            for panel in &view.open {
                tab_ui(ui, scene, *panel, view.front.id() == panel.id(), tabs);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let label = view.front.label().to_lowercase();
            if sign_button_ui(ui, Icon::Close, &format!("Close {label}")).clicked() {
                scene.dock.hide(view.front.id());
            }
            let menu = sign_button_ui(ui, Icon::More, &format!("Move {label}"));
            Popup::menu(&menu).show(|ui| {
                for (other, words, icon) in NAMES.into_iter().filter(|(other, ..)| *other != side) {
                    let words = format!("Move {words}");
                    let row = ui.add(egui::Button::new((icon.text(16.0), words.clone())));
                    row.widget_info(|| WidgetInfo::labeled(Role::MenuItem, true, &words));
                    if row.clicked() {
                        scene.dock.put(view.front.id(), other);
                        ui.close();
                    }
                }
            });
        });
    });
}

/// How the panels behind the one in front are named on their tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tabs {
    Words,
    Icons,
}

fn tab_ui(ui: &mut Ui, scene: &mut Scene<'_>, panel: &'static dyn Docked, is_front: bool, tabs: Tabs) {
    let words = if tabs == Tabs::Icons && !is_front {
        panel.icon().text(18.0)
    } else {
        RichText::new(panel.label()).size(13.0)
    };
    let response = ui.add(egui::Button::selectable(is_front, words).min_size(egui::vec2(28.0, 28.0)));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, is_front, panel.label()));
    if response.on_hover_text(panel.help()).clicked() {
        scene.dock.show(panel.id());
    }
}
