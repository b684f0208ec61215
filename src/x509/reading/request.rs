//! The fields of a certificate signing request (RFC 2986 §4).

use der::{Decode as _, Encode as _};
use x509_cert::ext::Extension;
use x509_cert::request::CertReq;

use super::{Gist, Label, Line, Read, Section, Topic, certificate, extension, key};
use crate::x509::oid;

pub(super) fn read(der: &[u8]) -> Option<Read> {
    let request = CertReq::from_der(der).ok()?;
    let info = &request.info;
    let spki_der = info.public_key.to_der().ok()?;
    let subject = certificate::distinguished(&info.subject);

    let mut attributes = Vec::new();
    let mut extensions = Vec::new();
    for attribute in info.attributes.iter() {
        let id = attribute.oid.to_string();
        for value in attribute.values.iter() {
            if id == oid::EXTENSION_REQUEST {
                let requested = value.decode_as::<Vec<Extension>>().unwrap_or_default();
                extensions.extend(extension::sections(&requested));
                continue;
            }
            let text = extension::attribute_text(value);
            attributes.push(if id == oid::CHALLENGE_PASSWORD {
                Line::text(Label::ChallengePassword, text)
            } else {
                Line::text(Label::Attribute, format!("{}: {text}", oid::show(&id)))
            });
        }
    }
    let names = certificate::names(&extensions);
    let is_ca = certificate::has_flag(&extensions, Label::IsCa);

    let mut sections = vec![
        Section::new(
            Topic::Identity,
            vec![Line::text(Label::Subject, subject.clone())],
        ),
        Section::new(Topic::Key, key::lines(&info.public_key)),
    ];
    if !attributes.is_empty() {
        sections.push(Section::new(Topic::Attributes, attributes));
    }
    sections.extend(extensions);
    sections.push(certificate::signature(
        &request.algorithm.oid.to_string(),
        request.signature.raw_bytes(),
    ));
    sections.push(Section::new(
        Topic::Fingerprints,
        certificate::fingerprints(der, &spki_der),
    ));
    let gist = Gist {
        title: certificate::title(&info.subject, &names, "CSR"),
        subject,
        is_ca,
        names,
        key: Some(key::summary(&info.public_key)),
        ..Gist::default()
    };
    Some((gist, sections))
}
