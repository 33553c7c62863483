//! Styles: how a work is written for readers, as runs of text.
//!
//! Knows neither projects nor audiences: it is handed what may be seen. The newsroom's own style is made here; the
//! others are styles of the Citation Style Language, which `processor` has set.

mod newsroom;
mod processor;

use hayagriva::archive::ArchivedStyle;

use super::entry::Entry;

/// A piece of a citation, set in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they lean.
    pub italic: bool,
}

/// One style.
pub struct Style {
    /// The name in files, which is that of a row of the vocabulary's scale `citation_style`.
    pub id: &'static str,
    /// The name shown to people.
    pub label: &'static str,
    /// The style of the archive; none for the newsroom's own.
    csl: Option<ArchivedStyle>,
}

/// Every style, the newsroom's own first.
pub static ALL: &[Style] = &[
    Style { id: "newsroom", label: "Newsroom", csl: None },
    Style { id: "chicago-notes", label: "Chicago, notes", csl: Some(ArchivedStyle::ChicagoNotes) },
    Style {
        id: "chicago-author-date",
        label: "Chicago, author and date",
        csl: Some(ArchivedStyle::ChicagoAuthorDate),
    },
    Style { id: "apa", label: "APA", csl: Some(ArchivedStyle::AmericanPsychologicalAssociation) },
    Style { id: "mla", label: "MLA", csl: Some(ArchivedStyle::ModernLanguageAssociation) },
    Style { id: "harvard", label: "Harvard", csl: Some(ArchivedStyle::HarvardCiteThemRight) },
];

/// Works beyond this number are set one by one, not as one list.
const LONGEST_LIST: usize = 300;

/// Finds a style; the newsroom's own where there is none of that name.
pub fn named(id: &str) -> &'static Style {
    ALL.iter().find(|style| style.id == id).unwrap_or(&ALL[0])
}

/// Writes one work.
pub fn one(style: &str, entry: &Entry) -> Vec<Run> {
    list(style, std::slice::from_ref(entry)).pop().unwrap_or_default()
}

/// Writes works in the order in which they are given; works that a list has to tell apart are told apart.
pub fn list(style: &str, entries: &[Entry]) -> Vec<Vec<Run>> {
    let plain = |entries: &[Entry]| entries.iter().map(newsroom::runs).collect::<Vec<_>>();
    let Some(csl) = named(style).csl else { return plain(entries) };
    if entries.len() > LONGEST_LIST {
        return entries.iter().map(|entry| one(style, entry)).collect();
    }
    let mut set = processor::list(csl, entries).unwrap_or_else(|| vec![Vec::new(); entries.len()]);
    // What a style has no words for is written as the newsroom does.
    for (runs, entry) in set.iter_mut().zip(entries) {
        if runs.iter().all(|run| run.text.trim().is_empty()) {
            *runs = newsroom::runs(entry);
        }
    }
    set
}

/// Tells whether a style cannot set an entry and the newsroom's own stands in for it.
pub fn faults(style: &str, entry: &Entry) -> bool {
    named(style).csl.is_some_and(|csl| processor::list(csl, std::slice::from_ref(entry)).is_none())
}

/// Returns the words of runs, without how they are set.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::cite::source;
    use expect_test::expect;

    fn article() -> Entry {
        source::to_entry(
            &[
                ("kind", "article"),
                ("title", "Governor <denies> it"),
                ("author", "Jane Doe and John van Roe"),
                ("publisher", "The Times"),
                ("published", "2021-03-12"),
                ("url", "https://example.org/a"),
            ],
            &[("page".into(), "3-4".into())],
        )
    }

    #[test]
    fn every_style_writes_an_article_in_its_own_way() {
        let mut lines = String::new();
        for style in ALL {
            let runs = one(style.id, &article());
            let marked: Vec<String> = runs
                .iter()
                .map(|run| if run.italic { format!("_{}_", run.text) } else { run.text.clone() })
                .collect();
            writeln!(lines, "{}: {}", style.label, marked.concat()).unwrap();
        }
        expect![[r"
            Newsroom: Jane Doe and John van Roe, “Governor <denies> it”, _The Times_, 12 March 2021, pp. 3–4, https://example.org/a
            Chicago, notes: Doe, Jane, and John van Roe. “Governor <denies> It.” _The Times_, March 12, 2021. https://example.org/a.
            Chicago, author and date: Doe, Jane, and John van Roe. 2021. “Governor <denies> It.” _The Times_, March 12. https://example.org/a.
            APA: Doe, J., & van Roe, J. (2021, March 12). Governor <denies> it. _The Times_, 3–4. https://example.org/a
            MLA: Doe, Jane, and John van Roe. “Governor <denies> It.” _The Times_, 12 Mar. 2021, pp. 3–4, https://example.org/a.
            Harvard: Doe, J. and van Roe, J. (2021) “Governor <denies> it,” _The Times_, 12 March, pp. 3–4. Available at: https://example.org/a.
        "]].assert_eq(&lines);
    }

    #[test]
    fn works_of_one_author_and_year_are_told_apart_in_a_list() {
        let work = |title: &str| {
            source::to_entry(
                &[("kind", "book"), ("title", title), ("author", "Jane Doe"), ("published", "2001")],
                &[],
            )
        };
        let set = list("apa", &[work("B"), work("A"), Entry::default()]);
        let years: Vec<bool> =
            ["2001a", "2001b"].iter().map(|year| set.iter().any(|runs| plain(runs).contains(year))).collect();
        assert_eq!(years, [true, true], "{set:?}");
        assert_eq!(set.len(), 3);
    }

    #[test]
    fn odd_works_are_written_without_a_fault() {
        let mut odd = source::to_entry(
            &[("kind", "nonsense"), ("title", "<i>a"), ("author", "{}; ,; and"), ("published", "9998-13-40")],
            &[
                ("page".into(), "–".into()),
                ("issued".into(), "2001/2003".into()),
                ("volume".into(), "9".repeat(40)),
                ("edition".into(), " ".into()),
                ("type".into(), "no type".into()),
            ],
        );
        odd.add("event-date", crate::cite::Datum::Date(crate::cite::date::Date::of(-40_000, 99, 77)));
        for style in ALL {
            assert!(!faults(style.id, &odd), "{}", style.id);
            let _ = plain(&one(style.id, &Entry::default()));
        }
    }
}
