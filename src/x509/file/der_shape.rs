//! What a DER value is, told from its outline alone.
//!
//! A certificate with something malformed deep inside is still a certificate that
//! somebody wants to look at, so nothing is decoded here beyond tags and lengths.

use der::{
    Decode as _, EncodingRules, ErrorKind, Header, Reader as _, SliceReader, Tag, TagNumber,
};

use super::{Error, Format, KeyForm};

/// What a value is by its outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Certificate,
    Request,
    RevocationList,
    Pkcs7,
    Pkcs12,
    PrivateKey(KeyForm),
    EncryptedPrivateKey,
    PublicKey,
    RsaPublicKey,
    Unknown,
}

/// One value: its tag, its content, and all of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    pub(super) tag: Tag,
    pub(super) content: &'a [u8],
    pub(super) whole: &'a [u8],
}

/// The first value of `bytes` and what is behind it. BER's indefinite lengths are read
/// too, since PKCS #7 and PKCS #12 are allowed them.
pub(super) fn first(bytes: &[u8]) -> Result<(Value<'_>, &[u8]), Error> {
    let fail = |error: der::Error| explain(&error, bytes.len());
    let mut reader =
        SliceReader::new_with_encoding_rules(bytes, EncodingRules::Ber).map_err(fail)?;
    let header = Header::decode(&mut reader).map_err(fail)?;
    let content = reader.read_slice(header.length()).map_err(fail)?;
    let end = usize::try_from(reader.position()).map_err(fail)?;
    let (whole, rest) = bytes.split_at_checked(end).ok_or(MALFORMED)?;
    let tag = header.tag();
    Ok((
        Value {
            tag,
            content,
            whole,
        },
        rest,
    ))
}

/// The first few values inside a constructed one; BER's end-of-contents octets end it.
pub(super) fn children(content: &[u8], limit: usize) -> Result<Vec<Value<'_>>, Error> {
    let mut values = Vec::new();
    let mut rest = content;
    while !rest.is_empty() && rest != END_OF_CONTENTS && values.len() < limit {
        let (value, behind) = first(rest)?;
        values.push(value);
        rest = behind;
    }
    Ok(values)
}

/// What a value is.
pub(super) fn shape(value: &Value<'_>) -> Shape {
    if value.tag != Tag::Sequence {
        return Shape::Unknown;
    }
    let Ok(parts) = children(value.content, MOST_PARTS) else {
        return Shape::Unknown;
    };
    let tags: Vec<Tag> = parts.iter().map(|part| part.tag).collect();
    match (tags.as_slice(), parts.first()) {
        ([Tag::Sequence, Tag::Sequence, Tag::BitString], Some(signed)) => signed_shape(signed),
        ([Tag::ObjectIdentifier, context], _) if *context == constructed(0) => Shape::Pkcs7,
        ([Tag::Integer, Tag::Sequence, Tag::OctetString, ..], _) => {
            Shape::PrivateKey(KeyForm::Pkcs8)
        }
        ([Tag::Integer, Tag::OctetString, ..], _) => Shape::PrivateKey(KeyForm::Sec1),
        ([Tag::Integer, Tag::Sequence] | [Tag::Integer, Tag::Sequence, Tag::Sequence], _) => {
            Shape::Pkcs12
        }
        ([Tag::Sequence, Tag::OctetString], _) => Shape::EncryptedPrivateKey,
        ([Tag::Sequence, Tag::BitString], _) => Shape::PublicKey,
        ([Tag::Integer, Tag::Integer], _) => Shape::RsaPublicKey,
        (integers, _)
            if integers.len() == RSA_PRIVATE_KEY
                && integers.iter().all(|tag| *tag == Tag::Integer) =>
        {
            Shape::PrivateKey(KeyForm::Pkcs1)
        }
        _ => Shape::Unknown,
    }
}

/// Certificates, requests and revocation lists are signed alike; what is signed differs.
fn signed_shape(signed: &Value<'_>) -> Shape {
    let Ok(parts) = children(signed.content, MOST_PARTS) else {
        return Shape::Unknown;
    };
    let tags: Vec<Tag> = parts.iter().map(|part| part.tag).collect();
    match tags.as_slice() {
        // RFC 5280 §4.1: version [0], serialNumber, …; of version 1 without the former.
        [first, Tag::Integer, Tag::Sequence, ..] if *first == constructed(0) => Shape::Certificate,
        [
            Tag::Integer,
            Tag::Sequence,
            Tag::Sequence,
            Tag::Sequence,
            Tag::Sequence,
            Tag::Sequence,
            ..,
        ] => Shape::Certificate,
        // RFC 2986 §4.1: version, subject, subjectPKInfo, attributes [0].
        [Tag::Integer, Tag::Sequence, Tag::Sequence]
        | [
            Tag::Integer,
            Tag::Sequence,
            Tag::Sequence,
            Tag::ContextSpecific { .. },
        ] => Shape::Request,
        // RFC 5280 §5.1: version, signature, issuer, thisUpdate, …
        [Tag::Integer, Tag::Sequence, Tag::Sequence, time, ..]
        | [Tag::Sequence, Tag::Sequence, time, ..]
            if matches!(time, Tag::UtcTime | Tag::GeneralizedTime) =>
        {
            Shape::RevocationList
        }
        _ => Shape::Unknown,
    }
}

/// A context-specific tag around other values.
pub(super) const fn constructed(number: u32) -> Tag {
    Tag::ContextSpecific {
        constructed: true,
        number: TagNumber(number),
    }
}

fn explain(error: &der::Error, actual: usize) -> Error {
    match error.kind() {
        ErrorKind::Incomplete { expected_len, .. } => Error::Truncated {
            expected: usize::try_from(expected_len).unwrap_or(usize::MAX),
            actual,
        },
        _ => MALFORMED,
    }
}

const MALFORMED: Error = Error::Malformed {
    format: Format::Der,
};

/// X.690 §8.1.5.
const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// More than any outline needs.
const MOST_PARTS: usize = 10;

/// Version, two of public and private exponent, primes and the rest (RFC 8017 §A.1.2).
const RSA_PRIVATE_KEY: usize = 9;
