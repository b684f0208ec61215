//! An issuer's ACME account, as Orders and Challenges use it.

use std::ops::ControlFlow;

use super::pass::{AcmeAccount, Flow, Pass, retry};
use crate::certmanager::api::{AcmeIssuer, IssuerRef};

impl<'a> Pass<'a> {
    /// The account of the issuer that an Order or Challenge names; an error, tried
    /// again, while there is none.
    pub(crate) fn acme_account(
        &self,
        reference: &IssuerRef,
        namespace: &str,
    ) -> Flow<(AcmeAccount, &'a AcmeIssuer)> {
        let key = reference.key(namespace);
        let Some((key, issuer)) = key.and_then(|key| Some((key.clone(), self.issuer(&key)?)))
        else {
            return retry(format!(
                "error reading (cluster)issuer {:?}: {}.cert-manager.io {:?} not found",
                reference.name,
                reference.kind().to_lowercase(),
                reference.name
            ));
        };
        let account = issuer.spec.acme.as_ref().and_then(|acme| {
            let account_url = issuer.status.acme.as_ref()?.uri.clone();
            let secret = self.secret(self.secrets_of(&key), &acme.private_key_secret_ref.name)?;
            let account_key = secret.private_key(acme.key_entry()).ok()?;
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
}
