//! Keeps pages made to exhaust the program from the tree builder: too many nodes, too deep a nesting.
//!
//! Scans the tags as they stand and knows nothing of what they mean. Where it counts wrong, it counts too much.

use crate::import::Unreadable;
use std::borrow::Cow;
use std::collections::HashMap;

/// Deeper tags are dropped; their text stays.
const DEPTH: usize = 512;
/// Tags and comments a page may have.
const NODES: usize = 500_000;

/// Tags without an end.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr", "!doctype",
];
/// Tags that end by themselves where the next one begins.
const SELF_ENDING: &[&str] = &[
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
    "rt", "rp", "html", "head", "body",
];
/// Tags whose inside is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"];

/// Returns `html` without the tags that nest too deep, or refuses it for having too many.
pub(super) fn tame<'a>(html: &'a str, name: &str) -> Result<String, Unreadable> {
    let mut kept: Vec<Cow<'a, str>> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let (mut nodes, mut copied, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let Some((end, tag, is_end)) = tag_at(html, start) else {
            at = start + 1;
            continue;
        };
        at = end;
        nodes += 1;
        if nodes > NODES {
            let count = nodes + html[at..].matches('<').count();
            return Err(Unreadable::new(format!(
                "“{name}” has some {count} tags, more than the {NODES} that can be opened; copy the article's text into a .txt file and open that"
            )));
        }
        let lower = tag.to_ascii_lowercase();
        if tag.is_empty() || VOID.contains(&lower.as_str()) || SELF_ENDING.contains(&lower.as_str()) {
            continue;
        }
        let is_dropped = if is_end {
            let known = counts.get(&lower).copied().unwrap_or_default();
            if known == 0 {
                continue;
            }
            let mut depth = open.len();
            while let Some(last) = open.pop() {
                depth = open.len();
                let last = last.to_ascii_lowercase();
                let is_it = last == lower;
                if let Some(count) = counts.get_mut(&last) {
                    *count -= 1;
                }
                if is_it {
                    break;
                }
            }
            depth >= DEPTH
        } else {
            if RAW.contains(&lower.as_str()) {
                at = end_of_raw(html, end, &lower);
                continue;
            }
            open.push(tag);
            *counts.entry(lower).or_default() += 1;
            open.len() > DEPTH
        };
        if is_dropped {
            kept.push(Cow::Borrowed(&html[copied..start]));
            copied = end;
        }
    }
    kept.push(Cow::Borrowed(&html[copied..]));
    Ok(kept.concat())
}

/// Reads the tag or comment that begins at `start`: where it ends, its name, and whether it is an end tag.
fn tag_at(html: &str, start: usize) -> Option<(usize, &str, bool)> {
    let rest = &html[start + 1..];
    if let Some(comment) = rest.strip_prefix("!--") {
        let end = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
        return Some((end, "", false));
    }
    let (name_at, is_end) = if rest.starts_with('/') { (1, true) } else { (0, false) };
    let name_part = &rest[name_at..];
    let first = name_part.bytes().next()?;
    if !first.is_ascii_alphabetic() && first != b'!' && first != b'?' {
        return None;
    }
    let length =
        name_part.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(name_part.len());
    let end = end_of_tag(html, start + 1 + name_at + length);
    let name = if first == b'?' || first == b'!' { "" } else { &name_part[..length] };
    Some((end, name, is_end))
}

/// Finds the end of a tag, past quoted attribute values.
fn end_of_tag(html: &str, from: usize) -> usize {
    let bytes = html.as_bytes();
    let mut quote = None;
    let mut follows_equals = false;
    for (offset, byte) in bytes[from..].iter().enumerate() {
        match (quote, *byte) {
            (Some(open), byte) if open == byte => quote = None,
            (None, b'"' | b'\'') if follows_equals => quote = Some(*byte),
            (None, b'>') => return from + offset + 1,
            _ => {}
        }
        follows_equals = *byte == b'=' || follows_equals && byte.is_ascii_whitespace();
    }
    html.len()
}

/// Finds the end tag of an element whose inside is no markup.
fn end_of_raw(html: &str, from: usize, name: &str) -> usize {
    let bytes = &html.as_bytes()[from..];
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += found + 1;
        let rest = &bytes[at..];
        let is_end = rest.first() == Some(&b'/')
            && rest.get(1..=name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()));
        if is_end {
            return from + at - 1;
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_pass_unchanged() {
        for page in [
            "<!doctype html><p>a<p>b<br><img alt='a > b'><div>c</div>",
            "<script>if (a < b) { '</div><div>' }</script><p>1 < 2 <3",
            "<b><i>crossed</b></i></nothing>",
            "<",
            "a<b",
        ] {
            assert_eq!(tame(page, "a").unwrap(), page);
        }
        let paragraphs = "<p>word<li>item".repeat(2000);
        assert_eq!(tame(&paragraphs, "a").unwrap(), paragraphs);
    }

    #[test]
    fn tags_beyond_the_depth_are_dropped_and_their_words_stay() {
        let page = format!("{}deep{}<p>after</p>", "<div>".repeat(2000), "</div>".repeat(2000));
        let tamed = tame(&page, "a").unwrap();
        assert_eq!(tamed.matches("<div>").count(), DEPTH);
        assert_eq!(tamed.matches("</div>").count(), DEPTH);
        assert!(tamed.contains("deep") && tamed.ends_with("<p>after</p>"));
    }

    #[test]
    fn too_many_tags_are_refused_with_both_numbers() {
        let sentence = tame(&"<br>".repeat(NODES + 1), "a").unwrap_err().to_string();
        assert!(sentence.contains("500001") && sentence.contains("500000"), "{sentence}");
    }
}
