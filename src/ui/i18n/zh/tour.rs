//! The show in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::tour::Tour;
use crate::ui::stages::Beat;

pub(super) fn render(text: &Tour) -> Cow<'static, str> {
    match text {
        Tour::Name => "自动演示一次签发".into(),
        Tour::TakeOver => "停下，我来操作".into(),
        Tour::Open => "查看证书".into(),
        Tour::Beat(beat) => match beat {
            Beat::Wish => "有人想要一张 example.test 和 *.example.test 的证书，并指定了证书颁发者。颁发者用自己的密钥在演练 CA 注册账户。",
            Beat::Request => "cert-manager 生成私钥，并创建证书申请；其中的 CSR 写有公钥与域名，由新私钥签名。",
            Beat::Order => "颁发者用的是 ACME，证书申请于是成为 CA 那里的一张订单。CA 为每个域名给出一项授权：请证明它归您所有。",
            Beat::Record => "每项证明就是一个挑战：发布这条 TXT 记录，只有掌控域名的人才做得到。几秒钟后会替您发布。",
            Beat::Validation => "记录已经生效。cert-manager 自己先看到了它，现在请 CA 来核对。",
            Beat::Finalization => "所有域名都已通过验证。CSR 交给 CA，CA 签名，证书随即取回。",
            Beat::Done => "完成：私钥和证书都在 Secret 里，可供网站服务器使用。有效期过了三分之二，cert-manager 会自动续期。",
            Beat::Failed => "这一次失败了。打开证书可以看到原因，您也可以再试一次。",
        }
        .into(),
    }
}
