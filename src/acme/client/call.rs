//! The signed requests that operations are made of.

use serde::{Deserialize, Serialize};

use super::{Error, Operation, Part, Session};
use crate::acme::jose::{Jwk, ProtectedHeader, SigningInput};
use crate::acme::wire::{Directory, Finalize, JOSE_JSON, NewAccount, NewOrder, PEM_CHAIN};
use crate::encoding::{base64url, json};
use crate::http::HttpRequest;
use crate::x509::Signature;

/// One signed request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Call {
    /// The account of this key, if there is one (RFC 8555 §7.3.1).
    FindAccount,
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
struct Draft {
    url: String,
    payload: Vec<u8>,
    /// Signed as the key itself, not as the account.
    by_key: bool,
}

impl Draft {
    /// RFC 8555 §6.3.
    fn post_as_get(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            payload: Vec::new(),
            by_key: false,
        }
    }

    fn post(url: &str, payload: &impl Serialize) -> Self {
        Self {
            url: url.to_owned(),
            // Wire types always serialize.
            payload: json::write(payload).unwrap_or_default().into_bytes(),
            by_key: false,
        }
    }

    fn new_account(directory: &Directory, payload: &NewAccount) -> Self {
        Self {
            by_key: true,
            ..Self::post(&directory.new_account, payload)
        }
    }
}

impl Call {
    /// What is to be signed for this call.
    pub(super) fn signing_input(
        &self,
        operation: &Operation,
        session: &Session,
        directory: &Directory,
        nonce: &str,
    ) -> Result<SigningInput, Error> {
        let draft = self.draft(operation, directory);
        let account_url = session.account_url.as_deref().filter(|_| !draft.by_key);
        let jwk = Jwk::try_from(&session.key).map_err(Error::AccountKey)?;
        let header = match account_url {
            Some(account_url) => ProtectedHeader::of_account(account_url, nonce, &draft.url),
            None => ProtectedHeader::of_key(&jwk, nonce, &draft.url),
        };
        Ok(SigningInput::new(&header, &draft.payload))
    }

    /// The request with its signature.
    pub(super) fn request(
        &self,
        operation: &Operation,
        directory: &Directory,
        input: SigningInput,
        signature: &Signature,
    ) -> HttpRequest {
        let url = self.draft(operation, directory).url;
        let request = HttpRequest::post(url, JOSE_JSON, input.into_body(signature));
        match self.part(operation) {
            Part::CertificateChain => request.with_header("accept", PEM_CHAIN),
            _ => request,
        }
    }

    /// What the answer holds.
    pub(super) const fn part(&self, operation: &Operation) -> Part {
        match (self, operation) {
            (Self::FindAccount, _) => Part::Account,
            (Self::ListOrders { .. }, _) => Part::OrderList,
            (Self::InspectOrder { .. }, _) => Part::Order,
            (Self::Look | Self::Main, operation) => match operation {
                Operation::Directory => Part::Directory,
                Operation::Register { .. } => Part::Account,
                Operation::NewOrder { .. }
                | Operation::Order { .. }
                | Operation::Finalize { .. } => Part::Order,
                Operation::Authorization { .. } => Part::Authorization,
                Operation::Accept { .. } => Part::Challenge,
                Operation::Certificate { .. } => Part::CertificateChain,
            },
        }
    }

    fn draft(&self, operation: &Operation, directory: &Directory) -> Draft {
        match self {
            Self::FindAccount => find_account(directory),
            Self::ListOrders { url, .. } | Self::InspectOrder { url, .. } => {
                Draft::post_as_get(url)
            }
            Self::Look => match operation {
                Operation::Finalize { order_url, .. } => Draft::post_as_get(order_url),
                other => Draft::post_as_get(&Self::Main.draft(other, directory).url),
            },
            Self::Main => match operation {
                Operation::Register {
                    contacts,
                    agree_to_terms,
                    only_existing: false,
                } => Draft::new_account(
                    directory,
                    &NewAccount {
                        contact: (!contacts.is_empty()).then(|| contacts.clone()),
                        terms_of_service_agreed: *agree_to_terms,
                        ..NewAccount::default()
                    },
                ),
                // A directory is read by GET and never gets here.
                Operation::Directory | Operation::Register { .. } => find_account(directory),
                Operation::NewOrder { identifiers } => Draft::post(
                    &directory.new_order,
                    &NewOrder {
                        identifiers: identifiers.clone(),
                        ..NewOrder::default()
                    },
                ),
                Operation::Order { url }
                | Operation::Authorization { url }
                | Operation::Certificate { url } => Draft::post_as_get(url),
                // "an empty JSON object ("{}")" (RFC 8555 §7.5.1).
                Operation::Accept { challenge_url } => {
                    Draft::post(challenge_url, &serde_json::Map::new())
                }
                Operation::Finalize { url, csr_der, .. } => Draft::post(
                    url,
                    &Finalize {
                        csr: base64url(csr_der),
                    },
                ),
            },
        }
    }
}

fn find_account(directory: &Directory) -> Draft {
    Draft::new_account(
        directory,
        &NewAccount {
            only_return_existing: true,
            ..NewAccount::default()
        },
    )
}
