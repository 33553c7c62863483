//! The annotated report as one self-contained page: no script, nothing fetched, one style sheet named by its hash.
//!
//! Knows no project: everything it writes was handed to it. A reader on a wide screen has each mark's entry beside
//! the paragraph, on a narrow one and on paper below it.

mod author;
mod back;
pub mod digest;
mod entry;
mod escape;
mod legal;
mod prose;
mod symbol;

use sha2::{Digest, Sha256};

use super::wording::day;
use super::{Addressee, Audience, Exporter, Handout, Question, Shape, Stopped, Watch};
use crate::model::Table;
use escape::Escaped;

/// Writes to a string, which cannot fail.
macro_rules! put {
    ($out:expr, $($argument:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($out, $($argument)*);
    }};
}
use put;

/// Writes the annotated report.
pub struct Html;

impl Exporter for Html {
    fn id(&self) -> &'static str {
        "html"
    }

    fn label(&self) -> &'static str {
        "Annotated report (HTML)"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn shape(&self) -> Shape {
        Shape::Page
    }

    fn write(&self, handout: &Handout, watch: &Watch) -> Result<Vec<u8>, Stopped> {
        page(handout, watch).map(String::into_bytes)
    }
}

static STYLE: &str = include_str!("../../assets/report/report.css");

fn page(handout: &Handout, watch: &Watch) -> Result<String, Stopped> {
    watch.begin(handout.marks.len())?;
    let mut out = String::with_capacity(handout.text.len() * 8 + 32_768);
    let title = Escaped(handout.title());
    put!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title} – annotated report</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#article\">Skip to the annotated text</a>\n",
        base64(&Sha256::digest(STYLE.as_bytes()))
    );
    symbol::sheet(&mut out);
    head(&mut out, handout);
    let sections = sections(handout, watch)?;
    contents(&mut out, &sections);
    out += "<main>\n";
    for section in &sections {
        put!(
            out,
            "<section class=\"part part-{id}\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}",
            id = section.id,
            heading = section.heading
        );
        if let Some(count) = section.count {
            put!(out, " <span class=\"count\">{count}</span>");
        }
        put!(out, "</h2>\n{}</section>\n", section.body);
    }
    put!(
        out,
        "</main>\n<footer>\n<p>Made by redpencil on {}. {}.</p>\n</footer>\n</body>\n</html>\n",
        Escaped(&day(&handout.made_on)),
        footing(handout.audience)
    );
    Ok(out)
}

/// Says at the foot of a report whom it is for.
pub(super) fn footing(audience: Audience) -> &'static str {
    match audience {
        Audience::Internal => "Internal: for the desk, the author and counsel",
        Audience::Legal => "For counsel: privileged and confidential",
        Audience::Public => "For the public",
    }
}

/// One part of the report.
struct Section {
    id: &'static str,
    heading: &'static str,
    count: Option<usize>,
    body: String,
}

fn sections(handout: &Handout, watch: &Watch) -> Result<Vec<Section>, Stopped> {
    let section = |id, heading, count, body| Section { id, heading, count, body };
    let mut sections = Vec::new();
    if handout.audience == Audience::Legal {
        let count = handout.table(Table::Allegation).count();
        let body = if count == 0 {
            "<p class=\"none\">No allegation is marked.</p>\n".to_owned()
        } else {
            legal::allegations(handout)
        };
        sections.push(section("allegations", "Allegations", Some(count), body));
        let asked = handout.workings.iter().flat_map(|workings| &workings.questions);
        let asked: Vec<&Question> =
            asked.filter(|question| question.addressee == Addressee::Counsel).collect();
        let (count, body) = (asked.len(), author::questions(asked));
        sections.push(section("counsel", "Legal flags and questions to counsel", Some(count), body));
    }
    if let Some(workings) = &handout.workings {
        let (changes, questions) = (&workings.changes, &workings.questions);
        let conflicts = &workings.conflicts;
        if !conflicts.is_empty() {
            let body = author::conflicts(conflicts);
            sections.push(section("conflicts", "Conflicts to settle", Some(conflicts.len()), body));
        }
        sections.push(section(
            "changes",
            "Changes of wording",
            Some(changes.len()),
            author::changes(changes),
        ));
        sections.push(section(
            "questions",
            "Open questions",
            Some(questions.len()),
            author::questions(questions),
        ));
        let checklist = &workings.checklist;
        if !checklist.is_empty() {
            sections.push(section("checklist", "Checklist", None, author::checklist(checklist)));
        }
        let signed = &workings.sign_offs;
        if !signed.is_empty() {
            sections.push(section("sign-off", "Sign-off", Some(signed.len()), author::sign_offs(signed)));
        }
    }
    sections.push(section("article", "The article, annotated", None, prose::article(handout, watch)?));
    if let Some(workings) = handout.workings.as_ref().filter(|workings| !workings.lost.is_empty()) {
        let lost = &workings.lost;
        let body = entry::lost(handout, lost);
        sections.push(section("lost", "Marks without a place in this text", Some(lost.len()), body));
    }
    let rated = handout.rated();
    if !rated.is_empty() {
        let body = legal::ratings(handout, &rated);
        sections.push(section("ratings", "Ratings of other people’s claims", Some(rated.len()), body));
    }
    let asked = handout.table(Table::Query).count();
    if handout.workings.is_some() && asked > 0 {
        sections.push(section("queries", "Queries by person", Some(asked), legal::queries(handout)));
    }
    sections.push(section("sources", "Sources", Some(handout.sources.len()), back::sources(handout)));
    let people = back::people(handout);
    if !people.is_empty() {
        sections.push(section("people", "People and organisations", None, people));
    }
    if let Some(workings) = &handout.workings {
        let findings = &workings.findings;
        sections.push(section(
            "findings",
            "Findings",
            Some(findings.len()),
            back::findings(handout, findings),
        ));
    }
    let totals = if handout.workings.is_some() { "Totals and coverage" } else { "Totals" };
    sections.push(section("totals", totals, None, back::totals(handout)));
    Ok(sections)
}

fn head(out: &mut String, handout: &Handout) {
    put!(
        out,
        "<header class=\"top\">\n<p class=\"kicker\">Annotated report</p>\n<h1 dir=\"auto\">{}</h1>\n",
        Escaped(handout.title())
    );
    let shown = handout.article.fields.iter().filter(|field| !matches!(field.name, "title" | "draft"));
    let mut particulars = shown.filter(|field| !field.words.is_empty()).peekable();
    if particulars.peek().is_some() {
        *out += "<dl class=\"particulars\">\n";
        for field in particulars {
            put!(
                out,
                "<div><dt>{}</dt><dd dir=\"auto\">{}</dd></div>\n",
                Escaped(field.label),
                Escaped(&handout.article.shown(field))
            );
        }
        *out += "</dl>\n";
    }
    let totals = &handout.totals;
    let mut figures = vec![
        (handout.marks.len().to_string(), "marks in the text"),
        (format!("{} of {}", totals.confirmed, totals.records), "statements confirmed"),
    ];
    if let Some(workings) = &handout.workings {
        let is_blocking = |finding: &&super::Finding| finding.level == "blocking" && finding.waived.is_none();
        let blocking = workings.findings.iter().filter(is_blocking).count();
        let coverage = workings.coverage;
        figures.push((totals.open.to_string(), "still to be worked on"));
        figures.push((blocking.to_string(), "blocking findings"));
        figures.push((format!("{} of {}", coverage.covered, coverage.sentences), "sentences with a mark"));
    }
    *out += "<ul class=\"figures\">\n";
    for (figure, words) in figures {
        put!(out, "<li><b>{figure}</b> {words}</li>\n");
    }
    *out += "</ul>\n</header>\n";
}

fn contents(out: &mut String, sections: &[Section]) {
    *out += "<nav aria-label=\"Contents\">\n<ul>\n";
    for section in sections {
        put!(out, "<li><a href=\"#{}\">{}</a>", section.id, section.heading);
        if let Some(count) = section.count {
            put!(out, " <span class=\"count\">{count}</span>");
        }
        *out += "</li>\n";
    }
    *out += "</ul>\n</nav>\n";
}

/// Encodes bytes in base64 (RFC 4648), as the policy's hashes are written.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = ALPHABET[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_the_one_of_rfc_4648() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
