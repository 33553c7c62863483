//! The sources' own texts: each stands under its hash, and a source is read without the words of one that is missing.
//!
//! Nothing of it keeps a project from being worked on: a text can be read again from the source's file.

use std::path::Path;

use super::super::StoreError;
use super::super::pack::{kept_texts, withheld};
use super::super::problem::Problem;
use super::super::schema::v1::Texts;
use super::super::vfs::Vfs;
use super::super::{state, vocabulary};
use super::{TEXTS, files};
use crate::model::{Project, Prose};
use crate::session::holding;

/// The largest text of a source that is read, in bytes.
const CAP: u64 = 256 << 20;

/// Returns where a text stands within the project.
pub(in crate::store) fn text_place(sha256: &str) -> String {
    format!("{TEXTS}/{sha256}.txt")
}

/// Reads the texts that are what their names say.
pub(super) fn add(vfs: &dyn Vfs, folder: &Path, texts: &mut Texts) -> Result<(), StoreError> {
    for path in files(vfs, &folder.join(TEXTS), ".txt")? {
        let Some(name) = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()) else { continue };
        // What cannot be read is told as missing.
        let Some(text) = vfs.read(&path, CAP).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        let is_meant = |text: String| Some(Prose::new(text)).filter(|prose| prose.sha256() == name);
        // An editor or git may have changed its line ends.
        let plain = state::plain(&text).into_owned();
        let other = (plain != text).then_some(plain);
        if let Some(prose) = is_meant(text).or_else(|| other.and_then(is_meant)) {
            texts.insert(name, prose);
        }
    }
    Ok(())
}

/// Tells of the texts of sources that are not there, or not what they were.
pub(in crate::store) fn missing_texts(project: &Project) -> Vec<Problem> {
    let removed = holding::removed(project);
    let mut problems = Vec::new();
    let mut never_travel = None;
    for (id, prose) in kept_texts(project) {
        let is_named = project.sources().get(&id).is_some_and(|source| source.text.as_ref() == Some(&prose));
        // A passage may stand in an earlier text of its source, which nobody needs.
        if !is_named || !prose.is_missing() || removed.contains(prose.sha256()) {
            continue;
        }
        let place = text_place(prose.sha256());
        let withheld = never_travel.get_or_insert_with(|| withheld(project, &vocabulary::shipped()));
        problems.push(if withheld.iter().any(|name| name.to_string() == place) {
            let what = "It is not here: the text of a source that is off the record or sealed never travels in a pack.";
            Problem::note(&place, what, "Nothing has to be done.")
        } else {
            let what = format!("The text of source {id} is missing or damaged. The source is shown without it.");
            let repair = "Read its text again from its file, or put the file back from a backup.";
            Problem::damage(&place, &what, repair)
        });
    }
    problems
}
