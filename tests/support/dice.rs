//! Where a random walk's decisions come from.

use certlab::entropy::{Entropy as _, SeededEntropy};

/// A source of decisions.
pub(crate) trait Choices {
    /// A number below `end`; 0 if `end` is.
    fn below(&mut self, end: usize) -> usize;
}

/// Decisions from a seed.
pub(crate) struct Dice(SeededEntropy);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(SeededEntropy::new(bytes(seed)))
    }
}

impl Choices for Dice {
    fn below(&mut self, end: usize) -> usize {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        let drawn = usize::try_from(u32::from_le_bytes(bytes)).unwrap_or(0);
        drawn.checked_rem(end).unwrap_or(0)
    }
}

/// A seed as the lab takes it.
pub(crate) fn bytes(seed: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes
}

/// One of these; none if there are none.
pub(crate) fn pick<T: Clone>(choices: &mut dyn Choices, all: &[T]) -> Option<T> {
    all.get(choices.below(all.len())).cloned()
}
