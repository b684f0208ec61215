//! What the webhook refuses, in its own words.

mod certificate;
mod issuer;

use std::fmt;

use super::api::{CertificateRequest, IssuerRef, Object};
use crate::x509::usage::{Effect, key_usage_bits};
use crate::x509::{CertificateSigningRequest, Usage};

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
        Object::Order(_) | Object::Challenge(_) | Object::Secret(_) | Object::Ingress(_) => {}
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
            asked.uid.clone_from(&present.spec.uid);
            asked.groups.clone_from(&present.spec.groups);
            asked.extra.clone_from(&present.spec.extra);
            if present.spec != asked {
                errors.forbidden("spec", "cannot change spec after creation");
            }
            let changed = wanted.metadata.annotations.iter().any(|(name, value)| {
                let ours = ["cert-manager.io/", "acme.cert-manager.io/"];
                ours.iter().any(|prefix| name.starts_with(prefix))
                    && present.metadata.annotations.get(name) != Some(value)
            });
            if changed {
                errors.forbidden(
                    "metadata.annotations",
                    "cannot change cert-manager annotation after creation",
                );
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
        return;
    }
    let csr = match CertificateSigningRequest::from_pem(&request.request_pem()) {
        Ok(csr) => csr,
        Err(error) => {
            errors.invalid("spec.request", &format!("failed to decode csr: {error}"));
            return;
        }
    };
    // A CSR that states no usages leaves them to the request.
    if !csr.states_usages() {
        return;
    }
    let spec = &request.spec;
    let asked = csr.usages();
    let bits = |usages: &[Usage], is_ca: bool| -> Vec<String> {
        let bits = key_usage_bits(usages, is_ca);
        bits.into_iter()
            .map(|bit| Usage::from_bit(bit).as_str().to_owned())
            .collect()
    };
    let stated: Vec<Usage> = asked
        .iter()
        .copied()
        .filter(|usage| matches!(usage.effect(), Effect::Bit(_)))
        .collect();
    let stated: Vec<String> = stated
        .iter()
        .map(|usage| usage.as_str().to_owned())
        .collect();
    let expected = bits(&spec.usages, spec.is_ca);
    if stated != expected {
        errors.invalid("spec.request", &unlike("KeyUsages", &stated, &expected));
    }
    let purposes = |usages: &[Usage]| -> Vec<String> {
        usages
            .iter()
            .filter_map(|usage| match usage.effect() {
                Effect::Purpose(oid) => Usage::from_purpose(oid),
                Effect::Bit(_) => None,
            })
            .map(|usage| usage.as_str().to_owned())
            .collect()
    };
    let (stated, expected) = (purposes(&asked), purposes(&spec.usages));
    let sorted = |items: &[String]| {
        let mut items = items.to_vec();
        items.sort();
        items
    };
    if sorted(&stated) != sorted(&expected) {
        errors.invalid("spec.request", &unlike("ExtKeyUsages", &stated, &expected));
    }
}

/// `encoded CSR error: the KeyUsages [ 'a', 'b' ] do not match the expected KeyUsages [ 'c' ]`.
fn unlike(what: &str, stated: &[String], expected: &[String]) -> String {
    let list = |items: &[String]| {
        let items: Vec<String> = items.iter().map(|item| format!("'{item}'")).collect();
        format!("[ {} ]", items.join(", "))
    };
    format!(
        "encoded CSR error: the {what} {} do not match the expected {what} {}",
        list(stated),
        list(expected)
    )
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
