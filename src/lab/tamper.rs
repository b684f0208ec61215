//! Signed requests sent again with one byte flipped, or as they were: what the
//! server says to that.
//!
//! Nothing can come of them. The nonce in a recorded request is used up, so a
//! server that let a broken signature pass would still refuse the request
//! (RFC 8555 §6.5).

use serde::{Deserialize, Serialize};

use super::effect::{Effect, EffectId, Purpose};
use super::state::{Lab, Pending};
use crate::clock::Timestamp;
use crate::encoding::json::{self, Value};
use crate::encoding::{base64url, from_base64url};
use crate::http::HttpRequest;

/// What is done to a request before it is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Tampering {
    /// A byte of the protected header is flipped.
    Protected,
    /// A byte of the payload is flipped.
    Payload,
    /// A byte of the signature is flipped.
    Signature,
    /// Nothing: it is replayed.
    Nothing,
}

impl Tampering {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Protected,
        Self::Payload,
        Self::Signature,
        Self::Nothing,
    ];

    /// The member of the JWS that is touched (RFC 7515 §7.2.2).
    pub const fn member(self) -> Option<&'static str> {
        match self {
            Self::Protected => Some("protected"),
            Self::Payload => Some("payload"),
            Self::Signature => Some("signature"),
            Self::Nothing => None,
        }
    }

    /// The request with this done to it; none if it is no JWS, or that part of
    /// it is empty.
    pub fn of(self, request: &HttpRequest) -> Option<HttpRequest> {
        let mut jws: Value = json::read(&request.body).ok()?;
        for member in ["protected", "payload", "signature"] {
            jws.get(member)?.as_str()?;
        }
        if let Some(member) = self.member() {
            let text = jws.get(member)?.as_str()?;
            let flipped = flipped(text)?;
            jws.as_object_mut()?
                .insert(member.to_owned(), Value::String(flipped));
        }
        Some(HttpRequest {
            body: jws.to_string().into_bytes(),
            ..request.clone()
        })
    }
}

/// Base64url in which one bit of the byte in the middle is another.
fn flipped(text: &str) -> Option<String> {
    let mut bytes = from_base64url(text).ok()?;
    let middle = bytes.len() / 2;
    *bytes.get_mut(middle)? ^= 1;
    Some(base64url(&bytes))
}

impl Lab {
    /// Sends a recorded request again, tampered with.
    pub(super) fn tamper(
        &mut self,
        exchange: EffectId,
        tampering: Tampering,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let found = self.exchanges.iter().find(|found| found.id == exchange);
        let Some((request, purpose)) =
            found.and_then(|found| Some((tampering.of(&found.request)?, found.purpose.clone())))
        else {
            return;
        };
        let Purpose::Acme {
            issuer,
            object,
            operation,
            tampered: None,
        } = purpose
        else {
            return;
        };
        let purpose = Purpose::Acme {
            issuer,
            object,
            operation,
            tampered: Some(tampering),
        };
        effects.push(self.send(Pending::Tampered, request, purpose, now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_of_one_part_is_another() {
        for text in ["AAAA", "eyJhbGciOiJFUzI1NiJ9", "QQ"] {
            let before = from_base64url(text).unwrap();
            let after = from_base64url(&flipped(text).unwrap()).unwrap();
            let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
            assert_eq!((changed, before.len()), (1, after.len()), "{text}");
        }
        assert_eq!(flipped(""), None);
    }

    #[test]
    fn only_a_jws_is_tampered_with_and_an_empty_part_is_left_alone() {
        let request = |body: &str| {
            HttpRequest::post("https://ca.test/", "application/jose+json", body.into())
        };
        let jws = request(r#"{"protected":"AAAA","payload":"","signature":"AAAA"}"#);
        for (tampering, possible) in [
            (Tampering::Protected, true),
            (Tampering::Payload, false),
            (Tampering::Signature, true),
            (Tampering::Nothing, true),
        ] {
            assert_eq!(tampering.of(&jws).is_some(), possible, "{tampering:?}");
            assert_eq!(tampering.of(&request("[1]")), None);
            assert_eq!(tampering.of(&request("")), None);
        }
    }
}
