//! Where each grapheme of a text that was set stands: finding a place by its offset, and an offset by its place.
//!
//! Offsets are bytes of the text; places are points from its top left corner. Knows nothing of fonts, shaping or
//! painting: whoever reads a layout hands in lines of clusters in the order in which they stand.

use egui::{Pos2, Rect};

use crate::text::Range;

/// What a caret at an offset belongs to: where direction changes, or a line ends, the two stand apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The grapheme before it.
    Before,
    /// The grapheme behind it.
    #[default]
    After,
}

/// A place for the caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The offset, in bytes.
    pub offset: usize,
    /// What it belongs to.
    pub side: Side,
}

impl Spot {
    /// Returns the place at an offset that belongs to what follows.
    pub fn at(offset: usize) -> Self {
        Self { offset, side: Side::After }
    }
}

/// A way along a line as it stands on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sideways {
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// An end of a line in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEdge {
    /// Where it begins.
    Start,
    /// Where its words end; white space at which it was broken lies behind.
    End,
}

/// Which way letters follow one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From left to right.
    #[default]
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

impl Direction {
    /// Finds the way of a paragraph: that of its first letter (Unicode bidirectional algorithm, rules P2 and P3).
    pub fn of(paragraph: &str) -> Self {
        let mut isolates = 0_usize;
        for c in paragraph.chars() {
            match c {
                '\u{2066}'..='\u{2068}' => isolates += 1,
                '\u{2069}' => isolates = isolates.saturating_sub(1),
                _ if isolates > 0 => {}
                '\u{200e}' => return Self::LeftToRight,
                '\u{200f}' | '\u{61c}' => return Self::RightToLeft,
                _ if c.is_alphabetic() => return Self::of_letter(c),
                _ => {}
            }
        }
        Self::LeftToRight
    }

    fn of_letter(letter: char) -> Self {
        match letter {
            '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}' => Self::RightToLeft,
            _ => Self::LeftToRight,
        }
    }
}

/// What the caret cannot stand inside of: a grapheme, as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// Where it begins in the text.
    pub start: u32,
    /// Where it ends in the text.
    pub end: u32,
    /// Its left edge.
    pub left: f32,
    /// Its right edge; the same as the left one where it takes no room.
    pub right: f32,
    /// The way of its letters.
    pub direction: Direction,
}

impl Cluster {
    fn is_open(&self) -> bool {
        self.right > self.left
    }

    fn leading(&self) -> f32 {
        match self.direction {
            Direction::LeftToRight => self.left,
            Direction::RightToLeft => self.right,
        }
    }

    fn trailing(&self) -> f32 {
        match self.direction {
            Direction::LeftToRight => self.right,
            Direction::RightToLeft => self.left,
        }
    }

    /// Returns the caret at one of its edges.
    fn spot(&self, edge: Sideways) -> Spot {
        let is_leading = (edge == Sideways::Left) == (self.direction == Direction::LeftToRight);
        if is_leading {
            Spot { offset: self.start as usize, side: Side::After }
        } else {
            Spot { offset: self.end as usize, side: Side::Before }
        }
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its clusters, as a range of [`Geometry`]'s, from left to right.
    clusters: std::ops::Range<u32>,
    /// The bytes it holds, with what it ends with.
    range: Range,
    /// Where its words end.
    words_end: usize,
    /// Where the caret stands when there is nothing.
    empty: f32,
    left: f32,
    right: f32,
    /// Whether all of it runs from left to right.
    is_plain: bool,
}

/// What a line is made of, before it is added.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Its clusters from left to right.
    pub clusters: Vec<Cluster>,
    /// The bytes it holds.
    pub range: Range,
    /// Where its words end: before the line end, or the white space at which it was broken.
    pub words_end: usize,
    /// Where the caret stands when there is nothing.
    pub empty: f32,
}

/// The lines of a text that was set.
///
/// *Invariant:* lines follow one another in the text; the clusters of a line touch, from left to right.
#[derive(Clone, Debug)]
pub struct Geometry {
    lines: Vec<Line>,
    clusters: Vec<Cluster>,
    line_height: f32,
    direction: Direction,
    len: usize,
}

impl Geometry {
    /// Makes a geometry without lines.
    pub fn new(line_height: f32, direction: Direction, len: usize) -> Self {
        Self { lines: Vec::new(), clusters: Vec::new(), line_height, direction, len }
    }

    /// Adds a line below the last.
    ///
    /// White space behind `words_end` is given no room: the caret behind it stands on the next line.
    pub fn push(&mut self, mut draft: Draft, breaking: Breaking) {
        if breaking == Breaking::Soft {
            close_behind(&mut draft.clusters, draft.words_end, self.direction);
        }
        let open = || draft.clusters.iter().filter(|cluster| cluster.is_open());
        let (left, right) = match (open().next(), open().next_back()) {
            (Some(first), Some(last)) => (first.left, last.right),
            _ => (draft.empty, draft.empty),
        };
        let is_plain = draft.clusters.iter().all(|cluster| cluster.direction == Direction::LeftToRight)
            && draft.clusters.is_sorted_by_key(|cluster| cluster.start);
        let first = self.clusters.len() as u32;
        self.clusters.append(&mut draft.clusters);
        self.lines.push(Line {
            clusters: first..self.clusters.len() as u32,
            range: draft.range,
            words_end: draft.words_end,
            empty: draft.empty,
            left,
            right,
            is_plain,
        });
    }

    /// Counts bytes to the grapheme that ends where they begin, on the last line: it was broken within.
    pub fn carry(&mut self, start: u32, end: u32) {
        let Some(line) = self.lines.last_mut() else { return };
        let clusters = &mut self.clusters[line.clusters.start as usize..];
        for cluster in clusters.iter_mut().filter(|cluster| cluster.end == start) {
            cluster.end = end;
        }
        line.range.end = line.range.end.max(end as usize);
        line.words_end = line.words_end.max(end as usize);
    }

    /// Gives back what was set aside for more lines.
    pub fn shrink(&mut self) {
        self.lines.shrink_to_fit();
        self.clusters.shrink_to_fit();
    }

    /// Returns how much memory it takes, in bytes.
    pub fn weight(&self) -> usize {
        self.lines.capacity() * size_of::<Line>() + self.clusters.capacity() * size_of::<Cluster>()
    }

    /// Returns the way of the paragraph.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Returns how many lines there are.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Returns the height of all lines.
    pub fn height(&self) -> f32 {
        self.lines.len() as f32 * self.line_height
    }

    /// Returns how far the longest line reaches to the right.
    pub fn right(&self) -> f32 {
        self.lines.iter().map(|line| line.right).fold(0.0, f32::max)
    }

    fn of(&self, line: &Line) -> &[Cluster] {
        &self.clusters[line.clusters.start as usize..line.clusters.end as usize]
    }

    fn line_at(&self, y: f32) -> usize {
        let line = (y / self.line_height).floor().max(0.0) as usize;
        line.min(self.lines.len().saturating_sub(1))
    }

    /// Finds the line that the caret stands on.
    fn line_of(&self, spot: Spot) -> usize {
        let at = self.lines.partition_point(|line| line.range.start <= spot.offset).saturating_sub(1);
        // A line may be left without anything, and begin where the next one does.
        let first = self.lines.partition_point(|line| line.range.start < spot.offset);
        match first.checked_sub(1) {
            Some(above) if first <= at && spot.side == Side::Before => {
                // Behind a line end, or white space that was broken at, nothing is left on the line above.
                if self.lines[above].words_end == spot.offset { above } else { at }
            }
            _ => at,
        }
    }

    /// Returns the bytes of the lines that stand between two heights, in part at least.
    pub fn seen(&self, top: f32, bottom: f32) -> Range {
        let (first, last) = (self.line_at(top), self.line_at(bottom.max(top)));
        match (self.lines.get(first), self.lines.get(last)) {
            (Some(first), Some(last)) => Range::new(first.range.start, last.range.end),
            _ => Range::new(0, self.len),
        }
    }

    /// Returns which lines stand between two heights, in part at least.
    pub fn lines_between(&self, top: f32, bottom: f32) -> std::ops::Range<usize> {
        if self.lines.is_empty() || bottom <= 0.0 || top >= self.height() {
            return 0..0;
        }
        self.line_at(top)..self.line_at(bottom) + 1
    }

    /// Finds the grapheme nearest to a place; nothing where its line has none that takes room.
    fn nearest(&self, at: Pos2) -> Option<&Cluster> {
        let line = self.lines.get(self.line_at(at.y))?;
        let clusters = self.of(line);
        let from = clusters.partition_point(|cluster| cluster.right <= at.x);
        let behind = clusters.get(from..).unwrap_or_default().iter().find(|cluster| cluster.is_open());
        behind.or_else(|| clusters.iter().rev().find(|cluster| cluster.is_open()))
    }

    /// Finds the caret nearest to a place.
    pub fn spot(&self, at: Pos2) -> Spot {
        let Some(cluster) = self.nearest(at) else {
            let line = self.lines.get(self.line_at(at.y));
            return Spot::at(line.map_or(0, |line| line.range.start));
        };
        let middle = f32::midpoint(cluster.left, cluster.right);
        // A place in the very middle belongs to the grapheme's beginning.
        let is_left = match cluster.direction {
            Direction::LeftToRight => at.x <= middle,
            Direction::RightToLeft => at.x < middle,
        };
        cluster.spot(if is_left { Sideways::Left } else { Sideways::Right })
    }

    /// Finds the grapheme at a place, or the nearest on its line.
    pub fn grapheme_at(&self, at: Pos2) -> Range {
        let start = self.spot(at).offset;
        let nothing = Range::new(start, start);
        self.nearest(at).map_or(nothing, |cluster| Range::new(cluster.start as usize, cluster.end as usize))
    }

    /// Returns where the caret stands: no width, the line's height.
    pub fn caret(&self, spot: Spot) -> Rect {
        let index = self.line_of(spot);
        let top = index as f32 * self.line_height;
        let x = self.lines.get(index).map_or(0.0, |line| self.caret_in(line, spot));
        Rect::from_x_y_ranges(x..=x, top..=top + self.line_height)
    }

    fn caret_in(&self, line: &Line, spot: Spot) -> f32 {
        let clusters = self.of(line);
        let offset = spot.offset as u32;
        let before = || clusters.iter().find(|cluster| cluster.end == offset);
        if spot.side == Side::Before
            && let Some(cluster) = before()
        {
            return cluster.trailing();
        }
        let found = if line.is_plain {
            let behind = clusters.partition_point(|cluster| cluster.start <= offset);
            behind.checked_sub(1).map(|at| &clusters[at]).filter(|cluster| offset < cluster.end)
        } else {
            clusters.iter().find(|cluster| cluster.start <= offset && offset < cluster.end)
        };
        match found {
            Some(cluster) => cluster.leading(),
            None => clusters.iter().max_by_key(|cluster| cluster.end).map_or(line.empty, Cluster::trailing),
        }
    }

    /// Adds the rectangles of all graphemes that the range touches, joined where they stand side by side.
    pub fn rects(&self, range: Range, rects: &mut Vec<Rect>) {
        let first = self.line_of(Spot::at(range.start));
        for (index, line) in self.lines.iter().enumerate().skip(first) {
            if line.range.start >= range.end {
                break;
            }
            let top = index as f32 * self.line_height;
            let mut add = |left: f32, right: f32| {
                if right > left {
                    rects.push(Rect::from_x_y_ranges(left..=right, top..=top + self.line_height));
                }
            };
            if range.start <= line.range.start && line.words_end <= range.end && line.range.end <= range.end {
                add(line.left, line.right);
            } else if line.is_plain {
                let clusters = self.of(line);
                let from = clusters.partition_point(|cluster| cluster.end as usize <= range.start);
                let until = clusters.partition_point(|cluster| (cluster.start as usize) < range.end);
                if let Some([first, ..]) = clusters.get(from..until)
                    && let Some(last) = clusters[..until].last()
                {
                    add(first.left, last.right);
                }
            } else {
                self.add_runs(line, range, add);
            }
        }
    }

    fn add_runs(&self, line: &Line, range: Range, mut add: impl FnMut(f32, f32)) {
        let mut run: Option<(f32, f32)> = None;
        for cluster in self.of(line).iter().filter(|cluster| cluster.is_open()) {
            let is_inside = (cluster.start as usize) < range.end && cluster.end as usize > range.start;
            run = match (run, is_inside) {
                (Some((left, _)), true) => Some((left, cluster.right)),
                (None, true) => Some((cluster.left, cluster.right)),
                (Some((left, right)), false) => {
                    add(left, right);
                    None
                }
                (None, false) => None,
            };
        }
        if let Some((left, right)) = run {
            add(left, right);
        }
    }

    /// Returns an end of the line that the caret stands on.
    pub fn edge(&self, spot: Spot, edge: LineEdge) -> Spot {
        let Some(line) = self.lines.get(self.line_of(spot)) else { return spot };
        match edge {
            LineEdge::Start => Spot::at(line.range.start),
            LineEdge::End if line.words_end > line.range.start => {
                Spot { offset: line.words_end, side: Side::Before }
            }
            LineEdge::End => Spot::at(line.words_end),
        }
    }

    /// Moves the caret over the next grapheme on screen; nothing where the text ends that way.
    pub fn step(&self, from: Spot, way: Sideways) -> Option<Spot> {
        let mut index = self.line_of(from);
        let mut line = self.lines.get(index)?;
        let mut place = self.boundary(line, from);
        let x = self.caret_in(line, from);
        loop {
            let clusters = self.of(line);
            let next = match way {
                Sideways::Left => place.checked_sub(1),
                Sideways::Right => Some(place).filter(|place| *place < clusters.len()),
            };
            // What stands behind a line's words is left behind with the line.
            let next = next.filter(|next| (clusters[*next].start as usize) < line.words_end);
            if let Some(next) = next {
                let spot = clusters[next].spot(way);
                place = if way == Sideways::Left { next } else { next + 1 };
                let has_moved = spot.offset != from.offset || (self.caret_in(line, spot) - x).abs() > 0.001;
                if has_moved {
                    return Some(spot);
                }
                continue;
            }
            let is_on = (way == Sideways::Right) == (self.direction == Direction::LeftToRight);
            index = if is_on { index + 1 } else { index.checked_sub(1)? };
            line = self.lines.get(index)?;
            let Some((spot, beside)) = self.enter(line, way) else {
                let spot = Spot::at(line.range.start);
                if spot.offset != from.offset {
                    return Some(spot);
                }
                // All that stood there belongs to a grapheme of the line above, and its place is that one's.
                place = if way == Sideways::Left { 0 } else { self.of(line).len() };
                continue;
            };
            // A place at which a line was broken is one place, at the end of one line and the beginning of the next.
            if spot.offset != from.offset {
                return Some(spot);
            }
            place = beside;
        }
    }

    /// Returns where the caret is that comes into the text from a side, going this way: at the beginning of the first
    /// line or at the end of the last.
    pub fn entry(&self, way: Sideways) -> Spot {
        let is_on = (way == Sideways::Right) == (self.direction == Direction::LeftToRight);
        let line = if is_on { self.lines.first() } else { self.lines.last() };
        let Some(line) = line else { return Spot::at(0) };
        self.enter(line, way).map_or(Spot::at(line.range.start), |(spot, _)| spot)
    }

    /// Returns where the caret is that comes onto a line from a side, and how many of its clusters stand to the left of
    /// it; nothing where the line has no words.
    fn enter(&self, line: &Line, way: Sideways) -> Option<(Spot, usize)> {
        let words = |cluster: &Cluster| (cluster.start as usize) < line.words_end;
        let clusters = self.of(line);
        Some(match way {
            Sideways::Left => {
                let last = clusters.iter().rposition(words)?;
                (clusters[last].spot(Sideways::Right), last + 1)
            }
            Sideways::Right => {
                let first = clusters.iter().position(words)?;
                (clusters[first].spot(Sideways::Left), first)
            }
        })
    }

    /// Returns how many of the line's graphemes stand to the left of the caret.
    fn boundary(&self, line: &Line, spot: Spot) -> usize {
        let clusters = self.of(line);
        let offset = spot.offset as u32;
        if spot.side == Side::Before
            && let Some(at) = clusters.iter().position(|cluster| cluster.end == offset)
        {
            return at + usize::from(clusters[at].direction == Direction::LeftToRight);
        }
        if let Some(at) = clusters.iter().position(|cluster| cluster.start <= offset && offset < cluster.end)
        {
            return at + usize::from(clusters[at].direction == Direction::RightToLeft);
        }
        match self.direction {
            Direction::LeftToRight => clusters.len(),
            Direction::RightToLeft => 0,
        }
    }
}

/// How a line came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaking {
    /// There was no more room.
    Soft,
    /// The text has a line end there, or ends.
    Hard,
}

/// Takes the room from the clusters behind `words_end`, which stand at the end of the line.
fn close_behind(clusters: &mut [Cluster], words_end: usize, direction: Direction) {
    let is_behind = |cluster: &Cluster| cluster.start as usize >= words_end;
    match direction {
        Direction::LeftToRight => {
            let first = clusters.iter().rposition(|cluster| !is_behind(cluster)).map_or(0, |at| at + 1);
            let edge = clusters.get(first).map_or(0.0, |cluster| cluster.left);
            for cluster in &mut clusters[first..] {
                (cluster.left, cluster.right) = (edge, edge);
            }
        }
        Direction::RightToLeft => {
            let end = clusters.iter().position(|cluster| !is_behind(cluster)).unwrap_or(clusters.len());
            let edge = end.checked_sub(1).map_or(0.0, |last| clusters[last].right);
            for cluster in &mut clusters[..end] {
                (cluster.left, cluster.right) = (edge, edge);
            }
        }
    }
}
