//! The window's content: the welcome screen or the desk in front, what lies over it, and the queue drained at frame
//! end.
//!
//! What is the window's own stands here; what is one project's stands in its tab. It must not know how a panel looks.

mod arrival;
pub mod beside;
mod chronicle;
mod disclosure;
mod errand;
mod evidence;
mod hand_edit;
pub(super) mod hear;
mod leaving;
mod letter;
mod others;
mod perform;
mod reads;
mod remember;
mod report;
mod searching;
mod source;
mod sources;
mod switch;
mod tab;
pub mod tabs;
mod terms;
mod voice;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Ui};

use super::article_view::Event;
use super::command::keyboard::Keyboard;
use super::command::{Command, Effect};
use super::derived::Reading;
use super::desk::Desk;
use super::dialog::{Dialogs, Native};
use super::dock::{Alone, Dock};
use super::job::{Jobs, Pace};
use super::link;
use super::overlay::export::reports::Reports;
use super::overlay::go_back::LookedBack;
use super::overlay::letter::Drafted;
use super::overlay::{Overlay, Stage, Stay, overlay_ui};
use super::panel::{
    self,
    article::article_ui,
    beside::beside_ui,
    docked::{self, docked_ui},
    welcome::welcome_ui,
};
use super::register::{Ground, Register, shelf};
use super::scene::{Request, Scene};
use super::signing::Name;
use super::view_state::{ContextMenu, Wanted};
use super::widget::keyboard;
use super::widget::toast::{Offer, Toasts, Tone, notice_ui};
use crate::session::{Durability, Session};
use crate::store::desk::{self as desk_settings, Settled};
use crate::store::fault;
use crate::store::settings::{self, Face, Look, Settings};
use crate::store::system;
use crate::store::vfs::frame;
use crate::store::{Place, Store};
use arrival::{News, Opening};
use remember::Memoir;
use tab::{PutAside, Tab};
use tabs::{TabId, Tabs};

/// Opens a link, or says in words why not.
pub type Opener = fn(&str) -> Result<(), String>;

/// What the window asks of the machine it runs on.
pub struct Machine {
    /// Who answers questions about files.
    pub dialogs: Arc<dyn Dialogs>,
    /// Where settings are kept; nothing where they are not.
    pub settings_folder: Option<PathBuf>,
    /// Where the machine keeps what belongs to no project.
    pub place: Place,
    /// Where jobs run.
    pub pace: Pace,
    /// What opens links.
    pub opener: Opener,
}

impl Machine {
    /// Returns the machine the program runs on.
    pub fn real() -> Self {
        let place = Place::of_this_machine();
        Self {
            dialogs: Arc::new(Native),
            settings_folder: Some(place.config().to_owned()),
            place,
            pace: Pace::Threads,
            opener: link::open,
        }
    }
}

/// The window's content.
pub struct App {
    machine: Machine,
    settings: Settings,
    /// When the settings were changed without being written, in seconds.
    settings_changed: Option<f64>,
    memory: Memoir,
    /// The desk's settings as they count for no project.
    settled: Arc<Settled>,
    keyboard: Keyboard,
    name: Name,
    commands: Vec<Command>,
    tabs: Tabs<Tab>,
    /// The tab that was in front in the last frame.
    shown: Option<TabId>,
    /// The tabs whose projects are being closed.
    put_aside: BTreeMap<TabId, PutAside>,
    /// Whether the window is to be closed once every project is.
    is_quitting: bool,
    opening: Opening,
    reads: reads::Reads,
    /// Where the panels stand; nothing before the window's width is known.
    dock: Option<Dock>,
    overlay: Option<Box<dyn Overlay>>,
    reports: Reports,
    /// The point of the history that one looks back at.
    letter: Option<Box<Drafted>>,
    back: Option<LookedBack>,
    toasts: Toasts,
    voice: voice::Voice,
    /// Faults of the last time that are told now.
    faults: Option<fault::News>,
    jobs: Jobs<News>,
    queue: VecDeque<Request>,
    /// When the system was asked for a file last, in seconds.
    asked_at: f64,
    may_close: bool,
    was_typing: bool,
    /// When a letter was typed into a field of the project in front last, in seconds.
    typed_at: f64,
    article: Option<egui::Id>,
    /// What has the keyboard while one reads in the source beside the article.
    source: Option<egui::Id>,
    applied: Option<(Look, f32, Face)>,
    window_title: String,
}

impl App {
    /// Begins with the welcome screen.
    pub fn new(machine: Machine) -> Self {
        let loaded =
            machine.settings_folder.as_deref().map_or_else(settings::Loaded::default, settings::load);
        let settings = loaded.settings.clone().unwrap_or_default();
        // No frame is to be the first that asks for it.
        drop(system::zone());
        let name = Name::default();
        name.set(settings.signature());
        let jobs = Jobs::new(machine.pace.clone());
        let faults = fault::news(&machine.place);
        if let Some(news) = &faults {
            news.note_told(&machine.place);
        }
        let settled = machine.settings_folder.as_deref().map_or_else(Settled::default, |folder| {
            desk_settings::load(
                &desk_settings::Wanted::with(folder, &settings, None, Some(machine.place.data())),
                None,
            )
        });
        let mut app = Self {
            memory: Memoir::new(&machine, &settings),
            settled: Arc::new(settled),
            keyboard: Keyboard::default(),
            machine,
            settings,
            settings_changed: None,
            name,
            commands: Vec::new(),
            tabs: Tabs::default(),
            shown: None,
            put_aside: BTreeMap::new(),
            is_quitting: false,
            opening: Opening::default(),
            reads: reads::Reads::default(),
            dock: None,
            overlay: None,
            toasts: Toasts::default(),
            voice: voice::Voice::default(),
            faults,
            reports: Reports::default(),
            letter: None,
            back: None,
            jobs,
            queue: VecDeque::new(),
            asked_at: 0.0,
            may_close: false,
            was_typing: false,
            typed_at: f64::NEG_INFINITY,
            article: None,
            source: None,
            applied: None,
            window_title: String::new(),
        };
        app.complain(loaded);
        app.arrange_commands();
        app
    }

    /// Puts a session without a folder into a tab.
    #[must_use]
    pub fn with_session(mut self, session: Session) -> Self {
        self.tabs.add(Tab::new(Desk::new(session, None), Vec::new(), Arc::clone(&self.settled)));
        self.arrange_commands();
        self
    }

    /// Opens what stands at a path; it is read while the window is still being made.
    #[must_use]
    pub fn opening(mut self, path: Option<PathBuf>) -> Self {
        if let Some(path) = path {
            self.open_early(arrival::Target::Path(path));
        }
        self
    }

    /// Returns the project in front.
    pub fn desk(&self) -> Option<&Desk> {
        self.tabs.front().map(|tab| &tab.desk)
    }

    /// Returns the project in front, to be arranged from outside.
    pub fn desk_mut(&mut self) -> Option<&mut Desk> {
        self.tabs.front_mut().map(|tab| &mut tab.desk)
    }

    /// Returns what the window remembers.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Shows one frame. It never waits for a disk.
    pub fn ui(&mut self, ui: &mut Ui) {
        frame::drawn(|| self.frame_ui(ui));
    }

    fn frame_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.apply_settings(&ctx);
        self.jobs.note_window(&ctx);
        self.take_news(&ctx);
        self.join(&ctx);
        self.look_at_settings(&ctx);
        self.look_at_terms(&ctx);
        self.notice_front(&ctx);
        self.hear(&ctx);
        self.tell_readings(&ctx);
        self.voice.announcements.ui(&ctx);
        self.faults_ui(ui);
        self.terms_notice_ui(ui);
        if self.tabs.is_empty() {
            self.welcome_ui(ui);
        } else {
            self.desk_ui(ui);
        }
        self.overlay_ui(&ctx);
        let room = match &self.dock {
            Some(dock) if !self.tabs.is_empty() => docked::middle(&ctx, dock),
            _ => ctx.content_rect(),
        };
        let asked = self.toasts.ui(&ctx, room);
        self.queue.extend(asked);
        if self.toasts.was_left()
            && let Some(desk) = self.desk_mut()
        {
            desk.view.wanted.get_or_insert(Wanted::Article);
        }
        self.drain(&ctx);
        self.end_frame(&ctx);
    }

    /// Tells of faults of the last time, once.
    fn faults_ui(&mut self, ui: &mut Ui) {
        let Some(news) = &self.faults else { return };
        let Some(taken) = notice_ui(ui, Tone::Calm, &news.sentence(), &["Show the report", "Dismiss"]) else {
            return;
        };
        if taken == 0 {
            self.queue.push_back(Request::OpenLink(link::of_path(&news.folder)));
        }
        self.faults = None;
    }

    fn welcome_ui(&mut self, ui: &mut Ui) {
        let mut asked = Vec::new();
        welcome_ui(ui, &self.commands, &self.settings, self.busy(), &mut asked);
        self.queue.extend(asked);
    }

    fn desk_ui(&mut self, ui: &mut Ui) {
        let (tabs, at_hand, is_opening) = (self.tab_labels(), self.at_hand(), self.opening.is_under_way());
        let Some(Tab { desk, hand_edit, .. }) = self.tabs.front_mut() else { return };
        let now = ui.input(|input| input.time);
        let dock = self.dock.get_or_insert_with(|| Dock::remembered(&self.settings, ui.available_width()));
        desk.derived.refresh(&desk.session, now);
        let mut asked = troubles_ui(ui, desk);
        if let Some(answer) = hand_edit.as_ref().and_then(|edit| edit.ui(ui)) {
            match answer {
                hand_edit::Answer::Look(request) => asked.push(request),
                hand_edit::Answer::Decided(request) => {
                    *hand_edit = None;
                    asked.extend(request);
                }
            }
        }
        let (title, position) = (desk.title(), desk.position());
        desk.beside.refresh(&desk.session, &mut desk.derived);
        let chosen = desk.chosen();
        desk.beside.follow(&desk.session, chosen);
        let Desk { session, derived, view, article, beside, .. } = desk;
        let session: &Session = session;
        let outline = Arc::clone(session.outline());
        let mut scene = Scene {
            session,
            outline: &outline,
            unset: article.unset(),
            derived,
            commands: &self.commands,
            at_hand: &at_hand,
            settings: &self.settings,
            title: &title,
            tabs: &tabs,
            is_opening,
            position,
            dock,
            view,
            queue: &mut asked,
        };
        if scene.dock.alone() == Alone::No {
            for panel in panel::ALL {
                panel.ui(ui, &mut scene);
            }
        }
        docked_ui(ui, &mut scene);
        let read = beside_ui(ui, &mut scene, beside);
        if scene.takes_keyboard(Wanted::Article) {
            article.focus();
        }
        let seen = article_ui(ui, &mut scene, article);
        self.article = Some(seen.id);
        // What was asked of the project on screen is granted before any key that leads to another one.
        let (elsewhere, here): (Vec<_>, Vec<_>) = asked.into_iter().partition(Request::leads_elsewhere);
        let heard = std::mem::replace(&mut self.queue, here.into());
        self.queue.extend(heard.into_iter().chain(elsewhere));
        for event in seen.events {
            self.article_event(event);
        }
        self.source = read.as_ref().map(|read| read.id);
        for event in read.into_iter().flat_map(|read| read.events) {
            self.beside_event(event);
        }
    }

    fn article_event(&mut self, event: Event) {
        let Some(Tab { desk, .. }) = self.tabs.front_mut() else { return };
        match event {
            Event::Clicked { marks, keys, .. } if !keys.shift => desk.click(&marks),
            Event::MarkClicked { key, .. } => {
                if let Some(mark) = desk.derived.id_of(key) {
                    desk.go_to_mark(mark);
                }
            }
            Event::ContextMenu { marks, at, .. } => {
                let mark = marks.first().and_then(|key| desk.derived.id_of(*key));
                if let Some(mark) = mark.filter(|_| desk.selection().is_none()) {
                    desk.view.choose(mark);
                }
                desk.view.context_menu = Some(ContextMenu { at, was_entered: false, spot: None });
            }
            Event::Zoomed(times) => self.zoom(times),
            Event::Clicked { .. } | Event::DoubleClicked { .. } | Event::SelectionChanged(_) => {}
        }
    }

    fn zoom(&mut self, times: f32) {
        let mut changed = self.settings.clone();
        changed.text_size = (changed.text_size * times).clamp(12.0, 40.0);
        self.queue.push_back(Request::Settings(Box::new(changed)));
    }

    fn overlay_ui(&mut self, ctx: &Context) {
        let (at_hand, tabs) = (self.at_hand(), self.tab_labels());
        let settled = Arc::clone(self.settled());
        let Some(overlay) = self.overlay.as_deref_mut() else { return };
        let mut asked = Vec::new();
        let mut stage = Stage {
            commands: &self.commands,
            at_hand: &at_hand,
            settings: &self.settings,
            known: &self.memory.known,
            settled: &settled,
            session: self.tabs.front().map(|tab| &tab.desk.session),
            folder: self.tabs.front().and_then(Tab::folder),
            tabs: &tabs,
            reports: &self.reports,
            letter: self.letter.as_deref(),
            back: self.back.as_ref(),
            queue: &mut asked,
        };
        if overlay_ui(ctx, overlay, &mut stage) == Stay::Closed {
            self.overlay = None;
            if let Some(desk) = self.desk_mut() {
                desk.view.wanted.get_or_insert(Wanted::Article);
            }
        }
        self.queue.extend(asked);
    }

    /// Does everything that was asked for, in order.
    fn drain(&mut self, ctx: &Context) {
        while let Some(request) = self.queue.pop_front() {
            self.grant(request, ctx);
        }
    }

    fn end_frame(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        let is_shown = self.shown == self.tabs.front_id();
        // A tab that came to the front in this frame was not shown: nothing was taken off its screen.
        if let Some(Tab { desk, .. }) = self.tabs.front_mut().filter(|_| is_shown) {
            let left = desk.view.buffers.sweep();
            if let Err(refusal) = desk.commit(left) {
                self.toasts.warn(refusal.0);
            }
            self.read_text(ctx);
            self.judge(ctx, now);
            self.search(ctx);
            self.read_history(ctx);
            self.register(ctx);
        }
        self.close_sealed(ctx);
        self.tell_place(ctx);
        self.keep_dock(ctx, now);
        self.watch_saving(ctx);
        self.was_typing = ctx.text_edit_focused() || keyboard::is_taken(ctx);
        self.keep_settings(ctx, now);
        let title = self
            .desk()
            .map_or_else(|| "redpencil".to_owned(), |desk| format!("{} – redpencil", desk.title()));
        if title != self.window_title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.window_title = title;
        }
    }

    /// Returns where the panels stand.
    fn dock_mut(&mut self, ctx: &Context) -> &mut Dock {
        let width = ctx.content_rect().width();
        self.dock.get_or_insert_with(|| Dock::remembered(&self.settings, width))
    }

    /// Brings the panels to the front that were asked for, and has the settings remember where they stand.
    fn keep_dock(&mut self, ctx: &Context, now: f64) {
        let Some(dock) = &mut self.dock else { return };
        if let Some(Tab { desk, .. }) = self.tabs.front_mut() {
            for panel in desk.view.to_show.drain(..) {
                dock.show(panel);
                ctx.request_repaint();
            }
        }
        if dock.is_remembered(&self.settings) {
            return;
        }
        dock.remember(&mut self.settings);
        self.settings_changed = Some(now);
    }

    /// Has the checks run once the project has stood still for a moment.
    fn judge(&mut self, ctx: &Context, now: f64) {
        let Some(id) = self.tabs.front_id() else { return };
        let Some(desk) = self.desk_mut() else { return };
        desk.derived.refresh(&desk.session, now);
        if let Some(revision) = desk.derived.to_judge(now) {
            let project = desk.session.project().clone();
            let outline = Arc::clone(desk.session.outline());
            let vocabulary = Arc::clone(desk.session.vocabulary());
            let rulebook = Arc::clone(desk.session.rulebook());
            let today = desk.session.today();
            let judging = desk.derived.judging.clone();
            self.jobs.start(ctx, move || {
                News::Judged(id, judging.judge(&project, &outline, &vocabulary, &rulebook, revision, today))
            });
        } else if desk.derived.is_waiting() {
            ctx.request_repaint_after(std::time::Duration::from_millis(20));
        }
    }

    /// Has a text that is new on the desk read for what is checkable in it.
    fn read_text(&mut self, ctx: &Context) {
        let Some(id) = self.tabs.front_id() else { return };
        let Some(desk) = self.desk_mut() else { return };
        if desk.derived.to_read(desk.session.project()) {
            let project = desk.session.project().clone();
            let rulebook = Arc::clone(desk.session.rulebook());
            self.jobs.start(ctx, move || News::Read(id, Reading::of(&project, &rulebook)));
        }
    }

    /// Has the rows of the table made anew where it was drawn and they are not up to the project.
    fn register(&mut self, ctx: &Context) {
        let Some(id) = self.tabs.front_id() else { return };
        let Some(desk) = self.desk_mut() else { return };
        let Some(page) = desk.view.table.drawn.take() else {
            // Rows that are not on screen have no keyboard, whatever they had.
            desk.view.table.has_keyboard = false;
            return;
        };
        let revision = desk.session.revision();
        if !desk.derived.registers.order(page, revision) {
            return;
        }
        let project = desk.session.project().clone();
        let outline = Arc::clone(desk.session.outline());
        let vocabulary = Arc::clone(desk.session.vocabulary());
        let today = desk.session.today();
        let is_small = shelf::size(&project, page) <= shelf::AT_ONCE;
        let make = move || {
            let ground = Ground { project: &project, outline: &outline, vocabulary: &vocabulary, today };
            Register::of(ground, page, revision)
        };
        if is_small {
            desk.derived.registers.take(make());
            ctx.request_repaint();
            return;
        }
        self.jobs.start(ctx, move || News::Registered(id, make()));
    }

    fn say(&mut self, words: impl Into<String>) {
        self.toasts.say(words);
    }

    /// Says what went wrong, at once.
    fn warn(&mut self, words: impl Into<String>) {
        self.toasts.warn(words);
    }

    fn offer(&mut self, words: impl Into<String>, offers: &[(&str, Request)]) {
        self.toasts.offer(words, self::offers(offers));
    }
}

fn offers(offers: &[(&str, Request)]) -> Vec<Offer> {
    let offer =
        |(words, request): &(&str, Request)| Offer { words: (*words).to_owned(), request: request.clone() };
    offers.iter().map(offer).collect()
}

/// Says across the window what is the matter with saving, with what can be done about it.
fn troubles_ui(ui: &mut Ui, desk: &Desk) -> Vec<Request> {
    let (words, is_copied) = match desk.durability() {
        Durability::Failed(why) => {
            let words = format!(
                "Changes are not being saved: {why} They are kept in memory; mend the cause, or save a copy elsewhere."
            );
            (words, true)
        }
        Durability::ReadOnly(why) => {
            let is_copied = desk.store.as_ref().is_some_and(Store::goes_on_in_copy);
            (format!("This project can be read but not changed: {why}"), is_copied)
        }
        Durability::Saving | Durability::Saved => return Vec::new(),
    };
    let offers: &[&str] = if is_copied { &["Save a copy…"] } else { &[] };
    let taken = notice_ui(ui, Tone::Alarm, &words, offers);
    taken.map(|_| Request::Run(Effect::SaveAs)).into_iter().collect()
}
