//! The browser's random source.

use certlab::entropy::{Entropy, SeededEntropy};

/// The browser's random source.
pub(in crate::ui::platform) struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(
        clippy::expect_used,
        reason = "a browser without a random source must not make keys"
    )]
    fn fill(&mut self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the browser's random source");
    }
}

/// Randomness for what is thrown away.
pub(crate) fn throwaway() -> SeededEntropy {
    SeededEntropy::new(random_seed())
}

/// A seed for everything random that is harmless to know.
pub(super) fn random_seed() -> [u8; 32] {
    let mut seed = [0; 32];
    SystemEntropy.fill(&mut seed);
    seed
}
