//! The articles that the checks are measured on, by what they are.

use std::fs;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Genre {
    /// News articles.
    News,
    /// Interviews, essays, speeches, letters, lives, court records.
    Other,
    /// Novels and reports.
    Long,
}

/// Lists the articles with their names.
pub(super) fn articles() -> Vec<(Genre, String, String)> {
    let mut found = Vec::new();
    if let Some(folder) = crate::collection("05-quotes") {
        for path in paths(&folder.join("polnear/text"), "txt") {
            let text = String::from_utf8_lossy(&fs::read(&path).expect("an article")).into_owned();
            found.push((Genre::News, name(&path), text));
        }
    }
    if let Some(folder) = crate::collection("15-sentences-gum") {
        for path in paths(&folder, "conllu") {
            let conllu = fs::read_to_string(&path).expect("an annotated text");
            let document = crate::sentences::read(&name(&path), &conllu);
            let genre = if document.genre == "news" { Genre::News } else { Genre::Other };
            found.push((genre, name(&path), document.text));
        }
    }
    if let Some(folder) = crate::collection("14-longtexts") {
        for path in paths(&folder, "txt") {
            let bytes = fs::read(&path).expect("a long text");
            let text = String::from_utf8(bytes)
                .unwrap_or_else(|error| error.into_bytes().into_iter().map(char::from).collect());
            found.push((Genre::Long, name(&path), text));
        }
    }
    found
}

fn paths(folder: &std::path::Path, extension: &str) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == extension));
    paths.sort();
    paths
}

fn name(path: &std::path::Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
