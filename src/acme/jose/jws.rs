//! Flattened JWS: the body of every signed request (RFC 7515 §7.2.2, RFC 8555 §6.2).

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::{ES256, ES384, Error, HS256, Jwk, RS256};
use crate::encoding::{base64url, from_base64url, json};
use crate::x509::{KeyAlgorithm, PublicKey, Signature, SignatureAlgorithm};

/// What a client puts under its signature beside the payload (RFC 8555 §6.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProtectedHeader<'a> {
    alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwk: Option<&'a Jwk>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    url: &'a str,
}

impl<'a> ProtectedHeader<'a> {
    /// For requests of an account that the server knows (RFC 8555 §6.2 `kid`).
    pub const fn of_account(account_url: &'a str, nonce: &'a str, url: &'a str) -> Self {
        Self {
            alg: ES256,
            jwk: None,
            kid: Some(account_url),
            nonce: Some(nonce),
            url,
        }
    }

    /// The same with the algorithm of the account's key.
    #[must_use]
    pub const fn with_algorithm(mut self, alg: &'static str) -> Self {
        self.alg = alg;
        self
    }

    /// For requests that show the key itself (RFC 8555 §6.2 `jwk`).
    pub const fn of_key(jwk: &'a Jwk, nonce: &'a str, url: &'a str) -> Self {
        Self {
            alg: jwk.algorithm(),
            jwk: Some(jwk),
            kid: None,
            nonce: Some(nonce),
            url,
        }
    }

    /// Inside a key change: signed by the new key; "The inner JWS MUST omit the
    /// "nonce" header parameter" (RFC 8555 §7.3.5).
    pub const fn of_new_key(jwk: &'a Jwk, url: &'a str) -> Self {
        Self {
            alg: jwk.algorithm(),
            jwk: Some(jwk),
            kid: None,
            nonce: None,
            url,
        }
    }

    /// Inside a new account: the customer's key identifier, authenticated by
    /// the secret that the CA gave out (RFC 8555 §7.3.4).
    pub const fn of_customer(key_id: &'a str, url: &'a str) -> Self {
        Self {
            alg: HS256,
            jwk: None,
            kid: Some(key_id),
            nonce: None,
            url,
        }
    }
}

/// A JWS that waits for its signature; the key may live anywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningInput {
    protected: String,
    payload: String,
}

impl SigningInput {
    /// Header and payload, encoded. An empty payload makes a POST-as-GET (RFC 8555 §6.3).
    pub fn new(header: &ProtectedHeader<'_>, payload: &[u8]) -> Self {
        Self {
            protected: base64url(&to_json(header)),
            payload: base64url(payload),
        }
    }

    /// The bytes to sign (RFC 7515 §5.1 step 5).
    pub fn message(&self) -> Vec<u8> {
        format!("{}.{}", self.protected, self.payload).into_bytes()
    }

    /// The request body (RFC 7515 §7.2.2).
    pub fn into_body(self, signature: &Signature) -> Vec<u8> {
        to_json(&self.signed(signature))
    }

    /// The same as a value: a JWS inside another's payload (RFC 8555 §7.3.4, §7.3.5).
    pub fn into_value(self, signature: &Signature) -> serde_json::Value {
        // Structs of text have no way to fail.
        serde_json::to_value(self.signed(signature)).unwrap_or_default()
    }

    fn signed(self, signature: &Signature) -> Flattened {
        Flattened {
            protected: self.protected,
            payload: self.payload,
            signature: base64url(signature.raw()),
            header: None,
            signatures: None,
        }
    }
}

/// A JWS as a server reads it; nothing is believed before [`Jws::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jws {
    /// The protected header.
    pub header: ParsedHeader,
    /// The payload; empty in a POST-as-GET (RFC 8555 §6.3).
    pub payload: Vec<u8>,
    message: Vec<u8>,
    signature: Signature,
}

/// A protected header as it came (RFC 7515 §4.1, RFC 8555 §6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedHeader {
    /// The algorithm (RFC 7515 §4.1.1).
    pub alg: String,
    /// The anti-replay nonce (RFC 8555 §6.5.2).
    pub nonce: Option<String>,
    /// The URL the request is for (RFC 8555 §6.4.1).
    pub url: Option<String>,
    key: KeyReference,
}

/// "The "jwk" and "kid" fields are mutually exclusive. Servers MUST reject
/// requests that contain both" (RFC 8555 §6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
enum KeyReference {
    Account(String),
    Key(serde_json::Value),
}

impl ParsedHeader {
    /// The account URL, if the header names an account (RFC 7515 §4.1.4 `kid`).
    pub fn account_url(&self) -> Option<&str> {
        match &self.key {
            KeyReference::Account(url) => Some(url),
            KeyReference::Key(_) => None,
        }
    }

    /// The key, if the header shows one (RFC 7515 §4.1.3 `jwk`).
    pub fn jwk(&self) -> Option<Result<Jwk, Error>> {
        match &self.key {
            KeyReference::Key(value) => {
                Some(json::from_value(value.clone()).map_err(|_| Error::UnsupportedKey))
            }
            KeyReference::Account(_) => None,
        }
    }
}

impl Jws {
    /// Takes a flattened JWS apart (RFC 8555 §6.2).
    pub fn parse(body: &[u8]) -> Result<Self, Error> {
        let flattened: Flattened = json::read(body).map_err(|_| Error::NotAJws)?;
        if flattened.header.is_some() {
            return Err(Error::UnprotectedHeader);
        }
        if flattened.signatures.is_some() {
            return Err(Error::ManySignatures);
        }
        let protected = from_base64url(&flattened.protected).map_err(|_| Error::ProtectedHeader)?;
        let header: Header = json::read(&protected).map_err(|_| Error::ProtectedHeader)?;
        Ok(Self {
            header: header.try_into()?,
            payload: from_base64url(&flattened.payload).map_err(|_| Error::NotAJws)?,
            message: format!("{}.{}", flattened.protected, flattened.payload).into_bytes(),
            signature: from_base64url(&flattened.signature)
                .map(Signature::from_raw)
                .map_err(|_| Error::NotAJws)?,
        })
    }

    /// Checks the signature (RFC 7515 §5.2 step 8).
    pub fn verify(&self, key: &PublicKey) -> Result<(), Error> {
        let fits = match key.algorithm() {
            KeyAlgorithm::EcdsaP256 => self.header.alg == ES256,
            KeyAlgorithm::EcdsaP384 => self.header.alg == ES384,
            KeyAlgorithm::Rsa { .. } => self.header.alg == RS256,
            _ => false,
        };
        if !fits {
            return Err(Error::Signature);
        }
        let algorithm = SignatureAlgorithm::for_jws(key.algorithm());
        key.verify(algorithm, &self.message, &self.signature)
            .map_err(|_| Error::Signature)
    }

    /// Checks a message authentication code, as external account bindings carry
    /// one (RFC 7518 §3.2).
    pub fn verify_mac(&self, key: &[u8]) -> Result<(), Error> {
        if self.header.alg != HS256 {
            return Err(Error::Signature);
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| Error::Signature)?;
        mac.update(&self.message);
        mac.verify_slice(self.signature.raw())
            .map_err(|_| Error::Signature)
    }
}

#[derive(Serialize, Deserialize)]
struct Flattened {
    protected: String,
    payload: String,
    signature: String,
    #[serde(default, skip_serializing)]
    header: Option<serde_json::Value>,
    #[serde(default, skip_serializing)]
    signatures: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    nonce: Option<String>,
    url: Option<String>,
    kid: Option<String>,
    jwk: Option<serde_json::Value>,
    crit: Option<serde_json::Value>,
}

impl TryFrom<Header> for ParsedHeader {
    type Error = Error;

    fn try_from(header: Header) -> Result<Self, Error> {
        // "If any of the listed extension Header Parameters are not understood
        // and supported by the recipient, then the JWS is invalid" (RFC 7515 §4.1.11).
        if header.crit.is_some() {
            return Err(Error::ProtectedHeader);
        }
        let key = match (header.kid, header.jwk) {
            (Some(url), None) => KeyReference::Account(url),
            (None, Some(jwk)) => KeyReference::Key(jwk),
            _ => return Err(Error::KeyReference),
        };
        Ok(Self {
            alg: header.alg,
            nonce: header.nonce,
            url: header.url,
            key,
        })
    }
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    // Structs of text have no way to fail.
    json::write(value).unwrap_or_default().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const JWK: &str = r#"{"kty":"EC","crv":"P-256",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    const PROTECTED: &str = "eyJhbGciOiJFUzI1NiJ9";
    const PAYLOAD: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
                           cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const SIGNATURE: &str = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA\
                             pmWQxfKTUJqPP3-Kg6NU1Q";

    fn public_key() -> PublicKey {
        serde_json::from_str::<Jwk>(JWK)
            .unwrap()
            .public_key()
            .unwrap()
    }

    #[test]
    fn verifies_the_es256_example_of_rfc_7515_a_3_and_nothing_near_it() {
        let mut jws = Jws {
            header: ParsedHeader {
                alg: ES256.to_owned(),
                nonce: None,
                url: None,
                key: KeyReference::Key(serde_json::Value::Null),
            },
            payload: Vec::new(),
            message: format!("{PROTECTED}.{PAYLOAD}").into_bytes(),
            signature: Signature::from_raw(from_base64url(SIGNATURE).unwrap()),
        };
        assert_eq!(jws.verify(&public_key()), Ok(()));
        jws.message[0] ^= 1;
        assert_eq!(jws.verify(&public_key()), Err(Error::Signature));
        jws.message[0] ^= 1;
        jws.signature = Signature::from_raw(vec![0; 3]);
        assert_eq!(jws.verify(&public_key()), Err(Error::Signature));
    }

    #[test]
    fn what_the_client_writes_the_server_reads() {
        let jwk: Jwk = serde_json::from_str(JWK).unwrap();
        let header = ProtectedHeader::of_key(&jwk, "nonce", "https://ca.test/new");
        let input = SigningInput::new(&header, b"{}");
        let message = input.message();
        let body = input.into_body(&Signature::from_raw(vec![7; 64]));
        let jws = Jws::parse(&body).unwrap();
        assert_eq!(jws.message, message);
        assert_eq!(jws.payload, b"{}");
        assert_eq!(jws.header.nonce.as_deref(), Some("nonce"));
        assert_eq!(jws.header.url.as_deref(), Some("https://ca.test/new"));
        assert_eq!(jws.header.jwk(), Some(Ok(jwk)));
        assert_eq!(jws.header.account_url(), None);

        let header =
            ProtectedHeader::of_account("https://ca.test/acct/1", "n", "https://ca.test/o");
        let body = SigningInput::new(&header, b"").into_body(&Signature::from_raw(vec![7; 64]));
        let jws = Jws::parse(&body).unwrap();
        assert_eq!(jws.header.account_url(), Some("https://ca.test/acct/1"));
        assert_eq!(jws.payload, b"");
    }

    #[test]
    fn malformed_requests_are_told_apart() {
        let with = |protected: &str| {
            format!(
                r#"{{"protected":"{}","payload":"","signature":"AA"}}"#,
                base64url(protected.as_bytes())
            )
        };
        for (body, expected) in [
            (String::new(), Error::NotAJws),
            ("a.b.c".to_owned(), Error::NotAJws),
            (
                r#"{"payload":"","signature":"AA"}"#.to_owned(),
                Error::NotAJws,
            ),
            // RFC 7515 appendix A.7.
            (
                format!(
                    r#"{{"payload":"{PAYLOAD}","protected":"{PROTECTED}",
                    "header":{{"kid":"e9bc097a-ce51-4036-9562-d2ade882db0d"}},"signature":"{SIGNATURE}"}}"#
                ),
                Error::UnprotectedHeader,
            ),
            (
                r#"{"protected":"e30","payload":"","signature":"AA","signatures":[]}"#.to_owned(),
                Error::ManySignatures,
            ),
            (with("{}"), Error::ProtectedHeader),
            (
                with(r#"{"alg":"ES256","kid":"x","crit":["b64"]}"#),
                Error::ProtectedHeader,
            ),
            (with(r#"{"alg":"ES256"}"#), Error::KeyReference),
            (
                with(r#"{"alg":"ES256","kid":"x","jwk":{}}"#),
                Error::KeyReference,
            ),
        ] {
            assert_eq!(Jws::parse(body.as_bytes()), Err(expected), "{body}");
        }
    }
}
