//! The encoding that a page declares for itself.
//!
//! Follows the prescan of the HTML standard (section 13.2.3.2), but looks at 4,096 bytes instead of 1,024.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// Returns the encoding named by a `meta` tag or an XML declaration near the head of the page.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(4096).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let mut rest = head.as_str();
    if rest.trim_start().starts_with("<?xml") {
        let end = rest.find("?>").unwrap_or(rest.len());
        if let Some(encoding) = label_behind(&rest[..end], "encoding").and_then(known) {
            return Some(encoding);
        }
    }
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = &rest[rest.find("-->")? + 3..];
            continue;
        }
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..end];
        let is_meta = tag
            .strip_prefix("<meta")
            .is_some_and(|tag| tag.starts_with([' ', '\t', '\n', '\r', '\u{c}', '/']));
        if is_meta && let Some(encoding) = label_behind(tag, "charset").and_then(known) {
            return Some(encoding);
        }
        rest = &rest[end..];
    }
    None
}

/// Finds the word behind `name` and an equals sign.
fn label_behind<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = text;
    loop {
        rest = &rest[rest.find(name)? + name.len()..];
        if let Some(value) = rest.trim_start().strip_prefix('=') {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end = value
                .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>'))
                .unwrap_or(value.len());
            return (end > 0).then(|| &value[..end]);
        }
    }
}

fn known(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    // The tag was read byte by byte, so the page cannot be UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    })
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn the_declared_encoding_is_found() {
        for (page, name) in [
            ("<meta charset=\"Shift_JIS\">", "Shift_JIS"),
            ("<META http-equiv=Content-Type content='text/html; charset=iso-8859-1'>", "windows-1252"),
            ("<?xml version='1.0' encoding='euc-jp'?><html>", "EUC-JP"),
            ("<!-- <meta charset=big5> --><meta charset = utf-8 >", "UTF-8"),
            ("<meta charset=utf-16>", "UTF-8"),
            ("<title>charset=big5</title><meta name=x content=y><meta charset='koi8-r'>", "KOI8-R"),
        ] {
            assert_eq!(declared(page.as_bytes()).map(encoding_rs::Encoding::name), Some(name), "{page}");
        }
        assert_eq!(declared(b"<metadata charset=big5><p>charset=big5"), None);
        assert_eq!(declared(b"<meta charset=none>"), None);
    }
}
