//! Sentences for a screen reader that stand nowhere on screen: what a command did, which mark one came to.
//!
//! What is on screen as a message already is live itself and is not said here. It must not know what the sentences
//! are about.

use egui::accesskit::{Live, Role};
use egui::{Context, Id};

/// How much a sentence presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// It is said when the reader has finished.
    Polite,
    /// It is said at once.
    Assertive,
}

impl Urgency {
    /// Has a reader say the words of a node when it appears, and when they change.
    pub fn tell(self, ctx: &Context, node: Id) {
        ctx.accesskit_node_builder(node, |node| node.set_live(self.live()));
    }

    fn live(self) -> Live {
        match self {
            Self::Polite => Live::Polite,
            Self::Assertive => Live::Assertive,
        }
    }
}

/// What was announced last.
#[derive(Debug, Default)]
pub struct Announcements {
    /// Each sentence is a node of its own, so that the same words twice are said twice. It stays until something else
    /// is said: some readers fetch the words a moment after they hear of them.
    last: Vec<(u64, String)>,
    count: u64,
    /// Whether the last of them is not in the tree yet.
    is_waiting: bool,
}

impl Announcements {
    /// Says a sentence in the next frame.
    pub fn say(&mut self, words: impl Into<String>) {
        if !std::mem::replace(&mut self.is_waiting, true) {
            self.last.clear();
        }
        self.count += 1;
        self.last.push((self.count, words.into()));
    }

    /// Tells whether there is something to say.
    pub fn is_waiting(&self) -> bool {
        self.is_waiting
    }

    /// Puts the last sentences into the tree.
    pub fn ui(&mut self, ctx: &Context) {
        self.is_waiting = false;
        for (number, words) in &self.last {
            let id = Id::unique(("announcement", *number));
            ctx.accesskit_node_builder(id, |node| {
                node.set_role(Role::Status);
                node.set_label(words.as_str());
            });
            Urgency::Polite.tell(ctx, id);
        }
    }

    /// Tells whether somebody listens.
    pub fn is_heard(ctx: &Context) -> bool {
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |_| ()).is_some()
    }
}
