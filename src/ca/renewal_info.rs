//! When to renew: ACME Renewal Information (RFC 9773).

use std::time::Duration;

use serde::Serialize;

use super::certificates::CertificateRecord;
use super::front::{Answer, json};
use super::refusal::{self, Refusal};
use super::request::Post;
use super::{PracticeCa, orders};
use crate::acme::wire::OrderStatus;
use crate::clock::Timestamp;
use crate::encoding::from_base64url;
use crate::x509::{Certificate, DnsName, SerialNumber};

/// The renewalInfo object (RFC 9773 §4.2).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RenewalInfo {
    suggested_window: Window,
    #[serde(skip_serializing_if = "Option::is_none", rename = "explanationURL")]
    explanation_url: Option<String>,
}

#[derive(Serialize)]
struct Window {
    start: Timestamp,
    end: Timestamp,
}

/// The renewalInfo resource: a window around two thirds of the lifetime; in the
/// past for what is revoked (RFC 9773 §4.2, §4.3.1).
pub(super) fn shown(ca: &PracticeCa, id: &str) -> Answer {
    let (_, record) = find(ca, id)?;
    let certificate = record.certificate()?;
    let window = match &record.revoked {
        Some(revoked) => Window {
            start: revoked.at - Duration::from_hours(1),
            end: revoked.at,
        },
        None => window(&certificate),
    };
    let body = RenewalInfo {
        suggested_window: window,
        explanation_url: None,
    };
    Ok(json(200, &body).with_header("retry-after", RETRY_SECS))
}

/// As Let's Encrypt: ideally when a third of the lifetime is left, and a
/// fiftieth of it around that moment.
fn window(certificate: &Certificate) -> Window {
    let lifetime = certificate.not_after().since(certificate.not_before());
    let ideal = certificate.not_after() - lifetime / 3;
    Window {
        start: ideal - lifetime / 50,
        end: ideal + lifetime / 50,
    }
}

/// The certificate that a new order may replace, by its id in the store
/// (RFC 9773 §5).
pub(super) fn replaceable(
    ca: &PracticeCa,
    now: Timestamp,
    id: &str,
    names: &[DnsName],
    post: &Post,
) -> Result<String, Refusal> {
    let (key, record) = find(ca, id)?;
    if record.account != post.account {
        return Err(refusal::unauthorized(
            "requester account did not request the certificate being replaced by this order",
        ));
    }
    if !record.names.iter().any(|name| names.contains(name)) {
        return Err(refusal::malformed(
            "identifiers in this order do not match any names in the certificate being replaced",
        ));
    }
    let replaced = record
        .replaced_by
        .as_ref()
        .and_then(|order| ca.store.orders.get(order))
        .is_some_and(|order| orders::status(ca, now, order) != OrderStatus::Invalid);
    if replaced {
        return Err(refusal::already_replaced(format!(
            "cannot indicate an order replaces certificate with serial {:?}, which already has a \
             replacement order",
            record.certificate()?.serial().hex()
        )));
    }
    Ok(key.to_owned())
}

/// The certificate of an id: key identifier of the issuer, a dot, serial
/// number, both as base64url (RFC 9773 §4.1).
fn find<'a>(ca: &'a PracticeCa, id: &str) -> Result<(&'a str, &'a CertificateRecord), Refusal> {
    let decoded = id.split_once('.').and_then(|(authority, serial)| {
        Some((
            from_base64url(authority).ok()?,
            SerialNumber::from_bytes(&from_base64url(serial).ok()?),
        ))
    });
    let (authority, serial) =
        decoded.ok_or_else(|| refusal::malformed("path did not include a valid certificate ID"))?;
    ca.store
        .certificates
        .iter()
        .find(|(_, record)| {
            Certificate::from_der(&record.leaf).is_ok_and(|certificate| {
                certificate.authority_key_id() == Some(&authority)
                    && *certificate.serial() == serial
            })
        })
        .map(|(key, record)| (key.as_str(), record))
        .ok_or_else(|| refusal::not_found("Certificate replaced by this order was not found"))
}

/// Six hours, as Let's Encrypt.
const RETRY_SECS: &str = "21600";
