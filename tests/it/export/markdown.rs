//! The report in Markdown: the very words come back from a parser, and no markup but ours.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::*;

fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// What a parser makes of a file: its blocks' words, and everything in it that is more than words.
#[derive(Debug, Default)]
struct Read {
    blocks: Vec<String>,
    links: Vec<String>,
    alien: Vec<String>,
}

fn read(markdown: &str) -> Read {
    let mut read = Read::default();
    let mut words = String::new();
    for event in Parser::new_ext(markdown, dialect()) {
        match event {
            Event::Text(text) => words += &text,
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, .. }) => {
                read.links.push(dest_url.to_string());
            }
            Event::Start(
                Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(None) | Tag::List(None) | Tag::Item,
            )
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item)
            | Event::Rule => read.blocks.push(std::mem::take(&mut words)),
            Event::Start(Tag::Strong | Tag::Emphasis) | Event::End(_) => {}
            other => read.alien.push(format!("{other:?}")),
        }
    }
    read.blocks.push(words);
    read.blocks.retain(|block| !block.trim().is_empty());
    read
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_report_begins_with_what_the_author_needs() {
    let report = written("markdown", &hand_out(&full(), Vec::new()));
    let places = [
        "# Untitled article",
        "## Changes of wording (1)",
        "is said to have taken",
        "## Open questions",
        "When did she say it?",
        "## The article, annotated",
        "### Mayor",
        "## Sources (1)",
        "## People and organisations",
        "## Findings",
        "## Totals and coverage",
        "Made by redpencil on 22 November 2026.",
    ]
    .map(|words| report.find(words).unwrap_or_else(|| panic!("{words} is missing in {report}")));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_report_reads_well_as_plain_text() {
    let mut session = session("Mayor resigns\n\nShe took bribes in May.", 2);
    let details = vec![("statement", words("She took bribes.")), ("category", words("event"))];
    let claim = mark(&mut session, "claim", &["took bribes"], details).1.unwrap();
    let source = vec![("title", words("Court file")), ("url", words("https://example.org/file"))];
    let details = vec![
        ("locator", words("page 3")),
        ("excerpt", words("she received\n$5,000")),
        ("stance", words("supports")),
    ];
    session.dispatch(Action::Attach { record: claim, source: Attachment::New(source), details }).unwrap();
    let report = written("markdown", &hand_out_to(Audience::Public, &session, Vec::new()));
    expect_test::expect![[r"
        # Untitled article

        - *Marks in the text:* 1
        - *Statements confirmed:* 0 of 1

        ## The article, annotated

        ### Mayor resigns

        She took bribes[1] in May.

        * **[1] Claim** · Event · Unchecked
          - “took bribes”
          - *Statement:* She took bribes.
          - *Evidence:* Supports, S1 Court file, page 3
            > she received\
            > $5,000


        ## Sources (1)

        - **S1** Court file
          - <https://example.org/file>
          - Used at mark 1.

        ## Totals

        - Claims, quotations and allegations: 1
          - Unchecked: 1
        - Marks in the text: 1
          - Claims: 1
        - SHA-256 of the text: 4f10b5002132f73dc1040ad89be9346881ca3c25b35a6a594fdb5ff534f1cc1f

        ---

        Made by redpencil on 22 November 2026. For the public.
    "]]
    .assert_eq(&report);
}

#[test]
fn every_mark_has_its_number_behind_its_words_and_one_entry() {
    let handout = hand_out(&full(), Vec::new());
    let report = written("markdown", &handout);
    for number in 1..=handout.marks.len() {
        assert_eq!(report.matches(&format!("* **[{number}] ")).count(), 1, "entry {number}");
        assert_eq!(report.matches(&format!("[{number}]")).count(), 2, "number {number}");
    }
}

const SIGNS: &str = "[-#>=+*_`~\\[\\]()<>!&;:.|\\\\/\"'$^{}@%0-9a-cé ]{0,14}";

proptest! {
    #[test]
    fn the_very_words_come_back_and_no_markup_that_is_not_ours(
        lines in proptest::collection::vec(SIGNS, 1..4),
        statement in SIGNS,
        breaks in "[ \\t\\r\\n]{1,3}",
        excerpt in SIGNS,
        title in SIGNS,
        url in "(https?|javascript|mailto)://[a-z./<>&;\\[\\]_*#=-]{0,12}",
    ) {
        let text = format!("Head\n\nx {}", lines.join(&breaks));
        let paragraph = text[6..].trim_end().to_owned();
        let mut session = session("Head\n\nx", 3);
        let article = import::Article {
            text: text.trim_end().into(),
            blocks: vec![
                Block { kind: BlockKind::Headline, range: Range::new(0, 4) },
                Block { kind: BlockKind::Paragraph, range: Range::new(6, text.trim_end().len()) },
            ],
            ..import::Article::default()
        };
        let now = Moment::parse("2026-11-22T10:00:00Z").unwrap();
        let context = Box::new(context::Fixed::new(now, "Ada", 3));
        let journal = Box::new(journal::Memory::default());
        session = Session::new(Project::default(), session.vocabulary().clone(), journal, context);
        session.dispatch(Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None }).unwrap();
        let statement = format!("{statement}{breaks}{statement}");
        let claim = mark(&mut session, "claim", &["x"], vec![("statement", words(&statement)), ("note", words(&statement))]);
        let source = vec![("title", words(&title)), ("url", words(&url)), ("author", words(&title))];
        let details = vec![("excerpt", words(&excerpt)), ("locator", words(&title))];
        session.dispatch(Action::Attach { record: claim.1.unwrap(), source: Attachment::New(source), details }).unwrap();
        let handout = hand_out(&session, Vec::new());
        let report = written("markdown", &handout);
        let read = read(&report);
        prop_assert!(read.alien.is_empty(), "{:?} in {}", read.alien, report);
        for link in &read.links {
            prop_assert!(link.starts_with("http://") || link.starts_with("https://"), "{link}");
            prop_assert_eq!(link.trim(), url.trim());
        }
        let blocks: Vec<String> = read.blocks.iter().map(|block| bare(block)).collect();
        let article = bare(&paragraph).replacen('x', "x[1]", 1);
        prop_assert!(blocks.contains(&article), "{article:?} is not in {blocks:?} of {report}");
        let said = |label: &str, words: &str| bare(&format!("{label}: {words}"));
        if !bare(&statement).is_empty() {
            prop_assert!(blocks.contains(&said("Statement", &statement)), "{blocks:?} of {report}");
            prop_assert!(blocks.contains(&said("Note", &statement)), "{blocks:?} of {report}");
        }
        if !bare(&excerpt).is_empty() {
            prop_assert!(blocks.contains(&bare(&excerpt)), "{blocks:?} of {report}");
        }
    }
}
