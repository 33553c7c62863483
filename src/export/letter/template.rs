//! Templates of letters: text with places for what the record says.
//!
//! `{name}` is a place; `{name|words}` has words for where nothing is known. A line of which a place stays empty is left
//! out. `{each name}` … `{end}`, on lines of their own, is written once for each row of a list; `{some name}` …
//! `{end}` where the list has any. Of empty lines in a row one is written. Knows nothing of what a letter says.

use std::collections::BTreeMap;

use super::ready;

/// What stands in the places of one row, or of the letter itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Row(BTreeMap<&'static str, String>);

impl Row {
    /// Says what stands in a place; words of several lines stay within their paragraph.
    pub(super) fn put(&mut self, name: &'static str, words: &str) {
        self.0.insert(name, ready(words));
    }
}

/// What a letter is filled with.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    own: Row,
    lists: BTreeMap<&'static str, Vec<Row>>,
}

impl Fields {
    /// Says what stands in a place.
    pub(super) fn put(&mut self, name: &'static str, words: &str) {
        self.own.put(name, words);
    }

    /// Says what a list holds.
    pub(super) fn list(&mut self, name: &'static str, rows: Vec<Row>) {
        self.lists.insert(name, rows);
    }
}

/// One piece of a template.
enum Piece<'a> {
    Line(&'a str),
    Each(&'a str, Vec<Piece<'a>>),
    Some(&'a str, Vec<Piece<'a>>),
}

/// Fills a template.
pub(super) fn fill(template: &str, fields: &Fields) -> String {
    let mut out = String::new();
    // A template that does not close what it opens is noticed by a test, and ends there.
    let pieces = read(template).unwrap_or_default();
    write(&pieces, fields, &Row::default(), &mut out);
    let mut even = String::with_capacity(out.len());
    let mut was_empty = true;
    for line in out.lines() {
        let is_empty = line.trim().is_empty();
        if !(is_empty && was_empty) {
            even += line.trim_end();
            even.push('\n');
        }
        was_empty = is_empty;
    }
    format!("{}\n", even.trim_end())
}

fn write(pieces: &[Piece<'_>], fields: &Fields, row: &Row, out: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Line(line) => {
                if let Some(filled) = filled(line, fields, row) {
                    *out += &filled;
                    out.push('\n');
                }
            }
            Piece::Each(name, inside) => {
                for row in fields.lists.get(name).into_iter().flatten() {
                    write(inside, fields, row, out);
                }
            }
            Piece::Some(name, inside) => {
                if fields.lists.get(name).is_some_and(|rows| !rows.is_empty()) {
                    write(inside, fields, row, out);
                }
            }
        }
    }
}

/// Fills a line; nothing where one of its places stays empty.
fn filled(line: &str, fields: &Fields, row: &Row) -> Option<String> {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, place)) = rest.split_once('{') {
        let (inside, after) = place.split_once('}')?;
        let (name, usual) = inside.split_once('|').unwrap_or((inside, ""));
        let known = row.0.get(name).or_else(|| fields.own.0.get(name)).map_or("", String::as_str);
        let words = if known.is_empty() { usual } else { known };
        if words.is_empty() {
            return None;
        }
        out += before;
        out += words;
        rest = after;
    }
    Some(out + rest)
}

fn read(template: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut open: Vec<(&str, &str, Vec<Piece<'_>>)> = Vec::new();
    let mut top = Vec::new();
    for line in template.lines() {
        let order = line.trim().strip_prefix('{').and_then(|line| line.strip_suffix('}')).unwrap_or_default();
        let piece = match order.split_once(' ') {
            _ if order == "end" => {
                let (what, name, inside) = open.pop().ok_or("something ends that was not begun")?;
                if what == "each" { Piece::Each(name, inside) } else { Piece::Some(name, inside) }
            }
            Some((what @ ("each" | "some"), name)) if !name.contains(['|', '}']) => {
                open.push((what, name, Vec::new()));
                continue;
            }
            _ => Piece::Line(line),
        };
        open.last_mut().map_or(&mut top, |(.., inside)| inside).push(piece);
    }
    match open.pop() {
        None => Ok(top),
        Some((what, name, _)) => Err(format!("{{{what} {name}}} has no {{end}}")),
    }
}

/// Lists the places of a template, each with the list whose rows fill it; empty where the letter itself does.
#[cfg(test)]
pub(super) fn asked(template: &str) -> Result<Vec<(String, String)>, String> {
    fn look(pieces: &[Piece<'_>], list: &str, found: &mut Vec<(String, String)>) {
        for piece in pieces {
            match piece {
                Piece::Line(line) => {
                    for place in line.split('{').skip(1) {
                        let inside = place.split('}').next().unwrap_or_default();
                        let name = inside.split('|').next().unwrap_or_default();
                        found.push((list.to_owned(), name.to_owned()));
                    }
                }
                Piece::Each(name, inside) => look(inside, name, found),
                Piece::Some(_, inside) => look(inside, list, found),
            }
        }
    }
    let mut found = Vec::new();
    look(&read(template)?, "", &mut found);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(pairs: &[(&'static str, &str)]) -> Row {
        let mut row = Row::default();
        for (name, words) in pairs {
            row.put(name, words);
        }
        row
    }

    #[test]
    fn places_are_filled_and_lines_with_an_empty_one_left_out() {
        let mut fields = Fields::default();
        fields.put("name", "Ann\u{202E} Smith");
        fields.list("points", vec![row(&[("text", "One\n\ntwo")]), row(&[("text", "Three"), ("why", "so")])]);
        fields.list("others", vec![]);
        let template = "Dear {name}, by {day|[day]}\n\n\n{nothing} here\n{some points}\nPoints\n{each points}\n- {text}\n  {why}\n\
                        {end}\n{end}\n{some others}\nOthers\n{end}\nYours\n";
        let wanted = "Dear Ann⟨U+202E⟩ Smith, by [day]\n\nPoints\n- One\n   two\n- Three\n  so\nYours\n";
        assert_eq!(fill(template, &fields), wanted);
    }

    #[test]
    fn what_is_not_closed_is_noticed() {
        assert!(asked("{each a}\n{b}\n").is_err());
        assert!(asked("{end}\n").is_err());
        assert_eq!(
            asked("{each a}\n{b|c}\n{end}\n{d}"),
            Ok(vec![("a".into(), "b".into()), (String::new(), "d".into())])
        );
    }
}
