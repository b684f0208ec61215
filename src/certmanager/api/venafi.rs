//! An issuer of Venafi, now `CyberArk` Certificate Manager (`spec.venafi`).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::reference::{NameRef, SecretKeySelector};
use crate::encoding;

/// By Venafi, now `CyberArk` (`spec.venafi`): a zone and one of three services.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenafiIssuer {
    /// The policy folder, or application and template (`zone`).
    #[serde(default)]
    pub zone: String,
    /// One's own server (`tpp`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tpp: Option<VenafiTpp>,
    /// The service in the cloud (`cloud`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud: Option<VenafiCloud>,
    /// The next generation of it (`ngts`), as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ngts: Option<Value>,
}

/// One's own server (`spec.venafi.tpp`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VenafiTpp {
    /// Its URL, which ends in `/vedsdk` (`url`).
    #[serde(default)]
    pub url: String,
    /// The Secret with `access-token`, or `username` and `password` (`credentialsRef`).
    #[serde(default)]
    pub credentials_ref: NameRef,
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
}

/// The service in the cloud (`spec.venafi.cloud`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VenafiCloud {
    /// Its URL, by default `https://api.venafi.cloud/` (`url`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The Secret with the API key (`apiTokenSecretRef`).
    #[serde(default)]
    pub api_token_secret_ref: SecretKeySelector,
}
