//! What the webhook refuses of a Certificate's names.

use std::net::IpAddr;

use der::oid::ObjectIdentifier;

use crate::certmanager::api::{CertificateSpec, CertificateSubject, NameConstraintItem};
use crate::certmanager::validation::Errors;
use crate::x509::EmailAddress;

pub(super) fn validate(spec: &CertificateSpec, errors: &mut Errors) {
    let literal = validate_literal_subject(spec, errors);
    let common_name = literal
        .as_deref()
        .or(spec.common_name.as_deref())
        .unwrap_or_default();
    if common_name.chars().count() > 64 {
        errors.push(
            "spec.commonName",
            "Too long: may not be more than 64 bytes".to_owned(),
        );
    }
    let none = common_name.is_empty()
        && spec.dns_names.is_empty()
        && spec.ip_addresses.is_empty()
        && spec.uris.is_empty()
        && spec.email_addresses.is_empty()
        && spec.other_names.is_empty();
    if none {
        errors.invalid("spec", NO_NAMES);
    }
    for (index, address) in spec.ip_addresses.iter().enumerate() {
        if address.parse::<IpAddr>().is_err() {
            errors.value(
                &format!("spec.ipAddresses[{index}]"),
                address,
                "invalid IP address",
            );
        }
    }
    for (index, address) in spec.email_addresses.iter().enumerate() {
        if let Err(error) = EmailAddress::parse(address) {
            errors.value(
                &format!("spec.emailAddresses[{index}]"),
                address,
                &format!("invalid email address: {error}"),
            );
        }
    }
    for (index, name) in spec.other_names.iter().enumerate() {
        let path = format!("spec.otherNames[{index}]");
        if ObjectIdentifier::new(&name.oid).is_err() {
            errors.value(&format!("{path}.oid"), &name.oid, "oid syntax invalid");
        }
        if name.utf8_value.is_empty() {
            errors.required(
                &format!("{path}.utf8Value"),
                "must be set to a valid non-empty UTF8 string",
            );
        }
    }
    validate_constraints(spec, errors);
}

/// The common name within `spec.literalSubject`.
fn validate_literal_subject(spec: &CertificateSpec, errors: &mut Errors) -> Option<String> {
    const PATH: &str = "spec.literalSubject";
    let literal = spec.literal_subject.as_deref()?;
    if spec
        .common_name
        .as_deref()
        .is_some_and(|name| !name.is_empty())
    {
        errors.value(
            "spec.commonName",
            spec.common_name.as_deref().unwrap_or_default(),
            "When providing a `LiteralSubject` no `commonName` may be provided.",
        );
    }
    if spec
        .subject
        .as_ref()
        .is_some_and(|subject| *subject != CertificateSubject::default())
    {
        errors.invalid(
            "spec.subject",
            "When providing a `LiteralSubject` no `Subject` properties may be provided.",
        );
    }
    let mut common_name = None;
    for attribute in attributes(literal) {
        let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        let key = key.trim();
        let known = KEYS.iter().any(|known| known.eq_ignore_ascii_case(key));
        if !known && ObjectIdentifier::new(key).is_err() {
            errors.value(
                PATH,
                literal,
                &format!("Literal subject contains unrecognized key with value [{key}]"),
            );
        } else if key.eq_ignore_ascii_case("CN") {
            common_name = Some(value.replace('\\', ""));
        }
    }
    common_name
}

/// The attributes of an RFC 4514 text: what stands between commas and plus signs.
fn attributes(text: &str) -> Vec<&str> {
    let mut escaped = false;
    let separates = |c: char| {
        let separates = !escaped && matches!(c, ',' | '+' | ';');
        escaped = !escaped && c == '\\';
        separates
    };
    text.split(separates)
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect()
}

fn validate_constraints(spec: &CertificateSpec, errors: &mut Errors) {
    const PATH: &str = "spec.nameConstraints";
    let Some(constraints) = &spec.name_constraints else {
        return;
    };
    if !spec.is_ca {
        errors.invalid(PATH, "isCA should be true when nameConstraints is set");
    }
    if constraints.permitted.is_none() && constraints.excluded.is_none() {
        errors.invalid(PATH, "either permitted or excluded must be set");
    }
    let items: [(&str, Option<&NameConstraintItem>); 2] = [
        ("permitted", constraints.permitted.as_ref()),
        ("excluded", constraints.excluded.as_ref()),
    ];
    for (field, item) in items {
        for (place, range) in item
            .iter()
            .flat_map(|item| item.ip_ranges.iter().enumerate())
        {
            if !is_network(range) {
                errors.value(
                    &format!("{PATH}.{field}.ipRanges[{place}]"),
                    range,
                    &format!("invalid CIDR address: {range}"),
                );
            }
        }
    }
}

/// `192.0.2.0/24` (RFC 4632 §3.1).
fn is_network(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else {
        return false;
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let limit = if address.is_ipv4() { 32 } else { 128 };
    length.parse::<u8>().is_ok_and(|length| length <= limit)
}

/// The attribute types of RFC 4514 §3 that cert-manager knows by name.
const KEYS: [&str; 10] = [
    "C",
    "O",
    "OU",
    "CN",
    "SERIALNUMBER",
    "L",
    "ST",
    "STREET",
    "DC",
    "UID",
];

const NO_NAMES: &str = "at least one of commonName (from the commonName field or from a literalSubject), dnsNames, emailSANs, ipAddresses, otherNames, or uriSANs must be set";
