//! Which fonts a text is set in: the bundled faces first, each by its name, then the system's.
//!
//! Fonts are found once for the whole program; whoever sets text gets copies that share their files. A generic family
//! such as "sans-serif" would bring a hundred fonts into every paragraph, so each font is named.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use egui::FontFamily as Family;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::{FontFamilyName, FontStyle, FontWeight, GenericFamily};
use parley::{FontContext, LayoutContext};

use crate::gui::theme::{self, font};
use crate::store::settings::Face;

/// Stands before the names of bundled fonts, so that another version in the system does not take their place.
const OURS: &str = "redpencil ";

/// What sets text: it remembers what it has shaped with.
pub type Shaper = LayoutContext<u8>;

/// Coloured emoji of the systems, best first.
const COLOUR_EMOJI: [&str; 4] =
    ["Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Twitter Color Emoji"];

const CHINESE: [&str; 5] =
    ["Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC"];
const TAIWANESE: [&str; 5] =
    ["Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", "PMingLiU", "Noto Sans CJK TC"];
const JAPANESE: [&str; 5] =
    ["Noto Serif CJK JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho", "Noto Sans CJK JP"];
const KOREAN: [&str; 5] =
    ["Noto Serif CJK KR", "Source Han Serif K", "AppleMyungjo", "Batang", "Noto Sans CJK KR"];

/// Which forms of the letters that East Asian scripts share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Han {
    /// The People's Republic's.
    Chinese,
    /// Taiwan's and Hong Kong's.
    Taiwanese,
    /// Japan's.
    Japanese,
    /// Korea's.
    Korean,
}

impl Han {
    /// Goes by the text's language; where that is none of these, by the letters that only one of them has.
    pub fn of(text: &str, language: &str) -> Self {
        let language = language.to_ascii_lowercase();
        match language.split('-').next().unwrap_or_default() {
            "ja" => return Self::Japanese,
            "ko" => return Self::Korean,
            "zh" if ["hant", "tw", "hk", "mo"].iter().any(|part| language.ends_with(part)) => {
                return Self::Taiwanese;
            }
            "zh" => return Self::Chinese,
            _ if text.is_ascii() => return Self::Chinese,
            _ => {}
        }
        let tell = |c: char| match c {
            '\u{3041}'..='\u{30ff}' => Some(Self::Japanese),
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}' => Some(Self::Korean),
            _ => None,
        };
        text.chars().find_map(tell).unwrap_or(Self::Chinese)
    }

    fn fonts(self) -> [[&'static str; 5]; 4] {
        match self {
            Self::Chinese => [CHINESE, TAIWANESE, JAPANESE, KOREAN],
            Self::Taiwanese => [TAIWANESE, CHINESE, JAPANESE, KOREAN],
            Self::Japanese => [JAPANESE, CHINESE, TAIWANESE, KOREAN],
            Self::Korean => [KOREAN, CHINESE, TAIWANESE, JAPANESE],
        }
    }
}

/// The weight and slant of a family, for fonts that come in one form only.
pub fn cut(family: &Family) -> (FontWeight, FontStyle) {
    match family {
        Family::Name(name) if **name == *theme::READING_BOLD => (FontWeight::BOLD, FontStyle::Normal),
        Family::Name(name) if **name == *theme::UI_BOLD => (FontWeight::SEMI_BOLD, FontStyle::Normal),
        Family::Name(name) if **name == *theme::READING_ITALIC => (FontWeight::NORMAL, FontStyle::Italic),
        _ => (FontWeight::NORMAL, FontStyle::Normal),
    }
}

/// What a text asks of its fonts.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The face of the settings.
    pub face: Face,
    /// The family.
    pub family: &'a Family,
    /// The forms of Han letters.
    pub han: Han,
    /// The bundled font of the script that the text is in, if it has one of its own: it lends spaces and
    /// punctuation, too, so that words of one script are not parted by every space.
    pub script: Option<&'static str>,
}

/// Names the fonts for a text, in the order in which they are asked for a letter.
pub fn stack(wish: &Wish<'_>) -> Vec<FontFamilyName<'static>> {
    let own = font::faces(wish.face, wish.family);
    let bundled = wish.script.into_iter().chain(own).chain(font::SCRIPTS);
    let system = wish.han.fonts().into_iter().flatten().map(FontFamilyName::named);
    let signs = font::SIGNS.into_iter().map(ours);
    bundled.map(ours).chain(system).chain(signs).chain(emoji()).collect()
}

/// Names the fonts for emoji.
pub fn emoji_stack(wish: &Wish<'_>) -> Vec<FontFamilyName<'static>> {
    emoji().chain(stack(wish)).collect()
}

fn emoji() -> impl Iterator<Item = FontFamilyName<'static>> {
    COLOUR_EMOJI.into_iter().map(FontFamilyName::named).chain([ours(font::PLAIN_EMOJI)])
}

fn ours(name: &'static str) -> FontFamilyName<'static> {
    static NAMES: LazyLock<Vec<(&'static str, String)>> =
        LazyLock::new(|| font::files().map(|(name, _)| (name, format!("{OURS}{name}"))).collect());
    let found = NAMES.iter().find(|(known, _)| *known == name);
    FontFamilyName::Named(Cow::Borrowed(found.map_or(name, |(_, full)| full.as_str())))
}

/// Finds the bundled font of the script that a text begins in.
pub fn script(text: &str) -> Option<&'static str> {
    if text.is_ascii() {
        return None;
    }
    let first = text.chars().find(|c| c.is_alphabetic())?;
    match first {
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Some("Noto Serif Hebrew"),
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{feff}' => {
            Some("Noto Naskh Arabic")
        }
        '\u{900}'..='\u{97f}' => Some("Noto Serif Devanagari"),
        '\u{b80}'..='\u{bff}' => Some("Noto Serif Tamil"),
        '\u{e00}'..='\u{e7f}' => Some("Noto Serif Thai"),
        _ => None,
    }
}

static FOUND: LazyLock<Mutex<FontContext>> = LazyLock::new(|| Mutex::new(find()));
static WARM: Mutex<Option<Shaper>> = Mutex::new(None);

fn find() -> FontContext {
    let collection = Collection::new(CollectionOptions { shared: true, system_fonts: true });
    let mut fonts = FontContext { collection, source_cache: SourceCache::new_shared() };
    for (name, bytes) in font::files() {
        let full = format!("{OURS}{name}");
        let named = FontInfoOverride { family_name: Some(&full), ..FontInfoOverride::default() };
        fonts.collection.register_fonts(Blob::new(Arc::new(bytes)), Some(named));
    }
    for (generic, name) in [
        (GenericFamily::SansSerif, "Inter"),
        (GenericFamily::Serif, "Noto Serif"),
        (GenericFamily::Monospace, "Inter"),
    ] {
        let family = fonts.collection.family_id(&format!("{OURS}{name}"));
        fonts.collection.set_generic_families(generic, family.into_iter());
    }
    fonts
}

/// Returns fonts for one window.
pub fn fonts() -> (FontContext, Shaper) {
    let fonts = FOUND.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let warm = WARM.lock().unwrap_or_else(PoisonError::into_inner).take();
    (fonts, warm.unwrap_or_default())
}

/// Has the fonts found, and the first words of each script shaped, on a thread of its own: no frame waits for it then.
pub fn warm_up() {
    let warm = || {
        let mut fonts = FOUND.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut shaper = Shaper::new();
        for words in [LATIN, "العربية", "עברית", "हिन्दी", "தமிழ்", "ไทย", "中文日本語かな한국어", "😀"]
        {
            for family in [theme::READING, theme::READING_BOLD] {
                super::shape::sample(&mut fonts, &mut shaper, words, &Family::Name(family.into()));
            }
        }
        *WARM.lock().unwrap_or_else(PoisonError::into_inner) = Some(shaper);
    };
    // Without the thread the first frame does it.
    drop(std::thread::Builder::new().name("fonts".to_owned()).spawn(warm));
}

/// Words of running text, to measure by.
pub const LATIN: &str = "The governor said on Friday that an inquiry would answer every question, and that he would not \
                         resign before it was done.";
