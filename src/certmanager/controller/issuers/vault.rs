//! A Vault issuer: is there a Vault that lets it in? (`pkg/issuer/vault/setup.go`)

use std::ops::ControlFlow;

use super::{initialization_failed, not_ready, ready};
use crate::certmanager::api::{Issuer, VaultAuth, VaultIssuer};
use crate::certmanager::runtime::pass::{Flow, Pass, Stop};
use crate::certmanager::vault;

/// Logs in, and looks whether Vault is unsealed.
pub(super) fn set_up(pass: &mut Pass<'_>, issuer: &Issuer, spec: &VaultIssuer) -> Flow {
    if let Some(message) = lacking(spec) {
        // It stays so until the issuer changes.
        not_ready(pass, issuer.clone(), "VaultError", message.to_owned());
        return ControlFlow::Break(Stop::Settled);
    }
    let key = pass.key.clone();
    let message = match vault::log_in(pass, &key, spec)? {
        Err(error) => format!("Failed to initialize Vault client: {error}"),
        Ok(client) => match client.is_healthy(pass)? {
            Ok(()) => {
                ready(pass, issuer.clone(), "VaultVerified", "Vault verified");
                return ControlFlow::Break(Stop::Settled);
            }
            Err(error) => {
                format!("Failed to verify Vault is initialized and unsealed: {error}")
            }
        },
    };
    not_ready(pass, issuer.clone(), "VaultError", message.clone());
    initialization_failed(pass, &message)
}

/// What the webhook would have refused, as the controller says it.
fn lacking(spec: &VaultIssuer) -> Option<&'static str> {
    let VaultAuth {
        token_secret_ref,
        app_role,
        client_certificate,
        kubernetes,
        aws,
    } = &spec.auth;
    if spec.server.is_empty() || spec.path.is_empty() {
        return Some("Vault server and path are required fields");
    }
    let given = [
        token_secret_ref.is_some(),
        app_role.is_some(),
        client_certificate.is_some(),
        kubernetes.is_some(),
        aws.is_some(),
    ];
    match given.into_iter().filter(|given| *given).count() {
        0 => {
            return Some(
                "Vault tokenSecretRef, appRole, clientCertificate, kubernetes, or aws is required",
            );
        }
        1 => {}
        _ => return Some("Multiple auth methods cannot be set on the same Vault issuer"),
    }
    if let Some(token) = token_secret_ref
        && token.name.is_empty()
    {
        return Some("Vault Token auth requires tokenSecretRef.name");
    }
    if let Some(role) = app_role {
        if role.role_id.is_empty() || role.secret_ref.name.is_empty() {
            return Some("Vault AppRole auth requires both roleId and tokenSecretRef.name");
        }
        if role.secret_ref.key.is_empty() {
            return Some("Vault AppRole auth requires secretRef.key");
        }
    }
    let kubernetes = kubernetes.as_ref()?;
    if kubernetes.role.is_empty() {
        return Some("Vault Kubernetes auth requires a role to be set");
    }
    match (&kubernetes.secret_ref, &kubernetes.service_account_ref) {
        (None, None) => Some(
            "Vault Kubernetes auth requires either secretRef.name or serviceAccountRef.name to be set",
        ),
        (Some(_), Some(_)) => Some(
            "Vault Kubernetes auth cannot be used with both secretRef.name and serviceAccountRef.name",
        ),
        _ => None,
    }
}
