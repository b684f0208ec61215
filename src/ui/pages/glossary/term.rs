//! One term: what it means, where it stands, what it is on the bench.

use certlab::kube::Resource as _;
use certlab::lab::glossary::{Glossary as Terms, Live, Term};
use yew::prelude::*;
use yew_router::prelude::*;

use super::demo;
use crate::ui::components::TermLink;
use crate::ui::hooks::{Reader, Shelf, use_reader};
use crate::ui::i18n::glossary::Try;
use crate::ui::i18n::{Glossary, Locale, Stage, use_locale};
use crate::ui::platform::{EngineHandle, use_engine};
use crate::ui::routes::Route;
use crate::ui::stages::{kind_icon, picture, place, state_icon, summarize};

/// Which term.
#[derive(Properties, PartialEq)]
pub(super) struct TermViewProps {
    /// The term.
    pub(super) id: AttrValue,
    /// Whether it stands on the glossary's own page.
    #[prop_or_default]
    pub(super) is_page: bool,
}

/// One term.
#[component]
pub(super) fn TermView(props: &TermViewProps) -> Html {
    let locale = use_locale();
    let reader = use_reader();
    let engine = use_engine();
    let Shelf::Here(glossary) = &reader.shelf else {
        return Html::default();
    };
    let Some(term) = glossary.get(&props.id) else {
        return html! { <p class="quiet">{ locale.say(Glossary::Unknown) }</p> };
    };
    let live = term.live(&engine.lab);
    html! {
        <article class="term" data-testid="term" data-term={props.id.clone()}>
            <h2>
                <span data-testid="term-name">{ name_of(term, locale) }</span>
                { " " }
                { other_of(term, locale) }
            </h2>
            <p class="lead" data-testid="term-means">{ means(term, locale) }</p>
            { picture(&term.picture, live.first().map(|live| live.value.as_str()), locale) }
            { term.demo.map(|model| demo::model(model, locale)) }
            { place(term.place, locale) }
            { bench(&live, &engine, locale) }
            <dl class="term-facts">
                <dt>{ locale.say(Glossary::Field) }</dt>
                <dd class="value">{ term.field.clone() }</dd>
                <dt>{ locale.say(Glossary::Source) }</dt>
                <dd>{ term.source.clone() }</dd>
                <dt>{ locale.say(Glossary::Related) }</dt>
                <dd class="term-related">
                    { for term.related.iter().map(|id| {
                        related(glossary, id, props.is_page, locale)
                    }) }
                </dd>
            </dl>
            <p>
                <a class="button" href={term.try_at.clone()} data-testid="term-try">
                    { locale.say(Glossary::Try(Try::at(&term.try_at))) }
                </a>
            </p>
        </article>
    }
}

fn related(glossary: &Terms, id: &str, is_page: bool, locale: Locale) -> Html {
    let Some(term) = glossary.get(id) else {
        return Html::default();
    };
    let name = name_of(term, locale);
    if is_page {
        let route = Route::Term {
            term: id.to_owned(),
        };
        return html! { <a key={id.to_owned()} href={format!("#{}", route.to_path())}>{ name }</a> };
    }
    html! { <TermLink key={id.to_owned()} id={id.to_owned()}>{ name }</TermLink> }
}

/// The very objects on the bench, with what they say in the term's field.
fn bench(live: &[Live], engine: &EngineHandle, locale: Locale) -> Html {
    if live.is_empty() {
        return Html::default();
    }
    html! {
        <section class="term-bench" data-testid="term-bench">
            <h3>{ locale.say(Glossary::OnBench) }</h3>
            <ul>
                { for live.iter().take(MOST_SHOWN).map(|live| on_bench(live, engine, locale)) }
            </ul>
            if live.len() > MOST_SHOWN {
                <p class="small quiet">
                    { locale.say(Glossary::More(live.len().saturating_sub(MOST_SHOWN))) }
                </p>
            }
        </section>
    }
}

fn on_bench(live: &Live, engine: &EngineHandle, locale: Locale) -> Html {
    let key = live.object.key();
    let state = summarize(&live.object, &engine.lab).state;
    html! {
        <li key={format!("{} {key}", key.kind)}>
            { kind_icon(key.kind) }
            <a href={format!("#{}", Route::object(&key).to_path())} data-testid="term-object">
                { key.name.clone() }
            </a>
            <span class="state-word">
                { state_icon(state) }
                { locale.say(Stage::State(state)) }
            </span>
            <span class="value">{ live.value.clone() }</span>
        </li>
    }
}

/// Says that the texts are not here yet, or not to be had.
pub(super) fn shelf_notice(reader: &Reader, locale: Locale) -> Html {
    if reader.shelf == Shelf::Loading {
        return html! { <p class="quiet" role="status">{ locale.say(Glossary::Loading) }</p> };
    }
    let again = reader.load.reform(|_: MouseEvent| ());
    html! {
        <div role="alert">
            <p>{ locale.say(Glossary::Missing) }</p>
            <button type="button" data-testid="glossary-again" onclick={again}>
                { locale.say(Glossary::Again) }
            </button>
        </div>
    }
}

/// The term in the reader's language.
pub(super) fn name_of(term: &Term, locale: Locale) -> String {
    match locale {
        Locale::En => term.en.clone(),
        Locale::Zh => term.zh.clone(),
    }
}

/// The term in the other language, beside it.
pub(super) fn other_of(term: &Term, locale: Locale) -> Html {
    let (other, name) = match locale {
        Locale::En => (Locale::Zh, &term.zh),
        Locale::Zh => (Locale::En, &term.en),
    };
    html! { <span class="term-other" lang={other.tag()}>{ name.clone() }</span> }
}

fn means(term: &Term, locale: Locale) -> String {
    match locale {
        Locale::En => term.means_en.clone(),
        Locale::Zh => term.means_zh.clone(),
    }
}

const MOST_SHOWN: usize = 3;
