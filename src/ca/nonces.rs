//! Anti-replay nonces: each is good once (RFC 8555 §6.5).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::refusal::{self, Refusal};
use crate::encoding::base64url;
use crate::entropy::Entropy;

/// The nonces handed out and not yet used, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Nonces(VecDeque<String>);

impl Nonces {
    /// A fresh nonce; very old ones are forgotten.
    pub(super) fn issue(&mut self, entropy: &mut dyn Entropy) -> String {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        let nonce = base64url(&bytes);
        self.0.push_back(nonce.clone());
        if self.0.len() > MOST {
            self.0.pop_front();
        }
        nonce
    }

    /// Uses a nonce up.
    pub(super) fn redeem(&mut self, nonce: Option<&str>) -> Result<(), Refusal> {
        let nonce = nonce.ok_or_else(|| refusal::bad_nonce("JWS has no anti-replay nonce"))?;
        let place = self.0.iter().position(|issued| issued == nonce);
        match place.and_then(|place| self.0.remove(place)) {
            Some(_) => Ok(()),
            None => Err(refusal::bad_nonce(&format!(
                "JWS has an invalid anti-replay nonce: {nonce:?}"
            ))),
        }
    }
}

/// Enough for many clients at once, little to save.
const MOST: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_nonce_is_good_once_and_not_for_ever() {
        let mut entropy = SeededEntropy::new([2; 32]);
        let mut nonces = Nonces::default();
        let first = nonces.issue(&mut entropy);
        let second = nonces.issue(&mut entropy);
        assert_eq!(nonces.redeem(Some(&second)), Ok(()));
        assert!(nonces.redeem(Some(&second)).is_err());
        assert!(nonces.redeem(Some("made up")).is_err());
        assert!(nonces.redeem(None).is_err());
        for _ in 0..MOST {
            nonces.issue(&mut entropy);
        }
        assert!(nonces.redeem(Some(&first)).is_err());
        assert_eq!(nonces.0.len(), MOST);
    }
}
