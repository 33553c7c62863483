//! Makes and writes reports: what the exporters may see is gathered off the window's thread.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::App;
use super::arrival::{News, lower};
use super::tab::Tab;
use super::tabs::TabId;
use crate::export::{
    self, Audience, Exporter as _, Exposure, Shape, Stopped, Watch, exposure, markdown::Markdown,
};
use crate::gui::command::Effect;
use crate::gui::link;
use crate::gui::overlay::export::preview::Preview;
use crate::gui::overlay::export::reports::{Key, Made, Making};
use crate::gui::overlay::export::{Choice, ExportSheet};
use crate::gui::scene::Request;
use crate::gui::view_state::Wanted;
use crate::model::{Id, Outline, Project, Slot, Table, Vocabulary};
use crate::session::report::{Order, Unsealed, doubt_of, prepare};
use crate::store::{self, system};
use crate::text::Range;

impl App {
    /// Opens the export sheet with what was chosen last, or for an audience.
    pub(super) fn open_export(&mut self, effect: &Effect) {
        if !self.commit_typing() {
            return;
        }
        let mut choice = self.desk().map(|desk| desk.view.report).unwrap_or_default();
        if let Effect::ExportTo(audience) = effect {
            choice.audience = *audience;
        }
        self.reports.desk = self.tabs.front_id();
        self.reports.stopped = None;
        self.overlay = Some(Box::new(ExportSheet::new(&self.report_stem(), choice)));
    }

    /// Returns where the report goes unless one says otherwise, without its ending.
    pub(super) fn report_stem(&self) -> PathBuf {
        let folder = self.tabs.front().and_then(Tab::folder).map(std::path::Path::to_owned);
        let name = folder.as_deref().and_then(std::path::Path::file_name);
        let name =
            name.map_or_else(|| "report".to_owned(), |name| format!("{}-report", name.to_string_lossy()));
        match folder {
            Some(folder) => folder.parent().map_or_else(|| folder.join(&name), |parent| parent.join(&name)),
            None => self.memory.known.projects.clone().unwrap_or_default().join(name),
        }
    }

    /// Remembers what was chosen for the project on the desk.
    pub(super) fn remember_report(&mut self, choice: Choice) {
        if let Some(desk) = self.desk_mut() {
            desk.view.report = choice;
        }
    }

    fn key_of(&self, choice: Choice) -> Option<Key> {
        let (id, desk) = self.tabs.front_id().zip(self.desk())?;
        let (audience, format) = (choice.audience, choice.format);
        Some(Key { desk: id, revision: desk.session.revision(), audience, format })
    }

    /// Has a report of the project on the desk made, unless it is at hand or on its way.
    pub(super) fn make_report(&mut self, choice: Choice, ctx: &Context) {
        let Some(key) = self.key_of(choice) else { return };
        if self.reports.at_hand(key).is_none() && !self.reports.is_making(key) {
            self.begin_report(key, None, ctx);
        }
    }

    fn begin_report(&mut self, key: Key, write_to: Option<PathBuf>, ctx: &Context) {
        let Some(desk) = self.desk() else { return };
        let project = desk.session.project().clone();
        let outline = Arc::clone(desk.session.outline());
        let vocabulary = Arc::clone(desk.session.vocabulary());
        let rulebook = Arc::clone(desk.session.rulebook());
        let store = desk.store.clone();
        if let Some(earlier) = self.reports.making.take() {
            earlier.watch.stop();
        }
        let watch = Watch::default();
        let since = ctx.input(|input| input.time);
        self.reports.stopped = None;
        self.reports.making = Some(Making { key, watch: watch.clone(), since, write_to });
        self.jobs.start(ctx, move || {
            // Only a public report may give sealed words away; they are read for no other.
            let store = store.filter(|_| key.audience == Audience::Public);
            let sealed = store.map_or_else(Unsealed::default, |store| store.sealed_words(&project));
            let (audience, today) = (key.audience, system::now());
            let order = Order { audience, today, rulebook: &rulebook, sealed: &sealed.words };
            let made = made(&project, &outline, &vocabulary, key, &order, &watch);
            News::ReportMade(key, made.map(|made| Arc::new(Made { doubt: sealed.doubt(), ..made })))
        });
    }

    /// Writes a report of the project on the desk, as soon as it is made.
    pub(super) fn write_report(&mut self, choice: Choice, path: String, ctx: &Context) {
        if !self.commit_typing() {
            return;
        }
        let Some(key) = self.key_of(choice) else { return };
        let path = PathBuf::from(path);
        if let Some(made) = self.reports.at_hand(key).cloned() {
            self.keep_report(made, path, ctx);
        } else if let Some(making) = self.reports.making.as_mut().filter(|making| making.key == key) {
            making.write_to = Some(path);
        } else {
            self.begin_report(key, Some(path), ctx);
        }
    }

    fn keep_report(&mut self, made: Arc<Made>, path: PathBuf, ctx: &Context) {
        self.reports.is_writing = true;
        self.jobs.start_writing(ctx, move || {
            let keep = match made.key.audience {
                Audience::Public => store::document::publish,
                Audience::Internal | Audience::Legal => store::document::write,
            };
            let kept = keep(&path, &made.bytes).map_err(|error| error.to_string());
            News::Reported(made.key.desk, kept.map(|()| path))
        });
    }

    /// Stops the report that is being made; no file is left behind.
    pub(super) fn stop_report(&mut self) {
        if let Some(making) = self.reports.making.take() {
            making.watch.stop();
            self.reports.stopped = Some(making.key);
            if making.write_to.is_some() {
                self.say("The export was cancelled; no file was written");
            }
        }
    }

    /// Takes a report in that was made.
    pub(super) fn report_made(&mut self, key: Key, made: Result<Arc<Made>, Stopped>, ctx: &Context) {
        let Some(making) = self.reports.making.take_if(|making| making.key == key) else { return };
        let Ok(made) = made else {
            self.reports.stopped = Some(key);
            return;
        };
        self.reports.keep(Arc::clone(&made));
        if let Some(path) = making.write_to {
            self.keep_report(made, path, ctx);
        }
    }

    /// Tells where a report is, or why it is nowhere.
    pub(super) fn report_written(&mut self, id: TabId, written: Result<PathBuf, String>) {
        self.reports.is_writing = false;
        match written {
            Ok(path) => {
                self.reports.written += 1;
                let folder = path.parent().map(link::of_path).unwrap_or_default();
                self.offer(
                    format!("The report is in {}", path.display()),
                    &[
                        ("Open", Request::OpenLink(link::of_path(&path))),
                        ("Show in folder", Request::OpenLink(folder)),
                    ],
                );
            }
            Err(words) => {
                let name = self.name_of(id);
                self.say(format!("The report of {} could not be written: {words}", lower(&name)));
            }
        }
    }

    /// Shows the words of a field where they stand.
    pub(super) fn go_to_words(&mut self, record: Id, field: &'static str, range: Range) {
        let Some(desk) = self.desk_mut() else { return };
        if record == Id::ARTICLE && field == exposure::TEXT {
            desk.article.select(range);
            desk.article.reveal(range.start);
            desk.view.wanted = Some(Wanted::Article);
            return;
        }
        let owner = desk.session.project().owner(record).unwrap_or(record);
        let mention = desk.session.outline().mentions(owner).first().copied();
        match (record.table(), mention) {
            (Table::Article, _) => desk.view.show("article"),
            (Table::Annotation, _) => {
                desk.view.choose(record);
                desk.reveal_mark(record);
                desk.view.show("inspector");
            }
            (_, Some(mark)) => {
                desk.view.choose(mark);
                desk.reveal_mark(mark);
                desk.view.show("inspector");
            }
            _ => desk.view.open_record(record),
        }
        desk.view.wanted = Some(Wanted::Field(Slot { record, field }));
    }
}

fn made(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    key: Key,
    order: &Order<'_>,
    watch: &Watch,
) -> Result<Made, Stopped> {
    let exporter = export::named(key.format).ok_or(Stopped)?;
    let prepared = prepare(project, outline, vocabulary, order, watch)?;
    let bytes = exporter.write(&prepared.handout, watch)?;
    let preview = match exporter.shape() {
        Shape::Page if exporter.id() == Markdown.id() => Preview::read(Shape::Page, &bytes, &bytes),
        Shape::Page => Preview::read(Shape::Page, &bytes, &Markdown.write(&prepared.handout, watch)?),
        shape => Preview::read(shape, &bytes, &[]),
    };
    let exposures: Vec<Exposure> = prepared.exposures;
    let unsettled = doubt_of(&prepared.unsettled);
    Ok(Made { key, bytes, exposures, doubt: None, unsettled, preview })
}
