//! Words made even for comparison, as the search has them; what most cells hold is folded at once.
//!
//! Knows nothing of rows.

use crate::text::fold::{Folding, fold};

/// Folds words: “ Ångström” becomes “angstrom”; runs of white space are one space, none at the ends.
pub fn folded(words: &str) -> String {
    if words.bytes().all(is_plain) {
        let lower = words.split_ascii_whitespace().flat_map(|word| [" ", word]).skip(1);
        return lower.collect::<String>().to_ascii_lowercase();
    }
    fold(words, Folding::default()).trim().to_owned()
}

/// Tells whether a byte is a letter, a figure or a sign that folding leaves as it is but for its case.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" .,;:!?()/-".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_accents_and_runs_of_white_space_do_not_count() {
        assert_eq!(folded("  Ångström\u{a0} said “NO” "), "angstrom said \"no\"");
        assert_eq!(folded(" One\n Two"), "one two");
    }

    proptest! {
        #[test]
        fn the_short_way_leads_where_the_search_goes(words in "[ -~]{0,40}") {
            let whole = fold(&words, Folding::default());
            prop_assert_eq!(folded(&words), whole.trim());
        }
    }
}
