//! An issuer's ACME account, as Orders and Challenges use it.

use super::pass::{AcmeAccount, Flow, Pass, retry};
use crate::certmanager::api::{AcmeIssuer, IssuerRef, secret};
use std::ops::ControlFlow;

/// The account of the issuer that an Order or Challenge names; an error, tried
/// again, while there is none.
pub(super) fn of<'a>(
    pass: &Pass<'a>,
    reference: &IssuerRef,
    namespace: &str,
) -> Flow<(AcmeAccount, &'a AcmeIssuer)> {
    let key = reference.key(namespace);
    let Some((key, issuer)) = key.and_then(|key| Some((key.clone(), pass.issuer(&key)?))) else {
        return retry(format!(
            "error reading (cluster)issuer {:?}: {}.cert-manager.io {:?} not found",
            reference.name,
            reference.kind().to_lowercase(),
            reference.name
        ));
    };
    let account = issuer.spec.acme.as_ref().and_then(|acme| {
        let account_url = issuer.status.acme.as_ref()?.uri.clone();
        let secret = pass.secret(pass.secrets_of(&key), &acme.private_key_secret_ref.name)?;
        let account_key = secret.private_key(key_entry(acme)).ok()?;
        let account = AcmeAccount {
            issuer: key.clone(),
            directory_url: acme.server.clone(),
            key: account_key.key?,
            public_key: account_key.public_key,
            url: Some(account_url),
        };
        Some((account, acme))
    });
    match account {
        Some(account) => ControlFlow::Continue(account),
        // The issuer's own controller registers it.
        None => retry("ACME client for issuer not initialised/available"),
    }
}

/// The entry of the account key in its Secret.
pub(super) fn key_entry(acme: &AcmeIssuer) -> &str {
    match acme.private_key_secret_ref.key.as_str() {
        "" => secret::TLS_KEY,
        key => key,
    }
}
