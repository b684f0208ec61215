//! A lab together with the parts that answer inside the page.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::action::{Action, World};
use super::effect::{Answer, Effect};
use super::keys::KeyStore;
use super::practice::{Practice, ca_keys};
use super::state::Lab;
use crate::certmanager::controller::Custody;
use crate::clock::Timestamp;
use crate::entropy::{Entropy, SeededEntropy};

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
    /// `Err` gives the effect back for the outside.
    pub fn perform(
        &mut self,
        effect: Effect,
        keys: &mut KeyStore,
        key_entropy: &mut dyn Entropy,
        wall: Timestamp,
    ) -> Result<Option<Action>, Effect> {
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
                    Err(error) => Answer::KeyUnavailable(error.to_string()),
                };
                Ok(Some(Action::Answer { effect: id, answer }))
            }
            (Effect::Sign { id, key, message }, _) => match keys.sign(&key, &message) {
                Some(signature) => Ok(Some(Action::Answer {
                    effect: id,
                    answer: Answer::Signed(signature),
                })),
                None => Err(Effect::Sign { id, key, message }),
            },
            (Effect::Http { id, request, .. }, Some(practice)) => {
                let result = match ca_keys(keys, key_entropy) {
                    Ok(ca) => practice.exchange(&request, now, &ca, &mut self.entropy),
                    Err(_) => Err(crate::http::HttpFailure::Unreachable),
                };
                Ok(Some(Action::Answer {
                    effect: id,
                    answer: Answer::Http(result),
                }))
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
                Ok(None)
            }
            (Effect::Unpublish { name, value }, Some(practice)) => {
                practice.zone.remove(&name, &value);
                Ok(None)
            }
            (effect, _) => Err(effect),
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
                Ok(Some(answer)) => effects.extend(self.lab.apply(answer, wall)),
                Ok(None) => {}
                Err(effect) => outside.push(effect),
            }
        }
        outside
    }
}
