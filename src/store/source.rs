//! A source's file on its way into the project: kept under its hash, and read for the text that is in it.
//!
//! Reading may take seconds: never in a frame.

use std::path::Path;

use super::keeper::keep_text;
use super::{Store, StoreError, document};
use crate::import::own_text::{self, OwnText};
use crate::model::{FileRef, Prose, Value};
use crate::session::Details;
use crate::text::counted;

/// A file that was kept for a source, and what was read of it.
#[derive(Clone, Debug, Default)]
pub struct KeptSource {
    /// The file.
    pub file: FileRef,
    /// The text that is in it, where it can be read.
    pub text: Option<Prose>,
    /// What it says of itself, as fields of a source.
    pub particulars: Details,
    /// What could not be read or taken over, a sentence each.
    pub warnings: Vec<String>,
}

/// A text that was read for a source.
#[derive(Clone, Debug)]
pub struct ReadText {
    /// The text.
    pub text: Prose,
    /// What could not be taken over, a sentence each.
    pub warnings: Vec<String>,
}

impl Store {
    /// Keeps a copy of a file for a source, and reads its text where its format is one that can be read. A text that
    /// cannot be read keeps no file out.
    pub fn keep_source(&self, path: &Path) -> Result<KeptSource, StoreError> {
        Ok(self.read_kept(self.keep_file(path)?))
    }

    /// Reads the text of a file that was kept, where its format is one that can be read.
    pub fn read_kept(&self, file: FileRef) -> KeptSource {
        let mut kept = KeptSource { file, ..KeptSource::default() };
        if !own_text::is_readable(&kept.file.name) {
            return kept;
        }
        let read = self.own_text(&kept.file).and_then(|mut read| {
            let particulars = std::mem::take(&mut read.particulars);
            Ok((self.taken(read)?, particulars))
        });
        match read {
            Ok((read, particulars)) => {
                let field = |(field, words): (&'static str, String)| (field, Value::Text(words));
                kept.particulars = particulars.into_iter().map(field).collect();
                kept.text = Some(read.text);
                kept.warnings = read.warnings;
            }
            Err(error) => kept.warnings.push(format!("Its text was not read: {error}")),
        }
        kept
    }

    /// Reads the text of a kept file again. The text is on the disk then, whatever was wrong with the one there.
    pub fn read_again(&self, file: &FileRef) -> Result<ReadText, StoreError> {
        if !own_text::is_readable(&file.name) {
            return Err(StoreError::Words(format!(
                "The text of “{}” cannot be read yet: text, Markdown and web pages can. Give the text in a file, or paste \
                 it.",
                file.name
            )));
        }
        self.taken(self.own_text(file)?)
    }

    /// Reads a text for a source from a file that is not kept.
    pub fn read_text(&self, path: &Path) -> Result<ReadText, StoreError> {
        let (bytes, name) = document::read(path)?;
        self.taken(own_text::own_text(&bytes, &name).map_err(|error| unreadable(&error))?)
    }

    /// Reads a text that was pasted for a source.
    pub fn read_pasted(&self, text: &str) -> Result<ReadText, StoreError> {
        self.taken(own_text::pasted(text).map_err(|error| unreadable(&error))?)
    }

    fn own_text(&self, file: &FileRef) -> Result<OwnText, StoreError> {
        if file.bytes > document::CAP {
            return Err(StoreError::Words(format!(
                "“{}” is {} bytes long, and a text of {} is read at most.",
                file.name,
                file.bytes,
                counted(usize::try_from(document::CAP).unwrap_or(usize::MAX), "byte", "bytes")
            )));
        }
        let bytes = self.vfs.read(&self.evidence_path(file), document::CAP)?;
        own_text::own_text(&bytes, &file.name).map_err(|error| unreadable(&error))
    }

    fn taken(&self, read: OwnText) -> Result<ReadText, StoreError> {
        let text = Prose::new(read.text);
        if self.read_only_because().is_none() {
            keep_text(self.vfs.as_ref(), &self.folder, &text)?;
        }
        Ok(ReadText { text, warnings: read.warnings })
    }
}

fn unreadable(error: &crate::import::Unreadable) -> StoreError {
    StoreError::Words(error.to_string())
}

#[cfg(test)]
mod tests;
