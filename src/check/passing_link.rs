//! A link that leads to the page of today, or through somebody else's door. Reads addresses; opens none.

use super::{Check, Finding, Ground, rule, shortened};

rule! {
    PassingLink, "passing-link", "W14", "Home page or shortened link", Warning;
    what_it_finds: "A source with evidence whose address is that of a whole site, or of a service that shortens links.",
    why_it_matters: "A home page shows something else tomorrow, and a short link leads nowhere once its service closes. Neither says to \
        a reader, or to a court, what was read.",
    example: "He [claim evidence=p.4 url=\"https://bit.ly/3xY\" source.archived_url=\"https://web.archive.org/web/2021/a\": ran].",
    mended: "He [claim evidence=p.4 url=\"https://example.org/2021/a\" source.archived_url=\"https://web.archive.org/web/2021/a\": ran].",
    what_to_do: "Open the link, go to the very page, and enter the address that stands there.",
}

/// Services that shorten links; those of one publisher's own are among them.
const SHORTENERS: &[&str] = &[
    "aje.io",
    "amzn.to",
    "apne.ws",
    "bbc.in",
    "bit.ly",
    "bitly.com",
    "bl.ink",
    "bloom.bg",
    "buff.ly",
    "cnb.cx",
    "cnn.it",
    "cutt.ly",
    "dlvr.it",
    "econ.st",
    "fb.me",
    "goo.gl",
    "gu.com",
    "is.gd",
    "j.mp",
    "lnkd.in",
    "nyti.ms",
    "on.ft.com",
    "on.wsj.com",
    "ow.ly",
    "politi.co",
    "rb.gy",
    "rebrand.ly",
    "reut.rs",
    "shorturl.at",
    "short.io",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "trib.al",
    "v.gd",
    "wapo.st",
    "wp.me",
];

/// What the address of a whole site may end in.
const FRONT: &[&str] = &["", "index.html", "index.htm", "index.php", "home", "home.html", "default.aspx"];

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let used = ground.project.sources().iter().filter(|(id, _)| !ground.outline.uses(**id).is_empty());
    used.filter_map(|(id, source)| {
        let fault = fault(&source.url)?;
        let message = if ground.is_sealed(*id) {
            format!("The link of a sealed source {fault}.")
        } else {
            format!("The link of {} {fault}: {}.", ground.called(*id), shortened(&source.url))
        };
        Some(Finding::on_source(rule, ground, *id, message))
    })
    .collect()
}

fn fault(url: &str) -> Option<&'static str> {
    let url = url.trim();
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split([':', '?', '#']).next().unwrap_or_default().trim_start_matches("www.");
    if !host.contains('.') {
        return None;
    }
    if SHORTENERS.contains(&host) {
        return Some("goes through a service that shortens links");
    }
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let path = path.split('#').next().unwrap_or_default().trim_end_matches('/');
    (query.is_empty() && FRONT.contains(&path)).then_some("leads to a whole site, not to a page of it")
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn whole_sites_and_short_links_are_told_from_pages() {
        for whole in ["https://example.org", "http://www.example.org/", "https://example.org/index.html#top"]
        {
            assert!(fault(whole).is_some_and(|fault| fault.contains("whole site")), "{whole}");
        }
        for short in ["https://t.co/abc", "http://BIT.LY/abc"] {
            assert!(fault(short).is_some_and(|fault| fault.contains("shortens")), "{short}");
        }
        for page in
            ["https://example.org/a", "https://example.org/?id=4", "file.pdf", "", "https://localhost/"]
        {
            assert_eq!(fault(page), None, "{page}");
        }
    }
}
