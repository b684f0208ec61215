//! Private keys as files: PKCS #8, and each type's own older form.

use ::rsa::pkcs1;
use der::asn1::OctetStringRef;
use ed25519_dalek::pkcs8::KeypairBytes;
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, PrivateKeyInfoRef};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{PrivateKey, RsaSecret, Secret};
use crate::encoding;
use crate::x509::public_key::{EC_PUBLIC_KEY, ED25519, RSA_ENCRYPTION};
use crate::x509::{Curve, Error};

/// How a private key is written (cert-manager `spec.privateKey.encoding`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum KeyEncoding {
    /// The key type's own form: `RSA PRIVATE KEY` (RFC 8017 appendix A.1.2) or
    /// `EC PRIVATE KEY` (RFC 5915). Ed25519 has none, and is written as PKCS #8.
    #[default]
    #[serde(rename = "PKCS1")]
    Pkcs1,
    /// `PRIVATE KEY` for every type (RFC 5958).
    #[serde(rename = "PKCS8")]
    Pkcs8,
}

impl PrivateKey {
    /// Reads the first private key of a PEM text: PKCS #8, PKCS #1 or SEC 1
    /// (RFC 7468 §10, RFC 8017 appendix A.1.2, RFC 5915 §4).
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
            PKCS8_LABEL => Self::from_pkcs8_der(&block.der),
            SEC1_LABEL => Self::from_sec1_der(&block.der),
            PKCS1_LABEL => Self::from_pkcs1_der(&block.der),
            "ENCRYPTED PRIVATE KEY" => Err(Error::EncryptedKey),
            label => Err(Error::UnsupportedKey {
                algorithm: label.trim_end_matches(" PRIVATE KEY").to_owned(),
            }),
        }
    }

    /// Reads PKCS #8 (RFC 5958 §2).
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, Error> {
        let info = PrivateKeyInfoRef::try_from(der).map_err(|_| Error::NotAPrivateKey)?;
        match info.algorithm.oid {
            EC_PUBLIC_KEY => {
                let oid = info
                    .algorithm
                    .parameters_oid()
                    .map_err(|_| Error::NotAPrivateKey)?;
                let curve = Curve::ALL.into_iter().find(|curve| curve.oid() == oid);
                let curve = curve.ok_or_else(|| Error::UnsupportedKey {
                    algorithm: oid.to_string(),
                })?;
                match curve {
                    Curve::P256 => p256::SecretKey::from_pkcs8_der(der).map(Secret::P256),
                    Curve::P384 => p384::SecretKey::from_pkcs8_der(der).map(Secret::P384),
                    Curve::P521 => p521::SecretKey::from_pkcs8_der(der).map(Secret::P521),
                }
                .map_err(|_| Error::NotAPrivateKey)
                .and_then(Self::new)
            }
            RSA_ENCRYPTION => Self::from_pkcs1_der(info.private_key.as_bytes()),
            ED25519 => ed25519_dalek::SigningKey::from_pkcs8_der(der)
                .map_err(|_| Error::NotAPrivateKey)
                .and_then(|key| Self::new(Secret::Ed25519(key))),
            oid => Err(Error::UnsupportedKey {
                algorithm: oid.to_string(),
            }),
        }
    }

    /// Reads PKCS #1 (RFC 8017 appendix A.1.2).
    pub fn from_pkcs1_der(der: &[u8]) -> Result<Self, Error> {
        RsaSecret::from_pkcs1_der(der).and_then(|key| Self::new(Secret::Rsa(key)))
    }

    /// Reads SEC 1 (RFC 5915 §3); each curve refuses what is another's.
    pub fn from_sec1_der(der: &[u8]) -> Result<Self, Error> {
        p256::SecretKey::from_sec1_der(der)
            .map(Secret::P256)
            .or_else(|_| p384::SecretKey::from_sec1_der(der).map(Secret::P384))
            .or_else(|_| p521::SecretKey::from_sec1_der(der).map(Secret::P521))
            .map_err(|_| Error::NotAPrivateKey)
            .and_then(Self::new)
    }

    /// Writes PKCS #8 (RFC 5958 §2), in the version without the public key, which every
    /// reader knows.
    pub fn to_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        // All encoders fail only when memory for a few thousand bytes cannot be
        // described; an empty answer is then all that can be said.
        match &self.secret {
            Secret::P256(key) => key.to_pkcs8_der(),
            Secret::P384(key) => key.to_pkcs8_der(),
            Secret::P521(key) => key.to_pkcs8_der(),
            Secret::Ed25519(key) => KeypairBytes {
                secret_key: key.to_bytes(),
                public_key: None,
            }
            .to_pkcs8_der(),
            Secret::Rsa(key) => OctetStringRef::new(key.pkcs1_der())
                .map_err(Into::into)
                .and_then(|der| PrivateKeyInfoRef::new(pkcs1::ALGORITHM_ID, der).try_into()),
        }
        .map_or_else(|_| Zeroizing::default(), |document| document.to_bytes())
    }

    /// Writes the type's own older form and its PEM label; Ed25519 has none.
    pub fn to_own_der(&self) -> Option<(&'static str, Zeroizing<Vec<u8>>)> {
        let sec1 = match &self.secret {
            Secret::P256(key) => key.to_sec1_der(),
            Secret::P384(key) => key.to_sec1_der(),
            Secret::P521(key) => key.to_sec1_der(),
            Secret::Ed25519(_) => return None,
            Secret::Rsa(key) => {
                return Some((PKCS1_LABEL, Zeroizing::new(key.pkcs1_der().to_vec())));
            }
        };
        Some((SEC1_LABEL, sec1.ok()?))
    }

    /// Writes PEM as cert-manager does for `spec.privateKey.encoding`.
    pub fn to_pem(&self, encoding: KeyEncoding) -> Zeroizing<String> {
        let own = match encoding {
            KeyEncoding::Pkcs1 => self.to_own_der(),
            KeyEncoding::Pkcs8 => None,
        };
        let (label, der) = own.unwrap_or_else(|| (PKCS8_LABEL, self.to_pkcs8_der()));
        Zeroizing::new(encoding::to_pem(label, &der))
    }
}

const PKCS8_LABEL: &str = "PRIVATE KEY";
const PKCS1_LABEL: &str = "RSA PRIVATE KEY";
const SEC1_LABEL: &str = "EC PRIVATE KEY";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::KeyAlgorithm;
    use crate::x509::testing::{key, key_of};

    #[test]
    fn every_kind_of_key_survives_either_encoding() {
        for algorithm in KeyAlgorithm::CHOICES {
            let key = key_of(algorithm);
            let own = match algorithm {
                KeyAlgorithm::Rsa { .. } => "-----BEGIN RSA PRIVATE KEY-----\n",
                KeyAlgorithm::Ed25519 => "-----BEGIN PRIVATE KEY-----\n",
                _ => "-----BEGIN EC PRIVATE KEY-----\n",
            };
            for (encoding, begins) in [
                (KeyEncoding::Pkcs1, own),
                (KeyEncoding::Pkcs8, "-----BEGIN PRIVATE KEY-----\n"),
            ] {
                let pem = key.to_pem(encoding);
                assert!(pem.starts_with(begins), "{algorithm} {encoding:?}");
                let again = PrivateKey::from_pem(&pem).unwrap();
                assert_eq!(
                    again.public_key(),
                    key.public_key(),
                    "{algorithm} {encoding:?}"
                );
                assert_eq!(again.to_pkcs8_der(), key.to_pkcs8_der());
            }
        }
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
            (pem("RSA PRIVATE KEY"), Error::NotAPrivateKey),
            (pem("ENCRYPTED PRIVATE KEY"), Error::EncryptedKey),
            (
                pem("DSA PRIVATE KEY"),
                Error::UnsupportedKey {
                    algorithm: "DSA".to_owned(),
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
    fn damaged_keys_are_refused_and_never_panic() {
        for algorithm in KeyAlgorithm::CHOICES {
            let der = key_of(algorithm).to_pkcs8_der();
            for length in 0..der.len() {
                assert!(PrivateKey::from_pkcs8_der(&der[..length]).is_err());
            }
        }
        let (_, mut der) = key_of(KeyAlgorithm::RSA_2048).to_own_der().unwrap();
        // Inside the first prime.
        let at = der.len() / 2 + 20;
        der[at] ^= 1;
        assert_eq!(
            PrivateKey::from_pkcs1_der(&der).unwrap_err(),
            Error::NotAPrivateKey
        );
    }
}
