//! A letter of a project: gathers what its reader may see and looks for what would give a source away.

use crate::export::letter::{self, Letter, Particulars, Recipient};
use crate::export::{Audience, Coverage, Exposure, Handout, exposure};
use crate::model::{Envelope, Id, Moment, Outline, Project, Vocabulary};
use crate::text::Day;
use crate::text::day::written;

/// What a letter is written for.
#[derive(Clone, Debug, Default)]
pub struct Order<'a> {
    /// The accused it goes to; nobody where it goes to the author.
    pub person: Option<Id>,
    /// How the desk can be reached.
    pub contact: String,
    /// Who signs it.
    pub checker: String,
    /// The day it is signed with.
    pub today: Moment,
    /// The words of sealed values, which no letter may hold; they are looked for and never kept.
    pub sealed: &'a [Envelope],
}

/// A letter, with what its reader might find in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Its text.
    pub text: String,
    /// The allegations that it puts to the accused.
    pub about: Vec<Id>,
    /// The places that name what the accused may not know; always none for the author.
    pub exposures: Vec<Exposure>,
}

/// Lists the people who are accused of something, by name.
pub fn accused(project: &Project) -> Vec<(Id, String)> {
    let mut people: Vec<(Id, String)> = Vec::new();
    for person in project.allegations().values().flat_map(|allegation| &allegation.accused) {
        if project.has(*person) && people.iter().all(|(known, _)| known != person) {
            people.push((*person, project.name_of(*person)));
        }
    }
    people.sort_by_key(|(id, name)| (name.to_lowercase(), *id));
    people
}

/// Writes a letter.
pub fn write(
    letter: &Letter,
    project: &Project,
    outline: &Outline,
    vocabulary: &Vocabulary,
    order: &Order<'_>,
) -> Written {
    let (audience, coverage) = (letter.audience(), Coverage::default());
    let handout =
        Handout::for_audience(project, outline, vocabulary, Vec::new(), coverage, order.today, audience);
    let person = order.person.filter(|_| letter.recipient == Recipient::Accused);
    let recipient = match letter.recipient {
        Recipient::Accused => person.map_or_else(String::new, |person| project.name_of(person)),
        Recipient::Author => project.article().writer.clone(),
    };
    let mut particulars = Particulars {
        person,
        recipient,
        deadline: String::new(),
        contact: order.contact.clone(),
        checker: order.checker.clone(),
    };
    let about = letter::write(letter, &handout, &particulars).about;
    // They are asked for one answer: the earliest day counts, but nobody can keep one that has passed.
    let today = order.today.date();
    let deadlines = about.iter().map(|id| project.text_of(*id, "reply_deadline"));
    let is_ahead = |day: &String| written(day).day().and_then(Day::date).is_some_and(|day| day >= today);
    particulars.deadline = deadlines.filter(is_ahead).min().unwrap_or_default();
    let letter::Draft { text, about } = letter::write(letter, &handout, &particulars);
    let exposures = match audience {
        Audience::Internal | Audience::Legal => Vec::new(),
        Audience::Public => {
            let sealed: Vec<String> =
                order.sealed.iter().map(|words| words.open().reveal().clone()).collect();
            exposure::find_in(&text, &exposure::names(project, vocabulary, &sealed))
        }
    };
    Written { text, about, exposures }
}
