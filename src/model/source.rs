//! Where evidence comes from.

use super::field::record;
use super::{Id, Prose, SealedId, Stamp, Widget};

/// A file kept with the project under the name of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRef {
    /// The SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
    /// Its ending without the dot, lower case; empty where it has none.
    pub extension: String,
    /// The name it came with, without its folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

record! {
    /// A person, document, recording, web page, dataset, photograph or own observation.
    Source {
        created: Option<Stamp>, "Created", "Who made the record, and when.", Widget::Hidden, Desk;
        title: String, "Title", "What it is called.", Widget::Line, Public;
        kind: String, "Kind", "What it is.", Widget::Choice("source"), Public;
        author: String, "Author", "Who wrote or made it.", Widget::Line, Public;
        publisher: String, "Publisher", "Who published it.", Widget::Line, Public;
        published: String, "Date", "When it was published or made.", Widget::Date, Public;
        language: String, "Language", "Its language as a tag such as en or pt-BR.", Widget::Line, Public;
        citation: Vec<(String, String)>, "More for citing it", "Volume, pages, DOI and whatever else a citation needs.", Widget::Pairs("citation"), Public;
        url: String, "URL", "Where it stands on the web.", Widget::Url, Public;
        archived_url: String, "Archived URL", "Where a lasting copy stands.", Widget::Url, Public;
        captured: String, "Captured", "The day the copy was taken.", Widget::Date, Public;
        file: Option<FileRef>, "File", "The copy kept with the project.", Widget::File, Desk;
        removed: Option<Stamp>, "Removed", "Who removed the copy from the project for good, and when; its hash stays.", Widget::Hidden, Desk;
        removal: String, "Reason for the removal", "Why the copy was removed, such as a consent that was withdrawn.", Widget::Hidden, Desk;
        text: Option<Prose>, "Text", "The source's own text, in which excerpts can be marked.", Widget::Hidden, Desk;
        person: Option<Id>, "Person", "Who it is, where the source is a person.", Widget::Person, Public;
        naming: String, "Naming", "Whether the source is named in the article.", Widget::Choice("naming"), Desk;
        naming_reason: String, "Reason for no name", "Why the article keeps the name to itself.", Widget::Line, Desk;
        description: String, "Agreed description", "The words agreed on for a source without a name, such as “a person familiar with the talks”.", Widget::Line, Public;
        sealed_name: Option<SealedId>, "Real name", "Who the source is, where that must not leave the desk.", Widget::Sealed, Sealed;
        contact: Option<SealedId>, "Contact", "How to reach the source.", Widget::Sealed, Sealed;
        rank: String, "Rank", "Primary, secondary or tertiary.", Widget::Choice("rank"), Public;
        ground_rules: String, "Ground rules", "What was agreed on how it may be used.", Widget::Choice("ground_rules"), Desk;
        reliability: String, "Reliability", "How far it has proved right before (Admiralty A to F).", Widget::Choice("reliability"), Desk;
        confidentiality: String, "Confidentiality", "Who may know of it.", Widget::Choice("confidentiality"), Desk;
        origin: String, "Origin", "The independence group: sources that share one origin count once.", Widget::Line, Desk;
        interest: String, "Conflict of interest", "What the source gains or loses by what it says.", Widget::Line, Desk;
        notice: String, "Notice it carries", "A correction, an age notice or another warning on the source itself.", Widget::Line, Public;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
    }
}
