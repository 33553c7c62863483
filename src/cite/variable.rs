//! The variables of CSL 1.0.2: what a citation can say of a work, and in what shape.
//!
//! Knows no format. The names are those of the Citation Style Language's specification.

/// The shape of what a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// People and organisations.
    Names,
    /// A date, or the time between two.
    Date,
    /// Words or a number.
    Text,
}

/// The variables that come first on a card and in a file, in this order; all others follow by their names.
const FIRST: &[&str] = &[
    "id",
    "title",
    "title-short",
    "author",
    "editor",
    "translator",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "issued",
    "volume",
    "issue",
    "number",
    "page",
    "edition",
    "publisher",
    "publisher-place",
    "genre",
    "medium",
    "DOI",
    "ISBN",
    "ISSN",
    "URL",
    "accessed",
    "language",
];

const NAMES: &[&str] = &[
    "author",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "editortranslator",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
];

const DATES: &[&str] = &["accessed", "available-date", "event-date", "issued", "original-date", "submitted"];

const TEXTS: &[&str] = &[
    "DOI",
    "ISBN",
    "ISSN",
    "PMCID",
    "PMID",
    "URL",
    "abstract",
    "annote",
    "archive",
    "archive-place",
    "archive_collection",
    "archive_location",
    "authority",
    "call-number",
    "chapter-number",
    "citation-key",
    "citation-label",
    "citation-number",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "edition",
    "event",
    "event-place",
    "event-title",
    "first-reference-note-number",
    "genre",
    "id",
    "issue",
    "jurisdiction",
    "keyword",
    "language",
    "license",
    "locator",
    "medium",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "source",
    "status",
    "supplement-number",
    "title",
    "title-short",
    "version",
    "volume",
    "volume-title",
    "year-suffix",
];

/// Returns the shape of a variable; nothing for a name that CSL does not have.
pub fn shape_of(name: &str) -> Option<Shape> {
    let stands_in = |list: &[&str]| list.binary_search(&name).is_ok();
    if stands_in(TEXTS) {
        Some(Shape::Text)
    } else if stands_in(NAMES) {
        Some(Shape::Names)
    } else if stands_in(DATES) {
        Some(Shape::Date)
    } else {
        None
    }
}

/// Goes through the variables of one shape.
pub fn all(shape: Shape) -> impl Iterator<Item = &'static str> {
    let list = match shape {
        Shape::Names => NAMES,
        Shape::Date => DATES,
        Shape::Text => TEXTS,
    };
    list.iter().copied()
}

/// Returns a variable's place in the order of cards and files: CSL's own first, a format's own last.
pub fn place(name: &str) -> (usize, &str) {
    let first = FIRST.iter().position(|variable| *variable == name);
    let rank = first.unwrap_or(if shape_of(name).is_some() { FIRST.len() } else { FIRST.len() + 1 });
    (rank, if first.is_some() { "" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_order_so_that_it_can_be_looked_up() {
        assert!(NAMES.is_sorted() && DATES.is_sorted() && TEXTS.is_sorted());
        assert!(FIRST.iter().all(|name| shape_of(name).is_some()));
        assert_eq!(shape_of("editor"), Some(Shape::Names));
        assert_eq!(shape_of("bibtex:file"), None);
    }

    #[test]
    fn the_title_stands_before_the_publisher_and_a_formats_own_fields_stand_last() {
        let mut names = ["bibtex:file", "scale", "publisher", "abstract", "title"];
        names.sort_by(|one, other| place(one).cmp(&place(other)));
        assert_eq!(names, ["title", "publisher", "abstract", "scale", "bibtex:file"]);
    }
}
