//! Secret: where keys and certificates are kept (v1).

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use thiserror::Error;

use super::annotations;
use super::key_id::KeyId;
use super::output::OutputFile;
use crate::encoding::{self, json};
use crate::kube::ObjectMeta;
use crate::x509::{self, Certificate, KeyEncoding, PrivateKey, PublicKey};

/// Where keys and certificates are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// Metadata.
    #[serde(default)]
    pub metadata: ObjectMeta,
    /// Type, such as `kubernetes.io/tls` (`type`).
    #[serde(default, rename = "type", skip_serializing_if = "String::is_empty")]
    pub secret_type: String,
    /// Entries (`data`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, SecretValue>,
}

/// One entry of a Secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretValue {
    /// Bytes, as in any Secret.
    Bytes(Vec<u8>),
    /// A private key that the lab's key store keeps: its name there, the form
    /// it is exported in, and its public half.
    PrivateKey {
        /// Its name in the key store.
        key: KeyId,
        /// The form of the PEM.
        encoding: KeyEncoding,
        /// Its public half.
        public_key: PublicKey,
    },
    /// A file made of the private key and the certificates beside it.
    Output(Box<OutputFile>),
}

/// The entry for the private key (`kubernetes.io/tls`).
pub(crate) const TLS_KEY: &str = "tls.key";
/// The entry for the certificate and its chain (`kubernetes.io/tls`).
pub(crate) const TLS_CERT: &str = "tls.crt";
/// The entry for the CA's certificate.
pub(crate) const CA_CERT: &str = "ca.crt";

/// A private key found in a Secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretKey {
    /// Its name in the key store; none if the Secret holds it as bytes, so
    /// that the lab can look at it but not sign with it.
    pub key: Option<KeyId>,
    /// Its public half.
    pub public_key: PublicKey,
}

/// Why an entry is no private key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyDecodeError {
    /// No entry, or an empty one.
    #[error("no data for {entry:?} in secret '{namespace}/{name}'")]
    NoData {
        /// The entry.
        entry: String,
        /// The Secret's namespace.
        namespace: String,
        /// The Secret's name.
        name: String,
    },
    /// Bytes without PEM.
    #[error("error decoding private key PEM block: no PEM data was found in given input")]
    NoPem,
    /// PEM that is no key the lab knows.
    #[error("error parsing private key: {0}")]
    Malformed(#[source] x509::Error),
}

impl Secret {
    /// The namespace.
    pub fn namespace(&self) -> &str {
        self.metadata.namespace.as_deref().unwrap_or_default()
    }

    /// Whether it holds a Certificate's next key.
    pub fn is_next_key(&self) -> bool {
        let label = self.metadata.labels.get(annotations::NEXT_PRIVATE_KEY);
        label.is_some_and(|value| value == "true")
    }

    /// An entry that is there and not empty.
    pub fn entry(&self, name: &str) -> Option<&SecretValue> {
        self.data.get(name).filter(|value| !value.is_empty())
    }

    /// An entry's bytes; none for a key that the key store keeps.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        match self.entry(name)? {
            SecretValue::Bytes(bytes) => Some(bytes),
            SecretValue::PrivateKey { .. } | SecretValue::Output(_) => None,
        }
    }

    /// The private key of an entry.
    pub fn private_key(&self, entry: &str) -> Result<SecretKey, KeyDecodeError> {
        match self.entry(entry) {
            None => Err(KeyDecodeError::NoData {
                entry: entry.to_owned(),
                namespace: self.namespace().to_owned(),
                name: self.metadata.name.clone(),
            }),
            Some(SecretValue::PrivateKey {
                key, public_key, ..
            }) => Ok(SecretKey {
                key: Some(key.clone()),
                public_key: public_key.clone(),
            }),
            Some(SecretValue::Output(_)) => Err(KeyDecodeError::NoPem),
            Some(SecretValue::Bytes(bytes)) => {
                let text = std::str::from_utf8(bytes).map_err(|_| KeyDecodeError::NoPem)?;
                if !text.contains("-----BEGIN ") {
                    return Err(KeyDecodeError::NoPem);
                }
                PrivateKey::from_pem(text)
                    .map(|key| SecretKey {
                        key: None,
                        public_key: key.public_key(),
                    })
                    .map_err(KeyDecodeError::Malformed)
            }
        }
    }

    /// The certificates of `tls.crt`, the leaf first.
    pub fn chain(&self) -> Option<Result<Vec<Certificate>, x509::Error>> {
        self.bytes(TLS_CERT)
            .map(|bytes| x509::parse_pem_chain(&String::from_utf8_lossy(bytes)))
    }
}

impl SecretValue {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Bytes(bytes) if bytes.is_empty())
    }

    /// What is printed in a manifest: base64, or a sentence in place of a key.
    pub fn printed(&self) -> String {
        match self {
            Self::Bytes(bytes) => encoding::base64(bytes),
            Self::PrivateKey { key, .. } => {
                format!("<private key {key}: stays in the key store>")
            }
            Self::Output(_) => "<made when it is downloaded>".to_owned(),
        }
    }
}

/// A key by name, as a saved workspace holds it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeptKey {
    private_key: KeyId,
    encoding: KeyEncoding,
    public_key: PublicKey,
}

impl Serialize for SecretValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bytes(bytes) => encoding::base64_bytes::serialize(bytes, serializer),
            Self::PrivateKey {
                key,
                encoding,
                public_key,
            } => KeptKey {
                private_key: key.clone(),
                encoding: *encoding,
                public_key: public_key.clone(),
            }
            .serialize(serializer),
            Self::Output(file) => file.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for SecretValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => encoding::from_base64(&text)
                .map(Self::Bytes)
                .map_err(D::Error::custom),
            file if file.get("form").is_some() => json::from_value(file)
                .map(|file| Self::Output(Box::new(file)))
                .map_err(D::Error::custom),
            kept => json::from_value(kept)
                .map(|kept: KeptKey| Self::PrivateKey {
                    key: kept.private_key,
                    encoding: kept.encoding,
                    public_key: kept.public_key,
                })
                .map_err(D::Error::custom),
        }
    }
}

/// The lab's own words for a key that a Secret holds as bytes: it can be
/// looked at, but only keys in the key store can sign.
pub(crate) const NOT_KEPT: &str = "the private key is not in the lab's key store";
