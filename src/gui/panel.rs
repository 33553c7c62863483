//! What surrounds the article. Each panel reads the scene and pushes requests; none changes anything itself.

pub mod article;
pub mod findings;
pub mod inspector;
pub mod menu_bar;
pub mod status_bar;
pub mod toolbar;
pub mod welcome;

use egui::Ui;

use super::scene::Scene;

/// A part of the desk.
pub trait Panel: Sync {
    /// Returns its name, which never changes.
    fn id(&self) -> &'static str;

    /// Returns its title on screen.
    fn label(&self) -> &'static str;

    /// Shows it at its side of the room that is left.
    fn ui(&self, ui: &mut Ui, scene: &mut Scene<'_>);
}

/// Every panel around the article, in the order in which they take their room.
pub static ALL: &[&dyn Panel] = &[
    &menu_bar::MenuBar,
    &toolbar::Toolbar,
    &status_bar::StatusBar,
    &inspector::Inspector,
    &findings::Findings,
];
