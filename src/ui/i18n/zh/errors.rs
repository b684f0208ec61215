//! Mistakes in fields, in Chinese: what is wrong, why, what to do.

use std::borrow::Cow;

use certlab::x509::NameError;

use crate::ui::i18n::errors::Mistake;

pub(super) fn render(text: &Mistake) -> Cow<'static, str> {
    match text {
        Mistake::NoNames => "证书必须写明名称。请至少填写一个域名；CA 证书可以只填通用名。".into(),
        Mistake::Name { typed, error } => format!("“{}”：{}", shorten(typed), name(error)).into(),
        Mistake::Twice(name) => format!("“{}”出现了两次，一次就够：请删去一个。", shorten(name)).into(),
        Mistake::ObjectNameEmpty => "证书对象需要一个名称供集群识别，例如 example-test。".into(),
        Mistake::ObjectNameForm => "Kubernetes 的名称只能用 a–z、0–9、连字符和点，首尾必须是字母或数字。请修改其余字符。".into(),
        Mistake::ObjectNameLong(length) => format!("连同 Secret 的后缀共 {length} 个字符，名称最多 253 个。请缩短。").into(),
        Mistake::Exists(name) => format!("已有名为 {name} 的证书，继续应用会改动它。请换一个名称，或打开那一个。").into(),
        Mistake::SecretTaken(name) => format!("Secret {name} 已是另一张证书的目标，两张证书会互相覆盖私钥。请换一个名称。").into(),
        Mistake::CommonNameLong(length) => format!("通用名最多 64 个字符（RFC 5280），现有 {length} 个。可以留空：真正起作用的是域名列表。").into(),
        Mistake::CommonNameNotListed(name) => format!("使用 ACME 时，通用名必须同时出现在域名列表中。请把 {} 加进去，或将通用名留空。", shorten(name)).into(),
        Mistake::WildcardByHttp(name) => format!("{} 涵盖许多主机，其中一台上的文件证明不了其他主机：通配符域名只能用 DNS-01 证明（RFC 8555 §7.1.3、CA/B BR 3.2.2.4.19）。请改选 DNS-01，或去掉通配符域名。", shorten(name)).into(),
        Mistake::CaByAcme => "ACME 服务器不签发 CA 证书。请改为自签名，或由您自己的 CA 签发。".into(),
        Mistake::Duration => "有效期用 h、m、s 书写，例如 2160h 或 24h30m。没有“天”这个单位：90 天写作 2160h。".into(),
        Mistake::DurationShort => "cert-manager 不接受一小时以下的有效期，否则会不停地续期。请填写 1h 或更长。".into(),
        Mistake::NoCaChosen => "请选择由哪个 CA 签发，或先建一个 CA。".into(),
        Mistake::DirectoryEmpty => "请填写 ACME 服务器的目录网址，CA 面向 ACME 客户端的文档中会写明。".into(),
        Mistake::DirectoryNotUrl => "这不是网址。目录网址形如 https://ca.example/directory。".into(),
        Mistake::DirectoryNotHttps => "ACME 只能使用 HTTPS（RFC 8555 §6.1），否则沿途任何人都能篡改目录。网址请以 https:// 开头。".into(),
        Mistake::DirectoryUntried => "正在试探这台服务器。请等它应答后再创建证书。".into(),
        Mistake::NotADirectory => "那里有应答，但不是 ACME 目录：缺少 newNonce、newAccount、newOrder 的网址（RFC 8555 §7.1.1）。请检查路径，通常以 /directory 结尾。".into(),
        Mistake::DirectoryStatus(status) => format!("服务器返回的是 HTTP {status}，而不是目录。请检查路径；如果是 5xx，请稍后再试。").into(),
        Mistake::DirectoryBlocked => "服务器有应答，但不允许网页读取（没有 CORS 头字段），所以浏览器扣下了应答。任何网页都无法使用这样的 CA（例如 Google Trust Services）；Let's Encrypt 和 Pebble 是允许的。".into(),
        Mistake::DirectoryUnreachable => "那里没有应答：主机名有误、服务器未运行、网络不通，或浏览器不信任它的 TLS 证书。在新标签页中打开这个网址，就能看出是哪一种。".into(),
        Mistake::DirectoryUnreachableLocal => "那里没有应答。这个地址在您自己的网络中：Chromium 会先询问是否允许网页访问（本地网络访问权限），请在地址栏旁的设置里看看是否拒绝过。也可能是服务器未运行，或浏览器不信任它的 TLS 证书：请在新标签页中打开这个网址。".into(),
        Mistake::Guard => "请阅读这三点并勾选：生产环境的证书一旦签发就无法收回。测试环境的流程完全相同，却没有后果。".into(),
        Mistake::NonceUnreadable => "这是 ACME 目录，但服务器向网页隐藏了 Replay-Nonce 头字段（没有 Access-Control-Expose-Headers）。每个签名请求都需要它，因此任何网页都无法使用这样的 CA（例如 ZeroSSL）。".into(),
        Mistake::ExternalAccount => "这家 CA 只接受与客户账户绑定的 ACME 账户（externalAccountRequired），实验室目前还做不到。请换一家 CA。".into(),
        Mistake::EmailEmpty => "请填写邮箱：账户出问题时，CA 会写信到这里。".into(),
        Mistake::EmailNoAt => "缺少 @。邮箱形如 name@example.com。".into(),
        Mistake::EmailNoLocalPart => "@ 前面是空的。邮箱形如 name@example.com。".into(),
        Mistake::EmailDomain(error) => format!("@ 后面不是域名：{}", name(error)).into(),
        Mistake::EmailOther(message) => format!("这不是邮箱地址：{message}。").into(),
        Mistake::Terms => "只有同意条款，CA 才会创建账户（RFC 8555 §7.3）。请阅读后勾选。".into(),
        Mistake::Field { path, message } => format!("cert-manager 指出：{path}: {message}").into(),
    }
}

pub(super) fn name(error: &NameError) -> Cow<'static, str> {
    match error {
        NameError::Empty => "域名为空。请填写域名，例如 example.com。".into(),
        NameError::Url { host: Some(host) } => format!("这是网址。证书针对的是域名，不含 https:// 和路径：请填写 {host}。").into(),
        NameError::Url { host: None } => "这是网址。证书针对的是域名，不含 https:// 和路径。".into(),
        NameError::Port { host } => format!("证书对域名的所有端口都有效。请填写 {host}。").into(),
        NameError::Email => "这是邮箱地址。请填写服务器的域名，例如 example.com。".into(),
        NameError::IpAddress { .. } => "这是 IP 地址，不是域名。域名以字母结尾；请填写指向这个地址的域名。".into(),
        NameError::EmptyLabel => "两点之间或最前面是空的。请删去多余的点。".into(),
        NameError::TooLong { octets } => format!("域名长 {octets} 字节，DNS 最多 253 字节（RFC 1035）。请缩短。").into(),
        NameError::LabelTooLong { label, octets } => format!("其中“{}”长 {octets} 字节，两点之间最多 63 字节。请缩短。", shorten(label)).into(),
        NameError::Wildcard => "星号只能单独出现一次，作为第一段：*.example.com。它只涵盖一级域名。".into(),
        NameError::PublicSuffix { suffix } => format!("{suffix} 是公共后缀，由众多所有者共用，任何 CA 都不得为它整体签发证书。请填写其下属于您的域名。").into(),
        NameError::Character { character: '_' } => "主机域名中没有下划线。服务记录可以有，但证书不针对它们。请删去。".into(),
        NameError::Character { character: ' ' } => "其中有空格。请每行填写一个域名。".into(),
        NameError::Character { character } => format!("域名中不会出现“{character}”，只有字母、数字和连字符。请删去。").into(),
        NameError::Hyphen { label } => format!("“{}”以连字符开头或结尾，域名不允许这样。请删去。", shorten(label)).into(),
        NameError::Idna { label } => format!("“{}”无法写成 DNS 域名：含有国际化域名（IDNA）不允许的字符。", shorten(label)).into(),
        other => format!("{other}。").into(),
    }
}

/// Long input is quoted by its beginning.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= 48 {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(47).collect();
    format!("{beginning}…")
}
