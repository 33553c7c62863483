//! Something in a project's files that is not as it should be, in words.

use super::log;
use crate::text::plain;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in a sentence.
    pub what: String,
    /// The file, as a path within the project.
    pub place: String,
    /// What was done or can be done about it.
    pub repair: String,
    /// Tells that something was lost or changed; what a power cut leaves of unsaved work is no damage.
    pub damage: bool,
}

impl Problem {
    pub(super) fn damage(place: &str, what: &str, repair: &str) -> Self {
        Self { what: what.to_owned(), place: place.to_owned(), repair: repair.to_owned(), damage: true }
    }

    pub(super) fn note(place: &str, what: &str, repair: &str) -> Self {
        Self { damage: false, ..Self::damage(place, what, repair) }
    }

    /// Tells of a file of text whose line ends somebody's editor or git has changed, and nothing else.
    pub(super) fn line_ends(place: &str) -> Self {
        Self::note(
            place,
            "An editor or git has changed its line ends or put a byte-order mark into it.",
            "Its text is whole: nothing has to be done.",
        )
    }

    pub(super) fn in_log(writer: &str, problem: &log::Problem) -> Self {
        let repair =
            if problem.is_damage() { "Every whole record was read." } else { "Nothing has to be done." };
        Self {
            what: format!("{problem}."),
            place: format!("log/{writer}.ron"),
            repair: repair.to_owned(),
            damage: problem.is_damage(),
        }
    }

    /// Tells whether it is about `project.ron`.
    pub fn is_of_state(&self) -> bool {
        self.place == super::opening::STATE
    }

    /// Says it in one line. What it quotes of somebody else's files cannot change how the line looks.
    pub fn sentence(&self) -> String {
        plain(&format!("{}: {} {}", self.place, self.what, self.repair), &[]).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_somebody_else_s_steers_no_terminal() {
        let problem =
            Problem::damage("log/\u{1b}[2J.ron", "It names the writer w\u{202e}1.", "Look.\nAll is well.");
        let sentence = problem.sentence();
        assert!(!sentence.contains(['\u{1b}', '\u{202e}', '\n']), "{sentence:?}");
        assert!(sentence.starts_with("log/\\u{1b}[2J.ron: It names"), "{sentence}");
    }
}
