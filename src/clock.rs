//! Time as a parameter: whole seconds, UTC, as Kubernetes keeps it.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment: seconds since 1970-01-01T00:00:00Z. Serializes as RFC 3339.
///
/// Always within the years 1 to 9999, so that it can be printed and put into a
/// certificate (metav1.Time; RFC 5280 §4.1.2.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Text that is no RFC 3339 moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an RFC 3339 date and time such as 2026-11-23T22:30:00Z")]
pub struct NotATimestamp;

const MIN: i64 = -62_135_596_800;
const MAX: i64 = 253_402_300_799;

impl Timestamp {
    /// From seconds since the epoch, held within the years 1 to 9999.
    pub const fn from_unix_secs(secs: i64) -> Self {
        if secs < MIN {
            Self(MIN)
        } else if secs > MAX {
            Self(MAX)
        } else {
            Self(secs)
        }
    }

    /// Seconds since the epoch.
    pub const fn unix_secs(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339; fractions of a second are cut off.
    pub fn parse_rfc3339(text: &str) -> Result<Self, NotATimestamp> {
        OffsetDateTime::parse(text, &Rfc3339)
            .map(|moment| Self::from_unix_secs(moment.unix_timestamp()))
            .map_err(|_| NotATimestamp)
    }

    /// `2022-05-08T08:59:59Z`.
    pub fn rfc3339(self) -> String {
        format!("{}T{}Z", self.date(), self.time_of_day())
    }

    /// `2022-05-08 08:59:59 +0000 UTC`, as Go prints a time inside cert-manager's messages.
    pub fn go_string(self) -> String {
        format!("{} {} +0000 UTC", self.date(), self.time_of_day())
    }

    /// `Sun, 08 May 2022 08:59:59 UTC` (RFC 1123 as Go prints it).
    pub fn rfc1123(self) -> String {
        let moment = self.date_time();
        format!(
            "{:.3}, {:02} {:.3} {:04} {} UTC",
            moment.weekday().to_string(),
            moment.day(),
            moment.month().to_string(),
            moment.year(),
            self.time_of_day()
        )
    }

    fn date(self) -> String {
        let moment = self.date_time();
        let month = u8::from(moment.month());
        format!("{:04}-{month:02}-{:02}", moment.year(), moment.day())
    }

    fn time_of_day(self) -> String {
        let (hour, minute, second) = self.date_time().to_hms();
        format!("{hour:02}:{minute:02}:{second:02}")
    }

    /// The `time` crate's value, for libraries that want it.
    pub fn date_time(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    /// Time from `earlier` to this moment; zero if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_secs(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, span: Duration) -> Self {
        let secs = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        Self::from_unix_secs(self.0.saturating_add(secs))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, span: Duration) -> Self {
        let secs = i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
        Self::from_unix_secs(self.0.saturating_sub(secs))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_rfc3339(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_as_kubernetes_and_go_do() {
        let moment = Timestamp::parse_rfc3339("2022-05-08T10:59:59.7+02:00").unwrap();
        assert_eq!(moment.rfc3339(), "2022-05-08T08:59:59Z");
        assert_eq!(moment.go_string(), "2022-05-08 08:59:59 +0000 UTC");
        assert_eq!(moment.rfc1123(), "Sun, 08 May 2022 08:59:59 UTC");
    }

    #[test]
    fn stays_printable_at_the_ends_of_time() {
        let far = Timestamp::from_unix_secs(i64::MAX) + Duration::MAX;
        assert_eq!(far.rfc3339(), "9999-12-31T23:59:59Z");
        assert_eq!(far.since(far + Duration::from_secs(1)), Duration::ZERO);
    }
}
