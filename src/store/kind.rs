//! What a kept file is, in words: by its first bytes where they tell, else by its ending.
//!
//! Reads nothing: the bytes are handed in.

/// How many bytes of a file are enough to tell.
pub const HEAD: usize = 64;

/// First bytes that tell, where they stand, and what the file is then.
const SIGNS: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "PDF document"),
    (0, b"\xff\xd8\xff", "JPEG picture"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (0, b"GIF8", "GIF picture"),
    (0, b"II*\0", "TIFF picture"),
    (0, b"MM\0*", "TIFF picture"),
    (8, b"WEBP", "WebP picture"),
    (8, b"WAVE", "WAV recording"),
    (8, b"AVI ", "AVI video"),
    (4, b"ftypM4A", "M4A recording"),
    (4, b"ftypqt", "QuickTime video"),
    (4, b"ftyphei", "HEIC picture"),
    (4, b"ftyp", "MP4 video"),
    (0, b"ID3", "MP3 recording"),
    (0, b"OggS", "Ogg recording"),
    (0, b"fLaC", "FLAC recording"),
    (0, b"\x1aE\xdf\xa3", "Matroska video"),
    (0, b"{\\rtf", "RTF document"),
    (0, b"\x7fELF", "program"),
    (0, b"MZ", "program"),
];

/// Endings and what such a file is, where its first bytes do not tell.
const ENDINGS: &[(&str, &str)] = &[
    ("pdf", "PDF document"),
    ("txt", "text"),
    ("text", "text"),
    ("md", "Markdown text"),
    ("markdown", "Markdown text"),
    ("html", "web page"),
    ("htm", "web page"),
    ("xhtml", "web page"),
    ("mht", "saved web page"),
    ("mhtml", "saved web page"),
    ("doc", "Word document"),
    ("docx", "Word document"),
    ("odt", "OpenDocument text"),
    ("rtf", "RTF document"),
    ("pages", "Pages document"),
    ("epub", "EPUB book"),
    ("xls", "Excel table"),
    ("xlsx", "Excel table"),
    ("ods", "OpenDocument table"),
    ("csv", "table as text"),
    ("tsv", "table as text"),
    ("json", "JSON data"),
    ("xml", "XML data"),
    ("ppt", "PowerPoint slides"),
    ("pptx", "PowerPoint slides"),
    ("odp", "OpenDocument slides"),
    ("jpg", "JPEG picture"),
    ("jpeg", "JPEG picture"),
    ("png", "PNG picture"),
    ("gif", "GIF picture"),
    ("webp", "WebP picture"),
    ("tif", "TIFF picture"),
    ("tiff", "TIFF picture"),
    ("heic", "HEIC picture"),
    ("svg", "SVG drawing"),
    ("mp3", "MP3 recording"),
    ("m4a", "M4A recording"),
    ("wav", "WAV recording"),
    ("ogg", "Ogg recording"),
    ("flac", "FLAC recording"),
    ("mp4", "MP4 video"),
    ("mov", "QuickTime video"),
    ("mkv", "Matroska video"),
    ("avi", "AVI video"),
    ("webm", "WebM video"),
    ("eml", "e-mail"),
    ("msg", "e-mail"),
    ("mbox", "mailbox"),
    ("zip", "ZIP archive"),
    ("gz", "archive"),
    ("7z", "archive"),
];

/// Says what a file with this ending is; `head` are its first bytes, or nothing where they are not known.
pub fn in_words(extension: &str, head: &[u8]) -> String {
    let stated = ENDINGS.iter().find(|(ending, _)| *ending == extension).map(|(_, words)| *words);
    let shown = SIGNS.iter().find(|(at, sign, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(sign)));
    match (shown.map(|(_, _, words)| *words), stated) {
        (Some(shown), Some(stated)) if shown != stated && is_other(shown, stated) => {
            format!("{shown}, called .{extension}")
        }
        (_, Some(words)) | (Some(words), None) => words.to_owned(),
        (None, None) if extension.is_empty() || extension == "bin" => "file".to_owned(),
        (None, None) => format!("{} file", extension.to_uppercase()),
    }
}

/// Tells whether the bytes say something else than the ending; several formats share their first bytes.
fn is_other(shown: &str, stated: &str) -> bool {
    let family = |words: &str| words.rsplit(' ').next().map(str::to_owned);
    let films = ["recording", "video"];
    let is_film = |words: &str| films.iter().any(|film| words.ends_with(film));
    family(shown) != family(stated) && !(is_film(shown) && is_film(stated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_what_people_call_it() {
        assert_eq!(in_words("pdf", b"%PDF-1.7"), "PDF document");
        assert_eq!(in_words("jpg", b"\xff\xd8\xff\xe0"), "JPEG picture");
        assert_eq!(in_words("md", b"# The minutes"), "Markdown text");
        assert_eq!(in_words("docx", b"PK\x03\x04"), "Word document");
        assert_eq!(in_words("mov", b"\0\0\0\x14ftypqt  "), "QuickTime video");
        assert_eq!(in_words("xyz", b"whatever"), "XYZ file");
        assert_eq!(in_words("bin", b""), "file");
        assert_eq!(in_words("bin", b"\x89PNG\r\n\x1a\n"), "PNG picture");
    }

    #[test]
    fn an_ending_that_its_bytes_belie_is_told() {
        assert_eq!(in_words("pdf", b"MZ\x90\0"), "program, called .pdf");
        assert_eq!(in_words("txt", b"\xff\xd8\xff\xe0"), "JPEG picture, called .txt");
        assert_eq!(in_words("m4a", b"\0\0\0\x14ftypmp42"), "M4A recording");
    }
}
