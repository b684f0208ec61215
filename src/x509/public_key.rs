//! Public keys and signatures.

use std::fmt;

use der::Encode as _;
use der::asn1::{BitString, ObjectIdentifier};
use p256::ecdsa::signature::Verifier as _;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::pkcs8::{DecodePublicKey as _, EncodePublicKey as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use spki::SubjectPublicKeyInfoOwned;

use super::{Error, KeyAlgorithm};
use crate::encoding;

/// A public key of a kind that the lab can use; serializes as base64 of its
/// `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey {
    spki_der: Vec<u8>,
    /// The content of the `subjectPublicKey` bit string: for EC the curve point.
    bits: Vec<u8>,
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo`; a point off the curve is refused (RFC 5480 §2).
    pub fn from_spki_der(der: &[u8]) -> Result<Self, Error> {
        let info = <SubjectPublicKeyInfoOwned as der::Decode>::from_der(der)
            .map_err(|_| Error::NotAPublicKey)?;
        let curve = info
            .algorithm
            .parameters
            .as_ref()
            .and_then(|parameters| parameters.decode_as::<ObjectIdentifier>().ok());
        if info.algorithm.oid != p256::elliptic_curve::ALGORITHM_OID {
            return Err(Error::UnsupportedKey {
                algorithm: info.algorithm.oid.to_string(),
            });
        }
        match curve {
            Some(curve) if curve != SECP256R1 => {
                return Err(Error::UnsupportedKey {
                    algorithm: curve.to_string(),
                });
            }
            _ => {}
        }
        p256::PublicKey::from_public_key_der(der).map_err(|_| Error::NotAPublicKey)?;
        Ok(Self {
            spki_der: der.to_vec(),
            bits: info.subject_public_key.raw_bytes().to_vec(),
        })
    }

    /// From the coordinates of a curve point, as a JWK has them (RFC 7518 §6.2.1).
    pub fn from_ec_coordinates(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, Error> {
        let point = p256::Sec1Point::from_affine_coordinates(&(*x).into(), &(*y).into(), false);
        p256::PublicKey::from_sec1_bytes(point.as_bytes())
            .map(|key| Self::from(&key))
            .map_err(|_| Error::NotAPublicKey)
    }

    /// The `SubjectPublicKeyInfo` in DER (RFC 5280 §4.1.2.7).
    pub fn spki_der(&self) -> &[u8] {
        &self.spki_der
    }

    /// What kind of key this is.
    pub fn algorithm(&self) -> KeyAlgorithm {
        KeyAlgorithm::EcdsaP256
    }

    /// The coordinates of the curve point, big-endian; none for keys that are no points.
    pub fn ec_coordinates(&self) -> Option<([u8; 32], [u8; 32])> {
        let key = p256::PublicKey::from_sec1_bytes(&self.bits).ok()?;
        let point = key.to_sec1_point(false);
        Some(((*point.x()?).into(), (*point.y()?).into()))
    }

    /// Whether `signature` was made over `message` with this key's private half (FIPS 186-5 §6.4).
    pub fn verify(&self, message: &[u8], signature: &Signature) -> Result<(), Error> {
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&self.bits)
            .map_err(|_| Error::NotAPublicKey)?;
        key.verify(message, &signature.to_p256()?)
            .map_err(|_| Error::WrongSignature)
    }

    /// The key's identifier as Go ≥ 1.25 (and so cert-manager) computes it: the first
    /// 160 bits of SHA-256 over the public key's bits (RFC 7093 §2, method 1).
    pub fn key_id(&self) -> Vec<u8> {
        Sha256::digest(&self.bits)
            .iter()
            .copied()
            .take(20)
            .collect()
    }
}

impl From<&p256::PublicKey> for PublicKey {
    fn from(key: &p256::PublicKey) -> Self {
        Self {
            // Encoding 91 bytes cannot fail.
            spki_der: key
                .to_public_key_der()
                .map(der::Document::into_vec)
                .unwrap_or_default(),
            bits: key.to_sec1_point(false).as_bytes().to_vec(),
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "PublicKey({}, {})",
            self.algorithm(),
            encoding::hex(&self.key_id())
        )
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        encoding::base64_bytes::serialize(&self.spki_der, serializer)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let der = encoding::base64_bytes::deserialize(deserializer)?;
        Self::from_spki_der(&der).map_err(serde::de::Error::custom)
    }
}

/// What rcgen asks of a public key.
impl rcgen::PublicKeyData for PublicKey {
    fn der_bytes(&self) -> &[u8] {
        &self.bits
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        match self.algorithm() {
            KeyAlgorithm::EcdsaP256 => &rcgen::PKCS_ECDSA_P256_SHA256,
        }
    }
}

/// A signature's bytes; for ECDSA `r` and `s` side by side, as JOSE and `WebCrypto`
/// have it (IEEE P1363; RFC 7518 §3.4). Serializes as base64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signature(#[serde(with = "encoding::base64_bytes")] Vec<u8>);

impl Signature {
    /// From raw bytes; whether they make sense shows when they are used.
    pub fn from_raw(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The raw bytes.
    pub fn raw(&self) -> &[u8] {
        &self.0
    }

    /// From the bit string of a certificate or request (RFC 3279 §2.2.3).
    pub(super) fn from_x509(algorithm: KeyAlgorithm, bits: &BitString) -> Result<Self, Error> {
        let bytes = bits.as_bytes().ok_or(Error::MalformedSignature)?;
        match algorithm {
            KeyAlgorithm::EcdsaP256 => p256::ecdsa::Signature::from_der(bytes)
                .map(|signature| Self(signature.to_vec()))
                .map_err(|_| Error::MalformedSignature),
        }
    }

    /// The bit string of a certificate or request (RFC 3279 §2.2.3).
    pub(super) fn to_x509(&self, algorithm: KeyAlgorithm) -> Result<BitString, Error> {
        let der = match algorithm {
            KeyAlgorithm::EcdsaP256 => self.to_p256()?.to_der().to_der(),
        };
        der.and_then(|der| BitString::from_bytes(&der))
            .map_err(|_| Error::MalformedSignature)
    }

    fn to_p256(&self) -> Result<p256::ecdsa::Signature, Error> {
        p256::ecdsa::Signature::from_slice(&self.0).map_err(|_| Error::MalformedSignature)
    }
}

/// `secp256r1` (RFC 5480 §2.1.1.1).
const SECP256R1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use crate::x509::PrivateKey;

    fn key() -> PrivateKey {
        PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut SeededEntropy::new([9; 32])).unwrap()
    }

    #[test]
    fn a_signature_verifies_only_for_its_message_and_key() {
        let public = key().public_key();
        let signature = key().sign(b"message");
        assert_eq!(public.verify(b"message", &signature), Ok(()));
        assert_eq!(
            public.verify(b"another", &signature),
            Err(Error::WrongSignature)
        );
        for raw in [vec![], vec![0; 64], vec![1; 63], vec![0xff; 64]] {
            assert_eq!(
                public.verify(b"message", &Signature::from_raw(raw)),
                Err(Error::MalformedSignature)
            );
        }
    }

    #[test]
    fn coordinates_and_spki_and_json_lead_back_to_the_same_key() {
        let public = key().public_key();
        let (x, y) = public.ec_coordinates().unwrap();
        assert_eq!(PublicKey::from_ec_coordinates(&x, &y).as_ref(), Ok(&public));
        assert_eq!(
            PublicKey::from_spki_der(public.spki_der()).as_ref(),
            Ok(&public)
        );
        let json = serde_json::to_string(&public).unwrap();
        assert_eq!(serde_json::from_str::<PublicKey>(&json).unwrap(), public);
    }

    #[test]
    fn points_off_the_curve_and_truncated_keys_are_refused() {
        assert_eq!(
            PublicKey::from_ec_coordinates(&[1; 32], &[1; 32]),
            Err(Error::NotAPublicKey)
        );
        let der = key().public_key().spki_der().to_vec();
        for length in 0..der.len() {
            assert!(
                PublicKey::from_spki_der(&der[..length]).is_err(),
                "{length}"
            );
        }
    }

    #[test]
    fn the_key_id_is_the_first_20_octets_of_sha_256_over_the_point() {
        let public = key().public_key();
        let (x, y) = public.ec_coordinates().unwrap();
        let digest = Sha256::digest([&[4][..], &x, &y].concat());
        assert_eq!(public.key_id(), digest[..20].to_vec());
    }
}
