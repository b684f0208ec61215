//! Spans of time as Go writes them: `2160h`, `1h30m`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::clock::Timestamp;

/// A span of time in whole nanoseconds, in Go's notation (metav1.Duration).
///
/// Reads `720h30m`, `1.5h`, `-5m`, `90s`, `250ms`; there is no unit of days.
/// Prints as Go does: `2160h` becomes `2160h0m0s`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(i64);

/// Text that is no Go duration.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("time: invalid duration {text:?}")]
pub struct NotADuration {
    /// What was given.
    pub text: String,
}

const SECOND: i64 = 1_000_000_000;

/// Unit and its length in nanoseconds; longer names before their beginnings.
const UNITS: [(&str, i64); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ms", 1_000_000),
    ("h", 3_600 * SECOND),
    ("m", 60 * SECOND),
    ("s", SECOND),
];

impl Duration {
    /// From nanoseconds.
    pub const fn from_nanos(nanos: i64) -> Self {
        Self(nanos)
    }

    /// From seconds, held within what Go can express (292 years).
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(SECOND))
    }

    /// From hours.
    pub const fn from_hours(hours: i64) -> Self {
        Self::from_secs(hours.saturating_mul(3_600))
    }

    /// Nanoseconds.
    pub const fn nanos(self) -> i64 {
        self.0
    }

    /// Whole seconds, rounded towards zero; a negative span is none.
    pub fn span(self) -> std::time::Duration {
        std::time::Duration::from_nanos(u64::try_from(self.0).unwrap_or(0))
    }

    /// Reads Go's notation.
    pub fn parse(text: &str) -> Result<Self, NotADuration> {
        parse(text).map(Self).ok_or_else(|| NotADuration {
            text: text.to_owned(),
        })
    }
}

fn parse(text: &str) -> Option<i64> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    let mut total: i64 = 0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, tail) = rest.split_at_checked(end)?;
        let (unit, length) = UNITS.iter().find(|(unit, _)| tail.starts_with(unit))?;
        total = total.checked_add(scaled(number, *length)?)?;
        rest = tail.strip_prefix(unit)?;
    }
    (!text.trim_start_matches(['-', '+']).is_empty()).then(|| total.checked_mul(sign))?
}

/// `number`, a decimal with an optional fraction, times `length`.
fn scaled(number: &str, length: i64) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut nanos = match whole {
        "" => 0,
        digits => digits.parse::<i64>().ok()?.checked_mul(length)?,
    };
    let mut place = length;
    for digit in fraction.chars() {
        place /= 10;
        nanos = nanos.checked_add(i64::from(digit.to_digit(10)?).checked_mul(place)?)?;
    }
    Some(nanos)
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let fraction = |unit: u64| {
            let rest = format!("{:0width$}", nanos % unit, width = unit.ilog10() as usize);
            match rest.trim_end_matches('0') {
                "" => String::new(),
                digits => format!(".{digits}"),
            }
        };
        match nanos {
            0 => f.write_str("0s"),
            1..1_000 => write!(f, "{sign}{nanos}ns"),
            1_000..1_000_000 => write!(f, "{sign}{}{}µs", nanos / 1_000, fraction(1_000)),
            1_000_000..1_000_000_000 => {
                write!(f, "{sign}{}{}ms", nanos / 1_000_000, fraction(1_000_000))
            }
            _ => {
                let secs = nanos / 1_000_000_000;
                let (hours, minutes) = (secs / 3_600, secs / 60 % 60);
                let seconds = format!("{}{}s", secs % 60, fraction(1_000_000_000));
                match (hours, minutes) {
                    (0, 0) => write!(f, "{sign}{seconds}"),
                    (0, _) => write!(f, "{sign}{minutes}m{seconds}"),
                    _ => write!(f, "{sign}{hours}h{minutes}m{seconds}"),
                }
            }
        }
    }
}

impl Serialize for Duration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// How long ago something was, as `kubectl get` prints an age (Kubernetes
/// `duration.HumanDuration`): the longer, the coarser.
pub fn age(since: Timestamp, now: Timestamp) -> String {
    let secs = now.unix_secs().saturating_sub(since.unix_secs());
    let (minutes, hours) = (secs / 60, secs / 3_600);
    let (days, years) = (hours / 24, hours / 24 / 365);
    let with = |whole: String, rest: i64, unit: &str| {
        if rest == 0 {
            whole
        } else {
            format!("{whole}{rest}{unit}")
        }
    };
    match () {
        () if secs < -1 => "<invalid>".to_owned(),
        () if secs < 0 => "0s".to_owned(),
        () if secs < 120 => format!("{secs}s"),
        () if minutes < 10 => with(format!("{minutes}m"), secs % 60, "s"),
        () if minutes < 180 => format!("{minutes}m"),
        () if hours < 8 => with(format!("{hours}h"), minutes % 60, "m"),
        () if hours < 48 => format!("{hours}h"),
        () if hours < 24 * 8 => with(format!("{days}d"), hours % 24, "h"),
        () if hours < 24 * 365 * 2 => format!("{days}d"),
        () if hours < 24 * 365 * 8 => with(format!("{years}y"), days % 365, "d"),
        () => format!("{years}y"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_coarser_the_longer_they_are() {
        let now = Timestamp::from_unix_secs(1_600_000_000);
        let cases = [
            (-5, "<invalid>"),
            (-1, "0s"),
            (119, "119s"),
            (120, "2m"),
            (599, "9m59s"),
            (3_599, "59m"),
            (10_800, "3h"),
            (10_860, "3h1m"),
            (86_400, "24h"),
            (172_800, "2d"),
            (180_000, "2d2h"),
            (86_400 * 60, "60d"),
            (86_400 * 800, "2y70d"),
            (86_400 * 3_700, "10y"),
        ];
        for (secs, printed) in cases {
            let since = Timestamp::from_unix_secs(now.unix_secs() - secs);
            assert_eq!(age(since, now), printed, "{secs}");
        }
    }

    #[test]
    fn reads_and_prints_as_go_does() {
        let cases = [
            ("2160h", "2160h0m0s"),
            ("720h30m", "720h30m0s"),
            ("1.5h", "1h30m0s"),
            ("90s", "1m30s"),
            ("45s", "45s"),
            ("250ms", "250ms"),
            ("1s500ms", "1.5s"),
            ("1500us", "1.5ms"),
            ("-5m", "-5m0s"),
            ("0", "0s"),
            (".5s", "500ms"),
        ];
        for (text, printed) in cases {
            assert_eq!(
                Duration::parse(text).unwrap().to_string(),
                printed,
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_what_go_refuses() {
        for text in [
            "",
            "-",
            "90",
            "3d",
            "h",
            ".s",
            "1h x",
            "9999999999h",
            "1..5h",
        ] {
            assert!(Duration::parse(text).is_err(), "{text}");
        }
    }
}
