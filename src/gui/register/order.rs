//! In which order rows stand: by any column, either way; rows that are alike keep the order of their numbers.

use super::cell::{Key, Names, key};
use super::column::Column;
use super::{Ground, Register};
use crate::store::settings::Way;

/// Returns the places of all rows, sorted by a column; what is empty there comes last, whichever way.
pub fn sorted(register: &Register, ground: Ground<'_>, column: &Column, way: Way) -> Vec<u32> {
    let mut names = Names::default();
    let mut keys: Vec<(Key, u32)> =
        (0_u32..).zip(&register.rows).map(|(at, row)| (key(ground, row, column, &mut names), at)).collect();
    keys.sort_by(|(one, at), (other, next)| {
        let by_key = match (one, other, way) {
            (Key::Empty, _, _) | (_, Key::Empty, _) | (_, _, Way::Rising) => one.cmp(other),
            (_, _, Way::Falling) => other.cmp(one),
        };
        by_key.then(at.cmp(next))
    });
    keys.into_iter().map(|(_, at)| at).collect()
}
