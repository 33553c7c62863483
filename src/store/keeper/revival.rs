//! A keeper's thread that goes on after a fault of the program: a new keeper takes over what the old one had not saved.
//!
//! Nothing that was taken in lives in the old keeper alone: it is on the disk, or in the list of entries that are not
//! known to be there. So the folder is read anew, and the list is written again into a log of its own; what was written
//! twice changes nothing.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::{Keeper, Message, Others};
use crate::model::Edit;
use crate::store::StoreError;
use crate::store::opening;

/// How many faults it goes on after.
const REVIVALS: usize = 3;

/// Works until it is asked to close or nobody can ask any more, whatever happens in between.
pub(in crate::store) fn run(mut keeper: Keeper, inbox: &Receiver<Message>) {
    for _ in 0..=REVIVALS {
        let ended = catch_unwind(AssertUnwindSafe(|| keeper.run(inbox)));
        if ended.is_ok() {
            return;
        }
        // A second fault on the way is the end, too.
        let revived = catch_unwind(AssertUnwindSafe(|| keeper.revive()));
        if !matches!(revived, Ok(Ok(()))) {
            break;
        }
    }
    // Without it, *Saving…* would stand for ever.
    if let Ok(mut progress) = keeper.progress.lock() {
        let unsaved = progress.taken.saturating_sub(progress.durable);
        progress.failure = Some(format!(
            "The part that saves has stopped. All but the last changes ({unsaved}) are on disk. Start the program again."
        ));
    }
}

impl Keeper {
    /// Reads the project anew, and takes in again what is not known to be on disk.
    fn revive(&mut self) -> Result<(), StoreError> {
        let found = opening::read(self.vfs.as_ref(), &self.folder)?;
        let others = Others::after(&found, &self.others);
        let (folder, place, progress) = (self.folder.clone(), self.place.clone(), Arc::clone(&self.progress));
        let mut next = Self::over(Arc::clone(&self.vfs), folder, place, found, progress);
        next.others = others;
        next.aside_over = self.aside_over;
        next.owed = mem::take(&mut self.owed);
        next.owes_checkpoint = true;
        next.backlog = mem::take(&mut self.backlog);
        let changes = next.backlog.iter().flat_map(|entry| &entry.changes);
        let edits: Vec<Edit> =
            changes.map(|change| Edit { slot: change.slot, value: change.after.clone() }).collect();
        next.replica.apply(&edits);
        // What others wrote and this one had not read yet.
        next.hand_on_since(&self.replica);
        *self = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::{Id, Moment, Slot, Value};
    use crate::session::context::Fixed;
    use crate::session::{Action, Durability, Session};
    use crate::store::vfs::{Fault, Repeat, Simulated};
    use crate::store::{self, Begun, Place, System, vocabulary};

    fn place(disk: &Arc<Simulated>) -> Place {
        let disk: Arc<Simulated> = Arc::clone(disk);
        Place::new(disk, "/p/config".into(), "/p/state".into(), "/p/data".into())
    }

    fn set(session: &mut Session, field: &'static str, words: &str) {
        let slot = Slot { record: Id::ARTICLE, field };
        session.dispatch(Action::Set { slot, value: Value::Text(words.into()) }).unwrap();
    }

    /// Meets so many faults from the given call on, and returns what is there afterwards and what was said.
    fn after_faults(call: usize, repeat: Repeat) -> (String, String, Durability) {
        let disk = Arc::new(Simulated::with_folder(Path::new("/p")));
        let opened = store::create(Path::new("/p/a"), &place(&disk)).unwrap();
        let (store, journal) = (opened.store.clone(), opened.store.journal());
        let context = Box::new(System::new("Jo"));
        let mut session = Session::new(opened.project, vocabulary::shipped(), journal, context);
        set(&mut session, "title", "before");
        store.flush().unwrap();
        disk.fail_call(disk.calls().len() + call, Fault::Bug, repeat);
        set(&mut session, "title", "in between");
        // The one that asks while the fault is met hears that nobody answers; the next one is answered.
        drop(store.flush());
        set(&mut session, "byline", "after");
        for _ in 0..3 {
            drop(store.flush());
        }
        let durability = session.durability();
        drop(session);
        drop(store.close());
        disk.heal();
        let again = store::open(Path::new("/p/a"), &place(&disk)).unwrap();
        let text = |field| again.project.text_of(Id::ARTICLE, field);
        (text("title"), text("byline"), durability)
    }

    #[test]
    fn whatever_call_meets_a_fault_of_the_program_everything_taken_in_is_saved() {
        for call in 0..24 {
            let (title, byline, durability) = after_faults(call, Repeat::Once);
            assert_eq!((title.as_str(), byline.as_str()), ("in between", "after"), "call {call}");
            assert_eq!(durability, Durability::Saved, "call {call}");
        }
    }

    #[test]
    fn what_others_wrote_meanwhile_reaches_whoever_works_on_and_counts_as_seen_only_then() {
        let disk = Arc::new(Simulated::with_folder(Path::new("/p")));
        drop(store::create(Path::new("/p/a"), &place(&disk)).unwrap().store.close());
        let [mut one, mut other] = [1, 2].map(|seed| {
            let begun = store::read(Path::new("/p/a"), &place(&disk)).unwrap();
            let context = Box::new(Fixed::new(Moment(1_700_000_000), "Jo", seed));
            let (project, journal) = (begun.opened.project.clone(), begun.opened.store.journal());
            (Session::new(project, vocabulary::shipped(), journal, context), begun)
        });
        let work = |(_, begun): &mut (Session, Begun)| {
            while let Ok(message) = begun.inbox.try_recv() {
                assert!(begun.keeper.answer(message).is_continue());
            }
            begun.keeper.flush().unwrap();
        };
        set(&mut other.0, "title", "by the other");
        set(&mut other.0, "byline", "by the other");
        work(&mut other);
        set(&mut one.0, "title", "by one");
        one.1.keeper.revive().unwrap();
        set(&mut one.0, "title", "by one again");
        one.0.join();
        assert_eq!(one.0.project().text_of(Id::ARTICLE, "byline"), "by the other");
        work(&mut one);
        one.1.keeper.look_around().unwrap();
        one.0.join();
        let found = opening::read(disk.as_ref(), Path::new("/p/a")).unwrap();
        assert_eq!(*one.0.project(), found.project);
        assert_eq!(found.project.conflicts().len(), 1, "the title: one had not seen the other's");
    }

    #[test]
    fn where_it_cannot_go_on_it_says_so_and_what_was_saved_is_there() {
        let (title, _, durability) = after_faults(0, Repeat::FromThenOn);
        assert_eq!(title, "before");
        let Durability::Failed(words) = durability else { panic!("{durability:?}") };
        assert!(words.contains("All but the last changes"), "{words}");
    }
}
