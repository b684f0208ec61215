//! An account changes its key (RFC 8555 §7.3.5).

use serde::Deserialize;

use super::PracticeCa;
use super::accounts;
use super::front::Answer;
use super::refusal::{self, Refusal};
use super::request::{self, Post};
use super::resource::Resource;
use crate::acme::jose::{Jwk, Jws};

/// The payload of the inner JWS.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyChange {
    account: String,
    old_key: Jwk,
}

/// keyChange: the outer JWS is the old key's, the inner one the new key's.
pub(super) fn change(ca: &mut PracticeCa, post: &Post) -> Answer {
    let inner = Jws::parse(&post.payload).map_err(|error| refusal::jws(&error))?;
    request::check_algorithm(&inner)?;
    let new_key = request::embedded_key(&inner)?;
    inner
        .verify(&new_key)
        .map_err(|error| refusal::jws(&error))?;
    // "Check that the inner JWS … 'url' … the same" (RFC 8555 §7.3.5).
    if inner.header.url.as_deref() != Some(post.url.as_str()) {
        return Err(wrong("the url of inner and outer JWS must be the same"));
    }
    if inner.header.nonce.is_some() {
        return Err(wrong("the inner JWS must have no nonce"));
    }
    let KeyChange { account, old_key } = request::json(&inner.payload)?;
    if account != Resource::Account(post.account.clone()).url(&ca.base_url) {
        return Err(wrong("\"account\" must be the outer JWS's kid"));
    }
    let old_key = old_key.public_key().map_err(|error| refusal::jws(&error))?;
    if old_key != post.account(ca)?.key {
        return Err(wrong("\"oldKey\" must be the account's key"));
    }
    if new_key == old_key {
        return Err(wrong("the new key is the old key"));
    }
    let owner = ca
        .store
        .accounts
        .iter()
        .find(|(_, account)| account.key == new_key);
    if let Some((id, _)) = owner {
        // "the server MUST return … a 409 (Conflict) response and provide the
        // URL of that account in the Location header field".
        let url = Resource::Account(id.clone()).url(&ca.base_url);
        let refusal = refusal::conflict("New key is already in use for a different account");
        return Ok(refusal::response(&refusal).with_header("location", url));
    }
    if let Some(account) = ca.store.accounts.get_mut(&post.account) {
        account.key = new_key;
    }
    accounts::shown(ca, 200, &post.account)
}

fn wrong(why: &str) -> Refusal {
    refusal::malformed(format!("Invalid key change: {why}"))
}
