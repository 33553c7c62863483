//! A version of the article's text, which never changes.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::field::record;
use super::{FileRef, Id, Stamp, Widget};
use crate::text::Block;

/// A whole text with its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    text: Arc<str>,
    sha256: Arc<str>,
}

impl Prose {
    /// Takes a text in.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let sha256 = sha256(text.as_bytes()).into();
        Self { text, sha256 }
    }

    /// Takes in what is left of a text that had this SHA-256.
    pub fn damaged(text: impl Into<Arc<str>>, sha256: &str) -> Self {
        Self { text: text.into(), sha256: sha256.into() }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Shares the text.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Returns the SHA-256 of the text's UTF-8 bytes in hexadecimal; of a damaged one, the one that it had.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

/// Returns the SHA-256 of some bytes in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

record! {
    /// An immutable version of the article's text.
    Draft {
        created: Option<Stamp>, "Created", "Who took the draft in, and when.", Widget::Hidden, Desk;
        name: String, "File name", "The file it came from, without its folder.", Widget::Hidden, Desk;
        text: Option<Prose>, "Text", "The draft's text.", Widget::Hidden, Public;
        blocks: Arc<Vec<Block>>, "Blocks", "How the text is set.", Widget::Hidden, Public;
        original: Option<FileRef>, "Original", "The file as it came.", Widget::Hidden, Desk;
        replaces: Option<Id>, "Replaces", "The draft before this one.", Widget::Hidden, Desk;
    }
}
