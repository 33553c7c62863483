//! Finds in the draft what selectors point at: quotes, positions, ranges between two of them, and refinements.
//!
//! A place is only believed where the quoted words bear it out; a mark on the wrong words is worse than one that
//! waits in a list.

use serde_json::{Map, Value as Json};

use super::{each, ours};
use crate::anchor::{Quote, locate};
use crate::model::Anchoring;
use crate::text::Range;
use crate::text::units::Units;

/// Looks things up in one draft.
pub(super) struct Finder<'a> {
    text: &'a str,
    units: Units,
}

/// Where a target stands, as far as it was found.
pub(super) struct Place {
    pub(super) range: Option<Range>,
    pub(super) state: Anchoring,
    /// The words with what stands before and after, as the file has them.
    pub(super) quote: Option<(String, String, String)>,
    /// Why there is no range.
    pub(super) why: &'static str,
}

impl Place {
    fn nowhere(why: &'static str) -> Self {
        Self { range: None, state: Anchoring::Lost, quote: None, why }
    }

    fn at(range: Range, state: Anchoring) -> Self {
        Self { range: Some(range), state, quote: None, why: "" }
    }
}

const NO_SELECTOR: &str = "It points at no words (no text quote or text position): it waits without a place.";
const NOT_FOUND: &str = "Its words are not in this text: it waits without a place.";
const OUTSIDE: &str = "Its position lies outside this text: it waits without a place.";

impl<'a> Finder<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, units: Units::new(text) }
    }

    /// Finds a target; what it says beyond a place in the text is added to `rest`.
    pub(super) fn target(&self, target: &Json, rest: &mut Vec<String>) -> Place {
        let object = match target {
            Json::Object(object) => object,
            other => {
                foreign(other, rest);
                return Place::nowhere(NO_SELECTOR);
            }
        };
        for key in ["source", "id"] {
            object.get(key).into_iter().for_each(|source| foreign(source, rest));
        }
        for (key, value) in object {
            if !matches!(key.as_str(), "source" | "id" | "selector" | "type") {
                rest.push(format!("Target {key}: {value}"));
            }
        }
        let whole = Range::new(0, self.text.len());
        let selectors = each(object.get("selector"));
        let place = self.selectors(selectors, whole);
        if selectors.iter().any(|selector| !is_plain(selector)) {
            rest.extend(
                selectors.iter().filter(|selector| !is_plain(selector)).map(|one| format!("Selector: {one}")),
            );
        }
        place
    }

    /// Finds what several selectors of one target agree on: they are ways to say the same.
    fn selectors(&self, selectors: &[Json], within: Range) -> Place {
        let of = |kind: &str| {
            selectors
                .iter()
                .filter_map(Json::as_object)
                .find(|object| object.get("type").is_some_and(|name| name == kind))
        };
        let position = of("TextPositionSelector");
        let span = position.and_then(|object| self.position(object, within));
        let (place, refined) = if let Some(object) = of("TextQuoteSelector") {
            (self.quote(object, position, span, within), object.get("refinedBy"))
        } else if let Some(object) = position {
            // A place without words cannot be borne out.
            let place =
                span.map_or_else(|| Place::nowhere(OUTSIDE), |range| Place::at(range, Anchoring::Uncertain));
            (place, object.get("refinedBy"))
        } else if let Some(object) = of("RangeSelector") {
            (self.between(object, within), object.get("refinedBy"))
        } else {
            let refined = selectors.iter().find_map(|selector| selector.get("refinedBy"));
            return refined.map_or_else(|| Place::nowhere(NO_SELECTOR), |inner| self.inside(inner, within));
        };
        match (refined, place.range) {
            (Some(inner), Some(range)) => self.selectors(each(Some(inner)), range),
            _ => place,
        }
    }

    /// Finds what refines a selector that says nothing to us: only words can be looked for, a position counts from
    /// a place that is unknown.
    fn inside(&self, refined: &Json, within: Range) -> Place {
        let words = |json: &&Json| json.get("type").is_some_and(|kind| kind == "TextQuoteSelector");
        match each(Some(refined)).iter().find(words) {
            Some(quote) => self.selectors(std::slice::from_ref(quote), within),
            None => Place::nowhere(NO_SELECTOR),
        }
    }

    fn position(&self, object: &Map<String, Json>, within: Range) -> Option<Range> {
        let (start, end) = offsets(object)?;
        let base = self.units.code_point_of_byte(self.text, within.start);
        let range =
            self.units.range_of_code_points(self.text, base.checked_add(start)?..base.checked_add(end)?)?;
        (within.covers(range) && !range.is_empty()).then_some(range)
    }

    fn quote(
        &self,
        object: &Map<String, Json>,
        position: Option<&Map<String, Json>>,
        span: Option<Range>,
        within: Range,
    ) -> Place {
        let part = |key: &str| object.get(key).and_then(Json::as_str).unwrap_or_default();
        let (exact, prefix, suffix) = (part("exact"), part("prefix"), part("suffix"));
        if exact.is_empty() {
            return Place::nowhere(NO_SELECTOR);
        }
        let quote = Some((exact.to_owned(), prefix.to_owned(), suffix.to_owned()));
        let says_so = |range: &Range| range.of(self.text) == Some(exact);
        // Programs that live in a browser count in UTF-16 units.
        let utf16 = || {
            let (start, end) = offsets(position?)?;
            self.units.range_of_utf16(self.text, start..end).filter(|range| within.covers(*range))
        };
        if let Some(range) = span.filter(says_so).or_else(|| utf16().filter(says_so)) {
            return Place { quote, ..Place::at(range, Anchoring::Intact) };
        }
        let text = within.of(self.text).unwrap_or_default();
        let mut hits = text.match_indices(exact).map(|(at, _)| within.start + at);
        let (first, second) = (hits.next(), hits.next());
        if let (Some(at), None, true) = (first, second, prefix.is_empty() && suffix.is_empty()) {
            let state = if position.is_some() { Anchoring::Moved } else { Anchoring::Intact };
            return Place { quote, ..Place::at(Range::new(at, at + exact.len()), state) };
        }
        let hint = span.map(|range| range.start - within.start);
        let found = locate(text, &Quote { exact, prefix, suffix, hint });
        if found.state == Anchoring::Lost || found.range.is_empty() {
            return Place { quote, ..Place::nowhere(NOT_FOUND) };
        }
        let range = Range::new(within.start + found.range.start, within.start + found.range.end);
        let state = match found.state {
            Anchoring::Moved if position.is_none() => Anchoring::Intact,
            state => state,
        };
        Place { quote, ..Place::at(range, state) }
    }

    /// Finds what lies from where one selector begins up to where another begins.
    fn between(&self, object: &Map<String, Json>, within: Range) -> Place {
        let end = |key: &str| {
            let place = self.selectors(each(object.get(key)), within);
            place.range.map(|range| (range.start, place.state))
        };
        match (end("startSelector"), end("endSelector")) {
            (Some((start, before)), Some((end, after))) if start < end => {
                Place::at(Range::new(start, end), before.max(after))
            }
            _ => Place::nowhere(NOT_FOUND),
        }
    }
}

fn offsets(object: &Map<String, Json>) -> Option<(usize, usize)> {
    let offset =
        |key: &str| object.get(key).and_then(Json::as_u64).and_then(|offset| usize::try_from(offset).ok());
    Some((offset("start")?, offset("end")?))
}

/// Tells whether a selector says no more than words and a position.
fn is_plain(selector: &Json) -> bool {
    let kind = selector.get("type").and_then(Json::as_str);
    matches!(kind, Some("TextQuoteSelector" | "TextPositionSelector")) && selector.get("refinedBy").is_none()
}

/// Notes what an annotation is about, unless it is a draft of ours.
fn foreign(source: &Json, rest: &mut Vec<String>) {
    match source.as_str() {
        Some(address) if ours(address).is_some() => {}
        Some(address) => rest.push(format!("Target: {address}")),
        None => rest.push(format!("Target: {source}")),
    }
}
