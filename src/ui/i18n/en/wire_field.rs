//! The fields of ACME's messages in English.

use crate::ui::i18n::wire_field::WireField;

pub(super) const fn render(field: WireField) -> &'static str {
    match field {
        WireField::Alg => {
            "how the signature is made: ES256 is ECDSA with P-256 and SHA-256, RS256 is RSA, HS256 a shared secret"
        }
        WireField::Jwk => "the public key itself, where the server does not know it yet",
        WireField::Kty => "the key's type",
        WireField::Crv => "the elliptic curve",
        WireField::X => "the point's first coordinate in base64url",
        WireField::Y => "the point's second coordinate in base64url",
        WireField::N => "the RSA modulus in base64url",
        WireField::E => "the RSA exponent in base64url",
        WireField::Kid => {
            "the account's URL, by which the server finds the key; in a binding the customer's identifier"
        }
        WireField::Nonce => {
            "a number that the server gave out and takes once: a copied request is of no use"
        }
        WireField::Url => {
            "in a request, where it goes, so that it cannot be sent elsewhere; in an answer, the object's own address"
        }
        WireField::Contact => "where the server may write to",
        WireField::TermsAgreed => "agreement to the terms of service",
        WireField::OnlyExisting => "find the account of this key, make none",
        WireField::Binding => {
            "a JWS inside: the account key, authenticated by the secret that the CA gave its customer"
        }
        WireField::Identifiers => "the names to be certified",
        WireField::Identifier => "the name that is to be proven, without a star",
        WireField::Type => {
            "the kind: of a name (dns, ip), of a challenge (dns-01 …), or of a problem"
        }
        WireField::Value => "the name itself",
        WireField::Csr => "the certificate signing request in base64url",
        WireField::Status => "how far the object is; in a problem, the HTTP status",
        WireField::Expires => "until when the server keeps it open",
        WireField::Authorizations => "one address for each name to be proven",
        WireField::Finalize => "where the CSR is handed in once all is proven",
        WireField::Certificate => {
            "where the certificate is fetched; when revoking, the certificate itself"
        }
        WireField::Challenges => "the ways to prove the name: one of them is enough",
        WireField::Token => {
            "the server's random text: what is proven is that the account holder can publish it"
        }
        WireField::Validated => "when the server saw the proof",
        WireField::Wildcard => "the proof is for *. of the name",
        WireField::Error => "why it failed, as a problem document",
        WireField::Detail => "the server's explanation for people",
        WireField::Subproblems => "one problem for each name",
        WireField::Instance => "a page about this one problem",
        WireField::Orders => "where the account's orders are listed",
        WireField::Profile => "which kind of certificate, of those that the server offers",
        WireField::Replaces => "the certificate that the new one takes the place of",
        WireField::NotBefore => "the beginning of validity that is asked for",
        WireField::NotAfter => "the end of validity that is asked for",
        WireField::Reason => "why it is revoked: a number of RFC 5280",
        WireField::Account => "the account whose key changes",
        WireField::OldKey => "the key that it has so far",
        WireField::Protected => "the signed header of the inner JWS, in base64url",
        WireField::Payload => "what the inner JWS signs, in base64url",
        WireField::Signature => "the inner JWS's signature",
        WireField::NewNonce => "where nonces are had",
        WireField::NewAccount => "where accounts are made and found",
        WireField::NewOrder => "where orders begin",
        WireField::NewAuthz => "where names are proven ahead of an order",
        WireField::RevokeCert => "where certificates are revoked",
        WireField::KeyChange => "where an account gets another key",
        WireField::RenewalInfo => "where the server says when to renew",
        WireField::Meta => "what the server says of itself",
        WireField::Terms => "its terms of service",
        WireField::Website => "its website",
        WireField::CaaIdentities => "the names by which CAA records mean this CA",
        WireField::BindingRequired => "a new account must be bound to a customer",
        WireField::Profiles => "the kinds of certificates that it offers",
        WireField::Window => "when the CA would have it renewed",
        WireField::Start => "the window's first moment",
        WireField::End => "the window's last moment",
        WireField::Explanation => "a page that says why",
        WireField::ReplayNonce => {
            "the nonce for the next request; pages may read it only if the server says so (CORS)"
        }
        WireField::Location => "the address of what was made or found",
        WireField::Link => "other addresses: the directory, the object above, other chains",
        WireField::RetryAfter => "when to ask again",
        WireField::ContentType => "what the body is",
    }
}
