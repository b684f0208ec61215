//! What a client can ask of a server, and what it learns.

use serde::{Deserialize, Serialize};

use super::RetryAfter;
use crate::acme::wire::{Account, Authorization, Challenge, Directory, Identifier, Order};
use crate::encoding;

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
    },
    /// Begin an order (RFC 8555 §7.4).
    NewOrder {
        /// The names to certify.
        identifiers: Vec<Identifier>,
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
}

impl Operation {
    /// A short English name for transcripts.
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
            Self::NewOrder { .. } => "newOrder",
            Self::Order { .. } => "order",
            Self::Authorization { .. } => "authorization",
            Self::Accept { .. } => "challenge",
            Self::Finalize { .. } => "finalize",
            Self::Certificate { .. } => "certificate",
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
}
