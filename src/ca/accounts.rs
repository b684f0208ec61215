//! Accounts: made, found by key, changed and ended (RFC 8555 §7.3).

use serde::{Deserialize, Serialize};

use super::front::{Answer, json};
use super::refusal::{self, Refusal};
use super::request::{self, Post};
use super::resource::Resource;
use super::{Context, PracticeCa, external_account, rate_limits, store};
use crate::acme::wire::{Account, AccountStatus, NewAccount};
use crate::clock::Timestamp;
use crate::x509::{EmailAddress, PublicKey};

/// An account as the CA keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AccountRecord {
    pub(super) key: PublicKey,
    pub(super) contact: Vec<String>,
    pub(super) status: AccountStatus,
    #[serde(default)]
    pub(super) created: Timestamp,
    /// Order ids, the oldest first.
    pub(super) orders: Vec<String>,
}

/// newAccount: makes the account of a key, or finds it (RFC 8555 §7.3, §7.3.1).
pub(super) fn new_account(
    ca: &mut PracticeCa,
    context: &mut Context<'_>,
    key: PublicKey,
    payload: &[u8],
    url: &str,
) -> Answer {
    let wanted: NewAccount = request::json(payload)?;
    let existing = ca
        .store
        .accounts
        .iter()
        .find(|(_, account)| account.key == key);
    if let Some((id, account)) = existing {
        check_status(account)?;
        return shown(ca, 200, id);
    }
    if wanted.only_return_existing {
        return Err(refusal::account_does_not_exist(
            "No account exists with the provided key",
        ));
    }
    if !wanted.terms_of_service_agreed {
        return Err(refusal::agreement_required(
            &Resource::Terms.url(&ca.base_url),
        ));
    }
    let contact = wanted.contact.unwrap_or_default();
    check_contact(&contact)?;
    if let Some(expected) = &ca.policy.external_account {
        external_account::check(expected, payload, url, &key)?;
    }
    if let Some(limited) = rate_limits::new_account(ca, context.now) {
        return Ok(limited.response());
    }
    let id = store::new_id(context.entropy);
    let account = AccountRecord {
        key,
        contact,
        status: AccountStatus::Valid,
        created: context.now,
        orders: Vec::new(),
    };
    ca.store.accounts.insert(id.clone(), account);
    shown(ca, 201, &id)
}

/// The account resource: shown, its contacts changed, or ended (RFC 8555 §7.3.2, §7.3.6).
pub(super) fn account(ca: &mut PracticeCa, id: &str, post: &Post) -> Answer {
    if id != post.account {
        return Err(refusal::unauthorized(
            "Request signing key did not match account key",
        ));
    }
    let mut account = post.account(ca)?.clone();
    if !post.payload.is_empty() {
        let change: NewAccount = post.json()?;
        if let Some(contact) = change.contact {
            check_contact(&contact)?;
            account.contact = contact;
        }
        match change.status {
            None | Some(AccountStatus::Valid) => {}
            Some(AccountStatus::Deactivated) => account.status = AccountStatus::Deactivated,
            Some(other) => {
                return Err(refusal::malformed(format!(
                    "Invalid value provided for status field: {other}"
                )));
            }
        }
        ca.store.accounts.insert(id.to_owned(), account);
    }
    shown(ca, 200, id)
}

/// Only a valid account may do anything (RFC 8555 §7.3.6).
pub(super) fn check_status(account: &AccountRecord) -> Result<(), Refusal> {
    match &account.status {
        AccountStatus::Valid => Ok(()),
        status => Err(refusal::unauthorized(format!(
            "Account is not valid, has status {:?}",
            status.as_str()
        ))),
    }
}

/// "If a server rejects a contact URL for using an unsupported scheme, it
/// MUST raise an error of type "unsupportedContact"" (RFC 8555 §7.3).
fn check_contact(contact: &[String]) -> Result<(), Refusal> {
    contact.iter().try_for_each(|url| {
        let Some(address) = url.strip_prefix("mailto:") else {
            return Err(refusal::unsupported_contact(format!(
                "only contact scheme 'mailto:' is supported: {url:?}"
            )));
        };
        // Neither header fields nor several addresses are allowed (RFC 8555 §7.3).
        if address.contains(['?', ',']) || EmailAddress::parse(address).is_err() {
            return Err(refusal::invalid_contact(format!(
                "unable to parse email address {address:?}"
            )));
        }
        Ok(())
    })
}

/// The account object (RFC 8555 §7.1.2).
pub(super) fn shown(ca: &PracticeCa, status: u16, id: &str) -> Answer {
    let account = ca
        .store
        .accounts
        .get(id)
        .ok_or_else(|| refusal::account_does_not_exist("Account not found"))?;
    let url = Resource::Account(id.to_owned()).url(&ca.base_url);
    let orders = Resource::Orders(id.to_owned(), 0).url(&ca.base_url);
    let body = Account {
        status: account.status.clone(),
        contact: account.contact.clone(),
        terms_of_service_agreed: None,
        orders: Some(orders),
    };
    Ok(json(status, &body).with_header("location", url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acme::problem::ProblemType;

    #[test]
    fn contacts_are_single_mail_addresses() {
        for (contact, expected) in [
            ("mailto:admin@example.test", None),
            ("tel:+12025551212", Some(ProblemType::UnsupportedContact)),
            ("admin@example.test", Some(ProblemType::UnsupportedContact)),
            ("mailto:admin", Some(ProblemType::InvalidContact)),
            (
                "mailto:a@example.test,b@example.test",
                Some(ProblemType::InvalidContact),
            ),
            (
                "mailto:a@example.test?subject=x",
                Some(ProblemType::InvalidContact),
            ),
        ] {
            let refused = check_contact(&[contact.to_owned()]).err();
            assert_eq!(
                refused.map(|refusal| refusal.problem().kind.clone()),
                expected,
                "{contact}"
            );
        }
    }
}
