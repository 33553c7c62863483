//! What a desk or a project wants otherwise than the program comes: rows, required fields, levels, words, numbers; and
//! how that is laid over what lies below it.
//!
//! It must not know files. *Invariant:* laying terms over a vocabulary twice is laying them once, and of what two say
//! of one thing the upper one counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::tree::quoted;
use crate::check::Rulebook;
use crate::check::rulebook::{Weight, Wordbook};
use crate::model::Vocabulary;
use crate::model::vocabulary::{Kind, Meaning, Question, Row as ScaleRow, Scale, StatusRow};
use crate::store::vocabulary::{KIND_MEANINGS, MEANINGS, STATUS_MEANINGS};

/// What stands for a name in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A key.
    Letter(char),
    /// Several texts.
    Texts(Vec<String>),
    /// A place on a scale.
    Number(i32),
    /// The name of a meaning.
    Meaning(String),
}

/// What is said of one row: of a new one all there is, of one that is there only what differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The row's name in files.
    pub id: String,
    /// What is said of it, by the names of the file.
    pub cells: BTreeMap<&'static str, Cell>,
}

impl Row {
    fn text(&self, name: &str) -> Option<String> {
        match self.cells.get(name)? {
            Cell::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn texts(&self, name: &str) -> Option<Vec<String>> {
        match self.cells.get(name)? {
            Cell::Texts(texts) => Some(texts.clone()),
            _ => None,
        }
    }

    /// Returns the key that is said to set it.
    pub fn letter(&self) -> Option<char> {
        match self.cells.get("shortcut")? {
            Cell::Letter(letter) => Some(*letter),
            _ => None,
        }
    }

    fn meaning<M: Copy>(&self, all: &[(&str, M)]) -> Option<M> {
        let Cell::Meaning(name) = self.cells.get("meaning")? else { return None };
        all.iter().find(|(known, _)| known == name).map(|(_, meaning)| *meaning)
    }

    /// Takes over what another row of the same name says; a question keeps its group.
    fn overlay(&mut self, upper: &Self) {
        let cells =
            upper.cells.iter().filter(|(name, _)| **name != "group" || !self.cells.contains_key("group"));
        let cells: Vec<_> = cells.map(|(name, cell)| (*name, cell.clone())).collect();
        self.cells.extend(cells);
    }

    /// Writes it as it stands in a file.
    fn written(&self) -> String {
        let mut out = format!("(id: {}", quoted(&self.id));
        for (name, cell) in self.cells.iter().filter(|(name, _)| **name != "group") {
            let _ = write!(out, ", {name}: ");
            match cell {
                Cell::Text(text) => out.push_str(&quoted(text)),
                Cell::Letter('\'') => out.push_str("'\\''"),
                Cell::Letter('\\') => out.push_str("'\\\\'"),
                Cell::Letter(letter) => out.extend(['\'', *letter, '\'']),
                Cell::Texts(texts) => out.push_str(&list(texts)),
                Cell::Number(number) => drop(write!(out, "{number}")),
                Cell::Meaning(name) => out.push_str(name),
            }
        }
        out.push(')');
        out
    }
}

/// Writes a list of texts.
pub(super) fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// What is put into a list of words, and what is taken out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Phrases that are put in.
    pub add: Vec<String>,
    /// Phrases that are taken out.
    pub remove: Vec<String>,
}

/// What a desk or a project wants otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Kinds of marks.
    pub kinds: Vec<Row>,
    /// Statuses.
    pub statuses: Vec<Row>,
    /// Rows of scales, by the scales' names.
    pub scales: BTreeMap<String, Vec<Row>>,
    /// Questions of the checklist.
    pub checklist: Vec<Row>,
    /// The fields that kinds require.
    pub required: BTreeMap<String, Vec<String>>,
    /// How much rules weigh.
    pub levels: BTreeMap<String, Weight>,
    /// Changes of lists of words, by language and list.
    pub words: BTreeMap<String, BTreeMap<String, Changes>>,
    /// Numbers that rules go by.
    pub numbers: BTreeMap<String, u32>,
}

/// The names at the top of a file, in its order.
pub(super) const SECTIONS: [&str; 8] =
    ["kinds", "statuses", "scales", "checklist", "required", "levels", "words", "numbers"];

impl Terms {
    /// Tells whether nothing is wanted otherwise.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Tells whether any row is added or changed.
    pub fn has_rows(&self) -> bool {
        !(self.kinds.is_empty()
            && self.statuses.is_empty()
            && self.scales.is_empty()
            && self.checklist.is_empty())
    }

    /// Takes some parts from earlier terms: what stands there now cannot be read.
    pub(super) fn take_from(&mut self, earlier: &Self, sections: &[String]) {
        let earlier = earlier.clone();
        for section in sections {
            match section.as_str() {
                "kinds" => self.kinds.clone_from(&earlier.kinds),
                "statuses" => self.statuses.clone_from(&earlier.statuses),
                "scales" => self.scales.clone_from(&earlier.scales),
                "checklist" => self.checklist.clone_from(&earlier.checklist),
                "required" => self.required.clone_from(&earlier.required),
                "levels" => self.levels.clone_from(&earlier.levels),
                "words" => self.words.clone_from(&earlier.words),
                "numbers" => self.numbers.clone_from(&earlier.numbers),
                _ => {}
            }
        }
    }

    /// Lays upper terms over these: as if both were laid over something one after the other.
    #[must_use]
    pub fn under(mut self, upper: &Self) -> Self {
        join(&mut self.kinds, &upper.kinds);
        join(&mut self.statuses, &upper.statuses);
        for (scale, rows) in &upper.scales {
            join(self.scales.entry(scale.clone()).or_default(), rows);
        }
        join(&mut self.checklist, &upper.checklist);
        // What an upper row says of required fields counts for more than what a lower table says.
        for kind in &upper.kinds {
            if kind.cells.contains_key("required") {
                self.required.remove(&kind.id);
            }
        }
        self.required.extend(upper.required.clone());
        self.levels.extend(upper.levels.clone());
        for (language, lists) in &upper.words {
            let own = self.words.entry(language.clone()).or_default();
            for (list, changes) in lists {
                let below = own.entry(list.clone()).or_default();
                let is_of = |list: &[String], phrase: &str| list.iter().any(|other| is_one(other, phrase));
                below.add.retain(|phrase| !is_of(&changes.remove, phrase) && !is_of(&changes.add, phrase));
                below.remove.retain(|phrase| !is_of(&changes.add, phrase) && !is_of(&changes.remove, phrase));
                below.add.extend(changes.add.iter().cloned());
                below.remove.extend(changes.remove.iter().cloned());
            }
        }
        self.numbers.extend(upper.numbers.clone());
        self
    }

    /// Lays these terms over a vocabulary.
    pub fn apply(&self, vocabulary: &mut Vocabulary) {
        for row in &self.kinds {
            apply_kind(&mut vocabulary.kinds, row);
        }
        for row in &self.statuses {
            apply_status(&mut vocabulary.statuses, row);
        }
        for (name, rows) in &self.scales {
            let at = vocabulary.scales.iter().position(|scale| scale.name == *name).unwrap_or_else(|| {
                vocabulary.scales.push(Scale { name: name.clone(), rows: Vec::new() });
                vocabulary.scales.len() - 1
            });
            for row in rows {
                apply_row(&mut vocabulary.scales[at].rows, row);
            }
        }
        for row in &self.checklist {
            apply_question(&mut vocabulary.checklist, row);
        }
        for (kind, fields) in &self.required {
            if let Some(kind) = vocabulary.kinds.iter_mut().find(|row| row.id == *kind) {
                kind.required.clone_from(fields);
            }
        }
    }

    /// Lays these terms over rules and words.
    pub fn apply_rules(&self, rulebook: &mut Rulebook) {
        rulebook.weights.extend(self.levels.clone());
        rulebook.numbers.extend(self.numbers.clone());
        for (language, lists) in &self.words {
            let at = rulebook.languages.iter().position(|book| book.tag == *language).unwrap_or_else(|| {
                rulebook.languages.push(Wordbook { tag: language.clone(), ..Wordbook::default() });
                rulebook.languages.len() - 1
            });
            let book = &mut rulebook.languages[at];
            for (list, changes) in lists {
                book.change(list, &changes.remove, &changes.add);
            }
        }
    }

    /// Writes the rows as they stand in a file, each line so many spaces in.
    pub(super) fn rows_written(&self, indent: usize) -> String {
        let pad = " ".repeat(indent);
        let mut out = String::new();
        let lines = |out: &mut String, rows: &[Row], pad: &str| {
            for row in rows {
                let _ = writeln!(out, "{pad}{},", row.written());
            }
        };
        for (name, rows) in [("kinds", &self.kinds), ("statuses", &self.statuses)] {
            if !rows.is_empty() {
                let _ = writeln!(out, "{pad}{name}: [");
                lines(&mut out, rows, &format!("{pad}    "));
                let _ = writeln!(out, "{pad}],");
            }
        }
        if !self.scales.is_empty() {
            let _ = writeln!(out, "{pad}scales: [");
            for (name, rows) in &self.scales {
                let _ = writeln!(out, "{pad}    (name: {}, rows: [", quoted(name));
                lines(&mut out, rows, &format!("{pad}        "));
                let _ = writeln!(out, "{pad}    ]),");
            }
            let _ = writeln!(out, "{pad}],");
        }
        if !self.checklist.is_empty() {
            let _ = writeln!(out, "{pad}checklist: [");
            for row in &self.checklist {
                let group = row.text("group").unwrap_or_default();
                let _ = writeln!(out, "{pad}    (group: {}, rows: [{}]),", quoted(&group), row.written());
            }
            let _ = writeln!(out, "{pad}],");
        }
        out
    }

    /// Writes everything as it stands in a file.
    pub(super) fn written(&self, indent: usize) -> String {
        let pad = " ".repeat(indent);
        let mut out = self.rows_written(indent);
        let mut table = |name: &str, rows: Vec<(&String, String)>| {
            if !rows.is_empty() {
                let _ = writeln!(out, "{pad}{name}: {{");
                for (key, value) in rows {
                    let _ = writeln!(out, "{pad}    {}: {value},", quoted(key));
                }
                let _ = writeln!(out, "{pad}}},");
            }
        };
        table("required", self.required.iter().map(|(kind, fields)| (kind, list(fields))).collect());
        table("levels", self.levels.iter().map(|(rule, weight)| (rule, weight.name().to_owned())).collect());
        let lists = |lists: &BTreeMap<String, Changes>| {
            let lists: Vec<String> = lists
                .iter()
                .map(|(list, changes)| format!("{}: {}", quoted(list), changes.written()))
                .collect();
            format!("{{{}}}", lists.join(", "))
        };
        table("words", self.words.iter().map(|(language, own)| (language, lists(own))).collect());
        table("numbers", self.numbers.iter().map(|(name, number)| (name, number.to_string())).collect());
        out
    }
}

impl Changes {
    /// Tells whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }

    /// Writes them as they stand in a file.
    pub(super) fn written(&self) -> String {
        let parts = [("add", &self.add), ("remove", &self.remove)];
        let parts = parts.iter().filter(|(_, phrases)| !phrases.is_empty());
        let parts: Vec<String> = parts.map(|(name, phrases)| format!("{name}: {}", list(phrases))).collect();
        format!("({})", parts.join(", "))
    }
}

/// Tells whether two ways to write a phrase are one.
pub(super) fn is_one(one: &str, other: &str) -> bool {
    use crate::check::rulebook::Phrase;
    Phrase::spelling(one) == Phrase::spelling(other)
}

fn join(lower: &mut Vec<Row>, upper: &[Row]) {
    for row in upper {
        match lower.iter_mut().find(|own| own.id == row.id) {
            Some(own) => own.overlay(row),
            None => lower.push(row.clone()),
        }
    }
}

fn put<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn apply_kind(kinds: &mut Vec<Kind>, row: &Row) {
    let (label, meaning) = (row.text("label"), row.meaning(KIND_MEANINGS));
    let at = kinds.iter().position(|kind| kind.id == row.id);
    let at = match (at, &label, meaning) {
        (Some(at), ..) => at,
        (None, Some(label), Some(meaning)) => {
            kinds.push(Kind {
                id: row.id.clone(),
                label: label.clone(),
                plural: label.clone(),
                shortcut: '\0',
                hue: "gray".to_owned(),
                meaning,
                required: Vec::new(),
                help: String::new(),
            });
            kinds.len() - 1
        }
        _ => return,
    };
    let kind = &mut kinds[at];
    put(&mut kind.label, label);
    put(&mut kind.plural, row.text("plural"));
    put(&mut kind.shortcut, row.letter());
    put(&mut kind.hue, row.text("hue"));
    put(&mut kind.meaning, meaning);
    put(&mut kind.required, row.texts("required"));
    put(&mut kind.help, row.text("help"));
}

fn apply_status(statuses: &mut Vec<StatusRow>, row: &Row) {
    let (label, meaning) = (row.text("label"), row.meaning(STATUS_MEANINGS));
    let at = statuses.iter().position(|status| status.id == row.id);
    let at = match (at, &label, meaning) {
        (Some(at), ..) => at,
        (None, Some(label), Some(meaning)) => {
            statuses.push(StatusRow {
                id: row.id.clone(),
                label: label.clone(),
                shortcut: None,
                hue: "gray".to_owned(),
                meaning,
                help: String::new(),
            });
            statuses.len() - 1
        }
        _ => return,
    };
    let status = &mut statuses[at];
    put(&mut status.label, label);
    put(&mut status.shortcut, row.letter().map(Some));
    put(&mut status.hue, row.text("hue"));
    put(&mut status.meaning, meaning);
    put(&mut status.help, row.text("help"));
}

fn apply_row(rows: &mut Vec<ScaleRow>, row: &Row) {
    let label = row.text("label");
    let at = rows.iter().position(|other| other.id == row.id);
    let at = match (at, &label) {
        (Some(at), _) => at,
        (None, Some(label)) => {
            rows.push(ScaleRow {
                id: row.id.clone(),
                label: label.clone(),
                meaning: Meaning::Plain,
                help: String::new(),
                number: None,
                prompts: Vec::new(),
            });
            rows.len() - 1
        }
        _ => return,
    };
    let own = &mut rows[at];
    put(&mut own.label, label);
    put(&mut own.meaning, row.meaning(MEANINGS));
    put(&mut own.help, row.text("help"));
    if let Some(Cell::Number(number)) = row.cells.get("number") {
        own.number = Some(*number);
    }
    put(&mut own.prompts, row.texts("prompts"));
}

fn apply_question(questions: &mut Vec<Question>, row: &Row) {
    let label = row.text("label");
    let group = row.text("group");
    let at = questions.iter().position(|question| question.id == row.id);
    let at = match (at, &label) {
        (Some(at), _) => at,
        (None, Some(label)) => {
            let group = group.clone().unwrap_or_default();
            // Rows of one group stand together.
            let at = questions.iter().rposition(|question| question.group == group);
            let at = at.map_or(questions.len(), |at| at + 1);
            let question = Question { id: row.id.clone(), group, label: label.clone(), help: String::new() };
            questions.insert(at, question);
            at
        }
        _ => return,
    };
    let own = &mut questions[at];
    put(&mut own.label, label);
    put(&mut own.help, row.text("help"));
    // A question that is there keeps its place: rows of one group stand together.
}
