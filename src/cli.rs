//! The command line: everything that can be done without a window, one command a file.
//!
//! A command reads files and changes projects through `store` and `session` only, and returns an [`Answer`], which
//! is printed once everything it tells of is on disk. Knows nothing of the window.

mod add;
mod annotate;
mod answer;
mod attach;
mod check;
mod conflict;
mod desk;
mod desk_settings;
mod export;
mod field;
mod history;
mod import;
mod join;
mod json;
mod merge;
mod new;
mod pack;
mod place;
mod read;
pub mod readme;
mod recover;
mod remove_file;
mod save_loop;
mod search;
mod set;
mod show;
mod sign_off;
mod split;
mod status;
mod sweep;
mod text;
mod unpack;
mod verify;
mod waive;
pub mod windowless;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgMatches;

pub use answer::{Answer, Exit, Failure};

use crate::store::home;

/// One command.
pub trait Command: Sync {
    /// Returns the word that calls it.
    fn name(&self) -> &'static str;

    /// Says in one line what it does.
    fn about(&self) -> &'static str;

    /// Shows how it is called, without the program's name; what may be left out stands in brackets.
    fn usage(&self) -> &'static str;

    /// Tells that it is for harnesses, and stands in no help.
    fn is_hidden(&self) -> bool {
        false
    }

    /// Declares its arguments.
    fn arguments(&self, command: clap::Command) -> clap::Command;

    /// Does it.
    fn run(&self, given: &ArgMatches) -> Result<Answer, Failure>;
}

/// Every command, in the order of the help.
pub static ALL: &[&dyn Command] = &[
    &new::New,
    &text::Text,
    &annotate::Annotate,
    &attach::Attach,
    &add::Add,
    &set::Set,
    &read::Read,
    &remove_file::RemoveFile,
    &join::Join,
    &split::Split,
    &import::Import,
    &show::Show,
    &status::Status,
    &search::Search,
    &check::Check,
    &desk_settings::DeskSettings,
    &waive::Waive,
    &sign_off::SignOff,
    &export::Export,
    &history::History,
    &verify::Verify,
    &sweep::Sweep,
    &recover::Recover,
    &pack::Pack,
    &unpack::Unpack,
    &merge::Merge,
    &save_loop::SaveLoop,
];

/// What the program was called for.
#[derive(Debug)]
pub enum Call {
    /// A command, which has been run.
    Answered(Answer),
    /// The window, on a project or an article where one is named.
    Window(Option<PathBuf>),
    /// The window on a project until its first picture, for whoever measures how long that takes.
    FirstPicture(PathBuf),
}

/// Calls for the window's first picture; hidden, for it measures and does no work.
const FIRST_PICTURE: &str = "bench-open";

/// Declares the program with its commands.
pub fn program() -> clap::Command {
    let path = clap::Arg::new("path")
        .value_name("PATH")
        .value_parser(clap::value_parser!(PathBuf))
        .help("A project or an article to open in the window");
    let program = clap::Command::new("redpencil")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Checks an article fact by fact. Without a command it opens its window.")
        .after_help(
            "Offsets are code points. Exit codes: 0 done; 1 findings, conflicts or damage; 2 wrong usage; 3 a file \
             could not be read or written; 4 an article or source cannot be understood.",
        )
        .args_conflicts_with_subcommands(true)
        .arg(path);
    let project = clap::Arg::new("project")
        .value_name("PROJECT")
        .required(true)
        .value_parser(clap::value_parser!(PathBuf))
        .help("The project's folder");
    let first_picture = clap::Command::new(FIRST_PICTURE)
        .about("Opens the window until its first picture with the article and prints how long that took, stage by stage")
        .hide(true)
        .arg(project);
    ALL.iter().fold(program.subcommand(first_picture), |program, command| {
        let declared = command.arguments(clap::Command::new(command.name()));
        program.subcommand(declared.about(command.about()).hide(command.is_hidden()))
    })
}

/// Runs the command that the arguments (the program's name first) call for, if they call for one.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Call {
    let mut given = match program().try_get_matches_from(arguments) {
        Ok(given) => given,
        Err(error) => return Call::Answered(answer::of_usage(&error)),
    };
    let Some((name, mut given)) = given.remove_subcommand() else {
        return window(given.remove_one("path"));
    };
    if name == FIRST_PICTURE
        && let Some(project) = given.remove_one("project")
    {
        return Call::FirstPicture(project);
    }
    let command = ALL.iter().find(|command| command.name() == name);
    let answer = command.map_or_else(
        || Err(Failure::Usage(format!("There is no command “{name}”. See redpencil --help."))),
        |command| command.run(&given),
    );
    Call::Answered(answer.unwrap_or_else(Answer::from))
}

/// Calls for the window, unless a path is named at which nothing stands: that is a mistyped command as a rule.
fn window(path: Option<PathBuf>) -> Call {
    if let Some(path) = path.as_deref()
        && let home::Found::Nothing(_) = home::look(path)
    {
        let words = format!(
            "“{}” is no command, and no file or folder of that name is there. See redpencil --help.",
            path.display()
        );
        return Call::Answered(Failure::Usage(words).into());
    }
    Call::Window(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        program().debug_assert();
    }

    #[test]
    fn every_flag_of_a_usage_line_is_there() {
        for command in ALL {
            let declared = command.arguments(clap::Command::new(command.name()));
            for flag in command.usage().split(|c: char| !(c.is_alphanumeric() || c == '-')) {
                let known = match flag.strip_prefix("--") {
                    Some(long) => declared.get_arguments().any(|arg| arg.get_long() == Some(long)),
                    None if flag.starts_with('-') => {
                        declared.get_arguments().any(|arg| arg.get_short() == flag.chars().nth(1))
                    }
                    None => true,
                };
                assert!(known, "{} has no {flag}", command.name());
            }
            assert!(command.usage().starts_with(command.name()));
        }
    }
}
