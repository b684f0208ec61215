//! What is wrong with what was typed into the workshop, in Chinese.

use std::borrow::Cow;

use certlab::x509::making::Wrong;
use certlab::x509::{EmailError, Error};

use super::errors;

pub(super) fn render(wrong: &Wrong) -> Cow<'static, str> {
    match wrong {
        Wrong::DnsName { text, error } => {
            format!("“{}”：{}", errors::shorten(text), errors::name(error)).into()
        }
        Wrong::Address { text } => format!("“{}”不是 IP 地址。地址形如 192.0.2.7 或 2001:db8::7，不带端口，也不带 /24。", errors::shorten(text)).into(),
        Wrong::Uri { text } => format!("“{}”不是完整的 URI。URI 以协议名开头，例如 https://… 或 spiffe://…。", errors::shorten(text)).into(),
        Wrong::Email { text, error } => format!("“{}”：{}", errors::shorten(text), email(error)).into(),
        Wrong::OtherName { text } => format!("“{}”既不是 user@domain，也不是“对象标识符=文本”（例如 1.2.3.4=文本）。", errors::shorten(text)).into(),
        Wrong::TooLong { length, limit } => format!("共 {length} 个字符，RFC 5280 最多允许 {limit} 个。请缩短。").into(),
        Wrong::Country => "国家用两个字母（ISO 3166），例如 CN、DE。".into(),
        Wrong::Literal => "这不是 RFC 4514 写法的主体。应形如 CN=example.com,O=Lab\\, Inc.,C=CN：用已知的属性名或对象标识符，以逗号分隔。".into(),
        Wrong::NoNames => "证书必须证明点什么：请填写域名、IP 地址、邮箱、URI 或主体。".into(),
        Wrong::NoSubject => "CA 以主体为人所知（RFC 5280 §4.1.2.6）：请填写通用名。".into(),
        Wrong::Number { text } => format!("“{}”不是这里可用的整数。", errors::shorten(text)).into(),
        Wrong::Constraint { text } => format!("“{}”不是名称约束。请写作 DNS:example.com、IP:10.0.0.0/8、email:example.com 或 URI:example.com，不带星号。", errors::shorten(text)).into(),
        Wrong::Moment { text } if text.is_empty() => "请填写最后一天，例如 2027-01-31，或改为按时长。".into(),
        Wrong::Moment { text } => format!("“{}”不是日期。日期形如 2027-01-31 或 2027-01-31 12:00（UTC）。", errors::shorten(text)).into(),
        Wrong::Span { text } if text.is_empty() => "请填写时长，例如 90d。".into(),
        Wrong::Span { text } => format!("“{}”不是时长。请用数字加 y、d、h、m 或 s：90d、2160h、1h30m。", errors::shorten(text)).into(),
        Wrong::EndsFirst => "失效时间不晚于生效时间，请改晚一些。".into(),
        Wrong::Serial { text } => format!("“{}”不是序列号：须为十六进制、大于 0、最多 20 字节（RFC 5280 §4.1.2.2）。", errors::shorten(text)).into(),
        Wrong::Reason { text } => format!("“{}”既不是 RFC 5280 §5.3.1 的吊销原因（keyCompromise、superseded 等），也不是日期。", errors::shorten(text)).into(),
        Wrong::NoKey => "还没有选定密钥。请在上面生成，或带入一把。".into(),
        Wrong::KeyNotHere => "签名所需的私钥不在手边。请带入它，或改由别的 CA 签名。".into(),
        Wrong::NoAuthority => "请选择一个 CA。".into(),
        Wrong::NotAllowed => "该 CA 的密钥用途不允许这样做（RFC 5280 §4.2.1.3）：签发证书需要 keyCertSign，签发吊销列表需要 cRLSign。请换一个 CA。".into(),
        Wrong::PathTooLong => "该 CA 的路径长度为 0，下面不能再有 CA（RFC 5280 §4.2.1.9）。请换一个 CA，或不要制作 CA 证书。".into(),
        Wrong::Unwritable(error) => format!("无法写成：{error}。").into(),
        other => format!("{other}。").into(),
    }
}

fn email(error: &EmailError) -> Cow<'static, str> {
    match error {
        EmailError::NoAt => "缺少 @。邮箱形如 name@example.com。".into(),
        EmailError::NoLocalPart => "@ 前面是空的。".into(),
        EmailError::Domain(error) => format!("@ 后面：{}", errors::name(error)).into(),
        EmailError::Character { character } => {
            format!("@ 前面不能有“{character}”（RFC 5280 在这里只允许 ASCII）。").into()
        }
        other => format!("{other}。").into(),
    }
}

/// Why something that was brought in cannot be used.
pub(super) fn unusable(error: &Error) -> Cow<'static, str> {
    match error {
        Error::WrongSignature => {
            "证书申请的签名与其公钥不符：签名后内容被改过，或申请者并不持有这把密钥。未取用。"
                .into()
        }
        Error::UnsupportedKey { algorithm } => format!(
            "实验室不支持 {algorithm} 类型的密钥；支持的有 RSA、P-256、P-384、P-521 和 Ed25519。"
        )
        .into(),
        Error::RsaSize { bits } => {
            format!("{bits} 位的 RSA 密钥超出范围：可读取 512 至 16384 位。").into()
        }
        other => format!("未取用：{other}。").into(),
    }
}
