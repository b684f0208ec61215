//! Certificates, read (RFC 5280 §4.1).

mod acme_identifier;
mod body;
mod serial;
mod template;

use std::net::IpAddr;

use der::{Decode as _, Encode as _};
use sha2::{Digest as _, Sha256};
use x509_cert::TbsCertificate;
use x509_cert::ext::pkix::{AuthorityKeyIdentifier, BasicConstraints, SubjectKeyIdentifier};

pub(in crate::x509) use body::{Body, time};
pub use serial::SerialNumber;
pub use template::{Issuer, Template, prepare, prepare_under};
pub(in crate::x509) use template::{
    authority_key_id, distribution_points, information_access, subject_key_id,
};

use super::extension::{self, AlternativeNames};
use super::signing::Envelope;
use super::subject::Subject;
use super::usage::Usage;
use super::{Error, PublicKey};
use crate::clock::Timestamp;
use crate::encoding;

/// A certificate that was read. Its signature says nothing until it is checked
/// against somebody's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    serial: SerialNumber,
    subject: Subject,
    issuer: Subject,
    not_before: Timestamp,
    not_after: Timestamp,
    spki_der: Vec<u8>,
    names: AlternativeNames,
    is_ca: bool,
    path_len: Option<u8>,
    subject_key_id: Option<Vec<u8>>,
    authority_key_id: Option<Vec<u8>>,
    usages: Vec<Usage>,
}

impl Certificate {
    /// Reads DER.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let envelope = Envelope::from_der(der).map_err(|_| Error::NotACertificate)?;
        let (issuer, subject) = names(&envelope).ok_or(Error::NotACertificate)?;
        let tbs =
            TbsCertificate::from_der(&envelope.message).map_err(|_| Error::NotACertificate)?;
        // RFC 5280 §4.1.1.2: "This field MUST contain the same algorithm identifier as the
        // signature field in the sequence tbsCertificate".
        if tbs.signature().oid != envelope.algorithm {
            return Err(Error::NotACertificate);
        }
        let spki_der = tbs
            .subject_public_key_info()
            .to_der()
            .map_err(|_| Error::NotAPublicKey)?;
        let extensions = tbs.extensions().map_or(&[][..], Vec::as_slice);
        let constraints = extension::find::<BasicConstraints>(extensions)?;
        let subject_key_id = extension::find::<SubjectKeyIdentifier>(extensions)?;
        let authority_key_id = extension::find::<AuthorityKeyIdentifier>(extensions)?;
        Ok(Self {
            serial: SerialNumber::from_bytes(tbs.serial_number().as_bytes()),
            subject,
            issuer,
            not_before: moment(tbs.validity().not_before),
            not_after: moment(tbs.validity().not_after),
            spki_der,
            names: AlternativeNames::from_extensions(extensions)?,
            is_ca: constraints
                .as_ref()
                .is_some_and(|constraints| constraints.ca),
            path_len: constraints.and_then(|constraints| constraints.path_len_constraint),
            subject_key_id: subject_key_id.map(|id| id.0.as_bytes().to_vec()),
            authority_key_id: authority_key_id
                .and_then(|id| id.key_identifier)
                .map(|id| id.as_bytes().to_vec()),
            usages: extension::read_usages(extensions)?,
            der: der.to_vec(),
        })
    }

    /// Reads the first `CERTIFICATE` of a PEM text (RFC 7468 §5).
    pub fn from_pem(text: &str) -> Result<Self, Error> {
        let blocks = encoding::from_pem(text)?;
        match blocks.iter().find(|block| block.label == PEM_LABEL) {
            Some(block) => Self::from_der(&block.der),
            None => Err(Error::PemLabel {
                expected: PEM_LABEL,
                found: blocks.into_iter().map(|block| block.label).collect(),
            }),
        }
    }

    /// The certificate in DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as PEM.
    pub fn to_pem(&self) -> String {
        encoding::to_pem(PEM_LABEL, &self.der)
    }

    /// The subject as RFC 4514 text; empty for an empty subject.
    pub fn subject(&self) -> String {
        self.subject.text.clone()
    }

    /// The issuer as RFC 4514 text.
    pub fn issuer(&self) -> String {
        self.issuer.text.clone()
    }

    /// The subject's common name.
    pub fn common_name(&self) -> Option<String> {
        self.subject.common_name.clone()
    }

    /// The serial number (RFC 5280 §4.1.2.2).
    pub fn serial(&self) -> &SerialNumber {
        &self.serial
    }

    /// The first moment of validity (RFC 5280 §4.1.2.5).
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// The last moment of validity (RFC 5280 §4.1.2.5).
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// DNS names (RFC 5280 §4.2.1.6).
    pub fn dns_names(&self) -> Vec<String> {
        self.names.dns_names.clone()
    }

    /// IP addresses (RFC 5280 §4.2.1.6).
    pub fn ip_addresses(&self) -> Vec<IpAddr> {
        self.names.ip_addresses.clone()
    }

    /// URIs (RFC 5280 §4.2.1.6).
    pub fn uris(&self) -> Vec<String> {
        self.names.uris.clone()
    }

    /// E-mail addresses (RFC 5280 §4.2.1.6).
    pub fn email_addresses(&self) -> Vec<String> {
        self.names.email_addresses.clone()
    }

    /// Whether it may sign certificates (RFC 5280 §4.2.1.9).
    pub fn is_ca(&self) -> bool {
        self.is_ca
    }

    /// How many CAs may stand between this one and a leaf (RFC 5280 §4.2.1.9).
    pub fn path_len(&self) -> Option<u8> {
        self.path_len
    }

    /// The name of the key certified here (RFC 5280 §4.2.1.2).
    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.subject_key_id.as_deref()
    }

    /// The name of the key that signed (RFC 5280 §4.2.1.1).
    pub fn authority_key_id(&self) -> Option<&[u8]> {
        self.authority_key_id.as_deref()
    }

    /// What the key may be used for: bits first, then purposes (RFC 5280 §4.2.1.3, §4.2.1.12).
    pub fn usages(&self) -> Vec<Usage> {
        self.usages.clone()
    }

    /// The certified key; an error if it is of a kind that the lab cannot use.
    pub fn public_key(&self) -> Result<PublicKey, Error> {
        PublicKey::from_spki_der(&self.spki_der)
    }

    /// The certified key's `SubjectPublicKeyInfo`, whatever its kind.
    pub fn spki_der(&self) -> &[u8] {
        &self.spki_der
    }

    /// SHA-256 over the DER, as `openssl x509 -fingerprint -sha256` prints it.
    pub fn sha256_fingerprint(&self) -> String {
        let octets: Vec<String> = Sha256::digest(&self.der)
            .iter()
            .map(|octet| format!("{octet:02X}"))
            .collect();
        octets.join(":")
    }

    /// Whether the holder of `key` signed this certificate.
    pub fn is_signed_by(&self, key: &PublicKey) -> Result<(), Error> {
        Envelope::from_der(&self.der)
            .map_err(|_| Error::NotACertificate)?
            .verify(key)
    }

    /// Whether `issuer` issued this certificate: its name fits and so does the signature.
    /// Where the lab cannot check the signature, the key identifiers must not disagree.
    pub fn is_issued_by(&self, issuer: &Self) -> bool {
        if self.issuer.der != issuer.subject.der {
            return false;
        }
        match issuer.public_key().and_then(|key| self.is_signed_by(&key)) {
            Ok(()) => true,
            Err(Error::UnsupportedKey { .. } | Error::UnsupportedSignature { .. }) => {
                match (&self.authority_key_id, &issuer.subject_key_id) {
                    (Some(authority), Some(subject)) => authority == subject,
                    _ => true,
                }
            }
            Err(_) => false,
        }
    }

    /// Whether it was signed with the key that it certifies (RFC 5280 §3.2).
    pub fn is_self_signed(&self) -> bool {
        self.is_issued_by(self)
    }

    pub(super) fn raw_subject(&self) -> &[u8] {
        &self.subject.der
    }
}

/// Issuer and subject, byte for byte. A version 1 certificate has no version field before them.
fn names(envelope: &Envelope) -> Option<(Subject, Subject)> {
    let fields = envelope.fields().ok()?;
    let versioned = fields.first()?.header().tag().is_context_specific();
    let mut fields = fields.iter().skip(usize::from(versioned));
    let issuer = Subject::from_field(fields.nth(ISSUER_AFTER_VERSION)?).ok()?;
    let subject = Subject::from_field(fields.nth(SUBJECT_AFTER_ISSUER)?).ok()?;
    Some((issuer, subject))
}

fn moment(time: x509_cert::time::Time) -> Timestamp {
    Timestamp::from_unix_secs(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}

const PEM_LABEL: &str = "CERTIFICATE";

/// `serialNumber, signature, issuer`.
const ISSUER_AFTER_VERSION: usize = 2;

/// `validity, subject`.
const SUBJECT_AFTER_ISSUER: usize = 1;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{Entropy as _, SeededEntropy};
    use crate::x509::KeyAlgorithm;
    use crate::x509::testing::chain;

    #[test]
    fn hostile_bytes_never_panic_and_never_pass_for_the_same_certificate() {
        let [_, intermediate, leaf] = chain();
        let der = leaf.der();
        for length in 0..der.len() {
            assert!(Certificate::from_der(&der[..length]).is_err());
        }
        let mut entropy = SeededEntropy::new([1; 32]);
        for _ in 0..3_000 {
            let mut noise = [0; 3];
            entropy.fill(&mut noise);
            let mut changed = der.to_vec();
            let at = (usize::from(noise[0]) * 256 + usize::from(noise[1])) % changed.len();
            changed[at] ^= noise[2] | 1;
            if let Ok(read) = Certificate::from_der(&changed) {
                assert!(!read.is_issued_by(&intermediate), "{at}");
            }
        }
        assert_eq!(
            Certificate::from_der(&[der, &[0]].concat()),
            Err(Error::NotACertificate)
        );
    }

    #[test]
    fn a_certificate_with_an_rsa_key_is_read_and_its_signature_checked() {
        let pem = include_str!("../../tests/data/isrg-root-x1.pem");
        let root = Certificate::from_pem(pem).unwrap();
        assert_eq!(
            root.subject(),
            "CN=ISRG Root X1,O=Internet Security Research Group,C=US"
        );
        assert_eq!(root.serial().hex(), "8210cfb0d240e3594463e0bb63828b00");
        assert_eq!(root.not_after().rfc3339(), "2035-06-04T11:04:38Z");
        assert_eq!(root.usages(), [Usage::CertSign, Usage::CrlSign]);
        assert!(root.is_ca() && root.is_self_signed());
        assert_eq!(
            root.sha256_fingerprint(),
            "96:BC:EC:06:26:49:76:F3:74:60:77:9A:CF:28:C5:A7:CF:E8:A3:C0:AA:E1:1A:8F:FC:EE:05:C0:BD:DF:08:C6"
        );
        let key = root.public_key().unwrap();
        assert_eq!(key.algorithm(), KeyAlgorithm::RSA_4096);
        assert_eq!(root.is_signed_by(&key), Ok(()));
    }
}
