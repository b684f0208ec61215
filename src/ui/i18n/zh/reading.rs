//! The decoded fields of certificates, requests, lists and keys, in Chinese.

use certlab::x509::KeyUsageBit;
use certlab::x509::reading::{Label, NameKind};

pub(super) const fn label(label: Label) -> &'static str {
    match label {
        Label::Subject => "主体",
        Label::Issuer => "颁发者",
        Label::SerialNumber => "序列号",
        Label::Version => "版本",
        Label::NotBefore => "生效时间",
        Label::NotAfter => "到期时间",
        Label::KeyAlgorithm => "密钥类型",
        Label::KeySize => "密钥长度（位）",
        Label::Curve => "曲线",
        Label::Modulus => "模数",
        Label::Exponent => "指数",
        Label::PublicKey => "公钥",
        Label::SignatureAlgorithm => "签名算法",
        Label::SignatureValue => "签名值",
        Label::Sha1 => "SHA-1",
        Label::Sha256 => "SHA-256",
        Label::SpkiSha256 => "公钥的 SHA-256（pin）",
        Label::Name => "名称",
        Label::KeyId => "密钥标识符",
        Label::AuthorityIssuer => "颁发者证书的颁发者",
        Label::AuthoritySerial => "颁发者证书的序列号",
        Label::Usage => "密钥用途",
        Label::Purpose => "扩展用途",
        Label::IsCa => "可以签发证书（CA）",
        Label::PathLength => "其下最多几级 CA",
        Label::Permitted => "只允许的名称范围",
        Label::Excluded => "禁止的名称范围",
        Label::Policy => "策略",
        Label::PracticeStatement => "业务规则（CPS）地址",
        Label::Notice => "须告知的说明",
        Label::Mapping => "视为等同的策略",
        Label::RequireExplicitPolicy => "多少级之后必须有策略",
        Label::InhibitMapping => "多少级之后不得映射策略",
        Label::InhibitAny => "多少级之后 anyPolicy 失效",
        Label::Ocsp => "OCSP 服务地址",
        Label::CaIssuers => "颁发者证书地址",
        Label::Access => "其他信息地址",
        Label::Crl => "吊销列表地址",
        Label::CrlIssuer => "吊销列表的颁发者",
        Label::Reasons => "仅限这些吊销原因",
        Label::Log => "证书透明度日志",
        Label::LoggedAt => "登记时间",
        Label::LogSignature => "日志的签名",
        Label::Feature => "服务器必须提供的 TLS 特性",
        Label::ThisUpdate => "本次更新时间",
        Label::NextUpdate => "下次更新时间",
        Label::CrlNumber => "列表编号",
        Label::BaseCrl => "增量所基于的列表编号",
        Label::OnlyUserCertificates => "只含终端证书",
        Label::OnlyCaCertificates => "只含 CA 证书",
        Label::OnlyAttributeCertificates => "只含属性证书",
        Label::Indirect => "也含其他颁发者的证书",
        Label::Count => "数量",
        Label::Revoked => "被吊销的序列号",
        Label::ChallengePassword => "挑战口令",
        Label::Attribute => "属性",
        Label::Present => "内容",
    }
}

pub(super) const fn name_kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Dns => "DNS 名称",
        NameKind::Ip => "IP 地址",
        NameKind::Email => "邮箱地址",
        NameKind::Uri => "URI",
        NameKind::Directory => "目录名称",
        NameKind::Other => "其他名称",
        NameKind::EdiParty => "EDI 参与方",
        NameKind::Registered => "已登记的标识符",
    }
}

pub(super) const fn usage(bit: KeyUsageBit) -> &'static str {
    match bit {
        KeyUsageBit::DigitalSignature => "数字签名（digitalSignature）",
        KeyUsageBit::ContentCommitment => "内容承诺（contentCommitment）",
        KeyUsageBit::KeyEncipherment => "加密密钥（keyEncipherment）",
        KeyUsageBit::DataEncipherment => "加密数据（dataEncipherment）",
        KeyUsageBit::KeyAgreement => "密钥协商（keyAgreement）",
        KeyUsageBit::KeyCertSign => "签发证书（keyCertSign）",
        KeyUsageBit::CrlSign => "签发吊销列表（cRLSign）",
        KeyUsageBit::EncipherOnly => "密钥协商时只能加密（encipherOnly）",
        KeyUsageBit::DecipherOnly => "密钥协商时只能解密（decipherOnly）",
    }
}
