//! What is taken out of states and records that were damaged, cut off, or written by a newer program.

use proptest::prelude::*;

use super::*;
use crate::store::schema::v1::{Edits, Texts};
use crate::store::state;

/// The sample's state.
const SAMPLE: &str = include_str!("../../../projects/cuomo-resignation/project.ron");

fn strictly(text: &str) -> v1::Project {
    ron::from_str(text).unwrap()
}

#[test]
fn of_a_whole_state_everything_is_taken_out() {
    let salvaged = super::state(SAMPLE);
    assert_eq!((salvaged.left_out, salvaged.unknown), (vec![], BTreeSet::new()));
    assert!(salvaged.what == strictly(SAMPLE));
}

#[test]
fn of_a_state_cut_off_anywhere_every_record_before_the_cut_is_taken_out() {
    let whole = strictly(SAMPLE);
    for at in (0..SAMPLE.len()).step_by(2_711).filter(|at| SAMPLE.is_char_boundary(*at)) {
        let salvaged = super::state(&SAMPLE[..at]);
        assert!(!salvaged.left_out.is_empty(), "{at}");
        for (id, claim) in &whole.claims {
            let end = SAMPLE.find(&format!("        \"{id}\": (")).unwrap();
            let end = end + SAMPLE[end..].find("\n        ),").unwrap();
            if end < at {
                assert_eq!(salvaged.what.claims.get(id), Some(claim), "{at}");
            }
        }
    }
}

#[test]
fn a_damaged_quotation_mark_costs_one_field() {
    let at = SAMPLE.find("            statement: \"").unwrap() + "            statement: ".len();
    for damage in ["x", "\\", ")", "\u{fffd}"] {
        let text = format!("{}{damage}{}", &SAMPLE[..at], &SAMPLE[at + 1..]);
        assert!(ron::from_str::<v1::Project>(&text).is_err());
        let salvaged = super::state(&text);
        let mut expected = strictly(SAMPLE);
        let (id, _) = expected.claims.iter().find(|(_, claim)| !claim.statement.is_empty()).unwrap();
        let id = id.clone();
        expected.claims.get_mut(&id).unwrap().statement.clear();
        assert_eq!(salvaged.what.sources.len(), expected.sources.len());
        for (id, claim) in &expected.claims {
            assert_eq!(salvaged.what.claims.get(id), Some(claim), "{damage}");
        }
        assert!(salvaged.what == expected, "{damage}");
        assert!(salvaged.left_out.iter().any(|told| told.contains(&id)), "{:?}", salvaged.left_out);
    }
}

#[test]
fn whatever_line_is_lost_every_other_record_is_taken_out() {
    let whole = strictly(SAMPLE);
    let count = |project: &v1::Project| {
        project.annotations.len() + project.claims.len() + project.sources.len() + project.evidence.len()
    };
    let lines: Vec<&str> = SAMPLE.lines().collect();
    for lost in (3..lines.len() - 2).step_by(17) {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != lost);
        let text: String = kept.flat_map(|(_, line)| [line, "\n"]).collect();
        let salvaged = super::state(&text);
        assert!(count(&salvaged.what) + 1 >= count(&whole), "line {lost}: {}", lines[lost]);
    }
}

#[test]
fn what_a_newer_program_wrote_is_taken_out_as_far_as_it_is_known() {
    let newer = SAMPLE
        .replacen("format 1", "format 7", 1)
        .replacen("    claims: {", "    photos: {\"f-1\": (width: 3)},\n    claims: {", 1)
        .replacen("            statement:", "            mood: Grim(3),\n            statement:", 1);
    let salvaged = super::state(&newer);
    assert!(salvaged.what == strictly(SAMPLE));
    assert_eq!(salvaged.left_out, Vec::<String>::new());
    let unknown: Vec<&str> = salvaged.unknown.iter().map(String::as_str).collect();
    assert_eq!(unknown, ["the field “mood” of claims", "the table “photos” (1)"]);
}

#[test]
fn a_state_in_another_layout_is_taken_apart_by_its_brackets() {
    let compact = ron::to_string(&strictly(SAMPLE)).unwrap();
    let salvaged = super::state(&compact);
    assert!(salvaged.what == strictly(SAMPLE));
    let cut = &compact[..compact.find("sources:").unwrap()];
    assert_eq!(super::state(cut).what.claims, strictly(SAMPLE).claims);
}

#[test]
fn a_newer_log_record_keeps_the_edits_that_are_known() {
    let text = "(previous:\"\",mood:7,by:\"A\",at:\"2026-11-22T14:44:36Z\",did:\"x\",edits:Here([(record:\"c-1\",field:\"note\",\
                after:Text(\"a\")),(record:\"c-1\",field:\"photo\",after:Photo(3)),(record:\"c-1\",field:\"statement\",\
                after:Text(\"b\"),why:\"c\")]))";
    let salvaged = super::record(text).unwrap();
    let Edits::Here(edits) = &salvaged.what.edits else { panic!("{salvaged:?}") };
    let fields: Vec<&str> = edits.iter().map(|edit| edit.field.as_str()).collect();
    assert_eq!(fields, ["note", "statement"]);
    assert_eq!(salvaged.what.by, "A");
    let unknown: Vec<&str> = salvaged.unknown.iter().map(String::as_str).collect();
    assert_eq!(
        unknown,
        ["a value of the field “photo”", "the field “mood” of log record", "the field “why” of log record"]
    );
    assert!(super::record("(previous:\"\"").is_none());
    assert!(super::record("nonsense").is_none());
}

proptest! {
    #[test]
    fn no_text_is_too_bad_to_be_looked_at(text in "(?s).{0,200}") {
        super::state(&text);
        super::record(&text);
        super::edits(&text);
    }

    #[test]
    fn a_changed_byte_costs_two_records_at_most(at in any::<prop::sample::Index>(), flip in 1_u8..=255) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        let start = SAMPLE.find("    claims: {\n").unwrap() + 14;
        let end = SAMPLE.find("    quotations: {\n").unwrap() - 7;
        let at = start + at.index(end - start);
        bytes[at] ^= flip;
        let salvaged = super::state(&String::from_utf8_lossy(&bytes)).what;
        let whole = strictly(SAMPLE);
        let lost = whole.claims.iter().filter(|(id, claim)| salvaged.claims.get(*id) != Some(claim)).count();
        prop_assert!(lost <= 2, "{lost} at {at}");
        prop_assert!(salvaged.annotations == whole.annotations, "annotations at {}", at);
        prop_assert!(salvaged.sources == whole.sources, "{} sources at {}: {:?}", salvaged.sources.len(), at, &SAMPLE[at-20..at+20]);
    }
}

#[test]
fn what_was_taken_out_can_be_read_into_the_model() {
    let salvaged = super::state(SAMPLE);
    assert!(state::taken_in(salvaged.what, &Texts::new()).project.claims().len() > 10);
}
