//! What an application asks of the certificate in question: its purpose and its name.

use std::net::IpAddr;

use x509_cert::ext::pkix::KeyUsage;
use x509_cert::ext::pkix::name::GeneralName;

use super::check::Failure;
use super::{Peer, Purpose};
use crate::x509::view::View;

/// Whether key usage and purposes allow the purpose (RFC 5280 §4.2.1.3, §4.2.1.12).
pub(super) fn purpose(view: &View, purpose: Purpose) -> Result<(), Failure> {
    authority_purpose(view, purpose)?;
    // A key that signs answers or time stamps is trusted only where the purpose says so
    // (RFC 6960 §4.2.2.2, RFC 3161 §2.3).
    let must_be_named = matches!(purpose, Purpose::TimeStamping | Purpose::OcspSigning);
    if must_be_named && view.purposes().is_none() {
        return Err(Failure::WrongPurpose);
    }
    match view.key_usage() {
        Some(usage) if !fits(usage, purpose) => Err(Failure::WrongKeyUsage),
        _ => Ok(()),
    }
}

/// Whether a certificate's purposes, where it names any, include this one. Of a CA
/// RFC 5280 does not ask it; every verifier in use does.
pub(super) fn authority_purpose(view: &View, purpose: Purpose) -> Result<(), Failure> {
    let Some(wanted) = id(purpose) else {
        return Ok(());
    };
    match view.purposes() {
        Some(named) if !named.iter().any(|oid| oid == wanted || oid == ANY) => {
            Err(Failure::WrongPurpose)
        }
        _ => Ok(()),
    }
}

/// Whether the certificate is for a peer, by its alternative names alone (RFC 9525 §2).
pub(super) fn name(view: &View, peer: &Peer) -> Result<(), Failure> {
    let names = view.alternative_names();
    let fits = names.iter().any(|name| match (name, peer) {
        (GeneralName::DnsName(name), Peer::Host(host)) => is_host(name.as_str(), host),
        (GeneralName::IpAddress(octets), Peer::Address(address)) => match address {
            IpAddr::V4(four) => octets.as_bytes() == four.octets(),
            IpAddr::V6(six) => octets.as_bytes() == six.octets(),
        },
        (GeneralName::Rfc822Name(name), Peer::Email(email)) => is_mailbox(name.as_str(), email),
        _ => false,
    });
    if fits {
        return Ok(());
    }
    let shown = names.iter().filter_map(|name| match name {
        GeneralName::DnsName(name) | GeneralName::Rfc822Name(name) => Some(name.to_string()),
        GeneralName::IpAddress(octets) => match octets.as_bytes() {
            four if four.len() == 4 => <[u8; 4]>::try_from(four)
                .ok()
                .map(|four| IpAddr::from(four).to_string()),
            other => <[u8; 16]>::try_from(other)
                .ok()
                .map(|six| IpAddr::from(six).to_string()),
        },
        _ => None,
    });
    Err(Failure::OtherName {
        names: shown.collect(),
    })
}

/// A wildcard stands for exactly one whole label, the leftmost (RFC 9525 §6.3).
pub fn is_host(pattern: &str, host: &str) -> bool {
    let host = host.trim_end_matches('.');
    match pattern.strip_prefix("*.") {
        Some(parent) => host.split_once('.').is_some_and(|(label, rest)| {
            !label.is_empty() && parent.contains('.') && rest.eq_ignore_ascii_case(parent)
        }),
        None => pattern.eq_ignore_ascii_case(host),
    }
}

/// The host of an address in any case, its local part as it stands (RFC 5280 §7.5).
fn is_mailbox(name: &str, email: &str) -> bool {
    match (name.rsplit_once('@'), email.rsplit_once('@')) {
        (Some((local, host)), Some((asked_local, asked_host))) => {
            local == asked_local && host.eq_ignore_ascii_case(asked_host)
        }
        _ => false,
    }
}

fn fits(usage: KeyUsage, purpose: Purpose) -> bool {
    match purpose {
        Purpose::Any => true,
        Purpose::Server => {
            usage.digital_signature() || usage.key_encipherment() || usage.key_agreement()
        }
        Purpose::Client => usage.digital_signature() || usage.key_agreement(),
        Purpose::Email | Purpose::TimeStamping => {
            usage.digital_signature() || usage.non_repudiation()
        }
        Purpose::CodeSigning | Purpose::OcspSigning => usage.digital_signature(),
    }
}

const fn id(purpose: Purpose) -> Option<&'static str> {
    match purpose {
        Purpose::Any => None,
        Purpose::Server => Some("1.3.6.1.5.5.7.3.1"),
        Purpose::Client => Some("1.3.6.1.5.5.7.3.2"),
        Purpose::CodeSigning => Some("1.3.6.1.5.5.7.3.3"),
        Purpose::Email => Some("1.3.6.1.5.5.7.3.4"),
        Purpose::TimeStamping => Some("1.3.6.1.5.5.7.3.8"),
        Purpose::OcspSigning => Some("1.3.6.1.5.5.7.3.9"),
    }
}

/// `anyExtendedKeyUsage`.
const ANY: &str = "2.5.29.37.0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_stands_for_one_label() {
        for (pattern, host, fits) in [
            ("a.test", "A.test", true),
            ("a.test", "a.test.", true),
            ("a.test", "b.test", false),
            ("*.a.test", "b.a.test", true),
            ("*.a.test", "c.b.a.test", false),
            ("*.a.test", "a.test", false),
            ("*.test", "a.test", false),
            ("b*.a.test", "bc.a.test", false),
        ] {
            assert_eq!(is_host(pattern, host), fits, "{pattern} {host}");
        }
        assert!(is_mailbox("Me@A.test", "Me@a.TEST"));
        assert!(!is_mailbox("me@a.test", "Me@a.test"));
    }
}
