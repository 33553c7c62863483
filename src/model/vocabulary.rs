//! The desk's words: kinds of marks, categories, statuses and scales.
//!
//! Each row has one of a closed set of meanings; checks and code ask for meanings, never for ids.

use super::{Project, Source, Table};

/// What a kind of mark means to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KindMeaning {
    /// Makes a claim.
    Claim,
    /// Makes an allegation.
    Allegation,
    /// Makes a quotation.
    Quotation,
    /// The accused's answer in the text.
    Response,
    /// Opinion: nothing to check.
    Opinion,
    /// Makes a query.
    Query,
    /// Something for counsel.
    LegalFlag,
    /// Nothing to check here.
    NoCheck,
}

impl KindMeaning {
    /// Returns the table whose records marks of this meaning speak of, if they speak of any.
    pub fn record_table(self) -> Option<Table> {
        match self {
            Self::Claim => Some(Table::Claim),
            Self::Allegation => Some(Table::Allegation),
            Self::Quotation => Some(Table::Quotation),
            Self::Query => Some(Table::Query),
            Self::Response | Self::Opinion | Self::LegalFlag | Self::NoCheck => None,
        }
    }
}

/// What a status means to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusMeaning {
    /// Nobody has looked yet.
    Unchecked,
    /// Somebody is at it.
    InProgress,
    /// It is right, and the evidence says so.
    Confirmed,
    /// It is right once the suggested replacement is in.
    ConfirmedWithFix,
    /// It is wrong and has to be changed.
    NeedsFix,
    /// The author has to answer.
    QueryAuthor,
    /// Counsel has to answer.
    QueryLegal,
    /// Sources contradict one another.
    Disputed,
    /// It cannot be found out.
    Unverifiable,
    /// It rests on the author's word.
    OnAuthor,
    /// It was taken out of the text.
    Cut,
    /// It is no statement of fact.
    NotAFact,
}

impl StatusMeaning {
    /// Tells whether work remains to be done.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Unchecked | Self::InProgress | Self::NeedsFix | Self::QueryAuthor | Self::QueryLegal
        )
    }

    /// Tells whether the status says that the statement holds.
    pub fn is_confirmed(self) -> bool {
        matches!(self, Self::Confirmed | Self::ConfirmedWithFix)
    }
}

/// What a row of a scale means to the program, where a check asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// Nothing that the program asks for.
    #[default]
    Plain,
    /// Stance: supports.
    Supports,
    /// Stance: contradicts.
    Contradicts,
    /// Reply: the accused was asked.
    Asked,
    /// Reply: the accused was not asked.
    NotAsked,
    /// Query or checklist: still open.
    Open,
    /// Query: answered or settled.
    Closed,
    /// Checklist: it was looked at and is in order.
    Done,
    /// Checklist: this article has nothing of the kind.
    NotApplicable,
    /// Naming: the source is not named in the article.
    Unnamed,
    /// Ground rules: may be used, under the agreed description only.
    Background,
    /// Ground rules or confidentiality: must not be published.
    Withheld,
    /// Confidentiality: the desk and counsel only.
    DeskOnly,
    /// Ground rules, confidentiality, naming: may be told to anybody.
    Disclosed,
    /// Stage: nothing official has happened.
    Alleged,
    /// Stage: an authority is looking into it.
    Investigated,
    /// Stage: charged, or on trial.
    Charged,
    /// Stage: a court has found it proven.
    Convicted,
    /// Stage: over without such a finding.
    Ended,
    /// Answer, outcome: nothing was said: they were not reached, or had no comment.
    Silent,
    /// Addressee: whoever wrote the article.
    Author,
    /// Addressee: a lawyer.
    Counsel,
    /// Category: true today, and perhaps not tomorrow.
    Changing,
    /// Materiality: it would hurt somebody's name if it were wrong.
    Damaging,
    /// Source, basis, stance: what others have published, or only repeat.
    Coverage,
}

/// A kind of mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name in files.
    pub id: String,
    /// The word on screen.
    pub label: String,
    /// The word for several.
    pub plural: String,
    /// The key that marks the selection so.
    pub shortcut: char,
    /// The palette's colour.
    pub hue: String,
    /// What it means to the program.
    pub meaning: KindMeaning,
    /// The fields that have to be filled in, of the record or, where that lacks one, of the mark.
    pub required: Vec<String>,
    /// When to use it, in one sentence.
    pub help: String,
}

/// A status of a claim, quotation or allegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRow {
    /// The name in files.
    pub id: String,
    /// The word on screen.
    pub label: String,
    /// The digit that sets it; the rarer ones have none.
    pub shortcut: Option<char>,
    /// The palette's colour.
    pub hue: String,
    /// What it means to the program.
    pub meaning: StatusMeaning,
    /// When to use it, in one sentence.
    pub help: String,
}

/// A row of a category list or another scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name in files.
    pub id: String,
    /// The word on screen.
    pub label: String,
    /// What it means to the program.
    pub meaning: Meaning,
    /// When to choose it, in one sentence; empty where the label says it all.
    pub help: String,
    /// Its place on an ordered scale of ratings; none for what stands outside the order.
    pub number: Option<i32>,
    /// What a claim of this category asks for, such as the day of birth behind an age.
    pub prompts: Vec<String>,
}

/// A question that is asked of every article as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name in files.
    pub id: String,
    /// What it belongs to, as a heading on screen.
    pub group: String,
    /// The question in a few words.
    pub label: String,
    /// What to look at, in a sentence or two.
    pub help: String,
}

/// A named list of rows to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The name that [`crate::model::Widget::Choice`] asks for.
    pub name: String,
    /// The rows in order.
    pub rows: Vec<Row>,
}

/// All the desk's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Kinds of marks, in the order of the toolbar.
    pub kinds: Vec<Kind>,
    /// Statuses, in the order of the digits.
    pub statuses: Vec<StatusRow>,
    /// Everything else that is chosen from a list.
    pub scales: Vec<Scale>,
    /// The checklist for the whole article; rows of one group stand together.
    pub checklist: Vec<Question>,
}

impl Project {
    /// Returns the scale on which this article's claims by others are rated; the first where none is chosen.
    pub fn rating_scale<'a>(&'a self, vocabulary: &'a Vocabulary) -> &'a str {
        let first = || vocabulary.scale("rating_scale").first().map_or("", |row| row.id.as_str());
        match self.article().rating_scale.as_str() {
            "" => first(),
            chosen => chosen,
        }
    }
}

impl Vocabulary {
    /// Finds a kind by its name in files.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// Finds the first kind of a meaning.
    pub fn kind_meaning(&self, meaning: KindMeaning) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.meaning == meaning)
    }

    /// Tells what a kind means; nothing for one that this vocabulary lacks.
    pub fn meaning_of_kind(&self, id: &str) -> Option<KindMeaning> {
        self.kind(id).map(|kind| kind.meaning)
    }

    /// Finds a status by its name in files; none set yet counts as the first of [`StatusMeaning::Unchecked`].
    pub fn status(&self, id: &str) -> Option<&StatusRow> {
        if id.is_empty() {
            return self.statuses.iter().find(|row| row.meaning == StatusMeaning::Unchecked);
        }
        self.statuses.iter().find(|row| row.id == id)
    }

    /// Tells what a record's status means; one that this vocabulary lacks counts as in progress.
    pub fn meaning_of_status(&self, status: Option<&super::Status>) -> StatusMeaning {
        let Some(status) = status else { return StatusMeaning::Unchecked };
        self.status(&status.id).map_or(StatusMeaning::InProgress, |row| row.meaning)
    }

    /// Returns the rows of a scale; none where it is unknown.
    pub fn scale(&self, name: &str) -> &[Row] {
        self.scales.iter().find(|scale| scale.name == name).map_or(&[], |scale| scale.rows.as_slice())
    }

    /// Finds a row of a scale by its name in files.
    pub fn row(&self, scale: &str, id: &str) -> Option<&Row> {
        self.scale(scale).iter().find(|row| row.id == id)
    }

    /// Finds a question of the checklist by its name in files.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.checklist.iter().find(|question| question.id == id)
    }

    /// Finds the first row of a scale with a meaning.
    pub fn row_meaning(&self, scale: &str, meaning: Meaning) -> Option<&Row> {
        self.scale(scale).iter().find(|row| row.meaning == meaning)
    }

    /// Returns the word on screen for a choice; a row that is missing shows its name in files.
    pub fn label<'a>(&'a self, scale: &str, id: &'a str) -> &'a str {
        if scale == "kind" {
            return self.kind(id).map_or(id, |kind| &kind.label);
        }
        self.row(scale, id).map_or(id, |row| &row.label)
    }

    /// Tells what a row of a scale means.
    pub fn meaning(&self, scale: &str, id: &str) -> Meaning {
        self.row(scale, id).map_or(Meaning::Plain, |row| row.meaning)
    }

    /// Finds the scale and the row of a rating, as `scale/row`.
    pub fn rating(&self, rating: &str) -> Option<(&Row, &Row)> {
        let (scale, row) = rating.split_once('/')?;
        Some((self.row("rating_scale", scale)?, self.row(scale, row)?))
    }

    /// Tells whether a source is sealed: not even the desk's own reports name it.
    pub fn is_sealed(&self, source: &Source) -> bool {
        self.meaning("confidentiality", &source.confidentiality) == Meaning::Withheld
    }
}
