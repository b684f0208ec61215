//! Certificate profiles: what kind of certificate an order gets
//! (draft-ietf-acme-profiles), with Let's Encrypt's names.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::refusal::{self, Refusal};

/// A profile of the CA.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Profile {
    /// What an order without a profile gets.
    #[default]
    Classic,
    /// Only what a TLS server needs: no common name, no key encipherment.
    TlsServer,
    /// The same for six days: short enough to need no revocation.
    ShortLived,
}

impl Profile {
    /// The profile that an order names, or the usual one (draft §4).
    pub(super) fn parse(name: Option<&str>) -> Result<Self, Refusal> {
        match name {
            None => Ok(Self::default()),
            Some(name) => ALL
                .into_iter()
                .find(|profile| profile.name() == name)
                .ok_or_else(|| refusal::invalid_profile(name)),
        }
    }

    /// Its name on the wire.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::TlsServer => "tlsserver",
            Self::ShortLived => "shortlived",
        }
    }

    /// How long its certificates are good for.
    pub(super) const fn lifetime(self) -> Duration {
        match self {
            Self::Classic => Duration::from_hours(90 * 24),
            Self::TlsServer => Duration::from_hours(45 * 24),
            Self::ShortLived => Duration::from_hours(160),
        }
    }

    /// Whether a short name also becomes the subject's common name.
    pub(super) const fn has_common_name(self) -> bool {
        matches!(self, Self::Classic)
    }

    const fn description(self) -> &'static str {
        match self {
            Self::Classic => "90 days, with a common name: what an order without a profile gets",
            Self::TlsServer => "45 days, without a common name, for TLS servers only",
            Self::ShortLived => "160 hours, otherwise as tlsserver",
        }
    }
}

/// What the directory says of them (draft §3).
pub(super) fn advertised() -> BTreeMap<String, String> {
    ALL.into_iter()
        .map(|profile| (profile.name().to_owned(), profile.description().to_owned()))
        .collect()
}

const ALL: [Profile; 3] = [Profile::Classic, Profile::TlsServer, Profile::ShortLived];
