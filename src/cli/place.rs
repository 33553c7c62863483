//! Where a mark is to stand, as the command line says it: by its words, or by code points.

use std::str::FromStr;

use super::Failure;
use crate::anchor::{Quote, locate};
use crate::model::Anchoring;
use crate::text::{Range, Units};

/// How many places are named where words stand several times.
const NAMED: usize = 12;
/// How many characters of context each of them is shown with.
const CONTEXT: usize = 20;

/// How the flags are called that a place is given by, and the text that it is looked for in.
pub(super) struct Asked {
    quote: &'static str,
    around: &'static str,
    text: &'static str,
    /// What else can be given, with a comma before it.
    otherwise: &'static str,
    /// Where the words can be copied from.
    origin: &'static str,
}

/// Words of the article.
pub(super) const OF_ARTICLE: Asked = Asked {
    quote: "--quote",
    around: "--prefix or --suffix",
    text: "the text",
    otherwise: ", or give --range",
    origin: "“redpencil show --json”",
};

/// Words of a source's own text.
pub(super) const OF_SOURCE: Asked = Asked {
    quote: "--source-quote",
    around: "--source-prefix or --source-suffix",
    text: "the source’s text",
    otherwise: "",
    origin: "the source’s text",
};

/// A stretch of the text in code points, written `120..135`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: usize,
    end: usize,
}

impl FromStr for Span {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        let read = || {
            let (start, end) = words.split_once("..")?;
            Some(Self { start: start.trim().parse().ok()?, end: end.trim().parse().ok()? })
        };
        read().ok_or_else(|| "write two offsets in code points, as in 120..135".to_owned())
    }
}

/// Takes spans as they are given.
pub(super) fn by_spans(text: &str, spans: &[Span]) -> Result<Vec<Range>, Failure> {
    let units = Units::new(text);
    spans
        .iter()
        .map(|Span { start, end }| {
            if start >= end {
                return Err(Failure::Usage(format!(
                    "The range {start}..{end} holds nothing. Its end has to come after its start."
                )));
            }
            units.range_of_code_points(text, *start..*end).ok_or_else(|| {
                Failure::Usage(format!(
                    "The range {start}..{end} does not lie within the text, which has {} code points. Give one within \
                     0..{0}.",
                    units.code_points()
                ))
            })
        })
        .collect()
}

/// Finds words that are quoted, each after the one before it. The context before belongs to the first, the context
/// after to the last; white space where context and words meet is left aside.
pub(super) fn by_quotes(
    text: &str,
    quotes: &[String],
    prefix: &str,
    suffix: &str,
    asked: &Asked,
) -> Result<Vec<Range>, Failure> {
    let mut found: Vec<Range> = Vec::with_capacity(quotes.len());
    for (at, quote) in quotes.iter().enumerate() {
        let from = found.last().map_or(0, |range| range.end);
        let prefix = if at == 0 { prefix } else { "" };
        let suffix = if at + 1 == quotes.len() { suffix } else { "" };
        found.push(one(text, from, &Quote { exact: quote, prefix, suffix, hint: None }, asked)?);
    }
    Ok(found)
}

fn one(text: &str, from: usize, quote: &Quote<'_>, asked: &Asked) -> Result<Range, Failure> {
    let exact = quote.exact;
    if exact.trim().is_empty() {
        return Err(Failure::Usage(format!("{} is empty. Give the words to mark.", asked.quote)));
    }
    let standing: Vec<Range> = occurrences(text, exact).filter(|range| range.start >= from).collect();
    let fitting: Vec<Range> = standing.iter().copied().filter(|range| fits(text, *range, quote)).collect();
    match (fitting.as_slice(), standing.as_slice()) {
        ([range], _) => Ok(*range),
        ([], []) => Err(nowhere(text, quote, asked)),
        ([], standing) => Err(Failure::Usage(format!(
            "“{exact}” does not stand in that context, but here: {}. Mend {}{}.",
            listed(text, standing),
            asked.around,
            asked.otherwise
        ))),
        (several, _) => Err(Failure::Usage(format!(
            "“{exact}” stands in {} places: {}. Add {} with the words around it{}.",
            several.len(),
            listed(text, several),
            asked.around,
            asked.otherwise
        ))),
    }
}

/// Lists every place with exactly these words, overlapping ones too.
fn occurrences<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Range> + 'a {
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(words)?;
        from = start + step;
        Some(Range::new(start, start + words.len()))
    })
}

fn fits(text: &str, range: Range, quote: &Quote<'_>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    before.trim_end().ends_with(quote.prefix.trim_end())
        && after.trim_start().starts_with(quote.suffix.trim_start())
}

fn nowhere(text: &str, quote: &Quote<'_>, asked: &Asked) -> Failure {
    let exact = quote.exact;
    let found = locate(text, quote);
    let near = found.range.of(text).filter(|words| found.state != Anchoring::Lost && !words.is_empty());
    Failure::Usage(match near {
        Some(words) => format!(
            "“{exact}” stands nowhere in {}; nearest comes “{words}” at {}. Quote those words{}.",
            asked.text,
            shown(text, found.range),
            asked.otherwise
        ),
        None => format!("“{exact}” stands nowhere in {}. Copy the words from {}.", asked.text, asked.origin),
    })
}

fn shown(text: &str, range: Range) -> String {
    let span = Units::new(text).code_points_of(text, range);
    format!("{}..{}", span.start, span.end)
}

fn listed(text: &str, places: &[Range]) -> String {
    let mut named: Vec<String> = places
        .iter()
        .take(NAMED)
        .map(|range| format!("{} (“{}”)", shown(text, *range), surroundings(text, *range)))
        .collect();
    if places.len() > NAMED {
        named.push(format!("and {} more", places.len() - NAMED));
    }
    named.join(", ")
}

fn surroundings(text: &str, range: Range) -> String {
    let start = text[..range.start].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(start, _)| start);
    let end =
        text[range.end..].char_indices().nth(CONTEXT).map_or(text.len(), |(offset, _)| range.end + offset);
    text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted<'a>(
        text: &'a str,
        quotes: &[&str],
        prefix: &str,
        suffix: &str,
    ) -> Result<Vec<&'a str>, String> {
        let quotes: Vec<String> = quotes.iter().map(|quote| (*quote).to_owned()).collect();
        by_quotes(text, &quotes, prefix, suffix, &OF_ARTICLE)
            .map(|ranges| ranges.iter().filter_map(|range| range.of(text)).collect())
            .map_err(|failure| failure.to_string())
    }

    #[test]
    fn words_that_stand_once_need_no_context() {
        assert_eq!(quoted("He came on Friday.", &["Friday"], "", ""), Ok(vec!["Friday"]));
    }

    #[test]
    fn words_that_stand_several_times_are_refused_with_every_place() {
        let refusal = quoted("📰 on Friday, not on Friday", &["Friday"], "", "").unwrap_err();
        assert!(
            refusal.contains("2 places") && refusal.contains("5..11") && refusal.contains("20..26"),
            "{refusal}"
        );
    }

    #[test]
    fn context_tells_them_apart_with_or_without_its_white_space() {
        let text = "on Friday, not on Friday night";
        for suffix in ["night", " night"] {
            let quotes = ["Friday".to_owned()];
            assert_eq!(by_quotes(text, &quotes, "", suffix, &OF_ARTICLE), Ok(vec![Range::new(18, 24)]));
        }
        let quotes = ["Friday".to_owned()];
        assert_eq!(by_quotes(text, &quotes, "not on", "", &OF_ARTICLE), Ok(vec![Range::new(18, 24)]));
    }

    #[test]
    fn a_context_that_is_not_there_is_told_with_the_places_that_are() {
        let refusal = quoted("on Friday", &["Friday"], "before", "").unwrap_err();
        assert!(refusal.contains("3..9"), "{refusal}");
    }

    #[test]
    fn parts_of_a_broken_quotation_follow_one_another() {
        let text = "“Go,” he said. “Go now.”";
        assert_eq!(quoted(text, &["“Go,”", "“Go now.”"], "", ""), Ok(vec!["“Go,”", "“Go now.”"]));
        assert!(quoted(text, &["“Go now.”", "“Go,”"], "", "").is_err());
    }

    #[test]
    fn words_that_stand_nowhere_are_told_with_the_nearest() {
        let refusal =
            quoted("They called an investiagtion into it.", &["investigation"], "", "").unwrap_err();
        assert!(refusal.contains("investiagtion") && refusal.contains("15..28"), "{refusal}");
        let refusal = quoted("Nothing.", &["zebra crossing ahead"], "", "").unwrap_err();
        assert!(refusal.contains("nowhere"), "{refusal}");
    }

    #[test]
    fn spans_count_code_points() {
        let text = "📰 news";
        let range = by_spans(text, &[Span { start: 2, end: 6 }]).unwrap();
        assert_eq!(range[0].of(text), Some("news"));
        for (start, end) in [(2, 7), (3, 2), (2, 2)] {
            assert!(by_spans(text, &[Span { start, end }]).is_err());
        }
    }
}
