//! Which command somebody means by some letters: letters of its name in order, else words of its menu or its help.
//!
//! Letters that begin words and letters in a row weigh most. Pure: it must not know what a command does or whether
//! it can run.

/// What a command is searched by.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The title of its menu.
    pub menu: &'a str,
    /// What it does.
    pub help: &'a str,
}

/// How well a command fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The more the better.
    pub score: i32,
    /// The matched letters of the name, as positions of characters.
    pub letters: Vec<usize>,
}

/// A letter that matches at all.
const LETTER: i32 = 4;
/// It begins a word.
const WORD_START: i32 = 10;
/// It stands right behind the one before.
const RUN: i32 = 8;
/// Each letter that is skipped.
const SKIPPED: i32 = -1;
/// What is found in menu and name stands behind what is found in the name alone.
const BY_MENU: i32 = -200;
/// What is found in the help stands behind both.
const BY_HELP: i32 = -400;
/// Longer names and queries are cut to this many characters, so that the work stays small.
const LONGEST: usize = 96;

/// Tells how well a command fits what was typed; nothing where it does not. White space only parts words.
pub fn fit(entry: Entry<'_>, typed: &str) -> Option<Fit> {
    if typed.trim().is_empty() {
        return Some(Fit { score: 0, letters: Vec::new() });
    }
    if let Some(fit) = in_order(entry.name, typed) {
        return Some(fit);
    }
    let words = || typed.split_whitespace();
    let with_menu = format!("{} {}", entry.menu, entry.name);
    if words().all(|word| has_word(&with_menu, word)) {
        let letters = words().filter_map(|word| positions(entry.name, word)).flatten().collect();
        return Some(Fit { score: BY_MENU, letters });
    }
    let everything = format!("{with_menu} {}", entry.help);
    words()
        .all(|word| word.chars().count() > 2 && has_word(&everything, word))
        .then(|| Fit { score: BY_HELP, letters: Vec::new() })
}

/// Finds the best way in which the typed letters stand in a name in order.
fn in_order(name: &str, typed: &str) -> Option<Fit> {
    let name: Vec<char> = name.chars().take(LONGEST).collect();
    let folded: Vec<char> = name.iter().map(|c| fold(*c)).collect();
    let typed: Vec<char> = typed.chars().filter(|c| !c.is_whitespace()).take(LONGEST).map(fold).collect();
    let (rows, columns) = (typed.len(), folded.len());
    if rows == 0 || rows > columns {
        return None;
    }
    // best[row][column]: the best score with letter `row` matched at `column`, and where the one before stands.
    let mut best: Vec<Vec<Option<(i32, usize)>>> = vec![vec![None; columns]; rows];
    for row in 0..rows {
        let mut before: Option<(i32, usize)> = None;
        for column in 0..columns {
            if row > 0 && column > 0 {
                before = before.map(|(score, at)| (score + SKIPPED, at));
                if let Some((score, _)) = best[row - 1][column - 1]
                    && before.is_none_or(|(other, _)| score >= other)
                {
                    before = Some((score, column - 1));
                }
            }
            if folded[column] != typed[row] {
                continue;
            }
            let own = LETTER + if begins_word(&name, column) { WORD_START } else { 0 };
            best[row][column] = if row == 0 {
                Some((own + SKIPPED * i32::try_from(column.min(12)).unwrap_or(12), 0))
            } else {
                // A run may be worth more than the best place before.
                let run = best[row - 1][column.saturating_sub(1)].filter(|_| column > 0);
                let run = run.map(|(score, _)| (score + own + RUN, column - 1));
                let gap = before.map(|(score, at)| (score + own, at));
                run.into_iter().chain(gap).max_by_key(|(score, _)| *score)
            };
        }
    }
    let (end, score) = best[rows - 1]
        .iter()
        .enumerate()
        .filter_map(|(column, cell)| cell.map(|(score, _)| (column, score)))
        .max_by_key(|(column, score)| (*score, std::cmp::Reverse(*column)))?;
    let mut letters = vec![end];
    let mut at = end;
    for row in (1..rows).rev() {
        at = best[row][at].map_or(0, |(_, before)| before);
        letters.push(at);
    }
    letters.reverse();
    Some(Fit { score, letters })
}

fn begins_word(name: &[char], at: usize) -> bool {
    at == 0 || !name[at - 1].is_alphanumeric()
}

fn fold(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

fn has_word(text: &str, word: &str) -> bool {
    positions(text, word).is_some()
}

/// Returns the positions of the first place where a word begins like this.
fn positions(text: &str, word: &str) -> Option<Vec<usize>> {
    let text: Vec<char> = text.chars().map(fold).collect();
    let word: Vec<char> = word.chars().map(fold).collect();
    let last = text.len().checked_sub(word.len())?;
    let start = (0..=last).find(|at| begins_word(&text, *at) && text[*at..].starts_with(&word))?;
    Some((start..start + word.len()).collect())
}

/// Puts a command that was just run at the head of the recent ones.
pub fn note_recent(recent: &mut Vec<String>, id: &str) {
    recent.retain(|other| other != id);
    recent.insert(0, id.to_owned());
    recent.truncate(RECENT);
}

/// So many recent commands are remembered.
const RECENT: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn score(name: &str, typed: &str) -> Option<i32> {
        fit(Entry { name, menu: "", help: "" }, typed).map(|fit| fit.score)
    }

    fn letters(name: &str, typed: &str) -> String {
        let fit = fit(Entry { name, menu: "", help: "" }, typed).unwrap();
        name.chars()
            .enumerate()
            .map(|(at, c)| if fit.letters.contains(&at) { format!("[{c}]") } else { c.to_string() })
            .collect::<String>()
            .replace("][", "")
    }

    #[test]
    fn letters_in_order_find_a_command_and_others_do_not() {
        assert!(score("Mark every same mention", "mesm").is_some());
        assert_eq!(score("Mark every same mention", "zz"), None);
        assert_eq!(score("Undo", "undoo"), None);
        assert_eq!(score("Same source again", ""), Some(0));
    }

    #[test]
    fn beginnings_of_words_are_matched_before_letters_inside() {
        assert_eq!(letters("Mark every same mention", "mesm"), "[M]ark [e]very [s]ame [m]ention");
        assert_eq!(letters("Export report…", "rep"), "Export [rep]ort…");
        assert_eq!(letters("Set status: query author", "squ"), "Set [s]tatus: [qu]ery author");
    }

    #[test]
    fn runs_weigh_more_than_scattered_letters() {
        assert!(score("Undo", "undo") > score("Change kind: no check needed or", "undo"));
        assert!(score("Next mark", "mark") > score("Mark as remark", "msrm"));
        assert!(score("Find…", "find") > score("Findings", "fnds"));
    }

    #[test]
    fn case_and_spaces_make_no_difference() {
        assert_eq!(score("Larger text", "LARGER TEXT"), score("Larger text", "largertext"));
    }

    #[test]
    fn menu_and_help_find_a_command_too_but_behind() {
        let entry = Entry { name: "Quit", menu: "File", help: "Saves everything and ends the program" };
        let by_name = fit(entry, "quit").unwrap().score;
        let by_menu = fit(entry, "file quit").unwrap().score;
        let by_help = fit(entry, "program").unwrap().score;
        assert!(by_name > by_menu && by_menu > by_help);
        assert_eq!(fit(entry, "qu fi").unwrap().letters, [0, 1]);
        assert_eq!(fit(entry, "xylophone"), None);
    }

    #[test]
    fn what_was_run_last_comes_first_and_once() {
        let mut recent = Vec::new();
        for id in ["save", "find", "save"] {
            note_recent(&mut recent, id);
        }
        assert_eq!(recent, ["save", "find"]);
        for number in 0..20 {
            note_recent(&mut recent, &number.to_string());
        }
        assert_eq!(recent.len(), RECENT);
    }
}
