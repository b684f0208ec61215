//! What a command line asks of the engine beside actions: keys.

use certlab::certmanager::api::KeyId;
use certlab::lab::console::{NewRequest, Reply};
use certlab::lab::production::reaches_production;
use certlab::lab::{Action, Faults, Policy, World};
use certlab::x509::key::PrivateKey;

use super::super::dom;
use super::EngineHandle;
use super::entropy::SystemEntropy;

impl EngineHandle {
    /// The practice CA's roots in PEM; empty in the Real world.
    pub(crate) fn practice_roots(&self) -> String {
        self.engine.practice_roots()
    }

    /// Puts keys into the key store, then lets the actions happen. The past
    /// cannot be acted on.
    pub(crate) fn carry_out(&self, keys: Vec<(KeyId, PrivateKey)>, actions: Vec<Action>) {
        if !self.is_now() {
            return;
        }
        if let Some(open) = self.engine.state.borrow_mut().open.as_mut() {
            for (id, key) in keys {
                open.keys.insert(id, key);
                open.dirty = true;
            }
        }
        let reaches = self.world() == World::Real
            && actions
                .iter()
                .any(|action| reaches_production(action, self.lab.store()));
        if reaches {
            self.engine.state.borrow_mut().held = Some(actions);
            self.engine.publish();
            return;
        }
        for action in actions {
            self.dispatch(action);
        }
    }

    /// Lets go of what would reach production, or drops it.
    pub(crate) fn answer_guard(&self, agreed: bool) {
        let held = self.engine.state.borrow_mut().held.take();
        self.engine.publish();
        for action in held.filter(|_| agreed).into_iter().flatten() {
            self.dispatch(action);
        }
    }

    /// Lets the practice servers take as long as a person needs to watch.
    pub(crate) fn slow_down(&self, slow: bool) {
        self.engine.state.borrow_mut().slow = slow;
    }

    /// How the practice CA behaves; none in the Real world.
    pub(crate) fn ca(&self) -> Option<(Faults, Policy)> {
        self.engine.ca()
    }

    /// Makes a key and a request that is signed with it.
    pub(crate) fn create_request(&self, request: &NewRequest) -> Reply {
        let mut state = self.engine.state.borrow_mut();
        match state.open.as_mut() {
            Some(open) if self.is_now() => {
                open.dirty = true;
                let lab = &open.bench.lab;
                request.perform(lab, &mut open.keys, &mut SystemEntropy, dom::now())
            }
            _ => Reply::default(),
        }
    }
}
