//! Certificate signing requests (PKCS #10, RFC 2986).

mod restricted;

use std::net::IpAddr;

use der::asn1::{Any, SetOfVec};
use der::oid::AssociatedOid as _;
use der::{Decode as _, Encode as _};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::attr::Attribute;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{KeyUsage, SubjectAltName};
use x509_cert::name::Name;
use x509_cert::request::{CertReqInfo, ExtensionReq, Version};

use super::extension::{self, AlternativeNames};
use super::signing::{Envelope, ToBeSigned};
use super::subject::{self, Subject};
use super::usage::Usage;
use super::{DnsName, Error, PublicKey, SignatureAlgorithm};
use crate::encoding;

/// What a request asks for (the fields of cert-manager's Certificate that end in its CSR).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestParams {
    /// `spec.commonName`.
    pub common_name: Option<String>,
    /// `spec.subject.organizations`.
    pub organizations: Vec<String>,
    /// `spec.dnsNames`.
    pub dns_names: Vec<DnsName>,
    /// `spec.ipAddresses`.
    pub ip_addresses: Vec<IpAddr>,
    /// `spec.uris`.
    pub uris: Vec<String>,
    /// `spec.emailAddresses`.
    pub email_addresses: Vec<String>,
    /// `spec.usages`; empty for cert-manager's default.
    pub usages: Vec<Usage>,
    /// `spec.encodeUsagesInRequest`; cert-manager's default is true.
    pub encode_usages: bool,
    /// `spec.isCA`: adds `keyCertSign` to the usages.
    pub is_ca: bool,
    /// `spec.signatureAlgorithm`; by default what goes with the key.
    pub signature_algorithm: Option<SignatureAlgorithm>,
}

/// A request as cert-manager's `GenerateCSR` would write it: version 0, subject in Go's
/// order, then SAN, key usage and extended key usage.
pub fn prepare(params: &RequestParams, key: &PublicKey) -> Result<ToBeSigned, Error> {
    let common_name = params
        .common_name
        .as_deref()
        .filter(|name| !name.is_empty());
    let subject = subject::write(common_name, &params.organizations)?;
    let names = AlternativeNames {
        dns_names: params.dns_names.iter().map(ToString::to_string).collect(),
        ip_addresses: params.ip_addresses.clone(),
        uris: params.uris.clone(),
        email_addresses: params.email_addresses.clone(),
    };
    let names = names.to_der()?;
    if common_name.is_none() && names.is_none() {
        return Err(Error::NoNames);
    }
    let mut extensions = Vec::new();
    if let Some(names) = names {
        let critical = subject == subject::EMPTY;
        extensions.push(extension::custom(SubjectAltName::OID, critical, names)?);
    }
    if params.encode_usages {
        extensions.extend(extension::usages(&params.usages, params.is_ca)?);
    }
    let mut attributes = SetOfVec::new();
    if !extensions.is_empty() {
        Attribute::try_from(ExtensionReq(extensions))
            .and_then(|request| attributes.insert(request))
            .map_err(|_| ENCODING)?;
    }
    let info = CertReqInfo {
        version: Version::V1,
        subject: Name::from_der(&subject).map_err(|_| ENCODING)?,
        public_key: SubjectPublicKeyInfoOwned::from_der(key.spki_der()).map_err(|_| ENCODING)?,
        attributes,
    };
    let algorithm = params
        .signature_algorithm
        .unwrap_or_else(|| SignatureAlgorithm::default_for(key.algorithm()));
    if !algorithm.fits(key.algorithm()) {
        return Err(Error::UnsupportedSignature {
            algorithm: algorithm.to_string(),
        });
    }
    ToBeSigned::new(&info, algorithm)
}

/// A request that was read and whose signature fits its own key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSigningRequest {
    der: Vec<u8>,
    subject: Subject,
    public_key: PublicKey,
    names: AlternativeNames,
    raw_names: Option<Vec<u8>>,
    usages: Vec<Usage>,
    states_usages: bool,
    signature_algorithm: SignatureAlgorithm,
}

impl CertificateSigningRequest {
    /// Reads DER and verifies the proof of possession (RFC 2986 §4.2).
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let envelope = Envelope::from_der(der).map_err(|_| Error::NotARequest)?;
        let info = CertReqInfo::from_der(&envelope.message).map_err(|_| Error::NotARequest)?;
        let spki = info.public_key.to_der().map_err(|_| Error::NotAPublicKey)?;
        let public_key = PublicKey::from_spki_der(&spki)?;
        envelope.verify(&public_key)?;
        let signature_algorithm = envelope.signature_algorithm()?;

        let fields = envelope.fields().map_err(|_| Error::NotARequest)?;
        let subject = fields.get(SUBJECT_FIELD).ok_or(Error::NotARequest)?;
        let extensions = requested_extensions(&info.attributes)?;
        let raw_names = extension::value_of(&extensions, SubjectAltName::OID)?;
        Ok(Self {
            subject: Subject::from_field(subject).map_err(|_| Error::NotARequest)?,
            names: AlternativeNames::from_extensions(&extensions)?,
            raw_names: raw_names.map(<[u8]>::to_vec),
            usages: extension::read_usages(&extensions)?,
            states_usages: extensions.iter().any(states_usage),
            public_key,
            signature_algorithm,
            der: der.to_vec(),
        })
    }

    /// Reads the first `CERTIFICATE REQUEST` of a PEM text (RFC 7468 §7).
    pub fn from_pem(text: &str) -> Result<Self, Error> {
        let blocks = encoding::from_pem(text)?;
        // RFC 7468 §7: old software writes "NEW CERTIFICATE REQUEST".
        match blocks.iter().find(|block| block.label.ends_with(PEM_LABEL)) {
            Some(block) => Self::from_der(&block.der),
            None => Err(Error::PemLabel {
                expected: PEM_LABEL,
                found: blocks.into_iter().map(|block| block.label).collect(),
            }),
        }
    }

    /// The request in DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The request as PEM, as cert-manager keeps it in `spec.request`.
    pub fn to_pem(&self) -> String {
        encoding::to_pem(PEM_LABEL, &self.der)
    }

    /// The subject as RFC 4514 text; empty for an empty subject.
    pub fn subject(&self) -> String {
        self.subject.text.clone()
    }

    /// The subject's common name.
    pub fn common_name(&self) -> Option<String> {
        self.subject.common_name.clone()
    }

    /// DNS names asked for.
    pub fn dns_names(&self) -> Vec<String> {
        self.names.dns_names.clone()
    }

    /// IP addresses asked for.
    pub fn ip_addresses(&self) -> Vec<IpAddr> {
        self.names.ip_addresses.clone()
    }

    /// URIs asked for.
    pub fn uris(&self) -> Vec<String> {
        self.names.uris.clone()
    }

    /// E-mail addresses asked for.
    pub fn email_addresses(&self) -> Vec<String> {
        self.names.email_addresses.clone()
    }

    /// The key that asks.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// Usages that the request states: bits first, then purposes.
    pub fn usages(&self) -> Vec<Usage> {
        self.usages.clone()
    }

    /// Whether there is a key usage or extended key usage extension at all; only then does
    /// cert-manager compare it with the CertificateRequest's `spec.usages`.
    pub fn states_usages(&self) -> bool {
        self.states_usages
    }

    /// In which way its key signed it.
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.signature_algorithm
    }

    pub(super) fn raw_subject(&self) -> &[u8] {
        &self.subject.der
    }

    pub(super) fn has_empty_subject(&self) -> bool {
        self.subject.is_empty()
    }

    /// The value of the SAN extension, byte for byte.
    pub(super) fn raw_alternative_names(&self) -> Option<&[u8]> {
        self.raw_names.as_deref()
    }
}

/// The extensions in the extension request attributes (RFC 2985 §5.4.2).
fn requested_extensions(attributes: &SetOfVec<Attribute>) -> Result<Vec<Extension>, Error> {
    let mut extensions = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.oid == ExtensionReq::OID)
    {
        for value in attribute.values.iter() {
            let list: Vec<Extension> = Any::decode_as(value).map_err(|_| Error::NotARequest)?;
            extensions.extend(list);
        }
    }
    Ok(extensions)
}

fn states_usage(extension: &Extension) -> bool {
    [KeyUsage::OID, x509_cert::ext::pkix::ExtendedKeyUsage::OID].contains(&extension.extn_id)
}

const PEM_LABEL: &str = "CERTIFICATE REQUEST";

/// `version, subject, subjectPKInfo, attributes` (RFC 2986 §4.1).
const SUBJECT_FIELD: usize = 1;

const ENCODING: Error = Error::Encoding {
    what: "the request",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{Entropy as _, SeededEntropy};
    use crate::x509::testing::{key, params, request};

    #[test]
    fn everything_asked_for_is_read_back() {
        let asked = RequestParams {
            organizations: vec!["cert-manager".to_owned(), "中国".to_owned()],
            ip_addresses: vec!["192.0.2.1".parse().unwrap(), "2001:db8::1".parse().unwrap()],
            uris: vec!["spiffe://example.test/a".to_owned()],
            email_addresses: vec!["a@example.test".to_owned()],
            usages: vec![
                Usage::DigitalSignature,
                Usage::ServerAuth,
                Usage::ServerAuth,
            ],
            is_ca: true,
            ..params("example.test", &["例子.测试", "*.例子.测试", "例子.测试"])
        };
        let read = request(&asked, &key(1));
        assert_eq!(read.common_name().as_deref(), Some("example.test"));
        assert_eq!(read.subject(), "CN=example.test,O=中国+O=cert-manager");
        assert_eq!(
            read.dns_names(),
            ["xn--fsqu00a.xn--0zwm56d", "*.xn--fsqu00a.xn--0zwm56d"]
        );
        assert_eq!(read.ip_addresses(), asked.ip_addresses);
        assert_eq!(read.uris(), asked.uris);
        assert_eq!(read.email_addresses(), asked.email_addresses);
        assert_eq!(read.public_key(), &key(1).public_key());
        assert_eq!(
            read.usages(),
            [
                Usage::DigitalSignature,
                Usage::CertSign,
                Usage::ServerAuth,
                Usage::ServerAuth
            ]
        );
        assert_eq!(
            CertificateSigningRequest::from_pem(&read.to_pem()),
            Ok(read)
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let params = params("a.test", &["a.test"]);
        assert_eq!(
            request(&params, &key(1)).der(),
            request(&params, &key(1)).der()
        );
    }

    #[test]
    fn extensions_come_as_cert_manager_writes_them() {
        let with = |params: &RequestParams| {
            let to_be_signed = prepare(params, &key(1).public_key()).unwrap();
            let info = CertReqInfo::from_der(to_be_signed.message()).unwrap();
            requested_extensions(&info.attributes)
                .unwrap()
                .into_iter()
                .map(|extension| (extension.extn_id.to_string(), extension.critical))
                .collect::<Vec<_>>()
        };
        let row = |oid: &str, critical| (oid.to_owned(), critical);
        let (san, key_usage, purposes) = ("2.5.29.17", "2.5.29.15", "2.5.29.37");
        let usual = params("a.test", &["a.test"]);
        assert_eq!(with(&usual), [row(san, false), row(key_usage, true)]);
        let bare = RequestParams {
            common_name: None,
            usages: vec![Usage::ServerAuth],
            ..usual.clone()
        };
        assert_eq!(with(&bare), [row(san, true), row(purposes, false)]);
        let silent = RequestParams {
            encode_usages: false,
            ..params("a.test", &[])
        };
        assert_eq!(with(&silent), []);
        assert!(!request(&silent, &key(1)).states_usages());
        assert!(request(&usual, &key(1)).states_usages());
    }

    #[test]
    fn default_usages_are_the_bit_string_that_go_writes() {
        let der = request(&params("a.test", &[]), &key(1)).der().to_vec();
        let expected = [
            0x06, 0x03, 0x55, 0x1d, 0x0f, 0x01, 0x01, 0xff, 0x04, 0x04, 0x03, 0x02, 0x05, 0xa0,
        ];
        assert!(der.windows(expected.len()).any(|window| window == expected));
    }

    #[test]
    fn what_cannot_be_asked_for_says_why() {
        let refused = |params: &RequestParams| prepare(params, &key(1).public_key()).unwrap_err();
        let nothing = RequestParams::default();
        assert_eq!(refused(&nothing), Error::NoNames);
        let with_uri = |uri: &str| RequestParams {
            uris: vec![uri.to_owned()],
            ..RequestParams::default()
        };
        for uri in ["", "no scheme", "/path", "1http://a"] {
            assert_eq!(
                refused(&with_uri(uri)),
                Error::NotAUri {
                    uri: uri.to_owned()
                }
            );
        }
        assert!(matches!(
            refused(&with_uri("http://语.test")),
            Error::NotAscii { .. }
        ));
        let long = params(&"a".repeat(65), &[]);
        assert!(matches!(
            refused(&long),
            Error::AttributeLength { length: 65, .. }
        ));
    }

    #[test]
    fn a_request_signed_by_another_key_is_refused() {
        let to_be_signed = prepare(&params("a.test", &[]), &key(1).public_key()).unwrap();
        let der = to_be_signed.sign(&key(2)).unwrap();
        assert_eq!(
            CertificateSigningRequest::from_der(&der),
            Err(Error::WrongSignature)
        );
    }

    #[test]
    fn hostile_bytes_end_in_an_error_and_never_in_a_panic() {
        let der = request(&params("a.test", &["a.test", "*.a.test"]), &key(1))
            .der()
            .to_vec();
        for length in 0..der.len() {
            assert!(CertificateSigningRequest::from_der(&der[..length]).is_err());
        }
        let mut entropy = SeededEntropy::new([1; 32]);
        for _ in 0..3_000 {
            let mut noise = [0; 3];
            entropy.fill(&mut noise);
            let mut changed = der.clone();
            let at = (usize::from(noise[0]) * 256 + usize::from(noise[1])) % changed.len();
            changed[at] ^= noise[2] | 1;
            assert!(
                CertificateSigningRequest::from_der(&changed).is_err(),
                "{at}"
            );
        }
        let trailing = [der, vec![0]].concat();
        assert_eq!(
            CertificateSigningRequest::from_der(&trailing),
            Err(Error::NotARequest)
        );
    }
}
