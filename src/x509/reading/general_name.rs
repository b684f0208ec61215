//! Names of any kind (RFC 5280 §4.2.1.6).

use std::net::{Ipv4Addr, Ipv6Addr};

use der::Encode as _;
use der::asn1::Utf8StringRef;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};

use super::certificate::distinguished;
use crate::encoding::hex;
use crate::x509::oid;

/// The kinds of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// `dNSName`.
    Dns,
    /// `iPAddress`.
    Ip,
    /// `rfc822Name`.
    Email,
    /// `uniformResourceIdentifier`.
    Uri,
    /// `directoryName`.
    Directory,
    /// `otherName`.
    Other,
    /// `ediPartyName`.
    EdiParty,
    /// `registeredID`.
    Registered,
}

/// A name's kind and text.
pub(in crate::x509) fn show(name: &GeneralName) -> (NameKind, String) {
    match name {
        GeneralName::DnsName(name) => (NameKind::Dns, name.to_string()),
        GeneralName::Rfc822Name(name) => (NameKind::Email, name.to_string()),
        GeneralName::UniformResourceIdentifier(uri) => (NameKind::Uri, uri.to_string()),
        GeneralName::DirectoryName(name) => (NameKind::Directory, distinguished(name)),
        GeneralName::IpAddress(octets) => (NameKind::Ip, address(octets.as_bytes())),
        GeneralName::OtherName(other) => {
            let value = other.value.to_der().unwrap_or_default();
            let text = Utf8StringRef::try_from(&other.value).map_or_else(
                |_| format!("#{}", hex(&value)),
                |text| text.as_str().to_owned(),
            );
            let kind = oid::show(&other.type_id.to_string());
            (NameKind::Other, format!("{kind}: {text}"))
        }
        GeneralName::EdiPartyName(name) => {
            let der = name.to_der().unwrap_or_default();
            (NameKind::EdiParty, format!("#{}", hex(&der)))
        }
        GeneralName::RegisteredId(id) => (NameKind::Registered, oid::show(&id.to_string())),
    }
}

/// A place where something is to be had.
pub(super) fn point(name: &DistributionPointName) -> Vec<(NameKind, String)> {
    match name {
        DistributionPointName::FullName(names) => names.iter().map(show).collect(),
        DistributionPointName::NameRelativeToCRLIssuer(relative) => {
            let der = relative.to_der().unwrap_or_default();
            vec![(NameKind::Directory, format!("#{}", hex(&der)))]
        }
    }
}

/// An address, or a network with its mask (RFC 5280 §4.2.1.10).
fn address(octets: &[u8]) -> String {
    let four = |octets: &[u8]| <[u8; 4]>::try_from(octets).map(Ipv4Addr::from);
    let sixteen = |octets: &[u8]| <[u8; 16]>::try_from(octets).map(Ipv6Addr::from);
    if let Ok(address) = four(octets) {
        return address.to_string();
    }
    if let Ok(address) = sixteen(octets) {
        return address.to_string();
    }
    let (network, mask) = octets.split_at(octets.len() / 2);
    let bits: u32 = mask.iter().map(|octet| octet.count_ones()).sum();
    match (four(network), sixteen(network)) {
        (Ok(network), _) if mask.len() == 4 => format!("{network}/{bits}"),
        (_, Ok(network)) if mask.len() == 16 => format!("{network}/{bits}"),
        _ => format!("#{}", hex(octets)),
    }
}
