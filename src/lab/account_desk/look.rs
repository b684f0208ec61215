//! What is known of accounts, and what an act needs to know.

use sha2::{Digest as _, Sha256};

use super::{AccountAct, AccountFailure, AccountView, RenewalView, RevocationView};
use crate::acme::client::Operation;
use crate::acme::jose::{Jwk, MacKey};
use crate::acme::wire::Directory;
use crate::certmanager::api::{AcmeIssuer, KeyId, Secret};
use crate::encoding::hex;
use crate::kube::{Kind, ObjectKey};
use crate::lab::acme_desk::{Order, SecondKey};
use crate::lab::state::Lab;
use crate::x509::{Certificate, PublicKey};

/// An issuer's account as it is used.
pub(super) struct InUse {
    pub(super) secret: ObjectKey,
    pub(super) entry: String,
    pub(super) directory_url: String,
    pub(super) key: KeyId,
    pub(super) public_key: PublicKey,
    pub(super) url: Option<String>,
}

impl Lab {
    /// What is known of an issuer's account.
    pub fn account(&self, issuer: &ObjectKey) -> Option<&AccountView> {
        self.accounts.views.get(issuer)
    }

    /// Whether something of an issuer's account is under way.
    pub fn is_account_busy(&self, issuer: &ObjectKey) -> bool {
        self.accounts.is_running(issuer)
    }

    /// The thumbprint of an issuer's account key (RFC 7638).
    pub fn account_thumbprint(&self, issuer: &ObjectKey) -> Option<String> {
        let key = self.in_use(issuer).ok()?.public_key;
        Some(Jwk::try_from(&key).ok()?.thumbprint())
    }

    /// The name of an issuer's account key in the key store.
    pub fn account_key(&self, issuer: &ObjectKey) -> Option<KeyId> {
        Some(self.in_use(issuer).ok()?.key)
    }

    /// The directory of an issuer's server, once it was read.
    pub fn directory_of(&self, issuer: &ObjectKey) -> Option<&Directory> {
        let acme = self.store.get(issuer)?.issuer()?.spec.acme.as_ref()?;
        self.acme.directory(&acme.server)
    }

    /// What became of the revocation of a certificate.
    pub fn revocation(&self, certificate: &Certificate) -> Option<&RevocationView> {
        self.accounts.revocations.get(&fingerprint(certificate))
    }

    /// What its CA said of a certificate's renewal.
    pub fn renewal_info(&self, certificate: &Certificate) -> Option<&RenewalView> {
        self.accounts.renewals.get(&fingerprint(certificate))
    }

    /// The secret that binds an issuer's account to the CA's customer.
    pub(in crate::lab) fn binding_key(&self, issuer: &ObjectKey) -> Option<MacKey> {
        let acme = self.store.get(issuer)?.issuer()?.spec.acme.as_ref()?;
        let reference = &acme.external_account_binding.as_ref()?.key_secret_ref;
        let secret = self.secret_of(issuer, &reference.name)?;
        MacKey::from_text(&String::from_utf8_lossy(secret.bytes(&reference.key)?))
    }

    pub(super) fn in_use(&self, issuer: &ObjectKey) -> Result<InUse, AccountFailure> {
        let found = self
            .store
            .get(issuer)
            .and_then(|object| object.issuer())
            .and_then(|found| Some((found, found.spec.acme.as_ref()?)));
        let Some((found, acme)) = found else {
            return Err(AccountFailure::NoAccount);
        };
        let url = found
            .status
            .acme
            .as_ref()
            .map(|account| account.uri.clone());
        let in_use = self.account_secret(issuer, acme).and_then(|secret| {
            let key = secret.private_key(acme.key_entry()).ok()?;
            Some(InUse {
                secret: ObjectKey::new(Kind::Secret, secret.namespace(), &secret.metadata.name),
                entry: acme.key_entry().to_owned(),
                directory_url: acme.server.clone(),
                key: key.key?,
                public_key: key.public_key,
                url: url.filter(|url| !url.is_empty()),
            })
        });
        in_use.ok_or(AccountFailure::NoAccount)
    }

    fn account_secret(&self, issuer: &ObjectKey, acme: &AcmeIssuer) -> Option<&Secret> {
        self.secret_of(issuer, &acme.private_key_secret_ref.name)
    }

    fn secret_of(&self, issuer: &ObjectKey, name: &str) -> Option<&Secret> {
        let namespace = match issuer.kind {
            Kind::ClusterIssuer => &self.manager.settings.cluster_resource_namespace,
            _ => issuer.namespace(),
        };
        let key = ObjectKey::new(Kind::Secret, namespace, name);
        self.store.get(&key)?.secret()
    }

    pub(super) fn certificate_of(&self, act: &AccountAct) -> Option<Certificate> {
        let (AccountAct::Revoke { secret, .. } | AccountAct::RenewalInfo { secret }) = act else {
            return None;
        };
        let secret = self.store.get(secret)?.secret()?;
        secret.chain()?.ok()?.into_iter().next()
    }

    pub(super) fn certificate_key(&self, secret: &ObjectKey) -> Result<SecondKey, AccountFailure> {
        let secret = self.store.get(secret).and_then(|object| object.secret());
        let key = secret.and_then(|secret| secret.private_key("tls.key").ok());
        key.and_then(|found| {
            Some(SecondKey {
                key: found.key?,
                public_key: found.public_key,
            })
        })
        .ok_or(AccountFailure::NoCertificate)
    }
}

impl InUse {
    pub(super) fn order(
        self,
        issuer: &ObjectKey,
        operation: Operation,
        second: Option<SecondKey>,
    ) -> Order {
        Order {
            issuer: issuer.clone(),
            object: issuer.clone(),
            directory_url: self.directory_url,
            account_key: self.key,
            account_public_key: self.public_key,
            account_url: self.url,
            operation,
            second,
        }
    }
}

pub(super) fn fingerprint(certificate: &Certificate) -> String {
    hex(&Sha256::digest(certificate.der()))
}
