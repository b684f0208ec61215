//! A run that used every kind of key is exported, and searched for each of them
//! in every form in which a key can stand in a text.

use std::fmt::Write as _;

use certlab::encoding::{base64, from_base64url, hex};
use certlab::kube::Resource as _;
use certlab::lab::practice::DIRECTORY_URL;
use certlab::lab::{Action, Answer, CaChange, Recording};
use certlab::vault;
use certlab::x509::{KeyAlgorithm, KeyEncoding, PrivateKey};

use crate::journey::TestBench;
use crate::recorded::spellings;

/// Every algorithm and encoding of a Certificate's key, each with key stores.
fn certificates() -> String {
    let mut yaml = "
apiVersion: v1
kind: Secret
metadata: {name: stores, namespace: default}
stringData: {password: a-password-for-stores-7f1e}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
"
    .to_owned();
    for (name, key) in [
        ("rsa", "algorithm: RSA, size: 2048"),
        ("rsa-pkcs8", "algorithm: RSA, size: 2048, encoding: PKCS8"),
        ("p256", "algorithm: ECDSA, size: 256"),
        ("p256-pkcs8", "algorithm: ECDSA, size: 256, encoding: PKCS8"),
        ("p384", "algorithm: ECDSA, size: 384"),
        ("p521", "algorithm: ECDSA, size: 521"),
        ("ed25519", "algorithm: Ed25519, encoding: PKCS8"),
    ] {
        write!(
            yaml,
            "---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: {name}, namespace: default}}
spec:
  dnsNames: [{name}.example.test]
  secretName: {name}-tls
  privateKey: {{{key}}}
  issuerRef: {{name: self, kind: Issuer}}
  additionalOutputFormats: [{{type: DER}}, {{type: CombinedPEM}}]
  keystores:
    jks: {{create: true, passwordSecretRef: {{name: stores, key: password}}}}
    pkcs12: {{create: true, profile: Modern2023, passwordSecretRef: {{name: stores, key: password}}}}
"
        )
        .unwrap();
    }
    yaml
}

/// An ACME issuer whose account is bound to another by a MAC key.
fn acme(key_id: &str, hmac_key: &str) -> String {
    format!(
        "
apiVersion: v1
kind: Secret
metadata: {{name: eab, namespace: default}}
stringData: {{secret: {hmac_key}}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: acme, namespace: default}}
spec:
  acme:
    server: {DIRECTORY_URL}
    privateKeySecretRef: {{name: account}}
    externalAccountBinding: {{keyID: {key_id}, keySecretRef: {{name: eab, key: secret}}}}
    solvers:
      - dns01: {{webhook: {{groupName: acme.certlab.dev, solverName: by-hand}}}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: ordered, namespace: default}}
spec:
  dnsNames: [ordered.example.test]
  secretName: ordered-tls
  privateKey: {{algorithm: ECDSA, size: 256}}
  issuerRef: {{name: acme, kind: Issuer}}
"
    )
}

/// Two Vault issuers: one with a token, one that logs in.
fn vaults() -> String {
    let url = vault::URL;
    let token = base64(vault::TOKEN.as_bytes());
    let mut yaml = format!(
        "
apiVersion: v1
kind: Secret
metadata: {{name: login, namespace: default}}
data: {{token: {token}}}
stringData: {{secret: {SECRET_ID}}}
"
    );
    for (name, auth) in [
        ("by-token", "tokenSecretRef: {name: login, key: token}"),
        (
            "by-role",
            "appRole: {path: approle, roleId: practice-role-id, secretRef: {name: login, key: secret}}",
        ),
    ] {
        write!(
            yaml,
            "---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: {name}, namespace: default}}
spec: {{vault: {{server: {url}, path: pki/sign/lab, auth: {{{auth}}}}}}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: {name}, namespace: default}}
spec:
  dnsNames: [{name}.example.test]
  secretName: {name}-tls
  privateKey: {{algorithm: ECDSA, size: 256}}
  issuerRef: {{name: {name}, kind: Issuer}}
"
        )
        .unwrap();
    }
    yaml
}

/// A Secret with a key that a person brought along, as text.
fn brought(key: &PrivateKey) -> String {
    let pem = base64(key.to_pem(KeyEncoding::Pkcs8).as_bytes());
    let der = base64(&key.to_pkcs8_der());
    format!(
        "
apiVersion: v1
kind: Secret
metadata: {{name: brought, namespace: default}}
data: {{tls.key: {pem}, other: {der}}}
"
    )
}

/// Pieces of a key, so small that one of them is whole in any line of PEM, and
/// such that none of them is in its public half.
fn pieces(key: &PrivateKey) -> Vec<Vec<u8>> {
    let public = key.public_key().spki_der().to_vec();
    let is_public = |piece: &[u8]| public.windows(piece.len()).any(|window| window == piece);
    let mut forms = vec![key.to_pkcs8_der().to_vec()];
    if let Some((_, own)) = key.to_own_der() {
        forms.push(own.to_vec());
    }
    let mut pieces: Vec<Vec<u8>> = Vec::new();
    for der in &forms {
        let parts = der.windows(PIECE).step_by(STEP);
        pieces.extend(parts.filter(|part| !is_public(part)).map(<[u8]>::to_vec));
        // A file of a Secret is base64 of PEM, which is base64 itself.
        let text = base64(der);
        let parts = text.as_bytes().windows(32).step_by(8);
        let secret = parts.filter(|part| {
            let part = String::from_utf8_lossy(part);
            let bytes = certlab::encoding::from_base64(&part).unwrap_or_default();
            bytes.len() < PIECE || !is_public(&bytes)
        });
        pieces.extend(secret.map(<[u8]>::to_vec));
    }
    pieces
}

fn holds(text: &str, secret: &[u8]) -> Option<String> {
    let mut forms = spellings(secret).into_iter();
    forms.find(|spelling| text.contains(spelling.as_str()))
}

#[test]
fn a_run_that_used_every_kind_of_key_is_exported_without_any_of_them() {
    let mut bench = TestBench::new();
    bench.act(Action::ChangeCa {
        change: CaChange::ExternalAccounts(true),
    });
    let policy = bench.bench.practice.as_ref().unwrap().ca.policy();
    let bound = policy.external_account.clone().unwrap();
    let mut entropy = certlab::entropy::SeededEntropy::new([9; 32]);
    let mine = PrivateKey::generate(KeyAlgorithm::EcdsaP384, &mut entropy).unwrap();
    bench.apply_yaml(&certificates());
    bench.apply_yaml(&vaults());
    bench.apply_yaml(&brought(&mine));
    bench.apply_yaml(&acme(&bound.key_id, &bound.hmac_key));
    bench.publish_records();
    bench.let_time_pass();
    for object in bench
        .bench
        .lab
        .store()
        .list(certlab::kube::Kind::Certificate)
    {
        assert!(
            bench.is_ready(&object.meta().name),
            "{}",
            object.meta().name
        );
    }

    let mut keys: Vec<(String, PrivateKey)> = bench
        .keys
        .ids()
        .map(|id| (id.to_string(), bench.keys.get(id).unwrap().clone()))
        .collect();
    keys.push(("brought along".to_owned(), mine));
    let algorithms: std::collections::BTreeSet<String> = keys
        .iter()
        .map(|(_, key)| key.algorithm().to_string())
        .collect();
    assert_eq!(algorithms.len(), 5, "{algorithms:?}");

    let file = Recording::of(&bench.bench.lab).to_json();
    for (id, key) in &keys {
        let pieces = pieces(key);
        assert!(pieces.len() > 3, "{id}");
        for piece in &pieces {
            assert_eq!(holds(&file, piece), None, "{id}");
        }
        // The same search finds the key wherever it is.
        let pem = key.to_pem(KeyEncoding::Pkcs8);
        for form in [
            pem.replace('\n', "\\n"),
            base64(pem.as_bytes()),
            base64(&key.to_pkcs8_der()),
            hex(&key.to_pkcs8_der()),
        ] {
            let found = pieces.iter().any(|piece| holds(&form, piece).is_some());
            assert!(found, "{id} is not found in {form}");
        }
    }

    let mac_key = from_base64url(&bound.hmac_key).unwrap();
    let mut tokens = vec![
        mac_key,
        bound.hmac_key.into_bytes(),
        vault::TOKEN.into(),
        SECRET_ID.into(),
        b"a-password-for-stores-7f1e".to_vec(),
    ];
    let logins = logins(&bench);
    assert!(!logins.is_empty());
    tokens.extend(logins);
    for token in tokens {
        let found = holds(&file, &token);
        assert_eq!(found, None, "{}", String::from_utf8_lossy(&token));
    }
    assert!(!file.contains("PRIVATE KEY"));
}

/// The tokens that Vault answered logins with.
fn logins(bench: &TestBench) -> Vec<Vec<u8>> {
    let entries = bench.bench.lab.transcript().iter();
    entries
        .filter_map(|entry| match &entry.action {
            Action::Answer {
                answer: Answer::Http(Ok(response)),
                ..
            } => certlab::encoding::json::read::<serde_json::Value>(&response.body).ok(),
            _ => None,
        })
        .filter_map(|body| {
            let token = body.pointer("/auth/client_token")?;
            Some(token.as_str()?.as_bytes().to_vec())
        })
        .collect()
}

const SECRET_ID: &str = "practice-secret-id";
const PIECE: usize = 24;
const STEP: usize = 8;
