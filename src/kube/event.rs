//! Events: what happened to an object, for people to read.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::key::ObjectKey;
use crate::clock::Timestamp;

/// An event (v1 Event, as far as `kubectl describe` shows it).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Its place in the order of all events.
    pub sequence: u64,
    /// When it first happened.
    pub at: Timestamp,
    /// When it last happened.
    pub last_at: Timestamp,
    /// How often it happened.
    pub count: u32,
    /// Normal or Warning.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// What happened, in one word.
    pub reason: String,
    /// What happened, in a sentence.
    pub message: String,
    /// The object it happened to.
    pub object: ObjectKey,
    /// That object's uid.
    pub uid: String,
    /// The component that reports it, such as `cert-manager-certificates-trigger`.
    pub from: String,
}

/// Whether somebody should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventType {
    /// As it should be.
    Normal,
    /// Somebody should look.
    Warning,
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Normal => "Normal",
            Self::Warning => "Warning",
        })
    }
}

/// An event to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Normal or Warning.
    pub event_type: EventType,
    /// What happened, in one word.
    pub reason: String,
    /// What happened, in a sentence.
    pub message: String,
    /// The component that reports it.
    pub from: String,
}
