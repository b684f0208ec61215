//! Dates, times and spans, as each language writes them; always in UTC, as certificates
//! and cert-manager have them.
//!
//! What an object or a file says stays as it stands there, in RFC 3339.

use std::time::Duration;

use certlab::clock::Timestamp;

use super::Locale;

impl Locale {
    /// `24 Nov 2026`, `2026年11月24日`.
    pub(crate) fn date(self, time: Timestamp) -> String {
        let (date, _) = parts(time);
        self.written(Some(date.0), date.1, date.2)
    }

    /// `24 Nov 2026, 06:00:09`, `2026年11月24日 06:00:09`.
    pub(crate) fn date_time(self, time: Timestamp) -> String {
        let (_, (hour, minute, second)) = parts(time);
        let comma = match self {
            Self::En => ",",
            Self::Zh => "",
        };
        let date = self.date(time);
        format!("{date}{comma} {hour:02}:{minute:02}:{second:02}")
    }

    /// `24 Nov, 06:00`, `11月24日 06:00`: soon, so that the year is known.
    pub(crate) fn soon(self, time: Timestamp) -> String {
        let (date, (hour, minute, _)) = parts(time);
        let comma = match self {
            Self::En => ",",
            Self::Zh => "",
        };
        let date = self.written(None, date.1, date.2);
        format!("{date}{comma} {hour:02}:{minute:02}")
    }

    /// The largest unit that fits, such as `59 min`, `59 分钟`.
    pub(crate) fn span(self, span: Duration) -> String {
        let secs = span.as_secs();
        let (count, unit, unit_zh) = match secs {
            0..60 => (secs, "s", "秒"),
            60..7_200 => (secs / 60, "min", "分钟"),
            7_200..172_800 => (secs / 3_600, "h", "小时"),
            _ => (secs / 86_400, "days", "天"),
        };
        match self {
            Self::En => format!("{count} {unit}"),
            Self::Zh => format!("{count} {unit_zh}"),
        }
    }

    fn written(self, year: Option<i32>, month: u8, day: u8) -> String {
        match (self, year) {
            (Self::En, Some(year)) => format!("{day} {} {year}", month_name(month)),
            (Self::En, None) => format!("{day} {}", month_name(month)),
            (Self::Zh, Some(year)) => format!("{year}年{month}月{day}日"),
            (Self::Zh, None) => format!("{month}月{day}日"),
        }
    }
}

/// Year, month and day; hour, minute and second.
fn parts(time: Timestamp) -> ((i32, u8, u8), (u8, u8, u8)) {
    let moment = time.date_time();
    let (year, month, day) = moment.to_calendar_date();
    ((year, month.into(), day), moment.to_hms())
}

fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let place = usize::from(month).checked_sub(1);
    place
        .and_then(|place| NAMES.get(place))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_a_moment_its_own_way() {
        let time = Timestamp::parse_rfc3339("2026-03-02T09:00:45Z").unwrap();
        for (locale, date, date_time, soon) in [
            (
                Locale::En,
                "2 Mar 2026",
                "2 Mar 2026, 09:00:45",
                "2 Mar, 09:00",
            ),
            (
                Locale::Zh,
                "2026年3月2日",
                "2026年3月2日 09:00:45",
                "3月2日 09:00",
            ),
        ] {
            assert_eq!(locale.date(time), date);
            assert_eq!(locale.date_time(time), date_time);
            assert_eq!(locale.soon(time), soon);
        }
    }

    #[test]
    fn spans_are_read_at_a_glance() {
        for (secs, en, zh) in [
            (0, "0 s", "0 秒"),
            (59, "59 s", "59 秒"),
            (3_540, "59 min", "59 分钟"),
            (7_200, "2 h", "2 小时"),
            (5_184_000, "60 days", "60 天"),
        ] {
            assert_eq!(Locale::En.span(Duration::from_secs(secs)), en);
            assert_eq!(Locale::Zh.span(Duration::from_secs(secs)), zh);
        }
    }
}
