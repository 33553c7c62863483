//! Projects coming onto the desk, and the results of jobs.

use std::path::{Path, PathBuf};

use egui::Context;

use super::App;
use super::evidence::Wish;
use super::leaving::{Leaving, Resolve};
use crate::gui::command::Effect;
use crate::gui::derived::Judgement;
use crate::gui::desk::Desk;
use crate::gui::dialog::Question;
use crate::gui::finder::Found;
use crate::gui::link;
use crate::gui::overlay::{path::PathField, save_as::SaveAs};
use crate::gui::scene::Request;
use crate::gui::signing::Signing;
use crate::import;
use crate::model::{FileRef, Id};
use crate::session::{Action, Session};
use crate::store::{self, Opened, Place, Store, System, home};

/// Nobody cancels a dialog within so many seconds.
const NO_HAND: f64 = 0.6;

/// What is to be opened.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// An article or a project at a path.
    Path(PathBuf),
    /// An article's text.
    Text(String),
    /// The sample's working copy.
    Sample,
}

/// A project that was opened off the window's thread.
pub(super) struct Arrival {
    opened: Opened,
    /// The article to begin with, where the project is new: what was read, its name, the file as it came.
    begun: Option<(import::Article, String, Option<FileRef>)>,
}

/// The result of a job.
pub(super) enum News {
    /// The checks have run on the project with this number on the desk.
    Judged(u64, Judgement),
    /// A search of the project with this number on the desk has come to an end.
    Searched(u64, Box<Found>),
    /// The settings were written.
    SettingsKept(Result<(), String>),
    /// A question was answered.
    Answered(Question, Option<PathBuf>),
    /// A project was opened.
    Arrived(Box<Result<Arrival, String>>),
    /// The project's state was written.
    Saved(Result<(), String>),
    /// A folder was found for a copy of the project.
    CopyPlaced(u64, Option<PathBuf>),
    /// The project with this number was copied to another folder as it stood at a revision.
    SavedAs(u64, u64, Result<PathBuf, String>),
    /// The project with this number was saved up to a revision, in order to be put away.
    ReadyToLeave(u64, u64, Result<(), String>),
    /// The project that was put aside was closed.
    PutAway(Resolve, Result<(), String>),
    /// A path was looked at.
    Looked(u64, Wish, home::Found),
    /// A file was kept as evidence for a record of the project with this number.
    Kept(u64, Id, Result<FileRef, String>),
    /// A report was written.
    Reported(Result<PathBuf, String>),
}

impl App {
    /// Takes the results of jobs in.
    pub(super) fn take_news(&mut self, ctx: &Context) {
        while let Some(news) = self.jobs.take() {
            match news {
                News::Judged(number, judgement) => {
                    if let Some(desk) = self.desk.as_mut().filter(|_| number == self.desk_number) {
                        desk.derived.take(judgement);
                    }
                }
                News::Searched(number, found) => self.searched(number, *found),
                News::SettingsKept(Ok(())) => {}
                News::Answered(question, None) => self.left_unanswered(&question, ctx),
                News::SettingsKept(Err(words)) => self.say(format!("The settings cannot be kept: {words}")),
                News::Answered(question, Some(path)) => self.answered(&question, path, ctx),
                News::Arrived(arrived) => self.arrived(*arrived, ctx),
                News::Saved(Ok(())) => self.say("Saved"),
                News::Saved(Err(words)) => self.say(format!("The project could not be saved: {words}")),
                News::CopyPlaced(number, folder) => self.propose_copy(number, folder),
                News::SavedAs(number, copied, Ok(folder)) => self.saved_as(number, copied, folder, ctx),
                News::SavedAs(_, _, Err(words)) => {
                    self.say(format!("The project could not be copied: {words}"));
                }
                News::ReadyToLeave(number, saved, result) => {
                    if number == self.desk_number {
                        self.ready_to_leave(saved, result, ctx);
                    }
                }
                News::PutAway(resolve, result) => self.was_put_away(resolve, result, ctx),
                News::Looked(number, wish, found) => {
                    if number == self.desk_number && self.desk.is_some() {
                        self.looked(wish, found, ctx);
                    }
                }
                News::Kept(_, _, Err(words)) => self.say(format!("The file could not be kept: {words}")),
                News::Kept(number, record, Ok(file)) => {
                    if number == self.desk_number && self.desk.is_some() {
                        self.attach_file(record, file);
                    } else {
                        self.say(format!("{} was not attached: its project was closed meanwhile", file.name));
                    }
                }
                News::Reported(Ok(path)) => {
                    let folder = path.parent().map(link::of_path).unwrap_or_default();
                    self.offer(
                        format!("The report is in {}", path.display()),
                        &[
                            ("Open", Request::OpenLink(link::of_path(&path))),
                            ("Show in folder", Request::OpenLink(folder)),
                        ],
                    );
                }
                News::Reported(Err(words)) => self.say(format!("The report could not be written: {words}")),
            }
        }
    }

    /// Asks the system for a file or a folder.
    pub(super) fn ask(&mut self, question: Question, ctx: &Context) {
        self.asked_at = ctx.input(|input| input.time);
        let dialogs = std::sync::Arc::clone(&self.machine.dialogs);
        self.jobs.start(ctx, move || {
            let answer = dialogs.ask(&question);
            News::Answered(question, answer)
        });
    }

    /// Offers another way in where the answer came faster than a hand can cancel: then there is no dialog here.
    fn left_unanswered(&mut self, question: &Question, ctx: &Context) {
        if ctx.input(|input| input.time) - self.asked_at > NO_HAND {
            return;
        }
        match question {
            Question::Article | Question::Project if self.overlay.is_none() => {
                self.overlay = Some(Box::<PathField>::default());
            }
            Question::Evidence => {
                self.say("No file dialog can be opened here. Press V and type the file’s path");
            }
            _ => self.say("No file dialog can be opened here. Type the path"),
        }
    }

    fn answered(&mut self, question: &Question, path: PathBuf, ctx: &Context) {
        match question {
            Question::Article | Question::Project => self.leave(Leaving::For(Target::Path(path)), ctx),
            Question::SaveAs(_) | Question::Report(..) => {
                if let Some(overlay) = &mut self.overlay {
                    overlay.take_path(&path.display().to_string());
                }
            }
            Question::Evidence => self.attach_answer(path, ctx),
        }
    }

    /// Looks for a folder to copy the project to.
    pub(super) fn place_copy(&mut self, ctx: &Context) {
        let Some(store) = self.desk.as_ref().and_then(|desk| desk.store.clone()) else { return };
        let number = self.desk_number;
        self.jobs.start(ctx, move || News::CopyPlaced(number, home::fresh(Some(store.folder()), "")));
    }

    fn propose_copy(&mut self, number: u64, folder: Option<PathBuf>) {
        if number != self.desk_number || self.desk.is_none() || self.overlay.is_some() {
            return;
        }
        match folder {
            Some(folder) => self.overlay = Some(Box::new(SaveAs::new(&folder))),
            None => self.say("There is no home folder to put the copy into"),
        }
    }

    /// Copies the whole project to a folder, then opens it there.
    pub(super) fn save_copy(&mut self, folder: PathBuf, ctx: &Context) {
        let Some(store) = self.desk.as_ref().and_then(|desk| desk.store.clone()) else { return };
        if !self.commit_typing() {
            return;
        }
        let number = self.desk_number;
        let revision = self.desk.as_ref().map_or(0, |desk| desk.session.revision());
        self.jobs.start_writing(ctx, move || {
            let saved = store.save_as(&folder).map(|()| folder).map_err(|error| error.to_string());
            News::SavedAs(number, revision, saved)
        });
    }

    /// Goes on in the copy, unless it lacks what was done while it was made.
    fn saved_as(&mut self, number: u64, copied: u64, folder: PathBuf, ctx: &Context) {
        let is_whole = number == self.desk_number
            && self.commit_typing()
            && self.desk.as_ref().is_some_and(|desk| desk.session.revision() == copied);
        if is_whole {
            return self.leave(Leaving::For(Target::Path(folder)), ctx);
        }
        let path = folder.display().to_string();
        self.offer(
            format!("The project was copied to {path}, without what was done meanwhile"),
            &[("Open the copy", Request::OpenPath(path.clone()))],
        );
    }

    pub(super) fn open(&mut self, target: Target, ctx: &Context) {
        self.busy = Some("Opening…".to_owned());
        let place = self.machine.place.clone();
        self.jobs.start(ctx, move || News::Arrived(Box::new(fetch(target, &place))));
    }

    fn arrived(&mut self, arrived: Result<Arrival, String>, ctx: &Context) {
        self.busy = None;
        let Arrival { opened, begun } = match arrived {
            Ok(arrival) => arrival,
            Err(words) => return self.say(words),
        };
        let Opened { project, store, notes } = opened;
        let context = Signing::new(Box::new(System::new(String::new())), self.name.clone());
        let session = Session::new(project, store::vocabulary::shipped(), store.journal(), Box::new(context));
        let folder = store.folder().to_owned();
        let mut desk = Desk::new(session, Some(store));
        let is_new = begun.is_some();
        if let Some((article, name, original)) = begun {
            if let Some(words) = notes_of(&article) {
                self.say(words);
            }
            if let Err(refusal) = desk.act(Action::Begin { article: Box::new(article), name, original }) {
                self.say(refusal.0);
            }
        } else if let Some(place) = self.settings.place(&folder) {
            desk.return_to(place);
        }
        self.clear_desk(ctx);
        self.put_on_desk(desk);
        for note in notes {
            self.say(note);
        }
        if is_new {
            self.offer(
                format!("The project is kept in {}", folder.display()),
                &[
                    ("Save as…", Request::Run(Effect::SaveAs)),
                    ("Show folder", Request::Run(Effect::ShowFolder)),
                ],
            );
        }
        self.settings.note_opened(&folder);
        self.settings_changed = Some(ctx.input(|input| input.time));
    }

    /// Writes the project's state now.
    pub(super) fn save(&mut self, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        match self.desk.as_ref().and_then(|desk| desk.store.clone()) {
            Some(store) => {
                self.jobs.start_writing(ctx, move || {
                    News::Saved(store.checkpoint().map_err(|error| error.to_string()))
                });
            }
            None => self.say("This project is kept in memory only"),
        }
    }
}

/// Reads and opens what was asked for; runs off the window's thread.
fn fetch(target: Target, place: &Place) -> Result<Arrival, String> {
    match target {
        Target::Sample => open_project(&home::sample(place)?, place),
        Target::Text(text) => begin(text.as_bytes(), "pasted.txt", None, place),
        Target::Path(path) => match home::look(&path) {
            home::Found::Project(folder) => open_project(&folder, place),
            home::Found::File(file) => {
                let (bytes, name) = store::document::read(&file).map_err(|error| error.to_string())?;
                begin(&bytes, &name, Some(&file), place)
            }
            home::Found::Folder(folder) => Err(format!(
                "{} is no project: it holds no project.ron. Open one of the files in it as an article.",
                folder.display()
            )),
            home::Found::Nothing(path) => {
                Err(format!("There is nothing at {}. Check the path.", path.display()))
            }
        },
    }
}

fn open_project(folder: &Path, place: &Place) -> Result<Arrival, String> {
    let opened = store::open(folder, place).map_err(|error| error.to_string())?;
    Ok(Arrival { opened, begun: None })
}

fn begin(bytes: &[u8], name: &str, beside: Option<&Path>, place: &Place) -> Result<Arrival, String> {
    let article = import::read(bytes, name).map_err(|error| error.to_string())?;
    let title = article.title.clone().unwrap_or_default();
    let folder = home::fresh(beside, &title).ok_or("There is no home folder to put the project into.")?;
    let opened = store::create(&folder, place).map_err(|error| error.to_string())?;
    let original = keep_original(&opened.store, bytes, name)?;
    Ok(Arrival { opened, begun: Some((article, name.to_owned(), Some(original))) })
}

fn keep_original(store: &Store, bytes: &[u8], name: &str) -> Result<FileRef, String> {
    store.keep_original(bytes, name).map_err(|error| error.to_string())
}

/// Returns what the importer could not take over, as one sentence at most.
fn notes_of(article: &import::Article) -> Option<String> {
    match article.warnings.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first, rest @ ..] => Some(format!("{first} (and {} more remarks)", rest.len())),
    }
}
