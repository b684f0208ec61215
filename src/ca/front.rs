//! The protocol around the objects: URLs, methods, signatures, nonces
//! (RFC 8555 §6).

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::accounts::AccountRecord;
use super::refusal::{self, Refusal};
use super::resource::Resource;
use super::{Context, PracticeCa, accounts, authorizations, orders};
use crate::acme::jose::{ES256, Jws};
use crate::acme::wire::{Directory, DirectoryMeta, JOSE_JSON};
use crate::encoding;
use crate::http::{HttpRequest, HttpResponse, Method};
use crate::x509::PublicKey;

/// An answer, or why there is none.
pub(super) type Answer = Result<HttpResponse, Refusal>;

/// A request of an account, its signature, nonce and URL found good.
#[derive(Debug)]
pub(super) struct Post {
    /// The account's id.
    pub(super) account: String,
    /// Empty in a POST-as-GET.
    pub(super) payload: Vec<u8>,
}

impl Post {
    /// For resources that are only read: "the payload of the JWS is a
    /// zero-length octet string" (RFC 8555 §6.3).
    pub(super) fn is_get(&self) -> Result<(), Refusal> {
        if self.payload.is_empty() {
            Ok(())
        } else {
            Err(refusal::malformed(
                "POST-as-GET requests must have an empty payload",
            ))
        }
    }

    /// The payload as a wire type.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        encoding::json::read(&self.payload)
            .map_err(|_| refusal::malformed("Error unmarshaling JSON"))
    }

    /// The account itself.
    pub(super) fn account<'a>(&self, ca: &'a PracticeCa) -> Result<&'a AccountRecord, Refusal> {
        ca.store
            .accounts
            .get(&self.account)
            .ok_or_else(|| refusal::account_does_not_exist("Account not found"))
    }
}

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
    let mut response = answer
        .unwrap_or_else(|refusal| refusal::response(&refusal))
        .with_header("cache-control", "no-store");
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

fn allowed_methods(resource: &Resource) -> &'static str {
    match resource {
        Resource::Directory | Resource::Terms => "GET",
        Resource::NewNonce => "GET, HEAD",
        _ => "POST",
    }
}

fn route(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    resource: &Resource,
    context: &mut Context<'_>,
) -> Answer {
    match (resource, request.method) {
        (Resource::Directory, Method::Get) => Ok(json(200, &directory(&ca.base_url))),
        (Resource::Terms, Method::Get) => Ok(HttpResponse::new(
            200,
            "text/plain; charset=utf-8",
            TERMS.into(),
        )),
        (Resource::NewNonce, Method::Head) => Ok(HttpResponse::empty(200)),
        (Resource::NewNonce, Method::Get) => Ok(HttpResponse::empty(204)),
        (Resource::Directory | Resource::Terms | Resource::NewNonce, _)
        | (_, Method::Get | Method::Head) => Err(refusal::method_not_allowed()),
        (Resource::NewAccount, Method::Post) => {
            let jws = read(request)?;
            let key = embedded_key(&jws)?;
            check(ca, request, &jws, &key, context)?;
            accounts::new_account(ca, context, key, &jws.payload)
        }
        (resource, Method::Post) => {
            let jws = read(request)?;
            let (id, key) = signer(ca, &jws)?;
            check(ca, request, &jws, &key, context)?;
            let post = Post {
                account: id,
                payload: jws.payload,
            };
            accounts::check_status(post.account(ca)?)?;
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
        Resource::NewOrder => orders::new_order(ca, context, post),
        Resource::Account(id) => accounts::account(ca, id, post),
        Resource::Orders(id, page) => orders::list(ca, context.now, id, *page, post),
        Resource::Order(id) => orders::order(ca, context, id, post),
        Resource::Finalize(id) => orders::finalize(ca, context, id, post),
        Resource::Authorization(id) => authorizations::authorization(ca, context, id, post),
        Resource::Challenge(id, kind) => authorizations::challenge(ca, context, id, kind, post),
        Resource::Certificate(id) => orders::certificate(ca, id, post),
        Resource::Directory | Resource::NewNonce | Resource::NewAccount | Resource::Terms => {
            Err(refusal::method_not_allowed())
        }
    }
}

fn directory(base_url: &str) -> Directory {
    Directory {
        new_nonce: Resource::NewNonce.url(base_url),
        new_account: Resource::NewAccount.url(base_url),
        new_order: Resource::NewOrder.url(base_url),
        revoke_cert: None,
        key_change: None,
        renewal_info: None,
        meta: DirectoryMeta {
            terms_of_service: Some(Resource::Terms.url(base_url)),
            ..DirectoryMeta::default()
        },
    }
}

/// The JWS in the body, not yet believed (RFC 8555 §6.2).
fn read(request: &HttpRequest) -> Result<Jws, Refusal> {
    // "If a request does not meet this requirement, then the server MUST
    // return a response with status code 415" (RFC 8555 §6.2).
    if request.header("content-type") != Some(JOSE_JSON) {
        return Err(refusal::unsupported_media_type());
    }
    if request.body.is_empty() {
        return Err(refusal::malformed("No body on POST"));
    }
    if request.body.len() > MOST_OCTETS {
        return Err(refusal::malformed("Request body too large"));
    }
    let jws = Jws::parse(&request.body).map_err(|error| refusal::jws(&error))?;
    if jws.header.alg != ES256 {
        return Err(refusal::bad_signature_algorithm(&jws.header.alg));
    }
    Ok(jws)
}

/// The key of a request that shows its key (RFC 8555 §6.2 `jwk`).
fn embedded_key(jws: &Jws) -> Result<PublicKey, Refusal> {
    jws.header
        .jwk()
        .ok_or_else(|| refusal::malformed("No embedded JWK in JWS header"))?
        .and_then(|jwk| jwk.public_key())
        .map_err(|error| refusal::jws(&error))
}

/// The account that a request names, and its key (RFC 8555 §6.2 `kid`).
fn signer(ca: &PracticeCa, jws: &Jws) -> Result<(String, PublicKey), Refusal> {
    let url = jws
        .header
        .account_url()
        .ok_or_else(|| refusal::malformed("No Key ID in JWS header"))?;
    let Some(Resource::Account(id)) = Resource::parse(&ca.base_url, url) else {
        return Err(refusal::malformed(format!(
            "KeyID header contained an invalid account URL: {url:?}"
        )));
    };
    match ca.store.accounts.get(&id) {
        Some(account) => Ok((id, account.key.clone())),
        None => Err(refusal::account_does_not_exist(format!(
            "Account {url:?} not found"
        ))),
    }
}

/// Signature, nonce and URL, in this order, so that a forged request uses up
/// nobody's nonce (RFC 8555 §6.2, §6.4, §6.5).
fn check(
    ca: &mut PracticeCa,
    request: &HttpRequest,
    jws: &Jws,
    key: &PublicKey,
    context: &mut Context<'_>,
) -> Result<(), Refusal> {
    jws.verify(key).map_err(|error| refusal::jws(&error))?;
    let nonce = jws.header.nonce.as_deref();
    ca.nonces.redeem(nonce)?;
    if ca.faults.reject_nonce(context.entropy) {
        return Err(refusal::bad_nonce(
            "JWS has an invalid anti-replay nonce: refused by a fault switch",
        ));
    }
    // "If the two do not match, then the server MUST reject the request as
    // unauthorized" (RFC 8555 §6.4).
    match jws.header.url.as_deref() {
        Some(url) if url == request.url => Ok(()),
        Some(url) => Err(refusal::unauthorized(format!(
            "JWS header parameter 'url' incorrect. Expected {:?} got {url:?}",
            request.url
        ))),
        None => Err(refusal::malformed("JWS header parameter 'url' required")),
    }
}

const TERMS: &str = "The practice CA's terms of service: its certificates are for practice. \
                     No browser trusts them, and nobody should.\n";
/// A CSR of a hundred names has some 10 kB.
const MOST_OCTETS: usize = 1 << 17;
