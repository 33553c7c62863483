//! From bytes to text: byte-order mark, declared encoding, UTF-8, and at last a guess.
//!
//! Knows nothing of blocks. Says in a warning which encoding it assumed where the file does not tell.

use super::Unreadable;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A file's text, without byte-order mark, line ends LF, and what was assumed to read it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) warnings: Vec<String>,
}

/// How to open something else, for the end of a sentence.
const INSTEAD: &str = "open a .txt, .md or .html file instead";

/// The first bytes of files that are taken for articles by mistake, and what such a file is called.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument, EPUB or zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"\x1f\x8b\x08", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a recording"),
];

/// Refuses a file of more than `limit` bytes.
pub(super) fn within(limit: usize, bytes: &[u8], name: &str) -> Result<(), Unreadable> {
    const MEGABYTE: usize = 1_000_000;
    if bytes.len() <= limit {
        return Ok(());
    }
    Err(Unreadable::new(format!(
        "“{name}” is {:.1} MB, more than the {} MB that can be opened; split it and open the part with the article",
        bytes.len() as f64 / MEGABYTE as f64,
        limit / MEGABYTE
    )))
}

/// Says that `name` holds nothing to read.
pub(super) fn without_text(name: &str) -> Unreadable {
    Unreadable::new(format!("“{name}” holds no text; choose the file that holds the article"))
}

/// Reads `bytes` as text.
///
/// The order is that of the WHATWG Encoding and HTML standards, but for two kinds of file that are common and
/// misread by it: UTF-8 that declares a single-byte encoding, and UTF-16 or UTF-32 without a byte-order mark.
pub(super) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    name: &str,
) -> Result<Decoded, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::new(format!("“{name}” is empty; choose the file that holds the article")));
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(Unreadable::new(format!("“{name}” is {what}; {INSTEAD}")));
    }
    if let Some(decoded) = marked(bytes).or_else(|| wide(bytes)) {
        return Ok(decoded);
    }
    if is_binary(bytes) {
        return Err(Unreadable::new(format!("“{name}” is not a text file; {INSTEAD}")));
    }
    Ok(narrow(bytes, declared))
}

/// Reads a file that begins with a byte-order mark.
fn marked(bytes: &[u8]) -> Option<Decoded> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe\0\0") {
        return Some(settled(&utf_32(rest, u32::from_le_bytes), "UTF-32", Vec::new()));
    }
    if let Some(rest) = bytes.strip_prefix(b"\0\0\xfe\xff") {
        return Some(settled(&utf_32(rest, u32::from_be_bytes), "UTF-32", Vec::new()));
    }
    let (encoding, length) = Encoding::for_bom(bytes)?;
    let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
    Some(settled(&text, encoding.name(), Vec::new()))
}

/// Reads UTF-16 and UTF-32 without a mark, told by where their zero bytes stand.
fn wide(bytes: &[u8]) -> Option<Decoded> {
    let sample = &bytes[..bytes.len().min(4096) / 4 * 4];
    if sample.is_empty() {
        return None;
    }
    let mut zeros = [0_usize; 4];
    for (index, byte) in sample.iter().enumerate() {
        zeros[index % 4] += usize::from(*byte == 0);
    }
    let full = sample.len() / 4;
    let mostly = |count: usize| count * 10 >= full * 6;
    let hardly = |count: usize| count * 10 <= full;
    let (text, name) = match zeros.map(|count| (mostly(count), hardly(count))) {
        [(_, true), _, (true, _), (true, _)] => (utf_32(bytes, u32::from_le_bytes), "UTF-32 (little-endian)"),
        [(true, _), (true, _), _, (_, true)] => (utf_32(bytes, u32::from_be_bytes), "UTF-32 (big-endian)"),
        [(_, true), (true, _), (_, true), (true, _)] => {
            (UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(), "UTF-16 (little-endian)")
        }
        [(true, _), (_, true), (true, _), (_, true)] => {
            (UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(), "UTF-16 (big-endian)")
        }
        _ => return None,
    };
    Some(settled(&text, name, vec![assumption(name)]))
}

fn utf_32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut text: String = units
        .iter()
        .map(|unit| char::from_u32(number(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

/// Tells whether control characters are too many for any text.
fn is_binary(bytes: &[u8]) -> bool {
    let controls = |bytes: &[u8]| {
        bytes
            .iter()
            .filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
            .count()
    };
    let head = &bytes[..bytes.len().min(8192)];
    controls(head) * 100 > head.len() || controls(bytes) * 100 > bytes.len()
}

/// Reads a file whose letters are one byte wide, or of mixed width.
fn narrow(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let utf_8 = std::str::from_utf8(bytes);
    if let Ok(text) = utf_8 {
        let Some(declared) = declared.filter(|encoding| *encoding != UTF_8) else {
            if ["\u{1b}$B", "\u{1b}$@", "\u{1b}(J"].iter().any(|escape| text.contains(escape)) {
                return assumed(bytes, ISO_2022_JP);
            }
            return settled(text, UTF_8.name(), Vec::new());
        };
        if is_surely_utf_8(text, declared) {
            let warning =
                format!("The file says it is {}, but it is UTF-8 and was read as UTF-8.", declared.name());
            return settled(text, UTF_8.name(), vec![warning]);
        }
    }
    if let Some(encoding) = declared.filter(|encoding| utf_8.is_ok() || *encoding != UTF_8) {
        let (text, failed) = encoding.decode_without_bom_handling(bytes);
        if !failed || !text.contains(char::REPLACEMENT_CHARACTER) {
            return settled(&text, encoding.name(), Vec::new());
        }
        // A few broken bytes in a long file are no reason to distrust what it says of itself.
        let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
        if broken * 1000 < text.len() {
            return settled(&text, encoding.name(), Vec::new());
        }
    }
    if is_mostly_utf_8(bytes) {
        return settled(&String::from_utf8_lossy(bytes), UTF_8.name(), Vec::new());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    assumed(bytes, if is_misguess(bytes, guess) { WINDOWS_1252 } else { guess })
}

fn assumed(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    settled(&text, encoding.name(), vec![assumption(encoding.name())])
}

fn assumption(encoding: &str) -> String {
    format!(
        "The file does not name its encoding and was read as {encoding}; check accents and quotation marks."
    )
}

/// Tells whether text that happens to be valid UTF-8 cannot be anything else.
///
/// Single-byte text never is by chance, if it has accents; a few letters of two-byte text may be.
fn is_surely_utf_8(text: &str, declared: &'static Encoding) -> bool {
    const CHANCE: usize = 10;
    let wide = text.chars().filter(|c| !c.is_ascii()).take(CHANCE).count();
    wide >= if declared.is_single_byte() { 1 } else { CHANCE }
}

/// Tells a guess of Cyrillic, Greek or the like for letters that stand alone between ASCII ones, as only
/// accents, dashes and quotation marks do.
fn is_misguess(bytes: &[u8], guess: &'static Encoding) -> bool {
    const OTHER_SCRIPTS: &[&str] = &[
        "windows-1251",
        "KOI8-R",
        "KOI8-U",
        "ISO-8859-5",
        "IBM866",
        "x-mac-cyrillic",
        "windows-1253",
        "ISO-8859-7",
        "windows-1255",
        "ISO-8859-8",
        "windows-1256",
        "ISO-8859-6",
        "windows-874",
    ];
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let paired = bytes.windows(2).filter(|pair| !pair[0].is_ascii() && !pair[1].is_ascii()).count();
    OTHER_SCRIPTS.contains(&guess.name()) && paired * 4 < high
}

/// Tells whether the bytes are UTF-8 but for a few: at least twenty good sequences for each broken one.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= broken * 20
}

/// Settles line ends, drops the mark and zero characters, and warns of what could not be read.
fn settled(text: &str, encoding: &str, mut warnings: Vec<String>) -> Decoded {
    let text = text.trim_start_matches('\u{feff}');
    let mut text =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    if text.contains('\0') {
        text.retain(|c| c != '\0');
        warnings.push("The file holds zero characters, which were left out.".to_owned());
    }
    match text.matches(char::REPLACEMENT_CHARACTER).count() {
        0 => {}
        1 => {
            warnings.push(format!("One character could not be read as {encoding} and stands as “\u{fffd}”."));
        }
        count => {
            warnings
                .push(format!("{count} characters could not be read as {encoding} and stand as “\u{fffd}”."));
        }
    }
    Decoded { text, warnings }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::SHIFT_JIS;

    fn text_of(bytes: &[u8]) -> String {
        decode(bytes, None, "a.txt").unwrap().text
    }

    #[test]
    fn a_byte_order_mark_names_the_encoding_and_is_dropped() {
        assert_eq!(text_of(b"\xef\xbb\xbfcaf\xc3\xa9"), "café");
        assert_eq!(text_of(b"\xff\xfeh\0i\0"), "hi");
        assert_eq!(text_of(b"\xfe\xff\0h\0i"), "hi");
        assert_eq!(text_of(b"\xff\xfe\0\0h\0\0\0"), "h");
        assert_eq!(text_of(b"\0\0\xfe\xff\0\0\0h"), "h");
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(text_of(b"a\r\nb\rc\nd"), "a\nb\nc\nd");
    }

    #[test]
    fn wide_text_without_a_mark_is_told_by_its_zero_bytes() {
        let little: Vec<u8> = "The governor said so.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "The governor said so.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let four: Vec<u8> = "The governor".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(text_of(&little), "The governor said so.");
        assert_eq!(text_of(&big), "The governor said so.");
        assert_eq!(text_of(&four), "The governor");
    }

    #[test]
    fn a_declared_encoding_comes_before_a_guess() {
        let (bytes, _, _) = SHIFT_JIS.encode("知事は辞任しない");
        let decoded = decode(&bytes, Some(SHIFT_JIS), "a.html").unwrap();
        assert_eq!(decoded, Decoded { text: "知事は辞任しない".to_owned(), warnings: Vec::new() });
    }

    #[test]
    fn utf_8_that_calls_itself_something_else_is_read_as_utf_8() {
        let decoded = decode("“No”".as_bytes(), Some(WINDOWS_1252), "a.html").unwrap();
        assert_eq!(decoded.text, "“No”");
        assert!(decoded.warnings[0].contains("windows-1252"));
    }

    #[test]
    fn an_assumed_encoding_is_named_in_a_warning() {
        let decoded =
            decode(b"Le gouverneur a \xe9t\xe9 arr\xeat\xe9 hier \xe0 No\xebl.", None, "a.txt").unwrap();
        assert_eq!(decoded.text, "Le gouverneur a été arrêté hier à Noël.");
        assert!(decoded.warnings[0].contains("windows-1252"), "{:?}", decoded.warnings);
    }

    #[test]
    fn a_page_saved_anew_in_utf_8_is_read_so_whatever_it_declares() {
        let decoded = decode("知事は辞任しないと述べた。".as_bytes(), Some(SHIFT_JIS), "a.html").unwrap();
        assert_eq!(decoded.text, "知事は辞任しないと述べた。");
    }

    #[test]
    fn single_dashes_in_english_are_not_taken_for_cyrillic() {
        let decoded =
            decode(b"The report \x97 all of it \x97 was \x93final\x94, they said.", None, "a.txt").unwrap();
        assert_eq!(decoded.text, "The report — all of it — was “final”, they said.");
    }

    #[test]
    fn one_broken_byte_does_not_turn_utf_8_into_something_else() {
        let mut bytes = "“Größe” — ".repeat(20).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes, None, "a.txt").unwrap();
        assert!(decoded.text.starts_with("“Größe” — "));
        assert_eq!(decoded.warnings, ["One character could not be read as UTF-8 and stands as “\u{fffd}”."]);
    }

    #[test]
    fn files_that_are_no_text_are_refused_in_one_sentence() {
        for (bytes, name) in [
            (&b"%PDF-1.7 stuff"[..], "a.pdf"),
            (b"PK\x03\x04\x14\0\x06\0", "a.docx"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png"),
            (b"\x01\x02\x03\x04 some words", "a.bin"),
        ] {
            let sentence = decode(bytes, None, name).unwrap_err().to_string();
            assert!(sentence.contains(name) && sentence.ends_with(INSTEAD), "{sentence}");
        }
        assert!(decode(b"", None, "a.txt").unwrap_err().to_string().contains("empty"));
    }

    #[test]
    fn a_file_over_the_limit_is_told_both_numbers() {
        let sentence = within(2_000_000, &vec![b'a'; 2_600_000], "a.txt").unwrap_err().to_string();
        assert!(sentence.contains("2.6 MB") && sentence.contains("2 MB"), "{sentence}");
        assert_eq!(within(2_000_000, &vec![b'a'; 2_000_000], "a.txt"), Ok(()));
    }
}
