//! What a page says about itself: JSON-LD, `meta` tags, and what the extractor makes of both.
//!
//! Knows nothing of the article's text.

use crate::import::{Article, byline, date};
use dom_query::Document;
use serde_json::Value;

/// The kinds of things in JSON-LD that are articles (<https://schema.org/Article> and its kin).
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "AskPublicNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "MedicalScholarlyArticle",
    "SatiricalArticle",
    "AdvertiserContentArticle",
];

/// The particulars that stand in the head of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    authors: Option<String>,
    headline: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    site: Option<String>,
    language: Option<String>,
    publication: Option<String>,
}

impl Page {
    /// Reads the particulars before the extractor takes the page apart.
    pub(super) fn of(document: &Document) -> Self {
        let mut page = Self::default();
        for script in document.select("script[type='application/ld+json']").nodes() {
            let text = script.text();
            let bare = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
            if let Ok(value) = serde_json::from_str::<Value>(bare) {
                page.take_linked_data(&value);
            }
        }
        let meta = |names: &[&str]| {
            names.iter().find_map(|name| {
                ["property", "name", "itemprop"].iter().find_map(|attribute| {
                    let found = document.select_single(&format!("meta[{attribute}='{name}'][content]"));
                    tidy(&found.attr("content")?)
                })
            })
        };
        let day = || {
            meta(&[
                "article:published_time",
                "og:article:published_time",
                "parsely-pub-date",
                "datePublished",
                "date",
                "dc.date",
                "DC.date.issued",
                "dcterms.created",
                "pubdate",
                "sailthru.date",
                "article.published",
            ])
            .and_then(|value| date::published_in(&value))
        };
        let time = || {
            ["time[itemprop='datePublished']", "time[pubdate]", "[itemprop='datePublished']"].iter().find_map(
                |selector| {
                    let found = document.select_single(selector);
                    let value = found.attr("datetime").or_else(|| found.attr("content"))?;
                    date::published_in(&value)
                },
            )
        };
        page.published = page.published.take().or_else(day).or_else(time);
        page.publication = meta(&["og:site_name", "application-name", "dc.publisher", "twitter:site"]);
        let address = |selector: &str, attribute: &str| {
            document.select_single(selector).attr(attribute).and_then(|value| host(&value))
        };
        page.site = address("link[rel='canonical']", "href")
            .or_else(|| address("meta[property='og:url']", "content"));
        page.language = document
            .select_single("html")
            .attr("lang")
            .or_else(|| document.select_single("html").attr("xml:lang"))
            .and_then(|value| tidy(&value));
        page
    }

    fn take_linked_data(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.take_linked_data(value)),
            Value::Object(fields) => {
                if let Some(graph) = fields.get("@graph") {
                    self.take_linked_data(graph);
                }
                if !fields.get("@type").is_some_and(is_article) {
                    return;
                }
                let text = |name: &str| fields.get(name).and_then(Value::as_str).and_then(tidy);
                self.headline = self.headline.take().or_else(|| text("headline"));
                self.published = self
                    .published
                    .take()
                    .or_else(|| text("datePublished").and_then(|value| date::published_in(&value)));
                self.publisher = self.publisher.take().or_else(|| {
                    fields.get("publisher").map(names).and_then(|names| names.into_iter().next())
                });
                let authors = fields.get("author").map(names).unwrap_or_default();
                if self.authors.is_none() && !authors.is_empty() {
                    self.authors = Some(authors.join(", "));
                }
            }
            _ => {}
        }
    }

    /// Joins what the page says with what the extractor found.
    pub(super) fn article(self, found: Option<&dom_smoothie::Article>) -> Article {
        let of = |value: Option<&String>| value.and_then(|value| tidy(value));
        let title = found.and_then(|found| tidy(&found.title)).or(self.headline);
        let byline = found
            .and_then(|found| of(found.byline.as_ref()))
            .or(self.authors)
            .map(|names| without_by(&names));
        let published = found
            .and_then(|found| of(found.published_time.as_ref()))
            .and_then(|value| date::published_in(&value))
            .or(self.published);
        let name = found.and_then(|found| of(found.site_name.as_ref())).or(self.publication);
        Article {
            title,
            byline,
            published,
            publication: self.publisher.or_else(|| name.clone()),
            site: self.site.or(name),
            language: found.and_then(|found| of(found.lang.as_ref())).or(self.language),
            ..Article::default()
        }
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => ARTICLES.contains(&kind.rsplit('/').next().unwrap_or(kind)),
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// Returns the names of a person or organisation, or of several.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => tidy(name).into_iter().collect(),
        Value::Array(values) => values.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Returns the words with single spaces, if there are any.
fn tidy(value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then_some(value)
}

fn without_by(names: &str) -> String {
    let bare = byline::without_opening(names).trim();
    if bare.is_empty() { names.to_owned() } else { bare.to_owned() }
}

fn host(address: &str) -> Option<String> {
    let rest = address
        .trim()
        .strip_prefix("https:")
        .or_else(|| address.trim().strip_prefix("http:"))
        .unwrap_or(address.trim());
    let host =
        rest.strip_prefix("//")?.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    host.contains('.').then(|| host.trim_start_matches("www.").to_lowercase())
}
