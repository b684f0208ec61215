//! A whole order in the practice world: lab, practice CA and DNS in one page.

use std::error::Error;
use std::time::Duration;

use certlab::certmanager::api::{self, Object, SecretValue};
use certlab::certmanager::controller::dns_record;
use certlab::clock::Timestamp;
use certlab::entropy::{Entropy as _, SeededEntropy};
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::practice::DIRECTORY_URL;
use certlab::lab::{Action, Answer, Bench, Effect, KeyStore, World};
use certlab::x509::KeyEncoding;
use wasm_bindgen::prelude::*;

use crate::shown;

/// Orders certificates, each in a new practice world.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Practice {
    entropy: SeededEntropy,
    now: Timestamp,
    ca_pem: Option<String>,
}

#[wasm_bindgen]
impl Practice {
    /// Nothing is made before the first order.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: &[u8], now_unix_secs: i32) -> Result<Self, JsError> {
        Ok(Self {
            entropy: SeededEntropy::new(seed.try_into()?),
            now: Timestamp::from_unix_secs(now_unix_secs.into()),
            ca_pem: None,
        })
    }

    /// The root of the latest order's CA.
    #[wasm_bindgen(js_name = caPem, getter)]
    pub fn ca_pem(&self) -> Option<String> {
        self.ca_pem.clone()
    }

    /// From manifests to a Secret; the chain and its key as PEM.
    pub fn issue(&mut self) -> Result<String, JsError> {
        self.order().map_err(|error| shown(&*error))
    }
}

impl Practice {
    fn order(&mut self) -> Result<String, Box<dyn Error>> {
        let mut desk = Desk::new(&mut self.entropy, self.now);
        let objects = api::from_yaml(&manifests())?;
        desk.act(Action::Apply { objects })?;
        for _ in 0..MAX_ROUNDS {
            desk.publish_records()?;
            if let Some(issued) = desk.issued() {
                let practice = desk.bench.practice.as_ref();
                self.ca_pem = practice.and_then(|practice| practice.ca.root_pem());
                return Ok(issued);
            }
            desk.wait()?;
        }
        Err("the order did not come to an end".into())
    }
}

/// A practice world and the person in it.
struct Desk {
    bench: Bench,
    keys: KeyStore,
    key_entropy: SeededEntropy,
    wall: Timestamp,
}

impl Desk {
    fn new(entropy: &mut SeededEntropy, wall: Timestamp) -> Self {
        let mut seeds = [[0; 32]; 2];
        for seed in &mut seeds {
            entropy.fill(seed);
        }
        let [world, keys] = seeds;
        Self {
            bench: Bench::new(World::Practice, world),
            keys: KeyStore::default(),
            key_entropy: SeededEntropy::new(keys),
            wall,
        }
    }

    /// Lets an action happen, and everything that follows from it at once.
    fn act(&mut self, action: Action) -> Result<(), Box<dyn Error>> {
        let (keys, entropy) = (&mut self.keys, &mut self.key_entropy);
        let mut outside = self.bench.act(action, keys, entropy, self.wall);
        while let Some(effect) = outside.pop() {
            // Account keys are the only thing that the page keeps elsewhere.
            let Effect::GenerateKey {
                id, key, algorithm, ..
            } = effect
            else {
                return Err(format!("the practice world cannot answer {effect:?}").into());
            };
            let public = self.keys.ensure(&key, algorithm, &mut self.key_entropy)?;
            let answer = Action::Answer {
                effect: id,
                answer: Answer::KeyGenerated(public),
            };
            let (keys, entropy) = (&mut self.keys, &mut self.key_entropy);
            outside.extend(self.bench.act(answer, keys, entropy, self.wall));
        }
        Ok(())
    }

    fn publish_records(&mut self) -> Result<(), Box<dyn Error>> {
        let store = self.bench.lab.store();
        let challenges = store.list(Kind::Challenge).map(|object| object.key());
        let records = challenges.filter_map(|challenge| dns_record(store, &challenge));
        for (name, value) in records.collect::<Vec<_>>() {
            self.act(Action::Publish {
                name,
                value,
                ttl_secs: 60,
            })?;
        }
        Ok(())
    }

    /// Jumps to the next moment at which the lab has something to do.
    fn wait(&mut self) -> Result<(), Box<dyn Error>> {
        let wait = self.bench.lab.next_wake(self.wall).unwrap_or_default();
        self.wall = self.wall + wait.max(Duration::from_secs(1));
        self.act(Action::Wake)
    }

    fn issued(&self) -> Option<String> {
        let secret = ObjectKey::new(Kind::Secret, "default", "wildcard-tls");
        let Object::Secret(secret) = &**self.bench.lab.store().get(&secret)? else {
            return None;
        };
        let SecretValue::Bytes(chain) = secret.data.get("tls.crt")? else {
            return None;
        };
        let SecretValue::PrivateKey { key, .. } = secret.data.get("tls.key")? else {
            return None;
        };
        let key = self.keys.export(key, KeyEncoding::Pkcs8)?;
        Some(String::from_utf8_lossy(chain).into_owned() + &key)
    }
}

fn manifests() -> String {
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

/// An order takes a handful of rounds.
const MAX_ROUNDS: usize = 100;
