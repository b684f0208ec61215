//! The alternative names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use x509_cert::ext::pkix::name::GeneralName;

use super::subject::Subject;
use super::{Found, broken_by, broken_if, pointers};
use crate::x509::public_suffix::is_public_suffix;
use crate::x509::reading::show_name;
use crate::x509::{EmailAddress, extension, oid};

/// RFC 5280 §4.1.2.6: without a subject "the subjectAltName extension MUST be […] critical".
pub(super) fn names_not_critical(subject: &Subject) -> Found {
    broken_if(
        subject.attributes.is_empty() && subject.critical(oid::SUBJECT_ALT_NAME) == Some(false),
    )
}

/// RFC 5280 §4.2.1.6: with one it "SHOULD" not be.
pub(super) fn names_critical(subject: &Subject) -> Found {
    broken_if(
        !subject.attributes.is_empty() && subject.critical(oid::SUBJECT_ALT_NAME) == Some(true),
    )
}

/// RFC 5280 §4.2.1.6: "the sequence MUST contain at least one entry".
pub(super) fn names_empty(subject: &Subject) -> Found {
    broken_if(
        subject
            .names
            .as_ref()
            .is_some_and(|(_, names)| names.is_empty()),
    )
}

/// Baseline Requirements §7.1.2.7.12: alternative names must be there.
pub(super) fn no_names(subject: &Subject) -> Found {
    broken_if(subject.critical(oid::SUBJECT_ALT_NAME).is_none())
}

/// Baseline Requirements §7.1.2.7.12: DNS names and addresses only.
pub(super) fn name_kinds(subject: &Subject) -> Found {
    let others = subject
        .all_names()
        .iter()
        .filter(|name| !matches!(name, GeneralName::DnsName(_) | GeneralName::IpAddress(_)));
    broken_by(others.map(|name| show_name(name).1))
}

/// RFC 5280 §4.2.1.6: the "preferred name syntax" of RFC 1034 §3.5, a wildcard before it.
pub(super) fn dns_syntax(subject: &Subject) -> Found {
    let names = subject.dns_names();
    broken_by(names.filter(|name| !is_dns_name(name)).map(quoted))
}

fn is_dns_name(name: &str) -> bool {
    let base = name.strip_prefix("*.").unwrap_or(name);
    base.len() <= 253 && base.split('.').all(is_label)
}

/// Letters, digits and inner hyphens.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Baseline Requirements §7.1.2.7.12: two hyphens in third place mean A-labels only.
pub(super) fn reserved_label(subject: &Subject) -> Found {
    let is_reserved = |label: &str| {
        label.get(2..4) == Some("--")
            && label.len() > 4
            && !label
                .get(..2)
                .is_some_and(|tag| tag.eq_ignore_ascii_case("xn"))
    };
    let names = subject.dns_names();
    broken_by(
        names
            .filter(|name| name.split('.').any(is_reserved))
            .map(quoted),
    )
}

/// Baseline Requirements §4.2.2, §7.1.4.2: names under no top-level domain of IANA's,
/// alone or as the host of an address.
pub(super) fn internal_name(subject: &Subject) -> Found {
    let names = subject.dns_names().filter(|name| is_dns_name(name));
    let uris = subject.all_names().iter().chain(pointers::places(subject));
    let uris = uris.filter_map(|name| match name {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.as_str()),
        _ => None,
    });
    let internal = names.filter(|name| is_internal(name));
    let hosts = uris.filter(|uri| host(uri).is_some_and(|host| is_internal(&host)));
    broken_by(internal.chain(hosts).map(quoted))
}

/// The host of a URI, where it is a name.
fn host(uri: &str) -> Option<String> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?;
    let is_name = is_dns_name(host) && host.parse::<Ipv4Addr>().is_err();
    is_name.then(|| host.to_owned())
}

fn is_internal(name: &str) -> bool {
    let top = name.rsplit('.').next().unwrap_or_default();
    let top = top.to_ascii_lowercase();
    // In the list top-level domains are written in Unicode; some have only what lies below.
    let (top, _) = idna::domain_to_unicode(&top);
    top != "onion" && !is_public_suffix(&top) && !is_public_suffix(&format!("x.{top}"))
}

/// Baseline Requirements §3.2.2.6: not all of `*.com`.
pub(super) fn public_wildcard(subject: &Subject) -> Found {
    let names = subject.dns_names();
    broken_by(
        names
            .filter(|name| {
                name.strip_prefix("*.").is_some_and(|base| {
                    is_public_suffix(&idna::domain_to_unicode(&base.to_ascii_lowercase()).0)
                })
            })
            .map(quoted),
    )
}

/// RFC 5280 §4.2.1.6: four octets, or sixteen.
pub(super) fn address_length(subject: &Subject) -> Found {
    let names = subject.all_names().iter();
    broken_by(names.filter_map(|name| match name {
        GeneralName::IpAddress(octets) if address(octets.as_bytes()).is_none() => {
            Some(show_name(name).1)
        }
        _ => None,
    }))
}

/// Baseline Requirements §4.2.2: addresses that IANA keeps for other uses.
pub(super) fn internal_address(subject: &Subject) -> Found {
    let names = subject.all_names().iter();
    broken_by(names.filter_map(|name| {
        match name {
            GeneralName::IpAddress(octets) => address(octets.as_bytes())
                .filter(|address| is_reserved(*address))
                .map(|address| address.to_string()),
            _ => None,
        }
    }))
}

pub(super) fn address(octets: &[u8]) -> Option<IpAddr> {
    let four = <[u8; 4]>::try_from(octets).map(|octets| Ipv4Addr::from(octets).into());
    let sixteen = <[u8; 16]>::try_from(octets).map(|octets| Ipv6Addr::from(octets).into());
    four.or(sixteen).ok()
}

/// IANA's registries of special-purpose addresses (RFC 6890).
fn is_reserved(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_documentation()
                || first == 0
                || first >= 240
                || (first == 100 && second & 0xc0 == 64)
                || (first == 198 && second & 0xfe == 18)
        }
        IpAddr::V6(address) => {
            let [first, second, ..] = address.segments();
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
                || (first == 0x2001 && second == 0x0db8)
        }
    }
}

/// RFC 5280 §4.2.1.6: a mailbox by itself.
pub(super) fn email_syntax(subject: &Subject) -> Found {
    let names = subject.all_names().iter();
    broken_by(names.filter_map(|name| {
        match name {
            GeneralName::Rfc822Name(name) => EmailAddress::parse(name.as_str())
                .is_err()
                .then(|| quoted(name.as_str())),
            _ => None,
        }
    }))
}

/// RFC 5280 §4.2.1.6: "The name MUST NOT be a relative URI".
pub(super) fn uri_syntax(subject: &Subject) -> Found {
    let names = subject.all_names().iter();
    broken_by(names.filter_map(|name| {
        match name {
            GeneralName::UniformResourceIdentifier(uri) => extension::uri(uri.as_str())
                .is_err()
                .then(|| quoted(uri.as_str())),
            _ => None,
        }
    }))
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}
