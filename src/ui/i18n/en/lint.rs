//! Lint, in English.

use std::borrow::Cow;

use certlab::x509::lint::{Severity, Standard};

use crate::ui::i18n::lint::Lint;

pub(super) fn render(text: &Lint) -> Cow<'static, str> {
    match text {
        Lint::Title => "Lint".into(),
        Lint::Name(Standard::Pkix) => "RFC 5280".into(),
        Lint::Name(Standard::Baseline) => "TLS Baseline".into(),
        Lint::Binds(Standard::Pkix) => "RFC 5280 and its neighbours: they bind every certificate.".into(),
        Lint::Binds(Standard::Baseline) => "TLS Baseline Requirements of the CA/Browser Forum: they bind public CAs. In a private PKI they are advice.".into(),
        Lint::Count(severity, 1) => format!("1 {}", word(*severity)).into(),
        Lint::Count(severity, count) => format!("{count} {}s", word(*severity)).into(),
        Lint::Sound => "nothing found".into(),
        Lint::Severity(severity) => word(*severity).into(),
        Lint::Passed(1) => "1 rule holds.".into(),
        Lint::Passed(count) => format!("{count} rules hold.").into(),
        Lint::NotTls => "The TLS Baseline Requirements were not asked: it is for no TLS server.".into(),
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    }
}
