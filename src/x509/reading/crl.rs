//! Lists of revoked certificates and their extensions (RFC 5280 §5).

use der::Decode as _;
use der::asn1::{GeneralizedTime, UintRef};
use x509_cert::crl::{CertificateList, RevokedCert};
use x509_cert::ext::pkix::{CrlReason, IssuingDistributionPoint};

use super::{
    Gist, Label, Line, NameKind, Read, Section, Topic, Value, certificate, extension, general_name,
};
use crate::encoding::hex;
use crate::x509::oid;

pub(super) fn read(der: &[u8]) -> Option<Read> {
    let list = CertificateList::<x509_cert::certificate::Rfc5280>::from_der(der).ok()?;
    let tbs = &list.tbs_cert_list;
    let issuer = certificate::distinguished(&tbs.issuer);
    let this_update = certificate::moment(tbs.this_update);
    let next_update = tbs.next_update.map(certificate::moment);
    let revoked = tbs.revoked_certificates.as_deref().unwrap_or_default();

    let mut validity = vec![Line::new(Label::ThisUpdate, Value::Time(this_update))];
    validity.extend(next_update.map(|time| Line::new(Label::NextUpdate, Value::Time(time))));
    let count = u64::try_from(revoked.len()).unwrap_or(u64::MAX);
    let mut entries = vec![extension::number(Label::Count, count)];
    entries.extend(
        revoked
            .iter()
            .take(MOST_SHOWN)
            .map(|entry| Line::new(Label::Revoked, entry_value(entry))),
    );
    let mut sections = vec![
        Section::new(
            Topic::Identity,
            vec![Line::text(Label::Issuer, issuer.clone())],
        ),
        Section::new(Topic::Validity, validity),
        Section::new(Topic::Revoked, entries),
    ];
    sections.extend(extension::sections(
        tbs.crl_extensions.as_deref().unwrap_or_default(),
    ));
    sections.push(certificate::signature(
        &list.signature_algorithm.oid.to_string(),
        list.signature.raw_bytes(),
    ));
    let hashes = certificate::fingerprints(der, der).into_iter();
    sections.push(Section::new(
        Topic::Fingerprints,
        hashes
            .filter(|line| line.label != Label::SpkiSha256)
            .collect(),
    ));
    let gist = Gist {
        title: crate::x509::subject::common_name(&tbs.issuer).unwrap_or_else(|| issuer.clone()),
        issuer: Some(issuer),
        not_before: Some(this_update),
        not_after: next_update,
        ..Gist::default()
    };
    Some((gist, sections))
}

/// The extensions that only lists and their entries have.
pub(super) fn extension(id: &str, value: &[u8]) -> Option<der::Result<Vec<Line>>> {
    let number = |label| {
        UintRef::from_der(value).map(|number| vec![Line::text(label, hex(number.as_bytes()))])
    };
    Some(match id {
        oid::CRL_NUMBER => number(Label::CrlNumber),
        oid::DELTA_CRL => number(Label::BaseCrl),
        oid::ISSUING_POINT => IssuingDistributionPoint::from_der(value).map(|point| covers(&point)),
        oid::CRL_REASON => {
            CrlReason::from_der(value).map(|reason| vec![Line::text(Label::Reasons, name(reason))])
        }
        "2.5.29.24" => GeneralizedTime::from_der(value).map(|time| {
            let time = certificate::moment(time.into());
            vec![Line::new(Label::NotBefore, Value::Time(time))]
        }),
        _ => return None,
    })
}

fn covers(point: &IssuingDistributionPoint) -> Vec<Line> {
    let names: Vec<(NameKind, String)> = point
        .distribution_point
        .as_ref()
        .map(general_name::point)
        .unwrap_or_default();
    let mut lines: Vec<Line> = names
        .into_iter()
        .map(|(kind, text)| Line::new(Label::Crl, Value::Name(kind, text)))
        .collect();
    for (label, flag) in [
        (Label::OnlyUserCertificates, point.only_contains_user_certs),
        (Label::OnlyCaCertificates, point.only_contains_ca_certs),
        (
            Label::OnlyAttributeCertificates,
            point.only_contains_attribute_certs,
        ),
        (Label::Indirect, point.indirect_crl),
    ] {
        if flag {
            lines.push(Line::new(label, Value::Flag(true)));
        }
    }
    if let Some(reasons) = point.only_some_reasons {
        lines.push(Line::text(Label::Reasons, extension::reasons_text(reasons)));
    }
    lines
}

fn entry_value(entry: &RevokedCert) -> Value {
    let reason = entry
        .crl_entry_extensions
        .iter()
        .flatten()
        .find(|extension| extension.extn_id.to_string() == oid::CRL_REASON)
        .and_then(|extension| CrlReason::from_der(extension.extn_value.as_bytes()).ok());
    Value::Revoked(
        hex(entry.serial_number.as_bytes()),
        certificate::moment(entry.revocation_date),
        reason.map(name),
    )
}

/// A reason by the name that RFC 5280 §5.3.1 gives it.
pub(crate) const fn name(reason: CrlReason) -> &'static str {
    match reason {
        CrlReason::Unspecified => "unspecified",
        CrlReason::KeyCompromise => "keyCompromise",
        CrlReason::CaCompromise => "cACompromise",
        CrlReason::AffiliationChanged => "affiliationChanged",
        CrlReason::Superseded => "superseded",
        CrlReason::CessationOfOperation => "cessationOfOperation",
        CrlReason::CertificateHold => "certificateHold",
        CrlReason::RemoveFromCRL => "removeFromCRL",
        CrlReason::PrivilegeWithdrawn => "privilegeWithdrawn",
        CrlReason::AaCompromise => "aACompromise",
    }
}

/// A list may hold tens of thousands: the first ones are named, all are counted.
const MOST_SHOWN: usize = 500;
