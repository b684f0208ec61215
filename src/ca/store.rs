//! What the CA keeps, by id.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::accounts::AccountRecord;
use super::authorizations::AuthorizationRecord;
use super::certificates::CertificateRecord;
use super::orders::OrderRecord;
use crate::clock::Timestamp;
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
    /// Ids of keys that somebody else knows: never certified again.
    #[serde(default)]
    pub(super) compromised_keys: BTreeSet<String>,
    /// Challenges that are `processing`, by authorization.
    #[serde(default)]
    pub(super) waiting: BTreeSet<String>,
    /// Failed validations of the last hour, for the rate limit.
    #[serde(default)]
    pub(super) failures: Vec<FailureRecord>,
}

/// A failed validation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FailureRecord {
    pub(super) account: String,
    pub(super) name: String,
    pub(super) at: Timestamp,
}

/// A fresh id. Ids cannot be guessed, though knowing one opens nothing.
pub(super) fn new_id(entropy: &mut dyn Entropy) -> String {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    hex(&bytes)
}
