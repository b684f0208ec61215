//! The messages view.

use certlab::http::HttpFailure;
use certlab::kube::{ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use super::message::{Answer, Body, Message};
use super::wire;
use crate::ui::components::Code;
use crate::ui::hooks::{Pointer, point};
use crate::ui::i18n::{Dns, Inspect, Locale, Wire};
use crate::ui::platform::EngineHandle;

/// The requests that were sent for an object, newest first.
pub(super) fn messages(
    key: &ObjectKey,
    engine: &EngineHandle,
    pointer: &Pointer,
    locale: Locale,
) -> Html {
    let lab = &engine.lab;
    let proof = lab
        .store()
        .get(key)
        .and_then(|object| object.challenge())
        .map(|challenge| wire::proof(challenge, lab, locale));
    let exchanges: Vec<_> = lab
        .exchanges()
        .rev()
        .filter(|exchange| {
            exchange
                .purpose
                .object()
                .is_some_and(|object| object == key || is_descendant(object, key, lab))
        })
        .collect();
    if exchanges.is_empty() {
        return html! {
            <>
                { for proof }
                <p class="quiet">{ locale.say(Inspect::NoMessages) }</p>
            </>
        };
    }
    html! {
        <>
            { for proof }
            <p class="small quiet">{ locale.say(Inspect::MessagesOrder) }</p>
            <ol class="messages">
                { for exchanges.into_iter().enumerate().map(|(index, exchange)| html! {
                    <li
                        key={exchange.id.to_string()}
                        onpointerenter={point(pointer, exchange.purpose.object())}
                        onpointerleave={point(pointer, None)}
                        class={pointer.marks(exchange.purpose.object()).then_some("pointed")}
                    >
                        if let Some(object) = exchange.purpose.object().filter(|object| *object != key) {
                            <p class="small quiet">
                                { locale.say(Inspect::SentFor(format!("{} {}", object.kind, object.name))) }
                            </p>
                        }
                        <details open={index == 0}>
                            { message(&Message::of(exchange), &exchange.at.rfc3339(), engine, locale) }
                        </details>
                    </li>
                }) }
            </ol>
        </>
    }
}

/// Whether an object was made for another: a Certificate's messages are those
/// of its Orders and Challenges.
fn is_descendant(object: &ObjectKey, of: &ObjectKey, lab: &Lab) -> bool {
    let store = lab.store();
    let Some(ancestor) = store.get(of).map(|object| object.meta().uid.clone()) else {
        return false;
    };
    let mut current = store.get(object).cloned();
    // Challenge, Order, CertificateRequest, Certificate.
    for _ in 0..3 {
        let Some(owner) = current
            .as_ref()
            .and_then(|object| object.meta().controller())
            .map(|owner| owner.uid.clone())
        else {
            return false;
        };
        if owner == ancestor {
            return true;
        }
        current = store
            .iter()
            .find(|candidate| candidate.meta().uid == owner)
            .cloned();
    }
    false
}

fn message(message: &Message, at: &str, engine: &EngineHandle, locale: Locale) -> Html {
    let status = match &message.answer {
        Answer::UnderWay => locale.say(Inspect::UnderWay),
        Answer::Failed(_) => locale.say(Inspect::NoAnswer),
        Answer::Read { status, .. } => AttrValue::from(status.to_string()),
    };
    let bad = match &message.answer {
        Answer::Read { status, .. } => *status >= 400,
        Answer::Failed(_) => true,
        Answer::UnderWay => false,
    };
    html! {
        <>
            <summary>
                <span class="value">{ message.title.clone() }</span>
                <span class={if bad { "status status-bad" } else { "status" }}>{ status }</span>
                <time class="small quiet" datetime={at.to_owned()}>{ clock(at) }</time>
            </summary>
            if let Some(tampered) = message.tampered {
                <p class="bad" data-testid="tampered">{ locale.say(Wire::Done(tampered)) }</p>
            }
            <p class="value head">{ message.head.clone() }</p>
            { body(&message.body, locale) }
            { answer(&message.answer, locale) }
            { wire::tamper(message, engine, locale) }
        </>
    }
}

fn body(body: &Body, locale: Locale) -> Html {
    match body {
        Body::Empty => Html::default(),
        Body::Signed {
            protected,
            payload,
            signature,
        } => html! {
            <div class="jws">
                <h3>{ locale.say(Inspect::Protected) }</h3>
                <Code text={protected.clone()} what={locale.say(Inspect::Protected)} />
                { wire::fields_of(protected, locale) }
                <h3>{ locale.say(Inspect::Payload) }</h3>
                if payload.is_empty() {
                    <p class="small quiet">{ locale.say(Inspect::EmptyPayload) }</p>
                } else {
                    <Code text={payload.clone()} what={locale.say(Inspect::Payload)} />
                    { wire::fields_of(payload, locale) }
                }
                <h3>{ locale.say(Inspect::Signature) }</h3>
                <Code text={signature.clone()} what={locale.say(Inspect::Signature)} />
            </div>
        },
        Body::Dns(bytes) => html! {
            <p class="small quiet">{ format!("{bytes} B, {}", locale.say(Inspect::DnsMessage)) }</p>
        },
        Body::Other(text) => {
            html! { <Code text={text.clone()} what={locale.say(Inspect::Payload)} /> }
        }
    }
}

fn answer(answer: &Answer, locale: Locale) -> Html {
    match answer {
        Answer::UnderWay => Html::default(),
        Answer::Failed(failure) => html! {
            <p class="bad">{ locale.say(match failure {
                HttpFailure::Blocked => Dns::Blocked,
                _ => Dns::Unreachable,
            }) }</p>
        },
        Answer::Read { headers, body, .. } => html! {
            <>
                <h3>{ locale.say(Inspect::Answer) }</h3>
                <dl class="headers">
                    { for headers.iter().map(|(name, value)| html! {
                        <div key={name.clone()}>
                            <dt class="value">{ name.clone() }</dt>
                            <dd class="value">{ value.clone() }</dd>
                        </div>
                    }) }
                </dl>
                { wire::meanings(
                    &headers.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(),
                    locale,
                ) }
                if !body.is_empty() {
                    <Code text={body.clone()} what={locale.say(Inspect::Answer)} />
                    { wire::fields_of(body, locale) }
                }
            </>
        },
    }
}

/// `22:30:05` out of an RFC 3339 time.
fn clock(at: &str) -> String {
    at.split(['T', 'Z']).nth(1).unwrap_or(at).to_owned()
}
