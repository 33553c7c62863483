//! What a command says when it has ended: its result, remarks for people, and the exit code.

use std::io::{self, IsTerminal as _, Write as _};

use crate::import::Unreadable;
use crate::store::StoreError;
use crate::text::plain;

/// The control characters that a terminal may get: lines, and columns in them.
const MEANT: &[char] = &['\n', '\t'];

/// How a command ended, as other programs see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    #[default]
    Done,
    /// Done, and there are findings, conflicts or damage.
    Findings,
    /// The command was called wrongly.
    Usage,
    /// A file could not be read or written.
    Files,
    /// An article or source cannot be understood.
    Unreadable,
}

impl Exit {
    /// Returns the number that the program exits with.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Files => 3,
            Self::Unreadable => 4,
        }
    }
}

/// Why a command did nothing, in one sentence that says what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It was called wrongly.
    #[error("{0}")]
    Usage(String),
    /// A file could not be read or written.
    #[error("{0}")]
    Files(String),
    /// An article or source cannot be understood.
    #[error("{0}")]
    Unreadable(String),
}

impl Failure {
    fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Files(_) => Exit::Files,
            Self::Unreadable(_) => Exit::Unreadable,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let hint = match error.cause() {
            Some(cause) if cause.is_missing() => "Check the path",
            Some(cause) if cause.is_out_of_space() => "Make room and try again",
            Some(_) => "Check the path and its permissions",
            None => "",
        };
        Self::Files(sentence(&error.to_string(), hint))
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(sentence(&error.to_string(), ""))
    }
}

/// Makes a sentence of an error's words, with a hint behind it.
fn sentence(words: &str, hint: &str) -> String {
    let mut letters = words.trim().chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let mut sentence = first + letters.as_str();
    if !hint.is_empty() {
        sentence = format!("{}. {hint}", sentence.trim_end_matches('.'));
    }
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

/// What a command says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its result, for standard output; a line end is added where it lacks one.
    pub result: String,
    /// Remarks for people, one a line, for standard error.
    pub remarks: Vec<String>,
    /// How it ended.
    pub exit: Exit,
}

impl Answer {
    /// Answers with a result.
    pub fn of(result: impl Into<String>) -> Self {
        Self { result: result.into(), ..Self::default() }
    }

    /// Answers with JSON.
    pub(super) fn of_json(json: &serde_json::Value) -> Self {
        Self::of(format!("{json:#}"))
    }

    /// Adds remarks.
    #[must_use]
    pub(super) fn remarking(mut self, remarks: impl IntoIterator<Item = String>) -> Self {
        self.remarks.extend(remarks);
        self
    }

    /// Ends in this way.
    #[must_use]
    pub(super) fn ending(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Prints it and returns the number to exit with. A reader that has gone away is no failure.
    ///
    /// What comes from somebody else's files steers no terminal; another program gets the result as it is.
    pub fn tell(&self) -> u8 {
        let mut result = if io::stdout().is_terminal() {
            plain(&self.result, MEANT).into_owned()
        } else {
            self.result.clone()
        };
        if !result.is_empty() && !result.ends_with('\n') {
            result.push('\n');
        }
        let mut out = io::stdout().lock();
        let told = out.write_all(result.as_bytes()).and_then(|()| out.flush());
        let mut aside = io::stderr().lock();
        for remark in &self.remarks {
            // Where nobody can be told, nobody is.
            drop(writeln!(aside, "{}", plain(remark, MEANT)));
        }
        match told {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                drop(writeln!(aside, "The result could not be printed: {error}. Give it another way out."));
                Exit::Files.code()
            }
            _ => self.exit.code(),
        }
    }
}

impl From<Failure> for Answer {
    fn from(failure: Failure) -> Self {
        Self { result: String::new(), remarks: vec![failure.to_string()], exit: failure.exit() }
    }
}

/// Answers where the arguments make no sense, or ask for help.
pub(super) fn of_usage(error: &clap::Error) -> Answer {
    if error.use_stderr() {
        return Answer::from(Failure::Usage(in_one_sentence(&error.to_string())));
    }
    Answer::of(error.to_string())
}

/// Says what is wrong with arguments that were taken apart already.
pub(super) fn of_usage_failure(error: &clap::Error) -> Failure {
    Failure::Usage(in_one_sentence(&error.to_string()))
}

/// Takes what is wrong out of clap's words and leaves the table of usage to `--help`.
fn in_one_sentence(words: &str) -> String {
    let fault = words.split("\n\nUsage:").next().unwrap_or(words);
    let fault = fault.split("\n\nFor more information").next().unwrap_or(fault);
    let fault = fault.strip_prefix("error: ").unwrap_or(fault);
    let fault = fault.split_whitespace().collect::<Vec<_>>().join(" ");
    sentence(&fault, "See --help")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_call_is_told_in_one_line() {
        let error = crate::cli::program().try_get_matches_from(["redpencil", "new"]).unwrap_err();
        let answer = of_usage(&error);
        assert_eq!(answer.exit, Exit::Usage);
        assert_eq!(answer.remarks.len(), 1);
        assert!(
            !answer.remarks[0].contains('\n') && answer.remarks[0].ends_with("See --help."),
            "{answer:?}"
        );
    }

    #[test]
    fn help_is_no_failure() {
        let error = crate::cli::program().try_get_matches_from(["redpencil", "--help"]).unwrap_err();
        assert_eq!(of_usage(&error).exit, Exit::Done);
    }
}
