//! Single attributes of distinguished names, which [`crate::x509`] shows as one text.

use der::Decode as _;
use der::oid::ObjectIdentifier;
use x509_cert::ext::pkix::name::DirectoryString;
use x509_cert::name::Name;
use x509_cert::request::CertReq;

use crate::certmanager::api::CertificateSubject;
use crate::x509::{Certificate, CertificateSigningRequest};

/// Where each list of `spec.subject` is in a distinguished name: in the order in
/// which cert-manager compares them, with the annotation of the target Secret.
pub(crate) const ATTRIBUTES: [Attribute; 8] = [
    Attribute::new(
        "spec.subject.serialNumber",
        "2.5.4.5",
        "serialnumber",
        |subject| std::slice::from_ref(&subject.serial_number),
    ),
    Attribute::new(
        "spec.subject.organizations",
        "2.5.4.10",
        "organizations",
        |subject| &subject.organizations,
    ),
    Attribute::new(
        "spec.subject.countries",
        "2.5.4.6",
        "countries",
        |subject| &subject.countries,
    ),
    Attribute::new(
        "spec.subject.localities",
        "2.5.4.7",
        "localities",
        |subject| &subject.localities,
    ),
    Attribute::new(
        "spec.subject.organizationalUnits",
        "2.5.4.11",
        "organizationalunits",
        |subject| &subject.organizational_units,
    ),
    Attribute::new(
        "spec.subject.postCodes",
        "2.5.4.17",
        "postalcodes",
        |subject| &subject.postal_codes,
    ),
    Attribute::new(
        "spec.subject.provinces",
        "2.5.4.8",
        "provinces",
        |subject| &subject.provinces,
    ),
    Attribute::new(
        "spec.subject.streetAddresses",
        "2.5.4.9",
        "streetaddresses",
        |subject| &subject.street_addresses,
    ),
];

/// One list of `spec.subject`.
pub(crate) struct Attribute {
    /// Its path in messages.
    pub(crate) path: &'static str,
    /// Its object identifier.
    pub(crate) oid: &'static str,
    /// Its annotation on the target Secret, after `cert-manager.io/subject-`.
    pub(crate) annotation: &'static str,
    of: fn(&CertificateSubject) -> &[String],
}

impl Attribute {
    const fn new(
        path: &'static str,
        oid: &'static str,
        annotation: &'static str,
        of: fn(&CertificateSubject) -> &[String],
    ) -> Self {
        Self {
            path,
            oid,
            annotation,
            of,
        }
    }

    /// The values that a Certificate wants.
    pub(crate) fn wanted(&self, subject: Option<&CertificateSubject>) -> Vec<String> {
        let values = subject.map_or(&[][..], self.of);
        values
            .iter()
            .filter(|value| !value.is_empty())
            .cloned()
            .collect()
    }

    /// The values that a request asks for.
    pub(crate) fn of_request(&self, request: &CertificateSigningRequest) -> Vec<String> {
        CertReq::from_der(request.der())
            .map_or_else(|_| Vec::new(), |csr| self.values(&csr.info.subject))
    }

    /// The values that a certificate is for.
    pub(crate) fn of_certificate(&self, certificate: &Certificate) -> Vec<String> {
        x509_cert::Certificate::from_der(certificate.der()).map_or_else(
            |_| Vec::new(),
            |certificate| self.values(certificate.tbs_certificate().subject()),
        )
    }

    fn values(&self, name: &Name) -> Vec<String> {
        ObjectIdentifier::new(self.oid).map_or_else(|_| Vec::new(), |oid| values(name, oid))
    }
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

/// `commonName` (RFC 4519 §2.3).
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
