//! Reads `assets/theme.ron`, which is part of the program. It knows how colours are written, not what they are for.
#![expect(clippy::disallowed_methods, reason = "the palette is where colours are made")]

use egui::Color32;
use serde::{Deserialize, Deserializer, de};

use super::{Mode, Theme};

const SOURCE: &str = include_str!("../../../assets/theme.ron");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Palette {
    light: Theme,
    dark: Theme,
}

/// Returns the embedded colours of a mode; plain ones of egui's own should the file be broken (a test says it is not).
pub(super) fn embedded(mode: Mode) -> Theme {
    parse(SOURCE, mode).unwrap_or_else(|_| plain(mode))
}

fn parse(source: &str, mode: Mode) -> Result<Theme, ron::error::SpannedError> {
    let Palette { light, dark } = ron::from_str(source)?;
    let theme = match mode {
        Mode::Light => light,
        Mode::Dark => dark,
    };
    Ok(Theme { mode, ..theme })
}

/// Reads a colour written as `#rrggbb` or `#rrggbbaa`, the opacity not multiplied in.
pub(super) fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    let opaque_or_not = text.len() == 7 || text.len() == 9;
    Color32::from_hex(&text)
        .ok()
        .filter(|_| opaque_or_not)
        .ok_or_else(|| de::Error::custom(format!("“{text}” is no colour such as #1C62B6")))
}

fn plain(mode: Mode) -> Theme {
    let visuals = match mode {
        Mode::Light => egui::Visuals::light(),
        Mode::Dark => egui::Visuals::dark(),
    };
    let widgets = &visuals.widgets;
    Theme {
        mode,
        page: visuals.extreme_bg_color,
        panel: visuals.panel_fill,
        raised: visuals.window_fill,
        ink: widgets.active.fg_stroke.color,
        muted: widgets.inactive.fg_stroke.color,
        faint: widgets.noninteractive.fg_stroke.color,
        rule: widgets.noninteractive.bg_stroke.color,
        accent: visuals.selection.stroke.color,
        on_accent: visuals.selection.bg_fill,
        selection: visuals.selection.bg_fill,
        selection_ink: visuals.selection.stroke.color,
        caret: visuals.text_cursor.stroke.color,
        focus: visuals.selection.stroke.color,
        good: visuals.hyperlink_color,
        warning: visuals.warn_fg_color,
        danger: visuals.error_fg_color,
        search_hit: visuals.selection.bg_fill,
        control: widgets.inactive.weak_bg_fill,
        control_hover: widgets.hovered.weak_bg_fill,
        control_press: widgets.active.weak_bg_fill,
        control_edge: widgets.noninteractive.fg_stroke.color,
        shadow: visuals.popup_shadow.color,
        hues: std::collections::BTreeMap::new(),
    }
}

/// Makes the texels of a glyph's coverage: white that is as opaque as the glyph, to be coloured when it is painted.
///
/// Light letters on a dark ground look thinner than dark ones on light paper, so they get more of it.
pub fn texels(coverage: &[u8], mode: Mode) -> Vec<Color32> {
    let shade = |coverage: &u8| match mode {
        Mode::Light => Color32::from_white_alpha(*coverage),
        Mode::Dark => {
            let share = f32::from(*coverage) / 255.0;
            Color32::from_white_alpha(((2.0 * share - share * share) * 255.0).round() as u8)
        }
    };
    coverage.iter().map(shade).collect()
}

/// Makes the texels of a picture: four bytes each, red, green, blue and alpha, premultiplied.
pub fn picture(bytes: &[u8]) -> Vec<Color32> {
    let texel = |texel: &[u8]| match texel {
        [red, green, blue, alpha] => Color32::from_rgba_premultiplied(*red, *green, *blue, *alpha),
        _ => Color32::TRANSPARENT,
    };
    bytes.chunks_exact(4).map(texel).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::desk::HUES;

    #[test]
    fn the_embedded_palette_is_read_whole_in_both_modes() {
        for mode in [Mode::Light, Mode::Dark] {
            let theme = parse(SOURCE, mode).unwrap();
            assert_eq!(theme.mode, mode);
            assert_eq!(theme.hues().map(|(name, _)| name).collect::<Vec<_>>(), HUES);
        }
    }

    #[test]
    fn a_name_that_the_palette_lacks_gets_a_neutral_hue() {
        let theme = Theme::of(Mode::Light);
        assert_eq!(theme.hue("no such colour").ink, theme.muted);
        assert_ne!(theme.hue("blue").ink, theme.muted);
    }

    #[test]
    fn a_broken_colour_is_named_and_the_program_goes_on_with_plain_ones() {
        let broken = SOURCE.replacen("page: \"#", "page: \"*", 1);
        let error = parse(&broken, Mode::Light).unwrap_err().to_string();
        assert!(error.contains("is no colour"), "{error}");
        assert_ne!(plain(Mode::Dark).page, plain(Mode::Light).page);
    }

    #[test]
    fn short_and_translucent_colours_are_told_apart() {
        let read = |text: &str| hex(&mut ron::Deserializer::from_str(text).unwrap());
        assert_eq!(read("\"#102030\"").unwrap(), Color32::from_rgb(0x10, 0x20, 0x30));
        assert_eq!(read("\"#10203080\"").unwrap(), Color32::from_rgba_unmultiplied(0x10, 0x20, 0x30, 0x80));
        assert!(read("\"#123\"").is_err());
    }
}
