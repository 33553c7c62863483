//! The names of records: a letter for the table and ten random base-32 characters.

use std::fmt;

use super::FieldInfo;

/// The tables that records stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The article itself: one record.
    Article,
    /// Versions of the text.
    Draft,
    /// Mentions in the text.
    Annotation,
    /// Checkable statements.
    Claim,
    /// Somebody's words.
    Quotation,
    /// Unproven accusations.
    Allegation,
    /// Where evidence comes from.
    Source,
    /// What ties a record to a source.
    Evidence,
    /// People and organisations.
    Person,
    /// Attempts to reach the accused.
    Attempt,
    /// The checker's questions.
    Query,
    /// What was said to a question.
    Message,
    /// Reasoned "we publish it so".
    Waiver,
    /// Answers to the questions of the checklist.
    Item,
    /// Words that the article is right as it stands.
    SignOff,
}

impl Table {
    /// Every table, in the order of files.
    pub const ALL: [Self; 15] = [
        Self::Article,
        Self::Draft,
        Self::Annotation,
        Self::Claim,
        Self::Quotation,
        Self::Allegation,
        Self::Source,
        Self::Evidence,
        Self::Person,
        Self::Attempt,
        Self::Query,
        Self::Message,
        Self::Waiver,
        Self::Item,
        Self::SignOff,
    ];

    /// Returns the letter that begins the ids of this table.
    pub fn letter(self) -> char {
        match self {
            Self::Article => 'r',
            Self::Draft => 'd',
            Self::Annotation => 'a',
            Self::Claim => 'c',
            Self::Quotation => 't',
            Self::Allegation => 'g',
            Self::Source => 's',
            Self::Evidence => 'e',
            Self::Person => 'n',
            Self::Attempt => 'y',
            Self::Query => 'q',
            Self::Message => 'm',
            Self::Waiver => 'w',
            Self::Item => 'k',
            Self::SignOff => 'f',
        }
    }

    /// Returns what one record of this table is called on screen.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Draft => "draft",
            Self::Annotation => "mark",
            Self::Claim => "claim",
            Self::Quotation => "quotation",
            Self::Allegation => "allegation",
            Self::Source => "source",
            Self::Evidence => "evidence",
            Self::Person => "person",
            Self::Attempt => "attempt",
            Self::Query => "query",
            Self::Message => "message",
            Self::Waiver => "waiver",
            Self::Item => "checklist item",
            Self::SignOff => "sign-off",
        }
    }

    /// Returns what one record of this table is called on screen, with its article.
    pub fn one(self) -> &'static str {
        match self {
            Self::Article => "an article",
            Self::Draft => "a draft",
            Self::Annotation => "a mark",
            Self::Claim => "a claim",
            Self::Quotation => "a quotation",
            Self::Allegation => "an allegation",
            Self::Source => "a source",
            Self::Evidence => "a piece of evidence",
            Self::Person => "a person",
            Self::Attempt => "an attempt",
            Self::Query => "a query",
            Self::Message => "a message",
            Self::Waiver => "a waiver",
            Self::Item => "a checklist item",
            Self::SignOff => "a sign-off",
        }
    }

    /// Returns what several records of this table are called on screen.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Draft => "drafts",
            Self::Annotation => "marks",
            Self::Claim => "claims",
            Self::Quotation => "quotations",
            Self::Allegation => "allegations",
            Self::Source => "sources",
            Self::Evidence => "pieces of evidence",
            Self::Person => "people",
            Self::Attempt => "attempts",
            Self::Query => "queries",
            Self::Message => "messages",
            Self::Waiver => "waivers",
            Self::Item => "checklist items",
            Self::SignOff => "sign-offs",
        }
    }

    /// Returns the fields of this table's records, in the order of cards and files.
    pub fn fields(self) -> &'static [FieldInfo] {
        match self {
            Self::Article => super::article::ABOUT,
            Self::Draft => super::draft::ABOUT,
            Self::Annotation => super::annotation::ABOUT,
            Self::Claim => super::claim::ABOUT,
            Self::Quotation => super::quotation::ABOUT,
            Self::Allegation => super::allegation::ABOUT,
            Self::Source => super::source::ABOUT,
            Self::Evidence => super::evidence::ABOUT,
            Self::Person => super::person::ABOUT,
            Self::Attempt => super::attempt::ABOUT,
            Self::Query => super::query::ABOUT,
            Self::Message => super::message::ABOUT,
            Self::Waiver => super::waiver::ABOUT,
            Self::Item => super::item::ABOUT,
            Self::SignOff => super::sign_off::ABOUT,
        }
    }

    /// Returns the field that says in words what a record is about, if the table has one.
    pub fn words_field(self) -> Option<&'static str> {
        match self {
            Self::Claim => Some("statement"),
            Self::Quotation => Some("content"),
            Self::Allegation => Some("gist"),
            Self::Attempt => Some("put"),
            Self::Query => Some("question"),
            Self::Message => Some("words"),
            Self::Annotation | Self::Evidence | Self::Item => Some("note"),
            Self::Source | Self::Article => Some("title"),
            Self::Person => Some("name"),
            Self::SignOff => Some("person"),
            Self::Draft | Self::Waiver => None,
        }
    }

    /// Tells whether a record of this table is a part of another one, which its field `record` names.
    pub fn is_part(self) -> bool {
        matches!(self, Self::Evidence | Self::Attempt | Self::Message)
    }

    /// Finds the field of that name.
    pub fn field(self, name: &str) -> Option<&'static FieldInfo> {
        self.fields().iter().find(|field| field.name == name)
    }
}

/// Names one record for ever.
///
/// Two people's new records never collide, so nothing is ever renumbered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    table: Table,
    body: [u8; Id::LENGTH],
}

impl Id {
    /// Counts the base-32 characters behind the letter.
    pub const LENGTH: usize = 10;

    /// Names the article's own record.
    pub const ARTICLE: Self = Self { table: Table::Article, body: [b'0'; Self::LENGTH] };

    /// Makes an id of 50 random bits (the lowest of `bits`).
    pub fn new(table: Table, bits: u64) -> Self {
        Self { table, body: body(bits) }
    }

    /// Returns the table the record stands in.
    pub fn table(self) -> Table {
        self.table
    }

    /// Reads an id as it is written: `a-4f7k2m9x1q`, or `article`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "article" {
            return Some(Self::ARTICLE);
        }
        let (letter, body) = text.split_once('-')?;
        let letter = letter.chars().next().filter(|_| letter.len() == 1)?;
        let table = Table::ALL.into_iter().find(|table| table.letter() == letter)?;
        let body = parsed_body(body)?;
        (table != Table::Article).then_some(Self { table, body })
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes the lowest 50 bits in base 32.
pub(super) fn body(bits: u64) -> [u8; Id::LENGTH] {
    let mut body = [0; Id::LENGTH];
    for (place, byte) in body.iter_mut().enumerate() {
        *byte = ALPHABET[(bits >> (5 * place)) as usize & 31];
    }
    body
}

/// Reads what [`body`] wrote; nothing where it is anything else.
pub(super) fn parsed_body(text: &str) -> Option<[u8; Id::LENGTH]> {
    let body: [u8; Id::LENGTH] = text.as_bytes().try_into().ok()?;
    body.iter().all(|byte| ALPHABET.contains(byte)).then_some(body)
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.table == Table::Article {
            return out.write_str("article");
        }
        write!(out, "{}-{}", self.table.letter(), String::from_utf8_lossy(&self.body))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_reads_back_as_it_was_written(bits in any::<u64>(), table in 1..Table::ALL.len()) {
            let id = Id::new(Table::ALL[table], bits);
            prop_assert_eq!(Id::parse(&id.to_string()), Some(id));
        }

        #[test]
        fn any_other_text_is_no_id(text in "\\PC{0,14}") {
            if let Some(id) = Id::parse(&text) {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
