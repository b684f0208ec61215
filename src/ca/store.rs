//! What the CA keeps, by id.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::accounts::AccountRecord;
use super::authorizations::AuthorizationRecord;
use super::orders::OrderRecord;
use crate::encoding::hex;
use crate::entropy::Entropy;

/// Everything but nonces and the CA's own certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Store {
    pub(super) accounts: BTreeMap<String, AccountRecord>,
    pub(super) orders: BTreeMap<String, OrderRecord>,
    pub(super) authorizations: BTreeMap<String, AuthorizationRecord>,
    pub(super) certificates: BTreeMap<String, CertificateRecord>,
}

/// An issued certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CertificateRecord {
    pub(super) account: String,
    /// Leaf and intermediate (RFC 8555 §9.1).
    pub(super) chain_pem: String,
}

/// A fresh id. Ids cannot be guessed, though knowing one opens nothing.
pub(super) fn new_id(entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    hex(&bytes)
}
