//! Private keys, in memory and as PEM.

use std::fmt;

use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, LineEnding, PrivateKeyInfoRef};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Error;
pub use super::public_key::{PublicKey, Signature};
use crate::encoding;
use crate::entropy::Entropy;

/// The kinds of key that the lab can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// ECDSA on NIST P-256, signing with SHA-256 (FIPS 186-5; RFC 5480 §2.1.1.1).
    EcdsaP256,
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EcdsaP256 => "ECDSA P-256",
        })
    }
}

/// How a private key is written (cert-manager `spec.privateKey.encoding`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum KeyEncoding {
    /// The key type's own form; for an EC key that is SEC 1, `EC PRIVATE KEY` (RFC 5915).
    #[default]
    #[serde(rename = "PKCS1")]
    Pkcs1,
    /// `PRIVATE KEY` for every type (RFC 5958).
    #[serde(rename = "PKCS8")]
    Pkcs8,
}

/// A private key in memory; erased when dropped, never printed, never serialized.
#[derive(Clone)]
pub struct PrivateKey {
    secret: SecretKey,
}

impl PrivateKey {
    /// A new key from a source of randomness: the same bytes give the same key.
    pub fn generate(algorithm: KeyAlgorithm, entropy: &mut dyn Entropy) -> Result<Self, Error> {
        match algorithm {
            KeyAlgorithm::EcdsaP256 => {
                // Rejection sampling: a candidate of zero or beyond the group order
                // (once in 2^32) is thrown away, so that all keys are equally likely.
                for _ in 0..MAX_CANDIDATES {
                    let mut candidate = Zeroizing::new([0; 32]);
                    entropy.fill(candidate.as_mut());
                    if let Ok(secret) = SecretKey::from_slice(candidate.as_ref()) {
                        return Ok(Self { secret });
                    }
                }
                Err(Error::NoRandomness)
            }
        }
    }

    /// Reads the first private key of a PEM text, PKCS #8 or SEC 1 (RFC 7468 §10, RFC 5915 §4).
    pub fn from_pem(text: &str) -> Result<Self, Error> {
        let blocks = encoding::from_pem(text)?;
        let Some(block) = blocks
            .iter()
            .find(|block| block.label.ends_with("PRIVATE KEY"))
        else {
            return Err(Error::PemLabel {
                expected: "PRIVATE KEY",
                found: blocks.into_iter().map(|block| block.label).collect(),
            });
        };
        match block.label.as_str() {
            "PRIVATE KEY" => Self::from_pkcs8_der(&block.der),
            "EC PRIVATE KEY" => Ok(Self {
                secret: SecretKey::from_sec1_der(&block.der).map_err(|_| Error::NotAPrivateKey)?,
            }),
            "ENCRYPTED PRIVATE KEY" => Err(Error::EncryptedKey),
            label => Err(Error::UnsupportedKey {
                algorithm: label.trim_end_matches(" PRIVATE KEY").to_owned(),
            }),
        }
    }

    /// Reads PKCS #8 (RFC 5958 §2).
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, Error> {
        let info = PrivateKeyInfoRef::try_from(der).map_err(|_| Error::NotAPrivateKey)?;
        if info.algorithm.oid != p256::elliptic_curve::ALGORITHM_OID {
            return Err(Error::UnsupportedKey {
                algorithm: info.algorithm.oid.to_string(),
            });
        }
        SecretKey::from_pkcs8_der(der)
            .map(|secret| Self { secret })
            .map_err(|_| Error::NotAPrivateKey)
    }

    /// Writes PKCS #8 (RFC 5958 §2).
    pub fn to_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        // Both encoders fail only when memory for some 140 bytes cannot be described;
        // an empty answer is then all that can be said.
        self.secret
            .to_pkcs8_der()
            .map_or_else(|_| Zeroizing::default(), |document| document.to_bytes())
    }

    /// Writes PEM as cert-manager does for `spec.privateKey.encoding`.
    pub fn to_pem(&self, encoding: KeyEncoding) -> Zeroizing<String> {
        match encoding {
            KeyEncoding::Pkcs1 => self.secret.to_sec1_pem(LineEnding::LF).unwrap_or_default(),
            KeyEncoding::Pkcs8 => self.secret.to_pkcs8_pem(LineEnding::LF).unwrap_or_default(),
        }
    }

    /// What kind of key this is.
    pub fn algorithm(&self) -> KeyAlgorithm {
        KeyAlgorithm::EcdsaP256
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        PublicKey::from(&self.secret.public_key())
    }

    /// Signs a message (not a digest): ECDSA with SHA-256, the nonce derived from key
    /// and message, so that the same message gives the same signature (RFC 6979 §3.2).
    pub fn sign(&self, message: &[u8]) -> Signature {
        let signature: p256::ecdsa::Signature =
            p256::ecdsa::SigningKey::from(&self.secret).sign(message);
        Signature::from_raw(signature.to_vec())
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("algorithm", &self.algorithm())
            .finish_non_exhaustive()
    }
}

/// Far more than an honest random source ever needs.
const MAX_CANDIDATES: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn key(seed: u8) -> PrivateKey {
        PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut SeededEntropy::new([seed; 32])).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_key_and_another_seed_another() {
        assert_eq!(key(1).to_pkcs8_der(), key(1).to_pkcs8_der());
        assert_ne!(key(1).to_pkcs8_der(), key(2).to_pkcs8_der());
    }

    #[test]
    fn a_key_survives_either_encoding() {
        for encoding in [KeyEncoding::Pkcs1, KeyEncoding::Pkcs8] {
            let pem = key(3).to_pem(encoding);
            let again = PrivateKey::from_pem(&pem).unwrap();
            assert_eq!(again.public_key(), key(3).public_key(), "{encoding:?}");
        }
        assert!(
            key(3)
                .to_pem(KeyEncoding::Pkcs1)
                .starts_with("-----BEGIN EC PRIVATE KEY-----\n")
        );
        assert!(
            key(3)
                .to_pem(KeyEncoding::Pkcs8)
                .starts_with("-----BEGIN PRIVATE KEY-----\n")
        );
    }

    #[test]
    fn parameters_before_the_key_are_passed_over_as_openssl_writes_them() {
        let text = format!(
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{}",
            *key(3).to_pem(KeyEncoding::Pkcs1)
        );
        assert_eq!(
            PrivateKey::from_pem(&text).unwrap().public_key(),
            key(3).public_key()
        );
    }

    #[test]
    fn what_is_no_usable_key_says_why() {
        let pem = |label: &str| encoding::to_pem(label, b"\x30\x03\x02\x01\x00");
        for (text, expected) in [
            (String::new(), Error::Pem(encoding::Error::NoPem)),
            (pem("PRIVATE KEY"), Error::NotAPrivateKey),
            (pem("EC PRIVATE KEY"), Error::NotAPrivateKey),
            (pem("ENCRYPTED PRIVATE KEY"), Error::EncryptedKey),
            (
                pem("RSA PRIVATE KEY"),
                Error::UnsupportedKey {
                    algorithm: "RSA".to_owned(),
                },
            ),
            (
                pem("CERTIFICATE"),
                Error::PemLabel {
                    expected: "PRIVATE KEY",
                    found: vec!["CERTIFICATE".to_owned()],
                },
            ),
        ] {
            assert_eq!(PrivateKey::from_pem(&text).unwrap_err(), expected);
        }
    }

    #[test]
    fn a_random_source_of_zeros_ends_in_an_error() {
        struct Zeros;
        impl Entropy for Zeros {
            fn fill(&mut self, bytes: &mut [u8]) {
                bytes.fill(0);
            }
        }
        let made = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut Zeros);
        assert_eq!(made.unwrap_err(), Error::NoRandomness);
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(
            format!("{:?}", key(1)),
            "PrivateKey { algorithm: EcdsaP256, .. }"
        );
    }

    #[test]
    fn signs_as_rfc_6979_appendix_a_2_5_says() {
        let scalar = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
        let bytes: Vec<u8> = (0..32)
            .map(|at| u8::from_str_radix(&scalar[at * 2..at * 2 + 2], 16).unwrap())
            .collect();
        let key = PrivateKey {
            secret: SecretKey::from_slice(&bytes).unwrap(),
        };
        assert_eq!(
            encoding::hex(key.sign(b"sample").raw()),
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
             f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
        );
    }
}
