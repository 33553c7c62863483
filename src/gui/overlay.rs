//! What lies over the desk or the welcome screen until it is closed: one at a time.

pub mod about;
pub mod compare;
pub mod duplicates;
pub mod errand;
pub mod export;
pub mod export_history;
pub mod go_back;
pub mod go_to;
pub mod keys;
pub mod letter;
pub mod loose_files;
pub mod notes;
pub mod palette;
pub mod paste;
pub mod path;
pub mod remove_file;
pub mod save_as;
pub mod settings;
pub mod source_file;
pub mod switcher;

use egui::{Context, Id, Modal, RichText, Ui, vec2};

use super::command::{Command, Need};
use super::dialog::Question;
use super::known::Known;
use super::panel::tab_strip::TabLabel;
use super::scene::Request;
use super::theme::{self, Icon, space, text};
use super::widget::sign::sign_button_ui;
use crate::session::Session;
use crate::store::desk::Settled;
use crate::store::settings::Settings;
use export::reports::Reports;
use go_back::LookedBack;

/// What an overlay may read, and where it pushes requests.
pub struct Stage<'a> {
    /// The table of commands.
    pub commands: &'a [Command],
    /// What is at hand for commands.
    pub at_hand: &'a [Need],
    /// What the window remembers.
    pub settings: &'a Settings,
    /// Where things are on this machine.
    pub known: &'a Known,
    /// The desk's settings and the project's, as they count.
    pub settled: &'a Settled,
    /// The project on the desk.
    pub session: Option<&'a Session>,
    /// Its folder.
    pub folder: Option<&'a std::path::Path>,
    /// The tabs of the window.
    pub tabs: &'a [TabLabel],
    /// The reports of the project on the desk.
    pub reports: &'a Reports,
    /// The letter that was written last.
    pub letter: Option<&'a letter::Drafted>,
    /// The point of the history that one looks back at.
    pub back: Option<&'a LookedBack>,
    /// What is to be done at the end of the frame.
    pub queue: &'a mut Vec<Request>,
}

/// Whether an overlay stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stay {
    /// It does.
    Open,
    /// It has done its work or was left.
    Closed,
}

/// What lies over the screen.
pub trait Overlay {
    /// Returns its title.
    fn title(&self) -> &'static str;

    /// Returns its width in points.
    fn width(&self) -> f32;

    /// Tells whether it takes all the height there is.
    fn is_tall(&self) -> bool {
        false
    }

    /// Shows its content.
    fn ui(&mut self, ui: &mut Ui, stage: &mut Stage<'_>) -> Stay;

    /// Takes a path that the system's dialog answered this question with; one that it did not ask is not for it.
    fn take_path(&mut self, _question: &Question, _path: &str) {}
}

/// Shows an overlay in the middle of the window; Escape and a click beside it close it.
pub fn overlay_ui(ctx: &Context, overlay: &mut dyn Overlay, stage: &mut Stage<'_>) -> Stay {
    let room = ctx.content_rect();
    let width = overlay.width().min(room.width() - 80.0);
    let top = (room.height() * if overlay.is_tall() { 0.03 } else { 0.12 }).round();
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(24).corner_radius(12);
    let modal = Modal::new(Id::unique("overlay"))
        .frame(frame)
        .area(Modal::default_area(Id::unique("overlay")).anchor(egui::Align2::CENTER_TOP, vec2(0.0, top)));
    let response = modal.show(ctx, |ui| {
        ui.set_width(width);
        let height = room.height() - 2.0 * top - 72.0;
        ui.set_max_height(if overlay.is_tall() { height } else { room.height() * 0.72 });
        let mut stay = Stay::Open;
        ui.horizontal(|ui| {
            ui.label(RichText::new(overlay.title()).font(theme::bold(text::TITLE)));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if sign_button_ui(ui, Icon::Close, "Close").clicked() {
                    stay = Stay::Closed;
                }
            });
        });
        ui.add_space(space::NEAR);
        match overlay.ui(ui, stage) {
            Stay::Closed => Stay::Closed,
            Stay::Open => stay,
        }
    });
    if response.should_close() { Stay::Closed } else { response.inner }
}
