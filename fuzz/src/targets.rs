//! What is fuzzed: every reader of what people and servers bring, and the
//! controllers between them.

use certlab::acme::problem::Problem;
use certlab::certmanager::api::{from_yaml, manifests};
use certlab::clock::Timestamp;
use certlab::dns::doh;
use certlab::encoding::{from_pem, json};
use certlab::http::HttpResponse;
use certlab::kube::Duration;
use certlab::lab::glossary::Glossary;
use certlab::lab::lesson::Lesson;
use certlab::lab::{Action, Bench, KeyStore, Lab, Recording, World, console};
use certlab::entropy::SeededEntropy;
use certlab::x509::asn1::Tree;
use certlab::x509::file::{self, Content};
use certlab::x509::path::{Material, Question, validate};
use certlab::x509::reading::Reading;
use certlab::x509::{Certificate, CertificateSigningRequest, DnsName, EmailAddress, PrivateKey};

use super::breaks::Breaks;
use super::dice::Choices;
use super::walk::Walk;

/// Runs the target of that name; false if there is none.
pub(crate) fn run(target: &str, data: &[u8]) -> bool {
    match target {
        "asn1" => asn1(data),
        "ca" => ca(data),
        "dns" => dns(data),
        "file" => files(data),
        "json" => texts(data),
        "line" => lines(data),
        "manifest" => manifest(data),
        "path" => path(data),
        "walk" => walk(data),
        _ => return false,
    }
    true
}

/// DER and BER: the tree with every value, the reading in words, and the types.
fn asn1(data: &[u8]) {
    if let Ok(tree) = Tree::read(data) {
        for index in 0..tree.nodes().len() {
            let element = tree.element(index);
            assert!(tree.content(index).len() <= element.len());
            let _ = tree.value(index);
        }
        for byte in 0..data.len().min(64) {
            let _ = tree.at(byte);
        }
    }
    let _ = Reading::of(data);
    if let Ok(certificate) = Certificate::from_der(data) {
        assert_eq!(certificate.der(), data);
        let _ = (certificate.dns_names(), certificate.public_key());
    }
    let _ = CertificateSigningRequest::from_der(data);
    let _ = PrivateKey::from_pkcs8_der(data);
}

/// A file that somebody dropped; the first byte says whether with a passphrase.
fn files(data: &[u8]) {
    let Some((first, data)) = data.split_first() else {
        return;
    };
    let passphrase = (first % 2 == 1).then_some("changeit");
    if let Ok(reading) = file::read(data, passphrase) {
        let _ = format!("{reading:?}").len();
    }
    let text = String::from_utf8_lossy(data);
    let _ = from_pem(&text);
    let _ = PrivateKey::from_pem(&text);
}

/// A chain, from its first certificate to its last, by all the others and every CRL.
fn path(data: &[u8]) {
    let Ok(reading) = file::read(data, None) else {
        return;
    };
    let mut certificates = Vec::new();
    let mut lists = Vec::new();
    for item in &reading.items {
        match &item.content {
            Content::Certificate(der) => certificates.push(der.clone()),
            Content::RevocationList(der) => lists.push(der.clone()),
            _ => {}
        }
    }
    let (Some(leaf), Some(anchor)) = (certificates.first(), certificates.last()) else {
        return;
    };
    let material = Material {
        anchors: std::slice::from_ref(anchor),
        others: &certificates,
        lists: &lists,
    };
    if let Ok(report) = validate(leaf, material, &Question::at(start())) {
        for path in &report.paths {
            assert_eq!(path.is_valid(), path.failures().next().is_none());
        }
    }
}

/// A resolver's answer.
fn dns(data: &[u8]) {
    let response = HttpResponse {
        status: 200,
        headers: vec![("content-type".to_owned(), "application/dns-message".to_owned())],
        body: data.to_vec(),
    };
    let _ = doh::parse(&response);
}

/// The JSON that is brought: runs, lessons, glossaries, workspaces, problems.
fn texts(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(recording) = Recording::from_json(&text)
        && recording.len() < 50
    {
        let tape = recording.tape();
        let _ = tape.at(tape.len());
        let again = Recording::from_json(&recording.to_json());
        assert_eq!(again.ok(), Some(recording));
    }
    let _ = Lesson::read(&text);
    let _ = Glossary::read(&text);
    if let Ok(bench) = json::read::<Bench>(data) {
        let _ = json::write(&bench);
    }
    let _ = Problem::from_response(&HttpResponse {
        status: 400,
        headers: vec![("content-type".to_owned(), "application/problem+json".to_owned())],
        body: data.to_vec(),
    });
}

/// One line of text, wherever a line is typed.
fn lines(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = DnsName::parse(&text);
    let _ = DnsName::parse_any(&text);
    let _ = EmailAddress::parse(&text);
    let _ = Timestamp::parse_rfc3339(&text);
    if let Ok(duration) = Duration::parse(&text) {
        // Printed and read again it is as long.
        assert_eq!(Duration::parse(&duration.to_string()).ok(), Some(duration));
    }
    let mut lab = Lab::new(World::Practice, [7; 32]);
    let reply = console::run(&lab, &text, start());
    for action in reply.actions {
        let _ = lab.apply(action, start());
    }
    let _ = console::complete(&lab, &text);
}

/// Manifests: read, brought to a bench, carried out.
fn manifest(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = manifests(&text);
    let mut bench = Bench::new(World::Practice, [7; 32]);
    let _ = console::bring(bench.lab.store(), &text, "default", start());
    let Ok(objects) = from_yaml(&text) else {
        return;
    };
    let mut keys = KeyStore::default();
    let mut entropy = SeededEntropy::new([8; 32]);
    let _ = bench.act(Action::Apply { objects }, &mut keys, &mut entropy, start());
    let saved = json::write(&bench).unwrap_or_else(|error| panic!("{error}"));
    let read: Bench = json::read(&saved).unwrap_or_else(|error| panic!("{error}\n{saved}"));
    assert!(json::write(&read).ok() == Some(saved), "saved and read is another bench");
}

/// Controllers and practice servers, by a walk whose choices are the bytes.
fn walk(data: &[u8]) {
    let mut choices = Bytes(data);
    let mut walk = Walk::new([9; 32]);
    while !choices.0.is_empty() {
        walk.step(&mut choices);
    }
}

/// The same with answers of the servers that are broken on their way.
fn ca(data: &[u8]) {
    let (breaks, choices) = data.split_at(data.len() / 2);
    let mut choices = Bytes(choices);
    let mut walk = Walk::new([9; 32]).with_broken_answers(Breaks(breaks.to_vec().into()));
    while !choices.0.is_empty() {
        walk.step(&mut choices);
    }
}

/// Choices from bytes, until they are used up.
struct Bytes<'a>(&'a [u8]);

impl Choices for Bytes<'_> {
    fn below(&mut self, end: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first).checked_rem(end).unwrap_or(0)
    }
}

fn start() -> Timestamp {
    Timestamp::from_unix_secs(1_795_500_000)
}
