//! Ingress: a web server's front door (networking.k8s.io/v1), as far as
//! cert-manager's ingress-shim reads it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kube::ObjectMeta;

/// A web server's front door.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingress {
    /// Metadata; cert-manager's annotations ask for a Certificate.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// Which hosts, and with which Secrets.
    #[serde(default)]
    pub spec: IngressSpec,
    /// The ingress controller's own words, kept as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Value>,
}

/// Which hosts, and with which Secrets (Ingress `spec`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IngressSpec {
    /// Who serves it (`spec.ingressClassName`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ingress_class_name: Option<String>,
    /// Where everything else goes (`spec.defaultBackend`), kept as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_backend: Option<Value>,
    /// Hosts by Secret (`spec.tls`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tls: Vec<IngressTls>,
    /// Paths by host (`spec.rules`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<IngressRule>,
}

/// Hosts of one Secret (`spec.tls[]`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IngressTls {
    /// The names of the certificate (`hosts`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<String>,
    /// The Secret (`secretName`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub secret_name: String,
}

/// Paths of one host (`spec.rules[]`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngressRule {
    /// The host (`host`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub host: String,
    /// Its paths (`http`), kept as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Value>,
}

impl Ingress {
    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.metadata.namespace.as_deref().unwrap_or_default()
    }
}
