//! E-mail addresses: ACME contacts and rfc822Name alternative names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use super::{DnsName, NameError};

/// A mailbox at a host (RFC 5321 §4.1.2, without quoted local parts).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

/// What somebody typed instead of an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EmailError {
    /// Nothing at all.
    #[error("the e-mail address is empty")]
    Empty,
    /// No `@`.
    #[error("an e-mail address has an @ between name and host")]
    NoAt,
    /// Nothing before the `@`.
    #[error("there is nothing before the @")]
    NoLocalPart,
    /// A character that an unquoted local part may not have (RFC 5322 §3.2.3).
    #[error("{character:?} is not allowed before the @")]
    Character {
        /// The first such character.
        character: char,
    },
    /// What follows the `@` is no host name.
    #[error("after the @: {0}")]
    Domain(#[source] NameError),
}

impl EmailError {
    /// A stable word for this variant, by which texts in other languages are found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NoAt => "no-at",
            Self::NoLocalPart => "no-local-part",
            Self::Character { .. } => "character",
            Self::Domain(_) => "domain",
        }
    }
}

impl EmailAddress {
    /// Reads an address; its host is brought into A-labels (RFC 5280 §4.2.1.6).
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, host) = text.rsplit_once('@').ok_or(EmailError::NoAt)?;
        if local.is_empty() {
            return Err(EmailError::NoLocalPart);
        }
        let is_odd = |character: &char| !is_local_character(*character);
        if let Some(character) = local.chars().find(is_odd) {
            return Err(EmailError::Character { character });
        }
        let host = DnsName::parse(host).map_err(EmailError::Domain)?;
        if host.is_wildcard() {
            return Err(EmailError::Domain(NameError::Wildcard));
        }
        Ok(Self(format!("{local}@{host}")))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_local_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character)
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.0)
    }
}

impl FromStr for EmailAddress {
    type Err = EmailError;

    fn from_str(text: &str) -> Result<Self, EmailError> {
        Self::parse(text)
    }
}

impl Serialize for EmailAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_mistakes_are_named() {
        for (typed, expected) in [
            (" Admin+lab@Example.COM ", Ok("Admin+lab@example.com")),
            ("a@例子.测试", Ok("a@xn--fsqu00a.xn--0zwm56d")),
            ("", Err(EmailError::Empty)),
            ("example.com", Err(EmailError::NoAt)),
            ("@example.com", Err(EmailError::NoLocalPart)),
            (
                "a b@example.com",
                Err(EmailError::Character { character: ' ' }),
            ),
            (
                "a@b@example.com",
                Err(EmailError::Character { character: '@' }),
            ),
            ("a@", Err(EmailError::Domain(NameError::Empty))),
            ("a@b..c", Err(EmailError::Domain(NameError::EmptyLabel))),
            (
                "a@*.example.com",
                Err(EmailError::Domain(NameError::Wildcard)),
            ),
        ] {
            assert_eq!(
                EmailAddress::parse(typed).map(|address| address.to_string()),
                expected.map(str::to_owned),
                "{typed:?}"
            );
        }
    }
}
