//! The desk's settings in the window: read when a project is opened, read again when somebody has changed a file, and
//! changed from the settings' sheet. Whatever they come to counts at once.
//!
//! It must not know what stands in a file.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Event, Ui};

use super::App;
use super::arrival::News;
use super::tab::Tab;
use super::tabs::TabId;
use crate::gui::link;
use crate::gui::overlay::settings::SettingsSheet;
use crate::gui::scene::Request;
use crate::gui::widget::toast::{Tone, notice_ui};
use crate::store::desk::change::{self, Change};
use crate::store::desk::{Settled, Terms, Wanted, Whose, load};
use crate::text::counted;

/// What was read: of each tab, and of no project.
pub(super) type Read = Vec<(Option<TabId>, Settled)>;

impl App {
    /// Asks for the settings that count for a project, or for none.
    pub(super) fn wanted_terms(&self, project: Option<PathBuf>) -> Wanted {
        match self.machine.settings_folder.as_deref() {
            Some(folder) => {
                let keep = Some(self.machine.place.data());
                Wanted::with(folder, &self.settings, project.as_deref(), keep)
            }
            None => Wanted { project, ..Wanted::default() },
        }
    }

    /// Returns what counts for the project in front, or for none.
    pub(super) fn settled(&self) -> &Arc<Settled> {
        self.tabs.front().map_or(&self.settled, |tab| &tab.settled)
    }

    /// Reads the files again where somebody has changed one, or where the window comes to the front.
    pub(super) fn look_at_terms(&mut self, ctx: &Context) {
        let has_come =
            ctx.input(|input| input.events.iter().any(|event| matches!(event, Event::WindowFocused(true))));
        let has_news = |tab: &Tab| tab.desk.store.as_ref().is_some_and(crate::store::Store::has_desk_news);
        // Each is asked: it tells only once.
        let news = self.tabs.iter().filter(|(_, tab)| has_news(tab)).count();
        if has_come || news > 0 {
            self.read_terms(ctx);
        }
    }

    /// Reads all files again.
    pub(super) fn read_terms(&mut self, ctx: &Context) {
        let mut asked = vec![(None, self.wanted_terms(None), Arc::clone(&self.settled))];
        for (id, tab) in self.tabs.iter() {
            let folder = tab.folder().map(std::path::Path::to_owned);
            asked.push((Some(id), self.wanted_terms(folder), Arc::clone(&tab.settled)));
        }
        self.jobs.start(ctx, move || {
            let read = asked.into_iter().map(|(id, wanted, before)| (id, load(&wanted, Some(&before))));
            News::TermsRead(read.collect())
        });
    }

    /// Goes on with what was read, where it differs from what counts now.
    pub(super) fn terms_read(&mut self, read: Read) {
        for (id, settled) in read {
            let place = match id {
                None => Some(&mut self.settled),
                Some(id) => self.tabs.of_mut(id).map(|tab| &mut tab.settled),
            };
            let Some(place) = place.filter(|known| !known.is_same(&settled)) else { continue };
            let counts = place.counts_the_same(&settled);
            *place = Arc::new(settled);
            if counts {
                continue;
            }
            if let Some(tab) = id.and_then(|id| self.tabs.of_mut(id)) {
                tab.use_settled();
            }
        }
        self.arrange_commands();
    }

    /// Changes something in one of the files; it counts as soon as it is written.
    pub(super) fn change_terms(&mut self, whose: Whose, change: Change, ctx: &Context) {
        let settled = Arc::clone(self.settled());
        let Some(path) = settled.sheet(whose).path.clone() else {
            let words = match whose {
                Whose::Desk => "No settings are kept here",
                Whose::Project => "This project is not in a folder, so it has no settings of its own",
            };
            return self.say(words);
        };
        self.jobs.start_writing(ctx, move || {
            let below = match whose {
                Whose::Desk => Terms::default(),
                Whose::Project => settled.desk.terms.clone(),
            };
            News::TermsChanged(change::make(&path, whose, &change, &below))
        });
    }

    pub(super) fn terms_changed(&mut self, changed: Result<(), String>, ctx: &Context) {
        match changed {
            Ok(()) => self.read_terms(ctx),
            Err(words) => self.warn(words),
        }
    }

    /// Opens one of the files in whatever the system opens such files with; it is made where there is none.
    pub(super) fn open_terms(&mut self, whose: Whose, ctx: &Context) {
        let Some(path) = self.settled().sheet(whose).path.clone() else {
            return self.say("No settings are kept here");
        };
        let opener = self.machine.opener;
        self.jobs.start_writing(ctx, move || {
            News::LinkOpened(change::begin(&path, whose).and_then(|()| opener(&link::of_path(&path))))
        });
    }

    /// Says above everything else that a file is not in order, for as long as that is so.
    pub(super) fn terms_notice_ui(&mut self, ui: &mut Ui) {
        let settled = Arc::clone(self.settled());
        let Some(first) = settled.faults().next() else { return };
        let count = settled.faults().count();
        let whose = if settled.desk.faults.is_empty() { Whose::Project } else { Whose::Desk };
        let name =
            first.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let place = first.place.map_or_else(
            || first.words.clone(),
            |(line, column)| format!("the first at line {line}, column {column}"),
        );
        let words = format!(
            "The {}’s settings ({name}) hold {}: {place}. Everything else in them counts, and what could be read before.",
            whose.name(),
            counted(count, "mistake", "mistakes"),
        );
        match notice_ui(ui, Tone::Calm, &words, &["Show errors", "Open the file"]) {
            Some(0) => self.overlay = Some(Box::new(SettingsSheet::at_desk_file())),
            Some(_) => self.queue.push_back(Request::OpenTerms(whose)),
            None => {}
        }
    }
}

impl Tab {
    /// Has the project go on with what counts now.
    pub(super) fn use_settled(&mut self) {
        let Self { desk, settled, .. } = self;
        desk.session.use_terms(Arc::clone(&settled.vocabulary), Arc::clone(&settled.rulebook));
        desk.derived.forget();
        if let (Some(store), Some(file)) = (&desk.store, settled.desk.path.clone()) {
            store.follow_desk(file, Arc::new(settled.desk.terms.clone()));
        }
    }
}
