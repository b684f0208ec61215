//! What the webhook refuses of `spec.vault`.

use crate::certmanager::api::VaultIssuer;
use crate::certmanager::validation::Errors;

pub(super) fn validate(vault: &VaultIssuer, errors: &mut Errors) {
    if vault.server.is_empty() {
        errors.required("spec.vault.server", "");
    }
    if vault.path.is_empty() {
        errors.required("spec.vault.path", "");
    } else if vault.path.split('/').any(|part| part == "..") {
        errors.value(
            "spec.vault.path",
            &vault.path,
            "must not contain `..` path elements",
        );
    }
    if vault.ca_bundle.is_some() && vault.ca_bundle_secret_ref.is_some() {
        for field in ["caBundle", "caBundleSecretRef"] {
            errors.value(
                &format!("spec.vault.{field}"),
                "<snip>",
                "specified caBundle and caBundleSecretRef cannot be used together",
            );
        }
    }
    match (&vault.client_cert_secret_ref, &vault.client_key_secret_ref) {
        (Some(_), None) => errors.value(
            "spec.vault.clientKeySecretRef",
            "<snip>",
            "clientKeySecretRef must be provided when defining the clientCertSecretRef",
        ),
        (None, Some(_)) => errors.value(
            "spec.vault.clientCertSecretRef",
            "<snip>",
            "clientCertSecretRef must be provided when defining the clientKeySecretRef",
        ),
        _ => {}
    }
    let auth = &vault.auth;
    let methods = [
        ("tokenSecretRef", auth.token_secret_ref.is_some()),
        ("appRole", auth.app_role.is_some()),
        ("clientCertificate", auth.client_certificate.is_some()),
        ("kubernetes", auth.kubernetes.is_some()),
        ("aws", auth.aws.is_some()),
    ];
    let mut given = methods.into_iter().filter(|(_, given)| *given);
    if given.next().is_none() {
        errors.required(
            "spec.vault.auth",
            "please supply one of: appRole, kubernetes, tokenSecretRef, clientCertificate, aws",
        );
    }
    for (field, _) in given {
        errors.forbidden(
            &format!("spec.vault.auth.{field}"),
            "please supply one of: appRole, kubernetes, tokenSecretRef, clientCertificate, aws",
        );
    }
    if let Some(token) = &auth.token_secret_ref
        && token.name.is_empty()
    {
        errors.required("spec.vault.auth.tokenSecretRef.name", "");
    }
    if let Some(role) = &auth.app_role {
        for (field, value) in [
            ("roleId", &role.role_id),
            ("secretRef.name", &role.secret_ref.name),
            ("secretRef.key", &role.secret_ref.key),
        ] {
            if value.is_empty() {
                errors.required(&format!("spec.vault.auth.appRole.{field}"), "");
            }
        }
    }
    if let Some(kubernetes) = &auth.kubernetes {
        let path = "spec.vault.auth.kubernetes";
        if kubernetes.role.is_empty() {
            errors.required(&format!("{path}.role"), "");
        }
        match (&kubernetes.secret_ref, &kubernetes.service_account_ref) {
            (Some(_), Some(_)) => {
                errors.forbidden(path, "please supply one of: secretRef, serviceAccountRef");
            }
            (None, None) => {
                errors.required(path, "please supply one of: secretRef, serviceAccountRef");
            }
            _ => {}
        }
    }
}
