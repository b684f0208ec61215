//! Certificate: what somebody wants (cert-manager.io/v1).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::distinguished_name::{CertificateSubject, OtherName};
use super::keystores::{AdditionalOutputFormat, Keystores};
use super::name_constraints::NameConstraints;
use super::reference::IssuerRef;
use super::renewal::{Renewal, RenewalPolicy};
use super::{annotations, condition_type};
use crate::clock::Timestamp;
use crate::kube::{Condition, ConditionStatus, Duration, ObjectMeta, condition};
use crate::x509::{KeyAlgorithm, KeyEncoding, Usage};

/// What somebody wants: names, an issuer, and the Secret it shall end in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Metadata.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// What is wanted.
    #[serde(default)]
    pub spec: CertificateSpec,
    /// What is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: CertificateStatus,
}

/// What is wanted (Certificate `spec`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateSpec {
    /// Subject attributes (`spec.subject`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<CertificateSubject>,
    /// The whole subject as RFC 4514 text, in place of `subject` and
    /// `commonName` (`spec.literalSubject`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal_subject: Option<String>,
    /// Common name, at most 64 characters (`spec.commonName`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_name: Option<String>,
    /// Lifetime to ask for, by default 90 days (`spec.duration`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<Duration>,
    /// How long before its end to renew, by default a third of the actual
    /// lifetime (`spec.renewBefore`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renew_before: Option<Duration>,
    /// The same in per cent of the lifetime (`spec.renewBeforePercentage`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renew_before_percentage: Option<i32>,
    /// Whether to renew at all (`spec.renewal`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<Renewal>,
    /// DNS names (`spec.dnsNames`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dns_names: Vec<String>,
    /// IP addresses (`spec.ipAddresses`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ip_addresses: Vec<String>,
    /// URIs (`spec.uris`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uris: Vec<String>,
    /// Names of other kinds, such as a user principal name (`spec.otherNames`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<OtherName>,
    /// E-mail addresses (`spec.emailAddresses`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub email_addresses: Vec<String>,
    /// The Secret for key and certificate (`spec.secretName`).
    #[serde(default)]
    pub secret_name: String,
    /// Labels and annotations for that Secret (`spec.secretTemplate`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_template: Option<SecretTemplate>,
    /// Key and certificate in the forms of other programs too (`spec.keystores`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keystores: Option<Keystores>,
    /// Who is to sign (`spec.issuerRef`).
    #[serde(default)]
    pub issuer_ref: IssuerRef,
    /// Whether the certificate may sign others (`spec.isCA`).
    #[serde(default, rename = "isCA", skip_serializing_if = "std::ops::Not::not")]
    pub is_ca: bool,
    /// What the key may be used for, by default digital signature and key
    /// encipherment (`spec.usages`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usages: Vec<Usage>,
    /// The key (`spec.privateKey`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_key: Option<SpecPrivateKey>,
    /// With which algorithm the CSR is signed, by default one that fits the key
    /// (`spec.signatureAlgorithm`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_algorithm: Option<String>,
    /// Whether the CSR carries the usages, by default yes (`spec.encodeUsagesInRequest`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encode_usages_in_request: Option<bool>,
    /// How many `CertificateRequests` to keep, by default 1 (`spec.revisionHistoryLimit`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision_history_limit: Option<i32>,
    /// Further entries of the Secret (`spec.additionalOutputFormats`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional_output_formats: Vec<AdditionalOutputFormat>,
    /// Which names a CA may certify (`spec.nameConstraints`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_constraints: Option<NameConstraints>,
}

/// Labels and annotations for the target Secret (`spec.secretTemplate`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretTemplate {
    /// Annotations (`spec.secretTemplate.annotations`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
    /// Labels (`spec.secretTemplate.labels`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

/// The key that is wanted (`spec.privateKey`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SpecPrivateKey {
    /// A new key each time, or the same (`spec.privateKey.rotationPolicy`,
    /// by default `Always` since cert-manager 1.18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rotation_policy: Option<RotationPolicy>,
    /// Form of `tls.key`, by default `PKCS1` (`spec.privateKey.encoding`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<KeyEncoding>,
    /// Algorithm, by default `RSA` (`spec.privateKey.algorithm`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<SpecAlgorithm>,
    /// Size in bits, by default 2048 for RSA and 256 for ECDSA (`spec.privateKey.size`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<i32>,
}

/// A new key each time, or the same (`spec.privateKey.rotationPolicy`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RotationPolicy {
    /// A new key for each issuance.
    #[default]
    Always,
    /// The key of the target Secret again, if it fits.
    Never,
}

/// Key algorithms (`spec.privateKey.algorithm`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpecAlgorithm {
    /// RSA.
    #[serde(rename = "RSA")]
    Rsa,
    /// ECDSA on a NIST curve.
    #[serde(rename = "ECDSA")]
    Ecdsa,
    /// Ed25519.
    Ed25519,
}

impl SpecAlgorithm {
    /// The word in manifests.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rsa => "RSA",
            Self::Ecdsa => "ECDSA",
            Self::Ed25519 => "Ed25519",
        }
    }
}

/// What is (Certificate `status`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateStatus {
    /// `Ready` and `Issuing` (`status.conditions`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// When issuing last failed; none after a success (`status.lastFailureTime`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_failure_time: Option<Timestamp>,
    /// Beginning of the current certificate (`status.notBefore`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// End of the current certificate (`status.notAfter`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_after: Option<Timestamp>,
    /// When it will be renewed (`status.renewalTime`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_time: Option<Timestamp>,
    /// How often it was issued (`status.revision`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// The Secret with the next key, while issuing (`status.nextPrivateKeySecretName`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_private_key_secret_name: Option<String>,
    /// Failures since the last success (`status.failedIssuanceAttempts`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_issuance_attempts: Option<i64>,
    /// What the ACME server suggests for the renewal (`status.acme`), kept as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acme: Option<Value>,
}

impl Certificate {
    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.metadata.namespace.as_deref().unwrap_or_default()
    }

    /// A condition.
    pub fn condition(&self, condition_type: &str) -> Option<&Condition> {
        condition(&self.status.conditions, condition_type)
    }

    /// The `Issuing` condition, if it is True.
    pub fn issuing(&self) -> Option<&Condition> {
        self.condition(condition_type::ISSUING)
            .filter(|condition| condition.status == ConditionStatus::True)
    }

    /// Whether `Ready` is True.
    pub fn is_ready(&self) -> bool {
        self.condition(condition_type::READY)
            .is_some_and(|condition| condition.status == ConditionStatus::True)
    }

    /// The message of the `Ready` condition.
    pub(crate) fn ready_message(&self) -> Option<&String> {
        self.condition(condition_type::READY)
            .map(|condition| &condition.message)
    }

    /// When its ACME server suggests to renew it
    /// (`status.acme.ari.suggestedWindow`, RFC 9773 §4.2).
    pub(crate) fn suggested_window(&self) -> Option<(Timestamp, Timestamp)> {
        let window = self.status.acme.as_ref()?.pointer("/ari/suggestedWindow")?;
        let at = |name| {
            let text = window.get(name).and_then(Value::as_str)?;
            Timestamp::parse_rfc3339(text).ok()
        };
        Some((at("start")?, at("end")?))
    }

    /// Whether it wants a placeholder until it is issued
    /// (`cert-manager.io/issue-temporary-certificate`).
    pub(crate) fn wants_placeholder(&self) -> bool {
        self.metadata.annotation(annotations::ISSUE_TEMPORARY) == Some("true")
    }

    /// The revision that the next success will have.
    pub fn next_revision(&self) -> i64 {
        self.status.revision.unwrap_or(0).saturating_add(1)
    }
}

impl CertificateSpec {
    /// Whether it is ever renewed (`spec.renewal.policy`).
    pub(crate) fn renews(&self) -> bool {
        let policy = self.renewal.as_ref().and_then(|renewal| renewal.policy);
        policy != Some(RenewalPolicy::Disabled)
    }

    /// The subject's organizations.
    pub fn organizations(&self) -> &[String] {
        self.subject
            .as_ref()
            .map_or(&[], |subject| subject.organizations.as_slice())
    }

    /// A new key each time, or the same.
    pub fn rotation_policy(&self) -> RotationPolicy {
        self.private_key
            .as_ref()
            .and_then(|key| key.rotation_policy)
            .unwrap_or_default()
    }

    /// The form of `tls.key`.
    pub fn key_encoding(&self) -> KeyEncoding {
        self.private_key
            .as_ref()
            .and_then(|key| key.encoding)
            .unwrap_or(KeyEncoding::Pkcs1)
    }

    /// The key to be made; or, in cert-manager's words, why there is no such key.
    pub fn key_algorithm(&self) -> Result<KeyAlgorithm, String> {
        let key = self.private_key.as_ref();
        let algorithm = key
            .and_then(|key| key.algorithm)
            .unwrap_or(SpecAlgorithm::Rsa);
        let size = key.and_then(|key| key.size).unwrap_or(0);
        match (algorithm, size) {
            (SpecAlgorithm::Rsa, ..=0) => Ok(KeyAlgorithm::RSA_2048),
            (SpecAlgorithm::Rsa, 1..MIN_RSA_SIZE) => Err(format!(
                "weak rsa key size specified: {size}. minimum key size: {MIN_RSA_SIZE}"
            )),
            (SpecAlgorithm::Rsa, _) => u16::try_from(size)
                .ok()
                .filter(|_| size <= MAX_RSA_SIZE)
                .map(|bits| KeyAlgorithm::Rsa { bits })
                .ok_or_else(|| {
                    format!(
                        "rsa key size specified too big: {size}. maximum key size: {MAX_RSA_SIZE}"
                    )
                }),
            (SpecAlgorithm::Ecdsa, 0 | 256) => Ok(KeyAlgorithm::EcdsaP256),
            (SpecAlgorithm::Ecdsa, 384) => Ok(KeyAlgorithm::EcdsaP384),
            (SpecAlgorithm::Ecdsa, 521) => Ok(KeyAlgorithm::EcdsaP521),
            (SpecAlgorithm::Ecdsa, _) => {
                Err(format!("unsupported ecdsa key size specified: {size}"))
            }
            (SpecAlgorithm::Ed25519, _) => Ok(KeyAlgorithm::Ed25519),
        }
    }

    /// Which fields of `spec.privateKey` a key does not meet.
    pub fn key_violations(&self, algorithm: KeyAlgorithm) -> Vec<&'static str> {
        let wanted = self.private_key.as_ref().and_then(|key| key.algorithm);
        let same_kind = match wanted.unwrap_or(SpecAlgorithm::Rsa) {
            SpecAlgorithm::Rsa => algorithm.is_rsa(),
            SpecAlgorithm::Ecdsa => algorithm.curve().is_some(),
            SpecAlgorithm::Ed25519 => algorithm == KeyAlgorithm::Ed25519,
        };
        if !same_kind {
            return vec!["spec.privateKey.algorithm"];
        }
        match self.key_algorithm() {
            Ok(wanted) if wanted == algorithm => Vec::new(),
            _ => vec!["spec.privateKey.size"],
        }
    }
}

/// Whether a status is empty, and so not printed.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// cert-manager's `MinRSAKeySize`.
pub(crate) const MIN_RSA_SIZE: i32 = 2048;

/// cert-manager's `MaxRSAKeySize`.
pub(crate) const MAX_RSA_SIZE: i32 = 8192;
