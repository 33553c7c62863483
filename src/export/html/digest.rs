//! One page about many projects: who is blocked by what. Self-contained, without a script, nothing fetched.
//!
//! Knows no project: it is handed names and numbers.

use sha2::{Digest as _, Sha256};

use super::escape::Escaped;
use super::{base64, put};
use crate::export::wording::day;

/// What is told of one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the article is called.
    pub title: String,
    /// Where the project stands, as it was given.
    pub place: String,
    /// What was found; or why the project could not be read.
    pub found: Result<Tally, String>,
}

/// What was found in one project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many findings block, warn and hint.
    pub counts: [usize; 3],
    /// How many findings were set aside.
    pub waived: usize,
    /// How many sentences there are.
    pub sentences: usize,
    /// How many of them meet a mark.
    pub covered: usize,
    /// Who signed off, and how much has changed since; empty where nobody has.
    pub signed: String,
    /// Which blocking checks settings switch off or lower, a sentence each.
    pub settings: Vec<String>,
    /// The weightiest findings: the level in words, and what was found.
    pub worst: Vec<(&'static str, String)>,
    /// How many findings there are besides.
    pub more: usize,
}

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1d2126;--muted:#5b6570;--rule:#d6dade;--bad:#a3162e;--warn:#7a5200;--good:#1c6b3c;--paper:#fff}\
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--muted:#a5adb6;--rule:#3a4149;--bad:#ff9aa8;--warn:#f0c36b;--good:#7fd6a0;--paper:#16191d}}\
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;max-width:72rem;padding:0 1rem}\
h1{font-size:1.6rem;margin:0 0 .25rem}p{margin:.25rem 0}.muted{color:var(--muted)}\
table{border-collapse:collapse;width:100%;margin-top:1.5rem}th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--rule)}\
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.bad{color:var(--bad);font-weight:600}.warn{color:var(--warn)}.good{color:var(--good);font-weight:600}\
ul{margin:.25rem 0 0;padding-left:1.1rem}li{margin:.1rem 0}th ul,th p{font-weight:400}.place{font-weight:400;font-size:.85rem;color:var(--muted);overflow-wrap:anywhere}";

/// Writes the page; `made_on` is a day, `YYYY-MM-DD`.
pub fn page(entries: &[Entry], made_on: &str) -> String {
    let mut out = String::with_capacity(4096 + entries.len() * 1024);
    put!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Checks of {} – redpencil</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Checks of {}</h1>\n",
        base64(&Sha256::digest(STYLE.as_bytes())),
        projects(entries.len()),
        projects(entries.len())
    );
    let is_blocked = |entry: &&Entry| entry.found.as_ref().is_ok_and(|tally| tally.counts[0] > 0);
    let blocked = entries.iter().filter(is_blocked).count();
    let unread = entries.iter().filter(|entry| entry.found.is_err()).count();
    put!(out, "<p>{blocked} blocked, {} clear", entries.len() - blocked - unread);
    if unread > 0 {
        put!(out, ", <span class=\"bad\">{unread} could not be read</span>");
    }
    put!(out, "</p>\n<p class=\"muted\">Made on {}. Internal: for the desk.</p>\n", Escaped(&day(made_on)));
    out += "<table>\n<thead><tr><th scope=\"col\">Project</th><th scope=\"col\">State</th>\
            <th scope=\"col\" class=\"n\">Blocking</th><th scope=\"col\" class=\"n\">Warnings</th>\
            <th scope=\"col\" class=\"n\">Hints</th><th scope=\"col\" class=\"n\">Waived</th>\
            <th scope=\"col\" class=\"n\">Marked</th></tr></thead>\n<tbody>\n";
    for entry in entries {
        row(&mut out, entry);
    }
    out += "</tbody>\n</table>\n</main>\n</body>\n</html>\n";
    out
}

fn row(out: &mut String, entry: &Entry) {
    put!(
        out,
        "<tr><th scope=\"row\"><span dir=\"auto\">{}</span><div class=\"place\">{}</div>",
        Escaped(&entry.title),
        Escaped(&entry.place)
    );
    let tally = match &entry.found {
        Ok(tally) => tally,
        Err(why) => {
            put!(out, "</th><td colspan=\"6\" class=\"bad\">Could not be read: {}</td></tr>\n", Escaped(why));
            return;
        }
    };
    if !tally.signed.is_empty() {
        put!(out, "<p class=\"muted\">{}</p>", Escaped(&tally.signed));
    }
    for said in &tally.settings {
        put!(out, "<p class=\"warn\">{}</p>", Escaped(said));
    }
    if !tally.worst.is_empty() {
        *out += "<ul>";
        for (level, message) in &tally.worst {
            let class = if *level == "Blocking" { "bad" } else { "warn" };
            put!(
                out,
                "<li><span class=\"{class}\">{level}:</span> <span dir=\"auto\">{}</span></li>",
                Escaped(message)
            );
        }
        if tally.more > 0 {
            put!(out, "<li class=\"muted\">and {} more</li>", tally.more);
        }
        *out += "</ul>";
    }
    let (class, state) = if tally.counts[0] > 0 { ("bad", "Blocked") } else { ("good", "Clear") };
    let share = (tally.covered * 100).checked_div(tally.sentences).unwrap_or(0);
    put!(out, "</th><td class=\"{class}\">{state}</td>");
    for count in tally.counts.iter().chain([&tally.waived]) {
        put!(out, "<td class=\"n\">{count}</td>");
    }
    put!(out, "<td class=\"n\">{share} %</td></tr>\n");
}

fn projects(count: usize) -> String {
    crate::text::counted(count, "project", "projects")
}

#[cfg(test)]
mod tests {
    use super::{Entry, Tally, page};

    fn entry(title: &str, found: Result<Tally, String>) -> Entry {
        Entry { title: title.to_owned(), place: format!("desk/{title}"), found }
    }

    #[test]
    fn one_page_tells_who_is_blocked_and_who_could_not_be_read() {
        let blocked = Tally {
            counts: [1, 2, 0],
            sentences: 4,
            covered: 3,
            worst: vec![("Blocking", "Nobody <asked>".to_owned())],
            more: 2,
            ..Tally::default()
        };
        let entries = [
            entry("Bridge", Ok(blocked)),
            entry(
                "Vote",
                Ok(Tally {
                    signed: "Signed off by Ann (editor)".into(),
                    settings: vec!["1 check <off>".into()],
                    ..Tally::default()
                }),
            ),
            entry("Torn", Err("It is damaged.".to_owned())),
        ];
        let page = page(&entries, "2021-03-12");
        assert!(page.contains("<h1>Checks of 3 projects</h1>"));
        assert!(page.contains("1 blocked, 1 clear, <span class=\"bad\">1 could not be read</span>"));
        assert!(
            page.contains("Nobody &lt;asked&gt;") && page.contains("and 2 more") && page.contains("75 %"),
            "{page}"
        );
        assert!(page.contains("Signed off by Ann (editor)") && page.contains("It is damaged."));
        assert!(page.contains("<p class=\"warn\">1 check &lt;off&gt;</p>"));
        for fetched in ["<script", "http://", "https://", "url(", "<img", "<link"] {
            assert!(!page.contains(fetched), "{fetched}");
        }
    }
}
