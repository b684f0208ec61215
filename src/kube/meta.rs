//! What every object carries: name, identity, labels, owners.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::key::Kind;
use crate::clock::Timestamp;

/// An object's metadata (metav1.ObjectMeta).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectMeta {
    /// Name, unique for the kind within the namespace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Beginning of a name that the writer completes with random characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub generate_name: String,
    /// Namespace; none for cluster-wide kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Identity, given at creation: two objects of one name, one after the other, differ in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uid: String,
    /// Number of the last write.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub resource_version: String,
    /// Number of the spec's version.
    #[serde(default, skip_serializing_if = "is_default")]
    pub generation: i64,
    /// When it was created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creation_timestamp: Option<Timestamp>,
    /// When its deletion was asked for, while finalizers hold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletion_timestamp: Option<Timestamp>,
    /// Labels.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
    /// Annotations.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
    /// The objects without which this one is garbage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owner_references: Vec<OwnerReference>,
    /// Who must still clean up before it goes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub finalizers: Vec<String>,
    /// Who wrote which field; `kubectl` does not show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub managed_fields: Vec<Value>,
}

impl ObjectMeta {
    /// Metadata of a new object with a name.
    pub fn named(namespace: &str, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            namespace: (!namespace.is_empty()).then(|| namespace.to_owned()),
            ..Self::default()
        }
    }

    /// An annotation's value.
    pub fn annotation(&self, name: &str) -> Option<&str> {
        self.annotations.get(name).map(String::as_str)
    }

    /// The owner that controls it, if any.
    pub fn controller(&self) -> Option<&OwnerReference> {
        self.owner_references.iter().find(|owner| owner.controller)
    }

    /// Whether the object with this uid controls it.
    pub fn is_controlled_by(&self, uid: &str) -> bool {
        self.controller().is_some_and(|owner| owner.uid == uid)
    }

    /// Whether its deletion was asked for.
    pub const fn is_being_deleted(&self) -> bool {
        self.deletion_timestamp.is_some()
    }
}

/// A reference to an owner (metav1.OwnerReference).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerReference {
    /// The owner's apiVersion.
    pub api_version: String,
    /// The owner's kind.
    pub kind: String,
    /// The owner's name.
    pub name: String,
    /// The owner's uid.
    pub uid: String,
    /// Whether the owner manages this object.
    #[serde(default, skip_serializing_if = "is_default")]
    pub controller: bool,
    /// Whether the owner's foreground deletion waits for this object.
    #[serde(default, skip_serializing_if = "is_default")]
    pub block_owner_deletion: bool,
}

impl OwnerReference {
    /// A controller reference, as cert-manager writes it on what it creates.
    pub fn controlling(kind: Kind, owner: &ObjectMeta) -> Self {
        Self {
            api_version: kind.api_version().to_owned(),
            kind: kind.as_str().to_owned(),
            name: owner.name.clone(),
            uid: owner.uid.clone(),
            controller: true,
            block_owner_deletion: true,
        }
    }
}

/// Whether a field is as it would be if it had not been written.
fn is_default<T: Default + PartialEq>(field: &T) -> bool {
    *field == T::default()
}
