//! What scripts need and which letters look alike: the few facts by which a disguise is told from good spelling.
//!
//! Knows nothing of words or texts.

/// A script whose letters are taken for those of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Armenian,
}

impl Script {
    pub(super) const COUNT: usize = 4;
    pub(super) const ALL: [Self; Self::COUNT] = [Self::Latin, Self::Cyrillic, Self::Greek, Self::Armenian];

    /// Returns the script of a letter, if it is one of these.
    pub(super) fn of(sign: char) -> Option<Self> {
        match sign {
            'a'..='z' | 'A'..='Z' => Some(Self::Latin),
            // Signs of measure such as µ belong to no script.
            '\u{c0}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' if !matches!(sign, '×' | '÷') => {
                Some(Self::Latin)
            }
            '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' => Some(Self::Cyrillic),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' if sign.is_alphabetic() => Some(Self::Greek),
            '\u{531}'..='\u{588}' => Some(Self::Armenian),
            _ => None,
        }
    }

    /// Returns its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Cyrillic => "Cyrillic",
            Self::Greek => "Greek",
            Self::Armenian => "Armenian",
        }
    }
}

/// Letters that look like a Latin one, with that one. Greek letters that science sets beside Latin ones (`TNFα`, `IFNγ`)
/// are left out: they are told apart by eye.
#[rustfmt::skip]
const ALIKE: &[(char, char)] = &[
    ('а', 'a'), ('А', 'A'), ('В', 'B'), ('с', 'c'), ('С', 'C'), ('е', 'e'), ('Е', 'E'), ('ё', 'ë'), ('Ё', 'Ë'),
    ('Н', 'H'), ('і', 'i'), ('І', 'I'), ('ї', 'ï'), ('Ї', 'Ï'), ('ј', 'j'), ('Ј', 'J'), ('К', 'K'), ('М', 'M'),
    ('о', 'o'), ('О', 'O'), ('р', 'p'), ('Р', 'P'), ('ѕ', 's'), ('Ѕ', 'S'), ('Т', 'T'), ('у', 'y'), ('У', 'Y'),
    ('х', 'x'), ('Х', 'X'), ('ԁ', 'd'), ('һ', 'h'), ('Һ', 'H'), ('ԛ', 'q'), ('Ԛ', 'Q'), ('ԝ', 'w'), ('Ԝ', 'W'),
    ('ӏ', 'l'), ('Ӏ', 'I'), ('ү', 'y'), ('Ү', 'Y'), ('ѵ', 'v'), ('ӓ', 'ä'), ('Ӓ', 'Ä'), ('ӧ', 'ö'), ('Ӧ', 'Ö'),
    ('Α', 'A'), ('Β', 'B'), ('Ε', 'E'), ('Ζ', 'Z'), ('Η', 'H'), ('Ι', 'I'), ('ι', 'i'), ('Κ', 'K'), ('Μ', 'M'),
    ('Ν', 'N'), ('ν', 'v'), ('Ο', 'O'), ('ο', 'o'), ('ό', 'ó'), ('Ρ', 'P'), ('ρ', 'p'), ('Τ', 'T'), ('υ', 'u'),
    ('Υ', 'Y'), ('Χ', 'X'), ('ϲ', 'c'), ('Ϲ', 'C'), ('ϳ', 'j'), ('Ϳ', 'J'),
    ('օ', 'o'), ('Օ', 'O'), ('ո', 'n'), ('ս', 'u'), ('Տ', 'S'), ('հ', 'h'), ('զ', 'q'), ('ց', 'g'), ('լ', 'l'),
];

/// Small letters that look like a small Latin one only roughly, with that one. A Russian ending on a Latin word has
/// them, too.
const ROUGHLY_ALIKE: &[(char, char)] = &[('м', 'm'), ('т', 't'), ('к', 'k')];

/// Returns the small Latin letter that a letter of another script roughly looks like.
pub(super) fn rough_twin(sign: char) -> Option<char> {
    ROUGHLY_ALIKE.iter().find(|(letter, _)| *letter == sign).map(|(_, twin)| *twin)
}

/// Returns the Latin letter that a letter of another script looks like.
pub(super) fn latin_twin(sign: char) -> Option<char> {
    ALIKE.iter().find(|(letter, _)| *letter == sign).map(|(_, twin)| *twin)
}

/// Returns the letter of that script which a letter of another one looks like.
pub(super) fn twin_in(sign: char, host: Script) -> Option<char> {
    let latin = if Script::of(sign) == Some(Script::Latin) { sign } else { latin_twin(sign)? };
    if host == Script::Latin {
        return (latin != sign).then_some(latin);
    }
    let twin = ALIKE.iter().find(|(letter, twin)| *twin == latin && Script::of(*letter) == Some(host));
    twin.map(|(letter, _)| *letter)
}

/// Tells whether a letter can be taken for one of that script.
pub(super) fn looks_like(sign: char, host: Script) -> bool {
    twin_in(sign, host).is_some()
}

/// Tells whether a sign belongs to the letter before it.
pub(super) fn is_combining(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Tells whether a sign is a letter of a word whose letters can be taken for others, or belongs to one: ideographs
/// stand by themselves.
pub(super) fn is_in_word(sign: char) -> bool {
    (sign.is_alphabetic() && (is_full_width(sign) || !is_wide(sign))) || is_combining(sign)
}

/// Tells whether a sign is not seen, so that a word goes on across it.
pub(super) fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e01ef}')
}

/// Tells whether a letter is a Latin one as wide as an ideograph.
pub(super) fn is_full_width(sign: char) -> bool {
    matches!(sign, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

/// Tells whether a sign is a Hebrew letter or point.
pub(super) fn is_hebrew(sign: char) -> bool {
    matches!(sign, '\u{591}'..='\u{5f4}' | '\u{fb1d}'..='\u{fb4f}')
}

/// Tells whether a sign is a musical one.
pub(super) fn is_music(sign: char) -> bool {
    matches!(sign, '\u{1d100}'..='\u{1d172}' | '\u{1d17b}'..='\u{1d1ff}')
}

/// Tells whether a sign belongs to shorthand after Duployé.
pub(super) fn is_shorthand(sign: char) -> bool {
    matches!(sign, '\u{1bc00}'..='\u{1bc9f}')
}

/// Tells whether a letter is set as mathematics sets one: bold, script, double-struck.
pub(super) fn is_mathematical(sign: char) -> bool {
    matches!(sign, '\u{1d400}'..='\u{1d6a3}')
}

/// Tells whether a letter or sign belongs to a script in which joiners choose the shape of letters: Arabic, Syriac,
/// the scripts of India and Southeast Asia, Mongolian.
pub(super) fn joins(sign: char) -> bool {
    matches!(sign, '\u{610}'..='\u{61a}' | '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
        | '\u{1700}'..='\u{18af}' | '\u{1900}'..='\u{1aaf}' | '\u{1b00}'..='\u{1c4f}' | '\u{1cd0}'..='\u{1cff}'
        | '\u{a800}'..='\u{a8ff}' | '\u{a900}'..='\u{aadf}' | '\u{abc0}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{10aff}' | '\u{11000}'..='\u{11fff}' | '\u{1e900}'..='\u{1e95f}')
        && sign != '\u{180e}'
}

/// Tells whether a letter belongs to a script without spaces between words, where one that is not seen parts them.
pub(super) fn lacks_spaces(sign: char) -> bool {
    matches!(sign, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}' | '\u{1b00}'..='\u{1bbf}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}')
        || is_wide(sign)
}

/// Tells whether a sign is as wide as an ideograph.
pub(super) fn is_wide(sign: char) -> bool {
    matches!(sign, '\u{2e80}'..='\u{2fff}' | '\u{3001}'..='\u{30ff}' | '\u{3105}'..='\u{3163}' | '\u{3165}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Tells whether variants of a sign are chosen by a selector behind it: ideographs, and signs of mathematics.
pub(super) fn has_variants(sign: char) -> bool {
    is_wide(sign) || joins(sign) || matches!(sign, '\u{2190}'..='\u{2bff}')
}

/// Tells whether a sign can be shown as a picture.
pub(super) fn is_pictograph(sign: char) -> bool {
    matches!(sign, '©' | '®' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}' | '\u{24c2}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}'
        | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Tells whether a letter belongs to a script written from right to left.
pub(super) fn is_right_to_left(sign: char) -> bool {
    matches!(sign, '\u{5be}'..='\u{5f4}' | '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}
