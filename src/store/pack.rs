//! A whole project in one file, `.redpencil`: a zip of the files that a project may have, and of nothing else.
//!
//! What must not travel is left out and told: sealed values, evidence of sources that are off the record or whose name
//! is sealed, evidence that no source names any more; for others also everything but the state as it stands. The same
//! project always makes the same bytes. What comes out of such a file is for `unpack`.
//!
//! *Limitations:* the files themselves go along as they are. Whoever hands one on should know what it holds besides
//! what one sees; what is known to be telling is said.

pub mod limit;
pub(in crate::store) mod name;
pub mod unpack;
mod wording;
mod zipped;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use super::bare::{self, Content, Members, Signature, Snapshot};
use super::keeper::Message;
use super::opening::Closed;
use super::vfs::{self, Disk, Kind, Vfs};
use super::{Store, StoreError, log, opening, sealed, system};
use crate::model::vocabulary::{Meaning, Vocabulary};
use crate::model::{FileRef, Id, Project, Prose, Value};
use crate::session::holding;
use crate::text::counted;
use name::Name;

/// What a packed project's name ends in.
pub const EXTENSION: &str = "redpencil";

/// Endings of files that are known to say more than they show.
const TELLING: &[&str] = &[
    "doc", "docx", "odt", "rtf", "pages", "pdf", "xls", "xlsx", "ods", "numbers", "ppt", "pptx", "odp",
    "key", "jpg", "jpeg", "heic", "tif", "tiff", "png", "mp3", "m4a", "mp4", "mov", "wav", "eml", "msg",
];

/// Whom a pack is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Packing {
    /// Those who work on it: the project with its history.
    #[default]
    Whole,
    /// Others: the state as it stands, without history.
    ForOthers,
}

/// What does not travel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Sealed values.
    pub sealed: usize,
    /// Files of evidence of sources that are off the record, or whose name is sealed.
    pub withheld: usize,
    /// Files of evidence that no source names any more.
    pub loose: usize,
    /// Former drafts of the article, which are a history too.
    pub drafts: usize,
    /// Records of the logs, where the history stays behind.
    pub history: usize,
    /// Whether there is a state before the last one.
    pub previous: bool,
    /// Files that a project knows nothing of.
    pub strangers: Vec<String>,
}

impl LeftOut {
    /// Says it, a sentence for each kind of thing.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        if self.history > 0 {
            said.push(format!(
                "Left out: the history, {} with what was deleted and every former value.",
                counted(self.history, "log record", "log records")
            ));
        }
        if self.drafts > 0 {
            said.push(format!(
                "Left out: {} of the article, with what they say differently.",
                counted(self.drafts, "former draft", "former drafts")
            ));
        }
        if self.sealed > 0 {
            said.push(format!("Left out: {}.", counted(self.sealed, "sealed value", "sealed values")));
        }
        if self.withheld > 0 {
            said.push(format!(
                "Left out: {} of sources that are off the record or whose name is sealed.",
                counted(self.withheld, "file of evidence", "files of evidence")
            ));
        }
        if self.loose > 0 {
            said.push(format!(
                "Left out: {} that no source names any more.",
                counted(self.loose, "file of evidence", "files of evidence")
            ));
        }
        if self.previous {
            said.push("Left out: the state before the last one (project.ron.prev).".to_owned());
        }
        if !self.strangers.is_empty() {
            said.push(format!(
                "Left out, because a project knows nothing of it: {}.",
                few(self.strangers.iter().map(String::as_str))
            ));
        }
        said
    }
}

/// What a pack would hold, before anything is written.
#[derive(Clone, Debug)]
pub struct Plan {
    members: Members,
    /// What does not travel.
    pub left_out: LeftOut,
    /// What travels and may say more than one sees, a sentence each.
    pub telling: Vec<String>,
    /// Files that a record names and that are not there.
    pub lacking: Vec<String>,
}

impl Plan {
    /// Counts the files that it would hold.
    pub fn files(&self) -> usize {
        self.members.len()
    }

    /// Says everything that one has to know before it is written.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = self.left_out.sentences();
        said.extend(self.telling.iter().cloned());
        if !self.lacking.is_empty() {
            let lacking = few(self.lacking.iter().map(String::as_str));
            said.push(format!("Not there, so not packed: {lacking}."));
        }
        said
    }
}

/// A pack that was written.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Where it stands.
    pub file: PathBuf,
    /// Its length in bytes.
    pub bytes: u64,
    /// What it was made by.
    pub plan: Plan,
}

impl Store {
    /// Writes the project as it stands, without its history, into a folder that is not there yet, or is empty;
    /// returns the names of files that are lacking in it.
    pub fn save_without_history(&self, folder: &Path, by: &str) -> Result<Vec<String>, StoreError> {
        let snapshot = self.whole_snapshot()?;
        let signature = Signature { by: by.to_owned(), at: system::now() };
        bare::save(self.vfs.as_ref(), &self.folder, folder, &snapshot, &signature)
    }

    /// Tells what a pack would hold.
    pub fn plan_pack(&self, packing: Packing) -> Result<Plan, StoreError> {
        let snapshot = match packing {
            Packing::Whole => {
                self.checkpoint()?;
                self.snapshot()?
            }
            Packing::ForOthers => self.whole_snapshot()?,
        };
        plan(self.vfs.as_ref(), &self.folder, &snapshot, packing)
    }

    /// Writes the project into one file; one that stands there is replaced.
    pub fn pack(&self, packing: Packing, file: &Path) -> Result<Packed, StoreError> {
        let plan = self.plan_pack(packing)?;
        let bytes = zipped::write(self.vfs.as_ref(), file, &plan.members)?;
        Ok(Packed { file: file.to_owned(), bytes, plan })
    }

    /// Hands out the project as it stands, for a copy that nothing but that goes into: so it has to be all there is.
    fn whole_snapshot(&self) -> Result<Snapshot, StoreError> {
        let why = match &self.closed {
            None => return self.snapshot(),
            Some(Closed::Newer(_)) => {
                "A newer redpencil has worked on this project, and what it wrote is not all understood here: it would be \
                 lost in a copy without history. Update the program, or pack the project whole."
            }
            Some(Closed::Damaged(_)) => {
                "This project is damaged, and what is shown may not be all of it. Save a copy, look it over, and do this \
                 with the copy."
            }
        };
        Err(StoreError::Words(why.into()))
    }

    fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let gone = || StoreError::Words("The project is closed already.".into());
        let (reply, answer) = channel();
        self.inbox.send(Message::Snapshot(reply)).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())
    }
}

/// Writes a packed project's files into a folder that is not there yet, or is empty.
pub fn unpack(file: &Path, folder: &Path, limits: &limit::Limits) -> Result<unpack::Unpacked, StoreError> {
    unpack::unpack(&Disk, file, folder, limits)
}

/// Plans a pack of the project in a folder.
fn plan(vfs: &dyn Vfs, folder: &Path, snapshot: &Snapshot, packing: Packing) -> Result<Plan, StoreError> {
    let project = &snapshot.project;
    let withheld = withheld(project, &super::desk::vocabulary_of(vfs, folder));
    let mut left_out = LeftOut {
        sealed: sealed::count(vfs, folder)?,
        previous: vfs.look(&folder.join(super::checkpoint::previous_name(opening::STATE)))?.is_some(),
        ..LeftOut::default()
    };
    let mut lacking: Vec<String>;
    let mut members = match packing {
        Packing::Whole => {
            let members = whole(vfs, folder, &mut left_out.strangers)?;
            let named = named_files(project).into_iter().filter(|name| !members.contains_key(name));
            lacking = named.map(|name| name.to_string()).collect();
            members
        }
        Packing::ForOthers => {
            left_out.history = history(vfs, folder)?;
            let (shown, former) = wording::current_alone(project);
            left_out.drafts = former;
            let shown = Snapshot { project: shown, ..snapshot.clone() };
            let signature = Signature { by: String::new(), at: bare::newest_stamp(project) };
            let made = bare::members(vfs, folder, &shown, &signature)?;
            lacking = made.1;
            made.0
        }
    };
    let named = named_files(project);
    members.retain(|name, _| {
        let is_evidence = matches!(name, Name::Evidence(..) | Name::Text(_));
        let (is_withheld, is_loose) =
            (is_evidence && withheld.contains(name), is_evidence && !named.contains(name));
        left_out.withheld += usize::from(is_withheld);
        left_out.loose += usize::from(is_loose);
        !is_withheld && !is_loose
    });
    lacking.retain(|name| !withheld.iter().any(|withheld| withheld.to_string() == *name));
    let telling = telling(project, &members);
    Ok(Plan { members, left_out, telling, lacking })
}

/// Lists the files of a project's folder as they are. The state comes first and the logs second, so that what it names
/// is there even while somebody goes on working.
pub(super) fn whole(
    vfs: &dyn Vfs,
    folder: &Path,
    strangers: &mut Vec<String>,
) -> Result<Members, StoreError> {
    let mut members = Members::new();
    let state = Name::State.within(folder);
    if vfs.look(&state)?.is_some() {
        members.insert(Name::State, Content::Bytes(vfs.read(&state, super::checkpoint::CAP)?));
    }
    for within in [opening::LOGS, opening::DRAFTS, opening::TEXTS, opening::ORIGINALS, opening::EVIDENCE] {
        list(vfs, folder, within, &mut members, strangers)?;
    }
    for entry in vfs.list(folder)? {
        let file = entry.name.to_string_lossy().into_owned();
        match (Name::parse(file.as_bytes()), entry.kind) {
            (Some(Name::State), Kind::File) => {}
            (Some(name), Kind::File) => {
                let path = name.within(folder);
                let len = vfs.metadata(&path)?.len;
                members.insert(name, Content::File(path, len));
            }
            _ if is_expected(&file) => {}
            _ => strangers.push(file),
        }
    }
    Ok(members)
}

/// Tells whether a name at the top of a project is known to stay behind without a word of its own.
fn is_expected(file: &str) -> bool {
    let known = [".git", sealed::FOLDER, "project.ron.prev"];
    let folders = [opening::LOGS, opening::DRAFTS, opening::TEXTS, opening::ORIGINALS, opening::EVIDENCE];
    known.contains(&file) || folders.contains(&file) || is_passing(file)
}

/// Tells whether a file comes and goes by itself.
fn is_passing(file: &str) -> bool {
    vfs::is_temporary(file) || Path::new(file).extension().is_some_and(|ending| ending == "lock")
}

fn list(
    vfs: &dyn Vfs,
    folder: &Path,
    within: &str,
    members: &mut Members,
    strangers: &mut Vec<String>,
) -> Result<(), StoreError> {
    let inside = folder.join(within);
    if vfs.look(&inside)?.is_none_or(|found| found.kind != Kind::Folder) {
        return Ok(());
    }
    for entry in vfs.list(&inside)? {
        let place = format!("{within}/{}", entry.name.to_string_lossy());
        let path = inside.join(&entry.name);
        match (Name::parse(place.as_bytes()), entry.kind) {
            (Some(name), Kind::File) => {
                let len = vfs.metadata(&path)?.len;
                members.insert(name, Content::File(path, len));
            }
            (None, Kind::File) if is_passing(&entry.name.to_string_lossy()) => {}
            (None, Kind::File) if within == opening::LOGS => match copy_of_log(vfs, &path)? {
                Some((name, bytes)) => drop(members.insert(name, Content::Bytes(bytes))),
                None => strangers.push(place),
            },
            _ => strangers.push(place),
        }
    }
    Ok(())
}

/// Reads what a synchronised folder has put beside a log: another version of it under a name of its own.
pub(super) fn copy_of_log(vfs: &dyn Vfs, path: &Path) -> Result<Option<(Name, Vec<u8>)>, StoreError> {
    if path.extension().is_none_or(|ending| ending != "ron") {
        return Ok(None);
    }
    let bytes = vfs.read(path, log::CAP)?;
    let Some(header) = log::parse(&bytes).header else { return Ok(None) };
    Ok(Name::other_log(&header.writer, &bytes).map(|name| (name, bytes)))
}

fn history(vfs: &dyn Vfs, folder: &Path) -> Result<usize, StoreError> {
    let mut records = 0;
    for path in opening::files(vfs, &folder.join(opening::LOGS), ".ron")? {
        let is_log = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("w-"));
        if is_log {
            records += log::parse(&vfs.read(&path, log::CAP)?).lines.len();
        }
    }
    Ok(records)
}

fn evidence(file: &FileRef) -> Option<Name> {
    kept_name(opening::EVIDENCE, file)
}

fn kept_name(folder: &str, file: &FileRef) -> Option<Name> {
    let ending = super::blob::plain_extension(&file.extension);
    Name::parse(format!("{folder}/{}.{ending}", file.sha256).as_bytes())
}

/// Lists the files that records name.
fn named_files(project: &Project) -> BTreeSet<Name> {
    let mut named: BTreeSet<Name> =
        kept_files(project).iter().filter_map(|(_, file)| evidence(file)).collect();
    named.extend(kept_texts(project).iter().filter_map(|(_, text)| text_name(text)));
    let removed = holding::removed(project);
    named.retain(|name| name.hash().is_none_or(|hash| !removed.contains(&hash.to_string())));
    for (id, draft) in project.drafts() {
        named.extend(draft.text.as_ref().map(|_| Name::Draft(*id)));
        named.extend(draft.original.as_ref().and_then(|file| kept_name(opening::ORIGINALS, file)));
    }
    named
}

/// Lists the files that sources name, those in a conflict included.
pub(super) fn kept_files(project: &Project) -> Vec<(Id, FileRef)> {
    let of_source = |id: &Id| {
        let id = *id;
        values(project, id).into_iter().filter_map(move |(_, value)| match value {
            Value::File(file) => Some((id, file)),
            _ => None,
        })
    };
    project.sources().keys().flat_map(of_source).collect()
}

/// Lists the texts that sources name, those in a conflict included, and those in which passages stand.
pub(super) fn kept_texts(project: &Project) -> Vec<(Id, Prose)> {
    let named = project.sources().iter().filter_map(|(id, source)| Some((*id, source.text.clone()?)));
    let mut texts: Vec<(Id, Prose)> = named.collect();
    let mut passages: Vec<(Id, &str)> = Vec::new();
    for (id, evidence) in project.evidence() {
        passages.extend(evidence.passage.as_ref().map(|passage| (*id, passage.text.as_str())));
    }
    for (slot, versions) in project.conflicts() {
        for version in versions {
            match &version.value {
                Value::Prose(text) if project.sources().contains_key(&slot.record) => {
                    texts.push((slot.record, text.clone()));
                }
                Value::Passage(passage) => passages.push((slot.record, passage.text.as_str())),
                _ => {}
            }
        }
    }
    let mut known: BTreeSet<(Id, String)> =
        texts.iter().map(|(id, text)| (*id, text.sha256().to_owned())).collect();
    for (id, sha256) in passages {
        let source = project.evidence().get(&id).and_then(|evidence| evidence.source).unwrap_or(id);
        if known.insert((source, sha256.to_owned())) {
            texts.push((source, Prose::missing(sha256)));
        }
    }
    texts
}

fn text_name(text: &Prose) -> Option<Name> {
    Name::parse(opening::text_place(text.sha256()).as_bytes())
}

/// Lists what a record holds, every value of a conflict included.
fn values(project: &Project, id: Id) -> Vec<(&'static str, Value)> {
    let mut values: Vec<_> =
        project.filled(id).into_iter().map(|(slot, value)| (slot.field, value)).collect();
    let disputed = project.conflicts().iter().filter(|(slot, _)| slot.record == id);
    values.extend(
        disputed.flat_map(|(slot, all)| all.iter().map(|version| (slot.field, version.value.clone()))),
    );
    values
}

/// Lists the files and texts of sources that are off the record or whose name is sealed: they never travel.
pub(super) fn withheld(project: &Project, vocabulary: &Vocabulary) -> BTreeSet<Name> {
    let is_withheld = |id: Id| {
        values(project, id).into_iter().any(|(field, value)| match (field, value) {
            ("ground_rules" | "confidentiality", Value::Text(row)) => {
                // A row that the vocabulary lacks stands for a rule that nobody here can keep.
                let known = vocabulary.row(field, &row);
                !row.is_empty() && known.is_none_or(|known| known.meaning == Meaning::Withheld)
            }
            ("sealed_name", Value::Sealed(_)) => true,
            _ => false,
        })
    };
    let hidden: BTreeSet<Id> = project.sources().keys().copied().filter(|id| is_withheld(*id)).collect();
    let files = kept_files(project).into_iter().filter(|(id, _)| hidden.contains(id));
    let texts = kept_texts(project).into_iter().filter(|(id, _)| hidden.contains(id));
    let texts = texts.filter_map(|(_, text)| text_name(&text));
    files.filter_map(|(_, file)| evidence(&file)).chain(texts).collect()
}

/// Says what travels and may hold more than one sees.
fn telling(project: &Project, members: &Members) -> Vec<String> {
    let is_telling = |file: &FileRef| TELLING.contains(&file.extension.as_str());
    let mut said = Vec::new();
    let originals = project.drafts().values().filter_map(|draft| draft.original.as_ref());
    let originals: Vec<&str> =
        originals.filter(|file| is_telling(file)).map(|file| file.name.as_str()).collect();
    if !originals.is_empty() {
        said.push(format!(
            "The article’s own file goes along as it came and may hold its author’s name, comments and earlier wordings: {}.",
            few(originals.into_iter())
        ));
    }
    let kept: BTreeSet<String> = kept_files(project)
        .into_iter()
        .filter(|(_, file)| {
            is_telling(file) && evidence(file).is_some_and(|name| members.contains_key(&name))
        })
        .map(|(_, file)| file.name)
        .collect();
    if !kept.is_empty() {
        said.push(format!(
            "Files of evidence go along as they came and may hold names, places and times: {}.",
            few(kept.iter().map(String::as_str))
        ));
    }
    said.push("The names of those who worked on it stand in it, as they gave them.".to_owned());
    said
}

/// Lists a few names, and counts the rest; nothing in them can change how the line looks.
pub(super) fn few<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<String> = names.map(plain).collect();
    let rest = all.len().saturating_sub(5);
    all.truncate(5);
    if rest > 0 {
        all.push(format!("and {rest} more"));
    }
    all.join(", ")
}

/// Quotes a name that came from elsewhere, with everything that is not a plain sign written out.
fn plain(name: &str) -> String {
    let mut short: String = name.chars().take(60).flat_map(char::escape_debug).collect();
    if name.chars().count() > 60 {
        short.push('…');
    }
    format!("“{short}”")
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
