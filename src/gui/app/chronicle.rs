//! The history on its way from the logs to the panel, back to a point of it, and out as a file.
//!
//! All of it is read, worked out and written off the window's thread.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::App;
use super::arrival::{News, lower};
use super::tab::Tab;
use super::tabs::TabId;
use crate::export::history::Format;
use crate::gui::dialog::Question;
use crate::gui::link;
use crate::gui::overlay::export_history::HistorySheet;
use crate::gui::overlay::go_back::{Back, GoBack, LookedBack};
use crate::gui::scene::Request;
use crate::gui::view_state::Wanted;
use crate::session::chronicle::{Chronicle, Deed, Point};
use crate::session::{Action, Difference, Durability};
use crate::store;
use crate::store::history::Reader;

/// What the history is read as of: the project's revision, and whether all of that is on disk.
type AsOf = (u64, bool);

/// How far a project's history was read.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// What reads it; away while it reads.
    reader: Option<Reader>,
    is_reading: bool,
    read: Option<AsOf>,
}

/// A history that was read.
pub(super) struct Read {
    reader: Reader,
    as_of: AsOf,
    chronicle: Result<Arc<Chronicle>, String>,
}

impl App {
    /// Has the history read where it is on screen and something was done since.
    pub(super) fn read_history(&mut self, ctx: &Context) {
        let Some((id, Tab { desk, past, .. })) = self.tabs.front_id().zip(self.tabs.front_mut()) else {
            return;
        };
        if !std::mem::take(&mut desk.view.history.is_drawn) || past.is_reading {
            return;
        }
        let Some(store) = &desk.store else {
            desk.view.history.is_without = true;
            return;
        };
        let is_saved = desk.session.durability() == Durability::Saved;
        let as_of = (desk.session.revision(), is_saved);
        if past.read == Some(as_of) {
            return;
        }
        past.is_reading = true;
        let mut reader = past.reader.take().unwrap_or_else(|| store.history());
        let vocabulary = Arc::clone(desk.session.vocabulary());
        self.jobs.start(ctx, move || {
            let chronicle = reader.read(&vocabulary).map_err(|error| error.to_string());
            News::HistoryRead(id, Box::new(Read { reader, as_of, chronicle }))
        });
    }

    /// Takes in a history that was read.
    pub(super) fn history_read(&mut self, id: TabId, read: Read) {
        let Some(Tab { desk, past, .. }) = self.tabs.of_mut(id) else { return };
        (past.is_reading, past.read, past.reader) = (false, Some(read.as_of), Some(read.reader));
        match read.chronicle {
            Ok(chronicle) => {
                desk.view.history.chronicle = Some(chronicle);
                desk.view.history.failure = None;
            }
            Err(words) => desk.view.history.failure = Some(format!("The history cannot be read: {words}")),
        }
    }

    /// Looks back at the step of the history one is at, or shows the history to choose one.
    pub(super) fn look_back_at_cursor(&mut self, ctx: &Context) {
        let is_shown = self.dock_mut(ctx).is_front("history");
        let cursor = self.desk().and_then(|desk| desk.view.history.cursor.clone()).filter(|_| is_shown);
        if let Some(point) = cursor {
            self.look_back(point, ctx);
        } else {
            self.dock_mut(ctx).show("history");
            if let Some(desk) = self.desk_mut() {
                desk.view.wanted = Some(Wanted::History);
            }
            self.say("Choose the step of the history to go back to");
        }
    }

    /// Has worked out what the project was after a step, and what would change.
    pub(super) fn look_back(&mut self, point: Point, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        let Some((id, Tab { desk, .. })) = self.tabs.front_id().zip(self.tabs.front()) else { return };
        let (Some(store), Some(chronicle)) = (desk.store.clone(), desk.view.history.chronicle.clone()) else {
            return;
        };
        let Some(at) = chronicle.find(&point) else { return };
        let deed = &chronicle.deeds[at];
        let (who, cut) = (desk.session.who(), chronicle.up_to(at));
        self.back = Some(LookedBack::new(deed, chronicle.since(at), &who, desk.session.today()));
        self.overlay = Some(Box::<GoBack>::default());
        let now = desk.session.project().clone();
        let (reader, revision) = (store.history(), desk.session.revision());
        self.jobs.start(ctx, move || News::LookedBack(id, point, back(&reader, &cut, &now, revision)));
    }

    /// Takes in what the project was at the point one looks back at.
    pub(super) fn looked_back(&mut self, id: TabId, point: &Point, back: Result<Back, String>) {
        let is_front = self.tabs.front_id() == Some(id);
        if let Some(looked) = self.back.as_mut().filter(|looked| is_front && looked.point == *point) {
            looked.back = Some(back);
        }
    }

    /// Makes the project what it was at the point one looked back at.
    pub(super) fn become_that(&mut self) {
        let Some(looked) = self.back.take() else { return };
        let Some(Ok(back)) = looked.back else { return };
        let action = Action::Become { project: back.project, from: None, label: looked.label };
        self.with_desk(|desk| desk.act(action));
    }

    /// Opens the sheet from which the history is written.
    pub(super) fn open_history_export(&mut self, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        let stem = self.history_stem();
        let Some(desk) = self.desk_mut() else { return };
        let shown = desk.view.history.narrowed();
        // What is written is read anew: the panel need not be on screen.
        desk.view.history.is_drawn = true;
        self.overlay = Some(Box::new(HistorySheet::new(&stem, shown)));
        self.read_history(ctx);
    }

    fn history_stem(&self) -> PathBuf {
        let stem = self.report_stem();
        let name = stem.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        stem.with_file_name(format!("{}-history-internal", name.trim_end_matches("-report")))
    }

    pub(super) fn ask_history_path(&mut self, format: Format, ctx: &Context) {
        let name = self.history_stem().with_extension(format.extension());
        let name = name.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        self.ask(Question::History(name, format.extension()), ctx);
    }

    /// Writes the history to a file: all of it as it is now, or the steps that were shown.
    pub(super) fn write_history(
        &mut self,
        format: Format,
        path: String,
        steps: Option<Vec<Point>>,
        ctx: &Context,
    ) {
        let Some((id, Tab { desk, .. })) = self.tabs.front_id().zip(self.tabs.front()) else { return };
        let Some(store) = desk.store.clone() else { return };
        let project = desk.session.project().clone();
        let outline = Arc::clone(desk.session.outline());
        let vocabulary = Arc::clone(desk.session.vocabulary());
        let title = desk.title();
        let steps: Option<BTreeSet<Point>> = steps.map(|steps| steps.into_iter().collect());
        self.jobs.start_writing(ctx, move || {
            let path = PathBuf::from(path);
            let written = store.history().read(&vocabulary).map_err(|error| error.to_string());
            let written = written.and_then(|chronicle| {
                let is_meant = |deed: &&Deed| steps.as_ref().is_none_or(|steps| steps.contains(&deed.point));
                let deeds = chronicle.deeds.iter().map(AsRef::as_ref).filter(is_meant);
                let rows = chronicle.rows(deeds, &project, &outline, &vocabulary);
                let bytes = format.write(&title, &rows);
                store::document::write(&path, &bytes).map_err(|error| error.to_string())
            });
            News::HistoryWritten(id, written.map(|()| path))
        });
    }

    /// Tells where the history is, or why it is nowhere.
    pub(super) fn history_written(&mut self, id: TabId, written: Result<PathBuf, String>) {
        match written {
            Ok(path) => {
                let folder = path.parent().map(link::of_path).unwrap_or_default();
                self.offer(
                    format!("The history is in {}", path.display()),
                    &[
                        ("Open", Request::OpenLink(link::of_path(&path))),
                        ("Show in folder", Request::OpenLink(folder)),
                    ],
                );
            }
            Err(words) => {
                let name = lower(&self.name_of(id));
                self.say(format!("The history of {name} could not be written: {words}"));
            }
        }
    }
}

fn back(
    reader: &Reader,
    cut: &BTreeMap<String, u64>,
    now: &crate::model::Project,
    revision: u64,
) -> Result<Back, String> {
    let project = Arc::new(reader.state_after(cut).map_err(|error| error.to_string())?);
    let difference = Difference::between(now, &project);
    Ok(Back { project, difference, revision })
}
