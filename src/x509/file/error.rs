//! Why a file, or a part of it, cannot be read.

use std::fmt;

use thiserror::Error;

/// The forms that a file can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Text with `-----BEGIN …-----` (RFC 7468).
    Pem,
    /// Bytes in DER or BER (X.690).
    Der,
    /// Base64 without a frame.
    Base64,
    /// PKCS #7, also called CMS (RFC 5652).
    Pkcs7,
    /// PKCS #12, also called PFX (RFC 7292).
    Pkcs12,
    /// A key store of Java's.
    Jks,
    /// A key store of Java's cryptography extension.
    Jceks,
    /// A private key locked by a passphrase (RFC 5958 §3).
    EncryptedKey,
    /// A manifest of Kubernetes, in YAML or JSON.
    Manifest,
    /// A private key of OpenSSH's own form.
    OpenSsh,
    /// A zip archive.
    Zip,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pem => "PEM",
            Self::Der => "DER",
            Self::Base64 => "base64",
            Self::Pkcs7 => "PKCS #7",
            Self::Pkcs12 => "PKCS #12",
            Self::Jks => "JKS",
            Self::Jceks => "JCEKS",
            Self::EncryptedKey => "encrypted private key",
            Self::Manifest => "Kubernetes manifest",
            Self::OpenSsh => "OpenSSH private key",
            Self::Zip => "zip archive",
        })
    }
}

/// Why a file, or a part of it, cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are read.
    #[error("the file has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// How many there are.
        bytes: usize,
        /// How many are read.
        limit: usize,
    },
    /// More things than are taken out of one file.
    #[error("the file holds more than {limit} things; the rest is not read")]
    TooMany {
        /// How many are read.
        limit: usize,
    },
    /// Files in files in files.
    #[error("wrapped more than {limit} times")]
    TooDeep {
        /// How often it may be wrapped.
        limit: usize,
    },
    /// Neither PEM nor DER nor anything else that is read here.
    #[error("no certificate, key or request was recognized")]
    NotRecognized,
    /// DER that ends before its own length says.
    #[error("cut off: {expected} bytes were announced, {actual} are there")]
    Truncated {
        /// How many bytes there should be.
        expected: usize,
        /// How many there are.
        actual: usize,
    },
    /// A PEM block without its last line (RFC 7468 §2).
    #[error("the PEM block {label} that begins on line {line} has no END line")]
    TruncatedPem {
        /// What it says it holds.
        label: String,
        /// Where it begins, from 1.
        line: usize,
    },
    /// A PEM block that holds something other than base64 (RFC 7468 §3).
    #[error("the PEM block {label} that begins on line {line} holds no valid base64")]
    MalformedPem {
        /// What it says it holds.
        label: String,
        /// Where it begins, from 1.
        line: usize,
    },
    /// It looks like this format and then is not.
    #[error("malformed {format}")]
    Malformed {
        /// What it looks like.
        format: Format,
    },
    /// Locked, and no passphrase was given.
    #[error("{format}: a passphrase is needed")]
    PassphraseNeeded {
        /// What is locked.
        format: Format,
    },
    /// Locked, and the passphrase does not fit (or the file was changed).
    #[error("{format}: the passphrase is wrong, or the file was changed")]
    WrongPassphrase {
        /// What is locked.
        format: Format,
    },
    /// A passphrase that no program could type into this format.
    #[error("{format}: this passphrase cannot be used")]
    UnusablePassphrase {
        /// What would be locked.
        format: Format,
    },
    /// A file that asks for more work than any honest one.
    #[error("{rounds} rounds of key derivation are asked for; at most {limit} are done")]
    TooManyRounds {
        /// How many it asks for.
        rounds: u32,
        /// How many are done.
        limit: u32,
    },
    /// Locked or signed in a way that is not supported.
    #[error("{format}: algorithm {algorithm} is not supported")]
    UnsupportedAlgorithm {
        /// What uses it.
        format: Format,
        /// Its object identifier or name.
        algorithm: String,
    },
    /// A known format that is not read here.
    #[error("{format} is not read here")]
    UnsupportedFormat {
        /// The format.
        format: Format,
    },
    /// A key in PEM, locked in OpenSSL's old way (`DEK-Info`), whose key derivation is
    /// a single round of MD5.
    #[error("the key is locked in OpenSSL's old way ({cipher})")]
    OldPemEncryption {
        /// The cipher that its header names.
        cipher: String,
    },
    /// A manifest that is no YAML.
    #[error("not valid YAML: {message}")]
    NotYaml {
        /// What the reader says, with line and column.
        message: String,
    },
    /// An alias that a Java key store cannot hold.
    #[error("the alias {alias:?} cannot be written into a Java key store")]
    UnusableAlias {
        /// The alias.
        alias: String,
    },
    /// A value too large for the format.
    #[error("{format}: too large to be written")]
    Unwritable {
        /// The format.
        format: Format,
    },
}
