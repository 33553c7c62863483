//! Findings on the desk: going from one to the next, setting them aside and taking them up again. Knows no rule.

use super::Desk;
use crate::check::Finding;
use crate::gui::command::Effect;
use crate::gui::view_state::Wanted;
use crate::session::{Action, Outcome, Refusal};

impl Desk {
    /// Goes to the next or the previous finding that was not set aside.
    pub fn step_finding(&mut self, effect: &Effect) {
        let judgement = &self.derived.judgement;
        self.view.findings.refresh(judgement, self.session.project(), self.view.waived);
        let listed = self.view.findings.passed.iter().filter_map(|at| judgement.findings.get(*at));
        let findings: Vec<_> = listed.filter(|finding| finding.waived.is_none()).collect();
        if findings.is_empty() {
            return;
        }
        let current = self.view.finding.as_ref().and_then(|(rule, subject)| {
            findings.iter().position(|finding| finding.rule == rule && finding.subject == *subject)
        });
        let count = findings.len();
        let at = match (effect, current) {
            (Effect::PreviousFinding, Some(at)) => (at + count - 1) % count,
            (Effect::PreviousFinding, None) => count - 1,
            (_, Some(at)) => (at + 1) % count,
            (_, None) => 0,
        };
        let (rule, subject) = (findings[at].rule.to_owned(), findings[at].subject.clone());
        self.view.show("findings");
        self.go_to_finding(&rule, &subject);
    }

    /// Asks for the reason to set the finding aside that was gone to last, or the first one.
    pub fn waive(&mut self) {
        if self.view.finding.is_none() {
            self.step_finding(&Effect::NextFinding);
        }
        let Some((rule, subject)) = self.view.finding.clone() else { return };
        self.view.show("findings");
        let findings = &self.derived.judgement.findings;
        let is_this = |finding: &&Finding| finding.rule == rule && finding.subject == subject;
        match findings.iter().find(is_this) {
            Some(finding) if finding.waived.is_some() => self.view.waived = true,
            Some(Finding { conflict: Some(conflict), .. }) => self.go_to_conflict(*conflict),
            Some(_) => self.view.begin_waiver(rule, subject),
            None => {}
        }
    }

    /// Shows where a finding stands: chooses its mark, or selects its words.
    pub fn go_to_finding(&mut self, rule: &str, subject: &str) {
        let is_it = |finding: &&Finding| finding.rule == rule && finding.subject == subject;
        let conflict =
            self.derived.judgement.findings.iter().find(is_it).and_then(|finding| finding.conflict);
        self.jump(|desk| desk.show_finding(rule, subject));
        if let Some(conflict) = conflict {
            self.go_to_conflict(conflict);
        }
    }

    fn show_finding(&mut self, rule: &str, subject: &str) {
        let found = self
            .derived
            .judgement
            .findings
            .iter()
            .find(|finding| finding.rule == rule && finding.subject == subject);
        let Some(finding) = found else { return };
        self.view.findings.show(finding, self.session.project());
        let key = Some((rule.to_owned(), subject.to_owned()));
        if self.view.finding != key {
            self.view.leave_waiver();
            self.view.finding = key;
        }
        let (range, record) = (finding.range, finding.record);
        let mark = finding
            .annotation
            .or_else(|| record.and_then(|record| self.session.outline().mentions(record).first().copied()));
        match mark {
            Some(mark) => {
                self.view.choose(mark);
                self.reveal_mark(mark);
            }
            None => self.view.let_go(),
        }
        if let Some(range) = range {
            if mark.is_none() {
                self.article.select(range);
            }
            self.article.reveal(range.start);
        }
    }

    /// Asks for one reason to set everything aside that the list of findings shows.
    pub fn waive_shown(&mut self) {
        self.view.show("findings");
        let judgement = &self.derived.judgement;
        self.view.findings.refresh(judgement, self.session.project(), self.view.waived);
        self.view.findings.begin(judgement, None);
        if self.view.findings.bulk.is_some() {
            self.view.wanted = Some(Wanted::Waiver);
        }
    }

    /// Takes the finding up again that was gone to last.
    ///
    /// # Errors
    ///
    /// Refuses where it was not set aside.
    pub fn take_waiver_back(&mut self) -> Result<Outcome, Refusal> {
        let at_hand = self.view.finding.clone().filter(|(rule, subject)| {
            let mut waivers = self.session.project().waivers().values();
            waivers.any(|waiver| waiver.rule == *rule && waiver.subject == *subject)
        });
        let Some((rule, subject)) = at_hand else {
            return Err(Refusal::new(
                "Go to a finding that was set aside first: the list shows them on request.",
            ));
        };
        self.act(Action::Waive { rule, subject, reason: String::new() })
    }

    /// Says why the finding was made that was gone to last, or leaves that out again.
    pub fn explain_finding(&mut self) {
        self.view.show("findings");
        if self.view.finding.is_none() {
            self.step_finding(&Effect::NextFinding);
            self.view.is_explained = true;
        } else {
            self.view.is_explained = !self.view.is_explained;
        }
    }

    /// Suggests the words that would mend the finding gone to last, or the first one that can be mended so.
    ///
    /// # Errors
    ///
    /// Says so where nothing is proposed.
    pub fn suggest_fix(&mut self) -> Result<Outcome, Refusal> {
        let judgement = &self.derived.judgement;
        let open = judgement.open.iter().map(|at| &judgement.findings[*at]);
        let is_current = |finding: &&Finding| {
            self.view
                .finding
                .as_ref()
                .is_some_and(|(rule, subject)| finding.rule == rule && finding.subject == *subject)
        };
        let current = open.clone().find(is_current);
        let meant = if self.view.finding.is_some() {
            current
        } else {
            open.clone().find(|finding| finding.fix.is_some())
        };
        let action = meant.and_then(reworded).ok_or_else(|| {
            Refusal::new("This finding proposes no words of its own: choose one that says “Suggest”")
        })?;
        self.act(action)
    }
}

/// Returns the step that suggests the words which would mend a finding, where it knows them.
pub fn reworded(finding: &Finding) -> Option<Action> {
    let (range, words) = (finding.range?, finding.fix.clone()?);
    let rule = crate::check::named(finding.rule).map_or(finding.rule, crate::check::Check::label);
    Some(Action::Reword { range, words, reason: format!("{rule}: {}", finding.message) })
}
