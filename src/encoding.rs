//! Bytes as text: base64, base64url, hex and PEM, and values as JSON, each by its library.

pub mod json;

use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use serde::{Deserializer, Serializer};
use thiserror::Error;

/// Text that is not what it should encode.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// Not base64, or base64 with stray characters.
    #[error("not valid base64")]
    Base64,
    /// No `-----BEGIN …-----` block where one was expected.
    #[error("no PEM data was found in given input")]
    NoPem,
    /// A PEM block that is cut off or holds something other than base64.
    #[error("malformed PEM block")]
    MalformedPem,
}

/// Standard base64 with padding (RFC 4648 §4), as in Kubernetes Secrets.
pub fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Reads standard base64 with padding.
pub fn from_base64(text: &str) -> Result<Vec<u8>, Error> {
    Base64::decode_vec(text.trim()).map_err(|_| Error::Base64)
}

/// base64url without padding (RFC 4648 §5), as in JOSE and ACME.
pub fn base64url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Reads base64url without padding.
pub fn from_base64url(text: &str) -> Result<Vec<u8>, Error> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| Error::Base64)
}

/// Lower-case hexadecimal without separators.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One PEM block (RFC 7468): label and DER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PemBlock {
    /// The text after `BEGIN`, such as `CERTIFICATE`.
    pub label: String,
    /// The decoded bytes.
    pub der: Vec<u8>,
}

/// A PEM block with 64-character lines and `\n` line ends, as OpenSSL writes it.
pub fn to_pem(label: &str, der: &[u8]) -> String {
    let config = pem::EncodeConfig::new().set_line_ending(pem::LineEnding::LF);
    pem::encode_config(&pem::Pem::new(label, der), config)
}

/// Every PEM block in `text`, in order; text around them is passed over.
pub fn from_pem(text: &str) -> Result<Vec<PemBlock>, Error> {
    let blocks = pem::parse_many(text).map_err(|_| Error::MalformedPem)?;
    if blocks.is_empty() {
        return Err(Error::NoPem);
    }
    Ok(blocks
        .into_iter()
        .map(|block| PemBlock {
            label: block.tag().to_owned(),
            der: block.into_contents(),
        })
        .collect())
}

/// Serde: bytes as standard base64 text.
pub mod base64_bytes {
    use super::{Deserializer, Serializer, base64, from_base64};
    use serde::Deserialize as _;

    /// Writes bytes as base64.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64(bytes))
    }

    /// Reads base64 into bytes.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        from_base64(&text).map_err(serde::de::Error::custom)
    }
}

/// Serde: optional bytes as standard base64 text.
pub mod base64_option {
    use super::{Deserializer, Serializer, base64, from_base64};
    use serde::Deserialize as _;

    /// Writes bytes as base64, or null.
    pub fn serialize<S: Serializer>(
        bytes: &Option<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match bytes {
            Some(bytes) => serializer.serialize_some(&base64(bytes)),
            None => serializer.serialize_none(),
        }
    }

    /// Reads base64 or null.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        Option::<String>::deserialize(deserializer)?
            .map(|text| from_base64(&text).map_err(serde::de::Error::custom))
            .transpose()
    }
}
