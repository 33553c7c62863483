//! The `redpencil` program: a window, or one command without one.

use std::backtrace::Backtrace;
use std::io::Write as _;
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use redpencil::cli::{self, Call, windowless};
use redpencil::store::{Place, document};

fn main() -> ExitCode {
    report_faults();
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

/// Says a fault of the program in one sentence, and keeps what is known of it in a file of this machine.
fn report_faults() {
    panic::set_hook(Box::new(|fault| {
        let known =
            format!("redpencil {}\n{fault}\n{}\n", env!("CARGO_PKG_VERSION"), Backtrace::force_capture());
        let place = Place::of_this_machine();
        let kept = document::write_within(place.data(), "fault.txt", known.as_bytes());
        let kept =
            kept.map_or_else(|_| fault.to_string(), |path| format!("a report is in {}", path.display()));
        // Where nobody can be told, nobody is.
        drop(writeln!(
            std::io::stderr(),
            "redpencil met a fault of its own ({kept}); what it had saved is safe in the project’s log."
        ));
    }));
}
