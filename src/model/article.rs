//! The article's own particulars.

use super::field::record;
use super::{Id, Widget};

/// What an article is called that has no headline and no short name yet.
pub const UNTITLED: &str = "Untitled article";

record! {
    /// What is known of the article as a whole.
    Article {
        title: String, "Headline", "The headline the article is known by.", Widget::Line, Public;
        byline: String, "Byline", "Who wrote it, as it is printed.", Widget::Line, Public;
        dateline: String, "Dateline", "Place and wire at the head of the text.", Widget::Line, Public;
        published: String, "Date", "When it was or will be published.", Widget::Date, Public;
        publication: String, "Publication", "The newspaper, magazine or agency.", Widget::Line, Public;
        site: String, "Site", "The web site it stands on.", Widget::Line, Public;
        language: String, "Language", "The language as a tag such as en or pt-BR.", Widget::Line, Public;
        slug: String, "Slug", "The desk's short name for it.", Widget::Line, Desk;
        writer: String, "Writer", "Who answers queries to the author.", Widget::Line, Desk;
        editor: String, "Editor", "Who signs it off.", Widget::Line, Desk;
        deadline: String, "Deadline", "When it has to be done.", Widget::Date, Desk;
        citation_style: String, "Citation style", "How sources are cited in cards and reports.", Widget::Choice("citation_style"), Desk;
        rating_scale: String, "Rating scale", "The scale on which other people's claims are rated.", Widget::Choice("rating_scale"), Desk;
        note: String, "Note", "Anything the desk should know.", Widget::Lines, Desk;
        draft: Option<Id>, "Draft", "The current draft.", Widget::Hidden, Public;
    }
}

impl Article {
    /// Returns the headline the article is known by, else the desk's short name for it.
    pub fn name(&self) -> Option<&str> {
        [&self.title, &self.slug].into_iter().map(|words| words.trim()).find(|words| !words.is_empty())
    }
}
