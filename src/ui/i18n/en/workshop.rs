//! The workshop, in English.

use std::borrow::Cow;

use super::{asn1_field, asn1_oddity, file_error, reading};
use crate::ui::i18n::workshop::{Heading, Standing, What, Workshop};

pub(super) fn render(text: &Workshop) -> Cow<'static, str> {
    match text {
        Workshop::Title => "Workshop".into(),
        Workshop::Lead => "Paste or drop certificates, requests, revocation lists and keys: PEM, DER, PKCS #7, PKCS #12, Java key stores, Kubernetes Secrets, several at once. All is read in this tab; nothing is sent or stored.".into(),
        Workshop::Paste => "Text of a file".into(),
        Workshop::OpenFiles => "Open files…".into(),
        Workshop::Clear => "Clear the bench".into(),
        Workshop::CloseFile(name) => format!("Take {name} away").into(),
        Workshop::Unread(name) => format!("{name} could not be read, or is larger than 1 MiB: that is more than a Kubernetes Secret can hold. Open a smaller file.").into(),
        Workshop::Passphrase => "Passphrase".into(),
        Workshop::Unlock => "Unlock".into(),
        Workshop::Nothing => "Nothing is on the bench yet.".into(),
        Workshop::Found(1) => "1 thing found".into(),
        Workshop::Found(count) => format!("{count} things found").into(),
        Workshop::Kind(what) => kind(*what).into(),
        Workshop::InText => "Pasted text".into(),
        Workshop::Standing(standing) => match standing {
            Standing::Future(hours) => format!("valid in {}", span(*hours)).into(),
            Standing::Valid(hours) => format!("valid for {} more", span(*hours)).into(),
            Standing::Expired(hours) => format!("expired {} ago", span(*hours)).into(),
        },
        Workshop::Heading(heading) => heading_word(*heading).into(),
        Workshop::Label(label) => reading::label(*label).into(),
        Workshop::NameKind(kind) => reading::name_kind(*kind).into(),
        Workshop::Usage(bit) => reading::usage(*bit).into(),
        Workshop::Flag(true) => "yes".into(),
        Workshop::Flag(false) => "no".into(),
        Workshop::Critical => "critical".into(),
        Workshop::Malformed => "This extension cannot be decoded; its bytes are shown.".into(),
        Workshop::Undecoded => "It has the outline of such a thing, but its inside breaks the standard. The bytes show where.".into(),
        Workshop::RevokedOn(when, None) => format!("revoked {when}").into(),
        Workshop::RevokedOn(when, Some(why)) => format!("revoked {when} ({why})").into(),
        Workshop::PrivateKeyHint => "A private key. It stays in this tab; its fields show its public part only.".into(),
        Workshop::Bytes => "ASN.1 and bytes".into(),
        Workshop::Tree => "Elements".into(),
        Workshop::Hex => "Bytes in hexadecimal".into(),
        Workshop::TreeKeys => "Arrow keys go from element to element, and in the bytes from byte to byte.".into(),
        Workshop::Place { start, header, content } => format!("from byte {start}: {header} bytes of header, {content} of content").into(),
        Workshop::Explain(field) => asn1_field::explain(*field),
        Workshop::NoField => "No RFC that is known here names this element.".into(),
        Workshop::Oddity(oddity) => asn1_oddity::oddity(*oddity),
        Workshop::Broken(at, why) => format!("Reading stopped at byte {at}: {}", asn1_oddity::broken(*why)).into(),
        Workshop::NodeBytes => "the element's bytes in hexadecimal".into(),
        Workshop::HexRange(from, to, all) => format!("bytes {from} to {to} of {all}").into(),
        Workshop::Before => "Earlier bytes".into(),
        Workshop::After => "Later bytes".into(),
        Workshop::MoreNodes(count) => format!("{count} more elements are not shown: fold some above.").into(),
        Workshop::Error(error) => file_error::render(error),
        Workshop::OpenHere => "Open in the Workshop".into(),
    }
}

const fn kind(what: What) -> &'static str {
    match what {
        What::Certificate => "Certificate",
        What::Authority => "CA certificate",
        What::Request => "Certificate signing request",
        What::RevocationList => "Revocation list",
        What::PublicKey => "Public key",
        What::PrivateKey => "Private key",
        What::LockedKey => "Locked private key",
        What::Other => "Something else",
    }
}

const fn heading_word(heading: Heading) -> &'static str {
    match heading {
        Heading::Identity => "Who",
        Heading::Validity => "Validity",
        Heading::Key => "Key",
        Heading::Signature => "Signature",
        Heading::Fingerprints => "Fingerprints",
        Heading::Attributes => "Attributes",
        Heading::Revoked => "Revoked certificates",
    }
}

fn span(hours: u64) -> String {
    let (count, unit) = match hours {
        0 => return "less than an hour".to_owned(),
        1..48 => (hours, "hour"),
        _ => (hours / 24, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
