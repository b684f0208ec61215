//! Orders: from names to a certificate (RFC 8555 §7.4).

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::authorizations::AuthorizationRecord;
use super::front::{Answer, json};
use super::issuing::Root;
use super::profiles::Profile;
use super::refusal::{self, Refusal};
use super::request::Post;
use super::resource::Resource;
use super::{Context, PracticeCa, identifiers, rate_limits, renewal_info, store};
use crate::acme::wire::{AuthorizationStatus, Identifier, NewOrder, Order, OrderList, OrderStatus};
use crate::clock::Timestamp;
use crate::x509::DnsName;

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
    /// When the certificate is shown.
    #[serde(default)]
    pub(super) ready_at: Timestamp,
    #[serde(default)]
    pub(super) created: Timestamp,
    #[serde(default)]
    pub(super) profile: Profile,
    /// Whether the order named a profile.
    #[serde(default)]
    pub(super) names_profile: bool,
    /// The certificate that it replaces, as the client named it (RFC 9773 §5).
    #[serde(default)]
    pub(super) replaces: Option<String>,
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
    let profile = Profile::parse(wanted.profile.as_deref())?;
    let replaced = match &wanted.replaces {
        Some(replaces) => Some(renewal_info::replaceable(
            ca,
            context.now,
            replaces,
            &names,
            post,
        )?),
        None => None,
    };
    if replaced.is_none()
        && let Some(limited) = rate_limits::new_order(ca, context.now, &post.account, &names)
    {
        return Ok(limited.response());
    }
    let mut order = OrderRecord {
        account: post.account.clone(),
        names,
        expires: context.now + LIFETIME,
        authorizations: Vec::new(),
        certificate: None,
        ready_at: context.now,
        created: context.now,
        profile,
        names_profile: wanted.profile.is_some(),
        replaces: wanted.replaces,
    };
    for name in &order.names {
        let id = authorization_for(ca, context, name, post);
        order.authorizations.push(id);
    }
    let id = store::new_id(context.entropy);
    if let Some(account) = ca.store.accounts.get_mut(&post.account) {
        account.orders.push(id.clone());
    }
    if let Some(record) = replaced.and_then(|id| ca.store.certificates.get_mut(&id)) {
        record.replaced_by = Some(id.clone());
    }
    ca.store.orders.insert(id.clone(), order);
    shown(ca, context.now, 201, &id)
}

/// An authorization that the account has for a name already, or a new one.
fn authorization_for(
    ca: &mut PracticeCa,
    context: &mut Context<'_>,
    name: &DnsName,
    post: &Post,
) -> String {
    let mut held = ca.store.authorizations.iter();
    let held = held.find(|(_, record)| {
        ca.policy.reuse_authorizations
            && record.proves(&post.account, name, context.now, &ca.faults)
    });
    if let Some((id, _)) = held {
        return id.clone();
    }
    let id = store::new_id(context.entropy);
    let made = AuthorizationRecord::new(&post.account, name, context.now, context.entropy);
    ca.store.authorizations.insert(id.clone(), made);
    id
}

/// The order resource (RFC 8555 §7.1.3).
pub(super) fn order(ca: &PracticeCa, context: &Context<'_>, id: &str, post: &Post) -> Answer {
    post.is_get()?;
    owned(ca, id, post)?;
    shown(ca, context.now, 200, id)
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

/// What follows from authorizations, certificate and time (RFC 8555 §7.1.6).
pub(super) fn status(ca: &PracticeCa, now: Timestamp, order: &OrderRecord) -> OrderStatus {
    if order.certificate.is_some() {
        return if now < order.ready_at {
            OrderStatus::Processing
        } else {
            OrderStatus::Valid
        };
    }
    let statuses: Vec<_> = order
        .authorizations
        .iter()
        .filter_map(|id| ca.store.authorizations.get(id))
        .map(|authorization| authorization.status(now, &ca.faults))
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
    if any_lost || now >= order.expires || ca.faults.expire_orders {
        OrderStatus::Invalid
    } else if all_valid {
        OrderStatus::Ready
    } else {
        OrderStatus::Pending
    }
}

/// The order, if it is this account's.
pub(super) fn owned(ca: &PracticeCa, id: &str, post: &Post) -> Result<OrderRecord, Refusal> {
    let order = ca.store.orders.get(id).cloned();
    order
        .filter(|order| order.account == post.account)
        .ok_or_else(|| refusal::not_found(format!("No order for ID {id}")))
}

/// The order object (RFC 8555 §7.1.3).
pub(super) fn shown(ca: &PracticeCa, now: Timestamp, http_status: u16, id: &str) -> Answer {
    let order = ca
        .store
        .orders
        .get(id)
        .ok_or_else(|| refusal::not_found(format!("No order for ID {id}")))?;
    let url = |resource: Resource| resource.url(&ca.base_url);
    let status = status(ca, now, order);
    let certificate = order
        .certificate
        .clone()
        .filter(|_| status == OrderStatus::Valid);
    let body = Order {
        expires: Some(order.expires),
        identifiers: order
            .names
            .iter()
            .map(|name| Identifier::Dns(name.as_str().to_owned()))
            .collect(),
        profile: order.names_profile.then(|| order.profile.name().to_owned()),
        replaces: order.replaces.clone(),
        not_before: None,
        not_after: None,
        error: None,
        authorizations: order
            .authorizations
            .iter()
            .map(|id| url(Resource::Authorization(id.clone())))
            .collect(),
        finalize: url(Resource::Finalize(id.to_owned())),
        certificate: certificate
            .map(|certificate| url(Resource::Certificate(certificate, Root::First))),
        status: status.clone(),
    };
    let response =
        json(http_status, &body).with_header("location", url(Resource::Order(id.to_owned())));
    Ok(if status == OrderStatus::Processing {
        response.with_header("retry-after", PROCESSING_RETRY_SECS)
    } else {
        response
    })
}

/// As Let's Encrypt.
const PROCESSING_RETRY_SECS: &str = "3";
/// As Let's Encrypt.
const LIFETIME: Duration = Duration::from_hours(7 * 24);
const PAGE: usize = 25;
