//! Keys, requests and certificates for tests: the same seed, the same bytes.

use super::certificate::{self, Certificate, Issuer, SerialNumber, Template};
use super::request::{self, CertificateSigningRequest, RequestParams};
use super::{DnsName, KeyAlgorithm, PrivateKey};
use crate::clock::Timestamp;
use crate::entropy::SeededEntropy;

/// 2026-01-01T00:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_unix_secs(1_767_225_600);

pub(crate) fn key(seed: u8) -> PrivateKey {
    PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut SeededEntropy::new([seed; 32])).unwrap()
}

/// A key of any kind. RSA keys take long to make without optimisation, so these were
/// made once, by `openssl genrsa`.
pub(crate) fn key_of(algorithm: KeyAlgorithm) -> PrivateKey {
    let pem = match algorithm {
        KeyAlgorithm::RSA_2048 => include_str!("../../tests/data/keys/rsa-2048.pem"),
        KeyAlgorithm::RSA_3072 => include_str!("../../tests/data/keys/rsa-3072.pem"),
        KeyAlgorithm::RSA_4096 => include_str!("../../tests/data/keys/rsa-4096.pem"),
        other => {
            return PrivateKey::generate(other, &mut SeededEntropy::new([7; 32])).unwrap();
        }
    };
    PrivateKey::from_pem(pem).unwrap()
}

pub(crate) fn params(common_name: &str, dns_names: &[&str]) -> RequestParams {
    RequestParams {
        common_name: Some(common_name.to_owned()),
        dns_names: dns_names
            .iter()
            .map(|name| DnsName::parse_any(name).unwrap())
            .collect(),
        encode_usages: true,
        ..RequestParams::default()
    }
}

pub(crate) fn request(params: &RequestParams, key: &PrivateKey) -> CertificateSigningRequest {
    let to_be_signed = request::prepare(params, &key.public_key()).unwrap();
    let der = to_be_signed.sign(key).unwrap();
    CertificateSigningRequest::from_der(&der).unwrap()
}

pub(crate) fn template(is_ca: bool) -> Template {
    Template {
        serial: SerialNumber::random(&mut SeededEntropy::new([3; 32])),
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
    request: &CertificateSigningRequest,
    template: &Template,
    issuer: Issuer<'_>,
    signer: &PrivateKey,
) -> Certificate {
    let to_be_signed = certificate::prepare(request, template, issuer).unwrap();
    Certificate::from_der(&to_be_signed.sign(signer).unwrap()).unwrap()
}

/// Root, intermediate and leaf, with the keys of seeds 1, 2 and 3.
pub(crate) fn chain() -> [Certificate; 3] {
    let root_request = request(&params("Root", &[]), &key(1));
    let root = issue(&root_request, &template(true), Issuer::SelfSigned, &key(1));
    let request_two = request(&params("Intermediate", &[]), &key(2));
    let intermediate = issue(
        &request_two,
        &template(true),
        Issuer::Certificate(&root),
        &key(1),
    );
    let leaf_request = request(&params("a.test", &["a.test", "*.a.test"]), &key(3));
    let leaf = issue(
        &leaf_request,
        &template(false),
        Issuer::Certificate(&intermediate),
        &key(2),
    );
    [root, intermediate, leaf]
}
