//! The states of Orders and Challenges.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A state at the ACME server, as cert-manager keeps it (`status.state`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Waits for proofs.
    Pending,
    /// All proofs are there; may be finalized.
    Ready,
    /// The server is at work.
    Processing,
    /// Done, well.
    Valid,
    /// Done, refused.
    Invalid,
    /// Too late.
    Expired,
    /// The server refused a call.
    Errored,
    /// A state that only the server knows.
    #[serde(untagged)]
    Unknown(String),
}

impl State {
    /// Whether nothing more will come of it (`acme.IsFinalState`).
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Valid) || self.is_failure()
    }

    /// Whether it ended badly (`acme.IsFailureState`).
    pub const fn is_failure(&self) -> bool {
        matches!(self, Self::Invalid | Self::Expired | Self::Errored)
    }

    /// The word in status fields and messages.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Ready => "ready",
            Self::Processing => "processing",
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Expired => "expired",
            Self::Errored => "errored",
            Self::Unknown(state) => state,
        }
    }

    /// From the server's word.
    pub fn from_word(word: &str) -> Self {
        [
            Self::Pending,
            Self::Ready,
            Self::Processing,
            Self::Valid,
            Self::Invalid,
            Self::Expired,
            Self::Errored,
        ]
        .into_iter()
        .find(|state| state.as_str() == word)
        .unwrap_or_else(|| Self::Unknown(word.to_owned()))
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_and_written_alike() {
        for word in [
            "pending",
            "ready",
            "processing",
            "valid",
            "invalid",
            "expired",
            "errored",
            "revoked",
        ] {
            let state = State::from_word(word);
            assert_eq!(state.to_string(), word);
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("{word:?}"));
            assert_eq!(serde_json::from_str::<State>(&json).unwrap(), state);
        }
    }
}
