//! Issuer and `ClusterIssuer`: who signs (cert-manager.io/v1).

use serde::{Deserialize, Serialize};

use super::certificate::is_default;
use super::condition_type;
use super::reference::SecretKeySelector;
use super::secret::TLS_KEY;
use super::solver::Solver;
use super::vault::VaultIssuer;
use super::venafi::VenafiIssuer;
use crate::encoding;
use crate::kube::{Condition, ConditionStatus, ObjectMeta, condition};

/// Who signs: an Issuer, or, under the other kind, a `ClusterIssuer`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    /// Metadata.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// How it signs.
    #[serde(default)]
    pub spec: IssuerSpec,
    /// Whether it can.
    #[serde(default, skip_serializing_if = "is_default")]
    pub status: IssuerStatus,
}

/// How it signs: exactly one of these (Issuer `spec`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssuerSpec {
    /// By an ACME server (`spec.acme`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acme: Option<AcmeIssuer>,
    /// With a CA key in a Secret (`spec.ca`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca: Option<CaIssuer>,
    /// By `HashiCorp` Vault (`spec.vault`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vault: Option<VaultIssuer>,
    /// With the certificate's own key (`spec.selfSigned`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_signed: Option<SelfSignedIssuer>,
    /// By Venafi, now `CyberArk` (`spec.venafi`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venafi: Option<VenafiIssuer>,
}

/// With the certificate's own key (`spec.selfSigned`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SelfSignedIssuer {
    /// URLs of the CRL to write into certificates (`spec.selfSigned.crlDistributionPoints`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crl_distribution_points: Vec<String>,
}

/// With a CA key in a Secret (`spec.ca`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaIssuer {
    /// The Secret with the CA's key and certificate (`spec.ca.secretName`).
    #[serde(default)]
    pub secret_name: String,
    /// URLs of the CRL to write into certificates (`spec.ca.crlDistributionPoints`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub crl_distribution_points: Vec<String>,
    /// URLs of OCSP responders (`spec.ca.ocspServers`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ocsp_servers: Vec<String>,
    /// URLs of the CA's own certificate (`spec.ca.issuingCertificateURLs`).
    #[serde(
        default,
        rename = "issuingCertificateURLs",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub issuing_certificate_urls: Vec<String>,
}

/// By an ACME server (`spec.acme`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcmeIssuer {
    /// Contact address (`spec.acme.email`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Directory URL (`spec.acme.server`).
    #[serde(default)]
    pub server: String,
    /// Common name of the root to prefer (`spec.acme.preferredChain`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub preferred_chain: String,
    /// The server's own CA, as PEM (`spec.acme.caBundle`).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "encoding::base64_option"
    )]
    pub ca_bundle: Option<Vec<u8>>,
    /// Whether to trust any server (`spec.acme.skipTLSVerify`): a page cannot.
    #[serde(
        default,
        rename = "skipTLSVerify",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub skip_tls_verify: bool,
    /// An account that the CA knows already (`spec.acme.externalAccountBinding`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_account_binding: Option<ExternalAccountBinding>,
    /// The Secret with the account key (`spec.acme.privateKeySecretRef`).
    #[serde(default)]
    pub private_key_secret_ref: SecretKeySelector,
    /// How names are proved (`spec.acme.solvers`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub solvers: Vec<Solver>,
    /// Whether the account key must exist already (`spec.acme.disableAccountKeyGeneration`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disable_account_key_generation: bool,
    /// Whether to ask for the Certificate's duration (`spec.acme.enableDurationFeature`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub enable_duration_feature: bool,
    /// The ACME profile (`spec.acme.profile`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub profile: String,
    /// Whom to ask when to renew, by default `ARI` (`spec.acme.renewalInformationSource`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_information_source: Option<String>,
}

/// An account that the CA knows already (`spec.acme.externalAccountBinding`, RFC 8555 §7.3.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExternalAccountBinding {
    /// The CA's name for it (`keyID`).
    #[serde(default, rename = "keyID")]
    pub key_id: String,
    /// The Secret with the MAC key as base64url (`keySecretRef`).
    #[serde(default)]
    pub key_secret_ref: SecretKeySelector,
    /// No longer heard: always HS256 (`keyAlgorithm`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_algorithm: Option<String>,
}

/// Whether it can sign (Issuer `status`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuerStatus {
    /// `Ready` (`status.conditions`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// The account at the ACME server (`status.acme`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acme: Option<AcmeIssuerStatus>,
}

/// The account at the ACME server (`status.acme`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcmeIssuerStatus {
    /// The account's URL (`status.acme.uri`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uri: String,
    /// The contact address it was last registered with (`status.acme.lastRegisteredEmail`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_registered_email: String,
    /// Base64 of the SHA-256 of the account key (`status.acme.lastPrivateKeyHash`).
    ///
    /// cert-manager hashes the private key's PKCS #1 form. The lab's account
    /// keys never leave their key store, so it hashes the public key's SPKI.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_private_key_hash: String,
}

/// Which of the five kinds of issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerType {
    /// An ACME server.
    Acme,
    /// A CA key in a Secret.
    Ca,
    /// The certificate's own key.
    SelfSigned,
    /// `HashiCorp` Vault.
    Vault,
    /// Venafi.
    Venafi,
}

impl AcmeIssuer {
    /// The entry of the account key in its Secret.
    pub fn key_entry(&self) -> &str {
        match self.private_key_secret_ref.key.as_str() {
            "" => TLS_KEY,
            key => key,
        }
    }
}

impl Issuer {
    /// A condition.
    pub fn condition(&self, condition_type: &str) -> Option<&Condition> {
        condition(&self.status.conditions, condition_type)
    }

    /// Whether `Ready` is True.
    pub fn is_ready(&self) -> bool {
        self.condition(condition_type::READY)
            .is_some_and(|condition| condition.status == ConditionStatus::True)
    }

    /// Which kind of issuer; none if the spec names none.
    pub const fn issuer_type(&self) -> Option<IssuerType> {
        if self.spec.acme.is_some() {
            Some(IssuerType::Acme)
        } else if self.spec.ca.is_some() {
            Some(IssuerType::Ca)
        } else if self.spec.vault.is_some() {
            Some(IssuerType::Vault)
        } else if self.spec.self_signed.is_some() {
            Some(IssuerType::SelfSigned)
        } else if self.spec.venafi.is_some() {
            Some(IssuerType::Venafi)
        } else {
            None
        }
    }
}
