//! What can be wrong with a JWK or a JWS.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a JWK or a JWS is refused (RFC 7515 §5.2, RFC 7517 §4, RFC 8555 §6.2).
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Error {
    /// The body is no JSON object with `protected`, `payload` and `signature`.
    #[error("Parse error reading JWS")]
    NotAJws,
    /// An unprotected header, which ACME forbids (RFC 8555 §6.2).
    #[error("JWS \"header\" field not allowed. All headers must be in \"protected\" field")]
    UnprotectedHeader,
    /// The general serialization with many signatures, which ACME forbids (RFC 8555 §6.2).
    #[error(
        "JWS \"signatures\" field not allowed. Only the \"signature\" field should contain a signature"
    )]
    ManySignatures,
    /// `protected` is not base64url of a JSON object with an `alg`.
    #[error("JWS \"protected\" field is not a base64url encoded JOSE header")]
    ProtectedHeader,
    /// Both or neither of `jwk` and `kid` (RFC 8555 §6.2).
    #[error("jwk and kid header fields are mutually exclusive, and one of them is needed")]
    KeyReference,
    /// Not a public key of a kind the lab knows, or not one at all.
    #[error("the JWK is no RSA key and no EC public key on the curve P-256 or P-384")]
    UnsupportedKey,
    /// The signature does not fit.
    #[error("JWS verification error")]
    Signature,
}
