//! The real disk: the real program is killed, starved of space, refused by the system, copied while it writes; and
//! nothing that it acknowledged is ever missing.
//!
//! `cargo test --test disk -- --nocapture` prints the figures. How much is done: `REDPENCIL_KILLS` (processes killed),
//! `REDPENCIL_SWEEP` (so many of the system calls with their faults, or `whole`: all), `REDPENCIL_SEED` (what is random).
//! What a machine cannot do (mount, trace) is skipped in words.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "tests look at the disk and at the clock")]
#![expect(clippy::print_stderr, reason = "the figures are the point")]

mod chance;
mod fault;
mod kills;
mod pair;
mod places;
mod sweep;
mod tally;
mod workshop;
