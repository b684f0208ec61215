//! Refusals of ACME servers in Chinese: what happened, why, what to do.

use std::borrow::Cow;

use crate::ui::i18n::problem::Refusal;

pub(super) fn render(text: Refusal) -> Cow<'static, str> {
    match text {
        Refusal::AccountDoesNotExist => "服务器不认识这个账户密钥：它注册在别处，或服务器已将它清除（测试服务器会这样）。请删除证书颁发者再重新创建，即可重新注册。",
        Refusal::BadCsr => "服务器不接受这份证书签名请求：密钥太弱，或其中的域名与订单不一致。请检查证书对象里的密钥与域名。",
        Refusal::BadNonce => "服务器不认识请求中的防重放随机数（nonce）。正常运行中也会发生，实验室已用新的随机数重试过；仍然失败，说明问题出在服务器或其前端。请稍后再试。",
        Refusal::BadPublicKey => "服务器不接受这个密钥：类型或长度不被允许，或已知泄露。请换一个新密钥。",
        Refusal::BadSignatureAlgorithm => "服务器不接受请求所用的签名算法。实验室使用 ES256，符合 RFC 8555 的服务器都应支持：请换一台服务器。",
        Refusal::Caa => "域名的 CAA 记录列出了可以为它签发证书的 CA，而这一家不在其中。请在 DNS 服务商处为这家 CA 添加 CAA 记录，或改用已列出的 CA。",
        Refusal::Compound => "有多处问题，下面逐一列出，并注明各自针对的域名。",
        Refusal::Connection => "服务器无法连接到要核对的目标。对 DNS-01 来说，是域名的权威服务器没有应答它：请检查它们能否从互联网访问。",
        Refusal::Dns => "CA 查询解析记录失败：权威服务器返回错误，或 DNSSEC 有问题。请用 DNS 检测工具检查该区域，然后重新签发。",
        Refusal::ExternalAccountRequired => "这家 CA 只接受与客户账户绑定的 ACME 账户（外部账户绑定）。请换一家 CA，或向它申请密钥 ID 和 MAC 密钥。",
        Refusal::IncorrectResponse => "服务器读到的与期望的不一致：TXT 记录里是别的值，往往是上次留下的。请替换后重新签发；失败的挑战不能重来。",
        Refusal::Contact => "服务器不接受账户的邮箱：它的域名收不了信，或属于示例域名。请填写真实存在的邮箱。",
        Refusal::Malformed => "服务器看不懂某个请求，或其中的某个域名。详情里写明了是哪一个；如果是域名，请在证书对象里改正。",
        Refusal::OrderNotReady => "还没有证明全部域名，就要完成订单。实验室会等待并再次询问。",
        Refusal::RateLimited => "请求太多，或在 CA 规定的时间段内为这些域名签发了太多证书。请按详情所说的时间等待；试验请用测试环境或演练环境，它们的限制宽松得多，甚至没有限制。",
        Refusal::RejectedIdentifier => "按照规定，这家 CA 不为这个域名签发证书：示例或保留域名、被封禁的域名，或列入高风险名单的域名。请使用属于您的域名。",
        Refusal::ServerInternal => "服务器自身出了故障，这边没有问题。请稍后再试，并查看 CA 的状态页面。",
        Refusal::Tls => "服务器核对时遇到 TLS 错误。DNS-01 不应出现这种情况，请稍后再试。",
        Refusal::Unauthorized => "服务器查过了，没有找到证明：没有 TXT 记录，或者值不同。请原样发布所示的值，确认解析器能看到，再重新签发；失败的挑战不能重来。",
        Refusal::UnsupportedIdentifier => "服务器不为这类名称（例如 IP 地址）签发证书。请从证书对象里去掉。",
        Refusal::UserActionRequired => "CA 要求您先在它的网站上办理某件事，多半是同意新的条款。请打开它给出的页面，然后再试。",
        Refusal::Other => "RFC 8555 中没有这种错误类型，含义请看服务器给出的详情。",
    }
    .into()
}
