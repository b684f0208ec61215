//! Making requests, certificates and revocation lists from what a person typed.
//!
//! A [`Sheet`] holds the texts as they are typed and turns them into values, with every
//! mistake at its field. A [`Workbench`] adds the keys, requests and CAs at hand, and
//! says what has to be signed by which key; who holds the key signs, and what comes of
//! it is put beside the others.
//!
//! ```text
//! Sheet ──▶ Wishes ─┐
//!                   ├─▶ Workbench::prepare ──▶ Job (ToBeSigned + key) ──▶ Workbench::take
//! Shelf ────────────┘
//! ```

mod issue;
mod moment;
mod parse;
mod sheet;
mod shelf;
mod workbench;

use thiserror::Error;

use super::{EmailError, NameError};

pub use parse::Wishes;
pub use sheet::{Place, Sheet};
pub use shelf::{List, Shelf, reason_word};
pub use workbench::{Job, Product, Signer, Subject, Workbench};

/// What is wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Wrong {
    /// Not a DNS name.
    #[error("{text}: {error}")]
    DnsName {
        /// What was typed.
        text: String,
        /// Why.
        error: NameError,
    },
    /// Not an IP address.
    #[error("{text} is no IP address")]
    Address {
        /// What was typed.
        text: String,
    },
    /// Not an absolute URI (RFC 5280 §4.2.1.6).
    #[error("{text} is no absolute URI")]
    Uri {
        /// What was typed.
        text: String,
    },
    /// Not an e-mail address.
    #[error("{text}: {error}")]
    Email {
        /// What was typed.
        text: String,
        /// Why.
        error: EmailError,
    },
    /// Neither `user@domain` nor an object identifier, `=` and a text.
    #[error("{text} is no other name")]
    OtherName {
        /// What was typed.
        text: String,
    },
    /// Longer than RFC 5280 Appendix A.1 allows.
    #[error("{length} characters, allowed are {limit}")]
    TooLong {
        /// How many characters it has.
        length: usize,
        /// How many it may have.
        limit: usize,
    },
    /// Not two letters (ISO 3166; RFC 5280 Appendix A.1).
    #[error("a country is two letters")]
    Country,
    /// Not RFC 4514.
    #[error("not a distinguished name as RFC 4514 writes it")]
    Literal,
    /// Neither a subject nor any alternative name.
    #[error("no name at all")]
    NoNames,
    /// A CA's subject may not be empty (RFC 5280 §4.1.2.6).
    #[error("a CA needs a subject")]
    NoSubject,
    /// Not a whole number from 0 to 255.
    #[error("{text} is no whole number from 0 to 255")]
    Number {
        /// What was typed.
        text: String,
    },
    /// Not one of the forms of a constraint.
    #[error("{text} is no constraint")]
    Constraint {
        /// What was typed.
        text: String,
    },
    /// Not a date.
    #[error("{text} is no date and time")]
    Moment {
        /// What was typed.
        text: String,
    },
    /// Not a span of time.
    #[error("{text} is no span of time")]
    Span {
        /// What was typed.
        text: String,
    },
    /// It would end before it begins.
    #[error("the end is not after the beginning")]
    EndsFirst,
    /// Not a serial number: hexadecimal, positive, at most 20 octets (RFC 5280 §4.1.2.2).
    #[error("{text} is no serial number")]
    Serial {
        /// What was typed.
        text: String,
    },
    /// Not a word of RFC 5280 §5.3.1.
    #[error("{text} is no reason")]
    Reason {
        /// What was typed.
        text: String,
    },
    /// No key was chosen.
    #[error("no key is chosen")]
    NoKey,
    /// The private half of the key is not at hand.
    #[error("the private key is not here")]
    KeyNotHere,
    /// No CA was chosen.
    #[error("no CA is chosen")]
    NoAuthority,
    /// The CA's key usage does not allow it (RFC 5280 §4.2.1.3).
    #[error("the CA may not sign this")]
    NotAllowed,
    /// The CA's path length allows no CA below it (RFC 5280 §4.2.1.9).
    #[error("the CA may have no CA below it")]
    PathTooLong,
    /// It cannot be written.
    #[error(transparent)]
    Unwritable(#[from] super::Error),
}

/// A mistake, and at which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The field.
    pub place: Place,
    /// What is wrong there.
    pub wrong: Wrong,
}

#[cfg(test)]
mod tests;
