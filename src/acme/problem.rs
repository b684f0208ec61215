//! Problem documents: how an ACME server says no (RFC 8555 §6.7, RFC 7807).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::acme::wire::{Identifier, PROBLEM_JSON, text_enum};
use crate::encoding::json;
use crate::http::HttpResponse;

text_enum! {
    /// The kinds of refusal (RFC 8555 §6.7, RFC 9773 §7.4, draft-ietf-acme-profiles §6.3).
    pub enum ProblemType {
        /// The account does not exist.
        AccountDoesNotExist => "urn:ietf:params:acme:error:accountDoesNotExist",
        /// The certificate is revoked already.
        AlreadyRevoked => "urn:ietf:params:acme:error:alreadyRevoked",
        /// The certificate to be replaced has been replaced already.
        AlreadyReplaced => "urn:ietf:params:acme:error:alreadyReplaced",
        /// The CSR is unacceptable.
        BadCsr => "urn:ietf:params:acme:error:badCSR",
        /// The nonce is not, or no longer, good.
        BadNonce => "urn:ietf:params:acme:error:badNonce",
        /// The account key is unacceptable.
        BadPublicKey => "urn:ietf:params:acme:error:badPublicKey",
        /// The revocation reason is not allowed.
        BadRevocationReason => "urn:ietf:params:acme:error:badRevocationReason",
        /// The JWS algorithm is not supported.
        BadSignatureAlgorithm => "urn:ietf:params:acme:error:badSignatureAlgorithm",
        /// CAA records forbid issuance.
        Caa => "urn:ietf:params:acme:error:caa",
        /// Several errors, in subproblems.
        Compound => "urn:ietf:params:acme:error:compound",
        /// The server could not connect to the validation target.
        Connection => "urn:ietf:params:acme:error:connection",
        /// A DNS query failed.
        Dns => "urn:ietf:params:acme:error:dns",
        /// An external account binding is missing.
        ExternalAccountRequired => "urn:ietf:params:acme:error:externalAccountRequired",
        /// The validation target answered something else.
        IncorrectResponse => "urn:ietf:params:acme:error:incorrectResponse",
        /// A contact URL is invalid.
        InvalidContact => "urn:ietf:params:acme:error:invalidContact",
        /// The server has no such certificate profile.
        InvalidProfile => "urn:ietf:params:acme:error:invalidProfile",
        /// The request is malformed.
        Malformed => "urn:ietf:params:acme:error:malformed",
        /// The order cannot be finalized yet.
        OrderNotReady => "urn:ietf:params:acme:error:orderNotReady",
        /// Too many requests.
        RateLimited => "urn:ietf:params:acme:error:rateLimited",
        /// The server does not issue for this name.
        RejectedIdentifier => "urn:ietf:params:acme:error:rejectedIdentifier",
        /// The server failed.
        ServerInternal => "urn:ietf:params:acme:error:serverInternal",
        /// TLS failed during validation.
        Tls => "urn:ietf:params:acme:error:tls",
        /// The client may not do that.
        Unauthorized => "urn:ietf:params:acme:error:unauthorized",
        /// The contact URL's scheme is not supported.
        UnsupportedContact => "urn:ietf:params:acme:error:unsupportedContact",
        /// The identifier's type is not supported.
        UnsupportedIdentifier => "urn:ietf:params:acme:error:unsupportedIdentifier",
        /// A person must visit the `instance` URL.
        UserActionRequired => "urn:ietf:params:acme:error:userActionRequired",
    }
}

impl Default for ProblemType {
    /// What an absent `type` means (RFC 7807 §3.1).
    fn default() -> Self {
        Self::Unknown("about:blank".to_owned())
    }
}

/// A refusal (RFC 8555 §6.7).
///
/// `Display` prints it as cert-manager does, in `status.reason` of Orders and
/// Challenges and in conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Problem {
    /// What kind of refusal (RFC 7807 §3.1 `type`).
    #[serde(rename = "type")]
    pub kind: ProblemType,
    /// What happened, for people.
    pub detail: String,
    /// The HTTP status it came with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// A page for this occurrence; for `userActionRequired`, where to go (RFC 8555 §7.3.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// With `badSignatureAlgorithm`: what would be accepted (RFC 8555 §6.2).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub algorithms: Vec<String>,
    /// One a name, when several failed (RFC 8555 §6.7.1).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subproblems: Vec<Subproblem>,
}

/// A refusal that belongs to one name (RFC 8555 §6.7.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subproblem {
    /// What kind of refusal.
    #[serde(rename = "type")]
    pub kind: ProblemType,
    /// What happened, for people.
    pub detail: String,
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
}

impl Problem {
    /// A refusal without further members.
    pub fn new(kind: ProblemType, status: u16, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            status: Some(status),
            ..Self::default()
        }
    }

    /// The problem document in an answer; `None` if the body is something else.
    ///
    /// Its media type says what it is; a server that forgot the media type is
    /// still understood if the `type` is one of ACME's.
    pub fn from_response(response: &HttpResponse) -> Option<Self> {
        let mut problem: Self = json::read(&response.body).ok()?;
        let declared = response
            .header("content-type")
            .is_some_and(|value| value.starts_with(PROBLEM_JSON));
        if !declared && !problem.kind.as_str().starts_with(URN_PREFIX) {
            return None;
        }
        problem.status.get_or_insert(response.status);
        Some(problem)
    }

    /// The last part of an ACME `type`, such as `rateLimited`.
    pub fn short_type(&self) -> &str {
        let text = self.kind.as_str();
        text.strip_prefix(URN_PREFIX).unwrap_or(text)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.unwrap_or(0);
        write!(f, "{status} {}: {}", self.kind, self.detail)?;
        if !self.subproblems.is_empty() {
            f.write_str("; subproblems:")?;
        }
        self.subproblems
            .iter()
            .try_for_each(|subproblem| write!(f, "\n\t{subproblem}"))
    }
}

impl fmt::Display for Subproblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.kind)?;
        if let Some(identifier) = &self.identifier {
            write!(f, "[{}: {}] ", identifier.kind(), identifier.value())?;
        }
        f.write_str(&self.detail)
    }
}

const URN_PREFIX: &str = "urn:ietf:params:acme:error:";

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8555 §6.7.1.
    const COMPOUND: &str = r#"{
        "type": "urn:ietf:params:acme:error:malformed",
        "detail": "Some of the identifiers requested were rejected",
        "subproblems": [
            {
                "type": "urn:ietf:params:acme:error:malformed",
                "detail": "Invalid underscore in DNS name \"_example.org\"",
                "identifier": { "type": "dns", "value": "_example.org" }
            },
            {
                "type": "urn:ietf:params:acme:error:rejectedIdentifier",
                "detail": "This CA will not issue for \"example.net\"",
                "identifier": { "type": "dns", "value": "example.net" }
            }
        ]
    }"#;

    #[test]
    fn prints_the_document_of_rfc_8555_6_7_1_as_cert_manager_does() {
        let response = HttpResponse::new(400, PROBLEM_JSON, COMPOUND.into());
        let problem = Problem::from_response(&response).unwrap();
        assert_eq!(problem.short_type(), "malformed");
        assert_eq!(
            problem.to_string(),
            "400 urn:ietf:params:acme:error:malformed: Some of the identifiers requested were \
             rejected; subproblems:\n\turn:ietf:params:acme:error:malformed: [dns: _example.org] \
             Invalid underscore in DNS name \"_example.org\"\n\t\
             urn:ietf:params:acme:error:rejectedIdentifier: [dns: example.net] This CA will not \
             issue for \"example.net\""
        );
    }

    #[test]
    fn only_problem_documents_are_read_as_such() {
        let read = |content_type: &str, body: &str| {
            Problem::from_response(&HttpResponse::new(500, content_type, body.into()))
        };
        assert_eq!(read("text/html", "<h1>502</h1>"), None);
        assert_eq!(read("application/json", r#"{"error": "x"}"#), None);
        assert_eq!(read(PROBLEM_JSON, "cut o"), None);
        let untyped = read(
            "application/problem+json; charset=utf-8",
            r#"{"detail": "x"}"#,
        )
        .unwrap();
        assert_eq!(untyped.to_string(), "500 about:blank: x");
        let undeclared = read(
            "application/json",
            r#"{"type": "urn:ietf:params:acme:error:rateLimited", "status": 429}"#,
        );
        assert_eq!(undeclared.unwrap().kind, ProblemType::RateLimited);
    }

    #[test]
    fn a_type_from_the_future_is_kept() {
        let text = r#"{"type":"urn:ietf:params:acme:error:onionCAARequired","detail":"d"}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!(problem.short_type(), "onionCAARequired");
        assert_eq!(serde_json::to_string(&problem).unwrap(), text);
    }
}
