//! What BibTeX files say, what they do wrong, and that nothing of them is lost.

use super::*;
use crate::cite::Datum;

fn read(text: &str) -> Library {
    Bibtex.read(text)
}

#[track_caller]
fn only(text: &str) -> Entry {
    let library = read(text);
    assert_eq!(library.problems, [], "{text}");
    assert_eq!(library.entries.len(), 1, "{text}");
    library.entries[0].clone()
}

#[track_caller]
fn comes_back(library: &Library) {
    let out = Bibtex.write(&library.entries);
    let again = read(&out);
    assert_eq!(again.problems, [], "{out}");
    assert_eq!(again.entries, library.entries, "{out}");
}

#[test]
fn an_article_is_read_with_names_pages_and_date() {
    let entry = only(
        r#"@Article{doe+roe, author = "Jane {Doe} and Roe, Jr, John", title = {{The {\"u}ber title}}, journal = J # " of " # {X},
        year = 2008, month = mar, pages = {1--2}, number = 4, doi = {10.1/a_b}}"#
            .replace("J #", "{J} #")
            .as_str(),
    );
    assert_eq!(entry.kind, "article-journal");
    assert_eq!(entry.text("title"), "The über title");
    assert_eq!(entry.text("container-title"), "J of X");
    assert_eq!((entry.text("page"), entry.text("issue"), entry.text("DOI")), ("1–2", "4", "10.1/a_b"));
    assert_eq!(entry.date("issued").map(crate::cite::date::Date::to_words), Some("2008-03".to_owned()));
    assert_eq!(entry.names("author").len(), 2);
}

#[test]
fn strings_preambles_and_comments_are_no_entries() {
    let library = read(
        "@String {m = {Jane Doe}}\n@\n %a\npreamble\n %a\n{ \"by \" # m }\n@comment{jabref: {x}}\n@comment no\n\
         @Book(b, Author = m # And # \"Ann Poe\", mail = {a@b.c {x}})\n% @book{c,}\nwrite to a@book{x}\n",
    );
    assert_eq!(library.problems, []);
    let [entry] = library.entries.as_slice() else { panic!("{library:?}") };
    assert_eq!(entry.text("id"), "b");
    comes_back(&library);
}

#[test]
fn one_bad_entry_is_reported_with_its_line_and_the_rest_goes_in() {
    let library = read(
        "@book{a, title={A}}\n\n@book{b, title={B\n}\n@book{c,\n title={C}}\n@book{d, title}\n@book{e, title=\"E}\n\n@book{f, title={F}}",
    );
    let ids: Vec<&str> = library.entries.iter().map(|entry| entry.text("id")).collect();
    assert_eq!(ids, ["a", "c", "f"]);
    assert_eq!(library.left_out, 3);
    let words: Vec<String> = library.problems.iter().map(crate::cite::Problem::words).collect();
    assert_eq!(words[1], "Line 7: “d” has a field “title” without “=”, and was left out.");
    assert!(words[0].starts_with("Line 3: “b” has"), "{words:?}");
}

#[test]
fn what_an_entry_leans_on_is_taken_over_and_the_link_stays() {
    let library = read(
        "@inproceedings{a, author={A B}, title={T}, crossref={p}}\n@proceedings{p, title={P}, editor={E F}, year=2006, month=oct}",
    );
    let entry = &library.entries[0];
    assert_eq!((entry.text("title"), entry.text("container-title")), ("T", "P"));
    assert_eq!(entry.names("editor").len(), 1);
    assert_eq!(entry.text("bibtex:crossref"), "p");
    comes_back(&library);
    let loops = read("@book{a, crossref={b}}\n@book{b, crossref={a}, title={T}}\n@book{c, crossref={none}}");
    assert_eq!((loops.entries.len(), loops.problems.len()), (3, 1));
}

#[test]
fn whatever_csl_has_no_variable_for_comes_out_again_as_it_was() {
    let library = read(
        r"@techreport{k:1, file = {:C\:\\x\_y.pdf:PDF}, title={The {DNA} \foo{x}}, subtitle={S}, date={1988-05-08T14:59/..},
         author={family=Doe, given=Jane, id=7}, month={WRONG}, eprint={hep/1}, eprinttype={arxiv}, institution={I}, publisher={P},
         title-an={=one}, note={a}, note={b}}",
    );
    comes_back(&library);
    let out = Bibtex.write(&library.entries);
    for part in [
        r"file = {:C\:\\x\_y.pdf:PDF}",
        r"{The {DNA} \foo{x}}",
        "1988-05-08T14:59/..",
        "subtitle",
        "{P}",
        "note = {b}",
    ] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
}

#[test]
fn a_field_that_was_changed_goes_out_as_it_was_changed() {
    let mut library =
        read("@article{k, title={The {DNA}}, year=2001, month=may, journaltitle={J}, file={f}}");
    let entry = &mut library.entries[0];
    entry.fields.retain(|(name, _)| name != "title");
    entry.add("title", Datum::Text("RNA & more".into()));
    let out = Bibtex.write(&library.entries);
    assert!(out.contains(r"title = {RNA \& more}"), "{out}");
    assert!(!out.contains("DNA") && out.contains("file = {f}") && out.contains("month = may"), "{out}");
}

#[test]
fn one_key_names_one_entry_in_what_is_written() {
    let mut library = read("@book{a, title={A}}\n@book{a, title={B}}\n@book{, title={C}}");
    assert_eq!(library.entries.len(), 3);
    library.entries.push(Entry {
        kind: "book".into(),
        fields: vec![("id".into(), Datum::Text("http://x, {y} é".into()))],
    });
    let again = read(&Bibtex.write(&library.entries));
    assert_eq!(again.problems, []);
    assert_eq!(again.entries.len(), 4);
}

#[test]
fn files_that_are_made_to_harm_are_read_within_bounds() {
    let mut strings = String::from("@string{a = \"xxxxxxxxxxxxxxxx\"}\n");
    for _ in 0..60 {
        strings.push_str("@string{a = a # a # a # a}\n@book{k, title = a}\n");
    }
    assert!(!read(&strings).problems.is_empty());
    assert!(!read(&"@book{".repeat(20_000)).problems.is_empty());
    assert!(!read(&"@book{a, b={\n".repeat(5_000)).problems.is_empty());
    assert!(!read(&format!("@book{{a, b={}", "{".repeat(1_000_000))).problems.is_empty());
    assert!(!read(&format!("@book{{a, {}}}", "b={c},".repeat(3_000))).problems.is_empty());
    assert_eq!(read("@string{a = a}\n@book{k, title = a}").entries.len(), 1);
}
