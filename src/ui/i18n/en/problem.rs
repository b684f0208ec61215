//! Refusals of ACME servers in English: what happened, why, what to do.

use std::borrow::Cow;

use crate::ui::i18n::problem::Refusal;

pub(super) fn render(text: Refusal) -> Cow<'static, str> {
    match text {
        Refusal::AccountDoesNotExist => "The server does not know this account key: it was registered elsewhere, or the server forgot it (staging servers do). Delete the Issuer and make it again to register anew.",
        Refusal::BadCsr => "The server does not accept the certificate request: its key is too weak, or its names differ from those of the order. Check key and names in the Certificate.",
        Refusal::BadNonce => "The server did not know the anti-replay nonce of a request. That happens in normal operation, and the lab tried again with fresh ones; that it still failed means the server or something before it is at fault. Try again later.",
        Refusal::BadPublicKey => "The server does not accept this key: its kind or size is not allowed, or it is known to be compromised. Use a new key.",
        Refusal::BadSignatureAlgorithm => "The server does not take signatures of this kind on requests. The lab signs with ES256, which every RFC 8555 server should take: choose another server.",
        Refusal::Caa => "CAA records of the domain name the CAs that may issue for it, and this one is not among them. Add a CAA record for this CA at your DNS provider, or choose a CA that is listed.",
        Refusal::Compound => "Several things are wrong; each is named below with the name that it is about.",
        Refusal::Connection => "The server could not connect to what it had to check. With DNS-01, the domain's name servers did not answer it: see whether they are reachable from the Internet.",
        Refusal::Dns => "Looking up the record failed at the CA: the name servers answered with an error, or DNSSEC is broken. Check the zone with a DNS checker, then issue anew.",
        Refusal::ExternalAccountRequired => "This CA takes only accounts bound to a customer account (external account binding). Choose another CA, or get a key id and MAC key from this one.",
        Refusal::IncorrectResponse => "What the server found is not what it expects: another value is in the TXT record, often one from an earlier try. Replace it and issue anew; a failed challenge cannot be repeated.",
        Refusal::Contact => "The server does not accept the e-mail address of the account: its domain cannot receive mail, or is one for examples. Enter an address that exists.",
        Refusal::Malformed => "The server could not understand a request, or one of the names in it. The detail says which; if it is a name, correct it in the Certificate.",
        Refusal::OrderNotReady => "The order was to be completed before every name was proven. The lab waits and asks again.",
        Refusal::RateLimited => "Too many requests, or too many certificates for these names within the CA's time window. Wait as long as the detail says; for trying things out use staging or the Practice world, whose limits are far wider or none.",
        Refusal::RejectedIdentifier => "The CA does not issue for this name as a matter of policy: an example or reserved name, a blocked domain, or one on a list of high-risk names. Use a name that is yours.",
        Refusal::ServerInternal => "The server has a fault of its own. Nothing is wrong here: try again later, and look at the CA's status page.",
        Refusal::Tls => "The server met a TLS error while checking. With DNS-01 that should not happen; try again later.",
        Refusal::Unauthorized => "The server looked and did not find the proof: no TXT record, or one with another value. Publish exactly the value shown, see that resolvers find it, and issue anew; a failed challenge cannot be repeated.",
        Refusal::UnsupportedIdentifier => "The server does not certify this kind of name, such as IP addresses. Remove it from the Certificate.",
        Refusal::UserActionRequired => "The CA wants you to do something on its website first, mostly to agree to new terms. Open the page that it names, then try again.",
        Refusal::Other => "This error type is not in RFC 8555; the server's own detail says what it means.",
    }
    .into()
}
