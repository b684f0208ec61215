//! The files that a target Secret holds beside PEM: additional output formats and key stores.
//!
//! cert-manager writes them out when it writes the Secret. Here the private key is in the
//! key store and nowhere else, so the Secret says how a file is made, and the file is made
//! when somebody who may take the key out does so.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::keystores::Pkcs12Profile;
use super::reference::SecretKeySelector;
use super::secret::{CA_CERT, Secret};
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::x509::file::pkcs12::{self, Contents, Profile};
use crate::x509::file::{self, jks};
use crate::x509::{self, Certificate, KeyEncoding, PrivateKey, parse_pem_chain};

/// `spec.additionalOutputFormats` `DER`.
pub const KEY_DER: &str = "key.der";
/// `spec.additionalOutputFormats` `CombinedPEM`.
pub const COMBINED_PEM: &str = "tls-combined.pem";
/// `spec.keystores.pkcs12`.
pub const KEYSTORE_P12: &str = "keystore.p12";
/// `spec.keystores.pkcs12`, if there is a CA.
pub const TRUSTSTORE_P12: &str = "truststore.p12";
/// `spec.keystores.jks`.
pub const KEYSTORE_JKS: &str = "keystore.jks";
/// `spec.keystores.jks`, if there is a CA.
pub const TRUSTSTORE_JKS: &str = "truststore.jks";

/// How a file is made of the key, the chain and the CA beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputFile {
    /// Its form.
    pub form: OutputForm,
    /// When it was put into the Secret: Java keeps that moment.
    pub created: Timestamp,
}

/// The form of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutputForm {
    /// The key in DER.
    KeyDer,
    /// Key, line break, chain.
    CombinedPem,
    /// PKCS #12.
    Pkcs12 {
        /// With which algorithms.
        profile: Pkcs12Profile,
        /// What locks it.
        password: StorePassword,
        /// Whether it holds the CA alone.
        truststore: bool,
    },
    /// A Java key store.
    Jks {
        /// The key's alias.
        alias: String,
        /// What locks it.
        password: StorePassword,
        /// Whether it holds the CA alone.
        truststore: bool,
    },
}

/// Where a key store's password is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StorePassword {
    /// In the Certificate (`password`).
    Literal(String),
    /// In a Secret (`passwordSecretRef`).
    Secret(SecretKeySelector),
}

/// Why a file cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OutputError {
    /// The private key is not at hand.
    #[error("the private key is not in the lab's key store")]
    NoKey,
    /// There is no certificate, or none that can be read.
    #[error("no certificate: {0}")]
    NoCertificate(x509::Error),
    /// There is no CA for a truststore.
    #[error("there is no CA certificate")]
    NoCa,
    /// The Secret with the password is gone, or empty.
    #[error("the password is not there")]
    NoPassword,
    /// The file itself cannot be written.
    #[error(transparent)]
    File(#[from] file::Error),
}

impl OutputForm {
    /// Where the password is; none for files that are not locked.
    pub const fn password(&self) -> Option<&StorePassword> {
        match self {
            Self::KeyDer | Self::CombinedPem => None,
            Self::Pkcs12 { password, .. } | Self::Jks { password, .. } => Some(password),
        }
    }

    /// Whether the private key is in it.
    pub const fn holds_key(&self) -> bool {
        !matches!(
            self,
            Self::Pkcs12 {
                truststore: true,
                ..
            } | Self::Jks {
                truststore: true,
                ..
            }
        )
    }
}

impl OutputFile {
    /// Makes the file of what is in `secret`. What is random in it is drawn from `entropy`.
    pub fn make(
        &self,
        secret: &Secret,
        key: Option<&PrivateKey>,
        encoding: KeyEncoding,
        password: Option<&str>,
        entropy: &mut dyn Entropy,
    ) -> Result<Zeroizing<Vec<u8>>, OutputError> {
        let key = || key.ok_or(OutputError::NoKey);
        let made = match &self.form {
            OutputForm::KeyDer => return own_der(key()?, encoding),
            OutputForm::CombinedPem => {
                let pem = key()?.to_pem(encoding);
                let chain = secret.bytes(super::secret::TLS_CERT).unwrap_or_default();
                [pem.as_bytes(), b"\n", chain].concat()
            }
            OutputForm::Pkcs12 {
                profile,
                truststore,
                ..
            } => {
                let profile = written(*profile);
                let password = password.ok_or(OutputError::NoPassword)?;
                let ca = authorities(secret)?;
                if *truststore {
                    let certificates: Vec<&[u8]> = ca.iter().map(Certificate::der).collect();
                    let contents = Contents {
                        certificates: some(&certificates)?,
                        name: Some("ca"),
                        trusted: true,
                        ..Contents::default()
                    };
                    pkcs12::write(&contents, profile, password, entropy)?
                } else {
                    // go-pkcs12 takes one certificate and its "CA certificates": the rest
                    // of the chain and the CA.
                    let chain = chain(secret)?;
                    let certificates: Vec<&[u8]> =
                        chain.iter().chain(&ca).map(Certificate::der).collect();
                    let pkcs8 = key()?.to_pkcs8_der();
                    let contents = Contents {
                        pkcs8: Some(&pkcs8),
                        certificates: &certificates,
                        ..Contents::default()
                    };
                    pkcs12::write(&contents, profile, password, entropy)?
                }
            }
            OutputForm::Jks {
                alias, truststore, ..
            } => {
                let password = password.ok_or(OutputError::NoPassword)?;
                let ca = authorities(secret)?;
                let chain = if *truststore {
                    Vec::new()
                } else {
                    chain(secret)?
                };
                let chain: Vec<&[u8]> = chain.iter().map(Certificate::der).collect();
                let pkcs8 = match truststore {
                    true => Zeroizing::default(),
                    false => key()?.to_pkcs8_der(),
                };
                let aliases: Vec<String> = (0..ca.len()).map(ca_alias).collect();
                let mut entries = Vec::new();
                if *truststore {
                    some(&ca)?;
                } else {
                    let kind = jks::EntryKind::Key {
                        pkcs8: &pkcs8,
                        chain: &chain,
                    };
                    entries.push(jks::Entry { alias, kind });
                }
                for (alias, certificate) in aliases.iter().zip(&ca) {
                    let kind = jks::EntryKind::Trusted(certificate.der());
                    entries.push(jks::Entry { alias, kind });
                }
                jks::write(&entries, password, self.created, entropy)?
            }
        };
        Ok(Zeroizing::new(made))
    }
}

/// `ca`, `ca-1`, … as cert-manager counts them.
fn ca_alias(index: usize) -> String {
    match index {
        0 => "ca".to_owned(),
        index => format!("ca-{index}"),
    }
}

const fn written(profile: Pkcs12Profile) -> Profile {
    match profile {
        Pkcs12Profile::LegacyRc2 => Profile::LegacyRc2,
        Pkcs12Profile::LegacyDes => Profile::LegacyDes,
        Pkcs12Profile::Modern2023 => Profile::Modern2023,
        Pkcs12Profile::Modern2026 => Profile::Modern2026,
    }
}

/// The DER of the key's PEM.
fn own_der(key: &PrivateKey, encoding: KeyEncoding) -> Result<Zeroizing<Vec<u8>>, OutputError> {
    let pem = key.to_pem(encoding);
    let blocks = crate::encoding::from_pem(&pem).map_err(|_| OutputError::NoKey)?;
    let block = blocks.into_iter().next().ok_or(OutputError::NoKey)?;
    Ok(Zeroizing::new(block.der))
}

fn chain(secret: &Secret) -> Result<Vec<Certificate>, OutputError> {
    secret
        .chain()
        .unwrap_or(Err(x509::Error::NotACertificate))
        .map_err(OutputError::NoCertificate)
}

fn authorities(secret: &Secret) -> Result<Vec<Certificate>, OutputError> {
    match secret.bytes(CA_CERT) {
        None => Ok(Vec::new()),
        Some(pem) => {
            parse_pem_chain(&String::from_utf8_lossy(pem)).map_err(OutputError::NoCertificate)
        }
    }
}

fn some<T>(items: &[T]) -> Result<&[T], OutputError> {
    match items {
        [] => Err(OutputError::NoCa),
        items => Ok(items),
    }
}
