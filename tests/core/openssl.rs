//! OpenSSL reads every file that the lab writes, and agrees on what it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::x509::{
    Certificate, CertificateSigningRequest, DnsName, Issuer, KeyAlgorithm, KeyEncoding, PrivateKey,
    RequestParams, SerialNumber, Template, Usage, certificate, chain_pem, request,
};
use tempfile::TempDir;

#[test]
fn keys_in_both_encodings() {
    let desk = Desk::new();
    let key = key(1);
    for encoding in [KeyEncoding::Pkcs1, KeyEncoding::Pkcs8] {
        let path = desk.write("key.pem", &key.to_pem(encoding));
        desk.openssl(&["pkey", "-check", "-noout", "-in", &path]);
        let text = desk.openssl(&["pkey", "-text", "-noout", "-in", &path]);
        assert!(text.contains("NIST CURVE: P-256"), "{text}");
        // And back: what OpenSSL writes, the lab reads.
        for form in [vec!["pkey"], vec!["ec"], vec!["pkey", "-traditional"]] {
            let written = desk.openssl(&[&form[..], &["-in", &path]].concat());
            let read = PrivateKey::from_pem(&written).unwrap();
            assert_eq!(read.public_key(), key.public_key());
        }
        let public = desk.openssl_bytes(&["pkey", "-pubout", "-outform", "DER", "-in", &path]);
        assert_eq!(public, key.public_key().spki_der());
    }
}

#[test]
fn a_key_that_openssl_made() {
    let desk = Desk::new();
    let text = desk.openssl(&["ecparam", "-name", "prime256v1", "-genkey"]);
    let key = PrivateKey::from_pem(&text).unwrap();
    let path = desk.write("key.pem", &key.to_pem(KeyEncoding::Pkcs8));
    desk.openssl(&["pkey", "-check", "-noout", "-in", &path]);
}

#[test]
fn a_request_with_every_kind_of_name() {
    let desk = Desk::new();
    let asked = request_for(&full_params(), &key(1));
    let path = desk.write("request.pem", &asked.to_pem());
    desk.openssl(&["req", "-verify", "-noout", "-in", &path]);
    let text = desk.openssl(&[
        "req", "-text", "-noout", "-nameopt", "RFC2253", "-in", &path,
    ]);
    for line in [
        "Subject: CN=example.test,O=cert-manager",
        "DNS:example.test, DNS:*.example.test, email:a@example.test, IP Address:192.0.2.1, \
         IP Address:2001:DB8:0:0:0:0:0:1, URI:spiffe://example.test/a",
        "X509v3 Key Usage: critical",
        "Digital Signature, Key Encipherment, Certificate Sign",
        "TLS Web Server Authentication",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    // And back: OpenSSL's own copy of the request is the same request.
    let again = desk.openssl(&["req", "-in", &path]);
    assert_eq!(CertificateSigningRequest::from_pem(&again).unwrap(), asked);
}

#[test]
fn a_request_that_openssl_made() {
    let desk = Desk::new();
    let key = key(5);
    let key_path = desk.write("key.pem", &key.to_pem(KeyEncoding::Pkcs1));
    let names = "subjectAltName=DNS:a.test,DNS:*.a.test,IP:192.0.2.7";
    let text = desk.openssl(&[
        "req",
        "-new",
        "-key",
        &key_path,
        "-subj",
        "/C=CN/O=One/OU=Two/CN=a.test",
        "-addext",
        names,
        "-addext",
        "keyUsage=critical,digitalSignature",
    ]);
    let asked = CertificateSigningRequest::from_pem(&text).unwrap();
    assert_eq!(asked.subject(), "CN=a.test,OU=Two,O=One,C=CN");
    assert_eq!(asked.dns_names(), ["a.test", "*.a.test"]);
    assert_eq!(asked.usages(), [Usage::DigitalSignature]);
    let issued = issue(&asked, &template(false), Issuer::SelfSigned, &key);
    let path = desk.write("certificate.pem", &issued.to_pem());
    let text = desk.openssl(&[
        "x509", "-subject", "-noout", "-nameopt", "RFC2253", "-in", &path,
    ]);
    assert_eq!(text.trim(), "subject=CN=a.test,OU=Two,O=One,C=CN");
}

#[test]
fn a_chain_of_root_intermediate_and_leaf() {
    let desk = Desk::new();
    let [root_key, intermediate_key, leaf_key] = [1, 2, 3].map(key);
    let root_request = request_for(&named("Root"), &root_key);
    let root = issue(
        &root_request,
        &template(true),
        Issuer::SelfSigned,
        &root_key,
    );
    let intermediate = issue(
        &request_for(&named("Intermediate"), &intermediate_key),
        &Template {
            path_len: Some(0),
            ..template(true)
        },
        Issuer::Certificate(&root),
        &root_key,
    );
    let leaf = issue(
        &request_for(&full_params(), &leaf_key),
        &Template {
            usages: vec![Usage::DigitalSignature, Usage::ServerAuth],
            crl_distribution_points: vec!["http://ca.test/crl".to_owned()],
            ocsp_servers: vec!["http://ca.test/ocsp".to_owned()],
            issuing_certificate_urls: vec!["http://ca.test/ca".to_owned()],
            ..template(false)
        },
        Issuer::Certificate(&intermediate),
        &intermediate_key,
    );

    let root_path = desk.write("root.pem", &root.to_pem());
    let intermediate_path = desk.write("intermediate.pem", &intermediate.to_pem());
    let leaf_path = desk.write("leaf.pem", &chain_pem(&[leaf.clone(), intermediate]));
    let moment = NOW.unix_secs().to_string();
    desk.openssl(&[
        "verify",
        "-x509_strict",
        "-attime",
        &moment,
        "-purpose",
        "sslserver",
        "-verify_hostname",
        "www.example.test",
        "-CAfile",
        &root_path,
        "-untrusted",
        &intermediate_path,
        &leaf_path,
    ]);
    let text = desk.openssl(&["x509", "-text", "-noout", "-in", &leaf_path]);
    for line in [
        "Not Before: Jan  1 00:00:00 2026 GMT",
        "Not After : Apr  1 00:00:00 2026 GMT",
        "CA:FALSE",
        "OCSP - URI:http://ca.test/ocsp",
        "CA Issuers - URI:http://ca.test/ca",
        "URI:http://ca.test/crl",
        "TLS Web Server Authentication",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let facts = desk.openssl(&[
        "x509",
        "-serial",
        "-fingerprint",
        "-sha256",
        "-noout",
        "-in",
        &leaf_path,
    ]);
    assert!(
        facts.contains(&leaf.serial().hex().to_uppercase()),
        "{facts}"
    );
    assert!(facts.contains(&leaf.sha256_fingerprint()), "{facts}");
}

#[test]
fn a_self_signed_leaf_with_an_empty_subject() {
    let desk = Desk::new();
    let key = key(1);
    let params = RequestParams {
        common_name: None,
        organizations: Vec::new(),
        ..full_params()
    };
    let asked = request_for(&params, &key);
    let issued = issue(&asked, &template(false), Issuer::SelfSigned, &key);
    let path = desk.write("certificate.pem", &issued.to_pem());
    let text = desk.openssl(&["x509", "-text", "-noout", "-in", &path]);
    assert!(
        text.contains("X509v3 Subject Alternative Name: critical"),
        "{text}"
    );
}

#[test]
fn a_certificate_with_a_foreign_key_is_read_and_its_key_explained() {
    let desk = Desk::new();
    let key = desk.openssl(&["genpkey", "-algorithm", "ed448"]);
    assert!(PrivateKey::from_pem(&key).is_err());
    let path = desk.write("key.pem", &key);
    let text = desk.openssl(&[
        "req",
        "-x509",
        "-key",
        &path,
        "-subj",
        "/CN=Other",
        "-days",
        "1",
    ]);
    let read = Certificate::from_pem(&text).unwrap();
    assert_eq!(read.subject(), "CN=Other");
    assert!(read.is_self_signed());
    assert_eq!(
        read.public_key().unwrap_err().to_string(),
        "keys of algorithm 1.3.101.113 are not supported"
    );
}

/// A directory for one test, and OpenSSL to read what is put there.
pub(crate) struct Desk {
    directory: TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> String {
        let path: PathBuf = Path::new(self.directory.path()).join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(crate) fn openssl(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.openssl_bytes(arguments)).unwrap()
    }

    pub(crate) fn openssl_bytes(&self, arguments: &[&str]) -> Vec<u8> {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(self.directory.path())
            .output()
            .expect("openssl is installed");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "openssl {arguments:?}: {complaint}"
        );
        output.stdout
    }
}

fn key(seed: u8) -> PrivateKey {
    PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut SeededEntropy::new([seed; 32])).unwrap()
}

pub(crate) fn request_for(params: &RequestParams, key: &PrivateKey) -> CertificateSigningRequest {
    let to_be_signed = request::prepare(params, &key.public_key()).unwrap();
    CertificateSigningRequest::from_der(&to_be_signed.sign(key).unwrap()).unwrap()
}

pub(crate) fn template(is_ca: bool) -> Template {
    Template {
        serial: SerialNumber::random(&mut SeededEntropy::new([9; 32])),
        not_before: NOW,
        not_after: Timestamp::from_unix_secs(NOW.unix_secs() + 90 * 86_400),
        is_ca,
        path_len: None,
        usages: Vec::new(),
        crl_distribution_points: Vec::new(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    }
}

pub(crate) fn issue(
    asked: &CertificateSigningRequest,
    template: &Template,
    issuer: Issuer<'_>,
    signer: &PrivateKey,
) -> Certificate {
    let to_be_signed = certificate::prepare(asked, template, issuer).unwrap();
    Certificate::from_der(&to_be_signed.sign(signer).unwrap()).unwrap()
}

fn named(common_name: &str) -> RequestParams {
    RequestParams {
        common_name: Some(common_name.to_owned()),
        encode_usages: true,
        ..RequestParams::default()
    }
}

pub(crate) fn full_params() -> RequestParams {
    RequestParams {
        organizations: vec!["cert-manager".to_owned()],
        dns_names: vec![
            DnsName::parse("example.test").unwrap(),
            DnsName::parse("*.example.test").unwrap(),
        ],
        ip_addresses: vec!["192.0.2.1".parse().unwrap(), "2001:db8::1".parse().unwrap()],
        uris: vec!["spiffe://example.test/a".to_owned()],
        email_addresses: vec!["a@example.test".to_owned()],
        usages: vec![
            Usage::DigitalSignature,
            Usage::KeyEncipherment,
            Usage::ServerAuth,
        ],
        is_ca: true,
        ..named("example.test")
    }
}

/// 2026-01-01T00:00:00Z.
const NOW: Timestamp = Timestamp::from_unix_secs(1_767_225_600);
