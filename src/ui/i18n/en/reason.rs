//! cert-manager's reasons in English: what happened, why, what to do.

use std::borrow::Cow;

use crate::ui::i18n::reason::Reason;

pub(super) fn render(text: Reason) -> Cow<'static, str> {
    match text {
        Reason::AccountRegistered => "The ACME server knows the account's public key now; requests are signed with its private key.",
        Reason::Approved => "Somebody must allow each request. cert-manager's built-in approver allows all of them unless a policy says otherwise.",
        Reason::Issued => "The issuer signed, and the certificate is in the request's status. The issuing controller puts it into the Secret.",
        Reason::OrderComplete => "The CSR was sent to the order's finalize address, and the server signed the certificate.",
        Reason::ChallengeCreated => "A name is not proven yet, so a Challenge was made for it.",
        Reason::Denied => "An approver refused this request. It is never signed; the Certificate tries anew after a pause.",
        Reason::DoesNotExist => "The Secret named in secretName is not there yet, so there is something to issue. This is how every first issuance begins.",
        Reason::DomainVerified => "The ACME server found the record and holds the name for proven.",
        Reason::CaSecretMissing => "The CA issuer finds no certificate or key in its Secret. Make the CA's Certificate first, or correct the Secret's name; the issuer looks again by itself.",
        Reason::CaSecretInvalid => "The certificate in the issuer's Secret is not a CA, so nothing that it signed would be valid. Issue it with isCA: true.",
        Reason::IssuerInit => "Setting up the issuer failed. It is tried again by itself, after 5 s at first and up to 5 min later on; the message says what is missing.",
        Reason::RegisterFailed => "The ACME server did not make an account. The message carries its answer: often the e-mail address, the terms, or the connection. After a refusal (4xx) nothing is tried again until you change the issuer.",
        Reason::AccountFailed => "The account or its key could not be used. See the message; deleting the account key's Secret makes a new account.",
        Reason::Expired => "The certificate in the Secret is past its end. Clients refuse it now; renewal goes on being tried.",
        Reason::Failed => "This attempt has failed and stays for you to look at. cert-manager makes a new attempt after a pause: 1 h at first, doubling up to 32 h. “Renew now” tries at once.",
        Reason::KeyGenerated => "A fresh private key was made for this issuance and is kept in a Secret of its own until the certificate has arrived.",
        Reason::OtherIssuer => "The Secret's certificate was signed by another issuer than the Certificate now names, so it is issued anew.",
        Reason::OtherCertificate => "The Secret belongs to another Certificate. Two of them name the same Secret: change one secretName.",
        Reason::IssuerConfig => "The issuer's settings cannot work. Correct what the message names; it is read again by itself.",
        Reason::SecretBroken => "What is in the Secret cannot be read, or key and certificate do not belong together. It is issued anew.",
        Reason::InvalidOrder => "No order can be made of this request. With ACME, a common name must also be among the DNS names. Correct the Certificate.",
        Reason::SelfSignedReady => "A SelfSigned issuer needs nothing, so it is ready at once.",
        Reason::IssuerNotFound => "issuerRef names an issuer that does not exist in this namespace. Make it, or correct the name or kind; the request goes on by itself.",
        Reason::IssuerNotReady => "The issuer exists but could not sign yet. See the issuer's own status; the request goes on by itself.",
        Reason::Issuing => "Certificate and Secret differ, so a new certificate is being issued.",
        Reason::CaVerified => "The Secret holds a CA certificate and its key: the issuer can sign.",
        Reason::Manual => "Somebody asked for it, as cmctl renew does.",
        Reason::MissingData => "The Secret is there but lacks the key or the certificate, so it is issued anew.",
        Reason::OrderCreated => "For an ACME issuer the request is answered by way of an Order.",
        Reason::OrderFailed => "The order at the ACME server did not succeed. Look at the Order and its Challenges for the server's words; a new attempt is made after a pause.",
        Reason::OrderPending => "The Order is under way; the request waits for it.",
        Reason::Pending => "Not done yet; it goes on by itself as soon as what the message names has happened.",
        Reason::Presented => "The solver has done its part. The by-hand solver only shows the record: publishing it is up to you.",
        Reason::PresentError => "The solver could not publish the record. It is tried again by itself, with longer and longer pauses.",
        Reason::Ready => "The Secret holds what the Certificate asks for, and it has not expired.",
        Reason::Renewing => "A third of the lifetime is left, or what renewBefore says, so a new certificate is being issued. The old one stays in use meanwhile.",
        Reason::Changed => "What is in the Secret no longer fits the Certificate's spec. The fields that differ are named in brackets; a new certificate is being issued.",
        Reason::Requested => "A CSR was made with the new key and put into a CertificateRequest.",
        Reason::KeyReused => "rotationPolicy is Never, so the existing private key is used again.",
        Reason::SigningSecret => "The Secret with the CA's certificate and key is missing or cannot be read. The request waits for it.",
        Reason::SigningError => "Signing failed; the message says why. This request is not tried again.",
        Reason::EmptyIssuer => "The certificate has no subject, so a self-signed one has an empty issuer name, which RFC 5280 forbids. Enter a common name; some clients refuse it otherwise.",
        Reason::NoSolver => "No solver of the issuer fits this name: wildcards need DNS-01, and a selector may exclude it. Change the issuer's solvers; the Order goes on by itself.",
        Reason::ChallengeStarted => "It is this Challenge's turn. Of several for one name only one is worked on at a time.",
        Reason::WaitingForApproval => "The request is signed only once it is approved.",
        Reason::Propagation => "The lab itself looks for the record every 10 s and asks the server only when it is there: a server that looks too early fails the challenge for good. It may wait as long as it takes.",
        Reason::NotAuthorized => "The ACME server checked and said no. This Challenge is over; cert-manager makes a new order after a pause, with a new value.",
        Reason::Refused => "The ACME server refused a request. Its answer is in the message.",
    }
    .into()
}
