//! Who did how much, and when: counted from the log, step by step.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Bar, Chart, Lead};
use crate::session::chronicle::Deed;

/// So many rows of days and people are shown, the newest.
const DAYS: usize = 21;
const EMPTY: &str = "Nothing was done yet";

/// Counts the steps of the log by person, and by day and person.
pub fn work(deeds: &[Arc<Deed>]) -> [Chart; 2] {
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    let mut days: BTreeMap<(Date, &str), usize> = BTreeMap::new();
    for deed in deeds {
        *people.entry(&deed.by).or_default() += 1;
        *days.entry((deed.local.date(), &deed.by)).or_default() += 1;
    }
    let mut people: Vec<_> = people.into_iter().collect();
    people.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let by_person = people
        .into_iter()
        .map(|(name, count)| Bar::new(called(name), count, Some(Lead::Person(name.to_owned()))));
    let skipped = days.len().saturating_sub(DAYS);
    let by_day = days.into_iter().skip(skipped).map(|((day, name), count)| {
        Bar::new(format!("{day} · {}", called(name)), count, Some(Lead::Day(day, name.to_owned())))
    });
    [
        Chart { id: "people", title: "Work by person (steps)", empty: EMPTY, bars: by_person.collect() },
        Chart { id: "days", title: "Work by day and person (steps)", empty: EMPTY, bars: by_day.collect() },
    ]
}

fn called(name: &str) -> &str {
    if name.is_empty() { "Unsigned" } else { name }
}
