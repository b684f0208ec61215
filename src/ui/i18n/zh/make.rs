//! The workshop's page that makes things, in Chinese.

use std::borrow::Cow;

use certlab::x509::making::Place;
use certlab::x509::profile::Kind;
use certlab::x509::{Judge, Refused};

use super::make_wrong;
use crate::ui::i18n::make::{Make, Part};

pub(super) fn render(text: &Make) -> Cow<'static, str> {
    match text {
        Make::Tabs => "工作台的各部分".into(),
        Make::TabRead => "解读".into(),
        Make::TabMaking => "制作".into(),
        Make::TabChain => "证书链".into(),
        Make::Title => "制作密钥、证书申请和证书".into(),
        Make::Lead => "一把密钥、要证明的内容、由谁签名：有了这三样，就能做出证书申请、各种证书、您自己的 CA 和它的吊销列表。全部在本标签页内完成。".into(),
        Make::Part(part) => self::part(*part).into(),
        Make::KindOfKey => "密钥类型".into(),
        Make::Judge(Judge::CertManager) => "cert-manager".into(),
        Make::Judge(Judge::LetsEncrypt) => "Let's Encrypt".into(),
        Make::Accepted => "接受".into(),
        Make::Refused(why) => refused(*why).into(),
        Make::JudgesHint => "表中是双方各自接受哪些密钥用于证书。".into(),
        Make::NewKey => "生成密钥".into(),
        Make::Working => "正在处理…".into(),
        Make::BringIn => "带入密钥、证书申请和 CA 证书".into(),
        Make::Bring => "文件内容".into(),
        Make::BringHint => "密钥可以是 PKCS #1、SEC 1、PKCS #8（加密的也行）；证书申请会校验签名；还可以是 CA 证书，以及 base64 形式的 PKCS #12 和 Java 密钥库。".into(),
        Make::Take => "取用".into(),
        Make::Passphrase => "口令（如已加密）".into(),
        Make::Taken(count) => format!("已放入 {count} 件").into(),
        Make::Unusable(error) => make_wrong::unusable(error),
        Make::Profile => "证书种类".into(),
        Make::Kind(kind) => self::kind(*kind).into(),
        Make::KindMeaning(kind) => meaning(*kind).into(),
        Make::Label(place) => label(*place).into(),
        Make::Hint(place) => hint(*place).into(),
        Make::MoreSubject => "完整的主体".into(),
        Make::MoreNames => "其他类型的名称".into(),
        Make::MoreFields => "序列号、网址、签名算法".into(),
        Make::IsCa => "这是 CA 证书：其密钥可以签发证书".into(),
        Make::Critical => "关键扩展：不理解这些限制的软件必须拒绝该 CA（RFC 5280 §4.2.1.10）".into(),
        Make::Usages => "密钥可以用来做什么".into(),
        Make::ForTime => "按时长".into(),
        Make::UntilDate => "到某一天".into(),
        Make::Signature => "签名算法".into(),
        Make::ByKey => "随签名者的密钥而定".into(),
        Make::NoKeyYet => "请先生成或带入一把密钥。".into(),
        Make::OfRequest(name) => format!("证书申请 {name} 的密钥").into(),
        Make::Itself => "密钥自己：自签名".into(),
        Make::ByAuthority(name) => format!("CA：{name}").into(),
        Make::CertificateButton => "制作证书".into(),
        Make::RequestButton => "制作证书申请（CSR）".into(),
        Make::ListButton => "制作吊销列表".into(),
        Make::ClearForm => "清空表单".into(),
        Make::Made => "已做好，放在“手边的东西”里。".into(),
        Make::Unready(count) => format!("上面还有 {count} 处缺漏或有误。").into(),
        Make::NoAuthorityYet => "需要有一个 CA 及其密钥：请在上面制作根证书，或带入一个 CA。".into(),
        Make::Reason => "原因".into(),
        Make::Revoke(name) => format!("吊销 {name}").into(),
        Make::Shelf => "手边的东西".into(),
        Make::ShelfEmpty => "还没有。做好的和带入的都会放在这里。".into(),
        Make::ShelfHint => "只保留到本标签页关闭为止，不会存盘。需要的请下载保存。".into(),
        Make::ClearShelf => "全部清走".into(),
        Make::AKey => "密钥".into(),
        Make::ARequest => "证书申请".into(),
        Make::ACertificate => "证书".into(),
        Make::AnAuthority => "CA 证书".into(),
        Make::AList => "吊销列表".into(),
        Make::ListOf(name) => format!("签发者：{name}").into(),
        Make::IssuedBy => "签发者".into(),
        Make::Validity => "有效期".into(),
        Make::OpenInRead => "到“解读”中打开".into(),
        Make::Jwk => "JWK（RFC 7517）".into(),
        Make::Thumbprint => "JWK 指纹（RFC 7638）".into(),
        Make::SpkiSha256 => "SubjectPublicKeyInfo 的 SHA-256".into(),
        Make::OwnForm(form) => (*form).into(),
        Make::Locked => "PKCS #8（加密）".into(),
        Make::PublicHalf => "公钥".into(),
        Make::Lock => "加密文件用的口令".into(),
        Make::LockHint => "用于加密的 PKCS #8（PBES2：PBKDF2 与 AES-256）、PKCS #12 和 JKS。".into(),
        Make::LockWanted => "这种文件需要加密：请先填写口令。".into(),
        Make::Failed(why) => format!("浏览器拒绝了：{why}").into(),
        Make::Wrong(wrong) => make_wrong::render(wrong),
    }
}

const fn part(part: Part) -> &'static str {
    match part {
        Part::Key => "1 · 密钥",
        Part::Names => "2 · 证明谁",
        Part::Uses => "3 · 用途与有效期",
        Part::Signer => "4 · 由谁签名",
        Part::Revocation => "吊销",
    }
}

const fn refused(why: Refused) -> &'static str {
    match why {
        Refused::SizeOutOfRange => "只接受 2048 至 8192 位",
        Refused::SizeNotListed => "只接受 2048、3072、4096 位",
        Refused::Curve => "不接受这条曲线",
        Refused::NotRsa => "只接受 RSA",
        Refused::EdDsaRequest | Refused::EdDsaCertificate => "不接受 Ed25519",
        _ => "不接受",
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Server => "服务器",
        Kind::Client => "客户端",
        Kind::CodeSigning => "代码签名",
        Kind::SMime => "S/MIME",
        Kind::Root => "根 CA",
        Kind::Intermediate => "中间 CA",
        Kind::Custom => "自定义",
    }
}

const fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Server => "TLS 服务器用它证明自己的名称。名称写在备用名称里；通常有效 90 天。",
        Kind::Client => "人、设备或程序用它向 TLS 服务器证明身份。",
        Kind::CodeSigning => "发布者用它给程序签名；主体说明发布者是谁。",
        Kind::SMime => "为所列邮箱的邮件签名和解密。",
        Kind::Root => "位于证书链顶端，由自己签名；别人信任它，是因为他们选择信任。",
        Kind::Intermediate => {
            "介于根证书与叶证书之间，让根密钥可以离线保管。路径长度为 0：它下面不能再有 CA。"
        }
        Kind::Custom => "什么都不预选，全部由您决定。",
    }
}

const fn label(place: Place) -> &'static str {
    match place {
        Place::CommonName => "通用名（CN）",
        Place::Organizations => "组织（O）",
        Place::Units => "部门（OU）",
        Place::Country => "国家（C）",
        Place::Province => "省（ST）",
        Place::Locality => "城市（L）",
        Place::Street => "街道（STREET）",
        Place::PostalCode => "邮政编码",
        Place::SubjectSerial => "主体的序列号",
        Place::LiteralSubject => "或直接写出整个主体",
        Place::DnsNames => "域名（DNS）",
        Place::IpAddresses => "IP 地址",
        Place::Uris => "URI",
        Place::Emails => "邮箱地址",
        Place::OtherNames => "UPN 及其他名称",
        Place::PathLength => "路径长度",
        Place::Permitted => "只许这些范围内的名称",
        Place::Excluded => "不许这些范围内的名称",
        Place::NotBefore => "生效时间",
        Place::Duration => "有效时长",
        Place::NotAfter => "失效时间",
        Place::Serial => "序列号",
        Place::ListUrls => "吊销列表网址",
        Place::OcspUrls => "OCSP 响应器网址",
        Place::IssuerUrls => "签发者证书网址",
        Place::Subject => "为哪把密钥制作",
        Place::Signer => "由谁签名",
        Place::ListSigner => "由哪个 CA 吊销",
        Place::Revoked => "被吊销的证书",
        Place::ListNumber => "列表编号",
        Place::ListDuration => "下一份列表最迟在",
    }
}

const fn hint(place: Place) -> &'static str {
    match place {
        Place::Organizations | Place::Units => "每行一个。",
        Place::Country => "两个字母，例如 CN。",
        Place::LiteralSubject => {
            "按 RFC 4514 书写，即 spec.literalSubject：写在最后的排在最前。填写后取代上面各项。"
        }
        Place::DnsNames => "每行一个；*.example.com 只涵盖一级。",
        Place::OtherNames => "每行一个：user@domain 表示用户主体名（UPN），其他写作 1.2.3.4=文本。",
        Place::PathLength => "它与叶证书之间最多可以有几个 CA；留空则不限。",
        Place::Permitted => {
            "每行一个：DNS:example.com、IP:10.0.0.0/8、email:example.com、URI:example.com。"
        }
        Place::NotBefore => "UTC，例如 2027-01-31 或 2027-01-31 12:00；留空即现在。",
        Place::Duration => "例如 90d、2160h 或 1y。",
        Place::NotAfter => "UTC，例如 2027-01-31 或 2027-01-31 12:00。",
        Place::Serial => "十六进制；留空则用 159 位随机数。",
        Place::Revoked => "每行一张：序列号、原因、日期，后两项可省略。",
        Place::ListNumber => "须大于此前各份列表；留空则用下一个。",
        Place::ListDuration => "例如 7d。",
        _ => "",
    }
}
