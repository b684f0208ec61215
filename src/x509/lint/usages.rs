//! Basic constraints, key usage and purposes.

use super::subject::{ANY_PURPOSE, CLIENT_AUTH, SERVER_AUTH, Subject};
use super::{Found, Role, broken_by, broken_if};
use crate::x509::KeyUsageBit::{
    self, CrlSign, DataEncipherment, DigitalSignature, KeyAgreement, KeyCertSign, KeyEncipherment,
};
use crate::x509::oid;

/// RFC 5280 §4.2.1.9: "MUST mark the extension as critical".
pub(super) fn constraints_critical(subject: &Subject) -> Found {
    broken_if(subject.critical(oid::BASIC_CONSTRAINTS) == Some(false))
}

/// RFC 5280 §4.2.1.9: no path length "unless the cA boolean is asserted".
pub(super) fn path_length(subject: &Subject) -> Found {
    let (_, constraints) = subject.constraints.as_ref()?;
    constraints
        .path_len_constraint
        .map(|length| format!("pathLenConstraint = {length}"))
}

/// RFC 5280 §4.2.1.3: "Conforming CAs MUST include this extension".
pub(super) fn ca_usage(subject: &Subject) -> Found {
    broken_if(subject.critical(oid::KEY_USAGE).is_none())
}

/// RFC 5280 §4.2.1.9: a CA's key usage has `keyCertSign`.
pub(super) fn ca_signs(subject: &Subject) -> Found {
    broken_if(subject.usage.is_some() && !subject.bits().is_empty() && !subject.may(KeyCertSign))
}

/// RFC 5280 §4.2.1.3: `keyCertSign` only together with `cA`.
pub(super) fn leaf_signs(subject: &Subject) -> Found {
    broken_if(subject.may(KeyCertSign))
}

/// RFC 5280 §4.2.1.3: "SHOULD mark this extension as critical".
pub(super) fn usage_critical(subject: &Subject) -> Found {
    broken_if(subject.critical(oid::KEY_USAGE) == Some(false))
}

/// RFC 5280 §4.2.1.3: "at least one of the bits MUST be set".
pub(super) fn usage_empty(subject: &Subject) -> Found {
    broken_if(
        subject
            .usage
            .as_ref()
            .is_some_and(|(_, bits)| bits.is_empty()),
    )
}

/// Baseline Requirements §7.1.2.10.7: a CA signs revocation lists too.
pub(super) fn ca_signs_lists(subject: &Subject) -> Found {
    broken_if(subject.may(KeyCertSign) && !subject.may(CrlSign))
}

/// Baseline Requirements §7.1.2.10.7: and does nothing else.
pub(super) fn ca_other_usage(subject: &Subject) -> Found {
    if !subject.may(KeyCertSign) || !subject.may(CrlSign) {
        return None;
    }
    let allowed = [DigitalSignature, KeyCertSign, CrlSign];
    let others = subject.bits().iter().filter(|bit| !allowed.contains(bit));
    broken_by(others.map(ToString::to_string))
}

/// Baseline Requirements §7.1.2.10.7: without it no OCSP answer may be signed directly.
pub(super) fn ca_digital_signature(subject: &Subject) -> Found {
    broken_if(subject.may(KeyCertSign) && subject.may(CrlSign) && !subject.may(DigitalSignature))
}

/// Baseline Requirements §7.1.2.7.11: bits that a TLS key of this kind must have.
pub(super) fn leaf_usage_missing(subject: &Subject) -> Found {
    let is_required = is_ec(subject) && !subject.bits().is_empty();
    (is_required && !subject.may(DigitalSignature)).then(|| DigitalSignature.to_string())
}

/// Baseline Requirements §7.1.2.7.11: bits that it must not have.
pub(super) fn leaf_usage_prohibited(subject: &Subject) -> Found {
    let allowed: &[KeyUsageBit] = if is_ec(subject) {
        &[DigitalSignature, KeyAgreement]
    } else if is_rsa(subject) {
        &[DigitalSignature, KeyEncipherment, DataEncipherment]
    } else {
        return None;
    };
    let others = subject.bits().iter().filter(|bit| !allowed.contains(bit));
    broken_by(others.map(ToString::to_string))
}

/// Baseline Requirements §7.1.2.7.11: bits that it should not have.
pub(super) fn leaf_usage_discouraged(subject: &Subject) -> Found {
    let discouraged = if is_ec(subject) {
        KeyAgreement
    } else {
        DataEncipherment
    };
    let known = is_ec(subject) || is_rsa(subject);
    (known && subject.may(discouraged)).then(|| discouraged.to_string())
}

/// Baseline Requirements §7.1.2.7.11: one RSA key for signing and for enciphering.
pub(super) fn leaf_rsa_both(subject: &Subject) -> Found {
    broken_if(is_rsa(subject) && subject.may(DigitalSignature) && subject.may(KeyEncipherment))
}

/// Baseline Requirements §7.1.2.7.6: key usage "SHOULD" be there.
pub(super) fn leaf_no_usage(subject: &Subject) -> Found {
    broken_if(subject.critical(oid::KEY_USAGE).is_none())
}

/// Baseline Requirements §7.1.2.7.6, §7.1.2.10.6: purposes "MUST" be there.
pub(super) fn no_purpose(subject: &Subject) -> Found {
    broken_if(subject.critical(oid::EXT_KEY_USAGE).is_none())
}

/// Baseline Requirements §7.1.2.1.2: and must not in a root.
pub(super) fn root_purpose(subject: &Subject) -> Found {
    broken_by(
        subject
            .purposes
            .iter()
            .flatten()
            .map(|dotted| oid::show(dotted)),
    )
}

/// Baseline Requirements §7.1.2.7.10, §7.1.2.10.6: purposes that do not go with TLS.
pub(super) fn prohibited_purpose(subject: &Subject) -> Found {
    let time_stamping = subject.role == Role::Leaf;
    let purposes = subject.purposes.iter().flatten();
    broken_by(
        purposes
            .filter(|dotted| {
                PROHIBITED.contains(&dotted.as_str()) || (time_stamping && *dotted == TIME_STAMPING)
            })
            .map(|dotted| oid::show(dotted)),
    )
}

/// Baseline Requirements §7.1.2.7.10, §7.1.2.10.6: any other is "NOT RECOMMENDED".
pub(super) fn other_purpose(subject: &Subject) -> Found {
    let purposes = subject.purposes.iter().flatten();
    let time_stamping = subject.role == Role::Leaf;
    broken_by(
        purposes
            .filter(|dotted| {
                let dotted = dotted.as_str();
                let known = [SERVER_AUTH, CLIENT_AUTH].contains(&dotted)
                    || PROHIBITED.contains(&dotted)
                    || (time_stamping && dotted == TIME_STAMPING);
                !known
            })
            .map(|dotted| oid::show(dotted)),
    )
}

fn is_rsa(subject: &Subject) -> bool {
    is_of(subject, oid::RSA)
}

fn is_ec(subject: &Subject) -> bool {
    is_of(subject, oid::EC)
}

fn is_of(subject: &Subject, algorithm: &str) -> bool {
    let spki = subject.tbs().subject_public_key_info();
    spki.algorithm.oid.to_string() == algorithm
}

const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";

/// Signing programs and e-mail, OCSP answers, anything, and precertificates.
const PROHIBITED: [&str; 5] = [
    "1.3.6.1.5.5.7.3.3",
    "1.3.6.1.5.5.7.3.4",
    "1.3.6.1.5.5.7.3.9",
    ANY_PURPOSE,
    "1.3.6.1.4.1.11129.2.4.4",
];
