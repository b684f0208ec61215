//! Lint, in Chinese.

use std::borrow::Cow;

use certlab::x509::lint::{Severity, Standard};

use crate::ui::i18n::lint::Lint;

pub(super) fn render(text: &Lint) -> Cow<'static, str> {
    match text {
        Lint::Title => "规范检查".into(),
        Lint::Name(Standard::Pkix) => "RFC 5280".into(),
        Lint::Name(Standard::Baseline) => "TLS 基准要求".into(),
        Lint::Binds(Standard::Pkix) => "RFC 5280 及相关 RFC：适用于所有证书。".into(),
        Lint::Binds(Standard::Baseline) => {
            "CA/Browser Forum 的 TLS 基准要求：约束公共 CA；对私有 PKI 仅供参考。".into()
        }
        Lint::Count(severity, count) => format!("{count} 个{}", word(*severity)).into(),
        Lint::Sound => "没有发现问题".into(),
        Lint::Severity(severity) => word(*severity).into(),
        Lint::Passed(count) => format!("{count} 条规则符合。").into(),
        Lint::NotTls => "没有检查 TLS 基准要求：它不用于 TLS 服务器。".into(),
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Notice => "提示",
    }
}
