//! What is said of each mistake in a file, that one thing is changed and all else stays, and the law of laying terms
//! over one another.
#![expect(clippy::disallowed_methods, reason = "a test lays out the files that are read")]

use proptest::prelude::*;

use super::change::{Change, changed, put, template};
use super::*;
use crate::check::rulebook::{Weight, number};
use crate::check::{self, Level};

fn shipped() -> (Arc<Vocabulary>, Arc<Rulebook>) {
    (vocabulary::shipped(), Rulebook::shipped())
}

fn read(text: &str) -> (Terms, Vec<String>) {
    let (vocabulary, rulebook) = shipped();
    let ground = Ground { vocabulary: &vocabulary, rulebook: &rulebook, is_project: false };
    let (terms, faults, _) = sheet(None, text, ground);
    let told = faults.iter().map(|fault| {
        let (line, column) = fault.place.unwrap();
        format!("{line}:{column} {}", fault.words)
    });
    (terms, told.collect())
}

fn terms(text: &str) -> Terms {
    let (terms, faults) = read(text);
    assert_eq!(faults, [""; 0]);
    terms
}

#[test]
fn each_mistake_is_told_with_line_and_column_and_what_to_do() {
    let mistakes = [
        ("(\n levles: {},\n)", "2:2 there is no part of the file “levles”: write “levels” if you meant that"),
        (
            "(levels: {\"single-sauce\": off})",
            "1:11 there is no rule “single-sauce”: write “single-source” if you meant that",
        ),
        ("(levels: {\"single-source\": of})", "1:28 there is no level “of”: write “off” if you meant that"),
        (
            "(levels: {\"single-source\": 3})",
            "1:28 “single-source” takes a level: blocking, warning, hint or off, and here stands a number",
        ),
        (
            "(levels: {\"single-source\": off, \"single-source\": hint})",
            "1:33 “single-source” stands here a second time: take one away",
        ),
        (
            "(levels: {\"conflicting-changes\": off})",
            "1:11 “conflicting-changes” is always blocking: two people have to settle it",
        ),
        ("(numbers: {\"stage-days\": 99999})", "1:26 “stage-days” takes a whole number from 0 to 3650"),
        (
            "(numbers: {\"stage-day\": 9})",
            "1:12 there is no number “stage-day”: write “stage-days” if you meant that",
        ),
        (
            "(required: {\"claim\": [\"statment\"]})",
            "1:23 there is no field of the kind “claim” “statment”: write “statement” if you meant that",
        ),
        ("(required: {\"claims\": []})", "1:13 there is no kind “claims”: write “claim” if you meant that"),
        (
            "(words: {\"en\": {\"accusation\": (add: [\"^ said\"])}})",
            "1:38 this phrase cannot be read: “^ said” has to begin with a word",
        ),
        (
            "(words: {\"en\": {\"accusation\": (remove: [\"zebra\"])}})",
            "1:41 “zebra” is not in the list “accusation” and cannot be taken out of it: write it as it stands there",
        ),
        (
            "(words: {\"English\": {}})",
            "1:10 “English” is no language: write its short name in small letters, as in “en”",
        ),
        (
            "(kinds: [(id: \"rumour\", label: \"Rumour\", meaning: Clam)])",
            "1:51 there is no meaning “Clam”: write “Claim” if you meant that",
        ),
        ("(kinds: [(id: \"rumour\", meaning: Claim)])", "1:15 the kind “rumour” is new and needs a label"),
        (
            "(kinds: [(id: \"rumour\", label: \"Rumour\", meaning: Claim, shortcut: 'c')])",
            "1:68 the key “c” of the kind “rumour” is taken by “Claim”: choose another one, or give that one another",
        ),
        (
            "(kinds: [(id: \"claim\", hue: \"blu\")])",
            "1:29 there is no colour “blu”: write “blue” if you meant that",
        ),
        (
            "(statuses: [(id: \"cut\", shortcut: 'c')])",
            "1:35 the key “c” of the status “cut” is taken by “Claim”: choose another one, or give that one another",
        ),
        (
            "(scales: [(name: \"categorie\", rows: [(id: \"recipe\", label: \"Recipe\")])])",
            "1:18 there is no scale “categorie”: write “category” if you meant that",
        ),
        (
            "(scales: [(name: \"category\", rows: [(id: \"a\", label: \"A\"), (id: \"a\", label: \"B\")])])",
            "1:65 the row “a” stands here a second time: put both into one",
        ),
        (
            "(scales: [(name: \"rating_scale\", rows: [(id: \"stars\", label: \"Stars\")])])",
            "1:46 the rating scale “stars” has no rows: add a scale of that name with its ratings",
        ),
        (
            "(checklist: [(rows: [])])",
            "1:14 these questions have no group: write (group: \"Fairness\", rows: […])",
        ),
        ("(levels: {\n  \"single-source\" off})", "2:19 a colon has to stand behind “single-source”"),
    ];
    for (text, told) in mistakes {
        assert_eq!(read(text).1, [told], "{text}");
    }
}

#[test]
fn all_mistakes_are_told_and_everything_else_counts() {
    let (terms, faults) = read(
        "(\n    levels: {\"nonsense-of-mine\": off, \"single-source\": hint},\n    words: {\"en\": oops oops},\n    numbers: \
         {\"stage-days\": 14, \"attempts\": 0},\n)\n",
    );
    assert_eq!(faults.len(), 3, "{faults:?}");
    assert_eq!(terms.levels, [("single-source".to_owned(), Weight::Of(Level::Hint))].into());
    assert_eq!(terms.numbers, [("stage-days".to_owned(), 14)].into());
}

#[test]
fn two_kinds_can_change_their_keys_with_one_another() {
    let terms = terms("(kinds: [(id: \"claim\", shortcut: 'a'), (id: \"allegation\", shortcut: 'c')])");
    let (vocabulary, _) = lay(&[&terms]);
    assert_eq!(vocabulary.kind("claim").map(|kind| kind.shortcut), Some('a'));
    assert_eq!(vocabulary.kind("allegation").map(|kind| kind.shortcut), Some('c'));
}

#[test]
fn what_is_wanted_otherwise_counts_in_words_rules_and_lists() {
    let terms = terms(
        "(\n  kinds: [(id: \"rumour\", label: \"Rumour\", shortcut: 'k', meaning: Claim, required: [\"statement\"])],\n  \
         scales: [(name: \"category\", rows: [(id: \"recipe\", label: \"Recipe\", prompts: [\"Cook\"])])],\n  checklist: \
         [(group: \"Fairness\", rows: [(id: \"tone\", label: \"Is the tone fair?\")])],\n  words: {\"en\": {\"accusation\": \
         (add: [\"two-faced => Says who?\"], remove: [\"scandal\"])}},\n  levels: {\"single-source\": off},\n  numbers: \
         {\"attempts\": 5},\n)",
    );
    let (vocabulary, rulebook) = lay(&[&terms]);
    let kind = vocabulary.kind("rumour").unwrap();
    assert_eq!((kind.hue.as_str(), kind.plural.as_str(), kind.shortcut), ("blue", "Rumour", 'k'));
    assert_eq!(vocabulary.label("category", "recipe"), "Recipe");
    let groups: Vec<&str> = vocabulary.checklist.iter().map(|question| question.group.as_str()).collect();
    assert_eq!(groups.iter().filter(|group| **group == "Fairness").count(), 6);
    let mut once = groups.clone();
    once.dedup();
    assert_eq!(once.len(), 5, "rows of one group stand together");
    let list = &rulebook.languages[0].lists["accusation"];
    assert!(list.has("two-faced") && !list.has("scandal"));
    assert!(rulebook.is_off(check::named("single-source").unwrap()));
    assert_eq!(rulebook.number(&number::ATTEMPTS), 5);
}

#[test]
fn one_thing_is_changed_and_all_else_stays_as_it_is_written() {
    let level = |weight| Change::Level { rule: "single-source".into(), weight };
    let make = |text: &str, change: &Change| changed(text, Whose::Desk, change, &Terms::default()).unwrap();
    let text = "// mine\n(\n    levels: {\n        \"name-variant\": off, // noisy\n    },\n)\n";
    let off = make(text, &level(Some(Weight::Off)));
    assert_eq!(
        off,
        "// mine\n(\n    levels: {\n        \"name-variant\": off, // noisy\n        \"single-source\": off,\n    },\n)\n"
    );
    let hint = make(&off, &level(Some(Weight::Of(Level::Hint))));
    assert_eq!(hint, off.replace("\"single-source\": off", "\"single-source\": hint"));
    assert_eq!(make(&hint, &level(None)), text);
    assert_eq!(
        make("(levels: {\"a\": off})", &level(Some(Weight::Off))),
        "(levels: {\"a\": off, \"single-source\": off})"
    );
    let words = |phrase: &str| Change::AddPhrase {
        language: "en".into(),
        list: "accusation".into(),
        phrase: phrase.into(),
    };
    let out = |phrase: &str| Change::RemovePhrase {
        language: "en".into(),
        list: "accusation".into(),
        phrase: phrase.into(),
    };
    let begun = make(&template(Whose::Desk), &words("two-faced"));
    assert_eq!(terms(&begun).words["en"]["accusation"].add, ["two-faced"]);
    let both = make(&begun, &out("scandal"));
    let changes = &terms(&both).words["en"]["accusation"];
    assert_eq!(
        (changes.add.as_slice(), changes.remove.as_slice()),
        (&["two-faced".to_owned()][..], &["scandal".to_owned()][..])
    );
    // What was put in is only taken back, and the other way round.
    let none = make(&make(&both, &out("two-faced")), &words("scandal"));
    assert!(terms(&none).is_empty());
}

#[test]
fn a_file_that_cannot_be_read_is_not_written_over() {
    let told = put("(\n  levels: {,},\n)", &["levels", "single-source"], Some("off")).unwrap_err();
    assert!(told.starts_with("line 2, column 12: ") && told.ends_with("nothing was changed"), "{told}");
}

#[test]
fn what_was_read_last_holds_while_a_file_is_being_mended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let wanted =
        Wanted { desk: Some(path.clone()), keep: Some(folder.path().join("kept")), ..Wanted::default() };
    std::fs::write(&path, "(\n levels: {\"single-source\": off},\n numbers: {\"attempts\": 5},\n)").unwrap();
    let first = load(&wanted, None);
    assert_eq!(first.faults().count(), 0);
    std::fs::write(&path, "(\n levels: {\"single-source\": off,,},\n numbers: {\"attempts\": 4},\n)")
        .unwrap();
    for before in [Some(&first), None] {
        let second = load(&wanted, before);
        let told: Vec<String> = second.faults().map(ToString::to_string).collect();
        assert_eq!(told, [format!("{}, line 2, column 32: a name or }} has to stand here.", path.display())]);
        assert_eq!(second.desk.terms.levels, first.desk.terms.levels, "what cannot be read is as it was");
        assert_eq!(second.desk.terms.numbers["attempts"], 4, "what can be read counts");
    }
    std::fs::remove_file(&path).unwrap();
    let gone = load(&Wanted { is_named: true, ..wanted.clone() }, None);
    assert_eq!(gone.faults().count(), 1, "somebody named it, so it has to be there");
    assert_eq!(gone.desk.terms, first.desk.terms);
    assert!(load(&wanted, None).desk.terms.is_empty(), "nobody named it, and there is none");
}

#[test]
fn an_open_project_hears_of_files_that_somebody_has_changed() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::within(&folder.path().join("machine"));
    let store = crate::store::create(&folder.path().join("p"), &place).unwrap().store;
    let hears = || {
        store.look_around().unwrap();
        store.has_desk_news()
    };
    assert!(!hears(), "nothing is followed yet");
    store.follow_desk(folder.path().join(FILE), Arc::default());
    assert!(hears(), "what came before it was followed is looked at, too");
    assert!(!hears());
    for path in [folder.path().join(FILE), folder.path().join("p").join(FILE)] {
        for text in ["(levels: {})", "(numbers:{})"] {
            std::fs::write(&path, text).unwrap();
            assert!(hears(), "as long as before, and another text");
            assert!(!hears());
        }
    }
}

fn row(id: &str, label: &str) -> Row {
    let text = |text: &str| Cell::Text(text.to_owned());
    let cells = [("label", text(label)), ("plural", text(label)), ("hue", text("rose"))];
    Row { id: id.to_owned(), cells: cells.into() }
}

fn any_row(ids: &'static [&'static str], meaning: &'static str) -> impl Strategy<Value = Row> {
    let help = prop::option::of("[a-c]{1,3}");
    (prop::sample::select(ids), "[A-C]", help).prop_map(move |(id, label, help)| {
        let mut row = row(id, &label);
        row.cells.insert("meaning", Cell::Meaning(meaning.to_owned()));
        row.cells.extend(help.map(|help| ("help", Cell::Text(help))));
        row
    })
}

fn once(rows: Vec<Row>) -> Vec<Row> {
    let mut kept: Vec<Row> = Vec::new();
    for row in rows {
        if kept.iter().all(|other| other.id != row.id) {
            kept.push(row);
        }
    }
    kept
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let kinds = prop::collection::vec(any_row(&["claim", "rumour", "tip"], "Claim"), 0..3);
    let rows = prop::collection::vec(any_row(&["age", "recipe", "menu"], "Plain"), 0..3);
    let required = prop::collection::btree_map(
        prop::sample::select(&["claim", "query"][..]).prop_map(str::to_owned),
        prop::collection::vec(
            prop::sample::select(&["statement", "category"][..]).prop_map(str::to_owned),
            0..2,
        ),
        0..2,
    );
    let weights = prop::sample::select(Weight::ALL.map(|(weight, _)| weight).to_vec());
    let levels = prop::collection::btree_map(
        prop::sample::select(&["single-source", "open-query", "name-variant"][..]).prop_map(str::to_owned),
        weights,
        0..3,
    );
    let phrases = || {
        let phrases = prop::sample::select(&["scandal", "Scandal", "two-faced", "sued", "bad => why"][..]);
        prop::collection::vec(phrases.prop_map(str::to_owned), 0..3)
    };
    let words = (phrases(), phrases());
    let numbers = prop::collection::btree_map(
        prop::sample::select(&["attempts", "stage-days"][..]).prop_map(str::to_owned),
        1_u32..9,
        0..2,
    );
    (kinds, rows, required, levels, words, numbers).prop_map(
        |(kinds, rows, required, levels, words, numbers)| {
            let (add, remove) = words;
            Terms {
                kinds: once(kinds),
                scales: [("category".to_owned(), once(rows))].into(),
                required,
                levels,
                words: [("en".to_owned(), [("accusation".to_owned(), Changes { add, remove })].into())]
                    .into(),
                numbers,
                ..Terms::default()
            }
        },
    )
}

fn told(layers: &[&Terms]) -> (Vocabulary, String) {
    let (vocabulary, rulebook) = lay(layers);
    let lists = rulebook.languages.iter().map(|book| {
        let list = &book.lists["accusation"];
        list.phrases.iter().map(|phrase| format!("{} {}", phrase.written, phrase.note)).collect::<Vec<_>>()
    });
    let lists: Vec<_> = lists.collect();
    (Vocabulary::clone(&vocabulary), format!("{:?} {:?} {lists:?}", rulebook.weights, rulebook.numbers))
}

proptest! {
    #[test]
    fn two_layers_are_one_and_the_upper_one_counts(desk in any_terms(), project in any_terms()) {
        let both = told(&[&desk, &project]);
        prop_assert_eq!(&both, &told(&[&desk.clone().under(&project)]));
        prop_assert_eq!(&both, &told(&[&desk, &project, &project]), "twice is once");
        prop_assert_eq!(&told(&[&Terms::default(), &desk]), &told(&[&desk, &Terms::default()]));
        let (_, rulebook) = lay(&[&desk, &project]);
        for (rule, weight) in &desk.levels {
            let wanted = project.levels.get(rule).unwrap_or(weight);
            prop_assert_eq!(rulebook.weights.get(rule), Some(wanted));
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was(desk in any_terms()) {
        let text = format!("(\n{})\n", desk.written(4));
        let tree = tree::read(&text);
        prop_assert_eq!(&tree.flaws, &[]);
        let again = read(&text).0;
        prop_assert_eq!(&again.levels, &desk.levels);
        prop_assert_eq!(&again.numbers, &desk.numbers);
        prop_assert_eq!(again.kinds.len(), desk.kinds.len());
    }
}
