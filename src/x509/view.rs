//! A certificate opened up for checking: its parts as the standards name them, each
//! extension on request, nothing judged yet.

use std::collections::BTreeSet;

use der::oid::AssociatedOid;
use der::{Decode, Encode as _};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAltName,
    SubjectKeyIdentifier,
};
use x509_cert::{Certificate, TbsCertificate};

use super::distinguished::{self, Canonical};
use super::signing::Envelope;
use super::subject::rfc_4514;
use super::{Error, PublicKey};
use crate::clock::Timestamp;

/// A certificate, opened up.
#[derive(Clone, Debug)]
pub struct View {
    der: Vec<u8>,
    certificate: Certificate,
    spki_der: Vec<u8>,
    subject: Canonical,
    issuer: Canonical,
}

/// An extension that cannot be decoded, or is there twice (RFC 5280 §4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// Its object identifier.
    pub oid: String,
}

impl View {
    /// Reads DER.
    pub fn from_der(der: &[u8]) -> Result<Self, Error> {
        let certificate = Certificate::from_der(der).map_err(|_| Error::NotACertificate)?;
        let tbs = certificate.tbs_certificate();
        let spki_der = tbs
            .subject_public_key_info()
            .to_der()
            .map_err(|_| Error::NotAPublicKey)?;
        Ok(Self {
            der: der.to_vec(),
            spki_der,
            subject: distinguished::canonical(tbs.subject()),
            issuer: distinguished::canonical(tbs.issuer()),
            certificate,
        })
    }

    /// The DER that was read.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The subject as RFC 4514 text.
    pub fn subject(&self) -> String {
        rfc_4514(self.tbs().subject()).unwrap_or_default()
    }

    /// The issuer as RFC 4514 text.
    pub fn issuer(&self) -> String {
        rfc_4514(self.tbs().issuer()).unwrap_or_default()
    }

    pub(super) fn tbs(&self) -> &TbsCertificate {
        self.certificate.tbs_certificate()
    }

    pub(super) const fn subject_name(&self) -> &Canonical {
        &self.subject
    }

    pub(super) const fn issuer_name(&self) -> &Canonical {
        &self.issuer
    }

    pub(super) fn spki_der(&self) -> &[u8] {
        &self.spki_der
    }

    /// Subject and issuer are the same (RFC 5280 §6.1: self-issued).
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    pub(super) fn not_before(&self) -> Timestamp {
        moment(self.tbs().validity().not_before)
    }

    pub(super) fn not_after(&self) -> Timestamp {
        moment(self.tbs().validity().not_after)
    }

    pub(super) fn serial(&self) -> &[u8] {
        self.tbs().serial_number().as_bytes()
    }

    pub(super) fn public_key(&self) -> Result<PublicKey, Error> {
        PublicKey::from_spki_der(&self.spki_der)
    }

    /// Whether the holder of `key` signed this certificate.
    pub(super) fn is_signed_by(&self, key: &PublicKey) -> Result<(), Error> {
        Envelope::from_der(&self.der)
            .map_err(|_| Error::NotACertificate)?
            .verify(key)
    }

    pub(super) fn extensions(&self) -> &[Extension] {
        self.tbs().extensions().map_or(&[], Vec::as_slice)
    }

    /// An extension and whether it is critical.
    pub(super) fn extension<'a, T: AssociatedOid + Decode<'a>>(
        &'a self,
    ) -> Result<Option<(bool, T)>, Malformed> {
        let malformed = || Malformed {
            oid: T::OID.to_string(),
        };
        let mut found = self
            .extensions()
            .iter()
            .filter(|extension| extension.extn_id == T::OID);
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some(extension), None) => T::from_der(extension.extn_value.as_bytes())
                .map(|value| Some((extension.critical, value)))
                .map_err(|_| malformed()),
            (Some(_), Some(_)) => Err(malformed()),
        }
    }

    /// The same, where one that cannot be decoded counts as absent.
    pub(super) fn readable<'a, T: AssociatedOid + Decode<'a>>(&'a self) -> Option<(bool, T)> {
        self.extension().ok().flatten()
    }

    pub(super) fn has(&self, oid: &str) -> bool {
        self.find(oid).is_some()
    }

    pub(super) fn find(&self, oid: &str) -> Option<&Extension> {
        self.extensions()
            .iter()
            .find(|extension| extension.extn_id.to_string() == oid)
    }

    /// The object identifier of an extension that is there more than once (RFC 5280 §4.2).
    pub(super) fn repeated(&self) -> Option<String> {
        let mut seen = BTreeSet::new();
        for extension in self.extensions() {
            if !seen.insert(extension.extn_id) {
                return Some(extension.extn_id.to_string());
            }
        }
        None
    }

    /// Whether basic constraints say that it is a CA.
    pub(super) fn is_ca(&self) -> bool {
        self.readable::<BasicConstraints>()
            .is_some_and(|(_, constraints)| constraints.ca)
    }

    pub(super) fn key_usage(&self) -> Option<KeyUsage> {
        self.readable::<KeyUsage>().map(|(_, usage)| usage)
    }

    /// The purposes, as object identifiers; none where the extension is absent.
    pub(super) fn purposes(&self) -> Option<Vec<String>> {
        let (_, purposes) = self.readable::<ExtendedKeyUsage>()?;
        Some(purposes.0.iter().map(ToString::to_string).collect())
    }

    pub(super) fn alternative_names(&self) -> Vec<GeneralName> {
        self.readable::<SubjectAltName>()
            .map(|(_, names)| names.0)
            .unwrap_or_default()
    }

    pub(super) fn subject_key_id(&self) -> Option<Vec<u8>> {
        let (_, id) = self.readable::<SubjectKeyIdentifier>()?;
        Some(id.0.as_bytes().to_vec())
    }

    pub(super) fn authority_key_id(&self) -> Option<Vec<u8>> {
        let (_, id) = self.readable::<AuthorityKeyIdentifier>()?;
        Some(id.key_identifier?.as_bytes().to_vec())
    }

    /// RFC 5280 §4.1.1.2: "This field MUST contain the same algorithm identifier as the
    /// signature field in the sequence tbsCertificate".
    pub(super) fn has_one_signature_algorithm(&self) -> bool {
        self.certificate.signature_algorithm() == self.tbs().signature()
    }
}

pub(super) fn moment(time: x509_cert::time::Time) -> Timestamp {
    Timestamp::from_unix_secs(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}
