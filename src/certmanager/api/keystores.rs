//! The forms in which the target Secret holds key and certificate beside PEM.

use serde::{Deserialize, Serialize};

use super::reference::SecretKeySelector;

/// Key and certificate in the forms of other programs (`spec.keystores`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keystores {
    /// Java's (`spec.keystores.jks`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jks: Option<JksKeystore>,
    /// PKCS #12 (`spec.keystores.pkcs12`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pkcs12: Option<Pkcs12Keystore>,
}

/// Java's key store (`spec.keystores.jks`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JksKeystore {
    /// Whether to make it (`create`).
    #[serde(default)]
    pub create: bool,
    /// The entry's name, by default `certificate` (`alias`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// The Secret with the password (`passwordSecretRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_secret_ref: Option<SecretKeySelector>,
    /// The password itself (`password`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// A PKCS #12 file (`spec.keystores.pkcs12`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pkcs12Keystore {
    /// Whether to make it (`create`).
    #[serde(default)]
    pub create: bool,
    /// With which algorithms, by default `LegacyRC2` (`profile`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Pkcs12Profile>,
    /// The Secret with the password (`passwordSecretRef`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_secret_ref: Option<SecretKeySelector>,
    /// The password itself (`password`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

/// With which algorithms a PKCS #12 file is made (`spec.keystores.pkcs12.profile`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pkcs12Profile {
    /// RC2 and 3DES: what the oldest programs read.
    #[default]
    #[serde(rename = "LegacyRC2")]
    LegacyRc2,
    /// 3DES.
    #[serde(rename = "LegacyDES")]
    LegacyDes,
    /// AES-256 and PBKDF2, as OpenSSL 3 makes it.
    Modern2023,
    /// The same with a MAC by PBMAC1 (RFC 9579).
    Modern2026,
}

/// A further entry of the target Secret (`spec.additionalOutputFormats[]`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdditionalOutputFormat {
    /// Which (`type`).
    #[serde(rename = "type")]
    pub format: OutputFormat,
}

/// Which further entry (`type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutputFormat {
    /// `key.der`: the private key in DER.
    #[serde(rename = "DER")]
    Der,
    /// `tls-combined.pem`: private key, line break, chain.
    #[serde(rename = "CombinedPEM")]
    CombinedPem,
}
