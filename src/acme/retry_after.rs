//! The Retry-After header field (RFC 9110 §10.2.3).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::clock::Timestamp;
use crate::http::HttpResponse;

/// The moment from which a server would like to be asked again (RFC 8555 §7.5.1, §6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RetryAfter(Timestamp);

impl RetryAfter {
    /// The field of an answer that came at `now`, in seconds or as a date, if
    /// it is there, readable and sensible. At most a day, whatever it says.
    pub fn from_response(response: &HttpResponse, now: Timestamp) -> Option<Self> {
        let value = response.header("retry-after")?.trim();
        let moment = match value.parse().map(Duration::from_secs) {
            Ok(wait) => now + wait,
            // `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that may be sent, is a
            // mail's date too (RFC 9110 §5.6.7).
            Err(_) => OffsetDateTime::parse(value, &Rfc2822)
                .map(|date| Timestamp::from_unix_secs(date.unix_timestamp()))
                .ok()?,
        };
        Some(Self(moment.clamp(now, now + LONGEST)))
    }

    /// A moment that was read elsewhere.
    pub const fn at(moment: Timestamp) -> Self {
        Self(moment)
    }

    /// The moment.
    pub const fn moment(self) -> Timestamp {
        self.0
    }

    /// What is left of the wait at `now`.
    pub fn wait(self, now: Timestamp) -> Duration {
        self.0.since(now)
    }
}

const LONGEST: Duration = Duration::from_hours(24);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_seconds_and_dates_and_passes_over_the_rest() {
        let now = Timestamp::parse_rfc3339("1994-11-06T08:49:07Z").unwrap();
        for (value, expected_secs) in [
            ("120", Some(120)),
            (" 3 ", Some(3)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(30)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("99999999999", Some(86_400)),
            ("soon", None),
            ("-1", None),
        ] {
            let response = HttpResponse::empty(503).with_header("retry-after", value);
            let wait = RetryAfter::from_response(&response, now).map(|after| after.wait(now));
            assert_eq!(wait.map(|wait| wait.as_secs()), expected_secs, "{value}");
        }
        assert_eq!(
            RetryAfter::from_response(&HttpResponse::empty(200), now),
            None
        );
    }
}
