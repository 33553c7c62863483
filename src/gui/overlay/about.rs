//! What the program is, its version and its licences.

use crate::gui::theme::space;
use egui::{RichText, Ui};

use super::{Overlay, Stage, Stay};
use crate::gui::theme;
use crate::gui::widget::sign::muted_ui;

/// What the program is.
#[derive(Debug, Default)]
pub struct About;

impl Overlay for About {
    fn title(&self) -> &'static str {
        "About redpencil"
    }

    fn width(&self) -> f32 {
        440.0
    }

    fn ui(&mut self, ui: &mut Ui, _stage: &mut Stage<'_>) -> Stay {
        ui.label(
            RichText::new(concat!("redpencil ", env!("CARGO_PKG_VERSION"))).font(theme::reading_bold(24.0)),
        );
        ui.add_space(space::TIGHT);
        ui.label("Checks an article fact by fact before and after it is published.");
        muted_ui(ui, "No account, no server, no network unless you open a link.");
        ui.add_space(space::NEAR);
        ui.label("Licensed under MIT or Apache 2.0.");
        ui.label("Typefaces: Literata, Inter and Noto, under the SIL Open Font License 1.1.");
        Stay::Open
    }
}
