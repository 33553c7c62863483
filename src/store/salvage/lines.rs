//! Splits a state by the lines of its layout: where a bracket or a quotation mark was damaged, the next line that
//! stands where a record or a field begins is one again.
//!
//! Knows how far `project.ron` is indented, and nothing of what stands there.

/// How far a table, a record and a field are indented.
const TABLE: usize = 4;
const RECORD: usize = 8;
const FIELD: usize = 12;

/// One field, or one entry of a table that is a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// The table.
    pub table: &'a str,
    /// The record's id with its quotation marks; empty where the table is no map of records.
    pub record: &'a str,
    /// The field's name.
    pub field: &'a str,
    /// What stands behind the colon, without the comma.
    pub value: &'a str,
}

/// Splits a state into its fields.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let (mut table, mut record) = ("", "");
    // Where the value that may go on over further lines begins, and how far its field is indented.
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches(' ');
        let depth = line.len() - content.len();
        let key = content.split_once(':').map(|(key, _)| key).filter(|key| is_key(key));
        let begins = |wanted: usize| (depth == wanted).then_some(key).flatten();
        let is_closing = matches!(content.trim_end(), ")" | ")," | "}" | "}," | "]" | "],");
        if let Some((from, of)) = open
            && (depth <= of)
            && (key.is_some() || is_closing)
        {
            if let Some(last) = pieces.last_mut() {
                last.value = without_comma(&text[from..start]);
            }
            open = None;
        }
        if let Some(key) = begins(TABLE) {
            (table, record) = (key, "");
        } else if let Some(key) = begins(RECORD) {
            record = key;
        } else if begins(FIELD).is_none() {
            continue;
        }
        let Some(key) = key else { continue };
        let from = start + depth + key.len() + 1;
        let value = without_comma(&text[from..at]);
        let opens_lines = matches!(value, "(" | "{" | "[");
        let has_fields = depth == FIELD || !opens_lines;
        if has_fields {
            let record = if depth == FIELD { record } else { "" };
            let field = if depth == TABLE { "" } else { key };
            pieces.push(Piece { table, record, field, value });
            open = Some((from, depth));
        }
    }
    pieces
}

/// A name, or an id in quotation marks.
fn is_key(text: &str) -> bool {
    let name = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

fn without_comma(value: &str) -> &str {
    let value = value.trim();
    value.strip_suffix(',').unwrap_or(value).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_field_costs_only_itself() {
        let text = "(\n    format: 1,\n    claims: {\n        \"c-1\": (\n            statement: \"no end,\n            \
                    note: \"a\",\n        ),\n        \"c-2\": (\n            created: (by: \"x\"),\n        ),\n    },\n    \
                    article: (\n        title: \"t\",\n    ),\n)\n";
        let found: Vec<_> =
            pieces(text).iter().map(|piece| (piece.table, piece.record, piece.field, piece.value)).collect();
        assert_eq!(
            found,
            [
                ("format", "", "", "1"),
                ("claims", "\"c-1\"", "statement", "\"no end"),
                ("claims", "\"c-1\"", "note", "\"a\""),
                ("claims", "\"c-2\"", "created", "(by: \"x\")"),
                ("article", "", "title", "\"t\""),
            ]
        );
    }
}
