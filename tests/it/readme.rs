//! The README's tables say what the registries say. `REDPENCIL_UPDATE=1` writes them anew.
#![expect(clippy::disallowed_methods, reason = "tests read and write the README")]

use std::path::Path;

use redpencil::cli::readme;

/// Puts a table between its markers; nothing where the README has no such markers.
pub fn with_table(text: &str, name: &str, table: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name}:begin -->\n"), format!("<!-- {name}:end -->"));
    let start = text.find(&begin)? + begin.len();
    let stop = start + text[start..].find(&end)?;
    Some(format!("{}{table}{}", &text[..start], &text[stop..]))
}

#[test]
fn the_tables_of_the_readme_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mut made = text.clone();
    let mut tables = vec![("commands", readme::commands()), ("formats", readme::formats())];
    #[cfg(feature = "gui")]
    tables
        .push(("shortcuts", redpencil::gui::command::readme_table(&redpencil::store::vocabulary::shipped())));
    #[cfg(not(feature = "gui"))]
    tables.shrink_to_fit();
    for (name, table) in tables {
        made =
            with_table(&made, name, &table).unwrap_or_else(|| panic!("the README has no place for {name}"));
    }
    if std::env::var_os("REDPENCIL_UPDATE").is_some() {
        std::fs::write(&path, &made).unwrap();
        return;
    }
    assert!(made == text, "run the tests with REDPENCIL_UPDATE=1: the README’s tables are out of date");
}

#[test]
fn a_table_goes_between_its_markers_and_nowhere_else() {
    let text = "a\n<!-- commands:begin -->\nold\n<!-- commands:end -->\nz\n";
    let made = with_table(text, "commands", "new\n").unwrap();
    assert_eq!(made, "a\n<!-- commands:begin -->\nnew\n<!-- commands:end -->\nz\n");
    assert_eq!(with_table(&made, "formats", "new\n"), None);
}
