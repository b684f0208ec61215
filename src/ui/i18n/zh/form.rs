//! The form in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::form::{Choice, Form};

pub(super) fn render(text: &Form) -> Cow<'static, str> {
    match text {
        Form::Title => "申请证书".into(),
        Form::Lead => "说明要什么证书、由谁签发；其余由 cert-manager 完成，过程全程可见。".into(),
        Form::Names => "为哪些域名？".into(),
        Form::Signer => "由谁签发？".into(),
        Form::More => "更多".into(),
        Form::DnsNames => "域名".into(),
        Form::DnsNamesHint => "每行一个。*.example.com（通配符证书）涵盖 example.com 的下一级域名，但不含 example.com 本身。".into(),
        Form::Name => "对象名称".into(),
        Form::NameHint => "这张证书在集群里的名称：a–z、0–9、连字符、点。".into(),
        Form::CommonName => "通用名（CN）".into(),
        Form::CommonNameHint => "历史字段，最多 64 个字符。客户端只看域名列表；CA 证书应当填写。".into(),
        Form::Duration => "有效期".into(),
        Form::DurationHint => "例如 2160h（90 天，默认值）或 24h30m。".into(),
        Form::IsCa => "这张证书是 CA".into(),
        Form::IsCaHint => "它可以签发其他证书。".into(),
        Form::Cluster => "颁发者供所有命名空间使用".into(),
        Form::ClusterHint => "创建集群证书颁发者（ClusterIssuer），而不是证书颁发者（Issuer）。".into(),
        Form::Optional => "选填".into(),
        Form::Choice(choice) => self::choice(*choice).into(),
        Form::ChoiceMeaning(choice) => choice_meaning(*choice).into(),
        Form::CaSecret => "CA 所在的 Secret".into(),
        Form::NoCa => "这里还没有 CA。按一下就能建好：自签名的颁发者先签出一张根证书，此后 CA 颁发者就用这张根证书签发。".into(),
        Form::MakeCa => "先建一个 CA".into(),
        Form::CaComing => "CA 正在建立，稍后即可选择。".into(),
        Form::Directory => "ACME 目录网址".into(),
        Form::DirectoryHint => "CA 提供给 ACME 客户端的网址，例如 https://ca.example/directory。".into(),
        Form::Probe => "试一试".into(),
        Form::Probing => "正在询问服务器".into(),
        Form::Usable(host) => format!("{host} 是本页可以使用的 ACME 目录。").into(),
        Form::Email => "账户邮箱".into(),
        Form::EmailHint => "CA 有账户方面的事情时，会写信到这里。".into(),
        Form::Terms => "我同意该 CA 的服务条款".into(),
        Form::TermsLink => "阅读条款".into(),
        Form::AcmeDuration => "ACME CA 自行决定有效期；这个值只保留在证书对象里，不会发送。".into(),
        Form::Create => "创建证书".into(),
        Form::Unready(count) => format!("有 {count} 处需要修改。").into(),
        Form::Preview => "将要应用的清单".into(),
        Form::PreviewWhy => "同样的清单也可以在集群里用 kubectl apply；只有 by-hand 求解器是实验室自带的，集群里要换成对应 DNS 服务商的求解器。".into(),
        Form::PreviewEmpty => "填写表单时，清单会出现在这里。".into(),
        Form::Clear => "清空表单".into(),
    }
}

const fn choice(choice: Choice) -> &'static str {
    match choice {
        Choice::SelfSigned => "自签名（SelfSigned）",
        Choice::Ca => "自己的证书颁发机构（CA）",
        Choice::AcmePractice => "演练 CA（ACME）",
        Choice::AcmeStaging => "Let's Encrypt 测试环境（ACME）",
        Choice::AcmeProduction => "Let's Encrypt 生产环境（ACME）",
        Choice::AcmeUrl => "其他 ACME 服务器",
    }
}

const fn choice_meaning(choice: Choice) -> &'static str {
    match choice {
        Choice::SelfSigned => {
            "用证书自己的私钥签名。除非特意设置，否则无人信任：适合根证书和测试。"
        }
        Choice::Ca => "由 CA 证书签名，CA 私钥保存在 Secret 里。信任该 CA 者即信任这张证书。",
        Choice::AcmePractice => {
            "在本标签页里运行，行为与 Let's Encrypt 一致：每个域名都要用解析记录或网站文件来证明。"
        }
        Choice::AcmeStaging => "协议完全真实，而速率限制宽松得多。浏览器不信任它签发的证书。",
        Choice::AcmeProduction => {
            "签发所有浏览器都信任的证书。请在测试环境成功之后，为自己的域名申请。"
        }
        Choice::AcmeUrl => "任何支持 RFC 8555 并允许网页访问（CORS）的服务器。",
    }
}
