//! The choice of an ACME server in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::picker::Picker;

pub(super) fn render(text: &Picker) -> Cow<'static, str> {
    match text {
        Picker::Readable => "服务器有应答，允许网页读取（CORS），也能看到 Replay-Nonce。".into(),
        Picker::ExternalAccount => "外部账户绑定".into(),
        Picker::Profiles => "证书配置（profile）".into(),
        Picker::RenewalInfo => "续期信息（ARI）".into(),
        Picker::Caa => "CAA 记录中的名称".into(),
        Picker::Needed => "需要".into(),
        Picker::NotNeeded => "不需要".into(),
        Picker::Offered => "提供".into(),
        Picker::NoneOffered => "无".into(),
        Picker::NotSaid => "未说明".into(),
        Picker::Listed(names) => names.clone().into(),
        Picker::Production => "这台服务器签发的证书受全世界信任。".into(),
        Picker::Limits => "速率限制是真实的，触发后无法重置：例如每个注册域名 7 天内 50 张（据其 2025 年 6 月的页面；最新数字见 letsencrypt.org/docs/rate-limits）。请先在测试环境试好。".into(),
        Picker::Logged => "每张证书连同其中的所有域名都会永久写入公开的证书透明度日志。".into(),
        Picker::NoRenewal => "关闭本标签页后不会自动续期：请记下到期日，或交给集群里的 cert-manager。".into(),
        Picker::Agree => "我已了解，确实要从生产环境申请证书".into(),
    }
}
