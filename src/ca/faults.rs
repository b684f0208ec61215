//! Deliberate misbehaviour, for lessons and tests.

use serde::{Deserialize, Serialize};

use crate::entropy::Entropy;

/// How the CA misbehaves; by default not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Faults {
    /// How many of a hundred good nonces are refused all the same (as Pebble's
    /// `PEBBLE_WFE_NONCEREJECT`).
    pub reject_nonces_percent: u8,
}

impl Faults {
    /// Whether the die says that this good nonce is refused.
    pub(super) fn reject_nonce(self, entropy: &mut dyn Entropy) -> bool {
        if self.reject_nonces_percent == 0 {
            return false;
        }
        let mut die = [0];
        entropy.fill(&mut die);
        let [die] = die.map(u32::from);
        die.saturating_mul(100) < u32::from(self.reject_nonces_percent).saturating_mul(256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn the_die_is_fair_enough() {
        let mut entropy = SeededEntropy::new([1; 32]);
        for (percent, expected) in [
            (0, 0..=0),
            (30, 250..=350),
            (50, 450..=550),
            (100, 1000..=1000),
        ] {
            let faults = Faults {
                reject_nonces_percent: percent,
            };
            let refused = (0..1000)
                .filter(|_| faults.reject_nonce(&mut entropy))
                .count();
            assert!(
                expected.contains(&refused),
                "{percent} %: {refused} of 1000"
            );
        }
    }
}
