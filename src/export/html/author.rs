//! What the author needs first: changes of wording and open questions.
//!
//! Knows nothing of the rest of the page but the anchors of marks.

use super::escape::Escaped;
use super::put;
use crate::export::wording::day;
use crate::export::{Asked, Disagreement, Question, Rewording};

/// Writes the changes of wording as a table.
pub(super) fn changes(changes: &[Rewording]) -> String {
    if changes.is_empty() {
        return "<p class=\"none\">No change of wording is proposed.</p>\n".into();
    }
    let mut out = String::from(
        "<table class=\"changes\">\n<thead><tr><th scope=\"col\">Mark</th><th scope=\"col\">As it stands</th>\
         <th scope=\"col\">Change to</th><th scope=\"col\">Why</th></tr></thead>\n<tbody>\n",
    );
    for change in changes {
        put!(out, "<tr><td data-head=\"Mark\">{}", numbers(&change.marks));
        if let Some(paragraph) = change.paragraph {
            put!(out, " <span class=\"small\">paragraph {paragraph}</span>");
        }
        out += "</td>";
        put!(out, "<td data-head=\"As it stands\" dir=\"auto\"><del>{}</del></td>", Escaped(&change.old));
        put!(out, "<td data-head=\"Change to\" dir=\"auto\"><ins>{}</ins></td>", Escaped(&change.new));
        put!(out, "<td data-head=\"Why\" dir=\"auto\">{}</td></tr>\n", Escaped(&change.why));
    }
    out + "</tbody>\n</table>\n"
}

/// Writes what has to be settled between people as a table, each with its versions.
pub(super) fn conflicts(conflicts: &[Disagreement]) -> String {
    let mut out = String::from(
        "<p>Two people changed these without having seen one another; the first version is shown below.</p>\n\
         <table class=\"changes\">\n<thead><tr><th scope=\"col\">Mark</th><th scope=\"col\">What</th>\
         <th scope=\"col\">Versions</th></tr></thead>\n<tbody>\n",
    );
    for conflict in conflicts {
        put!(out, "<tr><td data-head=\"Mark\">{}</td>", numbers(&conflict.marks));
        put!(out, "<td data-head=\"What\" dir=\"auto\">{}</td>", Escaped(&conflict.about));
        out += "<td data-head=\"Versions\"><ol>";
        for (words, who) in &conflict.versions {
            let (words, who) = (Escaped(words), Escaped(who));
            put!(out, "<li dir=\"auto\">{words} <span class=\"small\">{who}</span></li>");
        }
        out += "</ol></td></tr>\n";
    }
    out + "</tbody>\n</table>\n"
}

/// Writes the open questions as a list.
pub(super) fn questions<'a>(questions: impl IntoIterator<Item = &'a Question>) -> String {
    let mut questions = questions.into_iter().peekable();
    if questions.peek().is_none() {
        return "<p class=\"none\">No question is open.</p>\n".into();
    }
    let mut out = String::from("<ol class=\"questions\">\n");
    for question in questions {
        out += "<li>";
        if !question.marks.is_empty() {
            put!(out, "<span class=\"at\">{}</span> ", numbers(&question.marks));
        }
        let to = if question.to.is_empty() { "Open" } else { &question.to };
        put!(out, "<span class=\"to\">{}</span> ", Escaped(to));
        let asked = if question.text.is_empty() { &question.reason } else { &question.text };
        put!(out, "<span class=\"ask\" dir=\"auto\">{}</span>", Escaped(asked));
        if !question.quote.is_empty() {
            put!(out, "<q class=\"about\" dir=\"auto\">{}</q>", Escaped(&question.quote));
        }
        if !question.text.is_empty() {
            put!(out, "<span class=\"reason\">{}</span>", Escaped(&question.reason));
        }
        if !question.due.is_empty() {
            put!(out, "<span class=\"reason\">Due {}</span>", Escaped(&day(&question.due)));
        }
        out += "</li>\n";
    }
    out + "</ol>\n"
}

/// Writes the checklist as a table.
pub(super) fn checklist(checklist: &[Asked]) -> String {
    let mut out = String::from(
        "<table class=\"changes\">\n<thead><tr><th scope=\"col\">Question</th><th scope=\"col\">Answer</th>\
         <th scope=\"col\">Note</th></tr></thead>\n<tbody>\n",
    );
    for asked in checklist {
        let question = &asked.question;
        put!(out, "<tr><td data-head=\"Question\" dir=\"auto\">{}</td>", Escaped(question));
        put!(out, "<td data-head=\"Answer\">{}", Escaped(&asked.state));
        if !asked.signed.is_empty() {
            put!(out, " <span class=\"small\">{}</span>", Escaped(&asked.signed));
        }
        put!(out, "</td><td data-head=\"Note\" dir=\"auto\">{}</td></tr>\n", Escaped(&asked.note));
    }
    out + "</tbody>\n</table>\n"
}

/// Writes numbers of marks as links to their places in the text.
pub(super) fn numbers(marks: &[usize]) -> String {
    let mut out = String::new();
    for (at, number) in marks.iter().enumerate() {
        let gap = if at == 0 { "" } else { ", " };
        put!(out, "{gap}<a href=\"#t{number}\" aria-label=\"Mark {number}\">{number}</a>");
    }
    out
}
/// Writes who signed off and what is said of it.
pub(super) fn sign_offs(sign_offs: &[(String, Vec<String>)]) -> String {
    let mut out = String::from("<ul class=\"sign-offs\">\n");
    for (line, said) in sign_offs {
        put!(out, "<li><strong dir=\"auto\">{}</strong>\n<ul>\n", Escaped(line));
        for said in said {
            put!(out, "<li dir=\"auto\">{}</li>\n", Escaped(said));
        }
        out += "</ul></li>\n";
    }
    out += "</ul>\n";
    out
}
