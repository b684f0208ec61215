//! Messages on the wire in English.

use std::borrow::Cow;

use certlab::lab::Tampering;

use super::wire_field;
use crate::ui::i18n::wire::Wire;

pub(super) fn render(text: Wire) -> Cow<'static, str> {
    match text {
        Wire::Fields => "What the fields mean",
        Wire::Field(field) => wire_field::render(field),
        Wire::Tamper => "Flip one byte and send",
        Wire::TamperMeaning => "See what the server says. Nothing can come of it and the order is not disturbed: the nonce of this request is used up.",
        Wire::Do(Tampering::Protected) => "in the header",
        Wire::Do(Tampering::Payload) => "in the payload",
        Wire::Do(Tampering::Signature) => "in the signature",
        Wire::Do(Tampering::Nothing) => "nowhere: replay it",
        Wire::Done(Tampering::Protected) => "sent again, one byte of the header flipped",
        Wire::Done(Tampering::Payload) => "sent again, one byte of the payload flipped",
        Wire::Done(Tampering::Signature) => "sent again, one byte of the signature flipped",
        Wire::Done(Tampering::Nothing) => "replayed as it was",
        Wire::Proof => "From token to proof",
        Wire::Token => "Token, from the server",
        Wire::Thumbprint => "Thumbprint of the account key (SHA-256 of its JWK)",
        Wire::KeyAuthorization => "Key authorization: token, dot, thumbprint",
        Wire::Digest => "SHA-256 of that",
        Wire::Txt => "In base64url: the value of the TXT record",
        Wire::File => "The file holds exactly that",
    }
    .into()
}
