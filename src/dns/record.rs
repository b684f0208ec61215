//! Resource records, and their form on the wire.

use std::fmt;

use hickory_proto::rr;
use hickory_proto::rr::rdata::{A, CNAME, NS, TXT};
use hickory_proto::rr::{DNSClass, Name, RData};
use serde::{Deserialize, Serialize};

use super::Error;

/// The record types that matter to issuing certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[non_exhaustive]
pub enum RecordType {
    /// Text: where a DNS-01 challenge is answered (RFC 8555 §8.4).
    Txt,
    /// Another name for this name (RFC 1034 §3.6.2).
    Cname,
    /// The start of a zone of authority (RFC 1035 §3.3.13).
    Soa,
    /// Who may issue certificates (RFC 8659).
    Caa,
    /// An IPv4 address (RFC 1035 §3.4.1).
    A,
    /// A name server (RFC 1035 §3.3.11).
    Ns,
}

/// One resource record (RFC 1035 §3.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The owner: lower case, no trailing dot.
    pub name: String,
    /// The type.
    pub record_type: RecordType,
    /// How long an answer may be kept.
    pub ttl_secs: u32,
    /// The data: for TXT all strings joined, else as a zone file has it.
    pub value: String,
}

impl Record {
    /// A TXT record: what a DNS-01 challenge asks for (RFC 8555 §8.4).
    pub fn txt(name: &str, value: impl Into<String>, ttl_secs: u32) -> Self {
        Self {
            name: normal(name),
            record_type: RecordType::Txt,
            ttl_secs,
            value: value.into(),
        }
    }

    /// From the wire; none for types and classes that the lab does not know.
    pub(super) fn from_wire(record: &rr::Record) -> Option<Self> {
        if record.dns_class != DNSClass::IN {
            return None;
        }
        let (record_type, value) = match &record.data {
            RData::TXT(txt) => (RecordType::Txt, joined(txt)),
            RData::CNAME(name) => (RecordType::Cname, text(&name.0)),
            RData::NS(name) => (RecordType::Ns, text(&name.0)),
            RData::SOA(soa) => (RecordType::Soa, soa.to_string()),
            RData::CAA(caa) => (RecordType::Caa, caa.to_string()),
            RData::A(address) => (RecordType::A, address.to_string()),
            _ => return None,
        };
        Some(Self {
            name: text(&record.name),
            record_type,
            ttl_secs: record.ttl,
            value,
        })
    }

    /// For the wire; none if the value does not fit its type, or the zone does
    /// not serve that type.
    pub(super) fn to_wire(&self) -> Option<rr::Record> {
        let data = match self.record_type {
            // RFC 1035 §3.3: a character-string has at most 255 octets.
            RecordType::Txt => {
                let mut strings: Vec<&[u8]> = self.value.as_bytes().chunks(255).collect();
                if strings.is_empty() {
                    strings.push(b"");
                }
                RData::TXT(TXT::from_bytes(strings))
            }
            RecordType::Cname => RData::CNAME(CNAME(wire_name(&self.value).ok()?)),
            RecordType::Ns => RData::NS(NS(wire_name(&self.value).ok()?)),
            RecordType::A => RData::A(A(self.value.parse().ok()?)),
            // Only read, from resolvers: the practice zone has none of these,
            // and hickory's zone-file parser would double the code for DNS.
            RecordType::Soa | RecordType::Caa => return None,
        };
        let name = wire_name(&self.name).ok()?;
        Some(rr::Record::from_rdata(name, self.ttl_secs, data))
    }
}

impl RecordType {
    pub(super) fn to_wire(self) -> rr::RecordType {
        match self {
            Self::Txt => rr::RecordType::TXT,
            Self::Cname => rr::RecordType::CNAME,
            Self::Soa => rr::RecordType::SOA,
            Self::Caa => rr::RecordType::CAA,
            Self::A => rr::RecordType::A,
            Self::Ns => rr::RecordType::NS,
        }
    }

    pub(super) fn from_wire(record_type: rr::RecordType) -> Option<Self> {
        match record_type {
            rr::RecordType::TXT => Some(Self::Txt),
            rr::RecordType::CNAME => Some(Self::Cname),
            rr::RecordType::SOA => Some(Self::Soa),
            rr::RecordType::CAA => Some(Self::Caa),
            rr::RecordType::A => Some(Self::A),
            rr::RecordType::NS => Some(Self::Ns),
            _ => None,
        }
    }
}

impl fmt::Display for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_wire().fmt(f)
    }
}

/// The form in which names are kept and compared (RFC 4343 §2).
pub(super) fn normal(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}

/// A name for the wire: fully qualified.
pub(super) fn wire_name(name: &str) -> Result<Name, Error> {
    let error = || Error::Name {
        name: name.to_owned(),
    };
    let mut wire = Name::from_ascii(normal(name)).map_err(|_| error())?;
    if wire.iter().next().is_none() {
        return Err(error());
    }
    wire.set_fqdn(true);
    Ok(wire)
}

/// A name from the wire.
pub(super) fn text(name: &Name) -> String {
    normal(&name.to_ascii())
}

/// All character-strings of a record, joined (RFC 8555 §8.4 asks for one value, RFC 7208
/// §3.3 says how longer ones are put together).
fn joined(txt: &TXT) -> String {
    let octets: Vec<u8> = txt
        .txt_data
        .iter()
        .flat_map(|string| string.iter().copied())
        .collect();
    String::from_utf8_lossy(&octets).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_survive_the_wire() {
        let long = "x".repeat(600);
        for (record_type, value) in [
            (RecordType::Txt, "gfj9Xq...Rg85nM"),
            (RecordType::Txt, ""),
            (RecordType::Txt, long.as_str()),
            (RecordType::Txt, "\"quoted\" and 语"),
            (RecordType::Cname, "_acme-challenge.other.example"),
            (RecordType::Ns, "ns1.example"),
            (RecordType::A, "192.0.2.1"),
        ] {
            let record = Record {
                name: "_acme-challenge.example.test".to_owned(),
                record_type,
                ttl_secs: 60,
                value: value.to_owned(),
            };
            let wire = record.to_wire().unwrap();
            assert_eq!(Record::from_wire(&wire), Some(record));
        }
    }

    #[test]
    fn soa_and_caa_are_read_as_a_zone_file_has_them() {
        for (record_type, value) in [
            (
                RecordType::Soa,
                "ns1.example. admin.example. 7 3600 600 86400 60",
            ),
            (RecordType::Caa, "0 issue \"letsencrypt.org\""),
        ] {
            let data = RData::try_from_str(record_type.to_wire(), value).unwrap();
            let name = wire_name("example.test").unwrap();
            let record = Record::from_wire(&rr::Record::from_rdata(name, 60, data)).unwrap();
            assert_eq!(
                (record.record_type, record.value.as_str()),
                (record_type, value)
            );
            assert_eq!(record.to_wire(), None);
        }
    }

    #[test]
    fn values_that_do_not_fit_their_type_have_no_wire_form() {
        for (record_type, value) in [(RecordType::A, "example.com"), (RecordType::Cname, "")] {
            let record = Record {
                record_type,
                ..Record::txt("example.test", value, 1)
            };
            assert_eq!(record.to_wire(), None, "{record_type} {value:?}");
        }
    }

    #[test]
    fn names_lose_their_case_and_their_dot() {
        assert_eq!(Record::txt("A.Example.Test.", "", 0).name, "a.example.test");
        assert!(wire_name(&format!("{}.test", "a".repeat(64))).is_err());
        assert!(wire_name("").is_err());
        assert!(wire_name("a..b").is_err());
    }
}
