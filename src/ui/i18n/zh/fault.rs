//! The practice CA's switches in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::Fault;

pub(super) fn render(text: Fault) -> Cow<'static, str> {
    match text {
        Fault::Title => "演练 CA：故障与规则".into(),
        Fault::Meaning => "让演练 CA 出错，看签发流程如何应对。每个开关从下一个请求起生效。".into(),
        Fault::Active => "故障已打开".into(),
        Fault::AllOff => "关闭所有故障".into(),
        Fault::Requests => "请求".into(),
        Fault::Answered => "正常应答".into(),
        Fault::TooManyRetryAfter => "429，带 Retry-After".into(),
        Fault::TooMany => "429，不带 Retry-After".into(),
        Fault::InternalError => "500，CA 内部错误".into(),
        Fault::Unavailable => "503，来自 CA 前面的代理".into(),
        Fault::LostBefore => "CA 收到之前连接中断".into(),
        Fault::LostAfter => "CA 处理之后连接中断".into(),
        Fault::Steps => "哪些请求".into(),
        Fault::AnyStep => "全部".into(),
        Fault::Times => "次数".into(),
        Fault::Always => "直到关闭".into(),
        Fault::Once => "一次".into(),
        Fault::Nonces => "拒绝有效的 nonce".into(),
        Fault::Never => "不拒绝".into(),
        Fault::Latency => "每次应答延迟".into(),
        Fault::Processing => "处理持续".into(),
        Fault::Proofs => "CA 看到的验证结果".into(),
        Fault::AsTheyAre => "实际内容".into(),
        Fault::WrongValue => "错误的值".into(),
        Fault::NxDomain => "NXDOMAIN（域名不存在）".into(),
        Fault::ServFail => "SERVFAIL（域名服务器故障）".into(),
        Fault::Caa => "CAA 记录禁止签发".into(),
        Fault::Skew => "CA 的时钟".into(),
        Fault::Right => "准确".into(),
        Fault::DayAhead => "快一天".into(),
        Fault::DayBehind => "慢一天".into(),
        Fault::Expire => "尚未签发的订单已过期".into(),
        Fault::OmitIntermediate => "证书链缺少中间证书".into(),
        Fault::Rules => "规则".into(),
        Fault::RateLimits => "Let’s Encrypt 的速率限制".into(),
        Fault::Reuse => "已验证的域名无需再次验证".into(),
        Fault::External => "新账户需要外部账户绑定（EAB）".into(),
        Fault::KeyId => "密钥 ID".into(),
        Fault::HmacKey => "HMAC 密钥".into(),
        Fault::Replace => "更换中间证书".into(),
        Fault::Percent(count) => format!("{count} %").into(),
        Fault::Seconds(count) => format!("{count} 秒").into(),
    }
}
