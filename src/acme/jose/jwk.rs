//! Public keys as JSON (RFC 7517, RFC 7518 §6.2, §6.3).

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{ES256, ES384, Error, RS256};
use crate::encoding::{base64url, from_base64url};
use crate::x509::{Curve, PublicKey};

/// An account's public key on the wire: of the kinds that Let's Encrypt takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Members", into = "Members")]
#[non_exhaustive]
pub enum Jwk {
    /// A point on P-256 (RFC 7518 §6.2.1).
    P256 {
        /// The point's x coordinate.
        x: [u8; 32],
        /// The point's y coordinate.
        y: [u8; 32],
    },
    /// A point on P-384 (RFC 7518 §6.2.1).
    P384 {
        /// The point's x coordinate.
        x: [u8; 48],
        /// The point's y coordinate.
        y: [u8; 48],
    },
    /// An RSA key (RFC 7518 §6.3.1).
    Rsa {
        /// The modulus, big-endian.
        n: Vec<u8>,
        /// The exponent, big-endian.
        e: Vec<u8>,
    },
}

impl Jwk {
    /// The key as the other modules use it; fails if the point is not on the curve.
    pub fn public_key(&self) -> Result<PublicKey, Error> {
        match self {
            Self::P256 { x, y } => PublicKey::from_ec_coordinates(x, y),
            Self::P384 { x, y } => PublicKey::from_point(Curve::P384, x, y),
            Self::Rsa { n, e } => PublicKey::from_rsa(n, e),
        }
        .map_err(|_| Error::UnsupportedKey)
    }

    /// The algorithm that this key signs with (RFC 7518 §3.1).
    pub const fn algorithm(&self) -> &'static str {
        match self {
            Self::P256 { .. } => ES256,
            Self::P384 { .. } => ES384,
            Self::Rsa { .. } => RS256,
        }
    }

    /// base64url of the SHA-256 digest of the key's JSON, its members in
    /// lexicographic order and without white space (RFC 7638 §3).
    pub fn thumbprint(&self) -> String {
        let ec = |curve: &str, x: &[u8], y: &[u8]| {
            format!(
                r#"{{"crv":"{curve}","kty":"EC","x":"{}","y":"{}"}}"#,
                base64url(x),
                base64url(y)
            )
        };
        let json = match self {
            Self::P256 { x, y } => ec("P-256", x, y),
            Self::P384 { x, y } => ec("P-384", x, y),
            Self::Rsa { n, e } => format!(
                r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#,
                base64url(e),
                base64url(n)
            ),
        };
        base64url(&Sha256::digest(json.as_bytes()))
    }
}

impl TryFrom<&PublicKey> for Jwk {
    type Error = Error;

    fn try_from(key: &PublicKey) -> Result<Self, Error> {
        if let Some((n, e)) = key.rsa_numbers() {
            return Ok(Self::Rsa { n, e });
        }
        let (curve, x, y) = key.point().ok_or(Error::UnsupportedKey)?;
        Self::from_point(curve.name(), &x, &y)
    }
}

impl Jwk {
    fn from_point(curve: &str, x: &[u8], y: &[u8]) -> Result<Self, Error> {
        let unsupported = |_| Error::UnsupportedKey;
        match curve {
            "P-256" => Ok(Self::P256 {
                x: x.try_into().map_err(unsupported)?,
                y: y.try_into().map_err(unsupported)?,
            }),
            "P-384" => Ok(Self::P384 {
                x: x.try_into().map_err(unsupported)?,
                y: y.try_into().map_err(unsupported)?,
            }),
            _ => Err(Error::UnsupportedKey),
        }
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Members {
    #[serde(skip_serializing_if = "String::is_empty")]
    crv: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    e: String,
    kty: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    n: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    x: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    y: String,
}

impl TryFrom<Members> for Jwk {
    type Error = Error;

    fn try_from(members: Members) -> Result<Self, Error> {
        let octets = |text: &str| from_base64url(text).map_err(|_| Error::UnsupportedKey);
        match members.kty.as_str() {
            "EC" => Self::from_point(&members.crv, &octets(&members.x)?, &octets(&members.y)?),
            "RSA" => Ok(Self::Rsa {
                n: octets(&members.n)?,
                e: octets(&members.e)?,
            }),
            _ => Err(Error::UnsupportedKey),
        }
    }
}

impl From<Jwk> for Members {
    fn from(jwk: Jwk) -> Self {
        let ec = |curve: Curve, x: &[u8], y: &[u8]| Self {
            crv: curve.name().to_owned(),
            kty: "EC".to_owned(),
            x: base64url(x),
            y: base64url(y),
            ..Self::default()
        };
        match jwk {
            Jwk::P256 { x, y } => ec(Curve::P256, &x, &y),
            Jwk::P384 { x, y } => ec(Curve::P384, &x, &y),
            Jwk::Rsa { n, e } => Self {
                kty: "RSA".to_owned(),
                n: base64url(&n),
                e: base64url(&e),
                ..Self::default()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7517 appendix A.1, first key, with members a reader must pass over.
    const RFC_7517: &str = r#"{"kty":"EC","crv":"P-256",
        "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}"#;

    #[test]
    fn the_thumbprint_agrees_with_openssl() {
        let jwk: Jwk = serde_json::from_str(RFC_7517).unwrap();
        // printf %s '{"crv":"P-256","kty":"EC","x":"…","y":"…"}' | openssl dgst -sha256 -binary
        assert_eq!(
            jwk.thumbprint(),
            "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"
        );
    }

    #[test]
    fn writes_its_members_in_the_order_of_rfc_7638() {
        let jwk: Jwk = serde_json::from_str(RFC_7517).unwrap();
        let json = serde_json::to_string(&jwk).unwrap();
        assert_eq!(
            base64url(&Sha256::digest(json.as_bytes())),
            jwk.thumbprint()
        );
        assert_eq!(Jwk::try_from(&jwk.public_key().unwrap()).unwrap(), jwk);
    }

    #[test]
    fn the_thumbprint_of_an_rsa_key_is_rfc_7638_s() {
        // RFC 7638 §3.1.
        let jwk: Jwk = serde_json::from_str(
            r#"{"kty":"RSA","alg":"RS256","kid":"2011-04-29","e":"AQAB",
            "n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}"#,
        )
        .unwrap();
        assert_eq!(
            jwk.thumbprint(),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
        assert_eq!(Jwk::try_from(&jwk.public_key().unwrap()).unwrap(), jwk);
    }

    #[test]
    fn other_keys_are_refused() {
        for text in [
            r#"{"kty":"OKP","crv":"Ed25519","x":"AA"}"#,
            r#"{"kty":"EC","crv":"P-521","x":"AA","y":"AA"}"#,
            r#"{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"!","y":"="}"#,
        ] {
            assert!(serde_json::from_str::<Jwk>(text).is_err(), "{text}");
        }
        let off_the_curve = Jwk::P256 {
            x: [1; 32],
            y: [1; 32],
        };
        assert_eq!(off_the_curve.public_key(), Err(Error::UnsupportedKey));
    }
}
