//! A change of wording that a check proposes: a suggested replacement on the claim whose mark holds the words, or on a new
//! one.

use super::mark::{detail, mark};
use super::{View, record};
use crate::model::vocabulary::KindMeaning;
use crate::model::{Id, Transaction, Value};
use crate::session::{Context, Placing, Refusal};
use crate::text::Range;

/// Suggests words in the place of others, with the reason.
pub(super) fn reword(
    view: &View<'_>,
    range: Range,
    words: &str,
    reason: &str,
    context: &mut dyn Context,
) -> Result<Transaction, Refusal> {
    let text = view.project.text();
    let old = range.of(text).filter(|old| !old.is_empty()).ok_or_else(|| {
        Refusal::new("The text has changed since this was found. Look at the finding again.")
    })?;
    if old == words {
        return Err(Refusal(format!("“{words}” stands there already.")));
    }
    let label = format!("suggest “{words}”");
    for (annotation, record, span) in around(view, range) {
        let there = view.project.text_of(record, "replacement");
        let whole = span.of(text).unwrap_or_default();
        let (before, after) = (range.start - span.start, range.end - span.start);
        let new = match there.matches(old).count() {
            _ if there.trim().is_empty() => format!("{}{words}{}", &whole[..before], &whole[after..]),
            1 if span != range => there.replacen(old, words, 1),
            _ if there.contains(words) => {
                return Err(Refusal(format!("“{words}” is suggested there already.")));
            }
            _ if span == range => {
                return Err(Refusal(format!("“{there}” is suggested there already. Change it on its card.")));
            }
            // What somebody else wrote for the whole mark stays: these words get a mark of their own.
            _ => continue,
        };
        let why = match view.project.text_of(record, "replacement_reason") {
            known if known.trim().is_empty() => reason.to_owned(),
            known => format!("{known} {reason}"),
        };
        let details = [("replacement", new), ("replacement_reason", why)];
        let edits = details.into_iter().map(|(field, value)| {
            record::ready(view, detail(annotation, Some(record), field, Value::Text(value))?, context)
        });
        let edits = edits.collect::<Result<_, _>>()?;
        return Ok(Transaction { label, edits, focus: Some(annotation) });
    }
    let kind = view.vocabulary.kind_meaning(KindMeaning::Claim);
    let kind = kind.ok_or_else(|| Refusal::new("This desk has no kind of mark that makes a claim."))?;
    let details = vec![
        ("replacement", Value::Text(words.to_owned())),
        ("replacement_reason", Value::Text(reason.to_owned())),
    ];
    let made = mark(view, &[range], &kind.id, Placing::Exact, None, details, context)?;
    Ok(Transaction { label, ..made })
}

/// Lists the marks in one piece round a range whose record takes a replacement and stands nowhere else, the smallest
/// first.
fn around(view: &View<'_>, range: Range) -> Vec<(Id, Id, Range)> {
    let mut found: Vec<(Id, Id, Range)> = view
        .outline
        .marks
        .iter()
        .filter(|mark| mark.span.start <= range.start && range.end <= mark.span.end)
        .filter_map(|mark| {
            let record = view.project.annotations().get(&mark.id)?.record?;
            let takes_it = record.table().field("replacement").is_some();
            let is_alone = view.outline.mentions(record).len() == 1 || mark.span == range;
            let is_whole = view.project.target(mark.id)?.ranges.len() == 1;
            (takes_it && is_alone && is_whole).then_some((mark.id, record, mark.span))
        })
        .collect();
    found.sort_by_key(|(_, _, span)| span.len());
    found
}

#[cfg(test)]
mod tests {
    use crate::fixture::{Fixture, dispatch, fixture};
    use crate::session::Action;

    fn suggested(fixture: &mut Fixture, old: &str, new: &str) -> Result<(), String> {
        let range = fixture.range_of(old);
        let action = Action::Reword { range, words: new.into(), reason: "Plainer".into() };
        fixture.session.dispatch(action).map(drop).map_err(|refusal| refusal.0)
    }

    fn replacements(fixture: &Fixture) -> Vec<(String, String)> {
        let mut claims: Vec<_> = fixture.session.project().claims().values().collect();
        claims.sort_by_key(|claim| claim.replacement.clone());
        claims.iter().map(|claim| (claim.replacement.clone(), claim.replacement_reason.clone())).collect()
    }

    fn pair(new: &str, why: &str) -> (String, String) {
        (new.to_owned(), why.to_owned())
    }

    #[test]
    fn words_without_a_mark_get_one_and_undo_takes_all_of_it_back() {
        let mut fixture = fixture("The mayor refuted it.");
        suggested(&mut fixture, "refuted", "denied").unwrap();
        assert_eq!(replacements(&fixture), [pair("denied", "Plainer")]);
        assert_eq!(fixture.session.project().annotations().len(), 1);
        assert_eq!(fixture.session.next_undo(), Some("suggest “denied”"));
        dispatch(&mut fixture.session, Action::Undo);
        assert_eq!(fixture.session.project().annotations().len(), 0);
        assert_eq!(replacements(&fixture), []);
    }

    #[test]
    fn a_claim_round_the_words_takes_the_suggestion_for_all_that_it_marks() {
        let mut fixture = fixture("[claim: The mayor refuted it with allegedly] good cause.");
        suggested(&mut fixture, "refuted", "denied").unwrap();
        suggested(&mut fixture, "allegedly", "said").unwrap();
        let whole = "The mayor denied it with said";
        assert_eq!(replacements(&fixture), [pair(whole, "Plainer Plainer")]);
        assert_eq!(fixture.session.project().annotations().len(), 1);
    }

    #[test]
    fn what_somebody_wrote_before_is_never_written_over() {
        let mut fixture = fixture(
            "[claim replacement=\"Nobody knows it\" replacement_reason=Shorter: The mayor refuted it]. She [claim \
             replacement=said: claimed] so.",
        );
        suggested(&mut fixture, "refuted", "denied").unwrap();
        assert_eq!(
            replacements(&fixture)[..2],
            [pair("Nobody knows it", "Shorter"), pair("denied", "Plainer")]
        );
        assert_eq!(
            suggested(&mut fixture, "claimed", "told").unwrap_err(),
            "“said” is suggested there already. Change it on its card."
        );
        assert_eq!(
            suggested(&mut fixture, "claimed", "said").unwrap_err(),
            "“said” is suggested there already."
        );
        assert_eq!(suggested(&mut fixture, "She", "She").unwrap_err(), "“She” stands there already.");
    }
}
