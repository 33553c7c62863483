//! The records of one table, shared between snapshots until one of them is written.

use std::sync::Arc;

use super::sequence::{self, Keyed, Stays};
use super::{Id, Record};

/// The records of one table, in the order of their ids.
///
/// A clone shares everything; the first write after it copies some hundred entries of the table, never its records.
#[derive(Clone, Debug, PartialEq)]
pub struct Records<R> {
    by_id: Keyed<Arc<R>>,
}

impl<R> Default for Records<R> {
    fn default() -> Self {
        Self { by_id: Keyed::default() }
    }
}

impl<R> Records<R> {
    /// Returns the record of that id.
    pub fn get(&self, id: &Id) -> Option<&R> {
        self.by_id.get(*id).map(Arc::as_ref)
    }

    /// Tells whether there is a record of that id.
    pub fn contains_key(&self, id: &Id) -> bool {
        self.by_id.get(*id).is_some()
    }

    /// Counts the records.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Goes through the ids.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Id> + DoubleEndedIterator {
        self.by_id.iter().map(|(id, _)| id)
    }

    /// Goes through the records.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &R> + DoubleEndedIterator {
        self.by_id.iter().map(|(_, record)| record.as_ref())
    }

    /// Goes through ids and records.
    pub fn iter(&self) -> Iter<'_, R> {
        Iter { inner: self.by_id.pairs() }
    }
}

impl<R: Record> Records<R> {
    /// Lets a record be written, made if it is missing; one that is left empty goes.
    pub(super) fn write(&mut self, id: Id, write: impl FnOnce(&mut R)) {
        self.by_id.change(id, Arc::default, |record| {
            write(Arc::make_mut(record));
            if **record == R::default() { Stays::No } else { Stays::Yes }
        });
    }
}

/// Goes through ids and records.
#[derive(Debug)]
pub struct Iter<'a, R> {
    inner: sequence::Iter<'a, (Id, Arc<R>)>,
}

impl<'a, R> Iterator for Iter<'a, R> {
    type Item = (&'a Id, &'a R);

    fn next(&mut self) -> Option<Self::Item> {
        self.inner.next().map(|(id, record)| (id, record.as_ref()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<R> DoubleEndedIterator for Iter<'_, R> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.inner.next_back().map(|(id, record)| (id, record.as_ref()))
    }
}

impl<R> ExactSizeIterator for Iter<'_, R> {}

impl<'a, R> IntoIterator for &'a Records<R> {
    type Item = (&'a Id, &'a R);
    type IntoIter = Iter<'a, R>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Returns the record of an id that is known to be there; panics where it is not, as a map does.
impl<R> std::ops::Index<&Id> for Records<R> {
    type Output = R;

    fn index(&self, id: &Id) -> &R {
        match self.get(id) {
            Some(record) => record,
            None => panic!("there is no record {id}"),
        }
    }
}
