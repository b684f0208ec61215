//! Whole journeys through the lab: from applied objects to a usable Secret,
//! with every crash in between.

use std::collections::VecDeque;
use std::time::Duration;

use certlab::certmanager::api::{KeyId, Object, SecretValue, from_yaml};
use certlab::certmanager::controller::{Custody, dns_record};
use certlab::clock::Timestamp;
use certlab::encoding::json;
use certlab::entropy::SeededEntropy;
use certlab::kube::{ConditionStatus, Kind, ObjectKey, Resource as _, condition};
use certlab::lab::practice::DIRECTORY_URL;
use certlab::lab::{Action, Answer, Bench, Effect, KeyStore, Lab, Performed, Purpose, World};
use certlab::x509::chain::parse_pem_chain;
use certlab::x509::{Certificate, PublicKey};

const SELF_SIGNED: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: root, namespace: default}
spec:
  isCA: true
  commonName: Lab Root
  secretName: root-tls
  duration: 8760h
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: self, kind: Issuer}
";

const CA: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: ca, namespace: default}
spec: {ca: {secretName: root-tls}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: leaf, namespace: default}
spec:
  dnsNames: [app.example.test]
  secretName: leaf-tls
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: ca, kind: Issuer}
";

pub(crate) fn acme_manifest() -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: {{name: practice}}
spec:
  acme:
    server: {DIRECTORY_URL}
    privateKeySecretRef: {{name: practice-account-key}}
    solvers:
      - dns01: {{webhook: {{groupName: acme.certlab.dev, solverName: by-hand}}}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: wildcard, namespace: default}}
spec:
  dnsNames: [example.test, '*.example.test']
  secretName: wildcard-tls
  privateKey: {{algorithm: ECDSA, size: 256}}
  issuerRef: {{name: practice, kind: ClusterIssuer}}
"
    )
}

/// A bench with keys, driven by hand one effect at a time.
pub(crate) struct TestBench {
    pub(crate) bench: Bench,
    pub(crate) keys: KeyStore,
    key_entropy: SeededEntropy,
    pub(crate) wall: Timestamp,
    queue: VecDeque<Effect>,
    /// Effects carried out so far.
    steps: usize,
    /// After which step the tab dies, its answer lost.
    pub(crate) crash_at: Option<usize>,
}

impl TestBench {
    pub(crate) fn new() -> Self {
        Self {
            bench: Bench::new(World::Practice, [1; 32]),
            keys: KeyStore::default(),
            key_entropy: SeededEntropy::new([2; 32]),
            wall: Timestamp::parse_rfc3339("2026-11-23T22:30:00Z").unwrap(),
            queue: VecDeque::new(),
            steps: 0,
            crash_at: None,
        }
    }

    /// Goes on from a bench as it was left, its clock running.
    pub(crate) fn take_up(&mut self, bench: Bench, keys: KeyStore) {
        self.bench = bench;
        self.keys = keys;
        self.queue.clear();
        self.act(Action::Run);
    }

    pub(crate) fn apply_yaml(&mut self, text: &str) {
        let objects = from_yaml(text).unwrap();
        self.act(Action::Apply { objects });
    }

    pub(crate) fn act(&mut self, action: Action) {
        let effects = self.bench.lab.apply(action, self.wall);
        self.queue.extend(effects);
        self.carry_out();
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.queue.pop_front() {
            let performed =
                self.bench
                    .perform(effect, &mut self.keys, &mut self.key_entropy, self.wall);
            let answer = match performed {
                Performed::Answered(answer) => Some(answer),
                Performed::Done => None,
                Performed::NotHere(effect) => Some(self.make_account_key(*effect)),
            };
            self.steps += 1;
            if self.crash_at == Some(self.steps) {
                self.reload();
            } else if let Some(answer) = answer {
                let effects = self.bench.lab.apply(answer, self.wall);
                self.queue.extend(effects);
            }
        }
    }

    /// What WebCrypto does in the page.
    fn make_account_key(&mut self, effect: Effect) -> Action {
        let Effect::GenerateKey {
            id,
            key,
            algorithm,
            custody: Custody::Account,
        } = effect
        else {
            panic!("the practice world cannot answer {effect:?}");
        };
        let public = self.keys.ensure(&key, algorithm, &mut self.key_entropy);
        Action::Answer {
            effect: id,
            answer: Answer::KeyGenerated(public.unwrap()),
        }
    }

    /// The tab dies: the lab comes back as it was saved, while the servers
    /// (here the practice world) remember what they have seen.
    fn reload(&mut self) {
        self.queue.clear();
        let saved = json::write(&self.bench).unwrap();
        let read: Bench = json::read(&saved).unwrap();
        assert_eq!(json::write(&read).unwrap(), saved);
        let mut lab = read.lab;
        let entries = self.bench.lab.transcript().iter();
        lab.restore_transcript(entries.map(|entry| (**entry).clone()).collect());
        self.bench.lab = lab;
        let effects = self.bench.lab.apply(Action::Resume, self.wall);
        self.queue.extend(effects);
    }

    /// Lets planned moments come, for at most an hour of lab time.
    pub(crate) fn let_time_pass(&mut self) {
        let end = self.wall + Duration::from_hours(1);
        while let Some(wait) = self.bench.lab.next_wake(self.wall) {
            let due = self.wall + wait.max(Duration::from_secs(1));
            if due > end {
                break;
            }
            self.wall = due;
            self.act(Action::Wake);
        }
    }

    /// Publishes every Challenge's record, as the person would.
    pub(crate) fn publish_records(&mut self) {
        let challenges: Vec<ObjectKey> = self
            .bench
            .lab
            .store()
            .list(Kind::Challenge)
            .map(|object| object.key())
            .collect();
        for challenge in challenges {
            let (name, value) = dns_record(self.bench.lab.store(), &challenge).unwrap();
            self.act(Action::Publish {
                name,
                value,
                ttl_secs: 60,
            });
        }
    }

    pub(crate) fn certificates(&self, secret: &str) -> Vec<Certificate> {
        let key = ObjectKey::new(Kind::Secret, "default", secret);
        let Some(Object::Secret(secret)) = self.bench.lab.store().get(&key).map(AsRef::as_ref)
        else {
            return Vec::new();
        };
        match secret.data.get("tls.crt") {
            Some(SecretValue::Bytes(pem)) => {
                parse_pem_chain(std::str::from_utf8(pem).unwrap()).unwrap()
            }
            _ => Vec::new(),
        }
    }

    pub(crate) fn is_ready(&self, certificate: &str) -> bool {
        let key = ObjectKey::new(Kind::Certificate, "default", certificate);
        let object = self.bench.lab.store().get(&key).unwrap();
        let conditions = &object.certificate().unwrap().status.conditions;
        condition(conditions, "Ready").is_some_and(|ready| ready.status == ConditionStatus::True)
    }

    /// The public half of a key in the key store.
    pub(crate) fn public_key(&self, id: &KeyId) -> PublicKey {
        self.keys.get(id).unwrap().public_key()
    }

    /// The tab dies so many effects from now.
    pub(crate) fn crash_in(&mut self, steps: usize) {
        self.crash_at = Some(self.steps + steps);
    }

    fn issue_wildcard(&mut self) {
        self.apply_yaml(&acme_manifest());
        self.publish_records();
        self.let_time_pass();
        // A tab that died before the order was there has its Challenges only now.
        self.publish_records();
        self.let_time_pass();
    }
}

#[test]
fn self_signed_and_ca_issue_without_any_request() {
    let mut lab = TestBench::new();
    lab.apply_yaml(SELF_SIGNED);
    lab.apply_yaml(CA);
    lab.let_time_pass();
    assert!(lab.is_ready("root") && lab.is_ready("leaf"));
    let root = lab.certificates("root-tls").remove(0);
    let leaf = lab.certificates("leaf-tls").remove(0);
    assert!(root.is_ca() && root.is_self_signed());
    assert_eq!(leaf.dns_names(), ["app.example.test"]);
    assert_eq!(leaf.authority_key_id(), root.subject_key_id());
    leaf.is_signed_by(&root.public_key().unwrap()).unwrap();
    assert_eq!(lab.bench.lab.exchanges().count(), 0, "nothing left the lab");
}

#[test]
fn the_practice_ca_issues_apex_and_wildcard_by_dns01() {
    let mut lab = TestBench::new();
    lab.issue_wildcard();
    assert!(lab.is_ready("wildcard"));
    let chain = lab.certificates("wildcard-tls");
    assert_eq!(chain.len(), 2, "leaf and intermediate");
    assert_eq!(chain[0].dns_names(), ["*.example.test", "example.test"]);
    chain[0]
        .is_signed_by(&chain[1].public_key().unwrap())
        .unwrap();
    assert_eq!(lab.bench.practice.as_ref().unwrap().ca.counts(), (1, 1));
}

#[test]
fn a_wrong_record_is_named_and_nothing_is_asked_of_the_ca() {
    let mut lab = TestBench::new();
    lab.apply_yaml(&acme_manifest());
    let challenges: Vec<_> = lab
        .bench
        .lab
        .store()
        .list(Kind::Challenge)
        .map(|object| object.key())
        .collect();
    assert_eq!(challenges.len(), 2);
    let (name, _) = dns_record(lab.bench.lab.store(), &challenges[0]).unwrap();
    lab.act(Action::Publish {
        name,
        value: "typo".to_owned(),
        ttl_secs: 60,
    });
    lab.let_time_pass();
    assert!(!lab.is_ready("wildcard"));
    let seen = lab.bench.lab.check(&challenges[0]).unwrap();
    let finding = seen.answers[0].finding.clone().unwrap();
    assert!(format!("{finding:?}").contains("typo"), "{finding:?}");
    let accepted = lab.bench.lab.exchanges().any(|exchange| {
        matches!(&exchange.purpose, Purpose::Acme { operation, .. } if operation == "challenge")
    });
    assert!(
        !accepted,
        "a challenge is accepted only after its self check"
    );
}

#[test]
fn the_same_actions_give_the_same_lab_byte_for_byte() {
    let mut lab = TestBench::new();
    lab.apply_yaml(SELF_SIGNED);
    lab.issue_wildcard();
    let mut again = Lab::new(World::Practice, [1; 32]);
    for entry in lab.bench.lab.transcript() {
        again.apply(entry.action.clone(), entry.wall);
    }
    assert_eq!(
        serde_json::to_string(&again).unwrap(),
        serde_json::to_string(&lab.bench.lab).unwrap()
    );
}

#[test]
fn no_snapshot_or_transcript_holds_a_private_key() {
    let mut lab = TestBench::new();
    lab.apply_yaml(SELF_SIGNED);
    lab.issue_wildcard();
    let snapshot = serde_json::to_string(&lab.bench).unwrap();
    let transcript = serde_json::to_string(lab.bench.lab.transcript()).unwrap();
    for id in lab.keys.ids() {
        let key = lab.keys.get(id).unwrap();
        let der = key.to_pkcs8_der();
        // The secret scalar of a P-256 key in PKCS#8 (RFC 5915 inside RFC 5958).
        let at = der
            .windows(2)
            .position(|pair| pair == [0x04, 0x20])
            .expect("a 32-octet string");
        let scalar = &der[at + 2..at + 34];
        for text in [&snapshot, &transcript] {
            for encoded in [
                certlab::encoding::hex(scalar),
                certlab::encoding::base64url(scalar),
                certlab::encoding::base64(&der),
            ] {
                assert!(!text.contains(&encoded), "{id}");
            }
        }
    }
}

#[test]
fn a_tab_killed_at_any_step_ends_with_one_account_and_one_order() {
    let mut whole = TestBench::new();
    whole.issue_wildcard();
    let steps = whole.steps;
    assert!(steps > 30, "{steps} steps");
    for crash_at in 1..=steps {
        let mut lab = TestBench::new();
        lab.crash_at = Some(crash_at);
        lab.issue_wildcard();
        assert!(lab.is_ready("wildcard"), "killed at step {crash_at}");
        let counts = lab.bench.practice.as_ref().unwrap().ca.counts();
        assert_eq!(counts, (1, 1), "killed at step {crash_at}");
    }
}
