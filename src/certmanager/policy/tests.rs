//! The policies against cert-manager's own tests.

mod renewal_time;

use std::collections::BTreeMap;
use std::time::Duration as Span;

use serde_json::{Value, json};

use super::*;
use crate::certmanager::api::{CertificateSpec, SecretValue, annotations};
use crate::certmanager::policy::backoff::BackoffLimits;
use crate::entropy::SeededEntropy;
use crate::kube::Duration;
use crate::x509::certificate::prepare;
use crate::x509::{
    self, CertificateSigningRequest, KeyAlgorithm, KeyEncoding, PrivateKey, RequestParams,
    SerialNumber, Template, request,
};

/// Where cert-manager's tests have the zero time, which X.509 cannot write.
const NOW: Timestamp = Timestamp::from_unix_secs(1_600_000_000);

fn rows(file: &str, name: &str) -> Vec<Value> {
    let vectors: Value = serde_json::from_str(file).unwrap();
    vectors[name].as_array().unwrap().clone()
}

/// The key of a name such as `key:RSA2048#a`: the same name gives the same key.
fn key(name: &str) -> PrivateKey {
    let (kind, id) = name.rsplit_once('#').unwrap_or(("key:RSA2048", name));
    if kind.starts_with("key:ECDSA521") {
        let mut entropy = SeededEntropy::new([1; 32]);
        return PrivateKey::generate(KeyAlgorithm::EcdsaP521, &mut entropy).unwrap();
    }
    assert_eq!(kind, "key:RSA2048");
    PrivateKey::from_pem(match id {
        "a" => include_str!("../../../tests/data/keys/rsa-2048-a.pem"),
        "b" => include_str!("../../../tests/data/keys/rsa-2048-b.pem"),
        "other" => include_str!("../../../tests/data/keys/rsa-2048-other.pem"),
        _ => include_str!("../../../tests/data/keys/rsa-2048.pem"),
    })
    .unwrap()
}

fn csr(key: &PrivateKey, common_name: &str, dns_names: &[&str]) -> CertificateSigningRequest {
    let params = RequestParams {
        common_name: (!common_name.is_empty()).then(|| common_name.to_owned()),
        dns_names: dns_names
            .iter()
            .map(|name| x509::DnsName::parse_any(name).unwrap())
            .collect(),
        encode_usages: true,
        ..RequestParams::default()
    };
    let to_be_signed = request::prepare(&params, &key.public_key()).unwrap();
    let der = to_be_signed.sign(key).unwrap();
    CertificateSigningRequest::from_der(&der).unwrap()
}

fn certificate_pem(key: &PrivateKey, row: &Value) -> String {
    let at = |field: &str, default: i64| {
        let secs = row[field].as_i64().unwrap_or(default);
        Timestamp::from_unix_secs(NOW.unix_secs() + secs)
    };
    let template = Template {
        serial: SerialNumber::random(&mut SeededEntropy::new([1; 32])),
        not_before: at("notBefore_s", 0),
        not_after: at("notAfter_s", 90 * 86_400),
        is_ca: false,
        path_len: None,
        usages: Vec::new(),
        crl_distribution_points: Vec::new(),
        ocsp_servers: Vec::new(),
        issuing_certificate_urls: Vec::new(),
    };
    let request = csr(key, row["commonName"].as_str().unwrap(), &[]);
    let to_be_signed = prepare(&request, &template, x509::Issuer::SelfSigned).unwrap();
    let der = to_be_signed.sign(key).unwrap();
    x509::Certificate::from_der(&der).unwrap().to_pem()
}

/// `raw:…`, `key:…` or a fixture.
fn entry(value: &Value) -> SecretValue {
    let bytes = match value.as_str() {
        Some(text) if text.starts_with("key:") => {
            key(text).to_pem(KeyEncoding::Pkcs8).as_bytes().to_vec()
        }
        Some(text) => text.trim_start_matches("raw:").as_bytes().to_vec(),
        None => {
            let signer = key(value["publicKeyOf"].as_str().unwrap());
            certificate_pem(&signer, value).into_bytes()
        }
    };
    SecretValue::Bytes(bytes)
}

fn secret(row: &Value) -> Option<Secret> {
    let data = row.as_object()?.get("data")?.as_object();
    let mut secret = Secret::default();
    secret.metadata.annotations = serde_json::from_value(row["annotations"].clone()).unwrap();
    for (name, value) in data.into_iter().flatten() {
        secret.data.insert(name.clone(), entry(value));
    }
    Some(secret)
}

fn current_request(row: &Value) -> Option<CertificateRequest> {
    row.as_object()?;
    let signer = key(row["request"]["signedBy"].as_str().unwrap());
    let csr = csr(&signer, row["request"]["commonName"].as_str().unwrap(), &[]);
    let mut request = CertificateRequest::default();
    request.spec.issuer_ref = serde_json::from_value(row["issuerRef"].clone()).unwrap();
    request.spec.request = csr.to_pem().into_bytes();
    Some(request)
}

fn certificate(row: &Value) -> Certificate {
    let mut certificate: Certificate =
        serde_json::from_value(json!({"metadata": {}, "spec": row["spec"]})).unwrap();
    if let Some(secs) = row["status"]["renewalTime_s"].as_i64() {
        certificate.status.renewal_time = Some(Timestamp::from_unix_secs(NOW.unix_secs() + secs));
    }
    certificate
}

/// The vectors print cert-manager's zero time: the same moments on our clock.
fn on_our_clock(message: &str) -> String {
    let at = |secs| Timestamp::from_unix_secs(NOW.unix_secs() + secs);
    message
        .replace("0001-01-01 00:00:00 +0000 UTC", &NOW.go_string())
        .replace("0000-12-31 23:59:00 +0000 UTC", &at(-60).go_string())
        .replace("Sun, 31 Dec 0000 23:00:00 UTC", &at(-3_600).rfc1123())
}

fn check_chain(name: &str, chain: fn(&Input<'_>) -> Option<Violation>) {
    let file = include_str!("../../../tests/data/vectors/trigger-policy.json");
    let rows = rows(file, name);
    assert!(rows.len() >= 10);
    for row in rows {
        let certificate = certificate(&row["certificate"]);
        let request = current_request(&row["currentRequest"]);
        let secret = secret(&row["secret"]);
        let violation = chain(&Input {
            certificate: &certificate,
            current_request: request.as_ref(),
            secret: secret.as_ref(),
            now: NOW,
        });
        let expected = &row["expected"];
        let found = violation.map_or((false, "", String::new()), |violation| {
            (true, violation.reason, violation.message)
        });
        assert_eq!(
            found,
            (
                expected["reissue"].as_bool().unwrap(),
                expected["reason"].as_str().unwrap(),
                on_our_clock(expected["message"].as_str().unwrap())
            ),
            "{}",
            row["name"]
        );
    }
}

#[test]
fn the_trigger_chain_agrees_with_cert_manager() {
    check_chain("TriggerPolicyChain", trigger_violation);
}

#[test]
fn the_readiness_chain_agrees_with_cert_manager() {
    check_chain("ReadinessPolicyChain", readiness_violation);
}

#[test]
fn a_secret_made_by_hand_serves_an_issuer_but_no_cluster_issuer() {
    let hand_made = Secret::default();
    for (kind, accepted) in [("", true), ("Issuer", true), ("ClusterIssuer", false)] {
        let mut certificate = Certificate::default();
        kind.clone_into(&mut certificate.spec.issuer_ref.kind);
        let violation = secret::has_the_issuer(&Input {
            certificate: &certificate,
            current_request: None,
            secret: Some(&hand_made),
            now: NOW,
        });
        assert_eq!(violation.is_none(), accepted, "{kind}");
    }
}

#[test]
fn another_certificate_s_secret_is_named() {
    let mut certificate = Certificate::default();
    certificate.metadata.name = "mine".to_owned();
    let mut other = Secret::default();
    other.metadata.annotations = BTreeMap::from([(
        annotations::CERTIFICATE_NAME.to_owned(),
        "theirs".to_owned(),
    )]);
    let violation = secret::has_the_certificate_name(&Input {
        certificate: &certificate,
        current_request: None,
        secret: Some(&other),
        now: NOW,
    });
    assert_eq!(violation.unwrap().reason, "IncorrectCertificate");
}

#[test]
fn the_wait_after_a_failure_agrees_with_cert_manager() {
    let file = include_str!("../../../tests/data/vectors/backoff.json");
    let rows = rows(file, "cases");
    assert!(rows.len() > 20);
    for row in rows {
        let mut certificate = Certificate::default();
        certificate.spec.dns_names = vec!["example.com".to_owned()];
        let status = &mut certificate.status;
        status.last_failure_time = row["lastFailureTime_seconds_ago"]
            .as_i64()
            .map(|ago| Timestamp::from_unix_secs(NOW.unix_secs() - ago));
        status.failed_issuance_attempts = row["failedIssuanceAttempts"].as_i64();
        let request = row["nextCR"].as_str().map(|which| {
            let name = if which == "matching spec" {
                "example.com"
            } else {
                "other.example.com"
            };
            let mut request = CertificateRequest::default();
            request.spec.request = csr(&key("a"), "", &[name]).to_pem().into_bytes();
            request
        });
        let limits = BackoffLimits {
            first_secs: row["minBackoff_s"].as_u64().unwrap(),
            max_secs: row["maxBackoff_s"].as_u64().unwrap(),
        };
        let wait = remaining_backoff(&certificate, request.as_ref(), limits, NOW);
        assert_eq!(
            json!(wait.is_some()),
            row["expected_backoff"],
            "{}",
            row["name"]
        );
        let secs = wait.map_or(0, |wait| wait.as_secs());
        assert_eq!(json!(secs), row["expected_delay_s"], "{}", row["name"]);
    }
}

#[test]
fn the_attempts_after_a_first_failure_are_where_the_table_has_them() {
    let file = include_str!("../../../tests/data/vectors/backoff.json");
    let first = NOW;
    let mut failed_at = first;
    let mut certificate = Certificate::default();
    for row in rows(file, "derived_cumulative_table") {
        certificate.status.failed_issuance_attempts = row["failedIssuanceAttempts"].as_i64();
        certificate.status.last_failure_time = Some(failed_at);
        let wait = remaining_backoff(&certificate, None, BackoffLimits::default(), failed_at);
        let hours = |field: &str| Span::from_hours(row[field].as_u64().unwrap());
        assert_eq!(wait, Some(hours("delay_h")), "{row}");
        failed_at = failed_at + hours("delay_h");
        assert_eq!(
            failed_at.since(first),
            hours("next_attempt_h_after_first_failure"),
            "{row}"
        );
    }
}

#[test]
fn signature_algorithms_agree_with_cert_manager() {
    let file = include_str!("../../../tests/data/vectors/key-usages.json");
    let rows = rows(file, "TestSignatureAlgorithmForCertificate");
    assert_eq!(rows.len(), 15);
    for row in rows {
        let mut key = json!({"size": row["size"]});
        if row["algorithm"] != "" {
            key["algorithm"] = row["algorithm"].clone();
        }
        let mut spec = json!({"privateKey": key, "dnsNames": ["example.com"]});
        if row["signatureAlgorithm"] != "" {
            spec["signatureAlgorithm"] = row["signatureAlgorithm"].clone();
        }
        let found = serde_json::from_value::<Certificate>(json!({"spec": spec})).ok();
        let found = found.and_then(|certificate| {
            let algorithm = certificate.spec.key_algorithm().ok()?;
            let wanted = certificate.spec.signature_algorithm.as_deref();
            let signature = match wanted {
                Some(word) => x509::SignatureAlgorithm::from_word(word)?,
                None => x509::SignatureAlgorithm::default_for(algorithm),
            };
            let kind = match algorithm {
                KeyAlgorithm::Rsa { .. } => "RSA",
                KeyAlgorithm::Ed25519 => "Ed25519",
                _ => "ECDSA",
            };
            Some((kind.to_owned(), signature.as_str().to_owned()))
        });
        let expected = row["expected_error"].as_bool().unwrap();
        assert_eq!(found.is_none(), expected, "{}", row["name"]);
        if let Some((kind, signature)) = found {
            assert_eq!(row["expected_keyType"], kind, "{}", row["name"]);
            assert_eq!(
                row["expected_signatureAlgorithm"], signature,
                "{}",
                row["name"]
            );
        }
    }
}
