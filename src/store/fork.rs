//! A log of which several files have come: what a synchronised folder or a restored backup puts beside it.
//!
//! Files that say the same, one of them more, are one log. Where they say different things from some record on, each
//! continuation is a log of its own that has seen the common part, so that nothing of either is lost. Names of such
//! logs follow from what they hold, never from the names of files.

use std::collections::{BTreeMap, BTreeSet};

use super::hash::Sha256;
use super::log::{self, Fork, Line, ParsedLog};
use super::problem::Problem;
use super::state::Clock;

/// The logs of a project by their names, from its files by the names without ending; with what there is to say.
pub fn united(files: Vec<(String, ParsedLog)>) -> (BTreeMap<String, ParsedLog>, Vec<Problem>) {
    let mut by_writer: BTreeMap<String, Vec<(String, ParsedLog)>> = BTreeMap::new();
    for (name, mut log) in files {
        log.files = vec![name.clone()];
        let writer = log.header.as_ref().map_or_else(|| name.clone(), |header| header.writer.clone());
        by_writer.entry(writer).or_default().push((name, log));
    }
    let (mut logs, mut problems) = (BTreeMap::new(), Vec::new());
    for (writer, mut files) in by_writer {
        // The log itself first: where it is damaged, that is told of it.
        files.sort_by_key(|(name, _)| (*name != writer, name.clone()));
        if files.len() > 1 || files.iter().any(|(name, _)| *name != writer) {
            problems.extend(told(&writer, &files));
        }
        let mut files: Vec<ParsedLog> = files.into_iter().map(|(_, log)| log).collect();
        let strays: Vec<ParsedLog> = files.iter_mut().filter_map(astray).collect();
        files.extend(strays);
        grow(&writer, files, None, &mut logs);
    }
    (logs, problems)
}

/// Makes a log of its own of what a second program wrote into a file.
fn astray(log: &mut ParsedLog) -> Option<ParsedLog> {
    let strays = std::mem::take(&mut log.strays);
    let first = strays.iter().map(|line| line.sequence).min()?;
    let before = log.lines.iter().filter(|line| line.sequence < first).cloned();
    let lines = before.chain(strays).collect();
    let (header, files) = (log.header.clone(), log.files.clone());
    Some(ParsedLog { header, lines, files, ..ParsedLog::default() })
}

/// Says what the copies of a log hold that it lacks.
fn told(writer: &str, files: &[(String, ParsedLog)]) -> Vec<Problem> {
    let own = files.iter().find(|(name, _)| name == writer);
    let known: BTreeSet<(u64, Sha256)> =
        own.into_iter().flat_map(|(_, log)| &log.lines).map(|line| (line.sequence, line.hash)).collect();
    let copies = files.iter().filter(|(name, _)| name != writer);
    let tell = |(name, log): &(String, ParsedLog)| {
        let more = log.lines.iter().filter(|line| !known.contains(&(line.sequence, line.hash))).count();
        let what = format!("It is a copy of the log {writer}.");
        let done = match more {
            0 => "It holds nothing more than that; you can delete it.".to_owned(),
            1 => "One record that the log lacks was taken in from it. Leave it where it is.".to_owned(),
            more => format!("{more} records that the log lacks were taken in from it. Leave it where it is."),
        };
        Problem::note(&format!("log/{name}.ron"), &what, &done)
    };
    copies.map(tell).collect()
}

/// Joins the files of one log as far as they say the same, and each continuation beyond that for itself.
fn grow(name: &str, files: Vec<ParsedLog>, fork: Option<Fork>, logs: &mut BTreeMap<String, ParsedLog>) {
    let mut by_number: BTreeMap<u64, BTreeMap<Sha256, Line>> = BTreeMap::new();
    for line in files.iter().flat_map(|log| &log.lines) {
        by_number.entry(line.sequence).or_default().insert(line.hash, line.clone());
    }
    let parts = by_number.iter().find(|(_, lines)| lines.len() > 1).map_or(u64::MAX, |(number, _)| *number);
    let trunk = by_number.into_iter().take_while(|(number, _)| *number < parts);
    let lines: Vec<Line> = trunk.flat_map(|(_, lines)| lines.into_values()).collect();
    let mut branches: BTreeMap<Sha256, Vec<ParsedLog>> = BTreeMap::new();
    for log in &files {
        let mut log = log.clone();
        log.lines.retain(|line| line.sequence >= parts);
        if let Some(first) = log.lines.first() {
            branches.entry(first.hash).or_default().push(ParsedLog { problems: Vec::new(), ..log });
        }
    }
    let at = lines.last().map(|line| (line.sequence, line.hash));
    let first = fork.as_ref().map_or(1, |fork| fork.at + 1);
    let is_whole = (first..).zip(&lines).all(|(number, line)| line.sequence == number);
    let names: BTreeSet<String> = files.iter().flat_map(|log| log.files.iter().cloned()).collect();
    let mut log = files.into_iter().next().unwrap_or_default();
    if is_whole && lines.len() >= log.lines.len() {
        log.problems.retain(|problem| !matches!(problem, log::Problem::Gap { .. }));
    }
    logs.insert(
        name.to_owned(),
        ParsedLog { lines, fork: fork.clone(), files: names.into_iter().collect(), ..log },
    );
    let before = fork.map_or((0, None), |fork| (fork.at, fork.hash));
    let (at, hash) = at.map_or(before, |(number, hash)| (number, Some(hash)));
    for (first, files) in branches {
        let fork = Fork { of: name.to_owned(), at, hash };
        grow(&format!("{name}+{}", &first.to_string()[..8]), files, Some(fork), logs);
    }
}

/// Names in a clock what it has seen as the logs are called now: a log may have forked since, or be one again.
pub fn resolved(logs: &BTreeMap<String, ParsedLog>, clock: &Clock) -> Clock {
    let mut resolved = Clock::new();
    for (name, seen) in clock {
        let writer = name.split('+').next().unwrap_or(name);
        let family = logs.iter().filter(|(other, _)| other.split('+').next() == Some(writer));
        let holds = |log: &ParsedLog| {
            let at = log.lines.binary_search_by_key(&seen.sequence, |line| line.sequence);
            at.is_ok_and(|at| log.lines[at].hash.to_string() == seen.hash)
        };
        let (mut name, mut seen) = (name.clone(), seen.clone());
        if let Some((found, _)) = family.into_iter().find(|(_, log)| holds(log)) {
            name.clone_from(found);
        }
        // Who has seen a continuation has seen what it continues.
        while let Some(Fork { of, at, hash: Some(hash) }) = logs.get(&name).and_then(|log| log.fork.clone()) {
            let trunk = super::schema::v1::Seen { sequence: at, hash: hash.to_string() };
            note(&mut resolved, std::mem::replace(&mut name, of), std::mem::replace(&mut seen, trunk));
        }
        note(&mut resolved, name, seen);
    }
    resolved
}

fn note(clock: &mut Clock, name: String, seen: super::schema::v1::Seen) {
    match clock.get(&name) {
        Some(known) if known.sequence >= seen.sequence => {}
        _ => drop(clock.insert(name, seen)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::schema::v1::Seen;
    use super::*;

    fn file(name: &str, records: &[&str]) -> (String, ParsedLog) {
        let lines = (1..).zip(records).map(|(number, text)| Line::new(number, number - 1, text)).collect();
        let header = log::parse(b"// redpencil log 1 - writer w-1 - machine m-1\n").header;
        (name.to_owned(), ParsedLog { header, lines, ..ParsedLog::default() })
    }

    fn texts<'a>(logs: &'a BTreeMap<String, ParsedLog>, name: &str) -> Vec<&'a str> {
        logs[name].lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn files_that_say_the_same_are_one_log_with_all_that_any_of_them_holds() {
        let (logs, told) = united(vec![file("w-1", &["a", "b"]), file("w-1 (2)", &["a", "b", "c"])]);
        assert_eq!(logs.len(), 1);
        assert_eq!(texts(&logs, "w-1"), ["a", "b", "c"]);
        assert!(told[0].sentence().contains("One record"), "{told:?}");
        let (_, told) = united(vec![file("w-1 copy", &["a"]), file("w-1", &["a", "b"])]);
        assert!(told[0].sentence().contains("nothing more"), "{told:?}");
    }

    #[test]
    fn what_two_files_say_differently_is_kept_of_both_and_is_called_the_same_in_any_order() {
        let files =
            [file("w-1", &["a", "b", "c"]), file("w-1 (2)", &["a", "x"]), file("w-1 (3)", &["a", "x", "y"])];
        let (logs, _) = united(files.to_vec());
        let (again, _) =
            united(files.into_iter().rev().map(|(name, log)| (format!("{name}z"), log)).collect());
        let names_aside = |logs: &BTreeMap<String, ParsedLog>| {
            let aside = |log: &ParsedLog| ParsedLog { files: Vec::new(), ..log.clone() };
            logs.iter().map(|(name, log)| (name.clone(), aside(log))).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(names_aside(&logs), names_aside(&again));
        assert_eq!(texts(&logs, "w-1"), ["a"]);
        let names: Vec<&String> = logs.keys().collect();
        assert_eq!(names.len(), 3, "{names:?}");
        let all: BTreeSet<Vec<&str>> = names[1..].iter().map(|name| texts(&logs, name)).collect();
        assert_eq!(all, BTreeSet::from([vec!["b", "c"], vec!["x", "y"]]));
    }

    #[test]
    fn a_clock_names_a_continuation_and_what_it_continues_and_the_log_again_when_there_is_no_fork() {
        let (forked, _) = united(vec![file("w-1", &["a", "b"]), file("w-1 (2)", &["a", "x"])]);
        let (single, _) = united(vec![file("w-1", &["a", "b"])]);
        let seen = |number: u64, text: &str| Seen {
            sequence: number,
            hash: Line::new(number, number - 1, text).hash.to_string(),
        };
        let clock = Clock::from([("w-1".to_owned(), seen(2, "b"))]);
        let resolved_once = resolved(&forked, &clock);
        assert_eq!(resolved_once.get("w-1"), Some(&seen(1, "a")));
        assert_eq!(resolved_once.len(), 2);
        assert_eq!(resolved(&single, &resolved_once), clock);
        assert_eq!(resolved(&forked, &resolved_once), resolved_once);
    }
}
