//! Rules, and what became of each.

use crate::clock::Timestamp;
use crate::x509::reading::NameKind;

/// A rule applied to one certificate of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which rule.
    pub rule: Rule,
    /// To which certificate, by its place in the path; the end entity is 0.
    pub position: usize,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It is broken.
    Failed(Failure),
    /// It does not concern this certificate, or nothing is asked.
    NotAsked,
    /// Something before it is broken.
    NotReached,
}

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The path ends in a trusted certificate.
    Trust,
    /// The issuer's key signed it.
    Signature,
    /// The time lies within its validity.
    Validity,
    /// It is not revoked.
    Revocation,
    /// Its issuer is the subject of the next one.
    IssuerName,
    /// Its names are where those above allow.
    NameConstraints,
    /// It has a policy that counts.
    Policies,
    /// Its policy mappings are sound.
    PolicyMappings,
    /// It is a CA.
    CertificateAuthority,
    /// No more CAs stand below than those above allow.
    PathLength,
    /// Its key may sign certificates.
    CertificateSigning,
    /// Every critical extension is understood, none is there twice.
    CriticalExtensions,
    /// A policy that is asked for is left at the end.
    AcceptedPolicy,
    /// It may be used for the purpose.
    Purpose,
    /// It is for the name.
    Name,
}

impl Rule {
    /// Where the rule is written.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Trust => "RFC 5280 §6.1.1 (d)",
            Self::Signature => "RFC 5280 §6.1.3 (a)(1)",
            Self::Validity => "RFC 5280 §6.1.3 (a)(2)",
            Self::Revocation => "RFC 5280 §6.1.3 (a)(3), §6.3",
            Self::IssuerName => "RFC 5280 §6.1.3 (a)(4), §7.1",
            Self::NameConstraints => "RFC 5280 §6.1.3 (b)(c), §4.2.1.10",
            Self::Policies => "RFC 5280 §6.1.3 (d)–(f)",
            Self::PolicyMappings => "RFC 5280 §6.1.4 (a)",
            Self::CertificateAuthority => "RFC 5280 §6.1.4 (k), §4.2.1.9",
            Self::PathLength => "RFC 5280 §6.1.4 (l)(m)",
            Self::CertificateSigning => "RFC 5280 §6.1.4 (n), §4.2.1.3",
            Self::CriticalExtensions => "RFC 5280 §6.1.4 (o), §6.1.5 (f), §4.2",
            Self::AcceptedPolicy => "RFC 5280 §6.1.5 (g)",
            Self::Purpose => "RFC 5280 §4.2.1.3, §4.2.1.12",
            Self::Name => "RFC 9525 §6, RFC 5280 §4.2.1.6",
        }
    }
}

/// How a rule is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// It ends in a self-signed certificate that nobody trusts.
    NotTrusted,
    /// The issuer's certificate is missing.
    IssuerMissing {
        /// Whose.
        issuer: String,
    },
    /// The signature does not fit.
    WrongSignature,
    /// The signature, or the issuer's key, is of a kind that the lab cannot check.
    UnsupportedSignature {
        /// The algorithm.
        algorithm: String,
    },
    /// The algorithm inside the signed part is another than outside.
    TwoSignatureAlgorithms,
    /// It is not valid yet.
    NotYetValid {
        /// Since when it will be.
        not_before: Timestamp,
    },
    /// It is no longer valid.
    Expired {
        /// Until when it was.
        not_after: Timestamp,
    },
    /// It was revoked.
    Revoked {
        /// When.
        at: Timestamp,
        /// Why, by RFC 5280's name.
        reason: &'static str,
    },
    /// No usable list tells of it.
    RevocationUnknown,
    /// Its issuer is not the next one's subject.
    OtherIssuer {
        /// Its issuer.
        issuer: String,
        /// The next one's subject.
        subject: String,
    },
    /// A name lies in no permitted subtree.
    NotPermitted {
        /// Its kind.
        kind: NameKind,
        /// The name.
        name: String,
    },
    /// A name lies in an excluded subtree.
    Excluded {
        /// Its kind.
        kind: NameKind,
        /// The name.
        name: String,
    },
    /// A constraint that is not well-formed, or on a kind of name that cannot be checked.
    UnusableConstraint,
    /// No policy is left that counts.
    NoPolicy,
    /// anyPolicy is mapped.
    AnyPolicyMapped,
    /// The policies of this path are too many to follow.
    TooManyPolicies,
    /// Basic constraints do not say that it is a CA.
    NotACertificateAuthority,
    /// It has no version 3, so nothing says that it is a CA.
    NoVersion3,
    /// More CAs follow than allowed.
    PathTooLong {
        /// How many may.
        allowed: u32,
    },
    /// Its key usage lacks keyCertSign.
    NoCertificateSigning,
    /// A critical extension is not understood here.
    UnknownCriticalExtension {
        /// Its object identifier.
        oid: String,
    },
    /// An extension cannot be decoded, or is there twice.
    MalformedExtension {
        /// Its object identifier.
        oid: String,
    },
    /// Its purposes do not include this one.
    WrongPurpose,
    /// Its key usage does not fit the purpose.
    WrongKeyUsage,
    /// It is for other names.
    OtherName {
        /// Which.
        names: Vec<String>,
    },
}
