//! Every system call that the store makes, failed and killed at, once each.

/// Finds the program that injects faults; says so where it is missing or may not trace.
pub fn strace() -> Option<&'static str> {
    let traces = std::process::Command::new("strace")
        .args(["-qq", "-e", "trace=none", "true"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !traces {
        eprintln!("skipped: strace is missing or may not trace here");
    }
    traces.then_some("strace")
}
