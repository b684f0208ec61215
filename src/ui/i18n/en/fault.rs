//! The practice CA's switches in English.

use std::borrow::Cow;

use crate::ui::i18n::Fault;

pub(super) fn render(text: Fault) -> Cow<'static, str> {
    match text {
        Fault::Title => "Practice CA: faults and rules".into(),
        Fault::Meaning => "Make the practice CA misbehave, and see how the flow copes. Each switch holds from the next request on.".into(),
        Fault::Active => "faults are on".into(),
        Fault::AllOff => "Switch all faults off".into(),
        Fault::Requests => "Requests".into(),
        Fault::Answered => "are answered".into(),
        Fault::TooManyRetryAfter => "429 with Retry-After".into(),
        Fault::TooMany => "429 without Retry-After".into(),
        Fault::InternalError => "500, the CA fails".into(),
        Fault::Unavailable => "503, from what stands before the CA".into(),
        Fault::LostBefore => "connection lost before the CA saw it".into(),
        Fault::LostAfter => "connection lost after the CA handled it".into(),
        Fault::Steps => "Which requests".into(),
        Fault::AnyStep => "all".into(),
        Fault::Times => "How often".into(),
        Fault::Always => "until switched off".into(),
        Fault::Once => "once".into(),
        Fault::Nonces => "Good nonces refused".into(),
        Fault::Never => "none".into(),
        Fault::Latency => "Each answer later by".into(),
        Fault::Processing => "Processing lasts".into(),
        Fault::Proofs => "What the CA sees of a proof".into(),
        Fault::AsTheyAre => "what is there".into(),
        Fault::WrongValue => "another value".into(),
        Fault::NxDomain => "NXDOMAIN".into(),
        Fault::ServFail => "SERVFAIL".into(),
        Fault::Caa => "CAA records that forbid it".into(),
        Fault::Skew => "The CA's clock".into(),
        Fault::Right => "is right".into(),
        Fault::DayAhead => "is a day ahead".into(),
        Fault::DayBehind => "is a day behind".into(),
        Fault::Expire => "Orders without a certificate have expired".into(),
        Fault::OmitIntermediate => "Chains come without their intermediate".into(),
        Fault::Rules => "Rules".into(),
        Fault::RateLimits => "Let's Encrypt's rate limits".into(),
        Fault::Reuse => "Proven names need no second proof".into(),
        Fault::External => "New accounts need an external account binding".into(),
        Fault::KeyId => "Key ID".into(),
        Fault::HmacKey => "HMAC key".into(),
        Fault::Replace => "Issue from a new intermediate".into(),
        Fault::Percent(count) => format!("{count} %").into(),
        Fault::Seconds(count) => format!("{count} s").into(),
    }
}
