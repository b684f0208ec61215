//! The lab's time: the wall's, or its own.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// Which time a lab lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LabClock {
    /// The wall clock: real servers live by it.
    Wall,
    /// A clock that runs as fast as the wall's but elsewhere.
    Simulated {
        /// Seconds that the lab is ahead of the wall; after a long pause it is
        /// behind.
        ahead_secs: i64,
    },
    /// A clock that stands. One that is played faster than the wall's stands
    /// too, and is moved on step by step: so a reload finds it standing.
    Paused {
        /// Where it stands.
        at: Timestamp,
    },
}

impl LabClock {
    /// Lab time at a moment of the wall clock.
    pub fn now(self, wall: Timestamp) -> Timestamp {
        match self {
            Self::Wall => wall,
            Self::Simulated { ahead_secs } => {
                Timestamp::from_unix_secs(wall.unix_secs().saturating_add(ahead_secs))
            }
            Self::Paused { at } => at,
        }
    }

    /// Whether it stands.
    pub const fn is_paused(self) -> bool {
        matches!(self, Self::Paused { .. })
    }

    /// Moves a simulated clock forward to `to`; a wall clock, or a moment that
    /// is already past, changes nothing.
    pub fn advance(&mut self, to: Timestamp, wall: Timestamp) {
        if to <= self.now(wall) {
            return;
        }
        match self {
            Self::Wall => {}
            Self::Simulated { ahead_secs } => {
                *ahead_secs = to.unix_secs().saturating_sub(wall.unix_secs());
            }
            Self::Paused { at } => *at = to,
        }
    }

    /// Stops a simulated clock where it is; a wall clock cannot be stopped.
    pub fn pause(&mut self, wall: Timestamp) {
        if matches!(self, Self::Simulated { .. }) {
            *self = Self::Paused { at: self.now(wall) };
        }
    }

    /// Lets a clock that stands run on from where it is.
    pub fn run(&mut self, wall: Timestamp) {
        if let Self::Paused { at } = self {
            *self = Self::Simulated {
                ahead_secs: at.unix_secs().saturating_sub(wall.unix_secs()),
            };
        }
    }
}

/// How fast a simulated clock is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speed {
    /// As fast as the wall's.
    Second,
    /// A minute a second.
    Minute,
    /// An hour a second.
    Hour,
    /// A day a second.
    Day,
    /// A week a second.
    Week,
    /// Thirty days a second.
    Month,
}

impl Speed {
    /// From slow to fast.
    pub const ALL: [Self; 6] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
    ];

    /// Lab seconds in a second of the wall clock.
    pub const fn secs(self) -> u64 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 7 * 86_400,
            Self::Month => 30 * 86_400,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_simulated_clock_jumps_and_only_forward() {
        let wall = Timestamp::from_unix_secs(1_000);
        let mut clock = LabClock::Simulated { ahead_secs: 0 };
        clock.advance(Timestamp::from_unix_secs(5_000), wall);
        assert_eq!(clock.now(wall).unix_secs(), 5_000);
        clock.advance(Timestamp::from_unix_secs(2_000), wall);
        assert_eq!(clock.now(wall).unix_secs(), 5_000);
        let mut real = LabClock::Wall;
        real.advance(Timestamp::from_unix_secs(5_000), wall);
        real.pause(wall);
        assert_eq!(real.now(wall), wall);
    }

    #[test]
    fn a_clock_that_stands_is_moved_by_hand_and_runs_on_from_there() {
        let at = Timestamp::from_unix_secs;
        let mut clock = LabClock::Simulated { ahead_secs: 500 };
        clock.pause(at(1_000));
        assert_eq!(clock.now(at(9_000)), at(1_500));
        clock.advance(at(2_000), at(9_000));
        assert_eq!(clock.now(at(9_000)), at(2_000));
        clock.run(at(9_000));
        assert_eq!(clock.now(at(9_010)), at(2_010), "behind the wall by now");
    }
}
