//! Projects coming into the window, and the results of jobs.
//!
//! What is to be opened is opened one after the other, and never while another project is being closed: so nothing is
//! opened twice, and nothing before its last words are on disk.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Context;

use super::App;
use super::chronicle::Read;
use super::errand;
use super::evidence::Wish;
use super::hand_edit::HandEdit;
use super::remember::Occasion;
use super::tab::Tab;
use super::tabs::TabId;
use crate::cite;
use crate::export::Stopped;
use crate::gui::command::Effect;
use crate::gui::derived::{Judgement, Reading};
use crate::gui::desk::Desk;
use crate::gui::dialog::Question;
use crate::gui::finder::Found;
use crate::gui::overlay::export::reports::{Key, Made};
use crate::gui::overlay::go_back::Back;
use crate::gui::overlay::letter::Drafted;
use crate::gui::overlay::{errand::Errand, path::PathField, save_as::SaveAs};
use crate::gui::register::Register;
use crate::gui::scene::Request;
use crate::gui::signing::Signing;
use crate::import;
use crate::model::{Confidential, FileRef, Id, Slot};
use crate::session::chronicle::Point;
use crate::session::{Action, Session};
use crate::store::desk::{Settled, Wanted, load};
use crate::store::pack::unpack::Unpacked;
use crate::store::settings::{Loaded, Settings};
use crate::store::source::{KeptSource, ReadText};
use crate::store::sweep::Loose;
use crate::store::{self, Opened, Place, Store, Survey, System, home};

/// Who typed a letter within so many seconds is typing.
const TYPING: f64 = 3.0;
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

/// What is to be opened.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// What waits for its turn.
    waiting: VecDeque<Target>,
    /// Whether one is being opened.
    is_reading: bool,
}

impl Opening {
    /// Tells whether there is anything still to be opened.
    pub fn is_under_way(&self) -> bool {
        self.is_reading || !self.waiting.is_empty()
    }
}

/// A project that was opened off the window's thread.
pub(super) struct Arrival {
    opened: Opened,
    /// Its folder and the article it was made of, without links and detours.
    places: Vec<PathBuf>,
    /// The article to begin with, where the project is new: what was read, its name, the file as it came.
    begun: Option<(import::Article, String, Option<FileRef>)>,
    /// The desk's settings and the project's.
    settled: Settled,
}

/// What looking for a project has come to.
pub(super) enum Fetched {
    /// It was opened.
    Opened(Box<Arrival>),
    /// It is open already.
    There(TabId),
    /// It is a packed project; the folder that it may become.
    Packed(PathBuf, Option<PathBuf>),
}

/// The question that a dialog answers, and what it was asked for.
pub(super) struct Asked {
    question: Question,
    /// The tab that was in front, and the record that evidence is for.
    about: Option<(TabId, Option<Id>)>,
}

/// The result of a job. What is about one project names its tab.
pub(super) enum News {
    /// The checks have run.
    Judged(TabId, Option<Judgement>),
    /// The text was read for what is checkable in it.
    Read(TabId, Reading),
    /// A search has come to an end.
    Searched(TabId, Box<Found>),
    /// The rows of a page of the table were gathered.
    Registered(TabId, Register),
    /// The settings were written: what was to be written, and what the file holds now.
    SettingsKept(Result<Box<(Settings, Settings)>, String>),
    /// The settings file was read again.
    SettingsRead(Occasion, Box<Loaded>),
    /// A question was answered.
    Answered(Asked, Option<PathBuf>),
    /// A project was opened.
    Arrived(Result<Fetched, String>),
    /// The project's state was written.
    Saved(TabId, Result<(), String>),
    /// A folder was found for a copy of the project.
    CopyPlaced(TabId, Option<PathBuf>),
    /// The project was copied to another folder as it stood at a revision, but for what is said here.
    SavedAs(TabId, u64, Result<(PathBuf, Vec<String>), String>),
    /// What has to be known before something is done with a whole project, and where it may go.
    ErrandReady(Option<TabId>, Errand, Option<PathBuf>, Vec<String>),
    /// Something was done with a whole project.
    ErrandDone(TabId, Errand, Result<errand::Outcome, String>),
    /// A packed project was unpacked.
    Unpacked(Result<Box<Unpacked>, String>),
    /// The project was saved up to a revision, in order to be put away.
    ReadyToLeave(TabId, u64, Result<(), String>),
    /// The project that was put aside was closed.
    PutAway(TabId, Result<(), String>),
    /// A path was looked at.
    Looked(TabId, Wish, home::Found),
    /// A file was kept as evidence for a record.
    Kept(u64, TabId, Id, Result<Box<KeptSource>, String>),
    /// A file was kept for a source.
    SourceKept(u64, TabId, Id, Result<Box<KeptSource>, String>),
    /// A source's text was read.
    TextRead(u64, TabId, Id, Result<Box<ReadText>, String>),
    /// A removed file is gone.
    FileRemoved(TabId, Result<(), String>),
    /// The files that nothing names any more.
    LooseFound(TabId, Result<Vec<Loose>, String>),
    /// Those of them that were removed.
    Swept(TabId, Result<Vec<Loose>, String>),
    /// A file of sources was read: its name, and what it holds.
    SourcesRead(u64, TabId, Result<Box<(String, cite::Library)>, String>),
    /// A report was made, or stopped.
    ReportMade(Key, Result<std::sync::Arc<Made>, Stopped>),
    /// Sealed words were read.
    Unsealed(TabId, Slot, Result<Option<Confidential<String>>, String>),
    /// What was purged is gone from the disk.
    Purged(TabId, Slot, Result<(), String>),
    /// A report was written.
    Reported(TabId, Result<PathBuf, String>),
    /// A link was handed to the system.
    LinkOpened(Result<(), String>),
    /// Every file of a project was looked over; what was told on opening is known already.
    LookedOver(TabId, Survey, Vec<String>),
    /// The history was read, as of what was said here.
    HistoryRead(TabId, Box<Read>),
    /// What the project was at a point was worked out.
    LookedBack(TabId, Point, Result<Back, String>),
    /// The history was written.
    HistoryWritten(TabId, Result<PathBuf, String>),
    /// A letter was written from the record.
    LetterDrafted(Box<Drafted>),
    /// A letter was written into a file.
    LetterKept(TabId, Result<PathBuf, String>),
    /// The desk's settings were read again.
    TermsRead(super::terms::Read),
    /// Something was changed in the desk's settings.
    TermsChanged(Result<(), String>),
}

impl App {
    /// Takes the results of jobs in.
    pub(super) fn take_news(&mut self, ctx: &Context) {
        while let Some(news) = self.jobs.take() {
            match news {
                News::Judged(id, judgement) => {
                    // One that was overtaken comes to nothing.
                    if let (Some(tab), Some(judgement)) = (self.tabs.of_mut(id), judgement) {
                        tab.desk.derived.take(judgement);
                    }
                }
                News::Read(id, reading) => {
                    if let Some(tab) = self.tabs.of_mut(id) {
                        tab.desk.derived.take_reading(reading);
                    }
                }
                News::Searched(number, found) => self.searched(number, *found),
                News::LetterDrafted(drafted) => self.letter = Some(drafted),
                News::LetterKept(id, kept) => self.letter_kept(id, kept),
                News::Registered(id, register) => {
                    if let Some(tab) = self.tabs.of_mut(id) {
                        tab.desk.derived.registers.take(register);
                    }
                }
                News::TermsRead(read) => self.terms_read(read),
                News::TermsChanged(changed) => self.terms_changed(changed, ctx),
                News::SettingsKept(kept) => self.settings_kept(kept),
                News::SettingsRead(occasion, loaded) => self.settings_read(occasion, *loaded),
                News::Answered(asked, None) => self.left_unanswered(&asked.question, ctx),
                News::Answered(asked, Some(path)) => self.answered(&asked, path, ctx),
                News::Arrived(fetched) => self.arrived(fetched, ctx),
                News::Saved(id, Ok(())) if self.tabs.front_id() == Some(id) => self.say("Saved"),
                News::Saved(id, Ok(())) => self.say(format!("{} was saved", self.name_of(id))),
                News::Saved(id, Err(words)) => {
                    self.warn(format!("{} could not be saved: {words}", self.name_of(id)));
                }
                News::CopyPlaced(id, folder) => self.propose_copy(id, folder),
                News::SavedAs(id, copied, Ok((folder, left_out))) => {
                    self.saved_as(id, copied, folder, ctx);
                    for words in left_out {
                        self.say(words);
                    }
                }
                News::SavedAs(id, _, Err(words)) => {
                    self.warn(format!("{} could not be copied: {words}", self.name_of(id)));
                }
                News::ErrandReady(id, errand, path, told) => self.ask_where(id, errand, path, told),
                News::ErrandDone(id, errand, done) => self.errand_done(id, &errand, done),
                News::Unpacked(unpacked) => self.unpacked(unpacked, ctx),
                News::ReadyToLeave(id, saved, result) => self.ready_to_leave(id, saved, result, ctx),
                News::PutAway(id, result) => self.was_put_away(id, result, ctx),
                News::Looked(id, wish, found) => {
                    if self.tabs.of(id).is_some() {
                        self.looked(id, wish, found, ctx);
                    }
                }
                News::Unsealed(id, slot, read) => {
                    if let Some(Tab { desk, .. }) = self.tabs.of_mut(id) {
                        desk.view.disclosure.tell(slot, read);
                    }
                }
                News::Kept(number, id, record, kept) => {
                    if self.end_reading(number) {
                        self.kept(id, record, kept);
                    }
                }
                News::SourceKept(number, id, source, kept) => match (self.end_reading(number), kept) {
                    (true, Ok(kept)) => self.source_kept(id, source, *kept),
                    (true, Err(words)) => self.warn(format!("The file could not be kept: {words}")),
                    (false, _) => {}
                },
                News::TextRead(number, id, source, read) => match (self.end_reading(number), read) {
                    (true, Ok(read)) => self.text_read(id, source, *read),
                    (true, Err(words)) => self.say(words),
                    (false, _) => {}
                },
                News::FileRemoved(id, done) => self.file_removed(id, done),
                News::LooseFound(id, found) => self.loose_found(id, found),
                News::Swept(id, done) => self.swept(id, done),
                News::Purged(id, slot, done) => self.purged(id, slot, done),
                News::SourcesRead(number, id, read) => {
                    if self.end_reading(number) {
                        self.sources_read(id, read);
                    }
                }
                News::ReportMade(key, made) => self.report_made(key, made, ctx),
                News::Reported(id, written) => self.report_written(id, written),
                News::LinkOpened(Ok(())) => {}
                News::LinkOpened(Err(words)) => self.say(words),
                News::LookedOver(id, survey, known) => self.looked_over(id, survey, &known),
                News::HistoryRead(id, read) => self.history_read(id, *read),
                News::LookedBack(id, point, back) => self.looked_back(id, &point, back),
                News::HistoryWritten(id, written) => self.history_written(id, written),
            }
        }
    }

    /// Asks the system for a file or a folder.
    pub(super) fn ask(&mut self, question: Question, ctx: &Context) {
        self.asked_at = ctx.input(|input| input.time);
        let dialogs = std::sync::Arc::clone(&self.machine.dialogs);
        let about = self.tabs.front_id().zip(self.desk()).map(|(id, desk)| (id, desk.proven()));
        self.jobs.start(ctx, move || {
            let answer = dialogs.ask(&question);
            News::Answered(Asked { question, about }, answer)
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

    fn answered(&mut self, asked: &Asked, path: PathBuf, ctx: &Context) {
        match asked.question {
            Question::Article | Question::Project => self.open(Target::Path(path), ctx),
            Question::SaveAs(_)
            | Question::Report(..)
            | Question::History(..)
            | Question::Letter(_)
            | Question::NewFolder
            | Question::NewPack
            | Question::Copy
            | Question::SourceFile
            | Question::Pack => {
                if let Some(overlay) = &mut self.overlay {
                    overlay.take_path(&asked.question, &path.display().to_string());
                }
            }
            Question::Sources => match asked.about {
                Some((id, _)) => self.import_sources(id, path, ctx),
                None => self.say("Open a project first to import sources into it"),
            },
            Question::Evidence => match asked.about {
                Some((id, Some(record))) => self.keep_file(id, record, path, ctx),
                _ => drop(self.proven_or_say()),
            },
        }
    }

    /// Looks for a folder to copy the project in front to.
    pub(super) fn place_copy(&mut self, ctx: &Context) {
        let Some((id, tab)) = self.tabs.front_id().zip(self.tabs.front()) else { return };
        let Some(store) = tab.desk.store.clone() else { return };
        self.jobs.start(ctx, move || News::CopyPlaced(id, home::fresh(Some(store.folder()), "")));
    }

    fn propose_copy(&mut self, id: TabId, folder: Option<PathBuf>) {
        if self.tabs.front_id() != Some(id) || self.overlay.is_some() {
            return;
        }
        match folder {
            Some(folder) => self.overlay = Some(Box::new(SaveAs::new(&folder))),
            None => self.say("There is no home folder to put the copy into"),
        }
    }

    /// Copies the whole project in front to a folder, then goes on there.
    pub(super) fn save_copy(&mut self, folder: PathBuf, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        let Some((id, tab)) = self.tabs.front_id().zip(self.tabs.front()) else { return };
        let Some(store) = tab.desk.store.clone() else { return };
        let revision = tab.desk.session.revision();
        self.jobs.start_writing(ctx, move || {
            let saved =
                store.save_as(&folder).map(|left_out| (folder, left_out)).map_err(|error| error.to_string());
            News::SavedAs(id, revision, saved)
        });
    }

    /// Goes on in the copy, unless it lacks what was done while it was made or another project is in front now.
    fn saved_as(&mut self, id: TabId, copied: u64, folder: PathBuf, ctx: &Context) {
        let is_whole = self.commit_typing_in(id)
            && self.tabs.of(id).is_some_and(|tab| tab.desk.session.revision() == copied);
        if is_whole && self.tabs.front_id() == Some(id) {
            self.close_tab(id, ctx);
            return self.open(Target::Path(folder), ctx);
        }
        let path = folder.display();
        let lack = if is_whole { "" } else { ", without what was done meanwhile" };
        let said = format!("{} was copied to {path}{lack}", self.name_of(id));
        self.offer(said, &[("Open the copy", Request::OpenPath(folder))]);
    }

    /// Opens something in a tab of its own; one goes on in the window, even where it was about to be closed.
    pub(super) fn open(&mut self, target: Target, ctx: &Context) {
        self.stay();
        self.opening.waiting.push_back(target);
        self.open_next(ctx);
    }

    /// Begins to open something while there is no window yet.
    pub(super) fn open_early(&mut self, target: Target) {
        self.opening.is_reading = true;
        let (place, wanted) = (self.machine.place.clone(), self.wanted_terms(None));
        self.jobs.start_early(move || News::Arrived(fetch(target, &place, &wanted, &Open(Vec::new()))));
    }

    /// Opens what waits for it, when its turn has come.
    pub(super) fn open_next(&mut self, ctx: &Context) {
        if self.opening.is_reading || self.is_leaving() {
            return;
        }
        let Some(target) = self.opening.waiting.pop_front() else { return };
        self.opening.is_reading = true;
        let (place, wanted) = (self.machine.place.clone(), self.wanted_terms(None));
        let open = self.tabs.iter().map(|(id, tab)| (id, tab.places.clone())).collect();
        self.jobs.start(ctx, move || News::Arrived(fetch(target, &place, &wanted, &Open(open))));
    }

    /// Returns what is being waited for, in words.
    pub(super) fn busy(&self) -> Option<&'static str> {
        match (self.is_leaving(), self.opening.is_under_way()) {
            (true, _) => Some("Saving…"),
            (_, true) => Some("Opening…"),
            _ => None,
        }
    }

    fn arrived(&mut self, fetched: Result<Fetched, String>, ctx: &Context) {
        self.opening.is_reading = false;
        match fetched {
            Err(words) => self.say(words),
            Ok(Fetched::There(id)) => self.go_to_tab(id, ctx),
            Ok(Fetched::Packed(file, folder)) => {
                self.ask_where(None, Errand::Unpack(file), folder, Vec::new());
            }
            Ok(Fetched::Opened(arrival)) => self.take_in(*arrival, ctx),
        }
        self.open_next(ctx);
    }

    /// Puts a project that was opened into a tab. It comes to the front, unless something lies over the one there or
    /// somebody is typing in it.
    fn take_in(&mut self, arrival: Arrival, ctx: &Context) {
        let Arrival { opened, places, begun, settled } = arrival;
        let Opened { project, store, notes, read_only, hand_edited } = opened;
        let hand_edit = hand_edited.map(|edited| HandEdit::new(project.clone(), edited));
        let context = Signing::new(Box::new(System::new(String::new())), self.name.clone());
        let session =
            Session::new(project, Arc::clone(&settled.vocabulary), store.journal(), Box::new(context));
        let folder = store.folder().to_owned();
        let window = ctx.clone();
        store.wake(move || window.request_repaint());
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
        self.commit_typing();
        let title = desk.title();
        let mut tab = Tab::new(desk, places, Arc::new(settled));
        tab.hand_edit = hand_edit;
        let is_typing = ctx.text_edit_focused() && ctx.input(|input| input.time) - self.typed_at < TYPING;
        let id = if self.overlay.is_some() || is_typing {
            let id = self.tabs.add_behind(tab);
            self.offer(format!("“{title}” is open"), &[("Go there", Request::GoToTab(id))]);
            id
        } else {
            self.tabs.add(tab)
        };
        // Why nothing can be changed stands in a banner for as long as that is so.
        let said = notes.iter().filter(|note| read_only.as_ref() != Some(note)).cloned().collect();
        self.tell_of_files(said);
        if !is_new {
            self.look_over(id, notes, ctx);
        }
        if is_new {
            let in_tab = |effect| Request::InTab(id, Box::new(Request::Run(effect)));
            self.offer(
                format!("The project is kept in {}", folder.display()),
                &[("Save as…", in_tab(Effect::SaveAs)), ("Show folder", in_tab(Effect::ShowFolder))],
            );
        }
        self.settings.note_opened(&folder);
        self.remember_tabs();
        self.settings_changed = Some(ctx.input(|input| input.time));
    }

    /// Tells calmly what was found in a project's files: one message, however much it was.
    fn tell_of_files(&mut self, mut notes: Vec<String>) {
        match notes.len() {
            0 => {}
            1 => self.say(notes.remove(0)),
            count => {
                let words = format!("{} ({} more)", notes[0], count - 1);
                self.offer(words, &[("Details", Request::ShowNotes(notes))]);
            }
        }
    }

    /// Looks every file of a project over, evidence included, on a thread.
    fn look_over(&mut self, id: TabId, known: Vec<String>, ctx: &Context) {
        let Some(store) = self.tabs.of(id).and_then(|tab| tab.desk.store.clone()) else { return };
        self.jobs.start(ctx, move || News::LookedOver(id, store.look_over(), known));
    }

    /// Tells of files that are damaged, and shows them so from now on.
    fn looked_over(&mut self, id: TabId, survey: Survey, known: &[String]) {
        let Some(tab) = self.tabs.of_mut(id) else { return };
        // What was edited by hand stands above the desk.
        let is_shown = tab.hand_edit.is_some();
        let problems = survey.problems.iter().filter(|problem| !(is_shown && problem.is_of_state()));
        let sentences = problems.map(store::Problem::sentence);
        let news: Vec<String> = sentences.filter(|sentence| !known.contains(sentence)).collect();
        tab.desk.view.survey = survey;
        self.tell_of_files(news);
    }

    /// Writes the project's state now.
    pub(super) fn save(&mut self, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        let Some((id, tab)) = self.tabs.front_id().zip(self.tabs.front()) else { return };
        match tab.desk.store.clone() {
            Some(store) => {
                self.jobs.start_writing(ctx, move || {
                    News::Saved(id, store.checkpoint().map_err(|error| error.to_string()))
                });
            }
            None => self.say("This project is kept in memory only"),
        }
    }
}

/// Writes the beginning of a sentence as it stands inside one.
pub(super) fn lower(name: &str) -> String {
    name.strip_prefix("The ").map_or_else(|| name.to_owned(), |rest| format!("the {rest}"))
}

/// The tabs by the places of their projects.
struct Open(Vec<(TabId, Vec<PathBuf>)>);

impl Open {
    fn at(&self, place: &Path) -> Option<Fetched> {
        let tab = self.0.iter().find(|(_, places)| places.iter().any(|other| other == place));
        tab.map(|(id, _)| Fetched::There(*id))
    }
}

/// Reads and opens what was asked for, unless it is open already; runs off the window's thread.
fn fetch(target: Target, place: &Place, wanted: &Wanted, open: &Open) -> Result<Fetched, String> {
    match target {
        Target::Sample => open_project(&home::sample(place)?, place, wanted, open),
        Target::Text(text) => begin(text.as_bytes(), "pasted.txt", None, place, wanted),
        Target::Path(path) => match home::look(&path) {
            home::Found::Project(folder) => open_project(&folder, place, wanted, open),
            home::Found::Pack(file) => {
                let folder = home::fresh(Some(&file), "project");
                Ok(Fetched::Packed(file, folder))
            }
            home::Found::File(file) => {
                if let Some(there) = open.at(&home::without_detours(&file)) {
                    return Ok(there);
                }
                let (bytes, name) = store::document::read(&file).map_err(|error| error.to_string())?;
                begin(&bytes, &name, Some(&file), place, wanted)
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

fn open_project(folder: &Path, place: &Place, wanted: &Wanted, open: &Open) -> Result<Fetched, String> {
    let places = vec![home::without_detours(folder)];
    if let Some(there) = open.at(&places[0]) {
        return Ok(there);
    }
    let opened = store::open(folder, place).map_err(|error| error.to_string())?;
    let settled = settled_for(wanted, folder);
    Ok(Fetched::Opened(Box::new(Arrival { opened, places, begun: None, settled })))
}

fn begin(
    bytes: &[u8],
    name: &str,
    beside: Option<&Path>,
    place: &Place,
    wanted: &Wanted,
) -> Result<Fetched, String> {
    let article = import::read(bytes, name).map_err(|error| error.to_string())?;
    let title = article.title.clone().unwrap_or_default();
    let folder = home::fresh(beside, &title).ok_or("There is no home folder to put the project into.")?;
    let opened = store::create(&folder, place).map_err(|error| error.to_string())?;
    let original = keep_original(&opened.store, bytes, name)?;
    let places = [Some(folder.as_path()), beside].into_iter().flatten().map(home::without_detours).collect();
    let begun = Some((article, name.to_owned(), Some(original)));
    let settled = settled_for(wanted, &folder);
    Ok(Fetched::Opened(Box::new(Arrival { opened, places, begun, settled })))
}

/// Reads what counts for a project.
fn settled_for(wanted: &Wanted, folder: &Path) -> Settled {
    load(&Wanted { project: Some(folder.to_owned()), ..wanted.clone() }, None)
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
