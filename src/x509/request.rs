//! Certificate signing requests (PKCS #10, RFC 2986).

mod restricted;

mod extras;

use std::net::IpAddr;

use der::asn1::{Any, SetOfVec};
use der::oid::AssociatedOid as _;
use der::{Decode as _, Encode as _};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::attr::Attribute;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{KeyUsage, NameConstraints, SubjectAltName};
use x509_cert::name::Name;
use x509_cert::request::{CertReqInfo, ExtensionReq, Version};

pub(super) use extras::constraints as constraints_extension;
pub use extras::{Constraints, Extras, Names};

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
    prepare_with(params, &Extras::default(), key)
}

/// The same with a whole subject, names of other kinds and name constraints.
pub fn prepare_with(
    params: &RequestParams,
    extras: &Extras,
    key: &PublicKey,
) -> Result<ToBeSigned, Error> {
    let (subject, names) = names(params, extras)?;
    // A literal subject may hold the common name.
    let has_common_name = params
        .common_name
        .as_ref()
        .is_some_and(|name| !name.is_empty());
    if !has_common_name && names.is_none() && extras.literal_subject.is_none() {
        return Err(Error::NoNames);
    }
    let mut extensions = Vec::new();
    extensions.extend(names);
    if params.encode_usages {
        extensions.extend(extension::usages(&params.usages, params.is_ca)?);
    }
    if let Some((is_ca, path_len)) = extras.basic_constraints {
        extensions.push(extension::basic_constraints(is_ca, path_len)?);
    }
    if let Some(constraints) = &extras.constraints {
        extensions.push(extras::constraints(constraints)?);
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

/// The subject in DER, and the extension with the alternative names, if there are any.
pub(super) fn names(
    params: &RequestParams,
    extras: &Extras,
) -> Result<(Vec<u8>, Option<Extension>), Error> {
    let common_name = params
        .common_name
        .as_deref()
        .filter(|name| !name.is_empty());
    let subject = match &extras.literal_subject {
        Some(text) => subject::write_literal(text)?,
        None if extras.attributes.is_empty() => subject::write(common_name, &params.organizations)?,
        None => subject::write_all(common_name, &params.organizations, &extras.attributes)?,
    };
    let names = AlternativeNames {
        dns_names: params.dns_names.iter().map(ToString::to_string).collect(),
        ip_addresses: params.ip_addresses.clone(),
        uris: params.uris.clone(),
        email_addresses: params.email_addresses.clone(),
    };
    // RFC 5280 §4.1.2.6: critical if the subject is empty.
    let critical = subject == subject::EMPTY;
    let names = extras::with_other_names(names.to_der()?, &extras.other_names)?
        .map(|names| extension::custom(SubjectAltName::OID, critical, names))
        .transpose()?;
    Ok((subject, names))
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

    /// Object identifier and text of each name of another kind.
    pub fn other_names(&self) -> Vec<(String, String)> {
        self.raw_names
            .as_deref()
            .map(extras::other_names)
            .unwrap_or_default()
    }

    /// The subject in DER.
    pub fn subject_der(&self) -> &[u8] {
        &self.subject.der
    }

    /// Whether the name constraints are critical, and their value: for a CA.
    pub(super) fn raw_constraints(&self) -> Option<(bool, Vec<u8>)> {
        let request = CertReqInfo::from_der(&Envelope::from_der(&self.der).ok()?.message).ok()?;
        let extensions = requested_extensions(&request.attributes).ok()?;
        extensions
            .into_iter()
            .find(|extension| extension.extn_id == NameConstraints::OID)
            .map(|extension| (extension.critical, extension.extn_value.as_bytes().to_vec()))
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
mod tests;
