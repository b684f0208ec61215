//! Hundreds of Certificates at a glance: grouped by issuer and state.

use std::collections::BTreeMap;

use certlab::certmanager::api::Object;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use super::glyph::{kind_icon, state_class, state_icon};
use super::state::State;
use super::summary::summarize;
use crate::ui::i18n::{Locale, Stage};

/// So many Certificates have a band of their own; more are shown as an overview.
pub(super) const MOST_BANDS: usize = 12;

/// Certificates by issuer, then by state.
type Groups = BTreeMap<String, Vec<(State, ObjectKey)>>;

/// The Certificate that an object belongs to, by its owners.
pub(super) fn certificate_of(lab: &Lab, key: &ObjectKey) -> Option<ObjectKey> {
    let mut object = lab.store().get(key)?.clone();
    // Challenge, Order, CertificateRequest, Certificate.
    for _ in 0..4 {
        if object.kind() == Kind::Certificate {
            return Some(object.key());
        }
        let owner = object.meta().controller()?.uid.clone();
        let next = lab
            .store()
            .iter()
            .find(|candidate| candidate.meta().uid == owner)?;
        object = next.clone();
    }
    None
}

fn groups(lab: &Lab) -> Groups {
    let mut groups = Groups::new();
    for object in lab.store().list(Kind::Certificate) {
        let Object::Certificate(certificate) = &**object else {
            continue;
        };
        let state = summarize(object, lab).state;
        let issuer = certificate.spec.issuer_ref.name.clone();
        groups
            .entry(issuer)
            .or_default()
            .push((state, object.key()));
    }
    for group in groups.values_mut() {
        group.sort_by_key(|(state, key)| (rank(*state), key.clone()));
    }
    groups
}

/// What needs somebody first.
const fn rank(state: State) -> u8 {
    match state {
        State::Failed => 0,
        State::Waiting => 1,
        State::Working => 2,
        State::Ready => 3,
    }
}

/// Draws the overview: one small square a Certificate.
pub(super) fn overview(lab: &Lab, onselect: &Callback<ObjectKey>, locale: Locale) -> Html {
    html! {
        <div class="overview" data-testid="overview">
            { for groups(lab).into_iter().map(|(issuer, members)| group(&issuer, &members, onselect, locale)) }
        </div>
    }
}

fn group(
    issuer: &str,
    members: &[(State, ObjectKey)],
    onselect: &Callback<ObjectKey>,
    locale: Locale,
) -> Html {
    let counts = [State::Failed, State::Waiting, State::Working, State::Ready]
        .into_iter()
        .map(|state| {
            (
                state,
                members.iter().filter(|member| member.0 == state).count(),
            )
        })
        .filter(|(_, count)| *count > 0);
    html! {
        <section key={issuer.to_owned()} aria-label={issuer.to_owned()}>
            <h2>
                { kind_icon(Kind::Issuer) }
                { format!(" {issuer} ") }
                <span class="quiet">{ members.len() }</span>
            </h2>
            <p class="overview-counts small">
                { for counts.map(|(state, count)| html! {
                    <span key={state.as_str()}>{ state_icon(state) }{ format!(" {count} ") }{ locale.say(Stage::State(state)) }</span>
                }) }
            </p>
            <div class="overview-grid">
                { for members.iter().map(|(state, key)| {
                    let onclick = {
                        let (onselect, key) = (onselect.clone(), key.clone());
                        Callback::from(move |_: MouseEvent| onselect.emit(key.clone()))
                    };
                    let name = format!("{}, {}", key.name, locale.say(Stage::State(*state)));
                    html! {
                        <button
                            key={key.to_string()}
                            type="button"
                            class={classes!("overview-one", state_class(*state))}
                            aria-label={name.clone()}
                            title={name}
                            {onclick}
                        />
                    }
                }) }
            </div>
        </section>
    }
}
