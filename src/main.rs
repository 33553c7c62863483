//! The `redpencil` program: a window, or one command without one.

fn main() {}
