//! Which object: kind, namespace and name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The kinds that the lab's API server keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// What somebody wants (cert-manager.io/v1 Certificate).
    Certificate,
    /// One request for one signature (cert-manager.io/v1 `CertificateRequest`).
    CertificateRequest,
    /// Who signs, within one namespace (cert-manager.io/v1 Issuer).
    Issuer,
    /// Who signs, for every namespace (cert-manager.io/v1 `ClusterIssuer`).
    ClusterIssuer,
    /// An order at an ACME server (acme.cert-manager.io/v1 Order).
    Order,
    /// The proof of control over one name (acme.cert-manager.io/v1 Challenge).
    Challenge,
    /// Where keys and certificates are kept (v1 Secret).
    Secret,
    /// A web server's front door, which may ask for a Certificate (networking.k8s.io/v1 Ingress).
    Ingress,
}

/// A kind that the lab does not keep.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("no matches for kind {kind:?}")]
pub struct UnknownKind {
    /// What was asked for.
    pub kind: String,
}

impl Kind {
    /// Every kind, in the order in which a certificate's story meets them.
    pub const ALL: [Self; 8] = [
        Self::Issuer,
        Self::ClusterIssuer,
        Self::Certificate,
        Self::CertificateRequest,
        Self::Order,
        Self::Challenge,
        Self::Secret,
        Self::Ingress,
    ];

    /// The name in manifests and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificate => "Certificate",
            Self::CertificateRequest => "CertificateRequest",
            Self::Issuer => "Issuer",
            Self::ClusterIssuer => "ClusterIssuer",
            Self::Order => "Order",
            Self::Challenge => "Challenge",
            Self::Secret => "Secret",
            Self::Ingress => "Ingress",
        }
    }

    /// The resource name, as in URLs and in `secrets "x" not found`.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Certificate => "certificates",
            Self::CertificateRequest => "certificaterequests",
            Self::Issuer => "issuers",
            Self::ClusterIssuer => "clusterissuers",
            Self::Order => "orders",
            Self::Challenge => "challenges",
            Self::Secret => "secrets",
            Self::Ingress => "ingresses",
        }
    }

    /// The manifest's `apiVersion`.
    pub const fn api_version(self) -> &'static str {
        match self {
            Self::Certificate | Self::CertificateRequest | Self::Issuer | Self::ClusterIssuer => {
                "cert-manager.io/v1"
            }
            Self::Order | Self::Challenge => "acme.cert-manager.io/v1",
            Self::Secret => "v1",
            Self::Ingress => "networking.k8s.io/v1",
        }
    }

    /// Whether its objects live in a namespace.
    pub const fn is_namespaced(self) -> bool {
        !matches!(self, Self::ClusterIssuer)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownKind {
                kind: text.to_owned(),
            })
    }
}

/// Which object: kind, namespace (none for cluster-wide kinds) and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectKey {
    /// Kind.
    pub kind: Kind,
    /// Namespace; none for a cluster-wide kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Name.
    pub name: String,
}

impl ObjectKey {
    /// The key of a namespaced object; the namespace is dropped for a cluster-wide kind.
    pub fn new(kind: Kind, namespace: &str, name: &str) -> Self {
        Self {
            kind,
            namespace: kind.is_namespaced().then(|| namespace.to_owned()),
            name: name.to_owned(),
        }
    }

    /// The key of a cluster-wide object.
    pub fn cluster(kind: Kind, name: &str) -> Self {
        Self {
            kind,
            namespace: None,
            name: name.to_owned(),
        }
    }

    /// The namespace, empty for a cluster-wide object.
    pub fn namespace(&self) -> &str {
        self.namespace.as_deref().unwrap_or_default()
    }

    /// The key of another object in the same namespace.
    #[must_use]
    pub fn sibling(&self, kind: Kind, name: &str) -> Self {
        Self::new(kind, self.namespace(), name)
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{namespace}/{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_namespace_slash_name_and_cluster_wide_as_name() {
        assert_eq!(
            ObjectKey::new(Kind::Order, "default", "www-1").to_string(),
            "default/www-1"
        );
        assert_eq!(
            ObjectKey::new(Kind::ClusterIssuer, "default", "le").to_string(),
            "le"
        );
    }

    #[test]
    fn every_kind_is_read_back_from_its_name() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("Pod".parse::<Kind>().is_err());
    }
}
