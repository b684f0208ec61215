//! The outline: version, serial number, validity, and extensions as such.

use std::time::Duration;

use x509_cert::certificate::Version;
use x509_cert::time::Time;

use super::subject::{Subject, ext};
use super::{Found, broken_by, broken_if};
use crate::clock::Timestamp;
use crate::encoding::hex;
use crate::x509::asn1::Shape;
use crate::x509::oid;
use crate::x509::reading::{Reading, Topic};

/// RFC 5280 §4.1.2.1: "When extensions are used […] version MUST be 3".
pub(super) fn version(subject: &Subject) -> Found {
    let version = subject.tbs().version();
    (version != Version::V3).then(|| format!("v{}", (version as u8).saturating_add(1)))
}

/// RFC 5280 §4.1.2.2: positive, and "no longer than 20 octets".
pub(super) fn serial_range(subject: &Subject) -> Found {
    let serial = subject.view.serial();
    let is_negative = serial.first().is_some_and(|first| *first >= 0x80);
    let is_zero = serial.iter().all(|octet| *octet == 0);
    (is_negative || is_zero || serial.len() > LONGEST_SERIAL).then(|| hex(serial))
}

/// Baseline Requirements §7.1: "at least 64 bits of output from a CSPRNG".
pub(super) fn serial_random(subject: &Subject) -> Found {
    let serial = subject.view.serial();
    (serial.len() < SHORTEST_SERIAL).then(|| hex(serial))
}

/// RFC 5280 §4.1.2.8: "CAs conforming to this profile MUST NOT generate certificates
/// with unique identifiers".
pub(super) fn unique_ids(subject: &Subject) -> Found {
    let tbs = subject.tbs();
    broken_if(tbs.issuer_unique_id().is_some() || tbs.subject_unique_id().is_some())
}

/// RFC 5280 §4.1.1.2.
pub(super) fn signature_algorithms(subject: &Subject) -> Found {
    broken_if(!subject.view.has_one_signature_algorithm())
}

/// RFC 5280 §4.1.2.5: dates "through the year 2049" in the short form.
pub(super) fn time_form(subject: &Subject) -> Found {
    let validity = subject.tbs().validity();
    broken_by(
        [validity.not_before, validity.not_after]
            .iter()
            .filter_map(early_in_the_long_form),
    )
}

/// A date before 2050 that is written as a `GeneralizedTime`.
pub(super) fn early_in_the_long_form(time: &Time) -> Option<String> {
    match time {
        Time::GeneralTime(_) if time.to_date_time().year() < 2050 => Some(time.to_string()),
        _ => None,
    }
}

/// The end lies before the start.
pub(super) fn validity_order(subject: &Subject) -> Found {
    let (start, end) = (subject.view.not_before(), subject.view.not_after());
    (end < start).then(|| format!("{} > {}", start.rfc3339(), end.rfc3339()))
}

/// Baseline Requirements §6.3.2.
pub(super) fn leaf_lifetime(subject: &Subject) -> Found {
    let start = subject.view.not_before();
    let allowed = LIFETIMES
        .iter()
        .find(|(from, _)| start >= Timestamp::from_unix_secs(*from))
        .map_or(FIRST_LIFETIME, |(_, days)| *days);
    let lifetime = subject.lifetime_secs();
    (lifetime > allowed.saturating_mul(DAY)).then(|| format!("{} > {allowed} d", days(lifetime)))
}

/// Baseline Requirements §7.1.2.1.1: 2,922 to 9,132 days.
pub(super) fn root_lifetime(subject: &Subject) -> Found {
    let lifetime = subject.lifetime_secs();
    let fits = (2_922 * DAY..=9_132 * DAY).contains(&lifetime);
    (!fits).then(|| format!("{} ∉ 2922–9132 d", days(lifetime)))
}

/// Whole days, with a plus where there is more.
fn days(secs: i64) -> String {
    let more = if secs.rem_euclid(DAY) == 0 { "" } else { "+" };
    format!("{}{more}", secs.div_euclid(DAY))
}

/// Whether it ends before anybody would ask for its revocation (Baseline Requirements
/// §1.6.1, "Short-lived Subscriber Certificate").
pub(super) fn is_short_lived(subject: &Subject) -> bool {
    let until_2026 = subject.view.not_before() < Timestamp::from_unix_secs(MARCH_2026);
    let most = if until_2026 { 10 } else { 7 };
    subject.lifetime_secs() <= most * DAY
}

/// RFC 5280 §4.2: "MUST NOT include more than one instance of a particular extension".
pub(super) fn repeated_extension(subject: &Subject) -> Found {
    subject.view.repeated().map(|dotted| oid::show(&dotted))
}

/// RFC 5280 §4.2: a system "MUST reject" what it must understand and cannot.
pub(super) fn unknown_critical(subject: &Subject) -> Found {
    let extensions = subject.view.extensions().iter();
    broken_by(
        extensions
            .filter(|extension| extension.critical)
            .map(|extension| extension.extn_id.to_string())
            .filter(|dotted| oid::name(dotted).is_none()),
    )
}

/// An extension that is known and cannot be decoded.
pub(super) fn malformed_extension(subject: &Subject) -> Found {
    let reading = Reading::of_shape(subject.view.der(), Some(Shape::Certificate));
    broken_by(malformed(&reading))
}

/// The extensions of a reading that cannot be decoded.
pub(super) fn malformed(reading: &Reading) -> Vec<String> {
    let sections = reading.sections.iter().filter(|section| section.malformed);
    sections
        .filter_map(|section| match &section.topic {
            Topic::Extension(dotted) => Some(oid::show(dotted)),
            _ => None,
        })
        .collect()
}

/// RFC 6962 §3.1: a precertificate is no certificate.
pub(super) fn precertificate(subject: &Subject) -> Found {
    broken_if(subject.view.has(ext::POISON))
}

/// RFC 6962 §3.1, §3.3: the one is for the log, the other from it.
pub(super) fn poison_and_timestamps(subject: &Subject) -> Found {
    broken_if(subject.view.has(ext::POISON) && subject.view.has(ext::TIMESTAMPS))
}

/// Browsers want the promises of logs (RFC 6962 §3.3).
pub(super) fn timestamps(subject: &Subject) -> Found {
    broken_if(!subject.view.has(ext::POISON) && !subject.view.has(ext::TIMESTAMPS))
}

const LONGEST_SERIAL: usize = 20;
const SHORTEST_SERIAL: usize = 8;
pub(super) const DAY: i64 = Duration::from_hours(24).as_secs().cast_signed();

/// 2026-03-15, when 200 days and short lives of seven days begin.
const MARCH_2026: i64 = 1_773_532_800;

/// From when on a TLS certificate may last how many days (Baseline Requirements §6.3.2):
/// from 2029-03-15, 2027-03-15 and 2026-03-15 on.
const LIFETIMES: [(i64, i64); 3] = [(1_868_227_200, 47), (1_805_068_800, 100), (MARCH_2026, 200)];

/// How long before these.
const FIRST_LIFETIME: i64 = 398;
