//! Each number has one definition, and leads to what it counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, Lead, Overview, as_text};
use crate::check;
use crate::fixture::{Fixture, fixture, vocabulary};

fn overview(fixture: &Fixture) -> Overview {
    let session = &fixture.session;
    let (project, outline, vocabulary) = (session.project(), session.outline(), vocabulary());
    let (rulebook, today) = (session.rulebook(), session.today());
    let reading = check::Reading::of(project, rulebook);
    let ground =
        check::Ground { project, outline, vocabulary: &vocabulary, reading: &reading, rulebook, today };
    let (findings, coverage) = (check::run(&ground), check::coverage(&ground));
    Overview::of(&Ground { project, outline, vocabulary: &vocabulary, findings: &findings, coverage, today })
}

fn counted(overview: &Overview, id: &str) -> Vec<(String, usize)> {
    let chart = overview.chart(id).unwrap_or_else(|| panic!("no chart {id}"));
    chart.bars.iter().map(|bar| (bar.label.clone(), bar.count)).collect()
}

fn pairs(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
    rows.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect()
}

#[test]
fn statements_are_counted_by_status_and_claims_by_category() {
    let fixture = fixture(
        "He [claim confirmed category=date evidence=p.4: ran] and [claim category=number: hid]. She [quote: “left”].",
    );
    let overview = overview(&fixture);
    assert_eq!(counted(&overview, "statuses"), pairs(&[("Unchecked", 2), ("Confirmed", 1)]));
    assert_eq!(counted(&overview, "categories"), pairs(&[("Date or time", 1), ("Number", 1)]));
    let lead = &overview.chart("statuses").expect("a chart").bars[1].lead;
    assert_eq!(*lead, Some(Lead::Marked("status", "confirmed".into())));
    assert_eq!(counted(&overview, "support"), pairs(&[("No source", 2), ("1 source", 1)]));
}

#[test]
fn replies_and_queries_are_counted_by_their_day() {
    let fixture = fixture(
        "He [allegation reply_deadline=2021-03-10: ran]. She [allegation reply_deadline=2021-03-13: hid]. \
         It [allegation answer=denied: fell]. They [allegation: wept] in [query: May].",
    );
    let overview = overview(&fixture);
    let replies = pairs(&[("Late", 1), ("Due today or tomorrow", 1), ("No day set", 1)]);
    assert_eq!(counted(&overview, "replies"), replies);
    assert_eq!(counted(&overview, "queries"), pairs(&[("Asked today", 1)]));
    let leads: Vec<_> =
        overview.chart("replies").expect("a chart").bars.iter().map(|bar| bar.lead.clone()).collect();
    let late = BTreeSet::from([fixture.record(0)]);
    assert_eq!(leads[0], Some(Lead::These(late.into())));
}

#[test]
fn sources_that_share_an_origin_are_one_group() {
    let fixture = fixture(
        "He [claim evidence=p.1 origin=AP: ran], [claim evidence=p.1 origin=AP: hid] and [claim evidence=p.2: fell].",
    );
    let overview = overview(&fixture);
    assert_eq!(
        counted(&overview, "independence"),
        pairs(&[("Independent of all others", 1), ("Share “AP”", 2)])
    );
    assert_eq!(counted(&overview, "grades"), pairs(&[("Not graded", 3)]));
}

#[test]
fn coverage_and_findings_are_those_of_the_checks() {
    let fixture = fixture("He [claim confirmed: ran]. She took 7 bribes.");
    let overview = overview(&fixture);
    assert_eq!(counted(&overview, "coverage"), pairs(&[("With a mark", 1), ("Without a mark", 1)]));
    let found: BTreeMap<_, _> = counted(&overview, "findings").into_iter().collect();
    assert_eq!(found["Confirmed without evidence"], 1);
}

#[test]
fn an_empty_project_has_every_chart_and_says_so_in_words() {
    let overview = overview(&crate::fixture::empty());
    assert!(overview.charts.iter().all(super::Chart::is_empty));
    let text = as_text(&overview.charts);
    assert!(text.contains("Sources by grade\n  There is no source yet"), "{text}");
}
