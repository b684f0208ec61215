//! The workshop: certificates and keys from elsewhere, opened up.

mod asn1;
mod card;
mod fields;
mod hex;
mod make;
mod tabs;

use std::rc::Rc;

use certlab::x509::compare::{self, Content as Half};
use certlab::x509::file::{self, Content, Error, Item};
use certlab::x509::reading::Reading;
use yew::prelude::*;

use self::card::Card;
pub(crate) use self::make::MakePage;
pub(super) use self::tabs::tabs;
use crate::ui::components::FormField;
use crate::ui::i18n::{Locale, Workshop, use_locale};
use crate::ui::inspect::compare::CompareView;
use crate::ui::platform;
use crate::ui::routes::Route;
use crate::ui::store::{Bench, BenchAction, BenchHandle, Opened};

/// The workshop.
#[component]
pub(crate) fn WorkshopPage() -> Html {
    let locale = use_locale();
    let Some(bench) = use_context::<BenchHandle>() else {
        return Html::default();
    };
    // Read again only when what lies there, or the passphrase, has changed.
    let sources = use_memo((*bench).clone(), read);
    let pairs = use_memo(sources.clone(), |sources| pairs(sources));
    let act = {
        let bench = bench.dispatcher();
        Callback::from(move |action: BenchAction| bench.dispatch(action))
    };
    let opened = act.reform(|(name, bytes): platform::OpenedFile| {
        let bytes = bytes.map(Rc::from);
        BenchAction::Open(Opened { name, bytes })
    });
    let ondrop = {
        let opened = opened.clone();
        Callback::from(move |event: DragEvent| {
            if platform::has_files(&event) {
                event.prevent_default();
                platform::read_all_dropped(&event, file::MAX_BYTES, &opened);
            }
        })
    };
    let count: usize = sources
        .iter()
        .map(|source| source.found().items.len())
        .sum();
    let text = sources.iter().find(|source| source.name.is_none());
    html! {
        <div class="workshop">
            { tabs(&Route::Workshop, locale) }
            <header class="page-head"><h1 class="page-title">{ locale.say(Workshop::Title) }</h1></header>
            <p class="quiet workshop-lead">{ locale.say(Workshop::Lead) }</p>
            <div
                class="workshop-bench"
                {ondrop}
                ondragover={Callback::from(|event: DragEvent| event.prevent_default())}
            >
                <FormField
                    id="workshop-text"
                    label={locale.say(Workshop::Paste)}
                    errors={text.map(|source| source.errors(locale)).unwrap_or_default()}
                >
                    <textarea
                        id="workshop-text"
                        class="value"
                        rows="7"
                        spellcheck="false"
                        autocapitalize="none"
                        placeholder={PLACEHOLDER}
                        value={bench.text.clone()}
                        aria-describedby="error-workshop-text"
                        data-testid="workshop-text"
                        oninput={act.reform(|event: InputEvent| BenchAction::Text(platform::input_value(&event)))}
                    />
                </FormField>
                <div class="actions">
                    <label class="button">
                        { locale.say(Workshop::OpenFiles) }
                        <input
                            type="file"
                            class="hidden-text"
                            multiple=true
                            data-testid="workshop-file"
                            onchange={Callback::from(move |event: Event| {
                                platform::read_all_chosen(&event, file::MAX_BYTES, &opened);
                            })}
                        />
                    </label>
                    <button
                        type="button"
                        class="button-plain"
                        data-testid="workshop-clear"
                        onclick={act.reform(|_: MouseEvent| BenchAction::Clear)}
                    >
                        { locale.say(Workshop::Clear) }
                    </button>
                </div>
                <ul class="workshop-files">
                    { for bench.files.iter().enumerate().map(|(place, opened)| {
                        file_row(place, opened, &sources, &act, locale)
                    }) }
                </ul>
                if bench.passphrase.is_some() || sources.iter().any(Source::is_locked) {
                    <Lock tried={bench.passphrase.clone()} ontry={act.reform(BenchAction::Unlock)} />
                }
            </div>
            <p class="workshop-count" role="status" data-testid="workshop-count">
                if bench.text.trim().is_empty() && bench.files.is_empty() {
                    { locale.say(Workshop::Nothing) }
                } else {
                    { locale.say(Workshop::Found(count)) }
                }
            </p>
            { for pairs.iter().enumerate().map(|(place, pair)| html! {
                <CompareView
                    key={place}
                    id={format!("compare-{place}")}
                    name={pair.name.clone()}
                    request={pair.request.clone()}
                    certificate={pair.certificate.clone()}
                />
            }) }
            { for sources.iter().enumerate().flat_map(|(place, source)| {
                let name = source
                    .name
                    .clone()
                    .map_or_else(|| locale.say(Workshop::InText), AttrValue::from);
                let found = source.found();
                (0..found.items.len()).map(move |index| html! {
                    <Card
                        key={format!("{place}-{index}")}
                        id={format!("item-{place}-{index}")}
                        found={found.clone()}
                        {index}
                        source={name.clone()}
                        open={count <= MOST_OPEN}
                    />
                })
            }) }
        </div>
    }
}

/// A file, or the text, and what is in it.
#[derive(Clone, Debug, PartialEq)]
struct Source {
    /// The file's name; none for the text.
    name: Option<String>,
    outcome: Result<Rc<file::Reading>, Error>,
}

impl Source {
    fn found(&self) -> Rc<file::Reading> {
        self.outcome.clone().unwrap_or_default()
    }

    /// What is wrong with it, in words.
    fn errors(&self, locale: Locale) -> Vec<AttrValue> {
        match &self.outcome {
            Err(error) => vec![locale.say(Workshop::Error(error.clone()))],
            Ok(found) => found
                .problems
                .iter()
                .map(|problem| {
                    let why = locale.say(Workshop::Error(problem.error.clone()));
                    let place = problem.place.to_string();
                    if place.is_empty() {
                        why
                    } else {
                        format!("{place}: {why}").into()
                    }
                })
                .collect(),
        }
    }

    fn is_locked(&self) -> bool {
        let locked = |error: &Error| {
            matches!(
                error,
                Error::PassphraseNeeded { .. } | Error::WrongPassphrase { .. }
            )
        };
        match &self.outcome {
            Err(error) => locked(error),
            Ok(found) => found.problems.iter().any(|problem| locked(&problem.error)),
        }
    }
}

fn read(bench: &Bench) -> Vec<Source> {
    let passphrase = bench.passphrase.as_deref();
    let read = |name: Option<&str>, bytes: &[u8]| Source {
        name: name.map(str::to_owned),
        outcome: file::read(bytes, passphrase).map(Rc::new),
    };
    let files = bench.files.iter().filter_map(|opened| {
        let bytes = opened.bytes.as_deref()?;
        Some(read(Some(&opened.name), bytes))
    });
    let text = (!bench.text.trim().is_empty()).then(|| read(None, bench.text.as_bytes()));
    text.into_iter().chain(files).collect()
}

/// A request and a certificate for the same key.
#[derive(Clone, Debug, PartialEq)]
struct Pair {
    name: String,
    request: Rc<[u8]>,
    certificate: Rc<[u8]>,
}

fn pairs(sources: &[Source]) -> Vec<Pair> {
    let found: Vec<Rc<file::Reading>> = sources.iter().map(Source::found).collect();
    let items: Vec<&Item> = found.iter().flat_map(|found| &found.items).collect();
    let halves = items.iter().enumerate().filter_map(|(place, item)| {
        let half = match &item.content {
            Content::Request(der) => Half::Request(der),
            Content::Certificate(der) => Half::Certificate(der),
            _ => return None,
        };
        Some((place, half))
    });
    let bytes = |place: usize| items.get(place).map(|item| item.content.bytes());
    compare::pairs(halves)
        .into_iter()
        .filter_map(|pair| {
            let (request, certificate) = (bytes(pair.request)?, bytes(pair.certificate)?);
            Some(Pair {
                name: Reading::of(certificate).gist.title,
                request: Rc::from(request),
                certificate: Rc::from(certificate),
            })
        })
        .collect()
}

fn file_row(
    place: usize,
    opened: &Opened,
    sources: &[Source],
    act: &Callback<BenchAction>,
    locale: Locale,
) -> Html {
    let errors = if opened.bytes.is_none() {
        vec![locale.say(Workshop::Unread(opened.name.clone()))]
    } else {
        sources
            .iter()
            .find(|source| source.name.as_ref() == Some(&opened.name))
            .map(|source| source.errors(locale))
            .unwrap_or_default()
    };
    html! {
        <li key={opened.name.clone()} data-testid="workshop-opened">
            <span class="value">{ opened.name.clone() }</span>
            <button
                type="button"
                class="button-plain"
                aria-label={locale.say(Workshop::CloseFile(opened.name.clone()))}
                onclick={act.reform(move |_: MouseEvent| BenchAction::Close(place))}
            >
                { "✕" }
            </button>
            <div class="errors" role="alert">
                { for errors.into_iter().enumerate().map(|(number, error)| html! { <p key={number}>{ error }</p> }) }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct LockProps {
    tried: Option<String>,
    ontry: Callback<String>,
}

/// The passphrase. It is tried when it is handed in, not while it is typed: a try may
/// cost hundreds of thousands of hashes.
#[component]
fn Lock(props: &LockProps) -> Html {
    let locale = use_locale();
    let typed = use_state_eq(|| props.tried.clone().unwrap_or_default());
    let onsubmit = {
        let (typed, ontry) = (typed.clone(), props.ontry.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            ontry.emit((*typed).clone());
        })
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(platform::input_value(&event)))
    };
    html! {
        <form class="workshop-lock" {onsubmit}>
            <label for="workshop-passphrase">{ locale.say(Workshop::Passphrase) }</label>
            <input
                id="workshop-passphrase"
                type="password"
                autocomplete="off"
                value={(*typed).clone()}
                data-testid="workshop-passphrase"
                {oninput}
            />
            <button type="submit" class="button" data-testid="workshop-unlock">
                { locale.say(Workshop::Unlock) }
            </button>
        </form>
    }
}

/// With more things than this, each is opened by hand.
const MOST_OPEN: usize = 3;

const PLACEHOLDER: &str = "-----BEGIN CERTIFICATE-----\n…";
