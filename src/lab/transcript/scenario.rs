//! Runs that ship with the lab, played anew in the practice world: a script
//! weighs less than a recording, and cannot grow old.
//!
//! The keys of a scenario are made from a fixed seed and thrown away: a
//! scenario gives the same bytes each time.

use std::collections::VecDeque;
use std::time::Duration;

use super::Recording;
use crate::ca::{AuthorizationFault, Faults, RefusalFault, Step};
use crate::certmanager::api::from_yaml;
use crate::certmanager::controller::{Custody, dns_record};
use crate::clock::Timestamp;
use crate::entropy::SeededEntropy;
use crate::kube::{Kind, ObjectKey, Resource as _};
use crate::lab::practice::DIRECTORY_URL;
use crate::lab::{Action, Answer, Bench, Effect, KeyStore, Performed, World};

/// A run that ships with the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// Apex and wildcard name, proven and issued.
    Success,
    /// A TXT record with a mistake in it, found and put right.
    WrongRecord,
    /// CAA records that forbid this CA.
    CaaRefusal,
    /// The CA's rate limit, the back-off, and the second try.
    RateLimit,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Success,
        Self::WrongRecord,
        Self::CaaRefusal,
        Self::RateLimit,
    ];

    /// Its name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::WrongRecord => "wrong-record",
            Self::CaaRefusal => "caa-refusal",
            Self::RateLimit => "rate-limit",
        }
    }

    /// Plays it.
    pub fn record(self) -> Recording {
        let mut player = Player::new();
        player.set_faults(self.faults());
        player.apply_manifest();
        player.let_pass(Duration::from_secs(20));
        match self {
            Self::Success | Self::CaaRefusal => player.publish_all(""),
            Self::RateLimit => {
                player.set_faults(Faults::default());
                // cert-manager tries again after an hour.
                player.let_pass(Duration::from_mins(61));
                player.publish_all("");
            }
            Self::WrongRecord => {
                // What a provider's form makes of a value pasted with its quotes.
                player.publish_all("\"");
                player.let_pass(Duration::from_mins(3));
                player.unpublish_all("\"");
                player.publish_all("");
            }
        }
        player.let_pass(Duration::from_mins(20));
        Recording::of(&player.bench.lab)
    }

    /// How the practice CA behaves in it.
    fn faults(self) -> Faults {
        match self {
            Self::Success | Self::WrongRecord => Faults::default(),
            Self::CaaRefusal => Faults {
                authorization: Some(AuthorizationFault::Caa),
                ..Faults::default()
            },
            Self::RateLimit => Faults {
                refusal: Some(RefusalFault::TooManyRetryAfter),
                step: Step::NewOrder,
                ..Faults::default()
            },
        }
    }
}

/// Somebody who plays a scenario: they act, wait, and the practice world answers.
struct Player {
    bench: Bench,
    keys: KeyStore,
    key_entropy: SeededEntropy,
    wall: Timestamp,
}

impl Player {
    fn new() -> Self {
        Self {
            bench: Bench::new(World::Practice, [0x5c; 32]),
            keys: KeyStore::default(),
            key_entropy: SeededEntropy::new([0x6d; 32]),
            wall: Timestamp::from_unix_secs(START),
        }
    }

    fn set_faults(&mut self, faults: Faults) {
        if let Some(practice) = &mut self.bench.practice {
            practice.ca.set_faults(faults);
        }
    }

    fn apply_manifest(&mut self) {
        // It is checked by the test of every scenario.
        let objects = from_yaml(&manifest()).unwrap_or_default();
        self.act(Action::Apply { objects });
    }

    /// Acts, and lets the world answer all that follows from it.
    fn act(&mut self, action: Action) {
        let mut effects = VecDeque::from(self.bench.lab.apply(action, self.wall));
        while let Some(effect) = effects.pop_front() {
            if matches!(effect, Effect::Http { .. }) {
                self.wall = self.wall + Duration::from_secs(1);
            }
            let (bench, keys) = (&mut self.bench, &mut self.keys);
            let performed = bench.perform(effect, keys, &mut self.key_entropy, self.wall);
            let answer = match performed {
                Performed::Answered(answer) => Some(answer),
                Performed::Done => None,
                Performed::NotHere(effect) => self.account_key(*effect),
            };
            if let Some(answer) = answer {
                effects.extend(self.bench.lab.apply(answer, self.wall));
            }
        }
    }

    /// What WebCrypto does in the page.
    fn account_key(&mut self, effect: Effect) -> Option<Action> {
        let Effect::GenerateKey {
            id,
            key,
            algorithm,
            custody: Custody::Account,
        } = effect
        else {
            return None;
        };
        let answer = match self.keys.ensure(&key, algorithm, &mut self.key_entropy) {
            Ok(public) => Answer::KeyGenerated(public),
            Err(error) => Answer::KeyUnavailable(error.to_string()),
        };
        Some(Action::Answer { effect: id, answer })
    }

    /// Lets time pass, and every planned moment in it come.
    fn let_pass(&mut self, span: Duration) {
        let end = self.wall + span;
        while let Some(wait) = self.bench.lab.next_wake(self.wall) {
            let due = self.wall + wait.max(Duration::from_secs(1));
            if due > end {
                break;
            }
            self.wall = due;
            self.act(Action::Wake);
        }
        self.wall = self.wall.max(end);
    }

    /// Publishes every Challenge's record, with the mistake around its value.
    fn publish_all(&mut self, mistake: &str) {
        for (name, value) in self.records() {
            self.wall = self.wall + Duration::from_secs(15);
            self.act(Action::Publish {
                name,
                value: format!("{mistake}{value}{mistake}"),
                ttl_secs: TTL_SECS,
            });
        }
    }

    fn unpublish_all(&mut self, mistake: &str) {
        for (name, value) in self.records() {
            self.wall = self.wall + Duration::from_secs(5);
            self.act(Action::Unpublish {
                name,
                value: format!("{mistake}{value}{mistake}"),
            });
        }
    }

    fn records(&self) -> Vec<(String, String)> {
        let store = self.bench.lab.store();
        let challenges: Vec<ObjectKey> = store
            .list(Kind::Challenge)
            .map(|object| object.key())
            .collect();
        challenges
            .iter()
            .filter_map(|challenge| dns_record(store, challenge))
            .collect()
    }
}

fn manifest() -> String {
    format!(
        "
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {{name: practice, namespace: default}}
spec:
  acme:
    server: {DIRECTORY_URL}
    privateKeySecretRef: {{name: practice-account-key}}
    solvers:
      - dns01: {{webhook: {{groupName: acme.certlab.dev, solverName: by-hand}}}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: example-test, namespace: default}}
spec:
  dnsNames: [example.test, '*.example.test']
  secretName: example-test-tls
  privateKey: {{algorithm: ECDSA, size: 256, rotationPolicy: Always}}
  issuerRef: {{name: practice, kind: Issuer}}
"
    )
}

/// 2026-03-02T09:00:00Z, a Monday morning.
const START: i64 = 1_772_442_000;

const TTL_SECS: u32 = 60;
