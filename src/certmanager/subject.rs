//! Single attributes of distinguished names, which [`crate::x509`] shows as one text.

use der::Decode as _;
use der::oid::ObjectIdentifier;
use x509_cert::ext::pkix::name::DirectoryString;
use x509_cert::name::Name;
use x509_cert::request::CertReq;

use crate::x509::{Certificate, CertificateSigningRequest};

/// The organizations that a request asks for.
pub(crate) fn of_request(request: &CertificateSigningRequest) -> Vec<String> {
    CertReq::from_der(request.der()).map_or_else(
        |_| Vec::new(),
        |csr| values(&csr.info.subject, ORGANIZATION),
    )
}

/// The organizations that a certificate is for.
pub(crate) fn of_certificate(certificate: &Certificate) -> Vec<String> {
    x509_cert::Certificate::from_der(certificate.der()).map_or_else(
        |_| Vec::new(),
        |certificate| values(certificate.tbs_certificate().subject(), ORGANIZATION),
    )
}

/// The common name of a certificate's issuer.
pub(crate) fn issuer_common_name(certificate: &Certificate) -> Option<String> {
    let certificate = x509_cert::Certificate::from_der(certificate.der()).ok()?;
    values(certificate.tbs_certificate().issuer(), COMMON_NAME).pop()
}

fn values(name: &Name, oid: ObjectIdentifier) -> Vec<String> {
    name.iter()
        .filter(|attribute| attribute.oid == oid)
        .filter_map(|attribute| DirectoryString::try_from(&attribute.value).ok())
        .map(String::from)
        .collect()
}

/// `organizationName` (RFC 4519 §2.19).
const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");

/// `commonName` (RFC 4519 §2.3).
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
