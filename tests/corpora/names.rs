//! How often the rules about names and titles raise an alarm over texts that people wrote with care.
//!
//! The people are those that annotators found in each text, by the names that the text itself gives them: every alarm is
//! a false one, or a slip of the text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use redpencil::check::{self, Ground, Reading};
use redpencil::import::Article;
use redpencil::model::{Moment, Outline, Project, Table, Value};
use redpencil::session::{Action, Session, context::Fixed, journal::Memory};

/// Titles as they stand before names, by the office that they say.
const TITLES: [(&str, &str); 8] = [
    ("President", "President"),
    ("Senator", "Senator"),
    ("Sen.", "Senator"),
    ("Governor", "Governor"),
    ("Gov.", "Governor"),
    ("Mayor", "Mayor"),
    ("Chancellor", "Chancellor"),
    ("Administrator", "Administrator"),
];

/// Lists the people whom a CoNLL-U file names in full.
fn people(conllu: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut run: Vec<String> = Vec::new();
    let mut is_person = false;
    for line in conllu.lines().chain([""]) {
        let columns: Vec<&str> = line.split('\t').collect();
        let token = match columns[..] {
            [id, form, _, upos, .., misc] if !id.contains(['-', '.']) => Some((form, upos, misc)),
            _ => None,
        };
        if let Some((form, "PROPN", misc)) = token {
            if run.is_empty() {
                is_person = misc.contains("-person-");
            }
            run.push(form.to_owned());
        } else {
            let is_title = |word: &String| TITLES.iter().any(|(title, _)| title == word);
            let name: Vec<String> =
                run.drain(..).skip_while(|word| is_title(word) || word.ends_with('.')).collect();
            // “Vice President” is marked as a person, too: an office, for which nobody makes a card.
            let is_office = name.last().is_some_and(is_title);
            if is_person && !is_office && (2..=3).contains(&name.len()) {
                found.insert(name.join(" "));
            }
        }
    }
    found
}

fn session(text: &str, people: &BTreeSet<String>) -> Session {
    let context = Fixed::new(Moment(1_700_000_000), "Ada", 7);
    let vocabulary = redpencil::store::vocabulary::shipped();
    let journal = Box::new(Memory::default());
    let mut session = Session::new(Project::default(), vocabulary, journal, Box::new(context));
    let article = Article { text: text.to_owned(), ..Article::default() };
    session
        .dispatch(Action::Begin { article: Box::new(article), name: "a.txt".into(), original: None })
        .unwrap();
    for name in people {
        let mut details = vec![("name", Value::Text(name.clone()))];
        let before = text.find(name.as_str()).map_or("", |at| text[..at].trim_end());
        if let Some((_, office)) = TITLES.iter().find(|(title, _)| before.ends_with(title)) {
            details.push(("role", Value::Text((*office).to_owned())));
        }
        session.dispatch(Action::Create { table: Table::Person, details, link: None }).unwrap();
    }
    session
}

#[test]
fn names_and_titles_of_careful_texts_raise_few_alarms() {
    let Some(folder) = crate::collection("15-sentences-gum") else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut counts, mut sentences_of, mut named) = (BTreeMap::new(), BTreeMap::new(), 0);
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "conllu")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let conllu = std::fs::read_to_string(path).unwrap();
        let document = crate::sentences::read(&name, &conllu);
        let people = people(&conllu);
        named += people.len();
        let session = session(&document.text, &people);
        let (project, vocabulary) = (session.project(), Arc::clone(session.vocabulary()));
        let rulebook = session.rulebook();
        let (outline, reading) = (Outline::of(project), Reading::of(project, rulebook));
        let ground = Ground {
            project,
            outline: &outline,
            vocabulary: &vocabulary,
            reading: &reading,
            rulebook,
            today: jiff::civil::date(2026, 11, 22),
        };
        let genre = document.genre.clone();
        *sentences_of.entry(genre.clone()).or_insert(0) += reading.sentences.len();
        for finding in check::run(&ground) {
            if !matches!(finding.rule, "name-variant" | "role-variant" | "same-person-twice") {
                continue;
            }
            *counts.entry((genre.clone(), finding.rule)).or_insert(0) += 1;
            println!("{name}: {}: {}", finding.rule, finding.message);
        }
    }
    let all: usize = sentences_of.values().sum();
    println!("{named} people in {all} sentences");
    for ((genre, rule), count) in &counts {
        println!("{genre:<12} {rule:<18} {count} in {} sentences", sentences_of[genre]);
    }
    for rule in ["name-variant", "role-variant"] {
        let found: usize = counts.iter().filter(|((_, of), _)| *of == rule).map(|(_, count)| count).sum();
        assert!(found * 1000 <= 2 * all, "{rule}: {found} alarms in {all} sentences");
    }
}
