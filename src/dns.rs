//! DNS as far as the lab needs it: the practice world's zone, questions and answers
//! over HTTPS, and what an answer means for a DNS-01 challenge.
//!
//! Names are compared without regard to case and kept without the trailing dot.
//! Nothing here opens a connection: [`Question::request`] makes a request to be carried,
//! [`doh::parse`] reads what came back, [`check::judge`] says what it means.

pub mod caa;
pub mod check;
pub mod diagnosis;
pub mod doh;
mod extended_error;
mod question;
mod record;
pub mod resolver;
pub mod survey;
pub mod zone;

use thiserror::Error;

pub use caa::CaaRecord;
pub use check::{Failure, Finding, judge};
pub use diagnosis::Diagnosis;
pub use doh::{DohAnswer, Rcode};
pub use extended_error::ExtendedError;
pub use question::Question;
pub use record::{Record, RecordType};
pub use resolver::Resolver;
pub use survey::Survey;
pub use zone::{Lookup, Published, Zone};

/// What can be wrong with a question or an answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// Text that is no domain name: a label of more than 63 octets or a character
    /// that needs an escape (RFC 1035 §2.3.4).
    #[error("{name:?} is not a domain name")]
    Name {
        /// The text.
        name: String,
    },
    /// The resolver answered with an HTTP error (RFC 8484 §4.2.1).
    #[error("the resolver answered with HTTP status {status}")]
    Status {
        /// The status.
        status: u16,
    },
    /// The body is no DNS message, or not an answer (RFC 1035 §4.1).
    #[error("the resolver's answer is not a DNS message")]
    Malformed,
}
