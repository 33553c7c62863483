//! What is being typed into fields, before it is an action.
//!
//! A field is committed each second while one types and when the keyboard leaves it. Where somebody else changes what
//! stands there meanwhile, what was typed is *held*: it is neither committed over the other's words nor lost, but waits
//! until one says which is to stand. It must not know any widget.

use std::collections::BTreeMap;

use crate::model::Slot;

/// Seconds between the first letter typed and its commit.
const PATIENCE: f64 = 1.0;

/// The text of one field.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of what is typed")]
pub struct Buffer {
    /// What the field shows.
    pub text: String,
    /// What the project held when the two were last the same.
    base: String,
    /// When the first letter was typed that is not committed yet, in seconds.
    since: Option<f64>,
    seen: u64,
    fresh: bool,
    /// Whether it is committed as a whole only: half of it would mean something else.
    is_whole: bool,
    /// Whether something was typed since the keyboard came.
    is_live: bool,
    /// Whether what was typed waits until one says which of two texts is to stand.
    is_held: bool,
    /// Whether what the field shows is one of the versions in conflict.
    is_version: bool,
}

/// How many values the project has for a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing<'a> {
    /// One.
    Alone,
    /// Several, by people who had not seen one another.
    InConflict(&'a [String]),
}

/// The texts of every field that was shown.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    fields: BTreeMap<Slot, Buffer>,
    frame: u64,
}

impl Buffers {
    /// Returns a field's buffer; where the project holds something new, that is what it shows, unless something is being
    /// typed there.
    pub fn open(&mut self, slot: Slot, stored: &str, standing: Standing<'_>) -> &mut Buffer {
        let frame = self.frame;
        let mut is_new = false;
        let buffer = self.fields.entry(slot).or_insert_with(|| {
            is_new = true;
            Buffer { text: stored.to_owned(), base: stored.to_owned(), ..Buffer::default() }
        });
        buffer.seen = frame;
        buffer.fresh = is_new;
        buffer.meet(stored);
        buffer.weigh(standing);
        buffer
    }

    /// Takes in that others have written: what is being typed where they wrote is held.
    pub fn join(&mut self, stored: impl Fn(Slot) -> String) {
        for (slot, buffer) in &mut self.fields {
            let stored = stored(*slot);
            if buffer.base == stored {
                continue;
            }
            if buffer.is_live || buffer.text != buffer.base {
                buffer.is_held = buffer.text != stored;
                buffer.base = stored;
                buffer.since = None;
            }
        }
    }

    /// Tells whether what was typed into a field is held and stands nowhere else.
    pub fn is_held(&self, slot: Slot) -> bool {
        self.fields.get(&slot).is_some_and(|buffer| buffer.is_held && !buffer.is_version)
    }

    /// Returns what a field shows that is on screen.
    pub fn text(&self, slot: Slot) -> Option<&str> {
        self.fields.get(&slot).map(|buffer| buffer.text.as_str())
    }

    /// Returns the first field in which something is held that stands nowhere else, with what was typed.
    pub fn held(&self) -> Option<(Slot, &str)> {
        let mut held = self.fields.iter().filter(|(_, buffer)| buffer.is_held && !buffer.is_version);
        held.next().map(|(slot, buffer)| (*slot, buffer.text.as_str()))
    }

    /// Ends a frame: returns what was typed into fields that are no longer on screen, and forgets them.
    pub fn sweep(&mut self) -> Vec<(Slot, String)> {
        let frame = self.frame;
        self.frame += 1;
        let mut left = Vec::new();
        self.fields.retain(|slot, buffer| {
            let stays = buffer.seen == frame || buffer.is_held;
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
            buffer.is_held = false;
            buffer.fresh = true;
        }
    }

    /// Takes what was typed and is not committed yet, but for what is committed as a whole only.
    pub fn take_ripe(&mut self) -> Vec<(Slot, String)> {
        let ripe = self.fields.iter_mut().filter(|(_, buffer)| !buffer.is_whole);
        ripe.filter_map(|(slot, buffer)| Some((*slot, buffer.take()?))).collect()
    }

    /// Takes everything typed and not committed yet, but for what is held.
    pub fn take_all(&mut self) -> Vec<(Slot, String)> {
        self.fields.iter_mut().filter_map(|(slot, buffer)| Some((*slot, buffer.take()?))).collect()
    }
}

impl Buffer {
    /// Tells whether the field shows another text than in the frame before, not by typing.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Tells whether what was typed waits until one says which of two texts is to stand.
    pub fn is_held(&self) -> bool {
        self.is_held
    }

    /// Holds what is typed while one looks at two versions: it is a third, and waits for its turn.
    pub fn weigh(&mut self, standing: Standing<'_>) {
        self.is_version = match standing {
            Standing::Alone => false,
            Standing::InConflict(versions) => versions.contains(&self.text),
        };
        if self.is_version && !self.is_live && self.text != self.base {
            self.text.clone_from(&self.base);
            self.fresh = true;
        }
        let is_apart = self.text != self.base;
        self.is_held = is_apart && (self.is_held || standing != Standing::Alone);
    }

    /// Has it be committed as a whole only.
    pub fn keep_whole(&mut self) {
        self.is_whole = true;
    }

    /// Shows what the project holds, where that is new.
    fn meet(&mut self, stored: &str) {
        if self.base == stored {
            return;
        }
        stored.clone_into(&mut self.base);
        self.since = None;
        if self.is_held {
            return;
        }
        self.fresh = true;
        stored.clone_into(&mut self.text);
    }

    /// Takes the text to commit, if it is time: a second after the first letter, or when the keyboard has left.
    pub fn due(&mut self, now: f64, has_keyboard: Keyboard) -> Option<String> {
        self.is_live = has_keyboard == Keyboard::Here && (self.is_live || self.text != self.base);
        if self.is_held || self.text == self.base {
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
        (!self.is_held && self.text != self.base).then(|| {
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
        let buffer = buffers.open(SLOT, "", Standing::Alone);
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
        buffers.open(SLOT, "old", Standing::Alone).text = "typed".into();
        assert_eq!(buffers.open(SLOT, "old", Standing::Alone).text, "typed");
        assert_eq!(buffers.open(SLOT, "undone", Standing::Alone).text, "undone");
    }

    #[test]
    fn what_is_typed_where_somebody_else_writes_waits_and_is_neither_committed_nor_lost() {
        let mut buffers = Buffers::default();
        let buffer = buffers.open(SLOT, "old", Standing::Alone);
        buffer.text = "mine".into();
        assert_eq!(buffer.due(1.0, Keyboard::Here), None);
        buffers.join(|_| "theirs".into());
        let buffer = buffers.open(SLOT, "theirs", Standing::Alone);
        assert_eq!((buffer.text.as_str(), buffer.is_held()), ("mine", true));
        assert_eq!(buffer.due(9.0, Keyboard::Left), None);
        assert!(buffers.take_all().is_empty());
        buffers.sweep();
        assert!(buffers.sweep().is_empty());
        assert_eq!(buffers.held(), Some((SLOT, "mine")));
        buffers.drop_typed(SLOT);
        assert_eq!(buffers.open(SLOT, "theirs", Standing::Alone).text, "theirs");
    }

    #[test]
    fn who_has_just_typed_goes_on_with_his_own_words() {
        let mut buffers = Buffers::default();
        buffers.open(SLOT, "", Standing::Alone).text = "mine".into();
        assert_eq!(buffers.take_ripe().len(), 1);
        buffers.open(SLOT, "mine", Standing::Alone).text = "mine, to".into();
        assert_eq!(buffers.open(SLOT, "mine", Standing::Alone).due(1.0, Keyboard::Here), None);
        assert_eq!(buffers.take_ripe().len(), 1);
        buffers.join(|_| "theirs".into());
        assert_eq!(buffers.open(SLOT, "theirs", Standing::Alone).text, "mine, to");
        // The journal has found out that two wrote at once; the first version is one's own.
        buffers.join(|_| "mine, to".into());
        let versions = ["mine, to".to_owned(), "theirs".to_owned()];
        let buffer = buffers.open(SLOT, "mine, to", Standing::InConflict(&versions));
        assert!(!buffer.is_held());
        buffer.text = "mine, too".into();
        assert!(buffers.open(SLOT, "mine, to", Standing::InConflict(&versions)).is_held());
    }

    #[test]
    fn what_was_typed_into_a_field_that_vanishes_is_not_lost() {
        let mut buffers = Buffers::default();
        buffers.open(SLOT, "", Standing::Alone).text = "typed".into();
        assert!(buffers.sweep().is_empty());
        assert_eq!(buffers.sweep(), [(SLOT, "typed".to_owned())]);
        assert!(buffers.sweep().is_empty());
    }
}
