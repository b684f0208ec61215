//! Words of the clock.

use std::time::Duration;

use certlab::lab::{Plan, Speed};

/// What the clock says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Name of the bar.
    Bar,
    /// Stop it.
    Pause,
    /// Let it run.
    Run,
    /// It stands.
    Standing,
    /// Name of the choice of speeds.
    Speeds,
    /// A speed.
    Speed(Speed),
    /// On to the next thing.
    Step,
    /// What comes next, to what, and in how long.
    Next(Plan, String, Duration),
    /// Nothing is planned.
    NothingAhead,
    /// Name of the choice of moments.
    Jumps,
    /// A moment to jump to.
    Jump(Plan, String, Duration),
    /// Why the Real world's clock cannot be moved.
    WallOnly,
}

/// A span of time in its largest unit, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    /// Seconds.
    Seconds(u64),
    /// Minutes.
    Minutes(u64),
    /// Hours.
    Hours(u64),
    /// Days.
    Days(u64),
}

impl From<Duration> for Span {
    fn from(span: Duration) -> Self {
        match span.as_secs() {
            secs @ 0..120 => Self::Seconds(secs),
            secs @ 120..7_200 => Self::Minutes(secs / 60),
            secs @ 7_200..172_800 => Self::Hours(secs / 3_600),
            secs => Self::Days(secs / 86_400),
        }
    }
}
