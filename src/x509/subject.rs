//! Distinguished names, written as Go writes them and read for showing.

mod literal;

use der::asn1::{Any, Ia5StringRef, PrintableStringRef, SetOfVec};
use der::oid::ObjectIdentifier;
use der::{Decode as _, Encode as _, Tag};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::pkix::name::DirectoryString;
use x509_cert::name::Name;

use super::Error;
use crate::encoding::hex;

pub(super) use literal::write as write_literal;

/// A subject from a Certificate's fields, in Go's order: organizations as one
/// relative name of several values, then the common name (`pkix.Name.ToRDNSequence`).
pub(super) fn write(common_name: Option<&str>, organizations: &[String]) -> Result<Vec<u8>, Error> {
    let mut names: Vec<SetOfVec<AttributeTypeAndValue>> = Vec::new();
    if !organizations.is_empty() {
        let mut values = SetOfVec::new();
        for organization in organizations {
            let value = attribute(ORGANIZATION, "organizationName", organization)?;
            // The same organization twice is one element of a set.
            if !values.iter().any(|other| *other == value) {
                values.insert(value).map_err(|_| ENCODING)?;
            }
        }
        names.push(values);
    }
    if let Some(common_name) = common_name {
        let mut values = SetOfVec::new();
        values
            .insert(attribute(COMMON_NAME, "commonName", common_name)?)
            .map_err(|_| ENCODING)?;
        names.push(values);
    }
    names.to_der().map_err(|_| ENCODING)
}

/// A subject with further attributes, by their object identifiers: each type is
/// one relative name, in the order of Go's `pkix.Name`.
pub(super) fn write_all(
    common_name: Option<&str>,
    organizations: &[String],
    attributes: &[(String, Vec<String>)],
) -> Result<Vec<u8>, Error> {
    let mut names: Vec<SetOfVec<AttributeTypeAndValue>> = Vec::new();
    for place in GO_ORDER {
        let oid = ObjectIdentifier::new(place).map_err(|_| ENCODING)?;
        let mut texts: Vec<&str> = Vec::new();
        if oid == ORGANIZATION {
            texts.extend(organizations.iter().map(String::as_str));
        } else if oid == COMMON_NAME {
            texts.extend(common_name);
        }
        for (_, more) in attributes.iter().filter(|(known, _)| known == place) {
            texts.extend(more.iter().map(String::as_str));
        }
        let mut values = SetOfVec::new();
        for text in texts {
            let value = if oid == COMMON_NAME {
                attribute(oid, "commonName", text)?
            } else {
                plain(oid, text)?
            };
            // The same value twice is one element of a set.
            if !values.iter().any(|other| *other == value) {
                values.insert(value).map_err(|_| ENCODING)?;
            }
        }
        if !values.is_empty() {
            names.push(values);
        }
    }
    names.to_der().map_err(|_| ENCODING)
}

/// Country, organization, unit, locality, province, street, postal code, common
/// name, serial number (Go `pkix.Name.ToRDNSequence`).
const GO_ORDER: [&str; 9] = [
    "2.5.4.6", "2.5.4.10", "2.5.4.11", "2.5.4.7", "2.5.4.8", "2.5.4.9", "2.5.4.17", "2.5.4.3",
    "2.5.4.5",
];

/// A subject or issuer as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// Exactly the bytes that were read.
    pub(super) der: Vec<u8>,
    /// RFC 4514 text.
    pub(super) text: String,
    /// The last common name, as Go's `pkix.Name` takes it.
    pub(super) common_name: Option<String>,
}

impl Subject {
    /// From a name's own DER.
    pub(super) fn from_der(der: &[u8]) -> Result<Self, Error> {
        Any::from_der(der)
            .and_then(|field| Self::from_field(&field))
            .map_err(|_| ENCODING)
    }

    pub(super) fn from_field(field: &Any) -> der::Result<Self> {
        let der = field.to_der()?;
        let name = Name::from_der(&der)?;
        Ok(Self {
            text: rfc_4514(&name)?,
            common_name: common_name(&name),
            der,
        })
    }

    /// No attribute at all: then the alternative names are critical (RFC 5280 §4.1.2.6).
    pub(super) fn is_empty(&self) -> bool {
        self.der == EMPTY
    }
}

/// The last common name, as Go's `pkix.Name` takes it.
pub(super) fn common_name(name: &Name) -> Option<String> {
    name.iter()
        .filter(|attribute| attribute.oid == COMMON_NAME)
        .filter_map(|attribute| DirectoryString::try_from(&attribute.value).ok())
        .last()
        .map(String::from)
}

/// A name as text: the last relative name first (RFC 4514 §2).
///
/// x509-cert prints names too, but by a table of every object identifier there is.
pub(super) fn rfc_4514(name: &Name) -> der::Result<String> {
    let mut names = Vec::new();
    for relative in name.iter_rdn() {
        let attributes: der::Result<Vec<_>> = relative.iter().map(attribute_text).collect();
        names.push(attributes?.join("+"));
    }
    names.reverse();
    Ok(names.join(","))
}

/// `CN=text`, or, without a short name or a text, `1.2.3=#` and the value's DER
/// (RFC 4514 §2.3, §2.4).
fn attribute_text(attribute: &AttributeTypeAndValue) -> der::Result<String> {
    let known = SHORT_NAMES.iter().find(|(oid, _)| *oid == attribute.oid);
    if let (Some((_, name)), Some(text)) = (known, string(&attribute.value)) {
        return Ok(format!("{name}={}", escaped(&text)));
    }
    let value = hex(&attribute.value.to_der()?);
    Ok(format!("{}=#{value}", attribute.oid))
}

fn string(value: &Any) -> Option<String> {
    let ia5 = Ia5StringRef::try_from(value).map(|text| text.as_str().to_owned());
    ia5.or_else(|_| DirectoryString::try_from(value).map(String::from))
        .ok()
}

/// RFC 4514 §2.4.
fn escaped(text: &str) -> String {
    let last = text.chars().count().saturating_sub(1);
    let mut escaped = String::new();
    for (place, character) in text.chars().enumerate() {
        match character {
            '\0' => {
                escaped.push_str("\\00");
                continue;
            }
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => escaped.push('\\'),
            ' ' if place == 0 || place == last => escaped.push('\\'),
            '#' if place == 0 => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

/// `SEQUENCE {}`.
pub(super) const EMPTY: [u8; 2] = [0x30, 0x00];

fn attribute(
    oid: ObjectIdentifier,
    attribute: &'static str,
    value: &str,
) -> Result<AttributeTypeAndValue, Error> {
    let length = value.chars().count();
    if length == 0 || length > UPPER_BOUND {
        return Err(Error::AttributeLength {
            attribute,
            length,
            limit: UPPER_BOUND,
        });
    }
    plain(oid, value)
}

/// As Go does: `PrintableString` where its characters suffice, else `UTF8String`.
fn plain(oid: ObjectIdentifier, value: &str) -> Result<AttributeTypeAndValue, Error> {
    let tag = if PrintableStringRef::new(value).is_ok() {
        Tag::PrintableString
    } else {
        Tag::Utf8String
    };
    Ok(AttributeTypeAndValue {
        oid,
        value: Any::new(tag, value.as_bytes()).map_err(|_| ENCODING)?,
    })
}

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");

/// Attribute types that have a short name: those of RFC 4514 §3, and the two more
/// that Go prints.
const SHORT_NAMES: [(ObjectIdentifier, &str); 11] = [
    (COMMON_NAME, "CN"),
    (ObjectIdentifier::new_unwrap("2.5.4.5"), "SERIALNUMBER"),
    (ObjectIdentifier::new_unwrap("2.5.4.6"), "C"),
    (ObjectIdentifier::new_unwrap("2.5.4.7"), "L"),
    (ObjectIdentifier::new_unwrap("2.5.4.8"), "ST"),
    (ObjectIdentifier::new_unwrap("2.5.4.9"), "STREET"),
    (ORGANIZATION, "O"),
    (ObjectIdentifier::new_unwrap("2.5.4.11"), "OU"),
    (ObjectIdentifier::new_unwrap("2.5.4.17"), "POSTALCODE"),
    (
        ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1"),
        "UID",
    ),
    (
        ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.25"),
        "DC",
    ),
];

/// `ub-common-name` and `ub-organization-name` (RFC 5280 Appendix A.1).
const UPPER_BOUND: usize = 64;

const ENCODING: Error = Error::Encoding {
    what: "the subject",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn go_s_order_and_string_types() {
        let organizations = ["cert-manager".to_owned(), "A & B".to_owned()];
        let der = write(Some("*.example.com"), &organizations).unwrap();
        assert_eq!(
            hex(&der),
            concat!(
                "303d",
                "3123",
                "300c060355040a0c054120262042",
                "3013060355040a130c636572742d6d616e61676572",
                "3116",
                "301406035504030c0d2a2e6578616d706c652e636f6d"
            )
        );
        assert_eq!(write(None, &[]).unwrap(), EMPTY);
    }

    #[test]
    fn names_are_printed_as_rfc_4514_says() {
        let name = |oid: &str, tag: Tag, value: &str| {
            let attribute = AttributeTypeAndValue {
                oid: ObjectIdentifier::new_unwrap(oid),
                value: Any::new(tag, value.as_bytes()).unwrap(),
            };
            let relative = SetOfVec::try_from(vec![attribute]).unwrap();
            Name::from_der(&vec![relative.clone(), relative].to_der().unwrap()).unwrap()
        };
        for (oid, tag, value, expected) in [
            ("2.5.4.3", Tag::Utf8String, "Lučić", "CN=Lučić"),
            ("2.5.4.3", Tag::Utf8String, "\"a+b\"", r#"CN=\"a\+b\""#),
            ("2.5.4.11", Tag::PrintableString, " a, ", r"OU=\ a\,\ "),
            ("2.5.4.11", Tag::Utf8String, "#1#\0", r"OU=\#1#\00"),
            (
                "0.9.2342.19200300.100.1.25",
                Tag::Ia5String,
                "net",
                "DC=net",
            ),
            (
                "1.3.6.1.4.1.1466.0",
                Tag::OctetString,
                "Hi",
                "1.3.6.1.4.1.1466.0=#04024869",
            ),
        ] {
            let text = rfc_4514(&name(oid, tag, value)).unwrap();
            assert_eq!(text, format!("{expected},{expected}"));
        }
    }

    #[test]
    fn attributes_keep_rfc_5280_s_bounds() {
        for (length, fits) in [(0, false), (1, true), (64, true), (65, false)] {
            assert_eq!(
                write(Some(&"语".repeat(length)), &[]).is_ok(),
                fits,
                "{length}"
            );
        }
    }
}
