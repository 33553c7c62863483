//! What is being typed into fields, before it is an action.
//!
//! A field is committed each second while one types and when the keyboard leaves it. It must not know any widget.

use std::collections::BTreeMap;

use crate::model::Slot;

/// Seconds between the first letter typed and its commit.
const PATIENCE: f64 = 1.0;

/// The text of one field.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    /// What the field shows.
    pub text: String,
    /// What the project held when the two were last the same.
    base: String,
    /// When the first letter was typed that is not committed yet, in seconds.
    since: Option<f64>,
    seen: u64,
    fresh: bool,
}

/// The texts of every field that was shown.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    fields: BTreeMap<Slot, Buffer>,
    frame: u64,
}

impl Buffers {
    /// Returns a field's buffer; where the project holds something new, that is what it shows.
    pub fn open(&mut self, slot: Slot, stored: &str) -> &mut Buffer {
        let frame = self.frame;
        let mut is_new = false;
        let buffer = self.fields.entry(slot).or_insert_with(|| {
            is_new = true;
            Buffer { text: stored.to_owned(), base: stored.to_owned(), ..Buffer::default() }
        });
        buffer.seen = frame;
        buffer.fresh = is_new || buffer.base != stored;
        if buffer.base != stored {
            stored.clone_into(&mut buffer.base);
            stored.clone_into(&mut buffer.text);
            buffer.since = None;
        }
        buffer
    }

    /// Ends a frame: returns what was typed into fields that are no longer on screen, and forgets them.
    pub fn sweep(&mut self) -> Vec<(Slot, String)> {
        let frame = self.frame;
        self.frame += 1;
        let mut left = Vec::new();
        self.fields.retain(|slot, buffer| {
            let stays = buffer.seen == frame;
            if !stays && let Some(text) = buffer.take() {
                left.push((*slot, text));
            }
            stays
        });
        left
    }

    /// Drops what was typed into a field: something else is to stand there.
    pub fn drop_typed(&mut self, slot: Slot) {
        if let Some(buffer) = self.fields.get_mut(&slot) {
            buffer.text.clone_from(&buffer.base);
            buffer.since = None;
        }
    }

    /// Takes everything typed and not committed yet.
    pub fn take_all(&mut self) -> Vec<(Slot, String)> {
        self.fields.iter_mut().filter_map(|(slot, buffer)| Some((*slot, buffer.take()?))).collect()
    }
}

impl Buffer {
    /// Tells whether the field shows another text than in the frame before, not by typing.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Takes the text to commit, if it is time: a second after the first letter, or when the keyboard has left.
    pub fn due(&mut self, now: f64, has_keyboard: Keyboard) -> Option<String> {
        if self.text == self.base {
            self.since = None;
            return None;
        }
        let since = *self.since.get_or_insert(now);
        (has_keyboard == Keyboard::Left || now - since >= PATIENCE).then(|| self.take())?
    }

    /// Tells how many seconds remain before the text is committed; nothing where there is nothing to commit.
    pub fn wait(&self, now: f64) -> Option<f64> {
        self.since.map(|since| (PATIENCE - (now - since)).max(0.0))
    }

    fn take(&mut self) -> Option<String> {
        self.since = None;
        (self.text != self.base).then(|| {
            self.base.clone_from(&self.text);
            self.text.clone()
        })
    }
}

/// Where the keyboard is, seen from a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// In the field.
    Here,
    /// Elsewhere, or just gone.
    Left,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    const SLOT: Slot = Slot { record: Id::ARTICLE, field: "byline" };

    #[test]
    fn typing_is_committed_after_a_second_and_on_leaving() {
        let mut buffers = Buffers::default();
        let buffer = buffers.open(SLOT, "");
        buffer.text = "J".into();
        assert_eq!(buffer.due(10.0, Keyboard::Here), None);
        buffer.text = "Jo".into();
        assert_eq!(buffer.due(10.9, Keyboard::Here), None);
        assert_eq!(buffer.due(11.0, Keyboard::Here).as_deref(), Some("Jo"));
        assert_eq!(buffer.due(11.1, Keyboard::Left), None);
        buffer.text = "Joe".into();
        assert_eq!(buffer.due(11.2, Keyboard::Left).as_deref(), Some("Joe"));
    }

    #[test]
    fn a_change_from_elsewhere_replaces_what_the_field_shows() {
        let mut buffers = Buffers::default();
        buffers.open(SLOT, "old").text = "typed".into();
        assert_eq!(buffers.open(SLOT, "old").text, "typed");
        assert_eq!(buffers.open(SLOT, "undone").text, "undone");
    }

    #[test]
    fn what_was_typed_into_a_field_that_vanishes_is_not_lost() {
        let mut buffers = Buffers::default();
        buffers.open(SLOT, "").text = "typed".into();
        assert!(buffers.sweep().is_empty());
        assert_eq!(buffers.sweep(), [(SLOT, "typed".to_owned())]);
        assert!(buffers.sweep().is_empty());
    }
}
