//! Draws the panels at the sides of the article: frame, tabs, and the menu that moves them.
//!
//! It must not know what any of them shows.

use egui::containers::panel::PanelState;
use egui::{Align, FocusDirection, Layout, Popup, RichText, Role, Ui, WidgetInfo, vec2};

use super::{Docked, status_bar};
use crate::gui::command::{Effect, with_keys};
use crate::gui::dock::{Alone, Dock, SideView};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::view_state::Wanted;
use crate::gui::widget::sign::{sign_button_ui, told_button_ui};
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
        match scene.dock.view(side) {
            Some(view) => side_ui(ui, scene, side, &view),
            None => ui.data_mut(|data| data.remove::<egui::Rect>(id_of(side))),
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
    let wide = room.width() >= crate::gui::dock::WIDE;
    let id = id_of(side);
    let (panel, usual, least, most) = match side {
        Side::Left => (egui::Panel::left(id), 300.0, 240.0, room.width() * 0.3),
        Side::Right => (egui::Panel::right(id), if wide { 440.0 } else { 368.0 }, 304.0, room.width() * 0.36),
        Side::Below => {
            (egui::Panel::bottom(id), (room.height() * 0.4).clamp(260.0, 480.0), 140.0, room.height() * 0.6)
        }
    };
    let most = most.max(least);
    let points = scene.dock.size(side).unwrap_or(usual).clamp(least, most);
    let is_resized = is_resized(ui, id);
    if !is_resized {
        keep_size(ui, id, side, points);
    }
    let shown =
        panel.resizable(true).default_size(points).size_range(least..=most).frame(frame).show(ui, |ui| {
            head_ui(ui, scene, side, view);
            ui.add_space(space::TIGHT);
            if scene.takes_keyboard(Wanted::Panels(side)) {
                enter(ui, view);
            }
            // Each project is scrolled to a place of its own.
            let tab = scene.tabs.iter().find(|tab| tab.is_front).map(|tab| tab.id);
            ui.push_id((view.front.id(), tab), |ui| view.front.ui(ui, scene));
        });
    let drawn = shown.response.rect;
    ui.data_mut(|data| data.insert_temp(id_of(side), drawn));
    if is_resized {
        scene.dock.note_size(side, if side == Side::Below { drawn.height() } else { drawn.width() });
    }
}

/// Returns what egui calls a panel with this id.
fn panel_of(ui: &Ui, id: egui::Id) -> egui::Id {
    ui.scope_id().with_salt(egui::IdSalt::new(id))
}

/// Tells whether a panel is being made larger or smaller, by the pointer or by a screen reader.
pub(super) fn is_resized(ui: &Ui, id: egui::Id) -> bool {
    use egui::accesskit::Action;
    let handle = panel_of(ui, id).with("__resize");
    let dragged =
        ui.ctx().read_response(handle).is_some_and(|handle| handle.dragged() || handle.drag_stopped());
    dragged
        || ui.input(|input| {
            [Action::Increment, Action::Decrement, Action::SetValue]
                .into_iter()
                .any(|action| input.has_accesskit_action_request(handle, action))
        })
}

/// Gives a panel at a side the size somebody chose as far as the window has room: a window that was small for a moment, as most
/// are before they are maximised, must not leave narrow panels behind.
pub(super) fn keep_size(ui: &Ui, id: egui::Id, side: Side, points: f32) {
    let id = panel_of(ui, id);
    let Some(mut kept) = PanelState::load(ui.ctx(), id) else { return };
    let wanted = if side == Side::Below { vec2(kept.size().x, points) } else { vec2(points, kept.size().y) };
    if (kept.size() - wanted).abs().max_elem() >= 0.5 {
        kept.outer_rect = egui::Rect::from_min_size(kept.outer_rect.min, wanted);
        ui.data_mut(|data| data.insert_persisted(id, kept));
    }
}

/// Returns what bars and panels leave of the window: where the article stands.
pub fn middle(ctx: &egui::Context, dock: &Dock) -> egui::Rect {
    let mut room = ctx.content_rect();
    if dock.alone() == Alone::Yes {
        return room;
    }
    room.max.y -= status_bar::HEIGHT;
    for side in SIDES.into_iter().filter(|side| dock.view(*side).is_some()) {
        let Some(place) = place_of(ctx, side) else { continue };
        match side {
            Side::Left => room.min.x = place.right(),
            Side::Right => room.max.x = place.left(),
            Side::Below => room.max.y = place.top(),
        }
    }
    room
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
    SIDES.into_iter().find(|side| place_of(ctx, *side).is_some_and(|place| place.contains(at)))
}

/// Returns where a side was drawn last; nothing while it is closed.
fn place_of(ctx: &egui::Context, side: Side) -> Option<egui::Rect> {
    ctx.data(|data| data.get_temp(id_of(side)))
}

fn id_of(side: Side) -> egui::Id {
    egui::Id::unique(("side", side as usize))
}

fn head_ui(ui: &mut Ui, scene: &mut Scene<'_>, side: Side, view: &SideView) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::HAIR;
        let room = ui.available_width() - 64.0;
        let words: usize = view.open.iter().map(|panel| panel.label().len()).sum();
        let tabs =
            if words as f32 * 7.5 + view.open.len() as f32 * 26.0 > room { Tabs::Icons } else { Tabs::Words };
        if let [only] = view.open.as_slice() {
            ui.label(RichText::new(only.label()).font(theme::bold(text::SMALL)))
                .on_hover_text(told(scene, *only));
            ui.add_space(space::STEP);
            only.head_ui(ui, scene);
        } else {
            for panel in &view.open {
                tab_ui(ui, scene, *panel, view.front.id() == panel.id(), tabs);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let label = view.front.label().to_lowercase();
            let name = format!("Close {label}");
            let keys = with_keys(scene.commands, &name, &Effect::TogglePanel(view.front.id()));
            if told_button_ui(ui, Icon::Close, &name, &keys).clicked() {
                scene.dock.hide(view.front.id());
            }
            let menu = sign_button_ui(ui, Icon::More, &format!("Move {label}"));
            Popup::menu(&menu).show(|ui| {
                for (other, words, icon) in NAMES.into_iter().filter(|(other, ..)| *other != side) {
                    let words = format!("Move {words}");
                    let row = ui.add(egui::Button::new((icon.text(text::SIGN), words.clone())));
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

/// Says what a panel is for, with the keys that open and close it.
fn told(scene: &Scene<'_>, panel: &dyn Docked) -> String {
    with_keys(scene.commands, panel.help(), &Effect::TogglePanel(panel.id()))
}

/// How the panels behind the one in front are named on their tabs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tabs {
    Words,
    Icons,
}

fn tab_ui(ui: &mut Ui, scene: &mut Scene<'_>, panel: &'static dyn Docked, is_front: bool, tabs: Tabs) {
    let words = if tabs == Tabs::Icons && !is_front {
        panel.icon().text(text::ICON)
    } else {
        RichText::new(panel.label()).size(text::SMALL)
    };
    let response =
        ui.add(egui::Button::selectable(is_front, words).min_size(vec2(space::CONTROL, space::CONTROL)));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, is_front, panel.label()));
    if response.on_hover_text(told(scene, panel)).clicked() {
        scene.dock.show(panel.id());
    }
}
