//! Which checks that block by themselves are switched off or lowered by settings: said wherever somebody relies on what
//! the checks found. It must not know where the settings stand.

use super::{Rulebook, Weight};
use crate::check::{self, Level};
use crate::text::counted;

/// Says which blocking checks settings switch off or lower, one sentence each without a full stop; what the project's own
/// file does comes first.
pub fn reliefs(rulebook: &Rulebook) -> Vec<String> {
    let mut said = Vec::new();
    for (is_project, whose) in [(true, "This project’s desk settings"), (false, "The desk’s settings")] {
        let blocking = check::ALL.iter().filter(|rule| rule.level() == Level::Blocking);
        let meant: Vec<(&'static str, Weight)> = blocking
            .filter(|rule| {
                check::is_waivable(rule.id()) && rulebook.of_project.contains(rule.id()) == is_project
            })
            .filter_map(|rule| Some((rule.label(), *rulebook.weights.get(rule.id())?)))
            .collect();
        for (weight, before, after) in [
            (Weight::Off, "turn off", ""),
            (Weight::Of(Level::Warning), "lower", " to a warning"),
            (Weight::Of(Level::Hint), "lower", " to a hint"),
        ] {
            let labels: Vec<&str> =
                meant.iter().filter(|(_, given)| *given == weight).map(|(label, _)| *label).collect();
            if !labels.is_empty() {
                let count = counted(labels.len(), "blocking check", "blocking checks");
                said.push(format!("{whose} {before} {count}{after}: {}", labels.join(", ")));
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(weights: &[(&str, Weight)], of_project: &[&str]) -> Vec<String> {
        let weights = weights.iter().map(|(rule, weight)| ((*rule).to_owned(), *weight)).collect();
        let of_project = of_project.iter().map(|rule| (*rule).to_owned()).collect();
        reliefs(&Rulebook { weights, of_project, ..Rulebook::default() })
    }

    #[test]
    fn what_the_program_comes_with_is_no_relief() {
        assert!(reliefs(&Rulebook::shipped()).is_empty());
        assert!(said(&[("open-query", Weight::Of(Level::Blocking))], &["open-query"]).is_empty());
    }

    #[test]
    fn what_is_switched_off_is_told_apart_from_what_is_lowered_and_the_projects_from_the_desks() {
        let weights = [
            ("open-query", Weight::Off),
            ("unmarked-sentence", Weight::Off),
            ("legal-flag-open", Weight::Of(Level::Hint)),
            ("changed-after-check", Weight::Off),
            ("weasel-attribution", Weight::Off),
        ];
        expect_test::expect![[r#"
            [
                "This project’s desk settings turn off 2 blocking checks: Unmarked sentence, Open query",
                "This project’s desk settings lower 1 blocking check to a hint: Legal flag open",
                "The desk’s settings turn off 1 blocking check: Changed after it was checked",
            ]
        "#]]
        .assert_debug_eq(&said(&weights, &["open-query", "unmarked-sentence", "legal-flag-open"]));
    }

    #[test]
    fn what_two_people_have_to_settle_cannot_be_switched_off() {
        assert!(said(&[("conflicting-changes", Weight::Off)], &["conflicting-changes"]).is_empty());
    }
}
