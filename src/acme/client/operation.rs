//! What a client can ask of a server, and what it learns.

use serde::{Deserialize, Serialize};

use super::RetryAfter;
use crate::acme::wire::{
    Account, Authorization, Challenge, Directory, Identifier, NewOrder, Order, Reason, RenewalInfo,
};
use crate::clock::Timestamp;
use crate::encoding;
use crate::x509::PublicKey;

/// One thing to do at an ACME server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Operation {
    /// Read the directory, anew (RFC 8555 §7.1.1).
    Directory,
    /// Make the account of the session's key, or find it (RFC 8555 §7.3).
    Register {
        /// `mailto:` URLs.
        contacts: Vec<String>,
        /// Agreement to the terms of service.
        agree_to_terms: bool,
        /// Only find it (RFC 8555 §7.3.1).
        only_existing: bool,
        /// The customer's key identifier, if the account is to be bound to a
        /// customer (RFC 8555 §7.3.4). The binding is signed by [`Signer::Customer`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<String>,
    },
    /// Tell the server where to write to from now on (RFC 8555 §7.3.2).
    UpdateContacts {
        /// `mailto:` URLs.
        contacts: Vec<String>,
    },
    /// Give the account another key (RFC 8555 §7.3.5).
    ChangeKey {
        /// The public half of the new key, which must sign as [`Signer::NewAccount`].
        new_key: PublicKey,
    },
    /// End the account for good (RFC 8555 §7.3.6).
    DeactivateAccount,
    /// Begin an order (RFC 8555 §7.4).
    NewOrder {
        /// The names to certify.
        identifiers: Vec<Identifier>,
        /// What else the certificate should be; empty for what the server gives.
        #[serde(default)]
        options: OrderOptions,
    },
    /// Read an order (RFC 8555 §7.1.3).
    Order {
        /// Its URL.
        url: String,
    },
    /// Read an authorization (RFC 8555 §7.5).
    Authorization {
        /// Its URL.
        url: String,
    },
    /// Give an authorization up (RFC 8555 §7.5.2).
    DeactivateAuthorization {
        /// Its URL.
        url: String,
    },
    /// Say that a challenge's proof is in place (RFC 8555 §7.5.1).
    Accept {
        /// The challenge's URL.
        challenge_url: String,
    },
    /// Send the CSR (RFC 8555 §7.4).
    Finalize {
        /// The order's `finalize` URL.
        url: String,
        /// The order's own URL.
        order_url: String,
        /// The CSR.
        #[serde(with = "encoding::base64_bytes")]
        csr_der: Vec<u8>,
    },
    /// Download the certificate (RFC 8555 §7.4.2).
    Certificate {
        /// The order's `certificate` URL, or an alternate.
        url: String,
    },
    /// Take a certificate back (RFC 8555 §7.6).
    Revoke {
        /// The certificate.
        #[serde(with = "encoding::base64_bytes")]
        certificate_der: Vec<u8>,
        /// Why.
        reason: Option<Reason>,
        /// The certificate's own key, if that is to sign as
        /// [`Signer::Certificate`]; the account's, if none.
        certificate_key: Option<PublicKey>,
    },
    /// Ask when a certificate should be renewed (RFC 9773 §4.1).
    RenewalInfo {
        /// Its identifier; see [`certificate_id`](crate::acme::wire::certificate_id).
        certificate_id: String,
    },
}

/// What an order may ask for beside its names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderOptions {
    /// A profile that the directory lists (draft-ietf-acme-profiles §4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The identifier of the certificate to be replaced (RFC 9773 §5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The end of validity; few servers take one (RFC 8555 §7.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Timestamp>,
}

impl OrderOptions {
    /// The payload of the order (RFC 8555 §7.4).
    pub(super) fn payload(&self, identifiers: &[Identifier]) -> NewOrder {
        NewOrder {
            identifiers: identifiers.to_vec(),
            not_before: None,
            not_after: self.not_after,
            profile: self.profile.clone(),
            replaces: self.replaces.clone(),
        }
    }
}

/// Which key is to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Signer {
    /// The account's key.
    Account,
    /// The key that the account is to have (RFC 8555 §7.3.5).
    NewAccount,
    /// The key of the certificate that is to be revoked (RFC 8555 §7.6).
    Certificate,
    /// The secret that the CA gave its customer: an HMAC (RFC 8555 §7.3.4).
    Customer,
}

impl Operation {
    /// Its name in the words of RFC 8555 §7.1, for messages and transcripts.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Directory => "directory",
            Self::Register {
                only_existing: false,
                ..
            } => "newAccount",
            Self::Register {
                only_existing: true,
                ..
            } => "find account",
            Self::UpdateContacts { .. } => "update account",
            Self::ChangeKey { .. } => "keyChange",
            Self::DeactivateAccount => "deactivate account",
            Self::NewOrder { .. } => "newOrder",
            Self::Order { .. } => "order",
            Self::Authorization { .. } => "authorization",
            Self::DeactivateAuthorization { .. } => "deactivate authorization",
            Self::Accept { .. } => "challenge",
            Self::Finalize { .. } => "finalize",
            Self::Certificate { .. } => "certificate",
            Self::Revoke { .. } => "revokeCert",
            Self::RenewalInfo { .. } => "renewalInfo",
        }
    }
}

/// What an operation learnt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Outcome {
    /// The directory.
    Directory(Directory),
    /// The account.
    Account {
        /// Its URL: the `kid` of every later request.
        url: String,
        /// What the server shows of it.
        account: Account,
    },
    /// The order, new, read or finalized.
    Order {
        /// Its URL.
        url: String,
        /// What the server shows of it.
        order: Order,
        /// When to look again.
        retry_after: Option<RetryAfter>,
    },
    /// The authorization.
    Authorization {
        /// Its URL.
        url: String,
        /// What the server shows of it.
        authorization: Authorization,
        /// When to look again.
        retry_after: Option<RetryAfter>,
    },
    /// The challenge.
    Challenge {
        /// What the server shows of it.
        challenge: Challenge,
        /// When to look again.
        retry_after: Option<RetryAfter>,
    },
    /// The certificate chain.
    Certificate {
        /// Leaf first (RFC 8555 §9.1).
        pem: String,
        /// URLs of other chains for the same leaf (RFC 8555 §7.4.2 `Link: rel="alternate"`).
        alternates: Vec<String>,
    },
    /// The account has the new key.
    KeyChanged {
        /// The account's URL, which stays.
        url: String,
    },
    /// The certificate is revoked.
    Revoked,
    /// When to renew.
    RenewalInfo {
        /// What the server suggests.
        info: RenewalInfo,
        /// When to ask again (RFC 9773 §4.3).
        retry_after: Option<RetryAfter>,
    },
}
