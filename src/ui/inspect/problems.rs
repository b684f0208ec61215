//! Refusals by an ACME server, where nobody can overlook them.

use certlab::certmanager::api::Object;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use crate::ui::components::{Notice, Tone};
use crate::ui::i18n::{Inspect, Locale, Refusal, Stage, use_locale};
use crate::ui::platform::use_engine;
use crate::ui::stages::kind_icon;

/// A refusal that some object shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    /// The object.
    key: ObjectKey,
    /// The text as cert-manager prints it.
    text: String,
    /// The error types in it, such as `rateLimited`.
    types: Vec<String>,
}

/// What the list needs.
#[derive(Properties, PartialEq)]
pub(crate) struct ProblemsProps {
    /// Opens an object in the inspector.
    pub(crate) onselect: Callback<ObjectKey>,
}

/// All refusals that objects show now; nothing if there are none.
#[component]
pub(crate) fn Problems(props: &ProblemsProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let problems = problems(&engine.lab);
    if problems.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problems" role="alert">
            { for problems.iter().map(|problem| view(problem, locale, &props.onselect)) }
        </section>
    }
}

fn view(problem: &Problem, locale: Locale, onselect: &Callback<ObjectKey>) -> Html {
    let key = problem.key.clone();
    let kind = key.kind;
    let onclick = {
        let (onselect, key) = (onselect.clone(), key.clone());
        Callback::from(move |_| onselect.emit(key.clone()))
    };
    html! {
        <div
            key={format!("{kind}/{key}")}
            data-testid="problem"
            data-problem-type={problem.types.first().cloned().unwrap_or_default()}
        >
            <Notice tone={Tone::Bad}>
                <p>
                    <strong>{ locale.say(Inspect::Refused) }</strong>
                    { " · " }
                    <button type="button" class="link" {onclick}>
                        { kind_icon(kind) }
                        { format!("{} {}", locale.say(Stage::Kind(kind)), key.name) }
                    </button>
                </p>
                <p class="words value">{ problem.text.clone() }</p>
                { for problem.types.iter().map(|short| html! {
                    <p key={short.clone()} class="explained">
                        <span class="value">{ short.clone() }</span>{ ": " }{ locale.say(Refusal::of(short)) }
                    </p>
                }) }
            </Notice>
        </div>
    }
}

/// The refusals of a lab: at the Issuers, Orders and Challenges that were refused.
fn problems(lab: &Lab) -> Vec<Problem> {
    [
        Kind::Issuer,
        Kind::ClusterIssuer,
        Kind::Order,
        Kind::Challenge,
    ]
    .into_iter()
    .flat_map(|kind| lab.store().list(kind))
    .filter_map(|object| problem(object))
    .collect()
}

fn problem(object: &Object) -> Option<Problem> {
    let text = match object {
        Object::Issuer(issuer) | Object::ClusterIssuer(issuer) if !issuer.is_ready() => {
            issuer.condition("Ready")?.message.clone()
        }
        Object::Order(order) => order.status.reason.clone(),
        Object::Challenge(challenge) => challenge.status.reason.clone(),
        _ => return None,
    };
    let types = Refusal::named_in(&text);
    (!types.is_empty()).then(|| Problem {
        key: object.key(),
        text,
        types,
    })
}

#[cfg(test)]
mod tests {
    use certlab::certmanager::api::Order;

    use super::*;

    #[test]
    fn only_refusals_are_problems() {
        let mut order = Order::default();
        assert_eq!(problem(&Object::Order(order.clone())), None);
        order.status.reason =
            "Failed to create Order: 429 urn:ietf:params:acme:error:rateLimited: too many"
                .to_owned();
        let found = problem(&Object::Order(order)).unwrap();
        assert_eq!(found.types, ["rateLimited"]);
    }
}
