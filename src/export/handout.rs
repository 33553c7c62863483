//! What a reader is handed: the only type that exporters accept.
//!
//! Knows no format and no project. Everything here is plain data, already cut to the audience; no exporter has to
//! leave anything out, and none can reach what was left out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::audience::Audience;
use crate::model::vocabulary::{KindMeaning, StatusMeaning};
use crate::model::{
    Anchoring, FieldInfo, Id, Moment, Outline, Project, Slot, Table, UNTITLED, Value, Vocabulary, Widget,
};
use crate::text::day::written;
use crate::text::locator::Counted;
use crate::text::{Block, Range};

/// One filled field of a record, for a reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's name in files.
    pub name: &'static str,
    /// The field's name on screen.
    pub label: &'static str,
    /// What it holds.
    pub value: Value,
    /// What it holds, in words: a choice by its label, a link by the name of what it points at.
    pub words: String,
}

/// What a reader may see of one record, in the order of its field table.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The record.
    pub id: Id,
    /// What it is called in a list: its statement, name or title.
    pub heading: String,
    /// Whether it is a sealed source, or evidence from one.
    pub sealed: bool,
    /// The filled fields.
    pub fields: Vec<Field>,
}

impl Card {
    /// Returns a field's words; none where it is empty or may not be seen.
    pub fn words(&self, name: &str) -> &str {
        self.fields.iter().find(|field| field.name == name).map_or("", |field| field.words.as_str())
    }

    /// Returns a field's words for a sentence: a day as it is read aloud, with its hour where it has one.
    pub fn shown<'a>(&self, field: &'a Field) -> Cow<'a, str> {
        let is_date = |info: &FieldInfo| info.widget == Widget::Date;
        let read =
            self.id.table().field(field.name).filter(|info| is_date(info)).map(|_| written(&field.words));
        read.and_then(|read| read.day()).map_or(Cow::Borrowed(&field.words), |day| day.to_string().into())
    }

    /// Returns what stands before a piece's locator so that it says by what it counts: “Page ” before “4”. Nothing where
    /// the locator says so itself, as “p. 4” does.
    pub fn place_kind(&self) -> String {
        let (kind, locator) = (self.words("locator_kind"), self.words("locator"));
        let is_meant = |counted: &Counted| matches!(self.value("locator_kind"), Some(Value::Text(id)) if id == counted.id());
        let counted = Counted::of(locator).filter(is_meant);
        let says_it = matches!(counted, Some(Counted::Page | Counted::Paragraph))
            || counted.is_some() && locator.contains(' ')
            || locator.to_lowercase().contains(&kind.to_lowercase());
        if kind.is_empty() || locator.is_empty() || says_it {
            String::new()
        } else if locator.contains(' ') && !locator.starts_with(|first: char| first.is_ascii_digit()) {
            format!("{kind}: ")
        } else {
            format!("{kind} ")
        }
    }

    /// Returns what a field holds.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// Returns the records that a field points at.
    pub fn links(&self, name: &str) -> &[Id] {
        match self.value(name) {
            Some(Value::Link(id)) => std::slice::from_ref(id),
            Some(Value::Links(ids)) => ids,
            _ => &[],
        }
    }
}

/// A status as a reader meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusWord {
    /// The name in files.
    pub id: String,
    /// The word on screen.
    pub label: String,
    /// The palette's colour.
    pub hue: String,
    /// What it means.
    pub meaning: StatusMeaning,
    /// Who set it; empty where nobody has.
    pub by: String,
    /// The day on which it was set, `YYYY-MM-DD`; empty where nobody has.
    pub on: String,
}

/// One mark as a reader meets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The annotation.
    pub id: Id,
    /// Its number in the text; none for one that has lost its place.
    pub number: Option<usize>,
    /// Where it stands in the text, in bytes.
    pub ranges: Vec<Range>,
    /// The marked words.
    pub quote: String,
    /// The words before.
    pub prefix: String,
    /// The words after.
    pub suffix: String,
    /// How surely it stands there.
    pub state: Anchoring,
    /// The kind's name in files.
    pub kind: String,
    /// The kind's word on screen.
    pub label: String,
    /// The kind's colour in the palette.
    pub hue: String,
    /// What the kind means; none for one that the vocabulary lacks.
    pub meaning: Option<KindMeaning>,
    /// Where the record stands; none for kinds without a status.
    pub status: Option<StatusWord>,
    /// The record it speaks of.
    pub record: Option<Id>,
    /// How far the nearest response to its allegation stands, in words; nothing where it speaks of none.
    pub nearness: Option<String>,
    /// The mark's own fields.
    pub card: Card,
}

/// A source in the numbered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceEntry {
    /// Its number, in the order of first use.
    pub number: usize,
    /// The source.
    pub id: Id,
    /// The numbers of the marks whose evidence comes from it.
    pub marks: Vec<usize>,
}

/// A piece of a citation, set in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they lean.
    pub italic: bool,
}

/// A change of wording that the checker proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewording {
    /// The record that carries it.
    pub record: Id,
    /// The numbers of the marks it concerns.
    pub marks: Vec<usize>,
    /// The number of the paragraph in which it first stands; nothing for a headline, a caption, and what has no place.
    pub paragraph: Option<usize>,
    /// The words as they stand.
    pub old: String,
    /// The words to put in their place.
    pub new: String,
    /// Why.
    pub why: String,
}

/// Who has to answer, as far as the program tells people apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Addressee {
    /// Whoever wrote the article.
    Author,
    /// A lawyer.
    Counsel,
    /// Somebody else at the desk.
    #[default]
    Other,
}

/// Something that somebody has to answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The record that asks; nothing for a flag.
    pub record: Option<Id>,
    /// Who has to answer.
    pub addressee: Addressee,
    /// The day by which an answer is needed, `YYYY-MM-DD`; empty where none is set.
    pub due: String,
    /// Whom it goes to, in words; empty where that is open.
    pub to: String,
    /// What is asked.
    pub text: String,
    /// Why it is on the list: a query, or the status that asks.
    pub reason: String,
    /// The numbers of the marks it concerns.
    pub marks: Vec<usize>,
    /// The words it is about.
    pub quote: String,
}

/// What a check found, as a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name ("confirmed-without-evidence").
    pub rule: String,
    /// The rule's words on screen.
    pub label: String,
    /// `blocking`, `warning` or `hint`.
    pub level: String,
    /// What was found.
    pub message: String,
    /// The mark it concerns.
    pub annotation: Option<Id>,
    /// Where in the text, in bytes.
    pub range: Option<Range>,
    /// The reason, where it was waived, with who gave it and when.
    pub waived: Option<String>,
}

/// The share of sentences that meet a mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All sentences of the draft.
    pub sentences: usize,
    /// Those that meet a mark.
    pub covered: usize,
}

/// How many there are of what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Marks in the text by kind: the kind's word for several, its hue, the count; kinds without a mark left out.
    pub kinds: Vec<(String, String, usize)>,
    /// Claims, quotations and allegations by status; statuses that none has left out.
    pub statuses: Vec<(StatusWord, usize)>,
    /// Claims, quotations and allegations.
    pub records: usize,
    /// Those of them that hold.
    pub confirmed: usize,
    /// Those of them on which work remains.
    pub open: usize,
}

/// One question of the checklist for the whole article, with its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What it belongs to.
    pub group: String,
    /// The question.
    pub question: String,
    /// The answer's word: open, done, does not apply.
    pub state: String,
    /// What was found, or why it does not apply.
    pub note: String,
    /// Who answered it, and when.
    pub signed: String,
}

/// Something that two people changed without having seen one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disagreement {
    /// What it is about: “status of claim 12”.
    pub about: String,
    /// What each of them wants, in words, and who and when; the first is what the report shows everywhere else.
    pub versions: Vec<(String, String)>,
    /// The numbers of the marks it concerns.
    pub marks: Vec<usize>,
}

/// How the desk came to it, and what is still to be done: for the desk, the author and counsel alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workings {
    /// What has to be settled between people, in the order of the text.
    pub conflicts: Vec<Disagreement>,
    /// The changes of wording, in the order of the text.
    pub changes: Vec<Rewording>,
    /// The open questions, in the order of the text.
    pub questions: Vec<Question>,
    /// The checklist, in the order of the vocabulary; empty where nobody has answered any of it.
    pub checklist: Vec<Asked>,
    /// The marks that stand nowhere in the text.
    pub lost: Vec<Mark>,
    /// Who signed off, what has changed since: a line, then what belongs to it.
    pub sign_offs: Vec<(String, Vec<String>)>,
    /// What the checks found.
    pub findings: Vec<Finding>,
    /// The share of sentences that meet a mark.
    pub coverage: Coverage,
}

/// Everything that an exporter may see.
#[derive(Clone, Debug, PartialEq)]
pub struct Handout {
    /// Whom it is for.
    pub audience: Audience,
    /// The day on which it is made, `YYYY-MM-DD`.
    pub made_on: String,
    /// The article's particulars.
    pub article: Card,
    /// The current draft's text.
    pub text: Arc<str>,
    /// The SHA-256 of the text in hexadecimal; empty where there is no text yet.
    pub sha256: String,
    /// How the text is set.
    pub blocks: Arc<Vec<Block>>,
    /// The marks in the order of the text, numbered from 1.
    pub marks: Vec<Mark>,
    /// Every record that may be seen but drafts and annotations, by id.
    pub cards: BTreeMap<Id, Card>,
    /// The evidence of each record, oldest first.
    pub evidence: BTreeMap<Id, Vec<Id>>,
    /// The attempts of each allegation and the messages of each query, oldest first.
    pub parts: BTreeMap<Id, Vec<Id>>,
    /// The numbers of the marks that speak of a record.
    pub mentions: BTreeMap<Id, Vec<usize>>,
    /// The numbers of the response marks that answer an allegation.
    pub replies: BTreeMap<Id, Vec<usize>>,
    /// The sources, numbered in the order of first use.
    pub sources: Vec<SourceEntry>,
    /// The number of each source in the list.
    pub source_numbers: BTreeMap<Id, usize>,
    /// How each source that can be cited is cited, in the article's style.
    pub citations: BTreeMap<Id, Vec<Run>>,
    /// The sources as bibliographies: a format's name and its text.
    pub libraries: Vec<(&'static str, String)>,
    /// How many there are of what.
    pub totals: Totals,
    /// What is for the desk alone; nothing for anybody else.
    pub workings: Option<Workings>,
}

impl Handout {
    /// Gathers what one audience may see of a project.
    pub fn for_audience(
        project: &Project,
        outline: &Outline,
        vocabulary: &Vocabulary,
        findings: Vec<Finding>,
        coverage: Coverage,
        today: Moment,
        audience: Audience,
    ) -> Self {
        let mut handout = super::gather::gather(project, outline, vocabulary, audience);
        if let Some(workings) = &mut handout.workings {
            workings.findings = findings;
            workings.coverage = coverage;
        }
        handout.made_on = today.day();
        handout
    }

    /// Lists the fields of a table that this audience may see where they are filled, in the order of the table.
    pub fn fields(&self, table: Table) -> impl Iterator<Item = &'static FieldInfo> {
        let audience = self.audience;
        table.fields().iter().filter(move |field| audience.may_see(field.sight))
    }

    /// Tells whether this audience may see what stands in a slot; of one without a field, whether it knows the record.
    pub fn shows(&self, slot: Slot) -> bool {
        let is_known = slot.record == Id::ARTICLE
            || self.cards.contains_key(&slot.record)
            || self.marks.iter().any(|mark| mark.id == slot.record);
        is_known
            && (slot.field.is_empty()
                || self.fields(slot.record.table()).any(|field| field.name == slot.field))
    }

    /// Returns a record's card.
    pub fn card(&self, id: Id) -> Option<&Card> {
        self.cards.get(&id)
    }

    /// Returns the evidence of a record, oldest first.
    pub fn evidence_of(&self, record: Id) -> impl Iterator<Item = &Card> {
        self.evidence.get(&record).into_iter().flatten().filter_map(|id| self.cards.get(id))
    }

    /// Returns the attempts of an allegation or the messages of a query, oldest first.
    pub fn parts_of(&self, owner: Id) -> impl Iterator<Item = &Card> {
        self.parts.get(&owner).into_iter().flatten().filter_map(|id| self.cards.get(id))
    }

    /// Returns the cards of one table in the order of the text; those without a mark come last.
    pub fn placed(&self, table: Table) -> Vec<&Card> {
        let mut cards: Vec<&Card> = self.table(table).collect();
        let first = |card: &Card| self.mentions.get(&card.id).and_then(|marks| marks.first().copied());
        cards.sort_by_key(|card| (first(card).unwrap_or(usize::MAX), card.id));
        cards
    }

    /// Lists the queries by whom they go to: addressee and name, then the queries in the order of the text.
    pub fn queries_by_person(&self) -> Vec<(String, Vec<&Card>)> {
        let mut people: BTreeMap<(&str, &str), Vec<&Card>> = BTreeMap::new();
        for card in self.placed(Table::Query) {
            people.entry((card.words("to"), card.words("person"))).or_default().push(card);
        }
        let named = |(to, person): (&str, &str)| match (to, person) {
            ("", "") => "Nobody in particular".to_owned(),
            (to, "") => to.to_owned(),
            ("", person) => person.to_owned(),
            (to, person) => format!("{to}: {person}"),
        };
        people.into_iter().map(|(who, queries)| (named(who), queries)).collect()
    }

    /// Lists the claims of other people that are rated, in the order of the text.
    pub fn rated(&self) -> Vec<&Card> {
        let cards = [Table::Claim, Table::Quotation].map(|table| self.placed(table));
        cards.into_iter().flatten().filter(|card| !card.words("rating").is_empty()).collect()
    }

    /// Returns a source's number in the list.
    pub fn source_number(&self, source: Id) -> Option<usize> {
        self.source_numbers.get(&source).copied()
    }

    /// Returns the cards of one table in the order of their ids.
    pub fn table(&self, table: Table) -> impl Iterator<Item = &Card> {
        self.cards.values().filter(move |card| card.id.table() == table)
    }

    /// Returns the headline the article is known by, or words that stand for it.
    pub fn title(&self) -> &str {
        let known = ["title", "slug"].map(|field| self.article.words(field));
        known.into_iter().find(|words| !words.is_empty()).unwrap_or(UNTITLED)
    }
}
