//! Checking a challenge (RFC 8555 §8), with the details Let's Encrypt gives.

use super::refusal::{self, Refusal};
use crate::acme::challenge::{dns01_record_name, dns01_value, key_authorization};
use crate::acme::jose::Jwk;
use crate::clock::Timestamp;
use crate::dns::{Lookup, RecordType, Zone};
use crate::x509::PublicKey;

/// Looks for the TXT record; any of several with the right value is enough
/// (RFC 8555 §8.4).
pub(super) fn dns01(
    zone: &Zone,
    now: Timestamp,
    name: &str,
    token: &str,
    account_key: &PublicKey,
) -> Result<(), Refusal> {
    let jwk = Jwk::try_from(account_key).map_err(|error| refusal::jws(&error))?;
    let expected = dns01_value(&key_authorization(token, &jwk));
    let record_name = dns01_record_name(name);
    match look_up(zone, now, &record_name)? {
        values if values.contains(&expected) => Ok(()),
        values => Err(refusal::unauthorized(match values.as_slice() {
            [] => format!("No TXT record found at {record_name}"),
            [value] => format!("Incorrect TXT record {value:?} found at {record_name}"),
            [value, others @ ..] => format!(
                "Incorrect TXT record {value:?} (and {} more) found at {record_name}",
                others.len()
            ),
        })),
    }
}

/// The TXT values at a name; the zone follows aliases as a resolver does.
fn look_up(zone: &Zone, now: Timestamp, record_name: &str) -> Result<Vec<String>, Refusal> {
    match zone.lookup(record_name, RecordType::Txt, now) {
        Lookup::Records(records) => Ok(records
            .into_iter()
            .filter(|record| record.record_type == RecordType::Txt)
            .map(|record| record.value)
            .collect()),
        Lookup::NoData => Ok(Vec::new()),
        Lookup::NxDomain => Err(refusal::dns(format!(
            "DNS problem: NXDOMAIN looking up TXT for {record_name} - check that a DNS record \
             exists for this domain"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Record;
    use crate::entropy::SeededEntropy;
    use crate::x509::{KeyAlgorithm, PrivateKey};

    #[test]
    fn the_record_counts_wherever_an_alias_leads_and_whatever_stands_beside_it() {
        let mut entropy = SeededEntropy::new([3; 32]);
        let key = PrivateKey::generate(KeyAlgorithm::EcdsaP256, &mut entropy)
            .unwrap()
            .public_key();
        let jwk = Jwk::try_from(&key).unwrap();
        let right = dns01_value(&key_authorization("token", &jwk));
        let now = Timestamp::from_unix_secs(1_000_000);
        let check = |records: &[(&str, RecordType, &str)]| {
            let mut zone = Zone::new();
            for (name, record_type, value) in records {
                let record = Record {
                    name: (*name).to_owned(),
                    record_type: *record_type,
                    ttl_secs: 60,
                    value: (*value).to_owned(),
                };
                zone.publish(record, now);
            }
            dns01(&zone, now, "a.test", "token", &key)
                .map_err(|refusal| refusal.problem().detail.clone())
        };
        let here = "_acme-challenge.a.test";
        assert_eq!(check(&[(here, RecordType::Txt, &right)]), Ok(()));
        assert_eq!(
            check(&[
                (here, RecordType::Txt, "old"),
                (here, RecordType::Txt, &right)
            ]),
            Ok(())
        );
        let alias = (here, RecordType::Cname, "elsewhere.test");
        assert_eq!(
            check(&[alias, ("elsewhere.test", RecordType::Txt, &right)]),
            Ok(())
        );
        let nothing = format!("No TXT record found at {here}");
        assert_eq!(check(&[alias]), Err(nothing.clone()));
        assert_eq!(
            check(&[("below._acme-challenge.a.test", RecordType::Txt, "x")]),
            Err(nothing)
        );
        let wrong = [
            (here, RecordType::Txt, "one"),
            (here, RecordType::Txt, "two"),
        ];
        assert_eq!(
            check(&wrong),
            Err(format!(
                "Incorrect TXT record \"one\" (and 1 more) found at {here}"
            ))
        );
    }
}
