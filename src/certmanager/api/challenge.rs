//! Challenge: the proof of control over one name (acme.cert-manager.io/v1).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::certificate::is_default;
use super::reference::IssuerRef;
use super::solver::Solver;
use super::state::State;
use crate::acme;
use crate::clock::Timestamp;
use crate::kube::ObjectMeta;

/// The proof of control over one name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// Metadata.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// What is to be proved, and how; immutable.
    #[serde(default)]
    pub spec: ChallengeSpec,
    /// How far it got.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: ChallengeStatus,
}

/// What is to be proved, and how (Challenge `spec`); immutable.
///
/// The order of the fields is that of cert-manager's Go type: the Challenge's
/// name is a hash over them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChallengeSpec {
    /// The challenge's URL (`spec.url`).
    #[serde(default)]
    pub url: String,
    /// The authorization's URL (`spec.authorizationURL`).
    #[serde(default, rename = "authorizationURL")]
    pub authorization_url: String,
    /// The name, without `*.` (`spec.dnsName`).
    #[serde(default)]
    pub dns_name: String,
    /// Whether it is for `*.` of the name (`spec.wildcard`).
    #[serde(default)]
    pub wildcard: bool,
    /// How (`spec.type`).
    #[serde(default, rename = "type")]
    pub challenge_type: ChallengeType,
    /// The server's token (`spec.token`).
    #[serde(default)]
    pub token: String,
    /// What must be found: the TXT value, or the file's content (`spec.key`).
    #[serde(default)]
    pub key: String,
    /// By which solver (`spec.solver`).
    #[serde(default)]
    pub solver: Solver,
    /// Whose ACME account (`spec.issuerRef`).
    #[serde(default)]
    pub issuer_ref: IssuerRef,
}

/// How a name is proved (`spec.type`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ChallengeType {
    /// By a TXT record.
    #[default]
    #[serde(rename = "DNS-01")]
    Dns01,
    /// By a file on a web server.
    #[serde(rename = "HTTP-01")]
    Http01,
}

impl fmt::Display for ChallengeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dns01 => "DNS-01",
            Self::Http01 => "HTTP-01",
        })
    }
}

/// How far it got (Challenge `status`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChallengeStatus {
    /// Whether the scheduler let it begin (`status.processing`).
    #[serde(default)]
    pub processing: bool,
    /// Whether the solver did its part (`status.presented`).
    #[serde(default)]
    pub presented: bool,
    /// When it did (`status.presentedAt`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presented_at: Option<Timestamp>,
    /// What it waits for, or what went wrong (`status.reason`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// State; none before it was first looked at (`status.state`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
}

impl Challenge {
    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.metadata.namespace.as_deref().unwrap_or_default()
    }

    /// Whether nothing more will come of it.
    pub fn is_final(&self) -> bool {
        self.status.state.as_ref().is_some_and(State::is_final)
    }

    /// The TXT record's owner name, without a trailing dot (RFC 8555 §8.4).
    pub fn record_name(&self) -> String {
        acme::challenge::dns01_record_name(&self.spec.dns_name)
    }

    /// The file's path on the web server (RFC 8555 §8.3).
    pub fn file_path(&self) -> String {
        format!("/.well-known/acme-challenge/{}", self.spec.token)
    }

    /// The file's address, always of plain HTTP (RFC 8555 §8.3).
    pub fn file_url(&self) -> String {
        format!("http://{}{}", self.spec.dns_name, self.file_path())
    }
}
