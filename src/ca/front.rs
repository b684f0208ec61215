//! The protocol around the objects: URLs, methods and header fields
//! (RFC 8555 §6, §7.1).

use serde::Serialize;

use super::faults::{RefusalFault, Step};
use super::refusal::{self, Refusal};
use super::request::{self, Post};
use super::resource::Resource;
use super::{
    Context, PracticeCa, accounts, authorizations, certificates, finalize, key_change, orders,
    profiles, renewal_info, revocation, validation,
};
use crate::acme::wire::{Directory, DirectoryMeta};
use crate::encoding;
use crate::http::{HttpRequest, HttpResponse, Method};

/// An answer, or why there is none.
pub(super) type Answer = Result<HttpResponse, Refusal>;

/// An answer with a JSON body.
pub(super) fn json(status: u16, body: &impl Serialize) -> HttpResponse {
    // Wire types always serialize.
    let body = encoding::json::write(body).unwrap_or_default().into_bytes();
    HttpResponse::new(status, "application/json", body)
}

/// Answers a request; every answer but a directory carries the directory's
/// link, every answer to a POST and every nonce a nonce (RFC 8555 §6.5, §7.1).
pub(super) fn answer(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    context: &mut Context<'_>,
) -> HttpResponse {
    let resource = Resource::parse(&ca.base_url, &request.url);
    let answer = match &resource {
        Some(resource) => route(ca, request, resource, context),
        None => Err(refusal::not_found("Page not found")),
    };
    let mut response = answer.unwrap_or_else(|refusal| refusal::response(&refusal));
    if response.header("cache-control").is_none() {
        // "The server MUST include a Cache-Control header field with the
        // "no-store" directive in responses for the newNonce resource"
        // (RFC 8555 §7.2); nothing else here is to be kept either.
        response = response.with_header("cache-control", "no-store");
    }
    if response.status == 405 {
        let allow = resource.as_ref().map_or("POST", allowed_methods);
        response = response.with_header("allow", allow);
    }
    if request.method == Method::Post || resource == Some(Resource::NewNonce) {
        response = response.with_header("replay-nonce", ca.nonces.issue(context.entropy));
    }
    if resource == Some(Resource::Directory) {
        return response;
    }
    let index = Resource::Directory.url(&ca.base_url);
    response.with_header("link", format!("<{index}>;rel=\"index\""))
}

/// The answer of a fault switch.
pub(super) fn faulty(
    ca: &mut PracticeCa,
    fault: RefusalFault,
    context: &mut Context<'_>,
) -> HttpResponse {
    let response = match fault {
        RefusalFault::TooManyRetryAfter => refusal::response(&refusal::rate_limited(
            "Rate limit for '/acme' reached: by a fault switch",
        ))
        .with_header("retry-after", "5"),
        RefusalFault::TooMany => refusal::response(&refusal::rate_limited(
            "Rate limit for '/acme' reached: by a fault switch",
        )),
        RefusalFault::InternalError => refusal::response(&refusal::server_internal(
            "The server experienced an internal error: by a fault switch",
        ))
        .with_header("retry-after", "60"),
        // What stands before a CA knows nothing of nonces and problem documents.
        RefusalFault::Unavailable => {
            return HttpResponse::new(
                503,
                "text/html",
                b"<html><head><title>503 Service Temporarily Unavailable</title></head></html>"
                    .to_vec(),
            );
        }
    };
    response
        .with_header("cache-control", "no-store")
        .with_header("replay-nonce", ca.nonces.issue(context.entropy))
}

/// The methods that a resource takes. "The server MUST allow GET requests for
/// the directory and newNonce resources …, in addition to POST-as-GET requests
/// for these resources" (RFC 8555 §6.3).
pub(super) const fn allowed_methods(resource: &Resource) -> &'static str {
    match resource {
        Resource::Directory | Resource::RenewalInfo(_) => "GET, POST",
        Resource::NewNonce => "GET, HEAD, POST",
        Resource::Terms
        | Resource::Crl(_)
        | Resource::Issuer(_)
        | Resource::RootCrl(_)
        | Resource::RootCertificate(_) => "GET",
        _ => "POST",
    }
}

/// Which step of the protocol a resource is.
pub(super) const fn step(resource: &Resource) -> Step {
    match resource {
        Resource::Directory => Step::Directory,
        Resource::NewNonce => Step::NewNonce,
        Resource::NewAccount => Step::NewAccount,
        Resource::NewOrder => Step::NewOrder,
        Resource::Authorization(_) => Step::Authorization,
        Resource::Challenge(..) => Step::Challenge,
        Resource::Order(_) => Step::Order,
        Resource::Finalize(_) => Step::Finalize,
        Resource::Certificate(..) => Step::Certificate,
        _ => Step::Any,
    }
}

fn route(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    resource: &Resource,
    context: &mut Context<'_>,
) -> Answer {
    match (resource, request.method) {
        (Resource::Directory, Method::Get) => Ok(json(200, &directory(ca))),
        (Resource::Terms, Method::Get) => Ok(HttpResponse::new(
            200,
            "text/plain; charset=utf-8",
            TERMS.into(),
        )),
        (Resource::NewNonce, Method::Head) => Ok(HttpResponse::empty(200)),
        (Resource::NewNonce, Method::Get) => Ok(HttpResponse::empty(204)),
        (Resource::RenewalInfo(id), Method::Get) => renewal_info::shown(ca, id),
        (Resource::Crl(number), Method::Get) => revocation::list(ca, context, *number),
        (Resource::Issuer(number), Method::Get) => certificates::issuer(ca, *number),
        (Resource::RootCrl(root), Method::Get) => revocation::root_list(ca, context, *root),
        (Resource::RootCertificate(root), Method::Get) => certificates::root(ca, *root),
        (
            Resource::Terms
            | Resource::Crl(_)
            | Resource::Issuer(_)
            | Resource::RootCrl(_)
            | Resource::RootCertificate(_),
            _,
        )
        | (_, Method::Get | Method::Head) => Err(refusal::method_not_allowed()),
        (Resource::NewAccount, Method::Post) => {
            let (key, payload) = request::by_key(ca, request, context)?;
            accounts::new_account(ca, context, key, &payload, &request.url)
        }
        (Resource::RevokeCert, Method::Post) => {
            let signer = request::by_either(ca, request, context)?;
            revocation::revoke(ca, context, &signer)
        }
        (resource, Method::Post) => {
            let post = request::by_account(ca, request, context)?;
            dispatch(ca, resource, &post, context)
        }
    }
}

fn dispatch(
    ca: &mut PracticeCa,
    resource: &Resource,
    post: &Post,
    context: &mut Context<'_>,
) -> Answer {
    match resource {
        Resource::Directory => post.is_get().map(|()| json(200, &directory(ca))),
        Resource::NewNonce => post.is_get().map(|()| HttpResponse::empty(204)),
        Resource::RenewalInfo(id) => post.is_get().and_then(|()| renewal_info::shown(ca, id)),
        Resource::NewOrder => orders::new_order(ca, context, post),
        Resource::KeyChange => key_change::change(ca, post),
        Resource::Account(id) => accounts::account(ca, id, post),
        Resource::Orders(id, page) => orders::list(ca, context.now, id, *page, post),
        Resource::Order(id) => orders::order(ca, context, id, post),
        Resource::Finalize(id) => finalize::finalize(ca, context, id, post),
        Resource::Authorization(id) => authorizations::authorization(ca, context, id, post),
        Resource::Challenge(id, kind) => authorizations::challenge(ca, context, id, kind, post),
        Resource::Certificate(id, root) => certificates::certificate(ca, context, id, *root, post),
        Resource::NewAccount
        | Resource::RevokeCert
        | Resource::Terms
        | Resource::Crl(_)
        | Resource::Issuer(_)
        | Resource::RootCrl(_)
        | Resource::RootCertificate(_) => Err(refusal::method_not_allowed()),
    }
}

fn directory(ca: &PracticeCa) -> Directory {
    let url = |resource: Resource| resource.url(&ca.base_url);
    Directory {
        new_nonce: url(Resource::NewNonce),
        new_account: url(Resource::NewAccount),
        new_order: url(Resource::NewOrder),
        revoke_cert: Some(url(Resource::RevokeCert)),
        key_change: Some(url(Resource::KeyChange)),
        // A certificate's id is put after it with a slash (RFC 9773 §4.1).
        renewal_info: Some(url(Resource::RenewalInfo(String::new())))
            .map(|url| url.trim_end_matches('/').to_owned()),
        meta: DirectoryMeta {
            terms_of_service: Some(url(Resource::Terms)),
            caa_identities: vec![validation::IDENTITY.to_owned()],
            external_account_required: ca.policy.external_account.is_some(),
            profiles: profiles::advertised(),
            ..DirectoryMeta::default()
        },
    }
}

const TERMS: &str = "The practice CA's terms of service: its certificates are for practice. \
                     No browser trusts them, and nobody should.\n";
