//! The lab's time: the wall's, or its own.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// Which time a lab lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LabClock {
    /// The wall clock: real servers live by it.
    Wall,
    /// A clock that runs as fast as the wall's but can be ahead of it.
    Simulated {
        /// Seconds that the lab is ahead of the wall.
        ahead_secs: u64,
    },
}

impl LabClock {
    /// Lab time at a moment of the wall clock.
    pub fn now(self, wall: Timestamp) -> Timestamp {
        match self {
            Self::Wall => wall,
            Self::Simulated { ahead_secs } => wall + Duration::from_secs(ahead_secs),
        }
    }

    /// Moves a simulated clock forward to `to`; a wall clock, or a moment that
    /// is already past, changes nothing.
    pub fn advance(&mut self, to: Timestamp, wall: Timestamp) {
        let step = to.since(self.now(wall)).as_secs();
        if let Self::Simulated { ahead_secs } = self {
            *ahead_secs = ahead_secs.saturating_add(step);
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
        assert_eq!(real.now(wall), wall);
    }
}
