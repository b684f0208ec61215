//! What a request may ask for beyond names and usages: a whole subject, names of
//! other kinds, limits for a CA.

use std::net::IpAddr;

use der::asn1::{Any, OctetString};
use der::oid::{AssociatedOid as _, ObjectIdentifier};
use der::{Decode as _, Encode as _, Tag};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::constraints::name::GeneralSubtree;
use x509_cert::ext::pkix::name::{GeneralName, OtherName};
use x509_cert::ext::pkix::{NameConstraints, SubjectAltName};

use crate::x509::{Error, extension};

/// What a request may ask for beside [`super::RequestParams`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Subject attributes beside common name and organizations, by their object
    /// identifiers: written in the order of Go's `pkix.Name`.
    pub attributes: Vec<(String, Vec<String>)>,
    /// The whole subject as RFC 4514 text, in place of every attribute
    /// (`spec.literalSubject`).
    pub literal_subject: Option<String>,
    /// Object identifier and text of each name of another kind (`spec.otherNames`).
    pub other_names: Vec<(String, String)>,
    /// Which names the CA may certify (`spec.nameConstraints`).
    pub constraints: Option<Constraints>,
    /// Whether it is to be a CA's, and how many CAs may stand below it: cert-manager says
    /// nothing of it in a request.
    pub basic_constraints: Option<(bool, Option<u8>)>,
}

/// Which names a CA may certify (RFC 5280 §4.2.1.10).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Whether who does not understand it must refuse the CA.
    pub critical: bool,
    /// Only these.
    pub permitted: Names,
    /// Not these.
    pub excluded: Names,
}

/// A set of names in a constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Domains.
    pub dns_domains: Vec<String>,
    /// Networks: address and length of the prefix.
    pub ip_ranges: Vec<(IpAddr, u8)>,
    /// Mailboxes, hosts or domains.
    pub email_addresses: Vec<String>,
    /// Hosts or domains of URIs.
    pub uri_domains: Vec<String>,
}

/// The value of a SAN extension with names of other kinds after the others.
pub(super) fn with_other_names(
    names: Option<Vec<u8>>,
    other_names: &[(String, String)],
) -> Result<Option<Vec<u8>>, Error> {
    if other_names.is_empty() {
        return Ok(names);
    }
    let mut all = match names {
        Some(der) => SubjectAltName::from_der(&der).map_err(|_| ENCODING)?.0,
        None => Vec::new(),
    };
    for (oid, text) in other_names {
        all.push(GeneralName::OtherName(OtherName {
            type_id: ObjectIdentifier::new(oid).map_err(|_| ENCODING)?,
            value: Any::new(Tag::Utf8String, text.as_bytes()).map_err(|_| ENCODING)?,
        }));
    }
    SubjectAltName(all).to_der().map(Some).map_err(|_| ENCODING)
}

/// Object identifier and text of each name of another kind in a SAN extension.
pub(super) fn other_names(names: &[u8]) -> Vec<(String, String)> {
    let names = SubjectAltName::from_der(names).map_or_else(|_| Vec::new(), |names| names.0);
    names
        .into_iter()
        .filter_map(|name| match name {
            GeneralName::OtherName(name) => {
                let text = String::from_utf8(name.value.value().to_vec()).ok()?;
                Some((name.type_id.to_string(), text))
            }
            _ => None,
        })
        .collect()
}

/// The extension of a constraint.
pub(in crate::x509) fn constraints(constraints: &Constraints) -> Result<Extension, Error> {
    let value = NameConstraints {
        permitted_subtrees: subtrees(&constraints.permitted)?,
        excluded_subtrees: subtrees(&constraints.excluded)?,
    };
    let der = value.to_der().map_err(|_| ENCODING)?;
    extension::custom(NameConstraints::OID, constraints.critical, der)
}

/// Domains, networks, mailboxes, URIs: the order in which Go writes them.
fn subtrees(names: &Names) -> Result<Option<Vec<GeneralSubtree>>, Error> {
    let mut bases = Vec::new();
    for domain in &names.dns_domains {
        bases.push(GeneralName::DnsName(extension::ascii(domain)?));
    }
    for (address, length) in &names.ip_ranges {
        bases.push(GeneralName::IpAddress(network(*address, *length)?));
    }
    for address in &names.email_addresses {
        bases.push(GeneralName::Rfc822Name(extension::ascii(address)?));
    }
    for domain in &names.uri_domains {
        let domain = extension::ascii(domain)?;
        bases.push(GeneralName::UniformResourceIdentifier(domain));
    }
    let subtrees: Vec<GeneralSubtree> = bases
        .into_iter()
        .map(|base| GeneralSubtree {
            base,
            minimum: 0,
            maximum: None,
        })
        .collect();
    Ok((!subtrees.is_empty()).then_some(subtrees))
}

/// Address and mask (RFC 5280 §4.2.1.10), the address without its host part.
fn network(address: IpAddr, length: u8) -> Result<OctetString, Error> {
    let octets = match address {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    };
    let mask: Vec<u8> = (0..octets.len())
        .map(|place| {
            let bits = usize::from(length)
                .saturating_sub(place.saturating_mul(8))
                .min(8);
            u8::try_from(0xff00_u32 >> bits & 0xff).unwrap_or(0)
        })
        .collect();
    let masked = octets.iter().zip(&mask).map(|(octet, mask)| octet & mask);
    let value: Vec<u8> = masked.chain(mask.iter().copied()).collect();
    OctetString::new(value).map_err(|_| ENCODING)
}

const ENCODING: Error = Error::Encoding {
    what: "an extension",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::hex;

    #[test]
    fn a_network_is_its_address_and_its_mask() {
        let cases = [
            ("10.1.2.3", 8, "0a000000ff000000"),
            ("192.0.2.129", 25, "c0000280ffffff80"),
            ("192.0.2.1", 32, "c0000201ffffffff"),
            ("192.0.2.1", 0, "0000000000000000"),
        ];
        for (address, length, expected) in cases {
            let octets = network(address.parse().unwrap(), length).unwrap();
            assert_eq!(hex(octets.as_bytes()), expected, "{address}/{length}");
        }
    }
}
