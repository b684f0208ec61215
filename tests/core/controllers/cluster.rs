//! A cluster whose calls are answered at once, by the test's own means.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use certlab::certmanager::api::{
    Certificate, CertificateRequest, Challenge, Issuer, KeyId, Object, Order, Secret, from_yaml,
};
use certlab::certmanager::controller::{
    Answer, Call, CallId, Manager, SelfCheck, apply, delete, renew,
};
use certlab::clock::Timestamp;
use certlab::entropy::{Entropy as _, SeededEntropy};
use certlab::http::{HttpFailure, HttpResponse};
use certlab::kube::{Event, Kind, ObjectKey, Store};
use certlab::x509::PrivateKey;

use super::invariants::Invariants;
use super::outside::Outside;
use super::server::Server;

pub(crate) struct TestCluster {
    pub(crate) store: Store<Object>,
    pub(crate) manager: Manager,
    pub(crate) now: Timestamp,
    pub(crate) server: Server,
    pub(crate) outside: Outside,
    /// Whether self checks succeed.
    pub(crate) propagated: bool,
    /// Calls that nobody answers, by kind: `acme`, `sign`, `key`, `dns`.
    pub(crate) unanswered: Option<&'static str>,
    /// Randomness by which calls fail; none for no faults.
    pub(crate) faults: Option<SeededEntropy>,
    entropy: SeededEntropy,
    keys: BTreeMap<KeyId, PrivateKey>,
    checked: BTreeSet<ObjectKey>,
    /// What is looked at after every step; none when only time and memory count.
    pub(crate) invariants: Option<Invariants>,
}

impl TestCluster {
    /// A cluster on the day of the behaviour document's story.
    pub(crate) fn new() -> Self {
        let now = Timestamp::parse_rfc3339("2022-03-09T10:00:00Z").unwrap();
        Self {
            store: Store::default(),
            manager: Manager::default(),
            now,
            server: Server::new(now),
            outside: Outside::new(now),
            propagated: true,
            unanswered: None,
            faults: None,
            entropy: SeededEntropy::new([7; 32]),
            keys: BTreeMap::new(),
            checked: BTreeSet::new(),
            invariants: Some(Invariants::default()),
        }
    }

    /// Applies manifests and lets the controllers come to rest.
    pub(crate) fn with(mut self, yaml: &str) -> Self {
        self.apply(yaml);
        self
    }

    pub(crate) fn apply(&mut self, yaml: &str) {
        for object in from_yaml(yaml).unwrap() {
            apply(&mut self.store, object, self.now).unwrap();
        }
        self.settle();
    }

    pub(crate) fn delete(&mut self, kind: Kind, name: &str) {
        let key = Self::key(kind, name);
        assert!(!delete(&mut self.store, &key, self.now).is_empty());
        self.settle();
    }

    pub(crate) fn renew(&mut self, name: &str) {
        let key = Self::key(Kind::Certificate, name);
        assert!(renew(&mut self.store, &key, self.now));
        self.settle();
    }

    /// Lets the controllers and the calls run until both rest.
    pub(crate) fn settle(&mut self) {
        let calls = self
            .manager
            .run(&mut self.store, self.now, &mut self.entropy);
        self.check();
        self.carry(calls.into());
    }

    fn carry(&mut self, mut calls: VecDeque<(CallId, Call)>) {
        for _ in 0..1_000_000 {
            let Some((id, call)) = calls.pop_front() else {
                return;
            };
            let Some(answer) = self.answer(&call) else {
                continue;
            };
            // A tab may close at any moment: the state must survive being saved.
            if self.faults.is_none() && self.invariants.is_some() {
                let saved = serde_json::to_string(&self.manager).unwrap();
                self.manager = serde_json::from_str(&saved).unwrap();
            }
            calls.extend(self.manager.answered(
                &mut self.store,
                id,
                answer,
                self.now,
                &mut self.entropy,
            ));
            self.check();
        }
        panic!("the cluster does not come to rest");
    }

    fn check(&mut self) {
        if let Some(invariants) = &mut self.invariants {
            invariants.check(&self.store);
        }
    }

    /// Answers what was left unanswered.
    pub(crate) fn answer_all(&mut self) {
        self.unanswered = None;
        let calls = self.manager.in_flight();
        let calls = calls.map(|(id, call)| (id, call.clone())).collect();
        self.carry(calls);
        self.settle();
    }

    /// Moves the clock, stopping wherever a controller wants to look.
    pub(crate) fn advance(&mut self, span: Duration) {
        self.advance_to(self.now + span);
    }

    pub(crate) fn advance_to(&mut self, end: Timestamp) {
        while let Some(next) = self.manager.next_wake().filter(|next| *next <= end) {
            self.now = self.now.max(next);
            self.settle();
        }
        self.now = end;
        self.settle();
    }

    fn answer(&mut self, call: &Call) -> Option<Answer> {
        let kind = match call {
            Call::GenerateKey { .. } => "key",
            Call::Sign { .. } => "sign",
            Call::Acme { .. } => "acme",
            Call::Vault { .. } => "vault",
            Call::Venafi { .. } => "venafi",
            Call::CheckDns { .. } => "dns",
            Call::CheckWeb { .. } => "web",
        };
        if self.unanswered == Some(kind) {
            return None;
        }
        let mut dice = [255];
        if let Some(faults) = &mut self.faults {
            faults.fill(&mut dice);
            let mut valid = [0];
            faults.fill(&mut valid);
            self.server.valid = valid[0] >= 20;
        }
        match (kind, dice[0]) {
            ("key" | "sign", 0..4) => {
                return Some(Answer::Failed("the key store is busy".to_owned()));
            }
            ("vault" | "venafi", 0..12) => {
                return Some(Answer::Http(Err(HttpFailure::Unreachable)));
            }
            ("vault" | "venafi", 12..24) => {
                return Some(Answer::Http(Ok(HttpResponse::empty(503))));
            }
            ("acme", 0..6) => return Some(Answer::Acme(Err(Server::unreachable()))),
            ("dns", 0..60) => {
                return Some(Answer::DnsChecked(SelfCheck {
                    propagated: false,
                    detail: String::new(),
                }));
            }
            _ => {}
        }
        Some(match call {
            Call::GenerateKey { key, algorithm, .. } => {
                let made = PrivateKey::generate(*algorithm, &mut self.entropy).unwrap();
                let public_key = made.public_key();
                assert!(
                    self.keys.insert(key.clone(), made).is_none(),
                    "{key} made twice"
                );
                Answer::KeyGenerated(public_key)
            }
            Call::Sign { key, to_be_signed } => Answer::Signed(
                self.keys[key]
                    .sign(to_be_signed.algorithm(), to_be_signed.message())
                    .unwrap(),
            ),
            Call::Acme { operation, .. } => {
                if let certlab::acme::client::Operation::Accept { challenge_url } = operation {
                    let accepted = self
                        .challenges()
                        .into_iter()
                        .find(|challenge| challenge.spec.url == *challenge_url)
                        .map(|challenge| Self::key(Kind::Challenge, &challenge.metadata.name));
                    assert!(
                        self.checked.contains(&accepted.unwrap()),
                        "accepted before its self check"
                    );
                }
                Answer::Acme(self.server.answer(operation, self.now))
            }
            Call::Vault { request, .. } | Call::Venafi { request, .. } => {
                Answer::Http(Ok(self.outside.exchange(request, self.now)))
            }
            Call::CheckDns { challenge, .. } | Call::CheckWeb { challenge, .. } => {
                if self.propagated {
                    self.checked.insert(challenge.clone());
                }
                let check = SelfCheck {
                    propagated: self.propagated,
                    detail: String::new(),
                };
                if kind == "web" {
                    Answer::WebChecked(check)
                } else {
                    Answer::DnsChecked(check)
                }
            }
        })
    }

    fn key(kind: Kind, name: &str) -> ObjectKey {
        ObjectKey::new(kind, "default", name)
    }

    pub(crate) fn certificate(&self, name: &str) -> &Certificate {
        self.store
            .get(&Self::key(Kind::Certificate, name))
            .unwrap()
            .certificate()
            .unwrap()
    }

    pub(crate) fn request(&self, name: &str) -> &CertificateRequest {
        self.store
            .get(&Self::key(Kind::CertificateRequest, name))
            .unwrap()
            .certificate_request()
            .unwrap()
    }

    pub(crate) fn secret(&self, name: &str) -> Option<&Secret> {
        self.store.get(&Self::key(Kind::Secret, name))?.secret()
    }

    pub(crate) fn private_key(&self, id: &KeyId) -> &PrivateKey {
        &self.keys[id]
    }

    pub(crate) fn issuer(&self, name: &str) -> &Issuer {
        self.store
            .get(&Self::key(Kind::Issuer, name))
            .unwrap()
            .issuer()
            .unwrap()
    }

    pub(crate) fn orders(&self) -> Vec<&Order> {
        self.store
            .list(Kind::Order)
            .filter_map(|object| object.order())
            .collect()
    }

    pub(crate) fn challenges(&self) -> Vec<&Challenge> {
        self.store
            .list(Kind::Challenge)
            .filter_map(|object| object.challenge())
            .collect()
    }

    /// A condition as `Status/Reason/message`, or nothing.
    pub(crate) fn condition(&self, certificate: &str, condition_type: &str) -> String {
        self.certificate(certificate)
            .condition(condition_type)
            .map(|condition| {
                format!(
                    "{}/{}/{}",
                    condition.status, condition.reason, condition.message
                )
            })
            .unwrap_or_default()
    }

    /// Every event as `Kind Type Reason`, in the order of happening.
    pub(crate) fn story(&self) -> Vec<String> {
        self.store
            .events()
            .into_iter()
            .map(|event| {
                format!(
                    "{} {} {}",
                    event.object.kind, event.event_type, event.reason
                )
            })
            .collect()
    }

    /// The messages of the events of a kind with a reason.
    pub(crate) fn messages(&self, kind: Kind, reason: &str) -> Vec<String> {
        let fits = |event: &&Event| event.object.kind == kind && event.reason == reason;
        self.store
            .events()
            .into_iter()
            .filter(fits)
            .map(|event| event.message.clone())
            .collect()
    }
}

pub(crate) const SELF_SIGNED: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
";

pub(crate) const ACME: &str = "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: le, namespace: default}
spec:
  acme:
    server: https://acme.test/directory
    email: Me@Example.com
    privateKeySecretRef: {name: le-account-key}
    solvers:
    - dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}
";

pub(crate) const WILDCARD: &str = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www, namespace: default, labels: {team: web}, annotations: {note: hello, kubectl.kubernetes.io/x: y}}
spec:
  dnsNames: ['*.example.com', example.com]
  secretName: www-tls
  privateKey: {algorithm: ECDSA, size: 256}
  issuerRef: {name: le, kind: Issuer}
";

pub(crate) const PLAIN: &str = "
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: www, namespace: default}
spec:
  dnsNames: [example.com]
  secretName: www-tls
  issuerRef: {name: le}
";
