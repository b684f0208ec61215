//! Vault issuers, from the manifest to the Secret, against the practice Vault.

use std::time::Duration;

use certlab::encoding::{base64, base64url, json};
use certlab::entropy::SeededEntropy;
use certlab::http::HttpRequest;
use certlab::kube::{ConditionStatus, Kind, ObjectKey, condition};
use certlab::lab::{Action, Recording};
use certlab::vault::{self, PracticeVault};
use certlab::x509::{KeyAlgorithm, PrivateKey};

use crate::journey::TestBench;

const TOKEN: &str = "tokenSecretRef: {name: login, key: token}";
const APP_ROLE: &str =
    "appRole: {path: approle, roleId: practice-role-id, secretRef: {name: login, key: secret}}";
const KUBERNETES: &str = "kubernetes: {role: cert-manager, secretRef: {name: login, key: jwt}}";
const JWT: &str =
    "kubernetes: {mountPath: /v1/auth/jwt, role: cert-manager, secretRef: {name: login, key: jwt}}";

fn login() -> String {
    let claims = base64url(br#"{"sub":"system:serviceaccount:lab:cert-manager","exp":4102444800}"#);
    let old = base64url(br#"{"sub":"system:serviceaccount:lab:cert-manager","exp":1}"#);
    let data = |text: &str| base64(text.as_bytes());
    format!(
        "
apiVersion: v1
kind: Secret
metadata: {{name: login, namespace: default}}
data:
  token: {}
  wrong: {}
  secret: AAAA
  jwt: {}
  old: {}
stringData: {{secret: practice-secret-id}}
",
        data(vault::TOKEN),
        data("another-token"),
        data(&format!("e30.{claims}.c2ln")),
        data(&format!("e30.{old}.c2ln")),
    )
}

fn issuer(auth: &str, path: &str) -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: vault, namespace: default}}
spec: {{vault: {{server: {}, path: {path}, auth: {{{auth}}}}}}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: www, namespace: default}}
spec:
  dnsNames: [www.example.test]
  ipAddresses: [192.0.2.1]
  secretName: www-tls
  privateKey: {{algorithm: ECDSA, size: 256}}
  issuerRef: {{name: vault, kind: Issuer}}
",
        vault::URL
    )
}

/// Status, reason and message of Ready.
fn ready(bench: &TestBench, kind: Kind, name: &str) -> (bool, String, String) {
    let key = ObjectKey::new(kind, "default", name);
    let object = bench.bench.lab.store().get(&key).unwrap();
    let conditions = match kind {
        Kind::Issuer => &object.issuer().unwrap().status.conditions,
        _ => &object.certificate_request().unwrap().status.conditions,
    };
    let ready = condition(conditions, "Ready").unwrap();
    (
        ready.status == ConditionStatus::True,
        ready.reason.clone(),
        ready.message.clone(),
    )
}

#[test]
fn each_way_to_log_in_ends_in_a_certificate() {
    for auth in [TOKEN, APP_ROLE, KUBERNETES, JWT] {
        let mut bench = TestBench::new();
        bench.apply_yaml(&login());
        bench.apply_yaml(&issuer(auth, "pki/sign/lab"));
        let verified = (
            true,
            "VaultVerified".to_owned(),
            "Vault verified".to_owned(),
        );
        assert_eq!(ready(&bench, Kind::Issuer, "vault"), verified, "{auth}");
        let (is_issued, reason, _) = ready(&bench, Kind::CertificateRequest, "www-1");
        assert!(is_issued && reason == "Issued", "{auth}: {reason}");
        let chain = bench.certificates("www-tls");
        let leaf = chain.first().unwrap();
        assert_eq!(leaf.dns_names(), ["www.example.test"]);
        assert_eq!(leaf.ip_addresses().len(), 1);
        let lifetime = leaf.not_after().since(bench.wall);
        assert_eq!(lifetime, Duration::from_hours(90 * 24));
    }
}

#[test]
fn what_vault_refuses_is_said_in_its_own_words() {
    let url = vault::URL;
    let error = |path: &str, status: u16, error: &str| {
        format!(
            "Error making API request.\n\nURL: POST {url}/v1/{path}\nCode: {status}. Errors:\n\n* {error}"
        )
    };
    for (auth, path, refusal) in [
        (
            TOKEN,
            "pki/sign/other",
            error("pki/sign/other", 400, "unknown role: other"),
        ),
        (
            TOKEN,
            "ca/sign/lab",
            error(
                "ca/sign/lab",
                404,
                "no handler for route \"ca/sign/lab\". route entry not found.",
            ),
        ),
        (
            "tokenSecretRef: {name: login, key: wrong}",
            "pki/sign/lab",
            error("pki/sign/lab", 403, "permission denied"),
        ),
    ] {
        let mut bench = TestBench::new();
        bench.apply_yaml(&login());
        bench.apply_yaml(&issuer(auth, path));
        let expected = format!(
            "Vault failed to sign certificate: failed to sign certificate by vault: {refusal}"
        );
        let (is_ready, reason, message) = ready(&bench, Kind::CertificateRequest, "www-1");
        assert_eq!((is_ready, &*reason, message), (false, "Failed", expected));
    }
    for (auth, path, status, refusal) in [
        (
            "appRole: {path: approle, roleId: other, secretRef: {name: login, key: secret}}",
            "auth/approle/login",
            400,
            "invalid role or secret ID",
        ),
        (
            "kubernetes: {role: other, secretRef: {name: login, key: jwt}}",
            "auth/kubernetes/login",
            400,
            "invalid role name \"other\"",
        ),
        (
            "kubernetes: {role: cert-manager, secretRef: {name: login, key: old}}",
            "auth/kubernetes/login",
            400,
            "error validating token: token is expired (exp)",
        ),
    ] {
        let mut bench = TestBench::new();
        bench.apply_yaml(&login());
        bench.apply_yaml(&issuer(auth, "pki/sign/lab"));
        let expected = format!(
            "Failed to initialize Vault client: error logging in to Vault server: {}",
            error(path, status, refusal)
        );
        let (is_ready, reason, message) = ready(&bench, Kind::Issuer, "vault");
        assert_eq!(
            (is_ready, &*reason, message),
            (false, "VaultError", expected)
        );
    }
}

#[test]
fn a_missing_secret_is_waited_for() {
    let mut bench = TestBench::new();
    bench.apply_yaml(&issuer(TOKEN, "pki/sign/lab"));
    let (_, reason, message) = ready(&bench, Kind::Issuer, "vault");
    assert_eq!(reason, "VaultError");
    assert_eq!(
        message,
        "Failed to initialize Vault client: secret \"login\" not found"
    );
    bench.apply_yaml(&login());
    assert!(ready(&bench, Kind::Issuer, "vault").0);
    assert!(ready(&bench, Kind::CertificateRequest, "www-1").0);
}

#[test]
fn a_sealed_vault_is_tried_again_until_it_is_unsealed() {
    let mut bench = TestBench::new();
    seal(&mut bench, "seal");
    bench.apply_yaml(&login());
    bench.apply_yaml(&issuer(TOKEN, "pki/sign/lab"));
    let (is_ready, reason, message) = ready(&bench, Kind::Issuer, "vault");
    assert!(!is_ready);
    assert_eq!(reason, "VaultError");
    let expected = format!(
        "Failed to verify Vault is initialized and unsealed: error calling Vault /v1/sys/health: Error making API request.\n\nURL: GET {}/v1/sys/health\nCode: 503. Errors:\n\n",
        vault::URL
    );
    assert_eq!(message, expected);

    seal(&mut bench, "unseal");
    bench.wall = bench.wall + Duration::from_mins(10);
    bench.act(Action::Wake);
    assert!(ready(&bench, Kind::Issuer, "vault").0);
    assert!(ready(&bench, Kind::CertificateRequest, "www-1").0);
}

#[test]
fn no_login_leaves_with_a_recorded_run() {
    let mut bench = TestBench::new();
    bench.apply_yaml(&login());
    bench.apply_yaml(&issuer(APP_ROLE, "pki/sign/lab"));
    let entries = json::write(&bench.bench.lab.transcript().to_vec()).unwrap();
    assert!(entries.contains(&base64(b"practice-secret-id")));
    let run = Recording::of(&bench.bench.lab);
    let text = run.to_json();
    for private in ["hvs.", "practice-secret-id", &base64(b"practice-secret-id")] {
        assert!(!text.contains(private), "{private}");
    }
    assert!(text.contains("removed from the recorded run"));
    // The run still tells the same story.
    let read = Recording::from_json(&text).unwrap();
    let tape = read.tape();
    let end = tape.at(tape.len());
    assert!(read.ends_in(&end));
    let key = ObjectKey::new(Kind::Certificate, "default", "www");
    let certificate = end.store().get(&key).unwrap();
    assert!(certificate.certificate().unwrap().is_ready());
}

fn seal(bench: &mut TestBench, what: &str) {
    let mut entropy = SeededEntropy::new([3; 32]);
    let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy).unwrap();
    let request = HttpRequest::post(
        format!("{}/v1/sys/{what}", vault::URL),
        "application/json",
        b"{}".to_vec(),
    )
    .with_header("x-vault-token", vault::TOKEN);
    let practice = bench.bench.practice.as_mut().unwrap();
    let vault: &mut PracticeVault = &mut practice.vault;
    let mut context = vault::Context {
        now: bench.wall,
        entropy: &mut entropy,
        key: &key,
    };
    let response = vault.exchange(&request, &mut context);
    assert!(matches!(response.status, 200 | 204), "{}", response.status);
}
