//! Identity, generations, finalizers, events, saving.

use super::*;
use crate::kube::{EventType, OwnerReference};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Thing {
    kind: Kind,
    meta: ObjectMeta,
    spec: u8,
    status: u8,
}

impl Resource for Thing {
    fn kind(&self) -> Kind {
        self.kind
    }
    fn meta(&self) -> &ObjectMeta {
        &self.meta
    }
    fn meta_mut(&mut self) -> &mut ObjectMeta {
        &mut self.meta
    }
    fn has_same_spec(&self, other: &Self) -> bool {
        self.spec == other.spec
    }
    fn index_terms(&self) -> Vec<String> {
        vec![format!("spec:{}", self.spec)]
    }
}

fn thing(kind: Kind, name: &str) -> Thing {
    Thing {
        kind,
        meta: ObjectMeta::named("default", name),
        spec: 0,
        status: 0,
    }
}

const NOW: Timestamp = Timestamp::from_unix_secs(1_000);

#[test]
fn generation_follows_the_spec_and_nothing_else() {
    let mut store = Store::default();
    let created = store.create(thing(Kind::Order, "a"), NOW).unwrap();
    let mut next = (*created).clone();
    next.status = 1;
    let next = store.update(next, NOW).unwrap();
    assert_eq!(next.meta.generation, 1);
    let mut last = (*next).clone();
    last.spec = 1;
    assert_eq!(store.update(last, NOW).unwrap().meta.generation, 2);
    assert_eq!(store.indexed("spec:1").count(), 1);
    assert_eq!(store.indexed("spec:0").count(), 0);
}

#[test]
fn writing_what_is_there_is_no_change() {
    let mut store = Store::default();
    let created = store.create(thing(Kind::Order, "a"), NOW).unwrap();
    store.take_changes();
    store.update((*created).clone(), NOW).unwrap();
    assert!(store.take_changes().is_empty());
}

#[test]
fn owned_objects_go_with_their_owner_and_finalizers_hold_them() {
    let mut store = Store::default();
    let order = store.create(thing(Kind::Order, "order"), NOW).unwrap();
    let mut challenge = thing(Kind::Challenge, "challenge");
    challenge.meta.owner_references = vec![OwnerReference::controlling(Kind::Order, &order.meta)];
    challenge.meta.finalizers = vec!["clean.up".to_owned()];
    let challenge = store.create(challenge, NOW).unwrap();
    store.delete(&order.key(), NOW).unwrap();
    let held = store.get(&challenge.key()).cloned().unwrap();
    assert_eq!(held.meta.deletion_timestamp, Some(NOW));
    let mut released = (*held).clone();
    released.meta.finalizers.clear();
    store.update(released, NOW).unwrap();
    assert_eq!(store.iter().count(), 0);
}

#[test]
fn repeated_events_count_up_for_an_hour() {
    let mut store = Store::default();
    let key = store.create(thing(Kind::Order, "a"), NOW).unwrap().key();
    for minutes in [0_u64, 30, 200] {
        store.record(
            &key,
            NewEvent {
                event_type: EventType::Normal,
                reason: "Created".to_owned(),
                message: "x".to_owned(),
                from: "test".to_owned(),
            },
            NOW + Duration::from_secs(minutes * 60),
        );
    }
    let counts: Vec<u32> = store
        .events_of(&key)
        .iter()
        .map(|event| event.count)
        .collect();
    assert_eq!(counts, [2, 1]);
}

#[test]
fn a_saved_store_is_the_same_store() {
    let mut store = Store::default();
    store.create(thing(Kind::Order, "a"), NOW).unwrap();
    let text = serde_json::to_string(&store).unwrap();
    assert_eq!(serde_json::from_str::<Store<Thing>>(&text).unwrap(), store);
}
