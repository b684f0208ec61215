//! What must not leave with a run, taken out of it.
//!
//! An action never holds a key of the key store. But a person can apply a
//! Secret with anything in it: an API token, an EAB key, a private key as text. And
//! a login at Vault or Venafi is answered with a token.

use std::rc::Rc;

use super::Entry;
use crate::acme::jose::MacKey;
use crate::certmanager::api::{Object, Secret, SecretValue, StorePassword};
use crate::encoding::json::{self, Value};
use crate::http::HttpResponse;
use crate::lab::{Action, Answer};

/// The entry without what is private; `None` if nothing is.
pub(super) fn redacted(entry: &Entry) -> Option<Entry> {
    let objects = match &entry.action {
        Action::Apply { objects } => objects,
        Action::Answer { effect, answer } => {
            let action = Action::Answer {
                effect: *effect,
                answer: without_login(answer)?,
            };
            return Some(Entry {
                action,
                ..entry.clone()
            });
        }
        _ => return None,
    };
    let is_private = |object: &Object| object.secret().is_some_and(holds_something_private);
    if !objects.iter().any(is_private) {
        return None;
    }
    let objects = objects
        .iter()
        .map(|object| match object {
            Object::Secret(secret) => Object::Secret(public_part(secret.clone())),
            other => other.clone(),
        })
        .collect();
    Some(Entry {
        action: Action::Apply { objects },
        ..entry.clone()
    })
}

/// The answer to a login at Vault or Venafi without its token; `None` if it is no such answer.
fn without_login(answer: &Answer) -> Option<Answer> {
    let Answer::Http(Ok(response)) = answer else {
        return None;
    };
    let mut body: Value = json::read(&response.body).ok()?;
    let auth = if body.get("APIKey").is_some() {
        body.as_object_mut()
    } else {
        body.get_mut("auth").and_then(Value::as_object_mut)
    };
    let auth = auth?;
    let removed = Value::String(String::from_utf8_lossy(REMOVED).into_owned());
    let mut changed = false;
    for name in ["client_token", "accessor", "APIKey"] {
        if let Some(held) = auth.get_mut(name).filter(|held| **held != removed) {
            *held = removed.clone();
            changed = true;
        }
    }
    changed.then(|| {
        Answer::Http(Ok(HttpResponse {
            body: body.to_string().into_bytes(),
            ..response.clone()
        }))
    })
}

/// All entries, without what is private, and whether anything was taken out.
pub(super) fn all(entries: &[Rc<Entry>]) -> (Vec<Rc<Entry>>, bool) {
    let mut changed = false;
    let entries = entries
        .iter()
        .map(|entry| match redacted(entry) {
            Some(entry) => {
                changed = true;
                Rc::new(entry)
            }
            None => Rc::clone(entry),
        })
        .collect();
    (entries, changed)
}

fn holds_something_private(secret: &Secret) -> bool {
    secret.metadata.annotations.contains_key(LAST_APPLIED)
        || secret
            .data
            .iter()
            .any(|(name, value)| is_private(name, value))
}

fn public_part(mut secret: Secret) -> Secret {
    secret.metadata.annotations.remove(LAST_APPLIED);
    for (name, value) in &mut secret.data {
        if is_private(name, value) {
            // A replay must find a key where there was one, to go the same way.
            let is_key = matches!(value, SecretValue::Bytes(bytes)
                if MacKey::from_text(&String::from_utf8_lossy(bytes)).is_some());
            let instead = if is_key { NO_KEY } else { REMOVED };
            *value = SecretValue::Bytes(instead.to_vec());
        }
    }
    secret
}

/// Everything but certificates and keys that are spoken of by name.
fn is_private(name: &str, value: &SecretValue) -> bool {
    let certificates = matches!(name, "tls.crt" | "ca.crt");
    match value {
        SecretValue::PrivateKey { .. } => false,
        SecretValue::Output(file) => {
            matches!(file.form.password(), Some(StorePassword::Literal(_)))
        }
        SecretValue::Bytes(bytes) if bytes == REMOVED || bytes == NO_KEY => false,
        SecretValue::Bytes(bytes) => {
            !certificates || String::from_utf8_lossy(bytes).contains("PRIVATE KEY")
        }
    }
}

/// In place of what was taken out.
const REMOVED: &[u8] = b"(removed from the recorded run)";

/// The same in base64url.
const NO_KEY: &[u8] = b"cmVtb3ZlZC1mcm9tLXRoZS1yZWNvcmRlZC1ydW4";

/// Where kubectl keeps a copy of the whole object.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
