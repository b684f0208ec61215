//! What the lab prints, held against the models of cert-manager's own API types: the npm
//! package `@kubernetes-models/cert-manager`, made from the Go types, with an independent
//! YAML reader before it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use certlab::certmanager::api::schema::{self, Field};
use certlab::certmanager::api::{Certificate, from_yaml, list_yaml};
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::{Action, Answer, Bench, Effect, KeyStore, World, practice};
use certlab::{vault, venafi};
use serde_json::{Map, Value, json};

use crate::servers::Fallible;

/// Fields of cert-manager 1.21, which is younger than the models.
const YOUNGER: &[&str] = &[
    ".spec.renewal: unknown field",
    ".status.acme: unknown field",
    ".spec.acme.renewalInformationSource: unknown field",
    ".waitInsteadOfSelfCheck: unknown field",
    ".dns01.nameservers: unknown field",
    ".spec.vault.auth.aws: unknown field",
    ".spec.venafi.ngts: unknown field",
    ".status.presentedAt: unknown field",
    ".spec.replaces: unknown field",
];

/// Fields that no user of cert-manager meets.
const LEFT_OUT: &[&str] = &[
    // Nothing in the lab takes time to be deleted.
    ".metadata.deletionGracePeriodSeconds: missing",
    // Kubernetes' own, as deep as it likes.
    ".affinity.nodeAffinity: missing",
    ".affinity.podAffinity: missing",
    ".affinity.podAntiAffinity: missing",
    // Kubernetes itself has not written it since 1.20.
    ".metadata.selfLink: missing",
    // `kubectl` does not print it.
    ".metadata.managedFields: missing",
];

/// What the models say about manifests, one finding a line.
fn judged(yaml: &str, mode: &str) -> Fallible<Vec<String>> {
    let models = std::env::var_os("CERTLAB_MODELS")
        .map(PathBuf::from)
        .ok_or(
            "CERTLAB_MODELS says where the npm packages are: `cargo xtask test peers` sets it",
        )?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/schemas.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .arg(models)
        .arg(mode)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    node.stdin
        .take()
        .ok_or("no way to write to node")?
        .write_all(yaml.as_bytes())?;
    let output = node.wait_with_output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// A value for a field, by its name where the type alone does not tell.
fn sample(field: &Field) -> Value {
    let one = match (field.type_name().trim_start_matches("[]"), field.name) {
        ("integer", _) => json!(3),
        ("boolean", _) => json!(true),
        ("map[string]string", _) => json!({"a": "b"}),
        ("string", _) if !field.allowed().is_empty() => json!(field.allowed().first()),
        ("string", "duration" | "renewBefore" | "windowDuration" | "waitInsteadOfSelfCheck") => {
            json!("3h")
        }
        ("string", "caBundle" | "request" | "certificate" | "ca") => json!("AAAA"),
        ("string", "notBefore" | "notAfter" | "presentedAt" | "creationTimestamp") => json!(TIME),
        ("string", name) if name.ends_with("Time") || name.ends_with("Timestamp") => json!(TIME),
        ("string", "serviceType") => json!("NodePort"),
        ("string", "sectionName") => json!("web"),
        ("string", "effect") => json!("NoSchedule"),
        ("string", "operator") => json!("Exists"),
        ("string", "fsGroupChangePolicy") => json!("Always"),
        ("string", name) => json!(name),
        ("Object", "extra") => json!({"a": ["b"]}),
        _ => {
            let fields = field.fields();
            Value::Object(
                fields
                    .iter()
                    .map(|field| (field.name.to_owned(), sample(field)))
                    .collect(),
            )
        }
    };
    if field.is_list { json!([one]) } else { one }
}

#[test]
fn each_field_of_the_six_kinds_is_cert_manager_s_and_none_is_missing() -> Fallible {
    let mut yaml = String::new();
    for kind in [
        Kind::Certificate,
        Kind::CertificateRequest,
        Kind::Issuer,
        Kind::ClusterIssuer,
        Kind::Order,
        Kind::Challenge,
    ] {
        let fields = schema::fields(kind);
        let mut manifest: Map<String, Value> = fields
            .iter()
            .map(|field| (field.name.to_owned(), sample(field)))
            .collect();
        manifest.insert("apiVersion".to_owned(), kind.api_version().into());
        manifest.insert("kind".to_owned(), kind.as_str().into());
        // JSON is YAML; what is judged is what the lab prints after it has read it.
        for object in from_yaml(&Value::Object(manifest).to_string())? {
            writeln!(yaml, "---\n{}", object.to_yaml())?;
        }
    }
    let findings = judged(&yaml, "complete")?;
    let unexplained: Vec<&String> = findings
        .iter()
        .filter(|line| {
            !YOUNGER
                .iter()
                .chain(LEFT_OUT)
                .any(|known| line.ends_with(known))
        })
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}\n{yaml}");
    // What is excused is still so.
    for known in YOUNGER.iter().chain(LEFT_OUT) {
        assert!(findings.iter().any(|line| line.ends_with(known)), "{known}");
    }
    Ok(())
}

#[test]
fn what_is_wrong_is_found() -> Fallible {
    let yaml = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www, namespace: default}
spec: {secretName: 3, issuerRef: {}, spelling: wrong}
";
    let findings: BTreeSet<String> = judged(yaml, "")?.into_iter().collect();
    for expected in [
        "/spec/secretName",
        "/spec/issuerRef",
        "Certificate/www.spec.spelling: unknown field",
    ] {
        assert!(
            findings.iter().any(|line| line.contains(expected)),
            "{findings:#?}"
        );
    }
    Ok(())
}

#[test]
fn every_object_of_a_whole_run_is_accepted() -> Fallible {
    let mut run = Run::new();
    run.apply(&manifests())?;
    for _ in 0..40 {
        run.publish_records();
        run.step();
    }
    let store = run.bench.lab.store();
    let seen: BTreeSet<Kind> = store.iter().map(|object| object.kind()).collect();
    for kind in [
        Kind::Certificate,
        Kind::CertificateRequest,
        Kind::Issuer,
        Kind::ClusterIssuer,
        Kind::Order,
        Kind::Challenge,
        Kind::Secret,
        Kind::Ingress,
    ] {
        assert!(seen.contains(&kind) || run.met.contains(&kind), "no {kind}");
    }
    for name in [
        "root",
        "by-ca",
        "by-acme",
        "by-vault",
        "by-venafi",
        "shop-tls",
    ] {
        let key = ObjectKey::new(Kind::Certificate, "default", name);
        let certificate = store.get(&key).and_then(|object| object.certificate());
        assert!(certificate.is_some_and(Certificate::is_ready), "{name}");
    }
    let mut findings = judged(&run.printed, "")?;
    // A private key stays in the key store: its name is printed, where Kubernetes has base64.
    findings.retain(|line| !(line.starts_with("Secret/") && line.contains(": /data/")));
    findings.retain(|line| !line.ends_with(".status.presentedAt: unknown field"));
    assert!(findings.is_empty(), "{findings:#?}");
    Ok(())
}

/// A Practice world whose objects are printed after every step.
struct Run {
    bench: Bench,
    keys: KeyStore,
    entropy: SeededEntropy,
    wall: Timestamp,
    printed: String,
    met: BTreeSet<Kind>,
}

impl Run {
    fn new() -> Self {
        Self {
            bench: Bench::new(World::Practice, [1; 32]),
            keys: KeyStore::default(),
            entropy: SeededEntropy::new([2; 32]),
            wall: Timestamp::from_unix_secs(1_800_000_000),
            printed: String::new(),
            met: BTreeSet::new(),
        }
    }

    fn apply(&mut self, yaml: &str) -> Fallible {
        let objects = from_yaml(yaml)?;
        self.act(Action::Apply { objects });
        Ok(())
    }

    fn act(&mut self, action: Action) {
        let mut actions = vec![action];
        while let Some(action) = actions.pop() {
            let outside = self
                .bench
                .act(action, &mut self.keys, &mut self.entropy, self.wall);
            for effect in outside {
                // The account's key, which WebCrypto makes in a page.
                if let Effect::GenerateKey {
                    id, key, algorithm, ..
                } = effect
                    && let Ok(public) = self.keys.ensure(&key, algorithm, &mut self.entropy)
                {
                    let answer = Answer::KeyGenerated(public);
                    actions.push(Action::Answer { effect: id, answer });
                }
            }
            let store = self.bench.lab.store();
            self.met.extend(store.iter().map(|object| object.kind()));
            self.printed.push_str("---\n");
            self.printed
                .push_str(&list_yaml(store.iter().map(AsRef::as_ref)));
        }
    }

    fn publish_records(&mut self) {
        let store = self.bench.lab.store();
        let challenges: Vec<ObjectKey> = store
            .list(Kind::Challenge)
            .map(|found| found.key())
            .collect();
        for challenge in challenges {
            let record =
                certlab::certmanager::controller::dns_record(self.bench.lab.store(), &challenge);
            if let Some((name, value)) = record {
                self.act(Action::Publish {
                    name,
                    value,
                    ttl_secs: 60,
                });
            }
        }
    }

    fn step(&mut self) {
        let wait = self.bench.lab.next_wake(self.wall).unwrap_or_default();
        self.wall = self.wall + wait.clamp(Duration::from_secs(1), Duration::from_secs(15));
        self.act(Action::Wake);
    }
}

fn manifests() -> String {
    let (acme, vault, venafi) = (practice::DIRECTORY_URL, vault::URL, venafi::URL);
    format!(
        "
apiVersion: v1
kind: Secret
metadata: {{name: login, namespace: default}}
stringData: {{token: practice-token, access-token: practice-token}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: self, namespace: default}}
spec: {{selfSigned: {{}}}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: root, namespace: default}}
spec:
  isCA: true
  commonName: Root
  secretName: root-tls
  privateKey: {{algorithm: ECDSA}}
  issuerRef: {{name: self}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: ca, namespace: default}}
spec: {{ca: {{secretName: root-tls}}}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: vault, namespace: default}}
spec: {{vault: {{server: {vault}, path: pki/sign/lab, auth: {{tokenSecretRef: {{name: login, key: token}}}}}}}}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: venafi, namespace: default}}
spec: {{venafi: {{zone: 'Practice\\Web', tpp: {{url: {venafi}/vedsdk, credentialsRef: {{name: login}}}}}}}}
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {{name: acme}}
spec:
  acme:
    server: {acme}
    privateKeySecretRef: {{name: account}}
    solvers: [{{dns01: {{webhook: {{groupName: acme.imroc.cc, solverName: dnspod, config: {{ttl: 600}}}}}}}}]
{}{}{}{}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: shop, namespace: default, annotations: {{cert-manager.io/issuer: ca}}}}
spec: {{tls: [{{hosts: [shop.example.test], secretName: shop-tls}}]}}
",
        certificate("ca", ""),
        certificate("vault", ""),
        certificate("venafi", ""),
        certificate("acme", ", kind: ClusterIssuer"),
    )
}

fn certificate(issuer: &str, kind: &str) -> String {
    format!(
        "---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: by-{issuer}
  namespace: default
  annotations: {{cert-manager.io/issue-temporary-certificate: \"true\"}}
spec:
  commonName: {issuer}.example.test
  dnsNames: [{issuer}.example.test]
  secretName: by-{issuer}-tls
  privateKey: {{algorithm: ECDSA}}
  additionalOutputFormats: [{{type: DER}}]
  keystores: {{pkcs12: {{create: true, password: changeit}}}}
  issuerRef: {{name: {issuer}{kind}}}
"
    )
}

const TIME: &str = "2026-01-01T00:00:00Z";
