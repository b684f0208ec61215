//! Signatures, as JOSE and `WebCrypto` have them and as X.509 has them.

use der::asn1::{BitString, UintRef};
use der::{Decode as _, Encode as _, Sequence};
use serde::{Deserialize, Serialize};

use super::{Curve, Error, KeyAlgorithm, SignatureAlgorithm};
use crate::encoding;

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

    /// From the bit string of a certificate or request, made by a key of this kind
    /// (RFC 3279 §2.2.3).
    pub(super) fn from_x509(key: KeyAlgorithm, bits: &BitString) -> Result<Self, Error> {
        let bytes = bits.as_bytes().ok_or(Error::MalformedSignature)?;
        let Some(curve) = key.curve() else {
            return Ok(Self(bytes.to_vec()));
        };
        let halves = EcdsaSigValue::from_der(bytes).map_err(|_| Error::MalformedSignature)?;
        let mut raw = Vec::new();
        for half in [halves.r, halves.s] {
            let digits = half.as_bytes();
            let padding = curve.octets().checked_sub(digits.len());
            raw.extend(std::iter::repeat_n(
                0,
                padding.ok_or(Error::MalformedSignature)?,
            ));
            raw.extend(digits);
        }
        Ok(Self(raw))
    }

    /// The bit string of a certificate or request (RFC 3279 §2.2.3).
    pub(super) fn to_x509(&self, algorithm: SignatureAlgorithm) -> Result<BitString, Error> {
        if !algorithm.fits(KeyAlgorithm::EcdsaP256) {
            return BitString::from_bytes(&self.0).map_err(|_| Error::MalformedSignature);
        }
        let octets = Curve::ALL.map(Curve::octets);
        let (r, s) = self.0.split_at(self.0.len() / 2);
        if r.len() != s.len() || !octets.contains(&r.len()) || [r, s].iter().any(|x| is_zero(x)) {
            return Err(Error::MalformedSignature);
        }
        let value = |half| UintRef::new(half).map_err(|_| Error::MalformedSignature);
        EcdsaSigValue {
            r: value(r)?,
            s: value(s)?,
        }
        .to_der()
        .and_then(|der| BitString::from_bytes(&der))
        .map_err(|_| Error::MalformedSignature)
    }
}

/// `ECDSA-Sig-Value` (RFC 3279 §2.2.3).
#[derive(Sequence)]
struct EcdsaSigValue<'a> {
    r: UintRef<'a>,
    s: UintRef<'a>,
}

fn is_zero(number: &[u8]) -> bool {
    number.iter().all(|octet| *octet == 0)
}
