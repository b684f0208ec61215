//! What is wrong with what was typed into the workshop, in English.

use std::borrow::Cow;

use certlab::x509::making::Wrong;
use certlab::x509::{EmailError, Error};

use super::errors;

pub(super) fn render(wrong: &Wrong) -> Cow<'static, str> {
    match wrong {
        Wrong::DnsName { text, error } => {
            format!("\"{}\": {}", errors::shorten(text), errors::name(error)).into()
        }
        Wrong::Address { text } => format!("\"{}\" is no IP address. One looks like 192.0.2.7 or 2001:db8::7, without a port and without /24.", errors::shorten(text)).into(),
        Wrong::Uri { text } => format!("\"{}\" is no whole URI. One begins with its scheme: https://… or spiffe://….", errors::shorten(text)).into(),
        Wrong::Email { text, error } => format!("\"{}\": {}", errors::shorten(text), email(error)).into(),
        Wrong::OtherName { text } => format!("\"{}\" is neither user@domain nor an object identifier, =, and a text, such as 1.2.3.4=text.", errors::shorten(text)).into(),
        Wrong::TooLong { length, limit } => format!("That is {length} characters; RFC 5280 allows {limit}. Shorten it.").into(),
        Wrong::Country => "A country is two letters (ISO 3166), such as CN or DE.".into(),
        Wrong::Literal => "That is no subject as RFC 4514 writes it. One looks like CN=example.com,O=Lab\\, Inc.,C=CN: known attributes or object identifiers, commas between them.".into(),
        Wrong::NoNames => "A certificate must name something: enter a DNS name, an address, an e-mail address, a URI, or a subject.".into(),
        Wrong::NoSubject => "A CA is known by its subject (RFC 5280 §4.1.2.6): enter a common name.".into(),
        Wrong::Number { text } => format!("\"{}\" is no whole number that fits here.", errors::shorten(text)).into(),
        Wrong::Constraint { text } => format!("\"{}\" is no limit. Write DNS:example.com, IP:10.0.0.0/8, email:example.com or URI:example.com, without a star.", errors::shorten(text)).into(),
        Wrong::Moment { text } if text.is_empty() => "Enter the last day, such as 2027-01-31, or choose a time instead.".into(),
        Wrong::Moment { text } => format!("\"{}\" is no date. One looks like 2027-01-31 or 2027-01-31 12:00 (UTC).", errors::shorten(text)).into(),
        Wrong::Span { text } if text.is_empty() => "Enter a time, such as 90d.".into(),
        Wrong::Span { text } => format!("\"{}\" is no time. Write a number and y, d, h, m or s: 90d, 2160h, 1h30m.", errors::shorten(text)).into(),
        Wrong::EndsFirst => "It would end before it begins. Choose a later end.".into(),
        Wrong::Serial { text } => format!("\"{}\" is no serial number: hexadecimal, greater than 0, at most 20 octets (RFC 5280 §4.1.2.2).", errors::shorten(text)).into(),
        Wrong::Reason { text } => format!("\"{}\" is no reason of RFC 5280 §5.3.1 (keyCompromise, superseded, …) and no date.", errors::shorten(text)).into(),
        Wrong::NoKey => "No key is chosen. Make one above, or bring one in.".into(),
        Wrong::KeyNotHere => "The private key that has to sign is not on the shelf. Bring it in, or let another sign.".into(),
        Wrong::NoAuthority => "Choose a CA.".into(),
        Wrong::NotAllowed => "This CA's key usage does not allow that (RFC 5280 §4.2.1.3): certificates need keyCertSign, lists cRLSign. Choose another CA.".into(),
        Wrong::PathTooLong => "This CA's path length is 0: no CA may stand below it (RFC 5280 §4.2.1.9). Choose another CA, or make no CA.".into(),
        Wrong::Unwritable(error) => format!("This cannot be written: {error}.").into(),
        other => format!("{other}.").into(),
    }
}

fn email(error: &EmailError) -> Cow<'static, str> {
    match error {
        EmailError::NoAt => "there is no @ in it. An address looks like name@example.com.".into(),
        EmailError::NoLocalPart => "there is nothing before the @.".into(),
        EmailError::Domain(error) => format!("behind the @: {}", errors::name(error)).into(),
        EmailError::Character { character } => {
            format!("\"{character}\" may not stand before the @ (RFC 5280 allows ASCII here).")
                .into()
        }
        other => format!("{other}.").into(),
    }
}

/// Why something that was brought in cannot be used.
pub(super) fn unusable(error: &Error) -> Cow<'static, str> {
    match error {
        Error::WrongSignature => "A request's signature does not fit its key: it was changed after it was signed, or its sender does not hold the key. It was not taken.".into(),
        Error::UnsupportedKey { algorithm } => format!("A key of the kind {algorithm} is not one that the lab can use: RSA, P-256, P-384, P-521 and Ed25519 are.").into(),
        Error::RsaSize { bits } => format!("An RSA key of {bits} bits is out of bounds: 512 to 16384 are read.").into(),
        other => format!("Not taken: {other}.").into(),
    }
}
