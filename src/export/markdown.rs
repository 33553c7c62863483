//! The annotated report in Markdown: for people who read it as plain text, and for whatever turns it into a page.
//!
//! In the order of the page in HTML; a number in brackets stands behind the last of the words that a mark stands on,
//! and the entries of the marks of a paragraph follow it. Knows no project. No word that was handed in can become
//! markup, and nothing is linked to but the web.

mod article;
mod back;
mod legal;
mod line;

use super::html::footing;
use super::wording::day;
use super::{
    Addressee, Asked, Audience, Disagreement, Exporter, Handout, Question, Rewording, Shape, Stopped, Watch,
};
use crate::model::Table;
use line::{Break, Line, Start, bold, heading, within};

/// Writes to a string, which cannot fail.
macro_rules! put {
    ($out:expr, $($argument:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($out, $($argument)*);
    }};
}
use put;

/// Writes the annotated report as Markdown.
pub struct Markdown;

impl Exporter for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn label(&self) -> &'static str {
        "Annotated report (Markdown)"
    }

    fn extension(&self) -> &'static str {
        "md"
    }

    fn shape(&self) -> Shape {
        Shape::Page
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        watch.begin(handout.marks.len())?;
        let mut out = String::with_capacity(handout.text.len() * 3 + 8_192);
        head(&mut out, handout);
        if handout.audience == Audience::Legal {
            legal::allegations(&mut out, handout);
            let asked = handout.workings.iter().flat_map(|workings| &workings.questions);
            let asked: Vec<&Question> =
                asked.filter(|question| question.addressee == Addressee::Counsel).collect();
            questions(&mut out, "Legal flags and questions to counsel", &asked);
        }
        if let Some(workings) = &handout.workings {
            conflicts(&mut out, &workings.conflicts);
            changes(&mut out, &workings.changes);
            questions(&mut out, "Open questions", &workings.questions.iter().collect::<Vec<_>>());
            checklist(&mut out, &workings.checklist);
            sign_offs(&mut out, &workings.sign_offs);
        }
        article::article(&mut out, handout, watch)?;
        if let Some(workings) = handout.workings.as_ref().filter(|workings| !workings.lost.is_empty()) {
            section(&mut out, "Marks without a place in this text", Some(workings.lost.len()));
            for mark in &workings.lost {
                article::entry(&mut out, handout, mark);
            }
        }
        legal::ratings(&mut out, handout);
        if handout.workings.is_some() && handout.table(Table::Query).next().is_some() {
            section(&mut out, "Queries by person", None);
            legal::queries(&mut out, handout);
        }
        back::sources(&mut out, handout);
        back::people(&mut out, handout);
        if let Some(workings) = &handout.workings {
            back::findings(&mut out, handout, &workings.findings);
        }
        back::totals(&mut out, handout);
        put!(
            out,
            "\n---\n\nMade by redpencil on {}. {}.\n",
            within(&day(&handout.made_on), ""),
            footing(handout.audience)
        );
        Ok(out.into_bytes())
    }
}

/// Writes the queries by person, a heading for each.
pub(super) fn query_list(out: &mut String, handout: &Handout) {
    legal::queries(out, handout);
}

/// Writes the first line of a list of one sort, with the article's title.
pub(super) fn title_line(what: &str, handout: &Handout) -> String {
    format!("# {what}: {}\n\n", within(handout.title(), ""))
}

/// Writes the heading of a part of the report.
fn section(out: &mut String, words: &str, count: Option<usize>) {
    put!(out, "\n## {words}");
    if let Some(count) = count {
        put!(out, " ({count})");
    }
    out.push_str("\n\n");
}

fn head(out: &mut String, handout: &Handout) {
    put!(out, "# {}\n\n", heading(handout.title()));
    let shown = handout.article.fields.iter().filter(|field| !matches!(field.name, "title" | "draft"));
    for field in shown.filter(|field| !field.words.is_empty()) {
        put!(out, "- *{}:* {}\n", field.label, within(&handout.article.shown(field), "  "));
    }
    let totals = &handout.totals;
    put!(out, "- *Marks in the text:* {}\n", handout.marks.len());
    put!(out, "- *Statements confirmed:* {} of {}\n", totals.confirmed, totals.records);
    if let Some(workings) = &handout.workings {
        let is_blocking = |finding: &&super::Finding| finding.level == "blocking" && finding.waived.is_none();
        let blocking = workings.findings.iter().filter(is_blocking).count();
        put!(out, "- *Still to be worked on:* {}\n", totals.open);
        put!(out, "- *Blocking findings:* {blocking}\n");
    }
}

fn conflicts(out: &mut String, conflicts: &[Disagreement]) {
    if conflicts.is_empty() {
        return;
    }
    section(out, "Conflicts to settle", Some(conflicts.len()));
    out.push_str(
        "Two people changed these without having seen one another; the first version is shown below.\n\n",
    );
    for conflict in conflicts {
        put!(out, "- {}: {}\n", at(&conflict.marks, "Without a mark"), within(&conflict.about, "  "));
        for (words, who) in &conflict.versions {
            put!(out, "  - {} ({})\n", within(words, "    "), within(who, "    "));
        }
    }
}

fn changes(out: &mut String, changes: &[Rewording]) {
    section(out, "Changes of wording", Some(changes.len()));
    if changes.is_empty() {
        out.push_str("No change of wording is proposed.\n");
    }
    for change in changes {
        let paragraph = change.paragraph.map_or_else(String::new, |number| format!(", paragraph {number}"));
        put!(out, "- {}{paragraph}\n", at(&change.marks, "Mark without a place"));
        for (label, words) in
            [("As it stands", &change.old), ("Change to", &change.new), ("Why", &change.why)]
        {
            if !words.is_empty() {
                put!(out, "  - *{label}:* {}\n", within(words, "    "));
            }
        }
    }
}

fn questions(out: &mut String, heading: &str, questions: &[&Question]) {
    section(out, heading, Some(questions.len()));
    if questions.is_empty() {
        out.push_str("No question is open.\n");
    }
    for question in questions {
        let to = if question.to.is_empty() { "Open" } else { &question.to };
        let asked = if question.text.is_empty() { &question.reason } else { &question.text };
        put!(out, "- {}, {}: {}\n", at(&question.marks, "The whole article"), bold(to), within(asked, "  "));
        if !question.quote.is_empty() {
            put!(out, "  - *About:* {}\n", quoted(&question.quote, "    "));
        }
        if !question.text.is_empty() {
            put!(out, "  - *Reason:* {}\n", within(&question.reason, "    "));
        }
        if !question.due.is_empty() {
            put!(out, "  - *Due:* {}\n", within(&day(&question.due), "    "));
        }
    }
}

fn sign_offs(out: &mut String, sign_offs: &[(String, Vec<String>)]) {
    if sign_offs.is_empty() {
        return;
    }
    section(out, "Sign-off", Some(sign_offs.len()));
    for (line, said) in sign_offs {
        put!(out, "- {}\n", bold(line));
        for said in said {
            put!(out, "  - {}\n", within(said, "    "));
        }
    }
}

fn checklist(out: &mut String, checklist: &[Asked]) {
    if checklist.is_empty() {
        return;
    }
    section(out, "Checklist", None);
    for asked in checklist {
        put!(out, "- {}: {}\n", bold(&asked.state), within(&asked.question, "  "));
        if !asked.note.is_empty() {
            put!(out, "  - *Note:* {}\n", within(&asked.note, "    "));
        }
        if !asked.signed.is_empty() {
            put!(out, "  - *Answered:* {}\n", within(&asked.signed, "    "));
        }
    }
}

/// Writes numbers of marks: `Mark 3`, `Marks 3, 5`.
fn at(marks: &[usize], none: &str) -> String {
    let numbers = marks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match marks.len() {
        0 => none.to_owned(),
        1 => format!("Mark {numbers}"),
        _ => format!("Marks {numbers}"),
    }
}

/// Writes words in quotation marks, unless they bring their own.
fn quoted(words: &str, indent: &str) -> String {
    let words = words.trim();
    if words.starts_with(['“', '"', '„', '«', '‘']) {
        return within(words, indent);
    }
    let mut line = Line::new(Start::Within, Break::Line(indent));
    line.words(&format!("“{words}”"));
    line.done()
}
