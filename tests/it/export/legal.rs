//! What counsel is handed first, whom queries go to, and letters: what they say and what they never say.

use redpencil::export::letter::{self, Recipient};
use redpencil::session::letter::{Order, accused, write};

use super::*;

/// An allegation with a stage, attempts and an answer; a query to counsel with a thread; a rated claim.
fn of_counsel() -> (Session, Id) {
    let mut session = full();
    let s = &mut session;
    let allegation = *s.project().allegations().keys().next().unwrap();
    for (field, text) in [
        ("stage", "investigation"),
        ("stage_as_of", "2026-11-01"),
        ("basis", "official-statement"),
        ("answer", "denied"),
        ("reply_deadline", "2026-11-25T17:00"),
        ("accuser_note", "two former aides"),
    ] {
        set(s, allegation, field, words(text));
    }
    let details = vec![("time", words("14:30")), ("put", words("Did you take 3 bribes?"))];
    s.dispatch(Action::AddPart { owners: vec![allegation], table: Table::Attempt, details }).unwrap();
    let query = *s.project().queries().keys().next().unwrap();
    set(s, query, "to", words("counsel"));
    set(s, query, "person", words("Lea Law"));
    set(s, query, "due", words("2026-11-24"));
    let details = vec![("from", words("Lea Law")), ("words", words("Not before Monday."))];
    s.dispatch(Action::AddPart { owners: vec![query], table: Table::Message, details }).unwrap();
    let claim = *s.project().claims().keys().next().unwrap();
    set(s, claim, "rating", words("five-step/mostly-true"));
    (session, allegation)
}

fn in_order(file: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let at = file[from..].find(word);
        from += at.unwrap_or_else(|| panic!("{word} does not stand behind the ones before it:\n{file}"));
    }
}

#[test]
fn counsel_reads_allegations_with_stage_basis_and_replies_first() {
    let (session, _) = of_counsel();
    let handout = hand_out_to(Audience::Legal, &session, Vec::new());
    let order = [
        "Allegations",
        "Under investigation",
        "1 November 2026",
        "Official statement",
        "25 November 2026, 17:00",
        "22 November 2026, 14:30 · Ada Checker → Ann Smith",
        "Did you take 3 bribes?",
        "Legal flags and questions to counsel",
        "See counsel.",
        "Changes of wording",
        "The article, annotated",
        "Queries by person",
        "Lea Law, 22 November 2026",
        "Not before Monday.",
        "privileged and confidential",
    ];
    for format in ["html", "markdown"] {
        let file = written(format, &handout).replace('\\', "");
        in_order(&file[file.find("Allegations").unwrap()..], &order);
        let internal = written(format, &hand_out(&session, Vec::new()));
        assert!(!internal.contains("Legal flags and questions"), "{format}");
    }
    let rows = export::csv::rows(&handout, &Watch::default()).unwrap();
    assert_eq!(rows[0][..6], ["Marks", "Type", "Marked words", "Statement", "Stage", "Stage as of"]);
    assert_eq!(rows[1][1], "Allegation");
    assert!(rows[1].iter().any(|cell| cell.contains("Did you take 3 bribes?")));
}

#[test]
fn each_mention_tells_counsel_where_the_response_stands_and_the_public_nothing_of_it() {
    let (session, _) = of_counsel();
    let of = |audience| written("markdown", &hand_out_to(audience, &session, Vec::new()));
    assert!(of(Audience::Legal).contains("Response 1 paragraph above"));
    assert!(of(Audience::Internal).contains("response 1 paragraph above"));
    for told in ["paragraph above", "no response in the draft", "14:30", "Not before Monday"] {
        assert!(!of(Audience::Public).contains(told), "{told}");
    }
}

#[test]
fn ratings_stand_apart_from_statuses_with_their_scale() {
    let (session, _) = of_counsel();
    for format in ["html", "markdown"] {
        let file = written(format, &hand_out(&session, Vec::new()));
        in_order(&file, &["Ratings of other people’s claims", "Mostly true (five steps)"]);
    }
}

#[test]
fn the_list_of_queries_goes_by_person_with_day_and_thread() {
    let (session, _) = of_counsel();
    let list = written("queries", &hand_out(&session, Vec::new()));
    in_order(
        &list,
        &["Counsel: Lea Law (1)", "When did she say it?", "due 24 November 2026", "Not before Monday."],
    );
    let public = written("queries", &hand_out_to(Audience::Public, &session, Vec::new()));
    assert!(public.contains("Queries stay at the desk") && !public.contains("Lea Law"));
}

#[test]
fn attempts_and_messages_go_out_and_in_again() {
    let (one, _) = of_counsel();
    let out = written("web-annotation", &hand_out(&one, Vec::new()));
    let mut other = session(TEXT, 99);
    let read = web_annotation::read(out.as_bytes(), TEXT, other.vocabulary()).unwrap();
    other.dispatch(Action::Import { marks: read.marks, from: "a file".into() }).unwrap();
    assert_eq!(other.project().attempts(), one.project().attempts());
    assert_eq!(other.project().messages(), one.project().messages());
}

fn letter(session: &Session, name: &str) -> String {
    let letter = letter::named(name).unwrap();
    let person = accused(session.project()).first().map(|(id, _)| *id);
    let order = Order { person, checker: "Ada Checker".into(), ..Order::default() };
    write(letter, session.project(), session.outline(), session.vocabulary(), &order).text
}

#[test]
fn the_accused_are_told_what_is_alleged_and_by_when_to_answer() {
    let (session, _) = of_counsel();
    let text = letter(&session, "letter-reply");
    in_order(
        &text,
        &[
            "25 November 2026, 17:00",
            "Dear Ann Smith,",
            "1. Bribery.",
            "Who says so: two former aides",
            "under investigation, as of 1 November 2026",
            "Is this right?",
            "[telephone and e-mail of the desk]",
            "Ada Checker",
        ],
    );
    for inside in
        ["Two or three?", "See counsel", "Did you take 3 bribes?", "is said to have taken", "Denied"]
    {
        assert!(!text.contains(inside), "{inside}");
    }
}

#[test]
fn no_accuser_whom_the_article_does_not_name_and_no_withheld_person_is_named_to_the_accused() {
    let (mut session, allegation) = of_counsel();
    let person = |session: &mut Session, name: &str| {
        let details = vec![("name", words(name))];
        session.dispatch(Action::Create { table: Table::Person, details, link: None }).unwrap().made[0]
    };
    let (quiet, behind) = (person(&mut session, "Mallory Quill"), person(&mut session, "Ann Smith's Driver"));
    set(&mut session, allegation, "accusers", Value::Links(vec![quiet, behind]));
    let source = vec![
        ("title", words("Talk")),
        ("ground_rules", words("off-record")),
        ("person", Value::Link(behind)),
    ];
    let details = Vec::new();
    session
        .dispatch(Action::Attach { record: allegation, source: Attachment::New(source), details })
        .unwrap();
    let text = letter(&session, "letter-reply");
    assert!(!text.contains("Quill") && !text.contains("Driver") && !text.contains("Talk"), "{text}");
    // Words that somebody typed are for people to judge, and pointed at.
    set(&mut session, allegation, "act", words("Took money, says Ann Smith's Driver"));
    let order = Order { person: Some(accused(session.project())[0].0), ..Order::default() };
    let (project, outline) = (session.project(), session.outline());
    let letter = &letter::ALL[0];
    assert_eq!(letter.recipient, Recipient::Accused);
    let written = write(letter, project, outline, session.vocabulary(), &order);
    assert!(written.exposures.iter().any(|place| place.words.contains("Driver")), "{written:?}");
}

#[test]
fn the_author_gets_questions_and_changes_and_nothing_that_is_counsels() {
    let (mut session, _) = of_counsel();
    let claim = *session.project().claims().keys().next_back().unwrap();
    session.dispatch(Action::SetStatus { record: claim, status: "query-author".into() }).unwrap();
    set(&mut session, claim, "status_reason", words("Who counted them?"));
    let text = letter(&session, "letter-questions");
    in_order(
        &text,
        &["Questions", "1. Who counted them?", "Changes of wording", "Change to: “is said to have taken”"],
    );
    for counsels in ["When did she say it?", "See counsel", "Not before Monday"] {
        assert!(!text.contains(counsels), "{counsels}");
    }
}
