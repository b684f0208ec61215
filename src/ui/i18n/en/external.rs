//! The panel for a request that a person signs, in English.

use std::borrow::Cow;

use certlab::certmanager::external::SignatureError;
use certlab::x509::Error;

use crate::ui::i18n::external::External;

pub(super) fn render(text: &External) -> Cow<'static, str> {
    match text {
        External::Title => "You are the signer".into(),
        External::Lead => "The issuer's group is not cert-manager's own: in a cluster another controller, or a person, signs such a request. Here it is you.".into(),
        External::Take => "Take the signing request away. It holds no secret: the private key stays in the lab.".into(),
        External::Show => "Show the request".into(),
        External::Sign => "Sign it with your CA (OpenSSL 3), in the folder with its ca.crt and ca.key:".into(),
        External::NoCa => "No CA at hand? Make one first".into(),
        External::Paste => "Paste the certificate".into(),
        External::PasteHint => "PEM. Intermediates and root may follow, in any order; give ca.crt too and the Secret gets it.".into(),
        External::HandIn => "Check and hand in".into(),
        External::Open => "Open a file".into(),
        External::Empty => "Nothing is pasted yet.".into(),
        External::Unread(name) => format!("{name} cannot be read as text, or is too large.").into(),
        External::Refused(error) => refused(error),
    }
}

fn refused(error: &SignatureError) -> Cow<'static, str> {
    match error {
        SignatureError::NotFound { name } => format!("The request {name} is not there any more.").into(),
        SignatureError::NotExternal => "cert-manager signs this request itself.".into(),
        SignatureError::NotApproved => "The request is not approved yet.".into(),
        SignatureError::Final => "The request has its answer already.".into(),
        SignatureError::TooLong => "That is too long for a certificate and its chain.".into(),
        SignatureError::HoldsPrivateKey => "That text holds a private key. Nothing was taken from it: paste certificates only.".into(),
        SignatureError::OtherKey => "This certificate is for another key. It must be made from this very request: was it signed from an older .csr?".into(),
        SignatureError::NameMissing { name } => format!("The request asks for {name}, and the certificate does not hold it. With openssl, -copy_extensions copyall carries the names over.").into(),
        SignatureError::Expired { not_after } => format!("It expired on {} by the lab's clock.", not_after.rfc1123()).into(),
        SignatureError::Certificate(error) => unread(error),
        _ => error.to_string().into(),
    }
}

fn unread(error: &Error) -> Cow<'static, str> {
    match error {
        Error::Pem(_) => "No PEM is in it, or it is cut off: it goes from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.".into(),
        Error::PemLabel { found, .. } => format!("It holds {} and no CERTIFICATE.", found.join(", ")).into(),
        Error::NotACertificate => "What is between BEGIN and END is no certificate.".into(),
        Error::BrokenChain => "These certificates form no single chain: one is missing between them, or one does not belong.".into(),
        other => format!("It cannot be read: {other}.").into(),
    }
}
