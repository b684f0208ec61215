//! The lab's API server: metadata, conditions, the object store, owner
//! references, events and the controllers' work queue.
//!
//! Nothing here knows what a certificate is. [`Store`] holds objects of any
//! [`Resource`] type by [`ObjectKey`] and does what Kubernetes does around
//! them: identity, versions, generations, finalizers, garbage collection by
//! owner, events. Every change is written down as a [`Change`], which is what
//! a watch would have delivered.

mod condition;
mod duration;
mod event;
mod key;
mod meta;
pub(crate) mod pairs;
mod queue;
mod store;

pub use condition::{
    Condition, ConditionStatus, NewCondition, condition, remove_condition, set_condition,
};
pub use duration::{Duration, NotADuration, age};
pub use event::{Event, EventType, NewEvent};
pub use key::{Kind, ObjectKey, UnknownKind};
pub use meta::{ObjectMeta, OwnerReference};
pub use queue::{Backoff, Queue};
pub use store::{Change, Error, Resource, Store};
