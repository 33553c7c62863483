//! Where the columns of a table stand: rows of one table share them.
//!
//! Knows nothing of fonts: widths are characters until a caller says how wide one is.

use super::piece::Piece;
use crate::text::BlockKind;

/// A gap between two columns, in characters.
const GAP: f32 = 3.0;
/// The narrowest a column is counted, in characters.
const NARROWEST: f32 = 3.0;

/// A run of table rows and the width of its columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The first piece of the run.
    pub first: usize,
    /// The piece behind the last.
    pub end: usize,
    /// The longest cell of each column, in characters.
    widths: Vec<f32>,
}

/// Finds the tables: rows that follow one another.
pub fn tables(text: &str, pieces: &[Piece]) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if piece.kind != BlockKind::TableRow {
            continue;
        }
        if found.last().is_none_or(|table| table.end != index) {
            found.push(Table { first: index, end: index, widths: Vec::new() });
        }
        let Some(table) = found.last_mut() else { continue };
        table.end = index + 1;
        let row = piece.range.of(text).unwrap_or_default();
        for (column, cell) in (piece.column..).zip(row.split('\t')) {
            let width = (cell.chars().count() as f32).max(NARROWEST);
            if table.widths.len() <= column {
                table.widths.resize(column + 1, NARROWEST);
            }
            table.widths[column] = table.widths[column].max(width);
        }
    }
    found
}

/// Returns where the columns of the row at `piece` begin, in points, from the one it begins in; or nothing where it is
/// not in a table.
///
/// A table that is too wide has its widest columns narrowed to one width; their text wraps.
pub fn stops(tables: &[Table], (piece, column): (usize, usize), width: f32, advance: f32) -> Vec<f32> {
    let index = tables.partition_point(|table| table.end <= piece);
    let Some(table) = tables.get(index).filter(|table| table.first <= piece) else { return Vec::new() };
    let most = widest(&table.widths, width / advance - GAP * table.widths.len() as f32);
    let mut left = 0.0;
    let place = |chars: &f32| {
        let stop = left;
        left += (chars.min(most) + GAP) * advance;
        stop
    };
    table.widths.iter().map(place).skip(column).collect()
}

/// Finds how wide a column may be at most, in characters, for all of them to fit into `room`.
fn widest(widths: &[f32], room: f32) -> f32 {
    let mut narrow = widths.to_vec();
    narrow.sort_by(f32::total_cmp);
    let mut rest = room;
    for (index, width) in narrow.iter().enumerate() {
        let share = rest / (narrow.len() - index) as f32;
        if *width > share {
            return share.max(NARROWEST);
        }
        rest -= width;
    }
    f32::INFINITY
}

#[cfg(test)]
mod tests {
    use super::super::piece::cut;
    use super::*;
    use crate::text::{Block, Range};

    #[test]
    fn rows_of_a_table_share_their_columns() {
        let text = "a\tbb\nlonger\tc";
        let row = |start, end| Block { kind: BlockKind::TableRow, range: Range::new(start, end) };
        let pieces = cut(text, &[row(0, 4), row(5, 13)]);
        let tables = tables(text, &pieces);
        assert_eq!(stops(&tables, (0, 0), 500.0, 10.0), [0.0, 90.0]);
        assert_eq!(stops(&tables, (1, 0), 500.0, 10.0), [0.0, 90.0]);
        assert!(stops(&tables, (2, 0), 500.0, 10.0).is_empty());
    }

    #[test]
    fn only_the_widest_columns_of_a_table_that_is_too_wide_are_narrowed() {
        let text = "aaaa\tbbbbbbbbbbbbbbb\tcccccccccccc";
        let pieces = cut(text, &[Block { kind: BlockKind::TableRow, range: Range::new(0, text.len()) }]);
        let tables = tables(text, &pieces);
        assert_eq!(stops(&tables, (0, 0), 290.0, 10.0), [0.0, 70.0, 180.0]);
        assert_eq!(stops(&tables, (0, 1), 290.0, 10.0), [70.0, 180.0]);
    }
}
