//! Distinguished names for comparing (RFC 5280 §7.1).

use der::asn1::Any;
use der::{Encode as _, Tag, Tagged as _};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::Name;

use crate::encoding::hex;

/// A name brought into the form in which equal names are equal: one text for each
/// relative distinguished name, from the root down.
pub(super) type Canonical = Vec<String>;

/// Brings a name into that form. RFC 5280 §7.1: values are compared without regard to
/// case, to white space around them and to how much of it is within, whichever string
/// type they have; the attributes of a relative name in any order.
pub(super) fn canonical(name: &Name) -> Canonical {
    name.iter_rdn()
        .map(|relative| {
            let mut attributes: Vec<String> = relative.iter().map(attribute).collect();
            attributes.sort();
            attributes.join("\u{0}+")
        })
        .collect()
}

/// Whether a name lies within another, itself included (RFC 5280 §4.2.1.10).
pub(super) fn is_within(name: &[String], base: &[String]) -> bool {
    name.starts_with(base)
}

fn attribute(attribute: &AttributeTypeAndValue) -> String {
    let value = text(&attribute.value).map_or_else(
        || format!("#{}", hex(&attribute.value.to_der().unwrap_or_default())),
        |text| folded(&text),
    );
    format!("{}={value}", attribute.oid)
}

fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The characters of a string of any type.
pub(super) fn text(value: &Any) -> Option<String> {
    let octets = value.value();
    match value.tag() {
        Tag::Utf8String
        | Tag::PrintableString
        | Tag::Ia5String
        | Tag::NumericString
        | Tag::VisibleString => String::from_utf8(octets.to_vec()).ok(),
        // T.61 as everybody writes it: Latin-1.
        Tag::TeletexString => Some(octets.iter().copied().map(char::from).collect()),
        Tag::BmpString => {
            let units: Option<Vec<u16>> = octets
                .chunks(2)
                .map(|pair| Some(u16::from_be_bytes(pair.try_into().ok()?)))
                .collect();
            String::from_utf16(&units?).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use der::Decode as _;
    use der::asn1::SetOfVec;
    use der::oid::ObjectIdentifier;

    fn name(parts: &[(&str, Tag, &[u8])]) -> Name {
        let relatives: Vec<_> = parts
            .iter()
            .map(|(oid, tag, octets)| {
                SetOfVec::try_from(vec![AttributeTypeAndValue {
                    oid: ObjectIdentifier::new_unwrap(oid),
                    value: Any::new(*tag, *octets).unwrap(),
                }])
                .unwrap()
            })
            .collect();
        Name::from_der(&relatives.to_der().unwrap()).unwrap()
    }

    #[test]
    fn names_that_differ_in_case_space_and_string_type_are_equal() {
        let plain = canonical(&name(&[("2.5.4.3", Tag::PrintableString, b"Good CA")]));
        for (tag, octets, equal) in [
            (Tag::Utf8String, &b"good  ca"[..], true),
            (Tag::PrintableString, b"  GOOD CA ", true),
            (Tag::BmpString, b"\0G\0o\0o\0d\0 \0C\0A", true),
            (Tag::PrintableString, b"GoodCA", false),
            (Tag::PrintableString, b"Good CB", false),
        ] {
            let other = canonical(&name(&[("2.5.4.3", tag, octets)]));
            assert_eq!(other == plain, equal, "{octets:?}");
        }
        let organization = ("2.5.4.10", Tag::Utf8String, &b"O"[..]);
        let unit = ("2.5.4.11", Tag::Utf8String, &b"U"[..]);
        let (short, long) = (
            canonical(&name(&[organization])),
            canonical(&name(&[organization, unit])),
        );
        assert!(is_within(&long, &short) && !is_within(&short, &long));
    }
}
