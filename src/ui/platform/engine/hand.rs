//! What a command line asks of the engine beside actions: keys.

use certlab::certmanager::api::KeyId;
use certlab::lab::Action;
use certlab::lab::console::{NewRequest, Reply};
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
        for action in actions {
            self.dispatch(action);
        }
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
