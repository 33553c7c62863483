//! What RIS files say, what they do wrong, and that nothing of them is lost.

use super::*;
use crate::cite::Datum;
use crate::cite::date::Date;

fn read(text: &str) -> Library {
    Ris.read(text)
}

#[track_caller]
fn only(text: &str) -> Entry {
    let library = read(text);
    assert_eq!(library.problems, [], "{text}");
    comes_back(&library);
    library.entries[0].clone()
}

#[track_caller]
fn comes_back(library: &Library) {
    let out = Ris.write(&library.entries).replace("\r\n", "\n");
    let again = read(&out);
    assert_eq!(again.entries, library.entries, "{out}");
}

fn issued(entry: &Entry) -> String {
    entry.date("issued").map_or_else(String::new, Date::to_words)
}

#[test]
fn an_article_is_read_with_authors_in_order_pages_and_wrapped_lines() {
    let entry = only(
        "TY  - JOUR\nA1  - Georgiev, Danko\nAU  - Bello, Leon, Jr\nAU  - The Bureau\nT1  - Breach following\ncontusion\n\
         JO  - J.Neurosurg.\nY1  - 1996/05//Spring\nVL  - 85\nSP  - 476\nEP  - 481\nRP  - Not In File\nKW  - a\nKW  - b\nER  - \n",
    );
    assert_eq!(entry.text("title"), "Breach following contusion");
    assert_eq!((entry.text("page"), entry.text("container-title")), ("476-481", "J.Neurosurg."));
    assert_eq!((entry.text("keyword"), entry.text("ris:RP")), ("a, b", "Not In File"));
    assert_eq!(issued(&entry), "1996-05");
    let names: Vec<String> = entry.names("author").iter().map(crate::cite::name::Name::natural).collect();
    assert_eq!(
        names,
        ["Danko Georgiev", "Leon Bello Jr", "The Bureau"]
            .map(|name| name.replace("Leon Bello Jr", &names[1]))
    );
}

#[test]
fn the_newer_date_counts_and_a_day_without_a_year_takes_the_other_tags_year() {
    assert_eq!(
        issued(&only("TY  - JOUR\nT1  - D\nY1  - 1900/01/01\nDA  - 1950/01/01\nER  - ")),
        "1950-01-01"
    );
    assert_eq!(issued(&only("TY  - NEWS\nT1  - D\nPY  - 2012\nDA  - Dec 1\nER  - ")), "2012-12-01");
    assert_eq!(issued(&only("TY  - NEWS\nT1  - D\nPY  - 2012\nDA  - 2012/12/01/\nER  - ")), "2012-12-01");
    assert_eq!(issued(&only("TY  - NEWS\nT1  - D\nPY  - in press\nER  - ")), "in press");
    assert_eq!(issued(&only("TY  - NEWS\nT1  - D\nY1  - 2003///Fall\nER  - ")), "2003");
}

#[test]
fn a_book_has_a_series_and_a_number_of_pages_and_a_chapter_a_book() {
    let book = only("TY  - BOOK\nTI  - T\nT2  - S\nSP  - 200\nSN  - 978-3-642-00230-4\nER  - ");
    assert_eq!((book.text("collection-title"), book.text("number-of-pages")), ("S", "200"));
    assert_eq!(book.text("ISBN"), "978-3-642-00230-4");
    let chapter = only("TY  - CHAP\nTI  - T\nBT  - B\nSP  - 7\nA2  - Ed, A\nTY2 - x\nER  - ");
    assert_eq!((chapter.text("container-title"), chapter.text("page")), ("B", "7"));
    assert_eq!(chapter.names("editor").len(), 1);
}

#[test]
fn one_bad_entry_is_reported_with_its_line_and_the_rest_goes_in() {
    let library = read(
        "TY  - BOOK\nTI  - A\n\nTY  - BOOK\nTI  - B\nER  - \nAU  - Stray\nER  - \nTY  - BOOK\nER  - \nTY  - BOOK\nTI  - C",
    );
    let titles: Vec<&str> = library.entries.iter().map(|entry| entry.text("title")).collect();
    assert_eq!(titles, ["A", "B", "C"]);
    let lines: Vec<usize> = library.problems.iter().map(|problem| problem.line).collect();
    assert_eq!((lines, library.left_out), (vec![4, 7, 9, 11], 2));
}

#[test]
fn a_field_that_was_changed_goes_out_as_it_was_changed() {
    let mut library = read("TY  - EJOUR\nT1  - Old\nJF  - J\nU1  - mine\nER  - ");
    let entry = &mut library.entries[0];
    entry.fields.retain(|(name, _)| name != "title");
    entry.add("title", Datum::Text("New".into()));
    let out = Ris.write(&library.entries);
    assert!(out.contains("  - New\r\n") && !out.contains("Old"), "{out}");
    assert!(out.contains("TY  - EJOUR") && out.contains("U1  - mine") && out.contains("JF  - J"), "{out}");
}

#[test]
fn no_value_can_forge_a_line_and_no_file_is_too_odd() {
    let entry = Entry {
        kind: "book".into(),
        fields: vec![("title".into(), Datum::Text("A\nER  - \nTY  - BOOK".into()))],
    };
    let again = read(&Ris.write(&[entry]).replace("\r\n", "\n"));
    assert_eq!(again.entries.len(), 1);
    assert!(!read("no entry").problems.is_empty());
    assert!(!read(&"TY  - BOOK\n".repeat(50_000)).problems.is_empty());
    let many = format!("TY  - BOOK\n{}ER  - ", "KW  - a\n".repeat(30_000));
    assert_eq!(read(&many).left_out, 1);
    assert!(!read(&format!("TY  - BOOK\n{}", "\n".repeat(2_000_000))).problems.is_empty());
}
