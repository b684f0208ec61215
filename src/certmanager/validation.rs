//! What the webhook refuses, in its own words.

mod certificate;
mod issuer;

use std::fmt;

use super::api::{CertificateRequest, IssuerRef, Object};
use crate::x509::CertificateSigningRequest;

/// A field and what is wrong with it (Kubernetes `field.Error`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field, such as `spec.issuerRef.name`.
    pub path: String,
    /// What is wrong, as the webhook says it after the path.
    pub message: String,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Everything wrong with an object, field by field.
pub fn validate(object: &Object) -> Vec<FieldError> {
    let mut errors = Errors::default();
    if object_name(object).is_empty() {
        errors.required("metadata.name", "name or generateName is required");
    }
    match object {
        Object::Certificate(object) => certificate::validate(&object.spec, &mut errors),
        Object::CertificateRequest(object) => validate_request(object, &mut errors),
        Object::Issuer(object) | Object::ClusterIssuer(object) => {
            issuer::validate(&object.spec, &mut errors);
        }
        Object::Order(_) | Object::Challenge(_) | Object::Secret(_) => {}
    }
    errors.0
}

/// Everything wrong with a change of an object that must not change.
pub fn validate_change(present: &Object, wanted: &Object) -> Vec<FieldError> {
    let mut errors = Errors::default();
    match (present, wanted) {
        (Object::CertificateRequest(present), Object::CertificateRequest(wanted)) => {
            // Who asked is stamped by the webhook: a manifest need not repeat it.
            let mut asked = wanted.spec.clone();
            asked.username.clone_from(&present.spec.username);
            asked.groups.clone_from(&present.spec.groups);
            if present.spec != asked {
                errors.forbidden("spec", "cannot change spec after creation");
            }
        }
        (Object::Challenge(present), Object::Challenge(wanted)) if present.spec != wanted.spec => {
            errors.forbidden("spec", "challenge spec is immutable after creation");
        }
        (Object::Order(present), Object::Order(wanted)) if present.spec != wanted.spec => {
            errors.forbidden("spec.request", "field is immutable once set");
        }
        _ => {}
    }
    errors.0
}

fn object_name(object: &Object) -> &str {
    &crate::kube::Resource::meta(object).name
}

fn validate_request(request: &CertificateRequest, errors: &mut Errors) {
    validate_issuer_ref(&request.spec.issuer_ref, errors);
    if request.spec.request.is_empty() {
        errors.required("spec.request", "must be specified");
    } else if let Err(error) = CertificateSigningRequest::from_pem(&request.request_pem()) {
        errors.invalid("spec.request", &format!("failed to decode csr: {error}"));
    }
}

fn validate_issuer_ref(reference: &IssuerRef, errors: &mut Errors) {
    if reference.name.is_empty() {
        errors.required("spec.issuerRef.name", "must be specified");
    }
    let known = matches!(reference.kind(), "Issuer" | "ClusterIssuer");
    if reference.group() == "cert-manager.io" && !known {
        let hint = if reference.group.is_empty() {
            " (did you forget to set spec.issuerRef.kind.group?)"
        } else {
            ""
        };
        errors.value(
            "spec.issuerRef.kind",
            &reference.kind,
            &format!("must be one of Issuer or ClusterIssuer{hint}"),
        );
    }
}

/// The errors so far.
#[derive(Default)]
struct Errors(Vec<FieldError>);

impl Errors {
    fn push(&mut self, path: &str, message: String) {
        self.0.push(FieldError {
            path: path.to_owned(),
            message,
        });
    }

    fn required(&mut self, path: &str, detail: &str) {
        self.push(path, format!("Required value: {detail}"));
    }

    fn forbidden(&mut self, path: &str, detail: &str) {
        self.push(path, format!("Forbidden: {detail}"));
    }

    /// An invalid value that is not repeated.
    fn invalid(&mut self, path: &str, detail: &str) {
        self.push(path, format!("Invalid value: {detail}"));
    }

    /// An invalid value, as given.
    fn value(&mut self, path: &str, value: impl fmt::Debug, detail: &str) {
        self.push(path, format!("Invalid value: {value:?}: {detail}"));
    }

    /// A value that is none of those supported.
    fn unsupported(&mut self, path: &str, value: impl fmt::Debug, detail: &str) {
        self.push(path, format!("Unsupported value: {value:?}: {detail}"));
    }
}

#[cfg(test)]
mod tests;
