//! The teacher's panel: how the practice CA misbehaves, and its rules.

use certlab::lab::{
    Action, AuthorizationFault, CaChange, ConnectionFault, Faults, Policy, RefusalFault, Step,
};
use yew::prelude::*;

use crate::ui::i18n::{Fault, Locale, use_locale};
use crate::ui::platform::{self, EngineHandle, use_engine};

/// The panel; nothing in the Real world.
#[component]
pub(crate) fn FaultPanel() -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let Some((faults, policy)) = engine.ca() else {
        return Html::default();
    };
    let is_on = faults != Faults::default();
    let off = change(&engine, CaChange::Faults(Faults::default()));
    html! {
        <details class="faults" data-testid="faults" data-active={is_on.to_string()}>
            <summary data-testid="faults-open">
                { locale.say(Fault::Title) }
                if is_on {
                    <span class="faults-on small">{ locale.say(Fault::Active) }</span>
                }
            </summary>
            <p class="small quiet">{ locale.say(Fault::Meaning) }</p>
            <div class="faults-grid">
                { switches(&engine, faults, locale) }
            </div>
            <div class="faults-row">
                { tick(&engine, locale, "fault-expire", Fault::Expire, faults.expire_orders, move |on| {
                    CaChange::Faults(Faults { expire_orders: on, ..faults })
                }) }
                { tick(&engine, locale, "fault-omit", Fault::OmitIntermediate, faults.omit_intermediate, move |on| {
                    CaChange::Faults(Faults { omit_intermediate: on, ..faults })
                }) }
                <button type="button" data-testid="faults-off" disabled={!is_on} onclick={off}>
                    { locale.say(Fault::AllOff) }
                </button>
            </div>
            { rules(&engine, &policy, locale) }
        </details>
    }
}

fn switches(engine: &EngineHandle, faults: Faults, locale: Locale) -> Html {
    let request = match (faults.connection, faults.refusal) {
        (Some(connection), _) => Request::Lost(connection),
        (None, Some(refusal)) => Request::Refused(refusal),
        (None, None) => Request::Answered,
    };
    // A switch that was good for one request is good for one again.
    let faults = Faults {
        times: faults.times.map(|_| 1),
        ..faults
    };
    let set = |faults: Faults| CaChange::Faults(faults);
    html! {
        <>
            { choice(engine, locale, "fault-requests", Fault::Requests, &REQUESTS, request, move |request| {
                let (connection, refusal) = match request {
                    Request::Answered => (None, None),
                    Request::Refused(refusal) => (None, Some(refusal)),
                    Request::Lost(connection) => (Some(connection), None),
                };
                set(Faults { connection, refusal, ..faults })
            }) }
            { steps(engine, locale, faults) }
            { choice(engine, locale, "fault-times", Fault::Times, &TIMES, faults.times, move |times| {
                set(Faults { times, ..faults })
            }) }
            { choice(engine, locale, "fault-nonces", Fault::Nonces, &NONCES, faults.reject_nonces_percent, move |percent| {
                set(Faults { reject_nonces_percent: percent, ..faults })
            }) }
            { choice(engine, locale, "fault-latency", Fault::Latency, &LATENCIES, faults.latency_ms, move |latency_ms| {
                set(Faults { latency_ms, ..faults })
            }) }
            { choice(engine, locale, "fault-processing", Fault::Processing, &PROCESSING, faults.processing_secs, move |processing_secs| {
                set(Faults { processing_secs, ..faults })
            }) }
            { choice(engine, locale, "fault-proofs", Fault::Proofs, &PROOFS, faults.authorization, move |authorization| {
                set(Faults { authorization, ..faults })
            }) }
            { choice(engine, locale, "fault-skew", Fault::Skew, &SKEWS, faults.clock_skew_secs, move |clock_skew_secs| {
                set(Faults { clock_skew_secs, ..faults })
            }) }
        </>
    }
}

/// Which requests a fault is for, by their names in RFC 8555.
fn steps(engine: &EngineHandle, locale: Locale, faults: Faults) -> Html {
    let onchange = {
        let engine = engine.clone();
        Callback::from(move |event: Event| {
            let chosen = platform::change_value(&event);
            let step = STEPS.iter().find(|(name, _)| *name == chosen);
            if let Some((_, step)) = step {
                let change = CaChange::Faults(Faults {
                    step: *step,
                    ..faults
                });
                engine.dispatch(Action::ChangeCa { change });
            }
        })
    };
    html! {
        <div class="field">
            <label for="fault-step">{ locale.say(Fault::Steps) }</label>
            <select id="fault-step" data-testid="fault-step" {onchange}>
                { for STEPS.iter().map(|(name, step)| html! {
                    <option key={*name} value={*name} selected={*step == faults.step}>
                        { if *step == Step::Any { locale.say(Fault::AnyStep) } else { (*name).into() } }
                    </option>
                }) }
            </select>
        </div>
    }
}

fn rules(engine: &EngineHandle, policy: &Policy, locale: Locale) -> Html {
    let replace = change(engine, CaChange::ReplaceIntermediate);
    html! {
        <>
            <h3 class="faults-title">{ locale.say(Fault::Rules) }</h3>
            <div class="faults-row">
                { tick(engine, locale, "rule-limits", Fault::RateLimits, policy.rate_limits, CaChange::RateLimits) }
                { tick(engine, locale, "rule-reuse", Fault::Reuse, policy.reuse_authorizations, CaChange::ReuseAuthorizations) }
                { tick(engine, locale, "rule-eab", Fault::External, policy.external_account.is_some(), CaChange::ExternalAccounts) }
                <button type="button" data-testid="rule-replace" onclick={replace}>
                    { locale.say(Fault::Replace) }
                </button>
            </div>
            if let Some(binding) = &policy.external_account {
                <dl class="faults-key small" data-testid="rule-eab-key">
                    <dt>{ locale.say(Fault::KeyId) }</dt>
                    <dd class="value">{ binding.key_id.clone() }</dd>
                    <dt>{ locale.say(Fault::HmacKey) }</dt>
                    <dd class="value">{ binding.hmac_key.clone() }</dd>
                </dl>
            }
        </>
    }
}

/// A choice among a few values; each has a name that does not change with the language.
fn choice<T: Copy + PartialEq + 'static>(
    engine: &EngineHandle,
    locale: Locale,
    id: &'static str,
    label: Fault,
    options: &'static [(&'static str, T, Fault)],
    chosen: T,
    becomes: impl Fn(T) -> CaChange + 'static,
) -> Html {
    let engine = engine.clone();
    let onchange = Callback::from(move |event: Event| {
        let name = platform::change_value(&event);
        if let Some((_, value, _)) = options.iter().find(|(known, ..)| *known == name) {
            let change = becomes(*value);
            engine.dispatch(Action::ChangeCa { change });
        }
    });
    html! {
        <div class="field">
            <label for={id}>{ locale.say(label) }</label>
            <select {id} data-testid={id} {onchange}>
                { for options.iter().map(|(name, value, text)| html! {
                    <option key={*name} value={*name} selected={*value == chosen}>
                        { locale.say(*text) }
                    </option>
                }) }
            </select>
        </div>
    }
}

fn tick(
    engine: &EngineHandle,
    locale: Locale,
    id: &'static str,
    label: Fault,
    is_on: bool,
    becomes: impl Fn(bool) -> CaChange + 'static,
) -> Html {
    let engine = engine.clone();
    let onchange = Callback::from(move |event: Event| {
        let change = becomes(platform::is_checked(&event));
        engine.dispatch(Action::ChangeCa { change });
    });
    html! {
        <label class="faults-tick">
            <input type="checkbox" data-testid={id} checked={is_on} {onchange} />
            <span>{ locale.say(label) }</span>
        </label>
    }
}

fn change(engine: &EngineHandle, change: CaChange) -> Callback<MouseEvent> {
    let engine = engine.clone();
    Callback::from(move |_| engine.dispatch(Action::ChangeCa { change }))
}

/// What a request gets, as one choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Request {
    Answered,
    Refused(RefusalFault),
    Lost(ConnectionFault),
}

const REQUESTS: [(&str, Request, Fault); 7] = [
    ("answered", Request::Answered, Fault::Answered),
    (
        "429-retry-after",
        Request::Refused(RefusalFault::TooManyRetryAfter),
        Fault::TooManyRetryAfter,
    ),
    (
        "429",
        Request::Refused(RefusalFault::TooMany),
        Fault::TooMany,
    ),
    (
        "500",
        Request::Refused(RefusalFault::InternalError),
        Fault::InternalError,
    ),
    (
        "503",
        Request::Refused(RefusalFault::Unavailable),
        Fault::Unavailable,
    ),
    (
        "lost-before",
        Request::Lost(ConnectionFault::Before),
        Fault::LostBefore,
    ),
    (
        "lost-after",
        Request::Lost(ConnectionFault::After),
        Fault::LostAfter,
    ),
];
const STEPS: [(&str, Step); 10] = [
    ("any", Step::Any),
    ("directory", Step::Directory),
    ("newNonce", Step::NewNonce),
    ("newAccount", Step::NewAccount),
    ("newOrder", Step::NewOrder),
    ("authorization", Step::Authorization),
    ("challenge", Step::Challenge),
    ("order", Step::Order),
    ("finalize", Step::Finalize),
    ("certificate", Step::Certificate),
];
const TIMES: [(&str, Option<u32>, Fault); 2] = [
    ("always", None, Fault::Always),
    ("once", Some(1), Fault::Once),
];
const NONCES: [(&str, u8, Fault); 4] = [
    ("0", 0, Fault::Never),
    ("20", 20, Fault::Percent(20)),
    ("50", 50, Fault::Percent(50)),
    ("100", 100, Fault::Percent(100)),
];
const LATENCIES: [(&str, u32, Fault); 4] = [
    ("0", 0, Fault::Seconds(0)),
    ("1", 1_000, Fault::Seconds(1)),
    ("3", 3_000, Fault::Seconds(3)),
    ("10", 10_000, Fault::Seconds(10)),
];
const PROCESSING: [(&str, u32, Fault); 4] = [
    ("0", 0, Fault::Seconds(0)),
    ("5", 5, Fault::Seconds(5)),
    ("30", 30, Fault::Seconds(30)),
    ("600", 600, Fault::Seconds(600)),
];
const PROOFS: [(&str, Option<AuthorizationFault>, Fault); 5] = [
    ("real", None, Fault::AsTheyAre),
    ("wrong", Some(AuthorizationFault::Wrong), Fault::WrongValue),
    (
        "nxdomain",
        Some(AuthorizationFault::NxDomain),
        Fault::NxDomain,
    ),
    (
        "servfail",
        Some(AuthorizationFault::ServFail),
        Fault::ServFail,
    ),
    ("caa", Some(AuthorizationFault::Caa), Fault::Caa),
];
const SKEWS: [(&str, i64, Fault); 3] = [
    ("0", 0, Fault::Right),
    ("ahead", 86_400, Fault::DayAhead),
    ("behind", -86_400, Fault::DayBehind),
];
