//! A small world of tables that challenges can be checked against: the
//! practice world's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::PracticeCa;
use super::check::{
    CaaSet, Check, DnsFailure, Observation, Proof, TlsAnswer, WebAnswer, WebFailure,
};
use crate::acme::wire::ChallengeType;
use crate::clock::Timestamp;
use crate::dns::{CaaRecord, Lookup, RecordType, Zone};
use crate::encoding;

/// Web files and TLS listeners, by the names they are reached at; with a zone
/// beside them this is all that a challenge can be answered in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Tables {
    /// The web root: bodies by URL (`http://` and on).
    pub files: BTreeMap<String, String>,
    /// Who answers TLS at a name with the protocol `acme-tls/1`: the
    /// certificate it shows.
    pub listeners: BTreeMap<String, Listener>,
}

/// What a TLS server shows for tls-alpn-01.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Listener(#[serde(with = "encoding::base64_bytes")] pub Vec<u8>);

impl PracticeCa {
    /// Looks at everything that waits to be looked at, in this world.
    pub fn look(&mut self, zone: &Zone, tables: &Tables, now: Timestamp) {
        for check in self.checks(now) {
            let seen = tables.observe(zone, &check, now);
            self.observe(&check.id, &seen, now);
        }
    }
}

impl Tables {
    fn observe(&self, zone: &Zone, check: &Check, now: Timestamp) -> Observation {
        let proof = match check.kind {
            ChallengeType::Http01 => Proof::Web(Ok(self.fetch(check))),
            ChallengeType::TlsAlpn01 => Proof::Tls(self.greet(check)),
            _ => Proof::Txt(texts(zone, &check.record_name(), now)),
        };
        Observation {
            proof,
            caa: Ok(caa(zone, &check.name, now)),
        }
    }

    fn fetch(&self, check: &Check) -> WebAnswer {
        let url = check.url();
        let (status, body) = match self.files.get(&url) {
            Some(body) => (200, body.clone().into_bytes()),
            None => (404, b"Not Found".to_vec()),
        };
        WebAnswer {
            address: ADDRESS.to_owned(),
            url,
            status,
            body,
        }
    }

    fn greet(&self, check: &Check) -> Result<TlsAnswer, WebFailure> {
        match self.listeners.get(&check.name) {
            Some(Listener(certificate)) => Ok(TlsAnswer {
                address: ADDRESS.to_owned(),
                protocol: Some(b"acme-tls/1".to_vec()),
                certificate: certificate.clone(),
            }),
            None => Err(WebFailure::Connection {
                address: ADDRESS.to_owned(),
                why: "Connection refused".to_owned(),
            }),
        }
    }
}

/// The TXT values at a name; the zone follows aliases as a resolver does.
fn texts(zone: &Zone, name: &str, now: Timestamp) -> Result<Vec<String>, DnsFailure> {
    match zone.lookup(name, RecordType::Txt, now) {
        Lookup::Records(records) => Ok(records
            .into_iter()
            .filter(|record| record.record_type == RecordType::Txt)
            .map(|record| record.value)
            .collect()),
        Lookup::NoData => Ok(Vec::new()),
        Lookup::NxDomain => Err(DnsFailure::NxDomain),
    }
}

/// The first name with CAA records on the way up (RFC 8659 §3).
fn caa(zone: &Zone, name: &str, now: Timestamp) -> CaaSet {
    let mut at = Some(name);
    while let Some(name) = at {
        if let Lookup::Records(records) = zone.lookup(name, RecordType::Caa, now) {
            let records: Vec<CaaRecord> = records
                .iter()
                .filter(|record| record.record_type == RecordType::Caa)
                .filter_map(|record| CaaRecord::parse(&record.value))
                .collect();
            if !records.is_empty() {
                return CaaSet {
                    name: name.to_owned(),
                    records,
                };
            }
        }
        at = name.split_once('.').map(|(_, above)| above);
    }
    CaaSet::default()
}

/// From the block that is for documentation (RFC 5737 §3).
const ADDRESS: &str = "192.0.2.1";
