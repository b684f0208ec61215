//! Moments and spans of time as people write them.

use std::time::Duration;

use crate::clock::Timestamp;

/// `2027-01-31`, `2027-01-31 12:00`, or RFC 3339.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let date = text.get(..10)?;
    let time = text.get(10..)?.trim_start_matches(['T', ' ']);
    let written = match time.len() {
        0 => format!("{date}T00:00:00Z"),
        5 => format!("{date}T{time}:00Z"),
        8 => format!("{date}T{time}Z"),
        _ => format!("{date}T{time}"),
    };
    Timestamp::parse_rfc3339(&written).ok()
}

/// `90d`, `2160h`, `1y`, `1h30m`: years of 365 days, days, hours, minutes, seconds.
pub(super) fn span(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    let mut secs = 0_u64;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: u64 = rest.get(..end)?.parse().ok()?;
        let mut after = rest.get(end..)?.chars();
        let unit = match after.next()? {
            'y' => 365 * DAY,
            'd' => DAY,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        secs = secs.checked_add(count.checked_mul(unit)?)?;
        rest = after.as_str().trim_start();
    }
    (secs > 0).then(|| Duration::from_secs(secs))
}

const DAY: u64 = 86_400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_and_without_a_time_of_day() {
        for (text, expected) in [
            ("2027-01-31", Some("2027-01-31T00:00:00Z")),
            (" 2027-01-31 12:05 ", Some("2027-01-31T12:05:00Z")),
            ("2027-01-31T12:05:09", Some("2027-01-31T12:05:09Z")),
            ("2027-01-31T12:05:09+08:00", Some("2027-01-31T04:05:09Z")),
            ("2027-02-30", None),
            ("31.1.2027", None),
            ("二〇二七年一月", None),
            ("", None),
        ] {
            let read = moment(text).map(Timestamp::rfc3339);
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn spans_have_units_and_never_overflow() {
        for (text, expected) in [
            ("90d", Some(90 * DAY)),
            ("2160h", Some(90 * DAY)),
            ("1y 1d", Some(366 * DAY)),
            ("1h30m", Some(5_400)),
            ("0d", None),
            ("90", None),
            ("90 days", None),
            ("-1d", None),
            ("99999999999999999999y", None),
            ("999999999999999999y", None),
            ("", None),
        ] {
            assert_eq!(span(text), expected.map(Duration::from_secs), "{text}");
        }
    }
}
