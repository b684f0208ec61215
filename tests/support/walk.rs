//! A random walk over a lab: what people, time and faults do to it in any
//! order, with what must be so looked at after every step.
//!
//! The soak and the fuzzer share it: one draws its choices from a seed, the
//! other reads them from the bytes that it mutates.

use std::collections::VecDeque;
use std::time::Duration;

use certlab::certmanager::api::{ChallengeType, from_yaml};
use certlab::certmanager::controller::Custody;
use certlab::certmanager::hand::Decision;
use certlab::clock::Timestamp;
use certlab::encoding::json;
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::console;
use certlab::lab::takeout::{Takeout, kinds, secret};
use certlab::lab::{
    Action, Answer, Bench, CaChange, Effect, Faults, KeyStore, Performed, Recording, Tape, World,
};

use super::breaks::{Breaks, faults};
use super::dice::{Choices, pick};
use super::invariants::Invariants;
use super::wishes;

/// A lab on its way.
pub(crate) struct Walk {
    bench: Bench,
    keys: KeyStore,
    key_entropy: SeededEntropy,
    wall: Timestamp,
    queue: VecDeque<Effect>,
    invariants: Invariants,
    breaks: Breaks,
}

impl Walk {
    /// An empty bench in the Practice world.
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        let mut keys = seed;
        keys.rotate_left(7);
        Self {
            bench: Bench::new(World::Practice, seed),
            keys: KeyStore::default(),
            key_entropy: SeededEntropy::new(keys),
            wall: Timestamp::parse_rfc3339("2026-11-24T06:00:00Z").unwrap(),
            queue: VecDeque::new(),
            invariants: Invariants::default(),
            breaks: Breaks::default(),
        }
    }

    /// The same with answers that are broken on their way.
    pub(crate) fn with_broken_answers(mut self, breaks: Breaks) -> Self {
        self.breaks = breaks;
        self
    }

    /// How many objects there are now.
    pub(crate) fn objects(&self) -> usize {
        self.bench.lab.store().len()
    }

    /// One step; says which.
    pub(crate) fn step(&mut self, choices: &mut dyn Choices) -> &'static str {
        match choices.below(20) {
            0 | 1 => self.apply_issuer(choices),
            2..=4 => self.apply_certificate(choices),
            5 => self.delete(choices),
            6 => self.renew(choices),
            7 => self.decide(choices),
            8 | 9 => self.publish(choices),
            10 => self.change_ca(choices),
            11..=13 => self.pass(choices),
            14 => self.reload(),
            15 => self.line(choices),
            16 => self.junk(choices),
            17 => self.take_out(choices),
            18 => self.check_now(choices),
            _ => self.replay(choices),
        }
    }

    fn apply_yaml(&mut self, text: &str) {
        let objects = from_yaml(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        self.act(Action::Apply { objects });
    }

    fn apply_issuer(&mut self, choices: &mut dyn Choices) -> &'static str {
        self.apply_yaml(&wishes::issuer(choices));
        "issuer"
    }

    fn apply_certificate(&mut self, choices: &mut dyn Choices) -> &'static str {
        self.apply_yaml(&wishes::certificate(choices));
        "certificate"
    }

    fn delete(&mut self, choices: &mut dyn Choices) -> &'static str {
        let all: Vec<ObjectKey> = self.bench.lab.store().iter().map(|o| o.key()).collect();
        if let Some(object) = pick(choices, &all) {
            self.act(Action::Delete { object });
        }
        "delete"
    }

    fn renew(&mut self, choices: &mut dyn Choices) -> &'static str {
        let all = self.keys_of(Kind::Certificate);
        if let Some(certificate) = pick(choices, &all) {
            self.act(Action::Renew { certificate });
        }
        "renew"
    }

    fn decide(&mut self, choices: &mut dyn Choices) -> &'static str {
        let automatic = choices.below(3) > 0;
        self.act(Action::SetApproval { automatic });
        let all = self.keys_of(Kind::CertificateRequest);
        if let Some(request) = pick(choices, &all) {
            let decision = pick(choices, &[Decision::Approve, Decision::Deny]);
            self.act(Action::Decide {
                request,
                decision: decision.unwrap_or(Decision::Approve),
                reason: "walk".to_owned(),
                message: "by chance".to_owned(),
            });
        }
        "decide"
    }

    /// Publishes what the Challenges want, or something else.
    fn publish(&mut self, choices: &mut dyn Choices) -> &'static str {
        let right = choices.below(4) > 0;
        for challenge in self.keys_of(Kind::Challenge) {
            let found = self.bench.lab.store().get(&challenge);
            let Some(spec) = found.and_then(|object| object.challenge().cloned()) else {
                continue;
            };
            let wrong = || "wrong".to_owned();
            let value = if right {
                spec.spec.key.clone()
            } else {
                wrong()
            };
            self.act(match spec.spec.challenge_type {
                ChallengeType::Dns01 => Action::Publish {
                    name: spec.record_name(),
                    value,
                    ttl_secs: 60,
                },
                ChallengeType::Http01 => Action::PutFile {
                    url: spec.file_url(),
                    content: value,
                },
            });
        }
        "publish"
    }

    fn change_ca(&mut self, choices: &mut dyn Choices) -> &'static str {
        let change = match choices.below(8) {
            0 => CaChange::RateLimits(choices.below(2) > 0),
            1 => CaChange::ReuseAuthorizations(choices.below(2) > 0),
            2 => CaChange::ExternalAccounts(choices.below(4) == 0),
            3 => CaChange::ReplaceIntermediate,
            4 | 5 => CaChange::Faults(Faults::default()),
            _ => CaChange::Faults(faults(choices)),
        };
        self.act(Action::ChangeCa { change });
        "ca"
    }

    /// Time passes: a while of the wall's, or a jump of the lab's.
    fn pass(&mut self, choices: &mut dyn Choices) -> &'static str {
        let hours = [0, 1, 24, 24 * 7, 24 * 31][choices.below(5)];
        let end = self.wall + Duration::from_secs(hours * 3_600 + 60);
        // Bounded: a Certificate that lives for an hour wakes the lab often.
        for _ in 0..40 {
            let Some(wait) = self.bench.lab.next_wake(self.wall) else {
                break;
            };
            let due = self.wall + wait.max(Duration::from_secs(1));
            if due > end {
                break;
            }
            self.wall = due;
            self.act(Action::Wake);
        }
        self.wall = self.wall.max(end);
        self.act(Action::Wake);
        "time"
    }

    /// The tab dies, with whatever was under way.
    fn reload(&mut self) -> &'static str {
        self.queue.clear();
        let saved = json::write(&self.bench).unwrap();
        let read: Bench = json::read(&saved).unwrap();
        assert!(
            json::write(&read).unwrap() == saved,
            "saved and read is another bench"
        );
        let mut lab = read.lab;
        let entries = self.bench.lab.transcript().iter();
        lab.restore_transcript(entries.map(|entry| (**entry).clone()).collect());
        self.bench.lab = lab;
        self.act(Action::Resume);
        "reload"
    }

    fn line(&mut self, choices: &mut dyn Choices) -> &'static str {
        let line = pick(choices, &wishes::LINES).unwrap_or("");
        let reply = console::run(&self.bench.lab, line, self.wall);
        for action in reply.actions {
            self.act(action);
        }
        "console"
    }

    fn junk(&mut self, choices: &mut dyn Choices) -> &'static str {
        let text = pick(choices, &wishes::JUNK).unwrap_or("");
        if let Ok(objects) = from_yaml(text) {
            self.act(Action::Apply { objects });
        }
        // What the lab prints, it reads; but not a Secret, whose key does not leave the store.
        let all: Vec<ObjectKey> = self.bench.lab.store().iter().map(|o| o.key()).collect();
        if let Some(key) = pick(choices, &all)
            && key.kind != Kind::Secret
            && let Some(object) = self.bench.lab.store().get(&key)
        {
            let text = object.to_yaml();
            let read = from_yaml(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert_eq!(read.len(), 1, "{text}");
        }
        "yaml"
    }

    fn take_out(&mut self, choices: &mut dyn Choices) -> &'static str {
        let all = self.keys_of(Kind::Certificate);
        let Some(key) = pick(choices, &all) else {
            return "files";
        };
        let Some(certificate) = self
            .bench
            .lab
            .store()
            .get(&key)
            .and_then(|object| object.certificate().cloned())
        else {
            return "files";
        };
        let Some(offered) = secret(&self.bench.lab, &certificate).map(kinds) else {
            return "files";
        };
        if let Some(kind) = pick(choices, &offered) {
            let takeout = Takeout {
                lab: &self.bench.lab,
                keys: &self.keys,
                certificate: &certificate,
                passphrase: "walk",
                now: self.wall,
            };
            // A Secret that somebody broke makes no file; it says so.
            let _ = takeout.make(kind, &mut self.key_entropy);
        }
        "files"
    }

    fn check_now(&mut self, choices: &mut dyn Choices) -> &'static str {
        let all = self.keys_of(Kind::Challenge);
        if let Some(challenge) = pick(choices, &all) {
            self.act(Action::CheckNow { challenge });
        }
        "check"
    }

    /// The run as a file: it holds no key, is read back, and ends where the lab is.
    fn replay(&mut self, choices: &mut dyn Choices) -> &'static str {
        if choices.below(4) > 0 || self.bench.lab.transcript().len() > 600 {
            return "nothing";
        }
        let text = Recording::of(&self.bench.lab).to_json();
        let read = Recording::from_json(&text).unwrap_or_else(|error| panic!("{error}"));
        let tape = read.tape();
        assert!(
            read.ends_in(&tape.at(tape.len())),
            "a replay tells another story"
        );
        // Unredacted, the actions alone make the very same lab.
        let tape = Tape::of(&self.bench.lab);
        let again = json::write(&tape.at(tape.len())).unwrap();
        assert!(
            again == json::write(&self.bench.lab).unwrap(),
            "the same actions make another lab"
        );
        "recording"
    }

    fn keys_of(&self, kind: Kind) -> Vec<ObjectKey> {
        self.bench
            .lab
            .store()
            .list(kind)
            .map(|object| object.key())
            .collect()
    }

    fn act(&mut self, action: Action) {
        self.apply(action);
        // A bound, not a wish: what never ends is a fault of its own.
        for _ in 0..5_000 {
            let Some(effect) = self.queue.pop_front() else {
                return;
            };
            let performed =
                self.bench
                    .perform(effect, &mut self.keys, &mut self.key_entropy, self.wall);
            let answer = match performed {
                Performed::Answered(answer) => self.breaks.on_its_way(answer),
                Performed::Done => continue,
                Performed::NotHere(effect) => self.account_key(*effect),
            };
            self.apply(answer);
        }
        panic!("the lab asks without end");
    }

    fn apply(&mut self, action: Action) {
        let effects = self.bench.lab.apply(action, self.wall);
        self.queue.extend(effects);
        self.invariants.check(self.bench.lab.store());
    }

    /// What WebCrypto does in the page.
    fn account_key(&mut self, effect: Effect) -> Action {
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
}
