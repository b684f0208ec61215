//! What is odd about an element, and why reading stopped, in English.

use std::borrow::Cow;

use certlab::x509::asn1::{Break, Oddity};

pub(super) fn oddity(oddity: Oddity) -> Cow<'static, str> {
    match oddity {
        Oddity::IndefiniteLength => {
            "Its length is left open and ended by two zero bytes: BER, not DER (X.690 §10.1)."
                .into()
        }
        Oddity::LongLength => {
            "Its length is written in more bytes than it needs: BER, not DER (X.690 §10.1).".into()
        }
        Oddity::LongTag => {
            "Its tag is written in more bytes than it needs (X.690 §8.1.2.2).".into()
        }
        Oddity::StringInPieces => "A string in pieces: BER, not DER (X.690 §10.2).".into(),
        Oddity::NotConstructed => {
            "A SEQUENCE or SET that says it has no elements (X.690 §8.9.1).".into()
        }
        Oddity::WronglyConstructed => "This type cannot be made of elements, but says so.".into(),
        Oddity::BooleanOctet(octet) => {
            format!("TRUE is written {octet:02X}; DER knows FF only (X.690 §11.1).").into()
        }
        Oddity::WrongLength => "Its type does not allow this length.".into(),
        Oddity::LongInteger => {
            "The number has leading bytes that say nothing (X.690 §8.3.2).".into()
        }
        Oddity::LongIdentifier => {
            "The identifier has leading bytes that say nothing (X.690 §8.19.2).".into()
        }
        Oddity::UnusedBits => {
            "Unused bits that are not zero, or too many of them (X.690 §11.2).".into()
        }
        Oddity::WrongCharacters => {
            "Characters that this string type does not have (X.680 §41).".into()
        }
        Oddity::TimeForm => "A time in another form than DER's (X.690 §11.7, §11.8).".into(),
        Oddity::SetOrder => "The elements of the SET are out of order (X.690 §11.6).".into(),
        Oddity::DefaultWritten => {
            "The default value is written out; DER leaves it out (X.690 §11.5).".into()
        }
        Oddity::CutOff { missing } => format!("Cut off: {missing} bytes are missing.").into(),
        _ => format!("{oddity:?}").into(),
    }
}

pub(super) fn broken(why: Break) -> Cow<'static, str> {
    match why {
        Break::HeaderCutOff => "the bytes end inside a tag or a length.".into(),
        Break::ContentCutOff { missing } => {
            format!("{missing} bytes of content are missing.").into()
        }
        Break::BadHeader => "no tag and length begin here.".into(),
        Break::EndMarkMissing => "the end mark of an open length is missing.".into(),
        Break::TrailingBytes { count } => {
            format!("{count} bytes follow after the end of the value.").into()
        }
        Break::TooDeep => "elements inside elements go deeper than is followed.".into(),
        Break::TooMany => "there are more elements than are shown.".into(),
        _ => format!("{why:?}").into(),
    }
}
