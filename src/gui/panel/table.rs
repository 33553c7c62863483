//! The table of everything marked, of the sources and of the people: sort, filter, select, change several at once.
//!
//! Its rows come from [`crate::gui::register`]; it must not know how they are worked out.

mod bulk_bar;
mod filter_bar;
mod head;
mod keyboard;
mod layout;
mod open_row;
mod rows;
pub mod state;

use egui::{RichText, Role, Ui, WidgetInfo, vec2};

use super::Docked;
use crate::gui::register::{Ground, Page, Register};
use crate::gui::scene::Scene;
use crate::gui::theme::{self, Icon, Theme, space, text};
use crate::gui::widget::sign::{muted_ui, small_button_ui};
use crate::store::settings::Side;
use filter_bar::Room;
pub use filter_bar::menu_button_ui;
use layout::Layout;
use state::PageState;

/// Under so much room, in points, only rows are shown, and the field to filter them by words; more is needed where what
/// rows are filtered by takes several lines.
const LOW: f32 = 176.0;
/// The width, in points, from which on what rows are filtered by stands in one line.
const LONG: f32 = 720.0;

/// The table.
pub struct MarkTable;

impl Docked for MarkTable {
    fn id(&self) -> &'static str {
        "table"
    }

    fn label(&self) -> &'static str {
        "Table"
    }

    fn icon(&self) -> Icon {
        Icon::Table
    }

    fn help(&self) -> &'static str {
        "Everything marked, every source and every person, to sort, filter and change at once"
    }

    fn home(&self) -> Side {
        Side::Below
    }

    fn head_ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        tabs_ui(ui, scene);
    }

    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        scene.view.table.drawn = Some(scene.view.table.page);
        // However little there is to show, the panel keeps its height.
        ui.set_min_height(ui.available_height());
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        let room = if ui.available_height() < if ui.available_width() < LONG { LOW * 2.0 } else { LOW } {
            Room::Low
        } else {
            Room::Enough
        };
        let prepared = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::NEAR, space::TIGHT);
            if !scene.dock.is_single(self.id()) {
                tabs_ui(ui, scene);
                ui.add_space(space::NEAR);
            }
            let page = scene.view.table.page;
            let Some(register) = scene.derived.registers.at(page) else {
                muted_ui(ui, "Gathering the rows…");
                return None;
            };
            let mut state = std::mem::take(scene.view.table.open());
            let layout = Layout::of(scene.settings, page);
            state.refresh(register, ground(scene), &layout);
            listen(scene, &mut state, register);
            filter_bar::ui(ui, scene, &mut state, register, &layout, room);
            Some((state, register, layout))
        });
        let Some((mut state, register, layout)) = prepared.inner else {
            scene.view.table.has_keyboard = false;
            return;
        };
        // What was typed or ticked counts at once.
        state.refresh(register, ground(scene), &layout);
        page_ui(ui, scene, &mut state, register, &layout);
        *scene.view.table.open() = state;
    }
}

fn ground<'a>(scene: &Scene<'a>) -> Ground<'a> {
    Ground {
        project: scene.project(),
        outline: scene.outline,
        vocabulary: scene.vocabulary(),
        today: scene.session.today(),
    }
}

/// Shows the tabs of the pages.
fn tabs_ui(ui: &mut Ui, scene: &mut Scene<'_>) {
    for page in Page::ALL {
        let count = count(scene, page);
        let is_open = scene.view.table.page == page;
        let words = RichText::new(format!("{} {count}", page.title())).size(text::SMALL);
        let response = ui.add(egui::Button::selectable(is_open, words).min_size(vec2(0.0, space::CONTROL)));
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, is_open, page.title()));
        if response.clicked() {
            scene.view.table.page = page;
            ui.ctx().request_repaint();
        }
    }
}

/// Counts the rows of a page; before it was opened once, its records.
fn count(scene: &Scene<'_>, page: Page) -> usize {
    let project = scene.project();
    let records = || match page {
        Page::Marks => {
            project.claims().len()
                + project.quotations().len()
                + project.allegations().len()
                + project.queries().len()
        }
        Page::Sources => project.sources().len(),
        Page::People => project.people().len(),
    };
    scene.derived.registers.at(page).map_or_else(records, |register| register.rows.len())
}

fn page_ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut PageState, register: &Register, layout: &Layout) {
    if state.shown.is_empty() {
        scene.view.table.has_keyboard = false;
        empty_ui(ui, state, register);
        return;
    }
    let is_bulk = state.in_order.len() > 1;
    // The line that appears under the rows takes room from them: the row one is at stays in view.
    state.is_to_scroll |= is_bulk && !state.has_bar;
    state.has_bar = is_bulk;
    rows::ui(ui, scene, state, register, layout, if is_bulk { bulk_bar::HEIGHT } else { 4.0 });
    if is_bulk {
        bulk_bar::ui(ui, scene, state, register);
    }
    // Not while a filter is typed: text and inspector stand still until one moves through the rows.
    if scene.view.table.has_keyboard && state.selection.cursor != state.followed {
        state.followed = state.selection.cursor;
        if let Some(cursor) = state.followed {
            open_row::follow(scene, register, cursor);
            state.seen = shown_elsewhere(scene);
        }
    }
}

/// Goes to the row of what was chosen elsewhere, unless several rows are selected.
fn listen(scene: &mut Scene<'_>, state: &mut PageState, register: &Register) {
    let now = shown_elsewhere(scene);
    if state.seen == now {
        return;
    }
    state.seen = now;
    let Some(now) = now else { return };
    let record = scene.project().annotations().get(&now).and_then(|annotation| annotation.record);
    let subject = record.filter(|record| register.place(*record).is_some()).unwrap_or(now);
    if state.in_order.len() < 2 && !scene.view.table.has_keyboard {
        state.go_to(register, subject);
        state.followed = state.selection.cursor;
    }
}

fn shown_elsewhere(scene: &Scene<'_>) -> Option<crate::model::Id> {
    scene.opened().or(scene.chosen())
}

/// Says why there is nothing, and what to do about it.
fn empty_ui(ui: &mut Ui, state: &mut PageState, register: &Register) {
    let theme = Theme::current(ui.ctx());
    ui.add_space(space::STEP);
    if !register.rows.is_empty() && !state.filter.is_empty() {
        muted_ui(ui, format!("None of the {} rows is like that", register.rows.len()));
        if small_button_ui(ui, "Show all rows").clicked() {
            filter_bar::clear(&mut state.filter);
        }
        return;
    }
    let (title, help) = match register.page {
        Page::Marks if !register.rows.is_empty() => {
            ("Nothing but opinions", "Tick “Opinions too” above to list them.")
        }
        Page::Marks => (
            "Nothing is marked yet",
            "Select words in the article and press C for a claim, A for an allegation, Q for a quotation: \
             each gets its row here, where many can be sorted, filtered and changed at once.",
        ),
        Page::Sources => (
            "No sources yet",
            "They appear here as you attach evidence to marks (V), with where each is used and how far it can \
             be relied on. Or add one above.",
        ),
        Page::People => (
            "Nobody is named yet",
            "People and organisations appear here as you name speakers, accusers and accused, with every place \
             where they are named. Or add one above.",
        ),
    };
    ui.label(RichText::new(title).font(theme::bold(text::TITLE)).color(theme.ink));
    ui.add_space(space::HAIR);
    muted_ui(ui, help);
}
