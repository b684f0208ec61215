//! Manifests as YAML: several documents in, `kubectl get -o yaml` out.

use serde::Deserialize as _;
use serde::de::Error as _;
use serde_json::Value;
use thiserror::Error;

use super::object::Object;
use crate::encoding::json;

/// Why a text is no list of manifests.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A document that is no YAML, or no object of a kind that the lab keeps.
    #[error("document {document}: {source}")]
    Document {
        /// Which document, from 1.
        document: usize,
        /// What is wrong with it, with its line where that is known.
        source: serde_norway::Error,
    },
}

/// Reads every object of a YAML text; empty documents are passed over, and a
/// `List` is read as the objects in it.
pub fn from_yaml(text: &str) -> Result<Vec<Object>, Error> {
    let mut objects = Vec::new();
    for (number, document) in serde_norway::Deserializer::from_str(text).enumerate() {
        let fail = |source| Error::Document {
            document: number.saturating_add(1),
            source,
        };
        let value = Value::deserialize(document).map_err(fail)?;
        let items = match (&value, value.get("kind"), value.get("items")) {
            (Value::Null, ..) => continue,
            (_, Some(Value::String(kind)), Some(Value::Array(items))) if kind == "List" => {
                items.clone()
            }
            _ => vec![value],
        };
        for item in items {
            let object = json::from_value(item).map_err(serde_norway::Error::custom);
            objects.push(object.map_err(fail)?);
        }
    }
    Ok(objects)
}

impl Object {
    /// The manifest as `kubectl get -o yaml` prints it: fields in alphabetical
    /// order. Private keys are named, never shown.
    pub fn to_yaml(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        if let (Self::Secret(secret), Some(Value::Object(data))) = (self, value.get_mut("data")) {
            for (name, entry) in &secret.data {
                data.insert(name.clone(), Value::String(entry.printed()));
            }
        }
        // The value holds nothing that YAML could not.
        serde_norway::to_string(&value).unwrap_or_default()
    }
}
