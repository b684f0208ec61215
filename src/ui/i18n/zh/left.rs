//! What left this tab, in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::left::Left;

pub(super) fn render(text: &Left) -> Cow<'static, str> {
    match text {
        Left::Title => "离开标签页的请求".into(),
        Left::Lead => {
            "自页面载入以来，本页发往服务器的每个请求：发给谁、为了什么。演练环境中一个也没有。"
                .into()
        }
        Left::Nothing => "没有任何请求离开过这个标签页。".into(),
        Left::Count(count) => format!("{count} 个请求，新的在前").into(),
        Left::When => "时间".into(),
        Left::Whom => "发往".into(),
        Left::What => "用途".into(),
        Left::Outcome => "应答".into(),
        Left::Acme(operation) => format!("ACME：{operation}").into(),
        Left::Vault(operation) => format!("Vault：{operation}").into(),
        Left::Venafi(operation) => format!("Venafi：{operation}").into(),
        Left::Dns(resolver) => format!("向 {resolver} 自检 TXT 记录").into(),
        Left::Web => "自检文件".into(),
        Left::Probe => "检查 ACME 目录能否使用".into(),
    }
}
