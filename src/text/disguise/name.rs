//! What a deceiving character is called, and what it does, in plain words.

use super::Kind;
use super::script::{self, Script};
use unicode_normalization::UnicodeNormalization as _;

/// Says in a sentence what a character is and what it does.
pub(super) fn words(kind: Kind, sign: char) -> String {
    let code = u32::from(sign);
    match kind {
        Kind::LookAlike => match Script::of(sign) {
            Some(Script::Latin) => {
                format!("This letter is a Latin “{sign}” in a word of another script (U+{code:04X})")
            }
            Some(own) => {
                let twin = script::latin_twin(sign).or(script::rough_twin(sign));
                let twin = twin.map_or_else(String::new, |twin| format!(" “{twin}”"));
                let name = own.name();
                format!("This letter is a {name} “{sign}”, which looks like the Latin{twin} (U+{code:04X})")
            }
            None if script::is_full_width(sign) => {
                let plain: String = sign.nfkd().collect();
                format!(
                    "This letter is a wide “{sign}” of Chinese and Japanese, not “{plain}” (U+{code:04X})"
                )
            }
            None => {
                let plain: String = sign.nfkd().collect();
                format!("This is a sign of mathematics, which looks like the letter “{plain}” (U+{code:04X})")
            }
        },
        Kind::Control => {
            format!(
                "A control character stands here: it is not seen, and programs may act on it (U+{code:04X})"
            )
        }
        Kind::Space => {
            let name = match sign {
                '\u{2800}' => "An empty Braille cell",
                '\u{3000}' => "A wide space of Chinese and Japanese",
                _ => "A space of an unusual kind",
            };
            format!("{name} stands here: it looks like a space, but is another character (U+{code:04X})")
        }
        Kind::Direction | Kind::Invisible => format!("{} (U+{code:04X})", told(sign)),
    }
}

fn told(sign: char) -> &'static str {
    match sign {
        '\u{202e}' => {
            "A right-to-left override stands here: what follows is shown in another order than it is stored"
        }
        '\u{202d}' => {
            "A left-to-right override stands here: what follows is shown in another order than it is stored"
        }
        '\u{202a}' | '\u{2066}' => {
            "A left-to-right stretch begins here: its words may be shown in another place than they are stored"
        }
        '\u{202b}' | '\u{2067}' => {
            "A right-to-left stretch begins here: its words may be shown in another place than they are stored"
        }
        '\u{2068}' => {
            "A stretch with a direction of its own begins here: its words may be shown in another place"
        }
        '\u{202c}' | '\u{2069}' => "A stretch with a direction of its own ends here",
        '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            "A direction mark stands here: it is not seen, and signs beside it may change their place"
        }
        '\u{200b}' => "A zero-width space stands here: it is not seen, and parts the word for a search",
        '\u{200c}' | '\u{200d}' => {
            "A joiner stands here that nothing needs: it is not seen, and changes the word for a search"
        }
        '\u{ad}' => "A soft hyphen stands here: it is not seen, and changes the word for a search",
        '\u{2060}' | '\u{feff}' => {
            "A word joiner stands here: it is not seen, and changes the word for a search"
        }
        '\u{2028}' | '\u{2029}' => {
            "A line separator stands here: it is not seen, and parts the text where no line ends"
        }
        '\u{e0000}'..='\u{e007f}' => "A tag character stands here: it is not seen, and can hide a message",
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            "A variation selector stands here that changes nothing: it is not seen, and can hide a message"
        }
        _ => "A character stands here that is not seen",
    }
}
