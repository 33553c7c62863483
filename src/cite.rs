//! Citations: what files of other programs say of works, and how a work is cited in a style.
//!
//! Sees bytes and strings, never paths; knows neither projects nor screens. A work comes in as an [`Entry`], becomes
//! the fields of a source in [`source`], and goes out again without loss; [`style`] writes it for readers.

pub mod bibtex;
pub mod csl_json;
pub mod date;
mod decode;
mod dialect;
pub mod entry;
pub mod name;
pub mod ris;
pub mod source;
pub mod style;
pub mod variable;

pub use entry::{Datum, Entry};

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What is wrong and what became of it, in one sentence without its full stop.
    pub sentence: String,
}

impl Problem {
    fn new(line: usize, sentence: impl Into<String>) -> Self {
        Self { line, sentence: sentence.into() }
    }

    /// Says it with its place.
    pub fn words(&self) -> String {
        format!("Line {}: {}.", self.line, self.sentence)
    }
}

/// What a file holds: the entries that could be read, and what is wrong with the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// The entries, in the file's order.
    pub entries: Vec<Entry>,
    /// What is wrong, in the file's order; a file with more than [`MOST_PROBLEMS`] has one last that says so.
    pub problems: Vec<Problem>,
    /// Counts the entries that were left out.
    pub left_out: usize,
}

impl Library {
    /// Notes what is wrong with an entry that is left out.
    fn leave_out(&mut self, line: usize, sentence: impl Into<String>) {
        self.left_out += 1;
        self.note(line, sentence);
    }

    /// Notes what is wrong.
    fn note(&mut self, line: usize, sentence: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem::new(line, sentence));
        } else if self.problems.len() == MOST_PROBLEMS {
            self.problems.push(Problem::new(line, "more is wrong from here on, which is not listed"));
        }
    }
}

/// How many problems of one file are told one by one.
pub const MOST_PROBLEMS: usize = 1000;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 64 << 20;

/// The longest field that is read, in bytes.
const LONGEST_FIELD: usize = 1 << 20;

/// How many fields an entry may have.
const MOST_FIELDS: usize = 2000;

/// Reads and writes one format.
pub trait Format: Sync {
    /// Returns the name used on the command line (“bibtex”).
    fn id(&self) -> &'static str;

    /// Returns the name shown to people (“BibTeX”).
    fn label(&self) -> &'static str;

    /// Returns the file name extensions, in lower case, without the dot; the first is the one that is written.
    fn extensions(&self) -> &'static [&'static str];

    /// Returns the media type.
    fn media_type(&self) -> &'static str;

    /// Tells whether text looks like this format.
    fn suits(&self, text: &str) -> bool;

    /// Reads the entries of a text whose line ends are LF; what cannot be read is a problem.
    fn read(&self, text: &str) -> Library;

    /// Writes entries.
    fn write(&self, entries: &[Entry]) -> String;
}

/// Every format, in the order of menus.
pub static ALL: &[&dyn Format] = &[&csl_json::CslJson, &bibtex::Bibtex, &ris::Ris];

/// Finds the format of that name.
pub fn named(id: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.id() == id)
}

/// Finds the format of a file by its content, else by the ending of its name.
pub fn format_of(bytes: &[u8], name: &str) -> Option<&'static dyn Format> {
    let head = decode::decode(&bytes[..bytes.len().min(64 << 10)]).text;
    let by_content = ALL.iter().copied().find(|format| format.suits(&head));
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    // The ending of a JSON file tells nothing: marks come in JSON, too.
    let by_name = ALL.iter().copied().find(|format| {
        format.extensions().iter().any(|known| *known != "json" && Some(*known) == ending.as_deref())
    });
    by_content.or(by_name)
}

/// Reads a file in a format that is known.
pub fn read(format: &dyn Format, bytes: &[u8]) -> Library {
    if bytes.len() > LARGEST_FILE {
        let mut library = Library::default();
        library.note(1, "the file is larger than 64 MB and was not read; split it");
        return library;
    }
    let decoded = decode::decode(bytes);
    let mut library = format.read(&decoded.text);
    if let Some(doubt) = decoded.doubt {
        library.problems.insert(0, Problem::new(decoded.line, doubt));
    }
    library
}
