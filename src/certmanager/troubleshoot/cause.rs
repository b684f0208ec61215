//! The causes that are told apart, and the words by which they are known.

/// What is wrong with the first broken link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Nothing is wrong yet: it is at work.
    Working,
    /// Renewal is due and has not begun: the controller did not run.
    NotTriggered,
    /// The certificate has ended and is not to be renewed.
    Expired,
    /// Two Certificates write one Secret.
    SharedSecret,
    /// No key could be made, or no CSR.
    KeyOrCsr,
    /// Nobody has approved the request.
    NotApproved,
    /// Somebody denied it.
    Denied,
    /// Somebody found it to be unusable.
    InvalidRequest,
    /// Its issuer is of another vendor.
    ExternalIssuer,
    /// There is no such issuer.
    IssuerNotFound,
    /// The issuer was not looked at yet.
    IssuerStarting,
    /// The issuer is not Ready, for another reason.
    IssuerNotReady,
    /// The CA's Secret is missing.
    CaSecretMissing,
    /// The CA's Secret holds no CA's key pair.
    CaSecretInvalid,
    /// The ACME server does not take the contact address.
    ContactMail,
    /// An account key of an earlier installation stands in the way.
    LeftoverAccountKey,
    /// The account key is missing or unusable.
    AccountKey,
    /// The ACME server cannot be reached, or is none.
    ServerUnreachable,
    /// The server names no such profile.
    Profile,
    /// The order is not placed: the account or the server is not ready.
    OrderNotPlaced,
    /// A limit of the CA.
    RateLimited,
    /// A CAA record forbids it.
    Caa,
    /// The CA refused the order.
    OrderRefused,
    /// No solver matches the names.
    NoSolver,
    /// The order failed at the CA.
    OrderInvalid,
    /// A Challenge waits for its turn.
    NotScheduled,
    /// The solver could not do its part.
    NotPresented,
    /// The record is not seen yet.
    Propagation,
    /// The zone was not found.
    ZoneNotFound,
    /// The web server does not answer.
    HttpUnreachable,
    /// The web server answers something else.
    HttpStatus,
    /// The CA found no record, or another.
    WrongRecord,
    /// The CA's resolvers got an error.
    DnsTrouble,
    /// The CA found another file, or none.
    WrongFile,
    /// The CA refused the proof otherwise.
    ValidationFailed,
    /// The proof came too late.
    AuthorizationExpired,
    /// The proof was decided already.
    AuthorizationDecided,
    /// What came back cannot be used.
    BadCertificate,
    /// The signing failed otherwise.
    SigningFailed,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 39] = [
        Self::Working,
        Self::NotTriggered,
        Self::Expired,
        Self::SharedSecret,
        Self::KeyOrCsr,
        Self::NotApproved,
        Self::Denied,
        Self::InvalidRequest,
        Self::ExternalIssuer,
        Self::IssuerNotFound,
        Self::IssuerStarting,
        Self::IssuerNotReady,
        Self::CaSecretMissing,
        Self::CaSecretInvalid,
        Self::ContactMail,
        Self::LeftoverAccountKey,
        Self::AccountKey,
        Self::ServerUnreachable,
        Self::Profile,
        Self::OrderNotPlaced,
        Self::RateLimited,
        Self::Caa,
        Self::OrderRefused,
        Self::NoSolver,
        Self::OrderInvalid,
        Self::NotScheduled,
        Self::NotPresented,
        Self::Propagation,
        Self::ZoneNotFound,
        Self::HttpUnreachable,
        Self::HttpStatus,
        Self::WrongRecord,
        Self::DnsTrouble,
        Self::WrongFile,
        Self::ValidationFailed,
        Self::AuthorizationExpired,
        Self::AuthorizationDecided,
        Self::BadCertificate,
        Self::SigningFailed,
    ];

    /// Whether, once it is mended, one need not wait for the back-off.
    pub const fn is_tried_again_by_hand(self) -> bool {
        matches!(
            self,
            Self::Denied
                | Self::InvalidRequest
                | Self::Expired
                | Self::RateLimited
                | Self::Caa
                | Self::OrderRefused
                | Self::OrderInvalid
                | Self::Profile
                | Self::WrongRecord
                | Self::DnsTrouble
                | Self::WrongFile
                | Self::ValidationFailed
                | Self::AuthorizationExpired
                | Self::AuthorizationDecided
                | Self::BadCertificate
                | Self::SigningFailed
        )
    }

    /// Of an Issuer's `Ready` condition.
    pub(super) fn of_issuer(reason: &str, message: &str) -> Self {
        let says = |words: &str| message.contains(words);
        match reason {
            "ErrGetKeyPair" | "SecretMissing" if says("not found") => Self::CaSecretMissing,
            "ErrGetKeyPair" | "ErrInvalidKeyPair" | "SecretInvalidData" => Self::CaSecretInvalid,
            _ if says("invalidEmail") || says("invalidContact") || says("unsupportedContact") => {
                Self::ContactMail
            }
            _ if says("already exists") => Self::LeftoverAccountKey,
            _ if says("Account private key is invalid") || says("disableAccountKeyGeneration") => {
                Self::AccountKey
            }
            "ErrRegisterACMEAccount" | "ErrVerifyACMEAccount" | "InvalidURL" | "InvalidConfig" => {
                Self::ServerUnreachable
            }
            _ => Self::IssuerNotReady,
        }
    }

    /// Of the text with which a server refused an order.
    pub(super) fn of_refusal(reason: &str) -> Self {
        let says = |words: &str| reason.contains(words);
        if says("rateLimited") {
            Self::RateLimited
        } else if says("error:caa") || says("CAA") {
            Self::Caa
        } else if says("profile") {
            Self::Profile
        } else {
            Self::OrderRefused
        }
    }

    /// Of a Challenge's reason while its self check fails.
    pub(super) fn of_self_check(reason: &str) -> Self {
        let says = |words: &str| reason.contains(words);
        if says("SOA record") {
            Self::ZoneNotFound
        } else if says("wrong status code") || says("did not get expected response") {
            Self::HttpStatus
        } else if says("failed to perform self check GET request") {
            Self::HttpUnreachable
        } else {
            Self::Propagation
        }
    }

    /// Of a Challenge's reason after the CA has looked.
    pub(super) fn of_validation(reason: &str) -> Self {
        let says = |words: &str| reason.contains(words);
        if says("authorization must be pending") {
            Self::AuthorizationDecided
        } else if says("Expired authorization") || says("expired authorization") {
            Self::AuthorizationExpired
        } else if says("rateLimited") {
            Self::RateLimited
        } else if says("CAA") || says("error:caa") {
            Self::Caa
        } else if says("TXT record") {
            Self::WrongRecord
        } else if says("DNS problem") || says("error:dns") {
            Self::DnsTrouble
        } else if says("http://") || says("key authorization file") || says("Invalid response") {
            Self::WrongFile
        } else if says("error:connection") || says("Timeout during connect") {
            Self::HttpUnreachable
        } else {
            Self::ValidationFailed
        }
    }

    /// Of a request that waits.
    pub(super) fn of_pending(message: &str) -> Self {
        if message.contains("Waiting on certificate issuance") || message.contains("Created Order")
        {
            Self::OrderNotPlaced
        } else if message.contains("signing CA keypair") {
            Self::CaSecretInvalid
        } else if message.contains("secret") && message.contains("not found") {
            Self::CaSecretMissing
        } else {
            Self::SigningFailed
        }
    }

    /// Of the message with which an issuance failed.
    pub(super) fn of_failure(message: &str) -> Self {
        if message.contains("Issuer returned") || message.contains("failed to decode") {
            Self::BadCertificate
        } else if message.contains("order is in") {
            Self::OrderInvalid
        } else if message.contains("denied") {
            Self::Denied
        } else {
            Self::SigningFailed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of the behaviour document's tables.
    #[test]
    fn known_texts_are_told_apart() {
        let issuer = |text: &str| Cause::of_issuer("ErrRegisterACMEAccount", text);
        for (found, expected) in [
            (
                issuer(
                    "Failed to update ACME account:400 urn:ietf:params:acme:error:invalidEmail: no",
                ),
                Cause::ContactMail,
            ),
            (
                issuer(
                    "Error initializing issuer: Failed to register ACME account: secrets \"acme-key\" already exists",
                ),
                Cause::LeftoverAccountKey,
            ),
            (
                issuer("Failed to register ACME account: no route to host"),
                Cause::ServerUnreachable,
            ),
            (
                Cause::of_issuer(
                    "ErrGetKeyPair",
                    "Error getting keypair for CA issuer: secret \"x\" not found",
                ),
                Cause::CaSecretMissing,
            ),
            (
                Cause::of_issuer(
                    "ErrInvalidKeyPair",
                    "Error getting keypair for CA issuer: certificate is not a CA",
                ),
                Cause::CaSecretInvalid,
            ),
            (
                Cause::of_refusal(
                    "Failed to create Order: 429 urn:ietf:params:acme:error:rateLimited: Error creating new order :: too many certificates",
                ),
                Cause::RateLimited,
            ),
            (
                Cause::of_refusal(
                    "Failed to finalize Order: 403 urn:ietf:params:acme:error:caa: CAA record for x prevents issuance",
                ),
                Cause::Caa,
            ),
            (
                Cause::of_refusal("the ACME server does not advertise a profile with name \"x\""),
                Cause::Profile,
            ),
            (
                Cause::of_validation(
                    "Error accepting challenge: 400 urn:ietf:params:acme:error:malformed: Unable to update challenge :: authorization must be pending",
                ),
                Cause::AuthorizationDecided,
            ),
            (
                Cause::of_validation(
                    "Error accepting challenge: 404 urn:ietf:params:acme:error:malformed: Expired authorization",
                ),
                Cause::AuthorizationExpired,
            ),
            (
                Cause::of_validation(
                    "acme: authorization error for x: 403 urn:ietf:params:acme:error:unauthorized: Incorrect TXT record \"a\" found at _acme-challenge.x",
                ),
                Cause::WrongRecord,
            ),
            (
                Cause::of_validation(
                    "acme: authorization error for x: 400 urn:ietf:params:acme:error:dns: DNS problem: SERVFAIL looking up A for x",
                ),
                Cause::DnsTrouble,
            ),
            (
                Cause::of_validation(
                    "acme: authorization error for x: 403 urn:ietf:params:acme:error:unauthorized: Invalid response from http://x/.well-known/acme-challenge/y: 404",
                ),
                Cause::WrongFile,
            ),
            (
                Cause::of_self_check(
                    "Waiting for HTTP-01 challenge propagation: failed to perform self check GET request 'http://x': dial tcp: remote error: tls: handshake failure",
                ),
                Cause::HttpUnreachable,
            ),
            (
                Cause::of_self_check(
                    "Waiting for HTTP-01 challenge propagation: wrong status code '404', expected '200'",
                ),
                Cause::HttpStatus,
            ),
            (
                Cause::of_self_check(
                    "Waiting for DNS-01 challenge propagation: DNS record for \"x\" not yet propagated",
                ),
                Cause::Propagation,
            ),
            (
                Cause::of_self_check(
                    "Could not find the SOA record in the DNS tree for the domain",
                ),
                Cause::ZoneNotFound,
            ),
            (
                Cause::of_failure(
                    "The certificate request has failed to complete and will be retried: Issuer returned an already expired certificate",
                ),
                Cause::BadCertificate,
            ),
        ] {
            assert_eq!(found, expected);
        }
    }
}
