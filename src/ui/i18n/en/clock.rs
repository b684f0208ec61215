//! The clock in English.

use std::borrow::Cow;
use std::time::Duration;

use certlab::lab::{Plan, Speed};

use crate::ui::i18n::clock::{Clock, Span};

pub(super) fn render(text: &Clock) -> Cow<'static, str> {
    match text {
        Clock::Bar => "The lab's clock".into(),
        Clock::Pause => "Pause".into(),
        Clock::Run => "Run".into(),
        Clock::Standing => "paused".into(),
        Clock::Speeds => "Speed".into(),
        Clock::Speed(speed) => self::speed(*speed).into(),
        Clock::Step => "Step to what comes next".into(),
        Clock::Next(plan, what, wait) => {
            format!("{} of {what} in {}", self::plan(*plan), span(*wait)).into()
        }
        Clock::NothingAhead => "Nothing will happen by itself".into(),
        Clock::Jumps => "Jump to …".into(),
        Clock::Jump(plan, what, wait) => {
            format!("{what}: {} in {}", self::plan(*plan).to_lowercase(), span(*wait)).into()
        }
        Clock::WallOnly => {
            "Real servers live by the wall clock, so this world does too: it cannot be paused or moved. The Practice world's clock can.".into()
        }
    }
}

const fn speed(speed: Speed) -> &'static str {
    match speed {
        Speed::Second => "1 s per second",
        Speed::Minute => "1 min per second",
        Speed::Hour => "1 h per second",
        Speed::Day => "1 day per second",
        Speed::Week => "1 week per second",
        Speed::Month => "1 month per second",
    }
}

const fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::Renewal => "Renewal",
        Plan::Expiry => "Expiry",
        Plan::Retry => "Next attempt",
        Plan::SelfCheck => "Self check",
        Plan::Poll => "Question to the CA",
        Plan::Look => "Another look",
    }
}

fn span(span: Duration) -> String {
    match Span::from(span) {
        Span::Seconds(count) => format!("{count} s"),
        Span::Minutes(count) => format!("{count} min"),
        Span::Hours(count) => format!("{count} h"),
        Span::Days(count) => format!("{count} days"),
    }
}
