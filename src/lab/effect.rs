//! What a lab wants from outside, and what comes back.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::tamper::Tampering;
use crate::ca::CaChange;
use crate::certmanager::api::KeyId;
use crate::certmanager::controller::Custody;
use crate::http::{HttpRequest, HttpResult};
use crate::kube::ObjectKey;
use crate::x509::{KeyAlgorithm, PublicKey, Signature, SignatureAlgorithm};

/// Numbers effects in the order in which they were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EffectId(pub u64);

impl fmt::Display for EffectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a request leaves the lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
    /// A step of an ACME operation for an issuer.
    Acme {
        /// Issuer or `ClusterIssuer`.
        issuer: ObjectKey,
        /// The object whose controller asked: Issuer, Order or Challenge.
        object: ObjectKey,
        /// RFC 8555's name of the operation, such as `newOrder`.
        operation: String,
        /// Sent again by hand, and what was done to it before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tampered: Option<Tampering>,
    },
    /// A request to Vault.
    Vault {
        /// Issuer or `ClusterIssuer`.
        issuer: ObjectKey,
        /// The object whose controller asked: Issuer or `CertificateRequest`.
        object: ObjectKey,
        /// `login`, `health` or `sign`.
        operation: String,
    },
    /// A request to Venafi.
    Venafi {
        /// Issuer or `ClusterIssuer`.
        issuer: ObjectKey,
        /// The object whose controller asked: Issuer or `CertificateRequest`.
        object: ObjectKey,
        /// What for, such as `request` or `retrieve`.
        operation: String,
    },
    /// The self check of a DNS-01 challenge.
    Dns {
        /// The Challenge.
        challenge: ObjectKey,
        /// The resolver's name.
        resolver: String,
    },
    /// The self check of an HTTP-01 challenge.
    Web {
        /// The Challenge.
        challenge: ObjectKey,
    },
    /// Looking whether a URL is a usable ACME directory.
    Probe {
        /// The URL under test.
        url: String,
    },
}

impl Purpose {
    /// The object on the stage that the request belongs to.
    pub const fn object(&self) -> Option<&ObjectKey> {
        match self {
            Self::Acme { object, .. }
            | Self::Vault { object, .. }
            | Self::Venafi { object, .. } => Some(object),
            Self::Dns { challenge, .. } | Self::Web { challenge } => Some(challenge),
            Self::Probe { .. } => None,
        }
    }
}

/// Something that only the outside can do.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// Carry an HTTP request.
    Http {
        /// Goes back in the answer.
        id: EffectId,
        /// The request.
        request: HttpRequest,
        /// What it is for.
        purpose: Purpose,
    },
    /// Make a key pair, keep the private half, return the public one. If the
    /// key exists already, return its public half: the effect may be asked again.
    GenerateKey {
        /// Goes back in the answer.
        id: EffectId,
        /// The name under which the key is kept.
        key: KeyId,
        /// What kind of key.
        algorithm: KeyAlgorithm,
        /// What may leave.
        custody: Custody,
    },
    /// Sign with a kept key.
    Sign {
        /// Goes back in the answer.
        id: EffectId,
        /// The key.
        key: KeyId,
        /// In which way.
        algorithm: SignatureAlgorithm,
        /// The message (not its hash).
        message: Vec<u8>,
    },
    /// Put a TXT record into the practice zone; no answer.
    Publish {
        /// Owner name.
        name: String,
        /// The text.
        value: String,
        /// Time to live in seconds.
        ttl_secs: u32,
    },
    /// Put a file into the practice web root, or take it out (`None`); no answer.
    Serve {
        /// Its address (`http://` and on).
        url: String,
        /// What is in it.
        content: Option<String>,
    },
    /// Change how the practice CA behaves; no answer.
    ChangeCa {
        /// The change.
        change: CaChange,
    },
    /// Take a TXT record out of the practice zone; no answer.
    Unpublish {
        /// Owner name.
        name: String,
        /// The text.
        value: String,
    },
}

/// What came of an effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Answer {
    /// Of [`Effect::Http`].
    Http(HttpResult),
    /// Of [`Effect::GenerateKey`].
    KeyGenerated(PublicKey),
    /// Of [`Effect::Sign`].
    Signed(Signature),
    /// The key is not in the key store, or could not be made or used.
    KeyUnavailable(String),
}
