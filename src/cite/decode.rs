//! From bytes to text: byte-order mark, UTF-8, the coding line of editors, and at last a guess.
//!
//! Says in words what was assumed where the file does not tell.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A file's text without byte-order mark, line ends LF.
pub(super) struct Decoded {
    pub(super) text: String,
    /// What was assumed, where that was needed.
    pub(super) doubt: Option<String>,
    /// The line on which it matters, from 1.
    pub(super) line: usize,
}

/// Reads bytes as text; never fails.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, had_faults) = encoding.decode_without_bom_handling(&bytes[length..]);
        let doubt = had_faults.then(|| {
            format!(
                "the file says that it is {}, but some of its bytes are not; they were replaced",
                encoding.name()
            )
        });
        return Decoded { text: lines(&text), doubt, line: 1 };
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => return Decoded { text: lines(text), doubt: None, line: 1 },
        Err(error) => error.valid_up_to(),
    };
    let line = memchr::memchr_iter(b'\n', &bytes[..valid]).count() + 1;
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(None, Utf8Detection::Deny)
    });
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let doubt = declared.is_none().then(|| {
        format!("the file is not UTF-8; it was read as {}, so look at letters with accents", encoding.name())
    });
    Decoded { text: lines(&text), doubt, line }
}

/// Finds the encoding that an editor's line names: `-*- coding: latin-1-unix -*-`, `% Encoding: UTF-8`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).to_lowercase();
    let at = head.find("coding:").or_else(|| head.find("coding="))?;
    let name: String = head[at + 7..]
        .trim_start()
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        .collect();
    let name = name.trim_end_matches("-unix").trim_end_matches("-dos").trim_end_matches("-mac");
    let name = match name {
        "latin-9" | "latin9" => "iso-8859-15",
        "latin-1" => "latin1",
        "latin-2" => "latin2",
        other => other,
    };
    Encoding::for_label(name.as_bytes())
}

fn lines(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_utf_8_is_read_and_said_to_be_so() {
        let decoded = decode(b"@book{a,\n title={Caf\xe9 na\xefve}}");
        assert_eq!(decoded.text, "@book{a,\n title={Café naïve}}");
        assert_eq!(decoded.line, 2);
        assert!(decoded.doubt.is_some());
    }

    #[test]
    fn an_editors_line_names_the_encoding() {
        let decoded = decode(b"% -*- coding: latin-9-unix -*-\n\xa6\xa4");
        assert_eq!((decoded.text.as_str(), decoded.doubt), ("% -*- coding: latin-9-unix -*-\nŠ€", None));
    }

    #[test]
    fn marks_and_line_ends_of_other_systems_go() {
        assert_eq!(decode(b"\xef\xbb\xbfTY  - BOOK\r\nER  - \r").text, "TY  - BOOK\nER  - \n");
        assert_eq!(decode(b"\xff\xfe@\0a\0").text, "@a");
        assert_eq!(decode(b"").text, "");
    }
}
