//! What the CA wants to have looked at, and what was seen there.

use crate::acme::challenge::dns01_record_name;
use crate::acme::wire::ChallengeType;
use crate::dns::CaaRecord;

/// Names a challenge whose proof is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckId {
    pub(super) authorization: String,
    pub(super) kind: ChallengeType,
}

/// A look at the world that the CA asks for (RFC 8555 §8): the proof itself,
/// and the name's CAA records (RFC 8659 §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Goes back with what was seen.
    pub id: CheckId,
    /// Which way the proof goes.
    pub kind: ChallengeType,
    /// The name, without `*.`.
    pub name: String,
    /// The challenge's token.
    pub token: String,
}

impl Check {
    /// Where a dns-01 proof is: ask for TXT (RFC 8555 §8.4).
    pub fn record_name(&self) -> String {
        dns01_record_name(&self.name)
    }

    /// Where an http-01 proof is, on port 80 of the name (RFC 8555 §8.3).
    pub fn path(&self) -> String {
        format!("/.well-known/acme-challenge/{}", self.token)
    }

    /// The same as a URL.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.name, self.path())
    }
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// At the place of the proof.
    pub proof: Proof,
    /// The CAA records that count for the name: its own, or else those of the
    /// nearest name above it that has any (RFC 8659 §3).
    pub caa: Result<CaaSet, DnsFailure>,
}

/// What was seen at the place of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The texts of a dns-01 record; none if the name has none.
    Txt(Result<Vec<String>, DnsFailure>),
    /// What the web server answered, after all redirections.
    Web(Result<WebAnswer, WebFailure>),
    /// What the TLS server showed to a client that speaks only `acme-tls/1`.
    Tls(Result<TlsAnswer, WebFailure>),
}

/// Why a DNS question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DnsFailure {
    /// There is no such name (RFC 2308 §2.1).
    NxDomain,
    /// The name servers fail.
    ServFail,
    /// Nothing came back.
    Timeout,
}

/// A web server's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAnswer {
    /// The address that was spoken to.
    pub address: String,
    /// The URL that answered.
    pub url: String,
    /// Its status.
    pub status: u16,
    /// Its body, or the beginning of a long one.
    pub body: Vec<u8>,
}

/// Why a web or TLS server gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebFailure {
    /// Its name leads to no address.
    Address(DnsFailure),
    /// Its name has no address record.
    NoAddress,
    /// It could not be spoken to.
    Connection {
        /// The address that was tried.
        address: String,
        /// Why, as `Connection refused`.
        why: String,
    },
    /// It speaks no TLS that the CA understands.
    Tls {
        /// The address that was tried.
        address: String,
        /// What went wrong.
        why: String,
    },
}

/// A TLS server's end of the handshake (RFC 8737 §3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsAnswer {
    /// The address that was spoken to.
    pub address: String,
    /// The application protocol that it agreed to.
    pub protocol: Option<Vec<u8>>,
    /// The certificate that it showed, as DER.
    pub certificate: Vec<u8>,
}

/// The CAA records that count for a name (RFC 8659 §3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaaSet {
    /// Where they were found.
    pub name: String,
    /// The records; none if no name up to the root has any.
    pub records: Vec<CaaRecord>,
}
