//! What the files of a project may be called, as a closed list of shapes.
//!
//! A name that comes from elsewhere is parsed into its parts, and the path is made anew of those: nothing of the text
//! that came in is ever used as a path. Knows no files.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::model::{Id, Table};
use crate::store::hash::Sha256;
use crate::store::writer;

/// The longest name that fits any shape, in bytes.
const LONGEST: usize = 128;

/// The name of a file of a project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum Name {
    /// `project.ron`.
    State,
    /// `.gitattributes`.
    GitAttributes,
    /// `.gitignore`.
    GitIgnore,
    /// `desk.ron`.
    Desk,
    /// A writer's log.
    Log(String),
    /// Another version of a writer's log, told apart by the beginning of its hash.
    LogCopy(String, String),
    /// Edits that stand aside from their log.
    Aside(Sha256),
    /// The text of a draft.
    Draft(Id),
    /// Another text under a draft's name, told apart by the beginning of its hash.
    DraftCopy(Id, String),
    /// The text of a source.
    Text(Sha256),
    /// The file that a draft came from, and its ending.
    Original(Sha256, String),
    /// A copy of source material, and its ending.
    Evidence(Sha256, String),
}

impl Name {
    /// Reads a name as it stands in a pack; nothing where it has no shape of these to the letter.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LONGEST)?;
        let name = Self::of_parts(text)?;
        // One spelling each: what is written back is what was read.
        (name.to_string() == text).then_some(name)
    }

    fn of_parts(text: &str) -> Option<Self> {
        match text {
            "project.ron" => return Some(Self::State),
            ".gitattributes" => return Some(Self::GitAttributes),
            ".gitignore" => return Some(Self::GitIgnore),
            "desk.ron" => return Some(Self::Desk),
            _ => {}
        }
        let (folder, file) = text.split_once('/')?;
        let (stem, ending) = file.rsplit_once('.')?;
        match (folder, ending) {
            ("log", "ron") => match stem.split_once('.') {
                Some((log, mark)) => Some(Self::LogCopy(writer_of(log)?, mark_of(mark)?)),
                None if stem.starts_with("w-") => Some(Self::Log(writer_of(stem)?)),
                None => Some(Self::Aside(stem.parse().ok()?)),
            },
            ("drafts", "txt") => match stem.split_once('.') {
                Some((draft, mark)) => Some(Self::DraftCopy(draft_of(draft)?, mark_of(mark)?)),
                None => Some(Self::Draft(draft_of(stem)?)),
            },
            ("texts", "txt") => Some(Self::Text(stem.parse().ok()?)),
            ("originals", _) => Some(Self::Original(stem.parse().ok()?, ending_of(ending)?)),
            ("evidence", _) => Some(Self::Evidence(stem.parse().ok()?, ending_of(ending)?)),
            _ => None,
        }
    }

    /// Returns the folder within the project; nothing for what stands at its top.
    pub fn folder(&self) -> Option<&'static str> {
        match self {
            Self::State | Self::GitAttributes | Self::GitIgnore | Self::Desk => None,
            Self::Log(_) | Self::LogCopy(..) | Self::Aside(_) => Some("log"),
            Self::Draft(_) | Self::DraftCopy(..) => Some("drafts"),
            Self::Text(_) => Some("texts"),
            Self::Original(..) => Some("originals"),
            Self::Evidence(..) => Some("evidence"),
        }
    }

    /// Returns the name without its folder.
    pub fn file(&self) -> String {
        match self {
            Self::State => "project.ron".into(),
            Self::GitAttributes => ".gitattributes".into(),
            Self::GitIgnore => ".gitignore".into(),
            Self::Desk => "desk.ron".into(),
            Self::Log(writer) => format!("{writer}.ron"),
            Self::LogCopy(writer, mark) => format!("{writer}.{mark}.ron"),
            Self::Aside(hash) => format!("{hash}.ron"),
            Self::Draft(draft) => format!("{draft}.txt"),
            Self::DraftCopy(draft, mark) => format!("{draft}.{mark}.txt"),
            Self::Text(hash) => format!("{hash}.txt"),
            Self::Original(hash, ending) | Self::Evidence(hash, ending) => format!("{hash}.{ending}"),
        }
    }

    /// Returns where the file stands in a project's folder.
    pub fn within(&self, project: &Path) -> PathBuf {
        self.folder().map_or_else(|| project.to_owned(), |folder| project.join(folder)).join(self.file())
    }

    /// Returns the hash that the file's bytes must have, where its name tells.
    pub fn hash(&self) -> Option<Sha256> {
        match self {
            Self::Aside(hash) | Self::Text(hash) | Self::Original(hash, _) | Self::Evidence(hash, _) => {
                Some(*hash)
            }
            _ => None,
        }
    }

    /// Names another version of a log by what is in it.
    pub fn other_log(writer: &str, bytes: &[u8]) -> Option<Self> {
        Some(Self::LogCopy(writer_of(writer)?, mark(bytes)))
    }

    /// Names another text of a draft by what is in it.
    pub fn other_draft(draft: Id, bytes: &[u8]) -> Self {
        Self::DraftCopy(draft, mark(bytes))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.folder() {
            Some(folder) => write!(out, "{folder}/{}", self.file()),
            None => out.write_str(&self.file()),
        }
    }
}

fn writer_of(text: &str) -> Option<String> {
    writer::is_id(text).then(|| text.to_owned())
}

fn draft_of(text: &str) -> Option<Id> {
    Id::parse(text).filter(|id| id.table() == Table::Draft)
}

fn ending_of(text: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    ((1..=10).contains(&text.len()) && text.bytes().all(plain)).then(|| text.to_owned())
}

fn mark_of(text: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (text.len() == 16 && text.bytes().all(plain)).then(|| text.to_owned())
}

fn mark(bytes: &[u8]) -> String {
    Sha256::of(bytes).to_string().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn every_file_of_a_project_has_a_name_of_the_list() {
        let names = [
            "project.ron".to_owned(),
            ".gitattributes".into(),
            ".gitignore".into(),
            "desk.ron".into(),
            "log/w-4f7k2m9x1q.ron".into(),
            "log/w-4f7k2m9x1q.0123456789abcdef.ron".into(),
            format!("log/{HASH}.ron"),
            "drafts/d-0eznmw6sb0.txt".into(),
            "drafts/d-0eznmw6sb0.0123456789abcdef.txt".into(),
            format!("texts/{HASH}.txt"),
            format!("originals/{HASH}.docx"),
            format!("evidence/{HASH}.mp4"),
        ];
        for name in names {
            let parsed = Name::parse(name.as_bytes()).unwrap();
            assert_eq!(parsed.to_string(), name);
            assert_eq!(parsed.within(Path::new("/p")), Path::new("/p").join(&name));
        }
    }

    #[test]
    fn no_other_name_is_read_whatever_it_leads_to() {
        let names = [
            "../project.ron",
            "./project.ron",
            "/project.ron",
            "\\project.ron",
            "C:\\project.ron",
            "C:project.ron",
            "\\\\server\\share\\project.ron",
            "log/../project.ron",
            "log//w-4f7k2m9x1q.ron",
            "log\\w-4f7k2m9x1q.ron",
            "log/../../w-4f7k2m9x1q.ron",
            "LOG/w-4f7k2m9x1q.ron",
            "log/W-4f7k2m9x1q.ron",
            "log/w-4f7k2m9x1q.RON",
            "Project.ron",
            "project.ron.",
            "project.ron ",
            " project.ron",
            "project.ron\0",
            "project.ron:stream",
            "project\u{2024}ron",
            "log\u{2215}w-4f7k2m9x1q.ron",
            "log\u{ff0f}w-4f7k2m9x1q.ron",
            "\u{202e}nor.tcejorp",
            "project.ron.prev",
            "sealed/v-4f7k2m9x1q.ron",
            ".git/config",
            "log/.git/hooks.ron",
            "drafts/a-0eznmw6sb0.txt",
            "drafts/d-0eznmw6sb0.txt/x",
            "log/",
            "evidence/",
            "",
        ];
        for name in names {
            assert_eq!(Name::parse(name.as_bytes()), None, "{name:?}");
        }
        for ending in ["", "tar.gz", "PDF", "a/b", "..", "12345678901", "é"] {
            assert_eq!(Name::parse(format!("evidence/{HASH}.{ending}").as_bytes()), None, "{ending:?}");
        }
        assert_eq!(Name::parse(format!("evidence/{}.pdf", HASH.to_uppercase()).as_bytes()), None);
        assert_eq!(Name::parse(b"project.ron\xff"), None);
    }

    proptest! {
        #[test]
        fn what_is_read_never_leads_out_of_the_project(
            folder in "(log|drafts|texts|originals|evidence|sealed|\\.\\.|\\.|)", file in "[-a-z0-9./\\\\:]{0,80}"
        ) {
            if let Some(name) = Name::parse(format!("{folder}/{file}").as_bytes()) {
                let path = name.within(Path::new("/p"));
                prop_assert!(path.starts_with("/p"));
                let plain = |part| matches!(part, std::path::Component::Normal(_) | std::path::Component::RootDir);
                prop_assert!(path.components().all(plain));
            }
        }
    }
}
