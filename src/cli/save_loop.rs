//! `redpencil save-loop`: works on a project without end, for whoever wants to see what survives when it is stopped.
//!
//! Hidden: it is for harnesses. It goes the way of every change, through the session, and says of an action that it is
//! durable only when the store says so. Every action leaves a token that never comes twice, so that anybody can look
//! for it later.

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::{Desk, Signed};
use super::{Answer, Command, Failure};
use crate::model::{Id, Slot, Table, Value};
use crate::session::{Action, Attachment, Context as _, Durability, Placing};
use crate::store::System;

/// Works on a project without end.
pub struct SaveLoop;

/// How often it looks whether something that could not be saved has been saved meanwhile.
const LOOK: Duration = Duration::from_millis(50);
/// How many actions may wait for a disk that takes nothing before it stops adding to them.
const MOST_WAITING: usize = 40;
/// Words of a field that is longer than a line of a log may be.
const LARGE: usize = 700_000;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// Stop after so many actions
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// The name in front of every token and under every record
    #[arg(long, value_name = "NAME", default_value = "loop")]
    writer_name: String,
    /// Rest so many milliseconds between actions
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pause: u64,
    /// Write project.ron after every so many actions
    #[arg(long, value_name = "N", default_value_t = 25)]
    checkpoint: u64,
    /// Make every so-manieth action too large for a line of the log
    #[arg(long, value_name = "N")]
    large: Option<u64>,
    /// Save a copy into this folder after each checkpoint
    #[arg(long, value_name = "DIR")]
    copies: Option<PathBuf>,
}

impl Command for SaveLoop {
    fn name(&self) -> &'static str {
        "save-loop"
    }

    fn about(&self) -> &'static str {
        "Works on a project without end and tells of each action once it is durable: for tests"
    }

    fn usage(&self) -> &'static str {
        "save-loop PROJECT [--count N] [--writer-name NAME] [--pause MS] [--checkpoint N] [--large N] [--copies DIR]"
    }

    fn is_hidden(&self) -> bool {
        true
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        let mut work = Work::begin(given)?;
        let done = work.go_on();
        let remarks = work.desk.close();
        done?;
        Ok(Answer::default().remarking(remarks?))
    }
}

/// An action that was done and is not known to be durable.
struct Waiting {
    number: u64,
    /// The record, the field and what stands there now.
    what: String,
    since: Instant,
}

/// A turn of work.
struct Work {
    given: Given,
    desk: Desk,
    chance: System,
    /// What tells this turn's tokens from those of every other.
    turn: String,
    /// The claims that tokens may go to: nobody else touches them.
    own: Vec<Id>,
    number: u64,
    /// How many actions the last checkpoint came after.
    checkpointed: u64,
    waiting: VecDeque<Waiting>,
    /// Why nothing can be saved at the moment.
    trouble: Option<String>,
}

impl Work {
    fn begin(given: Given) -> Result<Self, Failure> {
        let desk = Desk::open(&given.project, &Signed::with(&given.writer_name))?;
        if desk.project().text().len() < 100 {
            return Err(Failure::Usage("The article is too short to work on. Take a longer one.".into()));
        }
        let mut chance = System::new("");
        let turn = format!("{}-{:012x}", given.writer_name, chance.bits() >> 16);
        let mark = format!("{}-", given.writer_name);
        let claims = desk.project().claims().iter();
        let own = claims.filter(|(_, claim)| claim.statement.starts_with(&mark)).map(|(id, _)| *id).collect();
        let waiting = VecDeque::new();
        Ok(Self { given, desk, chance, turn, own, number: 0, checkpointed: 0, waiting, trouble: None })
    }

    fn go_on(&mut self) -> Result<(), Failure> {
        while self.given.count.is_none_or(|count| self.number < count) {
            // As a person types: sometimes several before the disk has had time for one.
            let at_once = if self.trouble.is_some() { 1 } else { 1 + self.chance.bits() % 3 };
            let left = self.given.count.map_or(at_once, |count| count - self.number);
            if self.waiting.len() < MOST_WAITING {
                (0..at_once.min(left)).try_for_each(|_| self.act())?;
            }
            self.settle()?;
            std::thread::sleep(Duration::from_millis(self.given.pause));
        }
        while !self.waiting.is_empty() {
            self.settle()?;
        }
        Ok(())
    }

    /// Does one action.
    #[expect(clippy::disallowed_methods, reason = "how long the disk takes is what this is about")]
    fn act(&mut self) -> Result<(), Failure> {
        self.number += 1;
        let number = self.number;
        let token = format!("{}-{number}", self.turn);
        let is_large = self.given.large.is_some_and(|every| number.is_multiple_of(every));
        let bits = self.chance.bits();
        let record = if self.own.is_empty() { None } else { Some(self.own[bits as usize % self.own.len()]) };
        let text = |words: String| Value::Text(words);
        let (field, shown, action) = match (record, number % 8) {
            (Some(record), _) if is_large => {
                let words = format!("{token} {}", "word ".repeat(LARGE / 5));
                ("note", token, Action::Set { slot: Slot { record, field: "note" }, value: text(words) })
            }
            (Some(record), 2 | 3 | 5) => (
                "note",
                token.clone(),
                Action::Set { slot: Slot { record, field: "note" }, value: text(token) },
            ),
            (Some(record), 4) => {
                let statuses = &self.desk.session.vocabulary().statuses;
                let status = statuses[number as usize % statuses.len()].id.clone();
                ("status", status.clone(), Action::SetStatus { record, status })
            }
            (Some(record), 6) => {
                let name = format!("{token}.txt");
                let mut details = vec![("title", text(token.clone()))];
                // What cannot be kept now is kept with the next source: a record never names a file that is not there.
                if let Ok(file) = self.desk.store.keep_bytes(token.as_bytes(), &name) {
                    details.push(("file", Value::File(file)));
                }
                let source = Attachment::New(details);
                ("title", token, Action::Attach { record, source, details: vec![] })
            }
            _ => {
                let details = vec![("statement", text(token.clone()))];
                ("statement", token, self.mark(bits, details))
            }
        };
        let new_or =
            record.filter(|_| matches!(field, "note" | "status")).map_or("new".into(), |id| id.to_string());
        say(&format!("doing {number} {new_or} {field} {shown}"))?;
        let since = Instant::now();
        let outcome = self.desk.act(action)?;
        let touched = match field {
            "statement" => {
                let mark =
                    outcome.focus.and_then(|mark| self.desk.project().annotations().get(&mark)?.record);
                self.own.extend(mark);
                mark
            }
            "title" => outcome.made.iter().find(|id| id.table() == Table::Source).copied(),
            _ => record,
        };
        let touched = touched.map_or_else(|| "none".to_owned(), |id| id.to_string());
        self.waiting.push_back(Waiting { number, what: format!("{touched} {field} {shown}"), since });
        Ok(())
    }

    /// Marks some words as a claim; words that are marked already are left to a range one character longer.
    fn mark(&self, bits: u64, details: crate::session::Details) -> Action {
        let text = self.desk.project().text();
        let boundary = |mut at: usize| {
            while !text.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        let start = boundary(bits as usize % (text.len() - 60));
        let end = boundary(start + 5 + (bits >> 32) as usize % 50);
        let range = crate::text::Range::new(start, end);
        Action::Mark {
            ranges: vec![range],
            kind: "claim".into(),
            placing: Placing::Exact,
            record: None,
            details,
        }
    }

    /// Waits until everything is durable and tells of it; where it cannot be, says so and lets the store go on trying.
    fn settle(&mut self) -> Result<(), Failure> {
        if self.trouble.is_some() {
            std::thread::sleep(LOOK);
            match self.desk.session.durability() {
                Durability::Saved => {}
                Durability::Failed(reason) => return self.say_trouble(reason),
                _ => return Ok(()),
            }
            self.trouble = None;
            say("saved")?;
        } else if let Err(error) = self.desk.store.flush() {
            return self.say_trouble(error.to_string());
        }
        while let Some(Waiting { number, what, since }) = self.waiting.pop_front() {
            say(&format!("ack {number} {what} {}", since.elapsed().as_micros()))?;
        }
        if self.number - self.checkpointed >= self.given.checkpoint {
            self.checkpointed = self.number;
            self.checkpoint()?;
        }
        Ok(())
    }

    fn checkpoint(&mut self) -> Result<(), Failure> {
        if let Err(error) = self.desk.store.checkpoint() {
            return self.say_trouble(error.to_string());
        }
        say("checkpoint")?;
        let Some(copies) = &self.given.copies else { return Ok(()) };
        let copy = copies.join(format!("{}-{}", self.turn, self.number));
        match self.desk.store.save_as(&copy) {
            Ok(_) => say(&format!("copy {}", copy.display())),
            Err(error) => say(&format!("uncopied {error}")),
        }
    }

    /// Says why nothing can be saved, once for each reason.
    fn say_trouble(&mut self, reason: String) -> Result<(), Failure> {
        if self.trouble.as_ref() != Some(&reason) {
            say(&format!("unsaved {reason}"))?;
        }
        self.trouble = Some(reason);
        Ok(())
    }
}

/// Prints a line at once: whoever reads it may stop this process at any moment.
fn say(line: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let said = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
    said.map_err(|error| Failure::Files(format!("Nobody listens any more: {error}.")))
}
