//! Has Vault sign (`certificaterequests-issuer-vault`).

use crate::certmanager::api::IssuerType;
use crate::certmanager::runtime::pass::{DONE, Flow, Pass, retry};
use crate::certmanager::vault::{self, VaultError};
use crate::kube::Duration;
use crate::x509::{CertificateSigningRequest, chain_pem};

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let signing = super::begin(pass, IssuerType::Vault)?;
    let request = signing.request;
    let Some(vault) = &signing.issuer.spec.vault else {
        return DONE;
    };
    let client = match vault::log_in(pass, &signing.issuer_key, vault)? {
        Ok(client) => client,
        Err(error @ VaultError::SecretNotFound { .. }) => {
            let message = format!("Required secret resource not found: {error}");
            return super::pending(pass, request, "SecretMissing", message);
        }
        Err(error) => {
            let message = format!("Failed to initialise vault client for signing: {error}");
            // It is tried again, whatever the request waits for.
            let _: Flow<()> = super::pending(pass, request, "VaultInitError", message);
            return retry(error.to_string());
        }
    };
    let pem = request.request_pem();
    let lifetime = request
        .spec
        .duration
        .unwrap_or(Duration::from_hours(super::DEFAULT_HOURS));
    let signed = match CertificateSigningRequest::from_pem(&pem) {
        Ok(csr) => client.sign(pass, &csr, &pem, lifetime)?,
        Err(error) => Err(VaultError::Request(error)),
    };
    match signed {
        Ok(bundle) => {
            let ca = bundle.ca.map(|ca| ca.to_pem().into_bytes());
            super::signed(pass, request, chain_pem(&bundle.chain).into_bytes(), ca)
        }
        Err(error) => {
            let message = format!(
                "Vault failed to sign certificate: failed to sign certificate by vault: {error}"
            );
            super::failed(pass, request, "SigningError", message)
        }
    }
}
