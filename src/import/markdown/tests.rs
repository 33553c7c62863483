//! What Markdown becomes.

use crate::import::tests::outline;
use expect_test::{Expect, expect};

fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&outline(&crate::import::read(text.as_bytes(), "a.md").unwrap()));
}

#[test]
fn the_text_is_what_the_reader_sees() {
    check(
        "---\ntitle: Other\nauthor: Jane Doe\ndate: 2021-03-12\npublication: The Planet\nlang: en\n---\n# The *headline*\n\nALBANY (AP) — A **bold** [link](x) and `code`[^1],  \nbroken\nsoftly.\n\n## Next\n\n- one\n- two\n  - inner\n\n    loose\n\n> A quotation\n> goes on.\n\n| a | b |\n|---|---|\n| 1 |   |\n\n![alt words](x.png \"The caption\")\n\n    code\n\n    more\n\n[^1]: A note.\n",
        &expect![[r#"
            title: The headline
            byline: Jane Doe
            dateline: ALBANY (AP)
            published: 2021-03-12
            publication: The Planet
            language: en
            [headline] "The headline"
            [paragraph] "ALBANY (AP) — A bold link and code[1],\nbroken softly."
            [subhead] "Next"
            [list-item] "one"
            [list-item] "two"
            [list-item] "inner"
            [list-item] "loose"
            [quotation] "A quotation goes on."
            [table-row] "a\tb"
            [table-row] "1\t"
            [caption] "The caption"
            [paragraph] "code\n\nmore"
            [note] "[1] A note."
        "#]],
    );
}

#[test]
fn words_in_html_are_missed_aloud() {
    check(
        "Before.\n\n<div><!-- no -->lost words</div>\n\n<img src=x>\n\nA <b>bold</b> word<br>after.\n",
        &expect![[r#"
        warning: HTML inside the Markdown was left out, from “lost words” on.
        [paragraph] "Before."
        [paragraph] "A bold word\nafter."
    "#]],
    );
}

#[test]
fn a_title_above_the_text_becomes_the_headline() {
    check(
        "---\ntitle: 'It''s over'\nsubtitle: He left\n---\nBy Jane Doe\n\nHe left on Friday.\n",
        &expect![[r#"
        title: It's over
        byline: Jane Doe
        [headline] "It's over"
        [deck] "He left"
        [note] "By Jane Doe"
        [paragraph] "He left on Friday."
    "#]],
    );
}
