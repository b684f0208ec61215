//! Schedules of five fields: minute, hour, day of the month, month, day of the week.

use super::zone::Zone;
use crate::clock::Timestamp;

/// A schedule: which minutes, hours, days, months and weekdays, as bits.
pub(super) struct Cron {
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// Whether days of the month or of the week are all allowed: then the other
    /// alone decides, else either does.
    any_day: bool,
}

impl Cron {
    /// Reads `0 10 * * 1-5`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else {
            return Err(format!(
                "expected exactly 5 fields, found {}: {fields:?}",
                fields.len()
            ));
        };
        Ok(Self {
            minutes: bits(minute, 0, 59, &[])?,
            hours: bits(hour, 0, 23, &[])?,
            days: bits(day, 1, 31, &[])?,
            months: bits(month, 1, 12, &MONTHS)?,
            weekdays: bits(weekday, 0, 6, &WEEKDAYS)?,
            any_day: [day, weekday]
                .iter()
                .any(|field| field.starts_with(['*', '?'])),
        })
    }

    /// The first moment of the schedule after another, by the clocks of a zone.
    pub(super) fn next(&self, after: Timestamp, zone: &Zone) -> Option<Timestamp> {
        let today = after
            .unix_secs()
            .saturating_add(zone.offset(after))
            .div_euclid(DAY);
        (0..MAX_DAYS).find_map(|ahead| {
            let day = today.saturating_add(ahead).saturating_mul(DAY);
            if !self.has_day(Timestamp::from_unix_secs(day)) {
                return None;
            }
            let hours = (0..24).filter(|hour| self.hours & (1 << hour) != 0);
            let moments = hours.flat_map(|hour| {
                let minutes = (0..60).filter(|minute| self.minutes & (1 << minute) != 0);
                minutes.map(move |minute| hour * 3_600 + minute * 60)
            });
            moments
                .filter_map(|of_day| moment(day.saturating_add(of_day), after, zone))
                .min()
        })
    }

    /// Whether a day is in the schedule.
    fn has_day(&self, day: Timestamp) -> bool {
        let date = day.date_time().date();
        let has = |bits: u64, bit: u8| bits & (1 << bit) != 0;
        let of_month = has(self.days, date.day());
        let of_week = has(self.weekdays, date.weekday().number_days_from_sunday());
        has(self.months, u8::from(date.month()))
            && if self.any_day {
                of_month && of_week
            } else {
                of_month || of_week
            }
    }
}

/// When the zone's clocks show a time, after a moment; never if they skip it.
fn moment(local: i64, after: Timestamp, zone: &Zone) -> Option<Timestamp> {
    [-DAY, DAY]
        .into_iter()
        .filter_map(|away| {
            let offset = zone.offset(Timestamp::from_unix_secs(local.saturating_add(away)));
            let moment = Timestamp::from_unix_secs(local.saturating_sub(offset));
            (zone.offset(moment) == offset && moment > after).then_some(moment)
        })
        .min()
}

/// The values of one field, as bits.
fn bits(field: &str, min: u32, max: u32, names: &[&str]) -> Result<u64, String> {
    let mut bits = 0;
    for item in field.split(',') {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, number(step, &[])?),
            None => (item, 1),
        };
        let (first, last) = match (range, range.split_once('-')) {
            ("*" | "?", _) => (min, max),
            (_, Some((first, last))) => (number(first, names)?, number(last, names)?),
            (_, None) => {
                let first = number(range, names)?;
                (first, if item.contains('/') { max } else { first })
            }
        };
        if first < min || last > max || first > last || step == 0 {
            return Err(format!("{item:?} is not within {min} to {max}"));
        }
        let steps = (first..=last).step_by(usize::try_from(step).unwrap_or(1));
        bits = steps.fold(bits, |bits, value| bits | (1 << value));
    }
    Ok(bits)
}

fn number(text: &str, names: &[&str]) -> Result<u32, String> {
    let place = names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(text));
    match place {
        // January is 1, Sunday 0.
        Some(place) => Ok(u32::try_from(place).unwrap_or(0) + u32::from(names.len() == 12)),
        None => text
            .parse()
            .map_err(|_| format!("failed to parse int from {text}")),
    }
}

const DAY: i64 = 86_400;

/// February 29 comes after eight years at the latest.
const MAX_DAYS: i64 = 366 * 8 + 1;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_moment_follows_the_zone_s_clocks() {
        let at = |text| Timestamp::parse_rfc3339(text).unwrap();
        let cases = [
            (
                "* * * * *",
                "",
                "2026-06-20T10:00:00Z",
                "2026-06-20T10:01:00Z",
            ),
            (
                "*/15 9-17 * * mon-fri",
                "",
                "2026-06-19T17:50:00Z",
                "2026-06-22T09:00:00Z",
            ),
            (
                "0 0 1 jan *",
                "",
                "2026-06-20T00:00:00Z",
                "2027-01-01T00:00:00Z",
            ),
            (
                "0 0 13 * 5",
                "",
                "2026-06-14T00:00:00Z",
                "2026-06-19T00:00:00Z",
            ),
            (
                "0 0 29 2 *",
                "",
                "2026-06-14T00:00:00Z",
                "2028-02-29T00:00:00Z",
            ),
            (
                "30 2 * * *",
                "Europe/Berlin",
                "2026-03-28T12:00:00Z",
                "2026-03-30T00:30:00Z",
            ),
            (
                "30 2 * * *",
                "Europe/Berlin",
                "2026-10-24T12:00:00Z",
                "2026-10-25T00:30:00Z",
            ),
            (
                "0 8 * * *",
                "Asia/Shanghai",
                "2026-06-20T00:00:00Z",
                "2026-06-21T00:00:00Z",
            ),
        ];
        for (cron, zone, after, expected) in cases {
            let zone = Zone::named(zone).unwrap();
            let next = Cron::parse(cron).unwrap().next(at(after), &zone);
            assert_eq!(next, Some(at(expected)), "{cron}");
        }
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in [
            "",
            "* * * *",
            "60 * * * *",
            "* * 0 * *",
            "5-1 * * * *",
            "*/0 * * * *",
            "x * * * *",
            "* * * * 7",
        ] {
            assert!(Cron::parse(text).is_err(), "{text}");
        }
    }
}
