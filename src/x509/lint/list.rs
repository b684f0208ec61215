//! Revocation lists.

use der::Decode as _;
use der::asn1::UintRef;
use x509_cert::certificate::Version;
use x509_cert::crl::CertificateList;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{CrlReason, IssuingDistributionPoint};
use x509_cert::time::Time;

use super::structure::{DAY, early_in_the_long_form, malformed};
use super::subject::ext;
use super::{Found, broken_by, broken_if};
use crate::encoding::hex;
use crate::x509::asn1::Shape;
use crate::x509::oid;
use crate::x509::reading::{Reading, reason_name};
use crate::x509::view::moment;

/// A list, and its DER.
pub(super) struct Subject {
    der: Vec<u8>,
    list: CertificateList,
}

pub(super) fn read(der: &[u8]) -> Option<Subject> {
    let list = CertificateList::from_der(der).ok()?;
    let der = der.to_vec();
    Some(Subject { der, list })
}

impl Subject {
    fn extensions(&self) -> &[Extension] {
        let extensions = self.list.tbs_cert_list.crl_extensions.as_deref();
        extensions.unwrap_or_default()
    }

    fn find(&self, oid: &str) -> Option<&Extension> {
        let mut extensions = self.extensions().iter();
        extensions.find(|extension| extension.extn_id.to_string() == oid)
    }

    /// Each reason that an entry gives, with the extension that gives it.
    fn reasons(&self) -> impl Iterator<Item = (&Extension, CrlReason)> {
        let entries = self
            .list
            .tbs_cert_list
            .revoked_certificates
            .iter()
            .flatten();
        let extensions = entries.flat_map(|entry| entry.crl_entry_extensions.iter().flatten());
        extensions
            .filter(|extension| extension.extn_id.to_string() == oid::CRL_REASON)
            .filter_map(|extension| {
                let reason = CrlReason::from_der(extension.extn_value.as_bytes()).ok()?;
                Some((extension, reason))
            })
    }

    /// Whether it lists CAs only.
    fn is_of_cas(&self) -> bool {
        let point = self.find(oid::ISSUING_POINT);
        point
            .and_then(|point| IssuingDistributionPoint::from_der(point.extn_value.as_bytes()).ok())
            .is_some_and(|point| point.only_contains_ca_certs)
    }
}

/// RFC 5280 §5.1.2.1: "MUST be 2".
pub(super) fn version(subject: &Subject) -> Found {
    let version = subject.list.tbs_cert_list.version;
    (version != Version::V2).then(|| format!("v{}", (version as u8).saturating_add(1)))
}

/// RFC 5280 §5.1.1.2.
pub(super) fn signature_algorithms(subject: &Subject) -> Found {
    broken_if(subject.list.signature_algorithm != subject.list.tbs_cert_list.signature)
}

/// RFC 5280 §5.1.2.3: "MUST contain a non-empty" name.
pub(super) fn issuer_empty(subject: &Subject) -> Found {
    broken_if(subject.list.tbs_cert_list.issuer.is_empty())
}

/// RFC 5280 §5.1.2.5: "Conforming CRL issuers MUST include the nextUpdate field".
pub(super) fn no_next_update(subject: &Subject) -> Found {
    broken_if(subject.list.tbs_cert_list.next_update.is_none())
}

/// The next list comes before this one.
pub(super) fn order(subject: &Subject) -> Found {
    let (this, next) = updates(subject)?;
    let this_update = moment(subject.list.tbs_cert_list.this_update);
    (next < this).then(|| this_update.rfc3339())
}

/// Baseline Requirements §4.9.7: ten days, or twelve months for a list of CAs.
pub(super) fn lifetime(subject: &Subject) -> Found {
    let (this, next) = updates(subject)?;
    let most = if subject.is_of_cas() { 365 } else { 10 };
    let length = next.saturating_sub(this);
    (length > most * DAY).then(|| format!("{} > {most} d", length.div_euclid(DAY)))
}

fn updates(subject: &Subject) -> Option<(i64, i64)> {
    let list = &subject.list.tbs_cert_list;
    let next = list.next_update?;
    Some((
        moment(list.this_update).unix_secs(),
        moment(next).unix_secs(),
    ))
}

/// RFC 5280 §5.1.2.4, §5.1.2.5, §5.1.2.6: dates "through the year 2049" in the short form.
pub(super) fn time_form(subject: &Subject) -> Found {
    let list = &subject.list.tbs_cert_list;
    let times: Vec<Time> = [list.this_update]
        .into_iter()
        .chain(list.next_update)
        .chain(
            list.revoked_certificates
                .iter()
                .flatten()
                .map(|entry| entry.revocation_date),
        )
        .collect();
    broken_by(times.iter().filter_map(early_in_the_long_form))
}

/// RFC 5280 §5.1.2.6: without any "the revoked certificates list MUST be absent".
pub(super) fn empty(subject: &Subject) -> Found {
    let revoked = &subject.list.tbs_cert_list.revoked_certificates;
    broken_if(revoked.as_ref().is_some_and(Vec::is_empty))
}

/// RFC 5280 §5.2.3: the number is "REQUIRED".
pub(super) fn no_number(subject: &Subject) -> Found {
    broken_if(subject.find(oid::CRL_NUMBER).is_none())
}

/// RFC 5280 §5.2.3: "CRL number is a non-critical CRL extension".
pub(super) fn number_critical(subject: &Subject) -> Found {
    broken_if(subject.find(oid::CRL_NUMBER)?.critical)
}

/// RFC 5280 §5.2.3: no "values longer than 20 octets".
pub(super) fn number_length(subject: &Subject) -> Found {
    let number = subject.find(oid::CRL_NUMBER)?;
    let number = UintRef::from_der(number.extn_value.as_bytes()).ok()?;
    let octets = number.as_bytes();
    // A first octet with its highest bit set is written with a zero before it.
    let sign = usize::from(octets.first().is_some_and(|first| *first >= 0x80));
    (octets.len().saturating_add(sign) > 20).then(|| hex(octets))
}

/// RFC 5280 §5.2.1: "MUST include this extension in all CRLs issued".
pub(super) fn no_authority(subject: &Subject) -> Found {
    broken_if(subject.find(ext::AUTHORITY_KEY_ID).is_none())
}

/// RFC 5280 §5.2.5: "CRL issuers MUST […] critical".
pub(super) fn point_critical(subject: &Subject) -> Found {
    broken_if(!subject.find(oid::ISSUING_POINT)?.critical)
}

/// RFC 5280 §5.2: extensions that are known and cannot be decoded.
pub(super) fn malformed_extension(subject: &Subject) -> Found {
    let reading = Reading::of_shape(&subject.der, Some(Shape::CertificateList));
    broken_by(malformed(&reading))
}

/// RFC 5280 §5.3.1: "absent instead of using the unspecified (0) reasonCode value".
pub(super) fn unspecified(subject: &Subject) -> Found {
    broken_if(
        subject
            .reasons()
            .any(|(_, reason)| reason == CrlReason::Unspecified),
    )
}

/// RFC 5280 §5.3.1: "The reasonCode is a non-critical CRL entry extension".
pub(super) fn reason_critical(subject: &Subject) -> Found {
    broken_if(subject.reasons().any(|(extension, _)| extension.critical))
}

/// Baseline Requirements §7.2.2: five reasons, and a sixth for CAs.
pub(super) fn reason_kind(subject: &Subject) -> Found {
    let is_allowed = |reason: CrlReason| match reason {
        CrlReason::KeyCompromise
        | CrlReason::AffiliationChanged
        | CrlReason::Superseded
        | CrlReason::CessationOfOperation
        | CrlReason::PrivilegeWithdrawn => true,
        CrlReason::CaCompromise => subject.is_of_cas(),
        _ => false,
    };
    let reasons = subject.reasons().map(|(_, reason)| reason);
    broken_by(
        reasons
            .filter(|reason| !is_allowed(*reason))
            .map(|reason| reason_name(reason).to_owned()),
    )
}
