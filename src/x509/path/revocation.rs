//! Whether a certificate is revoked, by the lists at hand (RFC 5280 §6.3).

use der::{Decode as _, Encode as _};
use x509_cert::certificate::Rfc5280;
use x509_cert::crl::{CertificateList, RevokedCert};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{CrlDistributionPoints, CrlReason, IssuingDistributionPoint};
use x509_cert::name::Name;

use super::build::Pool;
use super::check::Failure;
use crate::clock::Timestamp;
use crate::x509::distinguished::{self, Canonical};
use crate::x509::oid;
use crate::x509::reading::reason_name;
use crate::x509::signing::Envelope;
use crate::x509::view::{View, moment};

/// The lists at hand.
pub(super) struct Lists {
    lists: Vec<List>,
}

struct List {
    envelope: Envelope,
    issuer: Canonical,
    content: CertificateList<Rfc5280>,
}

/// What lists say of a certificate.
pub(super) enum Status {
    Good,
    Revoked { at: Timestamp, reason: &'static str },
    Unknown,
}

impl Lists {
    /// Reads lists; those that cannot be read are passed over.
    pub(super) fn read(ders: &[Vec<u8>]) -> Self {
        let lists = ders.iter().take(MOST_LISTS).filter_map(|der| {
            let list = CertificateList::<Rfc5280>::from_der(der).ok()?;
            Some(List {
                envelope: Envelope::from_der(der).ok()?,
                issuer: distinguished::canonical(&list.tbs_cert_list.issuer),
                content: list,
            })
        });
        Self {
            lists: lists.collect(),
        }
    }

    /// What the lists say of the certificate at `place`, issued by the one at `issuer`.
    pub(super) fn status(&self, pool: &Pool, place: usize, issuer: usize, at: Timestamp) -> Status {
        let Some(view) = pool.get(place) else {
            return Status::Unknown;
        };
        let mut status = Status::Unknown;
        for list in &self.lists {
            if !list.is_usable(pool, view, issuer, at) {
                continue;
            }
            match list.entry(view) {
                Some(Ok((at, reason))) => return Status::Revoked { at, reason },
                // An entry with a critical extension that is not understood.
                Some(Err(())) => {}
                None => status = Status::Good,
            }
        }
        status
    }
}

impl List {
    /// §6.3.3 (a) to (g): the list is current, covers the certificate, and is signed by its
    /// issuer's key.
    fn is_usable(&self, pool: &Pool, view: &View, issuer: usize, at: Timestamp) -> bool {
        let tbs = &self.content.tbs_cert_list;
        let current =
            moment(tbs.this_update) <= at && tbs.next_update.is_none_or(|next| at <= moment(next));
        current && self.covers(view) && self.is_signed(pool, view, issuer)
    }

    /// §6.3.3 (b): scope and critical extensions.
    fn covers(&self, view: &View) -> bool {
        let extensions = self
            .content
            .tbs_cert_list
            .crl_extensions
            .as_deref()
            .unwrap_or_default();
        let understood = extensions
            .iter()
            .all(|extension| !extension.critical || KNOWN.contains(&id(extension).as_str()));
        // A delta list tells nothing by itself.
        let is_delta = extensions
            .iter()
            .any(|extension| id(extension) == oid::DELTA_CRL);
        if !understood || is_delta || self.issuer != *view.issuer_name() {
            return false;
        }
        let Some(point) = extensions
            .iter()
            .find(|extension| id(extension) == oid::ISSUING_POINT)
        else {
            return true;
        };
        let Ok(point) = IssuingDistributionPoint::from_der(point.extn_value.as_bytes()) else {
            return false;
        };
        let for_its_kind = if view.is_ca() {
            !point.only_contains_user_certs
        } else {
            !point.only_contains_ca_certs
        };
        for_its_kind
            && !point.only_contains_attribute_certs
            && !point.indirect_crl
            && point
                .distribution_point
                .is_none_or(|name| self.is_named_by(&name, view))
    }

    /// §6.3.3 (b)(2)(i): one of the list's names is one of the certificate's points.
    fn is_named_by(&self, name: &DistributionPointName, view: &View) -> bool {
        let own = self.full(name);
        let points = view
            .readable::<CrlDistributionPoints>()
            .map(|(_, points)| points.0)
            .unwrap_or_default();
        points.iter().any(|point: &DistributionPoint| {
            let theirs = point
                .distribution_point
                .as_ref()
                .map(|name| self.full(name))
                .or_else(|| {
                    let issuer = point.crl_issuer.as_deref()?;
                    Some(issuer.iter().map(comparable).collect())
                })
                .unwrap_or_default();
            theirs.iter().any(|name| own.contains(name))
        })
    }

    fn full(&self, name: &DistributionPointName) -> Vec<String> {
        match name {
            DistributionPointName::FullName(names) => names.iter().map(comparable).collect(),
            DistributionPointName::NameRelativeToCRLIssuer(relative) => {
                let mut whole = self.issuer.clone();
                let sequence = vec![relative.clone()].to_der().unwrap_or_default();
                if let Ok(name) = Name::from_der(&sequence) {
                    whole.extend(distinguished::canonical(&name));
                }
                vec![whole.join(",")]
            }
        }
    }

    /// §6.3.3 (f) and (g): by the issuer's key, or by another key certified for the same
    /// name by the same authority; the key may sign lists.
    fn is_signed(&self, pool: &Pool, view: &View, issuer: usize) -> bool {
        let may_sign = |view: &View| view.key_usage().is_none_or(|usage| usage.crl_sign());
        let by = |view: &View| {
            may_sign(view)
                && view
                    .public_key()
                    .and_then(|key| self.envelope.verify(&key))
                    .is_ok()
        };
        if pool.get(issuer).is_some_and(by) {
            return true;
        }
        let Some(issuer_view) = pool.get(issuer) else {
            return false;
        };
        pool.all().iter().enumerate().any(|(place, other)| {
            place != issuer
                && other.subject_name() == view.issuer_name()
                && other.issuer_name() == issuer_view.issuer_name()
                && is_same_authority(pool, place, issuer)
                && by(other)
        })
    }

    /// §6.3.3 (i) and (j): the entry for a certificate.
    fn entry(&self, view: &View) -> Option<Result<(Timestamp, &'static str), ()>> {
        let revoked = self.content.tbs_cert_list.revoked_certificates.as_deref()?;
        let entry: &RevokedCert = revoked
            .iter()
            .find(|entry| entry.serial_number.as_bytes() == view.serial())?;
        let extensions = entry.crl_entry_extensions.as_deref().unwrap_or_default();
        let understood = extensions
            .iter()
            .all(|extension| !extension.critical || id(extension) == oid::CRL_REASON);
        if !understood {
            return Some(Err(()));
        }
        let reason = extensions
            .iter()
            .find(|extension| id(extension) == oid::CRL_REASON)
            .and_then(|extension| CrlReason::from_der(extension.extn_value.as_bytes()).ok());
        if reason == Some(CrlReason::RemoveFromCRL) {
            return None;
        }
        let reason = reason_name(reason.unwrap_or(CrlReason::Unspecified));
        Some(Ok((moment(entry.revocation_date), reason)))
    }
}

/// Whether somebody who issued `issuer` issued `place` too, or `issuer` itself did.
fn is_same_authority(pool: &Pool, place: usize, issuer: usize) -> bool {
    (0..pool.all().len()).any(|above| {
        (above == issuer || pool.signature(issuer, above).is_ok())
            && pool.signature(place, above).is_ok()
    })
}

fn id(extension: &Extension) -> String {
    extension.extn_id.to_string()
}

fn comparable(name: &GeneralName) -> String {
    match name {
        GeneralName::DirectoryName(name) => distinguished::canonical(name).join(","),
        other => {
            let der = other.to_der().unwrap_or_default();
            crate::encoding::hex(&der)
        }
    }
}

/// Extensions of lists that may be critical.
const KNOWN: &[&str] = &[oid::ISSUING_POINT, oid::CRL_NUMBER, "2.5.29.35"];

const MOST_LISTS: usize = 1_000;

/// The failure, if what lists say is one.
pub(super) fn failure(status: &Status, is_required: bool) -> Option<Failure> {
    match status {
        Status::Revoked { at, reason } => Some(Failure::Revoked { at: *at, reason }),
        Status::Unknown if is_required => Some(Failure::RevocationUnknown),
        Status::Good | Status::Unknown => None,
    }
}
