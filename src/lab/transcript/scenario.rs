//! Runs that ship with the lab, played anew in the practice world: a script
//! weighs less than a recording, and cannot grow old.
//!
//! The keys of a scenario are made from a fixed seed and thrown away: a
//! scenario gives the same bytes each time.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use serde::Deserialize;

use super::Recording;
use crate::ca::{AuthorizationFault, CaChange, Faults, RefusalFault, Step};
use crate::certmanager::api::from_yaml;
use crate::certmanager::controller::{Custody, dns_record};
use crate::clock::Timestamp;
use crate::entropy::SeededEntropy;
use crate::kube::{Kind, ObjectKey, Resource as _};
use crate::lab::practice::DIRECTORY_URL;
use crate::lab::{Action, Answer, Bench, Effect, KeyStore, Performed, World};

/// A run that ships with the lab.
///
/// The last three are one story: a wildcard certificate of 2022-03-09 whose
/// renewal was said to fail on 2022-04-30 and which was renewed on 2022-05-08.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scenario {
    /// Apex and wildcard name, proven and issued.
    Success,
    /// A TXT record with a mistake in it, found and put right.
    WrongRecord,
    /// CAA records that forbid this CA.
    CaaRefusal,
    /// The CA's rate limit, the back-off, and the second try.
    RateLimit,
    /// A renewal that was not due before 2022-05-08, and came then.
    OnTime,
    /// A renewal that was due on 2022-04-30, and refused ten times.
    Refused,
    /// A renewal that was due on 2022-04-30, for which nobody published a record.
    Stuck,
}

impl Scenario {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Success,
        Self::WrongRecord,
        Self::CaaRefusal,
        Self::RateLimit,
        Self::OnTime,
        Self::Refused,
        Self::Stuck,
    ];

    /// Its name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::WrongRecord => "wrong-record",
            Self::CaaRefusal => "caa-refusal",
            Self::RateLimit => "rate-limit",
            Self::OnTime => "on-time",
            Self::Refused => "refused",
            Self::Stuck => "stuck",
        }
    }

    /// Plays it, and returns the run.
    pub fn record(self) -> Recording {
        Recording::of(&self.play().bench.lab)
    }

    /// Plays it, and returns the bench as it stood in the end, its clock
    /// stopped, with its keys: to be acted on from there.
    pub fn bench(self) -> (Bench, KeyStore) {
        let mut player = self.play();
        player.act(Action::Pause);
        (player.bench, player.keys)
    }

    fn play(self) -> Player {
        match self {
            Self::OnTime => Self::issued_in_2022("").renewed_in_time(),
            Self::Refused => Self::issued_in_2022(DUE_EARLY).refused(),
            Self::Stuck => Self::issued_in_2022(DUE_EARLY).left_alone(),
            Self::Success | Self::WrongRecord | Self::CaaRefusal | Self::RateLimit => {
                self.play_once()
            }
        }
    }

    fn play_once(self) -> Player {
        let mut player = Player::new(START);
        player.set_faults(self.faults());
        player.apply(&manifest("example.test, '*.example.test'", ""));
        player.let_pass(Duration::from_secs(20));
        match self {
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
            _ => player.publish_all(""),
        }
        player.let_pass(Duration::from_mins(20));
        player
    }

    /// The story's certificate, as it was on its first day.
    fn issued_in_2022(renewal: &str) -> Player {
        let mut player = Player::new(START_2022);
        player.apply(&manifest("'*.example.test'", renewal));
        player.let_pass(Duration::from_secs(20));
        player.publish_all("");
        player.let_pass(Duration::from_mins(20));
        player
    }

    /// How the practice CA behaves in it.
    fn faults(self) -> Faults {
        match self {
            Self::CaaRefusal => Faults {
                authorization: Some(AuthorizationFault::Caa),
                ..Faults::default()
            },
            Self::RateLimit => Faults {
                refusal: Some(RefusalFault::TooManyRetryAfter),
                step: Step::NewOrder,
                ..Faults::default()
            },
            _ => Faults::default(),
        }
    }
}

/// Somebody who plays a scenario: they act, wait, and the practice world answers.
struct Player {
    bench: Bench,
    keys: KeyStore,
    key_entropy: SeededEntropy,
    wall: Timestamp,
    /// What was published as it is.
    published: BTreeSet<String>,
}

impl Player {
    fn new(start: i64) -> Self {
        Self {
            bench: Bench::new(World::Practice, [0x5c; 32]),
            keys: KeyStore::default(),
            key_entropy: SeededEntropy::new([0x6d; 32]),
            wall: Timestamp::from_unix_secs(start),
            published: BTreeSet::new(),
        }
    }

    fn set_faults(&mut self, faults: Faults) {
        if let Some(practice) = &mut self.bench.practice {
            practice.ca.set_faults(faults);
        }
    }

    fn apply(&mut self, manifest: &str) {
        // It is checked by the test of every scenario.
        let objects = from_yaml(manifest).unwrap_or_default();
        self.act(Action::Apply { objects });
    }

    /// Nothing is due on 04-30, when somebody looks; what is due on 05-08 is done.
    fn renewed_in_time(mut self) -> Self {
        self.live_until(NOON_OF_APRIL_30);
        self.act(Action::Wake);
        self.live_until(MORNING_OF_MAY_8 + 4 * HOUR);
        self
    }

    /// The domain's name servers fail from 04-30 on, and every attempt with them.
    fn refused(mut self) -> Self {
        self.live_until(NOON_OF_APRIL_30 - 4 * HOUR);
        self.act(Action::ChangeCa {
            change: CaChange::Faults(Faults {
                authorization: Some(AuthorizationFault::ServFail),
                ..Faults::default()
            }),
        });
        self.live_until(MORNING_OF_MAY_8);
        self
    }

    /// From 04-30 on nobody publishes anything; somebody looks now and then,
    /// which tells no more than a look every ten seconds.
    fn left_alone(mut self) -> Self {
        self.live_until(NOON_OF_APRIL_30 - 4 * HOUR);
        let mut moment = NOON_OF_APRIL_30 - 3 * HOUR;
        while moment < MORNING_OF_MAY_8 {
            self.look_at(moment);
            moment += 17 * HOUR;
        }
        self.look_at(MORNING_OF_MAY_8);
        self
    }

    /// Lets time pass to a moment, and publishes whatever is asked for.
    fn live_until(&mut self, end: i64) {
        let end = Timestamp::from_unix_secs(end);
        while self.wall < end {
            self.publish_all("");
            let wait = self.bench.lab.next_wake(self.wall);
            let due = wait.map(|wait| self.wall + wait.max(Duration::from_secs(1)));
            self.wall = due.map_or(end, |due| due.min(end));
            if due == Some(self.wall) {
                self.act(Action::Wake);
            }
        }
    }

    fn look_at(&mut self, moment: i64) {
        self.wall = self.wall.max(Timestamp::from_unix_secs(moment));
        self.act(Action::Wake);
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
            if !self.published.insert(format!("{mistake}{value}")) {
                continue;
            }
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

fn manifest(names: &str, renewal: &str) -> String {
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
  dnsNames: [{names}]
  secretName: example-test-tls
  privateKey: {{algorithm: ECDSA, size: 256, rotationPolicy: Always}}
  issuerRef: {{name: practice, kind: Issuer}}
  {renewal}
"
    )
}

/// 2026-03-02T09:00:00Z, a Monday morning.
const START: i64 = 1_772_442_000;

/// 2022-03-09T10:00:00Z.
const START_2022: i64 = 1_646_820_000;

/// 2022-04-30T12:00:00Z.
const NOON_OF_APRIL_30: i64 = 1_651_320_000;

/// 2022-05-08T07:30:00Z.
const MORNING_OF_MAY_8: i64 = 1_651_995_000;

const HOUR: i64 = 3_600;

/// 38 days before expiry, which is on 04-30.
const DUE_EARLY: &str = "renewBefore: 912h";

const TTL_SECS: u32 = 60;
