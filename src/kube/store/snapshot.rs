//! A store as it is saved.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Change, Resource, Store};
use crate::kube::Event;

/// Objects, events and counters: the index is made anew.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Snapshot<O> {
    version: u64,
    sequence: u64,
    objects: Vec<Rc<O>>,
    events: Vec<Rc<Event>>,
    changes: Vec<Change<O>>,
}

impl<O: Resource> From<Store<O>> for Snapshot<O> {
    fn from(store: Store<O>) -> Self {
        Self {
            version: store.version,
            sequence: store.sequence,
            objects: store.objects.into_values().collect(),
            events: store.events.into_values().flatten().collect(),
            changes: store.changes,
        }
    }
}

impl<O: Resource> From<Snapshot<O>> for Store<O> {
    fn from(snapshot: Snapshot<O>) -> Self {
        let mut store = Self {
            version: snapshot.version,
            sequence: snapshot.sequence,
            changes: snapshot.changes,
            ..Self::default()
        };
        for object in snapshot.objects {
            let key = object.key();
            store.index_object(&key, &object);
            store.objects.insert(key, object);
        }
        for event in snapshot.events {
            store
                .events
                .entry(event.object.clone())
                .or_default()
                .push(event);
        }
        store
    }
}
