//! The problem documents the CA answers with, one constructor a kind
//! (RFC 8555 §6.7). Details read as Let's Encrypt's do.

use serde::{Deserialize, Serialize};

use crate::acme::jose;
use crate::acme::problem::{Problem, ProblemType, Subproblem};
use crate::acme::wire::{Identifier, PROBLEM_JSON};
use crate::encoding::json;
use crate::http::HttpResponse;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Refusal(Box<Problem>);

impl Refusal {
    /// The problem document.
    pub(super) const fn problem(&self) -> &Problem {
        &self.0
    }

    fn new(kind: ProblemType, status: u16, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(kind, status, detail)))
    }
}

/// The answer that carries a refusal.
pub(super) fn response(refusal: &Refusal) -> HttpResponse {
    HttpResponse::new(
        refusal.0.status.unwrap_or(500),
        PROBLEM_JSON,
        // A problem document always serializes.
        json::write(refusal).unwrap_or_default().into_bytes(),
    )
}

/// The request makes no sense.
pub(super) fn malformed(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Malformed, 400, detail)
}

/// There is nothing at this URL.
pub(super) fn not_found(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Malformed, 404, detail)
}

/// There is something, but not for this method.
pub(super) fn method_not_allowed() -> Refusal {
    Refusal::new(ProblemType::Malformed, 405, "Method not allowed")
}

/// The body is not what signed requests hold (RFC 8555 §6.2).
pub(super) fn unsupported_media_type() -> Refusal {
    Refusal::new(
        ProblemType::Malformed,
        415,
        "Invalid Content-Type header on POST. Content-Type must be \"application/jose+json\"",
    )
}

/// The nonce is not good (RFC 8555 §6.5).
pub(super) fn bad_nonce(detail: &str) -> Refusal {
    Refusal::new(ProblemType::BadNonce, 400, detail)
}

/// The JWS cannot be read or does not verify.
pub(super) fn jws(error: &jose::Error) -> Refusal {
    let kind = match error {
        jose::Error::UnsupportedKey => ProblemType::BadPublicKey,
        _ => ProblemType::Malformed,
    };
    Refusal::new(kind, 400, error.to_string())
}

/// "The problem document returned with the error MUST include an "algorithms"
/// field with an array of supported "alg" values" (RFC 8555 §6.2).
pub(super) fn bad_signature_algorithm(algorithm: &str, supported: &[&str]) -> Refusal {
    let detail = format!(
        "JWS signature header contains unsupported algorithm {algorithm:?}, expected one of [{}]",
        supported.join(" ")
    );
    let mut refusal = Refusal::new(ProblemType::BadSignatureAlgorithm, 400, detail);
    refusal.0.algorithms = supported.iter().map(|name| (*name).to_owned()).collect();
    refusal
}

/// The certificate's key is unacceptable.
pub(super) fn bad_public_key(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::BadPublicKey, 400, detail)
}

/// Nobody has this account (RFC 8555 §7.3.1).
pub(super) fn account_does_not_exist(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::AccountDoesNotExist, 400, detail)
}

/// The client may not do that.
pub(super) fn unauthorized(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Unauthorized, 403, detail)
}

/// A person has to agree to the terms of service first.
pub(super) fn agreement_required(terms_url: &str) -> Refusal {
    let detail = format!("must agree to terms of service: {terms_url}");
    let mut refusal = Refusal::new(ProblemType::UserActionRequired, 403, detail);
    refusal.0.instance = Some(terms_url.to_owned());
    refusal
}

/// The contact URL's scheme is not `mailto` (RFC 8555 §7.3).
pub(super) fn unsupported_contact(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::UnsupportedContact, 400, detail)
}

/// The contact URL is no usable address (RFC 8555 §7.3).
pub(super) fn invalid_contact(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::InvalidContact, 400, detail)
}

/// The order asks for something that is no DNS name (RFC 8555 §7.4).
pub(super) fn unsupported_identifier(identifier: &Identifier) -> Refusal {
    let detail = format!(
        "NewOrder request included invalid non-DNS type identifier: type {:?}, value {:?}",
        identifier.kind(),
        identifier.value()
    );
    Refusal::new(ProblemType::UnsupportedIdentifier, 400, detail)
}

/// The CA does not issue for these names; one subproblem each if there are several.
pub(super) fn rejected_identifiers(rejected: Vec<(Identifier, String)>) -> Refusal {
    let first = rejected
        .first()
        .map_or(String::new(), |(_, why)| why.clone());
    let more = rejected.len().saturating_sub(1);
    if more == 0 {
        return Refusal::new(ProblemType::RejectedIdentifier, 400, in_new_order(&first));
    }
    let detail =
        format!("{first} (and {more} more problems. Refer to sub-problems for more information.)");
    let mut refusal = Refusal::new(ProblemType::RejectedIdentifier, 400, in_new_order(&detail));
    refusal.0.subproblems = rejected
        .into_iter()
        .map(|(identifier, detail)| Subproblem {
            kind: ProblemType::RejectedIdentifier,
            detail: in_new_order(&detail),
            identifier: Some(identifier),
        })
        .collect();
    refusal
}

/// The order cannot be finalized now (RFC 8555 §7.4).
pub(super) fn order_not_ready(status: &str) -> Refusal {
    let detail = format!("Order's status ({status:?}) is not acceptable for finalization");
    Refusal::new(ProblemType::OrderNotReady, 403, detail)
}

/// The CSR does not fit (RFC 8555 §7.4).
pub(super) fn bad_csr(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::BadCsr, 400, detail)
}

/// New accounts have to be bound to a customer (RFC 8555 §7.3.4).
pub(super) fn external_account_required() -> Refusal {
    Refusal::new(
        ProblemType::ExternalAccountRequired,
        403,
        "ACME server policy requires newAccount requests must include a value for the \
         'externalAccountBinding' field",
    )
}

/// Something else has it already.
pub(super) fn conflict(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Malformed, 409, detail)
}

/// The CA has no such profile (draft-ietf-acme-profiles §4).
pub(super) fn invalid_profile(name: &str) -> Refusal {
    let detail = format!("The specified profile {name:?} is not offered by this CA");
    Refusal::new(ProblemType::InvalidProfile, 400, detail)
}

/// The certificate was replaced by another order (RFC 9773 §5).
pub(super) fn already_replaced(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::AlreadyReplaced, 409, detail)
}

/// The certificate is revoked already (RFC 8555 §7.6).
pub(super) fn already_revoked() -> Refusal {
    Refusal::new(
        ProblemType::AlreadyRevoked,
        400,
        "Certificate already revoked",
    )
}

/// The reason is none that a subscriber may give (RFC 8555 §7.6).
pub(super) fn bad_revocation_reason(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::BadRevocationReason, 400, detail)
}

/// Too many requests.
pub(super) fn rate_limited(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::RateLimited, 429, detail)
}

/// CAA records forbid issuance (RFC 8659).
pub(super) fn caa(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Caa, 403, detail)
}

/// The server that is to be looked at cannot be spoken to.
pub(super) fn connection(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Connection, 400, detail)
}

/// The server that is to be looked at speaks no TLS.
pub(super) fn tls(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Tls, 400, detail)
}

/// The DNS could not be asked.
pub(super) fn dns(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::Dns, 400, detail)
}

/// The CA itself failed.
pub(super) fn server_internal(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemType::ServerInternal, 500, detail)
}

fn in_new_order(detail: &str) -> String {
    format!("Error creating new order :: {detail}")
}
