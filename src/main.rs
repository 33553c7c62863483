//! The `redpencil` program: a window, or one command without one.

use std::path::PathBuf;
use std::process::ExitCode;

use redpencil::cli::{self, Call, windowless};

fn main() -> ExitCode {
    let answer = match cli::run(std::env::args_os()) {
        Call::Answered(answer) => answer,
        Call::Window(path) => match window(path) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(reason) => windowless::instead(&reason),
        },
    };
    ExitCode::from(answer.tell())
}

/// Shows the window until it is closed, opening what stands at the path; or says why it cannot be shown.
#[cfg(feature = "gui")]
fn window(path: Option<PathBuf>) -> Result<(), String> {
    redpencil::gui::run(path).map_err(|error| error.to_string())
}

#[cfg(not(feature = "gui"))]
fn window(_path: Option<PathBuf>) -> Result<(), String> {
    Err("This redpencil was built without its window. Build it with the feature “gui” to have one."
        .to_owned())
}
