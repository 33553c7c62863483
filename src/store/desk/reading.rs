//! Reads what stands in a desk's file: what is right counts, and of everything else it is said where it stands, what is
//! wrong and what to do.

use std::collections::{BTreeMap, BTreeSet};

use super::terms::{Cell, Changes, Row, SECTIONS, Terms, is_one};
use super::tree::{Entry, Flaw, Form, Node};
use crate::check::rulebook::{Phrase, Weight, number};
use crate::check::{self, Rulebook};
use crate::model::Vocabulary;
use crate::store::vocabulary::{KIND_MEANINGS, MEANINGS, STATUS_MEANINGS, fields_of};

/// The colours that rows may have.
pub const HUES: [&str; 10] =
    ["amber", "blue", "crimson", "gray", "green", "orange", "rose", "slate", "teal", "violet"];

/// The name under which a project keeps the rows of the desk that it uses.
pub(super) const CARRIED: &str = "carried";

/// What a name of a row stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    Hue,
    Letter,
    Texts,
    Number,
    Meaning,
}

/// What may be said of the rows of a list.
struct Spec {
    /// What a row is called.
    noun: &'static str,
    cells: &'static [(&'static str, Sort)],
    /// What a new row needs.
    needs: &'static [&'static str],
}

const KIND: Spec = Spec {
    noun: "kind",
    cells: &[
        ("label", Sort::Text),
        ("plural", Sort::Text),
        ("shortcut", Sort::Letter),
        ("hue", Sort::Hue),
        ("meaning", Sort::Meaning),
        ("required", Sort::Texts),
        ("help", Sort::Text),
    ],
    needs: &["label", "meaning"],
};
const STATUS: Spec = Spec {
    noun: "status",
    cells: &[
        ("label", Sort::Text),
        ("shortcut", Sort::Letter),
        ("hue", Sort::Hue),
        ("meaning", Sort::Meaning),
        ("help", Sort::Text),
    ],
    needs: &["label", "meaning"],
};
const SCALE_ROW: Spec = Spec {
    noun: "row",
    cells: &[
        ("label", Sort::Text),
        ("meaning", Sort::Meaning),
        ("help", Sort::Text),
        ("number", Sort::Number),
        ("prompts", Sort::Texts),
    ],
    needs: &["label"],
};
const QUESTION: Spec =
    Spec { noun: "question", cells: &[("label", Sort::Text), ("help", Sort::Text)], needs: &["label"] };

/// Scales whose rows the program knows one by one: none can be added.
const CLOSED: [&str; 1] = ["citation_style"];

/// A row with the places of what may be wrong with it.
struct Placed {
    row: Row,
    at: usize,
    required: Vec<(String, usize)>,
    /// The names that stand in it, rightly or not.
    written: Vec<&'static str>,
}

/// What lies below a file.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub vocabulary: &'a Vocabulary,
    pub rulebook: &'a Rulebook,
    /// Whether it is a project's file, which carries rows of the desk.
    pub is_project: bool,
}

/// Reads what stands at the top of a file, over what lies below it.
pub(super) fn read(entries: &[Entry], ground: Ground<'_>) -> (Terms, Vec<Flaw>) {
    let mut reader = Reader { ground, flaws: Vec::new() };
    let mut terms = Terms::default();
    let mut allowed: Vec<&str> = SECTIONS.to_vec();
    if ground.is_project {
        allowed.push(CARRIED);
    }
    let mut sections: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries {
        if !allowed.contains(&entry.name.as_str()) {
            reader.unknown(entry.at.start, "part of the file", &entry.name, &allowed);
        } else if sections.contains_key(entry.name.as_str()) {
            let words = format!("“{}” stands here a second time: put both into one", entry.name);
            reader.flaw(entry.at.start, words);
        } else {
            sections.insert(&entry.name, entry);
        }
    }
    let node = |name: &str| sections.get(name).map(|entry| &entry.value);
    if let Some(node) = node("kinds") {
        terms.kinds = reader.kinds(node);
    }
    if let Some(node) = node("statuses") {
        terms.statuses = reader.statuses(node);
    }
    reader.keys(&mut terms, node("kinds"), node("statuses"));
    if let Some(node) = node("scales") {
        terms.scales = reader.scales(node);
    }
    if let Some(node) = node("checklist") {
        terms.checklist = reader.checklist(node);
    }
    let mut over = ground.vocabulary.clone();
    terms.apply(&mut over);
    if let Some(node) = node("required") {
        terms.required = reader.required(node, &over);
    }
    if let Some(node) = node("levels") {
        terms.levels = reader.levels(node);
    }
    if let Some(node) = node("words") {
        terms.words = reader.words(node);
    }
    if let Some(node) = node("numbers") {
        terms.numbers = reader.numbers(node);
    }
    reader.flaws.sort_by_key(|flaw| flaw.at);
    (terms, reader.flaws)
}

struct Reader<'a> {
    ground: Ground<'a>,
    flaws: Vec<Flaw>,
}

impl Reader<'_> {
    fn flaw(&mut self, at: usize, words: impl Into<String>) {
        self.flaws.push(Flaw::new(at, words));
    }

    fn unknown(&mut self, at: usize, what: &str, name: &str, known: &[&str]) {
        let advice = match nearest(name, known) {
            Some(near) => format!("write “{near}” if you meant that"),
            None if known.len() > 40 => "“redpencil desk” lists those that there are".to_owned(),
            None => format!("there are {}", known.join(", ")),
        };
        self.flaw(at, format!("there is no {what} “{name}”: {advice}"));
    }

    fn wrong(&mut self, node: &Node, name: &str, wanted: &str) {
        self.flaw(node.span.start, format!("“{name}” takes {wanted}, and here stands {}", node.form.told()));
    }

    fn table<'n>(&mut self, node: &'n Node, name: &str) -> &'n [Entry] {
        if let Form::Table(entries) = &node.form {
            return entries;
        }
        self.wrong(node, name, "a table in brackets");
        &[]
    }

    /// Returns the entries of a table, each name once.
    fn once<'n>(&mut self, node: &'n Node, name: &str) -> Vec<&'n Entry> {
        let mut seen = BTreeSet::new();
        let entries = self.table(node, name).iter();
        let (kept, again): (Vec<_>, Vec<_>) = entries.partition(|entry| seen.insert(entry.name.as_str()));
        for entry in again {
            self.flaw(entry.at.start, format!("“{}” stands here a second time: take one away", entry.name));
        }
        kept
    }

    fn list<'n>(&mut self, node: &'n Node, name: &str) -> &'n [Node] {
        if let Form::List(nodes) = &node.form {
            return nodes;
        }
        self.wrong(node, name, "a list in square brackets");
        &[]
    }

    fn texts(&mut self, node: &Node, name: &str) -> Vec<(String, usize)> {
        let mut texts = Vec::new();
        for node in self.list(node, name) {
            match &node.form {
                Form::Text(text) => texts.push((text.clone(), node.span.start)),
                _ => self.wrong(node, name, "texts in quotation marks"),
            }
        }
        texts
    }

    /// Reads the rows of a list; `is_there` tells which are there below.
    fn rows(
        &mut self,
        nodes: &[Node],
        spec: &Spec,
        meanings: &[&str],
        is_there: &dyn Fn(&str) -> bool,
    ) -> Vec<Placed> {
        let mut rows: Vec<Placed> = Vec::new();
        for node in nodes {
            let Some(placed) = self.row(node, spec, meanings) else { continue };
            let (id, at, noun) = (&placed.row.id, placed.at, spec.noun);
            if rows.iter().any(|other| other.row.id == *id) {
                self.flaw(at, format!("the {noun} “{id}” stands here a second time: put both into one"));
                continue;
            }
            let lacking: Vec<&str> = if is_there(id) {
                Vec::new()
            } else {
                spec.needs.iter().copied().filter(|name| !placed.written.contains(name)).collect()
            };
            if !lacking.is_empty() {
                let lacking = lacking.join(" and a ");
                self.flaw(at, format!("the {noun} “{id}” is new and needs a {lacking}"));
                continue;
            }
            let is_new = !is_there(id);
            if is_new && spec.needs.iter().any(|name| !placed.row.cells.contains_key(name)) {
                // What is wrong with it was told already.
                continue;
            }
            rows.push(placed);
        }
        rows
    }

    fn row(&mut self, node: &Node, spec: &Spec, meanings: &[&str]) -> Option<Placed> {
        let mut row = Row::default();
        let (mut at, mut required, mut written) = (node.span.start, Vec::new(), Vec::new());
        for entry in self.once(node, spec.noun) {
            if entry.name == "id" {
                match &entry.value.form {
                    Form::Text(id) if is_name(id) => {
                        row.id.clone_from(id);
                        at = entry.value.span.start;
                    }
                    _ => self.wrong(
                        &entry.value,
                        "id",
                        "a name of letters, digits and hyphens in quotation marks",
                    ),
                }
                continue;
            }
            let Some((name, sort)) = spec.cells.iter().find(|(name, _)| *name == entry.name) else {
                let known: Vec<&str> =
                    std::iter::once("id").chain(spec.cells.iter().map(|(name, _)| *name)).collect();
                self.unknown(entry.at.start, &format!("entry of a {}", spec.noun), &entry.name, &known);
                continue;
            };
            written.push(*name);
            if *sort == Sort::Texts {
                let texts = self.texts(&entry.value, name);
                row.cells.insert(*name, Cell::Texts(texts.iter().map(|(text, _)| text.clone()).collect()));
                if *name == "required" {
                    required = texts;
                }
                continue;
            }
            if let Some(cell) = self.cell(&entry.value, name, *sort, meanings) {
                row.cells.insert(*name, cell);
            }
        }
        if row.id.is_empty() {
            self.flaw(
                node.span.start,
                format!("this {} has no id: give it one, as in (id: \"name\", …)", spec.noun),
            );
            return None;
        }
        Some(Placed { row, at, required, written })
    }

    fn cell(&mut self, node: &Node, name: &str, sort: Sort, meanings: &[&str]) -> Option<Cell> {
        match (sort, &node.form) {
            (Sort::Text, Form::Text(text)) if name == "label" && text.trim().is_empty() => {
                self.flaw(node.span.start, "a label cannot be empty: it is the word on screen");
                None
            }
            (Sort::Text, Form::Text(text)) => Some(Cell::Text(text.clone())),
            (Sort::Hue, Form::Text(text)) if HUES.contains(&text.as_str()) => Some(Cell::Text(text.clone())),
            (Sort::Hue, Form::Text(text)) => {
                self.unknown(node.span.start, "colour", text, &HUES);
                None
            }
            (Sort::Letter, Form::Letter(letter)) if !letter.is_whitespace() && !letter.is_control() => {
                Some(Cell::Letter(letter.to_lowercase().next().unwrap_or(*letter)))
            }
            (Sort::Number, Form::Number(number)) => {
                let read = number.parse().ok();
                if read.is_none() {
                    self.flaw(node.span.start, format!("“{name}” takes a whole number, not {number}"));
                }
                read.map(Cell::Number)
            }
            (Sort::Meaning, Form::Word(word)) if meanings.contains(&word.as_str()) => {
                Some(Cell::Meaning(word.clone()))
            }
            (Sort::Meaning, Form::Word(word)) => {
                self.unknown(node.span.start, "meaning", word, meanings);
                None
            }
            (sort, _) => {
                let wanted = match sort {
                    Sort::Text | Sort::Hue | Sort::Texts => "a text in quotation marks",
                    Sort::Letter => "one character in apostrophes, as in 'k'",
                    Sort::Number => "a whole number",
                    Sort::Meaning => "one of the program’s meanings, without quotation marks",
                };
                self.wrong(node, name, wanted);
                None
            }
        }
    }

    fn kinds(&mut self, node: &Node) -> Vec<Row> {
        let meanings: Vec<&str> = KIND_MEANINGS.iter().map(|(name, _)| *name).collect();
        let below = self.ground.vocabulary;
        let nodes = self.list(node, "kinds");
        let mut rows = Vec::new();
        for mut placed in self.rows(nodes, &KIND, &meanings, &|id| below.kind(id).is_some()) {
            let mut over = below.clone();
            Terms { kinds: vec![placed.row.clone()], ..Terms::default() }.apply(&mut over);
            let kept = self.fields(&placed.required, &over, &placed.row.id);
            if placed.row.cells.contains_key("required") {
                placed.row.cells.insert("required", Cell::Texts(kept));
            }
            if let Some(kind) = over.kind(&placed.row.id).filter(|kind| below.kind(&kind.id).is_none()) {
                let alike = below.kind_meaning(kind.meaning).map_or("gray", |kind| kind.hue.as_str());
                let cells = &mut placed.row.cells;
                cells.entry("hue").or_insert_with(|| Cell::Text(alike.to_owned()));
                cells.entry("plural").or_insert_with(|| Cell::Text(kind.label.clone()));
            }
            rows.push(placed.row);
        }
        rows
    }

    /// Keeps those of the fields that the kind has.
    fn fields(&mut self, names: &[(String, usize)], vocabulary: &Vocabulary, kind: &str) -> Vec<String> {
        let Some(kind) = vocabulary.kind(kind) else { return Vec::new() };
        let known: Vec<&str> = fields_of(kind.meaning).iter().map(|field| field.name).collect();
        let mut kept: Vec<String> = Vec::new();
        for (name, at) in names {
            if known.contains(&name.as_str()) {
                kept.push(name.clone());
            } else {
                self.unknown(*at, &format!("field of the kind “{}”", kind.id), name, &known);
            }
        }
        kept
    }

    fn statuses(&mut self, node: &Node) -> Vec<Row> {
        let meanings: Vec<&str> = STATUS_MEANINGS.iter().map(|(name, _)| *name).collect();
        let below = self.ground.vocabulary;
        let nodes = self.list(node, "statuses");
        let rows = self.rows(nodes, &STATUS, &meanings, &|id| !id.is_empty() && below.status(id).is_some());
        rows.into_iter().map(|placed| placed.row).collect()
    }

    /// Takes keys away that something else has already, and says so.
    fn keys(&mut self, terms: &mut Terms, kinds: Option<&Node>, statuses: Option<&Node>) {
        let mut over = self.ground.vocabulary.clone();
        terms.apply(&mut over);
        let all = over.kinds.iter().map(|kind| (kind.shortcut, kind.label.clone(), (0, kind.id.clone())));
        let rest = over
            .statuses
            .iter()
            .filter_map(|status| Some((status.shortcut?, status.label.clone(), (1, status.id.clone()))));
        let all: Vec<(char, String, (u8, String))> = all.chain(rest).collect();
        let mut given: BTreeSet<(u8, String)> = BTreeSet::new();
        for (list, rows, node, spec) in
            [(0, &mut terms.kinds, kinds, &KIND), (1, &mut terms.statuses, statuses, &STATUS)]
        {
            let Some(Form::List(nodes)) = node.map(|node| &node.form) else { continue };
            for row in rows {
                let Some(letter) = row.letter() else { continue };
                let own = (list, row.id.clone());
                let is_own = |id: &(u8, String)| *id == own;
                let taken = all.iter().find(|(key, _, id)| *key == letter && !is_own(id));
                // Of two rows of this file, the first keeps it.
                let is_lost = taken
                    .filter(|(.., id)| given.contains(id) || !Self::is_given(id, letter, kinds, statuses));
                let Some((_, label, _)) = is_lost else {
                    given.insert(own);
                    continue;
                };
                let at = key_of(nodes, &row.id).unwrap_or(0);
                let words = format!(
                    "the key “{letter}” of the {} “{}” is taken by “{label}”: choose another one, or give that one another",
                    spec.noun, row.id
                );
                row.cells.remove("shortcut");
                self.flaw(at, words);
            }
        }
    }

    /// Tells whether this file gives a row that key.
    fn is_given(id: &(u8, String), letter: char, kinds: Option<&Node>, statuses: Option<&Node>) -> bool {
        let node = if id.0 == 0 { kinds } else { statuses };
        let Some(Form::List(nodes)) = node.map(|node| &node.form) else { return false };
        key_of(nodes, &id.1).is_some()
            && nodes.iter().any(|node| {
                let Form::Table(entries) = &node.form else { return false };
                let has = |name: &str, form: &Form| {
                    entries.iter().any(|entry| entry.name == name && entry.value.form == *form)
                };
                has("id", &Form::Text(id.1.clone())) && has("shortcut", &Form::Letter(letter))
            })
    }

    fn scales(&mut self, node: &Node) -> BTreeMap<String, Vec<Row>> {
        let below = self.ground.vocabulary;
        let meanings: Vec<&str> = MEANINGS.iter().map(|(name, _)| *name).collect();
        let mut scales: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut new_ratings: Vec<(String, usize)> = Vec::new();
        for node in self.list(node, "scales") {
            let (mut name, mut at) = (String::new(), node.span.start);
            let mut rows: &[Node] = &[];
            for entry in self.once(node, "scale") {
                match (entry.name.as_str(), &entry.value.form) {
                    ("name", Form::Text(text)) => {
                        name.clone_from(text);
                        at = entry.value.span.start;
                    }
                    ("name", _) => self.wrong(&entry.value, "name", "a text in quotation marks"),
                    ("rows", _) => rows = self.list(&entry.value, "rows"),
                    (other, _) => self.unknown(entry.at.start, "entry of a scale", other, &["name", "rows"]),
                }
            }
            if name.is_empty() {
                self.flaw(node.span.start, "this scale has no name: write (name: \"category\", rows: […])");
                continue;
            }
            if scales.contains_key(&name) {
                self.flaw(at, format!("the scale “{name}” stands here a second time: put both into one"));
                continue;
            }
            let is_there = |id: &str| below.row(&name, id).is_some();
            let known = self.rows(rows, &SCALE_ROW, &meanings, &is_there);
            let mut kept = Vec::new();
            for row in known {
                if CLOSED.contains(&name.as_str()) && !is_there(&row.row.id) {
                    let words = format!(
                        "no row can be added to “{name}”, whose rows the program knows: change the label of one of them"
                    );
                    self.flaw(row.at, words);
                    continue;
                }
                if name == "rating_scale" && !is_there(&row.row.id) {
                    new_ratings.push((row.row.id.clone(), row.at));
                }
                kept.push(row.row);
            }
            places.insert(name.clone(), at);
            scales.insert(name, kept);
        }
        let names: Vec<&str> = below.scales.iter().map(|scale| scale.name.as_str()).collect();
        let strange: Vec<String> = scales
            .keys()
            .filter(|name| !names.contains(&name.as_str()) && !new_ratings.iter().any(|(id, _)| id == *name))
            .cloned()
            .collect();
        for name in strange {
            scales.remove(&name);
            self.unknown(places[&name], "scale", &name, &names);
        }
        for (id, at) in new_ratings {
            if scales.get(&id).is_none_or(Vec::is_empty) {
                let words =
                    format!("the rating scale “{id}” has no rows: add a scale of that name with its ratings");
                self.flaw(at, words);
                if let Some(rows) = scales.get_mut("rating_scale") {
                    rows.retain(|row| row.id != id);
                }
            }
        }
        scales.retain(|_, rows| !rows.is_empty());
        scales
    }

    fn checklist(&mut self, node: &Node) -> Vec<Row> {
        let below = self.ground.vocabulary;
        let mut questions: Vec<Row> = Vec::new();
        for node in self.list(node, "checklist") {
            let mut group = String::new();
            let mut rows: &[Node] = &[];
            for entry in self.once(node, "group of the checklist") {
                match (entry.name.as_str(), &entry.value.form) {
                    ("group", Form::Text(text)) => group.clone_from(text),
                    ("group", _) => self.wrong(&entry.value, "group", "a text in quotation marks"),
                    ("rows", _) => rows = self.list(&entry.value, "rows"),
                    (other, _) => {
                        self.unknown(
                            entry.at.start,
                            "entry of a group of the checklist",
                            other,
                            &["group", "rows"],
                        );
                    }
                }
            }
            if group.trim().is_empty() {
                self.flaw(
                    node.span.start,
                    "these questions have no group: write (group: \"Fairness\", rows: […])",
                );
                continue;
            }
            for placed in self.rows(rows, &QUESTION, &[], &|id| below.question(id).is_some()) {
                let mut row = placed.row;
                if questions.iter().any(|other| other.id == row.id) {
                    let words =
                        format!("the question “{}” stands here a second time: put both into one", row.id);
                    self.flaw(placed.at, words);
                    continue;
                }
                row.cells.insert("group", Cell::Text(group.clone()));
                questions.push(row);
            }
        }
        questions
    }

    fn required(&mut self, node: &Node, over: &Vocabulary) -> BTreeMap<String, Vec<String>> {
        let kinds: Vec<&str> = over.kinds.iter().map(|kind| kind.id.as_str()).collect();
        let mut required = BTreeMap::new();
        for entry in self.once(node, "required") {
            if !kinds.contains(&entry.name.as_str()) {
                self.unknown(entry.at.start, "kind", &entry.name, &kinds);
                continue;
            }
            if !matches!(entry.value.form, Form::List(_)) {
                self.wrong(&entry.value, &entry.name, "a list of fields in square brackets");
                continue;
            }
            let names = self.texts(&entry.value, &entry.name);
            let kept = self.fields(&names, over, &entry.name);
            required.insert(entry.name.clone(), kept);
        }
        required
    }

    fn levels(&mut self, node: &Node) -> BTreeMap<String, Weight> {
        let rules: Vec<&str> = check::ALL.iter().map(|rule| rule.id()).collect();
        let names: Vec<&str> = Weight::ALL.iter().map(|(_, name)| *name).collect();
        let mut levels = BTreeMap::new();
        for entry in self.once(node, "levels") {
            if !rules.contains(&entry.name.as_str()) {
                self.unknown(entry.at.start, "rule", &entry.name, &rules);
                continue;
            }
            if !check::is_waivable(&entry.name) {
                let words = format!("“{}” is always blocking: two people have to settle it", entry.name);
                self.flaw(entry.at.start, words);
                continue;
            }
            let (Form::Word(word) | Form::Text(word)) = &entry.value.form else {
                self.wrong(&entry.value, &entry.name, "a level: blocking, warning, hint or off");
                continue;
            };
            match Weight::ALL.iter().find(|(_, name)| name == word) {
                Some((weight, _)) => drop(levels.insert(entry.name.clone(), *weight)),
                None => self.unknown(entry.value.span.start, "level", word, &names),
            }
        }
        levels
    }

    fn words(&mut self, node: &Node) -> BTreeMap<String, BTreeMap<String, Changes>> {
        let rulebook = self.ground.rulebook;
        let lists: BTreeSet<&str> =
            rulebook.languages.iter().flat_map(|book| book.lists.keys().map(String::as_str)).collect();
        let lists: Vec<&str> = lists.into_iter().collect();
        let mut words = BTreeMap::new();
        for language in self.once(node, "words") {
            let tag = &language.name;
            if !(2..=3).contains(&tag.len()) || !tag.bytes().all(|byte| byte.is_ascii_lowercase()) {
                let told =
                    format!("“{tag}” is no language: write its short name in small letters, as in “en”");
                self.flaw(language.at.start, told);
                continue;
            }
            let book = rulebook.languages.iter().find(|book| book.tag == *tag);
            let mut own: BTreeMap<String, Changes> = BTreeMap::new();
            for list in self.once(&language.value, tag) {
                if !lists.contains(&list.name.as_str()) {
                    self.unknown(list.at.start, "list of words", &list.name, &lists);
                    continue;
                }
                let mut changes = Changes::default();
                for entry in self.once(&list.value, &list.name) {
                    match entry.name.as_str() {
                        "add" => changes.add = self.phrases(&entry.value, "add"),
                        "remove" => {
                            let there = book.and_then(|book| book.lists.get(&list.name));
                            let there = there.map_or(&[][..], |list| list.phrases.as_slice());
                            for (phrase, at) in self.texts(&entry.value, "remove") {
                                if there.iter().any(|known| is_one(&known.written, &phrase)) {
                                    changes.remove.push(phrase);
                                } else {
                                    let name = &list.name;
                                    let told = format!(
                                        "“{phrase}” is not in the list “{name}” and cannot be taken out of it: write it \
                                         as it stands there"
                                    );
                                    self.flaw(at, told);
                                }
                            }
                        }
                        other => self.unknown(
                            entry.at.start,
                            "entry of a list of words",
                            other,
                            &["add", "remove"],
                        ),
                    }
                }
                if !changes.is_empty() {
                    own.insert(list.name.clone(), changes);
                }
            }
            if !own.is_empty() {
                words.insert(tag.clone(), own);
            }
        }
        words
    }

    fn phrases(&mut self, node: &Node, name: &str) -> Vec<String> {
        let mut phrases: Vec<String> = Vec::new();
        for (phrase, at) in self.texts(node, name) {
            match Phrase::read(&phrase) {
                Err(words) => self.flaw(at, format!("this phrase cannot be read: {words}")),
                Ok(_) if phrases.iter().any(|other| is_one(other, &phrase)) => {
                    self.flaw(at, format!("“{phrase}” stands here a second time: take one away"));
                }
                Ok(_) => phrases.push(phrase),
            }
        }
        phrases
    }

    fn numbers(&mut self, node: &Node) -> BTreeMap<String, u32> {
        let names: Vec<&str> = number::ALL.iter().map(|number| number.name).collect();
        let mut numbers = BTreeMap::new();
        for entry in self.once(node, "numbers") {
            let Some(known) = number::named(&entry.name) else {
                self.unknown(entry.at.start, "number", &entry.name, &names);
                continue;
            };
            let (least, most) = (known.least, known.most);
            let given = match &entry.value.form {
                Form::Number(given) => given.replace('_', "").parse::<u32>().ok(),
                _ => None,
            };
            if let Some(given) = given.filter(|given| (least..=most).contains(given)) {
                numbers.insert(entry.name.clone(), given);
            } else {
                let words = format!("“{}” takes a whole number from {least} to {most}", entry.name);
                self.flaw(entry.value.span.start, words);
            }
        }
        numbers
    }
}

/// Finds where the key of a row stands.
fn key_of(nodes: &[Node], id: &str) -> Option<usize> {
    nodes.iter().find_map(|node| {
        let Form::Table(entries) = &node.form else { return None };
        let is_it = |entry: &Entry| entry.name == "id" && entry.value.form == Form::Text(id.to_owned());
        entries.iter().any(is_it).then_some(())?;
        entries.iter().find(|entry| entry.name == "shortcut").map(|entry| entry.value.span.start)
    })
}

/// Tells whether something can be the name of a row.
fn is_name(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|sign| sign.is_alphanumeric() || sign == '-' || sign == '_')
}

/// Finds the name that somebody may have meant: one that differs in a letter or two.
fn nearest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    let far = |name: &str| distance(&word.to_lowercase(), &name.to_lowercase());
    let best = names.iter().copied().map(|name| (far(name), name)).min()?;
    (best.0 <= 2.max(word.chars().count() / 4) && best.0 < word.chars().count()).then_some(best.1)
}

/// Counts the letters to put in, to take out or to change (Levenshtein 1966).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, sign) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, letter) in other.iter().enumerate() {
            let changed = before + usize::from(sign != *letter);
            before = row[place + 1];
            row[place + 1] = changed.min(before + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}
