//! The files that a certificate can be taken away as, in Chinese.

use std::borrow::Cow;

use certlab::certmanager::api::OutputError;
use certlab::lab::takeout::FileKind;
use certlab::x509::file::pkcs12::Profile;

use crate::ui::i18n::files::Files;

pub(super) fn render(text: &Files) -> Cow<'static, str> {
    match text {
        Files::More => "全部格式，以及等效的命令".into(),
        Files::Kind(kind) => name(*kind).into(),
        Files::About(kind) => about(*kind).into(),
        Files::Passphrase => "口令".into(),
        Files::PassphraseWanted => "PKCS #12 和 JKS 用它加密；填了口令，压缩包里才会有这两种文件。".into(),
        Files::PassphraseShort => "Java 的 keytool 要求至少 6 个字符。".into(),
        Files::PassphraseBeyondAscii => "openssl 能用它打开 PKCS #12，Java 不能：Java 的 PKCS #12 只接受 ASCII 口令（JKS 不受此限）。".into(),
        Files::PassphraseFits => "支持该格式的程序都能打开。".into(),
        Files::Failed(error) => failed(error).into(),
        Files::FromEnvironment => "命令从环境变量读取口令，这样它不会出现在命令行和 shell 历史里。请先输入：".into(),
        Files::Recipe => "手工生成同样的密钥、证书申请和证书：".into(),
    }
}

fn name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Key => "私钥",
        FileKind::Leaf => "证书",
        FileKind::Chain => "证书链",
        FileKind::FullChain => "完整证书链",
        FileKind::Ca => "CA 证书",
        FileKind::Der => "证书（DER）",
        FileKind::KeyDer => "私钥（DER）",
        FileKind::Combined => "私钥加证书链",
        FileKind::Pkcs7 => "PKCS #7",
        FileKind::Pkcs12(Profile::Modern2023) => "PKCS #12",
        FileKind::Pkcs12(_) => "PKCS #12（旧式）",
        FileKind::Jks => "JKS",
        FileKind::Manifest => "Secret（YAML）",
        FileKind::Zip => "全部打包（zip）",
    }
}

fn about(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Key => "PEM，即 tls.key。谁拿到它，谁就能冒充您。",
        FileKind::Leaf => "PEM，不含中间证书。",
        FileKind::Chain => "PEM，证书加中间证书，即 tls.crt：配给 Web 服务器的就是它。",
        FileKind::FullChain => "PEM，证书链一直到 CA。",
        FileKind::Ca => "PEM，即 ca.crt：客户端信任的是它。",
        FileKind::Der => "同样的字节，不经 base64：用于 Windows、Java 和老设备。",
        FileKind::KeyDer => "cert-manager 的附加输出格式 DER。",
        FileKind::Combined => "cert-manager 的附加输出格式 CombinedPEM：用于 HAProxy、MongoDB。",
        FileKind::Pkcs7 => "只有证书，没有私钥：用于 Windows、IIS。",
        FileKind::Pkcs12(Profile::Modern2023) => {
            "私钥加证书，AES-256 与 SHA-256：Windows 2019、macOS 15、Java 8u301 起支持。"
        }
        FileKind::Pkcs12(_) => {
            "同样的内容，用 3DES 和 SHA-1，供更老的软件使用。强度不足，只宜临时传递。"
        }
        FileKind::Jks => {
            "Java 最早的密钥库，别名 certificate。加密很弱，能用 PKCS #12 时不要用它。"
        }
        FileKind::Manifest => {
            "kubernetes.io/tls 类型的 Secret，带 cert-manager 的标签和注解，含私钥：可直接 kubectl apply。"
        }
        FileKind::Zip => "以上文件合成一个压缩包。",
    }
}

fn failed(error: &OutputError) -> &'static str {
    match error {
        OutputError::NoKey => "私钥已不在这个浏览器里。",
        OutputError::NoPassword => "需要口令，或者保存密钥库口令的 Secret 已不存在。",
        OutputError::NoCa => "没有可放进信任库的 CA 证书。",
        OutputError::NoCertificate(_) => "Secret 里没有可读的证书。",
        _ => "文件无法生成。",
    }
}
