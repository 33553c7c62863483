//! What follows from a project's state: highlights, findings, coverage, totals; brought up to date once a revision,
//! and anew only where much has changed.
//!
//! Findings are worked out on a thread, a moment after the last change. It must not know how anything is drawn.

mod judging;
mod tally;
mod uncovered;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::highlight::{Highlight, Highlights, StatusShape, Weight};
use super::register::shelf::Shelf;
use crate::check::{Coverage, Finding, Level};
use crate::model::due::Due;
use crate::model::item::Progress;
use crate::model::vocabulary::{KindMeaning, Meaning, StatusMeaning};
use crate::model::{Annotation, Conflict, Id, Outline, Project, Slot, Status, Table, Vocabulary};
use crate::session::Session;
use crate::session::overview::Overview;
use crate::session::sign_off::Account;
use crate::text::{Block, Range};
pub use judging::Judging;
pub use tally::Tally;
pub use uncovered::{Reading, Uncovered};

/// What the checks found at one revision.
#[derive(Debug, Default)]
pub struct Judgement {
    /// The revision that was looked at.
    pub revision: Option<u64>,
    /// Counts the judgements that were taken in: another number, another list.
    pub serial: u64,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
    /// All of them in the order of the list: what blocks comes first.
    pub all: Vec<usize>,
    /// Those of the list that were not set aside.
    pub open: Vec<usize>,
    /// Those that say that two sources or people are perhaps one, and were not set aside.
    pub twins: Vec<usize>,
    /// Where those that block or warn and were not set aside stand, in order of the text; those that touch are one.
    /// Sentences without a mark are shown as such.
    pub places: Vec<Range>,
    /// How many sentences meet a mark.
    pub coverage: Option<Coverage>,
    /// What has to be done by a day, what is latest first.
    pub due: Vec<Due>,
    /// Who signed off, and what has changed since.
    pub sign_offs: Vec<Account>,
    /// Where the checking stands, in numbers.
    pub overview: Overview,
}

impl Judgement {
    /// Counts the findings of a level that were not set aside.
    pub fn count(&self, level: Level) -> usize {
        let below = |most: Level| self.open.partition_point(|at| self.findings[*at].level <= most);
        let before = self.open.partition_point(|at| self.findings[*at].level < level);
        below(level) - before
    }
}

/// What follows from a project's state.
#[derive(Default)]
pub struct Derived {
    revision: Option<u64>,
    /// The marks as the reading view shows them.
    pub highlights: Arc<Highlights>,
    keys: HashMap<Id, u64>,
    ids: Vec<Id>,
    /// What the checks found last.
    pub judgement: Judgement,
    /// When the judgement was last asked for, and for which revision.
    asked: Option<u64>,
    changed_at: f64,
    /// Which revision the checks look at, and what they have read of the text.
    pub judging: Judging,
    /// How many records stand at each status, and how many are open.
    pub tally: Tally,
    /// The rows of the table, of the pages that were opened.
    pub registers: Shelf,
    /// What has to be settled between people, in the order of the text.
    pub conflicts: Vec<Conflict>,
    /// The records that are in conflict.
    in_conflict: BTreeSet<Id>,
    /// How far the checklist has come.
    pub checklist: Progress,
    /// Where the numbered paragraphs begin, in bytes.
    pub numbered: Vec<usize>,
    /// The sentences with something to check that no mark meets.
    pub uncovered: Uncovered,
    /// The blocks that the numbers were worked out for.
    numbered_for: Arc<Vec<Block>>,
}

/// Seconds without a change before the checks run.
const CALM: f64 = 0.04;
/// If more marks than this look different, all are made anew.
const FEW: usize = 48;

impl Derived {
    /// Has everything worked out anew, and judged without delay: the desk's words or rules are others now.
    pub fn forget(&mut self) {
        (self.revision, self.asked, self.numbered_for) = (None, None, Arc::default());
        self.uncovered = Uncovered::default();
    }

    /// Brings everything but the findings up to the session's revision.
    pub fn refresh(&mut self, session: &Session, now: f64) {
        let seen = self.revision;
        if seen == Some(session.revision()) {
            return;
        }
        self.revision = Some(session.revision());
        self.judging.overtake(session.revision());
        self.changed_at = now;
        let (project, vocabulary) = (session.project(), session.vocabulary());
        self.checklist = Progress::of(project, vocabulary);
        let blocks = project.draft().map(|draft| Arc::clone(&draft.blocks)).unwrap_or_default();
        if !Arc::ptr_eq(&blocks, &self.numbered_for) {
            let numbered = blocks.iter().filter(|block| block.kind.is_numbered());
            self.numbered = numbered.map(|block| block.range.start).collect();
            self.numbered_for = blocks;
        }
        let changed = seen.and_then(|seen| session.changed_since(seen));
        let turned = self.refresh_conflicts(session);
        match changed.as_deref().and_then(|slots| touched(slots, &turned, session.outline())) {
            Some(marks) => self.follow(session, &marks),
            None => self.begin_anew(session),
        }
        match changed {
            Some(slots) => {
                let records: BTreeSet<Id> = slots.iter().map(|slot| slot.record).collect();
                self.tally.follow(project, vocabulary, records.into_iter());
            }
            None => self.tally = Tally::of(project, vocabulary),
        }
    }

    /// Brings the conflicts up to date; returns the records that came into one, or out of one.
    fn refresh_conflicts(&mut self, session: &Session) -> Vec<Id> {
        let (project, outline) = (session.project(), session.outline());
        if project.conflicts().is_empty() && self.in_conflict.is_empty() {
            return Vec::new();
        }
        let place = |conflict: &Conflict| {
            let id = conflict.record();
            let owner = project.owner(id).unwrap_or(id);
            let mark = outline.mentions(owner).first().copied().unwrap_or(owner);
            (outline.number(mark).unwrap_or(usize::MAX), *conflict)
        };
        self.conflicts = project.open_conflicts();
        self.conflicts.sort_by_cached_key(place);
        let before = std::mem::replace(&mut self.in_conflict, project.records_in_conflict());
        before.symmetric_difference(&self.in_conflict).copied().collect()
    }

    fn begin_anew(&mut self, session: &Session) {
        let (project, outline) = (session.project(), session.outline());
        let mut marks: Vec<Option<Highlight>> = vec![None; outline.marks.len()];
        let in_conflict = std::mem::take(&mut self.in_conflict);
        let mut wardrobe = Wardrobe::of(session, &in_conflict);
        // Both in the order of the ids: looking ten thousand up would take longer.
        let mut numbers = outline.marks.numbers().into_iter().peekable();
        for (id, annotation) in project.annotations() {
            let Some((_, number)) = numbers.next_if(|(placed, _)| placed == id) else { continue };
            marks[number - 1] = wardrobe.highlight(*id, self.key(*id), annotation);
        }
        self.highlights = Arc::new(Highlights::new(marks.into_iter().flatten().collect()));
        self.uncovered.begin_anew(&self.highlights);
        self.in_conflict = in_conflict;
    }

    /// Brings the highlights of these marks up to date; all others are as they were, but for their numbers.
    fn follow(&mut self, session: &Session, touched: &BTreeSet<Id>) {
        let (project, outline) = (session.project(), session.outline());
        let in_conflict = std::mem::take(&mut self.in_conflict);
        let mut wardrobe = Wardrobe::of(session, &in_conflict);
        let (mut gone, mut fresh) = (Vec::new(), Vec::new());
        for id in touched {
            let placed = outline.number(*id).zip(project.annotations().get(id));
            let key = self.key(*id);
            let mark =
                placed.and_then(|(number, row)| Some((number - 1, wardrobe.highlight(*id, key, row)?)));
            match mark {
                Some(mark) => fresh.push(mark),
                None => gone.push(key),
            }
        }
        self.in_conflict = in_conflict;
        if gone.is_empty() && fresh.is_empty() {
            return;
        }
        fresh.sort_unstable_by_key(|(place, _)| *place);
        let changed = self.changed_ranges(&gone, &fresh);
        Arc::make_mut(&mut self.highlights).replace(&gone, fresh);
        self.uncovered.follow(&self.highlights, &changed);
    }

    /// Lists the ranges that marks are about to leave, and those that they come to.
    fn changed_ranges(&self, gone: &[u64], fresh: &[(usize, Highlight)]) -> Vec<Range> {
        let left = gone.iter().filter_map(|key| self.highlights.mark(*key));
        let moved = fresh.iter().filter_map(|(_, mark)| {
            let before = self.highlights.mark(mark.key);
            before.is_none_or(|before| before.ranges != mark.ranges).then_some((before, mark))
        });
        let mut ranges: Vec<Range> = left.flat_map(|mark| mark.ranges.iter().copied()).collect();
        for (before, mark) in moved {
            ranges.extend(before.into_iter().chain([mark]).flat_map(|mark| mark.ranges.iter().copied()));
        }
        ranges
    }

    /// Tells whether the text has to be read for what is checkable in it: it is another one than before.
    pub fn to_read(&mut self, project: &Project) -> bool {
        self.uncovered.ask(project)
    }

    /// Takes in what was found checkable.
    pub fn take_reading(&mut self, reading: Reading) {
        self.uncovered.take(reading, &self.highlights);
    }

    /// Returns the key by which the reading view knows a mark; it stays the same for the whole turn.
    pub fn key(&mut self, id: Id) -> u64 {
        *self.keys.entry(id).or_insert_with(|| {
            self.ids.push(id);
            self.ids.len() as u64 - 1
        })
    }

    /// Returns the key of a mark that has one.
    pub fn key_of(&self, id: Id) -> Option<u64> {
        self.keys.get(&id).copied()
    }

    /// Returns the mark behind a key.
    pub fn id_of(&self, key: u64) -> Option<Id> {
        self.ids.get(usize::try_from(key).ok()?).copied()
    }

    /// Tells what is to be judged now: a revision that has stood still for a moment and was not asked for yet.
    pub fn to_judge(&mut self, now: f64) -> Option<u64> {
        let revision = self.revision?;
        if self.asked == Some(revision) || (self.asked.is_some() && now - self.changed_at < CALM) {
            return None;
        }
        self.asked = Some(revision);
        Some(revision)
    }

    /// Tells whether a judgement is still to come.
    pub fn is_waiting(&self) -> bool {
        self.asked != self.revision
    }

    /// Takes a judgement in, unless a newer one is there.
    pub fn take(&mut self, judgement: Judgement) {
        if judgement.revision >= self.judgement.revision {
            let serial = self.judgement.serial + 1;
            self.judgement = Judgement { serial, ..judgement };
        }
    }
}

/// Lists the marks whose highlights depend on these slots, and on records that came into a conflict or out of one;
/// nothing where it is so many that one had better begin anew.
fn touched(slots: &[Slot], turned: &[Id], outline: &Outline) -> Option<BTreeSet<Id>> {
    let mut marks = BTreeSet::new();
    for id in turned {
        if id.table() == Table::Annotation {
            marks.insert(*id);
        }
        marks.extend(outline.mentions(*id));
    }
    if marks.len() > FEW {
        return None;
    }
    for slot in slots {
        match (slot.record.table(), slot.field) {
            (Table::Draft, _) | (Table::Article, "draft") => return None,
            (Table::Annotation, _) => drop(marks.insert(slot.record)),
            (Table::Claim | Table::Quotation | Table::Allegation, "status") | (Table::Query, "state") => {
                marks.extend(outline.mentions(slot.record));
            }
            _ => {}
        }
        if marks.len() > FEW {
            return None;
        }
    }
    Some(marks)
}

/// What marks of one kind and status share: the colour's name, and the words.
type Dress = (Arc<str>, Arc<str>);

/// Makes highlights of marks; those that look alike share their words.
struct Wardrobe<'a> {
    project: &'a Project,
    vocabulary: &'a Vocabulary,
    draft: Option<Id>,
    in_conflict: &'a BTreeSet<Id>,
    dresses: HashMap<(&'a str, &'a str, bool), Dress>,
}

impl<'a> Wardrobe<'a> {
    fn of(session: &'a Session, in_conflict: &'a BTreeSet<Id>) -> Self {
        let (project, vocabulary) = (session.project(), session.vocabulary());
        Self { project, vocabulary, draft: project.draft_id(), in_conflict, dresses: HashMap::new() }
    }

    fn highlight(&mut self, id: Id, key: u64, annotation: &'a Annotation) -> Option<Highlight> {
        let (project, vocabulary) = (self.project, self.vocabulary);
        let target = annotation.target(self.draft?)?;
        let kind = vocabulary.kind(&annotation.kind);
        let status = annotation.record.and_then(|record| status_of(project, record));
        let is_conflict = !self.in_conflict.is_empty()
            && annotation.record.into_iter().chain([id]).any(|id| self.in_conflict.contains(&id));
        let shape = if is_conflict {
            StatusShape::Conflict
        } else {
            shape(project, vocabulary, kind.map(|kind| kind.meaning), annotation.record, status)
        };
        let status_id = status.map_or("", |status| status.id.as_str());
        let dress = (annotation.kind.as_str(), status_id, is_conflict);
        let (hue, words) = self.dresses.entry(dress).or_insert_with(|| {
            let mut words = vocabulary.label("kind", &annotation.kind).to_lowercase();
            if let Some(row) = status.and_then(|status| vocabulary.status(&status.id)) {
                words.push_str(", ");
                words.push_str(&row.label.to_lowercase());
            }
            if is_conflict {
                words.push_str(", in conflict");
            }
            (kind.map_or("gray", |kind| kind.hue.as_str()).into(), words.into())
        });
        Some(Highlight {
            key,
            ranges: target.ranges.clone(),
            hue: Arc::clone(hue),
            words: Arc::clone(words),
            shape,
            weight: match kind.map(|kind| kind.meaning) {
                Some(KindMeaning::NoCheck) => Weight::Quiet,
                _ => Weight::Full,
            },
        })
    }
}

/// Returns the status of a record that has one.
pub fn status_of(project: &Project, record: Id) -> Option<&Status> {
    match record.table() {
        Table::Claim => project.claims().get(&record)?.status.as_ref(),
        Table::Quotation => project.quotations().get(&record)?.status.as_ref(),
        Table::Allegation => project.allegations().get(&record)?.status.as_ref(),
        _ => None,
    }
}

/// Returns the sign of a status.
pub fn sign_of(meaning: StatusMeaning) -> StatusShape {
    match meaning {
        StatusMeaning::Unchecked => StatusShape::Circle,
        StatusMeaning::InProgress => StatusShape::Half,
        StatusMeaning::Confirmed | StatusMeaning::ConfirmedWithFix => StatusShape::Check,
        StatusMeaning::NeedsFix => StatusShape::Cross,
        StatusMeaning::QueryAuthor | StatusMeaning::QueryLegal | StatusMeaning::Disputed => {
            StatusShape::Question
        }
        StatusMeaning::Unverifiable
        | StatusMeaning::OnAuthor
        | StatusMeaning::Cut
        | StatusMeaning::NotAFact => StatusShape::Dash,
    }
}

fn shape(
    project: &Project,
    vocabulary: &Vocabulary,
    kind: Option<KindMeaning>,
    record: Option<Id>,
    status: Option<&Status>,
) -> StatusShape {
    match kind {
        Some(KindMeaning::Claim | KindMeaning::Quotation | KindMeaning::Allegation) => {
            sign_of(vocabulary.meaning_of_status(status))
        }
        Some(KindMeaning::Query) => {
            let state =
                record.and_then(|record| project.queries().get(&record)).map(|query| query.state.as_str());
            match vocabulary.meaning("query", state.unwrap_or_default()) {
                Meaning::Closed => StatusShape::Check,
                _ => StatusShape::Question,
            }
        }
        _ => StatusShape::Blank,
    }
}

/// Returns what the finding is called where it stands: the words in the text, or the record's name.
pub fn place_of(project: &Project, finding: &Finding) -> String {
    let words = finding.range.and_then(|range| range.of(project.text()));
    let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    words.or_else(|| finding.record.map(|record| project.name_of(record))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import;
    use crate::model::Moment;
    use crate::session::context::Fixed;
    use crate::session::journal::Memory;
    use crate::session::{Action, Attachment, Placing};
    use crate::store::vocabulary;
    use proptest::prelude::*;

    const TEXT: &str = "Smith took bribes in May.\n\nSmith denies it; 7 people saw Smith on Friday.\n";

    fn session() -> Session {
        let context = Fixed::new(Moment(1_700_000_000), "Ada", 7);
        let journal = Box::new(Memory::default());
        let mut session = Session::new(Project::default(), vocabulary::shipped(), journal, Box::new(context));
        let article = import::read(TEXT.as_bytes(), "a.txt").unwrap();
        let begin = Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None };
        session.dispatch(begin).unwrap();
        session
    }

    fn action(session: &Session, (what, one, other): (u8, usize, usize)) -> Action {
        let project = session.project();
        let text = project.text();
        let mut ends = [one % text.len().max(1), other % text.len().max(1)];
        ends.sort_unstable();
        let ids = project.ids();
        let id = ids.get(one % ids.len().max(1)).copied().unwrap_or(Id::ARTICLE);
        let kinds = &session.vocabulary().kinds;
        let kind = kinds[other % kinds.len()].id.clone();
        let ranges = vec![Range::new(ends[0], ends[1] + 1)];
        let marks: Vec<Id> = project.annotations().keys().copied().collect();
        let annotation = marks.get(one % marks.len().max(1)).copied().unwrap_or(id);
        let record = project.annotations().get(&annotation).and_then(|row| row.record).unwrap_or(id);
        match what % 9 {
            0..=2 => Action::Mark { ranges, kind, placing: Placing::Snapped, record: None, details: vec![] },
            3 => Action::MarkSame { annotation },
            4 => {
                let statuses = &session.vocabulary().statuses;
                Action::SetStatus { record, status: statuses[other % statuses.len()].id.clone() }
            }
            5 => Action::SetRange { annotation, ranges, placing: Placing::Snapped },
            6 => Action::Delete { id },
            7 => Action::SetKind { annotation, kind },
            _ => Action::Attach { record, source: Attachment::New(vec![]), details: vec![] },
        }
    }

    proptest! {
        #[test]
        fn what_follows_change_by_change_is_what_follows_from_the_project(
            wishes in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>()), 1..40),
            glances in prop::collection::vec(any::<bool>(), 40),
        ) {
            let mut session = session();
            let mut derived = Derived::default();
            derived.refresh(&session, 0.0);
            let read = |derived: &mut Derived, session: &Session| {
                if derived.to_read(session.project()) {
                    derived.take_reading(Reading::of(session.project(), session.rulebook()));
                }
            };
            read(&mut derived, &session);
            for (at, (wish, looks)) in wishes.into_iter().zip(glances).enumerate() {
                let action = match at % 6 {
                    4 => Action::Undo,
                    5 if wish.0 % 2 == 0 => Action::Redo,
                    _ => action(&session, wish),
                };
                // What is refused changes nothing; several changes may come between two frames.
                drop(session.dispatch(action));
                if !looks {
                    continue;
                }
                derived.refresh(&session, 0.0);
                let mut anew = Derived { keys: derived.keys.clone(), ids: derived.ids.clone(), ..Derived::default() };
                anew.refresh(&session, 0.0);
                read(&mut anew, &session);
                prop_assert_eq!(&derived.highlights, &anew.highlights);
                prop_assert_eq!(derived.uncovered.sentences(), anew.uncovered.sentences());
                let findings = Judgement::of(session.project(), session.outline(), session.vocabulary(), session.rulebook(), 0, session.today()).findings;
                let found = findings.iter().filter(|finding| finding.rule == "unmarked-sentence");
                let found: Vec<Range> = found.filter_map(|finding| finding.range).collect();
                prop_assert_eq!(derived.uncovered.sentences(), found);
                prop_assert_eq!(&derived.tally.by_status, &anew.tally.by_status);
                prop_assert_eq!(derived.tally.open_records, anew.tally.open_records);
                prop_assert_eq!(derived.tally.open_queries, anew.tally.open_queries);
                prop_assert_eq!(&derived.conflicts, &anew.conflicts);
            }
        }
    }
}
