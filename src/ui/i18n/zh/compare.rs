//! The comparison of a request and its certificate, in Chinese.

use std::borrow::Cow;

use certlab::x509::compare::{Outcome, Side};

use crate::ui::i18n::compare::Compare;

pub(super) fn render(text: &Compare) -> Cow<'static, str> {
    match text {
        Compare::Title => "申请与签发对照".into(),
        Compare::TitleOf(name) => format!("申请与签发对照：{name}").into(),
        Compare::Lead => "CSR 只是申请。CA 要为签发的内容负责：能核实的照办，其余的去掉或修改，并加上该由它写的内容。".into(),
        Compare::Count(outcome, count) => format!("{count} 项{}", word(*outcome)).into(),
        Compare::Outcome(outcome) => word(*outcome).into(),
        Compare::Side(Side::Both) => "申请并签发".into(),
        Compare::Side(Side::Asked) => "申请了，没有签发".into(),
        Compare::Side(Side::Given) => "没有申请，由 CA 写入".into(),
        Compare::Critical { given: true } => "签发为关键，申请时为非关键".into(),
        Compare::Critical { given: false } => "签发为非关键，申请时为关键".into(),
    }
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Same => "照办",
        Outcome::Changed => "有改动",
        Outcome::Dropped => "被去掉",
        Outcome::Added => "由 CA 加上",
    }
}
