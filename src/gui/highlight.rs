//! The marks of a text as the reading view needs them, indexed by position.
//!
//! Knows nothing of records, of fonts or of the screen: a mark here is ranges, a colour's name and words.

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::sequence::{Element, Sequence};
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
    /// What the caller knows it by: a number counted from 0.
    pub key: u64,
    /// Where it stands, in order of the text.
    pub ranges: Vec<Range>,
    /// The colour, as a name of the theme's palette.
    pub hue: Arc<str>,
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
    pub fn name(&self, number: u32, text: &str) -> String {
        let mut name = format!("{number}, {}: “", self.words);
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
    /// Its number.
    pub number: u32,
    /// The range.
    pub range: Range,
    /// Which of the mark's ranges it is, from 0.
    pub part: usize,
}

/// Where a mark stands, and which of the marks kept it is.
#[derive(Clone, Copy, Debug)]
struct Place {
    span: Range,
    slot: u32,
}

impl Place {
    fn order(&self) -> (usize, Reverse<usize>) {
        order(self.span)
    }
}

fn order(span: Range) -> (usize, Reverse<usize>) {
    (span.start, Reverse(span.end))
}

impl Element for Place {
    type Head = Self;

    fn head(&self) -> Self {
        *self
    }

    fn reach(&self) -> usize {
        self.span.end
    }
}

/// No mark has this key.
const NONE: u32 = u32::MAX;

/// All marks of a text, in reading order: by start, the longer one first. They are numbered in that order, from 1.
///
/// Their places stand in pieces that know how far they reach ([`Sequence`]): what meets a range is found by looking at
/// the pieces that can hold it, and a mark that comes or goes moves its neighbours alone. The marks themselves never
/// move. Keys index a table: whoever gives them counts them from 0.
#[derive(Clone, Debug, Default)]
pub struct Highlights {
    marks: Vec<Highlight>,
    places: Sequence<Place>,
    /// Where the mark of each key is kept.
    slots: Vec<u32>,
    /// Where nothing is kept any more.
    free: Vec<u32>,
    /// The numbers by key, where they are not those of the order: passages have the numbers of the marks they prove.
    own: Option<HashMap<u64, u32>>,
    edition: u64,
    /// The last editions before this one, and the ranges that marks left and came to, or lie in, by the next.
    changes: VecDeque<(u64, Vec<Range>)>,
}

/// So many changes are remembered.
const CHANGES: usize = 64;
/// Counts the editions of all indexes.
static EDITIONS: AtomicU64 = AtomicU64::new(1);

fn next_edition() -> u64 {
    EDITIONS.fetch_add(1, Ordering::Relaxed)
}

/// Two indexes are equal where the same marks stand in the same order.
impl PartialEq for Highlights {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Highlights {}

impl Highlights {
    /// Indexes the marks; those that stand alike stay in the order given. Empty ranges are kept in the mark but never
    /// found.
    pub fn new(marks: Vec<Highlight>) -> Self {
        let mut places: Vec<Place> = Vec::with_capacity(marks.len());
        let mut slots = vec![NONE; marks.len()];
        // In one go, since the marks of a long article are more than the processor keeps at hand.
        for (slot, mark) in (0..).zip(&marks) {
            places.push(Place { span: mark.span(), slot });
            let key = mark.key as usize;
            if key >= slots.len() {
                slots.resize(key + 1, NONE);
            }
            slots[key] = slot;
        }
        if !places.is_sorted_by_key(Place::order) {
            places.sort_unstable_by_key(|place| (place.order(), place.slot));
        }
        let (free, edition) = (Vec::new(), next_edition());
        Self { marks, places: places.into(), slots, free, own: None, edition, changes: VecDeque::new() }
    }

    /// Indexes marks that have numbers of their own, by key, whatever their order.
    pub fn with_numbers(marks: Vec<Highlight>, numbers: HashMap<u64, u32>) -> Self {
        Self { own: Some(numbers), ..Self::new(marks) }
    }

    /// Returns the number of the mark at a place in reading order: by default that place, counted from 1.
    pub fn number_at(&self, place: usize) -> u32 {
        let own = self.own.as_ref().and_then(|own| own.get(&self.in_order(place).key));
        own.copied().unwrap_or(number(place))
    }

    /// Returns the number of the mark with this key.
    pub fn number_of(&self, key: u64) -> Option<u32> {
        self.place_of(key).map(|place| self.number_at(place))
    }

    /// Returns the number of this edition; no other index has it, and none before or after a change.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Lists the ranges in which marks were changed since an edition; nothing where that is not known.
    pub fn changed_since(&self, edition: u64) -> Option<impl Iterator<Item = Range>> {
        let known = self.changes.iter().position(|(before, _)| *before == edition);
        let first = known.or((edition == self.edition).then_some(self.changes.len()))?;
        Some(self.changes.range(first..).flat_map(|(_, ranges)| ranges.iter().copied()))
    }

    /// Takes marks out by their keys and puts others in, new ones or in place of those with the same key: each with the
    /// place in reading order that it has once all are in, by ascending places. The place decides between marks that
    /// stand alike.
    pub fn replace(&mut self, gone: &[u64], fresh: Vec<(usize, Highlight)>) {
        let mut coming = Vec::new();
        let before = gone.iter().copied().chain(fresh.iter().map(|(_, mark)| mark.key));
        let before = before.filter_map(|key| self.mark(key)).chain(fresh.iter().map(|(_, mark)| mark));
        let ranges = before.flat_map(|mark| mark.ranges.iter().copied()).collect();
        if self.changes.len() == CHANGES {
            self.changes.pop_front();
        }
        self.changes.push_back((self.edition, ranges));
        self.edition = next_edition();
        for key in gone {
            self.remove(*key);
        }
        for (place, mark) in fresh {
            match self.slot(mark.key) {
                Some(slot) if self.marks[slot].ranges == mark.ranges => self.marks[slot] = mark,
                Some(_) => {
                    self.remove(mark.key);
                    coming.push((place, mark));
                }
                None => coming.push((place, mark)),
            }
        }
        for (place, mark) in coming {
            self.insert(place, mark);
        }
    }

    fn remove(&mut self, key: u64) {
        let Some(slot) = self.slot(key) else { return };
        if let Some(place) = self.place_of(key) {
            self.places.remove(place);
        }
        self.slots[key as usize] = NONE;
        self.free.push(slot as u32);
    }

    fn insert(&mut self, place: usize, mark: Highlight) {
        let (span, key) = (mark.span(), mark.key as usize);
        let first = self.places.partition_point(|other| other.order() < order(span));
        let last = self.places.partition_point(|other| other.order() <= order(span));
        let slot = if let Some(slot) = self.free.pop() {
            self.marks[slot as usize] = mark;
            slot
        } else {
            self.marks.push(mark);
            self.marks.len() as u32 - 1
        };
        if self.slots.len() <= key {
            self.slots.resize(key + 1, NONE);
        }
        self.slots[key] = slot;
        self.places.insert(place.clamp(first, last), Place { span, slot });
    }

    /// Returns where the mark of a key is kept.
    fn slot(&self, key: u64) -> Option<usize> {
        let slot = *self.slots.get(usize::try_from(key).ok()?)?;
        (slot != NONE).then_some(slot as usize)
    }

    /// Counts the marks.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Finds a mark by the caller's key.
    pub fn mark(&self, key: u64) -> Option<&Highlight> {
        self.slot(key).map(|slot| &self.marks[slot])
    }

    /// Says the name of the mark with this key; see [`Highlight::name`].
    pub fn name(&self, key: u64, text: &str) -> Option<String> {
        Some(self.mark(key)?.name(self.number_of(key)?, text))
    }

    /// Returns the place in reading order of the mark with this key.
    pub fn place_of(&self, key: u64) -> Option<usize> {
        let slot = self.slot(key)?;
        let there = order(self.marks[slot].span());
        let first = self.places.partition_point(|place| place.order() < there);
        let alike = self.places.iter_from(first).take_while(|place| place.order() == there);
        alike.zip(first..).find(|(place, _)| place.slot as usize == slot).map(|(_, at)| at)
    }

    /// Returns the mark at a place in reading order: by start, the longer one first.
    pub fn in_order(&self, place: usize) -> &Highlight {
        &self.marks[self.places[place].slot as usize]
    }

    /// Goes through the marks in reading order.
    pub fn iter(&self) -> impl Iterator<Item = &Highlight> {
        self.iter_from(0)
    }

    /// Goes through the marks in reading order from a place on.
    pub fn iter_from(&self, place: usize) -> impl Iterator<Item = &Highlight> {
        self.places.iter_from(place).map(|place| &self.marks[place.slot as usize])
    }

    /// Counts the marks that begin before this offset: the place in reading order of the first that does not.
    pub fn place_of_offset(&self, offset: usize) -> usize {
        self.places.partition_point(|place| place.span.start < offset)
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
        let mut found: Vec<(usize, Stretch<'_>)> = Vec::new();
        for (place, mark) in self.near(range) {
            let parts = mark.ranges.iter().enumerate().filter(|(_, part)| part.overlaps(range));
            let number = self.number_at(place);
            let stretches = parts.map(|(part, there)| Stretch { mark, number, range: *there, part });
            found.extend(
                stretches.filter(|stretch| !stretch.range.is_empty()).map(|stretch| (place, stretch)),
            );
        }
        let order = |(place, stretch): &(usize, Stretch<'_>)| (order(stretch.range), *place, stretch.part);
        // Only a mark of several ranges stands elsewhere than its place tells.
        if !found.is_sorted_by_key(order) {
            found.sort_unstable_by_key(order);
        }
        found.into_iter().map(|(_, stretch)| stretch)
    }

    /// Goes through the marks, with their places, between whose first and last byte one of `range` lies.
    fn near(&self, range: Range) -> impl Iterator<Item = (usize, &Highlight)> {
        let pieces = self.places.reaching(range.start).take_while(move |(_, piece)| {
            !range.is_empty() && piece.first().is_some_and(|first| first.span.start < range.end)
        });
        let places = pieces.flat_map(move |(start, piece)| {
            let begun = piece.iter().take_while(move |place| place.span.start < range.end);
            begun.zip(start..).filter(move |(place, _)| place.span.end > range.start)
        });
        places.map(|(place, at)| (at, &self.marks[place.slot as usize]))
    }

    /// Lists the ranges of all marks by start.
    pub fn ranges(&self) -> Vec<Range> {
        let parts = self.iter().flat_map(|mark| mark.ranges.iter().copied());
        let mut ranges: Vec<Range> = parts.filter(|range| !range.is_empty()).collect();
        ranges.sort_by_key(|range| range.start);
        ranges
    }

    /// Tells whether a mark shares a byte with `range`.
    pub fn meets(&self, range: Range) -> bool {
        let shares = |part: &Range| !part.is_empty() && part.overlaps(range);
        self.near(range).any(|(_, mark)| mark.ranges.iter().any(shares))
    }

    /// Finds the next mark in reading order: behind `current` where that is given, else the first that
    /// begins at or behind `offset`.
    pub fn next(&self, current: Option<u64>, offset: usize) -> Option<u64> {
        let place = match current.and_then(|key| self.place_of(key)) {
            Some(place) => place + 1,
            None => self.place_of_offset(offset),
        };
        (place < self.len()).then(|| self.in_order(place).key)
    }

    /// Finds the previous mark in reading order: before `current` where that is given, else the last that
    /// begins before `offset`.
    pub fn previous(&self, current: Option<u64>, offset: usize) -> Option<u64> {
        let place = match current.and_then(|key| self.place_of(key)) {
            Some(place) => place,
            None => self.place_of_offset(offset),
        };
        place.checked_sub(1).map(|place| self.in_order(place).key)
    }
}

/// Returns the number of the mark at a place in reading order, where marks have none of their own.
fn number(place: usize) -> u32 {
    place as u32 + 1
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
            // Of two on one range the one with the smaller key comes first.
            let list = |marks: &std::collections::BTreeMap<u64, (usize, usize, usize)>| -> Vec<Highlight> {
                let mut list: Vec<Highlight> = marks.iter().map(|(key, (start, len, more))| {
                    let (end, ranges) = (start + len, *more);
                    let second = (ranges > 0).then_some((end + 1, end + 1 + ranges));
                    mark(*key, &[Some((*start, end)), second].into_iter().flatten().collect::<Vec<_>>())
                }).collect();
                list.sort_by_key(|mark| (mark.span().start, Reverse(mark.span().end), mark.key));
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
            for (place, mark) in marks.iter().enumerate() {
                prop_assert_eq!(index.place_of(mark.key), Some(place));
                prop_assert_eq!(index.mark(mark.key), Some(mark));
            }
            for key in gone {
                prop_assert_eq!(index.mark(key), None);
            }
            let anew = Highlights::new(marks);
            prop_assert_eq!(index.ranges(), anew.ranges());
            for at in 0..70 {
                let ask = |index: &Highlights| -> Vec<_> {
                    let found = index.meeting(Range::new(at, at + 3));
                    found.map(|stretch| (stretch.mark.key, stretch.number, stretch.range, stretch.part)).collect()
                };
                prop_assert_eq!(ask(&index), ask(&anew));
            }
            prop_assert_eq!(index, anew);
        }
    }
}
