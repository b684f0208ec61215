//! What the webhook refuses of `spec.privateKey` and `spec.signatureAlgorithm`.

use crate::certmanager::api::{CertificateSpec, MAX_RSA_SIZE, MIN_RSA_SIZE, SpecAlgorithm};
use crate::certmanager::validation::Errors;

pub(super) fn validate(spec: &CertificateSpec, errors: &mut Errors) {
    validate_signature(spec, errors);
    let Some(key) = &spec.private_key else {
        return;
    };
    let size = key.size.unwrap_or(0);
    match key.algorithm.unwrap_or(SpecAlgorithm::Rsa) {
        SpecAlgorithm::Rsa if size > 0 && !(MIN_RSA_SIZE..=MAX_RSA_SIZE).contains(&size) => errors
            .value(
                "spec.privateKey.size",
                size,
                "must be between 2048 and 8192 for rsa keyAlgorithm",
            ),
        SpecAlgorithm::Ecdsa if ![0, 256, 384, 521].contains(&size) => errors.unsupported(
            "spec.privateKey.size",
            size,
            "supported values: \"256\", \"384\", \"521\"",
        ),
        SpecAlgorithm::Rsa | SpecAlgorithm::Ecdsa | SpecAlgorithm::Ed25519 => {}
    }
}

/// The signature's algorithm is one that the key can make.
fn validate_signature(spec: &CertificateSpec, errors: &mut Errors) {
    let Some(wanted) = spec
        .signature_algorithm
        .as_deref()
        .filter(|word| !word.is_empty())
    else {
        return;
    };
    let algorithm = spec.private_key.as_ref().and_then(|key| key.algorithm);
    let allowed: &[&str] = match algorithm.unwrap_or(SpecAlgorithm::Rsa) {
        SpecAlgorithm::Rsa => &["SHA256WithRSA", "SHA384WithRSA", "SHA512WithRSA"],
        SpecAlgorithm::Ecdsa => &["ECDSAWithSHA256", "ECDSAWithSHA384", "ECDSAWithSHA512"],
        SpecAlgorithm::Ed25519 => &["PureEd25519"],
    };
    if !allowed.contains(&wanted) {
        errors.value(
            "spec.signatureAlgorithm",
            wanted,
            &format!(
                "for key algorithm {} the allowed signature algorithms are [{}]",
                algorithm.map_or("", SpecAlgorithm::as_str),
                allowed.join(" ")
            ),
        );
    }
}
