//! The register's laws, and what an editor reads in it.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::column::{at_first, column, columns};
use super::filter::{Filter, Openness, Quiet};
use super::order::sorted;
use super::selection::{Hold, Selection, Shown};
use super::*;
use crate::fixture::{Fixture, dispatch, fixture};
use crate::session::Action;
use crate::store::settings::Way;

const ARTICLE: &str = "# [claim confirmed category=headline: Mayor] resigns\n\n\
    He [claim category=number assignee=Ann evidence=p.4: took [quote speaker=Clerk disputed: “Bribés”]] in May. \
    [allegation needs-fix accused=Mayor as=g: He lied]. [response answers=g: He denies it]. \
    [opinion: A pity]. [query: Which May]? [legal: Crook]. [nocheck: The end].";

fn ground(fixture: &Fixture) -> Ground<'_> {
    let session = &fixture.session;
    let today = session.today();
    Ground { project: session.project(), outline: session.outline(), vocabulary: session.vocabulary(), today }
}

fn register(fixture: &Fixture, page: Page) -> Register {
    Register::of(ground(fixture), page, 0)
}

fn words(fixture: &Fixture, register: &Register, rows: &[u32], name: &str) -> Vec<String> {
    let column = column(register.page, name).expect("a column");
    let row = |at: &u32| {
        let row = &register.rows[*at as usize];
        cell::words(ground(fixture), row, column, &mut Names::default())
    };
    rows.iter().map(row).collect()
}

fn all(register: &Register) -> Vec<u32> {
    (0..register.rows.len() as u32).collect()
}

fn shown(fixture: &Fixture, filter: &Filter) -> Vec<String> {
    let register = register(fixture, Page::Marks);
    let rows = filter.shown(&register, &all(&register));
    words(fixture, &register, &rows, "number")
}

#[test]
fn everything_marked_has_one_row_in_the_order_of_the_numbers() {
    let fixture = fixture(ARTICLE);
    let register = register(&fixture, Page::Marks);
    let rows = all(&register);
    assert_eq!(words(&fixture, &register, &rows, "number"), ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!(words(&fixture, &register, &rows, "kind")[3..5], ["Allegation", "Response"]);
    assert_eq!(words(&fixture, &register, &rows, "words")[2], "“Bribés”");
    assert_eq!(words(&fixture, &register, &rows, "status")[..3], ["Confirmed", "Unchecked", "Disputed"]);
    assert_eq!(words(&fixture, &register, &rows, "status")[6], "Open");
    assert_eq!(words(&fixture, &register, &rows, "speaker")[2], "Clerk");
}

#[test]
fn a_query_on_the_article_as_a_whole_has_a_row_behind_all_others() {
    let mut fixture = fixture("A [claim: b] c.");
    let details = vec![("question", Value::Text("Who wrote it?".into()))];
    dispatch(&mut fixture.session, Action::Create { table: Table::Query, details, link: None });
    let register = register(&fixture, Page::Marks);
    let rows = all(&register);
    assert_eq!(words(&fixture, &register, &rows, "words"), ["b", "The whole article"]);
    assert_eq!(words(&fixture, &register, &rows, "statement")[1], "Who wrote it?");
    assert_eq!(words(&fixture, &register, &rows, "number"), ["1", ""]);
}

#[test]
fn several_mentions_are_one_row_with_the_first_number() {
    let fixture = fixture("[claim as=a: One] and [claim: two] and [claim of=a: three].");
    let register = register(&fixture, Page::Marks);
    let rows = all(&register);
    assert_eq!(words(&fixture, &register, &rows, "number"), ["1", "2"]);
    assert_eq!(words(&fixture, &register, &rows, "mentions"), ["2", "1"]);
}

#[test]
fn opinions_and_what_needs_no_check_are_listed_when_asked_for() {
    let fixture = fixture(ARTICLE);
    let mut filter = Filter::default();
    assert_eq!(shown(&fixture, &filter), ["1", "2", "3", "4", "5", "7", "8"]);
    filter.quiet = Quiet::Listed;
    assert_eq!(shown(&fixture, &filter).len(), 9);
    let mut filter = Filter::default();
    filter.toggle("kind", "opinion");
    assert_eq!(shown(&fixture, &filter), ["6"]);
}

#[test]
fn rows_are_filtered_by_value_by_words_and_by_what_is_open() {
    let fixture = fixture(ARTICLE);
    let open = Filter { openness: Openness::OpenOnly, ..Filter::default() };
    assert_eq!(shown(&fixture, &open), ["2", "4", "7"]);
    let mut filter = Filter::default();
    filter.toggle("assignee", "Ann");
    assert_eq!(shown(&fixture, &filter), ["2"]);
    filter.toggle("assignee", "Ann");
    filter.toggle("status", "disputed");
    filter.toggle("status", "needs-fix");
    assert_eq!(shown(&fixture, &filter), ["3", "4"]);
    let typed = |words: &str| Filter { words: words.into(), ..Filter::default() };
    assert_eq!(shown(&fixture, &typed("CLERK bribes")), ["3"]);
    assert_eq!(shown(&fixture, &typed("clerk confirmed")), [""; 0]);
    assert_eq!(shown(&fixture, &typed("number ann")), ["2"]);
}

#[test]
fn a_facet_counts_its_rows_in_the_order_of_the_vocabulary() {
    let fixture = fixture(ARTICLE);
    let register = register(&fixture, Page::Marks);
    let of = |at: usize| -> Vec<(&str, usize)> {
        register.facets[at].values.iter().map(|value| (value.label.as_str(), value.count)).collect()
    };
    assert_eq!(of(0)[..2], [("Claim", 2), ("Allegation", 1)]);
    assert_eq!(
        of(1),
        [("Unchecked", 1), ("Confirmed", 1), ("Needs fix", 1), ("Disputed", 1), ("Query: open", 1)]
    );
    assert_eq!(of(3), [("Ann", 1), ("No assignee", 3)]);
}

#[test]
fn rows_are_sorted_by_meaning_and_what_is_empty_comes_last_either_way() {
    let fixture = fixture(ARTICLE);
    let register = register(&fixture, Page::Marks);
    let by = |name: &str, way| {
        let order = sorted(&register, ground(&fixture), column(Page::Marks, name).expect("it is there"), way);
        words(&fixture, &register, &order, "number").concat()
    };
    assert_eq!(by("status", Way::Rising), "214375689");
    assert_eq!(by("status", Way::Falling), "734125689");
    assert_eq!(by("category", Way::Rising), "213456789");
    assert_eq!(by("evidence", Way::Falling), "213456789");
}

#[test]
fn sources_say_where_they_are_used_and_people_what_they_are_named_in() {
    let fixture = fixture(ARTICLE);
    let sources = register(&fixture, Page::Sources);
    assert_eq!(words(&fixture, &sources, &[0], "places"), ["2"]);
    assert_eq!(words(&fixture, &sources, &[0], "uses"), ["1"]);
    let people = register(&fixture, Page::People);
    assert_eq!(words(&fixture, &people, &all(&people), "name"), ["Clerk", "Mayor"]);
    assert_eq!(words(&fixture, &people, &all(&people), "quotation.speaker"), ["3", ""]);
    assert_eq!(words(&fixture, &people, &all(&people), "allegation.accused"), ["", "4"]);
}

#[test]
fn a_cursor_whose_row_goes_stands_on_the_row_in_its_place() {
    let fixture = fixture("[claim: a] [claim: b] [claim: c]");
    let register = register(&fixture, Page::Marks);
    let shown = Shown::new(&register, vec![0, 1, 2]);
    let mut selection = Selection::default();
    selection.step(&register, &shown, 1, Hold::Nothing);
    selection.step(&register, &shown, 1, Hold::Nothing);
    assert_eq!(selection.cursor, Some(register.rows[1].subject));
    let shown = Shown::new(&register, vec![0, 2]);
    selection.keep(&register, &shown);
    assert_eq!(selection.cursor, Some(register.rows[2].subject));
    assert_eq!(selection.in_order(&register, &shown), [register.rows[2].subject]);
}

#[test]
fn shift_selects_from_where_the_range_began_and_control_adds() {
    let fixture = fixture("[claim: a] [claim: b] [claim: c] [claim: d]");
    let register = register(&fixture, Page::Marks);
    let shown = Shown::new(&register, vec![3, 2, 1, 0]);
    let mut selection = Selection::default();
    selection.take(&register, &shown, 1, Hold::Nothing);
    selection.take(&register, &shown, 3, Hold::Range);
    assert_eq!(selection.len(), 3);
    selection.take(&register, &shown, 0, Hold::Range);
    assert_eq!(selection.len(), 2);
    selection.take(&register, &shown, 3, Hold::Each);
    selection.take(&register, &shown, 1, Hold::Each);
    let left: Vec<Id> = [3, 0].map(|at| register.rows[at].subject).to_vec();
    assert_eq!(selection.in_order(&register, &shown), left);
}

/// Markup of many marks, whose kinds, statuses and categories follow from the dice.
fn markup(dice: &[(u8, u8, u8)]) -> String {
    let more = ["", " assignee=Ann note=\"From the desk\"", " evidence=p.4 speaker=\"Jo Roe\""];
    let kinds = ["claim", "quote", "allegation", "response", "opinion", "query", "legal", "nocheck"];
    let statuses = ["", " confirmed", " disputed", " needs-fix"];
    let mut text = String::new();
    for (at, (kind, status, words)) in dice.iter().enumerate() {
        let kind = kinds[usize::from(*kind) % kinds.len()];
        let takes = matches!(kind, "claim" | "quote" | "allegation");
        let status = if takes { statuses[usize::from(*status) % statuses.len()] } else { "" };
        let more = match kind {
            "claim" => more[usize::from(*words) % 2],
            "quote" => more[usize::from(*words) % 3],
            _ => "",
        };
        let _ = write!(text, "[{kind}{status}{more}: w{} n{at}] ", words % 4);
    }
    text
}

fn dice() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), 1..24)
}

fn some_filter(bits: u8) -> Filter {
    let mut filter = Filter::default();
    if bits & 1 > 0 {
        filter.toggle("kind", "claim");
    }
    if bits & 2 > 0 {
        filter.toggle("status", "confirmed");
        filter.toggle("status", "unchecked");
    }
    if bits & 4 > 0 {
        filter.words = format!("w{}", bits % 4);
    }
    if bits & 8 > 0 {
        filter.openness = Openness::OpenOnly;
    }
    if bits & 16 > 0 {
        filter.quiet = Quiet::Listed;
    }
    filter
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn every_record_and_every_bare_mark_has_exactly_one_row(dice in dice()) {
        let fixture = fixture(&markup(&dice));
        let register = register(&fixture, Page::Marks);
        let project = fixture.session.project();
        let mut expected: Vec<Id> = project.annotations().iter()
            .map(|(id, annotation)| annotation.record.unwrap_or(*id)).collect();
        expected.sort_unstable();
        expected.dedup();
        let mut rows: Vec<Id> = register.rows.iter().map(|row| row.subject).collect();
        rows.sort_unstable();
        prop_assert_eq!(rows, expected);
        for facet in &register.facets {
            let counted: usize = facet.values.iter().map(|value| value.count).sum();
            prop_assert!(counted <= register.rows.len());
        }
    }

    #[test]
    fn what_a_cell_shows_is_found_by_its_words(dice in dice()) {
        let fixture = fixture(&markup(&dice));
        for page in Page::ALL {
            let register = register(&fixture, page);
            for row in &register.rows {
                for column in columns(page) {
                    let shown = cell::words(ground(&fixture), row, column, &mut Names::default());
                    let shown = fold::folded(&shown);
                    prop_assert!(row.folded.contains(&shown), "{} lacks {shown} of {}", row.folded, column.name);
                }
            }
        }
    }

    #[test]
    fn sorting_moves_rows_and_loses_none(dice in dice(), at in any::<prop::sample::Index>()) {
        let fixture = fixture(&markup(&dice));
        let register = register(&fixture, Page::Marks);
        let column = &columns(Page::Marks)[at.index(columns(Page::Marks).len())];
        for way in [Way::Rising, Way::Falling] {
            let order = sorted(&register, ground(&fixture), column, way);
            let mut rows = order.clone();
            rows.sort_unstable();
            prop_assert_eq!(rows, all(&register));
            prop_assert_eq!(&order, &sorted(&register, ground(&fixture), column, way));
        }
    }

    #[test]
    fn filtering_keeps_the_order_asks_once_and_only_narrows(dice in dice(), one in 0_u8..32, two in 0_u8..32) {
        let fixture = fixture(&markup(&dice));
        let register = register(&fixture, Page::Marks);
        let (first, second) = (some_filter(one), some_filter(two));
        let kept = first.shown(&register, &all(&register));
        prop_assert!(kept.is_sorted());
        prop_assert_eq!(&first.shown(&register, &kept), &kept);
        let there = second.shown(&register, &kept);
        let back = first.shown(&register, &second.shown(&register, &all(&register)));
        prop_assert_eq!(there, back);
    }

    #[test]
    fn whatever_is_done_the_selection_holds_only_what_is_shown(
        dice in dice(), steps in proptest::collection::vec((0_u8..6, 0_usize..30), 0..20), bits in 0_u8..32,
    ) {
        let fixture = fixture(&markup(&dice));
        let register = register(&fixture, Page::Marks);
        let mut shown = Shown::new(&register, all(&register));
        let mut selection = Selection::default();
        for (what, at) in steps {
            match what {
                0 => selection.take(&register, &shown, at, Hold::Nothing),
                1 => selection.take(&register, &shown, at, Hold::Each),
                2 => selection.take(&register, &shown, at, Hold::Range),
                3 => selection.step(&register, &shown, at.cast_signed() - 15, Hold::Range),
                4 => selection.take_all(&register, &shown),
                _ => {
                    let rows = some_filter(bits).shown(&register, &all(&register));
                    shown = Shown::new(&register, rows);
                    selection.keep(&register, &shown);
                }
            }
            prop_assert!(selection.iter().all(|id| shown.place(&register, id).is_some()));
            prop_assert!(selection.cursor.is_none_or(|id| shown.place(&register, id).is_some()));
            let listed: Vec<_> =
                selection.in_order(&register, &shown).iter().map(|id| shown.place(&register, *id)).collect();
            prop_assert!(listed.is_sorted() && listed.len() == selection.len());
        }
    }
}

#[test]
fn what_is_shown_at_first_stands_in_the_columns_of_its_page() {
    for name in at_first(Page::Marks) {
        assert!(column(Page::Marks, name).is_some(), "{name}");
    }
}
