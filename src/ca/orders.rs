//! Orders: from names to a certificate (RFC 8555 §7.4).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::authorizations::{self, AuthorizationRecord};
use super::front::{Answer, Post, json};
use super::refusal::{self, Refusal};
use super::resource::Resource;
use super::store::CertificateRecord;
use super::{Context, PracticeCa, identifiers, store};
use crate::acme::wire::{
    AuthorizationStatus, Finalize, Identifier, NewOrder, Order, OrderList, OrderStatus, PEM_CHAIN,
};
use crate::clock::Timestamp;
use crate::encoding::from_base64url;
use crate::http::HttpResponse;
use crate::x509::{CertificateSigningRequest, DnsName};

/// An order as the CA keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrderRecord {
    pub(super) account: String,
    pub(super) names: Vec<DnsName>,
    pub(super) expires: Timestamp,
    /// Authorization ids, one a name.
    pub(super) authorizations: Vec<String>,
    /// The certificate's id, once issued.
    pub(super) certificate: Option<String>,
}

/// newOrder (RFC 8555 §7.4).
pub(super) fn new_order(ca: &mut PracticeCa, context: &mut Context<'_>, post: &Post) -> Answer {
    let wanted: NewOrder = post.json()?;
    if wanted.not_before.is_some() || wanted.not_after.is_some() {
        return Err(refusal::malformed(
            "NotBefore and NotAfter are not supported",
        ));
    }
    let names = identifiers::check(&wanted.identifiers)?;
    let mut order = OrderRecord {
        account: post.account.clone(),
        names,
        expires: context.now + LIFETIME,
        authorizations: Vec::new(),
        certificate: None,
    };
    for name in &order.names {
        let id = store::new_id(context.entropy);
        let authorization =
            AuthorizationRecord::new(&post.account, name, context.now, context.entropy);
        ca.store.authorizations.insert(id.clone(), authorization);
        order.authorizations.push(id);
    }
    let id = store::new_id(context.entropy);
    if let Some(account) = ca.store.accounts.get_mut(&post.account) {
        account.orders.push(id.clone());
    }
    let response = shown(ca, context.now, 201, &id, &order);
    ca.store.orders.insert(id, order);
    Ok(response)
}

/// The order resource (RFC 8555 §7.1.3).
pub(super) fn order(ca: &mut PracticeCa, context: &Context<'_>, id: &str, post: &Post) -> Answer {
    post.is_get()?;
    let order = owned(ca, context, id, post)?;
    Ok(shown(ca, context.now, 200, id, &order))
}

/// A page of the account's orders, without the invalid ones (RFC 8555 §7.1.2.1).
pub(super) fn list(
    ca: &PracticeCa,
    now: Timestamp,
    account: &str,
    page: usize,
    post: &Post,
) -> Answer {
    post.is_get()?;
    if account != post.account {
        return Err(refusal::unauthorized(
            "Account ID doesn't match ID for orders",
        ));
    }
    let alive: Vec<&String> = post
        .account(ca)?
        .orders
        .iter()
        .filter(|id| {
            let order = ca.store.orders.get(*id);
            order.is_some_and(|order| status(ca, now, order) != OrderStatus::Invalid)
        })
        .collect();
    let pages = alive.chunks(PAGE);
    let more = page.saturating_add(1) < pages.len();
    let body = OrderList {
        orders: alive
            .chunks(PAGE)
            .nth(page)
            .unwrap_or_default()
            .iter()
            .map(|id| Resource::Order((*id).clone()).url(&ca.base_url))
            .collect(),
    };
    let response = json(200, &body);
    if !more {
        return Ok(response);
    }
    let next = Resource::Orders(account.to_owned(), page.saturating_add(1)).url(&ca.base_url);
    Ok(response.with_header("link", format!("<{next}>;rel=\"next\"")))
}

/// finalize: takes the CSR and issues (RFC 8555 §7.4).
pub(super) fn finalize(
    ca: &mut PracticeCa,
    context: &mut Context<'_>,
    id: &str,
    post: &Post,
) -> Answer {
    let mut order = owned(ca, context, id, post)?;
    let status = status(ca, context.now, &order);
    if status != OrderStatus::Ready {
        return Err(refusal::order_not_ready(status.as_str()));
    }
    let Finalize { csr } = post.json()?;
    let der = from_base64url(&csr).map_err(|_| {
        refusal::malformed("Error base64url decoding CSR in finalize order request")
    })?;
    let csr = CertificateSigningRequest::from_der(&der)
        .map_err(|error| refusal::bad_csr(format!("Error parsing certificate request: {error}")))?;
    check_request(&csr, &order.names)?;
    if *csr.public_key() == post.account(ca)?.key {
        return Err(refusal::bad_csr(
            "certificate public key must be different than account key",
        ));
    }
    let chain_pem = ca
        .authority
        .issue(&csr, context)
        .map_err(|error| refusal::server_internal(format!("Error finalizing order :: {error}")))?;
    let certificate = store::new_id(context.entropy);
    ca.store.certificates.insert(
        certificate.clone(),
        CertificateRecord {
            account: post.account.clone(),
            chain_pem,
        },
    );
    order.certificate = Some(certificate);
    ca.store.orders.insert(id.to_owned(), order.clone());
    Ok(shown(ca, context.now, 200, id, &order))
}

/// The certificate resource: leaf and intermediate (RFC 8555 §7.4.2).
pub(super) fn certificate(ca: &PracticeCa, id: &str, post: &Post) -> Answer {
    post.is_get()?;
    match ca.store.certificates.get(id) {
        None => Err(refusal::not_found("Certificate not found")),
        Some(record) if record.account != post.account => Err(refusal::unauthorized(
            "Account in use did not issue specified certificate",
        )),
        Some(record) => Ok(HttpResponse::new(
            200,
            PEM_CHAIN,
            record.chain_pem.clone().into_bytes(),
        )),
    }
}

/// What follows from authorizations, certificate and time (RFC 8555 §7.1.6).
fn status(ca: &PracticeCa, now: Timestamp, order: &OrderRecord) -> OrderStatus {
    if order.certificate.is_some() {
        return OrderStatus::Valid;
    }
    let statuses: Vec<_> = order
        .authorizations
        .iter()
        .filter_map(|id| ca.store.authorizations.get(id))
        .map(|authorization| authorization.status(now))
        .collect();
    let all_valid = statuses
        .iter()
        .all(|one| *one == AuthorizationStatus::Valid);
    let any_lost = statuses.iter().any(|one| {
        !matches!(
            one,
            AuthorizationStatus::Valid | AuthorizationStatus::Pending
        )
    });
    if any_lost || now >= order.expires {
        OrderStatus::Invalid
    } else if all_valid {
        OrderStatus::Ready
    } else {
        OrderStatus::Pending
    }
}

/// The order, if it is this account's, its challenges checked where they wait for it.
fn owned(
    ca: &mut PracticeCa,
    context: &Context<'_>,
    id: &str,
    post: &Post,
) -> Result<OrderRecord, Refusal> {
    let order = ca.store.orders.get(id).cloned();
    let order = order
        .filter(|order| order.account == post.account)
        .ok_or_else(|| refusal::not_found(format!("No order for ID {id}")))?;
    for authorization in &order.authorizations {
        authorizations::settle(ca, authorization, context);
    }
    Ok(order)
}

/// "The CSR MUST indicate the exact same set of requested identifiers as the
/// initial newOrder request" (RFC 8555 §7.4).
fn check_request(csr: &CertificateSigningRequest, ordered: &[DnsName]) -> Result<(), Refusal> {
    for (found, kind) in [
        (!csr.email_addresses().is_empty(), "email address"),
        (!csr.ip_addresses().is_empty(), "IP address"),
        (!csr.uris().is_empty(), "URI"),
    ] {
        if found {
            return Err(refusal::bad_csr(format!(
                "CSR contains one or more {kind} fields"
            )));
        }
    }
    let mut names: Vec<_> = csr.dns_names();
    // "in the commonName portion of the requested subject name or in an
    // extensionRequest attribute … or both" (RFC 8555 §7.4).
    names.extend(csr.common_name());
    let mut names: Vec<_> = names.iter().map(|name| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    names.dedup();
    if names
        .iter()
        .map(String::as_str)
        .eq(ordered.iter().map(DnsName::as_str))
    {
        Ok(())
    } else {
        Err(refusal::bad_csr(
            "CSR does not specify same identifiers as Order",
        ))
    }
}

fn shown(
    ca: &PracticeCa,
    now: Timestamp,
    http_status: u16,
    id: &str,
    order: &OrderRecord,
) -> HttpResponse {
    let url = |resource: Resource| resource.url(&ca.base_url);
    let body = Order {
        status: status(ca, now, order),
        expires: Some(order.expires),
        identifiers: order
            .names
            .iter()
            .map(|name| Identifier::Dns(name.as_str().to_owned()))
            .collect(),
        profile: None,
        not_before: None,
        not_after: None,
        error: None,
        authorizations: order
            .authorizations
            .iter()
            .map(|id| url(Resource::Authorization(id.clone())))
            .collect(),
        finalize: url(Resource::Finalize(id.to_owned())),
        certificate: order
            .certificate
            .clone()
            .map(|certificate| url(Resource::Certificate(certificate))),
    };
    json(http_status, &body).with_header("location", url(Resource::Order(id.to_owned())))
}

/// As Let's Encrypt.
const LIFETIME: Duration = Duration::from_hours(7 * 24);
const PAGE: usize = 25;
