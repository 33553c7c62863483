//! A source's file and text: kept, read, shown and removed, off the window's thread.

use std::path::{Path, PathBuf};

use egui::Context;

use super::App;
use super::arrival::News;
use super::reads::name_of;
use super::tabs::TabId;
use crate::gui::link;
use crate::gui::overlay::loose_files::{LooseFiles, summed};
use crate::gui::overlay::remove_file::RemoveFile;
use crate::gui::overlay::source_file::{SourceFile, Wanted};
use crate::gui::scene::{Deal, Request};
use crate::model::Id;
use crate::session::{Action, holding};
use crate::store::source::{KeptSource, ReadText};
use crate::store::sweep::Loose;
use crate::store::{Store, StoreError};

impl App {
    /// Does something with the source that is open, or that the chosen mark rests on.
    pub(super) fn deal_at_hand(&mut self, deal: Deal, ctx: &Context) {
        if let Some(source) = self.desk().and_then(super::super::desk::Desk::source_at_hand) {
            self.deal(source, deal, ctx);
        }
    }

    /// Does something with a source's file or text.
    pub(super) fn deal(&mut self, source: Id, deal: Deal, ctx: &Context) {
        match deal {
            Deal::ShowInFolder => self.show_in_folder(source, ctx),
            Deal::Replace => self.overlay = Some(Box::new(SourceFile::new(source, Wanted::File))),
            Deal::AskText => self.overlay = Some(Box::new(SourceFile::new(source, Wanted::TextFile))),
            Deal::AskPasted => self.overlay = Some(Box::new(SourceFile::new(source, Wanted::Text))),
            Deal::AskRemoval => self.overlay = Some(Box::new(RemoveFile::new(source))),
            Deal::Keep(path) => {
                let Some((id, store)) = self.store_in_front() else { return };
                let number = self.begin_reading(name_of(Path::new(&path)), ctx);
                self.jobs.start_writing(ctx, move || {
                    let kept = store.keep_source(Path::new(&path)).map(Box::new);
                    News::SourceKept(number, id, source, kept.map_err(|error| error.to_string()))
                });
            }
            Deal::ReadAgain => {
                let record = self.desk().and_then(|desk| desk.session.project().sources().get(&source));
                match record
                    .and_then(|record| record.file.clone().filter(|_| !holding::has_lost_file(record)))
                {
                    Some(file) => self.read_source(source, ctx, move |store| store.read_again(&file)),
                    None => self.say("This source has no file to read. Give its text in a file, or paste it"),
                }
            }
            Deal::ReadFrom(path) => {
                self.read_source(source, ctx, move |store| store.read_text(&PathBuf::from(path)));
            }
            Deal::TakePasted(text) => self.read_source(source, ctx, move |store| store.read_pasted(&text)),
            Deal::Remove(reason) => {
                self.with_desk(|desk| desk.act(Action::RemoveFile { source, reason }));
                self.make_removal_sure(ctx);
            }
        }
    }

    fn store_in_front(&mut self) -> Option<(TabId, Store)> {
        let store = self.desk().and_then(|desk| desk.store.clone());
        let found = self.tabs.front_id().zip(store);
        if found.is_none() {
            self.say("This project is kept in memory only, so no copy can be kept");
        }
        found
    }

    fn read_source(
        &mut self,
        source: Id,
        ctx: &Context,
        read: impl FnOnce(&Store) -> Result<ReadText, StoreError> + Send + 'static,
    ) {
        let Some((id, store)) = self.store_in_front() else { return };
        let title =
            self.desk().and_then(|desk| Some(desk.session.project().sources().get(&source)?.title.clone()));
        let number = self.begin_reading(title.unwrap_or_default(), ctx);
        self.jobs.start_writing(ctx, move || {
            News::TextRead(number, id, source, read(&store).map(Box::new).map_err(|error| error.to_string()))
        });
    }

    fn show_in_folder(&mut self, source: Id, ctx: &Context) {
        let path = self.desk().and_then(|desk| {
            let file = desk.session.project().sources().get(&source)?.file.as_ref()?;
            Some(desk.store.as_ref()?.evidence_path(file))
        });
        match path.as_deref().and_then(Path::parent) {
            Some(folder) => self.grant(Request::OpenLink(link::of_path(folder)), ctx),
            None => self.say("This source has no file"),
        }
    }

    /// Waits, off the window's thread, until a removal is on the disk, and says so.
    fn make_removal_sure(&mut self, ctx: &Context) {
        let Some((id, store)) = self.tabs.front_id().zip(self.desk().and_then(|desk| desk.store.clone()))
        else {
            return;
        };
        self.jobs.start_writing(ctx, move || {
            News::FileRemoved(id, store.flush().map_err(|error| error.to_string()))
        });
    }

    /// Says that a file is gone, or why it is not.
    pub(super) fn file_removed(&mut self, id: TabId, done: Result<(), String>) {
        match done {
            Ok(()) if self.tabs.of(id).is_some() => self.say("The file is removed for good"),
            Ok(()) => {}
            Err(words) => self.warn(format!("The file is not removed yet: {words}")),
        }
    }

    /// Takes in that a file was kept for a source.
    pub(super) fn source_kept(&mut self, id: TabId, source: Id, kept: KeptSource) {
        if !kept.warnings.is_empty() {
            self.say(format!("{}: {}", kept.file.name, kept.warnings.join(" ")));
        }
        let KeptSource { file, text, .. } = kept;
        self.with_desk_in(id, |desk| desk.act(Action::KeepFile { source, file, text }));
    }

    /// Takes in a text that was read for a source.
    pub(super) fn text_read(&mut self, id: TabId, source: Id, read: ReadText) {
        let ReadText { text, warnings } = read;
        let size = crate::gui::widget::field::size_text(text.as_str().len() as u64);
        self.say(format!("The source’s text was read: {size}. {}", warnings.join(" ")).trim_end());
        self.with_desk_in(id, |desk| desk.act(Action::TakeText { source, text }));
    }

    /// Looks for files that nothing names any more.
    pub(super) fn look_for_loose(&mut self, ctx: &Context) {
        let Some((id, store)) = self.store_in_front() else { return };
        let Some(desk) = self.desk() else { return };
        let (project, undoable) = (desk.session.project().clone(), desk.session.undoable_files());
        self.jobs.start(ctx, move || {
            News::LooseFound(id, store.loose(&project, &undoable).map_err(|error| error.to_string()))
        });
    }

    /// Shows them.
    pub(super) fn loose_found(&mut self, id: TabId, found: Result<Vec<Loose>, String>) {
        match found {
            Ok(files) if self.tabs.front_id() == Some(id) => {
                self.overlay = Some(Box::new(LooseFiles::new(files)));
            }
            Ok(_) => {}
            Err(words) => self.warn(format!("The project’s files could not be looked at: {words}")),
        }
    }

    /// Removes files that nothing names any more.
    pub(super) fn sweep(&mut self, places: Vec<String>, ctx: &Context) {
        let Some((id, store)) = self.store_in_front() else { return };
        let Some(desk) = self.desk() else { return };
        let (project, undoable) = (desk.session.project().clone(), desk.session.undoable_files());
        self.jobs.start_writing(ctx, move || {
            News::Swept(id, store.sweep(&project, &undoable, &places).map_err(|error| error.to_string()))
        });
    }

    /// Says what went.
    pub(super) fn swept(&mut self, id: TabId, done: Result<Vec<Loose>, String>) {
        match done {
            Ok(files) => {
                if let Some(tab) = self.tabs.of_mut(id) {
                    tab.desk.view.survey.loose.retain(|loose| !files.contains(loose));
                }
                self.say(format!("Removed for good: {}", summed(&files)));
            }
            Err(words) => self.warn(format!("Not every file was removed: {words}")),
        }
    }
}
