//! Manifests that a person brings: each document on its own, what is wrong
//! with it, and what applying it would do.

use std::rc::Rc;

use serde_json::Value;

use super::documents::{Document, documents, line_of};
use super::kinds;
use crate::certmanager::api::schema::Problem;
use crate::certmanager::api::{self, KeyId, Object, Secret, SecretValue, manifests};
use crate::certmanager::controller::{ApplyError, apply};
use crate::clock::Timestamp;
use crate::encoding;
use crate::kube::{Kind, ObjectKey, Resource as _, Store};
use crate::x509::{KeyEncoding, PrivateKey};

/// One object of a text, or a document that is none.
#[derive(Clone, Debug)]
pub struct Brought {
    /// The line on which its document begins, from 1.
    pub line: usize,
    /// Its kind, as written.
    pub kind: String,
    /// Its name, as written.
    pub name: String,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// What the command line says of it.
    pub says: String,
    /// What applying it does; none if it would not be taken.
    pub fate: Option<Fate>,
    /// The object, if it would be taken; private keys taken out.
    pub object: Option<Object>,
    /// Private keys that it held, for the key store.
    pub keys: Vec<(KeyId, PrivateKey)>,
}

/// Something wrong with a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the whole text, where it is known.
    pub line: Option<usize>,
    /// What is wrong, in the API server's or the webhook's words.
    pub message: String,
}

/// What applying an object does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There is none of its name yet.
    Created,
    /// The one of its name changes.
    Configured,
    /// The one of its name is so already.
    Unchanged,
}

impl Fate {
    /// kubectl's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Configured => "configured",
            Self::Unchanged => "unchanged",
        }
    }
}

/// Reads a text and tries every object on a copy of the store, in order, so
/// that later ones see earlier ones. Objects without a namespace go into
/// `namespace`.
pub fn bring(store: &Store<Object>, text: &str, namespace: &str, now: Timestamp) -> Vec<Brought> {
    let mut copy = store.clone();
    let mut brought = Vec::new();
    for document in documents(text) {
        match manifests(document.text) {
            Err(error) => brought.push(unreadable(document, &error)),
            Ok(objects) => {
                for manifest in objects {
                    let one = read(document, manifest, namespace, &mut copy, now);
                    brought.push(one);
                }
            }
        }
    }
    brought
}

fn read(
    document: Document<'_>,
    manifest: api::Manifest,
    namespace: &str,
    copy: &mut Store<Object>,
    now: Timestamp,
) -> Brought {
    let mut object = manifest.object;
    let kind = object.kind();
    let meta = object.meta_mut();
    if kind.is_namespaced() && meta.namespace.as_deref().unwrap_or_default().is_empty() {
        meta.namespace = Some(namespace.to_owned());
    }
    let mut brought = Brought {
        line: document.line,
        kind: kind.to_string(),
        name: meta.name.clone(),
        faults: Vec::new(),
        says: String::new(),
        fate: None,
        object: None,
        keys: Vec::new(),
    };
    let line = |path: &str| line_of(document.text, path).map(|line| line + document.line - 1);
    if !manifest.unknown.is_empty() {
        let said = manifest
            .unknown
            .iter()
            .map(|path| format!("unknown field {path:?}"));
        let said: Vec<String> = said.collect();
        for (path, message) in manifest.unknown.iter().zip(&said) {
            brought.faults.push(Fault {
                line: line(path),
                message: message.clone(),
            });
        }
        brought.says = strict(kind, &said.join(", "));
        return brought;
    }
    if let Object::Secret(secret) = &mut object {
        match take_keys(secret) {
            Ok(keys) => brought.keys = keys,
            Err(message) => {
                brought.says = format!("error: {message}");
                brought.faults.push(Fault {
                    line: line("data"),
                    message,
                });
                return brought;
            }
        }
    }
    let key = object.key();
    let before = copy.get(&key).map(Rc::clone);
    match apply(copy, object.clone(), now) {
        Ok(_) => {
            let fate = match (&before, copy.get(&key)) {
                (None, _) => Fate::Created,
                (Some(before), Some(after)) if Rc::ptr_eq(before, after) => Fate::Unchanged,
                _ => Fate::Configured,
            };
            brought.fate = Some(fate);
            brought.says = said(&key, fate);
            brought.object = Some(object);
        }
        Err(error) => {
            brought.says = format!(
                "Error from server: error when {} \"STDIN\": {error}",
                if before.is_some() {
                    "applying patch in"
                } else {
                    "creating"
                }
            );
            brought.faults = match error {
                ApplyError::Invalid { errors } => errors
                    .iter()
                    .map(|error| Fault {
                        line: line(&error.path),
                        message: error.to_string(),
                    })
                    .collect(),
                error => vec![Fault {
                    line: Some(document.line),
                    message: error.to_string(),
                }],
            };
        }
    }
    brought
}

/// `certificate.cert-manager.io/web created`
pub(super) fn said(key: &ObjectKey, fate: Fate) -> String {
    format!(
        "{}/{} {}",
        kinds::qualified(key.kind),
        key.name,
        fate.as_str()
    )
}

fn strict(kind: Kind, said: &str) -> String {
    let version = kind.api_version().rsplit('/').next().unwrap_or_default();
    format!(
        "Error from server (BadRequest): error when creating \"STDIN\": {kind} in version {version:?} cannot be handled as a {kind}: strict decoding error: {said}"
    )
}

/// A document that is no object.
fn unreadable(document: Document<'_>, error: &api::Error) -> Brought {
    let value: Option<Value> = serde_norway::from_str(document.text).ok();
    let word = |pointer: &str| {
        let word = value
            .as_ref()
            .and_then(|value| value.pointer(pointer)?.as_str());
        word.unwrap_or_default().to_owned()
    };
    let offset = |line: usize| line + document.line - 1;
    let faults: Vec<Fault> = match error {
        api::Error::Schema { findings, .. } => findings
            .iter()
            .map(|finding| Fault {
                line: line_of(document.text, &finding.path).map(offset),
                message: finding.to_string(),
            })
            .collect(),
        api::Error::Document { source, .. } => vec![Fault {
            line: source.location().map(|location| offset(location.line())),
            message: source.to_string(),
        }],
        other => vec![Fault {
            line: None,
            message: other.to_string(),
        }],
    };
    let (kind, name) = (word("/kind"), word("/metadata/name"));
    let says = match error {
        api::Error::Schema { kind, findings, .. } => {
            let is_unknown = |problem: &Problem| matches!(problem, Problem::Unknown);
            if findings.iter().any(|finding| is_unknown(&finding.problem)) {
                let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
                strict(*kind, &said.join(", "))
            } else {
                let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
                match said.as_slice() {
                    [one] => format!("The {kind} {name:?} is invalid: {one}"),
                    several => format!(
                        "The {kind} {name:?} is invalid: \n* {}",
                        several.join("\n* ")
                    ),
                }
            }
        }
        _ if value.is_some() && !kind.is_empty() && kind.parse::<Kind>().is_err() => format!(
            "error: resource mapping not found for name: {name:?} namespace: {:?} from \"STDIN\": no matches for kind {kind:?} in version {:?}\nensure CRDs are installed first",
            word("/metadata/namespace"),
            word("/apiVersion")
        ),
        _ => {
            let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
            format!("error: error parsing STDIN: {}", said.join("\n"))
        }
    };
    Brought {
        line: document.line,
        kind,
        name,
        faults,
        says,
        fate: None,
        object: None,
        keys: Vec::new(),
    }
}

/// Takes private keys out of a Secret: they go into the key store, since no
/// action may hold one.
fn take_keys(secret: &mut Secret) -> Result<Vec<(KeyId, PrivateKey)>, String> {
    let mut keys = Vec::new();
    let (namespace, name) = (secret.namespace().to_owned(), secret.metadata.name.clone());
    for (entry, value) in &mut secret.data {
        let SecretValue::Bytes(bytes) = value else {
            continue;
        };
        let text = String::from_utf8_lossy(bytes);
        if !(text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----")) {
            continue;
        }
        let key = PrivateKey::from_pem(&text).map_err(|error| {
            format!(
                "the private key in {entry:?} of Secret {name:?} cannot be put into the lab's key store, and the lab keeps private keys nowhere else: {error}"
            )
        })?;
        let public_key = key.public_key();
        let hash: String = encoding::hex(&sha256(public_key.spki_der()))
            .chars()
            .take(8)
            .collect();
        let id = KeyId::new(format!("{namespace}/{name}-{hash}"));
        let encoding = if text.contains("-----BEGIN PRIVATE KEY-----") {
            KeyEncoding::Pkcs8
        } else {
            KeyEncoding::Pkcs1
        };
        *value = SecretValue::PrivateKey {
            key: id.clone(),
            encoding,
            public_key,
        };
        keys.push((id, key));
    }
    Ok(keys)
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).to_vec()
}
