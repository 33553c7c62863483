//! What can stand in a column: what follows from the marks, and every field that is not hidden.
//!
//! A field's row in its type's table is enough to make it a column; only what is shown at first is listed here.

use std::sync::LazyLock;

use super::Page;
use crate::model::{FieldInfo, Table, Widget};

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The number of the first mention.
    Number,
    /// The kind of mark.
    Kind,
    /// The marked words of the first mention.
    Words,
    /// What a record says in words.
    Statement,
    /// When something has to be done about it.
    Due,
    /// How many marks speak of it.
    Mentions,
    /// The sources of its evidence.
    Evidence,
    /// How often a source carries evidence, or a person is named in a record.
    Uses,
    /// Where a source is used, by number.
    Places,
    /// The records that name a person in a field.
    Links,
    /// A field, by its name.
    Field(&'static str),
}

/// Something that can stand in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its name in settings.
    pub name: &'static str,
    /// Its head.
    pub label: &'static str,
    /// What stands in it, in one sentence.
    pub help: &'static str,
    /// Its width before anybody changed it, in points.
    pub width: f32,
    /// What it shows.
    pub shows: Shows,
}

/// The columns of each page, in the order of [`Page::ALL`].
static COLUMNS: LazyLock<[Vec<Column>; 3]> = LazyLock::new(|| Page::ALL.map(made));
static LINKS: LazyLock<Vec<(&'static str, Table, &'static str)>> = LazyLock::new(made_links);

/// Lists everything that can be a column of a page.
pub fn columns(page: Page) -> &'static [Column] {
    &COLUMNS[page as usize]
}

/// Finds a column by its name.
pub fn column(page: Page, name: &str) -> Option<&'static Column> {
    columns(page).iter().find(|column| column.name == name)
}

/// Lists the columns that are shown before anybody chose.
pub fn at_first(page: Page) -> &'static [&'static str] {
    match page {
        Page::Marks => &[
            "number",
            "kind",
            "words",
            "statement",
            "category",
            "status",
            "next_due",
            "evidence",
            "assignee",
            "mentions",
        ],
        Page::Sources => {
            &["title", "kind", "published", "reliability", "places", "uses", "rank", "ground_rules", "naming"]
        }
        Page::People => &[
            "name",
            "role",
            "aliases",
            "quotation.speaker",
            "allegation.accusers",
            "allegation.accused",
            "source.person",
        ],
    }
}

/// Lists by what the rows of a page can be filtered: column and word.
pub fn facets(page: Page) -> &'static [(&'static str, &'static str)] {
    match page {
        Page::Marks => {
            &[("kind", "Kind"), ("status", "Status"), ("category", "Category"), ("assignee", "Assignee")]
        }
        Page::Sources => &[("kind", "Kind"), ("reliability", "Reliability")],
        Page::People => &[],
    }
}

/// Lists the fields of any table that name people: column, table, field.
pub fn people_links() -> &'static [(&'static str, Table, &'static str)] {
    &LINKS
}

fn names_people(field: &FieldInfo) -> bool {
    matches!(field.widget, Widget::Person | Widget::People)
}

fn made_links() -> Vec<(&'static str, Table, &'static str)> {
    let mut links = Vec::new();
    for table in Table::ALL {
        for field in table.fields().iter().filter(|field| names_people(field)) {
            links.push((&*format!("{}.{}", table.noun(), field.name).leak(), table, field.name));
        }
    }
    links
}

fn made(page: Page) -> Vec<Column> {
    let derived = |name, label, help, width, shows| Column { name, label, help, width, shows };
    let mut columns = match page {
        Page::Marks => vec![
            derived("number", "No.", "The number in the margin, of the first mention.", 56.0, Shows::Number),
            derived("kind", "Kind", "What kind of mark it is.", 108.0, Shows::Kind),
            derived("words", "Words", "The marked words, of the first mention.", 236.0, Shows::Words),
            derived(
                "statement",
                "Statement",
                "What the record says: statement, words said, gist, question.",
                248.0,
                Shows::Statement,
            ),
        ],
        _ => Vec::new(),
    };
    for table in page.tables() {
        for field in table.fields() {
            // The words of a record are one column, whatever the field is called. A mark's own note is none.
            let is_words =
                page == Page::Marks && *table != Table::Annotation && table.words_field() == Some(field.name);
            let is_left =
                field.widget == Widget::Hidden || field.widget == Widget::Choice("kind") || is_words;
            if is_left || columns.iter().any(|column| column.name == field.name) {
                continue;
            }
            let is_name = table.words_field() == Some(field.name) && *table != Table::Annotation;
            let width = if is_name { 300.0 } else { width(field.widget) };
            columns.push(derived(field.name, field.label, field.help, width, Shows::Field(field.name)));
        }
    }
    match page {
        Page::Marks => columns.extend([
            derived(
                "evidence",
                "Evidence",
                "The sources that bear it out or contradict it.",
                180.0,
                Shows::Evidence,
            ),
            derived(
                "next_due",
                "Due next",
                "What is next to be done about it, and by when: check, reply, recheck, answer.",
                132.0,
                Shows::Due,
            ),
            derived("mentions", "Mentions", "How many marks speak of it.", 84.0, Shows::Mentions),
        ]),
        Page::Sources => columns.extend([
            derived("uses", "Used by", "How many pieces of evidence come from it.", 84.0, Shows::Uses),
            derived("places", "Used in", "The marks that it is evidence for.", 132.0, Shows::Places),
        ]),
        Page::People => {
            columns.push(derived("uses", "Named in", "How many records name the person.", 84.0, Shows::Uses));
            for (name, table, field) in people_links() {
                let (label, help) = link_words(*table, field);
                columns.push(derived(name, label, help, 120.0, Shows::Links));
            }
        }
    }
    columns
}

/// Returns the head and the help of the column that lists who names a person in a field.
fn link_words(table: Table, field: &'static str) -> (&'static str, &'static str) {
    match (table, field) {
        (Table::Quotation, "speaker") => ("Speaker of", "The quotations that are this person's words."),
        (Table::Allegation, "accusers") => ("Accuser in", "The allegations that this person makes."),
        (Table::Allegation, "accused") => ("Accused in", "The allegations against this person."),
        (Table::Source, "person") => ("Source", "The sources who are this person."),
        _ => {
            let label = table.field(field).map_or(field, |info| info.label);
            (format!("{label} of {}", table.noun()).leak(), "The records that name the person in this field.")
        }
    }
}

fn width(widget: Widget) -> f32 {
    match widget {
        Widget::Lines => 220.0,
        Widget::Date => 104.0,
        Widget::Choice(_) | Widget::Status => 124.0,
        _ => 144.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_that_is_not_hidden_can_be_a_column() {
        for page in Page::ALL {
            for table in page.tables() {
                for field in table.fields().iter().filter(|field| field.widget != Widget::Hidden) {
                    let is_words = page == Page::Marks && table.words_field() == Some(field.name);
                    let name = if is_words && *table != Table::Annotation { "statement" } else { field.name };
                    assert!(column(page, name).is_some(), "{page:?} lacks {}", field.name);
                }
            }
        }
    }

    #[test]
    fn columns_have_names_of_their_own_and_what_is_shown_at_first_is_there() {
        for page in Page::ALL {
            let mut names: Vec<_> = columns(page).iter().map(|column| column.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), columns(page).len());
            let there = at_first(page).iter().filter(|name| column(page, name).is_some()).count();
            assert!(there * 10 >= at_first(page).len() * 8, "{page:?}");
        }
    }
}
