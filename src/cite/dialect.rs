//! A format as a dialect of CSL: what it says is read into variables, and where it says it in a way of its own, that
//! way is kept beside them and counts as long as it still says the same.
//!
//! So a file that comes in and goes out again loses nothing, and a field that was changed in between goes out as it
//! was changed. Knows no format.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Datum, Entry};
use super::variable;

/// What a format says of one work, field by field, in its own words.
pub(super) type Raw = Vec<(String, String)>;

/// The field that lists what the format's file did not say although the variables would have it said.
const OMITTED: &str = "(left out)";

/// One format's way to say things.
pub(super) trait Dialect {
    /// What the names of its own fields begin with.
    const PREFIX: &'static str;

    /// Reads what it says into variables.
    fn read(raw: &[(String, String)]) -> Entry;

    /// Says variables in its words.
    fn write(entry: &Entry) -> Raw;

    /// Tells whether two ways of saying a field are worth no difference.
    fn same(_name: &str, one: &str, other: &str) -> bool {
        one == other
    }
}

/// Reads a work, and keeps what the variables alone would not bring back.
pub(super) fn taken<D: Dialect>(raw: &[(String, String)]) -> Entry {
    let mut entry = D::read(raw);
    let said = D::write(&entry);
    let (theirs, ours) = (grouped(raw), grouped(&said));
    let mut kept = BTreeSet::new();
    for (name, values) in &theirs {
        let is_said = ours.get(name).is_some_and(|ours| {
            ours.len() == values.len()
                && ours.iter().zip(values).all(|(one, other)| D::same(name, one, other))
        });
        if !is_said {
            kept.insert(*name);
        }
    }
    for (name, value) in raw.iter().filter(|(name, _)| kept.contains(&name.as_str())) {
        entry.fields.push((format!("{}{name}", D::PREFIX), Datum::Text(value.clone())));
    }
    let omitted: Vec<&str> = ours.keys().copied().filter(|name| !theirs.contains_key(name)).collect();
    if !omitted.is_empty() {
        entry.say(&format!("{}{OMITTED}", D::PREFIX), omitted.join(" "));
    }
    entry.settle();
    entry
}

/// Says a work in the format's words: as it came, where that still says the same.
pub(super) fn given<D: Dialect>(entry: &Entry) -> Raw {
    let (kept, plain): (Vec<_>, Vec<_>) =
        entry.fields.iter().cloned().partition(|(name, _)| name.starts_with(D::PREFIX));
    let plain = Entry { kind: entry.kind.clone(), fields: plain };
    let base = D::write(&plain);
    if kept.is_empty() {
        return base;
    }
    let kept: Vec<(String, String)> = kept
        .into_iter()
        .map(|(name, datum)| (name[D::PREFIX.len()..].to_owned(), datum.to_words()))
        .collect();
    let heard = D::read(&base);
    // Lists the variables of which a file would say something else than the entry does.
    let wrong = |raw: &Raw| -> BTreeSet<String> {
        let now = D::read(raw);
        let names = now.fields.iter().chain(&heard.fields).map(|(name, _)| name);
        let differs = |name: &&String| {
            let field = now.field(name);
            variable::shape_of(name).is_some() && field != plain.field(name) && field != heard.field(name)
        };
        let mut wrong: BTreeSet<String> = names.filter(differs).cloned().collect();
        if now.kind != plain.kind && now.kind != heard.kind {
            wrong.insert("type".to_owned());
        }
        wrong
    };
    let mut groups = grouped(&kept);
    let omitted: BTreeSet<&str> = groups
        .remove(OMITTED)
        .map_or_else(BTreeSet::new, |names| names.into_iter().flat_map(|name| name.split(' ')).collect());
    let whole = merged(&base, &groups, &omitted);
    let changed = wrong(&whole);
    if changed.is_empty() {
        return whole;
    }
    // What was changed since goes out as it is now, without what the file said of it before.
    groups.retain(|name, values| {
        let alone: Raw = values.iter().map(|value| ((*name).to_owned(), (*value).to_owned())).collect();
        let said = D::read(&alone);
        !said.fields.iter().any(|(name, datum)| changed.contains(name) && plain.field(name) != Some(datum))
    });
    let none = BTreeSet::new();
    if !wrong(&merged(&base, &groups, &none)).is_empty() {
        let mut counting = BTreeMap::new();
        for (name, values) in groups {
            counting.insert(name, values);
            if !wrong(&merged(&base, &counting, &none)).is_empty() {
                counting.remove(name);
            }
        }
        groups = counting;
    }
    let mut left_out = BTreeSet::new();
    for name in omitted {
        left_out.insert(name);
        if !wrong(&merged(&base, &groups, &left_out)).is_empty() {
            left_out.remove(name);
        }
    }
    merged(&base, &groups, &left_out)
}

fn grouped(raw: &[(String, String)]) -> BTreeMap<&str, Vec<&str>> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in raw {
        groups.entry(name).or_default().push(value);
    }
    groups
}

/// Puts what was kept in the place of what the variables say.
fn merged(base: &[(String, String)], kept: &BTreeMap<&str, Vec<&str>>, omitted: &BTreeSet<&str>) -> Raw {
    let mut raw = Raw::new();
    let mut placed: BTreeSet<&str> = BTreeSet::new();
    let put = |raw: &mut Raw, name: &str, values: &[&str]| {
        raw.extend(values.iter().map(|value| (name.to_owned(), (*value).to_owned())));
    };
    for (name, value) in base {
        match kept.get(name.as_str()) {
            Some(_) if placed.contains(name.as_str()) => {}
            Some(values) => {
                placed.insert(name);
                put(&mut raw, name, values);
            }
            None if omitted.contains(name.as_str()) => {}
            None => raw.push((name.clone(), value.clone())),
        }
    }
    for (name, values) in kept.iter().filter(|(name, _)| !placed.contains(*name)) {
        put(&mut raw, name, values);
    }
    raw
}
