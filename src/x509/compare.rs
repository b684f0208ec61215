//! A request beside the certificate made from it: what was asked for, what was given.
//!
//! Both are read as they are shown anyway, and their fields are put side by side: a CA
//! takes some over, changes some, leaves some out, and adds its own.

use der::{Decode as _, Encode as _};
use x509_cert::Certificate;
use x509_cert::request::CertReq;

use super::asn1::Shape;
use super::reading::{Label, Line, Reading, Section, Topic, Value};

/// Fields that belong together, from both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What they are about.
    pub topic: Topic,
    /// What became of them.
    pub outcome: Outcome,
    /// Whether the extension is critical: as it was asked for, and as it was given.
    pub critical: [Option<bool>; 2],
    /// The fields: what both have first, then what was asked for alone, then what was
    /// given alone.
    pub lines: Vec<(Side, Line)>,
}

/// Who has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Both.
    Both,
    /// The request.
    Asked,
    /// The certificate.
    Given,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// As it was asked for.
    Same,
    /// Otherwise than it was asked for.
    Changed,
    /// Left out.
    Dropped,
    /// Added by the CA.
    Added,
}

/// A request and a certificate for one key, by their places among what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The request's place.
    pub request: usize,
    /// The certificate's place.
    pub certificate: usize,
}

/// Puts a request and a certificate side by side; none if one of them cannot be read.
pub fn compare(request: &[u8], certificate: &[u8]) -> Option<Vec<Part>> {
    let asked = read(request, Shape::CertificationRequest)?;
    let given = read(certificate, Shape::Certificate)?;
    let mut parts = vec![
        part(Topic::Identity, &asked, &given, SUBJECT),
        part(Topic::Key, &asked, &given, KEY),
    ];
    let both = asked.sections.iter().chain(&given.sections);
    let mut seen: Vec<&Topic> = Vec::new();
    for section in both {
        let is_compared = matches!(section.topic, Topic::Extension(_) | Topic::Attributes);
        if is_compared && !seen.contains(&&section.topic) {
            seen.push(&section.topic);
            parts.push(part(section.topic.clone(), &asked, &given, &[]));
        }
    }
    // Nobody asks for these.
    parts.push(part(Topic::Validity, &asked, &given, OF_THE_CA));
    parts.sort_by_key(|part| part.outcome == Outcome::Added);
    Some(parts)
}

/// The requests and certificates among `ders` that are for one key.
pub fn pairs<'a>(ders: impl IntoIterator<Item = (usize, Content<'a>)>) -> Vec<Pair> {
    let mut requests = Vec::new();
    let mut certificates = Vec::new();
    for (place, content) in ders {
        match content {
            Content::Request(der) => requests.extend(key_of_request(der).map(|key| (place, key))),
            Content::Certificate(der) => certificates.push((place, der)),
        }
    }
    if requests.is_empty() {
        return Vec::new();
    }
    let certificates: Vec<_> = certificates
        .into_iter()
        .filter_map(|(place, der)| Some((place, key_of_certificate(der)?)))
        .collect();
    let all = requests.iter().flat_map(|(request, key)| {
        let fitting = certificates.iter().filter(move |(_, other)| other == key);
        fitting.map(|(certificate, _)| Pair {
            request: *request,
            certificate: *certificate,
        })
    });
    all.take(MOST_PAIRS).collect()
}

/// What may be one half of a pair.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// A request's DER.
    Request(&'a [u8]),
    /// A certificate's DER.
    Certificate(&'a [u8]),
}

fn key_of_request(der: &[u8]) -> Option<Vec<u8>> {
    CertReq::from_der(der).ok()?.info.public_key.to_der().ok()
}

fn key_of_certificate(der: &[u8]) -> Option<Vec<u8>> {
    let certificate = Certificate::from_der(der).ok()?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    key.to_der().ok()
}

fn read(der: &[u8], shape: Shape) -> Option<Reading> {
    Some(Reading::of_shape(der, Some(shape))).filter(Reading::is_decoded)
}

/// A part; `labels` are the fields it is made of, wherever they stand, or else it is one
/// section.
fn part(topic: Topic, asked: &Reading, given: &Reading, labels: &[Label]) -> Part {
    let section = |reading: &Reading| -> Option<Section> {
        let mut sections = reading.sections.iter();
        sections.find(|section| section.topic == topic).cloned()
    };
    let lines = |reading: &Reading| {
        if labels.is_empty() {
            return section(reading).map(of_section);
        }
        let lines = reading.sections.iter().flat_map(|section| &section.lines);
        let lines: Vec<Line> = lines
            .filter(|line| labels.contains(&line.label))
            .cloned()
            .collect();
        (!lines.is_empty()).then_some(lines)
    };
    let critical = [asked, given].map(|reading| section(reading)?.critical);
    let (asked, given) = (lines(asked), lines(given));
    let outcome = match (&asked, &given) {
        (None, _) => Outcome::Added,
        (Some(_), None) => Outcome::Dropped,
        (Some(asked), Some(given)) => {
            let [first, second] = critical;
            if first == second && is_permuted(asked, given) {
                Outcome::Same
            } else {
                Outcome::Changed
            }
        }
    };
    let (asked, given) = (asked.unwrap_or_default(), given.unwrap_or_default());
    let mut lines: Vec<(Side, Line)> = given
        .iter()
        .map(|line| {
            let side = if asked.contains(line) {
                Side::Both
            } else {
                Side::Given
            };
            (side, line.clone())
        })
        .collect();
    let lost = asked.iter().filter(|line| !given.contains(line));
    lines.extend(lost.map(|line| (Side::Asked, line.clone())));
    lines.sort_by_key(|(side, _)| *side);
    Part {
        topic,
        outcome,
        critical,
        lines,
    }
}

/// A section's fields; one that is not understood is its bytes.
fn of_section(section: Section) -> Vec<Line> {
    let mut lines = section.lines;
    lines.extend(section.raw.map(|raw| Line {
        label: Label::Present,
        value: Value::Octets(raw),
    }));
    lines
}

/// The same fields, in whatever order.
fn is_permuted(one: &[Line], other: &[Line]) -> bool {
    one.len() == other.len() && one.iter().all(|line| other.contains(line))
}

const SUBJECT: &[Label] = &[Label::Subject];
const KEY: &[Label] = &[
    Label::KeyAlgorithm,
    Label::Curve,
    Label::KeySize,
    Label::SpkiSha256,
];
const OF_THE_CA: &[Label] = &[
    Label::Issuer,
    Label::SerialNumber,
    Label::NotBefore,
    Label::NotAfter,
];

/// One request may have many certificates: the first ones are compared.
const MOST_PAIRS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::testing::{self, key, params, template};
    use crate::x509::{Issuer, RequestParams, Usage};

    fn outcomes(parts: &[Part]) -> Vec<(String, Outcome)> {
        let name = |topic: &Topic| match topic {
            Topic::Extension(oid) => crate::x509::oid::name(oid).unwrap_or(oid).to_owned(),
            other => format!("{other:?}"),
        };
        parts
            .iter()
            .map(|part| (name(&part.topic), part.outcome))
            .collect()
    }

    #[test]
    fn what_a_ca_takes_over_changes_and_adds_is_told() {
        let [root, ..] = testing::chain();
        let asked = RequestParams {
            usages: vec![Usage::DigitalSignature, Usage::KeyEncipherment],
            ..params("b.test", &["b.test", "*.b.test"])
        };
        let asked = testing::request(&asked, &key(4));
        let given = crate::x509::Template {
            usages: vec![Usage::DigitalSignature, Usage::ServerAuth],
            ..template(false)
        };
        let given = testing::issue(&asked, &given, Issuer::Certificate(&root), &key(1));
        let parts = compare(asked.der(), given.der()).unwrap();
        let expected = [
            ("Identity", Outcome::Same),
            ("Key", Outcome::Same),
            ("subjectAltName", Outcome::Same),
            ("keyUsage", Outcome::Changed),
            ("extKeyUsage", Outcome::Added),
            ("basicConstraints", Outcome::Added),
            ("authorityKeyIdentifier", Outcome::Added),
            ("Validity", Outcome::Added),
        ];
        let expected = expected.map(|(name, outcome)| (name.to_owned(), outcome));
        assert_eq!(outcomes(&parts), expected);
        let sides: Vec<Side> = parts[3].lines.iter().map(|(side, _)| *side).collect();
        assert_eq!(sides, [Side::Both, Side::Asked]);
        assert_eq!(parts[3].critical, [Some(true), Some(true)]);
        assert!(compare(given.der(), asked.der()).is_none());
    }

    #[test]
    fn what_is_for_one_key_is_a_pair() {
        let [root, intermediate, leaf] = testing::chain();
        let own = testing::request(&params("a.test", &["a.test"]), &key(3));
        let other = testing::request(&params("a.test", &["a.test"]), &key(9));
        let all = [
            Content::Certificate(root.der()),
            Content::Request(other.der()),
            Content::Certificate(leaf.der()),
            Content::Certificate(intermediate.der()),
            Content::Request(own.der()),
            Content::Request(b"no request"),
        ];
        let found = pairs(all.into_iter().enumerate());
        let pair = Pair {
            request: 4,
            certificate: 2,
        };
        assert_eq!(found, [pair]);
    }
}
