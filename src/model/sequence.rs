//! Long lists in pieces that copies share: a change costs what one piece costs, however long the list is.
//!
//! *Method:* a list of pieces of some hundred elements each, with the number of elements up to the end of each piece
//! (a rope of one level). It must not know what its elements are.

use std::ops::Index;
use std::slice;
use std::sync::Arc;

use super::Id;

/// A piece that grows beyond so many elements is cut in two.
const FULL: usize = 512;
/// A list that is made at once is cut into pieces of so many elements.
const FRESH: usize = 384;

/// What can stand in a sequence.
pub trait Element: Clone {
    /// What elements are sorted by, where they are.
    type Head: Copy;

    /// Returns what it is sorted by.
    fn head(&self) -> Self::Head;

    /// Returns the place up to which it reaches, for lists of which those are asked that reach beyond a place.
    fn reach(&self) -> usize {
        0
    }
}

impl<V: Clone> Element for (Id, V) {
    type Head = Id;

    fn head(&self) -> Id {
        self.0
    }
}

/// A long list; a clone shares all pieces, and the first write to a piece after it copies that piece alone.
#[derive(Clone)]
pub struct Sequence<T: Element> {
    /// *Invariant:* none is empty.
    pieces: Vec<Arc<Vec<T>>>,
    /// What the first element of each piece is sorted by, side by side: a search looks at these first.
    heads: Vec<T::Head>,
    /// How many elements stand in each piece and all before it.
    ends: Vec<usize>,
    /// How far the elements of each piece reach.
    reaches: Vec<usize>,
}

impl<T: Element> Default for Sequence<T> {
    fn default() -> Self {
        Self { pieces: Vec::new(), heads: Vec::new(), ends: Vec::new(), reaches: Vec::new() }
    }
}

impl<T: Element + std::fmt::Debug> std::fmt::Debug for Sequence<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Two lists are equal where their elements are, however they are cut.
impl<T: Element + PartialEq> PartialEq for Sequence<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: Element + Eq> Eq for Sequence<T> {}

impl<T: Element> From<Vec<T>> for Sequence<T> {
    fn from(list: Vec<T>) -> Self {
        let mut made = Self::default();
        let mut rest = list.into_iter();
        while rest.len() > 0 {
            let piece: Vec<T> = rest.by_ref().take(FRESH).collect();
            made.ends.push(made.len() + piece.len());
            made.reaches.push(furthest(&piece));
            made.heads.extend(piece.first().map(T::head));
            made.pieces.push(Arc::new(piece));
        }
        made
    }
}

impl<T: Element> Sequence<T> {
    /// Counts the elements.
    pub fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns the element at a place.
    pub fn get(&self, place: usize) -> Option<&T> {
        let piece = self.ends.partition_point(|end| *end <= place);
        self.pieces.get(piece)?.get(place - self.start(piece))
    }

    /// Counts the elements for which something is true, of which all stand before those for which it is not.
    pub fn partition_point(&self, holds: impl Fn(T::Head) -> bool) -> usize {
        let Some(piece) = self.heads.partition_point(|head| holds(*head)).checked_sub(1) else { return 0 };
        self.start(piece) + self.pieces[piece].partition_point(|element| holds(element.head()))
    }

    /// Goes through all elements.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { front: [].iter(), pieces: self.pieces.iter(), back: [].iter(), left: self.len() }
    }

    /// Goes through the elements from a place on.
    pub fn iter_from(&self, place: usize) -> Iter<'_, T> {
        let piece = self.ends.partition_point(|end| *end <= place);
        let Some(first) = self.pieces.get(piece) else {
            return Iter { front: [].iter(), pieces: [].iter(), back: [].iter(), left: 0 };
        };
        Iter {
            front: first[place - self.start(piece)..].iter(),
            pieces: self.pieces[piece + 1..].iter(),
            back: [].iter(),
            left: self.len() - place,
        }
    }

    /// Goes through those pieces that hold an element which reaches beyond a place: the place of the first element
    /// of each, and its elements.
    pub fn reaching(&self, beyond: usize) -> impl Iterator<Item = (usize, &[T])> {
        let pieces = self.reaches.iter().enumerate().filter(move |(_, reach)| **reach > beyond);
        pieces.map(|(piece, _)| (self.start(piece), self.pieces[piece].as_slice()))
    }

    fn start(&self, piece: usize) -> usize {
        piece.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// Lets the element at a place be changed, but for what it is sorted by and how far it reaches.
    pub fn write(&mut self, place: usize) -> Option<&mut T> {
        let piece = self.ends.partition_point(|end| *end <= place);
        let start = self.start(piece);
        Arc::make_mut(self.pieces.get_mut(piece)?).get_mut(place - start)
    }

    /// Puts an element at a place; what stood there and behind moves on by one. Beyond the end it is put at the end.
    pub fn insert(&mut self, place: usize, element: T) {
        let place = place.min(self.len());
        let at = self.ends.partition_point(|end| *end < place);
        let is_at_the_end = place == self.len();
        if self.pieces.get(at).is_none_or(|piece| is_at_the_end && piece.len() >= FULL) {
            self.ends.push(place + 1);
            self.reaches.push(element.reach());
            self.heads.push(element.head());
            self.pieces.push(Arc::new(vec![element]));
            return;
        }
        let start = self.start(at);
        self.reaches[at] = self.reaches[at].max(element.reach());
        let piece = Arc::make_mut(&mut self.pieces[at]);
        if place == start {
            self.heads[at] = element.head();
        }
        piece.insert(place - start, element);
        for end in &mut self.ends[at..] {
            *end += 1;
        }
        if piece.len() > FULL {
            let half = piece.split_off(FULL / 2);
            self.reaches[at] = furthest(piece);
            self.ends.insert(at, start + piece.len());
            self.reaches.insert(at + 1, furthest(&half));
            self.heads.splice((at + 1)..=at, half.first().map(T::head));
            self.pieces.insert(at + 1, Arc::new(half));
        }
    }

    /// Takes the element at a place out; nothing where there is none.
    pub fn remove(&mut self, place: usize) -> Option<T> {
        let at = self.ends.partition_point(|end| *end <= place);
        let start = self.start(at);
        let piece = Arc::make_mut(self.pieces.get_mut(at)?);
        let gone = piece.remove(place - start);
        self.reaches[at] = furthest(piece);
        let head = piece.first().map(T::head);
        for end in &mut self.ends[at..] {
            *end -= 1;
        }
        if let Some(head) = head {
            self.heads[at] = head;
        } else {
            self.pieces.remove(at);
            self.heads.remove(at);
            self.ends.remove(at);
            self.reaches.remove(at);
        }
        Some(gone)
    }
}

fn furthest<T: Element>(piece: &[T]) -> usize {
    piece.iter().map(T::reach).max().unwrap_or_default()
}

/// Returns the element at a place; panics where there is none, as a slice does.
impl<T: Element> Index<usize> for Sequence<T> {
    type Output = T;

    fn index(&self, place: usize) -> &T {
        let piece = self.ends.partition_point(|end| *end <= place);
        &self.pieces[piece][place - self.start(piece)]
    }
}

/// Goes through the elements of a sequence.
#[derive(Clone, Debug)]
pub struct Iter<'a, T> {
    front: slice::Iter<'a, T>,
    pieces: slice::Iter<'a, Arc<Vec<T>>>,
    back: slice::Iter<'a, T>,
    left: usize,
}

impl<'a, T: Element> IntoIterator for &'a Sequence<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        loop {
            let next = self.front.next().or_else(|| match self.pieces.as_slice() {
                [] => self.back.next(),
                _ => None,
            });
            if next.is_some() {
                self.left -= 1;
                return next;
            }
            self.front = self.pieces.next()?.iter();
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            let next = self.back.next_back().or_else(|| match self.pieces.as_slice() {
                [] => self.front.next_back(),
                _ => None,
            });
            if next.is_some() {
                self.left -= 1;
                return next;
            }
            self.back = self.pieces.next_back()?.iter();
        }
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

/// What belongs to each of many ids, in their order.
#[derive(Clone)]
pub struct Keyed<V: Clone>(Sequence<(Id, V)>);

impl<V: Clone> Default for Keyed<V> {
    fn default() -> Self {
        Self(Sequence::default())
    }
}

impl<V: Clone + std::fmt::Debug> std::fmt::Debug for Keyed<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<V: Clone + PartialEq> PartialEq for Keyed<V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<V: Clone + Eq> Eq for Keyed<V> {}

impl<V: Clone> Keyed<V> {
    /// Counts the ids.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns what belongs to an id.
    pub fn get(&self, id: Id) -> Option<&V> {
        let (known, value) = self.0.get(self.place(id))?;
        (*known == id).then_some(value)
    }

    /// Goes through ids and what belongs to them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Id, &V)> + DoubleEndedIterator {
        self.0.iter().map(|(id, value)| (id, value))
    }

    /// Goes through ids and what belongs to them.
    pub(super) fn pairs(&self) -> Iter<'_, (Id, V)> {
        self.0.iter()
    }

    fn place(&self, id: Id) -> usize {
        self.0.partition_point(|known| known < id)
    }

    /// Makes one of pairs in any order, of which no two have the same id.
    pub fn of(mut pairs: Vec<(Id, V)>) -> Self {
        pairs.sort_unstable_by_key(|(id, _)| *id);
        Self(pairs.into())
    }

    /// Lets what belongs to an id be changed, made by `new` if it is missing; tells by the answer whether it stays.
    pub fn change(&mut self, id: Id, new: impl FnOnce() -> V, change: impl FnOnce(&mut V) -> Stays) {
        let place = self.place(id);
        if self.0.get(place).is_none_or(|(known, _)| *known != id) {
            self.0.insert(place, (id, new()));
        }
        let Some((_, value)) = self.0.write(place) else { return };
        if change(value) == Stays::No {
            self.0.remove(place);
        }
    }

    /// Says what belongs to an id from now on.
    pub fn insert(&mut self, id: Id, value: V) {
        let place = self.place(id);
        match self.0.write(place) {
            Some((known, there)) if *known == id => *there = value,
            _ => self.0.insert(place, (id, value)),
        }
    }

    /// Takes an id out; returns what belonged to it.
    pub fn remove(&mut self, id: Id) -> Option<V> {
        let place = self.place(id);
        let is_there = self.0.get(place).is_some_and(|(known, _)| *known == id);
        is_there.then(|| self.0.remove(place)).flatten().map(|(_, value)| value)
    }
}

/// Whether what was changed stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// It does.
    Yes,
    /// It goes.
    No,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl Element for usize {
        type Head = usize;

        fn head(&self) -> usize {
            *self
        }

        fn reach(&self) -> usize {
            *self
        }
    }

    proptest! {
        #[test]
        fn a_sequence_is_the_list_that_the_same_changes_make(
            first in prop::collection::vec(0_usize..1000, 0..2000),
            changes in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>(), 0_usize..1000), 0..1500),
            asked in 0_usize..1000,
        ) {
            let mut list = first.clone();
            let mut sequence = Sequence::from(first.clone());
            let before = sequence.clone();
            for (comes, at, value) in changes {
                let at = at.index(list.len() + 1);
                if comes {
                    list.insert(at, value);
                    sequence.insert(at, value);
                } else if at < list.len() {
                    prop_assert_eq!(sequence.remove(at), Some(list.remove(at)));
                } else {
                    prop_assert_eq!(sequence.remove(at), None);
                }
            }
            prop_assert_eq!(sequence.len(), list.len());
            prop_assert!(sequence.iter().eq(&list));
            prop_assert!(sequence.iter().rev().eq(list.iter().rev()));
            prop_assert!(before.iter().eq(&first), "a copy stays as it was");
            prop_assert_eq!(&sequence, &Sequence::from(list.clone()));
            let from = asked.min(list.len());
            prop_assert!(sequence.iter_from(from).eq(&list[from..]));
            prop_assert_eq!(sequence.get(asked), list.get(asked));
            for (start, piece) in sequence.reaching(asked) {
                prop_assert_eq!(piece, &list[start..start + piece.len()]);
                prop_assert!(piece.iter().any(|value| *value > asked));
            }
            let reaching: usize =
                sequence.reaching(asked).map(|(_, piece)| piece.iter().filter(|value| **value > asked).count()).sum();
            prop_assert_eq!(reaching, list.iter().filter(|value| **value > asked).count());
            list.sort_unstable();
            let sorted = Sequence::from(list.clone());
            let half = sorted.partition_point(|value| value < asked);
            prop_assert_eq!(half, list.partition_point(|value| *value < asked));
        }

        #[test]
        fn an_iterator_meets_in_the_middle(
            list in prop::collection::vec(0_usize..9, 0..1200),
            turns in prop::collection::vec(any::<bool>(), 1300),
        ) {
            let sequence = Sequence::from(list.clone());
            let (mut ours, mut theirs) = (sequence.iter(), list.iter());
            for is_front in turns {
                prop_assert_eq!(ours.len(), theirs.len());
                if is_front {
                    prop_assert_eq!(ours.next(), theirs.next());
                } else {
                    prop_assert_eq!(ours.next_back(), theirs.next_back());
                }
            }
        }
    }
}
