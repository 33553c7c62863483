//! Evidence that comes in as files: pasted, dropped, named by a typed path or a dialog.
//!
//! What stands at a path is looked at off the window's thread; the record is the one that was meant when it was asked.

use std::path::{Path, PathBuf};

use egui::Context;

use super::App;
use super::arrival::{News, Target, lower};
use super::reads::name_of;
use super::sources::is_bibliography;
use super::tabs::TabId;
use crate::gui::scene::Request;
use crate::model::{FileRef, Id, Table, Value};
use crate::session::{Action, Attachment, Details, holding};
use crate::store::home::{self, Found};
use crate::store::source::KeptSource;

/// What a path is being looked at for.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    /// To make its file evidence for a record; else the pasted text itself is.
    Paste(Id, String),
    /// To make its file evidence for a record.
    Attach(Id, String),
    /// To make it evidence for a record, or to open it.
    Drop(Option<Id>, PathBuf),
}

impl App {
    /// Takes a pasted text: evidence for the chosen mark.
    pub(super) fn take_pasted(&mut self, text: String, ctx: &Context) {
        if self.take_source_text(&text) {
            return;
        }
        let Some(record) = self.proven_or_say() else { return };
        match path_in(&text) {
            Some(path) => self.look_at(Wish::Paste(record, text), path, ctx),
            None => self.with_desk(|desk| desk.paste(record, &text)),
        }
    }

    /// Makes the file at a typed path evidence for the chosen mark.
    pub(super) fn attach_path(&mut self, path: String, ctx: &Context) {
        if let Some(record) = self.proven_or_say() {
            let place = PathBuf::from(&path);
            self.look_at(Wish::Attach(record, path), place, ctx);
        }
    }

    /// Takes a dropped file: evidence for the mark under the pointer or the chosen one, or something to open.
    pub(super) fn take_dropped(&mut self, place: PathBuf, ctx: &Context) {
        match self.desk_mut() {
            None => self.open(Target::Path(place), ctx),
            Some(_) if is_bibliography(&place) => {
                if let Some(id) = self.tabs.front_id() {
                    self.import_sources(id, place, ctx);
                }
            }
            Some(desk) => {
                let record = desk.dropped_on();
                self.look_at(Wish::Drop(record, place.clone()), place, ctx);
            }
        }
    }

    fn look_at(&mut self, wish: Wish, path: PathBuf, ctx: &Context) {
        let Some(id) = self.tabs.front_id() else { return };
        self.jobs.start(ctx, move || News::Looked(id, wish, home::look(&path)));
    }

    /// Takes in what stands at a path that was named in a tab.
    pub(super) fn looked(&mut self, id: TabId, wish: Wish, found: Found, ctx: &Context) {
        match (wish, found) {
            (Wish::Drop(_, path), Found::Project(_) | Found::Pack(_)) => {
                self.offer("Open this project?", &[("Open", Request::OpenPath(path))]);
            }
            (
                Wish::Paste(record, _) | Wish::Attach(record, _) | Wish::Drop(Some(record), _),
                Found::File(path) | Found::Pack(path),
            )
            | (Wish::Drop(Some(record), path), _) => self.keep_file(id, record, path, ctx),
            (Wish::Paste(record, text), _) => self.with_desk_in(id, |desk| desk.paste(record, &text)),
            (Wish::Attach(_, path), _) => self.say(format!("There is no file at {path}")),
            (Wish::Drop(None, path), _) => self.offer(
                "Choose a claim, a quotation or an allegation first to make the file its evidence",
                &[("Open as an article", Request::OpenPath(path))],
            ),
        }
    }

    /// Returns the record of the chosen mark that takes evidence, or says what to choose first.
    pub(super) fn proven_or_say(&mut self) -> Option<Id> {
        let proven = self.desk()?.proven_or_refusal();
        proven.map_err(|refusal| self.say(refusal.0)).ok()
    }

    /// Keeps a copy of a file with a tab's project and makes it evidence for a record.
    pub(super) fn keep_file(&mut self, id: TabId, record: Id, path: PathBuf, ctx: &Context) {
        let Some(tab) = self.tabs.of(id) else {
            return self.say("The file was not kept: its project was closed meanwhile");
        };
        let Some(store) = tab.desk.store.clone() else {
            return self.say("This project is kept in memory only, so no copy can be kept");
        };
        let number = self.begin_reading(name_of(&path), ctx);
        self.jobs.start_writing(ctx, move || {
            News::Kept(
                number,
                id,
                record,
                store.keep_source(&path).map(Box::new).map_err(|error| error.to_string()),
            )
        });
    }

    /// Takes in that a file was kept with a tab's project, or why not.
    pub(super) fn kept(&mut self, id: TabId, record: Id, kept: Result<Box<KeptSource>, String>) {
        match kept {
            Ok(kept) if self.tabs.of(id).is_some() => self.attach_file(id, record, *kept),
            Ok(kept) => {
                let name = kept.file.name;
                self.say(format!("{name} was not attached: its project was closed meanwhile"));
            }
            Err(words) => {
                let name = self.name_of(id);
                self.warn(format!("The file could not be kept with {}: {words}", lower(&name)));
            }
        }
    }

    fn attach_file(&mut self, id: TabId, record: Id, kept: KeptSource) {
        let KeptSource { file, text, particulars, warnings } = kept;
        if !warnings.is_empty() {
            self.say(format!("{}: {}", file.name, warnings.join(" ")));
        }
        if record.table() == Table::Source {
            let keep = Action::KeepFile { source: record, file, text };
            return self.with_desk_in(id, |desk| desk.act(keep));
        }
        let Some(tab) = self.tabs.of(id) else { return };
        let mut sources = tab.desk.session.project().sources().iter();
        let holds = |there: &FileRef| there.sha256 == file.sha256;
        // What was removed from a source comes back as another one, if somebody wants it so.
        let known = sources
            .find(|(_, source)| source.file.as_ref().is_some_and(holds) && !holding::has_lost_file(source));
        let mut already = None;
        let source = if let Some((id, source)) = known {
            let name = if source.title.is_empty() { &file.name } else { &source.title };
            already = Some(format!("{} is already kept, as the source “{name}”", file.name));
            Attachment::Existing(*id)
        } else {
            let title = Path::new(&file.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let mut details = vec![("kind", Value::Text("document".into()))];
            if particulars.iter().all(|(field, _)| *field != "title") {
                details.push(("title", Value::Text(title.unwrap_or_else(|| file.name.clone()))));
            }
            details.extend(particulars);
            details.push(("file", Value::File(file)));
            details.extend(text.map(|text| ("text", Value::Prose(text))));
            Attachment::New(details)
        };
        self.with_desk_in(id, |desk| desk.act(Action::Attach { record, source, details: Details::new() }));
        if let Some(words) = already {
            self.say(words);
        }
    }
}

/// Returns the path that a text consists of, as far as its letters tell: an absolute path, or a link to one.
fn path_in(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    let path = text.strip_prefix("file://").map_or_else(|| text.to_owned(), |path| path.replace("%20", " "));
    let path = PathBuf::from(path);
    (path.is_absolute() && !text.contains('\n')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn only_a_text_that_looks_like_a_path_is_looked_up() {
        assert_eq!(path_in(" /home/jo/minutes.pdf\n"), Some("/home/jo/minutes.pdf".into()));
        assert_eq!(path_in("file:///home/jo/the%20minutes.pdf"), Some("/home/jo/the minutes.pdf".into()));
        assert_eq!(path_in("Ayes 7, noes 2"), None);
        assert_eq!(path_in("minutes.pdf"), None);
        assert_eq!(path_in("/first\n/second"), None);
        assert_eq!(path_in("https://example.org/minutes"), None);
    }
}
