//! What a person writes on one object: labels and annotations (`kubectl label`,
//! `kubectl annotate`), approval and denial (`cmctl approve`, `cmctl deny`).

use std::collections::BTreeMap;

use thiserror::Error;

use super::api::{CertificateRequest, Object, condition_type};
use super::commands::ApplyError;
use super::validation::validate_change;
use crate::clock::Timestamp;
use crate::kube::{
    self, ConditionStatus, NewCondition, ObjectKey, Resource as _, Store, set_condition,
};

/// Why a request cannot be approved or denied any more.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecisionError {
    /// There is none.
    #[error("certificaterequests.cert-manager.io {:?} not found", key.name)]
    NotFound {
        /// Its key.
        key: ObjectKey,
    },
    /// An approval stands: it is immutable.
    #[error("CertificateRequest is already approved")]
    Approved,
    /// A denial stands: it is immutable.
    #[error("CertificateRequest is already denied")]
    Denied,
}

/// What a person decides on a `CertificateRequest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// It may be signed.
    Approve,
    /// It must not be signed.
    Deny,
}

/// Writes and removes (`None`) labels and annotations: whether anything changed.
pub fn mark(
    store: &mut Store<Object>,
    key: &ObjectKey,
    labels: &BTreeMap<String, Option<String>>,
    annotations: &BTreeMap<String, Option<String>>,
    now: Timestamp,
) -> Result<bool, ApplyError> {
    let Some(present) = store.get(key).cloned() else {
        return Err(kube::Error::NotFound { key: key.clone() }.into());
    };
    let mut changed = (*present).clone();
    let meta = changed.meta_mut();
    write(&mut meta.labels, labels);
    write(&mut meta.annotations, annotations);
    let errors = validate_change(&present, &changed);
    if !errors.is_empty() {
        return Err(ApplyError::Invalid { errors });
    }
    let is_other = changed != *present;
    store.update(changed, now)?;
    Ok(is_other)
}

fn write(map: &mut BTreeMap<String, String>, changes: &BTreeMap<String, Option<String>>) {
    for (name, value) in changes {
        match value {
            Some(value) => map.insert(name.clone(), value.clone()),
            None => map.remove(name),
        };
    }
}

/// Approves or denies a request, once and for all.
pub fn decide(
    store: &mut Store<Object>,
    key: &ObjectKey,
    decision: Decision,
    reason: &str,
    message: &str,
    now: Timestamp,
) -> Result<(), DecisionError> {
    let request: Option<&CertificateRequest> = store
        .get(key)
        .and_then(|object| object.certificate_request());
    let Some(request) = request else {
        return Err(DecisionError::NotFound { key: key.clone() });
    };
    if request.is(condition_type::APPROVED) {
        return Err(DecisionError::Approved);
    }
    if request.is(condition_type::DENIED) {
        return Err(DecisionError::Denied);
    }
    let mut request = request.clone();
    set_condition(
        &mut request.status.conditions,
        NewCondition {
            condition_type: match decision {
                Decision::Approve => condition_type::APPROVED,
                Decision::Deny => condition_type::DENIED,
            },
            status: ConditionStatus::True,
            reason,
            message: message.to_owned(),
            observed_generation: None,
        },
        now,
    );
    store
        .update(Object::CertificateRequest(request), now)
        .map(drop)
        .map_err(|_| DecisionError::NotFound { key: key.clone() })
}
