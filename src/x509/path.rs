//! Certification paths: all of them found, each checked rule by rule (RFC 5280 §6).
//!
//! Why not a verifier from a crate: rustls-webpki answers one error for all paths
//! together, stops at the first, asks for server names and purposes of its own, knows
//! no policies and refuses what RFC 5280 allows. Here the rules are the lesson: which
//! holds, which is broken, what is not reached because of it. So the algorithm of
//! §6.1 stands here rule by rule, over x509-cert's types and the signatures of
//! [`PublicKey::verify`](super::PublicKey::verify); the tests of peers hold it against
//! `openssl verify`.
//!
//! ```text
//! leaf + others + anchors ──build──▶ paths ──validate──▶ checks: passed, failed, not reached
//! ```

mod build;
mod check;
mod constraints;
mod end_entity;
mod policy;
mod revocation;
mod validate;

use std::net::IpAddr;

use thiserror::Error;

use super::view::View;
use crate::clock::Timestamp;

pub use check::{Check, Failure, Outcome, Rule};
pub use end_entity::is_host;

/// What a path is asked to be good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// When.
    pub at: Timestamp,
    /// For what.
    pub purpose: Purpose,
    /// For whom.
    pub peer: Option<Peer>,
    /// The acceptable policies, as object identifiers; none for any (RFC 5280 §6.1.1 c).
    pub policies: Vec<String>,
    /// A policy is compulsory from the start (§6.1.1 f).
    pub require_explicit_policy: bool,
    /// Policies are never mapped (§6.1.1 e).
    pub inhibit_policy_mapping: bool,
    /// anyPolicy never counts (§6.1.1 g).
    pub inhibit_any_policy: bool,
    /// What is asked of lists of revoked certificates.
    pub revocation: Revocation,
}

impl Question {
    /// Whether a path is good for anything at a time.
    pub const fn at(at: Timestamp) -> Self {
        Self {
            at,
            purpose: Purpose::Any,
            peer: None,
            policies: Vec::new(),
            require_explicit_policy: false,
            inhibit_policy_mapping: false,
            inhibit_any_policy: false,
            revocation: Revocation::WhereKnown,
        }
    }
}

/// What a certificate is to be used for (RFC 5280 §4.2.1.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Anything.
    Any,
    /// A TLS server.
    Server,
    /// A TLS client.
    Client,
    /// Signing programs.
    CodeSigning,
    /// Protecting e-mail.
    Email,
    /// Time stamps.
    TimeStamping,
    /// Answers about revocation.
    OcspSigning,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 7] = [
        Self::Any,
        Self::Server,
        Self::Client,
        Self::CodeSigning,
        Self::Email,
        Self::TimeStamping,
        Self::OcspSigning,
    ];
}

/// Whom a certificate must be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer {
    /// A server by its domain name (RFC 9525).
    Host(String),
    /// A server by its address.
    Address(IpAddr),
    /// A person by their e-mail address.
    Email(String),
}

/// What is asked of lists of revoked certificates (RFC 5280 §6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Nothing.
    Ignore,
    /// A certificate that a list names is refused.
    WhereKnown,
    /// A certificate of which no list tells is refused as well.
    Required,
}

/// What there is to build paths from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Material<'a> {
    /// Certificates that are trusted, in DER.
    pub anchors: &'a [Vec<u8>],
    /// Certificates that are not, in DER.
    pub others: &'a [Vec<u8>],
    /// Lists of revoked certificates, in DER.
    pub lists: &'a [Vec<u8>],
}

/// The certificate in question cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a certificate")]
pub struct Unreadable;

/// All paths from a certificate.
#[derive(Clone, Debug)]
pub struct Report {
    /// Every certificate that paths are made of; the one in question is the first.
    pub certificates: Vec<View>,
    /// The paths, the best one first.
    pub paths: Vec<Path>,
    /// Whether there are more than were followed.
    pub is_cut_short: bool,
}

/// One path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its certificates from the one in question upwards, by their place in the report.
    pub certificates: Vec<usize>,
    /// What is at its end.
    pub end: End,
    /// What was checked.
    pub checks: Vec<Check>,
}

/// What is at the end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// A trusted certificate.
    Anchor,
    /// A self-signed certificate that is not trusted.
    Untrusted,
    /// The next certificate is missing.
    Missing {
        /// Whose.
        issuer: String,
        /// With which key.
        key_id: Option<Vec<u8>>,
    },
}

impl Report {
    /// Whether there is a path without a fault.
    pub fn is_valid(&self) -> bool {
        self.paths.iter().any(Path::is_valid)
    }
}

impl Path {
    /// Whether it ends in a trusted certificate and no rule is broken.
    pub fn is_valid(&self) -> bool {
        self.end == End::Anchor && self.failures().next().is_none()
    }

    /// The broken rules.
    pub fn failures(&self) -> impl Iterator<Item = (&Check, &Failure)> {
        self.checks.iter().filter_map(|check| match &check.outcome {
            Outcome::Failed(failure) => Some((check, failure)),
            _ => None,
        })
    }
}

/// Finds all paths from a certificate and checks each.
pub fn validate(
    leaf: &[u8],
    material: Material<'_>,
    question: &Question,
) -> Result<Report, Unreadable> {
    let pool = build::Pool::new(leaf, material).ok_or(Unreadable)?;
    let (found, is_cut_short) = pool.paths();
    let lists = revocation::Lists::read(material.lists);
    let mut paths: Vec<Path> = found
        .into_iter()
        .map(|(certificates, end)| {
            let checks = validate::run(&pool, &certificates, &end, &lists, question);
            Path {
                certificates,
                end,
                checks,
            }
        })
        .collect();
    // A stable order: sound ones, then those that reach an anchor, then short ones.
    paths.sort_by_key(|path| {
        (
            !path.is_valid(),
            path.end != End::Anchor,
            path.failures().count(),
            path.certificates.len(),
        )
    });
    Ok(Report {
        certificates: pool.into_certificates(),
        paths,
        is_cut_short,
    })
}
