//! The choice of a proof and the guidance for a file, in Chinese.

use std::borrow::Cow;

use crate::ui::i18n::web::{Proof, Web};

pub(super) fn render(text: &Web) -> Cow<'static, str> {
    match text {
        Web::Question => "如何证明域名？".into(),
        Web::Proof(Proof::Dns01) => "DNS-01：添加 TXT 记录".into(),
        Web::Proof(Proof::Http01) => "HTTP-01：在网站上放一个文件".into(),
        Web::ProofMeaning(Proof::Dns01) => "适用于所有域名，包括通配符域名；需要能修改解析记录。".into(),
        Web::ProofMeaning(Proof::Http01) => "ACME 服务器经 80 端口读取。不适用于通配符域名。".into(),
        Web::Title(count) => format!("等您操作：{count} 个文件").into(),
        Web::Task => "请把这个文件放到该域名 80 端口所在的网站服务器上。ACME 服务器用明文 HTTP 读取；它会跟随重定向（包括跳转到 HTTPS），访问的是公共 DNS 指向的主机。".into(),
        Web::TaskPractice => "ACME 服务器要从该域名的网站上读取这个文件：谁能放上去，谁就控制这台主机。这里的网站根目录就在标签页里，按一下即可放好。".into(),
        Web::Unseen => "安全网页不能访问 http:// 地址，所以 cert-manager 在这一步的自检要由您来做：请运行下面最后一行命令。您确认文件已放好后，ACME 服务器才会来读；读取失败会计入它的速率限制。".into(),
        Web::For(name) => format!("用于 {name}").into(),
        Web::Address => "网址".into(),
        Web::Path => "路径".into(),
        Web::Content => "内容".into(),
        Web::Download => "下载文件".into(),
        Web::Put => "放到演练网站根目录".into(),
        Web::InPlace => "已在演练网站根目录中".into(),
        Web::Vouch => "文件已放好".into(),
        Web::Vouched => "已请 ACME 服务器读取".into(),
        Web::CheckNow => "立即检查".into(),
        Web::Checking => "正在检查".into(),
        Web::Shows => "网站返回的结果".into(),
        Web::Right => "内容正确".into(),
        Web::Later => "还没轮到它；文件现在就可以放好。".into(),
        Web::Lines => "真实服务器可直接使用的命令与配置".into(),
        Web::Shell => "命令行".into(),
        Web::Nginx => "nginx".into(),
        Web::Apache => "Apache".into(),
        Web::Look => "自行核对".into(),
    }
}
