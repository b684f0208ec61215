//! Reading what came back.

use serde::de::DeserializeOwned;

use super::{Error, Operation, Outcome, Part, RetryAfter, Session, link};
use crate::acme::problem::Problem;
use crate::acme::wire::Directory;
use crate::clock::Timestamp;
use crate::encoding::json;
use crate::http::{HttpResponse, HttpResult};
use crate::x509::parse_pem_chain;

/// An answer that came and is of a sensible size.
pub(super) fn readable(result: HttpResult, part: Part) -> Result<HttpResponse, Error> {
    let response = result.map_err(Error::Http)?;
    let octets = response.body.len();
    if octets > MAX_BODY_OCTETS {
        return Err(Error::TooLarge { what: part, octets });
    }
    Ok(response)
}

/// What a status other than 2xx means.
pub(super) fn refusal(response: &HttpResponse, now: Timestamp) -> Error {
    let status = response.status;
    let refusal = Problem::from_response(response).map_or(Error::Status { status }, |problem| {
        Error::Problem(Box::new(problem))
    });
    // Where a wait makes no difference the field has nothing to say.
    let may_pass = status == 429 || status >= 500;
    match RetryAfter::from_response(response, now) {
        Some(retry_after) if may_pass => Error::Later {
            refusal: Box::new(refusal),
            retry_after,
        },
        _ => refusal,
    }
}

/// The body as a wire type.
pub(super) fn body<T: DeserializeOwned>(response: &HttpResponse, what: Part) -> Result<T, Error> {
    json::read(&response.body).map_err(|_| Error::Malformed { what })
}

/// The URL of what was made or found (RFC 8555 §7.3, §7.4).
pub(super) fn location(response: &HttpResponse) -> Result<String, Error> {
    response
        .header("location")
        .map(str::to_owned)
        .ok_or_else(|| Error::MissingHeader {
            name: "location".to_owned(),
        })
}

/// What the answer to the operation's own request, or to a look, says.
pub(super) fn outcome(
    operation: &Operation,
    session: &mut Session,
    response: &HttpResponse,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let retry_after = RetryAfter::from_response(response, now);
    Ok(match operation {
        Operation::Directory => Outcome::Directory(directory(response)?),
        Operation::Register { .. } => {
            let url = location(response)?;
            session.account_url = Some(url.clone());
            Outcome::Account {
                url,
                account: body(response, Part::Account)?,
            }
        }
        Operation::UpdateContacts { .. } | Operation::DeactivateAccount => Outcome::Account {
            url: session.account_url.clone().unwrap_or_default(),
            account: body(response, Part::Account)?,
        },
        Operation::ChangeKey { new_key } => {
            session.key = new_key.clone();
            Outcome::KeyChanged {
                url: session.account_url.clone().unwrap_or_default(),
            }
        }
        Operation::NewOrder { .. } => Outcome::Order {
            url: location(response)?,
            order: body(response, Part::Order)?,
            retry_after,
        },
        Operation::Order { url } | Operation::Finalize { order_url: url, .. } => Outcome::Order {
            url: url.clone(),
            order: body(response, Part::Order)?,
            retry_after,
        },
        Operation::Authorization { url } | Operation::DeactivateAuthorization { url } => {
            Outcome::Authorization {
                url: url.clone(),
                authorization: body(response, Part::Authorization)?,
                retry_after,
            }
        }
        Operation::Accept { .. } => Outcome::Challenge {
            challenge: body(response, Part::Challenge)?,
            retry_after,
        },
        Operation::Certificate { .. } => Outcome::Certificate {
            pem: certificate_chain(response)?,
            alternates: link::targets(response, "alternate"),
        },
        Operation::Revoke { .. } => Outcome::Revoked,
        Operation::RenewalInfo { .. } => Outcome::RenewalInfo {
            info: body(response, Part::RenewalInfo)?,
            retry_after,
        },
    })
}

/// The directory (RFC 8555 §7.1.1).
pub(super) fn directory(response: &HttpResponse) -> Result<Directory, Error> {
    json::read(&response.body).map_err(|_| Error::NotADirectory)
}

/// The chain as text; what does not parse as certificates is refused (RFC 8555 §9.1).
fn certificate_chain(response: &HttpResponse) -> Result<String, Error> {
    match str::from_utf8(&response.body) {
        Ok(pem) if parse_pem_chain(pem).is_ok_and(|chain| !chain.is_empty()) => Ok(pem.to_owned()),
        _ => Err(Error::Malformed {
            what: Part::CertificateChain,
        }),
    }
}

/// An order of a hundred names has some 30 kB, a chain of four certificates some 8 kB.
const MAX_BODY_OCTETS: usize = 1 << 20;
