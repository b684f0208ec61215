//! The fields of ACME's messages, by name.

/// A field of a header, a payload or an answer (RFC 7515, RFC 7517, RFC 8555, RFC 9773).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WireField {
    /// `alg`
    Alg,
    /// `jwk`
    Jwk,
    /// `kty`
    Kty,
    /// `crv`
    Crv,
    /// `x`
    X,
    /// `y`
    Y,
    /// `n`
    N,
    /// `e`
    E,
    /// `kid`
    Kid,
    /// `nonce`
    Nonce,
    /// `url`
    Url,
    /// `contact`
    Contact,
    /// `termsOfServiceAgreed`
    TermsAgreed,
    /// `onlyReturnExisting`
    OnlyExisting,
    /// `externalAccountBinding`
    Binding,
    /// `identifiers`
    Identifiers,
    /// `identifier`
    Identifier,
    /// `type`
    Type,
    /// `value`
    Value,
    /// `csr`
    Csr,
    /// `status`
    Status,
    /// `expires`
    Expires,
    /// `authorizations`
    Authorizations,
    /// `finalize`
    Finalize,
    /// `certificate`
    Certificate,
    /// `challenges`
    Challenges,
    /// `token`
    Token,
    /// `validated`
    Validated,
    /// `wildcard`
    Wildcard,
    /// `error`
    Error,
    /// `detail`
    Detail,
    /// `subproblems`
    Subproblems,
    /// `instance`
    Instance,
    /// `orders`
    Orders,
    /// `profile`
    Profile,
    /// `replaces`
    Replaces,
    /// `notBefore`
    NotBefore,
    /// `notAfter`
    NotAfter,
    /// `reason`
    Reason,
    /// `account`
    Account,
    /// `oldKey`
    OldKey,
    /// `protected`
    Protected,
    /// `payload`
    Payload,
    /// `signature`
    Signature,
    /// `newNonce`
    NewNonce,
    /// `newAccount`
    NewAccount,
    /// `newOrder`
    NewOrder,
    /// `newAuthz`
    NewAuthz,
    /// `revokeCert`
    RevokeCert,
    /// `keyChange`
    KeyChange,
    /// `renewalInfo`
    RenewalInfo,
    /// `meta`
    Meta,
    /// `termsOfService`
    Terms,
    /// `website`
    Website,
    /// `caaIdentities`
    CaaIdentities,
    /// `externalAccountRequired`
    BindingRequired,
    /// `profiles`
    Profiles,
    /// `suggestedWindow`
    Window,
    /// `start`
    Start,
    /// `end`
    End,
    /// `explanationURL`
    Explanation,
    /// `replay-nonce`
    ReplayNonce,
    /// `location`
    Location,
    /// `link`
    Link,
    /// `retry-after`
    RetryAfter,
    /// `content-type`
    ContentType,
}

impl WireField {
    /// The field of that name, if the page knows it.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "alg" => Self::Alg,
            "jwk" => Self::Jwk,
            "kty" => Self::Kty,
            "crv" => Self::Crv,
            "x" => Self::X,
            "y" => Self::Y,
            "n" => Self::N,
            "e" => Self::E,
            "kid" => Self::Kid,
            "nonce" => Self::Nonce,
            "url" => Self::Url,
            "contact" => Self::Contact,
            "termsOfServiceAgreed" => Self::TermsAgreed,
            "onlyReturnExisting" => Self::OnlyExisting,
            "externalAccountBinding" => Self::Binding,
            "identifiers" => Self::Identifiers,
            "identifier" => Self::Identifier,
            "type" => Self::Type,
            "value" => Self::Value,
            "csr" => Self::Csr,
            "status" => Self::Status,
            "expires" => Self::Expires,
            "authorizations" => Self::Authorizations,
            "finalize" => Self::Finalize,
            "certificate" => Self::Certificate,
            "challenges" => Self::Challenges,
            "token" => Self::Token,
            "validated" => Self::Validated,
            "wildcard" => Self::Wildcard,
            "error" => Self::Error,
            "detail" => Self::Detail,
            "subproblems" => Self::Subproblems,
            "instance" => Self::Instance,
            "orders" => Self::Orders,
            "profile" => Self::Profile,
            "replaces" => Self::Replaces,
            "notBefore" => Self::NotBefore,
            "notAfter" => Self::NotAfter,
            "reason" => Self::Reason,
            "account" => Self::Account,
            "oldKey" => Self::OldKey,
            "protected" => Self::Protected,
            "payload" => Self::Payload,
            "signature" => Self::Signature,
            "newNonce" => Self::NewNonce,
            "newAccount" => Self::NewAccount,
            "newOrder" => Self::NewOrder,
            "newAuthz" => Self::NewAuthz,
            "revokeCert" => Self::RevokeCert,
            "keyChange" => Self::KeyChange,
            "renewalInfo" => Self::RenewalInfo,
            "meta" => Self::Meta,
            "termsOfService" => Self::Terms,
            "website" => Self::Website,
            "caaIdentities" => Self::CaaIdentities,
            "externalAccountRequired" => Self::BindingRequired,
            "profiles" => Self::Profiles,
            "suggestedWindow" => Self::Window,
            "start" => Self::Start,
            "end" => Self::End,
            "explanationURL" => Self::Explanation,
            "replay-nonce" => Self::ReplayNonce,
            "location" => Self::Location,
            "link" => Self::Link,
            "retry-after" => Self::RetryAfter,
            "content-type" => Self::ContentType,
            _ => return None,
        })
    }
}
