//! What a command line asks of the engine beside actions: keys.

use certlab::certmanager::api::KeyId;
use certlab::lab::console::{NewRequest, Reply};
use certlab::lab::production::reaches_production;
use certlab::lab::{Action, Answer, Faults, Policy, World};
use certlab::x509::Error;
use certlab::x509::key::PrivateKey;
use wasm_bindgen_futures::spawn_local;

use super::super::dom;
use super::entropy::SystemEntropy;
use super::open_bench::OpenBench;
use super::{Engine, EngineHandle};

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

    /// Makes a key and a request that is signed with it, and hands over what is said of it.
    pub(crate) fn create_request(&self, request: NewRequest, done: impl FnOnce(Reply) + 'static) {
        if self.is_now() {
            let engine = self.engine.clone();
            spawn_local(async move { done(engine.create_request(&request).await) });
        }
    }
}

impl Engine {
    /// The key store makes the key and signs; `WebCrypto` does where it cannot.
    async fn create_request(&self, request: &NewRequest) -> Reply {
        let (id, algorithm) = request.key(&mut SystemEntropy);
        let epoch = self.state.borrow().epoch;
        let made = self.with_open(|open| open.keys.ensure(&id, algorithm, &mut SystemEntropy));
        let public_key = match made {
            Some(Ok(public_key)) => public_key,
            Some(Err(Error::WebCrypto)) => match self.exportable_key(&id, algorithm, epoch).await {
                Answer::KeyGenerated(public_key) => public_key,
                Answer::KeyUnavailable(why) => return NewRequest::no_key(&why),
                _ => return Reply::default(),
            },
            Some(Err(error)) => return NewRequest::no_key(&error.to_string()),
            None => return Reply::default(),
        };
        let to_be_signed = match request.to_be_signed(&public_key) {
            Ok(to_be_signed) => to_be_signed,
            Err(reply) => return *reply,
        };
        let (way, message) = (to_be_signed.algorithm(), to_be_signed.message());
        let signed = self.with_open(|open| open.keys.sign(&id, way, message));
        let signature = match signed {
            Some(Ok(signature)) => signature,
            Some(Err(Error::WebCrypto)) => match self.sign(&id, way, message).await {
                Answer::Signed(signature) => signature,
                Answer::KeyUnavailable(why) => return NewRequest::no_csr(&why),
                _ => return Reply::default(),
            },
            Some(Err(error)) => return NewRequest::no_csr(&error.to_string()),
            None => return Reply::default(),
        };
        let reply = self.with_open(|open| {
            let lab = &open.bench.lab;
            request.signed(lab, id.clone(), &to_be_signed, &signature, dom::now())
        });
        reply.unwrap_or_default()
    }

    /// Does something with the open bench, which is to be saved then.
    fn with_open<T>(&self, work: impl FnOnce(&mut OpenBench) -> T) -> Option<T> {
        let mut state = self.state.borrow_mut();
        let open = state.open.as_mut()?;
        open.dirty = true;
        Some(work(open))
    }
}
