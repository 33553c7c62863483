//! What web pages become.

use crate::import::tests::outline;
use expect_test::{Expect, expect};

fn check(html: &str, expected: &Expect) {
    expected.assert_eq(&outline(&crate::import::read(html.as_bytes(), "a.html").unwrap()));
}

/// A paragraph long enough for the extractor to take it for running text.
const LONG: &str = "The governor, who has denied it, said on Friday that he would stay in office, whatever the senators of his party, the leaders of the assembly, or the newspapers might say.";

#[test]
fn a_page_gives_its_article_and_its_particulars() {
    check(
        &format!(
            "<!doctype html><html lang=en-US><head><title>Calls grow | The Planet</title><meta property='og:site_name' content='The Planet'>
            <link rel=canonical href='https://www.planet.example/calls'>
            <script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"Calls grow\",\"datePublished\":\"2021-03-12T15:40:00Z\",\"author\":[{{\"@type\":\"Person\",\"name\":\"Jane Doe\"}}],\"publisher\":{{\"name\":\"The Daily Planet\"}}}}</script></head>
            <body><nav><a href=/>Home</a></nav><article><h1>Calls grow</h1><p class=byline>By Jane Doe</p><p>ALBANY (AP) — {LONG}</p>
            <figure><img src=x.png><figcaption>The governor.</figcaption></figure><h2>Next</h2><p>{LONG}&nbsp;Yes.<br>A line.</p>
            <blockquote><p>{LONG}</p></blockquote><ul><li>One thing</li><li>Another <b>thing</b></li></ul>
            <table><tr><th>Year</th><th>Votes</th></tr><tr><td>2018</td><td></td></tr></table>
            <p style='display: none'>Hidden words.</p><p>Share this article</p><p>{LONG}</p></article><footer>Imprint</footer></body></html>"
        ),
        &expect![[r#"
            title: Calls grow
            byline: Jane Doe
            dateline: ALBANY (AP)
            published: 2021-03-12T15:40:00Z
            publication: The Daily Planet
            site: planet.example
            language: en-US
            [headline] "Calls grow"
            [paragraph] "ALBANY (AP) — The governor, who has denied it, said on Friday that he would stay in office, whatever the senators of his party, the leaders of the assembly, or the newspapers might say."
            [caption] "The governor."
            [paragraph] "The governor, who has denied it, said on Friday that he would stay in office, whatever the senators of his party, the leaders of the assembly, or the newspapers might say.\u{a0}Yes.\nA line."
            [quotation] "The governor, who has denied it, said on Friday that he would stay in office, whatever the senators of his party, the leaders of the assembly, or the newspapers might say."
            [list-item] "One thing"
            [list-item] "Another thing"
            [table-row] "Year\tVotes"
            [table-row] "2018\t"
            [paragraph] "The governor, who has denied it, said on Friday that he would stay in office, whatever the senators of his party, the leaders of the assembly, or the newspapers might say."
        "#]],
    );
}

#[test]
fn a_page_without_an_article_gives_all_it_shows_or_a_sentence() {
    check(
        "<p>Short.</p>",
        &expect![[r#"
        [paragraph] "Short."
    "#]],
    );
    let sentence =
        crate::import::read(b"<html><script>words()</script><img src=x>", "a.html").unwrap_err().to_string();
    assert_eq!(sentence, "“a.html” holds no text; choose the file that holds the article");
}

#[test]
fn deep_nesting_is_read_without_harm() {
    for tag in ["div", "b", "span", "table", "blockquote", "a href=x", "font color=red"] {
        let html = format!("{}<p>{LONG}</p>", format!("<{tag}>").repeat(30_000));
        let article = crate::import::read(html.as_bytes(), "a.html").unwrap();
        assert!(article.text.contains(LONG), "{tag}");
    }
}
