//! Why a file cannot be read, and what to do, in Chinese.

use std::borrow::Cow;

use certlab::x509::file::Error;

pub(super) fn render(error: &Error) -> Cow<'static, str> {
    match error {
        Error::Empty => "文件是空的。".into(),
        Error::TooLarge { bytes, limit } => format!("共 {bytes} 字节；最多读取 {limit} 字节（与 Kubernetes Secret 的上限相同）。请拆分后再放入。").into(),
        Error::TooMany { limit } => format!("其中超过 {limit} 项，多出的不再显示。请拆分文件。").into(),
        Error::TooDeep { limit } => format!("文件套文件超过 {limit} 层。请先解开一层，再放入里面的内容。").into(),
        Error::NotRecognized => "没有认出证书、密钥或证书申请。请放入 PEM（带 BEGIN 与 END 行）、DER、PKCS #7、PKCS #12、Java 密钥库或 Secret 的 YAML。".into(),
        Error::Truncated { expected, actual } => format!("内容不完整：声明有 {expected} 字节，实际只有 {actual} 字节。请以二进制方式重新获取文件。").into(),
        Error::TruncatedPem { label, line } => format!("第 {line} 行开始的“{label}”没有 END 行。请复制到结尾为止。").into(),
        Error::MalformedPem { label, line } => format!("第 {line} 行开始的“{label}”里有不是 base64 的内容。请检查有没有多余字符或缺行。").into(),
        Error::Malformed { format } => format!("看起来像 {format}，却不合其规则。请重新获取或导出文件。").into(),
        Error::PassphraseNeeded { format } => format!("{format}：已加密，请在下面输入口令。").into(),
        Error::WrongPassphrase { format } => format!("{format}：口令不对，或文件被改动过。请留意大小写、空格与键盘布局，再试一次。").into(),
        Error::UnusablePassphrase { format } => format!("{format}：这种格式不可能使用这样的口令，请换一个。").into(),
        Error::TooManyRounds { rounds, limit } => format!("要求 {rounds} 轮密钥派生；超过 {limit} 轮会让页面卡住。请以较少的轮数重新导出。").into(),
        Error::UnsupportedAlgorithm { format, algorithm } => format!("{format}：使用了 {algorithm}，这里无法读取。请改用 AES 重新导出。").into(),
        Error::UnsupportedFormat { format } => format!("这里不读取 {format}。请先转换为 PEM 或 PKCS #12。").into(),
        Error::OldPemEncryption { cipher } => format!("密钥用 OpenSSL 的旧方式加密（{cipher}），只做一轮 MD5，几乎没有保护作用。请转换：openssl pkcs8 -topk8 -in old.key -out new.key").into(),
        Error::NotYaml { message } => format!("不是有效的 YAML：{message}").into(),
        _ => error.to_string().into(),
    }
}
