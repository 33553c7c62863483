//! What the lines of plain texts become.

use crate::import::tests::outline;
use expect_test::{Expect, expect};

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&outline(&crate::import::read(text.as_bytes(), "a.txt").unwrap()));
}

#[test]
fn an_article_with_its_head_falls_into_its_parts() {
    check(
        "Cuomo faces calls to resign\n\nSenators join the governor’s critics\n\nBy JANE DOE and JOHN ROE, Associated Press\nMarch 12, 2021\n\nALBANY, N.Y. (AP) — The governor said no. He would stay.\n\nWHAT COMES NEXT\n\n- An inquiry\n- A vote\n\n> Nobody is above the law, the report said.\n\nGov. Cuomo speaks. (AP Photo/Hans Pennink)\n\nEditor’s note: An earlier version misspelled a name.\n",
        &expect![[r#"
            title: Cuomo faces calls to resign
            byline: JANE DOE and JOHN ROE
            dateline: ALBANY, N.Y. (AP)
            published: 2021-03-12
            [headline] "Cuomo faces calls to resign"
            [deck] "Senators join the governor’s critics"
            [note] "By JANE DOE and JOHN ROE, Associated Press"
            [note] "March 12, 2021"
            [paragraph] "ALBANY, N.Y. (AP) — The governor said no. He would stay."
            [subhead] "WHAT COMES NEXT"
            [list-item] "- An inquiry"
            [list-item] "- A vote"
            [quotation] "> Nobody is above the law, the report said."
            [caption] "Gov. Cuomo speaks. (AP Photo/Hans Pennink)"
            [note] "Editor’s note: An earlier version misspelled a name."
        "#]],
    );
}

#[test]
fn an_ordinary_first_sentence_is_no_headline() {
    check(
        "This is an archived article and may be outdated.\n\nThe senators called on the governor to resign.\n\n“Gov. Cuomo should resign.”\n\nThe Associated Press contributed to this report.",
        &expect![[r#"
            [note] "This is an archived article and may be outdated."
            [paragraph] "The senators called on the governor to resign."
            [paragraph] "“Gov. Cuomo should resign.”"
            [note] "The Associated Press contributed to this report."
        "#]],
    );
}

#[test]
fn hard_wrapped_text_is_one_paragraph_over_several_lines() {
    check(
        "To Sherlock Holmes she is always the woman. I have seldom heard him\nmention her under any other name. In his eyes she eclipses and\npredominates the whole of her sex.\n\nIt was not that he felt any emotion akin to love for Irene Adler. All\nemotions, and that one particularly, were abhorrent to his cold mind.\n",
        &expect![[r#"
            [paragraph] "To Sherlock Holmes she is always the woman. I have seldom heard him\nmention her under any other name. In his eyes she eclipses and\npredominates the whole of her sex."
            [paragraph] "It was not that he felt any emotion akin to love for Irene Adler. All\nemotions, and that one particularly, were abhorrent to his cold mind."
        "#]],
    );
}

#[test]
fn long_lines_without_empty_lines_are_paragraphs() {
    let first = "The first paragraph goes on for a while, ".repeat(4);
    let second = "and so does the second one, until its end. ".repeat(4);
    check(
        &format!("A headline\n{first}.\n{second}\n"),
        &expect![[r#"
        title: A headline
        [headline] "A headline"
        [paragraph] "The first paragraph goes on for a while, The first paragraph goes on for a while, The first paragraph goes on for a while, The first paragraph goes on for a while, ."
        [paragraph] "and so does the second one, until its end. and so does the second one, until its end. and so does the second one, until its end. and so does the second one, until its end."
    "#]],
    );
}

#[test]
fn header_lines_name_the_particulars() {
    check(
        "Title: The Adventures of Sherlock Holmes\nAuthor: Arthur Conan Doyle\nDate: 2021-03-12\nPublication: The Strand\n\nTo Sherlock Holmes she is always the woman. He spoke of her often.\n",
        &expect![[r#"
            title: The Adventures of Sherlock Holmes
            byline: Arthur Conan Doyle
            published: 2021-03-12
            publication: The Strand
            [headline] "Title: The Adventures of Sherlock Holmes"
            [note] "Author: Arthur Conan Doyle"
            [note] "Date: 2021-03-12"
            [note] "Publication: The Strand"
            [paragraph] "To Sherlock Holmes she is always the woman. He spoke of her often."
        "#]],
    );
}

#[test]
fn a_file_without_words_is_refused() {
    let sentence = crate::import::read(b" \r\n \n", "a.txt").unwrap_err().to_string();
    assert_eq!(sentence, "“a.txt” holds no text; choose the file that holds the article");
}
