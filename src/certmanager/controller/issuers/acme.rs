//! Registers an ACME issuer's account.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use sha2::{Digest as _, Sha256};

use super::{initialization_failed, not_ready, ready};
use crate::acme::client::{Operation, Outcome};
use crate::acme::jose::MacKey;
use crate::certmanager::api::{
    AcmeIssuer, AcmeIssuerStatus, Issuer, KeyId, NOT_KEPT, Object, Secret, SecretKey, SecretValue,
    annotations,
};
use crate::certmanager::names;
use crate::certmanager::runtime::Custody;
use crate::certmanager::runtime::pass::{AcmeAccount, DONE, Flow, Pass, Stop, UNEXPECTED, retry};
use crate::encoding;
use crate::kube::ObjectMeta;
use crate::x509::{KeyAlgorithm, KeyEncoding, PublicKey};

/// Makes the account key if there is none, registers it, and says so.
pub(super) fn set_up(pass: &mut Pass<'_>, issuer: &Issuer, acme: &AcmeIssuer) -> Flow {
    if let Some((_, v2)) = V1_SERVERS
        .iter()
        .find(|(v1, _)| acme.server.starts_with(v1))
    {
        let message = format!(
            "Your ACME server URL is set to a v1 endpoint ({}). You should update the spec.acme.server field to {v2:?}",
            acme.server
        );
        not_ready(pass, issuer.clone(), "InvalidConfig", message);
        return ControlFlow::Break(Stop::Settled);
    }
    let Some(SecretKey {
        key: Some(key),
        public_key,
    }) = account_key(pass, issuer, acme)?
    else {
        return ControlFlow::Break(Stop::Settled);
    };
    let email = acme.email.clone().unwrap_or_default();
    let registered = AcmeIssuerStatus {
        uri: String::new(),
        last_registered_email: email.clone(),
        last_private_key_hash: key_hash(&public_key),
    };
    if let Some(known) = &issuer.status.acme
        && issuer.is_ready()
        && same_host(&known.uri, &acme.server)
        && registered.last_registered_email == known.last_registered_email
        && registered.last_private_key_hash == known.last_private_key_hash
    {
        ready(pass, issuer.clone(), REGISTERED, REGISTERED_MESSAGE);
        return ControlFlow::Break(Stop::Settled);
    }
    let account = AcmeAccount {
        issuer: pass.key.clone(),
        directory_url: acme.server.clone(),
        key,
        public_key,
        url: None,
    };
    if let Some(why) = binding_mistake(pass, acme) {
        let message = format!("Failed to register ACME account: {why}");
        not_ready(pass, issuer.clone(), REGISTRATION_FAILED, message.clone());
        pass.warning(REGISTRATION_FAILED, message);
        return ControlFlow::Break(Stop::Settled);
    }
    let contacts = if email.is_empty() {
        Vec::new()
    } else {
        vec![format!("mailto:{}", email.to_lowercase())]
    };
    let binding = acme.external_account_binding.as_ref();
    let operation = Operation::Register {
        contacts: contacts.clone(),
        // As cert-manager does: who writes the Issuer has agreed.
        agree_to_terms: true,
        only_existing: false,
        customer: binding.map(|binding| binding.key_id.clone()),
    };
    match pass.acme(&account, operation)? {
        Ok(Outcome::Account {
            url,
            account: found,
        }) => {
            // An account that was there already keeps the contacts that it had.
            if !same_contact(&found.contact, &contacts) {
                let account = AcmeAccount {
                    url: Some(url.clone()),
                    ..account
                };
                update_contacts(pass, issuer, &account, contacts)?;
            }
            let mut issuer = issuer.clone();
            issuer.status.acme = Some(AcmeIssuerStatus {
                uri: url,
                ..registered
            });
            ready(pass, issuer, REGISTERED, REGISTERED_MESSAGE);
            DONE
        }
        Ok(_) => retry(UNEXPECTED),
        Err(error) => {
            let message = format!("Failed to register ACME account: {error}");
            not_ready(pass, issuer.clone(), REGISTRATION_FAILED, message.clone());
            if error.is_acme_4xx() {
                // The server will say the same until the issuer changes.
                pass.warning(
                    "ErrInitIssuer",
                    format!("Error initializing issuer: {message}"),
                );
                return ControlFlow::Break(Stop::Settled);
            }
            initialization_failed(pass, &message)
        }
    }
}

/// Why the account cannot be bound to the CA's customer; none if it can, or
/// need not be (RFC 8555 §7.3.4).
fn binding_mistake(pass: &Pass<'_>, acme: &AcmeIssuer) -> Option<String> {
    let reference = &acme.external_account_binding.as_ref()?.key_secret_ref;
    let Some(secret) = pass.secret(pass.secrets_of(pass.key), &reference.name) else {
        return Some(format!("secret {:?} not found", reference.name));
    };
    let Some(bytes) = secret.bytes(&reference.key) else {
        return Some(format!(
            "failed to find external account binding key data in Secret {:?} at index {:?}",
            reference.name, reference.key
        ));
    };
    let text = String::from_utf8_lossy(bytes);
    MacKey::from_text(&text)
        .is_none()
        .then(|| "failed to decode external account binding key data".to_owned())
}

/// Tells the server where to write to from now on.
fn update_contacts(
    pass: &mut Pass<'_>,
    issuer: &Issuer,
    account: &AcmeAccount,
    contacts: Vec<String>,
) -> Flow {
    match pass.acme(account, Operation::UpdateContacts { contacts })? {
        Ok(_) => DONE,
        Err(error) => {
            let message = format!("Failed to update ACME account:{error}");
            not_ready(pass, issuer.clone(), UPDATE_FAILED, message.clone());
            pass.warning(UPDATE_FAILED, message.clone());
            if error.is_acme_4xx() {
                return ControlFlow::Break(Stop::Settled);
            }
            initialization_failed(pass, &message)
        }
    }
}

/// Whether the server's first contact is the one that is wanted.
fn same_contact(found: &[String], wanted: &[String]) -> bool {
    match (found.first(), wanted.first()) {
        (Some(found), Some(wanted)) => found.eq_ignore_ascii_case(wanted),
        (found, wanted) => found.is_none() && wanted.is_none(),
    }
}

/// The account key; none after saying why there is none.
fn account_key(pass: &mut Pass<'_>, issuer: &Issuer, acme: &AcmeIssuer) -> Flow<Option<SecretKey>> {
    let namespace = pass.secrets_of(pass.key).to_owned();
    let reference = &acme.private_key_secret_ref;
    let failed = |pass: &mut Pass<'_>, message: String| {
        not_ready(pass, issuer.clone(), "ErrVerifyACMEAccount", message);
        ControlFlow::Continue(None)
    };
    if let Some(found) = pass.secret(&namespace, &reference.name) {
        return match found.private_key(acme.key_entry()) {
            Ok(key) if key.key.is_some() => ControlFlow::Continue(Some(key)),
            Ok(_) => failed(pass, format!("Account private key is invalid: {NOT_KEPT}")),
            Err(error) => failed(pass, format!("Account private key is invalid: {error}")),
        };
    }
    if acme.disable_account_key_generation {
        return failed(
            pass,
            format!(
                "Failed to verify ACME account: the ACME issuer config has 'disableAccountKeyGeneration' set to true, but the secret was not found: secrets {:?} not found",
                reference.name
            ),
        );
    }
    let algorithm = KeyAlgorithm::EcdsaP256;
    let (key, public_key) = pass.generate_key(Custody::Account, algorithm, |pass| {
        // A deleted account key must not come back under its old name.
        let suffix = names::random_suffix(pass.entropy);
        KeyId::new(format!("{namespace}/{}-{suffix}", reference.name))
    })?;
    let value = SecretValue::PrivateKey {
        key: key.clone(),
        encoding: KeyEncoding::Pkcs1,
        public_key: public_key.clone(),
    };
    let managed = (
        annotations::MANAGED_BY.to_owned(),
        "cert-manager".to_owned(),
    );
    pass.create(Object::Secret(Secret {
        metadata: ObjectMeta {
            labels: BTreeMap::from([managed]),
            ..ObjectMeta::named(&namespace, &reference.name)
        },
        secret_type: "Opaque".to_owned(),
        data: BTreeMap::from([(acme.key_entry().to_owned(), value)]),
    }));
    ControlFlow::Continue(Some(SecretKey {
        key: Some(key),
        public_key,
    }))
}

/// What `status.acme.lastPrivateKeyHash` holds.
fn key_hash(key: &PublicKey) -> String {
    encoding::base64(&Sha256::digest(key.spki_der()))
}

/// Whether two URLs have the same scheme, host and port.
fn same_host(one: &str, other: &str) -> bool {
    let origin = |url: &str| url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    origin(one).eq_ignore_ascii_case(&origin(other))
}

const REGISTRATION_FAILED: &str = "ErrRegisterACMEAccount";

const UPDATE_FAILED: &str = "ErrUpdateACMEAccount";

const REGISTERED: &str = "ACMEAccountRegistered";

const REGISTERED_MESSAGE: &str = "The ACME account was registered with the ACME server";

/// Let's Encrypt's servers of the protocol before RFC 8555, and what took their place.
const V1_SERVERS: [(&str, &str); 2] = [
    (
        "https://acme-v01.api.letsencrypt.org/",
        "https://acme-v02.api.letsencrypt.org/directory",
    ),
    (
        "https://acme-staging.api.letsencrypt.org/",
        "https://acme-staging-v02.api.letsencrypt.org/directory",
    ),
];
