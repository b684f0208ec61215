//! Messages opened up: what each field means, what a tampered copy is answered
//! with, and how a proof is made of a token.

use std::collections::BTreeSet;

use certlab::acme::challenge::dns01_value;
use certlab::certmanager::api::{Challenge, ChallengeType};
use certlab::encoding::{from_base64url, hex};
use certlab::lab::{Action, Lab};
use serde_json::Value;
use yew::prelude::*;

use super::message::Message;
use crate::ui::components::TermLink;
use crate::ui::i18n::{Locale, Wire, WireField};
use crate::ui::platform::EngineHandle;

/// What the fields of a JSON text mean, each once.
pub(super) fn fields_of(json: &str, locale: Locale) -> Html {
    let mut names = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(json) {
        collect(&value, &mut names, 0);
    }
    meanings(&names, locale)
}

/// What these fields mean, as far as the page knows them.
pub(super) fn meanings(names: &[String], locale: Locale) -> Html {
    let mut seen = BTreeSet::new();
    let known: Vec<(&String, WireField)> = names
        .iter()
        .filter(|name| seen.insert(name.as_str()))
        .filter_map(|name| Some((name, WireField::of(name)?)))
        .collect();
    if known.is_empty() {
        return Html::default();
    }
    html! {
        <details class="meanings">
            <summary>{ locale.say(Wire::Fields) }</summary>
            <dl>
                { for known.into_iter().map(|(name, field)| html! {
                    <div key={name.clone()}>
                        <dt class="value" lang="en">{ name.clone() }</dt>
                        <dd>{ locale.say(Wire::Field(field)) }</dd>
                    </div>
                }) }
            </dl>
        </details>
    }
}

fn collect(value: &Value, names: &mut Vec<String>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                names.push(name.clone());
                collect(value, names, depth.saturating_add(1));
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, names, depth.saturating_add(1));
            }
        }
        _ => {}
    }
}

/// Sends a copy with one byte flipped.
pub(super) fn tamper(message: &Message, engine: &EngineHandle, locale: Locale) -> Html {
    if message.tamperings.is_empty() || !engine.is_now() {
        return Html::default();
    }
    html! {
        <div class="tamper">
            <h3>{ locale.say(Wire::Tamper) }</h3>
            <div class="actions">
                { for message.tamperings.iter().map(|tampering| {
                    let action = Action::Tamper {
                        exchange: message.id,
                        tampering: *tampering,
                    };
                    let engine = engine.clone();
                    html! {
                        <button
                            key={format!("{tampering:?}")}
                            type="button"
                            data-testid={format!("tamper-{}", tampering.member().unwrap_or("nothing"))}
                            onclick={Callback::from(move |_: MouseEvent| {
                                engine.dispatch(action.clone());
                            })}
                        >
                            { locale.say(Wire::Do(*tampering)) }
                        </button>
                    }
                }) }
            </div>
            <p class="small quiet">{ locale.say(Wire::TamperMeaning) }</p>
        </div>
    }
}

/// Token, key authorization, digest and record, step by step (RFC 8555 §8.1, §8.4).
pub(super) fn proof(challenge: &Challenge, lab: &Lab, locale: Locale) -> Html {
    let spec = &challenge.spec;
    let issuer = spec.issuer_ref.key(challenge.namespace());
    let Some(thumbprint) = issuer.and_then(|issuer| lab.account_thumbprint(&issuer)) else {
        return Html::default();
    };
    let authorization = format!("{}.{thumbprint}", spec.token);
    let mut steps = vec![
        (Wire::Token, spec.token.clone(), "token"),
        (Wire::Thumbprint, thumbprint, "thumbprint"),
        (
            Wire::KeyAuthorization,
            authorization.clone(),
            "key-authorization",
        ),
    ];
    match spec.challenge_type {
        ChallengeType::Dns01 => {
            let value = dns01_value(&authorization);
            let digest = from_base64url(&value).unwrap_or_default();
            steps.push((Wire::Digest, hex(&digest), "digest"));
            steps.push((Wire::Txt, value, "txt"));
        }
        ChallengeType::Http01 => steps.push((Wire::File, authorization, "file")),
    }
    html! {
        <section class="proof" data-testid="proof-steps">
            <h3><TermLink id="key-authorization">{ locale.say(Wire::Proof) }</TermLink></h3>
            <ol>
                { for steps.into_iter().map(|(text, value, id)| html! {
                    <li key={id}>
                        <span class="small quiet">{ locale.say(text) }</span>
                        <span class="value" lang="en" data-testid={format!("proof-{id}")}>{ value }</span>
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// Deeper than any message of ACME.
const DEEPEST: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_once_however_deep_it_is() {
        let json = r#"{"status":"pending","identifiers":[{"type":"dns","value":"a"},{"type":"dns","value":"b"}]}"#;
        let mut names = Vec::new();
        collect(&serde_json::from_str(json).unwrap(), &mut names, 0);
        names.dedup();
        assert!(names.iter().all(|name| WireField::of(name).is_some()));
        assert!(names.contains(&"value".to_owned()));
    }
}
