//! What an issuer writes into a certificate.

use der::asn1::OctetString;
use der::oid::{AssociatedOid as _, ObjectIdentifier};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::certpolicy::PolicyInformation;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::DistributionPointName;
use x509_cert::ext::pkix::{
    AccessDescription, AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, CertificatePolicies,
    CrlDistributionPoints, NameConstraints, SubjectAltName, SubjectKeyIdentifier,
};

use super::body::Body;
use super::{Certificate, SerialNumber};
use crate::clock::Timestamp;
use crate::x509::extension;
use crate::x509::signing::ToBeSigned;
use crate::x509::usage::Usage;
use crate::x509::{CertificateSigningRequest, Error, SignatureAlgorithm};

/// The part of a certificate that the issuer decides; names and key come from the request
/// (cert-manager `CertificateTemplateFromCSR`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The serial number.
    pub serial: SerialNumber,
    /// cert-manager: the moment of signing, not backdated.
    pub not_before: Timestamp,
    /// cert-manager: `not_before` + duration, not clamped to the CA's own end.
    pub not_after: Timestamp,
    /// Basic constraints `cA`; adds `keyCertSign` to the usages.
    pub is_ca: bool,
    /// Basic constraints `pathLenConstraint`; cert-manager never sets it.
    pub path_len: Option<u8>,
    /// Usages; empty for cert-manager's default.
    pub usages: Vec<Usage>,
    /// An Issuer's `crlDistributionPoints`.
    pub crl_distribution_points: Vec<String>,
    /// An Issuer's `ocspServers`.
    pub ocsp_servers: Vec<String>,
    /// An Issuer's `issuingCertificateURLs`.
    pub issuing_certificate_urls: Vec<String>,
}

/// Who signs.
#[derive(Clone, Copy, Debug)]
pub enum Issuer<'a> {
    /// The request's own key.
    SelfSigned,
    /// The key certified here.
    Certificate(&'a Certificate),
}

/// A certificate for a request, ready to be signed by the issuer's key.
///
/// Extensions come in the order in which Go's `x509.CreateCertificate` writes
/// cert-manager's template: usages, basic constraints, subject and authority key
/// identifiers, authority information access, CRL distribution points, and last the
/// SAN extension, copied from the request. The subject is copied byte for byte.
pub fn prepare(
    request: &CertificateSigningRequest,
    template: &Template,
    issuer: Issuer<'_>,
) -> Result<ToBeSigned, Error> {
    prepare_under(request, template, issuer, &[])
}

/// The same under certificate policies, by their object identifiers; cert-manager knows
/// none (RFC 5280 §4.2.1.4).
pub fn prepare_under(
    request: &CertificateSigningRequest,
    template: &Template,
    issuer: Issuer<'_>,
    policies: &[&str],
) -> Result<ToBeSigned, Error> {
    let subject_key = request.public_key();
    let subject = request.raw_subject();
    let (algorithm, issuer_name, issuer_key_id) = match issuer {
        Issuer::SelfSigned => (request.signature_algorithm(), subject, None),
        Issuer::Certificate(certificate) => (
            SignatureAlgorithm::default_for(certificate.public_key()?.algorithm()),
            certificate.raw_subject(),
            certificate.subject_key_id(),
        ),
    };

    let mut extensions = Vec::new();
    extensions.extend(extension::usages(&template.usages, template.is_ca)?);
    extensions.push(extension::basic_constraints(
        template.is_ca,
        template.path_len,
    )?);
    if template.is_ca {
        extensions.push(subject_key_id(&subject_key.key_id())?);
    }
    // Go writes it only where issuer and subject differ: a self-signed certificate has none.
    if let Some(key_id) = issuer_key_id.filter(|_| issuer_name != subject) {
        extensions.push(authority_key_id(key_id)?);
    }
    let (ocsp, issuers) = (&template.ocsp_servers, &template.issuing_certificate_urls);
    extensions.extend(information_access(ocsp, issuers)?);
    if !policies.is_empty() {
        let policies = policies.iter().map(|policy| self::policy(policy));
        let policies = CertificatePolicies(policies.collect::<Result<_, _>>()?);
        extensions.push(extension::encode(false, &policies)?);
    }
    if let Some((critical, value)) = request.raw_constraints() {
        extensions.push(extension::custom(NameConstraints::OID, critical, value)?);
    }
    extensions.extend(distribution_points(&template.crl_distribution_points)?);
    if let Some(names) = request.raw_alternative_names() {
        // RFC 5280 §4.1.2.6: critical if the subject is empty.
        let critical = request.has_empty_subject();
        extensions.push(extension::custom(
            SubjectAltName::OID,
            critical,
            names.to_vec(),
        )?);
    }

    let body = Body {
        serial: &template.serial,
        not_before: template.not_before,
        not_after: template.not_after,
        issuer: issuer_name,
        subject,
        key: subject_key,
        extensions,
    };
    body.prepare(algorithm)
}

/// OCSP responders, then the issuer's certificate (RFC 5280 §4.2.2.1).
pub(in crate::x509) fn information_access(
    ocsp: &[String],
    issuers: &[String],
) -> Result<Option<Extension>, Error> {
    let ocsp = ocsp.iter().map(|url| (OCSP, url));
    let issuers = issuers.iter().map(|url| (CA_ISSUERS, url));
    let access: Vec<AccessDescription> = ocsp
        .chain(issuers)
        .map(|(access_method, url)| {
            Ok(AccessDescription {
                access_method,
                access_location: extension::uri(url)?,
            })
        })
        .collect::<Result<_, Error>>()?;
    if access.is_empty() {
        return Ok(None);
    }
    extension::encode(false, &AuthorityInfoAccessSyntax(access)).map(Some)
}

/// A policy without qualifiers (RFC 5280 §4.2.1.4).
fn policy(dotted: &str) -> Result<PolicyInformation, Error> {
    let policy_identifier = ObjectIdentifier::new(dotted).map_err(|_| Error::Encoding {
        what: "a certificate policy",
    })?;
    Ok(PolicyInformation {
        policy_identifier,
        policy_qualifiers: None,
    })
}

/// One distribution point for each URL, as Go writes them (RFC 5280 §4.2.1.13).
pub(in crate::x509) fn distribution_points(urls: &[String]) -> Result<Option<Extension>, Error> {
    let points: Vec<DistributionPoint> = urls
        .iter()
        .map(|url| {
            Ok(DistributionPoint {
                distribution_point: Some(DistributionPointName::FullName(vec![extension::uri(
                    url,
                )?])),
                reasons: None,
                crl_issuer: None,
            })
        })
        .collect::<Result<_, Error>>()?;
    if points.is_empty() {
        return Ok(None);
    }
    extension::encode(false, &CrlDistributionPoints(points)).map(Some)
}

/// The name of the key that is certified (RFC 5280 §4.2.1.2).
pub(in crate::x509) fn subject_key_id(key_id: &[u8]) -> Result<Extension, Error> {
    extension::encode(false, &SubjectKeyIdentifier(octets(key_id)?))
}

/// The name of the key that signs (RFC 5280 §4.2.1.1).
pub(in crate::x509) fn authority_key_id(key_id: &[u8]) -> Result<Extension, Error> {
    let key_id = AuthorityKeyIdentifier {
        key_identifier: Some(octets(key_id)?),
        authority_cert_issuer: None,
        authority_cert_serial_number: None,
    };
    extension::encode(false, &key_id)
}

fn octets(bytes: &[u8]) -> Result<OctetString, Error> {
    OctetString::new(bytes).map_err(|_| Error::Encoding {
        what: "a key identifier",
    })
}

/// `id-ad-ocsp`.
const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");

/// `id-ad-caIssuers`.
const CA_ISSUERS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.2");

#[cfg(test)]
mod tests {
    use der::Decode as _;
    use x509_cert::TbsCertificate;

    use super::*;
    use crate::x509::request::RequestParams;
    use crate::x509::testing::{NOW, chain, issue, key, params, request, template};

    fn extensions(certificate: &Certificate) -> Vec<(String, bool)> {
        x509_cert::Certificate::from_der(certificate.der())
            .unwrap()
            .tbs_certificate()
            .extensions()
            .unwrap()
            .iter()
            .map(|extension| (extension.extn_id.to_string(), extension.critical))
            .collect()
    }

    #[test]
    fn a_chain_of_three_names_and_proves_its_issuers() {
        let [root, intermediate, leaf] = chain();
        assert!(root.is_self_signed() && root.is_ca());
        assert_eq!(
            root.subject_key_id(),
            Some(key(1).public_key().key_id().as_slice())
        );
        assert_eq!(root.authority_key_id(), None);
        assert_eq!(intermediate.authority_key_id(), root.subject_key_id());
        assert_eq!(leaf.authority_key_id(), intermediate.subject_key_id());
        assert_eq!(leaf.subject_key_id(), None);
        assert_eq!(leaf.issuer(), intermediate.subject());
        assert_eq!(leaf.is_signed_by(&key(2).public_key()), Ok(()));
        assert_eq!(
            leaf.is_signed_by(&key(1).public_key()),
            Err(Error::WrongSignature)
        );
        assert!(leaf.is_issued_by(&intermediate) && !leaf.is_issued_by(&root));
        assert_eq!(leaf.dns_names(), ["a.test", "*.a.test"]);
        assert_eq!(leaf.public_key(), Ok(key(3).public_key()));
        assert_eq!((leaf.not_before(), leaf.is_ca()), (NOW, false));
        assert_eq!(
            chain(),
            [root, intermediate, leaf],
            "the same seeds, the same bytes"
        );
    }

    #[test]
    fn extensions_come_in_go_s_order() {
        let url = |path: &str| vec![format!("http://ca.test/{path}")];
        let full = Template {
            usages: vec![Usage::ServerAuth, Usage::DigitalSignature],
            path_len: Some(0),
            crl_distribution_points: url("crl"),
            ocsp_servers: url("ocsp"),
            issuing_certificate_urls: url("ca"),
            ..template(true)
        };
        let [root, ..] = chain();
        let asked = request(&params("b.test", &["b.test"]), &key(4));
        let issued = issue(&asked, &full, Issuer::Certificate(&root), &key(1));
        let order = extensions(&issued);
        let order: Vec<_> = order
            .iter()
            .map(|(oid, critical)| (oid.as_str(), *critical))
            .collect();
        assert_eq!(
            order,
            [
                ("2.5.29.15", true),
                ("2.5.29.37", false),
                ("2.5.29.19", true),
                ("2.5.29.14", false),
                ("2.5.29.35", false),
                ("1.3.6.1.5.5.7.1.1", false),
                ("2.5.29.31", false),
                ("2.5.29.17", false),
            ]
        );
        assert_eq!(issued.path_len(), Some(0));
        assert_eq!(
            issued.usages(),
            [Usage::DigitalSignature, Usage::CertSign, Usage::ServerAuth]
        );
    }

    #[test]
    fn subject_and_names_are_those_of_the_request_byte_for_byte() {
        let asked = RequestParams {
            organizations: vec!["B".to_owned(), "A".to_owned()],
            ..params("b.test", &["b.test"])
        };
        let asked = request(&asked, &key(4));
        let issued = issue(&asked, &template(false), Issuer::SelfSigned, &key(4));
        assert_eq!(issued.subject(), "CN=b.test,O=A+O=B");
        assert_eq!(issued.raw_subject(), asked.raw_subject());
        assert_eq!(issued.issuer(), issued.subject());
        assert!(issued.is_self_signed() && !issued.is_ca());
    }

    #[test]
    fn with_an_empty_subject_the_names_are_critical() {
        let asked = RequestParams {
            common_name: None,
            ..params("", &["b.test"])
        };
        let asked = request(&asked, &key(4));
        let issued = issue(&asked, &template(false), Issuer::SelfSigned, &key(4));
        assert!(extensions(&issued).contains(&("2.5.29.17".to_owned(), true)));
        assert_eq!(
            (issued.subject().as_str(), issued.common_name()),
            ("", None)
        );
    }

    #[test]
    fn serials_with_leading_zeros_and_dates_after_2049_are_encoded_as_rfc_5280_says() {
        let far = Template {
            serial: SerialNumber::from_bytes(&[0, 0, 0x80, 1]),
            not_after: Timestamp::parse_rfc3339("9999-12-31T23:59:59Z").unwrap(),
            ..template(true)
        };
        let asked = request(&params("Root", &[]), &key(1));
        let issued = issue(&asked, &far, Issuer::SelfSigned, &key(1));
        assert_eq!(issued.serial().hex(), "8001");
        assert_eq!(issued.not_after(), far.not_after);
        let to_be_signed = prepare(&asked, &far, Issuer::SelfSigned).unwrap();
        assert!(TbsCertificate::from_der(to_be_signed.message()).is_ok());
        assert!(
            to_be_signed
                .message()
                .windows(15)
                .any(|text| text == b"99991231235959Z")
        );
    }
}
