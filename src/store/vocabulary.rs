//! The shipped vocabulary, as it stands in `assets/vocabulary.ron`.

use std::sync::{Arc, OnceLock};

use serde::Deserialize;

use crate::model::vocabulary::{
    Kind, KindMeaning, Meaning, Question, Row, Scale, StatusMeaning, StatusRow, Vocabulary,
};
use crate::model::{FieldInfo, Table, Widget};

const SHIPPED: &str = include_str!("../../assets/vocabulary.ron");

/// Declares how a closed set of meanings is written.
macro_rules! meanings {
    ($saved:ident, $all:ident = $model:ident { $($variant:ident),* $(,)? }) => {
        /// Every meaning with its name in files.
        pub(super) const $all: &[(&str, $model)] = &[$((stringify!($variant), $model::$variant)),*];

        #[derive(Clone, Copy, Deserialize)]
        enum $saved {
            $($variant),*
        }

        impl From<$saved> for $model {
            fn from(saved: $saved) -> Self {
                match saved {
                    $($saved::$variant => Self::$variant),*
                }
            }
        }
    };
}

meanings!(
    SavedKindMeaning,
    KIND_MEANINGS =
        KindMeaning { Claim, Allegation, Quotation, Response, Opinion, Query, LegalFlag, NoCheck }
);
meanings!(
    SavedStatusMeaning,
    STATUS_MEANINGS = StatusMeaning {
        Unchecked,
        InProgress,
        Confirmed,
        ConfirmedWithFix,
        NeedsFix,
        QueryAuthor,
        QueryLegal,
        Disputed,
        Unverifiable,
        OnAuthor,
        Cut,
        NotAFact,
    }
);
meanings!(
    SavedMeaning,
    MEANINGS = Meaning {
        Plain,
        Supports,
        Contradicts,
        Asked,
        NotAsked,
        Open,
        Closed,
        Done,
        NotApplicable,
        Unnamed,
        Background,
        Withheld,
        DeskOnly,
        Disclosed,
        Alleged,
        Investigated,
        Charged,
        Convicted,
        Ended,
        Silent,
        Author,
        Counsel,
        Changing,
        Damaging,
        Coverage,
    }
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedVocabulary {
    kinds: Vec<SavedKind>,
    statuses: Vec<SavedStatus>,
    scales: Vec<SavedScale>,
    checklist: Vec<SavedGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenKind {
    id: String,
    label: String,
    plural: String,
    shortcut: char,
    hue: String,
    meaning: SavedKindMeaning,
    #[serde(default)]
    required: Vec<String>,
    help: String,
}

/// Lists the fields that a kind of a meaning can require: those of its record that one fills in, then those of the mark.
pub fn fields_of(meaning: KindMeaning) -> Vec<&'static FieldInfo> {
    let tables = meaning.record_table().into_iter().chain([Table::Annotation]);
    tables.flat_map(|table| table.fields().iter().filter(|field| field.widget != Widget::Hidden)).collect()
}

/// A kind whose required fields are there.
#[derive(Deserialize)]
#[serde(try_from = "WrittenKind")]
struct SavedKind(Kind);

impl TryFrom<WrittenKind> for SavedKind {
    type Error = String;

    fn try_from(row: WrittenKind) -> Result<Self, String> {
        let meaning = KindMeaning::from(row.meaning);
        let fields: Vec<&str> = fields_of(meaning).iter().map(|field| field.name).collect();
        if let Some(unknown) = row.required.iter().find(|name| !fields.contains(&name.as_str())) {
            return Err(format!(
                "the kind “{}” requires “{unknown}”, which is no field of it; its fields are {}",
                row.id,
                fields.join(", ")
            ));
        }
        Ok(Self(Kind {
            id: row.id,
            label: row.label,
            plural: row.plural,
            shortcut: row.shortcut,
            hue: row.hue,
            meaning,
            required: row.required,
            help: row.help,
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedStatus {
    id: String,
    label: String,
    shortcut: Option<char>,
    hue: String,
    meaning: SavedStatusMeaning,
    help: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedScale {
    name: String,
    rows: Vec<SavedRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedRow {
    id: String,
    label: String,
    meaning: Option<SavedMeaning>,
    #[serde(default)]
    help: String,
    number: Option<i32>,
    #[serde(default)]
    prompts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedGroup {
    group: String,
    rows: Vec<SavedQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedQuestion {
    id: String,
    label: String,
    help: String,
}

/// Reads a vocabulary; an error names line and column.
pub fn read(text: &str) -> Result<Vocabulary, ron::error::SpannedError> {
    let options = ron::Options::default();
    let saved: SavedVocabulary = options.from_str(text)?;
    let kinds = saved.kinds.into_iter().map(|row| row.0);
    let statuses = saved.statuses.into_iter().map(|row| StatusRow {
        id: row.id,
        label: row.label,
        shortcut: row.shortcut,
        hue: row.hue,
        meaning: row.meaning.into(),
        help: row.help,
    });
    let scales = saved.scales.into_iter().map(|scale| Scale {
        name: scale.name,
        rows: scale
            .rows
            .into_iter()
            .map(|row| Row {
                id: row.id,
                label: row.label,
                meaning: row.meaning.map_or(Meaning::Plain, Meaning::from),
                help: row.help,
                number: row.number,
                prompts: row.prompts,
            })
            .collect(),
    });
    let checklist = saved.checklist.into_iter().flat_map(|SavedGroup { group, rows }| {
        rows.into_iter().map(move |row| Question {
            id: row.id,
            group: group.clone(),
            label: row.label,
            help: row.help,
        })
    });
    Ok(Vocabulary {
        kinds: kinds.collect(),
        statuses: statuses.collect(),
        scales: scales.collect(),
        checklist: checklist.collect(),
    })
}

/// Returns the shipped vocabulary.
pub fn shipped() -> Arc<Vocabulary> {
    static READ: OnceLock<Arc<Vocabulary>> = OnceLock::new();
    // The shipped file is part of the program; a test reads it.
    Arc::clone(READ.get_or_init(|| Arc::new(read(SHIPPED).unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_vocabulary_can_be_read_and_every_choice_has_its_list() {
        let vocabulary = read(SHIPPED).expect("assets/vocabulary.ron");
        for table in crate::model::Table::ALL {
            for field in table.fields() {
                if let crate::model::Widget::Choice(scale) = field.widget {
                    assert!(scale == "kind" || !vocabulary.scale(scale).is_empty(), "{scale}");
                }
            }
        }
        for scale in vocabulary.scale("rating_scale") {
            let rows = vocabulary.scale(&scale.id);
            assert!(!rows.is_empty(), "{}", scale.id);
            assert!(rows.iter().filter_map(|row| row.number).is_sorted(), "{}", scale.id);
        }
    }

    #[test]
    fn a_required_field_that_is_none_is_refused_with_its_line() {
        let wrong = SHIPPED.replacen("\"statement\", \"category\"", "\"statment\"", 1);
        let line = wrong.lines().position(|line| line.contains("statment")).expect("the line") + 1;
        let error = read(&wrong).expect_err("no such field");
        assert!(error.to_string().contains("“claim” requires “statment”"), "{error}");
        assert!((line..=line + 2).contains(&error.span.start.line), "{error}");
        let hidden = SHIPPED.replacen("\"statement\", \"category\"", "\"created\"", 1);
        assert!(read(&hidden).is_err(), "nobody fills in when a record was made");
    }

    #[test]
    fn no_two_rows_of_a_list_share_a_name_or_a_key() {
        let vocabulary = read(SHIPPED).expect("assets/vocabulary.ron");
        let mut keys: Vec<char> = vocabulary.kinds.iter().map(|kind| kind.shortcut).collect();
        keys.extend(vocabulary.statuses.iter().filter_map(|status| status.shortcut));
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
        for scale in &vocabulary.scales {
            let mut ids: Vec<&str> = scale.rows.iter().map(|row| row.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), scale.rows.len(), "{}", scale.name);
        }
        let mut questions: Vec<&str> = vocabulary.checklist.iter().map(|row| row.id.as_str()).collect();
        questions.sort_unstable();
        questions.dedup();
        assert_eq!(questions.len(), vocabulary.checklist.len());
    }
}
