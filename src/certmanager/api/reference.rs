//! References from one object to another.

use serde::{Deserialize, Serialize};

use crate::kube::{Kind, ObjectKey};

/// Who is to sign (`issuerRef`).
///
/// Kind and group stay as the user wrote them, since names are hashed from
/// them; empty means `Issuer` and `cert-manager.io`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerRef {
    /// Name (`issuerRef.name`).
    #[serde(default)]
    pub name: String,
    /// Kind (`issuerRef.kind`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Group (`issuerRef.group`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
}

/// The group of cert-manager's own issuers.
pub(crate) const GROUP: &str = "cert-manager.io";

impl IssuerRef {
    /// The kind, by default `Issuer`.
    pub fn kind(&self) -> &str {
        if self.kind.is_empty() {
            "Issuer"
        } else {
            &self.kind
        }
    }

    /// The group, by default `cert-manager.io`.
    pub fn group(&self) -> &str {
        if self.group.is_empty() {
            GROUP
        } else {
            &self.group
        }
    }

    /// The issuer's key, seen from a namespace; none for an external issuer.
    pub fn key(&self, namespace: &str) -> Option<ObjectKey> {
        let kind = match self.kind() {
            "Issuer" => Kind::Issuer,
            "ClusterIssuer" => Kind::ClusterIssuer,
            _ => return None,
        };
        (self.group() == GROUP).then(|| ObjectKey::new(kind, namespace, &self.name))
    }

    /// Whether both mean the same issuer, defaults considered.
    pub fn is_same(&self, other: &Self) -> bool {
        self.name == other.name && self.kind() == other.kind() && self.group() == other.group()
    }
}

/// An object by name only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRef {
    /// Its name.
    #[serde(default)]
    pub name: String,
}

/// A service account whose token is asked for (`serviceAccountRef`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceAccountRef {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// For whom the token is, beside the issuer itself (`audiences`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
}

/// One entry of a Secret (`secretKeySelector`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretKeySelector {
    /// The Secret's name.
    #[serde(default)]
    pub name: String,
    /// The entry; each use has its own default.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
}
