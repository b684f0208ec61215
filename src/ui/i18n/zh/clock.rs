//! The clock in Chinese.

use std::borrow::Cow;
use std::time::Duration;

use certlab::lab::{Plan, Speed};

use crate::ui::i18n::clock::{Clock, Span};

pub(super) fn render(text: &Clock) -> Cow<'static, str> {
    match text {
        Clock::Bar => "实验室时钟".into(),
        Clock::Pause => "暂停".into(),
        Clock::Run => "运行".into(),
        Clock::Standing => "已暂停".into(),
        Clock::Speeds => "速度".into(),
        Clock::Speed(speed) => self::speed(*speed).into(),
        Clock::Step => "前进到下一件事".into(),
        Clock::Next(plan, what, wait) => {
            format!("{}后：{what} {}", span(*wait), self::plan(*plan)).into()
        }
        Clock::NothingAhead => "接下来没有会自行发生的事".into(),
        Clock::Jumps => "跳转到…".into(),
        Clock::Jump(plan, what, wait) => {
            format!("{what}：{}后{}", span(*wait), self::plan(*plan)).into()
        }
        Clock::WallOnly => {
            "真实的服务器按真实时间运行，因此这个环境的时钟不能暂停，也不能拨动；演练环境的可以。"
                .into()
        }
    }
}

const fn speed(speed: Speed) -> &'static str {
    match speed {
        Speed::Second => "每秒 1 秒",
        Speed::Minute => "每秒 1 分钟",
        Speed::Hour => "每秒 1 小时",
        Speed::Day => "每秒 1 天",
        Speed::Week => "每秒 1 周",
        Speed::Month => "每秒 1 个月",
    }
}

const fn plan(plan: Plan) -> &'static str {
    match plan {
        Plan::Renewal => "续期",
        Plan::Expiry => "到期",
        Plan::Retry => "再次尝试签发",
        Plan::SelfCheck => "自检",
        Plan::Poll => "向 CA 查询进展",
        Plan::Look => "再次检查",
    }
}

fn span(span: Duration) -> String {
    match Span::from(span) {
        Span::Seconds(count) => format!("{count} 秒"),
        Span::Minutes(count) => format!("{count} 分钟"),
        Span::Hours(count) => format!("{count} 小时"),
        Span::Days(count) => format!("{count} 天"),
    }
}
