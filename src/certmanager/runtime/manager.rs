//! Runs the controllers: who must look, now or later, and what is under way.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::call::{Answer, Call, CallId};
use super::controllers::Controller;
use super::pass::{Answered, Pass, Stop, Write};
use super::settings::Settings;
use super::watch;
use crate::certmanager::api::Object;
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::kube::{ObjectKey, Queue, Store};

/// A controller and the object it is to look at.
pub(super) type Item = (Controller, ObjectKey);

/// Runs the controllers over a store until nothing is left to do.
///
/// It holds no knowledge about objects: only who is to look at what and when,
/// and which calls are under way. Losing it costs a look at everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manager {
    /// The controllers' flags.
    pub settings: Settings,
    queue: Queue<Item>,
    #[serde(with = "crate::kube::pairs")]
    held: BTreeMap<Item, Held>,
    /// Which pass waits for which call.
    calls: BTreeMap<CallId, Item>,
    next_call: u64,
}

/// A pass that waits for an answer, and what it learned so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    /// The object that the pass was about: one of the same name is another.
    uid: String,
    call: Option<Call>,
    answers: Vec<Answered>,
}

impl Manager {
    /// A manager with flags.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            ..Self::default()
        }
    }

    /// Has every controller that looks at these objects look at them. Changes
    /// made through the store are seen without it.
    pub fn changed(&mut self, _store: &Store<Object>, keys: &[ObjectKey]) {
        for key in keys {
            for item in watch::own(key) {
                self.queue.add(item);
            }
        }
    }

    /// Has the controllers of an object look at it now, whatever they wait for.
    pub fn requeue_now(&mut self, key: &ObjectKey) {
        for item in watch::own(key) {
            self.queue.unschedule(&item);
            self.queue.succeed(&item);
            self.queue.add(item);
        }
    }

    /// Runs until nothing is left to do now, and returns the calls to be carried out.
    pub fn run(
        &mut self,
        store: &mut Store<Object>,
        now: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Vec<(CallId, Call)> {
        let mut calls = Vec::new();
        self.watch(store, None);
        // Controllers come to rest by themselves. If two ever disagreed for
        // good, the page must still answer: the rest is done at the next wake-up.
        for _ in 0..PASSES_PER_OBJECT.saturating_mul(store.len().saturating_add(1)) {
            let Some(item) = self.queue.pop(now) else {
                break;
            };
            if self.held.get(&item).is_none_or(|held| held.call.is_none()) {
                calls.extend(self.pass(store, item, now, entropy));
            }
        }
        calls
    }

    /// Goes on with the pass that made a call, then runs.
    pub fn answered(
        &mut self,
        store: &mut Store<Object>,
        id: CallId,
        answer: Answer,
        now: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Vec<(CallId, Call)> {
        let waiting = self.calls.remove(&id).and_then(|item| {
            let held = self.held.get_mut(&item)?;
            let call = held.call.take()?;
            Some((item, held, call))
        });
        if let Some((item, held, call)) = waiting {
            held.answers.push(Answered {
                call,
                answer,
                at: now,
            });
            self.queue.add(item);
        }
        self.run(store, now, entropy)
    }

    /// When [`Manager::run`] is to be called next, if nothing happens before.
    pub fn next_wake(&self) -> Option<Timestamp> {
        if self.queue.is_ready() {
            return Some(Timestamp::from_unix_secs(i64::MIN));
        }
        self.queue.next_due()
    }

    /// Which controller looks at which object again, and when; the first to
    /// come first.
    pub fn agenda(&self) -> impl Iterator<Item = (Timestamp, Controller, &ObjectKey)> {
        self.queue
            .agenda()
            .map(|(at, (controller, key))| (*at, *controller, key))
    }

    /// The calls under way, in the order in which they were made.
    pub fn in_flight(&self) -> impl Iterator<Item = (CallId, &Call)> {
        self.calls.iter().filter_map(|(id, item)| {
            let call = self.held.get(item)?.call.as_ref()?;
            Some((*id, call))
        })
    }

    /// The object whose controller waits for a call.
    pub fn waits_for(&self, id: CallId) -> Option<&ObjectKey> {
        self.calls.get(&id).map(|(_, key)| key)
    }

    /// One pass of a controller over an object.
    fn pass(
        &mut self,
        store: &mut Store<Object>,
        item: Item,
        now: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Option<(CallId, Call)> {
        let uid = store
            .get(&item.1)
            .map(|object| crate::kube::Resource::meta(&**object).uid.clone())
            .unwrap_or_default();
        let mut held = self
            .held
            .remove(&item)
            .filter(|held| held.uid == uid)
            .unwrap_or(Held {
                uid,
                call: None,
                answers: Vec::new(),
            });
        let mut pass = Pass {
            store,
            key: &item.1,
            now,
            settings: &self.settings,
            controller: item.0,
            entropy,
            answers: &held.answers,
            writes: Vec::new(),
        };
        let flow = item.0.reconcile(&mut pass);
        let writes = pass.writes;
        let stop = match (write(store, writes, now), flow.break_value()) {
            (Err(error), _) => Some(Stop::Retry(error.to_string())),
            (Ok(()), stop) => stop,
        };
        // A pass that says what it waits for is not woken by its own writes.
        self.watch(store, stop.is_some().then_some(&item));
        self.queue.unschedule(&item);
        if !matches!(stop, Some(Stop::Retry(_))) {
            self.queue.succeed(&item);
        }
        match stop {
            None | Some(Stop::Settled) => None,
            Some(Stop::Until(at)) => {
                self.queue.schedule(item, at);
                None
            }
            Some(Stop::Retry(_)) => {
                let backoff = item.0.backoff();
                self.queue.fail(item, now, backoff);
                None
            }
            Some(Stop::Again(call, at)) => {
                held.answers.retain(|answered| answered.call != *call);
                self.held.insert(item.clone(), held);
                self.queue.schedule(item, at);
                None
            }
            Some(Stop::Call(call)) => {
                let id = CallId(self.next_call);
                self.next_call = self.next_call.saturating_add(1);
                held.call = Some((*call).clone());
                self.calls.insert(id, item.clone());
                self.held.insert(item, held);
                Some((id, *call))
            }
        }
    }

    /// Queues whoever must look after the changes since the last call.
    fn watch(&mut self, store: &mut Store<Object>, except: Option<&Item>) {
        for change in store.take_changes() {
            for item in watch::interested(store, &change, &self.settings.cluster_resource_namespace)
            {
                if except != Some(&item) {
                    self.queue.add(item);
                }
            }
        }
    }
}

/// Does to the store what a pass wants done.
fn write(
    store: &mut Store<Object>,
    writes: Vec<Write>,
    now: Timestamp,
) -> Result<(), crate::kube::Error> {
    for write in writes {
        match write {
            Write::Create(object) => drop(store.create(*object, now)?),
            Write::Update(object) => drop(store.update(*object, now)?),
            Write::Delete(key) => match store.delete(&key, now) {
                // Gone already: as wanted.
                Ok(()) | Err(crate::kube::Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            },
            Write::Event(key, event) => store.record(&key, event, now),
        }
    }
    Ok(())
}

/// Far more than any object ever needed.
const PASSES_PER_OBJECT: usize = 1_000;
