//! One question of the checklist for the whole article, with its answer.

use sha2::{Digest, Sha256};

use super::field::record;
use super::vocabulary::{Meaning, Vocabulary};
use super::{Id, Project, Stamp, Table, Widget};

record! {
    /// The answer to one question of the checklist; the question itself is a row of the vocabulary.
    Item {
        row: String, "Question", "The checklist's row that is answered.", Widget::Hidden, Desk;
        state: String, "State", "Whether it is done.", Widget::Choice("checklist"), Desk;
        note: String, "Note", "What was found, or why it does not apply.", Widget::Lines, Desk;
        signed: Option<Stamp>, "Signed", "Who answered it, and when.", Widget::Hidden, Desk;
    }
}

impl Item {
    /// Returns the id of the answer to a row. It follows from the row, so that two people who answer one question
    /// meet in one record.
    pub fn id_of(row: &str) -> Id {
        let digest = Sha256::digest(row.as_bytes());
        let bits = digest.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        Id::new(Table::Item, bits)
    }
}

/// How far the checklist has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many questions are done, or do not apply.
    pub settled: usize,
    /// How many there are.
    pub asked: usize,
}

impl Progress {
    /// Counts the answers to a vocabulary's questions.
    pub fn of(project: &Project, vocabulary: &Vocabulary) -> Self {
        let answers =
            vocabulary.checklist.iter().filter_map(|row| project.items().get(&Item::id_of(&row.id)));
        let is_settled = |item: &&Item| {
            matches!(vocabulary.meaning("checklist", &item.state), Meaning::Done | Meaning::NotApplicable)
        };
        Self { settled: answers.filter(is_settled).count(), asked: vocabulary.checklist.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_always_has_the_same_answer_and_no_two_rows_share_one() {
        assert_eq!(Item::id_of("headline"), Item::id_of("headline"));
        assert_ne!(Item::id_of("headline"), Item::id_of("deck"));
        // The id stands in files: it must never come out otherwise.
        assert_eq!(Item::id_of("headline").to_string(), "k-rnd1tarjdf");
    }
}
