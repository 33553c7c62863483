//! What stands in the menu that opens on words, on a mark or on a row of a table: chosen from the table of commands
//! by what they need.
//!
//! It must not know how a menu is drawn.

use super::{Command, Effect, Menu, Need};

/// Where a menu is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// On selected or bare words of the article.
    Words,
    /// On a mark in the article.
    Mark,
    /// On a row that stands for a mark, away from its words.
    Row,
    /// On words of the source beside the article.
    Source,
}

/// A row of such a menu.
#[derive(Clone, Debug)]
pub enum Row<'a> {
    /// A command.
    Command(&'a Command),
    /// Commands behind one title.
    Menu(&'static str, Vec<&'a Command>),
    /// A line between groups.
    Line,
}

/// Lists what the menu at a spot holds.
pub fn rows(commands: &[Command], spot: Spot) -> Vec<Row<'_>> {
    let with = |wanted: fn(&Effect) -> bool| -> Vec<&Command> {
        commands.iter().filter(|command| wanted(&command.effect)).collect()
    };
    if spot == Spot::Source {
        let own = with(|effect| {
            matches!(
                effect,
                Effect::Excerpt | Effect::GoBetween | Effect::Copy | Effect::Find | Effect::ReadBeside
            )
        });
        return own.into_iter().map(Row::Command).collect();
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    if spot != Spot::Row {
        rows.extend(with(|effect| matches!(effect, Effect::Mark(_))).into_iter().map(Row::Command));
    }
    if spot != Spot::Row {
        rows.push(Row::Line);
        let copies = with(|effect| matches!(effect, Effect::Copy | Effect::CopyNumbered));
        rows.extend(copies.into_iter().map(Row::Command));
    }
    if spot == Spot::Words {
        return rows;
    }
    if !rows.is_empty() {
        rows.push(Row::Line);
    }
    rows.push(Row::Menu("Change kind", with(|effect| matches!(effect, Effect::SetKind(_)))));
    rows.push(Row::Menu("Set status", with(|effect| matches!(effect, Effect::SetStatus(_)))));
    let is_own = |command: &&Command| match command.need {
        Need::Mark | Need::Record => true,
        Need::MarkAndWords => spot == Spot::Mark,
        _ => false,
    };
    let is_listed = |command: &&Command| matches!(command.effect, Effect::SetKind(_) | Effect::SetStatus(_));
    for menu in [Menu::Mark, Menu::Record] {
        rows.push(Row::Line);
        let own = commands.iter().filter(|command| command.menu == menu);
        rows.extend(own.filter(is_own).filter(|command| !is_listed(command)).map(Row::Command));
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(spot: Spot) -> Vec<String> {
        let table = super::super::table(&crate::store::vocabulary::shipped());
        rows(&table, spot)
            .into_iter()
            .map(|row| match row {
                Row::Command(command) => command.id.to_string(),
                Row::Menu(title, inside) => {
                    assert!(!inside.is_empty(), "{title} is empty");
                    title.to_owned()
                }
                Row::Line => "-".to_owned(),
            })
            .collect()
    }

    #[test]
    fn words_can_be_marked_and_marks_worked_on() {
        let words = ids(Spot::Words);
        let copies = words.iter().position(|id| id == "-").unwrap();
        assert!(copies > 0 && words[..copies].iter().all(|id| id.starts_with("mark-")));
        assert_eq!(words[copies + 1..], ["copy", "copy-numbered"]);
        let mark = ids(Spot::Mark);
        for id in ["mark-claim", "Change kind", "Set status", "set-range", "delete-mark", "attach"] {
            assert!(mark.contains(&id.to_owned()), "{id} is missing in {mark:?}");
        }
    }

    #[test]
    fn a_row_of_a_table_offers_nothing_that_needs_words() {
        let row = ids(Spot::Row);
        assert!(!row.contains(&"mark-claim".to_owned()) && !row.contains(&"set-range".to_owned()));
        assert!(row.contains(&"mark-same".to_owned()));
    }
}
