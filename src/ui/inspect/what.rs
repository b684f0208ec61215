//! What is it? And what is around it?

use certlab::certmanager::api::Object;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use yew::prelude::*;

use crate::ui::components::Explained;
use crate::ui::hooks::{Pointer, point};
use crate::ui::i18n::{Inspect, Locale, Stage};
use crate::ui::stages::{CLUSTER_NAMESPACE, kind_icon};

/// Two sentences, and the objects around this one.
pub(super) fn what(
    object: &Object,
    lab: &Lab,
    pointer: &Pointer,
    locale: Locale,
    onselect: &Callback<ObjectKey>,
) -> Html {
    let kind = object.kind();
    let around = around(object, lab);
    html! {
        <div class="what">
            <p class="lead"><Explained text={locale.say(Inspect::WhatIs(kind))} /></p>
            <p class="quiet"><Explained text={locale.say(Inspect::Around(kind))} /></p>
            if !around.is_empty() {
                <h3>{ locale.say(Inspect::Links) }</h3>
                <ul class="links">
                    { for around.into_iter().map(|(how, key)| link(how, key, pointer, locale, onselect)) }
                </ul>
            }
        </div>
    }
}

fn link(
    how: Inspect,
    key: ObjectKey,
    pointer: &Pointer,
    locale: Locale,
    onselect: &Callback<ObjectKey>,
) -> Html {
    let (enter, leave) = (point(pointer, Some(&key)), point(pointer, None));
    let marked = pointer.marks(Some(&key));
    let (kind, name) = (key.kind, key.name.clone());
    let id = format!("{how:?} {kind} {key}");
    let onclick = {
        let onselect = onselect.clone();
        Callback::from(move |_| onselect.emit(key.clone()))
    };
    html! {
        <li
            key={id}
            class={marked.then_some("pointed")}
            onpointerenter={enter}
            onpointerleave={leave}
        >
            <span class="quiet">{ locale.say(how) }</span>
            <button type="button" class="link" {onclick}>
                { kind_icon(kind) }
                { format!("{} {name}", locale.say(Stage::Kind(kind))) }
            </button>
        </li>
    }
}

/// The objects that an object names, that made it, and that it made; those that exist.
fn around(object: &Object, lab: &Lab) -> Vec<(Inspect, ObjectKey)> {
    let store = lab.store();
    let key = object.key();
    let meta = object.meta();
    let mut links = Vec::new();
    let maker = meta.owner_references.first().and_then(|owner| {
        let kind: Kind = owner.kind.parse().ok()?;
        Some(ObjectKey::new(kind, key.namespace(), &owner.name))
    });
    links.extend(maker.map(|key| (Inspect::MadeBy, key)));
    let issuer_ref = match object {
        Object::Certificate(certificate) => Some(&certificate.spec.issuer_ref),
        Object::CertificateRequest(request) => Some(&request.spec.issuer_ref),
        Object::Order(order) => Some(&order.spec.issuer_ref),
        Object::Challenge(challenge) => Some(&challenge.spec.issuer_ref),
        Object::Issuer(_) | Object::ClusterIssuer(_) | Object::Secret(_) | Object::Ingress(_) => {
            None
        }
    };
    let issuer = issuer_ref.and_then(|issuer_ref| issuer_ref.key(key.namespace()));
    links.extend(issuer.map(|key| (Inspect::SignedBy, key)));
    let secret = match object {
        Object::Certificate(certificate) => Some(&certificate.spec.secret_name),
        Object::Issuer(issuer) | Object::ClusterIssuer(issuer) => {
            let acme = issuer.spec.acme.as_ref();
            let ca = issuer.spec.ca.as_ref().map(|ca| &ca.secret_name);
            ca.or_else(|| acme.map(|acme| &acme.private_key_secret_ref.name))
        }
        _ => None,
    };
    let namespace = key.namespace.as_deref().unwrap_or(CLUSTER_NAMESPACE);
    links.extend(secret.map(|name| {
        (
            Inspect::KeptIn,
            ObjectKey::new(Kind::Secret, namespace, name),
        )
    }));
    let mut made: Vec<ObjectKey> = store
        .owned_by(&meta.uid)
        .map(|object| object.key())
        .collect();
    made.sort();
    links.extend(made.into_iter().map(|key| (Inspect::Made, key)));
    links.retain(|(_, key)| store.get(key).is_some());
    links
}
