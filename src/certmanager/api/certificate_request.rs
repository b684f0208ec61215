//! `CertificateRequest`: one request for one signature (cert-manager.io/v1).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::certificate::is_default;
use super::condition_type;
use super::reference::IssuerRef;
use crate::clock::Timestamp;
use crate::encoding;
use crate::kube::{Condition, ConditionStatus, Duration, ObjectMeta, condition};
use crate::x509::Usage;

/// One request for one signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateRequest {
    /// Metadata.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// What is asked; immutable.
    #[serde(default)]
    pub spec: CertificateRequestSpec,
    /// What came of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: CertificateRequestStatus,
}

/// What is asked (`CertificateRequest` `spec`); immutable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRequestSpec {
    /// Lifetime to ask for (`spec.duration`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
    /// Who is to sign (`spec.issuerRef`).
    #[serde(default)]
    pub issuer_ref: IssuerRef,
    /// The CSR as PEM bytes (`spec.request`).
    #[serde(default, with = "encoding::base64_bytes")]
    pub request: Vec<u8>,
    /// Whether a CA certificate is asked for (`spec.isCA`).
    #[serde(default, rename = "isCA", skip_serializing_if = "std::ops::Not::not")]
    pub is_ca: bool,
    /// What the key may be used for (`spec.usages`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usages: Vec<Usage>,
    /// Who created it, stamped by the webhook (`spec.username`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub username: String,
    /// That user's uid (`spec.uid`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uid: String,
    /// That user's groups (`spec.groups`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// What else is known of that user (`spec.extra`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, Vec<String>>,
}

/// What came of it (`CertificateRequest` `status`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRequestStatus {
    /// `Approved`, `Denied`, `Ready`, `InvalidRequest` (`status.conditions`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// The certificate and its chain as PEM bytes (`status.certificate`).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "encoding::base64_option"
    )]
    pub certificate: Option<Vec<u8>>,
    /// The CA as PEM bytes (`status.ca`).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "encoding::base64_option"
    )]
    pub ca: Option<Vec<u8>>,
    /// When it failed for good (`status.failureTime`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure_time: Option<Timestamp>,
}

/// Reasons of the `Ready` condition.
pub(crate) mod reason {
    /// Waits; will be tried again.
    pub(crate) const PENDING: &str = "Pending";
    /// Failed for good.
    pub(crate) const FAILED: &str = "Failed";
    /// Signed.
    pub(crate) const ISSUED: &str = "Issued";
    /// Refused by an approver.
    pub(crate) const DENIED: &str = "Denied";
}

impl CertificateRequest {
    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.metadata.namespace.as_deref().unwrap_or_default()
    }

    /// A condition.
    pub fn condition(&self, condition_type: &str) -> Option<&Condition> {
        condition(&self.status.conditions, condition_type)
    }

    /// Whether a condition is True.
    pub fn is(&self, condition_type: &str) -> bool {
        self.condition(condition_type)
            .is_some_and(|condition| condition.status == ConditionStatus::True)
    }

    /// The reason of the `Ready` condition; empty without one.
    pub fn ready_reason(&self) -> &str {
        self.condition(condition_type::READY)
            .map_or("", |condition| condition.reason.as_str())
    }

    /// The revision that it is for, if its annotation is a number.
    pub fn revision(&self) -> Option<i64> {
        self.metadata
            .annotation(super::annotations::REVISION)?
            .parse()
            .ok()
    }

    /// The CSR as text.
    pub fn request_pem(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.spec.request)
    }
}
