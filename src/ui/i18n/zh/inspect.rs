//! The inspector in Chinese.

use std::borrow::Cow;

use certlab::kube::Kind;

use crate::ui::i18n::inspect::{Field, Inspect, Tab};

#[expect(
    clippy::match_same_arms,
    reason = "a language may have one word where another has two"
)]
pub(super) fn render(text: &Inspect) -> Cow<'static, str> {
    match text {
        Inspect::Machine => "状态机".into(),
        Inspect::MachineIs { name, path } => format!("{name} 的状态机：{path}").into(),
        Inspect::SentFor(object) => format!("为 {object} 发送").into(),
        Inspect::Tabs => "对象的各个视图".into(),
        Inspect::Tab(Tab::What) => "这是什么？".into(),
        Inspect::Tab(Tab::Status) => "状态".into(),
        Inspect::Tab(Tab::Yaml) => "YAML".into(),
        Inspect::Tab(Tab::Messages) => "报文".into(),
        Inspect::Tab(Tab::X509) => "X.509".into(),
        Inspect::Tab(Tab::Changes) => "变化".into(),
        Inspect::Unfold => "展开长值".into(),
        Inspect::Fold => "折叠长值".into(),
        Inspect::WhatIs(kind) => what_is(*kind).into(),
        Inspect::Around(kind) => around(*kind).into(),
        Inspect::Links => "相关对象".into(),
        Inspect::MadeBy => "创建者".into(),
        Inspect::Made => "由它创建".into(),
        Inspect::SignedBy => "颁发者".into(),
        Inspect::KeptIn => "保存于".into(),
        Inspect::Conditions => "状况（conditions）".into(),
        Inspect::NoConditions => "尚无状况。".into(),
        Inspect::State => "状态".into(),
        Inspect::Events => "事件".into(),
        Inspect::NoEvents => "没有事件。".into(),
        Inspect::Times(count) => format!("{count} 次").into(),
        Inspect::Since(time) => format!("自 {time}").into(),
        Inspect::Dates => "日期".into(),
        Inspect::NotBefore => "生效时间".into(),
        Inspect::NotAfter => "失效时间".into(),
        Inspect::Renewal => "续期时间".into(),
        Inspect::NoMessages => {
            "没有为这个对象发过请求。不涉及 ACME 服务器和 DNS 的步骤不需要请求。".into()
        }
        Inspect::MessagesOrder => {
            "最新的在最前。已签名的请求拆开显示：签了什么，签名是什么。".into()
        }
        Inspect::UnderWay => "进行中".into(),
        Inspect::NoAnswer => "没有可读的应答".into(),
        Inspect::Protected => "受保护的头部（已签名）".into(),
        Inspect::Payload => "载荷（已签名）".into(),
        Inspect::EmptyPayload => "为空：用签名的方式读取（POST-as-GET）。".into(),
        Inspect::Signature => "签名".into(),
        Inspect::Answer => "应答".into(),
        Inspect::DnsMessage => "DNS 报文（RFC 8484）".into(),
        Inspect::NoCertificate => "这里还没有证书或证书签名请求。".into(),
        Inspect::ChainPosition {
            position: 1,
            all: 1,
        } => "证书".into(),
        Inspect::ChainPosition { position: 1, .. } => "证书（末端实体）".into(),
        Inspect::ChainPosition { position, all } => {
            format!("证书链中的第 {position} 张，共 {all} 张").into()
        }
        Inspect::Field(field) => self::field(*field).into(),
        Inspect::Yes => "是".into(),
        Inspect::No => "否".into(),
        Inspect::Downloads => "下载".into(),
        Inspect::KeyStays => "私钥保存在本浏览器的密钥库中，只有您下载时才会取出。".into(),
        Inspect::Renew => "立即续期".into(),
        Inspect::Delete => "删除".into(),
        Inspect::Refused => "服务器拒绝了请求".into(),
        Inspect::Gone => "这个对象不存在，或已被删除。".into(),
    }
}

const fn what_is(kind: Kind) -> &'static str {
    match kind {
        Kind::Issuer => {
            "证书颁发者（Issuer）规定一个命名空间里由谁签发证书：私钥自己、手头有私钥的 CA，或者 ACME 服务器。签发所需的东西（例如 ACME 账户）由它保管；能够签发时，它就是就绪的。"
        }
        Kind::ClusterIssuer => {
            "集群证书颁发者（ClusterIssuer）是供整个集群所有命名空间使用的证书颁发者。它的 Secret 固定放在一个命名空间里，默认名为 cert-manager。"
        }
        Kind::Certificate => {
            "证书（Certificate）写明您想要什么：哪些域名、多长有效期、由谁签发、存进哪个 Secret。cert-manager 不断拿它与 Secret 对照，一旦不符或到了续期时间，就去申请新证书。"
        }
        Kind::CertificateRequest => {
            "证书申请（CertificateRequest）只请求一次签名：它携带 CSR，也就是公钥和所需的域名，并用私钥签了名。它从不修改；再试一次，就是一个新的申请。"
        }
        Kind::Order => {
            "订单（Order）对应 ACME 服务器上的一份订单（RFC 8555 §7.1.3）：一组要写进同一张证书的域名。服务器为每个域名给出一份授权，全部得到证明后才签发。"
        }
        Kind::Challenge => {
            "挑战（Challenge）是证明某个域名的任务：DNS-01 要求把一个只有本账户才能算出的值写进 TXT 记录。实验室先自行确认记录可见，然后才请服务器来核对。"
        }
        Kind::Secret => {
            "Secret 是保存结果的地方：tls.key 是私钥，tls.crt 是证书及中间证书，已知 CA 时还有 ca.crt。集群里的 Web 服务器和 Ingress 从这里读取。"
        }
        Kind::Ingress => {
            "Ingress 写明集群的 Web 服务器应答哪些主机，各用哪个 Secret。加上注解 cert-manager.io/issuer 或 cert-manager.io/cluster-issuer 后，cert-manager 会为其中的每个 Secret 创建证书。"
        }
    }
}

const fn around(kind: Kind) -> &'static str {
    match kind {
        Kind::Issuer | Kind::ClusterIssuer => "证书和证书申请在 issuerRef 中引用它。",
        Kind::Certificate => "由您创建。它创建证书申请，结果写入 secretName 指定的 Secret。",
        Kind::CertificateRequest => "由证书创建，由颁发者答复；使用 ACME 时要经过订单。",
        Kind::Order => "由证书申请创建。它为每个尚未证明的域名创建一个挑战。",
        Kind::Challenge => "由订单创建，完成后即被清理。",
        Kind::Secret => "由 cert-manager 写入。删除证书后，它的 Secret 仍会保留。",
        Kind::Ingress => "由您创建。它为 spec.tls 中的每个 Secret 创建一个证书。",
    }
}

const fn field(field: Field) -> &'static str {
    match field {
        Field::Subject => "主体",
        Field::Issuer => "颁发者",
        Field::Serial => "序列号",
        Field::NotBefore => "生效时间",
        Field::NotAfter => "失效时间",
        Field::DnsNames => "域名",
        Field::IpAddresses => "IP 地址",
        Field::IsCa => "可签发证书",
        Field::Usages => "密钥用途",
        Field::PublicKey => "公钥",
        Field::SubjectKeyId => "主体密钥标识",
        Field::AuthorityKeyId => "颁发者密钥标识",
        Field::Fingerprint => "SHA-256 指纹",
    }
}
