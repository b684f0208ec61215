//! Values of the universal types in short, and what is odd about them.

use std::fmt;

use der::oid::ObjectIdentifier;

use super::oddity::Oddity;
use super::{Class, Node};
use crate::encoding::hex;
use crate::x509::oid;

/// An element's value, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Made of so many elements.
    Elements(usize),
    /// True or false.
    Boolean(bool),
    /// An integer, in decimal where that is short.
    Integer(String),
    /// An object identifier, and its name if it has one here.
    Identifier(String, Option<&'static str>),
    /// Characters.
    Text(String),
    /// Bits: how many, and the octets that hold them.
    Bits(usize, String),
    /// Octets in hexadecimal, the first ones only.
    Octets(usize, String),
    /// Nothing.
    Null,
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elements(count) => write!(f, "({count})"),
            Self::Boolean(true) => f.write_str("TRUE"),
            Self::Boolean(false) => f.write_str("FALSE"),
            Self::Integer(number) => f.write_str(number),
            Self::Identifier(dotted, None) => f.write_str(dotted),
            Self::Identifier(dotted, Some(name)) => write!(f, "{name} ({dotted})"),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Bits(count, octets) => write!(f, "{count} bit · {octets}"),
            Self::Octets(count, octets) => write!(f, "{count} B · {octets}"),
            Self::Null => f.write_str("NULL"),
        }
    }
}

/// ASN.1's name of a universal type (X.680 §8.4).
pub(super) const fn universal(number: u32) -> Option<&'static str> {
    Some(match number {
        1 => "BOOLEAN",
        2 => "INTEGER",
        3 => "BIT STRING",
        4 => "OCTET STRING",
        5 => "NULL",
        6 => "OBJECT IDENTIFIER",
        7 => "ObjectDescriptor",
        8 => "EXTERNAL",
        9 => "REAL",
        10 => "ENUMERATED",
        11 => "EMBEDDED PDV",
        12 => "UTF8String",
        13 => "RELATIVE-OID",
        16 => "SEQUENCE",
        17 => "SET",
        18 => "NumericString",
        19 => "PrintableString",
        20 => "TeletexString",
        21 => "VideotexString",
        22 => "IA5String",
        23 => "UTCTime",
        24 => "GeneralizedTime",
        25 => "GraphicString",
        26 => "VisibleString",
        27 => "GeneralString",
        28 => "UniversalString",
        30 => "BMPString",
        _ => return None,
    })
}

/// Whether octets can be a value of a universal primitive type at all.
pub(super) fn is_plausible(number: u32, content: &[u8]) -> bool {
    match number {
        1 => matches!(content, [0 | 0xff]),
        2 | 10 => !content.is_empty() && !is_padded(content),
        3 => matches!(content.split_first(), Some((0..=7, _))),
        4 => true,
        5 => content.is_empty(),
        6 => oid(content).is_some(),
        12 | 18..=30 => text(number, content).is_some() && !has_wrong_characters(number, content),
        _ => false,
    }
}

/// The value of an element.
pub(super) fn of(node: &Node, content: &[u8], children: usize) -> Value {
    if node.constructed || node.wraps {
        return Value::Elements(children);
    }
    if node.class != Class::Universal {
        return match std::str::from_utf8(content) {
            Ok(text) if !text.is_empty() && !text.contains(char::is_control) => {
                Value::Text(text.to_owned())
            }
            _ => octets(content),
        };
    }
    match (node.number, content) {
        (1, [octet]) => Value::Boolean(*octet != 0),
        (2 | 10, [_, ..]) => Value::Integer(integer(content)),
        (3, [unused, bits @ ..]) => Value::Bits(
            bits.len()
                .saturating_mul(8)
                .saturating_sub(usize::from(*unused)),
            excerpt(bits),
        ),
        (5, []) => Value::Null,
        (6, _) => match oid(content) {
            Some(dotted) => {
                let name = oid::name(&dotted);
                Value::Identifier(dotted, name)
            }
            None => octets(content),
        },
        (number @ (12 | 18..=30), _) => {
            text(number, content).map_or_else(|| octets(content), Value::Text)
        }
        _ => octets(content),
    }
}

/// The dotted form of an object identifier's content.
pub(super) fn oid(content: &[u8]) -> Option<String> {
    ObjectIdentifier::from_bytes(content)
        .ok()
        .map(|oid| oid.to_string())
}

fn octets(content: &[u8]) -> Value {
    Value::Octets(content.len(), excerpt(content))
}

fn excerpt(content: &[u8]) -> String {
    let shown = content.get(..SHOWN_OCTETS).unwrap_or(content);
    let more = if shown.len() < content.len() {
        "…"
    } else {
        ""
    };
    format!("{}{more}", hex(shown))
}

fn integer(content: &[u8]) -> String {
    let negative = content.first().is_some_and(|first| *first >= 0x80);
    let mut bytes = [if negative { 0xff } else { 0 }; 8];
    match bytes.len().checked_sub(content.len()) {
        Some(at) => {
            if let Some(end) = bytes.get_mut(at..) {
                end.copy_from_slice(content);
            }
            i64::from_be_bytes(bytes).to_string()
        }
        None => format!("0x{}", excerpt(content)),
    }
}

fn text(number: u32, content: &[u8]) -> Option<String> {
    match number {
        28 => content
            .chunks(4)
            .map(|chunk| char::from_u32(u32::from_be_bytes(chunk.try_into().ok()?)))
            .collect(),
        30 => {
            let units: Option<Vec<u16>> = content
                .chunks(2)
                .map(|chunk| Some(u16::from_be_bytes(chunk.try_into().ok()?)))
                .collect();
            String::from_utf16(&units?).ok()
        }
        // T.61 as everybody writes it: Latin-1.
        20 => Some(content.iter().copied().map(char::from).collect()),
        _ => String::from_utf8(content.to_vec()).ok(),
    }
}

/// What is odd about an element's form and content.
pub(super) fn oddities(node: &Node, content: &[u8]) -> Vec<Oddity> {
    if node.class != Class::Universal {
        return Vec::new();
    }
    let mut odd = Vec::new();
    match (node.number, node.constructed) {
        (16 | 17, false) => odd.push(Oddity::NotConstructed),
        (3 | 4 | 12 | 18..=22 | 25..=30, true) => odd.push(Oddity::StringInPieces),
        (1 | 2 | 5 | 6 | 9 | 10 | 13 | 23 | 24, true) => odd.push(Oddity::WronglyConstructed),
        _ => {}
    }
    if node.constructed {
        return odd;
    }
    match (node.number, content) {
        (1, [0 | 0xff]) => {}
        (1, [octet]) => odd.push(Oddity::BooleanOctet(*octet)),
        (1, _) | (2 | 3 | 6 | 10, []) | (5, [_, ..]) => odd.push(Oddity::WrongLength),
        (2 | 10, _) if is_padded(content) => odd.push(Oddity::LongInteger),
        (3, [8..=255, ..] | [1..=255]) => odd.push(Oddity::UnusedBits),
        (3, [unused, .., last]) if last.trailing_zeros() < u32::from(*unused) => {
            odd.push(Oddity::UnusedBits);
        }
        (6, _) => {
            let begins = std::iter::once(true).chain(content.iter().map(|octet| *octet < 0x80));
            if content
                .iter()
                .zip(begins)
                .any(|(octet, begins)| begins && *octet == 0x80)
            {
                odd.push(Oddity::LongIdentifier);
            }
        }
        (number @ (12 | 18..=22 | 26..=30), _) if has_wrong_characters(number, content) => {
            odd.push(Oddity::WrongCharacters);
        }
        (23, _) if content.len() != 13 || !is_digits_and_z(content) => odd.push(Oddity::TimeForm),
        (24, _) if !is_generalized(content) => odd.push(Oddity::TimeForm),
        _ => {}
    }
    odd
}

fn is_padded(content: &[u8]) -> bool {
    matches!(content, [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..])
}

fn has_wrong_characters(number: u32, content: &[u8]) -> bool {
    let all = |fine: fn(&u8) -> bool| !content.iter().all(fine);
    match number {
        12 => std::str::from_utf8(content).is_err(),
        18 => all(|octet| octet.is_ascii_digit() || *octet == b' '),
        19 => all(|octet| octet.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(octet)),
        22 => all(u8::is_ascii),
        26 => all(|octet| (0x20..0x7f).contains(octet)),
        28 | 30 => text(number, content).is_none(),
        _ => false,
    }
}

fn is_digits_and_z(content: &[u8]) -> bool {
    matches!(content.split_last(), Some((b'Z', digits)) if digits.iter().all(u8::is_ascii_digit))
}

/// `YYYYMMDDHHMMSSZ`, or with a fraction that does not end in zero (X.690 §11.7).
fn is_generalized(content: &[u8]) -> bool {
    let Some((whole, fraction)) = content.split_at_checked(14) else {
        return false;
    };
    let digits = |octets: &[u8]| octets.iter().all(u8::is_ascii_digit);
    let fine = match fraction {
        [b'Z'] => true,
        [b'.', tenths @ .., last, b'Z'] => digits(tenths) && matches!(last, b'1'..=b'9'),
        _ => false,
    };
    digits(whole) && fine
}

const SHOWN_OCTETS: usize = 24;

#[cfg(test)]
mod tests {
    use crate::x509::asn1::Tree;

    #[test]
    fn values_are_said_in_short() {
        for (bytes, expected) in [
            (&b"\x01\x01\xff"[..], "TRUE"),
            (b"\x02\x01\xfb", "-5"),
            (
                b"\x02\x09\x00\xff\xff\xff\xff\xff\xff\xff\xff",
                "0x00ffffffffffffffff",
            ),
            (b"\x06\x03\x55\x04\x03", "commonName (2.5.4.3)"),
            (b"\x06\x03\x55\x04\x7f", "2.5.4.127"),
            (b"\x0c\x03\xe8\xaf\x81", "\"证\""),
            (b"\x1e\x02\x8b\xc1", "\"证\""),
            (b"\x14\x01\xe9", "\"é\""),
            (b"\x05\x00", "NULL"),
            (b"\x03\x02\x05\xa0", "3 bit · a0"),
            (b"\x04\x02\x00\x01", "2 B · 0001"),
            (b"\x82\x03a.b", "\"a.b\""),
            (b"\x30\x00", "(0)"),
        ] {
            let tree = Tree::read(bytes).unwrap();
            assert_eq!(tree.value(0).to_string(), expected);
        }
    }
}
