//! The glossary's working models in Chinese.

use std::borrow::Cow;

use certlab::lab::demo::Judged;

use crate::ui::i18n::demo::Demo;

pub(super) fn render(text: &Demo) -> Cow<'static, str> {
    match text {
        Demo::Title => "动手弄坏它".into(),
        Demo::Message => "内容".into(),
        Demo::Signature => "签名".into(),
        Demo::Sign => "重新签名".into(),
        Demo::By => "验证所用".into(),
        Demo::OwnKey => "配对的公钥".into(),
        Demo::OtherKey => "另一个公钥".into(),
        Demo::Verifies(true) => "签名相符。".into(),
        Demo::Verifies(false) => "签名不符：内容变了，或者公钥不配对。".into(),
        Demo::Byte => "翻转一个比特，在第几字节".into(),
        Demo::Whole => "不改".into(),
        Demo::Judged(Judged::Good) => "完整的 CSR，由其中的密钥签名。".into(),
        Demo::Judged(Judged::WrongSignature) => "还读得懂，但签名已不相符：拒绝。".into(),
        Demo::Judged(Judged::Unreadable) => "已读不懂：拒绝。".into(),
        Demo::Names => "SAN：域名，每行一个".into(),
        Demo::CommonName => "CN".into(),
        Demo::Host => "浏览器打开 https://".into(),
        Demo::Fits(true, _) => "域名在 SAN 之中：接受。".into(),
        Demo::Fits(false, true) => "只有 CN 写着这个域名，而浏览器不看 CN：拒绝。".into(),
        Demo::Fits(false, false) => "没有相符的 SAN：拒绝。".into(),
        Demo::NewKey => "换一个账户密钥".into(),
        Demo::NewToken => "换一个令牌".into(),
        Demo::Twice => "把同一条报文发送两次".into(),
        Demo::Answer(0) => "第一次答复".into(),
        Demo::Answer(_) => "第二次答复".into(),
        Demo::Once => "演练 CA 对每个随机数只认一次：截获报文的人无法重放。".into(),
    }
}
