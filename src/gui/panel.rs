//! What surrounds the article: bars, and panels that can be docked. Each reads the scene and pushes requests; none changes anything itself.

pub mod article;
pub mod article_page;
pub mod beside;
pub mod docked;
pub mod find;
pub mod findings;
pub mod history;
pub mod inspector;
pub mod menu_bar;
pub mod overview;
pub mod sign_off;
pub mod status_bar;
pub mod tab_strip;
pub mod table;
pub mod toolbar;
pub mod welcome;

use egui::Ui;

use super::scene::Scene;
use super::theme::Icon;
use crate::store::settings::Side;

/// A bar of the desk, always at its place.
pub trait Panel: Sync {
    /// Returns its name, which never changes.
    fn id(&self) -> &'static str;

    /// Returns its title on screen.
    fn label(&self) -> &'static str;

    /// Shows it at its side of the room that is left.
    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>);
}

/// Every bar around the article, in the order in which they take their room.
pub static ALL: &[&dyn Panel] =
    &[&menu_bar::MenuBar, &tab_strip::TabStrip, &toolbar::Toolbar, &status_bar::StatusBar];

/// A panel that can be opened and closed, and stands at one side of the article; the dock draws what is around it.
pub trait Docked: Sync {
    /// Returns its name, which never changes.
    fn id(&self) -> &'static str;

    /// Returns its title on screen.
    fn label(&self) -> &'static str;

    /// Returns its icon.
    fn icon(&self) -> Icon;

    /// Says in one sentence what it shows.
    fn help(&self) -> &'static str;

    /// Returns the side where it stands at first.
    fn home(&self) -> Side;

    /// Returns the width of the window, in points, from which on it is open at first; infinite: never by itself.
    fn least_width(&self) -> f32 {
        f32::INFINITY
    }

    /// Shows what stands beside its title, while no other panel is open at its side.
    fn head_ui(&self, _ui: &mut Ui, _scene: &mut Scene<'_>) {}

    /// Shows its content in the room it was given.
    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>);
}

/// Every panel that can be docked, in the order of their tabs.
pub static DOCKED: &[&dyn Docked] = &[
    &inspector::Inspector,
    &article_page::ArticlePage,
    &find::Find,
    &findings::Findings,
    &history::HistoryPanel,
    &table::MarkTable,
    &overview::OverviewPanel,
    &sign_off::SignOffs,
];
