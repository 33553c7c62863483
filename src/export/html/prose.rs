//! The article's text with its highlights; each paragraph has the entries of the marks that begin in it beside it.
//!
//! Knows how text is cut, not what the entries say.

use super::escape::Escaped;
use super::symbol::hue;
use super::{entry, put};
use crate::export::segment::{Segment, cut, homes, hull, lanes, pieces};
use crate::export::{Handout, Mark, Stopped, Watch};
use crate::model::vocabulary::KindMeaning;
use crate::text::{BlockKind, Range};

/// Underlines beyond this many lie on the last one: more would run into the next line.
const LANES: usize = 5;

/// Writes the legend and the text, paragraph by paragraph.
pub(super) fn article(handout: &Handout, watch: &Watch) -> Result<String, Stopped> {
    let text: &str = &handout.text;
    if text.trim().is_empty() {
        return Ok("<p class=\"none\">There is no text yet.</p>\n".into());
    }
    let pieces = pieces(text, &handout.blocks);
    let bounds: Vec<Range> = pieces.iter().map(|piece| piece.range).collect();
    let kept: Vec<Vec<Range>> = handout
        .marks
        .iter()
        .map(|mark| mark.ranges.iter().copied().filter(|range| range.of(text).is_some()).collect())
        .collect();
    let ranges: Vec<&[Range]> = kept.iter().map(Vec::as_slice).collect();
    let spans: Vec<Range> = ranges.iter().map(|ranges| hull(ranges)).collect();
    let lanes = lanes(&spans);
    let segments = cut(&bounds, &ranges);
    let homes = homes(&segments, &bounds, &spans);
    let has_headline = pieces.iter().any(|piece| piece.kind == BlockKind::Headline);
    let language = handout.article.words("language");
    let mut out = legend(handout);
    put!(out, "<div class=\"text\"{}>\n", lang(language));
    let mut paragraph = 0_usize;
    for (at, (piece, segments)) in pieces.iter().zip(&segments).enumerate() {
        let counted = piece.kind.is_numbered();
        paragraph += usize::from(counted);
        out += "<div class=\"row\">\n";
        let (open, close) = tags(piece.kind, has_headline);
        if counted {
            put!(
                out,
                "<div class=\"words\"><span class=\"para\" aria-hidden=\"true\">{paragraph}</span>{open}"
            );
        } else {
            put!(out, "<div class=\"words\">{open}");
        }
        for segment in segments {
            write_segment(&mut out, handout, text, segment, &lanes);
        }
        put!(out, "{close}</div>\n");
        if !homes[at].is_empty() {
            out += "<div class=\"notes\" lang=\"en\">\n";
            for mark in &homes[at] {
                entry::entry(&mut out, handout, &handout.marks[*mark]);
                watch.step()?;
            }
            out += "</div>\n";
        }
        out += "</div>\n";
    }
    Ok(out + "</div>\n")
}

fn lang(tag: &str) -> String {
    let sound = !tag.is_empty() && tag.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if sound { format!(" lang=\"{tag}\"") } else { String::new() }
}

fn tags(kind: BlockKind, has_headline: bool) -> (&'static str, &'static str) {
    match (kind, has_headline) {
        (BlockKind::Headline, _) => ("<h3 class=\"b-headline\" dir=\"auto\">", "</h3>"),
        (BlockKind::Subhead, true) => ("<h4 class=\"b-subhead\" dir=\"auto\">", "</h4>"),
        (BlockKind::Subhead, false) => ("<h3 class=\"b-subhead\" dir=\"auto\">", "</h3>"),
        (BlockKind::Deck, _) => ("<p class=\"b-deck\" dir=\"auto\">", "</p>"),
        (BlockKind::Paragraph, _) => ("<p dir=\"auto\">", "</p>"),
        (BlockKind::Quotation, _) => ("<blockquote dir=\"auto\"><p dir=\"auto\">", "</p></blockquote>"),
        (BlockKind::ListItem, _) => ("<ul dir=\"auto\"><li dir=\"auto\">", "</li></ul>"),
        (BlockKind::TableRow, _) => ("<p class=\"b-row\" dir=\"auto\">", "</p>"),
        (BlockKind::Caption, _) => ("<p class=\"b-caption\" dir=\"auto\">", "</p>"),
        (BlockKind::Note, _) => ("<p class=\"b-note\" dir=\"auto\">", "</p>"),
    }
}

fn write_segment(out: &mut String, handout: &Handout, text: &str, segment: &Segment, lanes: &[usize]) {
    for mark in segment.first.iter().filter_map(|mark| handout.marks.get(*mark)) {
        number(out, mark);
    }
    let covering: Vec<(&Mark, usize)> = segment
        .marks
        .iter()
        .filter_map(|mark| Some((handout.marks.get(*mark)?, lanes[*mark].min(LANES - 1))))
        .collect();
    for (at, (mark, lane)) in covering.iter().enumerate() {
        let innermost = if at + 1 == covering.len() { " fill" } else { "" };
        put!(out, "<mark class=\"{} {} l{lane}{innermost}\">", hue(&mark.hue), line(mark.meaning));
    }
    put!(out, "{}", Escaped(segment.range.of(text).unwrap_or_default()));
    for _ in &covering {
        *out += "</mark>";
    }
}

/// Writes a mark's number as a link to its entry.
fn number(out: &mut String, mark: &Mark) {
    let Some(number) = mark.number else { return };
    let status =
        mark.status.as_ref().map_or_else(String::new, |status| format!(", {}", Escaped(&status.label)));
    put!(
        out,
        "<a class=\"n {}\" id=\"t{number}\" href=\"#m{number}\" lang=\"en\" aria-label=\"Mark {number}: {}{status}\">{number}</a>",
        hue(&mark.hue),
        Escaped(&mark.label)
    );
}

/// Returns the class of the underline that tells kinds apart without colour.
pub(super) fn line(meaning: Option<KindMeaning>) -> &'static str {
    match meaning {
        Some(KindMeaning::Claim) => "solid",
        Some(KindMeaning::Allegation) => "thick",
        Some(KindMeaning::Quotation) => "dotted",
        Some(KindMeaning::Response) => "dashed",
        Some(KindMeaning::Query | KindMeaning::LegalFlag) => "double",
        Some(KindMeaning::Opinion) => "dashed thin",
        Some(KindMeaning::NoCheck) => "quiet",
        None => "solid thin",
    }
}

fn legend(handout: &Handout) -> String {
    let mut out = String::new();
    let mut shown: Vec<&str> = Vec::new();
    for mark in &handout.marks {
        if shown.contains(&mark.kind.as_str()) {
            continue;
        }
        if shown.is_empty() {
            out += "<ul class=\"legend\" aria-label=\"Kinds of marks\">\n";
        }
        shown.push(&mark.kind);
        put!(
            out,
            "<li><mark class=\"{} {} l0 fill\">{}</mark></li>\n",
            hue(&mark.hue),
            line(mark.meaning),
            Escaped(&mark.label)
        );
    }
    if !shown.is_empty() {
        out += "</ul>\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_block_has_tags_that_close() {
        for (kind, name) in BlockKind::ALL {
            let (open, close) = tags(kind, true);
            assert_eq!(open.matches('<').count(), close.matches("</").count(), "{name}");
        }
    }

    #[test]
    fn a_language_that_is_no_tag_is_left_out() {
        assert_eq!(lang("pt-BR"), " lang=\"pt-BR\"");
        assert_eq!(lang("en\" onload=\"x"), "");
    }
}
