//! The table of claims: what a spreadsheet reads back, and that it never runs a cell.

use redpencil::export::csv::{cell, rows, starts_formula};

use super::*;

fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("it says that it is UTF-8");
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], head: &str) -> Vec<String> {
    let at = rows[0].iter().position(|name| name == head).unwrap_or_else(|| panic!("no column {head}"));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

#[test]
fn each_claim_quotation_and_allegation_has_a_row_in_the_order_of_the_text() {
    let session = full();
    let rows = read_back(written("csv", &hand_out(&session, Vec::new())).as_bytes());
    let project = session.project();
    let count = project.claims().len() + project.quotations().len() + project.allegations().len();
    assert_eq!(rows.len(), count + 1);
    assert_eq!(column(&rows, "Type")[..2], ["Claim", "Claim"]);
    let firsts: Vec<usize> = column(&rows, "Marks")
        .iter()
        .map(|marks| marks.split(',').next().unwrap().parse().unwrap())
        .collect();
    assert!(firsts.is_sorted(), "{firsts:?}");
    assert!(column(&rows, "Statement").contains(&"Bribery.".to_owned()));
    assert!(column(&rows, "Evidence").contains(&"Supports: Court file, page 3, “she received”".to_owned()));
    assert!(column(&rows, "Status set by").contains(&"Ada Checker".to_owned()));
}

#[test]
fn every_field_of_the_tables_has_its_column() {
    let handout = hand_out(&full(), Vec::new());
    let heads = rows(&handout, &Watch::default()).unwrap().remove(0);
    for table in [Table::Claim, Table::Quotation, Table::Allegation] {
        for field in table.fields() {
            let is_named_otherwise = table.words_field() == Some(field.name);
            assert!(is_named_otherwise || heads.contains(&field.label.to_owned()), "{}", field.name);
        }
    }
}

#[test]
fn the_public_has_no_column_for_what_it_may_not_see() {
    let handout = hand_out_to(Audience::Public, &full(), Vec::new());
    let heads = rows(&handout, &Watch::default()).unwrap().remove(0);
    for hidden in ["Note", "Assignee", "Created", "Status set by", "Suggested replacement", "Materiality"] {
        assert!(!heads.contains(&hidden.to_owned()), "{hidden}");
    }
}

#[test]
fn rows_end_as_the_standard_says() {
    let out = written("csv", &hand_out(&full(), Vec::new()));
    assert!(out.ends_with("\r\n"));
    assert_eq!(out.matches('\n').count() - out.matches("\r\n").count(), 0, "no cell of these has a line end");
}

proptest! {
    #[test]
    fn the_very_cells_come_back_and_none_is_a_formula(
        statement in "[ \\t\\r\\n]{0,2}[=+@'\",;a-z0-9é－-]{0,12}[\\r\\n]{0,2}[ \"',=a-z]{0,6}",
        note in "\\PC{0,20}",
    ) {
        let mut session = session("Head\n\nThe mayor resigned.", 9);
        let details = vec![("statement", words(&statement)), ("note", words(&note))];
        mark(&mut session, "claim", &["mayor resigned"], details);
        let handout = hand_out(&session, Vec::new());
        let wanted = rows(&handout, &Watch::default()).unwrap();
        let back = read_back(written("csv", &handout).as_bytes());
        prop_assert_eq!(&back, &wanted);
        for cell in back.iter().flatten() {
            prop_assert!(!starts_formula(cell), "{:?}", cell);
            // What a spreadsheet looks at, said without the code under test.
            let first = cell.trim_start().chars().next();
            prop_assert!(!first.is_some_and(|first| "=+-@".contains(first)), "{:?}", cell);
            prop_assert!(!cell.starts_with(['\t', '\r']), "{:?}", cell);
        }
        let shown = session.project().claims().values().next().unwrap().statement.clone();
        let even = shown.replace("\r\n", "\n").replace('\r', "\n");
        let even = if even.trim().is_empty() { String::new() } else { even };
        let statement = &column(&back, "Statement")[0];
        prop_assert!(*statement == even || *statement == format!("'{even}"), "{:?} of {:?}", statement, even);
    }

    #[test]
    fn a_cell_made_safe_twice_is_as_safe_as_once(text in "\\PC{0,12}") {
        prop_assert!(!starts_formula(&cell(&text)));
        prop_assert_eq!(cell(&cell(&text)), cell(&text));
    }
}
