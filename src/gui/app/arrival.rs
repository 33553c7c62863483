//! Projects coming onto the desk and leaving it, and the results of jobs.

use std::path::{Path, PathBuf};

use egui::Context;

use super::App;
use crate::gui::command::Effect;
use crate::gui::derived::Judgement;
use crate::gui::desk::Desk;
use crate::gui::dialog::Question;
use crate::gui::link;
use crate::gui::overlay::path::PathField;
use crate::gui::scene::Request;
use crate::gui::signing::Signing;
use crate::import;
use crate::model::{FileRef, Id, Value};
use crate::session::{Action, Attachment, Details, Session};
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

/// Why the project on the desk is being put away.
#[derive(Clone, Debug)]
pub(super) enum Leaving {
    /// Back to the welcome screen.
    ForWelcome,
    /// To end the program.
    ForGood,
    /// To open another one.
    For(Target),
}

/// A project that was opened off the window's thread.
pub(super) struct Arrival {
    opened: Opened,
    /// The article to begin with, where the project is new: what was read, its name, the file as it came.
    begun: Option<(import::Article, String, Option<FileRef>)>,
}

/// The result of a job.
pub(super) enum News {
    /// The checks have run.
    Judged(Judgement),
    /// The settings were written.
    SettingsKept(Result<(), String>),
    /// A question was answered.
    Answered(Question, Option<PathBuf>),
    /// A project was opened.
    Arrived(Box<Result<Arrival, String>>),
    /// The project's state was written.
    Saved(Result<(), String>),
    /// The project was copied to another folder.
    SavedAs(Result<PathBuf, String>),
    /// The project was saved in order to be put away.
    ReadyToLeave(Result<(), String>),
    /// A file was kept as evidence for a record.
    Kept(Id, Result<FileRef, String>),
    /// A report was written.
    Reported(Result<PathBuf, String>),
}

impl App {
    /// Takes the results of jobs in.
    pub(super) fn take_news(&mut self, ctx: &Context) {
        while let Some(news) = self.jobs.take() {
            match news {
                News::Judged(judgement) => {
                    if let Some(desk) = &mut self.desk {
                        desk.derived.take(judgement);
                    }
                }
                News::SettingsKept(Ok(())) => {}
                News::Answered(question, None) => self.left_unanswered(&question, ctx),
                News::SettingsKept(Err(words)) => self.say(format!("The settings cannot be kept: {words}")),
                News::Answered(question, Some(path)) => self.answered(&question, path, ctx),
                News::Arrived(arrived) => self.arrived(*arrived, ctx),
                News::Saved(Ok(())) => self.say("Saved"),
                News::Saved(Err(words)) => self.say(format!("The project could not be saved: {words}")),
                News::SavedAs(Ok(folder)) => self.leave(Leaving::For(Target::Path(folder)), ctx),
                News::SavedAs(Err(words)) => self.say(format!("The project could not be copied: {words}")),
                News::ReadyToLeave(Ok(())) => self.put_away(ctx),
                News::ReadyToLeave(Err(words)) => {
                    self.busy = None;
                    self.offer(
                        format!("The project could not be saved: {words}"),
                        &[("Close anyway", Request::LeaveAnyway)],
                    );
                }
                News::Kept(record, Ok(file)) => self.attach_file(record, file),
                News::Kept(_, Err(words)) => self.say(format!("The file could not be kept: {words}")),
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
            Question::Evidence => self.keep_file(path, ctx),
        }
    }

    /// Copies the whole project to a folder, then opens it there.
    pub(super) fn save_copy(&mut self, folder: PathBuf, ctx: &Context) {
        let Some(store) = self.desk.as_ref().and_then(|desk| desk.store.clone()) else { return };
        if self.commit_typing() {
            self.jobs.start(ctx, move || {
                News::SavedAs(store.save_as(&folder).map(|()| folder).map_err(|error| error.to_string()))
            });
        }
    }

    /// Puts the project on the desk away first, where there is one.
    pub(super) fn leave(&mut self, leaving: Leaving, ctx: &Context) {
        let is_under_way = self.leaving.is_some() && self.busy.is_some();
        if is_under_way || !self.commit_typing() {
            return;
        }
        self.leaving = Some(leaving);
        self.note_place();
        let store = self.desk.as_ref().and_then(|desk| desk.store.clone());
        match store {
            Some(store) => {
                self.busy = Some("Saving…".to_owned());
                self.jobs.start(ctx, move || {
                    News::ReadyToLeave(store.checkpoint().map_err(|error| error.to_string()))
                });
            }
            None => self.put_away(ctx),
        }
    }

    /// Puts the project away although it could not be saved.
    pub(super) fn leave_anyway(&mut self, ctx: &Context) {
        if self.leaving.is_some() {
            self.put_away(ctx);
        }
    }

    fn note_place(&mut self) {
        let Some(desk) = &self.desk else { return };
        if let Some(store) = &desk.store {
            let folder = store.folder().to_owned();
            let place = desk.place();
            self.settings.note_place(&folder, place);
            self.settings_changed.get_or_insert(0.0);
        }
    }

    fn put_away(&mut self, ctx: &Context) {
        let Some(leaving) = self.leaving.take() else { return };
        self.busy = None;
        self.overlay = None;
        if let Some(store) = self.desk.take().and_then(|desk| desk.store) {
            self.jobs.start(ctx, move || match store.close() {
                Ok(()) => News::SettingsKept(Ok(())),
                Err(error) => News::Saved(Err(error.to_string())),
            });
        }
        match leaving {
            Leaving::ForWelcome => {}
            Leaving::ForGood => {
                if let (Some(folder), Some(_)) = (&self.machine.settings_folder, self.settings_changed)
                    && let Err(error) = store::settings::save(folder, &self.settings)
                {
                    // The window is closing: there is nowhere left to say it but the terminal.
                    eprintln!("The settings cannot be kept: {error}");
                }
                self.settings_changed = None;
                self.may_close = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            Leaving::For(target) => self.open(target, ctx),
        }
    }

    fn open(&mut self, target: Target, ctx: &Context) {
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
                self.jobs
                    .start(ctx, move || News::Saved(store.checkpoint().map_err(|error| error.to_string())));
            }
            None => self.say("This project is kept in memory only"),
        }
    }

    /// Takes a dropped file: evidence for the chosen mark, or something to open.
    pub(super) fn take_dropped(&mut self, path: String, ctx: &Context) {
        let Some(desk) = self.desk.as_deref() else {
            return self.leave(Leaving::For(Target::Path(path.into())), ctx);
        };
        match (desk.proven(), home::look(Path::new(&path))) {
            (_, home::Found::Project(_)) => {
                self.offer("Open this project instead?", &[("Open", Request::OpenPath(path))]);
            }
            (Some(_), _) => self.keep_file(path.into(), ctx),
            (None, _) => self.offer(
                "Choose a claim, a quotation or an allegation first to make the file its evidence",
                &[("Open as an article", Request::OpenPath(path))],
            ),
        }
    }

    /// Keeps a copy of a file and makes it evidence for the chosen mark.
    pub(super) fn keep_file(&mut self, path: PathBuf, ctx: &Context) {
        let Some(desk) = self.desk.as_deref() else { return };
        let (record, store) = match (desk.proven_or_refusal(), desk.store.clone()) {
            (Err(refusal), _) => return self.say(refusal.0),
            (Ok(_), None) => return self.say("This project is kept in memory only, so no copy can be kept"),
            (Ok(record), Some(store)) => (record, store),
        };
        self.jobs.start(ctx, move || {
            News::Kept(record, store.keep_file(&path).map_err(|error| error.to_string()))
        });
    }

    fn attach_file(&mut self, record: Id, file: FileRef) {
        self.with_desk(|desk| {
            let known =
                desk.session.project().sources().iter().find(|(_, source)| {
                    source.file.as_ref().is_some_and(|there| there.sha256 == file.sha256)
                });
            let source = if let Some((id, _)) = known {
                Attachment::Existing(*id)
            } else {
                let title = Path::new(&file.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
                Attachment::New(vec![
                    ("kind", Value::Text("document".into())),
                    ("title", Value::Text(title.unwrap_or_else(|| file.name.clone()))),
                    ("file", Value::File(file)),
                ])
            };
            desk.act(Action::Attach { record, source, details: Details::new() })
        });
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
