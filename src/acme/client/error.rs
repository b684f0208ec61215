//! Why an operation failed.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::acme::jose;
use crate::acme::problem::Problem;
use crate::acme::retry_after::RetryAfter;
use crate::http::HttpFailure;

/// Why an operation failed.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Error {
    /// The server refused, and said why (RFC 8555 §6.7).
    #[error("{0}")]
    Problem(Box<Problem>),
    /// The server refused, and said from when on it may be asked again (RFC 8555 §6.6).
    #[error("{refusal}")]
    Later {
        /// What it said besides.
        refusal: Box<Self>,
        /// From when on.
        retry_after: RetryAfter,
    },
    /// No answer could be read.
    #[error("{0}")]
    Http(HttpFailure),
    /// The server, or something before it, refused without a problem document.
    #[error("{status}: the answer holds no problem document")]
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The directory URL answers with something else (RFC 8555 §7.1.1).
    #[error("this URL does not answer with an ACME directory")]
    NotADirectory,
    /// The answer is not what the RFC says it is.
    #[error("the server's {what} could not be understood")]
    Malformed {
        /// What was asked for.
        what: Part,
    },
    /// The answer is larger than any sensible one.
    #[error("the server's {what} has {octets} octets, too many to be true")]
    TooLarge {
        /// What was asked for.
        what: Part,
        /// How large it is.
        octets: usize,
    },
    /// The server sends no nonce, or does not let web pages see it (RFC 8555 §6.5.1).
    #[error("the Replay-Nonce header field is missing or hidden from web pages (CORS)")]
    NonceUnreadable,
    /// Nonces were refused ten times in a row; worth another try later (RFC 8555 §6.5).
    #[error("{0}")]
    BadNonceLimit(Box<Problem>),
    /// A header field that the RFC demands is missing, or hidden from web pages.
    #[error("the header field {name} is missing or hidden from web pages (CORS)")]
    MissingHeader {
        /// The field's name in lower case.
        name: String,
    },
    /// The directory lists no such resource: the server does not offer it (RFC 8555 §7.1.1).
    #[error("the server's directory has no {resource}")]
    Unsupported {
        /// The directory's member.
        resource: String,
    },
    /// The directory lists no profiles at all (draft-ietf-acme-profiles §3).
    #[error("acme: certificate authority does not support profiles")]
    ProfilesUnsupported,
    /// The directory lists profiles, but not this one (draft-ietf-acme-profiles §3).
    #[error("acme: certificate authority does not advertise a profile with name {name}")]
    ProfileUnknown {
        /// The profile asked for.
        name: String,
    },
    /// The account key is of a kind that cannot sign ACME requests.
    #[error("{0}")]
    AccountKey(jose::Error),
    /// The input was not what the job waits for.
    #[error("the job was given an input that it does not wait for")]
    OutOfTurn,
}

impl Error {
    /// Whether the same operation may succeed later with nothing changed.
    pub fn transient(&self) -> bool {
        match self {
            Self::Http(_) | Self::BadNonceLimit(_) => true,
            Self::Later { refusal, .. } => refusal.transient(),
            Self::Problem(_) | Self::Status { .. } => self.status().is_some_and(|code| code >= 500),
            _ => false,
        }
    }

    /// Whether the server said that the request itself is at fault: what
    /// cert-manager does not try again (behaviour doc 5.1, 5.4).
    pub fn is_acme_4xx(&self) -> bool {
        self.status().is_some_and(|code| (400..500).contains(&code))
    }

    /// The HTTP status of a refusal.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(problem) => problem.status,
            Self::Status { status } => Some(*status),
            Self::Later { refusal, .. } => refusal.status(),
            _ => None,
        }
    }

    /// The problem document, if the server sent one.
    pub const fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) | Self::BadNonceLimit(problem) => Some(problem),
            Self::Later { refusal, .. } => refusal.problem(),
            _ => None,
        }
    }

    /// From when on the server may be asked again, if it said so.
    pub const fn retry_after(&self) -> Option<RetryAfter> {
        match self {
            Self::Later { retry_after, .. } => Some(*retry_after),
            _ => None,
        }
    }

    /// Whether the profile asked for is not to be had here.
    pub const fn is_about_profile(&self) -> bool {
        matches!(
            self,
            Self::ProfilesUnsupported | Self::ProfileUnknown { .. }
        )
    }

    /// A stable name, for texts in several languages.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Problem(_) => "problem",
            Self::Later { .. } => "later",
            Self::Http(HttpFailure::Blocked) => "blocked",
            Self::Http(_) => "unreachable",
            Self::Status { .. } => "status",
            Self::NotADirectory => "not-a-directory",
            Self::Malformed { .. } => "malformed",
            Self::TooLarge { .. } => "too-large",
            Self::NonceUnreadable => "nonce-unreadable",
            Self::BadNonceLimit(_) => "bad-nonce-limit",
            Self::MissingHeader { .. } => "missing-header",
            Self::Unsupported { .. } => "unsupported",
            Self::ProfilesUnsupported => "profiles-unsupported",
            Self::ProfileUnknown { .. } => "profile-unknown",
            Self::AccountKey(_) => "account-key",
            Self::OutOfTurn => "out-of-turn",
        }
    }
}

/// The part of the protocol that an answer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Part {
    /// The directory (RFC 8555 §7.1.1).
    Directory,
    /// A nonce (RFC 8555 §7.2).
    Nonce,
    /// An account (RFC 8555 §7.1.2).
    Account,
    /// An account's list of orders (RFC 8555 §7.1.2.1).
    OrderList,
    /// An order (RFC 8555 §7.1.3).
    Order,
    /// An authorization (RFC 8555 §7.1.4).
    Authorization,
    /// A challenge (RFC 8555 §7.1.5).
    Challenge,
    /// A certificate chain (RFC 8555 §7.4.2).
    CertificateChain,
    /// A revocation (RFC 8555 §7.6).
    Revocation,
    /// Renewal information (RFC 9773 §4.2).
    RenewalInfo,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Directory => "directory",
            Self::Nonce => "nonce",
            Self::Account => "account",
            Self::OrderList => "list of orders",
            Self::Order => "order",
            Self::Authorization => "authorization",
            Self::Challenge => "challenge",
            Self::CertificateChain => "certificate chain",
            Self::Revocation => "revocation",
            Self::RenewalInfo => "renewal information",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme::problem::ProblemType;
    use crate::clock::Timestamp;

    #[test]
    fn failures_are_sorted_into_later_never_and_not_my_fault() {
        let problem = |status| Problem::new(ProblemType::RateLimited, status, "x");
        for (error, transient, acme_4xx) in [
            (Error::Problem(Box::new(problem(429))), false, true),
            (Error::Problem(Box::new(problem(503))), true, false),
            (Error::Status { status: 404 }, false, true),
            (Error::Status { status: 502 }, true, false),
            (Error::Http(HttpFailure::Unreachable), true, false),
            (
                Error::Later {
                    refusal: Box::new(Error::Problem(Box::new(problem(429)))),
                    retry_after: RetryAfter::at(Timestamp::default()),
                },
                false,
                true,
            ),
            (Error::BadNonceLimit(Box::new(problem(400))), true, false),
            (Error::NonceUnreadable, false, false),
            (Error::NotADirectory, false, false),
        ] {
            assert_eq!(error.transient(), transient, "{error:?}");
            assert_eq!(error.is_acme_4xx(), acme_4xx, "{error:?}");
        }
    }
}
