//! Where in a source something stands, as people write it: “p. 12”, “1:02:30”, “Sheet2!B7”, “¶ 4”.
//!
//! Tells by what a place is counted; it must not know what source it is in.

/// By what a place in a source is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// By pages.
    Page,
    /// By paragraphs.
    Paragraph,
    /// By the time since a recording began.
    Time,
    /// By the rows and columns of a table.
    Cell,
    /// By an anchor in a web page.
    Fragment,
}

impl Counted {
    /// Returns the row of the list `locator` that stands for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Paragraph => "paragraph",
            Self::Time => "timestamp",
            Self::Cell => "cell",
            Self::Fragment => "fragment",
        }
    }

    /// Recognises a place by how it is written; nothing where that could be anything.
    pub fn of(locator: &str) -> Option<Self> {
        let locator = locator.trim();
        if seconds(locator).is_some() {
            return Some(Self::Time);
        }
        if locator.len() > 1 && locator.starts_with('#') && !locator.contains(char::is_whitespace) {
            return Some(Self::Fragment);
        }
        if is_cell(locator) {
            return Some(Self::Cell);
        }
        let words = locator.trim_start_matches(['¶', '§']);
        if words.len() < locator.len() && begins_with_number(words) {
            return Some(Self::Paragraph);
        }
        let split = locator.find(|letter: char| !letter.is_alphabetic()).unwrap_or(locator.len());
        let (word, rest) = locator.split_at(split);
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let counted = match word.to_lowercase().as_str() {
            "p" | "pp" | "page" | "pages" | "pg" => Self::Page,
            "para" | "paras" | "par" | "paragraph" | "paragraphs" => Self::Paragraph,
            "cell" | "cells" | "row" | "rows" | "column" | "columns" | "col" => Self::Cell,
            "min" | "minute" | "at" if seconds(rest.trim()).is_some() => Self::Time,
            _ => return None,
        };
        let named = counted == Self::Cell && rest.trim().chars().next().is_some_and(char::is_alphabetic);
        (begins_with_number(rest) || named).then_some(counted)
    }
}

/// Reads the time since a recording began, as in `12:30`, `1:02:30` or `1:02:30.5`, in whole seconds.
pub fn seconds(locator: &str) -> Option<u64> {
    let parts: Vec<&str> = locator.trim().split(':').collect();
    let (last, first) = parts.split_last()?;
    if first.is_empty() || first.len() > 2 {
        return None;
    }
    let last = last.split_once('.').map_or(*last, |(whole, rest)| {
        if !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_digit()) { whole } else { "" }
    });
    let number = |digits: &str, most: usize| {
        let fits = (1..=most).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
        fits.then(|| digits.parse::<u64>().ok()).flatten()
    };
    let (begin, rest) = first.split_first()?;
    // Behind the first colon there are two digits: `1:5` is a verse, not a time.
    let mut parts = rest.iter().copied().chain([last]);
    parts.try_fold(number(begin, 3)?, |sum, part| {
        let part = number(part, 2).filter(|number| part.len() == 2 && *number < 60)?;
        Some(sum * 60 + part)
    })
}

/// Returns a page's address with the place in it: its own anchor, or the time in a recording (Media Fragments URI).
/// Any other place leaves the address as it is.
pub fn address(url: &str, locator: &str) -> String {
    let page = url.split_once('#').map_or(url, |(page, _)| page);
    match Counted::of(locator) {
        Some(Counted::Fragment) => format!("{page}{}", locator.trim()),
        Some(Counted::Time) => {
            let time = locator.split_whitespace().find_map(seconds);
            time.map_or_else(|| url.to_owned(), |time| format!("{page}#t={time}"))
        }
        _ => url.to_owned(),
    }
}

fn begins_with_number(words: &str) -> bool {
    words.trim_start().starts_with(|sign: char| sign.is_ascii_digit())
}

/// Tells whether it is a cell as spreadsheets name it, with or without its sheet: `B7`, `Sheet2!AA12`, `B7:C9`.
fn is_cell(locator: &str) -> bool {
    let cells = locator.rsplit_once('!').map_or(locator, |(_, cells)| cells);
    let mut count = 0;
    let named = cells.split(':').all(|cell| {
        count += 1;
        let cell = cell.replace('$', "");
        let digits = cell.find(|sign: char| sign.is_ascii_digit()).unwrap_or(0);
        let (column, row) = cell.split_at(digits);
        (1..=3).contains(&column.len())
            && column.bytes().all(|letter| letter.is_ascii_uppercase())
            && (1..=7).contains(&row.len())
            && row.bytes().all(|digit| digit.is_ascii_digit())
    });
    named && count <= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_is_recognised_by_how_people_write_it() {
        let counted = |locator: &str| Counted::of(locator).map(Counted::id);
        for page in ["p. 12", "pp. 4-7", "page 3", "p12", "Pages 1–2"] {
            assert_eq!(counted(page), Some("page"), "{page}");
        }
        for paragraph in ["para 4", "¶ 4", "§12", "paragraph 2, last sentence", "par. 9"] {
            assert_eq!(counted(paragraph), Some("paragraph"), "{paragraph}");
        }
        for time in ["12:30", "1:02:30", "00:01:02.5", "at 3:05", "min. 12:30"] {
            assert_eq!(counted(time), Some("timestamp"), "{time}");
        }
        for cell in ["B7", "Sheet2!AA12", "$B$7:$C$9", "row 4, column 3", "cell B7"] {
            assert_eq!(counted(cell), Some("cell"), "{cell}");
        }
        assert_eq!(counted("#section-3"), Some("fragment"));
        for other in [
            "",
            "second interview",
            "John 3:5",
            "in passing",
            "# of votes",
            "B",
            "12",
            "chapter 4",
            "1:75:00",
        ] {
            assert_eq!(counted(other), None, "{other}");
        }
    }

    #[test]
    fn a_time_is_counted_in_seconds() {
        assert_eq!(seconds("12:30"), Some(750));
        assert_eq!(seconds("1:02:30"), Some(3750));
        assert_eq!(seconds("100:00"), Some(6000));
        assert_eq!(seconds("1:60:00"), None);
    }

    #[test]
    fn an_address_leads_to_the_place() {
        let address = |locator| address("https://example.org/a#top", locator);
        assert_eq!(address("#:~:text=bribes"), "https://example.org/a#:~:text=bribes");
        assert_eq!(address("at 1:02:30"), "https://example.org/a#t=3750");
        assert_eq!(address("p. 4"), "https://example.org/a#top");
    }

    proptest! {
        #[test]
        fn no_text_upsets_it(text in "\\PC{0,20}") {
            let _ = Counted::of(&text);
        }

        #[test]
        fn a_written_time_reads_back(hours in 0_u64..100, minutes in 0_u64..60, rest in 0_u64..60) {
            prop_assert_eq!(seconds(&format!("{hours}:{minutes:02}:{rest:02}")), Some(hours * 3600 + minutes * 60 + rest));
        }
    }
}
