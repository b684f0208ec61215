//! Checks of the current request, and of the certificate where there is none.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::{Input, Violation, go_list};
use crate::certmanager::api::{
    Certificate as Wanted, CertificateRequest, CertificateSpec, SecretKey, condition_type,
    request_reason, secret,
};
use crate::certmanager::subject;
use crate::x509::{self, Certificate, CertificateSigningRequest, DnsName};

/// The Secret's key signed the current request.
pub(super) fn has_the_key_of_the_secret(input: &Input<'_>) -> Option<Violation> {
    let request = input.current_request?;
    let key = input.secret?.private_key(secret::TLS_KEY).ok()?;
    match CertificateSigningRequest::from_pem(&request.request_pem()) {
        Ok(csr) if *csr.public_key() == key.public_key => None,
        Ok(_) => Some(Violation::new(
            "SecretMismatch",
            "Secret contains a private key that does not match the current CertificateRequest",
        )),
        Err(error) => Some(Violation::new(
            "InvalidCertificateRequest",
            format!("Failed to decode current CertificateRequest: {error}"),
        )),
    }
}

/// The current request asks for what the Certificate wants now; without a
/// request, the certificate itself has the names.
pub(super) fn meets_the_spec(input: &Input<'_>) -> Option<Violation> {
    let spec = &input.certificate.spec;
    if let Some(request) = input.current_request {
        // A request that cannot be read was found by the check before.
        let violations = request_violations(request, spec).ok()?;
        return (!violations.is_empty()).then(|| {
            Violation::new(
                "RequestChanged",
                format!(
                    "Fields on existing CertificateRequest resource not up to date: {}",
                    go_list(&violations)
                ),
            )
        });
    }
    let leaf = input.secret?.chain()?.ok()?.into_iter().next()?;
    let violations = certificate_violations(&leaf, spec);
    (!violations.is_empty()).then(|| {
        Violation::new(
            "SecretMismatch",
            format!(
                "Issuing certificate as Existing issued Secret is not up to date for spec: {}",
                go_list(&violations)
            ),
        )
    })
}

/// The fields of a Certificate that a request does not meet, in cert-manager's order.
pub fn request_violations(
    request: &CertificateRequest,
    spec: &CertificateSpec,
) -> Result<Vec<&'static str>, x509::Error> {
    let csr = CertificateSigningRequest::from_pem(&request.request_pem())?;
    let asked = &request.spec;
    let changed_duration = match (asked.duration, spec.duration) {
        (Some(asked), Some(wanted)) => asked != wanted,
        _ => false,
    };
    let other_names: Vec<(String, String)> = spec
        .other_names
        .iter()
        .map(|name| (name.oid.clone(), name.utf8_value.clone()))
        .collect();
    let names = [
        (
            "spec.ipAddresses",
            !same(addresses(csr.ip_addresses()), written_addresses(spec)),
        ),
        ("spec.uris", !same(csr.uris(), spec.uris.clone())),
        (
            "spec.emailAddresses",
            !same(csr.email_addresses(), spec.email_addresses.clone()),
        ),
        ("spec.dnsNames", !same(csr.dns_names(), dns_names(spec))),
        ("spec.otherNames", !same(csr.other_names(), other_names)),
    ];
    let mut fields = violated(names);
    if let Some(literal) = &spec.literal_subject {
        if x509::literal_subject(literal).as_deref() != Ok(csr.subject_der()) {
            fields.push("spec.literalSubject");
        }
    } else {
        if csr.common_name().as_deref() != common_name(spec) {
            fields.push("spec.commonName");
        }
        for attribute in &subject::ATTRIBUTES {
            let wanted = attribute.wanted(spec.subject.as_ref());
            if !same(attribute.of_request(&csr), wanted) {
                fields.push(attribute.path);
            }
        }
    }
    fields.extend(violated([
        ("spec.isCA", asked.is_ca != spec.is_ca),
        (
            "spec.usages",
            !same(asked.usages.clone(), spec.usages.clone()),
        ),
        ("spec.duration", changed_duration),
        (
            "spec.issuerRef",
            !asked.issuer_ref.is_same(&spec.issuer_ref),
        ),
    ]));
    Ok(fields)
}

/// The fields of a Certificate that a certificate does not meet. A loose
/// check: CAs may move names between common name and DNS names.
pub fn certificate_violations(leaf: &Certificate, spec: &CertificateSpec) -> Vec<&'static str> {
    let wanted_common = common_name(spec).map(str::to_owned);
    let wanted_names = dns_names(spec);
    let (has_common, has_names) = (leaf.common_name(), leaf.dns_names());
    let wanted: BTreeSet<&String> = wanted_names.iter().chain(&wanted_common).collect();
    let has: BTreeSet<&String> = has_names.iter().chain(&has_common).collect();
    let lacks = |set: &BTreeSet<&String>, name: &Option<String>| {
        name.as_ref().is_some_and(|name| !set.contains(name))
    };
    let common = lacks(&has, &wanted_common) || lacks(&wanted, &has_common);
    let names = wanted_names.iter().any(|name| !has.contains(name))
        || has_names.iter().any(|name| !wanted.contains(name));
    violated([
        ("spec.commonName", wanted != has && common),
        ("spec.dnsNames", wanted != has && names),
        (
            "spec.ipAddresses",
            !same(addresses(leaf.ip_addresses()), written_addresses(spec)),
        ),
        ("spec.uris", !same(leaf.uris(), spec.uris.clone())),
        (
            "spec.emailAddresses",
            !same(leaf.email_addresses(), spec.email_addresses.clone()),
        ),
    ])
}

/// Whether a request asks for what the Certificate wants, with this key.
pub(crate) fn is_for(request: &CertificateRequest, certificate: &Wanted, key: &SecretKey) -> bool {
    request_violations(request, &certificate.spec).is_ok_and(|violations| violations.is_empty())
        && CertificateSigningRequest::from_pem(&request.request_pem())
            .is_ok_and(|csr| *csr.public_key() == key.public_key)
}

/// Whether a request failed in an attempt before the present one.
pub(crate) fn is_left_over(request: &CertificateRequest, certificate: &Wanted) -> bool {
    let since = certificate
        .condition(condition_type::ISSUING)
        .and_then(|condition| condition.last_transition_time);
    request.ready_reason() == request_reason::FAILED
        && request
            .status
            .failure_time
            .zip(since)
            .is_some_and(|(failed, since)| failed < since)
}

fn violated<const N: usize>(fields: [(&'static str, bool); N]) -> Vec<&'static str> {
    fields
        .into_iter()
        .filter_map(|(field, violated)| violated.then_some(field))
        .collect()
}

/// Whether two lists have the same items, in whatever order.
fn same<T: Ord>(mut one: Vec<T>, mut other: Vec<T>) -> bool {
    one.sort_unstable();
    other.sort_unstable();
    one == other
}

fn common_name(spec: &CertificateSpec) -> Option<&str> {
    spec.common_name.as_deref().filter(|name| !name.is_empty())
}

/// The DNS names as a CSR has them: in A-labels and lower case.
fn dns_names(spec: &CertificateSpec) -> Vec<String> {
    spec.dns_names
        .iter()
        .map(|name| {
            DnsName::parse_any(name).map_or_else(|_| name.clone(), |name| name.as_str().to_owned())
        })
        .collect()
}

fn addresses(addresses: Vec<IpAddr>) -> Vec<Option<IpAddr>> {
    addresses.into_iter().map(Some).collect()
}

fn written_addresses(spec: &CertificateSpec) -> Vec<Option<IpAddr>> {
    spec.ip_addresses
        .iter()
        .map(|address| address.parse().ok())
        .collect()
}
