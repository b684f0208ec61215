//! The X.509 view: certificates and requests, field by field.

use std::rc::Rc;

use certlab::certmanager::api::Object;
use certlab::kube::{Kind, Resource as _};
use certlab::lab::Lab;
use certlab::x509::{Certificate, CertificateSigningRequest, parse_pem_chain};
use yew::prelude::*;
use yew_router::prelude::*;

use super::fields::{Value, of_certificate, of_request};
use super::lint::LintView;
use super::to_workshop::ToWorkshop;
use crate::ui::components::{CopyButton, Explained};
use crate::ui::i18n::inspect::Field;
use crate::ui::i18n::{Chain, Inspect, Locale};
use crate::ui::routes::Route;

/// What X.509 an object holds: the chain, and the request it answers.
pub(super) fn x509(object: &Object, lab: &Lab, locale: Locale) -> Html {
    let chain = chain(object, lab);
    let request = object
        .certificate_request()
        .and_then(|request| CertificateSigningRequest::from_pem(&request.request_pem()).ok());
    if chain.is_empty() && request.is_none() {
        return html! { <p class="quiet">{ locale.say(Inspect::NoCertificate) }</p> };
    }
    let all = chain.len();
    html! {
        <>
            if let Some(secret) = secret_of(object).filter(|_| !chain.is_empty()) {
                <p>
                    <a href={format!("#{}", secret.to_path())} data-testid="check-chain">
                        { locale.say(Chain::Open) }
                    </a>
                </p>
            }
            { for chain.iter().zip(1..).map(|(certificate, position)| block(
                &locale.say(Inspect::ChainPosition { position, all }),
                of_certificate(certificate),
                certificate.to_pem(),
                html! { <LintView id={format!("lint-{position}")} der={Rc::from(certificate.der())} /> },
                locale,
            )) }
            if let Some(request) = request {
                { block("CSR", of_request(&request), request.to_pem(), Html::default(), locale) }
            }
        </>
    }
}

/// The page that checks the chain in the object's Secret.
fn secret_of(object: &Object) -> Option<Route> {
    let key = match object {
        Object::Secret(_) => object.key(),
        Object::Certificate(certificate) => object
            .key()
            .sibling(Kind::Secret, &certificate.spec.secret_name),
        _ => return None,
    };
    Some(Route::ChainOf {
        namespace: key.namespace?,
        secret: key.name,
    })
}

/// The certificates that an object holds, or that the Secret it names holds.
pub(super) fn chain(object: &Object, lab: &Lab) -> Vec<Certificate> {
    let parse = |pem: &[u8]| parse_pem_chain(&String::from_utf8_lossy(pem)).unwrap_or_default();
    match object {
        Object::CertificateRequest(request) => request
            .status
            .certificate
            .as_deref()
            .map(parse)
            .unwrap_or_default(),
        Object::Order(order) => order
            .status
            .certificate
            .as_deref()
            .map(parse)
            .unwrap_or_default(),
        Object::Secret(secret) => secret.chain().and_then(Result::ok).unwrap_or_default(),
        Object::Certificate(_) | Object::Issuer(_) => {
            let name = match object {
                Object::Certificate(certificate) => Some(&certificate.spec.secret_name),
                _ => object
                    .issuer()
                    .and_then(|issuer| Some(&issuer.spec.ca.as_ref()?.secret_name)),
            };
            name.map(|name| object.key().sibling(Kind::Secret, name))
                .and_then(|key| lab.store().get(&key)?.secret()?.chain()?.ok())
                .unwrap_or_default()
        }
        Object::ClusterIssuer(_) | Object::Challenge(_) | Object::Ingress(_) => Vec::new(),
    }
}

fn block(title: &str, rows: Vec<(Field, Value)>, pem: String, more: Html, locale: Locale) -> Html {
    html! {
        <section class="x509" key={title.to_owned()}>
            <div class="panel-head">
                <h3>{ title.to_owned() }</h3>
                <span class="end"><ToWorkshop pem={pem.clone()} /><CopyButton value={pem} what={format!("{title} (PEM)")} /></span>
            </div>
            <dl class="fields">
                { for rows.into_iter().map(|(field, value)| html! {
                    <div key={format!("{field:?}")}>
                        <dt><Explained text={locale.say(Inspect::Field(field))} /></dt>
                        <dd class="value">{ self::value(value, locale) }</dd>
                    </div>
                }) }
            </dl>
            { more }
        </section>
    }
}

fn value(value: Value, locale: Locale) -> Html {
    match value {
        Value::Lines(lines) => lines
            .into_iter()
            .map(|line| html! { <span class="line" key={line.clone()}>{ line.clone() }</span> })
            .collect(),
        Value::Time(time) => html! {
            <time datetime={time.rfc3339()}>{ format!("{} UTC", locale.date_time(time)) }</time>
        },
        Value::Flag(true) => html! { locale.say(Inspect::Yes) },
        Value::Flag(false) => html! { locale.say(Inspect::No) },
    }
}
