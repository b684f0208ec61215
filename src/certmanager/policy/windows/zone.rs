//! Time zones by their IANA names.
//!
//! `zones.txt` has one rule a line (the POSIX TZ string at the end of a `TZif`
//! file, RFC 9636 §3.3) and the zones that follow it today. Past changes of a
//! zone are left out: windows look ahead.

use tz::TimeZone;

use crate::clock::Timestamp;

/// A time zone.
pub(super) struct Zone(TimeZone);

impl Zone {
    /// A zone by its name; UTC without one.
    pub(super) fn named(name: &str) -> Option<Self> {
        if name.is_empty() || name == "UTC" {
            return Some(Self(TimeZone::utc()));
        }
        let rule = ZONES.lines().find_map(|line| {
            let (rule, names) = line.split_once(' ')?;
            names.split(' ').any(|known| known == name).then_some(rule)
        })?;
        TimeZone::from_tz_data(&file(rule)).ok().map(Self)
    }

    /// Seconds that the zone's clocks are ahead of UTC.
    pub(super) fn offset(&self, at: Timestamp) -> i64 {
        self.0
            .find_local_time_type(at.unix_secs())
            .map_or(0, |local| i64::from(local.ut_offset()))
    }
}

/// A `TZif` file (RFC 9636 §3) that holds nothing but a rule: version 3, since a
/// few zones change at hours that version 2 cannot say.
fn file(rule: &str) -> Vec<u8> {
    const ONE_TYPE: [u8; 24] = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4,
    ];
    let mut file = Vec::new();
    for _ in 0..2 {
        file.extend_from_slice(b"TZif3");
        file.extend_from_slice(&[0; 15]);
        file.extend_from_slice(&ONE_TYPE);
        file.extend_from_slice(&[0; 6]);
        file.extend_from_slice(b"UTC\0");
    }
    file.push(b'\n');
    file.extend_from_slice(rule.as_bytes());
    file.push(b'\n');
    file
}

const ZONES: &str = include_str!("zones.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_can_be_read() {
        for name in ZONES.lines().flat_map(|line| line.split(' ').skip(1)) {
            assert!(Zone::named(name).is_some(), "{name}");
        }
        assert!(Zone::named("Europe/Atlantis").is_none());
    }

    #[test]
    fn clocks_are_moved_twice_a_year() {
        let at = |text| Timestamp::parse_rfc3339(text).unwrap();
        let cases = [
            ("Europe/Berlin", "2026-01-01T00:00:00Z", 1),
            ("Europe/Berlin", "2026-07-01T00:00:00Z", 2),
            ("America/Denver", "2026-10-31T21:30:00Z", -6),
            ("America/Denver", "2026-11-01T17:00:00Z", -7),
            ("Asia/Shanghai", "2026-07-01T00:00:00Z", 8),
            ("Asia/Jerusalem", "2026-07-01T00:00:00Z", 3),
        ];
        for (zone, time, hours) in cases {
            assert_eq!(
                Zone::named(zone).unwrap().offset(at(time)),
                hours * 3_600,
                "{zone}"
            );
        }
    }
}
