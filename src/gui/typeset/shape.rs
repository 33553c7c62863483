//! Shapes a text: fonts, direction and joining of its letters; and breaks what was shaped into lines.
//!
//! Works in pixels. Knows nothing of glyph images or of what the text is for.

use std::borrow::Cow;
use std::ops::Range;

use egui::{FontFamily as Family, FontId};
use parley::style::{FontFamily, FontFamilyName, FontFeatures, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, AlignmentOptions, BaseDirection, BreakReason, FontContext, Layout, Line};
use unicode_segmentation::UnicodeSegmentation;

use super::face::{self, Han, Shaper, Wish};
use super::fallback;
use super::geometry::{Breaking, Cluster, Direction, Draft, Geometry};
use crate::store::settings::Face;
use crate::text;

/// What is to be set.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The words.
    pub text: &'a str,
    /// The face and its size in points.
    pub font: &'a FontId,
    /// From line to line, in points.
    pub line_height: f32,
    /// Where lines break, in points.
    pub width: f32,
    /// What a line end inside the text does.
    pub line_ends: LineEnds,
    /// The way of the paragraph, where it does not follow from the text: this is a part of a longer one.
    pub direction: Option<Direction>,
    /// The language as a BCP 47 tag; empty where it is not known.
    pub language: &'a str,
}

/// What a line end inside a text does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEnds {
    /// It begins a new line.
    Break,
    /// It is a space: the text came broken at a fixed width.
    Flow,
}

/// Shapes a text and leaves the breaking to [`break_lines`]. `pixels` is how many of them are a point.
pub fn shape(
    fonts: &mut FontContext,
    shaper: &mut Shaper,
    setting: &Setting<'_>,
    face: Face,
    pixels: f32,
) -> Layout<u8> {
    let words = printable(setting.text, setting.line_ends);
    fallback::settle(fonts, &words);
    let wish = Wish {
        face,
        family: &setting.font.family,
        han: Han::of(&words, setting.language),
        script: face::script(&words),
    };
    let (weight, style) = face::cut(&setting.font.family);
    let mut builder = shaper.ranged_builder(fonts, &words, 1.0, true);
    builder.push_default(family(&face::stack(&wish)));
    builder.push_default(StyleProperty::FontSize(setting.font.size * pixels));
    builder.push_default(weight);
    builder.push_default(style);
    builder.push_default(LineHeight::Absolute((setting.line_height * pixels).round()));
    builder.push_default(OverflowWrap::BreakWord);
    if let Ok(language) = parley::style::Language::parse(setting.language) {
        builder.push_default(StyleProperty::Locale(Some(language)));
    }
    if words.contains(is_wide_sign) {
        // Two marks of an ideograph's width share one where they meet.
        builder.push_default(FontFeatures::from("\"chws\" 1"));
    }
    builder.set_base_direction(match setting.direction {
        None => BaseDirection::Auto,
        Some(Direction::LeftToRight) => BaseDirection::Ltr,
        Some(Direction::RightToLeft) => BaseDirection::Rtl,
    });
    let emoji = emoji(&words);
    if !emoji.is_empty() {
        let stack = face::emoji_stack(&wish);
        for range in emoji {
            builder.push(family(&stack), range);
        }
    }
    builder.build(words.as_ref())
}

/// Shapes some words in order to have their fonts loaded.
pub fn sample(fonts: &mut FontContext, shaper: &mut Shaper, words: &str, family: &Family) {
    let font = FontId::new(18.0, family.clone());
    let setting = Setting {
        text: words,
        font: &font,
        line_height: 28.0,
        width: 600.0,
        line_ends: LineEnds::Break,
        direction: None,
        language: "",
    };
    break_lines(&mut shape(fonts, shaper, &setting, Face::default(), 1.0), 600.0);
}

/// Breaks lines that are wider than so many pixels.
pub fn break_lines(layout: &mut Layout<u8>, width: f32) {
    layout.break_all_lines(Some(width));
    layout.align(Alignment::Start, AlignmentOptions::default());
}

fn family(stack: &[FontFamilyName<'static>]) -> StyleProperty<'static, u8> {
    StyleProperty::FontFamily(FontFamily::List(Cow::Owned(stack.to_vec())))
}

/// Puts spaces for tabs, and for line ends that run on; no byte changes its place.
fn printable(text: &str, line_ends: LineEnds) -> Cow<'_, str> {
    let runs_on = line_ends == LineEnds::Flow;
    let is_space = |c: char| matches!(c, '\t' | '\r') || runs_on && matches!(c, '\n' | '\u{b}' | '\u{c}');
    let is_wide = |c: char| runs_on && matches!(c, '\u{2028}' | '\u{2029}');
    let is_other = |c: char| is_space(c) || is_wide(c) || runs_on && c == '\u{85}';
    if !text.contains(is_other) {
        return Cow::Borrowed(text);
    }
    // A space of as many bytes: an em space of three, a no-break space of two.
    let space = |c: char| match c {
        c if is_space(c) => ' ',
        c if is_wide(c) => '\u{2003}',
        '\u{85}' if runs_on => '\u{a0}',
        c => c,
    };
    Cow::Owned(text.chars().map(space).collect())
}

/// Tells whether a character is punctuation as wide as an ideograph.
fn is_wide_sign(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}')
}

/// Finds the stretches that are to be set in an emoji font: what is a picture by itself, or was asked to be one.
fn emoji(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if text.is_ascii() || !text.chars().any(|c| is_picture(c) || matches!(c, '\u{fe0f}' | '\u{20e3}')) {
        return found;
    }
    for (start, grapheme) in text.grapheme_indices(true) {
        let is_asked = grapheme.contains(['\u{fe0f}', '\u{20e3}']);
        let is_words = grapheme.contains('\u{fe0e}');
        if is_words || !(is_asked || grapheme.chars().next().is_some_and(is_picture)) {
            continue;
        }
        let end = start + grapheme.len();
        match found.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// Tells whether a character is shown as a picture unless asked otherwise (Unicode, `Emoji_Presentation`, and the
/// pictographs beyond the basic plane, for which fonts of words have no signs).
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{231a}'..='\u{231b}' | '\u{23e9}'..='\u{23ec}' | '\u{23f0}' | '\u{23f3}' | '\u{25fd}'..='\u{25fe}'
        | '\u{2614}'..='\u{2615}' | '\u{2648}'..='\u{2653}' | '\u{267f}' | '\u{2693}' | '\u{26a1}'
        | '\u{26aa}'..='\u{26ab}' | '\u{26bd}'..='\u{26be}' | '\u{26c4}'..='\u{26c5}' | '\u{26ce}' | '\u{26d4}'
        | '\u{26ea}' | '\u{26f2}'..='\u{26f3}' | '\u{26f5}' | '\u{26fa}' | '\u{26fd}' | '\u{2705}'
        | '\u{270a}'..='\u{270b}' | '\u{2728}' | '\u{274c}' | '\u{274e}' | '\u{2753}'..='\u{2755}' | '\u{2757}'
        | '\u{2795}'..='\u{2797}' | '\u{27b0}' | '\u{27bf}' | '\u{2b1b}'..='\u{2b1c}' | '\u{2b50}' | '\u{2b55}'
        | '\u{1f004}' | '\u{1f0cf}' | '\u{1f18e}' | '\u{1f191}'..='\u{1f19a}' | '\u{1f1e6}'..='\u{1f202}'
        | '\u{1f21a}' | '\u{1f22f}' | '\u{1f232}'..='\u{1f265}' | '\u{1f300}'..='\u{1faff}')
}

/// Reads off where everything stands, in points, and which glyphs have to move.
pub fn geometry(layout: &Layout<u8>, setting: &Setting<'_>, pixels: f32) -> (Geometry, Vec<Gap>) {
    let text = setting.text;
    let direction = if layout.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
    let line_height = (setting.line_height * pixels).round() / pixels;
    let mut geometry = Geometry::new(line_height, direction, text.len());
    let mut gaps = Vec::new();
    let graphemes = Graphemes::of(text);
    let is_at_right = direction == Direction::RightToLeft && setting.width.is_finite();
    let empty = if is_at_right { setting.width } else { 0.0 };
    for (index, line) in layout.lines().enumerate() {
        let mut clusters = clusters(&line, text.len(), pixels);
        let mut least = 0;
        for (start, end) in graphemes.unite(&mut clusters) {
            geometry.carry(start, end);
            least = end as usize;
        }
        let start = clusters.iter().map(|cluster| cluster.start as usize).min();
        let end = clusters.iter().map(|cluster| cluster.end as usize).max();
        let whole = line.text_range();
        let inside = |offset: usize| offset.clamp(least, text.len().max(least));
        let (start, end) = (start.unwrap_or(inside(whole.start)), end.unwrap_or(inside(whole.end)));
        let breaking = match line.break_reason() {
            BreakReason::Regular | BreakReason::Emergency => Breaking::Soft,
            _ => Breaking::Hard,
        };
        let range = text::Range::new(start, end);
        let words = range.of(text).unwrap_or_default();
        let trimmed = start + words.trim_end().len();
        let words_end = match breaking {
            Breaking::Soft if trimmed == start => end,
            Breaking::Soft => trimmed,
            Breaking::Hard => start + words.strip_suffix(is_line_end).unwrap_or(words).len(),
        };
        for (left, width) in move_to_end(&mut clusters, trimmed, direction) {
            gaps.push(Gap { line: index, left: left * pixels, width: width * pixels });
        }
        geometry.push(Draft { clusters, range, words_end, empty }, breaking);
    }
    geometry.shrink();
    (geometry, gaps)
}

/// Room that white space took amid the words of a line, in pixels; it belongs at the line's end.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// Which line.
    pub line: usize,
    /// Where it begins.
    pub left: f32,
    /// How wide it is.
    pub width: f32,
}

impl Gap {
    /// Returns how far it moves a glyph of the line that stands at `x`.
    pub fn shift(&self, x: f32, direction: Direction) -> f32 {
        match direction {
            Direction::LeftToRight if self.left < x => -self.width,
            Direction::RightToLeft if x < self.left => self.width,
            _ => 0.0,
        }
    }
}

/// Collects a line's clusters as they stand, in points.
fn clusters(line: &Line<'_, u8>, len: usize, pixels: f32) -> Vec<Cluster> {
    let metrics = line.metrics();
    let mut x = metrics.offset + metrics.inline_min_coord;
    let mut clusters = Vec::new();
    for run in line.runs() {
        let direction = if run.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
        for cluster in run.visual_clusters() {
            let range = cluster.text_range();
            if range.start >= len {
                continue;
            }
            let advance = if cluster.is_hard_line_break() { 0.0 } else { cluster.advance().max(0.0) };
            let (left, right) = (x / pixels, (x + advance) / pixels);
            let (start, end) = (range.start as u32, range.end.min(len) as u32);
            clusters.push(Cluster { start, end, left, right, direction });
            x += advance;
        }
    }
    clusters
}

/// Moves the white space behind a line's words to the line's end, where the shaper has left it amid words of the other
/// direction (Unicode bidirectional algorithm, rule L1); returns where it stood and how wide it was.
fn move_to_end(clusters: &mut Vec<Cluster>, trimmed: usize, direction: Direction) -> Vec<(f32, f32)> {
    let is_behind = |cluster: &Cluster| cluster.start as usize >= trimmed;
    let is_at_end = match direction {
        Direction::LeftToRight => clusters.is_sorted_by_key(is_behind),
        Direction::RightToLeft => clusters.iter().rev().is_sorted_by_key(is_behind),
    };
    if is_at_end {
        return Vec::new();
    }
    let mut gaps = Vec::new();
    let (mut behind, mut words): (Vec<Cluster>, Vec<Cluster>) =
        clusters.iter().partition(|cluster| is_behind(cluster));
    behind.sort_by_key(|cluster| cluster.start);
    for space in &behind {
        gaps.push((space.left, space.right - space.left));
    }
    for word in &mut words {
        let shift: f32 = match direction {
            Direction::LeftToRight => {
                -gaps.iter().filter(|gap| gap.0 < word.right).map(|gap| gap.1).sum::<f32>()
            }
            Direction::RightToLeft => gaps.iter().filter(|gap| word.left < gap.0).map(|gap| gap.1).sum(),
        };
        word.left += shift;
        word.right += shift;
    }
    // Neighbours touch to the last bit, so that what is asked of one edge is answered alike for both.
    for index in 1..words.len() {
        words[index].left = words[index - 1].right;
        words[index].right = words[index].right.max(words[index].left);
    }
    let mut edge = match direction {
        Direction::LeftToRight => words.last().map_or(0.0, |word| word.right),
        Direction::RightToLeft => words.first().map_or(0.0, |word| word.left),
    };
    for space in &mut behind {
        let width = space.right - space.left;
        (space.left, space.right) = match direction {
            Direction::LeftToRight => (edge, edge + width),
            Direction::RightToLeft => (edge - width, edge),
        };
        edge += if direction == Direction::LeftToRight { width } else { -width };
        space.direction = direction;
    }
    *clusters = match direction {
        Direction::LeftToRight => words.into_iter().chain(behind).collect(),
        Direction::RightToLeft => behind.into_iter().rev().chain(words).collect(),
    };
    gaps
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Where the text's graphemes begin, where that is not at every byte.
struct Graphemes(Option<Vec<u32>>);

impl Graphemes {
    fn of(text: &str) -> Self {
        if text.is_ascii() && !text.contains('\r') {
            return Self(None);
        }
        let starts = text.grapheme_indices(true).map(|(start, _)| start as u32);
        Self(Some(starts.chain([text.len() as u32]).collect()))
    }

    /// Makes clusters of graphemes, where the shaper has parted or joined them otherwise; returns what belongs to a
    /// grapheme of the line before.
    fn unite(&self, clusters: &mut Vec<Cluster>) -> Vec<(u32, u32)> {
        let mut carried = Vec::new();
        let Some(starts) = &self.0 else { return carried };
        let is_start = |offset: u32| starts.binary_search(&offset).is_ok();
        let holds = |cluster: &Cluster| {
            let first = starts.partition_point(|start| *start <= cluster.start);
            starts.get(first).is_none_or(|next| *next >= cluster.end)
        };
        if !clusters.iter().all(holds) {
            *clusters = clusters.iter().flat_map(|cluster| divide(cluster, starts)).collect();
        }
        while let Some(part) = clusters.iter().position(|cluster| !is_start(cluster.start)) {
            let cluster = clusters[part];
            let whole = clusters.iter().position(|before| before.end == cluster.start);
            let Some(whole) = whole else {
                carried.push((cluster.start, cluster.end));
                clusters.remove(part);
                continue;
            };
            clusters[whole].end = cluster.end;
            if whole.abs_diff(part) == 1 {
                clusters[whole].left = clusters[whole].left.min(cluster.left);
                clusters[whole].right = clusters[whole].right.max(cluster.right);
                clusters.remove(part);
            } else {
                // Something stands between the two: the room goes to what stands beside it.
                let neighbour = if part > 0 { part - 1 } else { part + 1 };
                clusters[neighbour].left = clusters[neighbour].left.min(cluster.left);
                clusters[neighbour].right = clusters[neighbour].right.max(cluster.right);
                clusters.remove(part);
            }
        }
        carried
    }
}

/// Divides a cluster evenly among the graphemes in it, in the order in which they stand.
fn divide(cluster: &Cluster, starts: &[u32]) -> Vec<Cluster> {
    let first = starts.partition_point(|start| *start <= cluster.start);
    let inner = starts[first..].iter().copied().take_while(|start| *start < cluster.end);
    let edges: Vec<u32> = [cluster.start].into_iter().chain(inner).chain([cluster.end]).collect();
    let count = edges.len() - 1;
    let width = (cluster.right - cluster.left) / count as f32;
    let part = |place: usize| {
        let logical = match cluster.direction {
            Direction::LeftToRight => place,
            Direction::RightToLeft => count - 1 - place,
        };
        let edge =
            |place: usize| if place == count { cluster.right } else { cluster.left + width * place as f32 };
        Cluster {
            start: edges[logical],
            end: edges[logical + 1],
            left: edge(place),
            right: edge(place + 1),
            direction: cluster.direction,
        }
    };
    (0..count).map(part).collect()
}
