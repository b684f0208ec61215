//! A lab together with the parts that answer inside the page.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::action::{Action, World};
use super::effect::{Answer, Effect};
use super::keys::KeyStore;
use super::practice::{Practice, practice_keys};
use super::state::Lab;
use crate::certmanager::controller::Custody;
use crate::clock::Timestamp;
use crate::entropy::{Entropy, SeededEntropy};
use crate::x509::Error;

/// The reader's workbench: a lab and, in the Practice world, its CA and DNS.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bench {
    /// The lab.
    pub lab: Lab,
    /// The practice world; `None` where servers are real.
    pub practice: Option<Practice>,
    /// Randomness of the practice servers: apart from the lab's, so that a
    /// replay without them draws the same numbers.
    entropy: SeededEntropy,
}

/// What came of [`Bench::perform`].
#[derive(Clone, Debug, PartialEq)]
pub enum Performed {
    /// Carried out; the lab is to hear this.
    Answered(Action),
    /// Carried out; nothing comes back.
    Done,
    /// Only the outside can do it.
    NotHere(Box<Effect>),
}

impl Bench {
    /// An empty bench. See [`Lab::new`] for the seed.
    pub fn new(world: World, seed: [u8; 32]) -> Self {
        let mut servers = seed;
        servers.reverse();
        Self {
            lab: Lab::new(world, seed),
            practice: match world {
                World::Practice => Some(Practice::new()),
                World::Real => None,
            },
            entropy: SeededEntropy::new(servers),
        }
    }

    /// Carries out one effect inside the page, if the page can: exportable
    /// keys by the key store, the practice world's requests by its servers.
    pub fn perform(
        &mut self,
        effect: Effect,
        keys: &mut KeyStore,
        key_entropy: &mut dyn Entropy,
        wall: Timestamp,
    ) -> Performed {
        let now = self.lab.now(wall);
        match (effect, &mut self.practice) {
            (
                Effect::GenerateKey {
                    id,
                    key,
                    algorithm,
                    custody: Custody::Exportable,
                },
                _,
            ) => {
                let answer = match keys.ensure(&key, algorithm, key_entropy) {
                    Ok(public) => Answer::KeyGenerated(public),
                    Err(Error::WebCrypto) => {
                        return Performed::NotHere(Box::new(Effect::GenerateKey {
                            id,
                            key,
                            algorithm,
                            custody: Custody::Exportable,
                        }));
                    }
                    Err(error) => Answer::KeyUnavailable(error.to_string()),
                };
                Performed::Answered(Action::Answer { effect: id, answer })
            }
            (
                Effect::Sign {
                    id,
                    key,
                    algorithm,
                    message,
                },
                _,
            ) => {
                let answer = match keys.sign(&key, algorithm, &message) {
                    Ok(signature) => Answer::Signed(signature),
                    Err(Error::WebCrypto) => {
                        return Performed::NotHere(Box::new(Effect::Sign {
                            id,
                            key,
                            algorithm,
                            message,
                        }));
                    }
                    Err(error) => Answer::KeyUnavailable(error.to_string()),
                };
                Performed::Answered(Action::Answer { effect: id, answer })
            }
            (Effect::Http { id, request, .. }, Some(practice)) => {
                let wanted = practice.ca.intermediates();
                let result = match practice_keys(wanted, keys, key_entropy) {
                    Ok(keys) => practice.exchange(&request, now, &keys, &mut self.entropy),
                    Err(_) => Err(crate::http::HttpFailure::Unreachable),
                };
                Performed::Answered(Action::Answer {
                    effect: id,
                    answer: Answer::Http(result),
                })
            }
            (
                Effect::Publish {
                    name,
                    value,
                    ttl_secs,
                },
                Some(practice),
            ) => {
                practice.publish(&name, value, ttl_secs, now);
                Performed::Done
            }
            (Effect::Unpublish { name, value }, Some(practice)) => {
                practice.zone.remove(&name, &value);
                Performed::Done
            }
            (Effect::Serve { url, content }, Some(practice)) => {
                practice.serve(url, content);
                Performed::Done
            }
            (Effect::ChangeCa { change }, Some(practice)) => {
                practice.ca.change(change, &mut self.entropy);
                Performed::Done
            }
            (effect, _) => Performed::NotHere(Box::new(effect)),
        }
    }

    /// Applies an action and everything that the page itself can answer,
    /// until only the outside is left to be asked.
    pub fn act(
        &mut self,
        action: Action,
        keys: &mut KeyStore,
        key_entropy: &mut dyn Entropy,
        wall: Timestamp,
    ) -> Vec<Effect> {
        let mut outside = Vec::new();
        let mut effects = VecDeque::from(self.lab.apply(action, wall));
        while let Some(effect) = effects.pop_front() {
            match self.perform(effect, keys, key_entropy, wall) {
                Performed::Answered(answer) => effects.extend(self.lab.apply(answer, wall)),
                Performed::Done => {}
                Performed::NotHere(effect) => outside.push(*effect),
            }
        }
        outside
    }
}
