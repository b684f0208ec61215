//! What a person does with an ACME account beside cert-manager: look at it,
//! give it another key, end it, take a certificate back, ask when to renew.

mod acts;
mod look;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::pairs;
use crate::acme::client::Error;
use crate::acme::wire::{Account, Reason, RenewalInfo};
use crate::certmanager::api::KeyId;
use crate::certmanager::controller::{CallId, Custody};
use crate::clock::Timestamp;
use crate::kube::ObjectKey;
use crate::x509::PublicKey;

/// What to do with an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum AccountAct {
    /// Ask the server how it stands (RFC 8555 §7.3.1).
    Look,
    /// Give it a new key (RFC 8555 §7.3.5).
    ChangeKey {
        /// What may leave the key store.
        custody: Custody,
    },
    /// Go on with a key that was brought along: the account is that key's.
    TakeKey {
        /// Its name in the key store.
        key: KeyId,
        /// Its public half.
        public_key: PublicKey,
    },
    /// End it for good (RFC 8555 §7.3.6).
    Deactivate,
    /// Take a Secret's certificate back (RFC 8555 §7.6).
    Revoke {
        /// The Secret.
        secret: ObjectKey,
        /// Why.
        reason: Option<Reason>,
        /// Who signs.
        by: RevokedBy,
    },
    /// Ask when a Secret's certificate should be renewed (RFC 9773 §4.1).
    RenewalInfo {
        /// The Secret.
        secret: ObjectKey,
    },
}

/// Who signs a revocation (RFC 8555 §7.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RevokedBy {
    /// The account's key.
    Account,
    /// The certificate's own key.
    Certificate,
}

/// What is known of an issuer's account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Lab time at which the server last said something of it.
    pub at: Timestamp,
    /// What it said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// Why the latest act came to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<AccountFailure>,
}

/// What became of a certificate's revocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RevocationView {
    /// Lab time of the answer.
    pub at: Timestamp,
    /// Why it was to be revoked.
    pub reason: Option<Reason>,
    /// Why it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<AccountFailure>,
}

/// What a CA says of a certificate's renewal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RenewalView {
    /// Lab time of the answer.
    pub at: Timestamp,
    /// What it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<RenewalInfo>,
    /// When to ask again (RFC 9773 §4.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_again: Option<Timestamp>,
    /// Why it said nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<AccountFailure>,
}

/// Why an act came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum AccountFailure {
    /// The issuer has no account that could be used.
    #[error("the issuer has no ACME account")]
    NoAccount,
    /// The account is in use: Orders are open, or a request is under way.
    #[error("the account is in use")]
    Busy,
    /// The Secret holds no such certificate or key.
    #[error("the Secret holds no certificate with its key")]
    NoCertificate,
    /// The key could not be made or used.
    #[error("{0}")]
    Key(String),
    /// What the server said, or why it said nothing.
    #[error("{0}")]
    Acme(Box<Error>),
}

/// The desk.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct AccountDesk {
    #[serde(with = "pairs")]
    views: BTreeMap<ObjectKey, AccountView>,
    /// By the certificate's fingerprint.
    #[serde(default)]
    revocations: BTreeMap<String, RevocationView>,
    #[serde(default)]
    renewals: BTreeMap<String, RenewalView>,
    #[serde(default)]
    running: BTreeMap<CallId, Running>,
    #[serde(default)]
    next: u64,
}

/// An act under way.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Running {
    issuer: ObjectKey,
    act: AccountAct,
    /// The key that the account is to have, by name; its public half once it is made.
    new_key: Option<(KeyId, Option<PublicKey>)>,
    /// The certificate's fingerprint.
    certificate: Option<String>,
}

impl AccountDesk {
    /// Whether a call is this desk's: its numbers begin where no manager's get to.
    pub(super) fn owns(&self, call: CallId) -> bool {
        self.running.contains_key(&call)
    }

    /// Forgets the accounts of issuers that are gone.
    pub(super) fn retain(&mut self, exists: impl Fn(&ObjectKey) -> bool) {
        self.views.retain(|issuer, _| exists(issuer));
    }

    fn is_running(&self, issuer: &ObjectKey) -> bool {
        self.running
            .values()
            .any(|running| running.issuer == *issuer)
    }

    fn start(&mut self, running: Running) -> CallId {
        let call = CallId(FIRST_CALL.saturating_add(self.next));
        self.next = self.next.saturating_add(1);
        self.running.insert(call, running);
        call
    }

    /// Notes that an act came to nothing.
    pub(super) fn fail(&mut self, call: CallId, failure: AccountFailure, now: Timestamp) {
        if let Some(running) = self.running.remove(&call) {
            self.note_failure(&running, failure, now);
        }
    }

    fn note_failure(&mut self, running: &Running, failure: AccountFailure, now: Timestamp) {
        match (&running.act, &running.certificate) {
            (AccountAct::Revoke { reason, .. }, Some(certificate)) => {
                let view = RevocationView {
                    at: now,
                    reason: *reason,
                    failure: Some(failure),
                };
                self.revocations.insert(certificate.clone(), view);
            }
            (AccountAct::RenewalInfo { .. }, Some(certificate)) => {
                let view = RenewalView {
                    at: now,
                    info: None,
                    ask_again: None,
                    failure: Some(failure),
                };
                self.renewals.insert(certificate.clone(), view);
            }
            _ => {
                let view = self.views.entry(running.issuer.clone()).or_default();
                view.failure = Some(failure);
            }
        }
    }
}

/// The managers count from 0.
const FIRST_CALL: u64 = 1 << 48;
