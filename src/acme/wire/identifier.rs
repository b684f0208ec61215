//! What an order asks a certificate for (RFC 8555 §7.1.3, §9.7.7).

use std::fmt;

use serde::{Deserialize, Serialize};

/// A name that the server is to check and certify (RFC 8555 §9.7.7, RFC 8738).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Typed", into = "Typed")]
#[non_exhaustive]
pub enum Identifier {
    /// A DNS name; in a new order it may begin with `*.` (RFC 8555 §7.1.3).
    Dns(String),
    /// An IP address as text (RFC 8738 §3).
    Ip(String),
    /// A type that the lab does not know, as the other side wrote it.
    Unknown {
        /// The type.
        kind: String,
        /// The value.
        value: String,
    },
}

impl Identifier {
    /// The type on the wire: `dns`, `ip` (RFC 8555 §9.7.7).
    pub fn kind(&self) -> &str {
        match self {
            Self::Dns(_) => "dns",
            Self::Ip(_) => "ip",
            Self::Unknown { kind, .. } => kind,
        }
    }

    /// The value on the wire.
    pub fn value(&self) -> &str {
        match self {
            Self::Dns(value) | Self::Ip(value) | Self::Unknown { value, .. } => value,
        }
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
}

#[derive(Serialize, Deserialize)]
struct Typed {
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

impl From<Typed> for Identifier {
    fn from(Typed { kind, value }: Typed) -> Self {
        match kind.as_str() {
            "dns" => Self::Dns(value),
            "ip" => Self::Ip(value),
            _ => Self::Unknown { kind, value },
        }
    }
}

impl From<Identifier> for Typed {
    fn from(identifier: Identifier) -> Self {
        Self {
            kind: identifier.kind().to_owned(),
            value: identifier.value().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_its_wire_form_even_when_unknown() {
        for (text, expected) in [
            (
                r#"{"type":"dns","value":"*.example.test"}"#,
                Identifier::Dns("*.example.test".to_owned()),
            ),
            (
                r#"{"type":"ip","value":"2001:db8::1"}"#,
                Identifier::Ip("2001:db8::1".to_owned()),
            ),
            (
                r#"{"type":"email","value":"a@b"}"#,
                Identifier::Unknown {
                    kind: "email".to_owned(),
                    value: "a@b".to_owned(),
                },
            ),
        ] {
            let identifier: Identifier = serde_json::from_str(text).unwrap();
            assert_eq!(identifier, expected);
            assert_eq!(serde_json::to_string(&identifier).unwrap(), text);
        }
    }
}
