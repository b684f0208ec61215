//! The page that checks chains: what to check, and for whom.

mod verdict;

use std::rc::Rc;

use certlab::clock::Timestamp;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use certlab::lab::lesson::{self, Deed};
use certlab::x509::path::{Material, Peer, Purpose, Question, Report, Revocation, validate};
use certlab::x509::{Certificate, file};
use yew::prelude::*;

use super::workshop::tabs;
use crate::ui::components::FormField;
use crate::ui::i18n::chain::Chain;
use crate::ui::i18n::{Locale, use_locale};
use crate::ui::platform::{self, use_engine};
use crate::ui::routes::Route;

/// Where the page begins.
#[derive(Properties, PartialEq)]
pub(crate) struct ChainPageProps {
    /// Namespace and name of the Secret whose chain is asked for.
    #[prop_or_default]
    pub(crate) secret: Option<(String, String)>,
}

/// What was asked.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    text: Vec<u8>,
    purpose: Purpose,
    name: String,
    at: String,
    trusts_roots: bool,
    needs_lists: bool,
}

/// Checks chains.
#[component]
pub(crate) fn ChainPage(props: &ChainPageProps) -> Html {
    let locale = use_locale();
    let engine = use_engine();
    let asked = use_state_eq(|| Asked {
        text: Vec::new(),
        purpose: Purpose::Server,
        name: String::new(),
        at: String::new(),
        trusts_roots: true,
        needs_lists: false,
    });
    {
        let (asked, engine) = (asked.clone(), engine.clone());
        use_effect_with(props.secret.clone(), move |secret| {
            if let Some((namespace, name)) = secret {
                let key = ObjectKey::new(Kind::Secret, namespace, name);
                let text = chain_of(&engine.lab, &key, &engine.practice_roots());
                asked.set(Asked {
                    text: text.into_bytes(),
                    ..(*asked).clone()
                });
            }
        });
    }
    let now = engine.lab.now(platform::now());
    let report = use_memo(((*asked).clone(), now.unix_secs() / 60), |(asked, _)| {
        check(asked, now)
    });
    {
        let (engine, name) = (engine.clone(), asked.name.trim().to_owned());
        let begun = engine.progress.begun;
        use_effect_with(
            (Rc::clone(&report), name, begun),
            move |(report, name, _)| {
                if let Ok(Checked { report, .. }) = &**report {
                    for outcome in lesson::outcomes(report) {
                        engine.did(Deed::Chain(format!("{outcome} {name}")));
                    }
                }
            },
        );
    }
    let change = |edit: fn(&mut Asked, String)| {
        let asked = asked.clone();
        Callback::from(move |value: String| {
            let mut next = (*asked).clone();
            edit(&mut next, value);
            asked.set(next);
        })
    };
    let flip = |edit: fn(&mut Asked, bool)| {
        let asked = asked.clone();
        Callback::from(move |event: Event| {
            let mut next = (*asked).clone();
            edit(&mut next, platform::is_checked(&event));
            asked.set(next);
        })
    };
    let set_text = change(|asked, text| asked.text = text.into_bytes());
    let take = {
        let asked = asked.clone();
        Callback::from(move |(_, content): (String, Option<String>)| {
            let text = content.unwrap_or_default().into_bytes();
            asked.set(Asked {
                text,
                ..(*asked).clone()
            });
        })
    };
    let ondrop = {
        let take = take.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            platform::read_dropped(&event, file::MAX_BYTES, take.clone());
        })
    };
    let choose = {
        let (set, engine) = (set_text.clone(), engine.clone());
        Callback::from(move |event: Event| {
            let value = platform::change_value(&event);
            if let Some((namespace, name)) = value.split_once('/') {
                let key = ObjectKey::new(Kind::Secret, namespace, name);
                set.emit(chain_of(&engine.lab, &key, &engine.practice_roots()));
            }
        })
    };
    let purposes = change(|asked, value| {
        let place = value
            .parse()
            .ok()
            .and_then(|place: usize| Purpose::ALL.get(place));
        asked.purpose = place.copied().unwrap_or(Purpose::Any);
    });
    let at_bad = !asked.at.trim().is_empty() && Timestamp::parse_rfc3339(asked.at.trim()).is_err();
    html! {
        <div class="chain-page">
            { tabs(&Route::Chain, locale) }
            <header class="page-head"><h1 class="page-title">{ locale.say(Chain::Title) }</h1></header>
            <p class="quiet chain-lead">{ locale.say(Chain::Lead) }</p>
            <div class="chain-columns">
                <form class="chain-form" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                    <FormField id="chain-text" label={locale.say(Chain::Text)} hint={locale.say(Chain::TextHint)}>
                        <textarea
                            id="chain-text"
                            class="value"
                            rows="12"
                            spellcheck="false"
                            autocapitalize="none"
                            aria-describedby="hint-chain-text"
                            value={String::from_utf8_lossy(&asked.text).into_owned()}
                            data-testid="chain-text"
                            oninput={set_text.reform(|event: InputEvent| platform::input_value(&event))}
                            ondragover={Callback::from(|event: DragEvent| event.prevent_default())}
                            {ondrop}
                        />
                    </FormField>
                    <div class="chain-actions">
                        <label class="button">
                            { locale.say(Chain::OpenFile) }
                            <input
                                type="file"
                                class="hidden-text"
                                data-testid="chain-file"
                                onchange={Callback::from(move |event: Event| {
                                    platform::read_chosen(&event, file::MAX_BYTES, take.clone());
                                })}
                            />
                        </label>
                        <button type="button" class="button-plain" onclick={set_text.reform(|_: MouseEvent| String::new())}>
                            { locale.say(Chain::Clear) }
                        </button>
                    </div>
                    { secrets(&engine.lab, &choose, locale) }
                    <FormField id="chain-purpose" label={locale.say(Chain::Purpose)}>
                        <select
                            id="chain-purpose"
                            data-testid="chain-purpose"
                            onchange={purposes.reform(|event: Event| platform::change_value(&event))}
                        >
                            { for Purpose::ALL.iter().enumerate().map(|(place, purpose)| html! {
                                <option key={place} value={place.to_string()} selected={*purpose == asked.purpose}>
                                    { locale.say(Chain::PurposeOf(*purpose)) }
                                </option>
                            }) }
                        </select>
                    </FormField>
                    <FormField id="chain-name" label={locale.say(Chain::Name)} hint={locale.say(Chain::NameHint)}>
                        <input
                            id="chain-name"
                            type="text"
                            class="value"
                            autocapitalize="none"
                            spellcheck="false"
                            aria-describedby="hint-chain-name"
                            value={asked.name.clone()}
                            data-testid="chain-name"
                            oninput={change(|asked, value| asked.name = value).reform(|event: InputEvent| platform::input_value(&event))}
                        />
                    </FormField>
                    <FormField
                        id="chain-at"
                        label={locale.say(Chain::At)}
                        hint={locale.say(Chain::AtHint(now.rfc3339()))}
                        errors={if at_bad { vec![locale.say(Chain::AtBad)] } else { Vec::new() }}
                    >
                        <input
                            id="chain-at"
                            type="text"
                            class="value"
                            aria-describedby="hint-chain-at error-chain-at"
                            aria-invalid={at_bad.then_some("true")}
                            value={asked.at.clone()}
                            data-testid="chain-at"
                            oninput={change(|asked, value| asked.at = value).reform(|event: InputEvent| platform::input_value(&event))}
                        />
                    </FormField>
                    <label class="chain-flag">
                        <input type="checkbox" checked={asked.trusts_roots} data-testid="chain-trust" onchange={flip(|asked, on| asked.trusts_roots = on)} />
                        { locale.say(Chain::Trust) }
                    </label>
                    <label class="chain-flag">
                        <input type="checkbox" checked={asked.needs_lists} data-testid="chain-lists" onchange={flip(|asked, on| asked.needs_lists = on)} />
                        { locale.say(Chain::Revocation) }
                    </label>
                </form>
                <section class="chain-verdict" aria-live="polite" data-testid="chain-verdict">
                    { match &*report {
                        Ok(Checked { report, at }) => verdict::show(report, *at, locale),
                        Err(why) => html! { <p class="quiet">{ locale.say(why.clone()) }</p> },
                    } }
                </section>
            </div>
        </div>
    }
}

struct Checked {
    report: Report,
    at: Timestamp,
}

impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && self.report.paths == other.report.paths
    }
}

/// Reads the text and checks the first certificate that is no CA, or else the first.
fn check(asked: &Asked, now: Timestamp) -> Result<Checked, Chain> {
    if asked.text.trim_ascii().is_empty() {
        return Err(Chain::Nothing);
    }
    let reading = file::read(&asked.text, None).map_err(|_| Chain::Unread)?;
    let (mut certificates, mut lists) = (Vec::new(), Vec::new());
    for item in reading.items {
        match item.content {
            file::Content::Certificate(der) => certificates.push(der),
            file::Content::RevocationList(der) => lists.push(der),
            _ => {}
        }
    }
    let parsed: Vec<Option<Certificate>> = certificates
        .iter()
        .map(|der| Certificate::from_der(der).ok())
        .collect();
    let leaf = parsed
        .iter()
        .position(|one| one.as_ref().is_some_and(|one| !one.is_ca()))
        .and_then(|place| certificates.get(place))
        .or_else(|| certificates.first())
        .ok_or(Chain::NoCertificate)?;
    let anchors: Vec<Vec<u8>> = parsed
        .iter()
        .flatten()
        .filter(|one| asked.trusts_roots && one.is_self_signed())
        .map(|one| one.der().to_vec())
        .collect();
    let at = match asked.at.trim() {
        "" => now,
        text => Timestamp::parse_rfc3339(text).map_err(|_| Chain::AtBad)?,
    };
    let question = Question {
        purpose: asked.purpose,
        peer: peer(asked.name.trim()),
        revocation: if asked.needs_lists {
            Revocation::Required
        } else {
            Revocation::WhereKnown
        },
        ..Question::at(at)
    };
    let material = Material {
        anchors: &anchors,
        others: &certificates,
        lists: &lists,
    };
    let report = validate(leaf, material, &question).map_err(|_| Chain::NoCertificate)?;
    Ok(Checked { report, at })
}

fn peer(name: &str) -> Option<Peer> {
    if name.is_empty() {
        None
    } else if let Ok(address) = name.parse() {
        Some(Peer::Address(address))
    } else if name.contains('@') {
        Some(Peer::Email(name.to_owned()))
    } else {
        let ascii = certlab::x509::DnsName::parse_any(name);
        Some(Peer::Host(ascii.map_or_else(
            |_| name.to_owned(),
            |name| name.as_str().to_owned(),
        )))
    }
}

fn secrets(lab: &Lab, choose: &Callback<Event>, locale: Locale) -> Html {
    let known: Vec<String> = lab
        .store()
        .list(Kind::Secret)
        .filter(|object| {
            object
                .secret()
                .is_some_and(|secret| secret.entry("tls.crt").is_some())
        })
        .filter_map(|object| {
            let key = object.key();
            Some(format!("{}/{}", key.namespace.as_deref()?, key.name))
        })
        .collect();
    if known.is_empty() {
        return Html::default();
    }
    html! {
        <FormField id="chain-secret" label={locale.say(Chain::FromBench)}>
            <select id="chain-secret" data-testid="chain-secret" onchange={choose.clone()}>
                <option value="">{ locale.say(Chain::Choose) }</option>
                { for known.into_iter().map(|name| html! { <option key={name.clone()} value={name.clone()}>{ name.clone() }</option> }) }
            </select>
        </FormField>
    }
}

/// A Secret's chain, its CA, and the practice CA's roots, which no ACME answer holds.
fn chain_of(lab: &Lab, key: &ObjectKey, roots: &str) -> String {
    let secret = lab.store().get(key).and_then(|object| object.secret());
    let entry = |name| {
        secret
            .and_then(|secret| secret.bytes(name))
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            .unwrap_or_default()
    };
    format!("{}{}{roots}", entry("tls.crt"), entry("ca.crt"))
}
