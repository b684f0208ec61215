//! The glossary's working models in English.

use std::borrow::Cow;

use certlab::lab::demo::Judged;

use crate::ui::i18n::demo::Demo;

pub(super) fn render(text: &Demo) -> Cow<'static, str> {
    match text {
        Demo::Title => "Try to break it".into(),
        Demo::Message => "Message".into(),
        Demo::Signature => "Signature".into(),
        Demo::Sign => "Sign it anew".into(),
        Demo::By => "Verified with".into(),
        Demo::OwnKey => "its own public key".into(),
        Demo::OtherKey => "another public key".into(),
        Demo::Verifies(true) => "The signature fits.".into(),
        Demo::Verifies(false) => {
            "The signature does not fit: another message, or another key.".into()
        }
        Demo::Byte => "Turn over one bit of byte".into(),
        Demo::Whole => "none".into(),
        Demo::Judged(Judged::Good) => "A whole CSR, signed by the key that it names.".into(),
        Demo::Judged(Judged::WrongSignature) => {
            "It can still be read, but the signature no longer fits: refused.".into()
        }
        Demo::Judged(Judged::Unreadable) => "It can no longer be read: refused.".into(),
        Demo::Names => "SAN: names, one a line".into(),
        Demo::CommonName => "CN".into(),
        Demo::Host => "The browser opens https://".into(),
        Demo::Fits(true, _) => "The name is among the SANs: accepted.".into(),
        Demo::Fits(false, true) => {
            "Only the CN says this name, and browsers do not read it: refused.".into()
        }
        Demo::Fits(false, false) => "No SAN fits: refused.".into(),
        Demo::NewKey => "Another account key".into(),
        Demo::NewToken => "Another token".into(),
        Demo::Twice => "Send the same message twice".into(),
        Demo::Answer(0) => "First answer".into(),
        Demo::Answer(_) => "Second answer".into(),
        Demo::Once => {
            "The practice CA takes a nonce once. Whoever records a message cannot send it again."
                .into()
        }
    }
}
