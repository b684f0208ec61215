//! The CSR that a Certificate asks for (`pkg/util/pki.GenerateCSR`).

use std::net::IpAddr;

use crate::certmanager::api::{Certificate, CertificateSpec, NameConstraintItem};
use crate::certmanager::subject;
use crate::x509::request::{Constraints, Extras, Names};
use crate::x509::{self, DnsName, RequestParams, SignatureAlgorithm, ToBeSigned, request};

/// The CSR that a Certificate asks for, for a key: what is to be signed with it.
pub fn certificate_signing_request(
    certificate: &Certificate,
    key: &x509::PublicKey,
) -> Result<ToBeSigned, String> {
    prepare(certificate, key).map_err(|error| error.to_string())
}

/// The CSR of a Certificate.
pub(crate) fn prepare(
    certificate: &Certificate,
    key: &x509::PublicKey,
) -> Result<ToBeSigned, Error> {
    let spec = &certificate.spec;
    let params = RequestParams {
        common_name: spec.common_name.clone().filter(|name| !name.is_empty()),
        organizations: spec.organizations().to_vec(),
        dns_names: spec
            .dns_names
            .iter()
            .map(|name| DnsName::parse_any(name))
            .collect::<Result<_, _>>()?,
        ip_addresses: spec
            .ip_addresses
            .iter()
            .map(|address| address.parse::<IpAddr>())
            .collect::<Result<_, _>>()?,
        uris: spec.uris.clone(),
        email_addresses: spec.email_addresses.clone(),
        usages: spec.usages.clone(),
        encode_usages: spec.encode_usages_in_request.unwrap_or(true),
        is_ca: spec.is_ca,
        signature_algorithm: spec
            .signature_algorithm
            .as_deref()
            .and_then(SignatureAlgorithm::from_word),
    };
    Ok(request::prepare_with(&params, &extras(spec)?, key)?)
}

/// What a CSR holds beside names and usages.
fn extras(spec: &CertificateSpec) -> Result<Extras, Error> {
    let attributes = subject::ATTRIBUTES.iter().filter_map(|attribute| {
        let values = attribute.wanted(spec.subject.as_ref());
        // The organizations are among the request's own parameters.
        let other = attribute.path != "spec.subject.organizations" && !values.is_empty();
        other.then(|| (attribute.oid.to_owned(), values))
    });
    let names = |item: &Option<NameConstraintItem>| -> Result<Names, Error> {
        let Some(item) = item else {
            return Ok(Names::default());
        };
        Ok(Names {
            dns_domains: item.dns_domains.clone(),
            ip_ranges: item
                .ip_ranges
                .iter()
                .map(|range| network(range))
                .collect::<Result<_, _>>()?,
            email_addresses: item.email_addresses.clone(),
            uri_domains: item.uri_domains.clone(),
        })
    };
    let constraints = match &spec.name_constraints {
        None => None,
        Some(constraints) => Some(Constraints {
            critical: constraints.critical,
            permitted: names(&constraints.permitted)?,
            excluded: names(&constraints.excluded)?,
        }),
    };
    Ok(Extras {
        attributes: attributes.collect(),
        literal_subject: spec.literal_subject.clone(),
        other_names: spec
            .other_names
            .iter()
            .map(|name| (name.oid.clone(), name.utf8_value.clone()))
            .collect(),
        constraints,
        basic_constraints: None,
    })
}

/// `192.0.2.0/24`.
fn network(range: &str) -> Result<(IpAddr, u8), Error> {
    let invalid = || Error::Network {
        range: range.to_owned(),
    };
    let (address, length) = range.split_once('/').ok_or_else(invalid)?;
    let length = length.parse().map_err(|_| invalid())?;
    Ok((address.parse().map_err(|_| invalid())?, length))
}

/// Why a Certificate gives no CSR.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Name(#[from] x509::NameError),
    #[error(transparent)]
    Address(#[from] std::net::AddrParseError),
    #[error(transparent)]
    X509(#[from] x509::Error),
    #[error("invalid CIDR address: {range}")]
    Network { range: String },
}
