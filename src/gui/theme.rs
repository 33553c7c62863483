//! The look of the window: colours from `assets/theme.ron`, the bundled fonts, and the two egui styles made of them.
//!
//! The only module that may make a colour. It must not know what is drawn with it: neither kinds of marks nor panels.

pub mod font;
mod icon;
mod palette;
pub mod space;
mod style;
pub mod text;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use egui::Color32;
use serde::Deserialize;

pub use font::{READING, READING_BOLD, READING_ITALIC, UI_BOLD, bold, reading, reading_bold, reading_italic};
pub use icon::{Icon, font as icon_font};
use palette::hex;
pub use palette::{picture, texels};

/// Keeps the face in a context.
const FACE: &str = "the article's face";

use crate::store::settings::Face;

/// Tells whether dark words stand on light paper or the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Dark words on light paper.
    #[default]
    Light,
    /// Light words on a dark ground.
    Dark,
}

impl From<egui::Theme> for Mode {
    fn from(theme: egui::Theme) -> Self {
        match theme {
            egui::Theme::Light => Self::Light,
            egui::Theme::Dark => Self::Dark,
        }
    }
}

/// Holds three shades of one palette colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hue {
    /// Lies under words, which stay legible in [`Theme::ink`] and [`Theme::muted`].
    #[serde(deserialize_with = "hex")]
    pub fill: Color32,
    /// Draws underlines, margin numbers' outlines and dots.
    #[serde(deserialize_with = "hex")]
    pub line: Color32,
    /// Colours words, on the page, a panel, a card or the hue's own fill.
    #[serde(deserialize_with = "hex")]
    pub ink: Color32,
}

/// Names every colour of the window in one mode.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Tells which mode the colours are for.
    #[serde(skip)]
    pub mode: Mode,
    /// The paper of the article.
    #[serde(deserialize_with = "hex")]
    pub page: Color32,
    /// The desk around the paper: bars, lists, the inspector.
    #[serde(deserialize_with = "hex")]
    pub panel: Color32,
    /// What lies on top: menus, dialogs, cards.
    #[serde(deserialize_with = "hex")]
    pub raised: Color32,
    /// Words.
    #[serde(deserialize_with = "hex")]
    pub ink: Color32,
    /// Secondary words.
    #[serde(deserialize_with = "hex")]
    pub muted: Color32,
    /// Marks that may be overlooked. *Limitations:* contrast 3:1 only, so never for words that matter.
    #[serde(deserialize_with = "hex")]
    pub faint: Color32,
    /// Hairlines.
    #[serde(deserialize_with = "hex")]
    pub rule: Color32,
    /// The red pencil: brand, and the one main action of a screen.
    #[serde(deserialize_with = "hex")]
    pub accent: Color32,
    /// Words on [`Theme::accent`].
    #[serde(deserialize_with = "hex")]
    pub on_accent: Color32,
    /// Lies behind selected words and the chosen row.
    #[serde(deserialize_with = "hex")]
    pub selection: Color32,
    /// Words of the chosen row.
    #[serde(deserialize_with = "hex")]
    pub selection_ink: Color32,
    /// The text cursor.
    #[serde(deserialize_with = "hex")]
    pub caret: Color32,
    /// The ring round what has the keyboard.
    #[serde(deserialize_with = "hex")]
    pub focus: Color32,
    /// Words of success.
    #[serde(deserialize_with = "hex")]
    pub good: Color32,
    /// Words of caution.
    #[serde(deserialize_with = "hex")]
    pub warning: Color32,
    /// Words of failure.
    #[serde(deserialize_with = "hex")]
    pub danger: Color32,
    /// Lies behind words that were searched for.
    #[serde(deserialize_with = "hex")]
    pub search_hit: Color32,
    /// A button or field at rest.
    #[serde(deserialize_with = "hex")]
    pub control: Color32,
    /// A button under the pointer.
    #[serde(deserialize_with = "hex")]
    pub control_hover: Color32,
    /// A button held down.
    #[serde(deserialize_with = "hex")]
    pub control_press: Color32,
    /// The outline of a field, a box or a button.
    #[serde(deserialize_with = "hex")]
    pub control_edge: Color32,
    /// Falls under menus and dialogs.
    #[serde(deserialize_with = "hex")]
    pub shadow: Color32,
    hues: BTreeMap<String, Hue>,
}

static LIGHT: LazyLock<Theme> = LazyLock::new(|| palette::embedded(Mode::Light));
static DARK: LazyLock<Theme> = LazyLock::new(|| palette::embedded(Mode::Dark));

impl Theme {
    /// Returns the colours of a mode.
    pub fn of(mode: Mode) -> &'static Self {
        match mode {
            Mode::Light => &LIGHT,
            Mode::Dark => &DARK,
        }
    }

    /// Returns the colours of the mode that the window is in.
    pub fn current(ctx: &egui::Context) -> &'static Self {
        Self::of(ctx.theme().into())
    }

    /// Returns the palette colour of that name; a name that the palette lacks gets a neutral one.
    pub fn hue(&self, name: &str) -> Hue {
        self.hues.get(name).copied().unwrap_or(Hue {
            fill: self.control_hover,
            line: self.control_edge,
            ink: self.muted,
        })
    }

    /// Returns the fill of what is settled: half as strong, so that it stands back behind what is open.
    pub fn settled(&self, hue: Hue) -> Color32 {
        self.page.lerp_to_gamma(hue.fill, 0.5)
    }

    /// Returns the line of what is settled, where it stands without words: paler than that of what is open.
    pub fn settled_line(&self, hue: Hue) -> Color32 {
        self.page.lerp_to_gamma(hue.line, 0.55)
    }

    /// Iterates over the palette by name, in the order of the alphabet.
    pub fn hues(&self) -> impl Iterator<Item = (&str, Hue)> {
        self.hues.iter().map(|(name, hue)| (name.as_str(), *hue))
    }
}

/// Gives the window its fonts, its light and its dark style, and takes away keys that would close it unasked.
///
/// Whether it is light or dark is left as it was (egui follows the system).
pub fn install(ctx: &egui::Context) {
    use_face(ctx, Face::default());
    ctx.set_style_of(egui::Theme::Light, style::style(Theme::of(Mode::Light)));
    ctx.set_style_of(egui::Theme::Dark, style::style(Theme::of(Mode::Dark)));
    // Ctrl+Q would end the program before it could ask.
    ctx.options_mut(|options| options.quit_shortcuts.clear());
}

/// Sets the article in another face, from the next frame on.
pub fn use_face(ctx: &egui::Context, face: Face) {
    ctx.data_mut(|data| data.insert_temp(egui::Id::unique(FACE), face));
    ctx.set_fonts(font::definitions(face));
}

/// Returns the face that the article is set in.
pub fn face(ctx: &egui::Context) -> Face {
    ctx.data(|data| data.get_temp(egui::Id::unique(FACE)).unwrap_or_default())
}

/// Shows buttons in the accent colour inside `content`: for the one main action of a screen.
pub fn emphasised<R>(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui) -> R) -> R {
    let theme = Theme::current(ui.ctx());
    ui.scope(|ui| {
        style::emphasise(ui.visuals_mut(), theme);
        content(ui)
    })
    .inner
}

#[cfg(test)]
mod contrast;
