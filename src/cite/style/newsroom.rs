//! The newsroom's own style: author, “title”, *where it stands*, day, pages, address, in plain words.

use super::Run;
use crate::cite::date::{Date, Day};
use crate::cite::entry::Entry;
use crate::cite::name;
use crate::cite::source::without_tags;
use crate::text::day::MONTHS;

/// Writes a work.
pub(super) fn runs(entry: &Entry) -> Vec<Run> {
    let text = |name: &str| without_tags(entry.text(name)).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line = Line(Vec::new());
    let authors = ["author", "director", "performer", "composer", "interviewer"];
    let author =
        authors.iter().map(|role| people(entry, role)).find(|names| !names.is_empty()).unwrap_or_default();
    line.add(&author, false);
    let editors = people(entry, "editor");
    let has_whole = !text("container-title").is_empty();
    if author.is_empty() && !has_whole && !editors.is_empty() {
        line.add(&format!("{editors} (ed.)"), false);
    }
    let is_whole =
        matches!(entry.kind.as_str(), "book" | "motion_picture" | "periodical" | "map") && !has_whole;
    let title = text("title");
    if is_whole {
        line.add(&title, true);
    } else if !title.is_empty() {
        line.add(&format!("“{title}”"), false);
    }
    line.add(&text("genre"), false);
    if has_whole {
        line.add(&text("container-title"), true);
        if !editors.is_empty() {
            line.add(&format!("edited by {editors}"), false);
        }
    }
    let volume = match (text("volume"), text("issue")) {
        (volume, issue) if volume.is_empty() && issue.is_empty() => String::new(),
        (volume, issue) if issue.is_empty() => format!("vol. {volume}"),
        (volume, issue) if volume.is_empty() => format!("no. {issue}"),
        (volume, issue) => format!("vol. {volume}, no. {issue}"),
    };
    line.add(&volume, false);
    line.add(&text("number"), false);
    let edition = text("edition");
    if !edition.is_empty() {
        let is_number = edition.chars().all(|sign| sign.is_ascii_digit());
        line.add(&if is_number { format!("edition {edition}") } else { edition }, false);
    }
    if text("publisher") != text("container-title") {
        line.add(&text("publisher"), false);
    }
    line.add(&entry.date("issued").map_or_else(String::new, words), false);
    let pages = text("page").replace("--", "–").replace('-', "–");
    if !pages.is_empty() {
        let is_one = pages.chars().all(char::is_alphanumeric);
        line.add(&format!("{} {pages}", if is_one { "p." } else { "pp." }), false);
    }
    let address = match (text("DOI"), text("URL")) {
        (doi, url) if doi.is_empty() => url,
        (doi, _) if doi.starts_with("http") => doi,
        (doi, _) => format!("https://doi.org/{doi}"),
    };
    line.add(&address, false);
    line.end()
}

/// A line of parts between commas.
struct Line(Vec<Run>);

impl Line {
    fn add(&mut self, words: &str, italic: bool) {
        if words.is_empty() {
            return;
        }
        match self.0.last_mut() {
            None => {}
            Some(last) if !last.italic => last.text.push_str(", "),
            Some(_) => self.0.push(Run { text: ", ".into(), italic: false }),
        }
        match self.0.last_mut() {
            Some(last) if last.italic == italic => last.text.push_str(words),
            _ => self.0.push(Run { text: words.to_owned(), italic }),
        }
    }

    fn end(self) -> Vec<Run> {
        self.0
    }
}

fn people(entry: &Entry, role: &str) -> String {
    const MOST: usize = 4;
    let names: Vec<name::Name> =
        entry.names(role).iter().filter(|name| name.literal != "others").cloned().collect();
    let is_more = names.len() > MOST || names.len() < entry.names(role).len();
    if is_more {
        let first: Vec<String> = names.iter().take(MOST - 1).map(name::Name::natural).collect();
        return if first.is_empty() { String::new() } else { format!("{} and others", first.join(", ")) };
    }
    name::to_natural(&names)
}

fn words(date: &Date) -> String {
    if date.days.is_empty() {
        return if date.literal.is_empty() { date.raw.clone() } else { date.literal.clone() };
    }
    let about = if date.circa { "about " } else { "" };
    let season = match date.season.as_str() {
        "1" => "spring ",
        "2" => "summer ",
        "3" => "autumn ",
        "4" => "winter ",
        _ => "",
    };
    let days: Vec<String> = date.days.iter().map(|day| in_words(*day)).collect();
    format!("{about}{season}{}", days.join(" to "))
}

fn in_words(day: Day) -> String {
    let year = if day.year < 0 { format!("{} BC", day.year.unsigned_abs()) } else { day.year.to_string() };
    let month = usize::from(day.month).checked_sub(1).and_then(|month| MONTHS.get(month));
    match (month, day.day) {
        (None, _) => year,
        (Some(month), 0) => format!("{month} {year}"),
        (Some(month), number) => format!("{number} {month} {year}"),
    }
}
