//! Keys, names, certificate signing requests, certificates and chains.
//!
//! Structures are x509-cert's and the `der` crate's, read and written. Signing always has two phases: a `prepare` function returns a
//! [`ToBeSigned`], somebody who holds the key signs its message, and
//! [`ToBeSigned::assemble`] gives the DER. So a private key may live in memory,
//! in `WebCrypto` or behind an effect, and nothing here has to know.
//!
//! ```text
//! RequestParams + PublicKey ──▶ request::prepare ──▶ ToBeSigned ──▶ CSR
//! CertificateSigningRequest + Template + Issuer ──▶ certificate::prepare ──▶ ToBeSigned ──▶ certificate
//! ```

mod acceptance;
mod algorithm;
pub mod asn1;
pub mod certificate;
pub mod chain;
pub mod command;
pub mod compare;
mod distinguished;
mod email;
mod extension;
pub mod file;
pub mod key;
pub mod lint;
pub mod making;
pub mod name;
pub mod oid;
pub mod path;
pub mod profile;
mod public_key;
mod public_suffix;
pub mod reading;
pub mod request;
mod revocation_list;
mod signature;
pub mod signing;
mod subject;
#[cfg(test)]
pub(crate) mod testing;
mod thumbprint;
pub mod usage;
mod view;

use thiserror::Error;

pub use acceptance::{Judge, KeyPurpose, Refused, acceptance};
pub use algorithm::{Curve, Hash, KeyAlgorithm, SignatureAlgorithm};
pub use certificate::{Certificate, Issuer, SerialNumber, Template};
pub use chain::{Bundle, bundle, chain_pem, parse_pem_chain};
pub use email::{EmailAddress, EmailError};
pub use extension::AlternativeNames;
pub use key::{KeyEncoding, PrivateKey};
pub use name::{DnsName, NameError};
pub use public_key::{MAX_RSA_BITS, MIN_RSA_BITS, PublicKey};
pub use request::{CertificateSigningRequest, RequestParams};
pub use revocation_list::{RevocationList, RevokedCertificate};
pub use signature::Signature;
pub use signing::ToBeSigned;
pub use usage::{KeyUsageBit, Usage};
pub use view::View;

use crate::encoding;

/// A subject in DER from RFC 4514 text (`spec.literalSubject`).
pub fn literal_subject(text: &str) -> Result<Vec<u8>, Error> {
    subject::write_literal(text)
}

/// What can be wrong with a key, a request, a certificate or a chain.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The text holds no PEM, or PEM that is cut off (RFC 7468).
    #[error(transparent)]
    Pem(#[from] encoding::Error),
    /// PEM of another kind than was asked for.
    #[error("expected a PEM block {expected}, found {}", found.join(", "))]
    PemLabel {
        /// The label that was looked for.
        expected: &'static str,
        /// The labels that are there.
        found: Vec<String>,
    },
    /// A private key locked by a passphrase (RFC 5958 §3).
    #[error("the private key is encrypted")]
    EncryptedKey,
    /// The passphrase opens nothing.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// Opening it would take longer than a person waits (RFC 8018 §4.2).
    #[error("opening the private key would take too much work")]
    CostlyPassphrase,
    /// Bytes that are no private key (RFC 5958, RFC 5915).
    #[error("not a private key")]
    NotAPrivateKey,
    /// Bytes that are no public key, or a point that is not on its curve (RFC 5480 §2).
    #[error("not a public key")]
    NotAPublicKey,
    /// A well-formed key of a kind that the lab cannot use.
    #[error("keys of algorithm {algorithm} are not supported")]
    UnsupportedKey {
        /// The algorithm's object identifier, or its name in a PEM label.
        algorithm: String,
    },
    /// An RSA key too small to mean anything or too large to work with.
    #[error("an RSA key of {bits} bits is out of bounds")]
    RsaSize {
        /// The length of its modulus.
        bits: u32,
    },
    /// In a browser RSA keys are made and used by `WebCrypto`, which answers later.
    #[error("RSA private keys are WebCrypto's to use here")]
    WebCrypto,
    /// A signature made in a way that the lab cannot check.
    #[error("signatures of algorithm {algorithm} are not supported")]
    UnsupportedSignature {
        /// The algorithm's object identifier.
        algorithm: String,
    },
    /// Bytes that are no signature of this algorithm at all.
    #[error("malformed signature")]
    MalformedSignature,
    /// The signature does not fit the message and the key.
    #[error("the signature does not match the public key")]
    WrongSignature,
    /// The random source gave no usable private key.
    #[error("the random source gave no usable key")]
    NoRandomness,
    /// Neither a common name nor any alternative name (cert-manager's `GenerateCSR`).
    #[error(
        "no common name (from the commonName field or from a literalSubject), DNS name, URI SAN, Email SAN, IP or OtherName SAN specified on certificate"
    )]
    NoNames,
    /// A subject attribute that is empty or longer than RFC 5280 Appendix A.1 allows.
    #[error("{attribute} has {length} characters, allowed are 1 to {limit}")]
    AttributeLength {
        /// The attribute's name, such as `commonName`.
        attribute: &'static str,
        /// How many characters it has.
        length: usize,
        /// How many it may have.
        limit: usize,
    },
    /// An alternative name with characters outside ASCII (RFC 5280 §4.2.1.6).
    #[error("{value:?} has characters outside ASCII")]
    NotAscii {
        /// The name.
        value: String,
    },
    /// A URI without a scheme (RFC 5280 §4.2.1.6).
    #[error("{uri:?} is not an absolute URI")]
    NotAUri {
        /// The text.
        uri: String,
    },
    /// A usage that cert-manager does not know.
    #[error("unknown keyusage")]
    UnknownUsage {
        /// The text.
        usage: String,
    },
    /// Bytes that are no PKCS #10 request (RFC 2986 §4).
    #[error("error decoding certificate request")]
    NotARequest,
    /// Bytes that are no certificate (RFC 5280 §4.1).
    #[error("error decoding certificate")]
    NotACertificate,
    /// An extension that is there twice or cannot be read (RFC 5280 §4.2).
    #[error("extension {oid} is malformed or repeated")]
    MalformedExtension {
        /// The extension's object identifier.
        oid: String,
    },
    /// Certificates that form no single chain (cert-manager's `ParseSingleCertificateChain`).
    #[error("certificate chain is malformed or broken")]
    BrokenChain,
    /// A value too large for DER.
    #[error("{what} cannot be encoded")]
    Encoding {
        /// What was being written.
        what: &'static str,
    },
}
