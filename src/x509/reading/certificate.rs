//! The fields of a certificate (RFC 5280 §4.1).

use der::{Decode as _, Encode as _};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate;
use x509_cert::name::Name;
use x509_cert::time::Time;

use super::{Gist, Label, Line, Read, Section, Topic, Value, extension, key};
use crate::clock::Timestamp;
use crate::encoding;
use crate::x509::oid;
use crate::x509::subject::{common_name, rfc_4514};

pub(super) fn read(der: &[u8]) -> Option<Read> {
    let certificate = Certificate::from_der(der).ok()?;
    let tbs = certificate.tbs_certificate();
    let spki = tbs.subject_public_key_info();
    let spki_der = spki.to_der().ok()?;
    let serial = encoding::hex(tbs.serial_number().as_bytes());
    let subject = distinguished(tbs.subject());
    let issuer = distinguished(tbs.issuer());
    let not_before = moment(tbs.validity().not_before);
    let not_after = moment(tbs.validity().not_after);
    let extensions = tbs.extensions().map_or(&[][..], Vec::as_slice);

    let identity = vec![
        Line::text(Label::Subject, subject.clone()),
        Line::text(Label::Issuer, issuer.clone()),
        Line::text(Label::SerialNumber, serial.clone()),
        Line::text(
            Label::Version,
            format!("v{}", (tbs.version() as u8).saturating_add(1)),
        ),
    ];
    let validity = vec![
        Line::new(Label::NotBefore, Value::Time(not_before)),
        Line::new(Label::NotAfter, Value::Time(not_after)),
    ];
    let mut sections = vec![
        Section::new(Topic::Identity, identity),
        Section::new(Topic::Validity, validity),
        Section::new(Topic::Key, key::lines(spki)),
    ];
    let extensions_from = sections.len();
    sections.extend(extension::sections(extensions));
    let names = names(sections.get(extensions_from..).unwrap_or_default());
    let is_ca = has_flag(&sections, Label::IsCa);
    sections.push(signature(
        &certificate.signature_algorithm().oid.to_string(),
        certificate.signature().raw_bytes(),
    ));
    sections.push(Section::new(
        Topic::Fingerprints,
        fingerprints(der, &spki_der),
    ));

    let gist = Gist {
        title: title(tbs.subject(), &names, &serial),
        is_self_issued: subject == issuer,
        subject,
        issuer: Some(issuer),
        not_before: Some(not_before),
        not_after: Some(not_after),
        is_ca,
        names,
        key: Some(key::summary(spki)),
    };
    Some((gist, sections))
}

/// How it was signed.
pub(super) fn signature(algorithm: &str, value: &[u8]) -> Section {
    Section::new(
        Topic::Signature,
        vec![
            Line::new(
                Label::SignatureAlgorithm,
                Value::Identifier(algorithm.to_owned()),
            ),
            Line::new(Label::SignatureValue, Value::Octets(value.to_vec())),
        ],
    )
}

/// SHA-1 and SHA-256 over the whole, SHA-256 over the key.
pub(super) fn fingerprints(der: &[u8], spki_der: &[u8]) -> Vec<Line> {
    vec![
        Line::new(Label::Sha256, Value::Octets(Sha256::digest(der).to_vec())),
        Line::new(Label::Sha1, Value::Octets(Sha1::digest(der).to_vec())),
        Line::text(
            Label::SpkiSha256,
            encoding::base64(&Sha256::digest(spki_der)),
        ),
    ]
}

/// A name as RFC 4514 text.
pub(super) fn distinguished(name: &Name) -> String {
    rfc_4514(name).unwrap_or_default()
}

/// A time as a moment.
pub(super) fn moment(time: Time) -> Timestamp {
    Timestamp::from_unix_secs(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}

/// The names among a value's fields.
pub(super) fn names(sections: &[Section]) -> Vec<String> {
    sections
        .iter()
        .filter(|section| section.topic == Topic::Extension(oid::SUBJECT_ALT_NAME.to_owned()))
        .flat_map(|section| &section.lines)
        .filter_map(|line| match &line.value {
            Value::Name(_, name) => Some(name.clone()),
            _ => None,
        })
        .collect()
}

pub(super) fn has_flag(sections: &[Section], label: Label) -> bool {
    sections
        .iter()
        .flat_map(|section| &section.lines)
        .any(|line| line.label == label && line.value == Value::Flag(true))
}

/// The common name, else the first alternative name, else the subject, else the serial number.
pub(super) fn title(subject: &Name, names: &[String], serial: &str) -> String {
    common_name(subject)
        .or_else(|| names.first().cloned())
        .or_else(|| Some(distinguished(subject)).filter(|text| !text.is_empty()))
        .unwrap_or_else(|| serial.to_owned())
}
