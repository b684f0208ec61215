//! The practice world's records, for every name there is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record::normal;
use super::{Record, RecordType};
use crate::clock::Timestamp;

/// Authoritative data for the whole practice world: one zone that begins at the root.
/// A record is seen from the moment on that propagation ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zone {
    /// By name in its [`normal`] form; no list is empty.
    names: BTreeMap<String, Vec<Published>>,
}

/// A record and the moment from which it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The record.
    pub record: Record,
    /// When propagation ends.
    pub visible_from: Timestamp,
}

/// What the zone says about a name and a type (RFC 2308 §2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// Records of this type, after the aliases that lead to them.
    Records(Vec<Record>),
    /// The name exists, but has no record of this type.
    NoData,
    /// The name does not exist, and none below it does.
    NxDomain,
}

impl Zone {
    /// A zone without records.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a record, or renews the one with the same name, type and value.
    pub fn publish(&mut self, mut record: Record, visible_from: Timestamp) {
        record.name = normal(&record.name);
        let records = self.names.entry(record.name.clone()).or_default();
        let same = |other: &&mut Published| {
            other.record.record_type == record.record_type && other.record.value == record.value
        };
        match records.iter_mut().find(same) {
            // What the world sees already it goes on seeing.
            Some(other) => {
                other.record.ttl_secs = record.ttl_secs;
                other.visible_from = other.visible_from.min(visible_from);
            }
            None => records.push(Published {
                record,
                visible_from,
            }),
        }
    }

    /// Takes away every record with this name and value.
    pub fn remove(&mut self, name: &str, value: &str) {
        let name = normal(name);
        if let Some(records) = self.names.get_mut(&name) {
            records.retain(|published| published.record.value != value);
            if records.is_empty() {
                self.names.remove(&name);
            }
        }
    }

    /// What a question at the moment `now` is answered with; aliases are followed
    /// (RFC 1034 §3.6.2).
    pub fn lookup(&self, name: &str, record_type: RecordType, now: Timestamp) -> Lookup {
        let mut name = normal(name);
        let mut answer = Vec::new();
        for _ in 0..MAX_ALIASES {
            let visible = self.visible(&name, now);
            let found: Vec<_> = of_type(&visible, record_type).collect();
            if !found.is_empty() {
                answer.extend(found);
                return Lookup::Records(answer);
            }
            let Some(alias) = of_type(&visible, RecordType::Cname).next() else {
                return match (answer.is_empty(), self.exists(&name, now)) {
                    (false, _) => Lookup::Records(answer),
                    (true, true) => Lookup::NoData,
                    (true, false) => Lookup::NxDomain,
                };
            };
            name = normal(&alias.value);
            answer.push(alias);
        }
        // Aliases in a circle: what was followed so far.
        Lookup::Records(answer)
    }

    /// Every record, visible or not yet, by name.
    pub fn records(&self) -> impl Iterator<Item = &Published> {
        self.names.values().flatten()
    }

    fn visible(&self, name: &str, now: Timestamp) -> Vec<&Record> {
        let records = self.names.get(name).map_or(&[][..], Vec::as_slice);
        records
            .iter()
            .filter(|published| published.visible_from <= now)
            .map(|published| &published.record)
            .collect()
    }

    /// A name exists if it or any name below it has a record (RFC 4592 §2.2.2).
    fn exists(&self, name: &str, now: Timestamp) -> bool {
        let below = |other: &str| {
            other
                .strip_suffix(name)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.names
            .iter()
            .filter(|(other, _)| below(other))
            .any(|(_, records)| {
                records
                    .iter()
                    .any(|published| published.visible_from <= now)
            })
    }
}

fn of_type<'a>(
    records: &'a [&Record],
    record_type: RecordType,
) -> impl Iterator<Item = Record> + 'a {
    records
        .iter()
        .filter(move |record| record.record_type == record_type)
        .map(|record| Record::clone(record))
}

/// As many as common resolvers follow.
const MAX_ALIASES: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_secs(1_000);

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_unix_secs(secs)
    }

    fn alias(name: &str, target: &str) -> Record {
        Record {
            record_type: RecordType::Cname,
            ..Record::txt(name, target, 60)
        }
    }

    #[test]
    fn a_name_has_records_or_no_data_or_does_not_exist() {
        let mut zone = Zone::new();
        let record = Record::txt("_acme-challenge.Example.test.", "value", 60);
        zone.publish(record.clone(), NOW);
        for (name, record_type, expected) in [
            (
                "_ACME-challenge.example.test",
                RecordType::Txt,
                Lookup::Records(vec![record]),
            ),
            (
                "_acme-challenge.example.test.",
                RecordType::A,
                Lookup::NoData,
            ),
            ("example.test", RecordType::Txt, Lookup::NoData),
            ("test", RecordType::Txt, Lookup::NoData),
            ("xample.test", RecordType::Txt, Lookup::NxDomain),
            (
                "a._acme-challenge.example.test",
                RecordType::Txt,
                Lookup::NxDomain,
            ),
            ("other.test", RecordType::Txt, Lookup::NxDomain),
        ] {
            assert_eq!(
                zone.lookup(name, record_type, NOW),
                expected,
                "{name} {record_type}"
            );
        }
    }

    #[test]
    fn a_record_is_unseen_until_propagation_ends() {
        let mut zone = Zone::new();
        zone.publish(Record::txt("a.test", "value", 60), at(1_001));
        assert_eq!(
            zone.lookup("a.test", RecordType::Txt, NOW),
            Lookup::NxDomain
        );
        assert!(matches!(
            zone.lookup("a.test", RecordType::Txt, at(1_001)),
            Lookup::Records(_)
        ));
        assert_eq!(zone.records().count(), 1);
    }

    #[test]
    fn two_values_at_one_name_stand_side_by_side_as_a_wildcard_order_needs() {
        let mut zone = Zone::new();
        zone.publish(Record::txt("a.test", "one", 60), NOW);
        zone.publish(Record::txt("a.test", "two", 60), NOW);
        zone.publish(Record::txt("a.test", "two", 30), at(5_000));
        let Lookup::Records(records) = zone.lookup("a.test", RecordType::Txt, NOW) else {
            panic!("no records")
        };
        let seen: Vec<_> = records
            .iter()
            .map(|record| (record.value.as_str(), record.ttl_secs))
            .collect();
        assert_eq!(seen, [("one", 60), ("two", 30)]);
        zone.remove("A.test.", "one");
        zone.remove("a.test", "two");
        assert_eq!(zone, Zone::new());
    }

    #[test]
    fn aliases_are_followed_and_circles_end() {
        let mut zone = Zone::new();
        zone.publish(alias("a.test", "B.test."), NOW);
        zone.publish(Record::txt("b.test", "value", 60), NOW);
        let Lookup::Records(records) = zone.lookup("a.test", RecordType::Txt, NOW) else {
            panic!("no records")
        };
        assert_eq!(
            records,
            [
                alias("a.test", "B.test."),
                Record::txt("b.test", "value", 60)
            ]
        );

        zone.publish(alias("x.test", "y.test"), NOW);
        zone.publish(alias("y.test", "x.test"), NOW);
        assert!(matches!(
            zone.lookup("x.test", RecordType::Txt, NOW),
            Lookup::Records(_)
        ));
    }

    #[test]
    fn a_saved_zone_is_the_same_zone() {
        let mut zone = Zone::new();
        zone.publish(Record::txt("a.test", "one", 60), NOW);
        let json = serde_json::to_string(&zone).unwrap();
        assert_eq!(serde_json::from_str::<Zone>(&json).unwrap(), zone);
    }
}
