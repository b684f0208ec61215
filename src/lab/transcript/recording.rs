//! A run as one file, without private material.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::error::RecordingError;
use super::{Entry, Tape, redact};
use crate::encoding::{base64, from_base64, hex, json};
use crate::lab::{Lab, World};

/// A run as one file: the world, the seed and the actions. Requests are not in
/// it: the replayed lab makes them anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recording {
    format: u64,
    /// The version of the lab that wrote it.
    pub lab: String,
    world: World,
    seed: [u8; 32],
    /// A fingerprint of all objects at the end: whether a replay by another
    /// version of the lab still tells the same story.
    ends: String,
    entries: Vec<Rc<Entry>>,
}

/// The format that this lab writes and reads.
pub(super) const FORMAT: u64 = 1;
/// The largest file that is read.
pub(super) const MOST_BYTES: usize = 32 << 20;
/// The longest run that is read.
pub(super) const MOST_ENTRIES: usize = 50_000;

impl Recording {
    /// The run of a lab so far, what is private taken out.
    pub fn of(lab: &Lab) -> Self {
        let (entries, changed) = redact::all(lab.transcript());
        let ends = if changed {
            let tape = Tape::new(lab.world(), lab.seed(), entries.clone());
            fingerprint(&tape.at(tape.len()))
        } else {
            fingerprint(lab)
        };
        Self {
            format: FORMAT,
            lab: env!("CARGO_PKG_VERSION").to_owned(),
            world: lab.world(),
            seed: lab.seed(),
            ends,
            entries,
        }
    }

    /// The run, to be seen at any of its moments.
    pub fn tape(&self) -> Tape {
        Tape::new(self.world, self.seed, self.entries.clone())
    }

    /// Whether a replay that ended in this lab told the recorded story.
    pub fn ends_in(&self, lab: &Lab) -> bool {
        self.ends == fingerprint(lab)
    }

    /// How many events it has.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The file's text.
    pub fn to_json(&self) -> String {
        // Plain data with text keys: there is nothing that JSON cannot say.
        let mut tree = serde_json::to_value(self).unwrap_or_default();
        each_body(&mut tree, &mut |response| {
            let text = response.get("body").and_then(Value::as_str);
            let text = text.and_then(|text| String::from_utf8(from_base64(text).ok()?).ok());
            if let Some(text) = text {
                response.remove("body");
                response.insert(TEXT.to_owned(), Value::String(text));
            }
        });
        tree.to_string()
    }

    /// Reads a file's text.
    pub fn from_json(text: &str) -> Result<Self, RecordingError> {
        if text.len() > MOST_BYTES {
            return Err(RecordingError::TooLarge);
        }
        let not_a_run = |error: json::Error| RecordingError::NotARun(error.to_string());
        let mut tree: Value = json::read(text).map_err(not_a_run)?;
        match tree.get("format").and_then(Value::as_u64) {
            Some(FORMAT) => {}
            Some(other) => return Err(RecordingError::OtherFormat(other)),
            None => return Err(RecordingError::NotARun("it has no `format`".to_owned())),
        }
        let entries = tree.get("entries").and_then(Value::as_array);
        if entries.is_some_and(|entries| entries.len() > MOST_ENTRIES) {
            return Err(RecordingError::TooLong);
        }
        each_body(&mut tree, &mut |response| {
            if let Some(Value::String(text)) = response.remove(TEXT) {
                let body = Value::String(base64(text.as_bytes()));
                response.insert("body".to_owned(), body);
            }
        });
        json::from_value(tree).map_err(not_a_run)
    }
}

/// Visits the HTTP answers of a written run. Most are JSON or PEM: as text they
/// can be read by people, and compressed.
fn each_body(tree: &mut Value, visit: &mut dyn FnMut(&mut serde_json::Map<String, Value>)) {
    let entries = tree.get_mut("entries").and_then(Value::as_array_mut);
    for entry in entries.into_iter().flatten() {
        let response = entry.pointer_mut("/action/answer/answer/http/Ok");
        if let Some(response) = response.and_then(Value::as_object_mut) {
            visit(response);
        }
    }
}

const TEXT: &str = "text";

/// The SHA-256 of all objects, in hexadecimal.
fn fingerprint(lab: &Lab) -> String {
    let mut hash = Sha256::new();
    for object in lab.store().iter() {
        hash.update(object.to_yaml());
    }
    hex(&hash.finalize())
}
