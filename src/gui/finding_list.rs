//! The findings as the panel lists them: by level and rule, filtered, groups folded or open. Made anew where something of
//! that changed, so that no frame goes through all findings. Knows no screen.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::derived::{Judgement, place_of};
use crate::check::{self, Finding, Level};
use crate::model::Project;

/// A group of findings: their level and their rule.
pub type Group = (Level, &'static str);

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A level, with how many of it are listed.
    Level(Level, usize),
    /// A rule, with how many of its findings are listed.
    Rule(Group, usize),
    /// A finding, by its place in the judgement.
    Finding(usize),
}

/// Findings that are about to be set aside for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// Each with its rule and what it is about.
    pub findings: Vec<(String, String)>,
    /// What they have in common, in words.
    pub what: String,
    /// The reason so far.
    pub reason: String,
}

/// What of the findings is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sieve {
    /// One level alone.
    pub level: Option<Level>,
    /// One rule alone.
    pub rule: Option<&'static str>,
    /// Words that the finding, its rule or its place has.
    pub words: String,
}

impl Sieve {
    /// Tells whether everything passes.
    pub fn is_open(&self) -> bool {
        self.level.is_none() && self.rule.is_none() && self.words.trim().is_empty()
    }

    fn passes(&self, project: &Project, finding: &Finding, words: &str) -> bool {
        let has = |told: &str| told.to_lowercase().contains(words);
        self.level.is_none_or(|level| level == finding.level)
            && self.rule.is_none_or(|rule| rule == finding.rule)
            && (words.is_empty()
                || has(&finding.message)
                || has(label_of(finding.rule))
                || has(&place_of(project, finding)))
    }
}

/// What the list was made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ground {
    serial: u64,
    has_waived: bool,
    sieve: Sieve,
    folded: BTreeSet<Group>,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct FindingList {
    /// What of the findings is looked at.
    pub sieve: Sieve,
    /// The groups whose findings are not shown.
    pub folded: BTreeSet<Group>,
    /// What is about to be set aside at once.
    pub bulk: Option<Bulk>,
    /// The rows in order.
    pub rows: Vec<Row>,
    /// The findings that pass, folded ones too, in order.
    pub passed: Vec<usize>,
    /// How many there are of each level before the level is asked for: blocking, warnings, hints.
    pub counts: [usize; 3],
    /// How many levels and rules stand before each row, and before the end.
    before: Vec<(usize, usize)>,
    made_for: Option<Ground>,
}

impl FindingList {
    /// Counts the rows of levels and of rules that stand before a row.
    pub fn before(&self, row: usize) -> (usize, usize) {
        self.before.get(row).or(self.before.last()).copied().unwrap_or_default()
    }

    /// Makes the list anew where it has to be.
    pub fn refresh(&mut self, judgement: &Judgement, project: &Project, has_waived: bool) {
        let ground = Ground {
            serial: judgement.serial,
            has_waived,
            sieve: self.sieve.clone(),
            folded: self.folded.clone(),
        };
        if self.made_for.as_ref() == Some(&ground) {
            return;
        }
        let words = self.sieve.words.trim().to_lowercase();
        let any_level = Sieve { level: None, ..self.sieve.clone() };
        let listed = if has_waived { &judgement.all } else { &judgement.open };
        let found = |at: usize| &judgement.findings[at];
        let passed: Vec<usize> =
            (listed.iter().copied()).filter(|at| any_level.passes(project, found(*at), &words)).collect();
        self.counts =
            Level::ALL.map(|(level, _)| passed.iter().filter(|at| found(**at).level == level).count());
        self.passed = passed;
        self.passed.retain(|at| self.sieve.level.is_none_or(|level| found(*at).level == level));
        self.rows.clear();
        for level in self.passed.chunk_by(|one, next| found(*one).level == found(*next).level) {
            let weight = found(level[0]).level;
            self.rows.push(Row::Level(weight, level.len()));
            for group in level.chunk_by(|one, next| found(*one).rule == found(*next).rule) {
                let key = (weight, found(group[0]).rule);
                self.rows.push(Row::Rule(key, group.len()));
                if !self.folded.contains(&key) {
                    self.rows.extend(group.iter().map(|at| Row::Finding(*at)));
                }
            }
        }
        self.before.clear();
        self.before.push((0, 0));
        let mut count = (0, 0);
        for row in &self.rows {
            match row {
                Row::Level(..) => count.0 += 1,
                Row::Rule(..) => count.1 += 1,
                Row::Finding(_) => {}
            }
            self.before.push(count);
        }
        self.made_for = Some(ground);
    }

    /// Has a finding seen: its group is opened, and whatever keeps it out of the list is dropped.
    pub fn show(&mut self, finding: &Finding, project: &Project) {
        self.folded.remove(&(finding.level, finding.rule));
        let words = self.sieve.words.trim().to_lowercase();
        if !self.sieve.passes(project, finding, &words) {
            self.sieve = Sieve::default();
        }
    }

    /// Asks for the reason to set aside what is shown, or one group of it; conflicts are settled, never set aside.
    pub fn begin(&mut self, judgement: &Judgement, group: Option<Group>) {
        let meant = |finding: &&Finding| {
            finding.waived.is_none()
                && finding.conflict.is_none()
                && group.is_none_or(|group| group == (finding.level, finding.rule))
        };
        let passed = self.passed.iter().filter_map(|at| judgement.findings.get(*at));
        let findings: Vec<(String, String)> =
            passed.filter(meant).map(|finding| (finding.rule.to_owned(), finding.subject.clone())).collect();
        let what = match group.map(|(_, rule)| rule).or(self.sieve.rule) {
            Some(rule) => label_of(rule).to_owned(),
            None if self.sieve.is_open() => "everything found".to_owned(),
            None => "what is shown".to_owned(),
        };
        if findings.is_empty() {
            self.bulk = None;
            return;
        }
        let reason = self.bulk.take().map(|bulk| bulk.reason).unwrap_or_default();
        self.bulk = Some(Bulk { findings, what, reason });
    }
}

/// Returns the name of a rule on screen.
pub fn label_of(rule: &str) -> &str {
    check::named(rule).map_or(rule, |rule| rule.label())
}

/// Writes the example of a rule for people: what is marked stands as it is, with what is recorded of it behind it.
///
/// `He [claim confirmed: ran].` becomes `He ran (claim, confirmed).`
pub fn example_in_words(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    // What is recorded of each mark that is open; nothing for a bracket of the text.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut rest = markup;
    while let Some(sign) = rest.chars().next() {
        let header = rest.strip_prefix('[').and_then(|inside| {
            let end = inside.find(": ")?;
            let head = &inside[..end];
            let is_head = head.starts_with(|sign: char| sign.is_ascii_lowercase() || sign == '+');
            (is_head && !head.contains([']', '\n', '['])).then_some((head, &inside[end + 2..]))
        });
        if let Some((head, after)) = header {
            open.push(Some(told_of(head)));
            rest = after;
            continue;
        }
        rest = &rest[sign.len_utf8()..];
        if sign == '[' {
            open.push(None);
        }
        match (sign == ']').then(|| open.pop()).flatten().flatten() {
            Some(told) if told.is_empty() => {}
            Some(told) => {
                let _ = write!(out, " ({told})");
            }
            None => out.push(sign),
        }
    }
    out
}

/// Names what is recorded of a mark.
fn told_of(head: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    let mut is_quoted = false;
    for sign in head.chars() {
        match sign {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            _ => words.last_mut().into_iter().for_each(|word| word.push(sign)),
        }
    }
    let told = words.iter().filter(|word| !word.is_empty() && !word.starts_with('+')).filter_map(|word| {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let name = name.trim_start_matches("source.").replace(['_', '.'], " ");
        match name.as_str() {
            "as" | "of" => None,
            "answers" => Some("answers it".to_owned()),
            _ if value.is_empty() => Some(name),
            _ => Some(format!("{name}: {value}")),
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgement(found: &[(&'static str, Level, bool)]) -> Judgement {
        let findings: Vec<Finding> = found
            .iter()
            .enumerate()
            .map(|(at, (rule, level, is_waived))| Finding {
                rule,
                level: *level,
                message: format!("Fault {at}."),
                annotation: None,
                record: None,
                range: None,
                subject: at.to_string(),
                waived: is_waived.then(check::Waived::default),
                conflict: None,
                fix: None,
            })
            .collect();
        Judgement::listing(findings)
    }

    fn shown(list: &FindingList) -> Vec<String> {
        list.rows
            .iter()
            .map(|row| match row {
                Row::Level(level, count) => format!("{} {count}", level.name()),
                Row::Rule((_, rule), count) => format!("{rule} {count}"),
                Row::Finding(at) => at.to_string(),
            })
            .collect()
    }

    #[test]
    fn findings_are_grouped_by_level_and_rule_filtered_and_folded() {
        let judgement = judgement(&[
            ("single-source", Level::Warning, false),
            ("open-query", Level::Blocking, false),
            ("single-source", Level::Warning, true),
            ("open-query", Level::Blocking, false),
        ]);
        let project = Project::default();
        let mut list = FindingList::default();
        list.refresh(&judgement, &project, false);
        let all = ["blocking 2", "open-query 2", "1", "3", "warning 1", "single-source 1", "0"];
        assert_eq!(shown(&list), all);
        list.folded.insert((Level::Blocking, "open-query"));
        list.refresh(&judgement, &project, false);
        assert_eq!(shown(&list), ["blocking 2", "open-query 2", "warning 1", "single-source 1", "0"]);
        list.sieve.level = Some(Level::Warning);
        list.refresh(&judgement, &project, true);
        assert_eq!(shown(&list), ["warning 2", "single-source 2", "0", "2"]);
        assert_eq!(list.counts, [2, 2, 0]);
        list.begin(&judgement, None);
        assert_eq!(list.bulk.as_ref().unwrap().findings, [("single-source".to_owned(), "0".to_owned())]);
        list.sieve = Sieve { words: "QUERY".into(), ..Sieve::default() };
        list.refresh(&judgement, &project, true);
        assert_eq!(shown(&list), ["blocking 2", "open-query 2"]);
        list.show(&judgement.findings[0], &project);
        assert!(list.sieve.is_open());
    }

    #[test]
    fn examples_are_told_without_their_markup() {
        assert_eq!(
            example_in_words("He [claim as=a confirmed evidence=p.4: ran [12]] and “[quote: won]”."),
            "He ran [12] (claim, confirmed, evidence: p.4) and “won (quote)”."
        );
        for rule in check::ALL {
            for markup in [rule.example(), rule.mended()] {
                let told = example_in_words(markup);
                assert!(!told.contains("[claim") && !told.contains("[allegation"), "{told}");
            }
        }
    }
}
