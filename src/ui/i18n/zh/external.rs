//! The panel for a request that a person signs, in Chinese.

use std::borrow::Cow;

use certlab::certmanager::external::SignatureError;
use certlab::x509::Error;

use crate::ui::i18n::external::External;

pub(super) fn render(text: &External) -> Cow<'static, str> {
    match text {
        External::Title => "由您来签名".into(),
        External::Lead => "这个证书颁发者不属于 cert-manager 自己的 API 组：在集群里，由别的控制器或某个人来签这份证书申请。在这里，就是您。".into(),
        External::Take => "把证书签名请求（CSR）取走。其中没有机密，私钥仍留在实验室里。".into(),
        External::Show => "查看 CSR".into(),
        External::Sign => "在存放 ca.crt 和 ca.key 的目录里，用您的 CA 签名（OpenSSL 3）：".into(),
        External::NoCa => "手边没有 CA？先生成一个".into(),
        External::Paste => "粘贴证书".into(),
        External::PasteHint => "PEM 格式。后面可以附上中间证书和根证书，顺序不限；附上 ca.crt，Secret 里就会有它。".into(),
        External::HandIn => "检查并提交".into(),
        External::Open => "打开文件".into(),
        External::Empty => "还没有粘贴内容。".into(),
        External::Unread(name) => format!("{name} 不是文本，或者太大。").into(),
        External::Refused(error) => refused(error),
    }
}

fn refused(error: &SignatureError) -> Cow<'static, str> {
    match error {
        SignatureError::NotFound { name } => format!("证书申请 {name} 已不存在。").into(),
        SignatureError::NotExternal => "这份证书申请由 cert-manager 自己签发。".into(),
        SignatureError::NotApproved => "这份证书申请还没有批准。".into(),
        SignatureError::Final => "这份证书申请已有结果。".into(),
        SignatureError::TooLong => "内容太长，不会是一张证书和它的证书链。".into(),
        SignatureError::HoldsPrivateKey => "内容里有私钥。什么都没有采用：请只粘贴证书。".into(),
        SignatureError::OtherKey => "这张证书对应的是另一把密钥。它必须由这份 CSR 签出：是不是用了旧的 .csr？".into(),
        SignatureError::NameMissing { name } => format!("申请里有 {name}，证书里却没有。用 openssl 时，-copy_extensions copyall 会把名称带过去。").into(),
        SignatureError::Expired { not_after } => format!("按实验室的时钟，它已于 {} 过期。", not_after.rfc1123()).into(),
        SignatureError::Certificate(error) => unread(error),
        _ => error.to_string().into(),
    }
}

fn unread(error: &Error) -> Cow<'static, str> {
    match error {
        Error::Pem(_) => "其中没有 PEM，或者不完整：应从 -----BEGIN CERTIFICATE----- 到 -----END CERTIFICATE-----。".into(),
        Error::PemLabel { found, .. } => format!("其中只有 {}，没有 CERTIFICATE。", found.join("、")).into(),
        Error::NotACertificate => "BEGIN 与 END 之间不是证书。".into(),
        Error::BrokenChain => "这些证书连不成一条证书链：缺了中间的一张，或多了不相干的一张。".into(),
        other => format!("无法读取：{other}。").into(),
    }
}
