//! Tests that words can be read: contrast by WCAG 2.2 (1.4.3 for words, 1.4.11 for what must be seen), both modes.
#![expect(clippy::disallowed_methods, reason = "known colours prove the measure")]

use egui::Color32;

use super::{Mode, Theme};

const WORDS: f64 = 4.5;
const SIGNS: f64 = 3.0;

/// Returns the light that an sRGB channel stands for, 0 to 1.
fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// Returns the relative luminance of WCAG 2.2, 0 (black) to 1 (white).
fn luminance(colour: Color32) -> f64 {
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}

/// Returns the contrast ratio of WCAG 2.2, 1 to 21.
fn ratio(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the distance of two colours in OKLab times 100; about 2 is a just noticeable difference.
fn distance(one: Color32, other: Color32) -> f64 {
    distance_seen(one, other, EVERY_CONE)
}

/// Returns the distance as somebody sees it who lacks a kind of cones.
fn distance_seen(one: Color32, other: Color32, sight: [[f64; 3]; 3]) -> f64 {
    let lab = |colour: Color32| {
        let light = [linear(colour.r()), linear(colour.g()), linear(colour.b())];
        let light = apply(sight, light).map(|channel| channel.clamp(0.0, 1.0));
        let cones = apply(CONES, light).map(f64::cbrt);
        apply(OPPONENTS, cones)
    };
    let squares = lab(one).into_iter().zip(lab(other)).map(|(a, b)| (a - b).powi(2));
    100.0 * squares.sum::<f64>().sqrt()
}

/// How linear sRGB is seen with every kind of cones.
const EVERY_CONE: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
/// How it is seen without the cones for red, for green and for blue (Machado, Oliveira, Fernandes 2009, in full).
const DEFICIENCIES: [(&str, [[f64; 3]; 3]); 3] = [
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// Maps linear sRGB to the cones of OKLab (Björn Ottosson, 2020).
const CONES: [[f64; 3]; 3] = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
/// Maps cube roots of the cones to lightness, green-red and blue-yellow.
const OPPONENTS: [[f64; 3]; 3] = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];

fn apply(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, part)| factor * part).sum())
}

/// Lists every pair whose contrast is below `least`.
fn weak(least: f64, pairs: impl IntoIterator<Item = (String, Color32, Color32)>) -> Vec<String> {
    let pairs = pairs.into_iter().map(|(name, over, under)| (name, ratio(over, under)));
    pairs.filter(|(_, ratio)| *ratio < least).map(|(name, ratio)| format!("{name}: {ratio:.2}")).collect()
}

fn grounds(theme: &Theme) -> [(&'static str, Color32); 3] {
    [("page", theme.page), ("panel", theme.panel), ("raised", theme.raised)]
}

#[test]
fn black_on_white_has_the_contrast_that_the_standard_says() {
    assert!((ratio(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 1e-9);
    assert!((ratio(Color32::from_rgb(0x77, 0x77, 0x77), Color32::WHITE) - 4.48).abs() < 0.01);
}

#[test]
fn words_are_legible_on_every_ground() {
    for theme in [Mode::Light, Mode::Dark].map(Theme::of) {
        let words = [
            ("ink", theme.ink),
            ("muted", theme.muted),
            ("accent", theme.accent),
            ("good", theme.good),
            ("warning", theme.warning),
            ("danger", theme.danger),
            ("link", theme.focus),
        ];
        let hues: Vec<_> = theme.hues().map(|(name, hue)| (name, hue.ink)).collect();
        let pairs = words.into_iter().chain(hues).flat_map(|(word, over)| {
            grounds(theme).map(|(ground, under)| (format!("{word} on {ground}"), over, under))
        });
        assert_eq!(weak(WORDS, pairs), [""; 0], "{:?}", theme.mode);
    }
}

#[test]
fn words_are_legible_on_every_fill() {
    for theme in [Mode::Light, Mode::Dark].map(Theme::of) {
        let unknown = ("a hue unknown", theme.hue("unknown"));
        let pairs = theme.hues().chain([unknown]).flat_map(|(name, hue)| {
            [("ink", theme.ink), ("muted", theme.muted), ("its ink", hue.ink)]
                .map(|(word, over)| (format!("{word} on {name}"), over, hue.fill))
        });
        assert_eq!(weak(WORDS, pairs), [""; 0], "{:?}", theme.mode);
    }
}

#[test]
fn words_are_legible_on_what_is_chosen_found_or_pressed() {
    for theme in [Mode::Light, Mode::Dark].map(Theme::of) {
        let pairs = [
            ("ink on selection", theme.ink, theme.selection),
            ("words of the chosen row", theme.selection_ink, theme.selection),
            ("ink on search hit", theme.ink, theme.search_hit),
            ("words on accent", theme.on_accent, theme.accent),
            ("ink on a button", theme.ink, theme.control),
            ("ink on a hovered button", theme.ink, theme.control_hover),
            ("ink on a pressed button", theme.ink, theme.control_press),
            ("muted in a field", theme.muted, theme.control),
            ("muted on a hovered row", theme.muted, theme.control_hover),
        ]
        .map(|(name, over, under)| (name.to_owned(), over, under));
        assert_eq!(weak(WORDS, pairs), [""; 0], "{:?}", theme.mode);
    }
}

#[test]
fn edges_rings_and_lines_can_be_seen() {
    for theme in [Mode::Light, Mode::Dark].map(Theme::of) {
        let signs = [
            ("focus ring", theme.focus),
            ("edge of a field", theme.control_edge),
            ("caret", theme.caret),
            ("faint sign", theme.faint),
        ];
        let lines: Vec<_> = theme.hues().map(|(name, hue)| (name, hue.line)).collect();
        let pairs = signs.into_iter().chain(lines).flat_map(|(sign, over)| {
            grounds(theme).map(|(ground, under)| (format!("{sign} on {ground}"), over, under))
        });
        assert_eq!(weak(SIGNS, pairs), [""; 0], "{:?}", theme.mode);
    }
}

#[test]
fn hues_stay_apart() {
    for theme in [Mode::Light, Mode::Dark].map(Theme::of) {
        let hues: Vec<_> = theme.hues().collect();
        for (index, (one, first)) in hues.iter().enumerate() {
            for (other, second) in &hues[index + 1..] {
                let apart = distance(first.line, second.line);
                assert!(
                    apart > 4.0,
                    "the lines of {one} and {other} are {apart:.1} apart ({:?})",
                    theme.mode
                );
            }
        }
    }
}

#[test]
fn kinds_of_marks_stay_apart_for_the_colour_blind() {
    let vocabulary = crate::store::vocabulary::shipped();
    for theme in [Mode::Light, Mode::Dark].map(Theme::of) {
        for (index, one) in vocabulary.kinds.iter().enumerate() {
            for other in &vocabulary.kinds[index + 1..] {
                let (first, second) = (theme.hue(&one.hue), theme.hue(&other.hue));
                for (name, sight) in DEFICIENCIES {
                    for (part, least, a, b) in
                        [("lines", 6.0, first.line, second.line), ("words", 4.5, first.ink, second.ink)]
                    {
                        let apart = distance_seen(a, b, sight);
                        assert!(
                            apart > least,
                            "the {part} of {} and {} are {apart:.1} apart for {name} ({:?})",
                            one.id,
                            other.id,
                            theme.mode
                        );
                    }
                }
            }
        }
    }
}
