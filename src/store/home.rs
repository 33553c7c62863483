//! Where projects live on this machine: what stands at a path, where a new one goes, and the sample's working copy.
#![expect(clippy::disallowed_methods, reason = "part of the store")]

use std::path::{Path, PathBuf};

use super::pack::EXTENSION;
use super::vfs::frame;
use super::{Place, sample};

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A project's folder.
    Project(PathBuf),
    /// A packed project.
    Pack(PathBuf),
    /// A file that may be an article.
    File(PathBuf),
    /// A folder that is no project.
    Folder(PathBuf),
    /// Nothing.
    Nothing(PathBuf),
}

/// Tells what stands at a path as a person typed or dropped it; `~` is the home folder.
pub fn look(typed: &Path) -> Found {
    frame::expect_none();
    let path = match typed.strip_prefix("~") {
        Ok(rest) => {
            directories::UserDirs::new().map_or_else(|| typed.to_owned(), |dirs| dirs.home_dir().join(rest))
        }
        Err(_) => typed.to_owned(),
    };
    if path.is_file() {
        let is_state = path.file_name().is_some_and(|name| name == "project.ron");
        if path.extension().is_some_and(|ending| ending == EXTENSION) {
            return Found::Pack(path);
        }
        return match path.parent() {
            Some(folder) if is_state => Found::Project(folder.to_owned()),
            _ => Found::File(path),
        };
    }
    if path.is_dir() {
        let is_project = path.join("project.ron").is_file() || path.join("log").is_dir();
        return if is_project { Found::Project(path) } else { Found::Folder(path) };
    }
    Found::Nothing(path)
}

/// Lists the projects in a folder, however deep, in the order of their paths. Nothing is looked for within a project,
/// behind a link, or in a folder whose name begins with a dot; a folder that cannot be listed has none.
pub fn projects_within(folder: &Path) -> Vec<PathBuf> {
    frame::expect_none();
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if !is_folder || entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            match look(&entry.path()) {
                Found::Project(path) => found.push(path),
                _ => waiting.push(entry.path()),
            }
        }
    }
    found.sort();
    found
}

/// Returns a path without links and detours, so that two paths to one place are the same; one at which nothing stands
/// is returned as it is.
pub fn without_detours(path: &Path) -> PathBuf {
    frame::expect_none();
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Returns the folder for projects that have no file to stand beside.
pub fn projects() -> Option<PathBuf> {
    frame::expect_none();
    let dirs = directories::UserDirs::new()?;
    let documents = dirs.document_dir().map_or_else(|| dirs.home_dir().join("Documents"), Path::to_owned);
    Some(documents.join("redpencil"))
}

/// Returns a file that is not there yet beside a project's folder and called like it, for the project to be packed into.
pub fn fresh_pack(folder: &Path, kind: &str) -> Option<PathBuf> {
    let folder = without_detours(folder);
    let name = folder.file_name()?.to_string_lossy().into_owned();
    (1..1_000_u32)
        .map(|count| if count == 1 { String::new() } else { format!("-{count}") })
        .map(|count| folder.with_file_name(format!("{name}{kind}{count}.{EXTENSION}")))
        .find(|file| !file.exists())
}

/// Returns a folder that is not there yet: beside the file where one may write, else among the projects.
pub fn fresh(beside: Option<&Path>, title: &str) -> Option<PathBuf> {
    frame::expect_none();
    let stem = beside.and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
    let name = slug(stem.as_deref().unwrap_or(title));
    let parent = beside.and_then(Path::parent).filter(|parent| is_writable(parent)).map(Path::to_owned);
    let parent = parent.or_else(projects)?;
    (1..1_000_u32)
        .map(|count| if count == 1 { name.clone() } else { format!("{name}-{count}") })
        .map(|name| parent.join(name))
        .find(|folder| !folder.exists())
}

fn is_writable(folder: &Path) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    tells_writable(folder)
}

#[cfg(unix)]
fn tells_writable(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn tells_writable(folder: &Path) -> bool {
    std::fs::metadata(folder).is_ok_and(|metadata| !metadata.permissions().readonly())
}

/// Makes a folder's name of a title: letters and digits of any script, joined by hyphens, 60 characters at most.
fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.chars().count() >= 60 {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() { "article".to_owned() } else { slug.to_owned() }
}

/// Returns the working copy of the sample, made now if there is none yet.
pub fn sample(place: &Place) -> Result<PathBuf, String> {
    let copy = place.data().join("sample").join(sample::NAME);
    if matches!(look(&copy), Found::Project(_)) {
        return Ok(copy);
    }
    sample::copy_to(&copy)
        .map_err(|error| format!("The sample cannot be copied to {}: {error}.", copy.display()))?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_project_stands_beside_its_article_and_never_on_another() {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("Council Vote.txt");
        let first = fresh(Some(&article), "").unwrap();
        assert_eq!(first, folder.path().join("council-vote"));
        std::fs::create_dir(&first).unwrap();
        assert_eq!(fresh(Some(&article), "").unwrap(), folder.path().join("council-vote-2"));
    }

    #[test]
    fn a_name_keeps_the_letters_of_every_script() {
        assert_eq!(slug("  Où est l’été ?"), "où-est-l-été");
        assert_eq!(slug("../.."), "article");
    }

    #[test]
    fn the_state_file_stands_for_its_project() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("project.ron"), "()").unwrap();
        let project = Found::Project(folder.path().to_owned());
        assert_eq!(look(folder.path()), project);
        assert_eq!(look(&folder.path().join("project.ron")), project);
        let missing = folder.path().join("missing.txt");
        assert_eq!(look(&missing), Found::Nothing(missing.clone()));
    }

    #[test]
    fn projects_are_found_in_folders_but_not_within_one_another() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["b", "a/deep", "a/deep/drafts/inner", ".hidden", "none"] {
            std::fs::create_dir_all(folder.path().join(path)).unwrap();
        }
        for path in ["b", "a/deep", "a/deep/drafts/inner", ".hidden"] {
            std::fs::write(folder.path().join(path).join("project.ron"), "()").unwrap();
        }
        let found = projects_within(folder.path());
        assert_eq!(found, [folder.path().join("a/deep"), folder.path().join("b")]);
        assert!(projects_within(&folder.path().join("none")).is_empty());
    }

    #[test]
    fn two_paths_to_one_place_are_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let straight = without_detours(folder.path());
        assert_eq!(
            without_detours(&folder.path().join(".").join("..").join(straight.file_name().unwrap())),
            straight
        );
        let missing = folder.path().join("missing");
        assert_eq!(without_detours(&missing), missing);
    }
}
