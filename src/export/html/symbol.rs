//! The shapes that tell statuses apart where colour cannot: on grey paper, and to eyes that see fewer colours.
//!
//! Knows only what statuses mean.

use super::escape::Escaped;
use super::put;
use crate::export::StatusWord;
use crate::export::wording::day;
use crate::model::vocabulary::StatusMeaning;

/// Every meaning with the name and drawing of its shape, in a square of 16 units.
const SHAPES: [(StatusMeaning, &str, &str); 12] = [
    (StatusMeaning::Unchecked, "unchecked", r#"<circle cx="8" cy="8" r="5.5"/>"#),
    (
        StatusMeaning::InProgress,
        "progress",
        r#"<circle cx="8" cy="8" r="5.5"/><path class="solid" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>"#,
    ),
    (StatusMeaning::Confirmed, "confirmed", r#"<path d="M3 8.5 6.5 12 13 4.5"/>"#),
    (StatusMeaning::ConfirmedWithFix, "fixed", r#"<path d="M3 6.5 6.5 10 13 2.5M3 14h10"/>"#),
    (StatusMeaning::NeedsFix, "wrong", r#"<path d="M3.5 3.5l9 9M12.5 3.5l-9 9"/>"#),
    (
        StatusMeaning::QueryAuthor,
        "author",
        r#"<path d="M5.2 5.4a2.8 2.8 0 1 1 4.3 2.4C8.4 8.5 8 9 8 10.3M8 13v.3"/>"#,
    ),
    (StatusMeaning::QueryLegal, "legal", r#"<path d="M8 2.5 14.3 13.5H1.7zM8 6.5v3.5M8 11.8v.2"/>"#),
    (StatusMeaning::Disputed, "disputed", r#"<path d="M3 6h10M3 10h10M10.5 3l-5 10"/>"#),
    (StatusMeaning::Unverifiable, "unverifiable", r#"<path d="M8 2l6 6-6 6-6-6z"/>"#),
    (
        StatusMeaning::OnAuthor,
        "onauthor",
        r#"<circle cx="8" cy="5" r="2.7"/><path d="M2.8 14c.5-3.5 2.5-4.5 5.2-4.5s4.7 1 5.2 4.5"/>"#,
    ),
    (StatusMeaning::Cut, "cut", r#"<path d="M2.5 8h11"/>"#),
    (StatusMeaning::NotAFact, "nofact", r#"<path d="M3 3h10v10H3z"/>"#),
];

/// Writes the drawings once, for the whole page.
pub(super) fn sheet(out: &mut String) {
    *out += "<svg class=\"sheet\" width=\"0\" height=\"0\" aria-hidden=\"true\">\n";
    for (_, name, drawing) in SHAPES {
        put!(out, "<symbol id=\"s-{name}\" viewBox=\"0 0 16 16\">{drawing}</symbol>\n");
    }
    *out += "</svg>\n";
}

/// Writes a status as shape and word, with who set it and when.
pub(super) fn status(out: &mut String, status: &StatusWord) {
    badge(out, status);
    if !status.on.is_empty() {
        let by = if status.by.is_empty() { String::new() } else { format!("{}, ", Escaped(&status.by)) };
        put!(
            out,
            " <span class=\"by\">{by}<time datetime=\"{}\">{}</time></span>",
            Escaped(&status.on),
            Escaped(&day(&status.on))
        );
    }
}

/// Writes a status as shape and word.
pub(super) fn badge(out: &mut String, status: &StatusWord) {
    let shape = SHAPES.iter().find(|row| row.0 == status.meaning).map_or("unchecked", |row| row.1);
    put!(
        out,
        "<span class=\"status {}\"><svg aria-hidden=\"true\"><use href=\"#s-{shape}\"/></svg>{}</span>",
        hue(&status.hue),
        Escaped(&status.label)
    );
}

/// Returns the class of a palette colour; a name that a style sheet cannot know is grey.
pub(super) fn hue(name: &str) -> &'static str {
    const HUES: [(&str, &str); 10] = [
        ("blue", "h-blue"),
        ("crimson", "h-crimson"),
        ("violet", "h-violet"),
        ("teal", "h-teal"),
        ("amber", "h-amber"),
        ("slate", "h-slate"),
        ("orange", "h-orange"),
        ("green", "h-green"),
        ("rose", "h-rose"),
        ("gray", "h-gray"),
    ];
    HUES.iter().find(|row| row.0 == name).map_or("h-gray", |row| row.1)
}
