//! Manifests as YAML: several documents in, `kubectl get -o yaml` out.

mod print;

use std::fmt::Write as _;

use serde::Deserialize as _;
use serde::de::Error as _;
use serde_json::Value;
use thiserror::Error;

use super::object::Object;
use super::schema::{self, Finding, Problem};
use crate::encoding::json;
use crate::kube::Kind;

/// Why a text is no list of manifests.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// More text than anybody writes by hand.
    #[error("{bytes} bytes of YAML, allowed are {limit}")]
    TooLong {
        /// How much there is.
        bytes: usize,
        /// How much may be.
        limit: usize,
    },
    /// A document that is no YAML, or no object of a kind that the lab keeps.
    #[error("document {document}: {source}")]
    Document {
        /// Which document, from 1.
        document: usize,
        /// What is wrong with it, with its line where that is known.
        source: serde_norway::Error,
    },
    /// A document that is not as its kind's schema has it.
    #[error("document {document}: {}", described(*kind, name, findings))]
    Schema {
        /// Which document, from 1.
        document: usize,
        /// The kind.
        kind: Kind,
        /// The object's name.
        name: String,
        /// Every field that is wrong.
        findings: Vec<Finding>,
    },
}

/// One object of a YAML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// In which document it stands, from 1.
    pub document: usize,
    /// The object, without the fields that its kind does not have.
    pub object: Object,
    /// The paths of those fields.
    pub unknown: Vec<String>,
}

/// As the API server says it: fields that are not there first.
fn described(kind: Kind, name: &str, findings: &[Finding]) -> String {
    let unknown = |finding: &&Finding| finding.problem == Problem::Unknown;
    let strict: Vec<String> = findings
        .iter()
        .filter(unknown)
        .map(ToString::to_string)
        .collect();
    if !strict.is_empty() {
        let version = kind.api_version().rsplit('/').next().unwrap_or_default();
        return format!(
            "{kind} in version {version:?} cannot be handled as a {kind}: strict decoding error: {}",
            strict.join(", ")
        );
    }
    let mut text = format!("The {kind} {name:?} is invalid: ");
    match findings {
        [finding] => {
            // Writing to a String cannot fail.
            let _ = write!(text, "{finding}");
        }
        several => {
            for finding in several {
                let _ = write!(text, "\n* {finding}");
            }
        }
    }
    text
}

/// Reads every object of a YAML text; empty documents are passed over, and a
/// `List` is read as the objects in it. A field that a kind does not have is an
/// error, as it is to `kubectl`.
pub fn from_yaml(text: &str) -> Result<Vec<Object>, Error> {
    let manifests = manifests(text)?;
    for manifest in &manifests {
        if !manifest.unknown.is_empty() {
            let unknown = |path: &String| Finding {
                path: path.clone(),
                problem: Problem::Unknown,
            };
            return Err(Error::Schema {
                document: manifest.document,
                kind: crate::kube::Resource::kind(&manifest.object),
                name: crate::kube::Resource::meta(&manifest.object).name.clone(),
                findings: manifest.unknown.iter().map(unknown).collect(),
            });
        }
    }
    Ok(manifests
        .into_iter()
        .map(|manifest| manifest.object)
        .collect())
}

/// The same, but fields that a kind does not have are only reported
/// (`kubectl --validate=warn`).
pub fn manifests(text: &str) -> Result<Vec<Manifest>, Error> {
    if text.len() > MAX_BYTES {
        return Err(Error::TooLong {
            bytes: text.len(),
            limit: MAX_BYTES,
        });
    }
    let mut objects = Vec::new();
    for (number, document) in serde_norway::Deserializer::from_str(text).enumerate() {
        let number = number.saturating_add(1);
        let value = Value::deserialize(document).map_err(|source| Error::Document {
            document: number,
            source,
        })?;
        let items = match (&value, value.get("kind"), value.get("items")) {
            (Value::Null, ..) => continue,
            (_, Some(Value::String(kind)), Some(Value::Array(items))) if kind == "List" => {
                items.clone()
            }
            _ => vec![value],
        };
        for item in items {
            objects.push(read(number, item)?);
        }
    }
    Ok(objects)
}

fn read(document: usize, mut value: Value) -> Result<Manifest, Error> {
    let failed = |error: serde_json::Error| Error::Document {
        document,
        source: serde_norway::Error::custom(error),
    };
    let kind = Object::kind_of(&value).map_err(failed)?;
    let (unknown, wrong): (Vec<Finding>, Vec<Finding>) = schema::check(kind, &mut value)
        .into_iter()
        .partition(|finding| finding.problem == Problem::Unknown);
    if !wrong.is_empty() {
        let name = value.pointer("/metadata/name").and_then(Value::as_str);
        return Err(Error::Schema {
            document,
            kind,
            name: name.unwrap_or_default().to_owned(),
            findings: wrong,
        });
    }
    Ok(Manifest {
        document,
        object: json::from_value(value).map_err(failed)?,
        unknown: unknown.into_iter().map(|finding| finding.path).collect(),
    })
}

impl Object {
    /// The manifest as `kubectl get -o yaml` prints it. Private keys are named,
    /// never shown.
    pub fn to_yaml(&self) -> String {
        print::print(&self.shown())
    }

    /// The manifest as `kubectl get -o json` prints it.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(&self.shown()).unwrap_or_default()
    }

    /// The manifest as `kubectl` shows it: `managedFields` left out.
    pub fn shown(&self) -> Value {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        if let (Self::Secret(secret), Some(Value::Object(data))) = (self, value.get_mut("data")) {
            for (name, entry) in &secret.data {
                data.insert(name.clone(), Value::String(entry.printed()));
            }
        }
        if let Some(Value::Object(metadata)) = value.get_mut("metadata") {
            metadata.remove("managedFields");
        }
        value
    }
}

/// Several objects as one `List`, as `kubectl get -o yaml` prints them.
pub fn list_yaml<'a>(objects: impl IntoIterator<Item = &'a Object>) -> String {
    let items = objects.into_iter().map(Object::shown).collect();
    let list = [
        ("apiVersion", Value::from("v1")),
        ("items", Value::Array(items)),
        ("kind", Value::from("List")),
        ("metadata", serde_json::json!({"resourceVersion": ""})),
    ];
    let list = list.map(|(name, value)| (name.to_owned(), value));
    print::print(&Value::Object(list.into_iter().collect()))
}

/// Kubernetes takes no request longer than a few megabytes.
const MAX_BYTES: usize = 1 << 20;
