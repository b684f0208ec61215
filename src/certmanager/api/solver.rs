//! Solvers: how a name is proved to an ACME server (`spec.acme.solvers`).
//!
//! Fields stand in the order of cert-manager's Go types, since a Challenge's
//! name is a hash over them.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::encoding::json;
use crate::kube::Duration;

/// `groupName` of the lab's own webhook solver: the user publishes the record.
pub const BY_HAND_GROUP: &str = "acme.certlab.dev";
/// `solverName` of the lab's own webhook solver.
pub const BY_HAND_SOLVER: &str = "by-hand";

/// One way of proof and for what it is (`spec.acme.solvers[]`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Solver {
    /// For which names; none for all (`selector`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<Selector>,
    /// By a file on a web server (`http01`), as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http01: Option<Value>,
    /// By a TXT record (`dns01`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dns01: Option<Dns01>,
    /// How long to wait in place of the self check (`waitInsteadOfSelfCheck`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_instead_of_self_check: Option<Duration>,
}

/// For which names (`selector`); everything given must match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Selector {
    /// Labels of the Certificate (`selector.matchLabels`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub match_labels: BTreeMap<String, String>,
    /// Exact names, a wildcard with its `*.` (`selector.dnsNames`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dns_names: Vec<String>,
    /// Zones (`selector.dnsZones`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dns_zones: Vec<String>,
}

/// By a TXT record (`dns01`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dns01 {
    /// Whether to write where a CNAME points (`dns01.cnameStrategy`).
    pub cname_strategy: String,
    /// By a webhook (`dns01.webhook`); `acme.certlab.dev`/`by-hand` is the lab's own.
    pub webhook: Option<Webhook>,
    /// Any other provider, as written: the record is published by hand in this version.
    pub provider: BTreeMap<String, Value>,
}

// Not derived: `#[serde(flatten)]` compiles every type in it a second time.
impl Serialize for Dns01 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        if !self.cname_strategy.is_empty() {
            fields.serialize_entry(CNAME_STRATEGY, &self.cname_strategy)?;
        }
        if let Some(webhook) = &self.webhook {
            fields.serialize_entry(WEBHOOK, webhook)?;
        }
        for (name, provider) in &self.provider {
            fields.serialize_entry(name, provider)?;
        }
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Dns01 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut provider = BTreeMap::<String, Value>::deserialize(deserializer)?;
        let mut known = |name: &str| provider.remove(name).unwrap_or_default();
        let cname_strategy: Option<String> =
            json::from_value(known(CNAME_STRATEGY)).map_err(D::Error::custom)?;
        Ok(Self {
            cname_strategy: cname_strategy.unwrap_or_default(),
            webhook: json::from_value(known(WEBHOOK)).map_err(D::Error::custom)?,
            provider,
        })
    }
}

const CNAME_STRATEGY: &str = "cnameStrategy";
const WEBHOOK: &str = "webhook";

/// By a webhook (`dns01.webhook`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// The webhook's API group (`dns01.webhook.groupName`).
    #[serde(default)]
    pub group_name: String,
    /// The solver within it (`dns01.webhook.solverName`).
    #[serde(default)]
    pub solver_name: String,
    /// Its own configuration (`dns01.webhook.config`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<Value>,
}

impl Solver {
    /// The lab's own DNS-01 solver: the user publishes the record.
    pub fn by_hand() -> Self {
        Self {
            dns01: Some(Dns01 {
                webhook: Some(Webhook {
                    group_name: BY_HAND_GROUP.to_owned(),
                    solver_name: BY_HAND_SOLVER.to_owned(),
                    config: None,
                }),
                ..Dns01::default()
            }),
            ..Self::default()
        }
    }

    /// An HTTP-01 solver behind an Ingress of the usual class, as cert-manager's
    /// documentation begins; in the lab the user puts the file in place.
    pub fn by_web() -> Self {
        Self {
            http01: Some(serde_json::json!({"ingress": {"ingressClassName": "nginx"}})),
            ..Self::default()
        }
    }
}
