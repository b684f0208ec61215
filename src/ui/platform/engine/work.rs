//! Carrying out effects and saving, in the order that loses nothing.

use certlab::certmanager::api::KeyId;
use certlab::certmanager::controller::Custody;
use certlab::lab::{Action, Answer, Effect, EffectId, Faults, Performed, Policy, Practice, World};
use certlab::x509::{KeyAlgorithm, PrivateKey, PublicKey, SignatureAlgorithm};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::super::storage::{NotSaved, Snapshot};
use super::super::{dom, webcrypto};
use super::entropy::SystemEntropy;
use super::{Engine, Saving};

/// How long the practice servers take for an answer: short enough not to be
/// waited for, long enough to be seen travelling.
const PRACTICE_LATENCY_MS: u32 = 60;

/// How long they take while an issuance is shown: about 40 seconds in all.
const WATCHED_LATENCY_MS: u32 = 1_400;

impl Engine {
    /// Lets an action happen and sets the work that follows from it going.
    pub(super) fn apply(&self, action: Action) {
        if self.act(action) {
            self.go_on();
        }
    }

    /// Lets an action happen; what follows from it waits for [`Self::go_on`].
    pub(super) fn act(&self, action: Action) -> bool {
        let mut state = self.state.borrow_mut();
        if state.tab.is_read_only() {
            return false;
        }
        let Some(open) = state.open.as_mut() else {
            return false;
        };
        let effects = open.bench.lab.apply(action, dom::now());
        open.tape.follow(&open.bench.lab);
        open.dirty = true;
        state.queue.extend(effects);
        true
    }

    /// Shows what is, and carries out what is to be done.
    pub(super) fn go_on(&self) {
        self.plan_wake();
        self.publish();
        self.start_working();
    }

    fn start_working(&self) {
        let idle = !std::mem::replace(&mut self.state.borrow_mut().working, true);
        if idle {
            spawn_local(self.clone().work());
        }
    }

    /// Carries out effects, one after another, until none is left.
    async fn work(self) {
        loop {
            let effect = self.state.borrow_mut().queue.pop_front();
            match effect {
                Some(effect) => self.carry_out(effect).await,
                None if self.is_dirty() && !self.is_playing() => self.save().await,
                None => break,
            }
        }
        self.state.borrow_mut().working = false;
    }

    async fn carry_out(&self, effect: Effect) {
        let epoch = self.state.borrow().epoch;
        let is_request = matches!(effect, Effect::Http { .. });
        // Played time saves at its own pace: the practice servers are saved with the lab.
        if is_request && !self.is_playing() {
            self.save().await;
            if self.is_practice() {
                let latency = if self.state.borrow().slow {
                    WATCHED_LATENCY_MS
                } else {
                    PRACTICE_LATENCY_MS
                };
                let fault = self.ca().map_or(0, |(faults, _)| faults.latency_ms);
                TimeoutFuture::new(latency.saturating_add(fault)).await;
            }
        }
        let performed = {
            let mut state = self.state.borrow_mut();
            if state.epoch != epoch {
                return;
            }
            let Some(open) = state.open.as_mut() else {
                return;
            };
            open.dirty = true;
            open.bench
                .perform(effect, &mut open.keys, &mut SystemEntropy, dom::now())
        };
        match performed {
            Performed::Answered(answer) => self.apply(answer),
            Performed::Done => self.publish(),
            Performed::NotHere(effect) => {
                self.save().await;
                spawn_local(self.clone().ask_outside(*effect, epoch));
            }
        }
    }

    /// Carries out what only the browser can: fetch and WebCrypto.
    async fn ask_outside(self, effect: Effect, epoch: u64) {
        let answered: Option<(EffectId, Answer)> = match effect {
            Effect::Http {
                id,
                request,
                purpose,
            } => Some((id, Answer::Http(self.depart(&request, purpose).await))),
            Effect::GenerateKey {
                id,
                key,
                algorithm,
                custody,
            } => Some((
                id,
                match custody {
                    Custody::Account => self.account_key(&key, algorithm).await,
                    Custody::Exportable => self.exportable_key(&key, algorithm, epoch).await,
                },
            )),
            Effect::Sign {
                id,
                key,
                algorithm,
                message,
            } => Some((id, self.sign(&key, algorithm, &message).await)),
            _ => None,
        };
        if let Some((effect, answer)) = answered
            && self.state.borrow().epoch == epoch
        {
            self.apply(Action::Answer { effect, answer });
        }
    }

    /// Makes an account key, or finds the one that an earlier try made. It is
    /// on disk before the lab hears of it.
    async fn account_key(&self, id: &KeyId, algorithm: KeyAlgorithm) -> Answer {
        let existing = self.account_pair(id);
        let pair = match existing {
            Some(pair) => Ok(pair),
            None => webcrypto::generate_account(algorithm).await,
        };
        let public = match pair {
            Ok(pair) => self.keep_account_key(id, pair).await,
            Err(error) => Err(error),
        };
        match public {
            Ok(public) => Answer::KeyGenerated(public),
            Err(error) => Answer::KeyUnavailable(error.0),
        }
    }

    /// Puts an account key on disk and at hand.
    pub(super) async fn keep_account_key(
        &self,
        id: &KeyId,
        pair: web_sys::CryptoKeyPair,
    ) -> Result<PublicKey, webcrypto::Unavailable> {
        let (owner, slot) = {
            let state = self.state.borrow();
            (state.tab.mark(), state.slot)
        };
        if let Some(storage) = self.storage()
            && storage
                .save_account_key(&owner, slot, id, pair.clone())
                .await
                .is_err()
        {
            self.state.borrow_mut().saving = Saving::Off;
        }
        let public = webcrypto::public_key(&pair).await;
        if let Some(open) = self.state.borrow_mut().open.as_mut() {
            open.account_keys.insert(id.clone(), pair);
        }
        public
    }

    /// Makes a key that WebCrypto makes better, for the key store; it is saved with the
    /// bench that has heard of it.
    pub(super) async fn exportable_key(
        &self,
        id: &KeyId,
        algorithm: KeyAlgorithm,
        epoch: u64,
    ) -> Answer {
        let key = match webcrypto::generate_exportable(algorithm).await {
            Ok(key) => key,
            Err(error) => return Answer::KeyUnavailable(error.0),
        };
        let public = key.public_key();
        let mut state = self.state.borrow_mut();
        if state.epoch == epoch
            && let Some(open) = state.open.as_mut()
        {
            open.keys.insert(id.clone(), key);
            open.dirty = true;
        }
        Answer::KeyGenerated(public)
    }

    pub(super) async fn sign(
        &self,
        id: &KeyId,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Answer {
        let signed = match (self.account_pair(id), self.kept_key(id)) {
            (Some(pair), _) => webcrypto::sign(&pair, algorithm, message).await,
            (None, Some(key)) => webcrypto::sign_in_memory(&key, algorithm, message).await,
            (None, None) => {
                return Answer::KeyUnavailable(format!("no key {id} in this browser"));
            }
        };
        match signed {
            Ok(signature) => Answer::Signed(signature),
            Err(error) => Answer::KeyUnavailable(error.0),
        }
    }

    fn kept_key(&self, id: &KeyId) -> Option<PrivateKey> {
        let state = self.state.borrow();
        state.open.as_ref()?.keys.get(id).cloned()
    }

    fn account_pair(&self, id: &KeyId) -> Option<web_sys::CryptoKeyPair> {
        self.state.borrow().open.as_ref()?.account_keys.pair(id)
    }

    pub(super) fn world(&self) -> Option<World> {
        let state = self.state.borrow();
        state.open.as_ref().map(|open| open.bench.lab.world())
    }

    /// How the practice CA behaves; none in the Real world.
    pub(super) fn ca(&self) -> Option<(Faults, Policy)> {
        let state = self.state.borrow();
        let ca = &state.open.as_ref()?.bench.practice.as_ref()?.ca;
        Some((*ca.faults(), ca.policy().clone()))
    }

    /// The practice CA's roots in PEM; empty in the Real world.
    pub(super) fn practice_roots(&self) -> String {
        let state = self.state.borrow();
        let practice = state
            .open
            .as_ref()
            .and_then(|open| open.bench.practice.as_ref());
        practice.map(Practice::roots_pem).unwrap_or_default()
    }

    fn is_practice(&self) -> bool {
        self.world() == Some(World::Practice)
    }

    fn is_dirty(&self) -> bool {
        self.state
            .borrow()
            .open
            .as_ref()
            .is_some_and(|open| open.dirty)
    }

    /// Saves what has changed; a browser that refuses is said so on screen.
    pub(super) async fn save(&self) {
        let (storage, owner, slot, bench, keys, from_entry, new_keys, replaces, progress) = {
            let mut state = self.state.borrow_mut();
            let storage = state.storage.clone().filter(|_| !state.tab.is_read_only());
            let owner = state.tab.mark();
            let slot = state.slot;
            let progress = state.progress.clone().unwrap_or_default();
            let Some(open) = state.open.as_mut().filter(|open| open.dirty) else {
                return;
            };
            open.dirty = false;
            let Some(storage) = storage else {
                return;
            };
            let new_keys: Vec<KeyId> = open
                .keys
                .ids()
                .filter(|id| !open.saved_keys.contains(*id))
                .cloned()
                .collect();
            (
                storage,
                owner,
                slot,
                open.bench.clone(),
                open.keys.clone(),
                open.saved_entries,
                new_keys,
                open.replaces,
                progress,
            )
        };
        let epoch = self.state.borrow().epoch;
        let snapshot = Snapshot {
            slot,
            bench: &bench,
            keys: &keys,
            from_entry,
            new_keys: &new_keys,
            replaces,
            progress: &progress,
        };
        let saved = storage.save(&owner, snapshot).await;
        if matches!(saved, Err(NotSaved::OtherTab)) {
            return self.lose();
        }
        {
            let mut state = self.state.borrow_mut();
            if state.epoch != epoch {
                return;
            }
            if let (Ok(()), Some(open)) = (&saved, state.open.as_mut()) {
                open.saved_entries = bench.lab.transcript().len();
                open.saved_keys.extend(new_keys);
                open.replaces = false;
            }
            state.saving = match saved {
                Ok(()) => Saving::Saved,
                Err(_) => Saving::Off,
            };
        }
        self.publish();
    }
}
