//! Whole projects that leave the window or come in: copies without history, packs, another copy's work.
//!
//! All of it is done off the window's thread; nobody waits for a disk.

use std::path::PathBuf;

use egui::Context;

use super::App;
use super::arrival::{News, Target, lower};
use super::tab::Tab;
use super::tabs::TabId;
use crate::gui::overlay::errand::{Errand, ErrandSheet};
use crate::gui::scene::Request;
use crate::store::pack::limit::{Limits, in_words};
use crate::store::pack::unpack::Unpacked;
use crate::store::pack::{Packing, unpack};
use crate::store::{Problem, Store, home};

/// What an errand has come to, in words, and the project's folder where there is a new one.
pub(super) struct Outcome {
    words: String,
    folder: Option<PathBuf>,
}

impl App {
    /// Looks for a place for a copy or a pack of the project in front, and for what has to be known before.
    pub(super) fn prepare(&mut self, errand: Errand, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        let Some((id, tab)) = self.tabs.front_id().zip(self.tabs.front()) else { return };
        let Some(store) = tab.desk.store.clone() else { return };
        self.jobs.start(ctx, move || {
            let (path, told) = match &errand {
                Errand::Pack(packing) => match store.plan_pack(*packing) {
                    Ok(plan) => (home::fresh_pack(store.folder(), of_kind(*packing)), plan.sentences()),
                    Err(error) => return News::ErrandDone(id, errand, Err(error.to_string())),
                },
                Errand::CopyWithoutHistory => (home::fresh(Some(store.folder()), ""), Vec::new()),
                Errand::Unpack(_) | Errand::Merge => (None, Vec::new()),
            };
            News::ErrandReady(Some(id), errand, path, told)
        });
    }

    /// Asks where, once a place was found.
    pub(super) fn ask_where(
        &mut self,
        id: Option<TabId>,
        errand: Errand,
        path: Option<PathBuf>,
        told: Vec<String>,
    ) {
        if self.overlay.is_some() || (id.is_some() && self.tabs.front_id() != id) {
            if let Errand::Unpack(file) = errand {
                let again = Request::OpenPath(file.clone());
                self.offer(format!("{} is a packed project", file.display()), &[("Unpack…", again)]);
            }
            return;
        }
        self.overlay = Some(Box::new(ErrandSheet::new(errand, path, told)));
    }

    /// Does what was asked for with a path.
    pub(super) fn carry_out(&mut self, errand: Errand, path: String, ctx: &Context) {
        if let Errand::Unpack(file) = errand {
            self.jobs.start_writing(ctx, move || {
                let unpacked = unpack(&file, path.as_ref(), &Limits::default());
                News::Unpacked(unpacked.map(Box::new).map_err(|error| error.to_string()))
            });
            return;
        }
        if !self.commit_typing() {
            return;
        }
        let Some((id, tab)) = self.tabs.front_id().zip(self.tabs.front()) else { return };
        let Some(store) = tab.desk.store.clone() else { return };
        let by = tab.desk.session.who();
        self.jobs.start_writing(ctx, move || {
            let done = done(&store, &errand, path.into(), &by);
            News::ErrandDone(id, errand, done)
        });
    }

    /// Tells what has become of an errand.
    pub(super) fn errand_done(&mut self, id: TabId, errand: &Errand, done: Result<Outcome, String>) {
        if *errand == Errand::Merge
            && let Some(Tab { desk, .. }) = self.tabs.of_mut(id)
        {
            desk.session.join();
        }
        match done {
            Ok(Outcome { words, folder: Some(folder) }) => {
                let open = Request::OpenPath(folder);
                self.offer(words, &[("Open the copy", open)]);
            }
            Ok(Outcome { words, folder: None }) => self.say(words),
            Err(words) => {
                let name = lower(&self.name_of(id));
                let what = match errand {
                    Errand::Merge => "The other copy could not be merged into",
                    Errand::Pack(_) => "There is no pack of",
                    Errand::CopyWithoutHistory | Errand::Unpack(_) => "There is no copy of",
                };
                self.say(format!("{what} {name}: {words}"));
            }
        }
    }

    /// Opens what was unpacked, and tells what is lacking in it.
    pub(super) fn unpacked(&mut self, unpacked: Result<Box<Unpacked>, String>, ctx: &Context) {
        match unpacked {
            Err(words) => self.say(words),
            Ok(unpacked) => {
                let damaged =
                    unpacked.problems.iter().filter(|problem| problem.damage).map(Problem::sentence);
                for words in unpacked.left_out.iter().cloned().chain(damaged) {
                    self.say(words);
                }
                self.open(Target::Path(unpacked.folder), ctx);
            }
        }
    }
}

fn of_kind(packing: Packing) -> &'static str {
    match packing {
        Packing::Whole => "",
        Packing::ForOthers => "-for-others",
    }
}

fn done(store: &Store, errand: &Errand, path: PathBuf, by: &str) -> Result<Outcome, String> {
    let words = |error: crate::store::StoreError| error.to_string();
    match errand {
        Errand::CopyWithoutHistory => {
            let lacking = store.save_without_history(&path, by).map_err(words)?;
            let lack = if lacking.is_empty() {
                String::new()
            } else {
                format!(" Not there, so not copied: {}.", lacking.join(", "))
            };
            let words = format!("The project as it stands is in {}.{lack}", path.display());
            Ok(Outcome { words, folder: Some(path) })
        }
        Errand::Pack(packing) => {
            let packed = store.pack(*packing, &path).map_err(words)?;
            let mut said =
                vec![format!("Packed into {}, {}.", packed.file.display(), in_words(packed.bytes))];
            said.extend(packed.plan.left_out.sentences());
            Ok(Outcome { words: said.join(" "), folder: None })
        }
        Errand::Merge => {
            let arrived = store.merge_in(&path, &Limits::default()).map_err(words)?;
            let by: Vec<&str> = arrived.by.iter().map(String::as_str).collect();
            let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
            let mut said = vec![match (arrived.records, arrived.files) {
                (0, 0) => "That copy has nothing that this one lacks.".to_owned(),
                (records, files) => {
                    format!("Joined from {}: {records} log records{by}, {files} files.", path.display())
                }
            }];
            said.extend(arrived.notes);
            Ok(Outcome { words: said.join(" "), folder: None })
        }
        Errand::Unpack(_) => Err("There is nothing to unpack in a project.".to_owned()),
    }
}
