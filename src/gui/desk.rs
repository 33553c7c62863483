//! One project on the desk: its session, its store where it has one, and what is on screen.
//!
//! The only part of the window that dispatches actions. It must not know menus, panels or dialogs.

pub mod finding;
mod grounds;
mod joining;
mod journey;
mod others;
mod passage;
mod thread;

use super::article_view::ArticleView;
use super::beside::Beside;
use super::command::{Effect, Need};
use super::derived::{Derived, status_of};
use super::numbered::numbered;
use super::scene::takes_evidence;
use super::trail::Trail;
use super::view_state::{ViewState, Wanted};
use crate::model::vocabulary::KindMeaning;
use crate::model::{Id, Project, Slot, Table, UNTITLED, Value, Widget, pairs};
use crate::session::{
    Action, Attachment, Details, Durability, Edge, Growth, Outcome, Placing, Refusal, Session,
};
use crate::store::Store;
use crate::store::settings::Place;
use crate::text::Range;
use crate::text::day::read;

/// Returns the action that logs an attempt to put an allegation to the accused.
pub fn attempt_of(allegation: Id) -> Action {
    Action::AddPart { owners: vec![allegation], table: Table::Attempt, details: Details::new() }
}

/// One project on the desk.
pub struct Desk {
    /// The turn of work.
    pub session: Session,
    /// Where it is kept; tests have none.
    pub store: Option<Store>,
    /// What follows from the project, by revision.
    pub derived: Derived,
    /// What is on screen.
    pub view: ViewState,
    /// The reading view.
    pub article: ArticleView,
    /// The source beside it.
    pub beside: Beside,
    /// The places visited.
    pub trail: Trail,
}

impl Desk {
    /// Puts a project on the desk.
    pub fn new(session: Session, store: Option<Store>) -> Self {
        Self {
            session,
            store,
            derived: Derived::default(),
            view: ViewState::default(),
            article: ArticleView::default(),
            beside: Beside::default(),
            trail: Trail::default(),
        }
    }

    /// Returns what the project is called: its headline or short name, else its folder.
    pub fn title(&self) -> String {
        if let Some(name) = self.session.project().article().name() {
            return name.to_owned();
        }
        let folder = self.store.as_ref().and_then(|store| store.folder().file_name());
        folder.map_or_else(|| UNTITLED.to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// Returns the chosen mark, if it is still there.
    pub fn chosen(&self) -> Option<Id> {
        self.view.selected.filter(|id| self.session.project().annotations().contains_key(id))
    }

    /// Returns the record that the chosen mark speaks of.
    pub fn record(&self) -> Option<Id> {
        let record = self.session.project().annotations().get(&self.chosen()?)?.record?;
        self.session.project().has(record).then_some(record)
    }

    /// Returns the record that the inspector shows instead of the chosen mark's, if it is there.
    pub fn opened(&self) -> Option<Id> {
        self.view.opened.filter(|record| self.session.project().has(*record))
    }

    /// Returns the record that a key is meant for: that of the table's row while the rows have the keyboard, else the
    /// one that the inspector shows.
    pub fn meant(&self) -> Option<Id> {
        let row = self.view.table.row_at_hand().filter(|row| self.session.project().has(*row));
        row.or_else(|| self.opened()).or_else(|| self.record())
    }

    /// Returns the mark that a key is meant for: the chosen one, unless a row or the inspector shows something else.
    pub fn mark_at_hand(&self) -> Option<Id> {
        let mark = self.chosen()?;
        let shown = self.view.table.row_at_hand().or_else(|| self.opened());
        shown.is_none_or(|shown| shown == mark || self.record() == Some(shown)).then_some(mark)
    }

    /// Returns the mark at hand for what is done to one mark alone, or says what to choose first.
    pub fn only_mark(&self) -> Result<Id, Refusal> {
        let count = self.view.table.meant().len();
        if count > 1 {
            let words = format!("{count} rows are selected: choose one, this is done to one mark at a time");
            return Err(Refusal(words));
        }
        self.mark_at_hand()
            .ok_or_else(|| Refusal::new("Choose a mark first: click it, or go to the next one"))
    }

    /// Returns the record that a key is meant for, if evidence can be attached to it.
    pub fn proven(&self) -> Option<Id> {
        self.meant().filter(|record| takes_evidence(record.table()))
    }

    /// Lists what is at hand for commands.
    pub fn at_hand(&self) -> Vec<Need> {
        let source_words = self.beside.selection().is_some();
        let has_words = if self.reads_source() { source_words } else { self.selection().is_some() };
        let present = [
            (Need::Nothing, true),
            (Need::Desk, true),
            (Need::Folder, self.store.is_some()),
            (Need::Done, self.session.next_undo().is_some()),
            (Need::Undone, self.session.next_redo().is_some()),
            (Need::Mark, self.mark_at_hand().is_some()),
            (Need::MarkAndWords, self.mark_at_hand().is_some() && has_words),
            (Need::Words, has_words),
            (Need::SourceWords, source_words),
            (Need::Record, self.proven().is_some()),
            (Need::Source, self.source_at_hand().is_some()),
            (Need::Allegation, self.accusation().is_some()),
            (Need::Shown, self.asked_about().is_some()),
            (Need::Query, self.query().is_some()),
            (Need::Marks, !self.session.outline().marks.is_empty()),
            (Need::Findings, !self.derived.judgement.findings.is_empty()),
            (Need::Uncovered, !self.derived.uncovered.sentences().is_empty()),
            (Need::Read, self.derived.uncovered.is_read()),
            (Need::Disguises, !self.derived.uncovered.disguises().is_empty()),
            (Need::Conflicts, !self.derived.conflicts.is_empty()),
            (Need::Behind, self.trail.has_behind(&self.here())),
            (Need::Ahead, self.trail.has_ahead()),
        ];
        let mut needs: Vec<Need> = present.into_iter().filter(|(_, is)| *is).map(|(need, _)| need).collect();
        // What a key does is meant for the selected rows while they have the keyboard.
        let rows = self.view.table.meant();
        if !rows.is_empty() {
            needs.push(Need::Mark);
        }
        if rows.iter().any(|row| takes_evidence(row.table())) {
            needs.push(Need::Record);
        }
        needs
    }

    /// Returns the source that is open, or the only one that the chosen mark's record rests on.
    pub fn source_at_hand(&self) -> Option<Id> {
        let project = self.session.project();
        if let Some(id) = self.view.opened.filter(|id| project.sources().contains_key(id)) {
            return Some(id);
        }
        let evidence = self.session.outline().evidence(self.proven()?).iter();
        let mut sources = evidence.filter_map(|id| project.evidence().get(id)?.source);
        let first = sources.next()?;
        sources.all(|source| source == first).then_some(first)
    }

    /// Returns the selected words' range, if any are selected.
    pub fn selection(&self) -> Option<Range> {
        self.article.selection().filter(|range| !range.is_empty())
    }

    /// Does one action and follows it: what it made or touched is chosen, shown, or gets the keyboard.
    pub fn act(&mut self, action: Action) -> Result<Outcome, Refusal> {
        let typed = matches!(action, Action::Set { .. });
        let stepped = matches!(action, Action::Undo | Action::Redo);
        if !typed {
            self.commit_typing()?;
        }
        let judged = match &action {
            Action::SetStatus { record, .. } => Some(*record),
            _ => None,
        };
        let several = match &action {
            Action::SetEach { records, field: "status", .. } => records.clone(),
            _ => Vec::new(),
        };
        let mut outcome = self.session.dispatch(action)?;
        if !typed {
            self.follow(&outcome, stepped);
        }
        if let Some(record) = judged {
            self.ask_for_grounds(record);
        }
        if let Some(told) = self.told_of_grounds(&several) {
            outcome.said = if outcome.said.is_empty() { told } else { format!("{} {told}", outcome.said) };
        }
        Ok(outcome)
    }

    fn follow(&mut self, outcome: &Outcome, stepped: bool) {
        let project = self.session.project();
        let Some(focus) = outcome.focus.filter(|id| project.has(*id)) else { return };
        match focus.table() {
            Table::Annotation => {
                self.view.choose(focus);
                self.reveal_mark(focus);
            }
            Table::Evidence if outcome.made.contains(&focus) => {
                self.view.last_source = project.evidence().get(&focus).and_then(|evidence| evidence.source);
                if let Some(source) = self.view.last_source {
                    self.view.note_use(source);
                }
                self.view.attaching = None;
                let record = project.evidence().get(&focus).and_then(|evidence| evidence.record);
                if let Some(record) = record {
                    self.inspect(record);
                }
                self.view.wanted = Some(Wanted::Field(Slot { record: focus, field: "locator" }));
            }
            Table::Attempt if outcome.made.contains(&focus) => {
                if let Some(allegation) = project.owner(focus) {
                    self.inspect(allegation);
                }
                self.view.wanted = Some(Wanted::Field(Slot { record: focus, field: "time" }));
            }
            Table::Source | Table::Person
                if outcome.made.contains(&focus) && std::mem::take(&mut self.view.is_card_wanted) =>
            {
                self.view.open_record(focus);
                let field = focus.table().words_field();
                self.view.wanted = field.map(|field| Wanted::Field(Slot { record: focus, field }));
            }
            _ if stepped => {
                let owner = project.owner(focus).unwrap_or(focus);
                let mention = self.session.outline().mentions(owner).first().copied();
                if let Some(mark) = mention
                    && self.record() != Some(owner)
                {
                    self.view.choose(mark);
                    self.reveal_mark(mark);
                }
            }
            _ => {}
        }
    }

    /// Shows a record in the inspector: at the chosen mark or at its first one, else by itself.
    fn inspect(&mut self, record: Id) {
        self.view.show("inspector");
        if self.record() == Some(record) {
            self.view.opened = None;
        } else if let Some(mark) = self.session.outline().mentions(record).first().copied() {
            self.view.choose(mark);
            self.reveal_mark(mark);
        } else {
            self.view.open_record(record);
        }
    }

    /// Returns the allegation that a key is meant for.
    fn accusation(&self) -> Option<Id> {
        let meant = self.meant()?;
        let record = if meant.table() == Table::Annotation { self.record()? } else { meant };
        (record.table() == Table::Allegation).then_some(record)
    }

    /// Logs an attempt to reach the accused of the allegation at hand; the keyboard goes into its hour.
    pub fn add_attempt(&mut self) -> Result<Outcome, Refusal> {
        let allegation = self
            .accusation()
            .ok_or_else(|| Refusal::new("Choose an allegation first: attempts belong to its reply log"))?;
        self.act(attempt_of(allegation))
    }

    /// Opens the search for a source to attach to what the key is meant for.
    pub fn begin_attaching(&mut self) {
        let Some(record) = self.proven() else { return };
        self.inspect(record);
        self.view.attaching = Some(record);
        self.view.wanted = Some(Wanted::SourceSearch);
    }

    /// Says which of several selected rows gets the evidence, which is attached to one at a time.
    pub fn told_of_one(&self) -> Option<String> {
        let count = self.view.table.meant().len();
        let name = self.proven().map(|record| self.session.project().name_of(record))?;
        (count > 1).then(|| format!("Of the {count} selected rows one gets the evidence: “{name}”"))
    }

    /// Commits whatever is still being typed.
    pub fn commit_typing(&mut self) -> Result<(), Refusal> {
        let typed = self.view.buffers.take_all();
        self.commit(typed)
    }

    /// Commits texts that were typed into fields.
    pub fn commit(&mut self, typed: Vec<(Slot, String)>) -> Result<(), Refusal> {
        let mut lost = None;
        for (slot, text) in typed {
            let stands_by_itself = matches!(slot.record.table(), Table::Article | Table::Item);
            if stands_by_itself || self.session.project().has(slot.record) {
                let value = value_of(self.session.project(), slot, &text, self.session.today());
                self.session.dispatch(Action::Set { slot, value })?;
            } else if !text.trim().is_empty() {
                // Whoever deletes it here commits what is typed first: somebody else did.
                let noun = slot.record.table().noun();
                lost = Some(Refusal(format!("The {noun} was deleted meanwhile. You had typed: “{text}”")));
            }
        }
        lost.map_or(Ok(()), Err)
    }

    /// Shows a mark in the text.
    pub fn reveal_mark(&mut self, mark: Id) {
        if let Some(placed) = self.session.outline().placed(mark) {
            self.article.reveal(placed.span.start);
        }
    }

    /// Marks the selected words; with none selected, “nothing to check” takes the caret's paragraph.
    pub fn mark(&mut self, kind: &str) -> Result<Outcome, Refusal> {
        let meaning = self.session.vocabulary().meaning_of_kind(kind);
        let range = match self.selection() {
            Some(range) => range,
            None if meaning == Some(KindMeaning::NoCheck) => self
                .paragraph()
                .ok_or_else(|| Refusal::new("Put the caret into a paragraph, or select some words first."))?,
            None => return Err(Refusal::new("Select some words first, then mark them.")),
        };
        let action = Action::Mark {
            ranges: vec![range],
            kind: kind.to_owned(),
            placing: Placing::Snapped,
            record: None,
            details: Details::new(),
        };
        let outcome = self.act(action)?;
        self.article.select(Range::new(range.end, range.end));
        Ok(outcome)
    }

    /// Moves the mark at hand onto the selected words.
    pub fn set_range(&mut self) -> Result<Outcome, Refusal> {
        let annotation = self.only_mark()?;
        let range = self
            .selection()
            .ok_or_else(|| Refusal::new("Choose a mark and select the words it is to stand on first"))?;
        let placing = Placing::Snapped;
        let outcome = self.act(Action::SetRange { annotation, ranges: vec![range], placing })?;
        self.article.select(Range::new(range.end, range.end));
        Ok(outcome)
    }

    /// Moves an end of the mark at hand by a word, and shows that end.
    pub fn move_edge(&mut self, edge: Edge, growth: Growth) -> Result<Outcome, Refusal> {
        let annotation = self.only_mark()?;
        // Each press is a step of its own.
        self.session.seal();
        let outcome = self.act(Action::MoveEdge { annotation, edge, growth })?;
        if let Some(placed) = self.session.outline().placed(annotation) {
            self.article.reveal(match edge {
                Edge::Start => placed.span.start,
                Edge::End => placed.span.end,
            });
        }
        Ok(outcome)
    }

    /// Returns the selected words as a command copies them.
    pub fn copied(&self, effect: &Effect) -> Option<String> {
        if self.reads_source() {
            return self.beside.selected_words().map(str::to_owned);
        }
        let (range, text) = (self.selection()?, self.session.project().text());
        match effect {
            Effect::CopyNumbered => numbered(text, range, &self.derived.highlights),
            _ => range.of(text).map(str::to_owned),
        }
    }

    /// Returns the block that the caret stands in.
    fn paragraph(&self) -> Option<Range> {
        let caret = self.article.caret();
        let blocks = &self.session.project().draft()?.blocks;
        let at = blocks.partition_point(|block| block.range.end < caret);
        blocks.get(at).filter(|block| block.range.start <= caret).map(|block| block.range)
    }

    /// Returns where one is in the text: the number in the margin, and how many there are.
    pub fn position(&self) -> (usize, usize) {
        let starts = &self.derived.numbered;
        let before = starts.partition_point(|start| *start <= self.article.caret());
        (before.max(1).min(starts.len()), starts.len())
    }

    /// Takes a click into the text: the smallest mark under it, the next click there the next larger one.
    pub fn click(&mut self, keys: &[u64]) {
        let ids: Vec<Id> = keys.iter().filter_map(|key| self.derived.id_of(*key)).collect();
        let next = match self.chosen().and_then(|chosen| ids.iter().position(|id| *id == chosen)) {
            Some(at) => ids.get((at + 1) % ids.len()),
            None => ids.first(),
        };
        match next {
            Some(mark) => self.view.choose(*mark),
            None => self.view.let_go(),
        }
    }

    /// Returns the record that a dropped file is meant for: the source beside the article where it is dropped there, else
    /// that of the smallest mark under the pointer that takes
    /// evidence, which is chosen then; the chosen mark's where no mark is under the pointer.
    pub fn dropped_on(&mut self) -> Option<Id> {
        if self.beside.is_pointed {
            return self.beside.open();
        }
        let keys = self.article.pointed().map_or(&[][..], |pointed| &pointed.marks);
        if keys.is_empty() {
            return self.proven();
        }
        let annotations = self.session.project().annotations();
        let proven = |mark: Id| {
            let record = annotations.get(&mark)?.record.filter(|record| takes_evidence(record.table()));
            Some((mark, record?))
        };
        let (mark, record) = keys.iter().filter_map(|key| self.derived.id_of(*key)).find_map(proven)?;
        self.view.choose(mark);
        Some(record)
    }

    /// Makes a pasted text evidence for a record: a link as a web page, anything else as an excerpt.
    pub fn paste(&mut self, record: Id, text: &str) -> Result<Outcome, Refusal> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Refusal::new("There is no text on the clipboard."));
        }
        let (source, details) = match link_in(text) {
            Some(url) => {
                let known = self.session.project().sources().iter().find(|(_, source)| source.url == url);
                let source = known.map_or_else(
                    || Attachment::New(vec![("kind", words("web-page")), ("url", words(url))]),
                    |(id, _)| Attachment::Existing(*id),
                );
                (source, Details::new())
            }
            None => (Attachment::New(Details::new()), vec![("excerpt", words(text))]),
        };
        self.act(Action::Attach { record, source, details })
    }

    /// Attaches the source used last; the keyboard goes into the locator.
    pub fn same_source(&mut self) -> Result<Outcome, Refusal> {
        let record = self.proven_or_refusal()?;
        let project = self.session.project();
        let newest = || {
            let dated = project.evidence().iter().filter_map(|(id, evidence)| {
                Some((evidence.created.as_ref().map(|stamp| stamp.at), *id, evidence.source?))
            });
            dated.max().map(|(_, _, source)| source)
        };
        let last = self.view.last_source.filter(|source| project.has(*source)).or_else(newest);
        let source = last.ok_or_else(|| Refusal::new("No source was used yet. Attach one first."))?;
        self.act(Action::Attach { record, source: Attachment::Existing(source), details: Details::new() })
    }

    /// Returns the record that a key is meant for, or says what to choose first.
    pub fn proven_or_refusal(&self) -> Result<Id, Refusal> {
        self.proven().ok_or_else(|| {
            Refusal::new("Choose a claim, a quotation or an allegation first: evidence is attached to it.")
        })
    }

    /// Asks a query on the article as a whole; the keyboard goes into its question.
    pub fn ask_query(&mut self) -> Result<Outcome, Refusal> {
        let outcome =
            self.act(Action::Create { table: Table::Query, details: Details::new(), link: None })?;
        if let Some(record) = outcome.focus {
            self.view.open_record(record);
            self.view.wanted = Some(Wanted::Field(Slot { record, field: "question" }));
        }
        Ok(outcome)
    }

    /// Sets the status of the selected rows, or of the chosen mark's record; choosing the status it has already changes nothing.
    pub fn set_status(&mut self, status: &str) -> Result<Outcome, Refusal> {
        let records = self.view.table.meant().to_vec();
        if !records.is_empty() {
            let value = words(status);
            return self.act(Action::SetEach { records, field: "status", value });
        }
        let record = self.proven_or_refusal()?;
        if status_of(self.session.project(), record).is_some_and(|there| there.id == status) {
            return Ok(Outcome::default());
        }
        self.act(Action::SetStatus { record, status: status.to_owned() })
    }

    /// Moves the keyboard into the inspector's first field.
    pub fn edit_record(&mut self) {
        let Some(mark) = self.chosen() else { return };
        let record = self.record().unwrap_or(mark);
        self.view.opened = None;
        self.view.show("inspector");
        if let Some(field) = record.table().words_field() {
            self.view.wanted = Some(Wanted::Field(Slot { record, field }));
        }
    }

    /// Returns where one is reading, to be there again next time.
    pub fn place(&self) -> Place {
        Place {
            top: self.article.position(),
            caret: self.article.caret(),
            mark: self.chosen().map_or_else(String::new, |mark| mark.to_string()),
            source: self.beside.open().map_or_else(String::new, |source| source.to_string()),
        }
    }

    /// Returns to where one was reading.
    pub fn return_to(&mut self, place: &Place) {
        let length = self.session.project().text().len();
        let caret = place.caret.min(length);
        self.article.select(Range::new(caret, caret));
        self.article.restore(place.top.min(length));
        if let Some(mark) =
            Id::parse(&place.mark).filter(|id| self.session.project().annotations().contains_key(id))
        {
            self.view.choose(mark);
        }
        if let Some(source) =
            Id::parse(&place.source).filter(|id| self.session.project().sources().contains_key(id))
        {
            self.beside.show(source);
        }
    }

    /// Tells how much of the work is on disk.
    pub fn durability(&self) -> Durability {
        self.session.durability()
    }
}

/// Returns what a field's text means to its slot, given on that day: a day is stored as ISO 8601 writes it, names are
/// added to those that are there.
pub fn value_of(project: &Project, slot: Slot, text: &str, today: jiff::civil::Date) -> Value {
    let widget = slot.record.table().field(slot.field).map_or(Widget::Hidden, |field| field.widget);
    match widget {
        Widget::Names => {
            let mut names = match project.value(&slot) {
                Value::Names(names) => names,
                _ => Vec::new(),
            };
            for name in text.lines().map(str::trim).filter(|name| !name.is_empty()) {
                if !names.iter().any(|there| there == name) {
                    names.push(name.to_owned());
                }
            }
            if names.is_empty() { Value::Nothing } else { Value::Names(names) }
        }
        _ if text.trim().is_empty() => Value::Nothing,
        Widget::Pairs(_) => match pairs::read(text) {
            pairs if pairs.is_empty() => Value::Nothing,
            pairs => Value::Pairs(pairs),
        },
        Widget::Date => match read(text, today).day() {
            Some(day) => Value::Text(day.iso()),
            None => words(text),
        },
        _ => words(text),
    }
}

fn words(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// Returns the link that a text consists of.
pub fn link_in(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_link = ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    });
    (is_link && !text.contains(char::is_whitespace)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_nothing_but_a_link_is_a_link() {
        assert_eq!(link_in(" https://example.org/a?b=c\n"), Some("https://example.org/a?b=c"));
        assert_eq!(link_in("See https://example.org"), None);
        assert_eq!(link_in("https://"), None);
        assert_eq!(link_in("file:///etc/passwd"), None);
    }

    #[test]
    fn names_are_one_a_line_and_join_those_that_are_there() {
        let (slot, day) = (Slot { record: Id::new(Table::Person, 1), field: "aliases" }, today());
        let none = Project::default();
        assert_eq!(value_of(&none, slot, " Jo \n\nJoe", day), Value::Names(vec!["Jo".into(), "Joe".into()]));
        assert_eq!(value_of(&none, slot, " \n", day), Value::Nothing);
        let mut there = Project::default();
        there.apply(&[crate::model::Edit { slot, value: Value::Names(vec!["Jo".into()]) }]);
        assert_eq!(value_of(&there, slot, "Joe\nJo", day), Value::Names(vec!["Jo".into(), "Joe".into()]));
    }

    #[test]
    fn a_day_is_stored_as_iso_and_what_is_none_as_it_was_typed() {
        let slot = Slot { record: Id::ARTICLE, field: "published" };
        let value = |text| value_of(&Project::default(), slot, text, today());
        assert_eq!(value("yesterday"), words("2026-11-21"));
        assert_eq!(value("March 2021"), words("2021-03"));
        assert_eq!(value("12/03/2021"), words("12/03/2021"), "could be two days");
        assert_eq!(value("some spring"), words("some spring"));
    }

    fn today() -> jiff::civil::Date {
        jiff::civil::Date::new(2026, 11, 22).expect("a day")
    }
}
