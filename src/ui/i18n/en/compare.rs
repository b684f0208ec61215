//! The comparison of a request and its certificate, in English.

use std::borrow::Cow;

use certlab::x509::compare::{Outcome, Side};

use crate::ui::i18n::compare::Compare;

pub(super) fn render(text: &Compare) -> Cow<'static, str> {
    match text {
        Compare::Title => "Asked for and given".into(),
        Compare::TitleOf(name) => format!("Asked for and given: {name}").into(),
        Compare::Lead => "A request only asks. The CA answers for what it signs: it takes over what it could check, leaves out or changes the rest, and adds what is its own to say.".into(),
        Compare::Count(outcome, count) => format!("{count} {}", word(*outcome)).into(),
        Compare::Outcome(outcome) => word(*outcome).into(),
        Compare::Side(Side::Both) => "asked for and given".into(),
        Compare::Side(Side::Asked) => "asked for, not given".into(),
        Compare::Side(Side::Given) => "given, not asked for".into(),
        Compare::Critical { given: true } => "given as critical, asked for as not critical".into(),
        Compare::Critical { given: false } => "given as not critical, asked for as critical".into(),
    }
}

const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Same => "as asked",
        Outcome::Changed => "changed",
        Outcome::Dropped => "left out",
        Outcome::Added => "added",
    }
}
