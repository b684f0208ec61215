//! 证书链，中文。

use std::borrow::Cow;

use certlab::x509::path::{Failure, Purpose, Rule};

use crate::ui::i18n::Locale;
use crate::ui::i18n::chain::Chain;

pub(super) fn render(text: &Chain) -> Cow<'static, str> {
    match text {
        Chain::Title => "校验证书链".into(),
        Chain::Lead => "从一张证书向上走到受信任的证书：列出所有路径，按 RFC 5280 逐条检查，时间和用途由您指定。".into(),
        Chain::Text => "证书与吊销列表".into(),
        Chain::TextHint => "先贴待校验的证书（PEM），其余证书顺序不限；也可拖入文件：PEM、DER、PKCS #7、Secret。".into(),
        Chain::OpenFile => "打开文件".into(),
        Chain::Clear => "清空".into(),
        Chain::FromBench => "或取实验台上的一个 Secret".into(),
        Chain::Choose => "请选择…".into(),
        Chain::Purpose => "用途".into(),
        Chain::PurposeOf(purpose) => match purpose {
            Purpose::Any => "不限",
            Purpose::Server => "TLS 服务端",
            Purpose::Client => "TLS 客户端",
            Purpose::CodeSigning => "代码签名",
            Purpose::Email => "邮件签名",
            Purpose::TimeStamping => "时间戳",
            Purpose::OcspSigning => "签署 OCSP 应答",
        }
        .into(),
        Chain::Name => "名称".into(),
        Chain::NameHint => "域名、IP 地址或邮箱地址；留空则不检查名称。".into(),
        Chain::At => "时间".into(),
        Chain::AtHint(now) => format!("UTC 时间，例如 {now}；留空表示实验室时钟的当前时间。").into(),
        Chain::AtBad => "时间格式不对，请写成 2026-11-24T10:00:00Z 的形式。".into(),
        Chain::Trust => "信任其中的自签名证书".into(),
        Chain::Revocation => "要求证明所有证书均未吊销".into(),
        Chain::Nothing => "贴入证书链，结论会显示在这里。".into(),
        Chain::Unread => "无法读取其中的任何内容。PEM 以 -----BEGIN CERTIFICATE----- 开头，请检查首尾两行是否一并复制。".into(),
        Chain::NoCertificate => "里面没有证书，请补上待校验的证书。".into(),
        Chain::Sound => "存在一条有效路径，通向受信任的证书".into(),
        Chain::Unsound => "没有有效路径".into(),
        Chain::Found { certificates, paths, at } => format!("{certificates} 张证书，{paths} 条路径，按 {at} 校验").into(),
        Chain::Path { number, is_sound: true } => format!("路径 {number}：有效").into(),
        Chain::Path { number, is_sound: false } => format!("路径 {number}：无效").into(),
        Chain::CutShort => "路径过多，仅列出一部分。".into(),
        Chain::SignedBy => "签发者".into(),
        Chain::Leaf => "待校验".into(),
        Chain::Intermediate => "中间证书".into(),
        Chain::Anchor => "受信任".into(),
        Chain::Untrusted => "自签名，不受信任".into(),
        Chain::Missing => "缺失".into(),
        Chain::Passed(count) => format!("{count} 条规则满足").into(),
        Chain::NotAsked(count) => format!("{count} 条不适用").into(),
        Chain::Holds => "满足".into(),
        Chain::Broken => "违反".into(),
        Chain::NotReached => "未检查到".into(),
        Chain::Rule(rule) => self::rule(*rule).into(),
        Chain::Failure(failure) => self::failure(failure),
        Chain::Advice(failure) => advice(failure).into(),
        Chain::Open => "校验这条证书链".into(),
    }
}

const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Trust => "路径终于受信任的证书",
        Rule::Signature => "签名出自签发者的密钥",
        Rule::Validity => "校验时间在有效期内",
        Rule::Revocation => "未被吊销",
        Rule::IssuerName => "签发者名称与上级证书的主体一致",
        Rule::NameConstraints => "名称符合上级 CA 的名称约束",
        Rule::Policies => "仍有有效的证书策略",
        Rule::PolicyMappings => "策略映射合法",
        Rule::CertificateAuthority => "是 CA 证书",
        Rule::PathLength => "CA 层数不超过上级限制",
        Rule::CertificateSigning => "密钥可用于签发证书",
        Rule::CriticalExtensions => "扩展可解析，关键扩展均可识别",
        Rule::AcceptedPolicy => "最终策略符合要求",
        Rule::Purpose => "可用于该用途",
        Rule::Name => "证书包含该名称",
    }
}

fn failure(failure: &Failure) -> Cow<'static, str> {
    match failure {
        Failure::NotTrusted => "最上级证书是自签名的，没有谁为它担保。".into(),
        Failure::IssuerMissing { issuer } => format!("缺少签发者的证书：{issuer}。").into(),
        Failure::WrongSignature => {
            "签名不是签发者的密钥所做：证书被改动过，或由另一把同名密钥签发。".into()
        }
        Failure::UnsupportedSignature { algorithm } => {
            format!("实验室无法验证算法 {algorithm} 的签名。").into()
        }
        Failure::TwoSignatureAlgorithms => "被签名部分内外的签名算法不一致。".into(),
        Failure::NotYetValid { not_before } => {
            format!("{} 起才生效。", Locale::Zh.date_time(*not_before)).into()
        }
        Failure::Expired { not_after } => {
            format!("已于 {} 过期。", Locale::Zh.date_time(*not_after)).into()
        }
        Failure::Revoked { at, reason } => {
            format!("已于 {} 被吊销：{reason}。", Locale::Zh.date_time(*at)).into()
        }
        Failure::RevocationUnknown => "现有吊销列表无法说明它是否已被吊销。".into(),
        Failure::OtherIssuer { issuer, subject } => {
            format!("签发者为 {issuer}，而上级证书的主体是 {subject}。").into()
        }
        Failure::NotPermitted { name, .. } => format!("{name} 不在任何允许的子树内。").into(),
        Failure::Excluded { name, .. } => format!("{name} 落在被排除的子树内。").into(),
        Failure::UnusableConstraint => "上级的名称约束格式有误，或属于无法比较的类型。".into(),
        Failure::NoPolicy => "没有一条证书策略贯穿整条路径，而策略是必需的。".into(),
        Failure::AnyPolicyMapped => "映射了 anyPolicy，这是禁止的。".into(),
        Failure::TooManyPolicies => "策略过多，无法逐一跟踪。".into(),
        Failure::NotACertificateAuthority => "基本约束中没有 CA:TRUE，却签发了下级证书。".into(),
        Failure::NoVersion3 => "证书版本低于 3，无法表明自己是 CA。".into(),
        Failure::PathTooLong { .. } => "上级 CA 不允许此处再有 CA（pathLenConstraint）。".into(),
        Failure::NoCertificateSigning => "密钥用途缺少 keyCertSign。".into(),
        Failure::UnknownCriticalExtension { oid } => {
            format!("含有无法识别的关键扩展：{oid}。").into()
        }
        Failure::MalformedExtension { oid } => format!("扩展 {oid} 无法解析，或重复出现。").into(),
        Failure::WrongPurpose => "扩展密钥用途不包含该用途。".into(),
        Failure::WrongKeyUsage => "密钥用途与该用途不符。".into(),
        Failure::OtherName { names } if names.is_empty() => {
            "证书没有主体备用名称（SAN）；CN 已不再作数。".into()
        }
        Failure::OtherName { names } => format!("证书属于 {}。", names.join("、")).into(),
        _ => "违反了这条规则。".into(),
    }
}

const fn advice(failure: &Failure) -> &'static str {
    match failure {
        Failure::NotTrusted => {
            "确认这张根证书的归属后，将其加入客户端的信任库；或改用客户端已信任的 CA。"
        }
        Failure::IssuerMissing { .. } => {
            "让服务端在自己的证书之后一并发送这张中间证书（tls.crt 中两者都有）；若是根证书，则加入信任库。下载地址常写在颁发者信息访问（AIA）扩展中。"
        }
        Failure::WrongSignature | Failure::TwoSignatureAlgorithms | Failure::OtherIssuer { .. } => {
            "向签发者重新获取证书，并留意是否有同名的另一张 CA 证书。"
        }
        Failure::UnsupportedSignature { .. } => "请用 openssl verify 检查这一环。",
        Failure::NotYetValid { .. } => "检查校验方的时钟；否则等待生效。",
        Failure::Expired { .. } => {
            "续期。在 cert-manager 中执行 cmctl renew；若过期的是中间证书，请换用 CA 的现行证书。"
        }
        Failure::Revoked { .. } => "用新密钥重新签发，并查明吊销原因。",
        Failure::RevocationUnknown => "补上其 CRL 分发点所指的吊销列表。",
        Failure::NotPermitted { .. } | Failure::Excluded { .. } => {
            "换一个 CA 签发该名称，或去掉该名称后再向此 CA 申请。"
        }
        Failure::UnusableConstraint
        | Failure::MalformedExtension { .. }
        | Failure::UnknownCriticalExtension { .. } => {
            "请签发者重新签发；校验方必须拒绝自己不认识的关键内容。"
        }
        Failure::NoPolicy | Failure::AnyPolicyMapped | Failure::TooManyPolicies => {
            "申请带有所需策略的证书，或不要求策略。"
        }
        Failure::NotACertificateAuthority | Failure::NoVersion3 => {
            "以基本约束 CA:TRUE 重新签发（Certificate 中 isCA: true）。"
        }
        Failure::PathTooLong { .. } => "改由上级 CA 签发，或以更大的路径长度重新签发上级 CA。",
        Failure::NoCertificateSigning => {
            "签发时加上 keyCertSign（Certificate 中 usages: [cert sign]）。"
        }
        Failure::WrongPurpose | Failure::WrongKeyUsage => {
            "签发时加上相应用途（Certificate 的 spec.usages）；CA 的用途会约束其下级。"
        }
        Failure::OtherName { .. } => {
            "把名称加入 dnsNames、ipAddresses 或 emailAddresses 后重新签发；通配符只匹配一级标签。"
        }
        _ => "请重新签发。",
    }
}
