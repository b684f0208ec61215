//! An issuer of `HashiCorp` Vault (`spec.vault`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::reference::{SecretKeySelector, ServiceAccountRef};
use crate::encoding;

/// By `HashiCorp` Vault (`spec.vault`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultIssuer {
    /// How to log in (`auth`).
    #[serde(default)]
    pub auth: VaultAuth,
    /// The server's URL (`server`).
    #[serde(default)]
    pub server: String,
    /// The name in the server's certificate, if it is another (`serverName`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub server_name: String,
    /// Where the PKI engine signs, such as `pki/sign/example` (`path`).
    #[serde(default)]
    pub path: String,
    /// Vault's namespace, an Enterprise feature (`namespace`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub namespace: String,
    /// The server's own CA, as PEM (`caBundle`).
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "encoding::base64_option"
    )]
    pub ca_bundle: Option<Vec<u8>>,
    /// The same in a Secret (`caBundleSecretRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca_bundle_secret_ref: Option<SecretKeySelector>,
    /// The client's certificate for mutual TLS (`clientCertSecretRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_cert_secret_ref: Option<SecretKeySelector>,
    /// And its key (`clientKeySecretRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_key_secret_ref: Option<SecretKeySelector>,
}

/// How to log in: exactly one of these (`auth`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultAuth {
    /// With a token (`tokenSecretRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_secret_ref: Option<SecretKeySelector>,
    /// With a role id and a secret id (`appRole`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub app_role: Option<VaultAppRole>,
    /// With a TLS client certificate (`clientCertificate`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<VaultClientCertificate>,
    /// With a service account's token, by the Kubernetes or the JWT method (`kubernetes`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kubernetes: Option<VaultKubernetes>,
    /// With AWS credentials (`aws`), as written: no page has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws: Option<Value>,
}

/// With a role id and a secret id (`auth.appRole`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultAppRole {
    /// Where the method is mounted, by default `approle` (`path`).
    #[serde(default)]
    pub path: String,
    /// The role's id (`roleId`).
    #[serde(default)]
    pub role_id: String,
    /// The Secret with the secret id (`secretRef`).
    #[serde(default)]
    pub secret_ref: SecretKeySelector,
}

/// With a TLS client certificate (`auth.clientCertificate`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultClientCertificate {
    /// Where the method is mounted, by default `/v1/auth/cert` (`mountPath`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mount_path: String,
    /// The Secret with certificate and key (`secretName`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub secret_name: String,
    /// The role (`name`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// With a service account's token (`auth.kubernetes`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VaultKubernetes {
    /// Where the method is mounted, by default `/v1/auth/kubernetes`; that of the
    /// JWT method works alike (`mountPath`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mount_path: String,
    /// The Secret with the token (`secretRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_ref: Option<SecretKeySelector>,
    /// The service account whose token is asked for (`serviceAccountRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_account_ref: Option<ServiceAccountRef>,
    /// The role (`role`).
    #[serde(default)]
    pub role: String,
}
