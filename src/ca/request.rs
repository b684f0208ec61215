//! Signed requests: read, and believed only when key, signature, nonce and URL
//! are right (RFC 8555 §6).

use serde::de::DeserializeOwned;

use super::accounts::{self, AccountRecord};
use super::refusal::{self, Refusal};
use super::resource::Resource;
use super::{Context, PracticeCa};
use crate::acme::jose::{ES256, ES384, Jws, RS256};
use crate::acme::wire::JOSE_JSON;
use crate::encoding;
use crate::http::HttpRequest;
use crate::x509::{KeyAlgorithm, PublicKey};

/// A request of an account, its signature, nonce and URL found good.
#[derive(Debug)]
pub(super) struct Post {
    /// The account's id.
    pub(super) account: String,
    /// Empty in a POST-as-GET.
    pub(super) payload: Vec<u8>,
    /// Where it was sent.
    pub(super) url: String,
}

impl Post {
    /// For resources that are only read: "the payload of the JWS is a
    /// zero-length octet string" (RFC 8555 §6.3).
    pub(super) fn is_get(&self) -> Result<(), Refusal> {
        if self.payload.is_empty() {
            Ok(())
        } else {
            Err(refusal::malformed(
                "POST-as-GET requests must have an empty payload",
            ))
        }
    }

    /// The payload as a wire type.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        json(&self.payload)
    }

    /// The account itself.
    pub(super) fn account<'a>(&self, ca: &'a PracticeCa) -> Result<&'a AccountRecord, Refusal> {
        ca.store
            .accounts
            .get(&self.account)
            .ok_or_else(|| refusal::account_does_not_exist("Account not found"))
    }
}

/// A payload as a wire type.
pub(super) fn json<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Refusal> {
    encoding::json::read(payload).map_err(|_| refusal::malformed("Error unmarshaling JSON"))
}

/// Who signed a request that may be signed by more than accounts.
pub(super) enum Signer {
    /// An account (RFC 8555 §6.2 `kid`).
    Account(Post),
    /// Whoever holds this key (RFC 8555 §6.2 `jwk`).
    Key { key: PublicKey, payload: Vec<u8> },
}

/// A request of a valid account.
pub(super) fn by_account(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    context: &mut Context<'_>,
) -> Result<Post, Refusal> {
    let jws = read(request)?;
    account_post(ca, request, jws, context)
}

/// A request that shows its key.
pub(super) fn by_key(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    context: &mut Context<'_>,
) -> Result<(PublicKey, Vec<u8>), Refusal> {
    let jws = read(request)?;
    let key = embedded_key(&jws)?;
    check(ca, request, &jws, &key, context)?;
    Ok((key, jws.payload))
}

/// A request of either kind.
pub(super) fn by_either(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    context: &mut Context<'_>,
) -> Result<Signer, Refusal> {
    let jws = read(request)?;
    if jws.header.account_url().is_some() {
        return account_post(ca, request, jws, context).map(Signer::Account);
    }
    let key = embedded_key(&jws)?;
    check(ca, request, &jws, &key, context)?;
    Ok(Signer::Key {
        key,
        payload: jws.payload,
    })
}

fn account_post(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    jws: Jws,
    context: &mut Context<'_>,
) -> Result<Post, Refusal> {
    let (account, key) = signer(ca, &jws)?;
    check(ca, request, &jws, &key, context)?;
    let post = Post {
        account,
        payload: jws.payload,
        url: request.url.clone(),
    };
    accounts::check_status(post.account(ca)?)?;
    Ok(post)
}

/// The JWS in the body, not yet believed (RFC 8555 §6.2).
fn read(request: &HttpRequest) -> Result<Jws, Refusal> {
    // "If a request does not meet this requirement, then the server MUST
    // return a response with status code 415" (RFC 8555 §6.2). Parameters of
    // the media type change nothing (RFC 9110 §8.3.1).
    let media_type = request.header("content-type").unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case(JOSE_JSON) {
        return Err(refusal::unsupported_media_type());
    }
    if request.body.is_empty() {
        return Err(refusal::malformed("No body on POST"));
    }
    if request.body.len() > MOST_OCTETS {
        return Err(refusal::malformed("Request body too large"));
    }
    let jws = Jws::parse(&request.body).map_err(|error| refusal::jws(&error))?;
    check_algorithm(&jws)?;
    Ok(jws)
}

/// Only the algorithms that Let's Encrypt takes.
pub(super) fn check_algorithm(jws: &Jws) -> Result<(), Refusal> {
    if ALGORITHMS.contains(&jws.header.alg.as_str()) {
        Ok(())
    } else {
        Err(refusal::bad_signature_algorithm(
            &jws.header.alg,
            &ALGORITHMS,
        ))
    }
}

/// The key of a request that shows its key (RFC 8555 §6.2 `jwk`).
pub(super) fn embedded_key(jws: &Jws) -> Result<PublicKey, Refusal> {
    jws.header
        .jwk()
        .ok_or_else(|| refusal::malformed("No embedded JWK in JWS header"))?
        .and_then(|jwk| jwk.public_key())
        .map_err(|error| refusal::jws(&error))
        .and_then(|key| {
            check_strength(&key)?;
            Ok(key)
        })
}

/// The keys that Let's Encrypt takes, of accounts and of certificates alike.
pub(super) fn check_strength(key: &PublicKey) -> Result<(), Refusal> {
    match key.algorithm() {
        KeyAlgorithm::EcdsaP256
        | KeyAlgorithm::EcdsaP384
        | KeyAlgorithm::RSA_2048
        | KeyAlgorithm::RSA_3072
        | KeyAlgorithm::RSA_4096 => Ok(()),
        other => Err(refusal::bad_public_key(format!(
            "unsupported key: {other}; RSA 2048, 3072 and 4096, ECDSA P-256 and P-384 are taken"
        ))),
    }
}

/// The account that a request names, and its key (RFC 8555 §6.2 `kid`).
fn signer(ca: &PracticeCa, jws: &Jws) -> Result<(String, PublicKey), Refusal> {
    let url = jws
        .header
        .account_url()
        .ok_or_else(|| refusal::malformed("No Key ID in JWS header"))?;
    let Some(Resource::Account(id)) = Resource::parse(&ca.base_url, url) else {
        return Err(refusal::malformed(format!(
            "KeyID header contained an invalid account URL: {url:?}"
        )));
    };
    match ca.store.accounts.get(&id) {
        Some(account) => Ok((id, account.key.clone())),
        None => Err(refusal::account_does_not_exist(format!(
            "Account {url:?} not found"
        ))),
    }
}

/// Signature, nonce and URL, in this order, so that a forged request uses up
/// nobody's nonce (RFC 8555 §6.2, §6.4, §6.5).
fn check(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    jws: &Jws,
    key: &PublicKey,
    context: &mut Context<'_>,
) -> Result<(), Refusal> {
    jws.verify(key).map_err(|error| refusal::jws(&error))?;
    let nonce = jws.header.nonce.as_deref();
    ca.nonces.redeem(nonce)?;
    if ca.faults.reject_nonce(context.entropy) {
        return Err(refusal::bad_nonce(
            "JWS has an invalid anti-replay nonce: refused by a fault switch",
        ));
    }
    // "If the two do not match, then the server MUST reject the request as
    // unauthorized" (RFC 8555 §6.4).
    match jws.header.url.as_deref() {
        Some(url) if url == request.url => Ok(()),
        Some(url) => Err(refusal::unauthorized(format!(
            "JWS header parameter 'url' incorrect. Expected {:?} got {url:?}",
            request.url
        ))),
        None => Err(refusal::malformed("JWS header parameter 'url' required")),
    }
}

/// A CSR of a hundred names has some 10 kB.
const MOST_OCTETS: usize = 1 << 17;
const ALGORITHMS: [&str; 3] = [RS256, ES256, ES384];
