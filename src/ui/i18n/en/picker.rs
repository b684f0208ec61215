//! The choice of an ACME server in English.

use std::borrow::Cow;

use crate::ui::i18n::picker::Picker;

pub(super) fn render(text: &Picker) -> Cow<'static, str> {
    match text {
        Picker::Readable => "It answers, web pages may read it (CORS), and Replay-Nonce is visible.".into(),
        Picker::ExternalAccount => "External account".into(),
        Picker::Profiles => "Profiles".into(),
        Picker::RenewalInfo => "Renewal information (ARI)".into(),
        Picker::Caa => "Name in CAA records".into(),
        Picker::Needed => "needed".into(),
        Picker::NotNeeded => "not needed".into(),
        Picker::Offered => "offered".into(),
        Picker::NoneOffered => "none".into(),
        Picker::NotSaid => "not told".into(),
        Picker::Listed(names) => names.clone().into(),
        Picker::Production => "This server issues certificates that the whole world trusts.".into(),
        Picker::Limits => "Its limits are real and cannot be reset: among others, 50 certificates a registered domain in 7 days (its page of June 2025; today's figures: letsencrypt.org/docs/rate-limits). Try on staging first.".into(),
        Picker::Logged => "Every certificate is published in public Certificate Transparency logs, with all its names, for ever.".into(),
        Picker::NoRenewal => "Nothing renews it once this tab is closed: note the date, or have a cert-manager in a cluster take over.".into(),
        Picker::Agree => "I know this, and want a certificate from production".into(),
    }
}
