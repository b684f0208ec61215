//! The part of the form about who signs.

use certlab::kube::Kind;
use certlab::lab::{Action, World};
use yew::prelude::*;

use super::desk::{Desk, described_by};
use super::{directory, proof};
use crate::ui::components::{FormField, Notice, Tone};
use crate::ui::i18n::Form;
use crate::ui::i18n::form::Choice;
use crate::ui::platform::EngineHandle;
use crate::ui::store::manifest::{ca_secrets, chosen_ca};
use crate::ui::store::{Draft, Field, root_ca};

/// Who signs, and what that signer needs to know.
pub(super) fn view(desk: &Desk, engine: &EngineHandle) -> Html {
    let locale = desk.locale;
    html! {
        <fieldset class="section">
            <legend>{ locale.say(Form::Signer) }</legend>
            <div class="choices">
                { for Draft::choices(desk.world).iter().map(|choice| self::choice(desk, *choice, engine)) }
            </div>
            if desk.draft.choice_in(desk.world) != Choice::Ca {
                <label class="check">
                    <input
                        type="checkbox"
                        checked={desk.draft.cluster}
                        data-testid="issuer-cluster"
                        onchange={desk.oncheck(|draft, checked| draft.cluster = checked)}
                    />
                    <span>
                        { locale.say(Form::Cluster) }
                        <span class="hint">{ locale.say(Form::ClusterHint) }</span>
                    </span>
                </label>
            }
        </fieldset>
    }
}

fn choice(desk: &Desk, choice: Choice, engine: &EngineHandle) -> Html {
    let locale = desk.locale;
    let chosen = desk.draft.choice_in(desk.world) == choice;
    let changer = desk.handle();
    let onchange = Callback::from(move |_: Event| changer.change(|draft| draft.choice = choice));
    let id = choice.test_id();
    html! {
        <div key={id} class={classes!("choice", chosen.then_some("choice-on"))}>
            <label>
                <input type="radio" name="signer" checked={chosen} data-testid={id} {onchange} />
                <span>
                    <strong>{ locale.say(Form::Choice(choice)) }</strong>
                    <span class="hint">{ locale.say(Form::ChoiceMeaning(choice)) }</span>
                </span>
            </label>
            if chosen {
                { needs(desk, choice, engine) }
            }
        </div>
    }
}

/// What a signer needs to know.
fn needs(desk: &Desk, choice: Choice, engine: &EngineHandle) -> Html {
    match choice {
        Choice::SelfSigned => Html::default(),
        Choice::AcmePractice => html! { <div class="needs">{ proof::view(desk) }</div> },
        Choice::Ca => html! { <div class="needs">{ ca(desk, engine) }</div> },
        Choice::AcmeStaging | Choice::AcmeProduction | Choice::AcmeUrl => {
            let terms = directory::terms_url(desk, choice, engine);
            html! {
                <div class="needs">
                    { directory::view(desk, choice, engine) }
                    { proof::view(desk) }
                    { account(desk, terms.as_deref()) }
                </div>
            }
        }
    }
}

fn ca(desk: &Desk, engine: &EngineHandle) -> Html {
    let (locale, field) = (desk.locale, Field::CaSecret);
    let secrets = ca_secrets(&engine.lab);
    if secrets.is_empty() {
        let coming = engine
            .lab
            .store()
            .list(Kind::Certificate)
            .filter_map(|object| object.certificate())
            .any(|certificate| certificate.spec.is_ca && certificate.issuing().is_some());
        if coming {
            return html! {
                <Notice tone={Tone::Plain}><p>{ locale.say(Form::CaComing) }</p></Notice>
            };
        }
        let engine = engine.clone();
        let make = Callback::from(move |_| {
            engine.dispatch(Action::Apply {
                objects: root_ca(&engine.lab),
            });
        });
        return html! {
            <Notice tone={Tone::Plain}>
                <p>{ locale.say(Form::NoCa) }</p>
                <button type="button" id={field.id()} data-testid="make-ca" onclick={make}>
                    { locale.say(Form::MakeCa) }
                </button>
                { errors(desk, field) }
            </Notice>
        };
    }
    let chosen = chosen_ca(&desk.draft, &engine.lab);
    html! {
        <FormField id={field.id()} label={locale.say(Form::CaSecret)} errors={desk.errors(field)}>
            <select
                id={field.id()}
                data-testid={field.id()}
                onchange={desk.onchange(|draft, value| draft.ca_secret = value)}
            >
                { for secrets.iter().map(|secret| html! {
                    <option key={secret.clone()} value={secret.clone()} selected={chosen.as_ref() == Some(secret)}>
                        { secret.clone() }
                    </option>
                }) }
            </select>
        </FormField>
    }
}

/// What an account is made with.
fn account(desk: &Desk, terms_url: Option<&str>) -> Html {
    let locale = desk.locale;
    let (email, terms) = (Field::Email, Field::Terms);
    let errors = desk.errors(email);
    if desk.world == World::Practice {
        return Html::default();
    }
    html! {
        <>
            <FormField
                id={email.id()}
                label={locale.say(Form::Email)}
                hint={locale.say(Form::EmailHint)}
                errors={errors.clone()}
            >
                <input
                    type="email"
                    id={email.id()}
                    autocomplete="email"
                    placeholder="name@example.com"
                    value={desk.draft.email.clone()}
                    aria-invalid={(!errors.is_empty()).to_string()}
                    aria-describedby={described_by(email)}
                    data-testid={email.id()}
                    oninput={desk.oninput(|draft, value| draft.email = value)}
                    onblur={desk.onblur(email)}
                />
            </FormField>
            <div class="field">
                <label class="check">
                    <input
                        type="checkbox"
                        id={terms.id()}
                        checked={desk.draft.terms}
                        data-testid={terms.id()}
                        onchange={desk.oncheck(|draft, checked| draft.terms = checked)}
                        onblur={desk.onblur(terms)}
                    />
                    <span>
                        { locale.say(Form::Terms) }
                        if let Some(url) = terms_url {
                            { " " }
                            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer">
                                { locale.say(Form::TermsLink) }
                            </a>
                        }
                    </span>
                </label>
                { self::errors(desk, terms) }
            </div>
        </>
    }
}

/// The errors of a field that is not laid out by [`FormField`].
pub(super) fn errors(desk: &Desk, field: Field) -> Html {
    list(&desk.errors(field), field)
}

/// The same before anybody has left the field.
pub(super) fn all_errors(desk: &Desk, field: Field) -> Html {
    list(&desk.all_errors(field), field)
}

fn list(errors: &[AttrValue], field: Field) -> Html {
    html! {
        <div
            class="errors"
            role="alert"
            data-testid={(!errors.is_empty()).then(|| format!("error-{}", field.id()))}
        >
            { for errors.iter().map(|error| html! { <p key={error.to_string()}>{ error.clone() }</p> }) }
        </div>
    }
}
