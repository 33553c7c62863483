//! The bundled fonts and the names they go by. It knows nothing of colours and sizes.

use std::sync::{Arc, LazyLock};

use egui::{FontData, FontDefinitions, FontFamily, FontId};

use super::icon::ICONS;
use crate::store::settings::Face;

/// Names the family of the article's text.
pub const READING: &str = "reading";
/// Names the family of the article's headings.
pub const READING_BOLD: &str = "reading bold";
/// Names the family of the article's captions and quotations.
pub const READING_ITALIC: &str = "reading italic";
/// Names the family of headings and emphasis around the article.
pub const UI_BOLD: &str = "ui bold";

/// Returns the article's face.
///
/// `size` is in points.
pub fn reading(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(READING.into()))
}

/// Returns the article's face in bold.
///
/// `size` is in points.
pub fn reading_bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(READING_BOLD.into()))
}

/// Returns the article's face in italics.
///
/// `size` is in points.
pub fn reading_italic(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(READING_ITALIC.into()))
}

/// Returns the semibold face of the controls.
///
/// `size` is in points.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(UI_BOLD.into()))
}

const FILES: [(&str, &[u8]); 14] = [
    ("Literata", include_bytes!("../../../assets/fonts/Literata-Regular.ttf")),
    ("Literata Bold", include_bytes!("../../../assets/fonts/Literata-Bold.ttf")),
    ("Literata Italic", include_bytes!("../../../assets/fonts/Literata-Italic.ttf")),
    ("Noto Serif", include_bytes!("../../../assets/fonts/NotoSerif-Regular.ttf")),
    ("Inter", include_bytes!("../../../assets/fonts/Inter-Regular.ttf")),
    ("Inter SemiBold", include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf")),
    ("Noto Naskh Arabic", include_bytes!("../../../assets/fonts/NotoNaskhArabic-Regular.ttf")),
    ("Noto Serif Hebrew", include_bytes!("../../../assets/fonts/NotoSerifHebrew-Regular.ttf")),
    ("Noto Serif Devanagari", include_bytes!("../../../assets/fonts/NotoSerifDevanagari-Regular.ttf")),
    ("Noto Serif Tamil", include_bytes!("../../../assets/fonts/NotoSerifTamil-Regular.ttf")),
    ("Noto Serif Thai", include_bytes!("../../../assets/fonts/NotoSerifThai-Regular.ttf")),
    ("Noto Sans Symbols 2", include_bytes!("../../../assets/fonts/NotoSansSymbols2-subset.ttf")),
    ("Noto Sans Symbols", include_bytes!("../../../assets/fonts/NotoSansSymbols-subset.ttf")),
    ("Noto Sans Math", include_bytes!("../../../assets/fonts/NotoSansMath-subset.ttf")),
];
/// The bundled faces that lend their signs.
pub const SIGNS: [&str; 3] = ["Noto Sans Symbols 2", "Noto Sans Symbols", "Noto Sans Math"];

/// The bundled faces of scripts that the others lack.
pub const SCRIPTS: [&str; 5] = [
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Tamil",
    "Noto Serif Thai",
];

/// Names the font of emoji in one colour, which egui brings.
pub const PLAIN_EMOJI: &str = "Noto Emoji";

/// Iterates over all bundled fonts: name and file.
pub fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.into_iter().chain([(PLAIN_EMOJI, plain_emoji())])
}

fn plain_emoji() -> &'static [u8] {
    static EMOJI: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let fonts = FontDefinitions::default();
        fonts.font_data.get("NotoEmoji-Regular").map_or_else(Vec::new, |data| (*data.font).as_ref().to_vec())
    });
    &EMOJI
}

/// Returns the faces of a family, the first one first, without those that only lend signs.
pub fn faces(face: Face, family: &FontFamily) -> [&'static str; 3] {
    // Noto Serif comes in one weight: its headings are set in the sans serif.
    let (plain, heading, italic) = match face {
        Face::Literata => ("Literata", "Literata Bold", "Literata Italic"),
        Face::Inter => ("Inter", "Inter SemiBold", "Inter"),
        Face::NotoSerif => ("Noto Serif", "Inter SemiBold", "Literata Italic"),
    };
    match family {
        FontFamily::Name(name) if **name == *READING => [plain, "Noto Serif", "Inter"],
        FontFamily::Name(name) if **name == *READING_BOLD => [heading, "Noto Serif", "Inter SemiBold"],
        FontFamily::Name(name) if **name == *READING_ITALIC => [italic, "Noto Serif", "Inter"],
        FontFamily::Name(name) if **name == *UI_BOLD => ["Inter SemiBold", "Inter", "Noto Serif"],
        _ => ["Inter", "Noto Serif", "Literata"],
    }
}

/// Puts each family together: its own face, the nearest bundled ones, then signs and emoji.
pub(super) fn definitions(face: Face) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in FILES {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let emoji = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |name: &str| FontFamily::Name(name.into());
    // The controls take signs from the signs' fonts before they ask a serif.
    let families = [
        (FontFamily::Proportional, 1),
        (family(UI_BOLD), 2),
        (family(READING), 3),
        (family(READING_BOLD), 3),
        (family(READING_ITALIC), 3),
    ];
    for (family, count) in families {
        let mut names: Vec<String> = Vec::new();
        let own = faces(face, &family);
        for face in
            own.iter().take(count).chain(&SIGNS).map(|&face| face.to_owned()).chain(emoji.iter().cloned())
        {
            if !names.contains(&face) {
                names.push(face);
            }
        }
        fonts.families.insert(family, names);
    }
    let mut icons = egui_material_icons::font_insert().data;
    // Its signs stand in the middle of their line by themselves; pushed down they would sit lower than words.
    icons.tweak.y_offset_factor = 0.0;
    fonts.font_data.insert(ICONS.to_owned(), Arc::new(icons));
    // The faces of the controls lend the icons' family their height, and answer for everything else in it.
    fonts.families.insert(FontFamily::Name(ICONS.into()), vec![ICONS.to_owned(), "Inter".to_owned()]);
    let monospace = fonts.families.entry(FontFamily::Monospace).or_default();
    monospace.extend(["Inter"].iter().chain(&SIGNS).map(|&face| face.to_owned()));
    fonts
}

#[cfg(test)]
mod tests {
    use super::super::icon::{Icon, font as icon_font};
    use super::*;

    /// Letters of the scripts that the bundled fonts answer for, decomposed accents, punctuation and the signs of the window.
    const LETTERS: &str = "ÆŒßÞðøłőřşžïĿ ĐĂƠƯẢẪỄỘỮỲỸ Ωάέήἄῷϊ Жђєїґўщѣ e\u{301}a\u{323}\u{302}";
    const MARKS: &str = "“”‘’«»„…–—‐‑·•§¶†‡′″№™©®°×÷±≈≠≤≥−√∞½¼¾€£¥₫₽←↑→↓↗↩↵⌘⌥⇧✓✗✕●○◆■□▲▼▸▾⚠☰⋯⋮⌕⚑✎↺↻🔍🔒";

    #[test]
    fn every_family_has_the_letters_and_signs_of_the_window() {
        for face in [Face::Literata, Face::Inter, Face::NotoSerif] {
            assert_eq!(lacking(face), []);
        }
    }

    fn lacking(face: Face) -> Vec<(char, String)> {
        let ctx = egui::Context::default();
        super::super::install(&ctx);
        super::super::use_face(&ctx, face);
        ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        let mut lacking = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let signs = Icon::ALL.iter().filter_map(|icon| icon.sign().chars().next());
            for sign in signs {
                if !ui.fonts_mut(|fonts| fonts.has_glyph(&icon_font(16.0), sign)) {
                    lacking.push((sign, ICONS.to_owned()));
                }
            }
            for font in [
                FontId::proportional(14.0),
                bold(14.0),
                reading(18.0),
                reading_bold(18.0),
                reading_italic(18.0),
            ] {
                for sign in LETTERS.chars().chain(MARKS.chars()).filter(|sign| !sign.is_whitespace()) {
                    if !ui.fonts_mut(|fonts| fonts.has_glyph(&font, sign)) {
                        lacking.push((sign, font.family.to_string()));
                    }
                }
            }
        });
        output.textures_delta.clear();
        lacking
    }
}
