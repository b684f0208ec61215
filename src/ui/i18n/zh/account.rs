//! ACME accounts in Chinese.

use std::borrow::Cow;

use certlab::acme::wire::{AccountStatus, Reason};
use certlab::lab::{AccountFailure, RevokedBy};

use crate::ui::i18n::account::Account;

pub(super) fn render(text: &Account) -> Cow<'static, str> {
    match text {
        Account::Title => "ACME 服务器上的账户".into(),
        Account::Uri => "网址".into(),
        Account::Status => "状态".into(),
        Account::Is(AccountStatus::Valid) => "使用中".into(),
        Account::Is(AccountStatus::Deactivated) => "已由持有者停用，不能再签发".into(),
        Account::Is(AccountStatus::Revoked) => "已被服务器停用".into(),
        Account::Is(_) => "RFC 8555 中没有的状态".into(),
        Account::Contacts => "联系方式".into(),
        Account::NoContacts => "服务器未显示".into(),
        Account::OrdersUrl => "订单".into(),
        Account::NoOrdersUrl => "服务器不提供列表".into(),
        Account::Thumbprint => "密钥指纹".into(),
        Account::Terms => "服务条款".into(),
        Account::Agreed => "已同意".into(),
        Account::AskedAt(at) => format!("服务器在 {at} 的答复。").into(),
        Account::Look => "查询服务器".into(),
        Account::Working => "正在查询".into(),
        Account::Key => "密钥".into(),
        Account::KeyStays => "由 WebCrypto 保管：只用来签名，连本页面也读不到它".into(),
        Account::KeyMayLeave => "由本页面保管：可以带走".into(),
        Account::ChangeTitle => "更换密钥".into(),
        Account::ChangeMeaning => "账户及其订单、验证结果都保留，此后由新密钥签名。更换请求由新旧两把密钥共同签名。未完成的挑战的值由密钥算出，所以要等没有进行中的订单时才能更换。".into(),
        Account::ChangeToStay => "换成只留在这里的密钥".into(),
        Account::ChangeToLeave => "换成可以带走的密钥".into(),
        Account::Export => "下载密钥（加密）".into(),
        Account::Passphrase => "口令".into(),
        Account::PassphraseHint => "文件为 AES-256 加密的 PKCS #8，可用 openssl pkey 读取。持有文件和口令的人可以用您的名义签发和吊销。".into(),
        Account::ImportTitle => "导入已有账户的密钥".into(),
        Account::ImportMeaning => "它会取代当前密钥，它的账户也会取代当前账户。密钥存入 WebCrypto 后不能再取出。".into(),
        Account::ImportField => "PEM 私钥，可以带口令".into(),
        Account::Import => "使用这把密钥".into(),
        Account::ImportFailed(why) => format!("这把密钥无法使用：{why}。").into(),
        Account::EndTitle => "停用账户".into(),
        Account::EndMeaning => "停用后服务器会拒绝它的一切请求；已签发的证书仍然有效。停用不可恢复。cert-manager 不会这样做。".into(),
        Account::End => "永久停用".into(),
        Account::Failed(failure) => failed(failure).into(),
        Account::RevokeTitle => "吊销证书".into(),
        Account::RevokeMeaning => "吊销后 CA 会向所有人声明该证书不再可信。此操作不可撤回，cert-manager 也不会察觉：请同时续期。申请它的账户可以提出吊销，持有证书私钥的人也可以。".into(),
        Account::Reason => "原因".into(),
        Account::For(reason) => self::reason(*reason).into(),
        Account::SignedBy => "签名者".into(),
        Account::By(RevokedBy::Account) => "账户密钥".into(),
        Account::By(RevokedBy::Certificate) => "证书自己的密钥".into(),
        Account::Revoke => "吊销".into(),
        Account::Revoked(at) => format!("已于 {at} 吊销。").into(),
        Account::RenewalTitle => "CA 建议的续期时间".into(),
        Account::RenewalMeaning => "ACME 续期信息（RFC 9773）：由 CA 给出时间窗口，需要吊销时会提前。cert-manager 只有打开默认关闭的特性门控 ACMEUseARI 时才会查询；这里仅供参考。".into(),
        Account::AskRenewal => "询问 CA".into(),
        Account::Window { from, to } => format!("{from} 至 {to}").into(),
        Account::AskAgain(at) => format!("请在 {at} 之后再问。").into(),
        Account::Explanation => "CA 的说明".into(),
    }
}

fn failed(failure: &AccountFailure) -> String {
    match failure {
        AccountFailure::NoAccount => "该证书颁发者还没有可用的账户。".to_owned(),
        AccountFailure::Busy => "账户正在使用：有进行中的订单或请求。请等它完成后再试。".to_owned(),
        AccountFailure::NoCertificate => "Secret 中没有证书，或没有它的私钥。".to_owned(),
        AccountFailure::Key(why) => format!("密钥无法使用：{why}。"),
        other => other.to_string(),
    }
}

const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Unspecified => "不说明原因",
        Reason::KeyCompromise => "keyCompromise：密钥可能已泄露",
        Reason::CaCompromise => "cACompromise",
        Reason::AffiliationChanged => "affiliationChanged：名称或归属已变更",
        Reason::Superseded => "superseded：已有新证书取代",
        Reason::CessationOfOperation => "cessationOfOperation：站点已停用",
        Reason::CertificateHold => "certificateHold",
        Reason::RemoveFromCrl => "removeFromCRL",
        Reason::PrivilegeWithdrawn => "privilegeWithdrawn",
        Reason::AaCompromise => "aACompromise",
    }
}
