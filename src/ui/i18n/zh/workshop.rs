//! The workshop, in Chinese.

use std::borrow::Cow;

use super::{asn1_field, asn1_oddity, file_error, reading};
use crate::ui::i18n::workshop::{Heading, Standing, What, Workshop};

pub(super) fn render(text: &Workshop) -> Cow<'static, str> {
    match text {
        Workshop::Title => "工作台".into(),
        Workshop::Lead => "粘贴或拖入证书、证书申请、吊销列表与密钥：PEM、DER、PKCS #7、PKCS #12、Java 密钥库、Kubernetes Secret，可一次放入多个。全部在本标签页内解读，不发送、不保存。".into(),
        Workshop::Paste => "文件内容".into(),
        Workshop::OpenFiles => "打开文件…".into(),
        Workshop::Clear => "清空工作台".into(),
        Workshop::CloseFile(name) => format!("移走 {name}").into(),
        Workshop::Unread(name) => format!("{name} 无法读取，或超过 1 MiB（Kubernetes Secret 也放不下这么多）。请换一个较小的文件。").into(),
        Workshop::Passphrase => "口令".into(),
        Workshop::Unlock => "解锁".into(),
        Workshop::Nothing => "工作台上还没有东西。".into(),
        Workshop::Found(count) => format!("找到 {count} 项").into(),
        Workshop::Kind(what) => kind(*what).into(),
        Workshop::InText => "粘贴的内容".into(),
        Workshop::Standing(standing) => match standing {
            Standing::Future(hours) => format!("{}后生效", span(*hours)).into(),
            Standing::Valid(hours) => format!("还有 {}到期", span(*hours)).into(),
            Standing::Expired(hours) => format!("已过期 {}", span(*hours)).into(),
        },
        Workshop::Heading(heading) => heading_word(*heading).into(),
        Workshop::Label(label) => reading::label(*label).into(),
        Workshop::NameKind(kind) => reading::name_kind(*kind).into(),
        Workshop::Usage(bit) => reading::usage(*bit).into(),
        Workshop::Flag(true) => "是".into(),
        Workshop::Flag(false) => "否".into(),
        Workshop::Critical => "关键".into(),
        Workshop::Malformed => "这个扩展无法解码，下面是它的原始字节。".into(),
        Workshop::Undecoded => "外形相符，内部却不合标准；从字节中可以看出问题所在。".into(),
        Workshop::RevokedOn(when, None) => format!("{when} 吊销").into(),
        Workshop::RevokedOn(when, Some(why)) => format!("{when} 吊销（{why}）").into(),
        Workshop::PrivateKeyHint => "这是私钥。它不会离开本标签页；下面只列出其公开部分。".into(),
        Workshop::Bytes => "ASN.1 与字节".into(),
        Workshop::Tree => "元素".into(),
        Workshop::Hex => "十六进制字节".into(),
        Workshop::TreeKeys => "方向键在元素之间移动；在字节区则逐字节移动。".into(),
        Workshop::Place { start, header, content } => format!("始于第 {start} 字节：首部 {header} 字节，内容 {content} 字节").into(),
        Workshop::Explain(field) => asn1_field::explain(*field),
        Workshop::NoField => "这里所知的 RFC 都没有给这个元素命名。".into(),
        Workshop::Oddity(oddity) => asn1_oddity::oddity(*oddity),
        Workshop::Broken(at, why) => format!("读到第 {at} 字节为止：{}", asn1_oddity::broken(*why)).into(),
        Workshop::NodeBytes => "该元素的十六进制字节".into(),
        Workshop::HexRange(from, to, all) => format!("第 {from} 至 {to} 字节，共 {all} 字节").into(),
        Workshop::Before => "前面的字节".into(),
        Workshop::After => "后面的字节".into(),
        Workshop::MoreNodes(count) => format!("还有 {count} 个元素未显示：请先折叠上面的一部分。").into(),
        Workshop::Error(error) => file_error::render(error),
        Workshop::OpenHere => "在工作台中打开".into(),
    }
}

const fn kind(what: What) -> &'static str {
    match what {
        What::Certificate => "证书",
        What::Authority => "CA 证书",
        What::Request => "证书申请（CSR）",
        What::RevocationList => "证书吊销列表",
        What::PublicKey => "公钥",
        What::PrivateKey => "私钥",
        What::LockedKey => "加密的私钥",
        What::Other => "其他内容",
    }
}

const fn heading_word(heading: Heading) -> &'static str {
    match heading {
        Heading::Identity => "身份",
        Heading::Validity => "有效期",
        Heading::Key => "密钥",
        Heading::Signature => "签名",
        Heading::Fingerprints => "指纹",
        Heading::Attributes => "属性",
        Heading::Revoked => "已吊销的证书",
    }
}

fn span(hours: u64) -> String {
    match hours {
        0 => "不到 1 小时".to_owned(),
        1..48 => format!("{hours} 小时"),
        _ => format!("{} 天", hours / 24),
    }
}
