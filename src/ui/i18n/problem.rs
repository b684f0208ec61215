//! An ACME server's refusals, explained.

/// A refusal by its ACME error type (RFC 8555 §6.7), as far as there is something to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// `accountDoesNotExist`
    AccountDoesNotExist,
    /// `badCSR`
    BadCsr,
    /// `badNonce`
    BadNonce,
    /// `badPublicKey`
    BadPublicKey,
    /// `badSignatureAlgorithm`
    BadSignatureAlgorithm,
    /// `caa`
    Caa,
    /// `compound`
    Compound,
    /// `connection`
    Connection,
    /// `dns`
    Dns,
    /// `externalAccountRequired`
    ExternalAccountRequired,
    /// `incorrectResponse`
    IncorrectResponse,
    /// `invalidContact`, `unsupportedContact`
    Contact,
    /// `malformed`
    Malformed,
    /// `orderNotReady`
    OrderNotReady,
    /// `rateLimited`
    RateLimited,
    /// `rejectedIdentifier`
    RejectedIdentifier,
    /// `serverInternal`
    ServerInternal,
    /// `tls`
    Tls,
    /// `unauthorized`
    Unauthorized,
    /// `unsupportedIdentifier`
    UnsupportedIdentifier,
    /// `userActionRequired`
    UserActionRequired,
    /// Any other.
    Other,
}

impl Refusal {
    /// The refusal for the last part of an error type, such as `rateLimited`.
    pub(crate) fn of(short_type: &str) -> Self {
        match short_type {
            "accountDoesNotExist" => Self::AccountDoesNotExist,
            "badCSR" => Self::BadCsr,
            "badNonce" => Self::BadNonce,
            "badPublicKey" => Self::BadPublicKey,
            "badSignatureAlgorithm" => Self::BadSignatureAlgorithm,
            "caa" => Self::Caa,
            "compound" => Self::Compound,
            "connection" => Self::Connection,
            "dns" => Self::Dns,
            "externalAccountRequired" => Self::ExternalAccountRequired,
            "incorrectResponse" => Self::IncorrectResponse,
            "invalidContact" | "unsupportedContact" => Self::Contact,
            "malformed" => Self::Malformed,
            "orderNotReady" => Self::OrderNotReady,
            "rateLimited" => Self::RateLimited,
            "rejectedIdentifier" => Self::RejectedIdentifier,
            "serverInternal" => Self::ServerInternal,
            "tls" => Self::Tls,
            "unauthorized" => Self::Unauthorized,
            "unsupportedIdentifier" => Self::UnsupportedIdentifier,
            "userActionRequired" => Self::UserActionRequired,
            _ => Self::Other,
        }
    }

    /// The error types named in a text that cert-manager prints, first to last.
    pub(crate) fn named_in(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        for part in text.split(URN).skip(1) {
            let end = part
                .find(|character: char| !character.is_ascii_alphanumeric())
                .unwrap_or(part.len());
            let (short, _) = part.split_at(end);
            if !found.iter().any(|seen| seen == short) {
                found.push(short.to_owned());
            }
        }
        found
    }
}

const URN: &str = "urn:ietf:params:acme:error:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_types_are_found_in_what_cert_manager_prints() {
        let text = "Failed to create Order: 400 urn:ietf:params:acme:error:malformed: no; subproblems:\n\turn:ietf:params:acme:error:rejectedIdentifier: [dns: x] no\n\turn:ietf:params:acme:error:malformed: [dns: y] no";
        assert_eq!(Refusal::named_in(text), ["malformed", "rejectedIdentifier"]);
        assert_eq!(Refusal::named_in("all is well"), Vec::<String>::new());
        assert_eq!(Refusal::of("rateLimited"), Refusal::RateLimited);
        assert_eq!(Refusal::of("onionCAARequired"), Refusal::Other);
    }
}
