//! The DNS coach in Chinese.

use std::borrow::Cow;

use certlab::dns::caa::Refusal;
use certlab::dns::survey::Misplacement;
use certlab::dns::{Diagnosis, Failure};

use crate::ui::i18n::coach::Coach;

pub(super) fn render(text: &Coach) -> Cow<'static, str> {
    match text {
        Coach::Left(0) => "（缓存已过期）".into(),
        Coach::Left(secs) if *secs < 120 => format!("（缓存还剩 {secs} 秒）").into(),
        Coach::Left(secs) => format!("（缓存还剩 {} 分钟）", secs / 60).into(),
        Coach::Bogus => "DNSSEC：不校验签名时该解析器能查到结果，校验时却查不到。区域的签名有误或已过期，或者上级的 DS 记录对应另一把密钥。ACME 服务器同样会校验：请在服务商处修复 DNSSEC，或在注册商处删除 DS 记录。".into(),
        Coach::Extended(code) => extended(*code).into(),
        Coach::Zone(zone) => format!("请添加到区域 {zone}").into(),
        Coach::Servers(servers) => format!("由 {servers} 提供解析").into(),
        Coach::Cut { zone, registered } => format!("{zone} 是独立的区域：在 {registered} 的服务商处添加的记录，在这里是看不到的。").into(),
        Coach::Alias { from, to } => format!("{from} 是 {to} 的别名（CNAME）。ACME 服务器会跟随它，所以 TXT 记录应放在别名的终点；CNAME 旁边不能再有其他记录。").into(),
        Coach::What(diagnosis) => what(diagnosis).into(),
        Coach::Remedy { diagnosis, relative_name, zone } => remedy(diagnosis, relative_name, zone).into(),
    }
}

fn what(diagnosis: &Diagnosis) -> String {
    match diagnosis {
        Diagnosis::Misplaced {
            why: Misplacement::Doubled,
            name,
        } => format!("区域名重复了：记录落在了 {name}。"),
        Diagnosis::Misplaced { name, .. } => format!("值已在 DNS 中，但放错了记录名：{name}。"),
        Diagnosis::Dressed => "引号或空格成了值的一部分。".to_owned(),
        Diagnosis::KeyAuthorization => "那是令牌或密钥授权本身，而不是它的摘要。".to_owned(),
        Diagnosis::OlderOrder { order } => format!("那是另一个订单 {order} 的值。"),
        Diagnosis::LikeAnOrders => "那看起来像是另一个订单的值。".to_owned(),
        Diagnosis::OnlySibling => "只有另一个挑战的值。".to_owned(),
        Diagnosis::Caa { name, refusal, .. } => match refusal {
            Refusal::Critical { tag } => {
                format!("{name} 的 CAA 记录不允许签发：带有 CA 不得忽略的关键属性“{tag}”。")
            }
            Refusal::Nobody { tag } => {
                format!("{name} 的 CAA 记录不允许签发：{tag} “;” 表示任何 CA 都不得签发。")
            }
            Refusal::OtherCas { tag, issuers } => format!(
                "{name} 的 CAA 记录不允许签发：{tag} 只列出了 {}。",
                issuers.join("、")
            ),
            Refusal::OtherAccount { account_url } => {
                format!("{name} 的 CAA 记录只允许该 CA 为另一个账户签发：{account_url}。")
            }
            Refusal::OtherMethod { methods } => {
                format!("{name} 的 CAA 记录只允许该 CA 通过 {methods} 验证，不允许 dns-01。")
            }
            _ => format!("{name} 的 CAA 记录不允许签发。"),
        },
        Diagnosis::CaaFailed { name, failure } => {
            format!("{name} 的 CAA 记录查询失败：{}。", short(*failure))
        }
        _ => "这条记录有问题。".to_owned(),
    }
}

fn remedy(diagnosis: &Diagnosis, relative_name: &str, zone: &str) -> String {
    match diagnosis {
        Diagnosis::Misplaced { why: Misplacement::Doubled, .. } => format!("服务商会自动补上 .{zone}，主机记录只填 {relative_name}。"),
        Diagnosis::Misplaced { why: Misplacement::Bare, .. } => format!("记录名以 _acme-challenge 开头：请在区域 {zone} 中把主机记录填为 {relative_name}。"),
        Diagnosis::Misplaced { why: Misplacement::Star, .. } => format!("泛域名的记录名不带星号：请在区域 {zone} 中把主机记录填为 {relative_name}。"),
        Diagnosis::Misplaced { .. } => format!("那样证明的是另一个域名。这里应是区域 {zone} 中的 {relative_name}。"),
        Diagnosis::Dressed => "区域文件所需的引号由服务商自己加：请填写不带引号和空格的值。".to_owned(),
        Diagnosis::KeyAuthorization => "DNS 记录里放的是它的 SHA-256 摘要（base64url，43 个字符）：请复制上面的记录值。".to_owned(),
        Diagnosis::OlderOrder { .. } | Diagnosis::LikeAnOrders => "每个订单都有自己的值。请换成上面这一个，或加在它旁边；仍显示旧值的解析器，只是还在缓存它。".to_owned(),
        Diagnosis::OnlySibling => "请保留它，并在旁边再加上这个值：同一个记录名可以有多条 TXT 记录。".to_owned(),
        Diagnosis::Caa { .. } => "在修改 CAA 之前 CA 会一直拒绝：请加上写有该 CA 名称的 issue 属性，或删除现有的限制。泛域名若有 issuewild，则以它为准。".to_owned(),
        Diagnosis::CaaFailed { .. } => "CA 查不到 CAA 就不得签发。请修复该区域的域名服务器；有些旧服务器遇到不认识的类型会出错。".to_owned(),
        _ => String::new(),
    }
}

fn short(failure: Failure) -> String {
    match failure {
        Failure::Rcode(rcode) => format!("{rcode:?}").to_uppercase(),
        other => other.to_string(),
    }
}

const fn extended(code: u16) -> &'static str {
    match code {
        1 | 2 => "区域的签名方式该解析器不支持。",
        3 | 19 => "连不上域名服务器，给出的是旧结果。",
        6 => "签名无法证明这个结果。",
        7 => "区域的签名已过期，需要重新签名。",
        8 => "区域的签名尚未生效：请检查签名服务器的时钟。",
        9 => "区域中没有与上级 DS 记录对应的密钥。",
        10 => "应答缺少应有的签名。",
        12 => "区域没有给出“不存在”的证明。",
        4 | 15..=18 => "该解析器会过滤结果：请换一个。",
        22 => "该区域的域名服务器全都没有应答。",
        23 => "解析器连接该区域的域名服务器时出错。",
        _ => "",
    }
}
