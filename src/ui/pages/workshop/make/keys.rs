//! Keys: made, brought in, chosen.

use std::rc::Rc;

use certlab::x509::making::{Place, Subject};
use certlab::x509::{Judge, KeyAlgorithm, KeyPurpose, PrivateKey, acceptance};
use yew::prelude::*;

use super::desk::Desk;
use super::shelf::{key_title, request_title};
use crate::ui::components::FormField;
use crate::ui::i18n::{Make, Workshop};
use crate::ui::platform;
use crate::ui::store::{Edit, MakingHandle};

/// The part about keys.
pub(super) fn view(desk: &Desk) -> Html {
    html! {
        <>
            { kinds(desk) }
            { bring_in(desk) }
            { choice(desk) }
        </>
    }
}

/// Every kind of key, and who accepts it.
fn kinds(desk: &Desk) -> Html {
    let locale = desk.locale;
    let busy = desk.making.is_busy;
    html! {
        <div class="field">
            <table class="make-kinds">
                <thead>
                    <tr>
                        <th scope="col">{ locale.say(Make::KindOfKey) }</th>
                        <th scope="col">{ locale.say(Make::Judge(Judge::CertManager)) }</th>
                        <th scope="col">{ locale.say(Make::Judge(Judge::LetsEncrypt)) }</th>
                    </tr>
                </thead>
                <tbody>
                    { for KeyAlgorithm::CHOICES.into_iter().map(|algorithm| kind(desk, algorithm)) }
                </tbody>
            </table>
            <p class="hint">{ locale.say(Make::JudgesHint) }</p>
            <div class="actions">
                <button
                    type="button"
                    class="button-primary"
                    disabled={busy}
                    data-testid="make-key"
                    onclick={new_key(&desk.making)}
                >
                    { locale.say(if busy { Make::Working } else { Make::NewKey }) }
                </button>
            </div>
            <div class="errors" role="alert" data-testid="make-failure">
                if let Some(why) = &desk.making.failure {
                    <p>{ locale.say(Make::Failed(why.clone())) }</p>
                }
            </div>
        </div>
    }
}

fn kind(desk: &Desk, algorithm: KeyAlgorithm) -> Html {
    let chosen = desk.making.algorithm == algorithm;
    let choose = desk.change(move |making, _: &Event| making.algorithm = algorithm);
    let verdict = |judge| match acceptance(algorithm, judge, KeyPurpose::Certificate) {
        Ok(()) => html! { <td class="good">{ "✓ " }{ desk.locale.say(Make::Accepted) }</td> },
        Err(why) => html! { <td class="bad">{ "✕ " }{ desk.locale.say(Make::Refused(why)) }</td> },
    };
    let id = format!("make-kind-{}", algorithm.to_string().replace(' ', "-"));
    html! {
        <tr key={id.clone()} class={classes!(chosen.then_some("make-chosen"))}>
            <th scope="row">
                <label class="check">
                    <input type="radio" name="make-kind" checked={chosen} data-testid={id} onchange={choose} />
                    <span lang="en">{ algorithm.to_string() }</span>
                </label>
            </th>
            { verdict(Judge::CertManager) }
            { verdict(Judge::LetsEncrypt) }
        </tr>
    }
}

fn new_key(making: &MakingHandle) -> Callback<MouseEvent> {
    let making = making.clone();
    Callback::from(move |_: MouseEvent| {
        let dispatcher = making.dispatcher();
        dispatcher.dispatch(Edit::new(|making| {
            making.begin_anew();
            making.is_busy = true;
        }));
        let done = Callback::from(move |made: Result<PrivateKey, String>| {
            dispatcher.dispatch(Edit::new(move |making| {
                making.is_busy = false;
                match made {
                    Ok(key) => {
                        let place = Rc::make_mut(&mut making.bench.shelf).add_key(key);
                        making.choose(Subject::Key(place));
                    }
                    Err(why) => making.failure = Some(why),
                }
            }));
        });
        platform::new_key(making.algorithm, done);
    })
}

/// Keys, requests and CAs from elsewhere.
fn bring_in(desk: &Desk) -> Html {
    let (locale, making) = (desk.locale, &desk.making);
    let mut errors = Vec::new();
    if let Some(brought) = &making.brought {
        errors.extend(
            brought
                .unread
                .iter()
                .map(|error| locale.say(Workshop::Error(error.clone()))),
        );
        errors.extend(
            brought
                .unusable
                .iter()
                .map(|error| locale.say(Make::Unusable(error.clone()))),
        );
    }
    let invalid = (!errors.is_empty()).then_some("true");
    let taken = making.brought.as_ref().map_or(0, |brought| brought.count);
    html! {
        <details class="files">
            <summary data-testid="make-bring-open">{ locale.say(Make::BringIn) }</summary>
            <div class="section-more">
                <FormField
                    id="make-bring"
                    label={locale.say(Make::Bring)}
                    hint={locale.say(Make::BringHint)}
                    {errors}
                >
                    <textarea
                        id="make-bring"
                        class="value"
                        rows="5"
                        spellcheck="false"
                        autocapitalize="none"
                        placeholder={"-----BEGIN PRIVATE KEY-----\n…"}
                        value={making.bring.clone()}
                        aria-invalid={invalid}
                        aria-describedby="hint-make-bring error-make-bring"
                        data-testid="make-bring"
                        oninput={desk.change(|making, event: &InputEvent| {
                            making.bring = platform::input_value(event);
                            making.brought = None;
                        })}
                    />
                </FormField>
                <div class="with-button">
                    <input
                        type="password"
                        autocomplete="off"
                        aria-label={locale.say(Make::Passphrase)}
                        placeholder={locale.say(Make::Passphrase)}
                        value={making.passphrase.clone()}
                        data-testid="make-passphrase"
                        oninput={desk.change(|making, event: &InputEvent| {
                            making.passphrase = platform::input_value(event);
                        })}
                    />
                    <button
                        type="button"
                        data-testid="make-take"
                        onclick={desk.change(|making, _: &MouseEvent| making.take())}
                    >
                        { locale.say(Make::Take) }
                    </button>
                </div>
                <p class="good" role="status" data-testid="make-taken">
                    if taken > 0 { { locale.say(Make::Taken(taken)) } }
                </p>
            </div>
        </details>
    }
}

/// Which key is certified.
fn choice(desk: &Desk) -> Html {
    let (locale, bench) = (desk.locale, &desk.making.bench);
    let keys = bench.shelf.keys().iter().enumerate();
    let keys = keys.map(|(place, key)| (Subject::Key(place), key_title(key)));
    let requests = bench.shelf.requests().iter().enumerate();
    let requests = requests.map(|(place, request)| {
        let title = locale.say(Make::OfRequest(request_title(request)));
        (Subject::Request(place), title.to_string())
    });
    let all: Vec<(Subject, String)> = keys.chain(requests).collect();
    let choose = {
        let all: Vec<Subject> = all.iter().map(|(subject, _)| *subject).collect();
        desk.change(move |making, event: &Event| {
            let place: Option<usize> = platform::change_value(event).parse().ok();
            if let Some(subject) = place.and_then(|place| all.get(place)) {
                making.choose(*subject);
            }
        })
    };
    let errors = desk.errors(Place::Subject);
    let id = super::desk::id(Place::Subject);
    html! {
        <FormField id={id.clone()} label={locale.say(Make::Label(Place::Subject))} {errors}>
            <select id={id.clone()} data-testid={id} disabled={all.is_empty()} onchange={choose}>
                if all.is_empty() {
                    <option>{ locale.say(Make::NoKeyYet) }</option>
                }
                { for all.iter().enumerate().map(|(place, (subject, title))| html! {
                    <option key={place} value={place.to_string()} selected={bench.subject == Some(*subject)}>
                        { title.clone() }
                    </option>
                }) }
            </select>
        </FormField>
    }
}
