//! The glossary's page in Chinese.

use std::borrow::Cow;

use certlab::lab::glossary::Place;

use crate::ui::i18n::glossary::{Glossary, Try};

pub(super) fn render(text: &Glossary) -> Cow<'static, str> {
    match text {
        Glossary::Title => "术语".into(),
        Glossary::Lead => "cert-manager、X.509 与 ACME 的术语：各是什么意思，处在流程的哪一步，在您自己的实验台上又是哪个对象。".into(),
        Glossary::Search => "查找术语，中英文皆可".into(),
        Glossary::Found(count) => format!("{count} 条").into(),
        Glossary::Loading => "正在载入术语。".into(),
        Glossary::Missing => "未能从本站载入术语。".into(),
        Glossary::Again => "重试".into(),
        Glossary::Unknown => "没有这条术语。".into(),
        Glossary::Place(at) => format!("在流程中的位置：{}", place(*at)).into(),
        Glossary::WhoTrusts => "浏览器".into(),
        Glossary::Live => "着色的文字取自您的实验台。".into(),
        Glossary::OnBench => "在您的实验台上".into(),
        Glossary::More(count) => format!("还有 {count} 个").into(),
        Glossary::Field => "字段".into(),
        Glossary::Source => "出处".into(),
        Glossary::Related => "相关术语".into(),
        Glossary::Try(Try::Form) => "试一试：申请一张证书".into(),
        Glossary::Try(Try::Console) => "在命令行里试一试".into(),
        Glossary::Try(Try::Yaml) => "用一份清单试一试".into(),
        Glossary::Try(Try::Run) => "在回放中看一看".into(),
        Glossary::Try(Try::Stage) => "到流程图上找一找".into(),
        Glossary::All => "全部术语".into(),
    }
}

const fn place(place: Place) -> &'static str {
    match place {
        Place::Issuer => "证书颁发者",
        Place::Certificate => "证书",
        Place::Request => "证书申请",
        Place::Order => "订单",
        Place::Challenge => "挑战",
        Place::Secret => "Secret",
        Place::Server => "ACME 服务器",
        Place::Dns => "DNS",
        Place::Trust => "浏览器",
    }
}
