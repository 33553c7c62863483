//! Who has signed the article off, and what has changed since: the one account of it, for the window, the command line
//! and reports.
//!
//! Brings together what the records say and what the checks found. It must not know how that is shown.

use crate::check::{Finding, Level};
use crate::model::conflict::{named, signed};
use crate::model::sign_off::Standing;
use crate::model::sign_off::since::Present;
use crate::model::sign_off::state::RULE;
use crate::model::{Id, Moment, Outline, Project, Stamp, Vocabulary};
use crate::text::{Range, counted};

#[cfg(test)]
mod tests;

/// A sign-off as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The record.
    pub id: Id,
    /// The id of the role.
    pub role: String,
    /// The role's word on screen.
    pub role_label: String,
    /// Who signed off.
    pub person: String,
    /// When.
    pub at: Moment,
    /// Who entered it, where that is somebody else.
    pub entered_by: String,
    /// A remark that goes with it.
    pub note: String,
    /// The SHA-256 of the draft.
    pub draft: String,
    /// Twelve hexadecimal digits that stand for the text and every record as they were.
    pub fingerprint: String,
    /// Whether it counts.
    pub standing: Standing,
    /// Who withdrew it, and when.
    pub withdrawn: Option<Stamp>,
    /// Why it was withdrawn.
    pub withdrawal: String,
    /// What has changed since; empty for one that counts no more.
    pub changes: Vec<Since>,
}

/// Something that has changed since a sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// What has changed, in plain words without a full stop.
    pub told: String,
    /// The record to look at.
    pub record: Option<Id>,
    /// The place in the text, of a finding that concerns no record.
    pub range: Option<Range>,
    /// Tells that it is a finding that blocks now and did not then.
    pub is_finding: bool,
}

impl Account {
    /// Says who signed off, as what and when: “Editor: Ann Lee, 12 March 2021 18:00 UTC”.
    pub fn line(&self) -> String {
        let stamp = Stamp { by: self.person.clone(), at: self.at };
        format!("{}: {}", self.role_label, signed(&stamp))
    }

    /// Says in a few words whether it counts, and how much has changed.
    pub fn state(&self) -> String {
        match self.standing {
            Standing::Withdrawn => {
                let by = self
                    .withdrawn
                    .as_ref()
                    .map_or_else(String::new, |stamp| format!(" by {}", signed(stamp)));
                let reason = self.withdrawal.trim();
                let reason = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                format!("Withdrawn{by}{reason}")
            }
            Standing::Replaced => "Replaced by a newer one".to_owned(),
            Standing::Stands if self.changes.is_empty() => "Nothing has changed since".to_owned(),
            Standing::Stands => {
                format!("Changed since sign-off: {}", counted(self.changes.len(), "change", "changes"))
            }
        }
    }
}

/// Lists the blocking findings that stand in the way of a sign-off: those that nobody waived. That something has changed
/// since an earlier one is none of them: signing off anew is what mends it.
pub fn in_the_way(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|finding| {
        finding.level == Level::Blocking && finding.waived.is_none() && finding.rule != RULE
    })
}

/// Tells of every sign-off, the oldest first.
pub fn accounts(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    findings: &[Finding],
) -> Vec<Account> {
    let order = project.sign_offs_in_order();
    let counts = order.iter().any(|(_, standing)| *standing == Standing::Stands);
    let present = counts.then(|| Present::of(project, vocabulary));
    let account = |(id, standing): (Id, Standing)| {
        let row = &project.sign_offs()[&id];
        let stamp = row.created.clone().unwrap_or_default();
        let present = present.as_ref().filter(|_| standing == Standing::Stands);
        let altered = present.map_or_else(Vec::new, |present| present.since(row, outline));
        let mut changes: Vec<Since> = altered
            .iter()
            .map(|altered| Since {
                told: altered.told(outline, vocabulary),
                record: altered.lead,
                range: None,
                is_finding: false,
            })
            .collect();
        if present.is_some() {
            changes.extend(in_the_way(findings).map(|finding| Since {
                told: format!("Blocks now: {}", finding.message.trim_end_matches('.')),
                record: finding.annotation.or(finding.record),
                range: finding.range,
                is_finding: true,
            }));
        }
        Account {
            id,
            role: row.role.clone(),
            role_label: vocabulary.label("sign_off_role", &row.role).to_owned(),
            person: named(&row.person).to_owned(),
            at: stamp.at,
            entered_by: if stamp.by == row.person { String::new() } else { stamp.by },
            note: row.note.clone(),
            draft: row.draft.clone(),
            fingerprint: row.fingerprint(),
            standing,
            withdrawn: row.withdrawn.clone(),
            withdrawal: row.withdrawal.clone(),
            changes,
        }
    };
    order.into_iter().map(account).collect()
}

/// Says in one line who has signed off and how much has changed since; nothing where nobody has.
pub fn summary(accounts: &[Account]) -> Option<String> {
    let standing: Vec<&Account> =
        accounts.iter().filter(|account| account.standing == Standing::Stands).collect();
    let roles: Vec<String> = standing
        .iter()
        .map(|account| format!("{} ({})", account.person, account.role_label.to_lowercase()))
        .collect();
    let changes = standing.iter().map(|account| account.changes.len()).max()?;
    let since = match changes {
        0 => String::new(),
        count => format!(" · {} since sign-off", counted(count, "change", "changes")),
    };
    Some(format!("Signed off by {}{since}", roles.join(", ")))
}
