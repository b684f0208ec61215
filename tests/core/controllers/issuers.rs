//! Issuers of each kind: good, broken, repaired.

use std::time::Duration;

use certlab::acme::problem::ProblemType;
use certlab::certmanager::api::{SecretValue, from_yaml};
use certlab::certmanager::validate;
use certlab::kube::{ConditionStatus, Kind};
use certlab::x509::{KeyAlgorithm, parse_pem_chain};

use super::cluster::{ACME, PLAIN, SELF_SIGNED, TestCluster};
use super::server::Server;

const CA: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca, namespace: default}
spec: {ca: {secretName: root-tls}}
";

const ROOT: &str = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root, namespace: default}
spec:
  isCA: true
  commonName: Lab Root
  secretName: root-tls
  duration: 8760h
  issuerRef: {name: self}
";

fn ready(cluster: &TestCluster, issuer: &str) -> (ConditionStatus, String, String) {
    let condition = cluster.issuer(issuer).condition("Ready").unwrap();
    (
        condition.status,
        condition.reason.clone(),
        condition.message.clone(),
    )
}

fn said(status: ConditionStatus, reason: &str, message: &str) -> (ConditionStatus, String, String) {
    (status, reason.to_owned(), message.to_owned())
}

#[test]
fn a_ca_signs_once_its_secret_is_there() {
    let mut cluster = TestCluster::new()
        .with(CA)
        .with(&PLAIN.replace("name: le", "name: ca"));
    let missing = "Error getting keypair for CA issuer: secret \"root-tls\" not found";
    assert_eq!(
        ready(&cluster, "ca"),
        said(ConditionStatus::False, "ErrGetKeyPair", missing)
    );
    let waiting = cluster.request("www-1").condition("Ready").unwrap();
    assert_eq!(
        waiting.message,
        "Referenced issuer does not have a Ready status condition"
    );

    cluster.apply(SELF_SIGNED);
    cluster.apply(ROOT);
    assert_eq!(
        ready(&cluster, "ca"),
        said(
            ConditionStatus::True,
            "KeyPairVerified",
            "Signing CA verified"
        )
    );
    assert!(cluster.certificate("www").is_ready());

    let root = cluster
        .secret("root-tls")
        .unwrap()
        .chain()
        .unwrap()
        .unwrap()
        .remove(0);
    let secret = cluster.secret("www-tls").unwrap();
    let leaf = secret.chain().unwrap().unwrap().remove(0);
    assert!(leaf.is_signed_by(&root.public_key().unwrap()).is_ok());
    assert_eq!(leaf.authority_key_id(), root.subject_key_id());
    let ca = parse_pem_chain(&String::from_utf8_lossy(secret.bytes("ca.crt").unwrap())).unwrap();
    assert_eq!(ca, [root]);
}

#[test]
fn a_leaf_is_no_ca() {
    let mut cluster = TestCluster::new().with(SELF_SIGNED);
    cluster.apply(&ROOT.replace("isCA: true", "isCA: false"));
    cluster.apply(CA);
    let message = "Error getting keypair for CA issuer: certificate is not a CA";
    assert_eq!(
        ready(&cluster, "ca"),
        said(ConditionStatus::False, "ErrInvalidKeyPair", message)
    );
    cluster.advance(Duration::from_mins(10));
    let counts: Vec<&str> = cluster
        .store
        .events()
        .iter()
        .map(|event| event.reason.as_str())
        .filter(|reason| *reason == "ErrInitIssuer")
        .collect();
    assert_eq!(counts.len(), 1, "repetitions count up");
}

#[test]
fn a_broken_ca_secret_stops_the_issuer_and_a_repaired_one_starts_it() {
    let mut cluster = TestCluster::new().with(SELF_SIGNED).with(ROOT).with(CA);
    cluster.apply("{apiVersion: v1, kind: Secret, metadata: {name: root-tls, namespace: default}, data: {tls.key: Z2FyYmFnZQ==, tls.crt: Z2FyYmFnZQ==}}");
    // The root's own Certificate repairs it at once.
    assert_eq!(cluster.certificate("root").status.revision, Some(2));
    assert!(cluster.issuer("ca").is_ready());
    let issuing = cluster.messages(Kind::Certificate, "Issuing");
    let message = "Issuing certificate as Secret contains invalid private key data: error decoding private key PEM block: no PEM data was found in given input";
    assert!(issuing.contains(&message.to_owned()), "{issuing:?}");
}

#[test]
fn a_request_for_an_issuer_that_is_not_there_waits_for_it() {
    let mut cluster = TestCluster::new().with(&PLAIN.replace("name: le", "name: self"));
    let message = "Referenced \"Issuer\" not found: issuer.cert-manager.io \"self\" not found";
    assert_eq!(
        cluster.request("www-1").condition("Ready").unwrap().message,
        message
    );
    assert_eq!(
        cluster.messages(Kind::CertificateRequest, "IssuerNotFound"),
        [message]
    );
    cluster.apply(SELF_SIGNED);
    assert!(cluster.certificate("www").is_ready());
    let issued = "Certificate will be issued with an empty Issuer DN, which contravenes RFC 5280 and could break some strict clients";
    assert_eq!(
        cluster.messages(Kind::CertificateRequest, "BadConfig"),
        [issued]
    );
}

#[test]
fn an_account_is_registered_once() {
    let mut cluster = TestCluster::new().with(ACME);
    let message = "The ACME account was registered with the ACME server";
    assert_eq!(
        ready(&cluster, "le"),
        said(ConditionStatus::True, "ACMEAccountRegistered", message)
    );
    let account = cluster.issuer("le").status.acme.clone().unwrap();
    assert_eq!(account.uri, "https://acme.test/account/1");
    assert_eq!(account.last_registered_email, "Me@Example.com");
    let key = cluster
        .secret("le-account-key")
        .unwrap()
        .private_key("tls.key")
        .unwrap();
    cluster.apply(&ACME.replace("dns01:", "selector: {}\n      dns01:"));
    assert_eq!(cluster.server.count("newAccount"), 1);

    // A lost account key means a new account.
    cluster.delete(Kind::Secret, "le-account-key");
    assert_eq!(cluster.server.count("newAccount"), 2);
    assert_ne!(
        cluster
            .secret("le-account-key")
            .unwrap()
            .private_key("tls.key")
            .unwrap(),
        key
    );
}

#[test]
fn a_refused_account_is_said_and_waits_for_a_change() {
    let mut cluster = TestCluster::new();
    let refused = Server::problem(ProblemType::InvalidContact, 400, "bad domain");
    cluster.server.failures.push_back(("newAccount", refused));
    cluster.apply(ACME);
    let message = "Failed to register ACME account: 400 urn:ietf:params:acme:error:invalidContact: bad domain";
    assert_eq!(
        ready(&cluster, "le"),
        said(ConditionStatus::False, "ErrRegisterACMEAccount", message)
    );
    cluster.advance(Duration::from_hours(24));
    assert_eq!(cluster.server.count("newAccount"), 1);
    cluster.apply(&ACME.replace("Me@Example.com", "me@example.org"));
    assert!(cluster.issuer("le").is_ready());
}

#[test]
fn an_account_is_registered_when_the_server_is_back() {
    let mut cluster = TestCluster::new();
    for _ in 0..3 {
        cluster
            .server
            .failures
            .push_back(("newAccount", Server::unreachable()));
    }
    cluster.apply(ACME);
    assert!(!cluster.issuer("le").is_ready());
    cluster.advance(Duration::from_secs(5 + 10 + 20));
    assert!(cluster.issuer("le").is_ready());
}

#[test]
fn an_old_let_s_encrypt_url_is_pointed_out() {
    let server = "https://acme-v01.api.letsencrypt.org/directory";
    let cluster = TestCluster::new().with(&ACME.replace("https://acme.test/directory", server));
    let message = format!(
        "Your ACME server URL is set to a v1 endpoint ({server}). You should update the spec.acme.server field to \"https://acme-v02.api.letsencrypt.org/directory\""
    );
    assert_eq!(
        ready(&cluster, "le"),
        said(ConditionStatus::False, "InvalidConfig", &message)
    );
}

#[test]
fn a_denied_request_is_never_signed_and_counts_as_a_failure() {
    let mut cluster = TestCluster::new();
    cluster.manager.settings.approve = false;
    cluster.apply(SELF_SIGNED);
    cluster.apply(&PLAIN.replace("name: le", "name: self"));
    assert_eq!(
        cluster
            .messages(Kind::CertificateRequest, "WaitingForApproval")
            .len(),
        5
    );
    let mut request = cluster.request("www-1").clone();
    certlab::kube::set_condition(
        &mut request.status.conditions,
        certlab::kube::NewCondition {
            condition_type: "Denied",
            status: ConditionStatus::True,
            reason: "Policy",
            message: "not on my watch".to_owned(),
            observed_generation: None,
        },
        cluster.now,
    );
    let object = certlab::certmanager::api::Object::CertificateRequest(request);
    cluster.store.update(object, cluster.now).unwrap();
    cluster.settle();
    assert_eq!(
        cluster.request("www-1").condition("Ready").unwrap().reason,
        "Denied"
    );
    assert_eq!(
        cluster.condition("www", "Issuing"),
        "False/Policy/The certificate request has failed to complete and will be retried: not on my watch"
    );
}

#[test]
fn an_answer_that_nobody_wants_any_more_is_dropped() {
    let mut cluster = TestCluster::new().with(ACME);
    cluster.unanswered = Some("acme");
    cluster.apply(PLAIN);
    assert_eq!(cluster.manager.in_flight().count(), 1);
    cluster.delete(Kind::Certificate, "www");
    assert!(cluster.orders().is_empty());
    cluster.answer_all();
    assert!(cluster.orders().is_empty());
    assert_eq!(cluster.manager.in_flight().count(), 0);
}

#[test]
fn every_kind_of_key_that_the_spec_can_name_is_made_and_certified() {
    let ecdsa = KeyAlgorithm::EcdsaP256;
    for (spec, algorithm, label) in [
        ("{}", KeyAlgorithm::RSA_2048, "RSA PRIVATE KEY"),
        ("{encoding: PKCS8}", KeyAlgorithm::RSA_2048, "PRIVATE KEY"),
        ("{algorithm: ECDSA}", ecdsa, "EC PRIVATE KEY"),
        (
            "{algorithm: ECDSA, size: 384, encoding: PKCS8}",
            KeyAlgorithm::EcdsaP384,
            "PRIVATE KEY",
        ),
        (
            "{algorithm: ECDSA, size: 521}",
            KeyAlgorithm::EcdsaP521,
            "EC PRIVATE KEY",
        ),
        ("{algorithm: Ed25519}", KeyAlgorithm::Ed25519, "PRIVATE KEY"),
    ] {
        let mut cluster = TestCluster::new().with(SELF_SIGNED);
        cluster.apply(&format!(
            "apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: www}}
spec:
  dnsNames: [example.com]
  secretName: www-tls
  issuerRef: {{name: self}}
  privateKey: {spec}
"
        ));
        cluster.advance(Duration::from_mins(1));
        assert!(
            cluster.condition("www", "Ready").starts_with("True/"),
            "{spec}"
        );
        let secret = cluster.secret("www-tls").unwrap();
        let leaf = secret.chain().unwrap().unwrap().remove(0);
        let key = leaf.public_key().unwrap();
        assert_eq!(key.algorithm(), algorithm, "{spec}");
        assert!(leaf.is_self_signed(), "{spec}");
        let SecretValue::PrivateKey {
            key: id, encoding, ..
        } = &secret.data["tls.key"]
        else {
            panic!("no key");
        };
        let pem = cluster.private_key(id).to_pem(*encoding);
        assert!(
            pem.starts_with(&format!("-----BEGIN {label}-----")),
            "{spec}"
        );
    }
}

#[test]
fn manifests_from_the_wild_load() {
    let yaml = "
# an issuer as Helm writes it
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: dnspod
  annotations: {meta.helm.sh/release-name: dnspod}
  labels: {app.kubernetes.io/managed-by: Helm}
  managedFields: []
spec:
  acme:
    email: me@example.com
    preferredChain: ''
    privateKeySecretRef: {name: dnspod-letsencrypt}
    server: https://acme-v02.api.letsencrypt.org/directory
    solvers:
    - dns01:
        webhook:
          config: {secretId: x, secretKeyRef: {key: secret-key, name: s}, ttl: 600}
          groupName: acme.imroc.cc
          solverName: dnspod
    - selector: {dnsZones: [example.org]}
      dns01: {cloudflare: {apiTokenSecretRef: {name: t, key: k}}}
    - http01: {ingress: {class: nginx}}
status:
  acme: {lastRegisteredEmail: me@example.com, uri: 'https://acme-v02.api.letsencrypt.org/acme/acct/431637010'}
  conditions:
  - {lastTransitionTime: '2022-03-01T11:38:04Z', message: ok, observedGeneration: 1, reason: ACMEAccountRegistered, status: 'True', type: Ready}
---
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Secret, metadata: {name: s}, type: Opaque, data: {a: Yg==}}
";
    let objects = from_yaml(yaml).unwrap();
    assert_eq!(objects.len(), 2);
    for object in &objects {
        assert_eq!(validate(object), []);
        let again = from_yaml(&object.to_yaml()).unwrap().remove(0);
        assert_eq!(again, *object);
    }
    assert!(from_yaml("kind: Pod\napiVersion: v1").is_err());
}
