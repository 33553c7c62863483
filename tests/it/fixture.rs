//! Marked articles in a small markup, made by real actions: what a test stands on, at every layer.
//!
//! `"# Mayor resigns\n\nHe [claim confirmed evidence=p.4: took [quote speaker=Clerk: “bribes”]] in May."`
//!
//! - `[kind: words]` marks words as a kind of the vocabulary; marks nest. A bracket before any other word is a
//!   bracket.
//! - Between kind and colon stand, in any order: a status (`confirmed`); a field of the record or of the mark
//!   (`category=number`, `note="from a letter"`); `evidence` or `evidence=p.4` for evidence without or with a
//!   locator (`stance`, `excerpt` and `calculation` go to the evidence then); a person by name in `speaker`, `accuser`,
//!   `accused` (again for a second one). Words with white space or a colon stand in `"`.
//! - `source.rank=secondary` sets a field of the evidence's source (`source.person` links a person by name); `second=Ledger`
//!   attaches another source of that title, `second.rank=primary` sets a field of that one.
//! - `attempts=2` logs so many attempts to reach the accused of an allegation.
//! - `marked="words"` gives the evidence's source these words as its own text, and marks them there as the excerpt;
//!   `now="other words"` gives the source another text afterwards.
//! - `conflict=note` has somebody else change a text field of the record who had not seen what stands there.
//! - `signed=editor` signs the article off in that role, as it stands then; `reworded=changed` sets the mark's words down
//!   as changed since an earlier draft on which the status was set.
//! - `as=a` names a mark. `[+a: words]` gives the mark `a` another range, `of=a` makes a mark a mention of its
//!   record, `answers=a` makes a response answer its allegation.
//! - Lines are set as blocks: `# ` headline, `~ ` deck, `## ` subhead, `> ` quotation, `- ` list item, `| ` table
//!   row, `! ` caption, `^ ` note; else paragraphs, parted by blank lines.
//!
//! Used by the integration tests and, through `lib.rs`, by the unit tests; never part of the program.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use redpencil::import::Article;
use redpencil::model::{
    Anchoring, Id, Moment, Prose, Slot, Stamp, Status, Table, Value, Version, Vocabulary,
};
use redpencil::session::context::Fixed;
use redpencil::session::journal::Memory;
use redpencil::session::{
    Action, Arrival, Attachment, Details, Entry, News, Outcome, Placing, Session, Standing,
};
use redpencil::store;
use redpencil::text::{Block, BlockKind, Range};

/// The moment at which every test happens.
pub const NOW: &str = "2021-03-12T18:00:00Z";

/// The person who does everything in tests.
pub const WHO: &str = "Chris Checker";

const PREFIXES: [(&str, BlockKind); 8] = [
    ("## ", BlockKind::Subhead),
    ("# ", BlockKind::Headline),
    ("~ ", BlockKind::Deck),
    ("> ", BlockKind::Quotation),
    ("- ", BlockKind::ListItem),
    ("| ", BlockKind::TableRow),
    ("! ", BlockKind::Caption),
    ("^ ", BlockKind::Note),
];

/// A session made from markup, with what a test may ask about it.
pub struct Fixture {
    /// The session, after all actions.
    pub session: Session,
    /// What its journal took in.
    pub entries: Arc<Mutex<Vec<Entry>>>,
    /// What others write, for the session to take in.
    pub arrivals: Arc<Mutex<Vec<Arrival>>>,
    /// The marks in the order in which they open.
    pub marks: Vec<Id>,
    /// The marks that were named by `as=`.
    pub named: BTreeMap<String, Id>,
}

impl Fixture {
    /// Returns the record that the mark of that order speaks of.
    pub fn record(&self, mark: usize) -> Id {
        let annotation = &self.session.project().annotations()[&self.marks[mark]];
        annotation.record.expect("the mark speaks of a record")
    }

    /// Returns where these words first stand in the text, in bytes.
    pub fn range_of(&self, words: &str) -> Range {
        let start = self.session.project().text().find(words).expect("the words stand in the text");
        Range::new(start, start + words.len())
    }
}

/// Returns the shipped vocabulary.
pub fn vocabulary() -> Arc<Vocabulary> {
    store::vocabulary::shipped()
}

/// Begins a session without an article.
pub fn empty() -> Fixture {
    let journal = Memory::default();
    let (entries, arrivals) = (Arc::clone(&journal.entries), Arc::clone(&journal.arrivals));
    let now = Moment::parse(NOW).expect("a moment");
    let context = Fixed::new(now, WHO, 1);
    let session = Session::new(
        redpencil::model::Project::default(),
        vocabulary(),
        Box::new(journal),
        Box::new(context),
    );
    Fixture { session, entries, arrivals, marks: Vec::new(), named: BTreeMap::new() }
}

/// Makes a session of an article in markup.
///
/// # Panics
///
/// Where the markup is wrong, or an action that it stands for is refused.
pub fn fixture(markup: &str) -> Fixture {
    let parsed = parse(markup);
    let mut fixture = empty();
    let text = parsed.text;
    let article = Article { text, blocks: parsed.blocks, language: Some("en".into()), ..Article::default() };
    let begin = Action::Begin { article: Box::new(article), name: "fixture.txt".into(), original: None };
    dispatch(&mut fixture.session, begin);
    for mark in &parsed.marks {
        let id = fixture.mark(mark);
        fixture.marks.push(id);
        if let Some(name) = &mark.name {
            fixture.named.insert(name.clone(), id);
        }
    }
    for (mark, id) in parsed.marks.iter().zip(fixture.marks.clone()) {
        fixture.fill(mark, id);
    }
    fixture
}

/// Does an action that a test takes for granted.
pub fn dispatch(session: &mut Session, action: Action) -> Outcome {
    session.dispatch(action).unwrap_or_else(|refusal| panic!("{refusal}"))
}

impl Fixture {
    fn mark(&mut self, mark: &Mark) -> Id {
        let record = mark.attribute("of").map(|name| {
            let other = self.named.get(name).unwrap_or_else(|| panic!("no mark is named {name}"));
            self.session.project().annotations()[other].record.expect("the mark speaks of a record")
        });
        let action = Action::Mark {
            ranges: mark.ranges.clone(),
            kind: mark.kind.clone(),
            placing: Placing::Exact,
            record,
            details: Details::new(),
        };
        let focus = dispatch(&mut self.session, action).focus;
        focus.expect("a mark was made")
    }

    fn fill(&mut self, mark: &Mark, id: Id) {
        let record = self.session.project().annotations()[&id].record;
        let has_evidence = mark.attributes.iter().any(|(name, _)| name == "evidence");
        let mut evidence = Details::new();
        let mut source = vec![("title", Value::Text("Annual report".into()))];
        let mut person = None;
        for (name, value) in &mark.attributes {
            match name.as_str() {
                "of" | "marked" | "now" => {}
                "attempts" => {
                    let count = value.parse().expect("a number of attempts");
                    let owners = vec![record.expect("an allegation"); count];
                    let table = Table::Attempt;
                    dispatch(&mut self.session, Action::AddPart { owners, table, details: Details::new() });
                }
                "conflict" => self.contradict(record.expect("a record"), value),
                "signed" => {
                    let (role, person, note) = (value.clone(), WHO.to_owned(), String::new());
                    dispatch(&mut self.session, Action::SignOff { role, person, note });
                }
                "reworded" => self.reword(id, record.expect("a record"), value),
                "status" => {
                    let status =
                        Action::SetStatus { record: record.expect("a record"), status: value.clone() };
                    dispatch(&mut self.session, status);
                }
                "evidence" if value.is_empty() => {}
                "evidence" => evidence.push(("locator", Value::Text(value.clone()))),
                "url" | "publisher" | "origin" | "author" if has_evidence => {
                    let field = Table::Source.field(name).expect("a field of a source").name;
                    source.push((field, Value::Text(value.clone())));
                }
                name if name.starts_with("second.") => {}
                name if name.starts_with("source.") => {
                    let field =
                        Table::Source.field(&name["source.".len()..]).expect("a field of a source").name;
                    match field {
                        "person" => person = Some(value.clone()),
                        _ => source.push((field, Value::Text(value.clone()))),
                    }
                }
                "second" => {
                    let mut fields = vec![("title", Value::Text(value.clone()))];
                    for (name, value) in &mark.attributes {
                        let Some(name) = name.strip_prefix("second.") else { continue };
                        let field = Table::Source.field(name).expect("a field of a source").name;
                        fields.push((field, Value::Text(value.clone())));
                    }
                    let attach = Action::Attach {
                        record: record.expect("a record"),
                        source: Attachment::New(fields),
                        details: vec![("locator", Value::Text("p. 1".into()))],
                    };
                    dispatch(&mut self.session, attach);
                }
                "role" => {
                    let slot = Slot { record: record.expect("a record"), field: "speaker" };
                    let Value::Link(person) = self.session.project().value(&slot) else {
                        panic!("the speaker stands before the role")
                    };
                    let slot = Slot { record: person, field: "role" };
                    dispatch(&mut self.session, Action::Set { slot, value: Value::Text(value.clone()) });
                }
                "excerpt" if has_evidence => evidence.push(("excerpt", Value::Text(value.clone()))),
                "calculation" if has_evidence => evidence.push(("calculation", Value::Text(value.clone()))),
                "stance" if has_evidence => evidence.push(("stance", Value::Text(value.clone()))),
                "speaker" => self.link(record, "speaker", value),
                "accuser" => self.link(record, "accusers", value),
                "accused" => self.link(record, "accused", value),
                "answers" => {
                    let other = self.named.get(value).unwrap_or_else(|| panic!("no mark is named {value}"));
                    let allegation = self.session.project().annotations()[other].record;
                    self.add_link(Slot { record: id, field: "answers" }, allegation.expect("an allegation"));
                }
                field => {
                    let slot = record
                        .and_then(|record| Slot::named(record, field))
                        .or_else(|| Slot::named(id, field))
                        .unwrap_or_else(|| panic!("a {} has no field {field}", mark.kind));
                    dispatch(&mut self.session, Action::Set { slot, value: Value::Text(value.clone()) });
                }
            }
        }
        if has_evidence {
            let attach = Action::Attach {
                record: record.expect("a record"),
                source: Attachment::New(source),
                details: evidence,
            };
            let evidence = dispatch(&mut self.session, attach).focus.expect("evidence was made");
            if let Some(name) = person {
                let source = self.session.project().evidence()[&evidence].source;
                self.link(source, "person", &name);
            }
            self.read(mark, evidence);
            // The status is set on the evidence, wherever it stands in the markup.
            let is_later = ["reworded", "signed"].iter().any(|name| mark.attribute(name).is_some());
            if let Some(status) = mark.attribute("status").filter(|_| !is_later) {
                let record = record.expect("a record");
                dispatch(&mut self.session, Action::SetStatus { record, status: status.to_owned() });
            }
        }
    }

    /// Marks the excerpt in the source's text, and replaces that text.
    fn read(&mut self, mark: &Mark, evidence: Id) {
        let source = self.session.project().evidence()[&evidence].source.expect("a source");
        let slot = Slot { record: source, field: "text" };
        let text = |words: &str| Value::Prose(Prose::new(words));
        if let Some(words) = mark.attribute("marked") {
            dispatch(&mut self.session, Action::Set { slot, value: text(words) });
            let ranges = vec![Range::new(0, words.len())];
            dispatch(&mut self.session, Action::Excerpt { evidence, ranges });
        }
        if let Some(words) = mark.attribute("now") {
            dispatch(&mut self.session, Action::Set { slot, value: text(words) });
        }
    }

    /// Sets the words of a mark down as they are after another draft, on which the status was not set.
    fn reword(&mut self, mark: Id, record: Id, state: &str) {
        let project = self.session.project();
        let mut targets = project.annotations()[&mark].targets.clone();
        for (_, target) in &mut targets {
            target.state = Anchoring::named(state).expect("a state of a target");
        }
        let slot = Slot { record, field: "status" };
        let Value::Status(status) = project.value(&slot) else { panic!("the status stands before it") };
        let status = Value::Status(Status { draft: "0".repeat(64), ..status });
        let edits = [(Slot { record: mark, field: "targets" }, Value::Targets(targets)), (slot, status)];
        for (slot, value) in edits {
            dispatch(&mut self.session, Action::Set { slot, value });
        }
    }

    /// Has somebody else write into a text field who had not seen what stands there.
    fn contradict(&mut self, record: Id, field: &str) {
        let slot = Slot::named(record, field).unwrap_or_else(|| panic!("there is no field {field}"));
        let version = |words: &str, by: &str| {
            let by = Stamp { by: by.to_owned(), at: Moment::parse(NOW).expect("a moment") };
            Version { value: Value::Text(words.to_owned()), by: Some(by) }
        };
        let versions = vec![version("He says so", WHO), version("She says so", "Ben Other")];
        let news = vec![News { by: "Ben Other".to_owned(), label: format!("edit {field}") }];
        let arrival = Arrival { slots: vec![(slot, Standing::Several(versions))], news };
        self.arrivals.lock().expect("the arrivals").push(arrival);
        self.session.join();
    }

    /// Points a slot of a record at the person of that name, who is made where they are missing.
    fn link(&mut self, record: Option<Id>, field: &'static str, name: &str) {
        let slot = Slot { record: record.expect("a record"), field };
        let there = self.session.project().people().iter().find(|(_, person)| person.name == name);
        if let Some(person) = there.map(|(id, _)| *id) {
            self.add_link(slot, person);
        } else {
            let details = vec![("name", Value::Text(name.to_owned()))];
            dispatch(&mut self.session, Action::Create { table: Table::Person, details, link: Some(slot) });
        }
    }

    fn add_link(&mut self, slot: Slot, to: Id) {
        let value = match self.session.project().value(&slot) {
            _ if matches!(slot.field, "speaker" | "person") => Value::Link(to),
            Value::Links(mut links) => {
                links.push(to);
                Value::Links(links)
            }
            _ => Value::Links(vec![to]),
        };
        dispatch(&mut self.session, Action::Set { slot, value });
    }
}

/// Markup as it was read.
struct Parsed {
    text: String,
    blocks: Vec<Block>,
    marks: Vec<Mark>,
}

/// One mark of the markup.
#[derive(Default)]
struct Mark {
    kind: String,
    name: Option<String>,
    attributes: Vec<(String, String)>,
    ranges: Vec<Range>,
}

impl Mark {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn parse(markup: &str) -> Parsed {
    let mut parsed = Parsed { text: String::new(), blocks: Vec::new(), marks: Vec::new() };
    // What is open: a mark, by its place in the list, with its start; nothing for a bracket of the text.
    let mut open: Vec<Option<(usize, usize)>> = Vec::new();
    let mut rest = markup;
    let mut starts_line = true;
    while !rest.is_empty() {
        if starts_line {
            starts_line = false;
            let prefix = PREFIXES.iter().find(|(prefix, _)| rest.starts_with(prefix));
            rest = prefix.map_or(rest, |(prefix, _)| &rest[prefix.len()..]);
            let is_joined = parsed.text.strip_suffix('\n').is_some_and(|before| !before.ends_with('\n'));
            if prefix.is_some() || !is_joined || parsed.text.is_empty() {
                let kind = prefix.map_or(BlockKind::Paragraph, |(_, kind)| *kind);
                let start = parsed.text.len();
                parsed.blocks.push(Block { kind, range: Range::new(start, start) });
            }
            continue;
        }
        let mark = rest.strip_prefix('[').and_then(|inside| header(inside, &mut parsed.marks));
        if let Some((mark, after)) = mark {
            open.push(Some((mark, parsed.text.len())));
            rest = after;
            continue;
        }
        let character = rest.chars().next().expect("something is left");
        rest = &rest[character.len_utf8()..];
        match character {
            '[' => open.push(None),
            ']' => {
                if let Some(Some((mark, start))) = open.pop() {
                    let end = parsed.text.len();
                    parsed.marks[mark].ranges.push(Range::new(start, end));
                    continue;
                }
            }
            '\n' => starts_line = true,
            _ => {}
        }
        parsed.text.push(character);
    }
    assert!(open.iter().flatten().next().is_none(), "a mark is not closed: {markup}");
    let ends: Vec<usize> =
        parsed.blocks.iter().skip(1).map(|block| block.range.start).chain([parsed.text.len()]).collect();
    for (block, end) in parsed.blocks.iter_mut().zip(ends) {
        let inside = &parsed.text[block.range.start..end];
        let start = end - inside.trim_start().len();
        block.range = Range::new(start, start + inside.trim().len());
    }
    parsed.blocks.retain(|block| !block.range.is_empty());
    parsed
}

/// Reads a mark's header up to its colon and returns the mark's place in the list, and what follows.
fn header<'a>(inside: &'a str, marks: &mut Vec<Mark>) -> Option<(usize, &'a str)> {
    let colon = colon(inside)?;
    let after = inside[colon + 1..].strip_prefix(' ').unwrap_or(&inside[colon + 1..]);
    let mut words = split(&inside[..colon]).into_iter();
    let kind = words.next()?;
    if let Some(name) = kind.strip_prefix('+') {
        let mark = marks.iter().position(|mark| mark.name.as_deref() == Some(name));
        return Some((mark.unwrap_or_else(|| panic!("no mark is named {name}")), after));
    }
    let vocabulary = vocabulary();
    vocabulary.kind(&kind)?;
    let mut mark = Mark { kind, ..Mark::default() };
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or((&word, ""));
        match name {
            "as" => mark.name = Some(value.to_owned()),
            status if vocabulary.statuses.iter().any(|row| row.id == status) => {
                mark.attributes.push(("status".into(), status.to_owned()));
            }
            name => mark.attributes.push((name.to_owned(), value.to_owned())),
        }
    }
    marks.push(mark);
    Some((marks.len() - 1, after))
}

/// Finds the colon that ends a header, on its first line and outside quotation marks.
fn colon(inside: &str) -> Option<usize> {
    let mut is_quoted = false;
    for (at, character) in inside.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            ':' if !is_quoted => return Some(at),
            '\n' | '[' | ']' if !is_quoted => return None,
            _ => {}
        }
    }
    None
}

/// Splits a header at white space outside quotation marks, and drops the marks.
fn split(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for character in header.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            character => words.last_mut().expect("never empty").push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text_blocks_marks_and_records() {
        let fixture = fixture(concat!(
            "# Mayor [claim: quits]\n\n",
            "A clerk says [12] he [allegation as=a accuser=Clerk accused=\"Ann Mayor\" accused=Bob: took [claim confirmed \
             evidence=p.4 note=\"seen: twice\": two bribes]].\nHe went on.\n\n",
            "- [response answers=a: “I did not,”] he said\n> [quote as=q speaker=Clerk: I saw] him, and [+q: I wept]\n",
        ));
        let project = fixture.session.project();
        let text = project.text();
        let blocks: Vec<_> = project
            .draft()
            .unwrap()
            .blocks
            .iter()
            .map(|block| (block.kind, block.range.of(text).unwrap()))
            .collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Headline, "Mayor quits"),
                (BlockKind::Paragraph, "A clerk says [12] he took two bribes.\nHe went on."),
                (BlockKind::ListItem, "“I did not,” he said"),
                (BlockKind::Quotation, "I saw him, and I wept"),
            ]
        );
        let quotes: Vec<_> =
            fixture.marks.iter().map(|mark| project.target(*mark).unwrap().quote.as_str()).collect();
        assert_eq!(quotes, ["quits", "took two bribes", "two bribes", "“I did not,”", "I saw I wept"]);
        assert_eq!(project.allegations()[&fixture.record(1)].accused.len(), 2);
        assert_eq!(project.people().len(), 3);
        let claim = &project.claims()[&fixture.record(2)];
        assert_eq!(
            (claim.note.as_str(), claim.status.as_ref().unwrap().id.as_str()),
            ("seen: twice", "confirmed")
        );
        assert_eq!(project.evidence().values().next().unwrap().locator, "p.4");
        assert_eq!(project.annotations()[&fixture.marks[3]].answers, [fixture.record(1)]);
        assert_eq!(fixture.named["q"], fixture.marks[4]);
        assert_eq!(fixture.range_of("wept").of(text), Some("wept"));
        assert!(!fixture.entries.lock().unwrap().is_empty());
    }

    #[test]
    fn the_same_markup_makes_the_same_project() {
        let markup = "He [claim as=a: ran] and [claim of=a: ran].";
        let (one, other) = (fixture(markup), fixture(markup));
        assert_eq!(one.session.project(), other.session.project());
        assert_eq!(one.record(0), one.record(1));
    }
}
