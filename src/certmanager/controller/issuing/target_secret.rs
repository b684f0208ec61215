//! The Secret in which a Certificate ends.

use std::collections::BTreeMap;

use super::{managed, outputs};
use crate::certmanager::api::{Certificate, Object, Secret, SecretValue, annotations, secret};
use crate::certmanager::runtime::pass::{DONE, Flow, Pass};
use crate::certmanager::subject;
use crate::kube::ObjectMeta;
use crate::x509;

/// What is to be written.
pub(super) struct Issued<'a> {
    /// The chain as PEM, the leaf first.
    pub(super) pem: &'a [u8],
    /// The CA's certificate as PEM.
    pub(super) ca: Option<&'a [u8]>,
    /// The leaf.
    pub(super) leaf: Option<&'a x509::Certificate>,
    /// Its key.
    pub(super) key: Option<&'a SecretValue>,
    /// Whether no issuer has signed it.
    pub(super) is_placeholder: bool,
}

/// Writes key and certificate at once, and all that goes with them.
pub(super) fn store(pass: &mut Pass<'_>, certificate: &Certificate, issued: &Issued<'_>) -> Flow {
    let present = pass.secret(certificate.namespace(), &certificate.spec.secret_name);
    let mut target = present.cloned().unwrap_or_else(|| Secret {
        metadata: ObjectMeta::named(certificate.namespace(), &certificate.spec.secret_name),
        secret_type: "kubernetes.io/tls".to_owned(),
        data: BTreeMap::new(),
    });
    if let Some(key) = issued.key {
        let mut key = key.clone();
        if let SecretValue::PrivateKey { encoding, .. } = &mut key {
            *encoding = certificate.spec.key_encoding();
        }
        target.data.insert(secret::TLS_KEY.to_owned(), key);
    }
    let mut set = |name: &str, bytes: Option<&[u8]>| {
        match bytes.filter(|bytes| !bytes.is_empty()) {
            Some(bytes) => target
                .data
                .insert(name.to_owned(), SecretValue::Bytes(bytes.to_vec())),
            None => target.data.remove(name),
        };
    };
    set(secret::TLS_CERT, Some(issued.pem));
    set(secret::CA_CERT, issued.ca);
    if let Some(leaf) = issued.leaf {
        describe(&mut target.metadata, certificate, leaf);
    }
    if issued.is_placeholder {
        // Empty, they tell the policies that no issuer has signed it.
        for name in [
            annotations::CERTIFICATE_NAME,
            annotations::ISSUER_NAME,
            annotations::ISSUER_KIND,
            annotations::ISSUER_GROUP,
        ] {
            let annotations = &mut target.metadata.annotations;
            annotations.insert(name.to_owned(), String::new());
        }
    }
    outputs::write(pass, certificate, &mut target)?;
    match present {
        Some(_) => pass.update(Object::Secret(target)),
        None => pass.create(Object::Secret(target)),
    }
    DONE
}

/// Puts labels, annotations and key stores right where they drifted: no new certificate is
/// needed for that.
pub(super) fn refresh(pass: &mut Pass<'_>, certificate: &Certificate) -> Flow {
    let Some(present) = pass.secret(certificate.namespace(), &certificate.spec.secret_name) else {
        return DONE;
    };
    let name = present.metadata.annotation(annotations::CERTIFICATE_NAME);
    let Some(Ok(chain)) = present.chain() else {
        return DONE;
    };
    if let Some(leaf) = chain.first()
        && name == Some(certificate.metadata.name.as_str())
        && present.private_key(secret::TLS_KEY).is_ok()
    {
        let mut target = present.clone();
        // Who issued it is a fact about the past.
        let issuer = [
            annotations::ISSUER_NAME,
            annotations::ISSUER_KIND,
            annotations::ISSUER_GROUP,
        ]
        .map(|name| (name, target.metadata.annotations.get(name).cloned()));
        describe(&mut target.metadata, certificate, leaf);
        for (name, value) in issuer {
            match value {
                Some(value) => target.metadata.annotations.insert(name.to_owned(), value),
                None => target.metadata.annotations.remove(name),
            };
        }
        outputs::write(pass, certificate, &mut target)?;
        pass.update(Object::Secret(target));
    }
    DONE
}

/// Labels and annotations of a target Secret.
fn describe(meta: &mut ObjectMeta, certificate: &Certificate, leaf: &x509::Certificate) {
    let spec = &certificate.spec;
    let strings = |items: Vec<std::net::IpAddr>| items.iter().map(ToString::to_string).collect();
    let always = [
        (
            annotations::CERTIFICATE_NAME,
            certificate.metadata.name.clone(),
        ),
        (annotations::ISSUER_NAME, spec.issuer_ref.name.clone()),
        (annotations::ISSUER_KIND, spec.issuer_ref.kind().to_owned()),
        (
            annotations::ISSUER_GROUP,
            spec.issuer_ref.group().to_owned(),
        ),
        (
            annotations::COMMON_NAME,
            leaf.common_name().unwrap_or_default(),
        ),
        (annotations::ALT_NAMES, joined(leaf.dns_names())),
        (annotations::IP_SANS, joined(strings(leaf.ip_addresses()))),
        (annotations::URI_SANS, joined(leaf.uris())),
    ];
    let emails = (
        annotations::EMAIL_SANS.to_owned(),
        joined(leaf.email_addresses()),
    );
    let subject = subject::ATTRIBUTES.iter().map(|attribute| {
        let name = format!("{}{}", annotations::SUBJECT, attribute.annotation);
        (name, joined(attribute.of_certificate(leaf)))
    });
    let if_any = subject.chain([emails]);
    managed::apply(meta, spec.secret_template.as_ref());
    meta.labels
        .insert(annotations::FAO.to_owned(), "true".to_owned());
    for (name, value) in always {
        meta.annotations.insert(name.to_owned(), value);
    }
    for (name, value) in if_any {
        if value.is_empty() {
            meta.annotations.remove(&name);
        } else {
            meta.annotations.insert(name, value);
        }
    }
}

/// Joined by commas, quoted as a line of CSV where an item needs it.
fn joined(items: Vec<String>) -> String {
    let quoted: Vec<String> = items
        .into_iter()
        .map(|item| {
            if item.contains([',', '"', '\n', '\r']) || item.starts_with(' ') {
                format!("\"{}\"", item.replace('"', "\"\""))
            } else {
                item
            }
        })
        .collect();
    quoted.join(",")
}
