//! `redpencil export`: hands a project out.

use std::path::PathBuf;

use clap::{ArgMatches, Args as _, FromArgMatches as _};

use super::answer::of_usage_failure;
use super::desk::Desk;
use super::{Answer, Command, Exit, Failure};
use crate::export::letter::{self, Letter, Recipient};
use crate::export::{self, Audience, Exposure};
use crate::model::Table;
use crate::session::letter::{self as letters, accused};
use crate::session::report::{Order, doubt_of, whole_report};
use crate::store::{document, system};

/// Exports a project.
pub struct Export;

#[derive(Debug, clap::Args)]
struct Given {
    /// The project's folder
    project: PathBuf,
    /// The format to write
    #[arg(short, long, value_parser = formats())]
    format: String,
    /// Whom it is for
    #[arg(
        long,
        default_value = "internal",
        value_parser = Audience::ALL.iter().map(|audience| audience.id()).collect::<Vec<_>>()
    )]
    audience: String,
    /// The accused whom a request for reply goes to: an id, or the name in full
    #[arg(long, value_name = "PERSON")]
    to: Option<String>,
    /// How the desk can be reached, for a letter
    #[arg(long, value_name = "WORDS", default_value = "")]
    contact: String,
    /// Who signs a letter
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Write a public report although it names what the public may not see; the places are listed all the same
    #[arg(long)]
    anyway: bool,
}

/// Lists the formats of reports, and the letters.
fn formats() -> Vec<&'static str> {
    let reports = export::ALL.iter().map(|exporter| exporter.id());
    reports.chain(letter::ALL.iter().map(|letter| letter.id)).collect()
}

impl Command for Export {
    fn name(&self) -> &'static str {
        "export"
    }

    fn about(&self) -> &'static str {
        "Writes a report for an audience, or a letter, and prints the file's path; what goes to the public or to an accused \
         and names a withheld source is written only with --anyway, else the places are listed and it exits with 1"
    }

    fn usage(&self) -> &'static str {
        "export PROJECT --format FORMAT [--audience internal|legal|public] [--to PERSON] [--contact WORDS] [--by NAME] [--anyway] -o FILE"
    }

    fn arguments(&self, command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }

    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure> {
        let given = Given::from_arg_matches(given).map_err(|error| of_usage_failure(&error))?;
        if let Some(letter) = letter::named(&given.format) {
            return written(letter, &given);
        }
        let exporter = export::named(&given.format)
            .ok_or_else(|| Failure::Usage("There is no such format. See --help.".into()))?;
        let audience = Audience::named(&given.audience)
            .ok_or_else(|| Failure::Usage("There is no such audience. See --help.".into()))?;
        let desk = Desk::look(&given.project)?;
        let session = &desk.session;
        let sealed = desk.store.sealed_words(session.project());
        let rulebook = session.rulebook();
        let order = Order { audience, today: system::now(), rulebook, sealed: &sealed.words };
        let (project, outline) = (session.project(), session.outline());
        let report = whole_report(project, outline, session.vocabulary(), exporter, &order);
        let mut remarks = desk.close()?;
        remarks.extend(sealed.doubt().filter(|_| audience == Audience::Public));
        remarks.extend(report.exposures.iter().map(told));
        remarks.extend(doubt_of(&report.unsettled));
        if !report.exposures.is_empty() && !given.anyway {
            remarks.push(
                "Nothing was written: these places name what the public may not see. Change them, or give --anyway to \
                 write the report with these words as they stand."
                    .into(),
            );
            return Ok(Answer::default().remarking(remarks).ending(Exit::Findings));
        }
        match audience {
            Audience::Public => document::publish(&given.output, &report.bytes)?,
            Audience::Internal | Audience::Legal => document::write(&given.output, &report.bytes)?,
        }
        Ok(Answer::of(given.output.display().to_string()).remarking(remarks))
    }
}

/// Writes a letter.
fn written(letter: &Letter, given: &Given) -> Result<Answer, Failure> {
    let desk = Desk::look(&given.project)?;
    let person = match (letter.recipient, &given.to) {
        (Recipient::Accused, Some(words)) => Some(desk.find(Table::Person, words)?),
        (Recipient::Accused, None) => {
            let names: Vec<String> = accused(desk.project()).into_iter().map(|(_, name)| name).collect();
            let words = "A request for reply goes to one person. Say to whom, with --to";
            let known = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
            return Err(Failure::Usage(format!("{words}{known}.")));
        }
        (Recipient::Author, _) => None,
    };
    let session = &desk.session;
    let sealed = desk.store.sealed_words(session.project());
    let order = letters::Order {
        person,
        contact: given.contact.clone(),
        checker: given.by.clone(),
        today: system::now(),
        sealed: &sealed.words,
    };
    let made = letters::write(letter, session.project(), session.outline(), session.vocabulary(), &order);
    if letter.recipient == Recipient::Accused && made.about.is_empty() {
        let name = person.map_or_else(String::new, |person| desk.project().name_of(person));
        return Err(Failure::Usage(format!("Nothing that the article may tell is alleged about {name}.")));
    }
    let mut remarks = desk.close()?;
    remarks.extend(sealed.doubt().filter(|_| letter.audience() == Audience::Public));
    remarks.extend(made.exposures.iter().map(told));
    if !made.exposures.is_empty() && !given.anyway {
        remarks.push(
            "Nothing was written: these places name what the accused may not know. Change them, or give --anyway to write \
             the letter with these words as they stand."
                .into(),
        );
        return Ok(Answer::default().remarking(remarks).ending(Exit::Findings));
    }
    document::write(&given.output, made.text.as_bytes())?;
    Ok(Answer::of(given.output.display().to_string()).remarking(remarks))
}

/// Tells one place on one line.
fn told(exposure: &Exposure) -> String {
    format!("{}, {}: “{}” in “{}”", exposure.record, exposure.label, exposure.words, exposure.around)
}
