//! Manifests of Kubernetes: every value that holds a certificate or a key.

use serde::Deserialize as _;
use serde_json::Value;

use super::finder::Finder;
use super::text::{self, BEGIN};
use super::{Container, ContainerKind, Error, Layer, Place};

/// Whether a text looks like manifests, before it is read as such.
pub(super) fn is_likely(text: &str) -> bool {
    let in_yaml = |line: &str| line.trim_start_matches([' ', '-']).starts_with("kind:");
    text.contains("\"kind\"") || text.lines().any(in_yaml)
}

/// The documents of a text.
pub(super) fn documents(text: &str) -> Result<Vec<Value>, Error> {
    serde_norway::Deserializer::from_str(text)
        .take(MOST_DOCUMENTS)
        .map(|document| {
            Value::deserialize(document).map_err(|error| Error::NotYaml {
                message: error.to_string(),
            })
        })
        .collect()
}

impl Finder<'_> {
    /// Reads an object, or each object of a list.
    pub(super) fn manifest(&mut self, document: &Value, place: &Place, depth: usize) {
        if let Some(Value::Array(items)) = document.get("items") {
            for item in items {
                self.object(item, place, depth);
            }
        } else {
            self.object(document, place, depth);
        }
    }

    fn object(&mut self, object: &Value, place: &Place, depth: usize) {
        let word = |value: Option<&Value>| {
            let text = value.and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let metadata = object.get("metadata");
        let named = |name| word(metadata.and_then(|metadata| metadata.get(name)));
        let (namespace, name) = (named("namespace"), named("name"));
        let heading = Heading {
            kind: word(object.get("kind")),
            object: if namespace.is_empty() {
                name
            } else {
                format!("{namespace}/{name}")
            },
        };
        self.contain(Container {
            place: place.clone(),
            kind: ContainerKind::Manifest {
                kind: heading.kind.clone(),
                object: heading.object.clone(),
            },
        });
        self.value(object, &heading, "", place, depth);
    }

    /// Every text in a value. What is no file at all, as most texts, is passed over.
    fn value(
        &mut self,
        value: &Value,
        heading: &Heading,
        field: &str,
        place: &Place,
        depth: usize,
    ) {
        match value {
            Value::String(text) => {
                let place = place.then(Layer::Manifest {
                    kind: heading.kind.clone(),
                    object: heading.object.clone(),
                    field: field.to_owned(),
                });
                self.leaf(text, &place, depth);
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, heading, &format!("{field}[{index}]"), place, depth);
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    let field = match field {
                        "" => name.clone(),
                        field => format!("{field}.{name}"),
                    };
                    self.value(member, heading, &field, place, depth);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn leaf(&mut self, text: &str, place: &Place, depth: usize) {
        let bytes = if text.contains(BEGIN) {
            text.as_bytes().to_vec()
        } else if text.len() < SHORTEST {
            return;
        } else {
            match text::from_base64(text) {
                Some(bytes) => bytes,
                None => return,
            }
        };
        match self.open(&bytes, place, depth.saturating_add(1)) {
            Ok(()) | Err(Error::NotRecognized) => {}
            Err(error) => self.problem(place, error),
        }
    }
}

struct Heading {
    kind: String,
    object: String,
}

/// No file with a key or a certificate is as short: names and annotations are not tried.
const SHORTEST: usize = 40;

/// More than anybody pastes.
const MOST_DOCUMENTS: usize = 256;
