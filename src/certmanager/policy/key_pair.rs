//! Checks of the key in the target Secret.

use super::{Input, Violation, go_list};
use crate::certmanager::api::secret;
use crate::encoding;
use crate::x509;

/// Key and certificate can be read and fit each other.
pub(super) fn belongs_together(input: &Input<'_>) -> Option<Violation> {
    let target = input.secret?;
    let key = match target.private_key(secret::TLS_KEY) {
        Ok(key) => key.public_key,
        Err(error) => {
            return Some(Violation::new(
                "InvalidKeyPair",
                format!("Issuing certificate as Secret contains invalid private key data: {error}"),
            ));
        }
    };
    let leaf = match target.chain()? {
        Ok(chain) => chain.into_iter().next()?,
        Err(error) => {
            return Some(Violation::new(
                "InvalidCertificate",
                format!(
                    "Issuing certificate as Secret contains an invalid certificate: {}",
                    undecodable(&error)
                ),
            ));
        }
    };
    match leaf.public_key() {
        Ok(public_key) if public_key == key => None,
        Ok(_) => Some(Violation::new(
            "InvalidKeyPair",
            "Issuing certificate as Secret contains a private key that does not match the certificate",
        )),
        Err(error) => Some(Violation::new(
            "InvalidKeyPair",
            format!("Secret contains an invalid key-pair: {error}"),
        )),
    }
}

/// The key is of the kind that `spec.privateKey` wants.
pub(super) fn meets_the_spec(input: &Input<'_>) -> Option<Violation> {
    let key = input.secret?.private_key(secret::TLS_KEY).ok()?;
    let violations = input
        .certificate
        .spec
        .key_violations(key.public_key.algorithm());
    (!violations.is_empty()).then(|| {
        Violation::new(
            "SecretMismatch",
            format!(
                "Existing private key is not up to date for spec: {}",
                go_list(&violations)
            ),
        )
    })
}

/// cert-manager's words for bytes that are no certificate.
fn undecodable(error: &x509::Error) -> String {
    match error {
        x509::Error::Pem(encoding::Error::NoPem) | x509::Error::PemLabel { .. } => {
            "error decoding certificate PEM block: no valid certificates found".to_owned()
        }
        other => other.to_string(),
    }
}
