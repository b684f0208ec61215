//! Public keys as JSON (RFC 7517, RFC 7518 §6.2).

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Error;
use crate::encoding::{base64url, from_base64url};
use crate::x509::PublicKey;

/// An account's public key on the wire (RFC 7518 §6.2.1).
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
}

impl Jwk {
    /// The key as the other modules use it; fails if the point is not on the curve.
    pub fn public_key(&self) -> Result<PublicKey, Error> {
        let Self::P256 { x, y } = self;
        PublicKey::from_ec_coordinates(x, y).map_err(|_| Error::UnsupportedKey)
    }

    /// base64url of the SHA-256 digest of the key's JSON, its members in
    /// lexicographic order and without white space (RFC 7638 §3).
    pub fn thumbprint(&self) -> String {
        let Self::P256 { x, y } = self;
        let json = format!(
            r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#,
            base64url(x),
            base64url(y)
        );
        base64url(&Sha256::digest(json.as_bytes()))
    }
}

impl TryFrom<&PublicKey> for Jwk {
    type Error = Error;

    fn try_from(key: &PublicKey) -> Result<Self, Error> {
        let (x, y) = key.ec_coordinates().ok_or(Error::UnsupportedKey)?;
        Ok(Self::P256 { x, y })
    }
}

#[derive(Serialize, Deserialize)]
struct Members {
    #[serde(default)]
    crv: String,
    kty: String,
    #[serde(default)]
    x: String,
    #[serde(default)]
    y: String,
}

impl TryFrom<Members> for Jwk {
    type Error = Error;

    fn try_from(members: Members) -> Result<Self, Error> {
        if (members.kty.as_str(), members.crv.as_str()) != ("EC", "P-256") {
            return Err(Error::UnsupportedKey);
        }
        let coordinate = |text: &str| {
            let bytes = from_base64url(text).map_err(|_| Error::UnsupportedKey)?;
            <[u8; 32]>::try_from(bytes).map_err(|_| Error::UnsupportedKey)
        };
        Ok(Self::P256 {
            x: coordinate(&members.x)?,
            y: coordinate(&members.y)?,
        })
    }
}

impl From<Jwk> for Members {
    fn from(jwk: Jwk) -> Self {
        let Jwk::P256 { x, y } = jwk;
        Self {
            crv: "P-256".to_owned(),
            kty: "EC".to_owned(),
            x: base64url(&x),
            y: base64url(&y),
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
    fn other_keys_are_refused() {
        for text in [
            r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#,
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
