//! The signed requests that operations are made of.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Error, Operation, Part, Session, Signer};
use crate::acme::jose::{Jwk, ProtectedHeader, SigningInput};
use crate::acme::wire::{
    AccountStatus, AuthorizationUpdate, Directory, Finalize, JOSE_JSON, KeyChange, NewAccount,
    PEM_CHAIN, Reason, Revocation,
};
use crate::encoding::{base64url, json};
use crate::http::HttpRequest;
use crate::x509::{PublicKey, Signature};

/// One signed request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Call {
    /// The account of this key, if there is one (RFC 8555 §7.3.1).
    FindAccount,
    /// The account of the key that a key change was to bring: did it come through?
    FindByNewKey,
    /// A page of the account's orders (RFC 8555 §7.1.2.1).
    ListOrders {
        url: String,
        /// Pages read.
        pages: usize,
        /// Orders on the pages before.
        found: Vec<String>,
    },
    /// The order at `url`: is it the one whose answer was lost?
    InspectOrder {
        url: String,
        /// To be looked at next, the last one first.
        others: Vec<String>,
    },
    /// The object that the operation would change, as it is now.
    Look,
    /// The operation's own request.
    Main,
}

/// A call's request before it is signed.
struct Draft<'a> {
    url: String,
    payload: Vec<u8>,
    by: By<'a>,
}

/// How a request says who signs it (RFC 8555 §6.2).
enum By<'a> {
    /// By the account's URL.
    Account,
    /// By the key itself.
    Key(Signer, &'a PublicKey),
}

impl<'a> Draft<'a> {
    /// RFC 8555 §6.3.
    fn post_as_get(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            payload: Vec::new(),
            by: By::Account,
        }
    }

    fn post(url: &str, payload: &impl Serialize) -> Self {
        Self {
            url: url.to_owned(),
            // Wire types always serialize.
            payload: json::write(payload).unwrap_or_default().into_bytes(),
            by: By::Account,
        }
    }

    fn by_key(self, signer: Signer, key: &'a PublicKey) -> Self {
        Self {
            by: By::Key(signer, key),
            ..self
        }
    }
}

/// What a call is worked out from.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) operation: &'a Operation,
    pub(super) session: &'a Session,
    pub(super) directory: &'a Directory,
    /// The JWS that goes inside the payload, once it is signed.
    pub(super) inner: Option<&'a Value>,
}

impl Context<'_> {
    fn account_url(&self) -> Result<&str, Error> {
        self.session.account_url.as_deref().ok_or(Error::OutOfTurn)
    }
}

impl Call {
    /// What is to be signed for this call, and by whom.
    pub(super) fn signing_input(
        &self,
        context: Context<'_>,
        nonce: &str,
    ) -> Result<(Signer, SigningInput), Error> {
        let draft = self.draft(context)?;
        let input = |header: &ProtectedHeader<'_>| SigningInput::new(header, &draft.payload);
        let (signer, key) = match (&draft.by, &context.session.account_url) {
            (By::Account, Some(account_url)) => {
                let alg = jwk(&context.session.key)?.algorithm();
                let header = ProtectedHeader::of_account(account_url, nonce, &draft.url);
                return Ok((Signer::Account, input(&header.with_algorithm(alg))));
            }
            (By::Account, None) => (Signer::Account, &context.session.key),
            (By::Key(signer, key), _) => (*signer, *key),
        };
        let jwk = jwk(key)?;
        Ok((
            signer,
            input(&ProtectedHeader::of_key(&jwk, nonce, &draft.url)),
        ))
    }

    /// The JWS that goes into this call's payload, if one does: who binds or
    /// takes over an account signs too (RFC 8555 §7.3.4, §7.3.5).
    pub(super) fn inner(
        &self,
        context: Context<'_>,
    ) -> Result<Option<(Signer, SigningInput)>, Error> {
        if *self != Self::Main {
            return Ok(None);
        }
        match context.operation {
            Operation::Register {
                customer: Some(key_id),
                only_existing: false,
                ..
            } => {
                let header = ProtectedHeader::of_customer(key_id, &context.directory.new_account);
                let payload = to_json(&jwk(&context.session.key)?);
                Ok(Some((
                    Signer::Customer,
                    SigningInput::new(&header, &payload),
                )))
            }
            Operation::ChangeKey { new_key } => {
                let new_key = jwk(new_key)?;
                let url = key_change_url(context.directory)?;
                let payload = to_json(&KeyChange {
                    account: context.account_url()?.to_owned(),
                    old_key: jwk(&context.session.key)?,
                });
                let header = ProtectedHeader::of_new_key(&new_key, url);
                Ok(Some((
                    Signer::NewAccount,
                    SigningInput::new(&header, &payload),
                )))
            }
            _ => Ok(None),
        }
    }

    /// The request with its signature.
    pub(super) fn request(
        &self,
        context: Context<'_>,
        input: SigningInput,
        signature: &Signature,
    ) -> Result<HttpRequest, Error> {
        let url = self.draft(context)?.url;
        let request = HttpRequest::post(url, JOSE_JSON, input.into_body(signature));
        Ok(match self.part(context.operation) {
            Part::CertificateChain => request.with_header("accept", PEM_CHAIN),
            _ => request,
        })
    }

    /// What the answer holds.
    pub(super) const fn part(&self, operation: &Operation) -> Part {
        match (self, operation) {
            (Self::FindAccount | Self::FindByNewKey, _) => Part::Account,
            (Self::ListOrders { .. }, _) => Part::OrderList,
            (Self::InspectOrder { .. }, _) => Part::Order,
            (Self::Look | Self::Main, operation) => match operation {
                Operation::Directory => Part::Directory,
                Operation::Register { .. }
                | Operation::UpdateContacts { .. }
                | Operation::ChangeKey { .. }
                | Operation::DeactivateAccount => Part::Account,
                Operation::NewOrder { .. }
                | Operation::Order { .. }
                | Operation::Finalize { .. } => Part::Order,
                Operation::Authorization { .. } | Operation::DeactivateAuthorization { .. } => {
                    Part::Authorization
                }
                Operation::Accept { .. } => Part::Challenge,
                Operation::Certificate { .. } => Part::CertificateChain,
                Operation::Revoke { .. } => Part::Revocation,
                Operation::RenewalInfo { .. } => Part::RenewalInfo,
            },
        }
    }

    fn draft<'a>(&self, context: Context<'a>) -> Result<Draft<'a>, Error> {
        let find = |signer, key| {
            let payload = NewAccount {
                only_return_existing: true,
                ..NewAccount::default()
            };
            Draft::post(&context.directory.new_account, &payload).by_key(signer, key)
        };
        let session = context.session;
        Ok(match (self, context.operation) {
            (Self::FindByNewKey, Operation::ChangeKey { new_key }) => {
                find(Signer::NewAccount, new_key)
            }
            (Self::FindAccount | Self::FindByNewKey, _) => find(Signer::Account, &session.key),
            (Self::ListOrders { url, .. } | Self::InspectOrder { url, .. }, _) => {
                Draft::post_as_get(url)
            }
            (Self::Look, operation) => Draft::post_as_get(looked_at(operation)),
            (Self::Main, operation) => main(operation, context)?,
        })
    }
}

/// The object that an operation would change.
fn looked_at(operation: &Operation) -> &str {
    match operation {
        Operation::Finalize { order_url, .. } => order_url,
        Operation::Accept { challenge_url } => challenge_url,
        Operation::DeactivateAuthorization { url } => url,
        // Nothing else is looked at before it is done again.
        _ => "",
    }
}

/// The operation's own request.
fn main<'a>(operation: &'a Operation, context: Context<'a>) -> Result<Draft<'a>, Error> {
    let (directory, session) = (context.directory, context.session);
    Ok(match operation {
        // Directory and renewal information are read by GET and never get here.
        Operation::Directory
        | Operation::RenewalInfo { .. }
        | Operation::Register {
            only_existing: true,
            ..
        } => return Call::FindAccount.draft(context),
        Operation::Register {
            contacts,
            agree_to_terms,
            ..
        } => Draft::post(
            &directory.new_account,
            &NewAccount {
                contact: (!contacts.is_empty()).then(|| contacts.clone()),
                terms_of_service_agreed: *agree_to_terms,
                external_account_binding: context.inner.cloned(),
                ..NewAccount::default()
            },
        )
        .by_key(Signer::Account, &session.key),
        Operation::UpdateContacts { contacts } => Draft::post(
            context.account_url()?,
            &NewAccount {
                contact: Some(contacts.clone()),
                ..NewAccount::default()
            },
        ),
        Operation::DeactivateAccount => Draft::post(
            context.account_url()?,
            &NewAccount {
                status: Some(AccountStatus::Deactivated),
                ..NewAccount::default()
            },
        ),
        Operation::ChangeKey { .. } => {
            Draft::post(key_change_url(directory)?, &context.inner.cloned())
        }
        Operation::NewOrder {
            identifiers,
            options,
        } => {
            if let Some(profile) = &options.profile {
                advertised(directory, profile)?;
            }
            Draft::post(&directory.new_order, &options.payload(identifiers))
        }
        Operation::Order { url }
        | Operation::Authorization { url }
        | Operation::Certificate { url } => Draft::post_as_get(url),
        Operation::DeactivateAuthorization { url } => {
            Draft::post(url, &AuthorizationUpdate::deactivated())
        }
        // "an empty JSON object ("{}")" (RFC 8555 §7.5.1).
        Operation::Accept { challenge_url } => Draft::post(challenge_url, &serde_json::Map::new()),
        Operation::Finalize { url, csr_der, .. } => Draft::post(
            url,
            &Finalize {
                csr: base64url(csr_der),
            },
        ),
        Operation::Revoke {
            certificate_der,
            reason,
            certificate_key,
        } => {
            let url = directory
                .revoke_cert
                .as_deref()
                .ok_or_else(|| Error::Unsupported {
                    resource: "revokeCert".to_owned(),
                })?;
            let payload = Revocation {
                certificate: base64url(certificate_der),
                reason: reason.map(Reason::code),
            };
            let draft = Draft::post(url, &payload);
            match certificate_key {
                Some(key) => draft.by_key(Signer::Certificate, key),
                None => draft,
            }
        }
    })
}

fn key_change_url(directory: &Directory) -> Result<&str, Error> {
    directory
        .key_change
        .as_deref()
        .ok_or_else(|| Error::Unsupported {
            resource: "keyChange".to_owned(),
        })
}

/// A profile that the server does not list is not asked for: the
/// server would only refuse it (draft-ietf-acme-profiles §4), and cert-manager
/// says so before it asks.
fn advertised(directory: &Directory, profile: &str) -> Result<(), Error> {
    let profiles = &directory.meta.profiles;
    if profiles.is_empty() {
        Err(Error::ProfilesUnsupported)
    } else if profiles.contains_key(profile) {
        Ok(())
    } else {
        Err(Error::ProfileUnknown {
            name: profile.to_owned(),
        })
    }
}

fn jwk(key: &PublicKey) -> Result<Jwk, Error> {
    Jwk::try_from(key).map_err(Error::AccountKey)
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    // Wire types always serialize.
    json::write(value).unwrap_or_default().into_bytes()
}
