//! The object store: what the API server and its garbage collector do.

mod snapshot;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::rc::Rc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::event::{Event, NewEvent};
use super::key::{Kind, ObjectKey};
use super::meta::ObjectMeta;
use crate::clock::Timestamp;

/// An object that a [`Store`] can hold.
pub trait Resource: Clone + PartialEq {
    /// Its kind.
    fn kind(&self) -> Kind;
    /// Its metadata.
    fn meta(&self) -> &ObjectMeta;
    /// Its metadata, to be written by the store.
    fn meta_mut(&mut self) -> &mut ObjectMeta;
    /// Whether `other` asks for the same: if not, the generation rises.
    fn has_same_spec(&self, other: &Self) -> bool;
    /// Words under which [`Store::indexed`] finds it.
    fn index_terms(&self) -> Vec<String>;

    /// Its key.
    fn key(&self) -> ObjectKey {
        let meta = self.meta();
        ObjectKey::new(
            self.kind(),
            meta.namespace.as_deref().unwrap_or_default(),
            &meta.name,
        )
    }
}

/// Why the store refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// Create of a name that is taken.
    #[error("{} {:?} already exists", key.kind.plural(), key.name)]
    AlreadyExists {
        /// The name.
        key: ObjectKey,
    },
    /// Update or delete of what is not there.
    #[error("{} {:?} not found", key.kind.plural(), key.name)]
    NotFound {
        /// The name.
        key: ObjectKey,
    },
}

/// One change of one object, as a watch delivers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<O> {
    /// Which object.
    pub key: ObjectKey,
    /// It before; none if it was created.
    pub before: Option<Rc<O>>,
    /// It after; none if it was removed.
    pub after: Option<Rc<O>>,
}

/// All objects and events. Cloning copies pointers, not objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "snapshot::Snapshot<O>", into = "snapshot::Snapshot<O>")]
#[serde(bound(
    serialize = "O: Resource + Serialize",
    deserialize = "O: Resource + Deserialize<'de>"
))]
pub struct Store<O: Resource> {
    objects: BTreeMap<ObjectKey, Rc<O>>,
    index: BTreeMap<String, BTreeSet<ObjectKey>>,
    events: BTreeMap<ObjectKey, Vec<Rc<Event>>>,
    changes: Vec<Change<O>>,
    /// Number of the last write: resource versions and uids come from it.
    version: u64,
    /// Number of the last event.
    sequence: u64,
}

/// Kubernetes drops an event an hour after it last happened; the lab keeps it
/// for the timeline, but counts a later repetition as a new event.
const EVENT_MEMORY: Duration = Duration::from_hours(1);

/// Events kept for one object: enough for the timeline, bounded in a long run.
const EVENTS_PER_OBJECT: usize = 200;

impl<O: Resource> Default for Store<O> {
    fn default() -> Self {
        Self {
            objects: BTreeMap::new(),
            index: BTreeMap::new(),
            events: BTreeMap::new(),
            changes: Vec::new(),
            version: 0,
            sequence: 0,
        }
    }
}

impl<O: Resource> Store<O> {
    /// An object.
    pub fn get(&self, key: &ObjectKey) -> Option<&Rc<O>> {
        self.objects.get(key)
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        self.objects.len()
    }

    /// Whether there is no object.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Every object, by kind, namespace and name.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<O>> {
        self.objects.values()
    }

    /// Every object of a kind, by namespace and name.
    pub fn list(&self, kind: Kind) -> impl Iterator<Item = &Rc<O>> {
        let first = ObjectKey {
            kind,
            namespace: None,
            name: String::new(),
        };
        self.objects
            .range((Bound::Included(first), Bound::Unbounded))
            .take_while(move |(key, _)| key.kind == kind)
            .map(|(_, object)| object)
    }

    /// The objects with an index term (see [`Resource::index_terms`]).
    pub fn indexed<'a>(&'a self, term: &str) -> impl Iterator<Item = &'a Rc<O>> + use<'a, O> {
        self.index
            .get(term)
            .into_iter()
            .flatten()
            .filter_map(|key| self.objects.get(key))
    }

    /// The objects that name this uid among their owners.
    pub fn owned_by<'a>(&'a self, uid: &str) -> impl Iterator<Item = &'a Rc<O>> + use<'a, O> {
        self.indexed(&owner_term(uid))
    }

    /// Creates an object: gives it its uid, version, generation and time.
    pub fn create(&mut self, mut object: O, now: Timestamp) -> Result<Rc<O>, Error> {
        let key = object.key();
        if self.objects.contains_key(&key) {
            return Err(Error::AlreadyExists { key });
        }
        let version = self.next_version();
        let meta = object.meta_mut();
        meta.uid = format!("{:08x}-0000-4000-8000-{version:012x}", now.unix_secs());
        meta.resource_version = version.to_string();
        meta.generation = i64::from(key.kind != Kind::Secret);
        meta.creation_timestamp = Some(now);
        meta.deletion_timestamp = None;
        Ok(self.put(key, object))
    }

    /// Writes a new state of an object. Identity stays; the generation rises
    /// with the spec; writing what is there already is no change; and an
    /// object being deleted goes when its last finalizer does.
    pub fn update(&mut self, mut object: O, now: Timestamp) -> Result<Rc<O>, Error> {
        let key = object.key();
        let Some(before) = self.objects.get(&key).cloned() else {
            return Err(Error::NotFound { key });
        };
        let kept = before.meta();
        let meta = object.meta_mut();
        meta.uid.clone_from(&kept.uid);
        meta.resource_version.clone_from(&kept.resource_version);
        meta.generation = kept.generation;
        meta.creation_timestamp = kept.creation_timestamp;
        meta.deletion_timestamp = kept.deletion_timestamp;
        if object == *before {
            return Ok(before);
        }
        if meta_is_gone(object.meta()) {
            self.remove(&key, now);
            return Ok(Rc::new(object));
        }
        let generation = kept.generation.saturating_add(i64::from(
            key.kind != Kind::Secret && !object.has_same_spec(&before),
        ));
        let version = self.next_version();
        let meta = object.meta_mut();
        meta.generation = generation;
        meta.resource_version = version.to_string();
        Ok(self.put(key, object))
    }

    /// Deletes an object, or marks it as being deleted while finalizers hold it.
    pub fn delete(&mut self, key: &ObjectKey, now: Timestamp) -> Result<(), Error> {
        let Some(object) = self.objects.get(key) else {
            return Err(Error::NotFound { key: key.clone() });
        };
        let meta = object.meta();
        if meta.finalizers.is_empty() {
            self.remove(key, now);
        } else if !meta.is_being_deleted() {
            let mut object = (**object).clone();
            let version = self.next_version();
            let meta = object.meta_mut();
            meta.deletion_timestamp = Some(now);
            meta.resource_version = version.to_string();
            self.put(key.clone(), object);
        }
        Ok(())
    }

    /// Records an event about an object; a repetition counts up the first.
    pub fn record(&mut self, key: &ObjectKey, event: NewEvent, now: Timestamp) {
        let uid = self
            .objects
            .get(key)
            .map(|object| object.meta().uid.clone())
            .unwrap_or_default();
        let events = self.events.entry(key.clone()).or_default();
        let same = events.iter_mut().rev().find(|known| {
            known.uid == uid
                && known.event_type == event.event_type
                && known.reason == event.reason
                && known.message == event.message
                && known.from == event.from
                && now.since(known.last_at) <= EVENT_MEMORY
        });
        if let Some(known) = same {
            let known = Rc::make_mut(known);
            known.count = known.count.saturating_add(1);
            known.last_at = now;
            return;
        }
        self.sequence = self.sequence.saturating_add(1);
        events.push(Rc::new(Event {
            sequence: self.sequence,
            at: now,
            last_at: now,
            count: 1,
            event_type: event.event_type,
            reason: event.reason,
            message: event.message,
            object: key.clone(),
            uid,
            from: event.from,
        }));
        if events.len() > EVENTS_PER_OBJECT {
            events.remove(0);
        }
    }

    /// The events of an object, oldest first: of the one that exists, or, if
    /// none does, of all that had the name.
    pub fn events_of(&self, key: &ObjectKey) -> Vec<&Event> {
        let uid = self
            .objects
            .get(key)
            .map(|object| object.meta().uid.as_str());
        self.events
            .get(key)
            .into_iter()
            .flatten()
            .filter(|event| uid.is_none_or(|uid| uid == event.uid))
            .map(Rc::as_ref)
            .collect()
    }

    /// Every event of every object, past ones included, in the order of happening.
    pub fn events(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.events.values().flatten().map(Rc::as_ref).collect();
        events.sort_by_key(|event| event.sequence);
        events
    }

    /// Takes the changes since the last call, oldest first.
    pub fn take_changes(&mut self) -> Vec<Change<O>> {
        std::mem::take(&mut self.changes)
    }

    fn next_version(&mut self) -> u64 {
        self.version = self.version.saturating_add(1);
        self.version
    }

    fn put(&mut self, key: ObjectKey, object: O) -> Rc<O> {
        let after = Rc::new(object);
        let before = self.objects.insert(key.clone(), Rc::clone(&after));
        if let Some(before) = &before {
            self.unindex(&key, before);
        }
        self.index_object(&key, &after);
        self.changes.push(Change {
            key,
            before,
            after: Some(Rc::clone(&after)),
        });
        after
    }

    /// Removes an object, and deletes what has no owner left.
    fn remove(&mut self, key: &ObjectKey, now: Timestamp) {
        let Some(before) = self.objects.remove(key) else {
            return;
        };
        self.unindex(key, &before);
        let orphans: Vec<ObjectKey> = self
            .owned_by(&before.meta().uid)
            .filter(|object| !self.has_owner(object.meta()))
            .map(|object| object.key())
            .collect();
        self.changes.push(Change {
            key: key.clone(),
            before: Some(before),
            after: None,
        });
        for orphan in orphans {
            // Already gone is as good as deleted.
            let _ = self.delete(&orphan, now);
        }
    }

    fn has_owner(&self, meta: &ObjectMeta) -> bool {
        meta.owner_references.iter().any(|owner| {
            owner.kind.parse().is_ok_and(|kind| {
                let key = ObjectKey::new(
                    kind,
                    meta.namespace.as_deref().unwrap_or_default(),
                    &owner.name,
                );
                self.get(&key)
                    .is_some_and(|found| found.meta().uid == owner.uid)
            })
        })
    }

    fn index_object(&mut self, key: &ObjectKey, object: &O) {
        for term in terms(object) {
            self.index.entry(term).or_default().insert(key.clone());
        }
    }

    fn unindex(&mut self, key: &ObjectKey, object: &O) {
        for term in terms(object) {
            if let Some(keys) = self.index.get_mut(&term) {
                keys.remove(key);
                if keys.is_empty() {
                    self.index.remove(&term);
                }
            }
        }
    }
}

fn meta_is_gone(meta: &ObjectMeta) -> bool {
    meta.is_being_deleted() && meta.finalizers.is_empty()
}

fn owner_term(uid: &str) -> String {
    format!("owner:{uid}")
}

fn terms<O: Resource>(object: &O) -> Vec<String> {
    let owners = object.meta().owner_references.iter();
    object
        .index_terms()
        .into_iter()
        .chain(owners.map(|owner| owner_term(&owner.uid)))
        .collect()
}

#[cfg(test)]
mod tests;
