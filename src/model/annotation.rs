//! One mention in the text; on screen: a mark.

use super::field::record;
use super::{Id, Stamp, Target, Widget};

record! {
    /// One mention in the text: a kind, a target in each draft it stands in, the record it speaks of.
    Annotation {
        created: Option<Stamp>, "Marked", "Who marked it, and when.", Widget::Hidden, Desk;
        kind: String, "Kind", "What the mark says about these words.", Widget::Choice("kind"), Public;
        targets: Vec<(Id, Target)>, "Place", "Where it stands in each draft.", Widget::Hidden, Public;
        record: Option<Id>, "Record", "The claim, quotation, allegation or query it speaks of.", Widget::Hidden, Public;
        answers: Vec<Id>, "Answers", "The allegations that this response answers.", Widget::Allegations, Public;
        note: String, "Note", "A note on this mention.", Widget::Lines, Desk;
    }
}

impl Annotation {
    /// Returns where the mark stands in that draft.
    pub fn target(&self, draft: Id) -> Option<&Target> {
        self.targets.iter().find(|(id, _)| *id == draft).map(|(_, target)| target)
    }
}
