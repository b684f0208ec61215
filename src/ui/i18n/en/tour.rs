//! The show in English.

use std::borrow::Cow;

use crate::ui::i18n::tour::Tour;
use crate::ui::stages::Beat;

pub(super) fn render(text: &Tour) -> Cow<'static, str> {
    match text {
        Tour::Name => "A practice issuance that plays by itself".into(),
        Tour::TakeOver => "Stop: I take over".into(),
        Tour::Open => "Look at the certificate".into(),
        Tour::Beat(beat) => match beat {
            Beat::Wish => "Somebody wants a certificate for example.test and *.example.test, and names an Issuer. The Issuer registers an account at the practice CA with a key of its own.",
            Beat::Request => "cert-manager makes a private key, and a CertificateRequest with a CSR: the public key and the names, signed by the new key.",
            Beat::Order => "For an ACME issuer the request becomes an Order at the CA. The CA answers with one authorization for each name: prove that it is yours.",
            Beat::Record => "Each proof is a Challenge: publish this TXT record. Only whoever controls the domain can. In a few seconds it is published for you.",
            Beat::Validation => "The record is there. cert-manager has seen it by itself first; now it tells the CA to look.",
            Beat::Finalization => "All names are proven. The CSR goes to the CA, the CA signs, and the certificate is fetched.",
            Beat::Done => "Done: key and certificate are in the Secret, ready for a web server. cert-manager renews them when two thirds of their time are over.",
            Beat::Failed => "This time it failed. Open the Certificate to see why; you can try again.",
        }
        .into(),
    }
}
