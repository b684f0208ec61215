//! Which kinds of key there are, and in which ways they sign.

use std::fmt;

use der::asn1::{Any, ObjectIdentifier};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierOwned;

/// The kinds of key that the lab can make and use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA with a modulus of so many bits (RFC 8017 §3).
    Rsa {
        /// The length of the modulus.
        bits: u16,
    },
    /// ECDSA on NIST P-256 (FIPS 186-5; RFC 5480 §2.1.1.1).
    EcdsaP256,
    /// ECDSA on NIST P-384 (FIPS 186-5; RFC 5480 §2.1.1.1).
    EcdsaP384,
    /// ECDSA on NIST P-521 (FIPS 186-5; RFC 5480 §2.1.1.1).
    EcdsaP521,
    /// Ed25519 (RFC 8032 §5.1, RFC 8410).
    Ed25519,
}

impl KeyAlgorithm {
    /// RSA with 2048 bits, cert-manager's default.
    pub const RSA_2048: Self = Self::Rsa { bits: 2048 };

    /// RSA with 3072 bits.
    pub const RSA_3072: Self = Self::Rsa { bits: 3072 };

    /// RSA with 4096 bits.
    pub const RSA_4096: Self = Self::Rsa { bits: 4096 };

    /// The kinds that a person chooses from.
    pub const CHOICES: [Self; 7] = [
        Self::RSA_2048,
        Self::RSA_3072,
        Self::RSA_4096,
        Self::EcdsaP256,
        Self::EcdsaP384,
        Self::EcdsaP521,
        Self::Ed25519,
    ];

    /// The curve of an ECDSA key.
    pub const fn curve(self) -> Option<Curve> {
        match self {
            Self::EcdsaP256 => Some(Curve::P256),
            Self::EcdsaP384 => Some(Curve::P384),
            Self::EcdsaP521 => Some(Curve::P521),
            Self::Rsa { .. } | Self::Ed25519 => None,
        }
    }

    /// Whether this is RSA, whatever its size.
    pub const fn is_rsa(self) -> bool {
        matches!(self, Self::Rsa { .. })
    }
}

impl From<Curve> for KeyAlgorithm {
    fn from(curve: Curve) -> Self {
        match curve {
            Curve::P256 => Self::EcdsaP256,
            Curve::P384 => Self::EcdsaP384,
            Curve::P521 => Self::EcdsaP521,
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA {bits}"),
            Self::EcdsaP256 => f.write_str("ECDSA P-256"),
            Self::EcdsaP384 => f.write_str("ECDSA P-384"),
            Self::EcdsaP521 => f.write_str("ECDSA P-521"),
            Self::Ed25519 => f.write_str("Ed25519"),
        }
    }
}

/// A curve for ECDSA (RFC 5480 §2.1.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// `secp256r1`.
    P256,
    /// `secp384r1`.
    P384,
    /// `secp521r1`.
    P521,
}

impl Curve {
    /// Every curve here.
    pub const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// The curve's object identifier (RFC 5480 §2.1.1.1).
    pub const fn oid(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::P256 => "1.2.840.10045.3.1.7",
            Self::P384 => "1.3.132.0.34",
            Self::P521 => "1.3.132.0.35",
        })
    }

    /// How many octets a coordinate or a half of a signature has.
    pub const fn octets(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// The name in a JWK and in `WebCrypto` (RFC 7518 §6.2.1.1).
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }
}

/// Evaluates `$body` with `$c` naming the crate of the curve: the three have the same
/// functions and no common type.
macro_rules! on_curve {
    ($curve:expr, $c:ident => $body:expr) => {
        match $curve {
            $crate::x509::Curve::P256 => {
                use ::p256 as $c;
                $body
            }
            $crate::x509::Curve::P384 => {
                use ::p384 as $c;
                $body
            }
            $crate::x509::Curve::P521 => {
                use ::p521 as $c;
                $body
            }
        }
    };
}
pub(super) use on_curve;

/// In which way a key signs (cert-manager `spec.signatureAlgorithm`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2).
    #[serde(rename = "SHA256WithRSA")]
    Sha256WithRsa,
    /// RSASSA-PKCS1-v1_5 with SHA-384 (RFC 8017 §8.2).
    #[serde(rename = "SHA384WithRSA")]
    Sha384WithRsa,
    /// RSASSA-PKCS1-v1_5 with SHA-512 (RFC 8017 §8.2).
    #[serde(rename = "SHA512WithRSA")]
    Sha512WithRsa,
    /// ECDSA with SHA-256 (RFC 5758 §3.2).
    #[serde(rename = "ECDSAWithSHA256")]
    EcdsaWithSha256,
    /// ECDSA with SHA-384 (RFC 5758 §3.2).
    #[serde(rename = "ECDSAWithSHA384")]
    EcdsaWithSha384,
    /// ECDSA with SHA-512 (RFC 5758 §3.2).
    #[serde(rename = "ECDSAWithSHA512")]
    EcdsaWithSha512,
    /// Ed25519 (RFC 8410 §3).
    #[serde(rename = "PureEd25519")]
    PureEd25519,
}

impl SignatureAlgorithm {
    /// Every way, in cert-manager's order.
    pub const ALL: [Self; 7] = [
        Self::Sha256WithRsa,
        Self::Sha384WithRsa,
        Self::Sha512WithRsa,
        Self::EcdsaWithSha256,
        Self::EcdsaWithSha384,
        Self::EcdsaWithSha512,
        Self::PureEd25519,
    ];

    /// What cert-manager signs with where nothing is said: a hash as strong as the key.
    pub const fn default_for(key: KeyAlgorithm) -> Self {
        match key {
            KeyAlgorithm::Rsa { bits } => match bits {
                4096.. => Self::Sha512WithRsa,
                3072..4096 => Self::Sha384WithRsa,
                ..3072 => Self::Sha256WithRsa,
            },
            KeyAlgorithm::EcdsaP256 => Self::EcdsaWithSha256,
            KeyAlgorithm::EcdsaP384 => Self::EcdsaWithSha384,
            KeyAlgorithm::EcdsaP521 => Self::EcdsaWithSha512,
            KeyAlgorithm::Ed25519 => Self::PureEd25519,
        }
    }

    /// What a JWS is signed with: `RS256`, `ES256`, `ES384`, `ES512` or `EdDSA`
    /// (RFC 7518 §3.1, RFC 8037 §3.1).
    pub const fn for_jws(key: KeyAlgorithm) -> Self {
        match key {
            KeyAlgorithm::Rsa { .. } => Self::Sha256WithRsa,
            other => Self::default_for(other),
        }
    }

    /// Whether a key of this kind can sign so.
    pub const fn fits(self, key: KeyAlgorithm) -> bool {
        match self {
            Self::Sha256WithRsa | Self::Sha384WithRsa | Self::Sha512WithRsa => key.is_rsa(),
            Self::EcdsaWithSha256 | Self::EcdsaWithSha384 | Self::EcdsaWithSha512 => {
                key.curve().is_some()
            }
            Self::PureEd25519 => matches!(key, KeyAlgorithm::Ed25519),
        }
    }

    /// The word in manifests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sha256WithRsa => "SHA256WithRSA",
            Self::Sha384WithRsa => "SHA384WithRSA",
            Self::Sha512WithRsa => "SHA512WithRSA",
            Self::EcdsaWithSha256 => "ECDSAWithSHA256",
            Self::EcdsaWithSha384 => "ECDSAWithSHA384",
            Self::EcdsaWithSha512 => "ECDSAWithSHA512",
            Self::PureEd25519 => "PureEd25519",
        }
    }

    /// The way of a manifest's word, if it is one.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == word)
    }

    /// The hash that is signed; none where the message itself is (RFC 8032 §4).
    pub const fn hash(self) -> Option<Hash> {
        match self {
            Self::Sha256WithRsa | Self::EcdsaWithSha256 => Some(Hash::Sha256),
            Self::Sha384WithRsa | Self::EcdsaWithSha384 => Some(Hash::Sha384),
            Self::Sha512WithRsa | Self::EcdsaWithSha512 => Some(Hash::Sha512),
            Self::PureEd25519 => None,
        }
    }

    /// The object identifier (RFC 4055 §5, RFC 5758 §3.2, RFC 8410 §3).
    pub const fn oid(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::Sha256WithRsa => "1.2.840.113549.1.1.11",
            Self::Sha384WithRsa => "1.2.840.113549.1.1.12",
            Self::Sha512WithRsa => "1.2.840.113549.1.1.13",
            Self::EcdsaWithSha256 => "1.2.840.10045.4.3.2",
            Self::EcdsaWithSha384 => "1.2.840.10045.4.3.3",
            Self::EcdsaWithSha512 => "1.2.840.10045.4.3.4",
            Self::PureEd25519 => "1.3.101.112",
        })
    }

    /// The way with that object identifier, if the lab knows it.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.oid() == oid)
    }

    /// How it is named in DER. RFC 4055 §5: for RSA "the parameters MUST be NULL";
    /// RFC 5758 §3.2: for ECDSA "the encoding MUST omit the parameters field";
    /// RFC 8410 §3: for Ed25519 "the parameters MUST be absent".
    pub(super) fn identifier(self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned {
            oid: self.oid(),
            parameters: self.fits(KeyAlgorithm::RSA_2048).then(Any::null),
        }
    }
}

impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A hash function that is signed (FIPS 180-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The name in `WebCrypto`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// The digest of a message.
    pub(super) fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_hash_is_as_strong_as_the_key() {
        let rsa = |bits| KeyAlgorithm::Rsa { bits };
        for (key, expected) in [
            (rsa(2048), "SHA256WithRSA"),
            (rsa(3071), "SHA256WithRSA"),
            (rsa(3072), "SHA384WithRSA"),
            (rsa(4095), "SHA384WithRSA"),
            (rsa(4096), "SHA512WithRSA"),
            (rsa(8192), "SHA512WithRSA"),
            (KeyAlgorithm::EcdsaP256, "ECDSAWithSHA256"),
            (KeyAlgorithm::EcdsaP384, "ECDSAWithSHA384"),
            (KeyAlgorithm::EcdsaP521, "ECDSAWithSHA512"),
            (KeyAlgorithm::Ed25519, "PureEd25519"),
        ] {
            let way = SignatureAlgorithm::default_for(key);
            assert_eq!(way.as_str(), expected, "{key}");
            assert!(way.fits(key) && SignatureAlgorithm::for_jws(key).fits(key));
        }
        assert!(!SignatureAlgorithm::Sha256WithRsa.fits(KeyAlgorithm::EcdsaP256));
        assert!(!SignatureAlgorithm::PureEd25519.fits(KeyAlgorithm::EcdsaP256));
    }

    #[test]
    fn each_way_is_found_by_its_identifier_and_its_word() {
        for way in SignatureAlgorithm::ALL {
            assert_eq!(SignatureAlgorithm::from_oid(way.oid()), Some(way));
            let json = serde_json::to_string(&way).unwrap();
            assert_eq!(json, format!("\"{way}\""));
            assert_eq!(SignatureAlgorithm::from_word(way.as_str()), Some(way));
        }
    }
}
