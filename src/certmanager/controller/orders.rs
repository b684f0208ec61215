//! How far is an Order? (`orders`)

mod certificate;
mod challenges;
mod solvers;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::ops::ControlFlow;
use std::time::Duration;

use crate::acme::client::{Operation, OrderOptions, Outcome, RetryAfter};
use crate::acme::wire::{self, Identifier};
use crate::certmanager::api::{
    AcmeIssuer, Challenge, Object, Order, OrderAuthorization, OrderChallenge, State,
};
use crate::certmanager::runtime::pass::{AcmeAccount, DONE, Flow, Pass, Stop, UNEXPECTED, retry};
use crate::clock::Timestamp;
use crate::encoding;

pub(crate) fn reconcile(pass: &mut Pass<'_>) -> Flow {
    let Some(order) = pass.object()?.order() else {
        return DONE;
    };
    let state = order.status.state.as_ref();
    if order.metadata.is_being_deleted() || state.is_some_and(State::is_failure) {
        return DONE;
    }
    if state == Some(&State::Valid) && order.status.certificate.is_some() {
        challenges::delete_all(pass, order);
        return DONE;
    }
    let (account, acme) = pass.acme_account(&order.spec.issuer_ref, order.namespace())?;
    if order.status.url.is_empty() {
        return submit(pass, &account, order);
    }
    if order.status.finalize_url.is_empty() {
        let mut order = order.clone();
        let (found, _) = fetch(pass, &account, &mut order)?;
        copy_state(&mut order, &found, pass.now);
        return settle(pass, order);
    }
    if let Some(missing) = order
        .status
        .authorizations
        .iter()
        .position(|authorization| authorization.identifier.is_empty())
    {
        return fetch_authorization(pass, &account, order, missing);
    }
    if matches!(state, Some(State::Valid | State::Processing)) {
        let mut order = order.clone();
        let (found, again) = fetch(pass, &account, &mut order)?;
        return after_finalize(pass, &account, acme, order, &found, again);
    }
    challenges::ensure(pass, order, acme, &account.public_key)?;
    if state == Some(&State::Ready) {
        return finalize(pass, &account, acme, order);
    }
    let owned = challenges::owned(pass, order);
    let failed = owned.iter().any(|challenge| is_failed(challenge));
    if !failed && !owned.iter().all(|challenge| challenge.is_final()) {
        return DONE;
    }
    let mut order = order.clone();
    let (found, _) = fetch(pass, &account, &mut order)?;
    copy_state(&mut order, &found, pass.now);
    let still_pending = found.status == wire::OrderStatus::Pending;
    pass.update(Object::Order(order));
    if still_pending && !failed {
        // All is proved, but the server has not noticed yet.
        return ControlFlow::Break(Stop::Until(pass.now + RECHECK));
    }
    if still_pending {
        return ControlFlow::Break(Stop::Settled);
    }
    DONE
}

fn is_failed(challenge: &Challenge) -> bool {
    challenge
        .status
        .state
        .as_ref()
        .is_some_and(State::is_failure)
}

/// Asks the server for an order.
fn submit(pass: &mut Pass<'_>, account: &AcmeAccount, order: &Order) -> Flow {
    let operation = Operation::NewOrder {
        identifiers: identifiers(order),
        options: OrderOptions {
            profile: Some(order.spec.profile.clone()).filter(|name| !name.is_empty()),
            replaces: Some(order.spec.replaces.clone()).filter(|id| !id.is_empty()),
            not_after: None,
        },
    };
    match pass.acme(account, operation)? {
        Ok(Outcome::Order {
            url, order: made, ..
        }) => {
            let mut order = order.clone();
            order.status.url = url;
            copy_state(&mut order, &made, pass.now);
            settle(pass, order)
        }
        Ok(_) => retry(UNEXPECTED),
        Err(error) if error.is_acme_4xx() || error.is_about_profile() => errored(
            pass,
            order.clone(),
            format!("Failed to create Order: {error}"),
        ),
        Err(error) => retry(format!("error creating new order: {error}")),
    }
}

/// Names before addresses, each sorted and once (RFC 8555 §7.4, RFC 8738).
fn identifiers(order: &Order) -> Vec<Identifier> {
    let spec = &order.spec;
    let common = Some(&spec.common_name).filter(|name| !name.is_empty());
    let (addresses, names): (BTreeSet<&String>, BTreeSet<&String>) = spec
        .dns_names
        .iter()
        .chain(&spec.ip_addresses)
        .chain(common)
        .partition(|name| name.parse::<IpAddr>().is_ok());
    let names = names.into_iter().cloned().map(Identifier::Dns);
    names
        .chain(addresses.into_iter().cloned().map(Identifier::Ip))
        .collect()
}

/// What an authorization is for and what it offers.
fn fetch_authorization(
    pass: &mut Pass<'_>,
    account: &AcmeAccount,
    order: &Order,
    which: usize,
) -> Flow {
    let mut order = order.clone();
    let Some(entry) = order.status.authorizations.get_mut(which) else {
        return DONE;
    };
    let operation = Operation::Authorization {
        url: entry.url.clone(),
    };
    match pass.acme(account, operation)? {
        Ok(Outcome::Authorization { authorization, .. }) => {
            entry.identifier = authorization.identifier.to_string();
            entry.wildcard = Some(authorization.wildcard);
            entry.initial_state = Some(State::from_word(authorization.status.as_str()));
            entry.challenges = authorization
                .challenges
                .into_iter()
                .map(|challenge| OrderChallenge {
                    url: challenge.url,
                    token: challenge.token.unwrap_or_default(),
                    challenge_type: challenge.kind.as_str().to_owned(),
                })
                .collect();
            settle(pass, order)
        }
        Ok(_) => retry(UNEXPECTED),
        Err(error) if error.is_acme_4xx() => errored(
            pass,
            order,
            format!("Failed to fetch authorization: {error}"),
        ),
        Err(error) => retry(error.to_string()),
    }
}

/// Hands in the CSR.
fn finalize(pass: &mut Pass<'_>, account: &AcmeAccount, acme: &AcmeIssuer, order: &Order) -> Flow {
    let mut order = order.clone();
    let operation = Operation::Finalize {
        url: order.status.finalize_url.clone(),
        order_url: order.status.url.clone(),
        csr_der: csr_der(&order),
    };
    match pass.acme(account, operation)? {
        Ok(Outcome::Order {
            order: found,
            retry_after,
            ..
        }) => {
            let again = poll_at(retry_after, pass.now);
            after_finalize(pass, account, acme, order, &found, again)
        }
        Ok(_) => retry(UNEXPECTED),
        Err(error) if error.is_acme_4xx() => {
            // Perhaps it was finalized before, and nobody wrote it down.
            if error.status() == Some(403) {
                let (found, again) = fetch(pass, account, &mut order)?;
                if matches!(
                    found.status,
                    wire::OrderStatus::Valid | wire::OrderStatus::Processing
                ) {
                    return after_finalize(pass, account, acme, order, &found, again);
                }
            }
            errored(pass, order, format!("Failed to finalize Order: {error}"))
        }
        Err(error) => retry(format!("error finalizing order: {error}")),
    }
}

/// The order is with the CA: fetches the certificate once it is there.
///
/// cert-manager waits within one pass; here the wait shows as state `processing`.
fn after_finalize(
    pass: &mut Pass<'_>,
    account: &AcmeAccount,
    acme: &AcmeIssuer,
    mut order: Order,
    found: &wire::Order,
    again: Timestamp,
) -> Flow {
    copy_state(&mut order, found, pass.now);
    match (&found.status, &found.certificate) {
        (wire::OrderStatus::Valid, Some(url)) => {
            certificate::store(pass, account, acme, order, url)
        }
        (wire::OrderStatus::Processing | wire::OrderStatus::Valid, _) => {
            pass.update(Object::Order(order));
            ControlFlow::Break(Stop::Until(again))
        }
        _ => settle(pass, order),
    }
}

/// The order as the server has it, and when to ask again if it is not enough.
fn fetch(
    pass: &mut Pass<'_>,
    account: &AcmeAccount,
    order: &mut Order,
) -> Flow<(wire::Order, Timestamp)> {
    let operation = Operation::Order {
        url: order.status.url.clone(),
    };
    match pass.acme(account, operation)? {
        Ok(Outcome::Order {
            order: found,
            retry_after,
            ..
        }) => ControlFlow::Continue((found, poll_at(retry_after, pass.now))),
        Ok(_) => retry(UNEXPECTED),
        Err(error) if error.is_acme_4xx() => {
            errored(
                pass,
                order.clone(),
                format!("Failed to retrieve Order resource: {error}"),
            )?;
            ControlFlow::Break(Stop::Settled)
        }
        Err(error) => retry(error.to_string()),
    }
}

/// Takes over what the server says.
fn copy_state(order: &mut Order, found: &wire::Order, now: Timestamp) {
    let status = &mut order.status;
    status.finalize_url.clone_from(&found.finalize);
    if status.authorizations.is_empty() {
        // Once there, the list does not change.
        status.authorizations = found
            .authorizations
            .iter()
            .map(|url| OrderAuthorization {
                url: url.clone(),
                ..OrderAuthorization::default()
            })
            .collect();
    }
    set_state(order, State::from_word(found.status.as_str()), now);
}

fn set_state(order: &mut Order, state: State, now: Timestamp) {
    if state.is_failure() {
        order.status.failure_time.get_or_insert(now);
    }
    order.status.state = Some(state);
}

/// The server refused a call: the Order ends here.
fn errored(pass: &mut Pass<'_>, mut order: Order, reason: String) -> Flow {
    set_state(&mut order, State::Errored, pass.now);
    order.status.reason = reason;
    settle(pass, order)
}

fn settle(pass: &mut Pass<'_>, order: Order) -> Flow {
    pass.update(Object::Order(order));
    DONE
}

fn csr_der(order: &Order) -> Vec<u8> {
    let text = String::from_utf8_lossy(&order.spec.request);
    let block = encoding::from_pem(&text).ok();
    block
        .and_then(|blocks| blocks.into_iter().next())
        .map_or_else(|| order.spec.request.clone(), |block| block.der)
}

fn poll_at(retry_after: Option<RetryAfter>, now: Timestamp) -> Timestamp {
    // At least a second: a server that says "now" would keep the page busy.
    retry_after
        .map_or(now + POLL, RetryAfter::moment)
        .max(now + Duration::from_secs(1))
}

/// How soon to look again when all is proved and the order still pending (`RequeuePeriod`).
const RECHECK: Duration = Duration::from_secs(5);

/// How soon to look again while the CA works, if it does not say (golang.org/x/crypto/acme).
const POLL: Duration = Duration::from_secs(1);
