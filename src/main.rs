//! The `redpencil` program: a window, or one command without one.

fn main() {
    #[cfg(feature = "gui")]
    if let Err(error) = redpencil::gui::run(std::env::args_os().nth(1).map(Into::into)) {
        eprintln!("{error}");
        std::process::exit(3);
    }
}
