//! A version of the article's text, which never changes.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::field::record;
use super::{FileRef, Id, Stamp, Widget};
use crate::text::Block;

/// The SHA-256 of the empty text.
const SHA256_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A whole text with its SHA-256, which alone tells whether two texts are the same.
#[derive(Clone, Debug)]
pub struct Prose {
    text: Arc<str>,
    sha256: Arc<str>,
}

impl PartialEq for Prose {
    fn eq(&self, other: &Self) -> bool {
        self.sha256 == other.sha256
    }
}

impl Eq for Prose {}

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

    /// Stands for a text of which nothing is left here but its SHA-256.
    pub fn missing(sha256: &str) -> Self {
        Self::damaged("", sha256)
    }

    /// Tells whether nothing of the text is left here.
    pub fn is_missing(&self) -> bool {
        self.text.is_empty() && &*self.sha256 != SHA256_OF_NOTHING
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
