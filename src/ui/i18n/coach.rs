//! Words of the DNS coach.

use certlab::dns::Diagnosis;

/// What the coach says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Coach {
    /// How long the resolver goes on giving this answer; seconds.
    Left(u64),
    /// It has an answer only when it is not to check DNSSEC.
    Bogus,
    /// An extended error, explained.
    Extended(u16),
    /// Which zone the record belongs into.
    Zone(String),
    /// Who serves that zone.
    Servers(String),
    /// The zone is not the one that was registered.
    Cut {
        /// The zone.
        zone: String,
        /// The registered domain.
        registered: String,
    },
    /// The challenge's name is an alias.
    Alias {
        /// The challenge's name.
        from: String,
        /// Where it ends.
        to: String,
    },
    /// Something is wrong: what.
    What(Diagnosis),
    /// Something is wrong: what to do.
    Remedy {
        /// What is wrong.
        diagnosis: Diagnosis,
        /// The record's name in its zone.
        relative_name: String,
        /// The zone.
        zone: String,
    },
}
