//! Letters that are written from the record: the request for reply, the questions to the author.
//!
//! A letter is made of a [`Handout`], so that it can tell nothing that its reader may not see, and of particulars that
//! stand on no report. The words round it are templates, in `assets/letters`. What comes of it is text for people to
//! change before it goes out. Knows no project and no format.

mod template;

use super::wording::{day, visible};
use super::{Addressee, Audience, Card, Handout};
use crate::model::words::capital;
use crate::model::{Id, Table};
use crate::text::fold::{Folding, fold};
use template::{Fields, Row};

/// Whom a letter goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// Somebody who is accused.
    Accused,
    /// Whoever wrote the article.
    Author,
}

/// One sort of letter.
#[derive(Debug)]
pub struct Letter {
    /// The name used on the command line.
    pub id: &'static str,
    /// The name shown to people.
    pub label: &'static str,
    /// What it is for, in one sentence.
    pub help: &'static str,
    /// Whom it goes to.
    pub recipient: Recipient,
    /// The words round what the record says.
    template: &'static str,
}

impl Letter {
    /// Returns what its reader may see: the accused no more than the public.
    pub fn audience(&self) -> Audience {
        match self.recipient {
            Recipient::Accused => Audience::Public,
            Recipient::Author => Audience::Internal,
        }
    }
}

/// Every letter, in the order of menus.
pub static ALL: [Letter; 2] = [
    Letter {
        id: "letter-reply",
        label: "Request for reply",
        help: "Puts every allegation about one person to them, with a deadline, and names no source that the public may \
               not know",
        recipient: Recipient::Accused,
        template: include_str!("../../assets/letters/reply.md"),
    },
    Letter {
        id: "letter-questions",
        label: "Questions to the author",
        help: "Lists what the author has to answer, and the changes of wording that are proposed",
        recipient: Recipient::Author,
        template: include_str!("../../assets/letters/questions.md"),
    },
];

/// Finds the letter of that name.
pub fn named(id: &str) -> Option<&'static Letter> {
    ALL.iter().find(|letter| letter.id == id)
}

/// What a letter says besides what the record does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The person it is about.
    pub person: Option<Id>,
    /// Whom it goes to, by name.
    pub recipient: String,
    /// Until when an answer is asked for, as it is stored; empty where nobody has said.
    pub deadline: String,
    /// How the desk can be reached.
    pub contact: String,
    /// Who signs it.
    pub checker: String,
}

/// A letter as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its text.
    pub text: String,
    /// The allegations that it puts to the accused.
    pub about: Vec<Id>,
}

/// Writes a letter.
pub fn write(letter: &Letter, handout: &Handout, particulars: &Particulars) -> Draft {
    let mut fields = Fields::default();
    let article = &handout.article;
    fields.put("title", &quoted(handout.title()));
    fields.put("publication", article.words("publication"));
    fields.put("recipient", &particulars.recipient);
    fields.put("deadline", &hour(&particulars.deadline));
    fields.put("contact", &particulars.contact);
    fields.put("checker", &particulars.checker);
    fields.put("today", &day(&handout.made_on));
    let about = match letter.recipient {
        Recipient::Accused => put_allegations(&mut fields, handout, particulars.person),
        Recipient::Author => {
            put_questions(&mut fields, handout);
            Vec::new()
        }
    };
    Draft { text: template::fill(letter.template, &fields), about }
}

/// Lists the allegations about a person that a reader may see, in the order of the text.
fn about(handout: &Handout, person: Option<Id>) -> Vec<&Card> {
    let accuses = |card: &&Card| person.is_some_and(|person| card.links("accused").contains(&person));
    handout.placed(Table::Allegation).into_iter().filter(accuses).collect()
}

fn put_allegations(fields: &mut Fields, handout: &Handout, person: Option<Id>) -> Vec<Id> {
    let cards = about(handout, person);
    let rows = cards.iter().enumerate().map(|(at, card)| {
        let mut row = Row::default();
        row.put("number", &(at + 1).to_string());
        row.put("gist", if card.heading.is_empty() { "[what is alleged]" } else { &card.heading });
        for name in ["act", "happened", "place", "forum"] {
            row.put(name, card.words(name));
        }
        row.put("accusers", &accusers(handout, card));
        row.put("reported", &joined(&[card.words("reported"), &day(card.words("reported_on"))], ", "));
        row.put("case", &joined(&[card.words("case"), card.words("court")], ", "));
        let as_of = card.words("stage_as_of");
        let as_of = if as_of.is_empty() { String::new() } else { format!("as of {}", day(as_of)) };
        row.put("stage", &joined(&[&card.words("stage").to_lowercase(), &as_of], ", "));
        row
    });
    let rows = rows.collect();
    fields.list("allegations", rows);
    cards.iter().map(|card| card.id).collect()
}

/// Names the accusers whom the article names itself, and describes the others as agreed.
fn accusers(handout: &Handout, card: &Card) -> String {
    let text = fold(&handout.text, Folding::default());
    let is_named = |person: &&Card| {
        let name = fold(person.heading.trim(), Folding::default());
        !name.is_empty() && text.contains(&name)
    };
    let people = card.links("accusers").iter().filter_map(|person| handout.card(*person));
    let named: Vec<&str> = people.filter(is_named).map(|person| person.heading.as_str()).collect();
    joined(&[&named.join(", "), card.words("accuser_note")], "; ")
}

fn put_questions(fields: &mut Fields, handout: &Handout) {
    let Some(workings) = &handout.workings else { return };
    let asked = workings.questions.iter().filter(|question| question.addressee == Addressee::Author);
    let questions: Vec<Row> = asked
        .enumerate()
        .map(|(at, question)| {
            let mut row = Row::default();
            row.put("number", &(at + 1).to_string());
            let has_words = !question.text.trim().is_empty();
            row.put("question", if has_words { &question.text } else { "Please look at this again." });
            row.put("quote", &quotation(&question.quote));
            row.put("place", &capital(&place(&question.marks, None)));
            row.put("due", &hour(&question.due));
            row
        })
        .collect();
    let changes: Vec<Row> = workings
        .changes
        .iter()
        .enumerate()
        .map(|(at, change)| {
            let mut row = Row::default();
            row.put("number", &(at + 1).to_string());
            row.put("place", &capital(&place(&change.marks, change.paragraph)));
            row.put("old", &quotation(&change.old));
            row.put("new", &quotation(&change.new));
            row.put("why", &change.why);
            row
        })
        .collect();
    let nothing = if questions.is_empty() && changes.is_empty() { vec![Row::default()] } else { Vec::new() };
    fields.list("questions", questions);
    fields.list("changes", changes);
    fields.list("nothing", nothing);
}

/// Says where something stands: “paragraph 3, mark 5”.
fn place(marks: &[usize], paragraph: Option<usize>) -> String {
    let paragraph = paragraph.map_or_else(String::new, |number| format!("paragraph {number}"));
    let numbers = marks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let marks = match marks.len() {
        0 if paragraph.is_empty() => "the whole article".to_owned(),
        0 => String::new(),
        1 => format!("mark {numbers}"),
        _ => format!("marks {numbers}"),
    };
    joined(&[&paragraph, &marks], ", ")
}

/// Writes a day with its hour, where it has one.
fn hour(stored: &str) -> String {
    crate::text::day::written(stored).day().map_or_else(|| stored.to_owned(), |day| day.to_string())
}

/// Puts words into quotation marks, unless they bring their own or there are none.
fn quotation(words: &str) -> String {
    let words = words.trim();
    if words.is_empty() || words.starts_with(['“', '"', '„', '«', '‘']) {
        return words.to_owned();
    }
    format!("“{words}”")
}

/// Leaves a title on one line.
fn quoted(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(words: &[&str], sign: &str) -> String {
    let filled: Vec<&str> = words.iter().copied().filter(|words| !words.trim().is_empty()).collect();
    filled.join(sign)
}

/// Makes words ready for a letter: on as few lines as they have, nothing in them that cannot be seen.
fn ready(words: &str) -> String {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    visible(&lines.collect::<Vec<_>>().join("\n   ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_template_asks_for_nothing_that_is_not_there_and_closes_what_it_opens() {
        let known: [(&str, &[&str]); 3] = [
            (
                "allegations",
                &[
                    "number", "gist", "act", "happened", "place", "accusers", "forum", "reported", "case",
                    "stage",
                ],
            ),
            ("questions", &["number", "question", "quote", "place", "due"]),
            ("changes", &["number", "place", "old", "new", "why"]),
        ];
        let common = ["title", "publication", "recipient", "deadline", "contact", "checker", "today"];
        for letter in &ALL {
            let asked =
                template::asked(letter.template).unwrap_or_else(|fault| panic!("{}: {fault}", letter.id));
            for (list, name) in asked {
                let is_known = common.contains(&name.as_str())
                    || known.iter().any(|(known, fields)| *known == list && fields.contains(&name.as_str()));
                assert!(is_known, "{}: {{{name}}} of {list}", letter.id);
            }
        }
    }

    #[test]
    fn a_place_is_told_by_paragraph_and_mark() {
        assert_eq!(place(&[5], Some(3)), "paragraph 3, mark 5");
        assert_eq!(place(&[5, 7], None), "marks 5, 7");
        assert_eq!(place(&[], None), "the whole article");
    }
}
