//! What a slot can hold, as it is saved.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model;
use crate::store::blob::plain_extension;
use crate::store::hash::Sha256;
use crate::text::{self, BlockKind, Range};

/// What a file's name is made of: anything else was written by no program of ours.
const SHA256: &str = "SHA-256";
const ENDING: &str = "ending of a file";

/// A slot's value as it stands in a log record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing has been entered.
    #[default]
    Nothing,
    /// Words, a date, a URL or the id of a vocabulary row.
    Text(String),
    /// Another record.
    Link(Link),
    /// Several other records.
    Links(Links),
    /// Several short texts.
    Names(Names),
    /// Names, each with what stands for it.
    Pairs(Pairs),
    /// Who and when.
    Stamp(Stamp),
    /// A status.
    Status(Status),
    /// Where a mark stands, by draft.
    Targets(Targets),
    /// A range in a source's own text.
    Passage(Passage),
    /// How a draft is set.
    Blocks(Vec<Block>),
    /// A whole text, by its SHA-256.
    Prose(Prose),
    /// A file kept with the project.
    File(File),
    /// Words that stand in `sealed/` and nowhere else, by their name.
    Sealed(Sealed),
}

/// A record's id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Link(pub String);

/// Several records' ids.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Links(pub Vec<String>);

/// Several short texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Names(pub Vec<String>);

/// Names, each with what stands for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Pairs(pub Vec<(String, String)>);

/// A range in a source's own text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// The SHA-256 of the text.
    pub text: String,
    /// Where in it.
    pub target: Target,
}

/// The name of sealed words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub String);

/// The SHA-256 of a draft's text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose(pub String);

/// Who and when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The person's name as they gave it.
    pub by: String,
    /// RFC 3339, UTC.
    pub at: String,
}

/// A status with who set it, when, and on which text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The vocabulary's row.
    pub id: String,
    /// Who set it.
    pub by: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// The SHA-256 of the draft's text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub draft: String,
    /// Fingerprints of the marked words and of the evidence it was set on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
}

/// Where a mark stands in one draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Start and end in bytes.
    pub ranges: Vec<(usize, usize)>,
    /// The marked words.
    pub quote: String,
    /// Words before them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    /// Words after them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suffix: String,
    /// How surely it stands there; left out when it is intact.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state: String,
}

/// Where a mark stands, by the draft's id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Targets(pub BTreeMap<String, Target>);

/// A piece of a draft: kind, start and end in bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Block(pub String, pub usize, pub usize);

/// A file kept with the project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Its ending without the dot.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extension: String,
    /// The name it came with.
    pub name: String,
    /// Its size.
    pub bytes: u64,
}

/// Says why a saved value cannot be taken into the model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// An id that is none.
    #[error("“{0}” is not the id of a record")]
    Id(String),
    /// A moment that is none.
    #[error("“{0}” is not a moment such as 2026-11-22T10:00:00Z")]
    Moment(String),
    /// A name of sealed words that is none.
    #[error("“{0}” is not the name of a sealed value")]
    Sealed(String),
    /// A word that is not of its list.
    #[error("“{0}” is not a known {1}")]
    Word(String, &'static str),
    /// A draft whose text is not there.
    #[error("the text with the SHA-256 {0} is missing")]
    Text(String),
    /// A field that no table has.
    #[error("a {0} has no field “{1}”")]
    Field(&'static str, String),
}

impl Unfit {
    /// Tells whether a program that knows more may have written it.
    pub(in crate::store) fn may_be_newer(&self) -> bool {
        match self {
            Self::Id(_) | Self::Field(..) => true,
            Self::Word(_, list) => !matches!(*list, SHA256 | ENDING),
            _ => false,
        }
    }
}

/// Finds a draft's text by its SHA-256.
pub type Texts = BTreeMap<String, model::Prose>;

/// A saved type that stands for a value of the model.
pub(super) trait Saved: Sized + Default + PartialEq {
    /// Takes the model's value; another shape becomes the empty one.
    fn of(value: model::Value) -> Self;

    /// Returns the model's value; the empty one is nothing.
    fn value(self, texts: &Texts) -> Result<model::Value, Unfit>;
}

/// A record stands without the words of a text that is not there: only a draft is nothing without them.
pub(super) fn without_words(record: model::Id, unfit: Unfit) -> Result<model::Value, Unfit> {
    match unfit {
        Unfit::Text(sha256) if record.table() != model::Table::Draft && sha256.parse::<Sha256>().is_ok() => {
            Ok(model::Value::Prose(model::Prose::missing(&sha256)))
        }
        unfit => Err(unfit),
    }
}

fn id(text: &str) -> Result<model::Id, Unfit> {
    model::Id::parse(text).ok_or_else(|| Unfit::Id(text.to_owned()))
}

fn moment(text: &str) -> Result<model::Moment, Unfit> {
    model::Moment::parse(text).ok_or_else(|| Unfit::Moment(text.to_owned()))
}

/// Declares how a saved type stands for one shape of value: the way in, and the way back.
macro_rules! stands_for {
    ($type:ty, $variant:ident, |$inner:ident| $of:expr, |$saved:ident, $texts:ident| $value:expr) => {
        impl Saved for $type {
            fn of(value: model::Value) -> Self {
                match value {
                    model::Value::$variant($inner) => $of,
                    _ => Self::default(),
                }
            }

            fn value(self, $texts: &Texts) -> Result<model::Value, Unfit> {
                if self == Self::default() {
                    return Ok(model::Value::Nothing);
                }
                let $saved = self;
                Ok(model::Value::$variant($value))
            }
        }
    };
}

stands_for!(String, Text, |text| text, |text, _texts| text);
stands_for!(Link, Link, |id| Self(id.to_string()), |link, _texts| id(&link.0)?);
stands_for!(Links, Links, |ids| Self(ids.iter().map(ToString::to_string).collect()), |links, _texts| links
    .0
    .iter()
    .map(|link| id(link))
    .collect::<Result<_, _>>()?);
stands_for!(Sealed, Sealed, |id| Self(id.to_string()), |sealed, _texts| {
    model::SealedId::parse(&sealed.0).ok_or(Unfit::Sealed(sealed.0))?
});
stands_for!(Names, Names, |names| Self(names), |names, _texts| names.0);
stands_for!(Pairs, Pairs, |pairs| Self(pairs), |pairs, _texts| pairs.0);
stands_for!(
    Passage,
    Passage,
    |passage| Self { text: passage.text, target: passage.target.into() },
    |passage, _texts| {
        if passage.text.parse::<Sha256>().is_err() {
            return Err(Unfit::Word(passage.text, SHA256));
        }
        model::Passage { target: passage.target.target()?, text: passage.text }
    }
);
stands_for!(Stamp, Stamp, |stamp| Self { by: stamp.by, at: stamp.at.to_string() }, |stamp, _texts| {
    model::Stamp { at: moment(&stamp.at)?, by: stamp.by }
});
stands_for!(
    Status,
    Status,
    |status| Self {
        id: status.id,
        by: status.by,
        at: status.at.to_string(),
        draft: status.draft,
        basis: status.basis
    },
    |status, _texts| model::Status {
        at: moment(&status.at)?,
        id: status.id,
        by: status.by,
        draft: status.draft,
        basis: status.basis,
    }
);
stands_for!(
    Targets,
    Targets,
    |targets| Self(targets.into_iter().map(|(draft, target)| (draft.to_string(), target.into())).collect()),
    |targets, _texts| {
        let targets = targets.0.into_iter().map(|(draft, target)| Ok((id(&draft)?, target.target()?)));
        targets.collect::<Result<_, _>>()?
    }
);
stands_for!(Vec<Block>, Blocks, |blocks| blocks.iter().map(Block::of).collect(), |blocks, _texts| Arc::new(
    blocks.into_iter().map(Block::block).collect::<Result<_, _>>()?
));
stands_for!(Prose, Prose, |prose| Self(prose.sha256().to_owned()), |prose, texts| texts
    .get(&prose.0)
    .cloned()
    .ok_or(Unfit::Text(prose.0))?);
stands_for!(
    File,
    File,
    |file| Self { sha256: file.sha256, extension: file.extension, name: file.name, bytes: file.bytes },
    |file, _texts| file.file()?
);

impl Stamp {
    /// Takes who wrote something; the empty stamp where that is not known.
    pub(in crate::store) fn signed(by: Option<model::Stamp>) -> Self {
        by.map_or_else(Self::default, |stamp| Self { by: stamp.by, at: stamp.at.to_string() })
    }

    /// Returns who wrote something; nothing for the empty stamp.
    pub(in crate::store) fn signature(self) -> Result<Option<model::Stamp>, Unfit> {
        if self == Self::default() {
            return Ok(None);
        }
        Ok(Some(model::Stamp { at: moment(&self.at)?, by: self.by }))
    }
}

impl File {
    /// Hash and ending become part of a path: anything else than a hash and a plain ending is refused.
    fn file(self) -> Result<model::FileRef, Unfit> {
        if self.sha256.parse::<Sha256>().is_err() {
            return Err(Unfit::Word(self.sha256, SHA256));
        }
        if plain_extension(&self.extension) != self.extension {
            return Err(Unfit::Word(self.extension, ENDING));
        }
        Ok(model::FileRef {
            sha256: self.sha256,
            extension: self.extension,
            name: self.name,
            bytes: self.bytes,
        })
    }
}

impl From<model::Target> for Target {
    fn from(target: model::Target) -> Self {
        let state = match target.state {
            model::Anchoring::Intact => String::new(),
            state => state.name().to_owned(),
        };
        let ranges = target.ranges.iter().map(|range| (range.start, range.end)).collect();
        Self { ranges, quote: target.quote, prefix: target.prefix, suffix: target.suffix, state }
    }
}

impl Target {
    fn target(self) -> Result<model::Target, Unfit> {
        let state = if self.state.is_empty() {
            model::Anchoring::Intact
        } else {
            model::Anchoring::named(&self.state).ok_or(Unfit::Word(self.state, "state of a mark's place"))?
        };
        let ranges = self.ranges.into_iter().map(|(start, end)| Range::new(start, end)).collect();
        Ok(model::Target { ranges, quote: self.quote, prefix: self.prefix, suffix: self.suffix, state })
    }
}

impl Block {
    fn of(block: &text::Block) -> Self {
        Self(block.kind.name().to_owned(), block.range.start, block.range.end)
    }

    fn block(self) -> Result<text::Block, Unfit> {
        let Self(kind, start, end) = self;
        let known = BlockKind::named(&kind).ok_or(Unfit::Word(kind, "kind of block"))?;
        Ok(text::Block { kind: known, range: Range::new(start, end) })
    }
}

impl Value {
    /// Tells whether nothing has been entered.
    pub fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }

    /// Takes the model's value.
    pub fn of(value: model::Value) -> Self {
        match value {
            model::Value::Nothing => Self::Nothing,
            model::Value::Text(_) => Self::Text(Saved::of(value)),
            model::Value::Link(_) => Self::Link(Saved::of(value)),
            model::Value::Links(_) => Self::Links(Saved::of(value)),
            model::Value::Names(_) => Self::Names(Saved::of(value)),
            model::Value::Pairs(_) => Self::Pairs(Saved::of(value)),
            model::Value::Passage(_) => Self::Passage(Saved::of(value)),
            model::Value::Stamp(_) => Self::Stamp(Saved::of(value)),
            model::Value::Status(_) => Self::Status(Saved::of(value)),
            model::Value::Targets(_) => Self::Targets(Saved::of(value)),
            model::Value::Blocks(_) => Self::Blocks(Saved::of(value)),
            model::Value::Prose(_) => Self::Prose(Saved::of(value)),
            model::Value::File(_) => Self::File(Saved::of(value)),
            model::Value::Sealed(_) => Self::Sealed(Saved::of(value)),
        }
    }

    /// Returns the model's value in a slot of a record.
    pub fn value_in(self, record: model::Id, texts: &Texts) -> Result<model::Value, Unfit> {
        self.value(texts).or_else(|unfit| without_words(record, unfit))
    }

    /// Returns the model's value.
    pub fn value(self, texts: &Texts) -> Result<model::Value, Unfit> {
        match self {
            Self::Nothing => Ok(model::Value::Nothing),
            Self::Text(saved) => saved.value(texts),
            Self::Link(saved) => saved.value(texts),
            Self::Links(saved) => saved.value(texts),
            Self::Names(saved) => saved.value(texts),
            Self::Pairs(saved) => saved.value(texts),
            Self::Passage(saved) => saved.value(texts),
            Self::Stamp(saved) => saved.value(texts),
            Self::Status(saved) => saved.value(texts),
            Self::Targets(saved) => saved.value(texts),
            Self::Blocks(saved) => saved.value(texts),
            Self::Prose(saved) => saved.value(texts),
            Self::File(saved) => saved.value(texts),
            Self::Sealed(saved) => saved.value(texts),
        }
    }
}
