//! One record becomes several: each fact gets a record of its own, with what the facts have in common.
//!
//! What somebody found of the one (status, rating, replacement, note) stays with it: a fact split off has to be looked
//! at by itself. It must not know who asks.

use super::mark::{placed, target};
use super::{View, created, missing};
use crate::model::words::capital;
use crate::model::{Anchoring, Edit, Id, Slot, Table, Transaction, Value};
use crate::session::{Context, Placing, Refusal};
use crate::text::Range;

/// The fields that belong to one fact alone.
const OWN: [&str; 19] = [
    "created",
    "note",
    "particulars",
    "status",
    "status_reason",
    "rating",
    "rating_reason",
    "replacement",
    "replacement_reason",
    "reply_sought",
    "reply_attempts",
    "reply_deadline",
    "answer",
    "answer_text",
    "legal_review",
    "legal_by",
    "legal_on",
    "legal_conditions",
    "corroboration",
];

pub(super) fn split(
    view: &View<'_>,
    id: Id,
    ranges: &[Range],
    placing: Placing,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let (mark, record) = meant(view, id)?;
    let table = record.table();
    let noun = table.noun();
    if !matches!(table, Table::Claim | Table::Quotation | Table::Allegation) {
        return Err(Refusal(format!("{} is not split.", capital(table.one()))));
    }
    let place = if ranges.is_empty() { None } else { Some(within(view, mark, ranges, placing)?) };
    let words = table.words_field().unwrap_or("note");
    let statement = view.project.text_of(record, words);
    // Without a selection the parts of the statement are the facts; where it has but one, the next is still to be worded.
    let facts: Vec<String> = match (&place, facts(&statement)) {
        (None, facts) if facts.len() > 1 => facts,
        _ => vec![statement, String::new()],
    };
    let mut edits = Vec::new();
    let mut focus = None;
    for fact in &facts[1..] {
        let new = context.id(table);
        edits.push(created(new, context));
        for (slot, value) in view.project.filled(record) {
            if !OWN.contains(&slot.field) && slot.field != words {
                edits.push(Edit { slot: Slot { record: new, field: slot.field }, value });
            }
        }
        edits.push(Edit::new(new, words, fact.clone()));
        edits.extend(evidence(view, record, new, context));
        match mark {
            Some(mark) => {
                let annotation = context.id(Table::Annotation);
                edits.extend(mention(view, mark, annotation, new, place.as_deref(), context));
                focus.get_or_insert(annotation);
            }
            None => drop(focus.get_or_insert(new)),
        }
    }
    if facts[0] != view.project.text_of(record, words) {
        edits.push(Edit::new(record, words, facts[0].clone()));
    }
    let label = match facts.len() {
        2 => format!("split {noun}"),
        count => format!("split {noun} into {count}"),
    };
    Ok(Transaction { label, edits, focus })
}

/// Returns the mark and the record that are meant by either.
fn meant(view: &View<'_>, id: Id) -> Result<(Option<Id>, Id), Refusal> {
    if !view.project.has(id) {
        return Err(missing(id));
    }
    let Some(mark) = view.project.annotations().get(&id) else {
        return Ok((view.outline.mentions(id).first().copied(), id));
    };
    let record = mark.record.filter(|record| view.project.has(*record));
    let record = record.ok_or_else(|| {
        Refusal::new("This mark speaks of no record that could be split. Choose a claim, a quotation or an allegation.")
    })?;
    Ok((Some(id), record))
}

/// Takes selected words, which have to lie within the mark.
fn within(
    view: &View<'_>,
    mark: Option<Id>,
    ranges: &[Range],
    placing: Placing,
) -> Result<Vec<Range>, Refusal> {
    let ranges = placed(view.project.text(), ranges, placing)?;
    let there = mark.and_then(|mark| view.project.target(mark));
    let there = there.map_or(&[][..], |target| target.ranges.as_slice());
    if ranges.iter().all(|range| there.iter().any(|part| part.covers(*range))) {
        return Ok(ranges);
    }
    Err(Refusal::new("Select words inside the mark that is to be split, or none at all."))
}

/// Lists the facts of a statement: its parts between semicolons and line ends.
fn facts(statement: &str) -> Vec<String> {
    let parts = statement.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Marks the words of a record that was split off: the selected ones, else all that the other mark stands on.
fn mention(
    view: &View<'_>,
    mark: Id,
    annotation: Id,
    record: Id,
    place: Option<&[Range]>,
    context: &mut dyn Context,
) -> Vec<Edit> {
    let Some(old) = view.project.annotations().get(&mark) else { return Vec::new() };
    let targets = match (place, view.project.draft_id()) {
        (Some(ranges), Some(draft)) => {
            vec![(draft, target(view.project.text(), ranges, Anchoring::Intact))]
        }
        _ => old.targets.clone(),
    };
    vec![
        created(annotation, context),
        Edit::new(annotation, "kind", old.kind.clone()),
        Edit::new(annotation, "targets", targets),
        Edit::new(annotation, "record", Some(record)),
    ]
}

/// Attaches the evidence of one record to another as well: to the same sources, at the same places.
fn evidence(view: &View<'_>, from: Id, to: Id, context: &mut dyn Context) -> Vec<Edit> {
    let mut edits = Vec::new();
    for id in view.outline.evidence(from) {
        let copy = context.id(Table::Evidence);
        edits.push(created(copy, context));
        edits.push(Edit::new(copy, "record", Some(to)));
        for (slot, value) in view.project.filled(*id) {
            if !matches!(slot.field, "created" | "record") && value != Value::Nothing {
                edits.push(Edit { slot: Slot { record: copy, field: slot.field }, value });
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use crate::fixture::{dispatch, fixture};
    use crate::model::{Id, Value};
    use crate::session::{Action, Placing};
    use crate::text::Range;

    fn split(id: Id, ranges: Vec<Range>) -> Action {
        Action::Split { id, ranges, placing: Placing::Snapped }
    }

    #[test]
    fn selected_words_get_a_mark_and_a_record_of_their_own_with_what_is_shared() {
        let mut made = fixture(
            "He [claim confirmed category=date assignee=Ann note=seen evidence=p.4: was born in 1957 and elected in 2010].",
        );
        let before = made.session.project().clone();
        let words = made.range_of("elected in 2010");
        let done = dispatch(&mut made.session, split(made.marks[0], vec![words]));
        assert_eq!(done.label, "split claim");
        let project = made.session.project();
        let mark = done.focus.expect("the new mark");
        assert_eq!(project.target(mark).unwrap().quote, "elected in 2010");
        let new = project.annotations()[&mark].record.unwrap();
        let claim = &project.claims()[&new];
        assert_eq!((claim.category.as_str(), claim.assignee.as_str()), ("date", "Ann"));
        assert!(claim.status.is_none() && claim.note.is_empty() && claim.statement.is_empty());
        let (one, other) = (made.record(0), new);
        let told = |id: Id| {
            let evidence = &project.evidence()[&made.session.outline().evidence(id)[0]];
            (evidence.source, evidence.locator.clone(), evidence.stance.clone())
        };
        assert_eq!(told(one), told(other));
        assert_eq!(project.sources().len(), 1);
        assert_eq!(project.target(made.marks[0]), before.target(made.marks[0]));
        dispatch(&mut made.session, Action::Undo);
        assert_eq!(made.session.project(), &before);
    }

    #[test]
    fn without_a_selection_the_parts_of_the_statement_are_the_facts() {
        let mut made =
            fixture("[claim statement=\"born in 1957; elected in 2010; a lawyer\": He was all that].");
        let done = dispatch(&mut made.session, split(made.marks[0], Vec::new()));
        assert_eq!(done.label, "split claim into 3");
        let project = made.session.project();
        let mut statements: Vec<&str> =
            project.claims().values().map(|claim| claim.statement.as_str()).collect();
        statements.sort_unstable();
        assert_eq!(statements, ["a lawyer", "born in 1957", "elected in 2010"]);
        assert!(
            project
                .annotations()
                .keys()
                .all(|mark| project.target(*mark).unwrap().quote == "He was all that")
        );
    }

    #[test]
    fn one_fact_leaves_the_next_to_be_worded_on_the_same_words() {
        let mut made = fixture("[quote: I ran and won].");
        let record = made.record(0);
        let done = dispatch(&mut made.session, split(record, Vec::new()));
        let project = made.session.project();
        assert_eq!(project.quotations().len(), 2);
        assert_eq!(project.target(done.focus.unwrap()).unwrap().quote, "I ran and won");
    }

    #[test]
    fn words_outside_the_mark_and_marks_without_a_record_are_refused() {
        let mut made = fixture("He [claim: ran] and won, which is [opinion: good].");
        let outside = made.range_of("and won");
        let refusal = made.session.dispatch(split(made.marks[0], vec![outside])).expect_err("outside");
        assert!(refusal.0.starts_with("Select words inside"), "{refusal}");
        let refusal = made.session.dispatch(split(made.marks[1], Vec::new())).expect_err("no record");
        assert!(refusal.0.contains("speaks of no record"), "{refusal}");
    }

    #[test]
    fn an_allegation_takes_the_people_along_and_leaves_the_reply() {
        let mut made = fixture(
            "[allegation accuser=Ann accused=Bob reply_sought=asked answer=denied: He stole and lied].",
        );
        dispatch(&mut made.session, split(made.marks[0], Vec::new()));
        let project = made.session.project();
        let answers: Vec<&str> = project.allegations().values().map(|row| row.answer.as_str()).collect();
        assert_eq!(answers.iter().filter(|answer| **answer == "denied").count(), 1);
        assert!(project.allegations().values().all(|row| row.accused.len() == 1 && row.accusers.len() == 1));
        assert!(
            project
                .allegations()
                .keys()
                .all(|id| project.value(&crate::model::Slot { record: *id, field: "accused" })
                    != Value::Nothing)
        );
    }
}
