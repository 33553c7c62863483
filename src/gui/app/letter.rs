//! Letters: written off the window's thread, since what is sealed is looked for in them, and kept as files.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Context;

use super::App;
use super::arrival::{News, lower};
use super::tabs::TabId;
use crate::export::Audience;
use crate::export::letter;
use crate::gui::link;
use crate::gui::overlay::letter::{Drafted, LetterSheet, Wish, meant};
use crate::gui::scene::Request;
use crate::model::Moment;
use crate::session::letter::{Order, write};
use crate::session::report::Unsealed;
use crate::store;

impl App {
    /// Opens the sheet of a letter.
    pub(super) fn open_letter(&mut self, name: &str) {
        if !self.commit_typing() {
            return;
        }
        let Some(letter) = letter::named(name) else { return };
        let person = self.desk().and_then(|desk| meant(&desk.session, desk.meant()));
        self.letter = None;
        self.overlay = Some(Box::new(LetterSheet::new(letter, person, &self.report_stem())));
    }

    /// Has a letter written.
    pub(super) fn draft_letter(&mut self, wish: Wish, ctx: &Context) {
        let Some(letter) = letter::named(wish.letter) else { return };
        let Some(desk) = self.desk() else { return };
        let project = desk.session.project().clone();
        let outline = Arc::clone(desk.session.outline());
        let vocabulary = Arc::clone(desk.session.vocabulary());
        let store = desk.store.clone().filter(|_| letter.audience() == Audience::Public);
        let checker = self.settings.checker.clone();
        let today = Moment::parse(&format!("{}T12:00:00Z", desk.session.today()));
        self.jobs.start(ctx, move || {
            let sealed = store.map_or_else(Unsealed::default, |store| store.sealed_words(&project));
            let order = Order {
                person: wish.person,
                contact: String::new(),
                checker,
                today: today.unwrap_or_default(),
                sealed: &sealed.words,
            };
            let written = write(letter, &project, &outline, &vocabulary, &order);
            News::LetterDrafted(Box::new(Drafted { wish, written }))
        });
    }

    /// Writes a letter into a file.
    pub(super) fn keep_letter(&mut self, text: String, path: String, ctx: &Context) {
        let Some(id) = self.tabs.front_id() else { return };
        self.jobs.start_writing(ctx, move || {
            let path = PathBuf::from(path);
            let kept = store::document::write(&path, text.as_bytes()).map_err(|error| error.to_string());
            News::LetterKept(id, kept.map(|()| path))
        });
    }

    /// Tells where a letter is, or why it is nowhere.
    pub(super) fn letter_kept(&mut self, id: TabId, kept: Result<PathBuf, String>) {
        match kept {
            Ok(path) => {
                let folder = path.parent().map(link::of_path).unwrap_or_default();
                self.offer(
                    format!("The letter is in {}", path.display()),
                    &[
                        ("Open", Request::OpenLink(link::of_path(&path))),
                        ("Show in folder", Request::OpenLink(folder)),
                    ],
                );
            }
            Err(words) => {
                let name = lower(&self.name_of(id));
                self.say(format!("The letter of {name} could not be written: {words}"));
            }
        }
    }
}
