//! Order: an order at an ACME server (acme.cert-manager.io/v1).

use serde::{Deserialize, Serialize};

use super::certificate::is_default;
use super::reference::IssuerRef;
use super::state::State;
use crate::clock::Timestamp;
use crate::encoding;
use crate::kube::{Duration, ObjectMeta};

/// An order at an ACME server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Metadata.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// What is ordered.
    #[serde(default)]
    pub spec: OrderSpec,
    /// How far it got.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: OrderStatus,
}

/// What is ordered (Order `spec`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderSpec {
    /// The CSR as PEM bytes (`spec.request`).
    #[serde(default, with = "encoding::base64_bytes")]
    pub request: Vec<u8>,
    /// Whose ACME account (`spec.issuerRef`).
    #[serde(default)]
    pub issuer_ref: IssuerRef,
    /// The CSR's common name (`spec.commonName`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub common_name: String,
    /// The CSR's DNS names (`spec.dnsNames`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dns_names: Vec<String>,
    /// The CSR's IP addresses (`spec.ipAddresses`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ip_addresses: Vec<String>,
    /// Lifetime to ask for (`spec.duration`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
    /// The ACME profile (`spec.profile`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub profile: String,
    /// The certificate that this one replaces (RFC 9773 §4.1, `spec.replaces`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub replaces: String,
}

/// How far it got (Order `status`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderStatus {
    /// The order's URL (`status.url`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Where the CSR goes (`status.finalizeURL`).
    #[serde(
        default,
        rename = "finalizeURL",
        skip_serializing_if = "String::is_empty"
    )]
    pub finalize_url: String,
    /// The proofs that the server asks for (`status.authorizations`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authorizations: Vec<OrderAuthorization>,
    /// The chain as PEM bytes (`status.certificate`).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "encoding::base64_option"
    )]
    pub certificate: Option<Vec<u8>>,
    /// State; none before the order exists (`status.state`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Why (`status.reason`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// When it failed for good (`status.failureTime`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure_time: Option<Timestamp>,
}

/// One proof that the server asks for (`status.authorizations[]`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderAuthorization {
    /// The authorization's URL (`url`).
    #[serde(default)]
    pub url: String,
    /// The name, without `*.` (`identifier`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub identifier: String,
    /// Whether it is for `*.` of the name (`wildcard`); none before it was fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wildcard: Option<bool>,
    /// Its state when first seen: `valid` needs no Challenge (`initialState`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_state: Option<State>,
    /// The ways of proof offered (`challenges`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub challenges: Vec<OrderChallenge>,
}

/// One way of proof (`status.authorizations[].challenges[]`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderChallenge {
    /// The challenge's URL (`url`).
    #[serde(default)]
    pub url: String,
    /// Its token (`token`).
    #[serde(default)]
    pub token: String,
    /// Its type, as the server writes it: `dns-01` (`type`).
    #[serde(default, rename = "type")]
    pub challenge_type: String,
}

impl Order {
    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.metadata.namespace.as_deref().unwrap_or_default()
    }

    /// The state's word, empty before the order exists.
    pub fn state_word(&self) -> &str {
        self.status.state.as_ref().map_or("", State::as_str)
    }
}
