//! Renewal windows: the only times at which a certificate may be renewed
//! (`spec.renewal.windows`).

mod cron;
mod zone;

use thiserror::Error;

use self::cron::Cron;
use self::zone::Zone;
use crate::certmanager::api::RenewalWindow;
use crate::clock::Timestamp;

/// Why no time within the windows can be named.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WindowError {
    /// No window opens in time.
    #[error(
        "cannot find a time with the given windows between {} and {} for: {}",
        not_before.go_string(), not_after.go_string(), desired.go_string()
    )]
    NoneOpens {
        /// Beginning of the certificate.
        not_before: Timestamp,
        /// End of the certificate.
        not_after: Timestamp,
        /// When it would be renewed without windows.
        desired: Timestamp,
    },
    /// A schedule that is none (`cron`).
    #[error("failed to parse cron {cron:?}: {why}")]
    Cron {
        /// The schedule.
        cron: String,
        /// What is wrong with it.
        why: String,
    },
    /// A time zone that nobody knows (`timezone`).
    #[error("unknown time zone {timezone}")]
    Timezone {
        /// The name.
        timezone: String,
    },
}

/// The moment at which to renew: `desired` if a window is open then, else when
/// the next one opens.
pub(super) fn within(
    windows: &[RenewalWindow],
    desired: Timestamp,
    not_before: Timestamp,
    not_after: Timestamp,
) -> Result<Timestamp, WindowError> {
    let mut earliest: Option<Timestamp> = None;
    for window in windows {
        let (cron, zone) = parse(window)?;
        let length = window.window_duration.span();
        // An opening at most `length` ago: its last second counts too.
        let since = desired - length - std::time::Duration::from_secs(1);
        if cron.next(since, &zone).is_some_and(|open| open <= desired) {
            return Ok(desired);
        }
        let open = cron.next(desired, &zone);
        if let Some(open) = open.filter(|open| *open <= not_after + length) {
            earliest = Some(earliest.map_or(open, |known| known.min(open)));
        }
    }
    earliest.ok_or(WindowError::NoneOpens {
        not_before,
        not_after,
        desired,
    })
}

fn parse(window: &RenewalWindow) -> Result<(Cron, Zone), WindowError> {
    let cron = Cron::parse(&window.cron).map_err(|why| WindowError::Cron {
        cron: window.cron.clone(),
        why,
    })?;
    let zone = Zone::named(&window.timezone).ok_or_else(|| WindowError::Timezone {
        timezone: window.timezone.clone(),
    })?;
    Ok((cron, zone))
}

/// What is wrong with a window, if anything is.
pub(crate) fn check(window: &RenewalWindow) -> Result<(), WindowError> {
    parse(window).map(drop)
}
