//! A reasoned "we publish it so".

use super::field::record;
use super::{Stamp, Widget};

record! {
    /// Sets one finding aside, with the reason.
    Waiver {
        created: Option<Stamp>, "Waived", "Who waived it, and when.", Widget::Hidden, Desk;
        rule: String, "Rule", "The rule that found it.", Widget::Hidden, Desk;
        subject: String, "Subject", "What the finding is about: a record's id, or the words it stands on.", Widget::Hidden, Desk;
        reason: String, "Reason", "Why it is published so.", Widget::Lines, Desk;
    }
}
