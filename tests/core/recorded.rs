//! Runs that are recorded, exported, read back and seen at any moment.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use certlab::certmanager::api::{State as AcmeState, from_yaml};
use certlab::certmanager::controller::Custody;
use certlab::clock::Timestamp;
use certlab::encoding::{base64, base64url, hex};
use certlab::entropy::SeededEntropy;
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::{
    Action, Answer, Bench, Effect, KeyStore, Lab, Performed, Recording, RecordingError, Scenario,
    Tape, World,
};
use certlab::x509::key::KeyEncoding;

/// Every kind of key that the lab makes, a renewal, and Secrets with things
/// that must not leave.
const OBJECTS: &str = "
apiVersion: v1
kind: Secret
metadata:
  name: api-token
  namespace: default
  annotations: {kubectl.kubernetes.io/last-applied-configuration: 'token-of-a-provider-5b1c'}
data: {token: dG9rZW4tb2YtYS1wcm92aWRlci01YjFj}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: self, namespace: default}
spec: {selfSigned: {}}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: ec, namespace: default}
spec:
  dnsNames: [ec.example.test]
  secretName: ec-tls
  privateKey: {algorithm: ECDSA, size: 256, rotationPolicy: Always}
  issuerRef: {name: self, kind: Issuer}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: ec-pkcs8, namespace: default}
spec:
  dnsNames: [pkcs8.example.test]
  secretName: ec-pkcs8-tls
  privateKey: {algorithm: ECDSA, size: 256, encoding: PKCS8, rotationPolicy: Always}
  issuerRef: {name: self, kind: Issuer}
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: practice, namespace: default}
spec:
  acme:
    server: https://acme.practice.lab.internal/directory
    privateKeySecretRef: {name: account}
    solvers:
      - dns01: {webhook: {groupName: acme.certlab.dev, solverName: by-hand}}
";

const TOKEN: &[u8] = b"token-of-a-provider-5b1c";

pub(crate) fn start() -> Timestamp {
    Timestamp::parse_rfc3339("2026-11-24T06:00:00Z").unwrap()
}

/// A run with its keys.
pub(crate) struct Run {
    pub(crate) bench: Bench,
    keys: KeyStore,
    entropy: SeededEntropy,
    pub(crate) tape: Tape,
    wall: Timestamp,
}

impl Run {
    fn new() -> Self {
        let bench = Bench::new(World::Practice, [3; 32]);
        Self {
            tape: Tape::of(&bench.lab),
            bench,
            keys: KeyStore::default(),
            entropy: SeededEntropy::new([4; 32]),
            wall: start(),
        }
    }

    fn apply(&mut self, action: Action) -> Vec<Effect> {
        let effects = self.bench.lab.apply(action, self.wall);
        self.tape.follow(&self.bench.lab);
        effects
    }

    fn act(&mut self, action: Action) {
        let mut effects = VecDeque::from(self.apply(action));
        while let Some(effect) = effects.pop_front() {
            let performed =
                self.bench
                    .perform(effect, &mut self.keys, &mut self.entropy, self.wall);
            let answer = match performed {
                Performed::Answered(answer) => answer,
                Performed::Done => continue,
                Performed::NotHere(effect) => self.account_key(*effect),
            };
            effects.extend(self.apply(answer));
        }
    }

    fn account_key(&mut self, effect: Effect) -> Action {
        let Effect::GenerateKey {
            id,
            key,
            algorithm,
            custody: Custody::Account,
        } = effect
        else {
            panic!("{effect:?}");
        };
        let public = self.keys.ensure(&key, algorithm, &mut self.entropy);
        Action::Answer {
            effect: id,
            answer: Answer::KeyGenerated(public.unwrap()),
        }
    }

    fn renew(&mut self, certificate: &str) {
        self.wall = self.wall + Duration::from_secs(90);
        self.act(Action::Renew {
            certificate: ObjectKey::new(Kind::Certificate, "default", certificate),
        });
    }
}

pub(crate) fn run() -> Run {
    let mut run = Run::new();
    run.act(Action::Apply {
        objects: from_yaml(OBJECTS).unwrap(),
    });
    for _ in 0..24 {
        run.renew("ec");
        run.renew("ec-pkcs8");
    }
    run
}

fn text(lab: &Lab) -> String {
    let transcript = serde_json::to_string(lab.transcript()).unwrap();
    serde_json::to_string(lab).unwrap() + &transcript
}

#[test]
fn a_tape_shows_each_moment_as_it_was() {
    let run = run();
    let (tape, entries) = (&run.tape, run.bench.lab.transcript());
    assert!(entries.len() > 2 * Tape::EVERY, "{} entries", entries.len());
    assert_eq!(tape.len(), entries.len());
    let read_back = Tape::new(World::Practice, [3; 32], entries.to_vec());
    let mut prepared = read_back.clone();
    while prepared.prepare() {}
    let mut straight = Lab::new(World::Practice, [3; 32]);
    for (moment, entry) in entries.iter().enumerate() {
        if moment % 17 == 0 || moment % Tape::EVERY == 0 {
            let expected = text(&straight);
            for (tape, name) in [(tape, "followed"), (&prepared, "prepared")] {
                assert_eq!(text(&tape.at(moment)), expected, "{name}, moment {moment}");
            }
        }
        straight.apply(entry.action.clone(), entry.wall);
    }
    assert_eq!(text(&read_back.at(usize::MAX)), text(&run.bench.lab));
}

#[test]
fn an_exported_run_is_read_back_and_ends_the_same() {
    let run = run();
    let recording = Recording::of(&run.bench.lab);
    let file = recording.to_json();
    let again = Recording::from_json(&file).unwrap();
    assert_eq!(again, recording);
    let tape = again.tape();
    let end = tape.at(tape.len());
    assert!(again.ends_in(&end));
    let certificate = ObjectKey::new(Kind::Certificate, "default", "ec");
    assert_eq!(
        end.store().get(&certificate),
        run.bench.lab.store().get(&certificate)
    );
}

#[test]
fn what_is_no_run_is_refused_with_its_reason() {
    let written = Scenario::Success.record().to_json();
    let other = written.replace("\"format\":1", "\"format\":7");
    assert_eq!(
        Recording::from_json(&other),
        Err(RecordingError::OtherFormat(7))
    );
    for text in [
        "",
        "[]",
        "{}",
        "{\"format\":1}",
        "{\"format\":1,\"entries\":[{}]}",
    ] {
        assert!(
            matches!(Recording::from_json(text), Err(RecordingError::NotARun(_))),
            "{text}"
        );
    }
    let long = format!("{{\"format\":1,\"entries\":[{}0]}}", "0,".repeat(50_000));
    assert_eq!(Recording::from_json(&long), Err(RecordingError::TooLong));
}

/// Every way in which bytes can stand in a text, wherever they begin within a
/// larger encoded value.
pub(crate) fn spellings(secret: &[u8]) -> Vec<String> {
    let mut spellings = vec![
        hex(secret),
        hex(secret).to_uppercase(),
        secret
            .iter()
            .map(u8::to_string)
            .collect::<Vec<_>>()
            .join(","),
    ];
    for shift in 0..3 {
        let mut shifted = vec![0; shift];
        shifted.extend_from_slice(secret);
        for encoded in [base64(&shifted), base64url(&shifted)] {
            // The first and last signs also depend on what stands around.
            let encoded = encoded.trim_end_matches('=');
            spellings.push(encoded[4 * usize::from(shift > 0)..encoded.len() - 2].to_owned());
        }
    }
    if let Ok(text) = std::str::from_utf8(secret) {
        spellings.push(text.to_owned());
    }
    spellings
}

#[test]
fn no_exported_run_holds_a_key_in_any_form() {
    let run = run();
    let file = Recording::of(&run.bench.lab).to_json();
    let ids: Vec<_> = run.keys.ids().cloned().collect();
    assert!(ids.len() > 10, "{ids:?}");
    for id in ids {
        let key = run.keys.get(&id).unwrap();
        let der = key.to_pkcs8_der();
        // The secret scalar of a P-256 key in PKCS#8 (RFC 5915 inside RFC 5958).
        let at = der
            .windows(2)
            .position(|pair| pair == [0x04, 0x20])
            .unwrap();
        let mut secrets = vec![der.to_vec(), der[at + 2..at + 34].to_vec()];
        for encoding in [KeyEncoding::Pkcs1, KeyEncoding::Pkcs8] {
            let pem = key.to_pem(encoding);
            let lines: Vec<&str> = pem.lines().collect();
            // The lines after the first hold the public half too.
            secrets.push(lines[1].as_bytes().to_vec());
            let body = lines[1..lines.len() - 1].concat();
            secrets.push(certlab::encoding::from_base64(&body).unwrap());
            secrets.push(pem.replace('\n', "\\n").into_bytes());
        }
        for secret in secrets {
            for spelling in spellings(&secret) {
                assert!(!file.contains(&spelling), "{id}: {spelling}");
            }
        }
    }
    for spelling in spellings(TOKEN) {
        assert!(!file.contains(&spelling), "{spelling}");
    }
    assert!(!file.contains("PRIVATE KEY"));
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let secret: Vec<u8> = (100..132).collect();
    for before in 0..4 {
        let mut around = vec![0xaa; before];
        around.extend_from_slice(&secret);
        around.extend_from_slice(&[0xbb; 5]);
        for text in [
            base64(&around),
            base64url(&around),
            hex(&around),
            format!("{around:?}").replace(' ', ""),
        ] {
            assert!(
                spellings(&secret)
                    .iter()
                    .any(|spelling| text.contains(spelling)),
                "{before}: {text}"
            );
        }
    }
}

#[test]
fn a_shipped_run_is_the_same_each_time_and_ends_as_it_is_named() {
    for &scenario in Scenario::ALL {
        let recording = scenario.record();
        assert_eq!(recording.to_json(), scenario.record().to_json());
        let tape = recording.tape();
        let end = tape.at(tape.len());
        assert!(recording.ends_in(&end), "{scenario:?}");
        let proven = end
            .store()
            .list(Kind::Challenge)
            .filter_map(|object| object.challenge())
            .all(|challenge| challenge.status.state == Some(AcmeState::Valid));
        let ready = end
            .store()
            .list(Kind::Certificate)
            .all(|object| object.certificate().unwrap().is_ready());
        let goes_well = !matches!(
            scenario,
            Scenario::CaaRefusal | Scenario::Refused | Scenario::Stuck
        );
        assert_eq!(proven && ready, goes_well, "{scenario:?}");
        assert_eq!(end.store().list(Kind::Certificate).count(), 1);
    }
}

#[test]
fn refusals_are_told_in_the_servers_words() {
    for (scenario, kind) in [
        (Scenario::CaaRefusal, "urn:ietf:params:acme:error:caa"),
        (
            Scenario::RateLimit,
            "urn:ietf:params:acme:error:rateLimited",
        ),
    ] {
        let tape = scenario.record().tape();
        let end = tape.at(tape.len());
        let told = end
            .store()
            .events()
            .iter()
            .any(|event| event.message.contains(kind));
        assert!(told, "{scenario:?}");
    }
}

#[test]
fn the_wrong_record_is_seen_before_it_is_put_right() {
    let tape = Scenario::WrongRecord.record().tape();
    let seen = (0..tape.len()).any(|moment| {
        let lab = tape.at(moment);
        let challenges: Vec<Rc<_>> = lab.store().list(Kind::Challenge).cloned().collect();
        challenges.iter().any(|challenge| {
            lab.check(&certlab::kube::Resource::key(challenge.as_ref()))
                .is_some_and(|check| format!("{check:?}").contains("WrongValue"))
        })
    });
    assert!(seen);
}
