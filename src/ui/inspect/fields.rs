//! The fields of certificates and requests, as rows.

use certlab::clock::Timestamp;
use certlab::encoding::hex;
use certlab::x509::{Certificate, CertificateSigningRequest, Usage};

use crate::ui::i18n::inspect::Field;

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Text, one line each.
    Lines(Vec<String>),
    /// A moment.
    Time(Timestamp),
    /// Yes or no.
    Flag(bool),
}

/// A certificate's fields, empty ones left out.
pub(super) fn of_certificate(certificate: &Certificate) -> Vec<(Field, Value)> {
    let octets = |octets: Option<&[u8]>| {
        octets
            .map(|octets| spaced(&hex(octets)))
            .unwrap_or_default()
    };
    let addresses = certificate.ip_addresses();
    rows([
        (Field::Subject, line(certificate.subject())),
        (Field::Issuer, line(certificate.issuer())),
        (Field::DnsNames, Value::Lines(certificate.dns_names())),
        (
            Field::IpAddresses,
            Value::Lines(addresses.iter().map(ToString::to_string).collect()),
        ),
        (Field::NotBefore, Value::Time(certificate.not_before())),
        (Field::NotAfter, Value::Time(certificate.not_after())),
        (Field::IsCa, Value::Flag(certificate.is_ca())),
        (Field::Usages, usages(&certificate.usages())),
        (
            Field::PublicKey,
            key(certificate.public_key().ok().as_ref()),
        ),
        (Field::Serial, line(spaced(&certificate.serial().hex()))),
        (
            Field::SubjectKeyId,
            line(octets(certificate.subject_key_id())),
        ),
        (
            Field::AuthorityKeyId,
            line(octets(certificate.authority_key_id())),
        ),
        (Field::Fingerprint, line(certificate.sha256_fingerprint())),
    ])
}

/// A request's fields, empty ones left out.
pub(super) fn of_request(request: &CertificateSigningRequest) -> Vec<(Field, Value)> {
    let addresses = request.ip_addresses();
    rows([
        (Field::Subject, line(request.subject())),
        (Field::DnsNames, Value::Lines(request.dns_names())),
        (
            Field::IpAddresses,
            Value::Lines(addresses.iter().map(ToString::to_string).collect()),
        ),
        (Field::Usages, usages(&request.usages())),
        (Field::PublicKey, key(Some(request.public_key()))),
    ])
}

fn rows<const N: usize>(rows: [(Field, Value); N]) -> Vec<(Field, Value)> {
    rows.into_iter()
        .filter(|(_, value)| !matches!(value, Value::Lines(lines) if lines.iter().all(String::is_empty)))
        .collect()
}

fn line(text: String) -> Value {
    Value::Lines(vec![text])
}

fn usages(usages: &[Usage]) -> Value {
    Value::Lines(
        usages
            .iter()
            .map(|usage| usage.as_str().to_owned())
            .collect(),
    )
}

fn key(key: Option<&certlab::x509::PublicKey>) -> Value {
    let Some(key) = key else {
        return Value::Lines(Vec::new());
    };
    Value::Lines(vec![
        key.algorithm().to_string(),
        spaced(&hex(&key.key_id())),
    ])
}

/// `0a1b2c` as `0a 1b 2c`, which can break across lines.
fn spaced(hex: &str) -> String {
    let mut text = String::new();
    for (index, digit) in hex.chars().enumerate() {
        if index > 0 && index % 2 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_are_told_apart() {
        assert_eq!(spaced("0a1b2c"), "0a 1b 2c");
        assert_eq!(spaced(""), "");
    }
}
