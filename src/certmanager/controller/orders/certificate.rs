//! The certificate of an Order, and which of several chains.

use std::ops::ControlFlow;

use super::errored;
use crate::acme::client::{Operation, Outcome};
use crate::certmanager::api::{AcmeIssuer, Object, Order};
use crate::certmanager::runtime::pass::{AcmeAccount, DONE, Flow, Pass, UNEXPECTED, retry};
use crate::certmanager::subject;
use crate::x509::parse_pem_chain;

/// Fetches the certificate and completes the Order.
pub(super) fn store(
    pass: &mut Pass<'_>,
    account: &AcmeAccount,
    acme: &AcmeIssuer,
    mut order: Order,
    url: &str,
) -> Flow {
    let (pem, alternates) = match download(pass, account, &order, url)? {
        Ok(found) => found,
        Err(error) => {
            let reason = format!("Failed to retrieve signed certificate: {error}");
            return errored(pass, order, reason);
        }
    };
    let mut chosen = pem;
    if !acme.preferred_chain.is_empty() && !leads_to(&chosen, &acme.preferred_chain) {
        for alternate in alternates {
            // It is a preference: a chain that cannot be had is passed over.
            if let Ok((pem, _)) = download(pass, account, &order, &alternate)?
                && leads_to(&pem, &acme.preferred_chain)
            {
                chosen = pem;
                break;
            }
        }
    }
    order.status.certificate = Some(chosen.into_bytes());
    pass.update(Object::Order(order));
    pass.normal("Complete", "Order completed successfully");
    DONE
}

/// A chain and the URLs of its alternates, or the server's refusal.
fn download(
    pass: &mut Pass<'_>,
    account: &AcmeAccount,
    order: &Order,
    url: &str,
) -> Flow<Result<(String, Vec<String>), String>> {
    let operation = Operation::Certificate {
        url: url.to_owned(),
    };
    match pass.acme(account, operation)? {
        Ok(Outcome::Certificate { pem, alternates }) => {
            ControlFlow::Continue(Ok((pem, alternates)))
        }
        Ok(_) => retry(UNEXPECTED),
        Err(error) if error.is_acme_4xx() => ControlFlow::Continue(Err(error.to_string())),
        Err(error) => {
            // It is finalized: the next try only fetches.
            pass.update(Object::Order(order.clone()));
            retry(error.to_string())
        }
    }
}

/// Whether the issuer of a chain's topmost certificate has this common name
/// (`spec.acme.preferredChain`).
fn leads_to(pem: &str, root: &str) -> bool {
    parse_pem_chain(pem)
        .ok()
        .and_then(|chain| subject::issuer_common_name(chain.last()?))
        .is_some_and(|name| name == root)
}
