//! Public keys.

use std::fmt;

use ::rsa::pkcs1::RsaPublicKeyRef;
use ::rsa::{BoxedUint, Pkcs1v15Sign};
use der::asn1::{Any, BitString, ObjectIdentifier, UintRef};
use der::{Decode as _, Encode as _};
use p256::ecdsa::signature::hazmat::PrehashVerifier as _;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use super::algorithm::on_curve;
use super::{Curve, Error, Hash, KeyAlgorithm, Signature, SignatureAlgorithm};
use crate::encoding;

/// A public key of a kind that the lab can use; serializes as base64 of its
/// `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey {
    spki_der: Vec<u8>,
    algorithm: KeyAlgorithm,
    /// The content of the `subjectPublicKey` bit string: a curve point, 32 octets of
    /// Ed25519, or an `RSAPublicKey`.
    bits: Vec<u8>,
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo`; a point off the curve and an RSA modulus beyond
    /// [`MAX_RSA_BITS`] are refused (RFC 5480 §2, RFC 8017 §3.1, RFC 8410 §4).
    pub fn from_spki_der(der: &[u8]) -> Result<Self, Error> {
        let info = SubjectPublicKeyInfoOwned::from_der(der).map_err(|_| Error::NotAPublicKey)?;
        let bits = info
            .subject_public_key
            .as_bytes()
            .ok_or(Error::NotAPublicKey)?;
        let algorithm = match info.algorithm.oid {
            EC_PUBLIC_KEY => {
                let curve = curve_of(&info.algorithm)?;
                on_curve!(curve, c => c::PublicKey::from_sec1_bytes(bits).map(drop))
                    .map_err(|_| Error::NotAPublicKey)?;
                KeyAlgorithm::from(curve)
            }
            RSA_ENCRYPTION => rsa_parts(bits)?.0,
            ED25519 => {
                ed25519_key(bits)?;
                KeyAlgorithm::Ed25519
            }
            oid => {
                return Err(Error::UnsupportedKey {
                    algorithm: oid.to_string(),
                });
            }
        };
        Ok(Self {
            spki_der: der.to_vec(),
            algorithm,
            bits: bits.to_vec(),
        })
    }

    /// From the coordinates of a curve point, as a JWK has them (RFC 7518 §6.2.1).
    pub fn from_ec_coordinates(x: &[u8; 32], y: &[u8; 32]) -> Result<Self, Error> {
        Self::from_point(Curve::P256, x, y)
    }

    /// From the coordinates of a point on any curve (RFC 7518 §6.2.1).
    pub fn from_point(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self, Error> {
        if x.len() != curve.octets() || y.len() != curve.octets() {
            return Err(Error::NotAPublicKey);
        }
        // SEC 1 §2.3.3: an uncompressed point begins with the octet 4.
        Self::from_bits(curve.into(), &[&[4], x, y].concat())
    }

    /// From 32 octets (RFC 8037 §2, RFC 8410 §4).
    pub fn from_ed25519(octets: &[u8]) -> Result<Self, Error> {
        Self::from_bits(KeyAlgorithm::Ed25519, octets)
    }

    /// From modulus and exponent, big-endian (RFC 7518 §6.3.1).
    pub fn from_rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, Error> {
        let number = |octets| UintRef::new(octets).map_err(|_| Error::NotAPublicKey);
        let key = RsaPublicKeyRef {
            modulus: number(modulus)?,
            public_exponent: number(exponent)?,
        };
        let der = key.to_der().map_err(|_| Error::NotAPublicKey)?;
        // The size is found when it is read.
        Self::from_bits(KeyAlgorithm::RSA_2048, &der)
    }

    /// Builds the `SubjectPublicKeyInfo` around a key's bits and reads it.
    pub(super) fn from_bits(algorithm: KeyAlgorithm, bits: &[u8]) -> Result<Self, Error> {
        let (oid, parameters) = match algorithm {
            KeyAlgorithm::Rsa { .. } => (RSA_ENCRYPTION, Some(Any::null())),
            KeyAlgorithm::Ed25519 => (ED25519, None),
            KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384 | KeyAlgorithm::EcdsaP521 => {
                let curve = algorithm.curve().map(|curve| Any::from(curve.oid()));
                (EC_PUBLIC_KEY, curve)
            }
        };
        let info = SubjectPublicKeyInfoOwned {
            algorithm: AlgorithmIdentifierOwned { oid, parameters },
            subject_public_key: BitString::from_bytes(bits).map_err(|_| Error::NotAPublicKey)?,
        };
        Self::from_spki_der(&info.to_der().map_err(|_| Error::NotAPublicKey)?)
    }

    /// The `SubjectPublicKeyInfo` in DER (RFC 5280 §4.1.2.7).
    pub fn spki_der(&self) -> &[u8] {
        &self.spki_der
    }

    /// The `SubjectPublicKeyInfo` as PEM (RFC 7468 §13).
    pub fn to_pem(&self) -> String {
        encoding::to_pem("PUBLIC KEY", &self.spki_der)
    }

    /// What kind of key this is.
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.algorithm
    }

    /// The coordinates of a point on P-256; none for other keys.
    pub fn ec_coordinates(&self) -> Option<([u8; 32], [u8; 32])> {
        let (_, x, y) = self
            .point()
            .filter(|(curve, ..)| matches!(curve, Curve::P256))?;
        Some((x.try_into().ok()?, y.try_into().ok()?))
    }

    /// The curve and the coordinates of the point, big-endian; none for keys that are no points.
    pub fn point(&self) -> Option<(Curve, Vec<u8>, Vec<u8>)> {
        let curve = self.algorithm.curve()?;
        on_curve!(curve, c => {
            let key = c::PublicKey::from_sec1_bytes(&self.bits).ok()?;
            let point = key.to_sec1_point(false);
            Some((curve, point.x()?.to_vec(), point.y()?.to_vec()))
        })
    }

    /// Modulus and exponent of an RSA key, big-endian without leading zeros.
    pub fn rsa_numbers(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let key = self
            .algorithm
            .is_rsa()
            .then(|| RsaPublicKeyRef::from_der(&self.bits).ok())??;
        Some((
            key.modulus.as_bytes().to_vec(),
            key.public_exponent.as_bytes().to_vec(),
        ))
    }

    /// The 32 octets of an Ed25519 key (RFC 8410 §4).
    pub fn ed25519_octets(&self) -> Option<&[u8]> {
        (self.algorithm == KeyAlgorithm::Ed25519).then_some(&self.bits)
    }

    /// Whether `signature` was made over `message`, in this way, with this key's private
    /// half (FIPS 186-5 §6.4, RFC 8017 §8.2.2, RFC 8032 §5.1.7).
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), Error> {
        if !algorithm.fits(self.algorithm) {
            return Err(Error::UnsupportedSignature {
                algorithm: algorithm.to_string(),
            });
        }
        let raw = signature.raw();
        let Some(hash) = algorithm.hash() else {
            let signature = raw.try_into().map_err(|_| Error::MalformedSignature)?;
            return ed25519_key(&self.bits)?
                .verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature))
                .map_err(|_| Error::WrongSignature);
        };
        let digest = hash.digest(message);
        if let Some(curve) = self.algorithm.curve() {
            return on_curve!(curve, c => {
                let key = c::ecdsa::VerifyingKey::from_sec1_bytes(&self.bits)
                    .map_err(|_| Error::NotAPublicKey)?;
                let signature = c::ecdsa::Signature::from_slice(raw)
                    .map_err(|_| Error::MalformedSignature)?;
                key.verify_prehash(&digest, &signature)
                    .map_err(|_| Error::WrongSignature)
            });
        }
        let (_, key) = rsa_parts(&self.bits)?;
        key.verify(pkcs1_scheme(hash), &digest, raw)
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

/// `DigestInfo` of a hash around the digest (RFC 8017 §9.2).
pub(super) fn pkcs1_scheme(hash: Hash) -> Pkcs1v15Sign {
    match hash {
        Hash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        Hash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        Hash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    }
}

/// An RSA key's size and the key; sizes that would take too long are refused.
fn rsa_parts(bits: &[u8]) -> Result<(KeyAlgorithm, ::rsa::PublicKey), Error> {
    let key = RsaPublicKeyRef::from_der(bits).map_err(|_| Error::NotAPublicKey)?;
    let algorithm = KeyAlgorithm::Rsa {
        bits: rsa_size(key.modulus.as_bytes())?,
    };
    let key = ::rsa::PublicKey::new_with_size_limits(
        number(key.modulus.as_bytes())?,
        number(key.public_exponent.as_bytes())?,
        usize::from(MIN_RSA_BITS)..=usize::from(MAX_RSA_BITS),
    )
    .map_err(|_| Error::NotAPublicKey)?;
    Ok((algorithm, key))
}

/// The bits of a modulus, if they are so many that the lab works with it.
pub(super) fn rsa_size(modulus: &[u8]) -> Result<u16, Error> {
    let zeros = modulus.first().map_or(0, |first| first.leading_zeros());
    let bits = u32::try_from(modulus.len())
        .ok()
        .and_then(|octets| octets.checked_mul(8)?.checked_sub(zeros))
        .unwrap_or(u32::MAX);
    u16::try_from(bits)
        .ok()
        .filter(|bits| (MIN_RSA_BITS..=MAX_RSA_BITS).contains(bits))
        .ok_or(Error::RsaSize { bits })
}

/// A number of an RSA key, with room for just its octets.
pub(super) fn number(octets: &[u8]) -> Result<BoxedUint, Error> {
    let bits = u32::try_from(octets.len())
        .ok()
        .and_then(|octets| octets.checked_mul(8))
        .filter(|bits| *bits <= u32::from(MAX_RSA_BITS))
        .ok_or(Error::NotAPublicKey)?;
    BoxedUint::from_be_slice(octets, bits).map_err(|_| Error::NotAPublicKey)
}

fn ed25519_key(bits: &[u8]) -> Result<ed25519_dalek::VerifyingKey, Error> {
    ed25519_dalek::VerifyingKey::try_from(bits).map_err(|_| Error::NotAPublicKey)
}

fn curve_of(algorithm: &AlgorithmIdentifierOwned) -> Result<Curve, Error> {
    let oid = algorithm
        .parameters
        .as_ref()
        .and_then(|parameters| parameters.decode_as::<ObjectIdentifier>().ok())
        .ok_or(Error::NotAPublicKey)?;
    Curve::ALL
        .into_iter()
        .find(|curve| curve.oid() == oid)
        .ok_or_else(|| Error::UnsupportedKey {
            algorithm: oid.to_string(),
        })
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

/// The smallest RSA modulus that is read: smaller ones can be factored at home.
pub const MIN_RSA_BITS: u16 = 512;

/// The largest RSA modulus that is read: beyond it, checking one signature takes
/// longer than a person waits.
pub const MAX_RSA_BITS: u16 = 16_384;

/// `id-ecPublicKey` (RFC 5480 §2.1.1).
pub(super) const EC_PUBLIC_KEY: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// `rsaEncryption` (RFC 3279 §2.3.1).
pub(super) const RSA_ENCRYPTION: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// `id-Ed25519` (RFC 8410 §3).
pub(super) const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

#[cfg(test)]
mod tests;
