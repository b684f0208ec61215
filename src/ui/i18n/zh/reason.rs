//! cert-manager's reasons in Chinese: what happened, why, what to do.

use std::borrow::Cow;

use crate::ui::i18n::reason::Reason;

pub(super) fn render(text: Reason) -> Cow<'static, str> {
    match text {
        Reason::AccountRegistered => "ACME 服务器已登记账户公钥，此后的请求都用账户私钥签名。",
        Reason::Approved => "每个申请都要有人批准。除非另有策略，cert-manager 内置的批准者一律批准。",
        Reason::Issued => "颁发者已签名，证书就在申请的 status 里，随后由签发控制器写入 Secret。",
        Reason::OrderComplete => "CSR 已发往订单的 finalize 网址，服务器签发了证书。",
        Reason::ChallengeCreated => "有域名尚未得到证明，因此为它创建了挑战。",
        Reason::Denied => "批准者拒绝了这个申请，它不会再被签名；证书稍后会重新申请。",
        Reason::DoesNotExist => "secretName 指定的 Secret 还不存在，所以需要签发。每次首次签发都从这里开始。",
        Reason::DomainVerified => "ACME 服务器找到了解析记录，认定该域名已得到证明。",
        Reason::CaSecretMissing => "CA 颁发者在它的 Secret 里找不到证书或私钥。请先创建 CA 的证书，或改正 Secret 的名称；颁发者会自动重新查看。",
        Reason::CaSecretInvalid => "颁发者的 Secret 里的证书不是 CA，由它签出的证书都无效。请用 isCA: true 重新签发它。",
        Reason::IssuerInit => "颁发者初始化失败，会自动重试，间隔从 5 秒逐渐增加到 5 分钟；缺什么，见消息。",
        Reason::RegisterFailed => "ACME 服务器没有创建账户，它的答复就在消息里：常见原因是邮箱、条款或网络。被拒绝（4xx）之后不再重试，直到您修改颁发者。",
        Reason::AccountFailed => "账户或其密钥无法使用，见消息。删除账户密钥的 Secret，就会新建账户。",
        Reason::Expired => "Secret 里的证书已过期，客户端会拒绝它；续期仍在继续尝试。",
        Reason::Failed => "这一次失败了，并保留下来供您查看。cert-manager 稍后会重新尝试：起初等 1 小时，逐次加倍，最长 32 小时。按“立即续期”可马上再试。",
        Reason::KeyGenerated => "为这次签发生成了新的私钥，证书到来之前单独存放在一个 Secret 里。",
        Reason::OtherIssuer => "Secret 里的证书由另一个颁发者签发，与证书对象现在所写的不符，因此重新签发。",
        Reason::OtherCertificate => "这个 Secret 属于另一张证书：两张证书写了同一个 secretName，请改掉其中一个。",
        Reason::IssuerConfig => "颁发者的设置无法使用。请改正消息中指出的地方，它会自动重新读取。",
        Reason::SecretBroken => "Secret 的内容无法读取，或私钥与证书不配对，因此重新签发。",
        Reason::InvalidOrder => "无法根据这个申请建立订单。使用 ACME 时，通用名必须同时出现在域名列表里。请改正证书对象。",
        Reason::SelfSignedReady => "自签名颁发者什么都不需要，所以立即就绪。",
        Reason::IssuerNotFound => "issuerRef 所写的颁发者在这个命名空间里不存在。请创建它，或改正名称或类型；申请会自动继续。",
        Reason::IssuerNotReady => "颁发者存在，但还不能签发，原因见颁发者自己的状态；申请会自动继续。",
        Reason::Issuing => "证书对象与 Secret 不一致，正在签发新证书。",
        Reason::CaVerified => "Secret 里有 CA 证书及其私钥：颁发者可以签发。",
        Reason::Manual => "有人手动要求重新签发，等同于 cmctl renew。",
        Reason::MissingData => "Secret 存在，但缺少私钥或证书，因此重新签发。",
        Reason::OrderCreated => "颁发者是 ACME 类型时，申请要通过订单来完成。",
        Reason::OrderFailed => "ACME 服务器上的订单没有成功。服务器的原话见订单及其挑战；稍后会重新尝试。",
        Reason::OrderPending => "订单正在进行，申请在等它。",
        Reason::Pending => "尚未完成；消息中所说的事情一旦发生，就会自动继续。",
        Reason::Presented => "求解器已完成自己的部分。手动求解器只是把解析记录显示出来，要由您发布。",
        Reason::PresentError => "求解器未能发布解析记录，会自动重试，间隔越来越长。",
        Reason::Ready => "Secret 里的内容符合证书对象的要求，并且没有过期。",
        Reason::Renewing => "有效期只剩三分之一（或到了 renewBefore 规定的时间），正在签发新证书；旧证书在此期间照常使用。",
        Reason::Changed => "Secret 的内容不再符合证书对象的 spec，方括号里列出了不一致的字段；正在签发新证书。",
        Reason::Requested => "已用新私钥生成 CSR，并放进一个证书申请。",
        Reason::KeyReused => "rotationPolicy 为 Never，因此沿用原来的私钥。",
        Reason::SigningSecret => "存放 CA 证书和私钥的 Secret 不存在或无法读取，申请在等它。",
        Reason::SigningError => "签名失败，原因见消息。这个申请不再重试。",
        Reason::EmptyIssuer => "证书没有主体，自签名时颁发者名称也就为空，这违反 RFC 5280。请填写通用名，否则有些客户端会拒绝它。",
        Reason::NoSolver => "颁发者没有适合这个域名的求解器：通配符证书需要 DNS-01，选择器也可能把它排除在外。请修改颁发者的求解器，订单会自动继续。",
        Reason::ChallengeStarted => "轮到这个挑战了。同一域名的多个挑战，同时只处理一个。",
        Reason::WaitingForApproval => "申请获得批准后才会签名。",
        Reason::Propagation => "实验室每 10 秒自行查找一次解析记录，看到了才请服务器核对：服务器查得太早，挑战就会彻底失败。等多久都可以。",
        Reason::NotAuthorized => "ACME 服务器核对后拒绝了。这个挑战已经结束；cert-manager 稍后会下新的订单，记录值也会更新。",
        Reason::Refused => "ACME 服务器拒绝了请求，它的答复就在消息里。",
    }
    .into()
}
