//! The working models of the glossary: real keys, requests and answers, made to be broken.

use certlab::acme::problem::Problem;
use certlab::encoding::{base64url, hex};
use certlab::lab::demo::{self, Demo as Model, Judged, Proof, Signing};
use yew::prelude::*;

use crate::ui::components::Explained;
use crate::ui::i18n::{Demo, Locale, use_locale};
use crate::ui::platform;
use crate::ui::platform::engine::throwaway;

/// The model of a term.
pub(super) fn model(model: Model, locale: Locale) -> Html {
    let body = match model {
        Model::Signature => html! { <SignatureModel /> },
        Model::Csr => html! { <RequestModel /> },
        Model::Names => html! { <NamesModel /> },
        Model::Proof => html! { <ProofModel /> },
        Model::Nonce => html! { <NonceModel /> },
    };
    html! {
        <section class="demo" data-testid="demo">
            <h3>{ locale.say(Demo::Title) }</h3>
            { body }
        </section>
    }
}

/// A verdict in a word and a colour.
fn verdict(is_good: bool, words: AttrValue) -> Html {
    html! {
        <p role="status" class={if is_good { "good" } else { "bad" }} data-testid="demo-verdict" data-good={is_good.to_string()}>
            { words }
        </p>
    }
}

fn field(id: &'static str, label: AttrValue, value: &UseStateHandle<AttrValue>) -> Html {
    let setter = value.setter();
    let oninput = Callback::from(move |event: InputEvent| {
        setter.set(
            platform::input_value(&event)
                .chars()
                .take(MOST)
                .collect::<String>()
                .into(),
        );
    });
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} data-testid={id} value={(**value).clone()} spellcheck="false" autocomplete="off" {oninput} />
        </div>
    }
}

/// A message and its signature.
#[component]
fn SignatureModel() -> Html {
    let locale = use_locale();
    let message = use_state_eq(|| AttrValue::Static("shop.example.test"));
    let signing = use_state(|| Signing::new("shop.example.test", &mut throwaway()).ok());
    let by_other = use_state_eq(|| false);
    let Some(made) = &*signing else {
        return Html::default();
    };
    let fits = made.verifies(&message, *by_other);
    let sign = {
        let (signing, message) = (signing.setter(), message.clone());
        Callback::from(move |_: MouseEvent| {
            signing.set(Signing::new(&message, &mut throwaway()).ok());
        })
    };
    let choose = |other: bool, words: Demo, id: &'static str| {
        let setter = by_other.setter();
        html! {
            <button
                type="button"
                aria-pressed={(*by_other == other).to_string()}
                data-testid={id}
                onclick={Callback::from(move |_: MouseEvent| setter.set(other))}
            >
                { locale.say(words) }
            </button>
        }
    };
    html! {
        <>
            { field("demo-message", locale.say(Demo::Message), &message) }
            <p class="small">
                <span class="quiet">{ locale.say(Demo::Signature) }{ " " }</span>
                <span class="value" lang="en">{ base64url(made.signature()) }</span>
            </p>
            <div class="segments" role="group" aria-label={locale.say(Demo::By)}>
                { choose(false, Demo::OwnKey, "demo-own-key") }
                { choose(true, Demo::OtherKey, "demo-other-key") }
            </div>
            { verdict(fits, locale.say(Demo::Verifies(fits))) }
            <p><button type="button" data-testid="demo-sign" onclick={sign}>{ locale.say(Demo::Sign) }</button></p>
        </>
    }
}

/// A request, one byte of which is changed.
#[component]
fn RequestModel() -> Html {
    let locale = use_locale();
    let der =
        use_state(|| demo::new_request("shop.example.test", &mut throwaway()).unwrap_or_default());
    // 0 is none; a byte is counted from 1.
    let at = use_state_eq(|| 0_usize);
    let changed = at.checked_sub(1);
    let shown = changed.map_or_else(|| (*der).clone(), |at| demo::spoiled(&der, at));
    let judged = demo::judge(&shown);
    let oninput = {
        let at = at.setter();
        Callback::from(move |event: InputEvent| {
            at.set(platform::input_value(&event).parse().unwrap_or(0));
        })
    };
    let said = match changed {
        None => locale.say(Demo::Whole),
        Some(_) => AttrValue::from(at.to_string()),
    };
    html! {
        <>
            <label for="demo-byte">{ locale.say(Demo::Byte) }{ " " }<output>{ said }</output></label>
            <input
                id="demo-byte"
                type="range"
                min="0"
                max={der.len().to_string()}
                value={at.to_string()}
                data-testid="demo-byte"
                {oninput}
            />
            <p class="value demo-bytes" lang="en">
                { for shown.iter().enumerate().map(|(index, byte)| {
                    let octet = hex(&[*byte]);
                    if Some(index) == changed {
                        html! { <mark key={index}>{ octet }</mark> }
                    } else {
                        html! { <span key={index}>{ octet }</span> }
                    }
                }) }
            </p>
            { verdict(judged == Judged::Good, locale.say(Demo::Judged(judged))) }
        </>
    }
}

/// The names of a certificate, and a host.
#[component]
fn NamesModel() -> Html {
    let locale = use_locale();
    let names = use_state_eq(|| AttrValue::Static("*.example.test\nexample.test"));
    let common = use_state_eq(|| AttrValue::Static("old.example.org"));
    let host = use_state_eq(|| AttrValue::Static("shop.example.test"));
    let fits = names
        .lines()
        .any(|name| demo::is_host(name.trim(), host.trim()));
    let only_common = demo::is_host(common.trim(), host.trim());
    let oninput = {
        let names = names.setter();
        Callback::from(move |event: InputEvent| {
            names.set(
                platform::input_value(&event)
                    .chars()
                    .take(MOST)
                    .collect::<String>()
                    .into(),
            );
        })
    };
    html! {
        <>
            <div class="field">
                <label for="demo-names">{ locale.say(Demo::Names) }</label>
                <textarea id="demo-names" data-testid="demo-names" rows="3" spellcheck="false" value={(*names).clone()} {oninput} />
            </div>
            { field("demo-common", locale.say(Demo::CommonName), &common) }
            { field("demo-host", locale.say(Demo::Host), &host) }
            { verdict(fits, locale.say(Demo::Fits(fits, only_common))) }
        </>
    }
}

/// From key and token to the record.
#[component]
fn ProofModel() -> Html {
    let locale = use_locale();
    let proof = use_state(|| Proof::new(&mut throwaway()).ok());
    let Some(made) = &*proof else {
        return Html::default();
    };
    let new_key = {
        let (setter, made) = (proof.setter(), made.clone());
        Callback::from(move |_: MouseEvent| {
            setter.set(made.with_other_key(&mut throwaway()).ok());
        })
    };
    let new_token = {
        let (setter, made) = (proof.setter(), made.clone());
        Callback::from(move |_: MouseEvent| {
            setter.set(Some(made.with_other_token(&mut throwaway())));
        })
    };
    let rows = [
        ("JWK", made.jwk()),
        ("thumbprint = SHA-256(JWK)", made.thumbprint()),
        ("token", made.token.clone()),
        ("token.thumbprint", made.key_authorization()),
        ("TXT = SHA-256(token.thumbprint)", made.txt()),
    ];
    html! {
        <>
            <dl class="demo-rows" lang="en">
                { for rows.into_iter().map(|(name, value)| html! {
                    <div key={name}>
                        <dt class="small">{ name }</dt>
                        <dd class="value" data-testid={format!("demo-{}", name.split(' ').next().unwrap_or(name))}>{ value }</dd>
                    </div>
                }) }
            </dl>
            <div class="actions">
                <button type="button" data-testid="demo-new-key" onclick={new_key}>{ locale.say(Demo::NewKey) }</button>
                <button type="button" data-testid="demo-new-token" onclick={new_token}>{ locale.say(Demo::NewToken) }</button>
            </div>
        </>
    }
}

/// One message with one nonce, sent twice.
#[component]
fn NonceModel() -> Html {
    let locale = use_locale();
    let sent = use_state(|| None::<(String, u16, u16, Option<Problem>)>);
    let onclick = {
        let sent = sent.setter();
        Callback::from(move |_: MouseEvent| sent.set(demo::nonce_twice(&mut throwaway()).ok()))
    };
    html! {
        <>
            <p><button type="button" data-testid="demo-twice" {onclick}>{ locale.say(Demo::Twice) }</button></p>
            if let Some((nonce, first, second, problem)) = &*sent {
                <p class="value" lang="en">{ format!("nonce: {nonce}") }</p>
                <p>
                    { locale.say(Demo::Answer(0)) }{ " " }
                    <span class="value good">{ first.to_string() }</span>
                </p>
                <p>
                    { locale.say(Demo::Answer(1)) }{ " " }
                    <span class="value bad" data-testid="demo-second" lang="en">
                        { problem.as_ref().map_or_else(|| second.to_string(), |problem| {
                            format!("{second} {}: {}", problem.short_type(), problem.detail)
                        }) }
                    </span>
                </p>
                <p class="small quiet"><Explained text={locale.say(Demo::Once)} /></p>
            }
        </>
    }
}

/// Longer than any name or message that shows the point.
const MOST: usize = 300;
