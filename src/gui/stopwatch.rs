//! How long the way from the program's start to the first picture of an article takes, stage by stage.
//!
//! For whoever measures it (`redpencil bench-open`); a window that is opened to work in has none.
#![expect(clippy::disallowed_methods, reason = "it reads the clock, which is all it does")]

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Notes when each stage was reached.
#[derive(Clone, Debug)]
pub struct Stopwatch {
    began: Instant,
    stages: Arc<Mutex<Vec<(&'static str, Duration)>>>,
}

impl Stopwatch {
    /// Begins to count.
    pub fn start() -> Self {
        Self { began: Instant::now(), stages: Arc::default() }
    }

    /// Notes that a stage is reached, the first time that it is.
    pub fn note(&self, stage: &'static str) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        if stages.iter().all(|(known, _)| *known != stage) {
            stages.push((stage, self.began.elapsed()));
        }
    }

    /// Tells whether a stage was reached.
    pub fn has(&self, stage: &str) -> bool {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|(known, _)| *known == stage)
    }
}

impl fmt::Display for Stopwatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (stage, at) in self.stages.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            writeln!(formatter, "{:9.1} ms  {stage}", at.as_secs_f64() * 1000.0)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_told_in_their_order_and_once() {
        let watch = Stopwatch::start();
        watch.note("window");
        watch.note("picture");
        watch.note("window");
        assert!(watch.has("picture") && !watch.has("article"));
        let told = watch.to_string();
        let stages: Vec<&str> = told.lines().filter_map(|line| line.split("ms  ").nth(1)).collect();
        assert_eq!(stages, ["window", "picture"]);
    }
}
