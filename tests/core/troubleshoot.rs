//! The troubleshooter over real controllers: each break is made as a person
//! would make it, and named.

use std::time::Duration;

use certlab::certmanager::troubleshoot::{Cause, Diagnosis, troubleshoot};
use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::console::run;
use certlab::lab::practice::DIRECTORY_URL;
use certlab::lab::{Action, Answer, Bench, Effect, KeyStore, World};

/// A lab, driven by its own command line.
struct Desk {
    bench: Bench,
    keys: KeyStore,
    entropy: SeededEntropy,
    wall: Timestamp,
}

impl Desk {
    fn new() -> Self {
        Self {
            bench: Bench::new(World::Practice, [1; 32]),
            keys: KeyStore::default(),
            entropy: SeededEntropy::new([2; 32]),
            wall: Timestamp::parse_rfc3339("2026-11-24T06:00:00Z").unwrap(),
        }
    }

    fn act(&mut self, action: Action) {
        let mut actions = vec![action];
        while let Some(action) = actions.pop() {
            let (keys, entropy) = (&mut self.keys, &mut self.entropy);
            let outside = self.bench.act(action, keys, entropy, self.wall);
            for effect in outside {
                // WebCrypto's part: account keys.
                if let Effect::GenerateKey {
                    id, key, algorithm, ..
                } = effect
                {
                    let public = self
                        .keys
                        .ensure(&key, algorithm, &mut self.entropy)
                        .unwrap();
                    let answer = Answer::KeyGenerated(public);
                    actions.push(Action::Answer { effect: id, answer });
                }
            }
        }
    }

    fn run(&mut self, line: &str) -> String {
        let reply = run(&self.bench.lab, line, self.wall);
        for action in reply.actions.clone() {
            self.act(action);
        }
        reply.text()
    }

    fn later(&mut self, secs: u64) {
        let end = self.wall + Duration::from_secs(secs);
        while let Some(wait) = self.bench.lab.next_wake(self.wall) {
            let due = self.wall + wait.max(Duration::from_secs(1));
            if due > end {
                break;
            }
            self.wall = due;
            self.act(Action::Wake);
        }
        self.wall = end;
        self.act(Action::Wake);
    }

    fn find(&self, name: &str) -> Option<Diagnosis> {
        let key = ObjectKey::new(Kind::Certificate, "default", name);
        let limits = self.bench.lab.backoff();
        let now = self.bench.lab.now(self.wall);
        troubleshoot(
            self.bench.lab.store(),
            &key,
            limits.first_secs,
            limits.max_secs,
            now,
        )
    }

    /// The cause, and the kinds on the way to it.
    fn cause(&self, name: &str) -> (Cause, Vec<Kind>) {
        let found = self.find(name).expect("something is wrong");
        (
            found.cause,
            found.chain.iter().map(|key| key.kind).collect(),
        )
    }
}

fn apply(manifests: &str) -> String {
    format!("kubectl apply -f -\n{manifests}")
}

const SELF: &str = "apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root}
spec:
  isCA: true
  commonName: Lab Root
  secretName: root-tls
  privateKey: {algorithm: ECDSA}
  issuerRef: {name: self}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca}
spec: {ca: {secretName: root-tls}}
";

fn leaf(name: &str, issuer: &str, extra: &str) -> String {
    format!(
        "apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: {name}}}
spec:
  dnsNames: [{name}.example.test]
  secretName: {name}-tls
  privateKey: {{algorithm: ECDSA}}
  issuerRef: {{name: {issuer}{extra}}}
"
    )
}

fn acme(email: &str, solvers: &str) -> String {
    format!(
        "apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: practice}}
spec:
  acme:
    server: {DIRECTORY_URL}
    email: {email}
    privateKeySecretRef: {{name: account}}
    solvers: [{solvers}]
"
    )
}

const BY_HAND: &str = "{dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}}";

#[test]
fn what_is_well_has_no_trouble() {
    let mut desk = Desk::new();
    desk.run(&apply(SELF));
    desk.run(&apply(&leaf("web", "ca", "")));
    assert_eq!(desk.find("root"), None);
    assert_eq!(desk.find("web"), None);
}

#[test]
fn an_issuer_that_is_not_there_is_named_and_mending_it_is_enough() {
    let mut desk = Desk::new();
    desk.run(&apply(&leaf("web", "ca", "")));
    let (cause, chain) = desk.cause("web");
    assert_eq!(cause, Cause::IssuerNotFound);
    assert_eq!(
        chain,
        [Kind::Certificate, Kind::CertificateRequest, Kind::Issuer]
    );
    desk.run(&apply(SELF));
    assert_eq!(desk.find("web"), None);
}

#[test]
fn a_broken_ca_secret_is_named_and_mended() {
    let mut desk = Desk::new();
    desk.run(&apply(SELF));
    desk.run("kubectl delete issuer self");
    desk.run("kubectl delete secret root-tls");
    desk.run(&apply(&leaf("web", "ca", "")));
    let found = desk.find("web").unwrap();
    assert_eq!(found.cause, Cause::CaSecretMissing);
    assert!(
        found
            .commands
            .contains(&"kubectl describe secret root-tls".to_owned()),
        "{found:?}"
    );
    let broken =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: root-tls}\ndata: {tls.crt: bm90aGluZw==}";
    desk.run(&apply(broken));
    assert_eq!(desk.cause("web").0, Cause::CaSecretInvalid);
    desk.run("kubectl delete secret root-tls");
    desk.run(&apply(SELF));
    desk.later(600);
    assert_eq!(desk.find("web"), None);
}

#[test]
fn approval_denial_and_foreign_issuers_are_told_apart() {
    let mut desk = Desk::new();
    desk.run(&apply(SELF));
    desk.act(Action::SetApproval { automatic: false });
    desk.run(&apply(&leaf("web", "ca", "")));
    assert_eq!(desk.cause("web").0, Cause::NotApproved);
    assert!(
        desk.find("web")
            .unwrap()
            .commands
            .contains(&"cmctl approve web-1".to_owned())
    );
    desk.run("cmctl deny web-1");
    let found = desk.find("web").unwrap();
    assert_eq!(found.cause, Cause::Denied);
    assert_eq!(
        found.next_attempt,
        Some(desk.wall + Duration::from_hours(1))
    );
    desk.act(Action::SetApproval { automatic: true });
    desk.run(&apply(&leaf(
        "far",
        "x",
        ", kind: Cloud, group: example.com",
    )));
    assert_eq!(desk.cause("far").0, Cause::ExternalIssuer);
}

#[test]
fn one_secret_of_two_certificates_is_named() {
    let mut desk = Desk::new();
    desk.run(&apply(SELF));
    desk.run(&apply(&leaf("web", "ca", "")));
    let twin = leaf("twin", "ca", "").replace("twin-tls", "web-tls");
    desk.run(&apply(&twin));
    assert_eq!(desk.cause("twin").0, Cause::SharedSecret);
}

#[test]
fn an_unpublished_record_is_waited_for_at_the_challenge() {
    let mut desk = Desk::new();
    desk.run(&apply(&acme("me@lab.test", BY_HAND)));
    desk.run(&apply(&leaf("web", "practice", "")));
    desk.later(30);
    let (cause, chain) = desk.cause("web");
    assert_eq!(cause, Cause::Propagation, "{:?}", desk.find("web"));
    assert_eq!(
        chain,
        [
            Kind::Certificate,
            Kind::CertificateRequest,
            Kind::Order,
            Kind::Challenge
        ]
    );
}

#[test]
fn a_name_without_a_solver_ends_at_the_order() {
    let mut desk = Desk::new();
    let other = "{selector: {dnsNames: [other.test]}, dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}}";
    desk.run(&apply(&acme("me@lab.test", other)));
    desk.run(&apply(&leaf("web", "practice", "")));
    desk.later(30);
    let (cause, chain) = desk.cause("web");
    assert_eq!(cause, Cause::NoSolver, "{:?}", desk.find("web"));
    assert_eq!(chain.last(), Some(&Kind::Order));
}

#[test]
fn a_server_that_is_none_is_named_at_the_issuer() {
    let mut desk = Desk::new();
    let wrong =
        acme("me@lab.test", BY_HAND).replace(DIRECTORY_URL, "https://nowhere.lab.internal/dir");
    desk.run(&apply(&wrong));
    desk.run(&apply(&leaf("web", "practice", "")));
    let (cause, chain) = desk.cause("web");
    assert_eq!(cause, Cause::ServerUnreachable, "{:?}", desk.find("web"));
    assert_eq!(chain.last(), Some(&Kind::Issuer));
}

#[test]
fn a_renewal_that_did_not_begin_is_seen() {
    let mut desk = Desk::new();
    desk.run(&apply(SELF));
    // Time passes, and no controller runs.
    desk.wall = desk.wall + Duration::from_hours(24 * 61);
    assert_eq!(desk.cause("root").0, Cause::NotTriggered);
    desk.wall = desk.wall + Duration::from_hours(24 * 40);
    assert_eq!(desk.cause("root").0, Cause::Expired);
}
