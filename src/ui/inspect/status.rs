//! Conditions, state and events as cert-manager prints them, explained.

use certlab::certmanager::api::Object;
use certlab::kube::{Condition, ConditionStatus, Event, EventType, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use super::machine::machines;
use crate::ui::components::Explained;
use crate::ui::i18n::{Inspect, Locale, Reason, Refusal};
use crate::ui::stages::{State, state_icon};

/// What an object's status says.
pub(super) fn status(object: &Object, lab: &Lab, locale: Locale) -> Html {
    let events = lab.store().events_of(&object.key());
    html! {
        <div class="status-view">
            { conditions(object, locale) }
            { state(object, locale) }
            { machines(object, locale) }
            { dates(object, locale) }
            <h3>{ locale.say(Inspect::Events) }</h3>
            if events.is_empty() {
                <p class="quiet">{ locale.say(Inspect::NoEvents) }</p>
            } else {
                <ol class="events">{ for events.iter().rev().map(|happened| event(happened, locale)) }</ol>
            }
        </div>
    }
}

fn conditions(object: &Object, locale: Locale) -> Html {
    let conditions: &[Condition] = match object {
        Object::Certificate(certificate) => &certificate.status.conditions,
        Object::CertificateRequest(request) => &request.status.conditions,
        Object::Issuer(issuer) | Object::ClusterIssuer(issuer) => &issuer.status.conditions,
        Object::Order(_) | Object::Challenge(_) | Object::Secret(_) | Object::Ingress(_) => {
            return Html::default();
        }
    };
    html! {
        <>
            <h3>{ locale.say(Inspect::Conditions) }</h3>
            if conditions.is_empty() {
                <p class="quiet">{ locale.say(Inspect::NoConditions) }</p>
            }
            <ul class="conditions">
                { for conditions.iter().map(|condition| self::condition(condition, locale)) }
            </ul>
        </>
    }
}

fn condition(condition: &Condition, locale: Locale) -> Html {
    let since = condition
        .last_transition_time
        .map(|time| locale.say(Inspect::Since(locale.date_time(time))));
    html! {
        <li key={condition.condition_type.clone()}>
            <div class="fact">
                { state_icon(condition_state(condition)) }
                <span class="value">{ format!("{}: {}", condition.condition_type, condition.status) }</span>
                <span class="value strong">{ condition.reason.clone() }</span>
                <span class="small quiet">{ since }</span>
            </div>
            { words(&condition.message) }
            { explained(Reason::of(&condition.reason, &condition.message), &condition.message, locale) }
        </li>
    }
}

/// How a condition is marked: `Issuing` is work, all others are good when true.
fn condition_state(condition: &Condition) -> State {
    match (condition.condition_type.as_str(), condition.status) {
        ("Issuing", ConditionStatus::True) => State::Working,
        ("Denied" | "InvalidRequest", ConditionStatus::True) => State::Failed,
        (_, ConditionStatus::True) => State::Ready,
        _ if matches!(condition.reason.as_str(), "Pending" | "DoesNotExist") => State::Waiting,
        _ => State::Failed,
    }
}

/// Orders and Challenges say what they are at in a word and a sentence.
fn state(object: &Object, locale: Locale) -> Html {
    let (state, reason) = match object {
        Object::Order(order) => (&order.status.state, &order.status.reason),
        Object::Challenge(challenge) => (&challenge.status.state, &challenge.status.reason),
        _ => return Html::default(),
    };
    html! {
        <>
            <h3>{ locale.say(Inspect::State) }</h3>
            <div class="conditions">
                <p class="value strong">{ state.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string) }</p>
                { words(reason) }
                { explained(Reason::of_sentence(reason), reason, locale) }
            </div>
        </>
    }
}

fn dates(object: &Object, locale: Locale) -> Html {
    let Some(certificate) = object.certificate() else {
        return Html::default();
    };
    let status = &certificate.status;
    let rows = [
        (Inspect::NotBefore, status.not_before),
        (Inspect::Renewal, status.renewal_time),
        (Inspect::NotAfter, status.not_after),
    ];
    if rows.iter().all(|(_, time)| time.is_none()) {
        return Html::default();
    }
    html! {
        <>
            <h3>{ locale.say(Inspect::Dates) }</h3>
            <dl class="fields">
                { for rows.into_iter().filter_map(|(label, time)| Some(html! {
                    <div key={format!("{label:?}")}>
                        <dt><Explained text={locale.say(label)} /></dt>
                        <dd class="value">{ locale.date_time(time?) }</dd>
                    </div>
                })) }
            </dl>
        </>
    }
}

fn event(event: &Event, locale: Locale) -> Html {
    let state = match event.event_type {
        EventType::Normal => "event",
        EventType::Warning => "event event-warning",
    };
    html! {
        <li key={event.sequence.to_string()} class={state}>
            <div class="fact">
                <time class="value small quiet">{ locale.date_time(event.last_at) }</time>
                <span class="value strong">{ event.reason.clone() }</span>
                if event.event_type == EventType::Warning {
                    <span class="value bad">{ event.event_type.to_string() }</span>
                }
                if event.count > 1 {
                    <span class="small quiet">{ locale.say(Inspect::Times(event.count)) }</span>
                }
                <span class="small quiet value">{ event.from.clone() }</span>
            </div>
            { words(&event.message) }
            { explained(Reason::of(&event.reason, &event.message), &event.message, locale) }
        </li>
    }
}

/// cert-manager's own words.
fn words(message: &str) -> Html {
    html! {
        if !message.is_empty() {
            <p class="words value">{ message.to_owned() }</p>
        }
    }
}

/// What a reason and the refusals in a message mean.
pub(super) fn explained(reason: Option<Reason>, message: &str, locale: Locale) -> Html {
    let refusals = Refusal::named_in(message);
    html! {
        <>
            if let Some(reason) = reason {
                <p class="explained"><Explained text={locale.say(reason)} /></p>
            }
            { for refusals.iter().map(|short| html! {
                <p key={short.clone()} class="explained">
                    <span class="value">{ short.clone() }</span>{ ": " }{ locale.say(Refusal::of(short)) }
                </p>
            }) }
        </>
    }
}
