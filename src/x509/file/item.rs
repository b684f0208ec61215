//! What was found in a file, and where.

use std::fmt;

use zeroize::Zeroizing;

use super::{Error, Format};

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Certificates, keys and the rest, in the file's order.
    pub items: Vec<Item>,
    /// Files in the file, in the order in which they were opened.
    pub containers: Vec<Container>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is, and its bytes.
    pub content: Content,
    /// Where it was.
    pub place: Place,
    /// The name that the file gives it: a PKCS #12 friendly name, a JKS alias.
    pub name: Option<String>,
}

/// What a thing is. The bytes are as in the file, and nothing about them is checked but
/// their outline: a certificate may still be malformed inside.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// A certificate (RFC 5280 §4.1), in DER.
    Certificate(Vec<u8>),
    /// A certificate signing request (RFC 2986), in DER.
    Request(Vec<u8>),
    /// A certificate revocation list (RFC 5280 §5.1), in DER.
    RevocationList(Vec<u8>),
    /// A `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7), in DER.
    PublicKey(Vec<u8>),
    /// An RSA public key alone (RFC 8017 §A.1.1), in DER.
    RsaPublicKey(Vec<u8>),
    /// A private key, not or no longer locked.
    PrivateKey(PrivateKeyDer),
    /// A private key that is locked (RFC 5958 §3), in DER.
    EncryptedPrivateKey(Vec<u8>),
    /// Something else: what its PEM label says, if it had one, and its bytes.
    Other {
        /// The label; empty without one.
        label: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

impl Content {
    /// The bytes, whatever they are.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Certificate(der)
            | Self::Request(der)
            | Self::RevocationList(der)
            | Self::PublicKey(der)
            | Self::RsaPublicKey(der)
            | Self::EncryptedPrivateKey(der)
            | Self::Other { bytes: der, .. } => der,
            Self::PrivateKey(key) => &key.der,
        }
    }
}

/// How a private key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    /// For every kind of key (RFC 5958 §2).
    Pkcs8,
    /// For RSA only (RFC 8017 §A.1.2).
    Pkcs1,
    /// For elliptic curves only (RFC 5915 §3).
    Sec1,
}

/// The bytes of a private key; erased when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKeyDer {
    /// The bytes.
    pub der: Zeroizing<Vec<u8>>,
    /// How they are written.
    pub form: KeyForm,
    /// Whether the file kept them locked.
    pub was_locked: bool,
}

impl fmt::Debug for PrivateKeyDer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKeyDer")
            .field("form", &self.form)
            .field("was_locked", &self.was_locked)
            .finish_non_exhaustive()
    }
}

/// Where something was: the way into the file, outermost first; empty for the file itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The way.
    pub layers: Vec<Layer>,
}

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layer {
    /// A value of a manifest.
    Manifest {
        /// `Secret`, `ConfigMap`, …
        kind: String,
        /// Namespace and name, or the name alone.
        object: String,
        /// The way to the value, such as `data.tls.crt`.
        field: String,
    },
    /// A PEM block.
    Pem {
        /// What it says it holds.
        label: String,
        /// The line on which it begins, from 1.
        line: usize,
    },
    /// Base64 without a frame.
    Base64,
    /// Bytes in a row of DER values.
    Der {
        /// Where they begin.
        offset: usize,
    },
    /// A PKCS #7 message.
    Pkcs7,
    /// A PKCS #12 file.
    Pkcs12,
    /// An entry of a Java key store.
    Jks {
        /// Its alias.
        alias: String,
    },
}

impl Place {
    /// One step further in.
    #[must_use]
    pub fn then(&self, layer: Layer) -> Self {
        let mut layers = self.layers.clone();
        layers.push(layer);
        Self { layers }
    }

    /// The line of the innermost PEM block, from 1.
    pub fn line(&self) -> Option<usize> {
        self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Pem { line, .. } => Some(*line),
            _ => None,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, layer) in self.layers.iter().enumerate() {
            if index > 0 {
                f.write_str(" › ")?;
            }
            match layer {
                Layer::Manifest {
                    kind,
                    object,
                    field,
                } => write!(f, "{kind} {object} {field}")?,
                Layer::Pem { label, line } => write!(f, "{label} (line {line})")?,
                Layer::Base64 => write!(f, "{}", Format::Base64)?,
                Layer::Der { offset } => write!(f, "{} (byte {offset})", Format::Der)?,
                Layer::Pkcs7 => write!(f, "{}", Format::Pkcs7)?,
                Layer::Pkcs12 => write!(f, "{}", Format::Pkcs12)?,
                Layer::Jks { alias } => write!(f, "{} {alias:?}", Format::Jks)?,
            }
        }
        Ok(())
    }
}

/// A file in the file, or the file itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// Where it was.
    pub place: Place,
    /// What it is.
    pub kind: ContainerKind,
}

/// What a container is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContainerKind {
    /// PKCS #7: a signed message, or certificates alone.
    Pkcs7 {
        /// How many signatures are in it; none if it only carries certificates.
        signatures: usize,
    },
    /// PKCS #12.
    Pkcs12 {
        /// How its integrity is kept, if it is.
        mac: Option<Protection>,
        /// How its parts are locked: one for each way that occurs.
        encryption: Vec<Protection>,
    },
    /// A Java key store.
    Jks {
        /// Its version.
        version: u32,
        /// Whether its checksum was compared, for which its passphrase is needed.
        verified: bool,
    },
    /// A manifest.
    Manifest {
        /// `Secret`, `ConfigMap`, …
        kind: String,
        /// Namespace and name, or the name alone.
        object: String,
    },
}

/// How something is locked or sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// In words, such as `PBES2, AES-256-CBC`; an object identifier where there is no word.
    pub algorithm: String,
    /// Rounds of key derivation.
    pub rounds: u32,
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// Why.
    pub error: Error,
}
