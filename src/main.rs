//! The `redpencil` program: a window, or one command without one.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use redpencil::cli::{self, Call, windowless};
#[cfg(feature = "gui")]
use redpencil::gui::{self, Stopwatch as Watch, WindowError};
use redpencil::store::{LastWrites, Place, fault};

/// What a fault of the program leaves to be written has so long to be done.
const LAST_WRITES: Duration = Duration::from_secs(10);
/// How the program ends after a fault of its own, as every program in this language does.
#[cfg(feature = "gui")]
const FAULT: u8 = 101;

fn main() -> ExitCode {
    let watch = Watch::start();
    let place = Place::of_this_machine();
    fault::report_all(place.clone());
    // Dropped last, whatever happens in between.
    let _last_writes = LastWrites(LAST_WRITES);
    let mut answer = match cli::run(std::env::args_os()) {
        Call::Answered(answer) => answer,
        Call::Window(path) => match window(path) {
            Ok(code) => return code,
            Err(reason) => windowless::instead(&reason),
        },
        Call::FirstPicture(project) => match first_picture(project, &watch) {
            Ok(code) => return code,
            Err(reason) => windowless::instead(&reason),
        },
    };
    if let Some(news) = fault::news(&place) {
        answer.remarks.push(format!("{} The report is in {}.", news.sentence(), news.folder.display()));
        news.note_told(&place);
    }
    ExitCode::from(answer.tell())
}

/// Shows the window until it is closed, opening what stands at the path; or says why it cannot be shown.
#[cfg(feature = "gui")]
fn window(path: Option<PathBuf>) -> Result<ExitCode, String> {
    ended(gui::run(path))
}

/// Shows the window until it has shown the article of the project, and prints when it came to what.
#[cfg(feature = "gui")]
fn first_picture(project: PathBuf, watch: &Watch) -> Result<ExitCode, String> {
    let ran = gui::run_until_picture(project, watch.clone());
    print!("{watch}");
    ended(ran)
}

#[cfg(feature = "gui")]
fn ended(ran: Result<(), WindowError>) -> Result<ExitCode, String> {
    match ran {
        Ok(()) => Ok(ExitCode::SUCCESS),
        // It was told where it happened.
        Err(WindowError::Fault) => Ok(ExitCode::from(FAULT)),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(not(feature = "gui"))]
const WINDOWLESS: &str =
    "This redpencil was built without its window. Build it with the feature “gui” to have one.";

#[cfg(not(feature = "gui"))]
fn window(_path: Option<PathBuf>) -> Result<ExitCode, String> {
    Err(WINDOWLESS.to_owned())
}

/// Stands for the stopwatch of the window that is not built.
#[cfg(not(feature = "gui"))]
struct Watch;

#[cfg(not(feature = "gui"))]
impl Watch {
    fn start() -> Self {
        Self
    }
}

#[cfg(not(feature = "gui"))]
fn first_picture(_project: PathBuf, _watch: &Watch) -> Result<ExitCode, String> {
    Err(WINDOWLESS.to_owned())
}
