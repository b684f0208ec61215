//! What a person does to the objects: `kubectl apply`, `kubectl delete`, `cmctl renew`.

use thiserror::Error;

use crate::certmanager::api::{
    Certificate, CertificateRequestStatus, CertificateStatus, ChallengeStatus, Issuer,
    IssuerStatus, Object, OrderStatus, Secret, condition_type,
};
use crate::certmanager::validation::{FieldError, validate, validate_change};
use crate::clock::Timestamp;
use crate::kube::{
    self, ConditionStatus, NewCondition, ObjectKey, Resource as _, Store, set_condition,
};

/// Why an object was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ApplyError {
    /// Fields that the webhook refuses.
    #[error(
        "admission webhook \"webhook.cert-manager.io\" denied the request: {}",
        joined(errors)
    )]
    Invalid {
        /// Each with its path.
        errors: Vec<FieldError>,
    },
    /// The store refused it.
    #[error(transparent)]
    Store(#[from] kube::Error),
}

fn joined(errors: &[FieldError]) -> String {
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    match errors.as_slice() {
        [error] => error.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

/// Creates an object, or gives the one of its name its spec, labels and
/// annotations; status is the controllers' and stays (`kubectl apply`).
pub fn apply(
    store: &mut Store<Object>,
    mut object: Object,
    now: Timestamp,
) -> Result<ObjectKey, ApplyError> {
    let namespaced = object.kind().is_namespaced();
    let meta = object.meta_mut();
    meta.namespace = match (namespaced, meta.namespace.take()) {
        (false, _) => None,
        (true, None) => Some("default".to_owned()),
        (true, given) => given,
    };
    let key = object.key();
    let present = store.get(&key).cloned();
    let mut errors = validate(&object);
    if let Some(present) = &present {
        errors.extend(validate_change(present, &object));
    }
    if !errors.is_empty() {
        return Err(ApplyError::Invalid { errors });
    }
    match present {
        None => {
            clear_status(&mut object);
            store.create(object, now)?;
        }
        Some(present) => {
            let mut changed = (*present).clone();
            let meta = changed.meta_mut();
            meta.labels.extend(object.meta().labels.clone());
            meta.annotations.extend(object.meta().annotations.clone());
            take_spec(&mut changed, object);
            store.update(changed, now)?;
        }
    }
    Ok(key)
}

/// Deletes an object (`kubectl delete`): its key, if it was there.
pub fn delete(store: &mut Store<Object>, key: &ObjectKey, now: Timestamp) -> Vec<ObjectKey> {
    match store.delete(key, now) {
        Ok(()) => vec![key.clone()],
        Err(_) => Vec::new(),
    }
}

/// Has a Certificate re-issued now, whatever its back-off (`cmctl renew`).
/// False if there is no such Certificate.
pub fn renew(store: &mut Store<Object>, key: &ObjectKey, now: Timestamp) -> bool {
    let Some(certificate) = store.get(key).and_then(|object| object.certificate()) else {
        return false;
    };
    let mut certificate = certificate.clone();
    set_condition(
        &mut certificate.status.conditions,
        NewCondition {
            condition_type: condition_type::ISSUING,
            status: ConditionStatus::True,
            reason: "ManuallyTriggered",
            message: "Certificate re-issuance manually triggered".to_owned(),
            observed_generation: Some(certificate.metadata.generation),
        },
        now,
    );
    store.update(Object::Certificate(certificate), now).is_ok()
}

/// The TXT record of a DNS-01 Challenge: owner name without a trailing dot, and value.
pub fn dns_record(store: &Store<Object>, challenge: &ObjectKey) -> Option<(String, String)> {
    let challenge = store.get(challenge)?.challenge()?;
    Some((challenge.record_name(), challenge.spec.key.clone()))
}

/// The file of an HTTP-01 Challenge: its address, and its content.
pub fn web_file(store: &Store<Object>, challenge: &ObjectKey) -> Option<(String, String)> {
    let challenge = store.get(challenge)?.challenge()?;
    Some((challenge.file_url(), challenge.spec.key.clone()))
}

fn clear_status(object: &mut Object) {
    match object {
        Object::Certificate(object) => object.status = CertificateStatus::default(),
        Object::CertificateRequest(object) => {
            object.status = CertificateRequestStatus::default();
        }
        Object::Issuer(object) | Object::ClusterIssuer(object) => {
            object.status = IssuerStatus::default();
        }
        Object::Order(object) => object.status = OrderStatus::default(),
        Object::Challenge(object) => object.status = ChallengeStatus::default(),
        Object::Secret(_) => {}
        Object::Ingress(object) => object.status = None,
    }
}

/// What a user may change of an object.
fn take_spec(present: &mut Object, wanted: Object) {
    match (present, wanted) {
        (Object::Certificate(present), Object::Certificate(Certificate { spec, .. })) => {
            present.spec = spec;
        }
        (Object::Issuer(present), Object::Issuer(Issuer { spec, .. }))
        | (Object::ClusterIssuer(present), Object::ClusterIssuer(Issuer { spec, .. })) => {
            present.spec = spec;
        }
        (Object::Secret(present), Object::Secret(Secret { data, .. })) => present.data = data,
        (Object::Ingress(present), Object::Ingress(wanted)) => present.spec = wanted.spec,
        // Requests, Orders and Challenges are immutable: validation saw to it.
        _ => {}
    }
}
