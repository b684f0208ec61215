//! What left this tab, in English.

use std::borrow::Cow;

use crate::ui::i18n::left::Left;

pub(super) fn render(text: &Left) -> Cow<'static, str> {
    match text {
        Left::Title => "What left this tab".into(),
        Left::Lead => "Every request that this page sent to a server since it was loaded: to whom, and what for. In the Practice world there are none.".into(),
        Left::Nothing => "Nothing has left this tab.".into(),
        Left::Count(1) => "1 request".into(),
        Left::Count(count) => format!("{count} requests, newest first").into(),
        Left::When => "When".into(),
        Left::Whom => "To whom".into(),
        Left::What => "What for".into(),
        Left::Outcome => "Answer".into(),
        Left::Acme(operation) => format!("ACME: {operation}").into(),
        Left::Vault(operation) => format!("Vault: {operation}").into(),
        Left::Venafi(operation) => format!("Venafi: {operation}").into(),
        Left::Dns(resolver) => format!("self check of a TXT record, by {resolver}").into(),
        Left::Web => "self check of a file".into(),
        Left::Probe => "whether an ACME directory can be used".into(),
    }
}
