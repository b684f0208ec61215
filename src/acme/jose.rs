//! Signed requests: JWK, thumbprint, flattened JWS (RFC 7515, 7517, 7638; RFC 8555 §6.2).

mod error;
mod jwk;
mod jws;
mod mac;

pub use error::Error;
pub use jwk::Jwk;
pub use jws::{Jws, ParsedHeader, ProtectedHeader, SigningInput};
pub use mac::MacKey;

/// ECDSA P-256 with SHA-256, which the lab signs with (RFC 7518 §3.4).
pub const ES256: &str = "ES256";

/// ECDSA P-384 with SHA-384 (RFC 7518 §3.4).
pub const ES384: &str = "ES384";

/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3).
pub const RS256: &str = "RS256";

/// The one MAC of external account bindings: HMAC with SHA-256 (RFC 7518 §3.2, RFC 8555 §7.3.4).
pub const HS256: &str = "HS256";
