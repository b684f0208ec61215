//! What people type instead of DNS names.

use std::net::IpAddr;

use thiserror::Error;

/// What somebody typed instead of a DNS name, one variant for each thing that can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NameError {
    /// Nothing at all.
    #[error("the name is empty")]
    Empty,
    /// A web address or a path.
    #[error("this is a web address, not a name")]
    Url {
        /// The name inside the address, where there is one.
        host: Option<String>,
    },
    /// A name with a port number.
    #[error("a name has no port number")]
    Port {
        /// The part before the port.
        host: String,
    },
    /// An e-mail address.
    #[error("this is an e-mail address, not a name")]
    Email,
    /// An IP address, with or without brackets.
    #[error("this is an IP address, not a name")]
    IpAddress {
        /// The address, unless it is one that does not exist, such as 300.1.1.1.
        address: Option<IpAddr>,
    },
    /// Two dots in a row, or a dot at the beginning (RFC 1035 §2.3.1).
    #[error("there is an empty label between two dots")]
    EmptyLabel,
    /// More than 253 octets (RFC 1035 §2.3.4).
    #[error("the name has {octets} octets, at most 253 are allowed")]
    TooLong {
        /// Its length as A-labels.
        octets: usize,
    },
    /// A label of more than 63 octets (RFC 1035 §2.3.4).
    #[error("the label {label:?} has {octets} octets, at most 63 are allowed")]
    LabelTooLong {
        /// The label as it was typed.
        label: String,
        /// Its length as an A-label.
        octets: usize,
    },
    /// A star that is not the whole first label (RFC 6125 §6.4.3; CA/B Forum BR §1.6.1 "Wildcard Domain Name").
    #[error("a star may only be the whole first label, once, as in *.example.com")]
    Wildcard,
    /// A public suffix alone, or a wildcard right under one (CA/B Forum BR §3.2.2.6).
    #[error("{suffix} is a public suffix: no certificate can be for all of it")]
    PublicSuffix {
        /// The suffix.
        suffix: String,
    },
    /// A character that no host name has (RFC 1123 §2.1).
    #[error("{character:?} is not allowed in a name")]
    Character {
        /// The first such character.
        character: char,
    },
    /// A label that begins or ends with a hyphen (RFC 1123 §2.1).
    #[error("the label {label:?} begins or ends with a hyphen")]
    Hyphen {
        /// The label.
        label: String,
    },
    /// A label that IDNA does not allow (RFC 5891; UTS #46).
    #[error("{label:?} is not a valid internationalized label")]
    Idna {
        /// The label.
        label: String,
    },
}

impl NameError {
    /// A stable word for this variant, by which texts in other languages are found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Url { .. } => "url",
            Self::Port { .. } => "port",
            Self::Email => "email",
            Self::IpAddress { .. } => "ip-address",
            Self::EmptyLabel => "empty-label",
            Self::TooLong { .. } => "too-long",
            Self::LabelTooLong { .. } => "label-too-long",
            Self::Wildcard => "wildcard",
            Self::PublicSuffix { .. } => "public-suffix",
            Self::Character { .. } => "character",
            Self::Hyphen { .. } => "hyphen",
            Self::Idna { .. } => "idna",
        }
    }
}
