//! The timeline in Chinese.

use std::borrow::Cow;

use certlab::lab::Scenario;

use crate::ui::i18n::timeline::{RunFault, Timeline};
use crate::ui::stages::{Ahead, Happened};

pub(super) fn render(text: &Timeline) -> Cow<'static, str> {
    match text {
        Timeline::Name => "时间线：发生过的一切".into(),
        Timeline::Controls => "步进与播放".into(),
        Timeline::Moment => "时刻".into(),
        Timeline::Back => "上一个事件（,）".into(),
        Timeline::On => "下一个事件（.）".into(),
        Timeline::Play => "播放".into(),
        Timeline::Pause => "暂停".into(),
        Timeline::Beginning => "第一个事件之前".into(),
        Timeline::Gap(span) => format!("其间 {span} 无事发生").into(),
        Timeline::In(span) => format!("{span} 后").into(),
        Timeline::AheadName => "将来".into(),
        Timeline::Ahead(Ahead::Renewal) => "续期".into(),
        Timeline::Ahead(Ahead::Expiry) => "到期".into(),
        Timeline::Ahead(Ahead::Retry) => "重试".into(),
        Timeline::Happened(happened) => self::happened(happened),
        Timeline::Past => "您正在看过去".into(),
        Timeline::PastMeaning => {
            "下面的一切都是这一时刻的样子，不能更改；实验室本身仍在继续运行。".into()
        }
        Timeline::Recorded(name) => format!("回放：{name}").into(),
        Timeline::RecordedMeaning => {
            "不发送任何请求，也不能更改：录下的应答逐一交给同一套控制器。".into()
        }
        Timeline::Unfaithful => "这次运行由另一版本的实验室录制，在本版本中的结局有所不同。".into(),
        Timeline::BackToNow => "回到现在（N）".into(),
        Timeline::CloseRun => "关闭回放（N）".into(),
        Timeline::RunsTitle => "运行回放".into(),
        Timeline::RunsLead => {
            "一次运行就是从第一个对象到最后一个应答所发生的一切。不需要网络，就能逐个事件重放。"
                .into()
        }
        Timeline::Scenario(Scenario::Success) => "一切顺利".into(),
        Timeline::Scenario(Scenario::WrongRecord) => "TXT 记录有误".into(),
        Timeline::Scenario(Scenario::CaaRefusal) => "CAA 拒绝".into(),
        Timeline::Scenario(Scenario::RateLimit) => "速率限制".into(),
        Timeline::Scenario(Scenario::OnTime) => "2022 年：5 月 8 日按时续期".into(),
        Timeline::Scenario(Scenario::Refused) => "2022 年：八天里被拒十次".into(),
        Timeline::Scenario(Scenario::Stuck) => "2022 年：八天没有人发布记录".into(),
        Timeline::ScenarioMeaning(Scenario::OnTime) => "2022 年 3 月 9 日签发的通配符证书，全部用默认设置。4 月 30 日什么都没到期，5 月 8 日续期。".into(),
        Timeline::ScenarioMeaning(Scenario::Refused) => "同一张证书，设了 renewBefore: 912h。从 4 月 30 日起域名服务器出错，每次尝试都失败，间隔 1、2、4……直到 32 小时。".into(),
        Timeline::ScenarioMeaning(Scenario::Stuck) => "同一张证书，设了 renewBefore: 912h，但没有人发布 TXT 记录。证书一直处于 Issuing，失败次数始终没有增加。".into(),
        Timeline::ScenarioMeaning(Scenario::CaaRefusal) => "该域名的 CAA 记录不允许这家 CA。TXT 记录没错，CA 仍然拒绝：订单无效，证书等待一小时后重试。".into(),
        Timeline::ScenarioMeaning(Scenario::RateLimit) => "CA 对 newOrder 返回 429。cert-manager 退避一小时，第二次成功。".into(),
        Timeline::ScenarioMeaning(Scenario::Success) => {
            "example.test 及其通配符域名，经 DNS-01 验证后签发。".into()
        }
        Timeline::ScenarioMeaning(Scenario::WrongRecord) => {
            "两个值连同引号一起粘贴了进去。自检发现了错误，没有去打扰 CA；随后记录得到改正。".into()
        }
        Timeline::Replay => "回放".into(),
        Timeline::YourRun => "您自己的运行".into(),
        Timeline::YourRunLength(count) => format!("至今 {count} 个事件").into(),
        Timeline::NoKeys => "其中没有任何私钥，也没有您所应用的 Secret 的内容。".into(),
        Timeline::Export => "保存为文件".into(),
        Timeline::Share => "复制分享链接".into(),
        Timeline::Shared => "链接已复制：整次运行就在 # 之后".into(),
        Timeline::TooLongToShare => "太长，放不进链接：请保存为文件".into(),
        Timeline::OpenFile => "打开保存过的运行".into(),
        Timeline::OpenFileHint => "实验室保存的 JSON 文件".into(),
        Timeline::FromLink => "来自链接".into(),
        Timeline::Opening => "正在打开".into(),
        Timeline::Bad(RunFault::TooLarge) => "超出了实验室能回放的大小。".into(),
        Timeline::Bad(RunFault::NotARun(why)) => format!("这不是实验室的运行记录：{why}").into(),
        Timeline::Bad(RunFault::OtherFormat(format)) => {
            format!("这份记录的格式是 {format}，由另一版本的实验室写出。").into()
        }
        Timeline::Bad(RunFault::BadLink) => {
            "链接不完整或已被改动：请重新索取链接，或索取文件。".into()
        }
    }
}

fn happened(happened: &Happened) -> Cow<'static, str> {
    match happened {
        Happened::Applied(kind, name) => format!("您应用了 {kind} {name}").into(),
        Happened::Deleted(kind, name) => format!("您删除了 {kind} {name}").into(),
        Happened::Renewed(name) => format!("您要求续期 {name}").into(),
        Happened::Checked => "您要求检查 DNS".into(),
        Happened::Vouched => "您确认文件已放好".into(),
        Happened::Published(name) => format!("您发布了 {name}").into(),
        Happened::Unpublished(name) => format!("您撤下了 {name}").into(),
        Happened::Advanced => "时钟被拨快".into(),
        Happened::Paused => "时钟停下".into(),
        Happened::Ran => "时钟继续走".into(),
        Happened::KeyMade => "生成了一把私钥".into(),
        Happened::Signed => "完成一次签名".into(),
        Happened::KeyMissing => "取不到私钥".into(),
        Happened::Answered(question, status) => format!("{question} 的应答：{status}").into(),
        Happened::Unanswered(question) => format!("{question} 没有应答").into(),
        Happened::Woke => "预定的时刻到了".into(),
        Happened::Resumed => "页面重新载入".into(),
        Happened::Other => "更改了设置".into(),
    }
}
