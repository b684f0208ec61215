//! What the troubleshooter says in Chinese.

use std::borrow::Cow;

use certlab::certmanager::troubleshoot::Cause;

use crate::ui::i18n::trouble::Trouble;

pub(super) fn render(text: &Trouble) -> Cow<'static, str> {
    match text {
        Trouble::Heading => "卡在哪里".into(),
        Trouble::Chain => "沿途的对象".into(),
        Trouble::Do => "怎么办".into(),
        Trouble::Next(at) => format!("下次尝试：{at}").into(),
        Trouble::Still => "Secret 里的证书仍然有效，受阻的只是下一张。".into(),
        Trouble::Why(cause) => why(*cause).into(),
        Trouble::Remedy(cause) => remedy(*cause).into(),
    }
}

const fn why(cause: Cause) -> &'static str {
    match cause {
        Cause::Working => "还没有出错，正在进行。",
        Cause::NotTriggered => {
            "已经到时间，但没有控制器处理：cert-manager 的控制器没有运行，或者时间停住了。"
        }
        Cause::Expired => "证书已经到期，而它被设为不续期，或未能续期。",
        Cause::SharedSecret => "另一个证书也写入同一个 Secret，双方都会读到对方的证书。",
        Cause::KeyOrCsr => "按照 spec 无法生成私钥或 CSR，因此没有证书申请。",
        Cause::NotApproved => {
            "还没有人批准这个申请，颁发者不会签发：自动批准已关闭、缺少对该签发者的权限，或在等待策略。"
        }
        Cause::Denied => "审批者拒绝了这个申请。对它而言不可更改；等待退避时间过后会再次尝试。",
        Cause::InvalidRequest => "有组件将这个申请标记为无效。",
        Cause::ExternalIssuer => {
            "颁发者的组不是 cert-manager.io，应由第三方控制器答复，但没有答复。"
        }
        Cause::IssuerNotFound => "没有该类型、该名称的颁发者。Issuer 只在自己的命名空间内有效。",
        Cause::IssuerStarting => "颁发者刚刚创建，正在检查。",
        Cause::IssuerNotReady => "颁发者未就绪。申请会等待，颁发者就绪后自动继续。",
        Cause::CaSecretMissing => {
            "存放 CA 私钥和证书的 Secret 不存在。ClusterIssuer 在 cert-manager 自己的命名空间里查找。"
        }
        Cause::CaSecretInvalid => {
            "CA 的 Secret 里没有能签发的密钥对：不是 PEM、私钥与证书不匹配，或证书不是 CA。"
        }
        Cause::ContactMail => {
            "ACME 服务器不接受邮箱地址：格式不对，或属于 example.com 之类的域名。"
        }
        Cause::LeftoverAccountKey => "Secret 里残留着旧安装的账户密钥，无法替换。",
        Cause::AccountKey => "账户密钥缺失或无法使用。",
        Cause::ServerUnreachable => "无法连接 ACME 服务器，或该网址不是 ACME 目录。",
        Cause::Profile => "ACME 服务器没有这个名称的 profile，或根本不支持 profile。",
        Cause::OrderNotPlaced => "订单还没有提交到服务器：账户未注册，或服务器没有应答。",
        Cause::RateLimited => {
            "达到了 CA 的频率限制。cert-manager 不读取 Retry-After，而按自己的退避时间重试。"
        }
        Cause::Caa => "域名的 CAA 记录不允许这家 CA 签发。",
        Cause::OrderRefused => "CA 拒绝了订单，原文说明了原因。",
        Cause::NoSolver => {
            "颁发者没有匹配该名称的 solver。通配符必须用 dns01；selector 的名称、区域和标签都要匹配。"
        }
        Cause::OrderInvalid => "订单中的某项证明在 CA 处失败，订单已终结，下次会新建订单。",
        Cause::NotScheduled => "挑战在排队：同一域名的另一个正在进行，或已有六十个在进行。",
        Cause::NotPresented => "solver 未能完成它的工作：凭据、权限，或服务商的 API。",
        Cause::Propagation => {
            "所询问的解析器还看不到 TXT 记录：未发布、值不同、缓存未过期，或内外网解析不一致。"
        }
        Cause::ZoneNotFound => {
            "在该名称之上找不到 SOA 记录：解析器把它过滤了（dnsmasq 的 filterwin2k、OpenWRT），或区域没有委派。"
        }
        Cause::HttpUnreachable => {
            "无法连接 80 端口的 Web 服务器：防火墙、DNS，或路由器回环（NAT）。"
        }
        Cause::HttpStatus => "Web 服务器有应答，但不是令牌内容：请求被转到了别的 Ingress 或应用。",
        Cause::WrongRecord => "CA 没有找到 TXT 记录，或找到的值不同：旧记录，或其他账户的记录。",
        Cause::DnsTrouble => {
            "CA 的解析器查询该域名时出错：NXDOMAIN、SERVFAIL 或超时，多因 DNSSEC 或某台域名服务器故障。"
        }
        Cause::WrongFile => "CA 取到的文件内容不符，或返回错误。",
        Cause::ValidationFailed => "CA 未能验证该域名，原文说明了原因。",
        Cause::AuthorizationExpired => "证明完成时，订单已过期（Let's Encrypt 为七天）。",
        Cause::AuthorizationDecided => "授权已经有了结论：较早的一次验证失败了。",
        Cause::BadCertificate => "颁发者返回的证书无法使用：密钥不符，或已经过期。",
        Cause::SigningFailed => "颁发者未能签发，原文说明了原因。",
    }
}

const fn remedy(cause: Cause) -> &'static str {
    match cause {
        Cause::Working => "稍等片刻，留意事件。",
        Cause::NotTriggered => "确认控制器和 webhook 正在运行；在这里，请让时钟走起来。",
        Cause::Expired => "将 spec.renewal.policy 设为 RenewBefore，或手动续期。",
        Cause::SharedSecret => "让每个证书使用各自的 secretName。",
        Cause::KeyOrCsr => "阅读消息并修正 spec：名称、密钥算法与长度、rotationPolicy。",
        Cause::NotApproved => "批准或拒绝它，或改为由 cert-manager 自动批准。",
        Cause::Denied => "向拒绝者了解原因，改正后重新签发。",
        Cause::InvalidRequest => "阅读消息；修改 spec 后会生成新的申请。",
        Cause::ExternalIssuer => "安装该控制器，并授权审批者为其签发者批准。",
        Cause::IssuerNotFound => {
            "创建它，或改正 issuerRef 的 name、kind（Issuer 或 ClusterIssuer）和 group。"
        }
        Cause::IssuerStarting => "稍等片刻。",
        Cause::IssuerNotReady => "阅读颁发者的状况并排除问题。",
        Cause::CaSecretMissing => "创建这个 Secret，或重新签发 CA 证书；颁发者会自行察觉。",
        Cause::CaSecretInvalid => {
            "恢复 CA 的 tls.key 与 tls.crt，或重新签发 CA 证书（isCA: true）。"
        }
        Cause::ContactMail => "在 spec.acme.email 中填写真实的邮箱。",
        Cause::LeftoverAccountKey => "删除账户密钥的 Secret，随后会注册新账户。",
        Cause::AccountKey => "恢复 privateKeySecretRef 指向的 Secret，或删除它并允许生成新密钥。",
        Cause::ServerUnreachable => "检查 spec.acme.server、网络以及服务器的证书。",
        Cause::Profile => "改正颁发者的 spec.acme.profile，或将其去掉。",
        Cause::OrderNotPlaced => "检查颁发者以及与服务器之间的消息。",
        Cause::RateLimited => "等待限制窗口过去；试验请用测试服务器。手动续期只会消耗更多次数。",
        Cause::Caa => "为该 CA 添加 CAA 记录，或删除禁止它的记录；通配符看 issuewild。",
        Cause::OrderRefused => "改正它指出的内容（名称、有效期、CSR），然后重新签发。",
        Cause::NoSolver => "添加不带 selector 的 solver，或改正 selector。",
        Cause::OrderInvalid => "打开订单 status 中的授权网址查看原因。",
        Cause::NotScheduled => "等待，或排除正在进行的那个的问题。",
        Cause::NotPresented => "阅读事件；检查存放凭据的 Secret 及其权限。",
        Cause::Propagation => {
            "发布与之完全一致的记录，再从内部查询。集群中可用 --dns01-recursive-nameservers=1.1.1.1:53 --dns01-recursive-nameservers-only。"
        }
        Cause::ZoneNotFound => "为检查改用其他域名服务器。",
        Cause::HttpUnreachable => {
            "开放 80 端口，让域名指向 Ingress。若只是从内部访问不通，设置 waitInsteadOfSelfCheck；若服务没有证书就起不来，用 cert-manager.io/issue-temporary-certificate。"
        }
        Cause::HttpStatus => {
            "检查 Ingress 类，确认 solver 在运行；只有一个地址时用 acme.cert-manager.io/http01-edit-in-place。"
        }
        Cause::WrongRecord => "清除 _acme-challenge 处的旧记录，确认值与显示的一致，然后重新签发。",
        Cause::DnsTrouble => "检查委派、DNSSEC 和区域的每台域名服务器，然后重新签发。",
        Cause::WrongFile => "自己从外部访问该网址；留意重定向和 IPv6。",
        Cause::ValidationFailed => "改正它指出的问题。退避时间过后会重试，也可立即手动重试。",
        Cause::AuthorizationExpired => "如果原先的问题已经解决，退避之后的下一次尝试就会成功。",
        Cause::AuthorizationDecided => "打开授权网址，其中记录着最初的错误。",
        Cause::BadCertificate => "检查 CA 自己的证书：过期的 CA 签出的也是过期的。",
        Cause::SigningFailed => "改正它指出的问题；失败的申请会在退避时间过后重试。",
    }
}
