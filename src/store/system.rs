//! The real clock and the system's randomness.

use std::sync::OnceLock;

use crate::model::Moment;
use crate::session::Context;

/// Tells the time, draws random bits, and signs with the checker's name.
#[derive(Clone, Debug)]
pub struct System {
    who: String,
}

impl System {
    /// Signs with this name; an empty one signs with nothing.
    pub fn new(who: impl Into<String>) -> Self {
        Self { who: who.into() }
    }
}

impl Context for System {
    fn now(&self) -> Moment {
        now()
    }

    fn today(&self) -> jiff::civil::Date {
        today()
    }

    fn bits(&mut self) -> u64 {
        random_bits()
    }

    fn who(&self) -> String {
        self.who.clone()
    }
}

/// Returns the time.
#[expect(clippy::disallowed_methods, reason = "this is where the clock enters")]
pub fn now() -> Moment {
    Moment(jiff::Timestamp::now().as_second())
}

/// Returns the day it is on this machine.
#[expect(clippy::disallowed_methods, reason = "this is where the clock enters")]
fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(zone()).date()
}

/// Returns what the clock on this machine's wall showed at a moment.
pub fn local(moment: Moment) -> jiff::civil::DateTime {
    let moment = jiff::Timestamp::from_second(moment.0).unwrap_or_default();
    moment.to_zoned(zone()).datetime()
}

/// Returns the time zone of this machine. It is read from the disk once.
pub fn zone() -> jiff::tz::TimeZone {
    static ZONE: OnceLock<jiff::tz::TimeZone> = OnceLock::new();
    ZONE.get_or_init(jiff::tz::TimeZone::system).clone()
}

/// Draws 64 bits that nobody can guess.
pub(super) fn random_bits() -> u64 {
    #[cfg(test)]
    if let Some(bits) = drawn_beforehand() {
        return bits;
    }
    // A system without randomness has no way to name a record; the clock's nanoseconds are the last resort.
    getrandom::u64().unwrap_or_else(|_| nanoseconds())
}

#[expect(clippy::disallowed_methods, reason = "this is where the clock enters")]
fn nanoseconds() -> u64 {
    jiff::Timestamp::now().as_nanosecond() as u64
}

/// Draws the random part of a temporary file's name.
pub(super) fn random_name() -> String {
    format!("{:016x}", random_bits())
}

#[cfg(test)]
thread_local! {
    /// What a test's own generator has come to.
    static BEFOREHAND: std::cell::Cell<Option<u64>> = const { std::cell::Cell::new(None) };
}

/// Makes this thread draw the same bits each time, for tests that run one thing many times over.
#[cfg(test)]
pub(super) fn draw_beforehand(seed: u64) {
    BEFOREHAND.set(Some(seed));
}

#[cfg(test)]
fn drawn_beforehand() -> Option<u64> {
    let next = BEFOREHAND.get()?.wrapping_add(0x9e37_79b9_7f4a_7c15);
    BEFOREHAND.set(Some(next));
    let mixed = (next ^ (next >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Some(mixed ^ (mixed >> 31))
}
