//! What the webhook refuses of a Certificate's spec.

use std::net::IpAddr;

use super::{Errors, validate_issuer_ref};
use crate::certmanager::api::{CertificateSpec, KEY_UNAVAILABLE, SpecAlgorithm};
use crate::kube::Duration;
use crate::x509::EmailAddress;

pub(super) fn validate(spec: &CertificateSpec, errors: &mut Errors) {
    if spec.secret_name.is_empty() {
        errors.required("spec.secretName", "must be specified");
    } else if !is_subdomain(&spec.secret_name) {
        errors.value("spec.secretName", &spec.secret_name, NOT_A_SUBDOMAIN);
    }
    validate_issuer_ref(&spec.issuer_ref, errors);
    validate_names(spec, errors);
    validate_key(spec, errors);
    if spec.duration.is_some() || spec.renew_before.is_some() {
        validate_durations(spec, errors);
    }
    if spec.renew_before.is_some() && spec.renew_before_percentage.is_some() {
        errors.value(
            "spec.renewBefore",
            spec.renew_before
                .map(|before| before.to_string())
                .unwrap_or_default(),
            "renewBefore and renewBeforePercentage are mutually exclusive and cannot both be set",
        );
    }
    if let Some(limit) = spec.revision_history_limit
        && limit < 1
    {
        errors.value(
            "spec.revisionHistoryLimit",
            limit,
            "must not be less than 1",
        );
    }
    let annotations = spec
        .secret_template
        .iter()
        .flat_map(|template| template.annotations.keys());
    for name in annotations {
        if name.starts_with("cert-manager.io/") && name != "cert-manager.io/allow-direct-injection"
        {
            errors.value(
                "spec.secretTemplate.annotations",
                name,
                "cert-manager.io/* annotations are not allowed",
            );
        }
    }
}

fn validate_names(spec: &CertificateSpec, errors: &mut Errors) {
    let common_name = spec.common_name.as_deref().unwrap_or_default();
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
        && spec.email_addresses.is_empty();
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
}

fn validate_key(spec: &CertificateSpec, errors: &mut Errors) {
    let Some(key) = &spec.private_key else {
        return;
    };
    let size = key.size.unwrap_or(0);
    match key.algorithm {
        Some(SpecAlgorithm::Rsa) if size > 0 && !(2048..=8192).contains(&size) => errors.value(
            "spec.privateKey.size",
            size,
            "must be between 2048 and 8192 for rsa keyAlgorithm",
        ),
        Some(algorithm @ (SpecAlgorithm::Rsa | SpecAlgorithm::Ed25519)) => {
            // The lab's own words: cert-manager makes these.
            errors.unsupported(
                "spec.privateKey.algorithm",
                algorithm.as_str(),
                KEY_UNAVAILABLE,
            );
        }
        None | Some(SpecAlgorithm::Ecdsa) => match size {
            0 | 256 => {}
            384 | 521 => errors.unsupported("spec.privateKey.size", size, KEY_UNAVAILABLE),
            _ => errors.unsupported(
                "spec.privateKey.size",
                size,
                "supported values: \"256\", \"384\", \"521\"",
            ),
        },
    }
}

fn validate_durations(spec: &CertificateSpec, errors: &mut Errors) {
    let duration = spec.duration.unwrap_or(Duration::from_hours(90 * 24));
    if duration < Duration::from_hours(1) {
        errors.value(
            "spec.duration",
            duration.to_string(),
            "certificate duration must be greater than 1h0m0s",
        );
    }
    if let Some(before) = spec.renew_before {
        if before < Duration::from_secs(300) {
            errors.value(
                "spec.renewBefore",
                before.to_string(),
                "certificate renewBefore must be greater than 5m0s",
            );
        }
        if duration <= before {
            errors.value(
                "spec.renewBefore",
                before.to_string(),
                &format!(
                    "certificate duration {duration} must be greater than renewBefore {before}"
                ),
            );
        }
    }
}

/// A DNS-1123 subdomain: what Kubernetes takes for a name.
fn is_subdomain(name: &str) -> bool {
    let label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !label.is_empty()
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

const NOT_A_SUBDOMAIN: &str = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

const NO_NAMES: &str = "at least one of commonName (from the commonName field or from a literalSubject), dnsNames, emailSANs, ipAddresses, otherNames, or uriSANs must be set";
