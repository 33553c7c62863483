//! Single characters in one form: quotation marks, dashes, spaces, what is never seen, accents and strokes.
//!
//! Knows nothing of texts or of the way back to them.

/// Returns the plain form of a character that is written in many ways, or nothing for one that is never seen.
///
/// Kinds of white space are a space, kinds of quotation marks `"` or `'`, kinds of hyphens and dashes `-`. Soft
/// hyphens, joiners, direction and variation marks, and the stroke that only stretches an Arabic word are dropped.
pub fn even(sign: char) -> Option<char> {
    if sign.is_ascii() {
        return Some(match sign {
            '\t'..='\r' => ' ',
            '`' => '\'',
            _ => sign,
        });
    }
    Some(match sign {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{640}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0100}'..='\u{e01ef}' => return None,
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' | '〟' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' | 'ʹ' | 'ʼ' | '＇' => '\'',
        '‐'..='―' | '−' | '⁃' | '﹘' | '﹣' | '－' => '-',
        '⁄' => '/',
        _ if sign.is_whitespace() => ' ',
        _ => sign,
    })
}

/// Tells whether a character is a mark on the letter before it that may be left out when words are compared:
/// accents of the Latin, Greek and Cyrillic scripts, Hebrew points, Arabic and Syriac vowel signs.
///
/// Vowel signs of Indic scripts and the sound marks of Kana are none: without them it is another word.
pub fn is_accent(sign: char) -> bool {
    matches!(sign,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{711}' | '\u{730}'..='\u{74a}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Returns the letters that stand for a letter with a stroke, or for two grown together, where Unicode has no
/// decomposition: “Walesa” finds “Wałęsa”.
pub fn without_stroke(sign: char) -> Option<&'static str> {
    Some(match sign {
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' | 'ɗ' => "d",
        'Đ' | 'Ð' | 'Ɗ' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ı' => "i",
        'ƶ' => "z",
        'Ƶ' => "Z",
        'ɓ' => "b",
        'Ɓ' => "B",
        'ƙ' => "k",
        'Ƙ' => "K",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "TH",
        _ => return None,
    })
}

/// Tells whether a character makes one grapheme with no other of this sort, so that no boundary needs to be looked
/// for between the two (a carriage return before a line feed apart).
///
/// Says no of many that would do: only scripts in which long texts are written are listed.
pub fn is_lone(sign: char) -> bool {
    matches!(sign,
        '\0'..='\u{2ff}'
        | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}'
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}'
        | '\u{1e00}'..='\u{1fff}'
        | '\u{2010}'..='\u{205f}' | '\u{20a0}'..='\u{20c0}'
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff9d}')
}

/// Tells whether a character has no other form at all: Chinese characters and Korean syllables, of which there are
/// too many to remember how each is folded.
pub fn is_plain(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn lone_characters_never_join_one_another() {
        for sign in ('\0'..=char::MAX).filter(|sign| is_lone(*sign)) {
            for text in [format!("{sign}x"), format!("字{sign}"), format!("{sign}{sign}")] {
                assert_eq!(text.graphemes(true).count(), 2, "{sign:?}");
            }
        }
    }

    #[test]
    fn korean_syllables_never_join_one_another() {
        // With and without a closing consonant: the two sorts that there are.
        for text in ["가가", "가각", "각가", "각각"] {
            assert_eq!(text.graphemes(true).count(), 2, "{text}");
        }
    }

    #[test]
    fn plain_forms_are_plain_already() {
        for sign in '\0'..=char::MAX {
            if let Some(plain) = even(sign) {
                assert_eq!(even(plain), Some(plain), "{sign:?}");
            }
        }
    }
}
