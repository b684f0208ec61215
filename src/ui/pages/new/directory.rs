//! The part of the form about an ACME server outside: its directory, what a
//! probe found there, and what production means.

use certlab::acme::wire::Directory;
use certlab::http::host;
use certlab::lab::Probe;
use yew::prelude::*;

use super::desk::{Desk, described_by};
use super::{probe, signer};
use crate::ui::components::FormField;
use crate::ui::i18n::form::Choice;
use crate::ui::i18n::{Form, Locale, Picker};
use crate::ui::platform::EngineHandle;
use crate::ui::store::Field;
use crate::ui::store::directory::{LETS_ENCRYPT_TERMS_URL, directory_url, is_production};

/// The directory, with the guard of production below it.
pub(super) fn view(desk: &Desk, choice: Choice, engine: &EngineHandle) -> Html {
    let Some(url) = directory_url(&desk.draft, choice) else {
        return Html::default();
    };
    html! {
        <>
            { address(desk, choice, url, engine) }
            if is_production(url) {
                { guard(desk) }
            }
        </>
    }
}

/// The terms of a server that has any, as far as they are known.
pub(super) fn terms_url(desk: &Desk, choice: Choice, engine: &EngineHandle) -> Option<String> {
    let url = directory_url(&desk.draft, choice)?;
    match engine.lab.probe_of(url) {
        Some(Probe::Usable { directory }) => directory.meta.terms_of_service.clone(),
        _ => (choice != Choice::AcmeUrl).then(|| LETS_ENCRYPT_TERMS_URL.to_owned()),
    }
}

fn address(desk: &Desk, choice: Choice, url: &str, engine: &EngineHandle) -> Html {
    let (locale, field) = (desk.locale, Field::Directory);
    let url = url.to_owned();
    let known = engine.lab.probe_of(&url);
    let running = matches!(known, Some(Probe::Running | Probe::TryingNonce { .. }));
    // An address that is still being tried is no mistake yet.
    let errors = if running {
        Vec::new()
    } else if known.is_some() {
        desk.all_errors(field)
    } else {
        desk.errors(field)
    };
    let try_it = {
        let (engine, url) = (engine.clone(), url.clone());
        Callback::from(move |_: MouseEvent| probe(&engine, &url))
    };
    let input = if choice == Choice::AcmeUrl {
        typed(desk, &errors, known.is_none(), &url, engine)
    } else {
        html! {
            <code id={field.id()} class="value fixed-url" tabindex="-1" data-testid="acme-fixed-url">
                { url.clone() }
            </code>
        }
    };
    let hint = (choice == Choice::AcmeUrl).then(|| locale.say(Form::DirectoryHint));
    html! {
        <FormField id={field.id()} label={locale.say(Form::Directory)} {hint} {errors}>
            <div class="with-button">
                { input }
                <button type="button" data-testid="acme-probe" disabled={running} onclick={try_it}>
                    { locale.say(if running { Form::Probing } else { Form::Probe }) }
                </button>
            </div>
            if let Some(Probe::Usable { directory }) = known {
                { found(&url, directory, locale) }
            }
        </FormField>
    }
}

fn typed(
    desk: &Desk,
    errors: &[AttrValue],
    untried: bool,
    url: &str,
    engine: &EngineHandle,
) -> Html {
    let field = Field::Directory;
    let leave = {
        let (engine, url) = (engine.clone(), url.to_owned());
        let seen = desk.onblur(field);
        Callback::from(move |event: FocusEvent| {
            seen.emit(event);
            if untried {
                probe(&engine, &url);
            }
        })
    };
    html! {
        <input
            type="url"
            id={field.id()}
            class="value"
            placeholder="https://ca.example/directory"
            spellcheck="false"
            value={desk.draft.directory.clone()}
            aria-invalid={(!errors.is_empty()).to_string()}
            aria-describedby={described_by(field)}
            data-testid={field.id()}
            oninput={desk.oninput(|draft, value| draft.directory = value)}
            onblur={leave}
        />
    }
}

/// What the probe found out.
fn found(url: &str, directory: &Directory, locale: Locale) -> Html {
    let meta = &directory.meta;
    let profiles: Vec<&str> = meta.profiles.keys().map(String::as_str).collect();
    let facts = [
        (
            Picker::ExternalAccount,
            if meta.external_account_required {
                Picker::Needed
            } else {
                Picker::NotNeeded
            },
        ),
        (
            Picker::Profiles,
            if profiles.is_empty() {
                Picker::NoneOffered
            } else {
                Picker::Listed(profiles.join(", "))
            },
        ),
        (
            Picker::RenewalInfo,
            if directory.renewal_info.is_some() {
                Picker::Offered
            } else {
                Picker::NoneOffered
            },
        ),
        (
            Picker::Caa,
            if meta.caa_identities.is_empty() {
                Picker::NotSaid
            } else {
                Picker::Listed(meta.caa_identities.join(", "))
            },
        ),
    ];
    html! {
        <div role="status" data-testid="acme-usable">
            <p class="good">{ locale.say(Form::Usable(host(url).to_owned())) }</p>
            <p class="small quiet">{ locale.say(Picker::Readable) }</p>
            <dl class="probe-facts small">
                { for facts.into_iter().map(|(what, fact)| html! {
                    <div>
                        <dt>{ locale.say(what) }</dt>
                        <dd>{ locale.say(fact) }</dd>
                    </div>
                }) }
            </dl>
        </div>
    }
}

/// What production means, and the act of agreeing to it.
fn guard(desk: &Desk) -> Html {
    let (locale, field) = (desk.locale, Field::Guard);
    html! {
        <div class="field guard" data-testid="production-guard">
            <p><strong>{ locale.say(Picker::Production) }</strong></p>
            <ul>
                { for [Picker::Limits, Picker::Logged, Picker::NoRenewal].map(|text| html! {
                    <li>{ locale.say(text) }</li>
                }) }
            </ul>
            <label class="check">
                <input
                    type="checkbox"
                    id={field.id()}
                    checked={desk.draft.guard}
                    data-testid={field.id()}
                    onchange={desk.oncheck(|draft, checked| draft.guard = checked)}
                    onblur={desk.onblur(field)}
                />
                <span>{ locale.say(Picker::Agree) }</span>
            </label>
            { signer::errors(desk, field) }
        </div>
    }
}
