//! Randomness as a parameter.
//!
//! Private keys come from the host's random source and never enter the lab's
//! state. Everything else that is random and harmless to know (serial numbers,
//! name suffixes, practice nonces) comes from [`SeededEntropy`], so that the
//! same seed and the same actions give the same bytes.

use std::fmt;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::encoding;

/// A source of random bytes.
pub trait Entropy {
    /// Fills `bytes` with random bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// A `ChaCha20` stream from a 32-byte seed; serializes as seed and position.
#[derive(Clone)]
pub struct SeededEntropy {
    seed: [u8; 32],
    rng: ChaCha20Rng,
}

impl SeededEntropy {
    /// A stream at its beginning.
    pub fn new(seed: [u8; 32]) -> Self {
        Self {
            seed,
            rng: ChaCha20Rng::from_seed(seed),
        }
    }

    /// The seed that the stream began with.
    pub const fn seed(&self) -> [u8; 32] {
        self.seed
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.rng.fill_bytes(bytes);
    }
}

impl fmt::Debug for SeededEntropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeededEntropy").finish_non_exhaustive()
    }
}

impl PartialEq for SeededEntropy {
    fn eq(&self, other: &Self) -> bool {
        self.seed == other.seed && self.rng.get_word_pos() == other.rng.get_word_pos()
    }
}

impl Eq for SeededEntropy {}

#[derive(Serialize, Deserialize)]
struct Position {
    #[serde(with = "encoding::base64_bytes")]
    seed: Vec<u8>,
    /// 32-bit words already used.
    words: u64,
}

impl Serialize for SeededEntropy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Position {
            seed: self.seed.to_vec(),
            // 2^64 words are 64 exabytes: no session gets there.
            words: u64::try_from(self.rng.get_word_pos()).unwrap_or(u64::MAX),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SeededEntropy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let position = Position::deserialize(deserializer)?;
        let seed = <[u8; 32]>::try_from(position.seed.as_slice())
            .map_err(|_| serde::de::Error::custom("a seed has 32 bytes"))?;
        let mut entropy = Self::new(seed);
        entropy.rng.set_word_pos(u128::from(position.words));
        Ok(entropy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_seed_same_bytes_and_position_survives_saving() {
        let mut one = SeededEntropy::new([7; 32]);
        let mut first = [0; 20];
        one.fill(&mut first);
        let mut two: SeededEntropy =
            serde_json::from_str(&serde_json::to_string(&one).unwrap()).unwrap();
        let (mut a, mut b) = ([0; 32], [0; 32]);
        one.fill(&mut a);
        two.fill(&mut b);
        assert_eq!(a, b);
        let mut again = [0; 20];
        SeededEntropy::new([7; 32]).fill(&mut again);
        assert_eq!(first, again);
    }
}
