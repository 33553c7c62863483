//! Cuts the words of a piece into the runs that a screen reader walks through: one a line and direction, with the
//! place of every grapheme where the piece is on screen.
//!
//! Knows nothing of the tree that the runs end up in. Geometry is read from the layout by ranges alone, so that it is
//! right for every engine and every script.

use egui::{Rect, pos2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::layout::{Direction, Laid};
use crate::text::Range;

/// The most graphemes in a run: where words begin is given in one byte each.
const MOST: usize = 255;
/// How far two graphemes that follow one another may stand apart, in points, and still touch.
const TOUCHING: f32 = 1.5;

/// Where the graphemes of a run stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Geometry {
    /// All of the run, in points from the piece's top left corner.
    pub rect: Rect,
    /// Which way it runs.
    pub direction: Direction,
    /// How far each grapheme begins from the side at which the run begins, in points.
    pub positions: Vec<f32>,
    /// How wide each grapheme is, in points.
    pub widths: Vec<f32>,
}

/// A stretch of a line that runs one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The bytes of the text that it holds.
    pub range: Range,
    /// How many bytes each grapheme takes.
    pub lengths: Vec<u8>,
    /// The graphemes with which a word begins.
    pub words: Vec<u8>,
    /// Whether it goes on with the line of the run before.
    pub is_continued: bool,
    /// Where it stands; nothing where its piece is not laid out.
    pub geometry: Option<Geometry>,
}

impl Run {
    /// Returns the byte of the text at which a grapheme begins; the one behind the last gives the end.
    pub fn offset(&self, grapheme: usize) -> usize {
        let before = self.lengths.iter().take(grapheme).map(|length| usize::from(*length));
        self.range.start + before.sum::<usize>()
    }

    /// Returns which grapheme a byte of the text is in, or how many there are where it is behind all of them.
    pub fn grapheme(&self, offset: usize) -> usize {
        let mut end = self.range.start;
        let is_before = |length: &&u8| {
            end += usize::from(**length);
            end <= offset
        };
        self.lengths.iter().take_while(is_before).count()
    }
}

/// Cuts `whole`, a range of the text, into runs; `inside` is the part of it that `laid` shows.
pub fn runs(text: &str, whole: Range, inside: Range, laid: Option<&dyn Laid>) -> Vec<Run> {
    let words = whole.of(text).unwrap_or_default();
    let mut starts = words
        .split_word_bound_indices()
        .filter(|(_, word)| word.contains(char::is_alphanumeric))
        .map(|(at, _)| whole.start + at)
        .peekable();
    let mut cutter = Cutter { done: Vec::new(), open: Open::new(whole.start, false), laid, inside };
    let mut rects = Vec::new();
    for (at, grapheme) in words.grapheme_indices(true) {
        let start = whole.start + at;
        let range = Range::new(start, start + grapheme.len());
        rects.clear();
        if let (Some(laid), Some(shown)) =
            (laid, inside.intersection(range).filter(|range| !range.is_empty()))
        {
            laid.rects(Range::new(shown.start - inside.start, shown.end - inside.start), &mut rects);
        }
        let begins_word = starts.next_if(|word| *word <= start).is_some();
        cutter.take(grapheme, rects.first().copied(), begins_word);
    }
    cutter.close(false);
    cutter.done
}

struct Cutter<'a> {
    done: Vec<Run>,
    open: Open,
    laid: Option<&'a dyn Laid>,
    inside: Range,
}

/// A run that is not complete yet.
struct Open {
    start: usize,
    length: usize,
    lengths: Vec<u8>,
    words: Vec<u8>,
    rects: Vec<Option<Rect>>,
    direction: Option<Direction>,
    last: Option<Rect>,
    is_continued: bool,
}

impl Open {
    fn new(start: usize, is_continued: bool) -> Self {
        Self {
            start,
            length: 0,
            lengths: Vec::new(),
            words: Vec::new(),
            rects: Vec::new(),
            direction: None,
            last: None,
            is_continued,
        }
    }
}

impl Cutter<'_> {
    fn take(&mut self, grapheme: &str, rect: Option<Rect>, begins_word: bool) {
        if let (Some(last), Some(rect)) = (self.open.last, rect) {
            if !last.y_range().contains(rect.center().y) {
                self.close(false);
            } else if !self.goes_on(last, rect) {
                self.close(true);
            }
        }
        for (part, bytes) in lengths(grapheme).enumerate() {
            if self.open.lengths.len() == MOST {
                self.close(true);
            }
            let open = &mut self.open;
            if begins_word && part == 0 {
                open.words.push(open.lengths.len() as u8);
            }
            open.lengths.push(bytes);
            open.rects.push(rect.filter(|_| part == 0));
            open.length += usize::from(bytes);
            open.last = rect.or(open.last);
        }
    }

    /// Tells whether a grapheme stands where the run goes on, and settles which way that is.
    fn goes_on(&mut self, last: Rect, next: Rect) -> bool {
        let touches = |direction: Direction| match direction {
            Direction::LeftToRight => (next.left() - last.right()).abs() < TOUCHING,
            Direction::RightToLeft => (next.right() - last.left()).abs() < TOUCHING,
        };
        match self.open.direction {
            Some(direction) => touches(direction),
            // What has no width touches on both sides and settles nothing.
            None if touches(Direction::LeftToRight) && touches(Direction::RightToLeft) => true,
            None => {
                self.open.direction = [Direction::LeftToRight, Direction::RightToLeft]
                    .into_iter()
                    .find(|direction| touches(*direction));
                self.open.direction.is_some()
            }
        }
    }

    /// Ends the run, unless it is empty; `goes_on` tells whether the next one is on the same line.
    fn close(&mut self, goes_on: bool) {
        let end = self.open.start + self.open.length;
        let open = std::mem::replace(&mut self.open, Open::new(end, goes_on));
        if open.lengths.is_empty() {
            self.open.is_continued = open.is_continued;
            return;
        }
        let geometry = self.laid.map(|laid| {
            let caret = || {
                let at = open.start.clamp(self.inside.start, self.inside.end) - self.inside.start;
                laid.caret(at)
            };
            let first = || open.rects.first().copied().flatten();
            let direction = open.direction.or_else(|| first().map(|rect| way(rect, caret())));
            measure(&open.rects, direction.unwrap_or_default(), caret)
        });
        self.done.push(Run {
            range: Range::new(open.start, end),
            lengths: open.lengths,
            words: open.words,
            is_continued: open.is_continued,
            geometry,
        });
    }
}

/// Tells which way a grapheme runs that stands alone: the caret is at the side at which it begins.
fn way(grapheme: Rect, caret: Rect) -> Direction {
    let is_at_right = (grapheme.right() - caret.left()).abs() < (grapheme.left() - caret.left()).abs();
    if is_at_right { Direction::RightToLeft } else { Direction::LeftToRight }
}

fn measure(rects: &[Option<Rect>], direction: Direction, caret: impl Fn() -> Rect) -> Geometry {
    let rect = rects.iter().flatten().copied().reduce(Rect::union).unwrap_or_else(caret);
    let mut end = 0.0;
    let (positions, widths) = rects
        .iter()
        .map(|grapheme| {
            let Some(grapheme) = grapheme else { return (end, 0.0) };
            let position = match direction {
                Direction::LeftToRight => grapheme.left() - rect.left(),
                Direction::RightToLeft => rect.right() - grapheme.right(),
            };
            end = position + grapheme.width();
            (position, grapheme.width())
        })
        .unzip();
    // A line that is nothing but its end still has a height.
    let rect = if rect.is_finite() { rect } else { Rect::from_min_max(pos2(0.0, 0.0), pos2(0.0, 0.0)) };
    Geometry { rect, direction, positions, widths }
}

/// Cuts a grapheme where it takes more bytes than can be told.
fn lengths(grapheme: &str) -> impl Iterator<Item = u8> {
    let mut rest = grapheme;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (first, later) = rest.split_at(rest.floor_char_boundary(MOST));
        rest = later;
        Some(first.len() as u8)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use egui::{Color32, Painter, Pos2, Vec2, vec2};
    use proptest::prelude::*;

    use super::super::layout::{LineEdge, Sideways, Spot};
    use super::*;

    /// A layout that is told where each byte begins to stand.
    struct Told(BTreeMap<usize, Rect>);

    impl Laid for Told {
        fn unset(&self) -> Vec<Range> {
            Vec::new()
        }

        fn size(&self) -> Vec2 {
            vec2(100.0, 40.0)
        }

        fn baseline(&self) -> f32 {
            15.0
        }

        fn direction_at(&self, _: usize) -> Direction {
            Direction::LeftToRight
        }

        fn spot(&self, _: Pos2) -> Spot {
            Spot::at(0)
        }

        fn grapheme_at(&self, _: Pos2) -> Range {
            Range::new(0, 0)
        }

        fn caret_at(&self, _: Spot) -> Rect {
            Rect::from_min_size(pos2(0.0, 0.0), vec2(0.0, 20.0))
        }

        fn edge(&self, spot: Spot, _: LineEdge) -> Spot {
            spot
        }

        fn step(&self, _: Spot, _: Sideways) -> Option<Spot> {
            None
        }

        fn entry(&self, _: Sideways) -> Spot {
            Spot::at(0)
        }

        fn across(&self, _: usize, _: Sideways) -> Option<Spot> {
            None
        }

        fn column(&self, _: usize) -> usize {
            0
        }

        fn seen(&self, _: f32, _: f32) -> Range {
            Range::new(0, self.0.len())
        }

        fn rects(&self, range: Range, rects: &mut Vec<Rect>) {
            rects.extend(self.0.range(range.start..range.end).map(|(_, rect)| *rect));
        }

        fn paint(&self, _: &Painter, _: Pos2, _: Color32) {}
    }

    /// Sets letters, one byte each, ten points wide at these columns and lines.
    fn told(places: &[(i8, i8)]) -> Told {
        let rect = |(column, line): &(i8, i8)| {
            let corner = pos2(f32::from(*column) * 10.0, f32::from(*line) * 20.0);
            Rect::from_min_size(corner, vec2(10.0, 20.0))
        };
        Told(places.iter().map(rect).enumerate().collect())
    }

    fn cut(text: &str, laid: Option<&dyn Laid>) -> Vec<Run> {
        let whole = Range::new(0, text.len());
        runs(text, whole, whole, laid)
    }

    fn pieces<'a>(text: &'a str, runs: &[Run]) -> Vec<&'a str> {
        runs.iter().map(|run| run.range.of(text).expect("on boundaries")).collect()
    }

    #[test]
    fn a_new_line_is_a_new_run() {
        let text = "ab cd";
        let laid = told(&[(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)]);
        let runs = cut(text, Some(&laid));
        assert_eq!(pieces(text, &runs), ["ab ", "cd"]);
        assert!(!runs[1].is_continued);
        assert_eq!((&*runs[0].words, &*runs[1].words), (&[0][..], &[0][..]));
        let geometry = runs[1].geometry.as_ref().expect("it is laid out");
        assert_eq!((&*geometry.positions, geometry.rect.top()), (&[0.0, 10.0][..], 20.0));
    }

    #[test]
    fn words_from_right_to_left_with_a_number_inside_are_three_runs_of_one_line() {
        // As “אב 12 ג” stands: the letters from the right, the number from the left.
        let text = "ab 12 c";
        let laid = told(&[(6, 0), (5, 0), (4, 0), (2, 0), (3, 0), (1, 0), (0, 0)]);
        let runs = cut(text, Some(&laid));
        assert_eq!(pieces(text, &runs), ["ab ", "12", " c"]);
        assert_eq!(runs.iter().map(|run| run.is_continued).collect::<Vec<_>>(), [false, true, true]);
        let ways = runs.iter().filter_map(|run| Some(run.geometry.as_ref()?.direction)).collect::<Vec<_>>();
        assert_eq!(ways, [Direction::RightToLeft, Direction::LeftToRight, Direction::RightToLeft]);
        let first = runs[0].geometry.as_ref().expect("it is laid out");
        assert_eq!(first.positions, [0.0, 10.0, 20.0]);
    }

    #[test]
    fn a_letter_alone_runs_from_the_side_at_which_its_caret_stands() {
        let letter = Rect::from_min_size(pos2(30.0, 0.0), vec2(10.0, 20.0));
        let caret = |x: f32| Rect::from_min_size(pos2(x, 0.0), vec2(0.0, 20.0));
        assert_eq!(way(letter, caret(40.0)), Direction::RightToLeft);
        assert_eq!(way(letter, caret(30.0)), Direction::LeftToRight);
    }

    #[test]
    fn what_has_no_place_stays_at_the_end_of_the_line_before_it() {
        let text = "ab\n\n";
        let laid = told(&[(0, 0), (1, 0)]);
        let runs = cut(text, Some(&laid));
        assert_eq!(pieces(text, &runs), [text]);
        let geometry = runs[0].geometry.as_ref().expect("it is laid out");
        assert_eq!(
            (&*geometry.positions, &*geometry.widths),
            (&[0.0, 10.0, 20.0, 20.0][..], &[10.0, 10.0, 0.0, 0.0][..])
        );
    }

    #[test]
    fn a_grapheme_of_many_signs_is_told_in_parts() {
        let text = format!("a{}b", "\u{301}".repeat(300));
        let runs = cut(&text, None);
        assert_eq!(runs[0].lengths, [255, 254, 92, 1]);
        assert_eq!(runs[0].words, [0]);
    }

    proptest! {
        #[test]
        fn runs_tile_the_words_and_count_them_back(text in "(?s)([\\PC]{0,4}|[a-z ]{0,90}|\n){0,12}") {
            let runs = cut(&text, None);
            let mut at = 0;
            for run in &runs {
                prop_assert_eq!(run.range.start, at);
                prop_assert!(run.lengths.len() <= MOST && !run.range.is_empty());
                prop_assert_eq!(run.offset(run.lengths.len()), run.range.end);
                for (index, _) in run.lengths.iter().enumerate() {
                    prop_assert_eq!(run.grapheme(run.offset(index)), index);
                }
                prop_assert!(run.words.iter().all(|word| usize::from(*word) < run.lengths.len()));
                at = run.range.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
