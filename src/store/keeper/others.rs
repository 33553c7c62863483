//! What other writers append to their logs while a project is open, and joining it to the replica.
//!
//! Looks at the folder now and then; nobody tells anybody anything. What the session had seen when it did something
//! is what counts, not what the thread had read by then: so two who change one slot at the same moment both stay.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Keeper;
use crate::model::{Change, Project, Slot};
use crate::session::{Arrival, News, Standing};
use crate::store::StoreError;
use crate::store::lineage::Lineage;
use crate::store::opening::{self, DRAFTS, Found, LOGS};
use crate::store::replay::{self, Frontier, Numbered, Sight};
use crate::store::schema::v1::LogRecord;
use crate::store::state::Clock;
use crate::store::vfs::{Kind, Vfs};
use crate::store::writer::Turn;

/// How a log's file looks from outside: its length, and which file it is.
type Look = (u64, (u64, u64));

/// What a process has seen of the work of others since it opened a project, and what it wrote itself.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// The newest writes since the clock, which all of them have seen.
    frontier: Frontier,
    since: Clock,
    /// Tells that the frontier lacks what it should hold, and is made from the logs when it is needed.
    is_partial: bool,
    lineage: Lineage,
    /// The logs of this process.
    own: BTreeSet<String>,
    looks: BTreeMap<PathBuf, Look>,
    /// The clock as of each arrival handed out, by its number; the first is that of the opening.
    views: VecDeque<(u64, Clock)>,
}

impl Others {
    /// Begins with a project as it was read.
    pub fn of(found: &Found) -> Self {
        Self {
            since: found.clock.clone(),
            lineage: Lineage::of(&found.logs),
            views: VecDeque::from([(0, found.clock.clone())]),
            ..Self::default()
        }
    }

    /// Begins with a project as it was read anew; arrivals are counted on from those of before.
    pub fn after(found: &Found, before: &Self) -> Self {
        let newest = before.views.back().map_or(0, |(number, _)| *number);
        let views = VecDeque::from([(newest, found.clock.clone())]);
        Self { views, own: before.own.clone(), ..Self::of(found) }
    }

    /// Forgets what the frontier holds: a log was displaced, and what it held has gone into another.
    pub fn begin_anew(&mut self) {
        self.is_partial = true;
    }

    /// Returns the last record of every other log that a session had seen after so many arrivals.
    pub fn seen(&mut self, arrivals: u64, clock: &Clock, writer: &str) -> Clock {
        self.own.insert(writer.to_owned());
        while self.views.len() > 1 && self.views[1].0 <= arrivals {
            self.views.pop_front();
        }
        let mut seen = self.views.front().map_or_else(Clock::new, |(_, view)| view.clone());
        for own in &self.own {
            if let Some(newest) = clock.get(own) {
                seen.insert(own.clone(), newest.clone());
            }
        }
        seen.remove(writer);
        seen
    }

    fn sight(&self, writer: &str, sequence: u64, seen: &Clock) -> Arc<Sight> {
        let sight = seen.iter().map(|(writer, seen)| (writer.clone(), seen.sequence)).collect();
        Arc::new(self.lineage.widened(writer, sequence, sight))
    }
}

impl Keeper {
    /// Takes a record of this process in, and hands on what it has come to where others wrote into its slots.
    pub(super) fn join_own(
        &mut self,
        writer: &str,
        sequence: u64,
        record: LogRecord,
        changes: Vec<Change>,
        seen: u64,
    ) {
        let sight = self.others.sight(writer, sequence, &record.seen);
        let numbered = Numbered { writer: writer.to_owned(), sequence, sight, record, changes };
        let touched = self.others.frontier.take(&numbered);
        let newest = self.others.views.back().map_or(0, |(number, _)| *number);
        let own: BTreeSet<Slot> = numbered.changes.iter().map(|change| change.slot).collect();
        let is_disputed = |slot: &Slot| {
            let unseen = || seen < newest && !self.others.frontier.is_alone(slot, writer, &numbered.sight);
            !own.contains(slot) || unseen()
        };
        let disputed: BTreeSet<Slot> = touched.into_iter().filter(is_disputed).collect();
        let slots: Vec<_> = self.others.frontier.standings(&disputed).collect();
        self.hand_on(slots, Vec::new());
    }

    /// Looks for what others have written, and joins it.
    pub(in crate::store) fn look_around(&mut self) -> Result<(), StoreError> {
        if self.failed() {
            return Ok(());
        }
        let looks = looks(self.vfs.as_ref(), &self.folder, &self.others.own)?;
        if looks == self.others.looks {
            return Ok(());
        }
        // Ours is in its file before theirs is judged by all that the files hold.
        self.flush()?;
        self.join_others()?;
        self.others.looks = looks;
        Ok(())
    }

    fn join_others(&mut self) -> Result<(), StoreError> {
        let mut found = Found { texts: self.texts.clone(), ..Found::default() };
        found.logs = opening::logs(self.vfs.as_ref(), &self.folder, &mut found.problems)?;
        self.others.lineage = Lineage::of(&found.logs);
        self.call_as_now(&found);
        let clock = self.clock.clone();
        let mut new = self.beyond(&mut found, &clock);
        if found.problems.iter().any(|problem| problem.damage) {
            // A text may have come since.
            found.texts = opening::drafts(self.vfs.as_ref(), &self.folder)?;
            found.problems.clear();
            new = self.beyond(&mut found, &clock);
        }
        if new.is_empty() {
            return Ok(());
        }
        self.texts.append(&mut found.texts.clone());
        let slots = self.joined(&mut found, &new);
        for numbered in &new {
            opening::note_seen(&mut self.clock, &found.logs, numbered);
            opening::note_seen(&mut self.saved, &found.logs, numbered);
        }
        self.unsure.extend(new.iter().map(|numbered| numbered.writer.clone()));
        if !self.is_read_only() {
            self.since_checkpoint.0 += new.len() as u64;
        }
        let news =
            new.into_iter().map(|numbered| News { by: numbered.record.by, label: numbered.record.did });
        self.hand_on(slots, news.collect());
        Ok(())
    }

    /// Calls what was seen as the logs are called now. Where the log of this process has forked (a copy of it was
    /// continued elsewhere), it goes on in a new one.
    fn call_as_now(&mut self, found: &Found) {
        let resolved = found.resolved(&self.clock);
        if resolved == self.clock {
            return;
        }
        self.clock = resolved;
        self.saved = found.resolved(&self.saved);
        self.others.since = found.resolved(&self.others.since);
        for (_, view) in &mut self.others.views {
            *view = found.resolved(view);
        }
        self.others.is_partial = true;
        let is_forked =
            |turn: &Turn| self.clock.keys().any(|name| name.starts_with(&format!("{}+", turn.writer)));
        if self.turn.as_ref().is_some_and(is_forked) {
            self.turn = None;
        }
        self.others.own.clear();
        self.others.own.extend(self.turn.iter().map(|turn| turn.writer.clone()));
    }

    fn beyond(&self, found: &mut Found, clock: &Clock) -> Vec<Numbered> {
        let mut new = opening::records(self.vfs.as_ref(), &self.folder, found, clock);
        new.retain(|numbered| !self.others.own.contains(&numbered.writer));
        new
    }

    /// Returns what slots hold now that others' records are taken in.
    fn joined(&mut self, found: &mut Found, new: &[Numbered]) -> Vec<(Slot, Standing)> {
        let others = &mut self.others;
        if !others.is_partial && replay::carries_on(&others.since, new) && !replay::brings_copy(new) {
            let touched: BTreeSet<Slot> =
                new.iter().flat_map(|numbered| others.frontier.take(numbered)).collect();
            return others.frontier.standings(&touched).collect();
        }
        // Somebody writes who has not seen what this process began with: everything is needed.
        let is_complete = self.clock.iter().all(|(writer, seen)| found.holds(writer, seen));
        if is_complete {
            let all = opening::records(self.vfs.as_ref(), &self.folder, found, &Clock::new());
            others.frontier = replay::play(&mut Project::default(), &all);
            (others.since, others.is_partial) = (Clock::new(), false);
            return others.frontier.standings(others.frontier.slots()).collect();
        }
        let mut project = self.replica.clone();
        replay::join(&mut project, &self.clock, new);
        let touched: BTreeSet<Slot> =
            new.iter().flat_map(|numbered| numbered.changes.iter().map(|change| change.slot)).collect();
        touched.into_iter().map(|slot| (slot, Standing::of(&project, slot))).collect()
    }

    /// Puts what slots hold into the replica and hands it to the session, what is news to the replica only.
    fn hand_on(&mut self, slots: Vec<(Slot, Standing)>, news: Vec<News>) {
        let slots: Vec<_> =
            slots.into_iter().filter(|(slot, standing)| !standing.is_in(&self.replica, slot)).collect();
        if slots.is_empty() && news.is_empty() {
            return;
        }
        for (slot, standing) in &slots {
            standing.clone().put(&mut self.replica, *slot);
        }
        let number = self.others.views.back().map_or(0, |(number, _)| *number) + 1;
        self.others.views.push_back((number, self.clock.clone()));
        let Ok(mut progress) = self.progress.lock() else { return };
        progress.arrivals.push(Arrival { slots, news });
        let waker = progress.waker.clone();
        drop(progress);
        if let Some(waker) = waker {
            (waker.0)();
        }
    }
}

/// Looks at every log and draft from outside, but for one's own log. What another file needs may come after it.
fn looks(
    vfs: &dyn Vfs,
    folder: &Path,
    own: &BTreeSet<String>,
) -> Result<BTreeMap<PathBuf, Look>, StoreError> {
    let mut looks = BTreeMap::new();
    for folder in [LOGS, DRAFTS].map(|name| folder.join(name)) {
        if vfs.look(&folder)?.is_none() {
            continue;
        }
        for entry in vfs.list(&folder)?.into_iter().filter(|entry| entry.kind == Kind::File) {
            let path = folder.join(entry.name);
            let is_own =
                path.file_stem().is_some_and(|stem| own.iter().any(|writer| stem == writer.as_str()));
            if let (false, Some(found)) = (is_own, vfs.look(&path)?) {
                looks.insert(path, (found.len, found.identity));
            }
        }
    }
    Ok(looks)
}
