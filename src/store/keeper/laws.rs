//! Laws of several writers on one article: machines with a copy of the folder each, brought together by something
//! that copies files in any order, whole or in part.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use crate::import;
use crate::model::{Edit, Id, Moment, Project, Slot, Value};
use crate::session::context::Fixed;
use crate::session::{Action, Placing, Session, Standing};
use crate::store::opening::{self, Found};
use crate::store::replay::{self, Numbered};
use crate::store::state::{self, Clock};
use crate::store::verify::verify_in;
use crate::store::vfs::{Access, Kind, Simulated, Vfs};
use crate::store::{Begun, Place, created, read, system, vocabulary};
use crate::text::{Block, BlockKind, Range};

const PROJECT: &str = "/p/project";
const TEXT: &str = "He took bribes in May. She saw him do it, twice, at the mill.";

/// A machine with its own copy of the folder and one open window.
struct Machine {
    disk: Arc<Simulated>,
    begun: Begun,
    session: Session,
    seed: u64,
}

impl Machine {
    fn first() -> Self {
        let disk = Arc::new(Simulated::with_folder(Path::new("/p")));
        let begun = created(Path::new(PROJECT), &place(&disk)).unwrap();
        let mut machine = Self::over(disk, begun, 1);
        let blocks = vec![Block { kind: BlockKind::Paragraph, range: Range::new(0, TEXT.len()) }];
        let article = import::Article { text: TEXT.into(), blocks, ..import::Article::default() };
        machine.act(Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None });
        machine.act(mark(3));
        machine.act(mark(7));
        machine.look();
        machine.begun.keeper.checkpoint().unwrap();
        machine
    }

    fn over(disk: Arc<Simulated>, begun: Begun, seed: u64) -> Self {
        let context = Fixed::new(Moment(1_700_000_000), &format!("checker {seed}"), seed * 1_000);
        let session = Session::new(
            begun.opened.project.clone(),
            vocabulary::shipped(),
            begun.opened.store.journal(),
            Box::new(context),
        );
        Self { disk, begun, session, seed }
    }

    /// A machine that has got a copy of the folder.
    fn beside(other: &Self, seed: u64) -> Self {
        let disk = Arc::new(Simulated::with_folder(Path::new("/p")));
        copy_files(&other.disk, &disk, |_| true);
        let begun = read(Path::new(PROJECT), &place(&disk)).unwrap();
        Self::over(disk, begun, seed)
    }

    /// A machine that was copied whole, so that it takes itself for the other one and continues its log.
    fn twin(other: &mut Self, seed: u64) -> Self {
        other.reopen();
        let disk = Arc::new(Simulated::with_folder(Path::new("/p")));
        disk.create_folder(Path::new("/p/state"), Access::OwnerOnly).unwrap();
        copy_folder(&other.disk, &disk, Path::new("/p/state"), |_| true);
        copy_files(&other.disk, &disk, |_| true);
        let begun = read(Path::new(PROJECT), &place(&disk)).unwrap();
        Self::over(disk, begun, seed)
    }

    /// A second window on the same machine.
    fn window(other: &Self, seed: u64) -> Self {
        let begun = read(Path::new(PROJECT), &place(&other.disk)).unwrap();
        Self::over(Arc::clone(&other.disk), begun, seed)
    }

    /// The window is closed, and opened again.
    fn reopen(&mut self) {
        self.look();
        self.begun.keeper.checkpoint().unwrap();
        self.begun.keeper.leave();
        let begun = read(Path::new(PROJECT), &place(&self.disk)).unwrap();
        *self = Self::over(Arc::clone(&self.disk), begun, self.seed + 100);
    }

    fn act(&mut self, action: Action) {
        drop(self.session.dispatch(action));
    }

    /// The store's thread gets to what it was asked for.
    fn answer(&mut self) {
        while let Ok(message) = self.begun.inbox.try_recv() {
            assert!(self.begun.keeper.answer(message).is_continue());
        }
    }

    /// The store's thread looks at the folder, whatever waits to be answered.
    fn watch(&mut self) {
        self.begun.keeper.settle();
        self.begun.keeper.look_around().unwrap();
    }

    /// Everything at once, and what a frame does afterwards.
    fn look(&mut self) {
        self.answer();
        self.watch();
        self.session.join();
    }

    fn found(&self) -> Found {
        opening::read(self.disk.as_ref(), Path::new(PROJECT)).unwrap()
    }

    fn records(&self) -> Vec<Numbered> {
        let mut found = self.found();
        opening::records(self.disk.as_ref(), Path::new(PROJECT), &mut found, &Clock::new())
    }
}

fn place(disk: &Arc<Simulated>) -> Place {
    let [config, state, data] = ["/p/config", "/p/state", "/p/data"].map(Into::into);
    Place::new(Arc::clone(disk) as Arc<dyn Vfs>, config, state, data)
}

fn mark(start: usize) -> Action {
    let ranges = vec![Range::new(start, start + 6)];
    let placing = Placing::Snapped;
    Action::Mark { ranges, kind: "claim".into(), placing, record: None, details: vec![] }
}

/// Copies what one machine has and the other has not, or has less of; `wanted` chooses among the files. What differs
/// is put beside, under another name.
fn copy_files(from: &Simulated, to: &Simulated, wanted: impl Fn(usize) -> bool) {
    let project = Path::new(PROJECT);
    for folder in [project.to_owned(), project.join("drafts"), project.join("log")] {
        if to.look(&folder).unwrap().is_none() {
            to.create_folder(&folder, Access::Usual).unwrap();
        }
        copy_folder(from, to, &folder, &wanted);
    }
}

fn copy_folder(from: &Simulated, to: &Simulated, folder: &Path, wanted: impl Fn(usize) -> bool) {
    let Ok(entries) = from.list(folder) else { return };
    let files = entries.into_iter().filter(|entry| entry.kind == Kind::File);
    for (at, entry) in files.enumerate() {
        let path = folder.join(entry.name);
        let bytes = from.read(&path, 1 << 30).unwrap();
        let known = to.read(&path, 1 << 30).unwrap_or_default();
        if known.starts_with(&bytes) || !wanted(at) {
            continue;
        }
        // The newer state takes the older one's place; a log that differs is put beside.
        if bytes.starts_with(&known) || folder == Path::new(PROJECT) {
            to.put(&path, &bytes);
        } else {
            let hash = crate::store::hash::Sha256::of(&bytes).to_string();
            to.put(&path.with_extension(format!("sync-conflict-{}.ron", &hash[..8])), &bytes);
        }
    }
}

#[derive(Clone, Debug)]
enum Wish {
    Do { who: usize, what: u8, which: usize },
    Look(usize),
    Answer(usize),
    Watch(usize),
    Join(usize),
    Save(usize),
    State(usize),
    Reopen(usize),
    Copy { from: usize, to: usize, log: usize },
}

fn wishes(writers: usize) -> impl Strategy<Value = Vec<Wish>> {
    let who = 0..writers;
    let wish = prop_oneof![
        6 => (who.clone(), 0_u8..9, 0_usize..6).prop_map(|(who, what, which)| Wish::Do { who, what, which }),
        1 => who.clone().prop_map(Wish::Look),
        2 => who.clone().prop_map(Wish::Answer),
        2 => who.clone().prop_map(Wish::Watch),
        2 => who.clone().prop_map(Wish::Join),
        1 => who.clone().prop_map(Wish::Save),
        1 => who.clone().prop_map(Wish::State),
        1 => who.clone().prop_map(Wish::Reopen),
        4 => (who.clone(), who, 0_usize..8).prop_map(|(from, to, log)| Wish::Copy { from, to, log }),
    ];
    proptest::collection::vec(wish, 1..40)
}

fn action(machine: &Machine, what: u8, which: usize, count: usize) -> Action {
    let project = machine.session.project();
    let pick = |ids: Vec<Id>| ids.get(which % ids.len().max(1)).copied().unwrap_or(Id::ARTICLE);
    let word = Value::Text(format!("said {count} by {}", machine.seed));
    let claim = pick(project.claims().keys().copied().collect());
    match what {
        0 => Action::Set { slot: Slot { record: Id::ARTICLE, field: "slug" }, value: word },
        1 | 2 => Action::Set { slot: Slot { record: claim, field: "note" }, value: word },
        3 => mark(which * 9),
        4 => Action::Delete { id: pick(project.annotations().keys().copied().collect()) },
        5 => Action::Undo,
        6 => Action::Create {
            table: crate::model::Table::Query,
            details: vec![],
            link: Some(Slot { record: claim, field: "record" }),
        },
        7 => Action::SetStatus { record: claim, status: "checking".into() },
        _ => {
            let conflicts = project.conflicts().iter();
            let choose = |(slot, versions): (&Slot, &Vec<crate::model::Version>)| {
                (*slot, versions[which % versions.len()].value.clone())
            };
            Action::Settle { choices: conflicts.take(1 + which).map(choose).collect() }
        }
    }
}

/// How another writer comes to the first one's project.
#[derive(Clone, Copy, Debug)]
enum Guest {
    Beside,
    Window,
    Twin,
}

/// A history, and what chance draws in it: writers and files have random names.
fn history(fewest: usize) -> impl Strategy<Value = (Vec<Guest>, Vec<Wish>, u64)> {
    let guest = prop_oneof![3 => Just(Guest::Beside), 2 => Just(Guest::Window), 1 => Just(Guest::Twin)];
    proptest::collection::vec(guest, fewest..4)
        .prop_flat_map(|guests| (Just(guests.clone()), wishes(guests.len() + 1), any::<u64>()))
}

/// Lives through a history, and brings everything everywhere at the end.
fn lived(guests: &[Guest], wishes: &[Wish], chance: u64) -> Vec<Machine> {
    system::draw_beforehand(chance);
    let writers = guests.len() + 1;
    let mut first = Machine::first();
    let mut machines: Vec<Machine> = Vec::new();
    for (seed, guest) in (2..).zip(guests) {
        machines.push(match guest {
            Guest::Beside => Machine::beside(&first, seed),
            Guest::Window => Machine::window(&first, seed),
            Guest::Twin => Machine::twin(&mut first, seed),
        });
    }
    machines.insert(0, first);
    for (count, wish) in wishes.iter().enumerate() {
        match *wish {
            Wish::Do { who, what, which } => {
                let action = action(&machines[who], what, which, count);
                machines[who].act(action);
            }
            Wish::Look(who) => machines[who].look(),
            Wish::Answer(who) => machines[who].answer(),
            Wish::Watch(who) => machines[who].watch(),
            Wish::Join(who) => drop(machines[who].session.join()),
            Wish::Save(who) => {
                machines[who].look();
                machines[who].begun.keeper.checkpoint().unwrap();
            }
            Wish::State(who) => machines[who].begun.keeper.checkpoint().unwrap(),
            Wish::Reopen(who) => machines[who].reopen(),
            Wish::Copy { from, to, log } => {
                machines[from].look();
                copy_files(&machines[from].disk, &machines[to].disk, |at| at == log || log > 5);
            }
        }
    }
    for _ in 0..2 {
        for from in 0..writers {
            machines[from].look();
            for to in (0..writers).filter(|to| *to != from) {
                copy_files(&machines[from].disk, &machines[to].disk, |_| true);
            }
        }
        machines.iter_mut().for_each(Machine::look);
    }
    machines
}

/// Everything that was written stands in its slot, unless a later record that had seen it wrote there.
fn missing(project: &Project, records: &[Numbered]) -> Vec<(Slot, Value)> {
    let has_seen = |later: &Numbered, record: &Numbered| {
        if later.writer == record.writer {
            later.sequence > record.sequence
        } else {
            later.sight.get(&record.writer).is_some_and(|seen| *seen >= record.sequence)
        }
    };
    let mut missing = Vec::new();
    for record in records {
        for change in &record.changes {
            let stands = match Standing::of(project, change.slot) {
                Standing::One(value) => value == change.after,
                Standing::Several(versions) => versions.iter().any(|version| version.value == change.after),
            };
            let writes = |later: &&Numbered| later.changes.iter().any(|other| other.slot == change.slot);
            let is_replaced = records.iter().filter(writes).any(|later| has_seen(later, record));
            // Twice in one record: the last counts.
            let last = record.changes.iter().rev().find(|other| other.slot == change.slot);
            if !stands && !is_replaced && last == Some(change) {
                missing.push((change.slot, change.after.clone()));
            }
        }
    }
    missing
}

fn check(guests: &[Guest], wishes: &[Wish], chance: u64) -> Result<(), TestCaseError> {
    let machines = lived(guests, wishes, chance);
    let project = machines[0].session.project();
    for machine in &machines {
        prop_assert_eq!(machine.session.project(), project, "an open window has another state");
        prop_assert_eq!(&machine.begun.keeper.replica, project, "a store has another state");
        prop_assert_eq!(&machine.found().project, project, "opened anew it has another state");
        let problems = verify_in(machine.disk.as_ref(), Path::new(PROJECT));
        prop_assert!(problems.iter().all(|problem| !problem.damage), "{:?}", problems);
    }
    let records = machines[0].records();
    prop_assert_eq!(missing(project, &records), vec![]);
    Ok(())
}

proptest! {
    #[test]
    fn whoever_wrote_what_and_whatever_was_copied_when_all_have_the_same_state_and_nothing_is_missing(
        (guests, wishes, chance) in history(0)
    ) {
        check(&guests, &wishes, chance)?;
    }

    #[test]
    fn the_state_does_not_depend_on_the_order_in_which_logs_are_read(
        (guests, wishes, chance) in history(1),
        order in Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle(),
        cut in any::<prop::sample::Index>(),
    ) {
        let machines = lived(&guests, &wishes, chance);
        let records = machines[0].records();
        let writers: BTreeSet<String> = records.iter().map(|record| record.writer.clone()).collect();
        let rank = |record: &Numbered| {
            let at = writers.iter().position(|writer| *writer == record.writer).unwrap_or(0);
            order.get(at % 4).copied().unwrap_or(0) * 100 + at
        };
        let mut shuffled = records.clone();
        shuffled.sort_by_key(rank);
        shuffled.rotate_left(cut.index(records.len().max(1)));
        let (mut one, mut other) = (Project::default(), Project::default());
        replay::play(&mut one, &records);
        replay::play(&mut other, &shuffled);
        prop_assert_eq!(one, other);
    }
}

#[test]
fn what_one_window_does_the_other_shows_and_a_conflict_keeps_both() {
    let mut one = Machine::first();
    let mut other = Machine::beside(&one, 2);
    let slug = Slot { record: Id::ARTICLE, field: "slug" };
    one.act(Action::Set { slot: slug, value: Value::Text("mill".into()) });
    other.act(Action::Set { slot: slug, value: Value::Text("bribes".into()) });
    for _ in 0..2 {
        one.look();
        copy_files(&one.disk, &other.disk, |_| true);
        other.look();
        copy_files(&other.disk, &one.disk, |_| true);
    }
    one.look();
    let versions = one.session.project().conflicts()[&slug].clone();
    let signed: BTreeSet<_> = versions.iter().map(|version| version.by.clone().unwrap().by).collect();
    assert_eq!(signed.len(), 2, "{versions:?}");
    assert!(one.session.dispatch(Action::Undo).is_err(), "the slot is disputed");
    one.act(Action::Settle { choices: vec![(slug, Value::Text("bribes".into()))] });
    one.look();
    copy_files(&one.disk, &other.disk, |_| true);
    other.look();
    assert!(other.session.project().conflicts().is_empty());
    assert_eq!(other.session.project(), one.session.project());
}

#[test]
fn who_deletes_what_somebody_else_works_on_leaves_it_in_conflict() {
    let mut one = Machine::first();
    let mut other = Machine::beside(&one, 2);
    let claim = *one.session.project().claims().keys().next().unwrap();
    let mark = one.session.outline().mentions(claim)[0];
    one.act(Action::Delete { id: mark });
    let slot = Slot { record: claim, field: "note" };
    other.act(Action::Set { slot, value: Value::Text("asked her twice".into()) });
    one.look();
    other.look();
    copy_files(&one.disk, &other.disk, |_| true);
    copy_files(&other.disk, &one.disk, |_| true);
    one.look();
    other.look();
    let project = one.session.project().clone();
    assert_eq!(&project, other.session.project());
    assert_eq!(project.claims()[&claim].note, "asked her twice");
    assert!(project.annotations().contains_key(&mark), "its mark stays in the text");
    let keep = |slot: &Slot| (*slot, project.conflicts()[slot][0].value.clone());
    let choices = project.conflicts().keys().map(keep).collect();
    one.act(Action::Settle { choices });
    one.look();
    copy_files(&one.disk, &other.disk, |_| true);
    other.look();
    assert!(other.session.project().conflicts().is_empty());
    assert!(other.session.project().annotations().contains_key(&mark));
}

#[test]
fn a_log_that_two_copies_of_one_machine_continued_keeps_what_both_wrote() {
    let mut one = Machine::first();
    let mut twin = Machine::twin(&mut one, 2);
    let set = |field, words: &str| Action::Set {
        slot: Slot { record: Id::ARTICLE, field },
        value: Value::Text(words.into()),
    };
    one.act(set("slug", "mill"));
    twin.act(set("editor", "Ada"));
    one.look();
    twin.look();
    copy_files(&twin.disk, &one.disk, |_| true);
    one.look();
    assert_eq!(one.session.project().article().editor, "Ada");
    assert_eq!(one.session.project().article().slug, "mill");
    one.act(set("slug", "the mill"));
    one.reopen();
    assert_eq!(one.session.project().article().slug, "the mill");
    assert!(one.session.project().conflicts().is_empty());
    let names = one.disk.list(&Path::new(PROJECT).join("log")).unwrap();
    assert_eq!(names.len(), 3, "the fork is continued in a log of its own: {names:?}");
}

/// A history that once led to different states, whatever chance draws in it.
fn recheck(guests: &[Guest], wishes: &[Wish]) {
    for chance in 0..16 {
        check(guests, wishes, chance).unwrap();
    }
}

#[test]
fn who_had_not_seen_a_log_to_its_end_does_not_continue_it() {
    let act = |who, what| Wish::Do { who, what, which: 0 };
    let wishes = [act(0, 4), act(0, 4), act(1, 1), Wish::Reopen(0), Wish::Watch(1)];
    recheck(&[Guest::Window, Guest::Beside, Guest::Twin], &wishes);
}

#[test]
fn what_was_judged_by_a_state_that_came_before_its_log_is_judged_by_the_log_as_soon_as_it_comes() {
    let slug = |who| Wish::Do { who, what: 0, which: 0 };
    let state_alone = Wish::Copy { from: 0, to: 1, log: 2 };
    recheck(&[Guest::Beside], &[slug(0), Wish::Reopen(0), state_alone, slug(1), Wish::Save(1)]);
}

#[test]
fn what_a_window_does_while_it_takes_over_another_s_state_is_judged_by_the_logs() {
    let act = |who, what| Wish::Do { who, what, which: 0 };
    let takes_over = [act(1, 1), Wish::Answer(1), act(0, 0), Wish::Save(0), Wish::State(1)];
    let wishes = [&takes_over[..], &[act(1, 0), Wish::Answer(1)]].concat();
    recheck(&[Guest::Window], &wishes);
}

#[test]
fn a_state_that_was_judged_without_a_log_is_judged_by_it_by_whoever_opens_it_later() {
    let act = |who, what, which| Wish::Do { who, what, which };
    let state_alone = Wish::Copy { from: 1, to: 0, log: 2 };
    let own = [act(1, 1, 0), act(0, 0, 0), act(0, 1, 2), act(0, 0, 0), Wish::Reopen(1), state_alone];
    let rest = [Wish::Copy { from: 0, to: 0, log: 0 }, Wish::State(0)];
    recheck(&[Guest::Beside], &[&own[..], &rest[..]].concat());
}

#[test]
fn what_a_state_that_was_taken_over_holds_counts_as_seen_even_where_it_says_nothing_new() {
    let delete = |who, which| Wish::Do { who, what: 4, which };
    let takes_over = [delete(0, 5), delete(2, 1), Wish::Copy { from: 0, to: 0, log: 0 }, Wish::Save(2)];
    let undoes = [Wish::State(0), Wish::Do { who: 0, what: 5, which: 0 }, Wish::Watch(0)];
    recheck(&[Guest::Beside, Guest::Window, Guest::Window], &[&takes_over[..], &undoes[..]].concat());
}

#[test]
fn what_names_a_record_that_comes_with_a_fork_is_named_anew() {
    let act = |who, what, which| Wish::Do { who, what, which };
    let apart = [
        act(0, 1, 5),
        Wish::Save(0),
        Wish::Save(3),
        act(1, 0, 0),
        act(3, 1, 1),
        Wish::Look(3),
        Wish::Save(1),
    ];
    let later_first = [Wish::Copy { from: 0, to: 2, log: 1 }, Wish::Watch(2)];
    let guests = [Guest::Twin, Guest::Beside, Guest::Window];
    recheck(&guests, &[&apart[..], &later_first[..]].concat());
}

#[test]
fn who_is_overtaken_each_time_leaves_the_state_to_the_others_and_is_saved_all_the_same() {
    let mut one = Machine::first();
    let state = Path::new(PROJECT).join("project.ron");
    let set = |words: &str| Action::Set {
        slot: Slot { record: Id::ARTICLE, field: "slug" },
        value: Value::Text(words.into()),
    };
    // Somebody writes another one at every single moment, none twice.
    let (mut theirs, clock) = (one.session.project().clone(), one.begun.keeper.clock.clone());
    let mut count = 0;
    let write = move |disk: &Simulated| {
        count += 1;
        let slot = Slot { record: Id::ARTICLE, field: "editor" };
        theirs.apply(&[Edit { slot, value: Value::Text(format!("editor {count}")) }]);
        disk.put(&state, state::write(&theirs, &clock).unwrap().as_bytes());
    };
    one.act(set("mill"));
    one.answer();
    one.disk.watch(write);
    one.begun.keeper.checkpoint().unwrap();
    assert_eq!(one.found().project.article().slug, "mill");
    // What stands in no log has to stand in the state.
    one.begun.keeper.owes_checkpoint = true;
    let told = one.begun.keeper.checkpoint().unwrap_err().to_string();
    assert!(told.contains("again and again"), "{told}");
    one.disk.unwatch();
    one.look();
    one.begun.keeper.checkpoint().unwrap();
    assert_eq!(one.found().project, *one.session.project());
    assert_eq!(one.session.project().article().slug, "mill");
}
