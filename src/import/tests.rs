//! What holds for every importer.

use super::*;
use proptest::prelude::*;
use std::fmt::Write;

/// Writes the particulars and the blocks of an article, a line each.
pub(super) fn outline(article: &Article) -> String {
    assert_sound(article);
    let mut outline = String::new();
    let fields = [
        ("title", &article.title),
        ("byline", &article.byline),
        ("dateline", &article.dateline),
        ("published", &article.published),
        ("publication", &article.publication),
        ("site", &article.site),
        ("language", &article.language),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            writeln!(outline, "{name}: {value}").unwrap();
        }
    }
    for warning in &article.warnings {
        writeln!(outline, "warning: {warning}").unwrap();
    }
    for block in &article.blocks {
        writeln!(outline, "[{}] {:?}", block.kind.name(), block.range.of(&article.text).unwrap()).unwrap();
    }
    outline
}

/// Fails unless the blocks keep the invariant of a draft.
pub(super) fn assert_sound(article: &Article) {
    let mut end = 0;
    for block in &article.blocks {
        assert!(block.range.start >= end && !block.range.is_empty(), "{block:?} overlaps or is empty");
        let words = block.range.of(&article.text).expect("a block lies on character boundaries");
        assert!(!words.trim().is_empty(), "{block:?} is blank");
        assert!(
            article.text[end..block.range.start].trim().is_empty(),
            "words between blocks before {block:?}"
        );
        end = block.range.end;
    }
    assert!(article.text[end..].trim().is_empty(), "words behind the last block");
    assert!(!article.text.contains('\r') && !article.text.starts_with('\u{feff}'));
    assert!(!article.blocks.is_empty());
}

#[test]
fn every_importer_has_its_own_name_label_and_extensions() {
    for (index, importer) in ALL.iter().enumerate() {
        assert!(!importer.label().is_empty() && !importer.extensions().is_empty());
        assert!(importer.id().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", importer.id());
        for other in &ALL[index + 1..] {
            assert_ne!(importer.id(), other.id());
            assert!(importer.extensions().iter().all(|extension| !other.extensions().contains(extension)));
        }
        for extension in importer.extensions() {
            assert_eq!(
                importer_for(b"words", &format!("a.{}", extension.to_uppercase())).id(),
                importer.id()
            );
        }
    }
}

#[test]
fn every_importer_refuses_what_holds_no_article() {
    for importer in ALL {
        for bytes in [&b""[..], b" \n ", b"%PDF-1.4", b"PK\x03\x04", &[0; 64]] {
            let sentence = importer.read(bytes, "a file").unwrap_err().to_string();
            assert!(sentence.starts_with("“a file” ") && sentence.contains("; "), "{sentence}");
        }
    }
}

#[test]
fn every_importer_keeps_the_words_of_a_sentence() {
    for importer in ALL {
        let article = importer.read("The governor said “no” at 5 o’clock.".as_bytes(), "a").unwrap();
        assert!(article.text.contains("The governor said “no” at 5 o’clock."), "{}", article.text);
        assert_sound(&article);
    }
}

#[test]
fn a_file_without_extension_is_chosen_by_its_first_tag() {
    assert_eq!(importer_for(b"\xef\xbb\xbf\n<!DOCTYPE html><p>x", "saved page").id(), "html");
    assert_eq!(importer_for(b"<?xml version='1.0'?><html xmlns=''>", "page.xyz").id(), "html");
    assert_eq!(importer_for(b"The tag <html> opens a page.", "notes").id(), "plain");
    assert_eq!(importer_for(b"<!doctype html>", "notes.txt").id(), "plain");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_give_sound_blocks_or_a_sentence(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for importer in ALL {
            if let Ok(article) = importer.read(&bytes, "a") {
                assert_sound(&article);
            }
        }
    }

    #[test]
    fn any_text_gives_sound_blocks(text in "\\PC{0,200}") {
        for importer in ALL {
            if let Ok(article) = importer.read(text.as_bytes(), "a") {
                assert_sound(&article);
            }
        }
    }

    #[test]
    fn any_mixture_of_marks_gives_sound_blocks(parts in proptest::collection::vec(part(), 0..40)) {
        let text = parts.concat();
        for importer in ALL {
            if let Ok(article) = importer.read(text.as_bytes(), "a") {
                assert_sound(&article);
            }
        }
    }

    #[test]
    fn plain_text_stays_as_it_is(text in "[ -~\\n\\táé—“”]{1,300}") {
        if let Ok(article) = plain::Plain.read(text.as_bytes(), "a") {
            prop_assert_eq!(article.text, text);
        }
    }
}

/// Pieces that mean something to one of the importers.
fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\t",
        "    ",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## ",
        "| a | b |\n|---|---|\n",
        "|",
        "```\n",
        "`",
        "*",
        "[^1]",
        "[^1]: ",
        "![",
        "](x)",
        "---\n",
        "+++\n",
        "title: x\n",
        "By Jane Doe",
        "Title: ",
        "ALBANY (AP) — ",
        "March 12, 2021",
        "CAPITALS",
        "A long sentence that says a good deal about nothing at all.",
        "é",
        "日本語",
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table><tr><td>",
        "</table>",
        "<li>",
        "<ul>",
        "<blockquote>",
        "<br>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&#13;",
        "&nbsp;",
        "<h1>",
        "</h1>",
        "<figcaption>",
        "<html>",
        "<body>",
        "<svg>",
        "<template>",
        "(Photo: x)",
        "Correction: ",
    ])
}
