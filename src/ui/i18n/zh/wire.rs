//! Messages on the wire in Chinese.

use std::borrow::Cow;

use certlab::lab::Tampering;

use super::wire_field;
use crate::ui::i18n::wire::Wire;

pub(super) fn render(text: Wire) -> Cow<'static, str> {
    match text {
        Wire::Fields => "各字段的含义",
        Wire::Field(field) => wire_field::render(field),
        Wire::Tamper => "改动一个字节再发送",
        Wire::TamperMeaning => {
            "看看服务器怎么说。不会产生任何结果，也不影响订单：这个请求的 nonce 已经用过了。"
        }
        Wire::Do(Tampering::Protected) => "改头部",
        Wire::Do(Tampering::Payload) => "改载荷",
        Wire::Do(Tampering::Signature) => "改签名",
        Wire::Do(Tampering::Nothing) => "不改，原样重放",
        Wire::Done(Tampering::Protected) => "头部改动一个字节后重发",
        Wire::Done(Tampering::Payload) => "载荷改动一个字节后重发",
        Wire::Done(Tampering::Signature) => "签名改动一个字节后重发",
        Wire::Done(Tampering::Nothing) => "原样重放",
        Wire::Proof => "从令牌到证明",
        Wire::Token => "令牌，由服务器给出",
        Wire::Thumbprint => "账户公钥的指纹（JWK 的 SHA-256）",
        Wire::KeyAuthorization => "密钥授权：令牌、点、指纹",
        Wire::Digest => "它的 SHA-256",
        Wire::Txt => "base64url 编码后，就是 TXT 记录的值",
        Wire::File => "文件内容就是它，一字不差",
    }
    .into()
}
