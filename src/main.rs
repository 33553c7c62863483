//! The `redpencil` program: a window, or one command without one.

use std::path::PathBuf;
use std::process::ExitCode;

use redpencil::cli::{self, Call};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Call::Answered(answer) => ExitCode::from(answer.tell()),
        Call::Window(path) => window(path),
    }
}

/// Shows the window, opening what stands at the path.
fn window(path: Option<PathBuf>) -> ExitCode {
    drop(path);
    ExitCode::SUCCESS
}
