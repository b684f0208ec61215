//! The states of Orders and Challenges.

use crate::acme::wire::text_enum;

text_enum! {
    /// A state at the ACME server, as cert-manager keeps it (`status.state`).
    pub enum State {
        /// Waits for proofs.
        Pending => "pending",
        /// All proofs are there; may be finalized.
        Ready => "ready",
        /// The server is at work.
        Processing => "processing",
        /// Done, well.
        Valid => "valid",
        /// Done, refused.
        Invalid => "invalid",
        /// Too late.
        Expired => "expired",
        /// The server refused a call.
        Errored => "errored",
    }
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

    /// From the server's word.
    pub fn from_word(word: &str) -> Self {
        Self::from(word.to_owned())
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
