//! finalize: from a CSR to a certificate (RFC 8555 §7.4).

use super::certificates::CertificateRecord;
use super::front::Answer;
use super::orders::{self, OrderRecord};
use super::refusal::{self, Refusal};
use super::request::{self, Post};
use super::{Context, PracticeCa, store};
use crate::acme::wire::{Finalize, OrderStatus};
use crate::encoding::{from_base64url, hex};
use crate::x509::{CertificateSigningRequest, DnsName, Error};

/// Takes the CSR and issues.
pub(super) fn finalize(
    ca: &mut PracticeCa,
    context: &mut Context<'_>,
    id: &str,
    post: &Post,
) -> Answer {
    let mut order = orders::owned(ca, id, post)?;
    let status = orders::status(ca, context.now, &order);
    if status != OrderStatus::Ready {
        return Err(refusal::order_not_ready(status.as_str()));
    }
    let Finalize { csr } = post.json()?;
    let der = from_base64url(&csr).map_err(|_| {
        refusal::malformed("Error base64url decoding CSR in finalize order request")
    })?;
    let csr = CertificateSigningRequest::from_der(&der).map_err(|error| unreadable(&error))?;
    request::check_strength(csr.public_key())?;
    check_names(&csr, &order.names)?;
    if *csr.public_key() == post.account(ca)?.key {
        return Err(refusal::bad_csr(
            "certificate public key must be different than account key",
        ));
    }
    if ca
        .store
        .compromised_keys
        .contains(&hex(&csr.public_key().key_id()))
    {
        return Err(refusal::bad_public_key(
            "invalid public key in CSR: public key is forbidden",
        ));
    }
    let certificate = issue(ca, context, &order, &csr)
        .map_err(|error| refusal::server_internal(format!("Error finalizing order :: {error}")))?;
    order.certificate = Some(certificate);
    order.ready_at = ca.faults.processed(context.now);
    ca.store.orders.insert(id.to_owned(), order);
    orders::shown(ca, context.now, 200, id)
}

/// Issues and keeps; gives the certificate's id.
fn issue(
    ca: &mut PracticeCa,
    context: &mut Context<'_>,
    order: &OrderRecord,
    csr: &CertificateSigningRequest,
) -> Result<String, Error> {
    let common_name = common_name(csr, order);
    let csr = csr.restricted_to(common_name.as_deref(), &order.names)?;
    let generation = ca.authority.generation();
    let leaf = ca
        .authority
        .issue(&csr, order.profile, &ca.base_url, context)?;
    let id = store::new_id(context.entropy);
    ca.store.certificates.insert(
        id.clone(),
        CertificateRecord {
            account: order.account.clone(),
            names: order.names.clone(),
            leaf: leaf.der().to_vec(),
            generation,
            issued: context.now,
            replacement: order.replaces.is_some(),
            replaced_by: None,
            revoked: None,
        },
    );
    Ok(id)
}

/// The CSR's own choice if it is short enough, else the first name that is
/// (as Let's Encrypt's classic profile).
fn common_name(csr: &CertificateSigningRequest, order: &OrderRecord) -> Option<String> {
    if !order.profile.has_common_name() {
        return None;
    }
    let fits = |name: &String| name.len() <= MOST_OCTETS;
    let asked = csr.common_name().map(|name| name.to_ascii_lowercase());
    let names = order.names.iter().map(|name| name.as_str().to_owned());
    asked.filter(fits).or_else(|| names.into_iter().find(fits))
}

/// Let's Encrypt's words for a CSR that cannot be used at all.
fn unreadable(error: &Error) -> Refusal {
    match error {
        Error::UnsupportedKey { .. } | Error::NotAPublicKey => {
            refusal::bad_public_key(format!("invalid public key in CSR: {error}"))
        }
        Error::WrongSignature | Error::MalformedSignature => {
            refusal::bad_csr("invalid signature on CSR")
        }
        Error::UnsupportedSignature { .. } => {
            refusal::bad_csr(format!("signature algorithm not supported: {error}"))
        }
        other => refusal::bad_csr(format!("Error parsing certificate request: {other}")),
    }
}

/// "The CSR MUST indicate the exact same set of requested identifiers as the
/// initial newOrder request" (RFC 8555 §7.4).
fn check_names(csr: &CertificateSigningRequest, ordered: &[DnsName]) -> Result<(), Refusal> {
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
    if names.is_empty() {
        return Err(refusal::bad_csr("at least one identifier is required"));
    }
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

/// `ub-common-name` (RFC 5280 Appendix A.1).
const MOST_OCTETS: usize = 64;
