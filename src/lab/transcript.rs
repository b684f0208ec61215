//! The record of a run: kept, seen again at any moment, written to a file.

mod error;
mod recording;
mod redact;
mod scenario;
mod tape;

use serde::{Deserialize, Serialize};

pub use self::error::RecordingError;
pub use self::recording::Recording;
pub use self::scenario::Scenario;
pub use self::tape::{Tape, Version};
use super::action::Action;
use super::effect::{EffectId, Purpose};
use crate::clock::Timestamp;
use crate::http::{HttpRequest, HttpResult};

/// One action, when it happened by the wall clock.
///
/// Applying all entries in order to a new lab of the same world and seed gives
/// the same lab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Position in the transcript, from 0.
    pub seq: u64,
    /// The wall clock's time at which the action was applied.
    pub wall: Timestamp,
    /// The lab's own time at that moment, once the action had moved its clock.
    #[serde(default)]
    pub at: Timestamp,
    /// What happened.
    pub action: Action,
}

/// A request and its answer, as the messages view shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The effect that carried it.
    pub id: EffectId,
    /// Lab time at which the request went out.
    pub at: Timestamp,
    /// What it was for.
    pub purpose: Purpose,
    /// The request.
    pub request: HttpRequest,
    /// The answer; `None` while it is under way.
    pub response: Option<HttpResult>,
}
