//! External account binding: an ACME account tied to a customer (RFC 8555 §7.3.4).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::refusal::{self, Refusal};
use crate::acme::jose::{HS256, Jwk, Jws};
use crate::encoding::{self, base64url};
use crate::entropy::Entropy;
use crate::x509::PublicKey;

/// A key that the CA gave a customer by another way than ACME: practice only,
/// for a real CA shows it once and to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExternalAccountKey {
    /// The key's name (`kid`).
    pub key_id: String,
    /// The MAC key as base64url, as CAs print it.
    pub hmac_key: String,
}

impl ExternalAccountKey {
    /// A fresh one.
    pub fn generate(entropy: &mut dyn Entropy) -> Self {
        let (mut id, mut key) = ([0; 6], [0; 32]);
        entropy.fill(&mut id);
        entropy.fill(&mut key);
        Self {
            key_id: format!("practice-{}", encoding::hex(&id)),
            hmac_key: base64url(&key),
        }
    }
}

/// The member of newAccount that holds the binding.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    external_account_binding: Option<Value>,
}

/// Checks the binding in a newAccount payload: a JWS of the account's JWK with
/// the MAC key, for the same URL and without a nonce.
pub(super) fn check(
    expected: &ExternalAccountKey,
    payload: &[u8],
    url: &str,
    account_key: &PublicKey,
) -> Result<(), Refusal> {
    let Payload {
        external_account_binding,
    } = encoding::json::read(payload).map_err(|_| refusal::malformed("Error unmarshaling JSON"))?;
    let Some(binding) = external_account_binding else {
        return Err(refusal::external_account_required());
    };
    let malformed = |why: &str| refusal::malformed(format!("external account binding: {why}"));
    let jws = Jws::parse(binding.to_string().as_bytes())
        .map_err(|error| malformed(&error.to_string()))?;
    if jws.header.alg != HS256 {
        return Err(malformed("\"alg\" must be a MAC-based algorithm, HS256"));
    }
    if jws.header.nonce.is_some() {
        return Err(malformed("\"nonce\" must not be present"));
    }
    if jws.header.url.as_deref() != Some(url) {
        return Err(malformed("\"url\" must be the one of the outer JWS"));
    }
    let key_id = jws
        .header
        .account_url()
        .ok_or_else(|| malformed("\"kid\" must be the key identifier"))?;
    let bound = encoding::json::read::<Jwk>(&jws.payload).and_then(|jwk| {
        jwk.public_key()
            .map_err(<encoding::json::Error as serde::de::Error>::custom)
    });
    if bound.ok().as_ref() != Some(account_key) {
        return Err(malformed("the payload must be the account's public key"));
    }
    let mac_key =
        encoding::from_base64url(expected.hmac_key.trim_end_matches('=')).unwrap_or_default();
    if key_id != expected.key_id {
        return Err(refusal::unauthorized(format!(
            "external account binding: unknown key identifier {key_id:?}"
        )));
    }
    jws.verify_mac(&mac_key)
        .map_err(|_| refusal::unauthorized("external account binding: the MAC does not verify"))
}
