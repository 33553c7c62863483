//! A report of a project: runs the checks and hands what they found to an exporter, as values.

use crate::check::{self, Ground};
use crate::export::{self, Audience, Exporter, Handout};
use crate::model::{Moment, Outline, Project, Vocabulary};

/// Writes what an audience may see of a project; `today` is the day it is signed with.
pub fn report(
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    exporter: &dyn Exporter,
    audience: Audience,
    today: Moment,
) -> Vec<u8> {
    let sentences = check::sentences(project);
    let ground = Ground { project, outline, vocabulary, sentences: &sentences };
    let findings = check::run(&ground)
        .into_iter()
        .map(|finding| export::Finding {
            rule: finding.rule.to_owned(),
            label: check::named(finding.rule).map_or(finding.rule, |rule| rule.label()).to_owned(),
            level: finding.level.name().to_owned(),
            message: finding.message,
            annotation: finding.annotation,
            range: finding.range,
            waived: finding.waived,
        })
        .collect();
    let coverage = check::coverage(&ground);
    let coverage = export::Coverage { sentences: coverage.sentences, covered: coverage.covered };
    exporter.write(&Handout::for_audience(project, outline, vocabulary, findings, coverage, today, audience))
}
