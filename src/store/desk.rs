//! The desk's settings: what a desk and a project want otherwise than the program comes, each in a file `desk.ron` that
//! holds only what differs.
//!
//! The desk's file stands in the settings' folder, or wherever the settings say (a folder that a desk shares); a project's
//! stands in its own folder and counts for more. So that a project can be read and checked where the desk's file is
//! missing, its own file carries those of the desk's rows that it uses, below everything else.
//!
//! No file keeps a project from being opened: what cannot be read is told with line and column, the rest of the file
//! holds, and for the part that cannot be read what was read last holds.

mod carried;
pub mod change;
mod reading;
mod terms;
mod tree;

#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Place, document, settings, vocabulary};
use crate::check::Rulebook;
use crate::model::Vocabulary;
pub(super) use carried::{carry, for_others, vocabulary_of};
use reading::Ground;
pub use reading::HUES;
pub use terms::{Cell, Changes, Row, Terms};
use tree::{Flaw, Tree, position};

/// What the file is called.
pub const FILE: &str = "desk.ron";
/// What the program keeps of the desk's file when it was last in order.
const LAST: &str = "desk.last.ron";
/// The largest file that is read, in bytes.
const CAP: usize = 4 << 20;

/// Whose file it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The desk's: it counts for all projects.
    #[default]
    Desk,
    /// The project's own.
    Project,
}

impl Whose {
    /// Returns the word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Project => "project",
        }
    }
}

/// What is wrong in a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: PathBuf,
    /// The line and the column, counted from one; nothing where it is about the file as a whole.
    pub place: Option<(usize, usize)>,
    /// What is wrong and what to do.
    pub words: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file.display())?;
        if let Some((line, column)) = self.place {
            write!(out, ", line {line}, column {column}")?;
        }
        write!(out, ": {}.", self.words)
    }
}

/// One file, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Where it stands, or would stand.
    pub path: Option<PathBuf>,
    /// What stands in it; empty where there is none.
    pub text: String,
    /// What it wants otherwise.
    pub terms: Terms,
    /// What is wrong in it.
    pub faults: Vec<Fault>,
}

/// The desk's and the project's settings, with what they come to.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The desk's file.
    pub desk: Sheet,
    /// The project's file.
    pub project: Sheet,
    /// The rows of a desk that the project carries.
    pub carried: Terms,
    /// The words in use.
    pub vocabulary: Arc<Vocabulary>,
    /// The rules in use.
    pub rulebook: Arc<Rulebook>,
}

impl Default for Settled {
    fn default() -> Self {
        Self {
            desk: Sheet::default(),
            project: Sheet::default(),
            carried: Terms::default(),
            vocabulary: vocabulary::shipped(),
            rulebook: Rulebook::shipped(),
        }
    }
}

impl Settled {
    /// Returns one of the files.
    pub fn sheet(&self, whose: Whose) -> &Sheet {
        match whose {
            Whose::Desk => &self.desk,
            Whose::Project => &self.project,
        }
    }

    /// Lists what is wrong, the desk's first.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.desk.faults.iter().chain(&self.project.faults)
    }

    /// Tells whether the same stands in both files.
    pub fn is_same(&self, other: &Self) -> bool {
        self.desk == other.desk && self.project == other.project && self.carried == other.carried
    }

    /// Tells whether both come to the same, however it is written.
    pub fn counts_the_same(&self, other: &Self) -> bool {
        self.desk.path == other.desk.path
            && self.desk.terms == other.desk.terms
            && self.project.terms == other.project.terms
            && self.carried == other.carried
    }

    /// Returns the rules that count where the given file is left aside: what its settings are measured against.
    pub fn below(&self, whose: Whose) -> Arc<Rulebook> {
        match whose {
            Whose::Desk => Rulebook::shipped(),
            Whose::Project => lay(&[&self.desk.terms]).1,
        }
    }
}

/// Returns where the desk's file stands: where the settings say, else in the settings' folder.
pub fn place_of(folder: &Path, settings: &settings::Settings) -> PathBuf {
    match settings.desk_file.trim() {
        "" => folder.join(FILE),
        named => PathBuf::from(named),
    }
}

/// What is to be read.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The desk's file.
    pub desk: Option<PathBuf>,
    /// Whether somebody named that file: then it has to be there.
    pub is_named: bool,
    /// The project's folder.
    pub project: Option<PathBuf>,
    /// The folder in which the program keeps the desk's file as it was last in order.
    pub keep: Option<PathBuf>,
}

impl Wanted {
    /// Asks for what counts on this machine for a project.
    pub fn on(place: &Place, project: Option<&Path>) -> Self {
        let read = settings::load(place.config()).settings.unwrap_or_default();
        Self::with(place.config(), &read, project, Some(place.data()))
    }

    /// Asks for what counts with these settings.
    pub fn with(
        folder: &Path,
        settings: &settings::Settings,
        project: Option<&Path>,
        keep: Option<&Path>,
    ) -> Self {
        Self {
            desk: Some(place_of(folder, settings)),
            is_named: !settings.desk_file.trim().is_empty(),
            project: project.map(Path::to_owned),
            keep: keep.map(Path::to_owned),
        }
    }
}

/// Reads the files; `before` is what they came to last: it holds where something cannot be read now.
pub fn load(wanted: &Wanted, before: Option<&Settled>) -> Settled {
    let shipped = (vocabulary::shipped(), Rulebook::shipped());
    let ground = Ground { vocabulary: &shipped.0, rulebook: &shipped.1, is_project: false };
    let mut desk = Sheet { path: wanted.desk.clone(), ..Sheet::default() };
    let mut broken: Vec<String> = Vec::new();
    match wanted.desk.as_deref().map(fetch) {
        Some(Ok(Some(text))) => {
            (desk.terms, desk.faults, broken) = sheet(wanted.desk.as_deref(), &text, ground);
            desk.text = text;
        }
        Some(Ok(None)) if wanted.is_named => {
            let words = "it is not there: connect the folder that it stands in, or choose another file in the settings";
            desk.faults.push(whole(wanted.desk.as_deref(), words));
            broken = terms::SECTIONS.map(str::to_owned).to_vec();
        }
        Some(Err(words)) => {
            desk.faults.push(whole(wanted.desk.as_deref(), &words));
            broken = terms::SECTIONS.map(str::to_owned).to_vec();
        }
        Some(Ok(None)) | None => {}
    }
    if !broken.is_empty() {
        let same =
            before.filter(|before| before.desk.path == desk.path).map(|before| before.desk.terms.clone());
        let kept = || last_good(wanted, ground).unwrap_or_default();
        desk.terms.take_from(&same.unwrap_or_else(kept), &broken);
    } else if desk.faults.is_empty() {
        keep_good(wanted, &desk.text);
    }
    let mut project =
        Sheet { path: wanted.project.as_ref().map(|folder| folder.join(FILE)), ..Sheet::default() };
    let mut carried = Terms::default();
    match project.path.as_deref().map(fetch) {
        Some(Ok(Some(text))) => {
            carried = carried::read(&text);
            let (vocabulary, rulebook) = lay(&[&carried, &desk.terms]);
            let ground = Ground { vocabulary: &vocabulary, rulebook: &rulebook, is_project: true };
            let broken;
            (project.terms, project.faults, broken) = sheet(project.path.as_deref(), &text, ground);
            if let Some(before) = before.filter(|before| before.project.path == project.path) {
                project.terms.take_from(&before.project.terms, &broken);
                if broken.iter().any(|name| name == reading::CARRIED) {
                    carried.clone_from(&before.carried);
                }
            }
            project.text = text;
        }
        Some(Err(words)) => {
            project.faults.push(whole(project.path.as_deref(), &words));
            if let Some(before) = before.filter(|before| before.project.path == project.path) {
                project.terms.clone_from(&before.project.terms);
                carried.clone_from(&before.carried);
            }
        }
        Some(Ok(None)) | None => {}
    }
    let (vocabulary, mut rulebook) = lay(&[&carried, &desk.terms, &project.terms]);
    if !project.terms.levels.is_empty() {
        Arc::make_mut(&mut rulebook).of_project = project.terms.levels.keys().cloned().collect();
    }
    Settled { desk, project, carried, vocabulary, rulebook }
}

/// Checks one file alone, as a desk's, without using it.
pub fn check(path: &Path, whose: Whose) -> Result<Sheet, String> {
    let text = fetch(path)?.ok_or_else(|| "there is no such file: check the path".to_owned())?;
    let carried = carried::read(&text);
    let (vocabulary, rulebook) = lay(&[&carried]);
    let ground = Ground { vocabulary: &vocabulary, rulebook: &rulebook, is_project: whose == Whose::Project };
    let (terms, faults, _) = sheet(Some(path), &text, ground);
    Ok(Sheet { path: Some(path.to_owned()), text, terms, faults })
}

/// Lays terms over what the program comes with, the lowest first.
fn lay(layers: &[&Terms]) -> (Arc<Vocabulary>, Arc<Rulebook>) {
    let (mut vocabulary, mut rulebook) = (vocabulary::shipped(), Rulebook::shipped());
    for terms in layers.iter().filter(|terms| !terms.is_empty()) {
        if terms.has_rows() || !terms.required.is_empty() {
            terms.apply(Arc::make_mut(&mut vocabulary));
        }
        if !(terms.levels.is_empty() && terms.words.is_empty() && terms.numbers.is_empty()) {
            terms.apply_rules(Arc::make_mut(&mut rulebook));
        }
    }
    (vocabulary, rulebook)
}

/// Reads a text; returns what it wants, what is wrong, and the parts that cannot be read.
fn sheet(path: Option<&Path>, text: &str, ground: Ground<'_>) -> (Terms, Vec<Fault>, Vec<String>) {
    let Tree { entries, mut flaws, mut broken, close } = tree::read(text);
    if close.is_none() && entries.is_empty() && broken.is_empty() {
        broken = terms::SECTIONS.map(str::to_owned).to_vec();
    }
    let (terms, more) = reading::read(&entries, ground);
    flaws.extend(more);
    flaws.sort_by_key(|flaw| flaw.at);
    let fault = |flaw: Flaw| Fault {
        file: path.map(Path::to_owned).unwrap_or_default(),
        place: Some(position(text, flaw.at)),
        words: flaw.words,
    };
    (terms, flaws.into_iter().map(fault).collect(), broken)
}

fn whole(path: Option<&Path>, words: &str) -> Fault {
    Fault { file: path.map(Path::to_owned).unwrap_or_default(), place: None, words: words.to_owned() }
}

/// Reads a file's text; nothing where there is none.
fn fetch(path: &Path) -> Result<Option<String>, String> {
    let bytes = match document::read(path) {
        Ok((bytes, _)) => bytes,
        Err(error) if error.cause().is_some_and(super::vfs::VfsError::is_missing) => return Ok(None),
        Err(error) => return Err(format!("it cannot be read: {}", error.to_string().trim_end_matches('.'))),
    };
    if bytes.len() > CAP {
        return Err("it is too large for a desk’s settings: choose another file in the settings".to_owned());
    }
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|_| "it is not UTF-8 text: save it as such".to_owned())
}

fn last_good(wanted: &Wanted, ground: Ground<'_>) -> Option<Terms> {
    let text = fetch(&wanted.keep.as_ref()?.join(LAST)).ok()??;
    Some(sheet(None, &text, ground).0)
}

/// Keeps the desk's file as it is in order now; where that cannot be done, nothing is lost but care.
fn keep_good(wanted: &Wanted, text: &str) {
    let Some(folder) = &wanted.keep else { return };
    let is_new = fetch(&folder.join(LAST)).is_ok_and(|kept| kept.unwrap_or_default() != text);
    if is_new {
        drop(document::write_within(folder, LAST, text.as_bytes()));
    }
}
