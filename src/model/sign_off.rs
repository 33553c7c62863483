//! Somebody's word that the article is right as it stands.
//!
//! A sign-off is bound to the text and to what every record said at that moment. It is never changed: it is withdrawn,
//! or a newer one of the same role takes its place. Knows no finding: what has to be settled first is the session's.

pub mod since;
pub mod state;

use super::field::record;
use super::{Id, Project, Stamp, Widget};

pub use since::{Alteration, Altered};

record! {
    /// Binds a person's word to the text and to what every record said at that moment.
    SignOff {
        created: Option<Stamp>, "Signed off", "Who entered it, and when.", Widget::Hidden, Desk;
        role: String, "Role", "As what it was signed off.", Widget::Choice("sign_off_role"), Desk;
        person: String, "By", "Who signed off.", Widget::Line, Desk;
        note: String, "Note", "A remark, or what it was signed off on condition of.", Widget::Lines, Desk;
        draft: String, "Text", "The SHA-256 of the draft that was signed off.", Widget::Hidden, Desk;
        state: Vec<(String, String)>, "State", "What every record said at that moment, as fingerprints.", Widget::Hidden, Desk;
        withdrawn: Option<Stamp>, "Withdrawn", "Who withdrew it, and when.", Widget::Hidden, Desk;
        withdrawal: String, "Reason for the withdrawal", "Why it was withdrawn.", Widget::Lines, Desk;
    }
}

impl SignOff {
    /// Returns twelve hexadecimal digits that stand for the text and every record as they were signed off.
    pub fn fingerprint(&self) -> String {
        let mut said = self.draft.clone();
        for (record, print) in &self.state {
            said.push('\n');
            said.push_str(record);
            said.push(' ');
            said.push_str(print);
        }
        let mut digits = super::draft::sha256(said.as_bytes());
        digits.truncate(12);
        digits
    }
}

/// Whether a sign-off still counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the newest of its role.
    Stands,
    /// A newer one of the same role has taken its place.
    Replaced,
    /// It was taken back.
    Withdrawn,
}

impl Project {
    /// Lists the sign-offs, the oldest first, each with whether it counts: of a role the newest does, unless it was
    /// withdrawn.
    pub fn sign_offs_in_order(&self) -> Vec<(Id, Standing)> {
        let mut ids: Vec<Id> = self.sign_offs().keys().copied().collect();
        ids.sort_by_key(|id| (self.sign_offs()[id].created.as_ref().map(|stamp| stamp.at), *id));
        let newest = |role: &str| ids.iter().rev().find(|id| self.sign_offs()[*id].role == role);
        let standing = |id: &Id| {
            let row = &self.sign_offs()[id];
            match row.withdrawn {
                Some(_) => Standing::Withdrawn,
                None if newest(&row.role) == Some(id) => Standing::Stands,
                None => Standing::Replaced,
            }
        };
        ids.iter().map(|id| (*id, standing(id))).collect()
    }

    /// Lists the sign-offs that count, the oldest first.
    pub fn standing_sign_offs(&self) -> Vec<Id> {
        let all = self.sign_offs_in_order().into_iter();
        all.filter(|(_, standing)| *standing == Standing::Stands).map(|(id, _)| id).collect()
    }
}
