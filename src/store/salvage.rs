//! Takes out of a damaged or newer state, or log record, every entry that can be read alone, and within an entry every
//! field; what cannot be read is told in sentences.
//!
//! Cannot fail, takes time in proportion to the text, and is safe on any text: nothing here calls itself.

mod lines;
mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::schema::v1;
use scan::members;

/// How many sentences of one salvage are told one by one.
const TOLD: usize = 20;

/// What could be taken out.
#[derive(Clone, Debug)]
pub struct Salvaged<T> {
    /// It.
    pub what: T,
    /// What could not be read, one sentence each.
    pub left_out: Vec<String>,
    /// Tables, fields and other words that this program does not know: a newer one wrote them.
    pub unknown: BTreeSet<String>,
}

/// The fields that were found, with their text, by record and then by name.
type Fields<'a> = BTreeMap<String, BTreeMap<&'a str, &'a str>>;

/// A state taken apart, its tables by name.
#[derive(Default)]
struct Apart<'a> {
    tables: BTreeMap<&'a str, Fields<'a>>,
    conflicts: Vec<&'a str>,
    has_damage: bool,
}

/// Takes everything out of the text of a state that can be read.
pub fn state(text: &str) -> Salvaged<v1::Project> {
    let apart = apart(text);
    let mut found = Salvage::default();
    if apart.has_damage {
        found.left_out.push("A bracket or a quotation mark is missing, or the end.".to_owned());
    }
    let mut project = v1::Project { format: super::schema::NEWEST, ..v1::Project::default() };
    for (name, table) in apart.tables {
        macro_rules! tables {
            ($($field:ident: $type:ident,)*) => {
                match name {
                    "format" | "base" | "conflicts" => {}
                    "logs" => project.logs = found.records(name, &table, &["sequence", "hash"]),
                    "article" => {
                        let article = table.get("").map(|fields| found.record("article", "", fields, v1::Article::FIELDS));
                        project.article = article.flatten().unwrap_or_default();
                    }
                    $(stringify!($field) => project.$field = found.records(name, &table, v1::$type::FIELDS),)*
                    _ => {
                        found.unknown.insert(format!("the table “{}” ({})", shortened(name), table.len()));
                    }
                }
            };
        }
        tables! {
            drafts: Draft,
            annotations: Annotation,
            claims: Claim,
            quotations: Quotation,
            allegations: Allegation,
            sources: Source,
            evidence: Evidence,
            people: Person,
            attempts: Attempt,
            queries: Query,
            messages: Message,
            waivers: Waiver,
            items: Item,
            sign_offs: SignOff,
        }
    }
    for conflict in apart.conflicts {
        match parse(conflict) {
            Some(conflict) => project.conflicts.push(conflict),
            None => found.left_out.push("A conflict could not be read.".to_owned()),
        }
    }
    found.ended(project)
}

/// Takes everything out of the text of a log record that can be read; nothing where it is none at all.
pub fn record(text: &str) -> Option<Salvaged<v1::LogRecord>> {
    let mut found = Salvage::default();
    let parts = members(text);
    if !parts.is_whole {
        return None;
    }
    let mut edits = v1::Edits::Here(Vec::new());
    let mut rest = BTreeMap::new();
    for part in parts.list {
        if part.key != "edits" {
            rest.insert(part.key, part.value);
        } else if part.value.starts_with("Here") {
            let listed =
                members(part.value).list.first().map_or_else(Vec::new, |list| members(list.value).list);
            edits = v1::Edits::Here(listed.iter().filter_map(|edit| found.edit(edit.value)).collect());
        } else if let Some(aside) = parse(part.value) {
            edits = aside;
        } else {
            found.unknown.insert("how a log record holds its edits".to_owned());
        }
    }
    rest.insert("edits", "Here([])");
    let needed = ["previous", "by", "at", "did"];
    if needed.iter().any(|name| !rest.contains_key(name)) {
        return None;
    }
    let record: v1::LogRecord = found.record("log record", "", &rest, v1::LogRecord::FIELDS)?;
    Some(found.ended(v1::LogRecord { edits, ..record }))
}

/// Takes everything out of a list of edits that can be read; nothing where it is none at all.
pub fn edits(text: &str) -> Option<Salvaged<Vec<v1::Edit>>> {
    let mut found = Salvage::default();
    let parts = members(text);
    parts.is_whole.then(|| {
        let edits = parts.list.iter().filter_map(|edit| found.edit(edit.value)).collect();
        found.ended(edits)
    })
}

/// Takes a state apart: by its brackets where they are whole, else by the lines of its layout; one in another layout
/// by its brackets as far as they go.
fn apart(text: &str) -> Apart<'_> {
    let top = members(text);
    let mut apart = Apart { has_damage: !top.is_whole, ..Apart::default() };
    if let Some(conflicts) = top.list.iter().find(|table| table.key == "conflicts") {
        apart.conflicts = members(conflicts.value).list.iter().map(|conflict| conflict.value).collect();
    }
    if !top.is_whole {
        for piece in lines::pieces(text).into_iter().filter(|piece| !piece.field.is_empty()) {
            let fields =
                apart.tables.entry(piece.table).or_default().entry(unquoted(piece.record)).or_default();
            fields.entry(piece.field).or_insert(piece.value);
        }
        apart.tables.remove("conflicts");
        if !apart.tables.is_empty() {
            return apart;
        }
    }
    for table in top.list.into_iter().filter(|table| table.key != "conflicts") {
        let records = apart.tables.entry(table.key).or_default();
        let mut take = |id: String, text| {
            let fields = records.entry(id).or_default();
            for field in members(text).list {
                fields.entry(field.key).or_insert(field.value);
            }
        };
        if table.key == "article" {
            take(String::new(), table.value);
            continue;
        }
        for entry in members(table.value).list {
            take(unquoted(entry.key), entry.value);
        }
    }
    apart
}

fn unquoted(key: &str) -> String {
    key.trim_matches('"').to_owned()
}

/// What a salvage has come upon so far.
#[derive(Default)]
struct Salvage {
    left_out: Vec<String>,
    unknown: BTreeSet<String>,
}

impl Salvage {
    fn records<T: DeserializeOwned>(
        &mut self,
        table: &str,
        records: &Fields<'_>,
        known: &[&str],
    ) -> BTreeMap<String, T> {
        let read = records
            .iter()
            .filter_map(|(id, fields)| Some((id.clone(), self.record(table, id, fields, known)?)));
        read.collect()
    }

    /// Reads one record: the fields that can be read alone, together.
    fn record<T: DeserializeOwned>(
        &mut self,
        table: &str,
        id: &str,
        fields: &BTreeMap<&str, &str>,
        known: &[&str],
    ) -> Option<T> {
        let mut text = String::from("(");
        for (name, value) in fields {
            if known.contains(name) {
                let _ = write!(text, "{name}: {value}, ");
            } else if is_name(name) {
                self.unknown.insert(format!("the field “{}” of {table}", shortened(name)));
            } else {
                self.left_out.push(format!("Something in {} could not be read.", place(table, id)));
            }
        }
        text.push(')');
        if let Some(record) = parse(&text) {
            return Some(record);
        }
        // One of them cannot be read: each is tried with what else there is to make a record, which is nothing.
        text.truncate(1);
        for (name, value) in fields.iter().filter(|(name, _)| known.contains(name)) {
            let alone = format!("({name}: {value})");
            if members(&alone).list.len() == 1 && is_readable::<T>(&alone) {
                let _ = write!(text, "{name}: {value}, ");
            } else {
                let what = format!("The field “{name}” of {} could not be read.", place(table, id));
                self.left_out.push(what);
            }
        }
        text.push(')');
        parse(&text)
    }

    fn edit(&mut self, text: &str) -> Option<v1::Edit> {
        if let Some(edit) = parse(text) {
            return Some(edit);
        }
        let fields: BTreeMap<&str, &str> =
            members(text).list.iter().map(|part| (part.key, part.value)).collect();
        let unknown: Vec<&&str> = fields.keys().filter(|name| !v1::Edit::FIELDS.contains(name)).collect();
        let field = fields.get("field").map_or("?", |field| field.trim_matches('"'));
        if unknown.is_empty() || !fields.contains_key("record") || !fields.contains_key("field") {
            self.unknown.insert(format!("a value of the field “{}”", shortened(field)));
            return None;
        }
        self.record("log record", "", &fields, v1::Edit::FIELDS)
    }

    fn ended<T>(mut self, what: T) -> Salvaged<T> {
        let more = self.left_out.len().saturating_sub(TOLD);
        if more > 0 {
            self.left_out.truncate(TOLD);
            self.left_out.push(format!("So it is with {more} more."));
        }
        Salvaged { what, left_out: self.left_out, unknown: self.unknown }
    }
}

/// Tells whether a record's text is wrong in nothing but that other fields are missing.
fn is_readable<T: DeserializeOwned>(text: &str) -> bool {
    match options().from_str::<T>(text) {
        Ok(_) => true,
        Err(error) => matches!(error.code, ron::Error::MissingStructField { .. }),
    }
}

fn parse<T: DeserializeOwned>(text: &str) -> Option<T> {
    options().from_str(text).ok()
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn place(table: &str, id: &str) -> String {
    if id.is_empty() { table.to_owned() } else { format!("{} in {table}", shortened(id)) }
}

/// A damaged name may be as long as the file.
fn shortened(name: &str) -> String {
    let mut short: String = name.chars().take(40).filter(|letter| !letter.is_control()).collect();
    if name.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
