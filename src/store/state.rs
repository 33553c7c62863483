//! `project.ron`: the state as of a known record of each log, in RON, between a header and a checksum footer.
//!
//! Knows bytes only; the same state always makes the same bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

use super::hash::Sha256;
use super::migrate;
use super::schema::Newest;
use super::schema::v1::{self, Seen, Texts, Unfit, Value};
use crate::model::{Id, Project, Slot, Table, Version};

const HEADER: &str = "// redpencil project, format ";
const FOOTER: &str = "// sha-256 ";

/// The last record seen of each log, by writer.
pub type Clock = BTreeMap<String, Seen>;

/// A `project.ron` as it was read.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The project.
    pub project: Project,
    /// The last record of each log that it contains.
    pub clock: Clock,
    /// What did not fit, one sentence each.
    pub problems: Vec<String>,
    /// Tells that the footer does not fit the text: somebody edited it by hand, or it was damaged.
    pub edited: bool,
}

/// A `project.ron` whose frame was looked at, and whose text was not parsed yet.
#[derive(Clone, Debug)]
pub struct Framed<'a> {
    /// The number in its header.
    pub format: u32,
    /// The text with the line ends as they were written, from the header to the footer.
    pub text: Cow<'a, str>,
    /// Tells that the footer does not fit the text: somebody edited it by hand, or it was damaged.
    pub edited: bool,
    /// Tells that an editor or git has put a byte-order mark or other line ends into it, which changes nothing.
    pub reset: bool,
}

/// A `project.ron` whose text was parsed, before its values are taken in.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What stands there.
    pub saved: v1::Project,
    /// Tells that the footer does not fit the text: somebody edited it by hand, or it was damaged.
    pub edited: bool,
}

/// Why a `project.ron` cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not one.
    #[error("it does not begin as a redpencil project does")]
    Foreign,
    /// A newer program wrote it.
    #[error("it was written by a newer redpencil (format {0}); update the program to work on it")]
    Newer(u32),
    /// The text between header and footer cannot be parsed.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
}

/// Writes RON as it stands in every file: LF, four spaces, one field a line.
pub(super) fn pretty(depth: usize) -> PrettyConfig {
    PrettyConfig::new()
        .depth_limit(depth)
        .new_line("\n")
        .indentor("    ")
        .extensions(Extensions::IMPLICIT_SOME)
}

/// Writes a project's state.
pub fn write(project: &Project, clock: &Clock) -> Result<String, ron::Error> {
    let saved = saved(project, clock);
    let body = ron::ser::to_string_pretty(&saved, pretty(3))?;
    let mut text = format!("{HEADER}{}\n{body}\n", saved.format);
    let hash = Sha256::of(text.as_bytes());
    let _ = writeln!(text, "{FOOTER}{hash}");
    Ok(text)
}

fn saved(project: &Project, clock: &Clock) -> v1::Project {
    macro_rules! table {
        ($records:ident, $type:ident) => {
            project.$records().keys().map(|id| (id.to_string(), v1::$type::of(project, *id))).collect()
        };
    }
    v1::Project {
        format: super::schema::NEWEST,
        logs: clock.clone(),
        article: v1::Article::of(project, Id::ARTICLE),
        drafts: table!(drafts, Draft),
        annotations: table!(annotations, Annotation),
        claims: table!(claims, Claim),
        quotations: table!(quotations, Quotation),
        allegations: table!(allegations, Allegation),
        sources: table!(sources, Source),
        evidence: table!(evidence, Evidence),
        people: table!(people, Person),
        attempts: table!(attempts, Attempt),
        queries: table!(queries, Query),
        messages: table!(messages, Message),
        waivers: table!(waivers, Waiver),
        items: table!(items, Item),
        sign_offs: table!(sign_offs, SignOff),
        conflicts: project
            .conflicts()
            .iter()
            .map(|(slot, versions)| v1::Conflict {
                record: slot.record.to_string(),
                field: slot.field.to_owned(),
                values: versions.iter().map(|version| Value::of(version.value.clone())).collect(),
                by: versions.iter().map(|version| v1::Stamp::signed(version.by.clone())).collect(),
            })
            .collect(),
    }
}

/// Reads a project's state; `texts` holds the texts of drafts and sources by their SHA-256.
pub fn read(text: &str, texts: &Texts) -> Result<Read, Unreadable> {
    let framed = framed(text)?;
    if framed.format > super::schema::NEWEST {
        return Err(Unreadable::Newer(framed.format));
    }
    let Parsed { saved, edited } = parse(&framed)?;
    Ok(Read { edited, ..taken_in(saved, texts) })
}

/// Looks at header and footer.
pub fn framed(text: &str) -> Result<Framed<'_>, Unreadable> {
    let plain = plain(text);
    let format = plain.strip_prefix(HEADER).ok_or(Unreadable::Foreign)?;
    let format = format.lines().next().and_then(|line| line.trim().parse().ok());
    let format = format.filter(|format| *format > 0).ok_or(Unreadable::Foreign)?;
    let edited = !footer_fits(&plain);
    let reset = plain.len() != text.len();
    Ok(Framed { format, text: plain, edited, reset })
}

/// Parses the text of a state of this format or an older one, and brings it to the newest.
pub fn parse(framed: &Framed<'_>) -> Result<Parsed, Unreadable> {
    let saved = migrate::state::<Newest>(framed.format, &framed.text);
    let saved = saved.map_err(|error| Unreadable::Syntax {
        line: error.span.start.line,
        column: error.span.start.col,
        message: error.code.to_string(),
    })?;
    Ok(Parsed { saved, edited: framed.edited })
}

/// Takes the byte-order mark and other line ends away that an editor or git has put into a text of ours. No text that
/// this program writes has any: strings hold them as escapes.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

/// Tells whether the last line is the checksum of all before it.
fn footer_fits(text: &str) -> bool {
    // To the letter: a changed line end at the very end is a change, too.
    let Some(lines) = text.strip_suffix('\n') else { return false };
    let Some(at) = lines.rfind('\n') else { return false };
    let (body, footer) = lines.split_at(at + 1);
    let Some(hash) = footer.strip_prefix(FOOTER) else { return false };
    hash.parse::<Sha256>().is_ok_and(|hash| hash == Sha256::of(body.as_bytes()))
}

/// Takes what was saved into the model; what does not fit is a problem.
pub fn taken_in(saved: v1::Project, texts: &Texts) -> Read {
    let mut read = Read { clock: saved.logs, ..Read::default() };
    let mut edits = Vec::new();
    let note = |record: &str, unfit: Vec<Unfit>, problems: &mut Vec<String>| {
        problems.extend(unfit.into_iter().map(|unfit| format!("In {record}: {unfit}.")));
    };
    let (article, unfit) = saved.article.edits(Id::ARTICLE, texts);
    edits.extend(article);
    note("the article", unfit, &mut read.problems);
    macro_rules! table {
        ($records:ident, $table:ident) => {
            for (name, record) in saved.$records {
                let Some(id) = Id::parse(&name).filter(|id| id.table() == Table::$table) else {
                    note(&name, vec![Unfit::Id(name.clone())], &mut read.problems);
                    continue;
                };
                let (fields, unfit) = record.edits(id, texts);
                edits.extend(fields);
                note(&name, unfit, &mut read.problems);
            }
        };
    }
    table!(drafts, Draft);
    table!(annotations, Annotation);
    table!(claims, Claim);
    table!(quotations, Quotation);
    table!(allegations, Allegation);
    table!(sources, Source);
    table!(evidence, Evidence);
    table!(people, Person);
    table!(attempts, Attempt);
    table!(queries, Query);
    table!(messages, Message);
    table!(waivers, Waiver);
    table!(items, Item);
    table!(sign_offs, SignOff);
    read.project.fill(edits);
    for conflict in saved.conflicts {
        let slot = Id::parse(&conflict.record).and_then(|id| Slot::named(id, &conflict.field));
        let versions = slot.map_or_else(|| Ok(Vec::new()), |slot| versions(slot, &conflict, texts));
        match (slot, versions) {
            (Some(slot), Ok(versions)) => read.project.apply_conflict(slot, versions),
            (_, Err(unfit)) => note(&conflict.record, vec![unfit], &mut read.problems),
            (None, _) => note(&conflict.record, vec![Unfit::Id(conflict.record.clone())], &mut read.problems),
        }
    }
    read
}

fn versions(slot: Slot, conflict: &v1::Conflict, texts: &Texts) -> Result<Vec<Version>, Unfit> {
    let stamps = conflict.by.iter().map(Some).chain(std::iter::repeat(None));
    let versions = conflict.values.iter().zip(stamps).map(|(value, by)| {
        let by = by.cloned().unwrap_or_default().signature()?;
        Ok(Version { value: value.clone().value_in(slot.record, texts)?, by })
    });
    versions.collect()
}
