//! What other writers append to their logs while a project is open, and joining it to the replica.
//!
//! Looks at the folder now and then; nobody tells anybody anything. What the session had seen when it did something
//! is what counts, not what the thread had read by then: so two who change one slot at the same moment both stay.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use super::Keeper;
use crate::model::{Change, Project, Slot, Value};
use crate::session::{Arrival, News, Standing};
use crate::store::StoreError;
use crate::store::hash::Sha256;
use crate::store::lineage::Lineage;
use crate::store::opening::{self, DRAFTS, Found, LOGS, STATE, TEXTS};
use crate::store::replay::{self, Frontier, Numbered, Sight};
use crate::store::schema::v1::LogRecord;
use crate::store::state::{self, Clock};
use crate::store::vfs::{self, Kind};
use crate::store::writer::Turn;

/// How a log's file looks from outside: its length, and which file it is.
type Look = (u64, (u64, u64));

/// What a process has seen of the work of others since it opened a project, and what it wrote itself.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// The newest writes since the clock, which all of them have seen.
    frontier: Frontier,
    since: Clock,
    /// Tells that the frontier lacks what it should hold, or that the project was judged without logs that it contains:
    /// both are made from the logs as soon as they are all there.
    is_partial: bool,
    /// As of which clock a state is written meanwhile: what came later is judged once more by whoever reads it.
    judged: Option<Clock>,
    lineage: Lineage,
    /// The logs that continue another one, by what they are called: what was taken in is named after these.
    forks: BTreeSet<String>,
    /// The last record of this process in each of its logs.
    own: Clock,
    /// How the folder looked when all of it was taken in; nothing where it has to be read whatever it looks like.
    looks: Option<BTreeMap<PathBuf, Look>>,
    /// What the session sees after each arrival handed out; the first is what it saw at the opening.
    views: VecDeque<View>,
}

/// What a session sees from an arrival on.
#[derive(Clone, Debug, Default)]
struct View {
    /// The arrival's number.
    number: u64,
    clock: Clock,
    /// The slots that it brought.
    slots: BTreeSet<Slot>,
}

impl Others {
    /// Begins with a project as it was read.
    pub fn of(found: &Found) -> Self {
        Self {
            since: found.clock.clone(),
            is_partial: !found.is_whole(),
            judged: Some(found.state_clock().clone()),
            lineage: Lineage::of(&found.logs),
            forks: forks(found),
            views: VecDeque::from([View { clock: found.clock.clone(), ..View::default() }]),
            ..Self::default()
        }
    }

    /// Begins with a project as it was read anew; the session has seen no more of it than before.
    pub fn after(found: &Found, before: &Self) -> Self {
        Self { views: before.views.clone(), own: before.own.clone(), is_partial: true, ..Self::of(found) }
    }

    /// Goes back to what was saved: a log was displaced, and what it held beyond that goes into another.
    pub fn begin_anew(&mut self, saved: &Clock) {
        self.need_logs(saved);
        self.own = self.own.keys().filter_map(|own| Some((own.clone(), saved.get(own)?.clone()))).collect();
    }

    /// Has everything made from the logs when they are next looked at; until then, a state is as of this clock.
    fn need_logs(&mut self, judged: &Clock) {
        self.become_partial(judged);
        self.looks = None;
    }

    fn become_partial(&mut self, judged: &Clock) {
        if !self.is_partial || self.judged.is_none() {
            self.judged = Some(judged.clone());
        }
        self.is_partial = true;
    }

    /// Returns the clock with which a state is written that has come to this one.
    pub fn state_clock<'a>(&'a self, clock: &'a Clock) -> &'a Clock {
        self.judged.as_ref().filter(|_| self.is_partial).unwrap_or(clock)
    }

    /// Returns the last record of every other log that a session had seen after so many arrivals.
    pub fn seen(&self, arrivals: u64, writer: &str) -> Clock {
        let view = self.views.iter().rev().find(|view| view.number <= arrivals);
        let mut seen = view.map_or_else(Clock::new, |view| view.clock.clone());
        for (own, newest) in &self.own {
            match seen.get(own) {
                Some(known) if known.sequence >= newest.sequence => {}
                _ => drop(seen.insert(own.clone(), newest.clone())),
            }
        }
        seen.remove(writer);
        seen
    }

    /// Forgets what the session saw before so many arrivals: nothing is on its way any more that saw less.
    pub fn forget_before(&mut self, arrivals: u64) {
        while self.views.len() > 1 && self.views[1].number <= arrivals {
            self.views.pop_front();
        }
    }

    fn newest_view(&self) -> u64 {
        self.views.back().map_or(0, |view| view.number)
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
        if let Some(newest) = self.clock.get(writer) {
            self.others.own.insert(writer.to_owned(), newest.clone());
        }
        let sight = self.others.sight(writer, sequence, &record.seen);
        let numbered = Numbered { writer: writer.to_owned(), sequence, sight, record, changes };
        let touched = self.others.frontier.take(&numbered);
        let own: BTreeSet<Slot> = numbered.changes.iter().map(|change| change.slot).collect();
        // What is on its way to the session and not seen yet will stand in its slots instead of this.
        let unseen: BTreeSet<Slot> = self.others.views.iter().filter(|view| view.number > seen).fold(
            BTreeSet::new(),
            |mut slots, view| {
                slots.extend(own.intersection(&view.slots));
                slots
            },
        );
        let is_disputed = |slot: &Slot| {
            let is_met = || {
                let deletes = !numbered.record.gone.is_empty();
                (deletes && seen < self.others.newest_view())
                    || !self.others.frontier.is_alone(slot, writer, &numbered.sight)
            };
            !own.contains(slot) || unseen.contains(slot) || is_met()
        };
        let disputed: BTreeSet<Slot> = touched.into_iter().filter(is_disputed).collect();
        let slots: Vec<_> = self.others.frontier.standings(&disputed).collect();
        self.hand_on(slots, &unseen, Vec::new());
    }

    /// Looks for what others have written, and joins it.
    pub(in crate::store) fn look_around(&mut self) -> Result<(), StoreError> {
        let looks = self.looks()?;
        if self.others.looks.as_ref() == Some(&looks) {
            return Ok(());
        }
        // Ours is in its file before theirs is judged by all that the files hold.
        let is_flushed = if self.failed() { Ok(()) } else { self.flush() };
        let is_ours_in_place = is_flushed.is_ok() && !self.failed();
        if self.join_others(is_ours_in_place)? {
            self.others.looks = Some(looks);
        }
        // A file that somebody has removed may have come back with what was merged.
        self.gone.look_again();
        if is_ours_in_place && self.gone.is_due(&self.replica) { self.flush() } else { Ok(()) }
    }

    /// Tells whether everything was taken in; what needs all logs waits until ours are in place.
    fn join_others(&mut self, is_ours_in_place: bool) -> Result<bool, StoreError> {
        let mut found = Found { texts: self.texts.clone(), ..Found::default() };
        found.logs = opening::logs(self.vfs.as_ref(), &self.folder, &mut found.problems)?;
        self.others.lineage = Lineage::of(&found.logs);
        if is_ours_in_place {
            self.call_as_now(&found);
        } else if found.logs.values().any(|log| log.fork.is_some()) {
            return Ok(false);
        }
        let (vfs, folder, clock) = (Arc::clone(&self.vfs), self.folder.clone(), self.clock.clone());
        let mut new = opening::records(vfs.as_ref(), &folder, &mut found, &clock);
        let is_missing = |change: &Change| matches!(&change.after, Value::Prose(text) if text.is_missing());
        let lacks_words = new.iter().any(|numbered| numbered.changes.iter().any(is_missing));
        if lacks_words || found.problems.iter().any(|problem| problem.damage) {
            // A text may have come since.
            found.texts = opening::texts(vfs.as_ref(), &folder)?;
            found.problems.clear();
            new = opening::records(vfs.as_ref(), &folder, &mut found, &clock);
        }
        if new.is_empty() && !self.others.is_partial {
            return Ok(true);
        }
        if !is_ours_in_place && (self.others.is_partial || !replay::carries_on(&self.others.since, &new)) {
            return Ok(false);
        }
        if self.turn.as_ref().is_some_and(|turn| new.iter().any(|record| record.writer == turn.writer)) {
            // Somebody has continued our log elsewhere: we go on in a new one.
            self.turn = None;
        }
        self.texts.append(&mut found.texts.clone());
        let slots = self.joined(&mut found, &new);
        for numbered in &new {
            opening::note_seen(&mut self.clock, &found.logs, numbered);
            opening::note_seen(&mut self.saved, &found.logs, numbered);
        }
        let logs = new.iter().filter_map(|numbered| found.logs.get(&numbered.writer));
        self.unsure.extend(logs.flat_map(|log| log.files.iter().cloned()));
        if !self.is_read_only() {
            self.since_checkpoint.0 += new.len() as u64;
        }
        let news =
            new.into_iter().map(|numbered| News { by: numbered.record.by, label: numbered.record.did });
        self.hand_on(slots, &BTreeSet::new(), news.collect());
        Ok(true)
    }

    /// Calls what was seen as the logs are called now. Where the log of this process has forked (a copy of it was
    /// continued elsewhere), it goes on in a new one.
    fn call_as_now(&mut self, found: &Found) {
        let resolved = found.resolved(&self.clock);
        // Also where nothing of the clock is called otherwise: a record may have named what came with a fork only now.
        let forks = std::mem::replace(&mut self.others.forks, forks(found));
        if resolved == self.clock && forks == self.others.forks {
            return;
        }
        self.clock = resolved;
        self.saved = found.resolved(&self.saved);
        self.others.since = found.resolved(&self.others.since);
        self.others.own = found.resolved(&self.others.own);
        self.others.judged = self.others.judged.as_ref().map(|judged| found.resolved(judged));
        for view in &mut self.others.views {
            view.clock = found.resolved(&view.clock);
        }
        self.others.need_logs(&self.clock);
        let is_forked =
            |turn: &Turn| self.clock.keys().any(|name| name.starts_with(&format!("{}+", turn.writer)));
        if self.turn.as_ref().is_some_and(is_forked) {
            self.turn = None;
        }
    }

    /// Goes on from a state that somebody else has written, which holds ours.
    pub(super) fn take_over(&mut self, found: Found) {
        let slots = standings_apart(&self.replica, &found.project);
        // Whatever was judged before, this is what the folder leads to.
        self.others.is_partial = false;
        self.others.need_logs(found.state_clock());
        let is_news = !slots.is_empty() || self.clock != found.clock;
        self.clock.clone_from(&found.clock);
        self.saved = found.clock;
        self.texts.extend(found.texts);
        self.unsure.extend(found.ahead);
        for (slot, standing) in &slots {
            standing.clone().put(&mut self.replica, *slot);
        }
        if is_news {
            // Also where it says nothing new: only what was handed to a session counts as seen by it.
            self.hand_over(slots, Vec::new());
        }
    }

    /// Keeps what somebody has written into `project.ron` by hand while it was open, and says so.
    pub(super) fn keep_hand_edit(
        &mut self,
        bytes: &[u8],
        hash: Sha256,
        found: &Found,
    ) -> Result<(), StoreError> {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        if state::read(text, &found.texts).is_ok_and(|read| !read.edited) {
            return Ok(());
        }
        let name = format!("{STATE}.edited-{}", &hash.to_string()[..8]);
        match vfs::write_new(self.vfs.as_ref(), &self.folder.join(&name), bytes, None) {
            Err(error) if error.is_already_there() => return Ok(()),
            written => written?,
        }
        self.vfs.sync_folder(&self.folder)?;
        let label = format!("{STATE} was changed by hand while it was open; that version is kept as {name}");
        self.hand_on(Vec::new(), &BTreeSet::new(), vec![News { by: String::new(), label }]);
        Ok(())
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
        if let Some(all) = opening::all_records(self.vfs.as_ref(), &self.folder, found, &self.clock) {
            others.frontier = replay::play(&mut Project::default(), &all);
            (others.since, others.is_partial) = (Clock::new(), false);
            return others.frontier.standings(others.frontier.slots()).collect();
        }
        others.become_partial(&self.clock);
        let mut project = self.replica.clone();
        replay::join(&mut project, &self.clock, new);
        let touched: BTreeSet<Slot> =
            new.iter().flat_map(|numbered| numbered.changes.iter().map(|change| change.slot)).collect();
        touched.into_iter().map(|slot| (slot, Standing::of(&project, slot))).collect()
    }

    /// Puts what slots hold into the replica and hands it to the session: what is news to the replica, and these once
    /// `again`, whatever the session has seen of them.
    fn hand_on(&mut self, slots: Vec<(Slot, Standing)>, again: &BTreeSet<Slot>, news: Vec<News>) {
        let is_news = |(slot, standing): &(Slot, Standing)| {
            again.contains(slot) || !standing.is_in(&self.replica, slot)
        };
        let slots: Vec<_> = slots.into_iter().filter(is_news).collect();
        if slots.is_empty() && news.is_empty() {
            return;
        }
        for (slot, standing) in &slots {
            standing.clone().put(&mut self.replica, *slot);
        }
        self.hand_over(slots, news);
    }

    /// Has the session hear of what a project that was read anew says differently from the one of before, and see all
    /// that it holds from then on.
    pub(super) fn hand_on_since(&mut self, before: &Project) {
        let slots = standings_apart(before, &self.replica);
        self.hand_over(slots, Vec::new());
    }

    fn hand_over(&mut self, slots: Vec<(Slot, Standing)>, news: Vec<News>) {
        let number = self.others.newest_view() + 1;
        let brought = slots.iter().map(|(slot, _)| *slot).collect();
        self.others.views.push_back(View { number, clock: self.clock.clone(), slots: brought });
        let Ok(mut progress) = self.progress.lock() else { return };
        progress.arrivals.push(Arrival { slots, news });
        let waker = progress.waker.clone();
        drop(progress);
        if let Some(waker) = waker {
            (waker.0)();
        }
    }

    /// Looks at every log and draft from outside; what another file needs may come after it. Our own log counts only
    /// where somebody else has touched it.
    fn looks(&self) -> Result<BTreeMap<PathBuf, Look>, StoreError> {
        let own = self.turn.as_ref().map(|turn| (turn.log.path(), turn.log.look()));
        let mut looks = BTreeMap::new();
        for folder in [LOGS, DRAFTS, TEXTS].map(|name| self.folder.join(name)) {
            if self.vfs.look(&folder)?.is_none() {
                continue;
            }
            for entry in self.vfs.list(&folder)?.into_iter().filter(|entry| entry.kind == Kind::File) {
                let path = folder.join(entry.name);
                let Some(found) = self.vfs.look(&path)? else { continue };
                let is_own = own.is_some_and(|(own, (len, identity))| {
                    own == path && identity == found.identity && len.is_none_or(|len| len == found.len)
                });
                if !is_own {
                    looks.insert(path, (found.len, found.identity));
                }
            }
        }
        Ok(looks)
    }
}

/// Lists the logs that continue another one beside its own continuation.
fn forks(found: &Found) -> BTreeSet<String> {
    let logs = found.logs.iter().filter(|(_, log)| log.fork.is_some());
    logs.map(|(name, _)| name.clone()).collect()
}

/// Returns what the slots hold in which a project differs from an earlier one.
fn standings_apart(before: &Project, after: &Project) -> Vec<(Slot, Standing)> {
    let ids = before.differing(after).into_iter();
    let slots = ids
        .flat_map(|id| id.table().fields().iter().map(move |field| Slot { record: id, field: field.name }));
    let conflicts = before.conflicts().keys().chain(after.conflicts().keys()).copied();
    let slots: BTreeSet<Slot> = slots.chain(conflicts).collect();
    let slots = slots.into_iter().map(|slot| (slot, Standing::of(after, slot)));
    slots.filter(|(slot, standing)| !standing.is_in(before, slot)).collect()
}
