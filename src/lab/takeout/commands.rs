//! The command line for each file, and those that made the certificate.

use super::{FileKind, JKS_ALIAS, encoding, kinds, secret};
use crate::certmanager::api::{Certificate, CertificateSubject, Issuer, Object, Secret};
use crate::lab::Lab;
use crate::x509::command::{CommandLine, files, issuing};
use crate::x509::file::pkcs12::Profile;
use crate::x509::{self, KeyEncoding, RequestParams};

/// The command that makes the same file of the others, or that shows what is in it.
pub fn command(kind: FileKind, certificate: &Certificate, secret: &Secret) -> Option<CommandLine> {
    let name = certificate.metadata.name.as_str();
    let file = |kind: FileKind| kind.file_name(name);
    let here = file(kind);
    let (key, leaf, chain) = (
        file(FileKind::Key),
        file(FileKind::Leaf),
        file(FileKind::Chain),
    );
    Some(match kind {
        FileKind::Key => files::check_key(&here),
        FileKind::Leaf => files::show_certificate(&here),
        FileKind::Chain => files::show_chain(&here),
        FileKind::Ca => {
            let chain_of = secret.chain()?.ok()?;
            let names = chain_of.first()?.dns_names();
            let host = names.iter().find(|name| !name.starts_with('*'));
            files::verify(&here, &chain, &leaf, host.map(String::as_str))
        }
        FileKind::Der => files::certificate_to_der(&leaf, &here),
        FileKind::KeyDer => {
            let is_pkcs8 = encoding(secret) == KeyEncoding::Pkcs8;
            files::key_to_der(&key, &here, is_pkcs8)
        }
        FileKind::Combined => files::combined(&key, &chain, &here),
        FileKind::Pkcs7 => files::pkcs7(&best_chain(secret, name), &here),
        FileKind::Pkcs12(profile) => {
            files::pkcs12(&key, &best_chain(secret, name), name, profile, &here)
        }
        FileKind::Jks => {
            let pkcs12 = file(FileKind::Pkcs12(Profile::Modern2023));
            files::jks(&pkcs12, name, JKS_ALIAS, &here)
        }
        // Put together by hand, or by cert-manager.
        FileKind::FullChain | FileKind::Manifest => return None,
        FileKind::Zip => {
            let packed = kinds(secret).into_iter();
            let packed = packed.filter(|kind| *kind != FileKind::Zip);
            files::zip(&here, &packed.map(file).collect::<Vec<_>>())
        }
    })
}

/// With the CA where there is one.
fn best_chain(secret: &Secret, name: &str) -> String {
    let kind = match secret.bytes("ca.crt") {
        Some(_) => FileKind::FullChain,
        None => FileKind::Chain,
    };
    kind.file_name(name)
}

/// The commands that make such a key, the same request, and the certificate, as far as
/// that can be done without a server.
pub fn recipe(lab: &Lab, certificate: &Certificate) -> Vec<CommandLine> {
    let name = certificate.metadata.name.as_str();
    let Some(secret) = secret(lab, certificate) else {
        return Vec::new();
    };
    let (Ok(held), Some(Ok(chain))) = (secret.private_key("tls.key"), secret.chain()) else {
        return Vec::new();
    };
    let Some(leaf) = chain.first() else {
        return Vec::new();
    };
    let key = FileKind::Key.file_name(name);
    let request = format!("{name}.csr");
    let algorithm = held.public_key.algorithm();
    let mut lines = vec![issuing::make_key(algorithm, encoding(secret), &key)];
    let asked = asked_for(certificate, leaf);
    if let Some(line) = asked.and_then(|asked| issuing::make_request(&asked, &key, &request)) {
        lines.push(line);
        let out = FileKind::Leaf.file_name(name);
        let days = leaf.not_after().since(leaf.not_before()).as_secs() / 86_400;
        let days = i64::try_from(days.max(1)).unwrap_or(1);
        match issuer(lab, certificate).map(|issuer| &issuer.spec) {
            Some(spec) if spec.self_signed.is_some() => {
                lines.push(issuing::self_sign(&request, &key, days, leaf.is_ca(), &out));
            }
            Some(spec) if spec.ca.is_some() => {
                let ca = FileKind::Ca.file_name(name);
                let (ca_key, is_ca) = ("ca.key", leaf.is_ca());
                lines.push(issuing::sign(&request, &ca, ca_key, days, is_ca, &out));
            }
            _ => {}
        }
    }
    lines
}

fn issuer<'a>(lab: &'a Lab, certificate: &Certificate) -> Option<&'a Issuer> {
    let reference = &certificate.spec.issuer_ref;
    let key = reference.key(certificate.namespace())?;
    lab.store().get(&key).and_then(|object| match &**object {
        Object::Issuer(issuer) | Object::ClusterIssuer(issuer) => Some(issuer),
        _ => None,
    })
}

/// What the request asked for; none if it asked for something that has no short form on
/// a command line.
fn asked_for(certificate: &Certificate, leaf: &x509::Certificate) -> Option<RequestParams> {
    let spec = &certificate.spec;
    let subject = spec.subject.clone().unwrap_or_default();
    let organizations = subject.organizations.clone();
    let is_short = spec.literal_subject.is_none()
        && spec.other_names.is_empty()
        && spec.name_constraints.is_none()
        && subject
            == CertificateSubject {
                organizations: organizations.clone(),
                ..CertificateSubject::default()
            };
    is_short.then(|| RequestParams {
        common_name: spec.common_name.clone(),
        organizations,
        dns_names: leaf
            .dns_names()
            .iter()
            .filter_map(|name| x509::DnsName::parse_any(name).ok())
            .collect(),
        ip_addresses: leaf.ip_addresses(),
        uris: leaf.uris(),
        email_addresses: leaf.email_addresses(),
        usages: spec.usages.clone(),
        encode_usages: spec.encode_usages_in_request.unwrap_or(true),
        is_ca: spec.is_ca,
        signature_algorithm: None,
    })
}
