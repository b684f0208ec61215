//! The TXT record that a Challenge asks for, as DNS providers want it.

use certlab::certmanager::api::Challenge;
use certlab::dns::survey::Home;
use certlab::x509::DnsName;

/// A record to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The whole name, without a trailing dot.
    pub(super) full_name: String,
    /// The name within its zone.
    pub(super) relative_name: String,
    /// The zone, as resolvers told, or else the registrable domain.
    pub(super) zone: String,
    /// The registrable domain, where the zone is another.
    pub(super) registered: Option<String>,
    /// The value.
    pub(super) value: String,
}

/// How long resolvers may keep it, in seconds: it is needed for minutes only.
pub(super) const TTL_SECS: u32 = 60;

impl Record {
    /// The record that a Challenge asks for (RFC 8555 §8.4), where resolvers
    /// say that it belongs.
    pub(super) fn of(challenge: &Challenge, home: Option<&Home>) -> Self {
        let registered = registrable(&challenge.spec.dns_name);
        let (full_name, zone) = match home {
            Some(home) => (home.record.clone(), home.zone.clone()),
            None => (challenge.record_name(), registered.clone()),
        };
        let relative_name = match full_name.strip_suffix(&zone) {
            // The zone's own records, in every provider's form.
            Some("") => "@".to_owned(),
            Some(name) => name.strip_suffix('.').unwrap_or(&full_name).to_owned(),
            None => full_name.clone(),
        };
        Self {
            registered: (zone != registered).then_some(registered),
            full_name,
            relative_name,
            zone,
            value: challenge.spec.key.clone(),
        }
    }
}

/// The part of a name that somebody registered: one label more than a public
/// suffix, and never less than two labels.
fn registrable(name: &str) -> String {
    let starts = name
        .match_indices('.')
        .map(|(dot, _)| dot.saturating_add(1));
    let mut zones: Vec<&str> = std::iter::once(0)
        .chain(starts)
        .filter_map(|start| name.get(start..))
        .filter(|zone| zone.contains('.'))
        .collect();
    zones.reverse();
    zones
        .into_iter()
        .find(|zone| DnsName::parse_any(zone).is_ok_and(|zone| !zone.is_public_suffix()))
        .unwrap_or(name)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_what_somebody_registered() {
        for (name, zone, relative) in [
            ("example.test", "example.test", "_acme-challenge"),
            ("www.example.com", "example.com", "_acme-challenge.www"),
            ("a.b.example.co.uk", "example.co.uk", "_acme-challenge.a.b"),
            ("localhost", "localhost", "_acme-challenge"),
        ] {
            let mut challenge = Challenge::default();
            challenge.spec.dns_name = name.to_owned();
            let record = Record::of(&challenge, None);
            assert_eq!(
                (record.zone.as_str(), record.relative_name.as_str()),
                (zone, relative)
            );
            assert_eq!(record.full_name, format!("_acme-challenge.{name}"));
        }
    }

    #[test]
    fn resolvers_know_the_zone_better_than_a_list_of_suffixes() {
        let mut challenge = Challenge::default();
        challenge.spec.dns_name = "a.dev.example.com".to_owned();
        for (record, zone, relative, registered) in [
            (
                "_acme-challenge.a.dev.example.com",
                "dev.example.com",
                "_acme-challenge.a",
                Some("example.com"),
            ),
            (
                "_acme-challenge.a.dev.example.com",
                "example.com",
                "_acme-challenge.a.dev",
                None,
            ),
            ("x.acme-dns.net", "acme-dns.net", "x", Some("example.com")),
            ("acme-dns.net", "acme-dns.net", "@", Some("example.com")),
        ] {
            let home = Home {
                zone: zone.to_owned(),
                record: record.to_owned(),
                aliases: Vec::new(),
                servers: Vec::new(),
            };
            let found = Record::of(&challenge, Some(&home));
            assert_eq!(found.full_name, record);
            assert_eq!(found.relative_name, relative);
            assert_eq!(found.registered.as_deref(), registered);
        }
    }
}
