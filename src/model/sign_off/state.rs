//! What every record says, as fingerprints: compact enough to be kept with a sign-off, and enough to tell afterwards
//! which record and which field has changed.
//!
//! A print is one line: status, 16 hexadecimal digits over all that counts, the fields with a short digest each, and the
//! name. The long digest tells *whether* a record has changed, the short ones only *what* is named. It must not know
//! how a change is told.

use std::fmt::Write as _;

use crate::model::draft::sha256;
use crate::model::vocabulary::Vocabulary;
use crate::model::{Id, Outline, Project, Table, Value};
use crate::text::Range;

/// The field of a mark that stands for the words it is on.
pub const WORDS: &str = "words";
/// The field of a mark that stands for where it is; it counts only on the same text.
pub const PLACE: &str = "place";
/// Waivers of this rule are about sign-offs themselves.
pub const RULE: &str = "changed-after-sign-off";
/// Stands for what is empty.
const NONE: &str = "-";
/// Names are cut to so many characters.
const LONGEST_NAME: usize = 48;

/// What one record says, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// The id of its status; empty where it has none.
    pub status: String,
    /// The digest over all that counts, but for the place of a mark.
    pub whole: String,
    /// The fields that say something with a short digest; links of parts and places are written out.
    pub fields: Vec<(String, String)>,
    /// What it was known by; empty for what is sealed.
    pub name: String,
}

impl Print {
    /// Reads a print as it is kept.
    pub fn parse(line: &str) -> Self {
        let mut parts = line.splitn(4, ' ');
        let mut part = || parts.next().filter(|part| *part != NONE).unwrap_or_default();
        let (status, whole, fields, name) = (part(), part(), part(), part());
        let fields = fields.split(',').filter_map(|field| field.split_once(':'));
        Self {
            status: status.to_owned(),
            whole: whole.to_owned(),
            fields: fields.map(|(name, digest)| (name.to_owned(), digest.to_owned())).collect(),
            name: name.to_owned(),
        }
    }

    /// Returns what is kept of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, digest)| digest.as_str())
    }

    /// Returns the record that a mark or a part spoke of.
    pub fn owner(&self) -> Option<Id> {
        self.field("record").and_then(Id::parse)
    }

    fn written(&self) -> String {
        let or_none = |words: &str| if words.is_empty() { NONE.to_owned() } else { words.to_owned() };
        let fields: Vec<String> =
            self.fields.iter().map(|(name, digest)| format!("{name}:{digest}")).collect();
        let line =
            format!("{} {} {} {}", or_none(&self.status), self.whole, or_none(&fields.join(",")), self.name);
        line.trim_end().to_owned()
    }
}

/// Tells whether a sign-off is about what a field says: not about who does the work, by when, and how it looks.
pub fn counts(table: Table, field: &str) -> bool {
    match table {
        Table::Draft | Table::SignOff => false,
        Table::Article => !matches!(
            field,
            "draft" | "slug" | "writer" | "editor" | "deadline" | "citation_style" | "rating_scale"
        ),
        Table::Query if field == "due" => false,
        _ => !(matches!(field, "created" | "assignee") || field == "due" && table != Table::Query),
    }
}

/// Lists the records that a sign-off is about.
pub fn records(project: &Project) -> impl Iterator<Item = Id> + '_ {
    let counts = |id: &Id| match id.table() {
        Table::Draft | Table::SignOff => false,
        Table::Waiver => project.waivers().get(id).is_some_and(|waiver| waiver.rule != RULE),
        _ => true,
    };
    project.ids().into_iter().filter(counts)
}

/// Returns what every record says, in the order of the tables and of the ids.
pub fn state_of(project: &Project, vocabulary: &Vocabulary) -> Vec<(String, String)> {
    records(project).map(|id| (id.to_string(), print_of(project, vocabulary, id).written())).collect()
}

/// Returns the print of one record.
pub fn print_of(project: &Project, vocabulary: &Vocabulary, id: Id) -> Print {
    let said = said(project, id);
    let mut print = Print {
        status: String::new(),
        whole: whole(&said),
        fields: Vec::new(),
        name: name(project, vocabulary, id),
    };
    for (field, words) in &said {
        match *field {
            "status" => print.status.clone_from(words),
            "record" => print.fields.push(("record".to_owned(), words.clone())),
            field => print.fields.push((field.to_owned(), format!("{:08x}", brief(words)))),
        }
    }
    if id.table() == Table::Annotation {
        print.fields.push((PLACE.to_owned(), place_of(project, id)));
    }
    print
}

/// Returns the digest over all that a record says, but for the place of a mark.
pub fn whole_of(project: &Project, id: Id) -> String {
    whole(&said(project, id))
}

/// Writes where a mark stands in the current draft, in bytes: `12-30+41-50`.
pub fn place_of(project: &Project, mark: Id) -> String {
    let ranges = project.target(mark).map_or(&[][..], |target| target.ranges.as_slice());
    let written: Vec<String> = ranges.iter().map(|Range { start, end }| format!("{start}-{end}")).collect();
    written.join("+")
}

/// Returns the number by which a record is known in the margin, if it has one.
pub(super) fn number_of(outline: &Outline, id: Id) -> Option<usize> {
    let mark = if id.table() == Table::Annotation { Some(id) } else { outline.mentions(id).first().copied() };
    mark.and_then(|mark| outline.number(mark))
}

/// Lists the fields of a record that count and say something, in words that are the same for the same value for ever.
fn said(project: &Project, id: Id) -> Vec<(&'static str, String)> {
    let table = id.table();
    let mut said = Vec::new();
    for (slot, value) in project.filled(id) {
        let is_place = table == Table::Annotation && slot.field == "targets";
        if counts(table, slot.field) && !is_place {
            said.push((slot.field, canonical(&value)));
        }
    }
    if table == Table::Annotation
        && let Some(target) = project.target(id)
    {
        let sure = matches!(target.state, crate::model::Anchoring::Intact | crate::model::Anchoring::Moved);
        let state = if sure { "" } else { target.state.name() };
        said.push((WORDS, format!("{state}|{}", target.quote)));
    }
    said
}

fn whole(said: &[(&'static str, String)]) -> String {
    let mut all = String::new();
    for (field, words) in said {
        let _ = writeln!(all, "{field} {} {words}", words.len());
    }
    let mut digits = sha256(all.as_bytes());
    digits.truncate(16);
    digits
}

/// Writes a value so that equal values are written alike and different ones differently.
fn canonical(value: &Value) -> String {
    let listed = |words: &[String]| {
        words.iter().map(|words| format!("{}:{words}", words.len())).collect::<Vec<_>>().join(",")
    };
    match value {
        Value::Nothing => String::new(),
        Value::Text(text) => text.clone(),
        Value::Link(id) => id.to_string(),
        Value::Links(ids) => ids.iter().map(Id::to_string).collect::<Vec<_>>().join(","),
        Value::Names(names) => listed(names),
        Value::Pairs(pairs) => {
            let flat: Vec<String> =
                pairs.iter().flat_map(|(name, words)| [name.clone(), words.clone()]).collect();
            listed(&flat)
        }
        Value::Stamp(stamp) => format!("{} {}", stamp.at, stamp.by),
        // Who set it, and when, is no part of what is signed off: setting the same again changes nothing.
        Value::Status(status) => status.id.clone(),
        Value::Targets(targets) => {
            let quotes: Vec<String> = targets.iter().map(|(_, target)| target.quote.clone()).collect();
            listed(&quotes)
        }
        Value::Passage(passage) => format!("{} {:?}", passage.text, passage.target.span()),
        Value::Blocks(blocks) => blocks.len().to_string(),
        Value::Prose(prose) => prose.sha256().to_owned(),
        Value::File(file) => format!("{} {}", file.sha256, file.name),
        Value::Sealed(id) => id.to_string(),
    }
}

/// Spreads words over 32 bits (FNV-1a, Fowler, Noll and Vo 1991).
pub(in crate::model) fn brief(words: &str) -> u32 {
    words.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Returns a few words by which a record is known once it is gone; none for what is sealed.
fn name(project: &Project, vocabulary: &Vocabulary, id: Id) -> String {
    let words = match id.table() {
        Table::Source if project.sources().get(&id).is_some_and(|source| vocabulary.is_sealed(source)) => {
            return String::new();
        }
        Table::Article | Table::Evidence => return String::new(),
        Table::Annotation => project.target(id).map_or_else(String::new, |target| target.quote.clone()),
        Table::Waiver => project.text_of(id, "reason"),
        Table::Item => {
            let row = project.text_of(id, "row");
            vocabulary.question(&row).map_or(row, |question| question.label.clone())
        }
        Table::Source => project.name_of(id),
        table => table.words_field().map_or_else(String::new, |field| project.text_of(id, field)),
    };
    shortened(&words)
}

/// Returns the first characters on one line, with an ellipsis where more follows.
pub(super) fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
