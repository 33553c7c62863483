//! The marks of a text as the reading view needs them, indexed by position.
//!
//! Knows nothing of the model, of fonts or of the screen: a mark here is ranges, a colour's name and words.

use std::cmp::Reverse;
use std::sync::Arc;

use ahash::HashMap;

use crate::text::Range;

/// The sign beside a mark's number, so that colour never alone carries a status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum StatusShape {
    /// An open circle: not begun.
    #[default]
    Circle,
    /// A half-filled circle: under way.
    Half,
    /// A tick: confirmed.
    Check,
    /// A cross: wrong.
    Cross,
    /// A question mark: in doubt, or a query is open.
    Question,
    /// A dash: set aside.
    Dash,
    /// An exclamation mark: two people changed it at once.
    Conflict,
    /// Nothing beside the number.
    Blank,
}

impl StatusShape {
    /// Tells whether somebody still has to do something about what it stands for.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Check | Self::Dash | Self::Blank)
    }
}

/// How many characters of the marked words a mark's name quotes.
const QUOTED: usize = 120;

/// One mark: where it stands and how it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// What the caller knows it by.
    pub key: u64,
    /// Where it stands, in order of the text.
    pub ranges: Vec<Range>,
    /// The colour, as a name of the theme's palette.
    pub hue: Arc<str>,
    /// The number in the margin.
    pub number: u32,
    /// What it is, in words: “claim, confirmed”.
    pub words: Arc<str>,
    /// The sign beside the number.
    pub shape: StatusShape,
    /// How much the mark asks for attention.
    pub weight: Weight,
}

/// How much a mark asks for the reader's attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Filled, underlined, numbered.
    #[default]
    Full,
    /// A faint line only: nothing to check here.
    Quiet,
}

impl Highlight {
    /// Returns the smallest range that covers all of the mark.
    pub fn span(&self) -> Range {
        self.ranges.iter().copied().reduce(Range::hull).unwrap_or_default()
    }

    /// Says what a screen reader and the tooltip say: “12, claim, confirmed: ‘called on Cuomo to resign’”.
    pub fn name(&self, text: &str) -> String {
        let mut name = format!("{}, {}: “", self.number, self.words);
        let quote = self.ranges.iter().filter_map(|range| range.of(text)).flat_map(|words| [words, " "]);
        name.extend(quote.flat_map(str::chars).take(QUOTED));
        name.truncate(name.trim_end().len());
        name.push('”');
        name
    }

    /// Counts the marked bytes.
    pub fn size(&self) -> usize {
        self.ranges.iter().map(|range| range.len()).sum()
    }
}

/// One range of one mark.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// The mark.
    pub mark: &'a Highlight,
    /// The range.
    pub range: Range,
    /// Which of the mark's ranges it is, from 0.
    pub part: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    range: Range,
    /// The furthest end in the subtree of which this entry is the root.
    reach: usize,
    mark: u32,
    part: u32,
}

/// All marks of a text; those that meet a range are found in O(log n + k).
///
/// Method: the entries are sorted by start and read as a balanced tree whose root is the middle one; each
/// keeps the furthest end below it ("augmented tree", Cormen et al., *Introduction to Algorithms*, 14.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlights {
    /// In reading order: where they begin, the longer one first.
    marks: Vec<Highlight>,
    entries: Vec<Entry>,
    places: HashMap<u64, usize>,
}

impl Highlights {
    /// Indexes the marks. Empty ranges are kept in the mark but never found.
    pub fn new(mut marks: Vec<Highlight>) -> Self {
        let order = |mark: &Highlight| {
            let span = mark.span();
            (span.start, Reverse(span.end))
        };
        if !marks.is_sorted_by_key(order) {
            marks.sort_by_cached_key(order);
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(marks.len());
        for (place, mark) in marks.iter().enumerate() {
            entries.extend(entries_of(place, mark));
        }
        entries.sort_unstable_by_key(Entry::order);
        set_reach(&mut entries);
        let places = marks.iter().enumerate().map(|(place, mark)| (mark.key, place)).collect();
        Self { marks, entries, places }
    }

    /// Takes marks out by their keys and puts others in, new ones or in place of those with the same key: each with the
    /// place in reading order that it has once all are in, by ascending places. A mark that moved is numbered by its
    /// place, from 1.
    ///
    /// A mark that only looks different costs next to nothing; one that comes or goes costs a walk over the index.
    pub fn replace(&mut self, gone: &[u64], fresh: Vec<(usize, Highlight)>) {
        let mut coming = Vec::new();
        let mut gone: Vec<u64> = gone.to_vec();
        for (place, mark) in fresh {
            match self.places.get(&mark.key).and_then(|there| self.marks.get_mut(*there)) {
                Some(there) if there.ranges == mark.ranges => {
                    *there = Highlight { number: there.number, ..mark };
                }
                Some(_) => {
                    gone.push(mark.key);
                    coming.push((place, mark));
                }
                None => coming.push((place, mark)),
            }
        }
        if gone.is_empty() && coming.is_empty() {
            return;
        }
        let mut first = self.marks.len();
        for key in gone {
            if let Some(place) = self.places.remove(&key) {
                self.remove(place);
                first = first.min(place);
            }
        }
        for (place, mark) in coming {
            first = first.min(place);
            self.insert(place.min(self.marks.len()), mark);
        }
        set_reach(&mut self.entries);
        for (place, mark) in self.marks.iter_mut().enumerate().skip(first) {
            mark.number = place as u32 + 1;
        }
    }

    fn remove(&mut self, place: usize) {
        self.marks.remove(place);
        let gone = place as u32;
        self.entries.retain_mut(|entry| {
            let stays = entry.mark != gone;
            entry.mark -= u32::from(entry.mark > gone);
            stays
        });
        for other in self.places.values_mut() {
            *other -= usize::from(*other > place);
        }
    }

    fn insert(&mut self, place: usize, mark: Highlight) {
        for entry in &mut self.entries {
            entry.mark += u32::from(entry.mark >= place as u32);
        }
        for entry in entries_of(place, &mark) {
            let at = self.entries.partition_point(|other| other.order() < entry.order());
            self.entries.insert(at, entry);
        }
        for other in self.places.values_mut() {
            *other += usize::from(*other >= place);
        }
        self.places.insert(mark.key, place);
        self.marks.insert(place, mark);
    }

    /// Counts the marks.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Finds a mark by the caller's key.
    pub fn mark(&self, key: u64) -> Option<&Highlight> {
        let place = *self.places.get(&key)?;
        Some(self.in_order(place))
    }

    /// Returns the place in reading order of the mark with this key.
    pub fn place_of(&self, key: u64) -> Option<usize> {
        self.places.get(&key).copied()
    }

    /// Returns the mark at a place in reading order: by start, the longer one first.
    pub fn in_order(&self, place: usize) -> &Highlight {
        &self.marks[place]
    }

    /// Counts the marks that begin before this offset: the place in reading order of the first that does not.
    pub fn place_of_offset(&self, offset: usize) -> usize {
        self.marks.partition_point(|mark| mark.span().start < offset)
    }

    /// Returns the keys of the marks over the byte at `offset`, smallest first.
    pub fn at(&self, offset: usize) -> Vec<u64> {
        let mut found: Vec<&Highlight> =
            self.meeting(Range::new(offset, offset + 1)).map(|stretch| stretch.mark).collect();
        found.sort_by_key(|mark| (mark.size(), Reverse(mark.span().start), mark.key));
        found.dedup_by_key(|mark| mark.key);
        found.iter().map(|mark| mark.key).collect()
    }

    /// Walks over the stretches that share a byte with `range`, by start, the longer one first.
    pub fn meeting(&self, range: Range) -> impl Iterator<Item = Stretch<'_>> {
        let mut found = Vec::new();
        if !range.is_empty() {
            self.collect(range, 0, self.entries.len(), &mut found);
        }
        found.into_iter().map(|index: usize| {
            let entry = &self.entries[index];
            Stretch { mark: &self.marks[entry.mark as usize], range: entry.range, part: entry.part as usize }
        })
    }

    /// Walks over the ranges of all marks by start, the longer one first.
    pub fn ranges(&self) -> impl Iterator<Item = Range> {
        self.entries.iter().map(|entry| entry.range)
    }

    /// Tells whether a mark shares a byte with `range`.
    pub fn meets(&self, range: Range) -> bool {
        let (mut low, mut high) = (0, self.entries.len());
        // Down the tree: where the left half reaches beyond the start, it holds a hit if any half does.
        while low < high && !range.is_empty() {
            let middle = low + (high - low) / 2;
            let entry = &self.entries[middle];
            if entry.range.overlaps(range) {
                return true;
            }
            let left = low + (middle - low) / 2;
            if low < middle && self.entries[left].reach > range.start {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        false
    }

    /// Finds the next mark in reading order: behind `current` where that is given, else the first that
    /// begins at or behind `offset`.
    pub fn next(&self, current: Option<u64>, offset: usize) -> Option<u64> {
        let place = match current.and_then(|key| self.places.get(&key)) {
            Some(place) => place + 1,
            None => self.place_of_offset(offset),
        };
        (place < self.marks.len()).then(|| self.in_order(place).key)
    }

    /// Finds the previous mark in reading order: before `current` where that is given, else the last that
    /// begins before `offset`.
    pub fn previous(&self, current: Option<u64>, offset: usize) -> Option<u64> {
        let place = match current.and_then(|key| self.places.get(&key)) {
            Some(place) => *place,
            None => self.place_of_offset(offset),
        };
        place.checked_sub(1).map(|place| self.in_order(place).key)
    }

    fn collect(&self, range: Range, low: usize, high: usize, found: &mut Vec<usize>) {
        if low >= high {
            return;
        }
        let middle = low + (high - low) / 2;
        let entry = &self.entries[middle];
        if entry.reach <= range.start {
            return;
        }
        self.collect(range, low, middle, found);
        if entry.range.overlaps(range) {
            found.push(middle);
        }
        if entry.range.start < range.end {
            self.collect(range, middle + 1, high, found);
        }
    }
}

/// Lists the entries of the mark at a place.
fn entries_of(place: usize, mark: &Highlight) -> impl Iterator<Item = Entry> + '_ {
    let parts = mark.ranges.iter().enumerate().filter(|(_, range)| !range.is_empty());
    parts.map(move |(part, range)| Entry {
        range: *range,
        reach: range.end,
        mark: place as u32,
        part: part as u32,
    })
}

impl Entry {
    fn order(&self) -> (usize, Reverse<usize>, u32, u32) {
        (self.range.start, Reverse(self.range.end), self.mark, self.part)
    }
}

fn set_reach(entries: &mut [Entry]) -> usize {
    let middle = entries.len() / 2;
    let (left, rest) = entries.split_at_mut(middle);
    let Some((entry, right)) = rest.split_first_mut() else { return 0 };
    entry.reach = entry.range.end.max(set_reach(left)).max(set_reach(right));
    entry.reach
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(key: u64, ranges: &[(usize, usize)]) -> Highlight {
        Highlight {
            key,
            ranges: ranges.iter().map(|(start, end)| Range::new(*start, *end)).collect(),
            hue: "blue".into(),
            number: 1,
            words: "claim".into(),
            shape: StatusShape::Circle,
            weight: Weight::Full,
        }
    }

    #[test]
    fn the_smallest_mark_at_an_offset_comes_first() {
        let marks = Highlights::new(vec![mark(1, &[(0, 20)]), mark(2, &[(5, 8)]), mark(3, &[(4, 12)])]);
        assert_eq!(marks.at(6), [2, 3, 1]);
        assert_eq!(marks.at(8), [3, 1]);
        assert_eq!(marks.at(20), Vec::<u64>::new());
    }

    #[test]
    fn the_gap_in_a_broken_quotation_belongs_to_nobody() {
        let marks = Highlights::new(vec![mark(7, &[(0, 4), (10, 14)])]);
        assert_eq!(marks.at(12), [7]);
        assert_eq!(marks.at(5), Vec::<u64>::new());
    }

    #[test]
    fn stepping_reaches_every_mark_once_in_reading_order() {
        let marks = Highlights::new(vec![mark(1, &[(9, 10)]), mark(2, &[(0, 3)]), mark(3, &[(0, 8)])]);
        let mut seen = Vec::new();
        let mut current = marks.next(None, 0);
        while let Some(key) = current {
            seen.push(key);
            current = marks.next(Some(key), 0);
        }
        assert_eq!(seen, [3, 2, 1]);
        assert_eq!(marks.previous(Some(1), 0), Some(2));
        assert_eq!(marks.previous(None, 5), Some(2));
        assert_eq!(marks.previous(Some(3), 0), None);
    }

    proptest! {
        #[test]
        fn the_index_finds_what_a_search_of_all_marks_finds(
            ranges in prop::collection::vec(
                prop::collection::vec((0_usize..60, 0_usize..20), 1..4), 0..60),
            start in 0_usize..80, len in 0_usize..20,
        ) {
            let list: Vec<Highlight> = ranges.iter().enumerate().map(|(key, parts)| {
                let parts: Vec<_> = parts.iter().map(|(start, len)| (*start, start + len)).collect();
                mark(key as u64, &parts)
            }).collect();
            let asked = Range::new(start, start + len);
            let mut naive: Vec<(u64, usize)> = list.iter()
                .flat_map(|m| m.ranges.iter().enumerate()
                    .filter(|(_, range)| range.overlaps(asked) && !range.is_empty() && !asked.is_empty())
                    .map(|(part, _)| (m.key, part)))
                .collect();
            naive.sort_unstable();
            let index = Highlights::new(list);
            let found: Vec<_> = index.meeting(asked).collect();
            prop_assert!(found.is_sorted_by_key(|stretch| (stretch.range.start, Reverse(stretch.range.end))));
            let mut found: Vec<_> = found.iter().map(|stretch| (stretch.mark.key, stretch.part)).collect();
            found.sort_unstable();
            prop_assert_eq!(index.meets(asked), !naive.is_empty());
            prop_assert_eq!(found, naive);
        }

        #[test]
        fn an_index_whose_marks_come_and_go_is_that_of_the_marks_there_are(
            before in prop::collection::btree_map(0_u64..30, (0_usize..40, 1_usize..12, 0_usize..12), 0..25),
            after in prop::collection::btree_map(0_u64..30, (0_usize..40, 1_usize..12, 0_usize..12), 0..25),
            alike in prop::collection::btree_set(0_u64..30, 0..25),
        ) {
            // Marks are numbered in their order; of two on one range the one with the smaller key comes first.
            let list = |marks: &std::collections::BTreeMap<u64, (usize, usize, usize)>| -> Vec<Highlight> {
                let mut list: Vec<Highlight> = marks.iter().map(|(key, (start, len, more))| {
                    let (end, ranges) = (start + len, *more);
                    let second = (ranges > 0).then_some((end + 1, end + 1 + ranges));
                    mark(*key, &[Some((*start, end)), second].into_iter().flatten().collect::<Vec<_>>())
                }).collect();
                list.sort_by_key(|mark| (mark.span().start, Reverse(mark.span().end), mark.key));
                for (place, mark) in list.iter_mut().enumerate() {
                    mark.number = place as u32 + 1;
                }
                list
            };
            // Some marks stay where they are.
            let mut after = after;
            for key in &alike {
                match before.get(key) {
                    Some(place) => drop(after.insert(*key, *place)),
                    None => drop(after.remove(key)),
                }
            }
            let mut index = Highlights::new(list(&before));
            let marks = list(&after);
            let fresh = marks.iter().cloned().enumerate()
                .filter(|(_, mark)| !alike.contains(&mark.key) || mark.key % 2 == 0).collect();
            let gone: Vec<u64> = before.keys().filter(|key| !after.contains_key(key)).copied().collect();
            index.replace(&gone, fresh);
            prop_assert_eq!(index, Highlights::new(marks));
        }
    }
}
