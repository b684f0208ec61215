//! What the webhook refuses of `spec.privateKey` and `spec.signatureAlgorithm`.

use crate::certmanager::api::{CertificateSpec, KEY_UNAVAILABLE, SpecAlgorithm};
use crate::certmanager::validation::Errors;

pub(super) fn validate(spec: &CertificateSpec, errors: &mut Errors) {
    validate_signature(spec, errors);
    let Some(key) = &spec.private_key else {
        return;
    };
    let size = key.size.unwrap_or(0);
    match key.algorithm {
        Some(SpecAlgorithm::Rsa) if size > 0 && !(2048..=8192).contains(&size) => errors.value(
            "spec.privateKey.size",
            size,
            "must be between 2048 and 8192 for rsa keyAlgorithm",
        ),
        Some(algorithm @ (SpecAlgorithm::Rsa | SpecAlgorithm::Ed25519)) => {
            // The lab's own words: cert-manager makes these.
            errors.unsupported(
                "spec.privateKey.algorithm",
                algorithm.as_str(),
                KEY_UNAVAILABLE,
            );
        }
        None | Some(SpecAlgorithm::Ecdsa) => match size {
            0 | 256 => {}
            384 | 521 => errors.unsupported("spec.privateKey.size", size, KEY_UNAVAILABLE),
            _ => errors.unsupported(
                "spec.privateKey.size",
                size,
                "supported values: \"256\", \"384\", \"521\"",
            ),
        },
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
