//! Profiles: what a certificate of a usual kind says, as data.

use super::usage::Usage;
use super::{KeyAlgorithm, SignatureAlgorithm};

/// A usual kind of certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A TLS server's.
    #[default]
    Server,
    /// A TLS client's.
    Client,
    /// A publisher's of programs.
    CodeSigning,
    /// Somebody's who signs and reads e-mail (RFC 8551).
    SMime,
    /// A CA's that stands at the top.
    Root,
    /// A CA's that another CA has certified.
    Intermediate,
    /// Whatever one likes.
    Custom,
}

/// What a certificate of a kind says, beside names and key.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Which kind.
    pub kind: Kind,
    /// What the key is used for.
    pub usages: &'static [Usage],
    /// What an RSA key is used for as well: others cannot encipher keys.
    pub rsa_usages: &'static [Usage],
    /// Basic constraints `cA`.
    pub is_ca: bool,
    /// Basic constraints `pathLenConstraint`.
    pub path_length: &'static str,
    /// How long it holds.
    pub duration: &'static str,
}

/// Every profile, in the order in which they are offered. Server: CA/Browser Forum BR
/// §7.1.2.7; code signing and S/MIME: the Forum's requirements of these names; CAs:
/// RFC 5280 §4.2.1.3 and §4.2.1.9.
pub const PROFILES: [Profile; 7] = [
    Profile {
        kind: Kind::Server,
        usages: &[Usage::DigitalSignature, Usage::ServerAuth],
        rsa_usages: &[Usage::KeyEncipherment],
        is_ca: false,
        path_length: "",
        duration: "90d",
    },
    Profile {
        kind: Kind::Client,
        usages: &[Usage::DigitalSignature, Usage::ClientAuth],
        rsa_usages: &[],
        is_ca: false,
        path_length: "",
        duration: "365d",
    },
    Profile {
        kind: Kind::CodeSigning,
        usages: &[Usage::DigitalSignature, Usage::CodeSigning],
        rsa_usages: &[],
        is_ca: false,
        path_length: "",
        duration: "365d",
    },
    Profile {
        kind: Kind::SMime,
        usages: &[Usage::DigitalSignature, Usage::EmailProtection],
        rsa_usages: &[Usage::KeyEncipherment],
        is_ca: false,
        path_length: "",
        duration: "365d",
    },
    Profile {
        kind: Kind::Root,
        usages: &[Usage::CertSign, Usage::CrlSign],
        rsa_usages: &[],
        is_ca: true,
        path_length: "",
        duration: "20y",
    },
    Profile {
        kind: Kind::Intermediate,
        usages: &[Usage::DigitalSignature, Usage::CertSign, Usage::CrlSign],
        rsa_usages: &[],
        is_ca: true,
        path_length: "0",
        duration: "5y",
    },
    Profile {
        kind: Kind::Custom,
        usages: &[],
        rsa_usages: &[],
        is_ca: false,
        path_length: "",
        duration: "90d",
    },
];

impl Kind {
    /// What a certificate of this kind says.
    pub fn profile(self) -> Profile {
        // Every kind has its profile; the test below holds the table to that.
        let [first, ..] = PROFILES;
        let found = PROFILES.into_iter().find(|profile| profile.kind == self);
        found.unwrap_or(first)
    }
}

impl Profile {
    /// What a key of this kind is used for.
    pub fn usages(&self, key: Option<KeyAlgorithm>) -> Vec<Usage> {
        let more = match key {
            Some(key) if SignatureAlgorithm::Sha256WithRsa.fits(key) => self.rsa_usages,
            _ => &[],
        };
        self.usages.iter().chain(more).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_profile_and_only_an_rsa_key_enciphers_keys() {
        for profile in PROFILES {
            assert_eq!(profile.kind.profile().kind, profile.kind);
            assert_eq!(profile.is_ca, profile.usages.contains(&Usage::CertSign));
        }
        let server = Kind::Server.profile();
        let enciphers = |key| server.usages(key).contains(&Usage::KeyEncipherment);
        assert!(enciphers(Some(KeyAlgorithm::RSA_2048)));
        assert!(!enciphers(Some(KeyAlgorithm::EcdsaP256)) && !enciphers(None));
    }
}
