//! Faults of wording.

use super::{Altered, Injector};

/// Words that a reader's browser shows above an old article, taken over into the text.
pub(super) const NOTICE: Injector = Injector {
    rule: "outdated-notice",
    fault: "a notice that the article is old",
    floor: 60,
    alter: |text, chance| {
        let notices = [
            "This article is archived and may be outdated.",
            "This story is more than five years old and some information may no longer be current.",
            "This article was last updated in 2012 and its content may be out of date.",
        ];
        Altered::added(text, chance.pick(&notices)?, &mut *chance)
    },
};
