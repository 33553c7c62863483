//! How a project is judged on a thread: the text is read once for as long as it is the same, and a run that a newer
//! revision has overtaken stops at the next rule. Knows no screen and no rule.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::Judgement;
use crate::check::{self, Finding, Ground, Level, Rulebook};
use crate::model::{Outline, Project, Vocabulary};
use crate::session::overview::{self, Overview};
use crate::session::sign_off;
use crate::text::{Block, Range};

/// A text as the rules read it, and what it was read from.
#[derive(Debug)]
struct Read {
    text: Arc<str>,
    blocks: Arc<Vec<Block>>,
    language: String,
    rulebook: Arc<Rulebook>,
    reading: Arc<check::Reading>,
}

/// The newest revision, and the last reading: shared by the window and the threads that judge.
#[derive(Clone, Debug, Default)]
pub struct Judging {
    newest: Arc<AtomicU64>,
    last: Arc<Mutex<Option<Read>>>,
}

impl Judging {
    /// Says that there is a newer revision: what is under way for another one stops.
    pub fn overtake(&self, revision: u64) {
        self.newest.store(revision, Ordering::Relaxed);
    }

    /// Runs every check; nothing where a newer revision has come meanwhile.
    pub fn judge(
        &self,
        project: &Project,
        outline: &Outline,
        vocabulary: &Vocabulary,
        rulebook: &Arc<Rulebook>,
        revision: u64,
        today: Date,
    ) -> Option<Judgement> {
        let is_newest = || self.newest.load(Ordering::Relaxed) == revision;
        if !is_newest() {
            return None;
        }
        let reading = self.reading(project, rulebook);
        let ground = Ground { project, outline, vocabulary, reading: &reading, rulebook, today };
        Judgement::on(&ground, revision, &is_newest)
    }

    /// Returns the text as the rules read it, from the last time where it is the same.
    fn reading(&self, project: &Project, rulebook: &Arc<Rulebook>) -> Arc<check::Reading> {
        let draft = project.draft();
        let text = draft.and_then(|draft| Some(draft.text.as_ref()?.shared()));
        let (Some(text), Some(draft)) = (text, draft) else {
            return Arc::new(check::Reading::of(project, rulebook));
        };
        let language = &project.article().language;
        // Held for a look only: a second thread may read the same text anew, and does no harm.
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let same = last.as_ref().filter(|last| {
            Arc::ptr_eq(&last.text, &text)
                && Arc::ptr_eq(&last.blocks, &draft.blocks)
                && Arc::ptr_eq(&last.rulebook, rulebook)
                && last.language == *language
        });
        if let Some(same) = same {
            return Arc::clone(&same.reading);
        }
        drop(last);
        let reading = Arc::new(check::Reading::of(project, rulebook));
        let read = Read {
            text,
            blocks: Arc::clone(&draft.blocks),
            language: language.clone(),
            rulebook: Arc::clone(rulebook),
            reading: Arc::clone(&reading),
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        reading
    }
}

impl Judgement {
    /// Runs every check.
    pub fn of(
        project: &Project,
        outline: &Outline,
        vocabulary: &Vocabulary,
        rulebook: &Rulebook,
        revision: u64,
        today: Date,
    ) -> Self {
        let reading = check::Reading::of(project, rulebook);
        let ground = Ground { project, outline, vocabulary, reading: &reading, rulebook, today };
        Self::on(&ground, revision, &|| true).unwrap_or_default()
    }

    /// Runs every check for as long as that is wanted.
    fn on(ground: &Ground<'_>, revision: u64, is_wanted: &dyn Fn() -> bool) -> Option<Self> {
        let findings = check::run_while(ground, is_wanted)?;
        let Ground { project, outline, vocabulary, today, .. } = *ground;
        let coverage = check::coverage(ground);
        let due = project.due(outline, vocabulary);
        let sign_offs = sign_off::accounts(project, outline, vocabulary, &findings);
        let counted = overview::Ground { project, outline, vocabulary, findings: &findings, coverage, today };
        let overview = Overview::of(&counted);
        let coverage = Some(coverage);
        let listing = Self::listing(findings);
        Some(Self { revision: Some(revision), coverage, due, sign_offs, overview, ..listing })
    }

    /// Puts findings, which come in the order of the text, into the order of the list.
    pub fn listing(findings: Vec<Finding>) -> Self {
        let place = |rule: &str| check::ALL.iter().position(|known| known.id() == rule);
        let mut all: Vec<usize> = (0..findings.len()).collect();
        all.sort_by_cached_key(|at| (findings[*at].level, place(findings[*at].rule)));
        let open: Vec<usize> = all.iter().copied().filter(|at| findings[*at].waived.is_none()).collect();
        let is_of_twins = |at: &usize| check::TWINS.iter().any(|rule| rule.id() == findings[*at].rule);
        let twins: Vec<usize> = open.iter().copied().filter(is_of_twins).collect();
        let is_weighty = |finding: &&Finding| finding.level != Level::Hint && !finding.is_of_coverage();
        let weighty = open.iter().map(|at| &findings[*at]).filter(is_weighty);
        let mut places: Vec<Range> = weighty.filter_map(|finding| finding.range).collect();
        places.sort_unstable_by_key(|range| (range.start, range.end));
        places.dedup_by(|next, before| {
            let is_one = next.start <= before.end;
            before.end = if is_one { before.end.max(next.end) } else { before.end };
            is_one
        });
        Self { findings, all, open, twins, places, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    #[test]
    fn a_run_that_is_overtaken_gives_nothing_and_the_newest_the_same_as_one_alone() {
        let made = fixture("He [claim confirmed: ran]. She paid $5.");
        let session = &made.session;
        let judging = Judging::default();
        judging.overtake(7);
        let judge = |revision| {
            let (project, outline) = (session.project(), session.outline());
            judging.judge(
                project,
                outline,
                session.vocabulary(),
                session.rulebook(),
                revision,
                session.today(),
            )
        };
        assert!(judge(6).is_none());
        let found = judge(7).unwrap().findings;
        let (project, outline) = (session.project(), session.outline());
        let alone =
            Judgement::of(project, outline, session.vocabulary(), session.rulebook(), 7, session.today());
        assert!(!found.is_empty() && found == alone.findings);
    }

    #[test]
    fn a_text_is_read_once_for_as_long_as_it_is_the_same() {
        let mut made = fixture("He [claim: ran].");
        let judging = Judging::default();
        let rulebook = Rulebook::shipped();
        let first = judging.reading(made.session.project(), &rulebook);
        let record = made.record(0);
        crate::fixture::dispatch(
            &mut made.session,
            crate::session::Action::SetStatus { record, status: "confirmed".into() },
        );
        assert!(Arc::ptr_eq(&first, &judging.reading(made.session.project(), &rulebook)));
        let other = fixture("She [claim: ran].");
        assert!(!Arc::ptr_eq(&first, &judging.reading(other.session.project(), &rulebook)));
        assert!(!Arc::ptr_eq(
            &judging.reading(made.session.project(), &rulebook),
            &judging.reading(made.session.project(), &Arc::new(Rulebook::default()))
        ));
    }
}
