//! Records as they stand in `project.ron`, one row a field.

use serde::{Deserialize, Serialize};

use super::value::{
    Block, File, Link, Links, Names, Pairs, Passage, Prose, Saved, Sealed, Stamp, Status, Targets, Texts,
    Unfit, without_words,
};
use crate::model::{Edit, Id, Project, Slot};

fn is_empty<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a saved record: its fields with their saved types, and the way to the model and back.
macro_rules! saved {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $(
                #[doc = concat!("The field `", stringify!($field), "` of the model's table.")]
                #[serde(default, skip_serializing_if = "is_empty")]
                pub $field: $type,
            )*
        }

        impl $name {
            /// Lists the fields, in the order of the file.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            /// Takes a record of the model.
            pub fn of(project: &Project, record: Id) -> Self {
                Self {
                    $($field: Saved::of(project.value(&Slot { record, field: stringify!($field) })),)*
                }
            }

            /// Returns the edits that make the record in an empty project, and what does not fit.
            pub fn edits(self, record: Id, texts: &Texts) -> (Vec<Edit>, Vec<Unfit>) {
                let mut edits = Vec::new();
                let mut unfit = Vec::new();
                $(
                    if !is_empty(&self.$field) {
                        match self.$field.value(texts).or_else(|unfit| without_words(record, unfit)) {
                            Ok(value) => {
                                edits.push(Edit { slot: Slot { record, field: stringify!($field) }, value });
                            }
                            Err(error) => unfit.push(error),
                        }
                    }
                )*
                (edits, unfit)
            }
        }
    };
}

saved! {
    /// The article's own fields.
    Article {
        title: String,
        byline: String,
        dateline: String,
        published: String,
        publication: String,
        site: String,
        language: String,
        slug: String,
        writer: String,
        editor: String,
        deadline: String,
        citation_style: String,
        rating_scale: String,
        note: String,
        draft: Link,
    }
}

saved! {
    /// A version of the text.
    Draft {
        created: Stamp,
        name: String,
        text: Prose,
        blocks: Vec<Block>,
        original: File,
        replaces: Link,
    }
}

saved! {
    /// A mention in the text.
    Annotation {
        created: Stamp,
        kind: String,
        targets: Targets,
        record: Link,
        answers: Links,
        note: String,
    }
}

saved! {
    /// A checkable statement.
    Claim {
        created: Stamp,
        statement: String,
        category: String,
        particulars: Pairs,
        status: Status,
        status_reason: String,
        claimant: Link,
        rating: String,
        rating_reason: String,
        replacement: String,
        replacement_reason: String,
        materiality: String,
        confidence: String,
        assignee: String,
        due: String,
        note: String,
    }
}

saved! {
    /// Somebody's words.
    Quotation {
        created: Stamp,
        content: String,
        speaker: Link,
        cue: String,
        manner: String,
        said_on: String,
        occasion: String,
        status: Status,
        status_reason: String,
        rating: String,
        rating_reason: String,
        replacement: String,
        replacement_reason: String,
        materiality: String,
        confidence: String,
        assignee: String,
        due: String,
        note: String,
    }
}

saved! {
    /// An unproven accusation.
    Allegation {
        created: Stamp,
        gist: String,
        accusers: Links,
        accuser_note: String,
        relation: String,
        accused: Links,
        act: String,
        happened: String,
        place: String,
        forum: String,
        reported: String,
        reported_on: String,
        case: String,
        court: String,
        stage: String,
        stage_as_of: String,
        recheck_by: String,
        asserts: String,
        basis: String,
        corroboration: String,
        public_interest: String,
        status: Status,
        status_reason: String,
        reply_sought: String,
        reply_attempts: String,
        reply_deadline: String,
        answer: String,
        answer_text: String,
        replacement: String,
        replacement_reason: String,
        legal_review: String,
        legal_by: String,
        legal_on: String,
        legal_conditions: String,
        materiality: String,
        confidence: String,
        assignee: String,
        due: String,
        note: String,
    }
}

saved! {
    /// Where evidence comes from.
    Source {
        created: Stamp,
        title: String,
        kind: String,
        author: String,
        publisher: String,
        published: String,
        language: String,
        citation: Pairs,
        url: String,
        archived_url: String,
        captured: String,
        file: File,
        removed: Stamp,
        removal: String,
        text: Prose,
        person: Link,
        naming: String,
        naming_reason: String,
        description: String,
        sealed_name: Sealed,
        contact: Sealed,
        rank: String,
        ground_rules: String,
        reliability: String,
        confidentiality: String,
        origin: String,
        interest: String,
        notice: String,
        note: String,
    }
}

saved! {
    /// What ties a record to a source.
    Evidence {
        created: Stamp,
        record: Link,
        source: Link,
        stance: String,
        locator_kind: String,
        locator: String,
        excerpt: String,
        passage: Passage,
        credibility: String,
        calculation: String,
        note: String,
    }
}

saved! {
    /// A person or organisation.
    Person {
        created: Stamp,
        kind: String,
        name: String,
        role: String,
        aliases: Names,
        misspellings: Names,
        born: String,
        note: String,
    }
}

saved! {
    /// An attempt to reach the accused.
    Attempt {
        created: Stamp,
        record: Link,
        made_on: String,
        time: String,
        channel: String,
        by: String,
        to: String,
        put: String,
        outcome: String,
        note: String,
    }
}

saved! {
    /// What was said to a question.
    Message {
        created: Stamp,
        record: Link,
        from: String,
        words: String,
    }
}

saved! {
    /// A question.
    Query {
        created: Stamp,
        question: String,
        to: String,
        person: String,
        about: Link,
        due: String,
        state: String,
        answer: String,
        note: String,
    }
}

saved! {
    /// A reasoned "we publish it so".
    Waiver {
        created: Stamp,
        rule: String,
        subject: String,
        reason: String,
    }
}

saved! {
    /// An answer to a question of the checklist.
    Item {
        row: String,
        state: String,
        note: String,
        signed: Stamp,
    }
}

saved! {
    /// Somebody's word that the article is right as it stands.
    SignOff {
        created: Stamp,
        role: String,
        person: String,
        note: String,
        draft: String,
        state: Pairs,
        withdrawn: Stamp,
        withdrawal: String,
    }
}
