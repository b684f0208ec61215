//! Extensions: Rust values to x509-cert's extensions, and back.

use std::net::IpAddr;

use der::asn1::{Ia5String, OctetString};
use der::flagset::FlagSet;
use der::oid::{AssociatedOid, ObjectIdentifier};
use der::{Decode, Encode};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName,
};

use super::Error;
use super::usage::{KeyUsageBit, Usage, extended_key_usages, key_usage_bits};

/// The names that a request or certificate speaks for beside its subject (RFC 5280 §4.2.1.6).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlternativeNames {
    /// `dNSName`, as written.
    pub dns_names: Vec<String>,
    /// `iPAddress`.
    pub ip_addresses: Vec<IpAddr>,
    /// `uniformResourceIdentifier`.
    pub uris: Vec<String>,
    /// `rfc822Name`.
    pub email_addresses: Vec<String>,
}

impl AlternativeNames {
    /// The extension's value, in cert-manager's order (DNS, e-mail, IP, URI) and
    /// without repetitions; none where there is no name.
    pub(super) fn to_der(&self) -> Result<Option<Vec<u8>>, Error> {
        let mut names: Vec<GeneralName> = Vec::new();
        let dns_names = self.dns_names.iter();
        let emails = self.email_addresses.iter();
        let ip_addresses = self.ip_addresses.iter().copied();
        let all = dns_names
            .map(|name| ascii(name).map(GeneralName::DnsName))
            .chain(emails.map(|email| ascii(email).map(GeneralName::Rfc822Name)))
            .chain(ip_addresses.map(|address| Ok(GeneralName::from(address))))
            .chain(self.uris.iter().map(|text| uri(text)));
        for name in all {
            let name = name?;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return Ok(None);
        }
        SubjectAltName(names)
            .to_der()
            .map(Some)
            .map_err(|_| ENCODING)
    }

    pub(super) fn from_extensions(extensions: &[Extension]) -> Result<Self, Error> {
        let mut all = Self::default();
        let names = find::<SubjectAltName>(extensions)?.map_or_else(Vec::new, |names| names.0);
        for name in names {
            match name {
                GeneralName::DnsName(name) => all.dns_names.push(name.to_string()),
                GeneralName::Rfc822Name(name) => all.email_addresses.push(name.to_string()),
                GeneralName::UniformResourceIdentifier(uri) => all.uris.push(uri.to_string()),
                GeneralName::IpAddress(octets) => all.ip_addresses.push(address(&octets)?),
                // Other kinds are kept in the DER and shown by no list.
                _ => {}
            }
        }
        Ok(all)
    }
}

/// An extension from a value in DER.
pub(super) fn custom(
    oid: ObjectIdentifier,
    critical: bool,
    value: Vec<u8>,
) -> Result<Extension, Error> {
    Ok(Extension {
        extn_id: oid,
        critical,
        extn_value: OctetString::new(value).map_err(|_| ENCODING)?,
    })
}

/// An extension from one of x509-cert's types.
pub(super) fn encode<T: AssociatedOid + Encode>(
    critical: bool,
    value: &T,
) -> Result<Extension, Error> {
    let der = value.to_der().map_err(|_| ENCODING)?;
    custom(T::OID, critical, der)
}

/// Key usage (critical), then extended key usage (not critical), each only if there is any.
pub(super) fn usages(usages: &[Usage], is_ca: bool) -> Result<Vec<Extension>, Error> {
    let mut extensions = Vec::new();
    let bits = key_usage_bits(usages, is_ca);
    if !bits.is_empty() {
        let flags = bits
            .into_iter()
            .map(flag)
            .fold(FlagSet::default(), |all, bit| all | bit);
        extensions.push(encode(true, &KeyUsage(flags))?);
    }
    let purposes = extended_key_usages(usages);
    if !purposes.is_empty() {
        let oids: Result<Vec<_>, _> = purposes.into_iter().map(ObjectIdentifier::new).collect();
        extensions.push(encode(
            false,
            &ExtendedKeyUsage(oids.map_err(|_| ENCODING)?),
        )?);
    }
    Ok(extensions)
}

/// Basic constraints, critical as Go writes them even for leaves (RFC 5280 §4.2.1.9).
pub(super) fn basic_constraints(is_ca: bool, path_len: Option<u8>) -> Result<Extension, Error> {
    let constraints = BasicConstraints {
        ca: is_ca,
        path_len_constraint: path_len.filter(|_| is_ca),
    };
    encode(true, &constraints)
}

/// The usages that are written in extensions: bits in their order, then purposes in
/// theirs; purposes that cert-manager has no word for are left out.
pub(super) fn read_usages(extensions: &[Extension]) -> Result<Vec<Usage>, Error> {
    let mut usages = Vec::new();
    if let Some(usage) = find::<KeyUsage>(extensions)? {
        usages.extend(bits_of(usage).into_iter().map(Usage::from_bit));
    }
    if let Some(ExtendedKeyUsage(oids)) = find::<ExtendedKeyUsage>(extensions)? {
        let known = oids
            .iter()
            .filter_map(|oid| Usage::from_purpose(&oid.to_string()));
        usages.extend(known);
    }
    Ok(usages)
}

/// The bits that are set, in their order.
pub(super) fn bits_of(KeyUsage(flags): KeyUsage) -> Vec<KeyUsageBit> {
    BITS.into_iter()
        .filter(|bit| flags.contains(flag(*bit)))
        .collect()
}

/// The one extension of a type; twice the same is refused (RFC 5280 §4.2: "A certificate
/// MUST NOT include more than one instance of a particular extension").
pub(super) fn find<'a, T: AssociatedOid + Decode<'a>>(
    extensions: &'a [Extension],
) -> Result<Option<T>, Error> {
    let malformed = || Error::MalformedExtension {
        oid: T::OID.to_string(),
    };
    let Some(value) = value_of(extensions, T::OID)? else {
        return Ok(None);
    };
    T::from_der(value).map(Some).map_err(|_| malformed())
}

/// The value of the one extension with this identifier, as DER.
pub(super) fn value_of(
    extensions: &[Extension],
    oid: ObjectIdentifier,
) -> Result<Option<&[u8]>, Error> {
    let mut found = extensions
        .iter()
        .filter(|extension| extension.extn_id == oid);
    match (found.next(), found.next()) {
        (None, _) => Ok(None),
        (Some(extension), None) => Ok(Some(extension.extn_value.as_bytes())),
        (Some(_), Some(_)) => Err(Error::MalformedExtension {
            oid: oid.to_string(),
        }),
    }
}

pub(super) fn ascii(text: &str) -> Result<Ia5String, Error> {
    Ia5String::new(text).map_err(|_| Error::NotAscii {
        value: text.to_owned(),
    })
}

/// RFC 5280 §4.2.1.6: "The name MUST NOT be a relative URI".
pub(super) fn uri(text: &str) -> Result<GeneralName, Error> {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    let mut characters = scheme.chars();
    let begins = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic());
    let goes_on = characters.all(|next| next.is_ascii_alphanumeric() || "+-.".contains(next));
    if !begins || !goes_on || text.contains(char::is_whitespace) {
        return Err(Error::NotAUri {
            uri: text.to_owned(),
        });
    }
    ascii(text).map(GeneralName::UniformResourceIdentifier)
}

fn address(octets: &OctetString) -> Result<IpAddr, Error> {
    let octets = octets.as_bytes();
    <[u8; 4]>::try_from(octets)
        .map(IpAddr::from)
        .or_else(|_| <[u8; 16]>::try_from(octets).map(IpAddr::from))
        .map_err(|_| Error::MalformedExtension {
            oid: SubjectAltName::OID.to_string(),
        })
}

fn flag(bit: KeyUsageBit) -> KeyUsages {
    match bit {
        KeyUsageBit::DigitalSignature => KeyUsages::DigitalSignature,
        KeyUsageBit::ContentCommitment => KeyUsages::NonRepudiation,
        KeyUsageBit::KeyEncipherment => KeyUsages::KeyEncipherment,
        KeyUsageBit::DataEncipherment => KeyUsages::DataEncipherment,
        KeyUsageBit::KeyAgreement => KeyUsages::KeyAgreement,
        KeyUsageBit::KeyCertSign => KeyUsages::KeyCertSign,
        KeyUsageBit::CrlSign => KeyUsages::CRLSign,
        KeyUsageBit::EncipherOnly => KeyUsages::EncipherOnly,
        KeyUsageBit::DecipherOnly => KeyUsages::DecipherOnly,
    }
}

const BITS: [KeyUsageBit; 9] = [
    KeyUsageBit::DigitalSignature,
    KeyUsageBit::ContentCommitment,
    KeyUsageBit::KeyEncipherment,
    KeyUsageBit::DataEncipherment,
    KeyUsageBit::KeyAgreement,
    KeyUsageBit::KeyCertSign,
    KeyUsageBit::CrlSign,
    KeyUsageBit::EncipherOnly,
    KeyUsageBit::DecipherOnly,
];

const ENCODING: Error = Error::Encoding {
    what: "an extension",
};
