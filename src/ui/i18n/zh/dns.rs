//! The guidance for a DNS record in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::dns::{Advice, Dns};

pub(super) fn render(text: &Dns) -> Cow<'static, str> {
    match text {
        Dns::Title(count) => format!("等您操作：{count} 条解析记录").into(),
        Dns::Task => "请在域名的 DNS 服务商处添加这条解析记录。ACME 服务器读到它，就知道域名归您所有。请原样复制；如果服务商要求引号，它会自动加上。".into(),
        Dns::TaskPractice => "ACME 服务器要在 DNS 中看到这条记录：谁能发布它，谁就控制这个域名。这里的区域就在标签页里，按一下即可发布。".into(),
        Dns::For(name) => format!("用于 {name}").into(),
        Dns::ForWildcard(name) => format!("用于 *.{name}").into(),
        Dns::WhyTwo(name) => format!("{name} 与 *.{name} 都用同一个记录名下的 TXT 记录来证明，但值各不相同。请把第二条加在第一条旁边，不要覆盖。cert-manager 会先后证明这两个域名。").into(),
        Dns::FullName => "记录名（完整）".into(),
        Dns::RelativeName => "主机记录".into(),
        Dns::RelativeTo(zone) => format!("服务商会自动补上 .{zone} 时用它").into(),
        Dns::Type => "类型".into(),
        Dns::Value => "记录值".into(),
        Dns::Ttl => "TTL".into(),
        Dns::TtlUnit => "秒，或允许的最小值".into(),
        Dns::CheckNow => "立即检查".into(),
        Dns::Checking => "正在检查".into(),
        Dns::PublishPractice => "发布到演练区域".into(),
        Dns::Published => "已在演练区域中".into(),
        Dns::Answers => "各解析器看到的结果".into(),
        Dns::Asked(0) => "刚刚查询".into(),
        Dns::Asked(secs) if *secs < 120 => format!("{secs} 秒前查询").into(),
        Dns::Asked(secs) => format!("{} 分钟前查询", secs / 60).into(),
        Dns::NotAsked => "尚未查询".into(),
        Dns::Later => "等同名的另一个挑战完成后才轮到它；记录现在就可以发布。".into(),
        Dns::Asking => "查询中".into(),
        Dns::Found(ttl) => format!("已找到，TTL {ttl} 秒").into(),
        Dns::NameMissing => "记录名尚不存在".into(),
        Dns::RecordMissing => "记录名存在，但没有 TXT 记录".into(),
        Dns::WrongValue(value) => format!("值不对：{value}").into(),
        Dns::OnlySibling => "只有另一个挑战的值".into(),
        Dns::Aliases(hops) => format!("（该记录名是别名：CNAME → {hops}，记录应放在那里）").into(),
        Dns::Unreachable => "从这里无法连接".into(),
        Dns::Blocked => "不允许网页读取它的应答".into(),
        Dns::Status(status) => format!("返回 HTTP {status}").into(),
        Dns::Rcode(rcode) => format!("返回 {rcode}").into(),
        Dns::Malformed => "应答不是 DNS 报文".into(),
        Dns::OtherFinding => "没有可用的应答".into(),
        Dns::Advice(advice) => self::advice(*advice).into(),
        Dns::Resolvers => "解析器".into(),
        Dns::ResolversWhy => "通过 DNS over HTTPS 查询它们。它们各有缓存，一段时间内结果可能不同。".into(),
        Dns::CustomResolver => "其他解析器（DNS over HTTPS 网址）".into(),
        Dns::AddResolver => "添加".into(),
        Dns::ResolverNotHttps => "DNS over HTTPS 的网址以 https:// 开头并带有主机名，例如 https://dns.example/dns-query。请填写完整网址。".into(),
        Dns::OneResolver => "至少要保留一个解析器。".into(),
    }
}

const fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::NobodySees => {
            "还没有解析器看到这条记录。刚发布时这很正常：先前“不存在”的结果会按所示时间缓存。如果一直如此，请核对记录名，并确认服务商已保存您的修改。"
        }
        Advice::SomeSee => "部分解析器已看到，其余还缓存着旧结果。稍等即可，无需操作。",
        Advice::WrongValue => {
            "已有一条值不同的 TXT 记录。若是上次留下的，请删除；若属于另一个挑战，请保留它，并在旁边再加一条。"
        }
        Advice::AllSee => "应答的解析器都看到了。接下来请 ACME 服务器核对。",
        Advice::NoAnswer => {
            "没有一个解析器能够查询。网络是否连通？有些网络会阻断 DNS over HTTPS：请在下面换一个解析器。"
        }
    }
}
